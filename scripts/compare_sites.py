"""Says in plain words how two builds of the site differ: which pages read differently, and where.

python scripts/compare_sites.py OLD NEW
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

MOST = 60
"""How many pages are named one by one."""
SHOWN = 6
"""How many passages of one page are shown."""
LONGEST = 160
"""How many signs of a passage are shown."""
HASH = re.compile(r"\.[0-9a-f]{8}(?=\.\w+$)")
"""What a file's name carries of its content."""
MADE_ALONG = ("sitemap.xml", "sitemap.xml.gz", "search/", "stored/", "sw.js")
"""What follows from the pages by itself."""


@dataclass(frozen=True)
class Page:
    """A page as a reader reads it.

    Attributes:
        title: its first-level heading, else its address.
        passages: its text, a passage each, without navigation.
    """

    title: str
    passages: tuple[str, ...]


def read(path: Path, address: str) -> Page:
    """The page in a file."""
    root = html.fromstring(path.read_bytes())
    main = root.find(".//main")
    body = root if main is None else main
    lines = (" ".join(line.split()) for line in body.text_content().splitlines())
    heading = body.find(".//h1")
    title = " ".join(heading.text_content().split()) if heading is not None else ""
    return Page(title or address, tuple(line for line in lines if line))


def pages(site: Path) -> dict[str, Page]:
    """Every page of a built site, by its file's path from the top."""
    found = {one.relative_to(site).as_posix(): one for one in sorted(site.rglob("*.html"))}
    return {address: read(path, address) for address, path in found.items()}


def files(site: Path) -> dict[str, bytes]:
    """Every other file that a person made a decision about, by its path from the top, without a hash."""
    found = {one.relative_to(site).as_posix(): one for one in sorted(site.rglob("*"))}
    return {
        HASH.sub("", name): path.read_bytes()
        for name, path in found.items()
        if path.is_file() and path.suffix != ".html" and not name.startswith(MADE_ALONG)
    }


def compare(old: Path, new: Path) -> str:
    """How two built sites differ, in Markdown.

    Args:
        old: the folder of the earlier build.
        new: the folder of the later one.
    """
    before, after = pages(old), pages(new)
    files_before, files_after = files(old), files(new)
    changed = [
        one for one in after if one in before and after[one].passages != before[one].passages
    ]
    parts = [
        _named("New pages", [_line(one, after[one]) for one in after if one not in before]),
        _named(
            "Pages that are gone", [_line(one, before[one]) for one in before if one not in after]
        ),
        _named(
            "Pages that read differently",
            [_difference(one, before[one], after[one]) for one in changed],
        ),
        _named(
            "Other files that differ: downloads, pictures, the look",
            [
                f"- `{name}`"
                for name in sorted(files_before.keys() | files_after.keys())
                if files_before.get(name) != files_after.get(name)
            ],
        ),
    ]
    said = "\n\n".join(part for part in parts if part)
    return f"{said or 'No page reads differently.'}\n"


def _named(heading: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    rest = [f"- and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return f"### {heading}: {len(lines)}\n\n" + "\n".join([*lines[:MOST], *rest])


def _line(address: str, page: Page) -> str:
    return f"- {page.title} (`{address.removesuffix('index.html') or '/'}`)"


def _difference(address: str, before: Page, after: Page) -> str:
    was, now = Counter(before.passages), Counter(after.passages)
    gone, come = list((was - now).elements()), list((now - was).elements())
    if not gone and not come:
        return f"{_line(address, after)}: the same text in another order"
    shown = [*(("was", one) for one in gone), *(("now", one) for one in come)]
    rest = f"\n    - and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return (
        _line(address, after)
        + "".join(f"\n    - {word}: `{_short(one)}`" for word, one in shown[:SHOWN])
        + rest
    )


def _short(passage: str) -> str:
    """A passage that Markdown shows as it is, and that fits a line or two."""
    plain = passage.replace("`", "'")
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def main(arguments: list[str] | None = None) -> int:
    """Print how two folders differ."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    options = parser.parse_args(arguments)
    for folder in (options.old, options.new):
        if not (folder / "index.html").is_file():
            parser.error(f"{folder} is not a built site")
    print(compare(options.old, options.new), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
