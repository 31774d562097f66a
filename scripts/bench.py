"""Measure the site: how long and how much memory a build takes, and what a first visit loads.

Usage: ``make bench``. Times mean something only as ratios within one run: the site and bare Material with
the same pages are built in turn, pages and their floors are visited in turn, and medians are compared.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

from loopback import serve
from lxml import html
from playwright.sync_api import Browser, sync_playwright
from recovery_site.pipeline.build import Build

TOP = Path(__file__).resolve().parents[1]
ADDRESS = "https://recovery-services.example/"
RUNS = {1: 9, 10: 3}
"""How often each size is built."""

ONCE = ("law.md", "open-data.md")
"""Pages without copies: only there may so many notes stand, and lie the downloads that the other links to."""

TO_THEM = re.compile(rf"(?<=\]\()(?=(?:\.\./)*(?:{'|'.join(map(re.escape, ONCE))}))")

VISITS = 5
"""How often each page and its floor are visited for times."""

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

PAGES = {"home": "", "guide": "missing-from-care/", "state": "jurisdictions/texas/"}
"""Pages of which times are measured. What each type of page weighs is a test (tests/site/test_weights.py)."""

FLOOR_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem}"
    "h1,h2,h3{line-height:1.2}table{border-collapse:collapse}td,th{border:1px solid #888;padding:.3em}"
)
OBSERVE = """
window.seen = {lcp: 0, shift: 0, blocked: 0};
const watch = (type, use) => new PerformanceObserver((list) => list.getEntries().forEach(use))
    .observe({type, buffered: true});
watch("largest-contentful-paint", (entry) => { window.seen.lcp = entry.startTime; });
watch("layout-shift", (entry) => { window.seen.shift += entry.value; });
watch("longtask", (entry) => { window.seen.blocked += Math.max(0, entry.duration - 50); });
"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A slow phone connection, the one that Lighthouse assumes; with a processor four times slower."""


def main() -> None:
    """Print everything."""
    with tempfile.TemporaryDirectory() as folder:
        builds(Path(folder))
        in_browser(Path(folder, "ours1/site"), chromium())


def say(what: str, shown: str, value: float = 0, most: float | None = None) -> None:
    """One row: what was measured, its value, and whether it is at most what is wanted."""
    verdict = "" if most is None else f"{most:>18}   {'met' if value <= most else 'not met'}"
    print(f"  {what:<46} {shown:>26}   {verdict}".rstrip())


# Building


def builds(folder: Path) -> None:
    """Build both sizes of the site and of bare Material in turn; say times, memory and growth."""
    measured: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for times, runs in RUNS.items():
        _ours(folder / f"ours{times}", times)
        _bare(folder / f"bare{times}", times)
        for _ in range(runs):
            for name in ("ours", "bare"):
                measured[name, times].append(_build(folder / f"{name}{times}"))
    print("Building without PDFs, against bare Material with every page in its navigation")
    middle = {
        key: tuple(statistics.median(column) for column in zip(*rows, strict=True))
        for key, rows in measured.items()
    }
    for times, budget in ((1, 1.0), (10, 0.3)):
        (seconds, memory), (bare, bare_memory) = middle["ours", times], middle["bare", times]
        pages = len(list((folder / f"ours{times}/site").rglob("*.html")))
        ratio = seconds / bare
        shown = f"{ratio:.2f} ({seconds:.1f} s, {bare:.1f} s)"
        say(f"time, {pages} pages (median of {RUNS[times]})", shown, ratio, budget)
        shown = f"{memory / bare_memory:.2f} ({memory:.0f}, {bare_memory:.0f} MB)"
        say(f"memory, {pages} pages", shown)
    for number, (what, most) in enumerate((("time", 11), ("memory", 2))):
        growth = middle["ours", 10][number] / middle["ours", 1][number]
        say(f"ten times the pages: {what}", f"{growth:.1f} times", growth, most)


def copy_site(top: Path) -> None:
    """Copy what a build needs into a new folder."""
    for name in ("docs", "data", "overrides", "hooks"):
        shutil.copytree(TOP / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "mkdocs.yml", top)


def _ours(top: Path, times: int) -> None:
    copy_site(top)
    config = (top / "mkdocs.yml").read_text("utf-8").replace("strict: true", "strict: false")
    if times > 1:
        config = config.replace("  - hooks/events.py\n", "  - hooks/events.py\n  - more.py\n")
        config = config.replace("not_in_nav: |\n", "not_in_nav: |\n  /copy*/\n")
        (top / "more.py").write_text(MORE, "utf-8")
        for number in range(1, times):
            for name, text in _generated().items():
                _write(top / f"more/copy{number}/{name}", text)
            for path, text in _built().texts.items():
                if not path.startswith(("shared-lists/", *ONCE)):
                    _write(top / f"docs/copy{number}/{path}", TO_THEM.sub("../", text))
    (top / "mkdocs.yml").write_text(config, "utf-8")


def _bare(top: Path, times: int) -> None:
    """Material as it comes, with the same pages and Markdown extensions and no ``nav``: every page is in it."""
    config = (TOP / "mkdocs.yml").read_text("utf-8")
    extensions = re.search(r"^markdown_extensions:\n(?:  .*\n)+", config, re.MULTILINE)
    assert extensions
    theme = "theme: {name: material, font: false}"
    head = f"site_name: Bare Material\nsite_url: {ADDRESS}\nplugins: [search]\n{theme}\n"
    _write(top / "mkdocs.yml", head + extensions[0])
    for number in range(times):
        into = top / "docs" / (f"copy{number}" if number else "")
        for name, text in (_generated() | _expanded()).items():
            if not (number and name in ONCE):
                _write(into / name, text)


@cache
def _built() -> Build:
    """The project's pages, expanded."""
    build = Build()
    build.top = TOP
    build.start(date.today(), "")  # noqa: DTZ011 - a measurement, not a build
    build.make(ADDRESS, [])
    return build


def _generated() -> dict[str, str]:
    """Each page that is made, as it is handed to MkDocs."""
    artifacts = _built().artifacts.items()
    return {path: made.content for path, made in artifacts if isinstance(made.content, str)}


def _expanded() -> dict[str, str]:
    """Each hand-written page with all that it calls, so that bare Material shows the same."""
    return {  # a title in JSON is one in YAML, too
        path: f"---\ntitle: {json.dumps(expanded.page.meta.title)}\n---\n\n{expanded.body}"
        for path, expanded in _built().pages.items()
        if not expanded.page.shared
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _build(top: Path) -> tuple[float, float]:
    """Processor seconds and largest memory in MB of one build: other programs disturb these least."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "HANDOUTS": "no", "NO_MKDOCS_2_WARNING": "1"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=top, env=environment, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build in {top.name} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


# First visits


def chromium() -> str:
    """The browser that the set-up of the tests found."""
    return (TOP / ".venv/browser").read_text("utf-8").strip()


def in_browser(site: Path, executable: str) -> None:
    """Visit each type of page with an empty cache."""
    floor = {f"/floor/{path}": _floor(site / path / "index.html") for path in PAGES.values()}
    with serve(site, floor) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        said = f"slow phone (median of {VISITS}), against a hand-written page"
        print(f"\nTimes of a first visit, {said}")
        for name, path in PAGES.items():
            _times(browser, address, name, path)
        browser.close()


def _visit(browser: Browser, address: str) -> dict[str, float]:
    """Load a page in a fresh context; milliseconds until its largest paint, blocked, and its shifts."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=2)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("window.seen.lcp > 0")
    seen: dict[str, float] = page.evaluate("window.seen")
    context.close()
    return seen


def _times(browser: Browser, address: str, name: str, path: str) -> None:
    page, floor = [], []
    for _ in range(VISITS):
        page.append(_visit(browser, address + path))
        floor.append(_visit(browser, f"{address}floor/{path}"))
    middle = {key: statistics.median(visit[key] for visit in page) for key in page[0]}
    lowest = statistics.median(visit["lcp"] for visit in floor)
    ratio = middle["lcp"] / lowest
    shown = f"{ratio:.2f} ({middle['lcp']:.0f} ms, {lowest:.0f} ms)"
    say(f"{name}: largest paint", shown, ratio, 1.25)
    say(f"{name}: layout shift", f"{middle['shift']:.3f}", middle["shift"], 0)
    say(f"{name}: blocking time", f"{middle['blocked']:.0f} ms", middle["blocked"], 10)


def _floor(page: Path) -> bytes:
    """The same content as somebody would write it by hand: no script, the style inside."""
    main = html.parse(page).getroot().find(".//main")
    for part in main.xpath(".//script | .//*[@class='paper']"):
        part.drop_tree()
    text = html.tostring(main, encoding="unicode")
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>Floor</title><style>{FLOOR_STYLE}</style>"
    return f'{head}<meta name=viewport content="width=device-width">{text}'.encode()


if __name__ == "__main__":
    start = time.perf_counter()
    main()
    print(f"\nMeasured in {time.perf_counter() - start:.0f} s on {os.cpu_count()} cores.")
