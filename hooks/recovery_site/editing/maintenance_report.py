"""What waits for a person, most urgent first: a report, never a reason to fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from recovery_site.content.footnotes import MARK
from recovery_site.content.page import Page
from recovery_site.core.templates import day
from recovery_site.data.directory import Data, Directory
from recovery_site.data.records import STATE_LINE_KINDS, HelpLine, Region, Sourced, StateLine
from recovery_site.data.writing_records import SOURCES_FILE

SOON = timedelta(days=60)
"""How far ahead the report looks."""

MOST = 10
"""How many sources of a group are listed with their line; the others are only counted."""

READ: dict[str, str] = {
    "secondary": "known only through another account",
    "contents": "only the contents list or title pages read",
    "abstract": "only the abstract read",
    "part": "read in part",
}
"""How far a source was read, the least first."""

ASKED: dict[str, str] = {
    "team": "Facts of the team's own house to confirm",
    "nurse": "Health wording that waits for a forensic nurse or pediatrician",
    "lawyer": "Wording on law, notices and phones that waits for a lawyer",
    "tribe": "Wording that waits for a tribe or NICWA",
}
"""Who is asked, and the title over what they have to answer."""

ANSWERED = "Once it is answered, change the page and take the question out"
REVIEW = "Have the team review each; write the days in `reviewed` and `next_review`"

Item = tuple[str, str]
"""File and line (``data/contacts.yml:95``), and what waits there."""


class Section(NamedTuple):
    """Things to do of one kind in the order of urgency, and what to do about each, where it is the same."""

    title: str
    items: Iterable[Item]
    do: str = ""


def report(data: Data, pages: Mapping[str, Page], *, markdown: bool = False) -> str:
    """The report on the directory's day, as text or in Markdown for an issue; ``pages`` by the name of their file."""
    title, about, item = (
        ("## {}\n", "{}.\n", "- `{}` {}.") if markdown else ("{}", "  {}.", "  {}: {}.")
    )
    lines: list[str] = []
    for section in sections(data, pages):
        if items := [item.format(*one) for one in section.items]:
            lines += [title.format(section.title), *([about.format(section.do)] * bool(section.do))]
            lines += [*items, ""]
    return "\n".join(lines)


def sections(data: Data, pages: Mapping[str, Page]) -> Iterator[Section]:
    """All sections, the most urgent first; some may hold nothing."""
    directory = data.directory
    today, soon = directory.today, directory.today + SOON
    checks = sorted(_checks(directory), key=lambda check: check[0])
    reviews = sorted(_reviews(pages))
    yield Section(
        "Checks that are overdue: readers are told so",
        [item for due, item in checks if due < today],
    )
    yield Section(
        f"Checks that fall due within {SOON.days} days",
        [item for due, item in checks if today <= due <= soon],
    )
    yield Section(
        f"Pages whose review was due or falls due within {SOON.days} days",
        [item for due, item, reviewed in reviews if reviewed and due <= soon],
        REVIEW,
    )
    yield Section(
        "Pages that the team has never reviewed",
        [item for _, item, reviewed in reviews if not reviewed],
        REVIEW,
    )
    yield Section(
        "States and territories without a region",
        _regions(directory),
        "Ask the team; list them under their region in `jurisdictions`, and where you read it in `source`",
    )
    yield Section("National lines held back for a check", _held(directory))
    yield Section(
        "Local hotlines and clearinghouses that wait for a check",
        _state_lines(directory),
        "Open each page and write in the file what it says; nothing is shown before a check",
    )
    yield Section(
        "Sources not read in full, by how far they were read",
        _sources(data, pages),
        "Read each in full and compare what the pages say of it; then change `read`",
    )
    for who, title in ASKED.items():
        asked = [question for question in data.questions if question.who == who]
        items = [(question.where, f"{question.page}: {question.fact}") for question in asked]
        yield Section(title, items, ANSWERED)


def _checks(directory: Directory) -> Iterator[tuple[date, Item]]:
    """Every record that readers rely on, with the last day of its check."""
    records: list[tuple[str, Sourced | Region | HelpLine | StateLine]] = [
        ("The team's mailbox", directory.team),
        *((person.name, person) for person in directory.people),
        *((line.name, line) for line in directory.helplines),
        *((f"{region.name}: its states and territories", region) for region in directory.regions),
        *((f"{line.code}: {line.name}", line) for line in directory.state_lines),
    ]
    for name, record in records:
        if record.checked and (due := directory.due(record)):
            was = "was" if due < directory.today else "is"
            what = f"{name}: check {was} due on {day(due)}, last checked {record.checked.words}"
            do = f"Compare it with {record.source}; write the day in `checked`"
            yield due, (record.where, f"{what}. {do}")


def _reviews(pages: Mapping[str, Page]) -> Iterator[tuple[date, Item, bool]]:
    """Every page of guidance with the day of its next review, and whether it ever was reviewed."""
    for name, page in pages.items():
        if page.guidance:
            due, reviewed = page.meta.next_review, page.meta.reviewed
            planned = day(due) if due else "not planned"
            what = f"{page.meta.title}: last review {reviewed or 'never'}, next review {planned}"
            line = page.meta.row.lines.get("next_review", 1)
            yield due or date.min, (f"{name}:{line}", what), bool(reviewed)


def _regions(directory: Directory) -> Iterator[Item]:
    if without := directory.jurisdictions_of(None):
        names = ", ".join(jurisdiction.name for jurisdiction in without)
        what = f"{len(without)} of {len(directory.jurisdictions)}: {names}"
        yield directory.regions[0].where, what


def _held(directory: Directory) -> Iterator[Item]:
    """Lines of which nothing is published first, then single ways to reach published lines."""
    for line in sorted(directory.contacts.helplines, key=lambda line: bool(line.published)):
        if channels := [channel for channel in line.channels if not channel.checked]:
            what = ", ".join(f"{channel.kind} {channel.value}" for channel in channels)
            of_line = None if line.published else line.hold
            holds = dict.fromkeys([of_line, *(channel.hold for channel in channels)])
            reasons = "; ".join(filter(None, holds)) or "not said"
            whole = "partly shown" if line.published else "nothing of it is shown"
            yield line.where, f"{line.name} ({whole}): {what}. Check: {reasons}"


def _state_lines(directory: Directory) -> Iterator[Item]:
    """Hotlines first, each with the official page, or else the first source if that is a page."""
    for kind, name in STATE_LINE_KINDS.items():
        for line in directory.all_state_lines:
            if line.kind == kind and not line.published:
                first = (line.source_1 or "").split(" ")[0]
                page = line.web or (first if first.startswith("http") else "no page is known")
                yield line.where, f"{page} ({name}, {line.code})"


def _sources(data: Data, pages: Mapping[str, Page]) -> Iterator[Item]:
    """By how far they were read; in each group those that most pages cite first."""
    uses = Counter(source for page in pages.values() for source in {*MARK.findall(page.body)})
    for read, said in READ.items():
        group = [source for source in data.references.values() if source.read == read]
        group.sort(key=lambda source: (-uses[source.id], source.id))
        for source in group[:MOST]:
            count = f"{uses[source.id]} page{'' if uses[source.id] == 1 else 's'}"
            yield source.where, f"{source.id}: {said}, cited by {count}"
        if rest := group[MOST:]:
            yield SOURCES_FILE, f"{len(rest)} more {said}, cited by as many pages or fewer"
