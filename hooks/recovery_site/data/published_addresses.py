"""Public addresses: those that the site has, those that it once had, and where the latter lead.

An address that was published stays good: people keep it in bookmarks, in papers and on paper. All are in
``data/published.txt``. One that is no longer made has a successor in ``data/redirects.yml``, or is
withdrawn there.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from recovery_site.core.problems import Problem
from recovery_site.data.record_base import Record, optional_list, required
from recovery_site.data.record_rules import Files, unique
from recovery_site.data.records import JURISDICTIONS
from recovery_site.data.value_types import NewAddress, PublicAddress, Text

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

PUBLISHED = "data/published.txt"
MOVED = "data/redirects.yml"

LASTING = re.compile(r"open-data/|(?!assets/).*\.(?:pdf|vcf|json|csv|xml|zip)$")
"""Files whose address people and programs keep; all others belong to a page or to the host."""


class Redirect(Record):
    """A page or file that has a new address."""

    old: PublicAddress = required("/running/", "The address it had.")
    new: NewAddress = required("/running-behavior/", "The address that takes its place.")


class Withdrawn(Record):
    """A page or file that was published and has no successor."""

    address: PublicAddress = required("/contacts/first-last.vcf", "The address it had.")
    why: Text = required("left the team", "Why nothing takes its place, for staff.")


class Moved(Record):
    """The whole of ``data/redirects.yml``."""

    redirects: tuple[Redirect, ...] = optional_list("", "Pages and files that have a new address.")
    withdrawn: tuple[Withdrawn, ...] = optional_list("", "Addresses that lead nowhere, on purpose.")

    @property
    def records(self) -> dict[str, Redirect | Withdrawn]:
        """The record of each address that has a successor, or none."""
        records: dict[str, Redirect | Withdrawn] = {record.old: record for record in self.redirects}
        return records | {record.address: record for record in self.withdrawn}


HEAD = """\
# Every address of the site that is published, or that ever was, from its top, one a line, in any order.
#
# An address stays here for good. If its page is renamed or removed, write in data/redirects.yml what
# takes its place. A new page needs no line here: publishing adds it.
"""


def parse(text: str) -> tuple[dict[str, int], list[Problem]]:
    """The line of each address in the text of ``data/published.txt``, and what is wrong with other lines."""
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
    return HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))


def of_page(source: str) -> str:
    """The file of a page from the top of the site: ``law.md`` gives ``law/index.html``."""
    stem = source.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def public(paths: Iterable[str]) -> set[str]:
    """The addresses that last, among the files of the site (from its top; pages as Markdown or HTML)."""
    files = [of_page(path) if path.endswith(".md") else path for path in paths]
    pages = {file for file in files if file.endswith("index.html")}
    downloads = filter(LASTING.match, {*files} - pages)
    return {f"/{page.removesuffix('index.html')}" for page in pages} | {
        f"/{file}" for file in downloads
    }


def published_before(top: Path) -> frozenset[str]:
    """The list as of the last two commits, as far as git knows it: a line that is deleted is not forgotten."""
    listed: set[str] = set()
    for commit in ("HEAD^", "HEAD"):
        command = ["git", "-C", str(top), "show", f"{commit}:./{PUBLISHED}"]
        with contextlib.suppress(OSError):  # there is no git
            result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
            listed |= parse(result.stdout)[0].keys()
    return frozenset(listed)


def check(data: Data, present: set[str], before: Collection[str] = ()) -> Iterator[Problem]:
    """Every published address is made, or has a successor that is, or is withdrawn.

    ``present`` are the addresses of the site without those that only lead on; ``before``: what was on the list.
    """
    records = data.moved.records
    for address, line in (dict.fromkeys(before, 1) | data.published).items():
        if address in present or address in records:
            continue
        if before and address not in before:
            message = f"this line is new, and the site has nothing at `{address}`; correct the address, or delete the line"
            yield Problem(PUBLISHED, line, "", message)
            continue
        remedy = f"`redirects`, `- old: {address}` and below it `new:` with what takes its place"
        if address.startswith("/contacts/"):
            remedy = f"`withdrawn`, `- address: {address}` and below it `why: left the team`"
        said = f"{_made_from(address)} was renamed or removed: the address {address} was published"
        yield Problem(PUBLISHED, line, "", f"{said}; write in {MOVED}, under {remedy}")
    for address, record in records.items():
        if address in present:
            message = f"`{address}` is there: the site still makes it; take the record out"
            yield record.problem(message)
    for redirect in data.moved.redirects:
        new = redirect.new.partition("#")[0]
        if new not in present and new not in records:
            yield redirect.problem(f"`{new}` is not there; write an address of the site")


def redirects_lead_to_an_end(moved: Moved, files: Files) -> Iterator[Problem]:
    """An address has one successor, of its own kind, that has no successor itself; or it has none."""
    yield from unique(moved.redirects, "old", "address")
    yield from unique(moved.withdrawn, "address", "address")
    onward = {redirect.old: redirect.new for redirect in moved.redirects}
    gone = {withdrawn.address for withdrawn in moved.withdrawn}
    for redirect in moved.redirects:
        old, new = redirect.old, (redirect.new or "").partition("#")[0]
        if old in gone:
            yield redirect.problem(f"`{old}` is withdrawn below; keep one of the two", "old")
        if new and new == old:
            yield redirect.problem(f"`{old}` leads to itself; write another address", "new")
        elif new in onward:
            message = (
                f"`{new}` leads on to `{onward[new]}`; write the address that is there at last"
            )
            yield redirect.problem(message, "new")
        elif old and new and PurePosixPath(old).suffixes != PurePosixPath(new).suffixes:
            yield redirect.problem(
                f"`{old}` cannot become `{new}`: a page becomes a page, and a file one of its kind; "
                "an address without a successor stands under `withdrawn`",
                "new",
            )


def _made_from(address: str) -> str:
    """What a person changed so that an address went."""
    parts = {
        rf"/{JURISDICTIONS}(.+)/": "the jurisdiction `{}` (data/contacts.yml)",
        r"/contacts/(.+)\.vcf": "the contact `{}` (data/contacts.yml)",
        r"/handouts/(.+)\.pdf": "the handout `{}`",
        r"/(.+)/": "docs/{}.md",
    }
    for pattern, words in parts.items():
        if match := re.fullmatch(pattern, address):
            return words.format(match[1])
    return address
