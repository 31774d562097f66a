"""Public addresses: those that the site has, those that it once had, and where the latter lead.

An address that was published stays good: people keep it in bookmarks, in papers and on paper. All are in
``data/published.txt``. One that is no longer made has a successor in ``data/redirects.yml``, or is
withdrawn there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from recovery_site.core.problems import Problem

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

PUBLISHED = "data/published.txt"
MOVED = "data/redirects.yml"

KEPT = (".pdf", ".vcf", ".json", ".csv", ".xml", ".zip")
"""Files whose address people and programs keep; all others belong to a page or to the host."""

HEAD = """\
# Every address of the site that is published, or that ever was, from its top, one a line, in any order.
#
# An address stays here for good. If its page is renamed or removed, write in data/redirects.yml what
# takes its place. A new page needs a line here: the check says which.
"""


def parse(text: str) -> tuple[dict[str, int], list[Problem]]:
    """Read the list of published addresses.

    Args:
        text: what ``data/published.txt`` holds.

    Returns:
        The line of each address, and what is wrong with other lines.
    """
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        address = line.strip()
        if not address or address.startswith("#"):
            continue
        if re.fullmatch(r"/(?:[^\s/]+/)*[^\s/]*", address):
            lines.setdefault(address, number)
        else:
            message = f"`{address}` is not an address of this site; write one like /contacts/"
            problems.append(Problem(PUBLISHED, number, "", message))
    return lines, problems


def formed(addresses: Iterable[str]) -> str:
    """The list of published addresses as a file, one a line, so that two changes merge."""
    return HEAD + "".join(f"{one}\n" for one in sorted(set(addresses)))


def of_page(source: str) -> str:
    """The file of a page from the top of the site: ``law.md`` gives ``law/index.html``."""
    stem = source.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def public(paths: Iterable[str]) -> set[str]:
    """The addresses that last, among the files of the site.

    Args:
        paths: files from the top of the site; pages as Markdown or HTML.
    """
    found = set()
    for path in paths:
        file = of_page(path) if path.endswith(".md") else path
        if file.endswith("index.html"):
            found.add("/" + file.removesuffix("index.html"))
        elif file.endswith(KEPT) and not file.startswith("assets/"):
            found.add(f"/{file}")
    return found


def check(data: Data, made: set[str]) -> list[Problem]:
    """Every published address is made, or has a successor that is, or is withdrawn.

    Args:
        data: what the site is made from.
        made: the addresses that the site has, without those that only lead on.
    """
    return [*_lost(data, made), *_wrong_moves(data, made), *_unlisted(data, made)]


def _lost(data: Data, made: set[str]) -> Iterator[Problem]:
    for address, line in data.published.items():
        if address not in made and address not in data.moved_lines:
            yield Problem(
                PUBLISHED,
                line,
                "",
                f"{_made_from(address)} was renamed or removed: the address {address} was published; "
                f"add a line to {MOVED}",
            )


def _wrong_moves(data: Data, made: set[str]) -> Iterator[Problem]:
    for address, line in data.moved_lines.items():
        if address in made:
            message = f"`{address}` is there: the site still makes it; take the record out"
            yield Problem(MOVED, line, "", message)
    for one in data.moved.redirects:
        new = one.new.partition("#")[0]
        if new not in made and new not in data.moved_lines:
            message = f"`{new}` is not there; write an address of the site"
            yield Problem(MOVED, data.moved_lines[one.old], f"redirect {one.old}", message)


def _unlisted(data: Data, made: set[str]) -> Iterator[Problem]:
    for address in sorted(made - data.published.keys()):
        message = f"{address} is a new address; add the line `{address}` to {PUBLISHED}"
        yield Problem(PUBLISHED, 1, "", message)


def _made_from(address: str) -> str:
    """What a person changed so that an address went."""
    parts: Mapping[str, str] = {
        r"/jurisdictions/(.+)/": "the jurisdiction `{}` (data/contacts.yml)",
        r"/contacts/(.+)\.vcf": "the contact `{}` (data/contacts.yml)",
        r"/handouts/(.+)\.pdf": "the hand-out `{}`",
        r"/(.+)/": "docs/{}.md",
    }
    for pattern, words in parts.items():
        if found := re.fullmatch(pattern, address):
            return words.format(found[1])
    return address
