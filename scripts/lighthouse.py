"""Run Lighthouse on every type of page, on loopback, in the Chromium that the tests use.

Usage: ``make audit``. The site is built with the loopback address as its own, because Lighthouse
marks pages down whose canonical address lies on another host.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import ADDRESS, chromium, copy_site
from loopback import serve

VERSION = "12.8.2"
KINDS = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "home": "", "map": "regions/", "guide": "missing-from-care/", "state": "jurisdictions/texas/",
    "list of 56": "jurisdictions/", "directory": "contacts/", "help now": "help-now/", "handouts": "handouts/",
    "worksheet": "worksheets/recovery-plan/", "sources": "sources/", "search": "search/",
    "law": "law/", "glossary": "glossary/", "changes": "changes/",
}  # fmt: skip


def main() -> int:
    """Print the table; 0 if every page has 100 in everything, or nothing can be run here."""
    browser = chromium()
    if not shutil.which("npx"):
        print("Lighthouse needs Node with npx: install nodejs and npm.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        top, site = Path(folder, "project"), Path(folder, "site")
        copy_site(top)
        with serve(site) as loopback:
            config = top / "mkdocs.yml"
            config.write_text(config.read_text("utf-8").replace(ADDRESS, loopback.address), "utf-8")
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
            subprocess.run(command, cwd=top, check=True)
            print(
                f"Lighthouse {VERSION}, mobile\n{'':<16}" + "".join(f"{kind:>16}" for kind in KINDS)
            )
            return max(
                [_row(name, loopback.address + path, browser) for name, path in PAGES.items()]
            )


def _row(name: str, address: str, browser: str) -> int:
    """Say the scores of one page, and what took them below 100."""
    report = _report(address, browser)
    scores = [round((report["categories"][kind]["score"] or 0) * 100) for kind in KINDS]
    print(f"{name:<16}" + "".join(f"{score:>16}" for score in scores), flush=True)
    for kind, score in zip(KINDS, scores, strict=True):
        for part in report["categories"][kind]["auditRefs"] if score < 100 else []:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"    {kind}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return int(any(score < 100 for score in scores))


def _report(address: str, browser: str) -> dict[str, Any]:
    """What Lighthouse found on one page."""
    made = subprocess.run(
        ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json",
         f"--only-categories={','.join(KINDS)}",
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        env={**os.environ, "CHROME_PATH": browser}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(made.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
