"""Measure the site: how long it takes to build and how much a first visit loads.

Usage: ``python scripts/bench.py`` (``make bench`` sets everything up). Times are medians of three runs
and mean something only beside the other rows of the same table: bare Material with the same pages.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from lxml import html
from recovery_site import changes, load
from recovery_site.pages import Pages
from recovery_site.render import root_of
from recovery_site.site import artifacts

TOP = Path(__file__).resolve().parents[1]
RUNS = 3
TIMES = 10
"""How many times the pages and people of the larger size."""

BARE = """\
site_name: Bare Material
site_url: https://recovery-services.example/
theme:
  name: material
  font: false
plugins: [search]
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.tasklist]
"""

MORE = """\
from pathlib import Path

from mkdocs.structure.files import File


def on_files(files, config):
    top = Path(config.config_file_path).parent / "more"
    for path in sorted(top.rglob("*.md")):
        name = path.relative_to(top).as_posix()
        files.append(File.generated(config, name, content=path.read_text("utf-8")))
    return files
"""
"""A second hook that adds copies of the generated pages: the 56 jurisdictions cannot be more."""


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = []
        for times in (1, TIMES):
            ours, bare = work / f"ours{times}", work / f"bare{times}"
            _ours(ours, times)
            _bare(bare, times)
            for name, top in (("this site", ours), ("bare Material", bare)):
                seconds, memory = _measure(top)
                pages = len(list((top / "site").rglob("*.html")))
                rows.append((name, times, pages, seconds, memory))
        _build_table(rows)
        print()
        _weight_table(work / "ours1/site")


def _ours(top: Path, times: int) -> None:
    top.mkdir()
    for name in ("docs", "data", "overrides", "hooks"):
        shutil.copytree(TOP / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / changes.FILE, top)
    config = (TOP / "mkdocs.yml").read_text("utf-8").replace("strict: true", "strict: false")
    if times > 1:
        config = config.replace("  - hooks/events.py\n", "  - hooks/events.py\n  - more.py\n")
        config += "  /copy*/\n"
        (top / "more.py").write_text(MORE, "utf-8")
        contacts = top / load.FILES[0]
        contacts.write_text(_more_people(contacts.read_text("utf-8"), times), "utf-8")
        for number in range(1, times):
            for name, text in _generated().items():
                _write(top / f"more/copy{number}/{name}", text)
            for page in (TOP / "docs").glob("*.md"):
                _write(top / f"docs/copy{number}/{page.name}", page.read_text("utf-8"))
    (top / "mkdocs.yml").write_text(config, "utf-8")


def _bare(top: Path, times: int) -> None:
    top.mkdir()
    (top / "mkdocs.yml").write_text(BARE, "utf-8")
    for number in range(times):
        into = top / "docs" / (f"copy{number}" if number else "")
        for name, text in (_generated() | _filled()).items():
            _write(into / name, text)


def _generated() -> dict[str, str]:
    data, _ = load.load(TOP, date.today())  # noqa: DTZ011 - a measurement, not a build
    assert data
    made = artifacts(data, "https://recovery-services.example/")
    return {one.path: one.content for one in made if isinstance(one.content, str)}


def _filled() -> dict[str, str]:
    data, _ = load.load(TOP, date.today())  # noqa: DTZ011
    assert data
    pages = Pages(data)
    found = {}
    for path in sorted((TOP / "docs").rglob("*.md")):
        name = path.relative_to(TOP / "docs").as_posix()
        text = path.read_text("utf-8")
        head = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
        body = pages.fill(f"docs/{name}", text, root_of(name.removesuffix(".md") + "/index.html"))
        found[name] = (re.sub(r"template:.*\n", "", head[0]) if head else "") + body
    return found


def _more_people(contacts: str, times: int) -> str:
    record = re.search(r"  - name: Brittany Butler\n(?:    .*\n)+", contacts)
    assert record
    more = ""
    for number in range(7 * (times - 1)):
        one = record[0].replace("Brittany Butler", f"Made Up {chr(65 + number % 26)}{number}")
        one = one.replace("BButler@", f"made.up.{number}@").replace(
            "228.3552", f"228.{4000 + number}"
        )
        more += one + "\n"
    return contacts.replace(record[0], record[0] + "\n" + more)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _measure(top: Path) -> tuple[float, float]:
    """Median seconds and largest memory in MB of building the project at ``top``."""
    seconds, memory = [], 0.0
    environment = {**os.environ, "HANDOUTS": "no", "NO_MKDOCS_2_WARNING": "1"}
    for _ in range(RUNS):
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=top,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        memory = max(memory, usage.ru_maxrss / 1024)
        if status:
            raise SystemExit(f"the build in {top.name} failed")
    return statistics.median(seconds), memory


def _build_table(rows: list[tuple[str, int, int, float, float]]) -> None:
    print("Build without PDFs (median of 3)   pages   seconds   against bare Material   memory MB")
    bare = {times: seconds for name, times, _, seconds, _ in rows if name == "bare Material"}
    for name, times, pages, seconds, memory in rows:
        ratio = f"{seconds / bare[times]:.2f}"
        print(f"{name:<14} x{times:<18} {pages:>6} {seconds:>9.2f} {ratio:>23} {memory:>11.0f}")


def _weight_table(site: Path) -> None:
    print("First visit, compressed bytes      HTML     CSS  script   other   total   requests")
    for name in ("index", "regions/index", "contacts/index", "jurisdictions/texas/index",
                 "missing-from-care/index", "law/index", "search/index"):  # fmt: skip
        page = site / f"{name}.html"
        root = html.parse(page).getroot()
        loaded = root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
        sizes = {"HTML": _packed(page), "CSS": 0, "script": 0, "other": 0}
        for address in loaded:
            kind = {".css": "CSS", ".js": "script"}.get(Path(address).suffix, "other")
            sizes[kind] += _packed((page.parent / address).resolve())
        figures = "".join(f"{size:>8}" for size in (*sizes.values(), sum(sizes.values())))
        print(f"{name:<30} {figures} {len(loaded) + 1:>10}")
    figure = html.parse(site / "regions/index.html").getroot().xpath("//figure")[0]
    print(f"Both maps together: {len(gzip.compress(html.tostring(figure), 9))} bytes")
    print(f"Search, on use: {_packed(site / 'search/index.js')} bytes of index")


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


if __name__ == "__main__":
    main()
