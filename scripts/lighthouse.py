"""Let Lighthouse judge every type of page on loopback, in the Chromium of the tests. Usage: ``make audit``."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import ADDRESS, chromium, copy_site
from loopback import serve

VERSION = "12.8.2"
KINDS = ("performance", "accessibility", "best-practices", "seo")
PAGES = (
    "", "regions/", "missing-from-care/", "jurisdictions/texas/", "jurisdictions/", "contacts/", "help-now/",
    "handouts/", "worksheets/recovery-plan/", "sources/", "search/", "law/", "glossary/", "changes/",
)  # fmt: skip


def scores(address: str) -> list[int]:
    """The four scores of a page, each of 100."""
    command = [
        "npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json",
        f"--only-categories={','.join(KINDS)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium()}
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    judged = json.loads(said)["categories"]
    return [round((judged[kind]["score"] or 0) * 100) for kind in KINDS]


def main() -> int:
    """Print the table; 0 if every page has 100 in everything."""
    with tempfile.TemporaryDirectory() as folder:
        top, site = Path(folder, "project"), Path(folder, "site")
        copy_site(top)
        with serve(site) as address:
            # Its own address: pages whose canonical one is elsewhere are marked down.
            settings = top / "mkdocs.yml"
            text = settings.read_text("utf-8").replace(ADDRESS, address)
            settings.write_text(text, "utf-8")
            build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
            subprocess.run(build, cwd=top, check=True)
            rows = {page: scores(address + page) for page in PAGES}
    print(f"Lighthouse {VERSION}, mobile: {', '.join(KINDS)}")
    for page, row in rows.items():
        print(f"/{page:<32}", *row)
    return int(any(score < 100 for row in rows.values() for score in row))


if __name__ == "__main__":
    sys.exit(main())
