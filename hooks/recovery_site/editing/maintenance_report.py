"""What waits for a person, most urgent first: a report, never a reason to fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recovery_site.content.footnotes import cited
from recovery_site.core.templates import day
from recovery_site.data.records import STATE_LINE_KINDS, STATE_LINES_FILE
from recovery_site.data.writing_records import SOURCES_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recovery_site.content.page import Page
    from recovery_site.data.directory import Data, Directory
    from recovery_site.data.records import HelpLine, Region, Sourced, StateLine

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


@dataclass(frozen=True)
class Item:
    """One thing to do.

    Attributes:
        where: file and line, ``data/contacts.yml:95``; empty where no single line is meant.
        what: what waits.
        do: what to do about it; empty where the section says it for all.
    """

    where: str
    what: str
    do: str = ""


@dataclass(frozen=True)
class Section:
    """Things to do of one kind.

    Attributes:
        title: what they are.
        items: in the order of urgency.
        do: what to do about each of them.
    """

    title: str
    items: list[Item] = field(default_factory=list)
    do: str = ""


def report(data: Data, pages: Mapping[str, Page], *, markdown: bool = False) -> str:
    """The report as text.

    Args:
        data: what the site is made from; its directory knows the day.
        pages: the hand-written pages by the name of their file.
        markdown: write headings and lists in Markdown, for an issue.
    """
    waiting = [section for section in sections(data, pages) if section.items]
    return "\n".join(_markdown(section) if markdown else _plain(section) for section in waiting)


ASKED: dict[str, str] = {
    "team": "Facts of the team's own house to confirm",
    "nurse": "Health wording that waits for a forensic nurse or pediatrician",
    "lawyer": "Wording on law, notices and phones that waits for a lawyer",
    "tribe": "Wording that waits for a tribe or NICWA",
}
"""Who is asked, and the title over what they have to answer."""

ANSWERED = "Once it is answered, change the page and take the question out"
REVIEW = "Have the team review each; write the days in `reviewed` and `next_review`"


def sections(data: Data, pages: Mapping[str, Page]) -> list[Section]:
    """All sections, the most urgent first; some may hold nothing."""
    directory = data.directory
    checks = sorted(_checks(directory), key=lambda row: row[0])
    today = directory.today
    reviews = sorted(_reviews(pages))
    return [
        Section(
            "Checks that are overdue: readers are told so",
            [item for due, item in checks if due < today],
        ),
        Section(
            f"Checks that fall due within {SOON.days} days",
            [item for due, item in checks if today <= due <= today + SOON],
        ),
        Section(
            f"Pages whose review was due or falls due within {SOON.days} days",
            [item for due, _, reviewed, item in reviews if reviewed and due <= today + SOON],
            REVIEW,
        ),
        Section(
            "Pages that the team has never reviewed",
            [item for _, _, reviewed, item in reviews if not reviewed],
            REVIEW,
        ),
        Section(
            "States and territories without a region",
            list(_regions(directory)),
            "Ask the team; list them under their region in `jurisdictions`, and where you read it in `source`",
        ),
        Section("National lines held back for a check", list(_held(directory))),
        Section(
            "Local hotlines and clearinghouses that wait for a check",
            list(_state_lines(directory)),
            "`make worksheet` lists them with the page to open; nothing is shown before a check",
        ),
        Section(
            "Sources not read in full, by how far they were read",
            list(_sources(data, pages)),
            "Read each in full and compare what the pages say of it; then change `read`",
        ),
        *(
            Section(
                title,
                [
                    Item(question.where, f"{question.page}: {question.fact}")
                    for question in data.questions
                    if question.who == who
                ],
                ANSWERED,
            )
            for who, title in ASKED.items()
        ),
    ]


def _checks(directory: Directory) -> Iterator[tuple[date, Item]]:
    """Every record that readers rely on, with the last day of its check."""
    team = directory.team
    records: list[tuple[str, Sourced | Region | HelpLine | StateLine]] = [
        ("The team's mailbox", team),
        *((person.name, person) for person in directory.people),
        *((line.name, line) for line in directory.helplines),
        *(
            (f"{region.name}: its states and territories", region)
            for region in directory.regions
            if region.jurisdictions
        ),
        *((f"{line.code}: {line.name}", line) for line in directory.state_lines),
    ]
    for name, record in records:
        if record.checked:
            due = directory.due(record.checked)
            was = "was" if due < directory.today else "is"
            what = f"{name}: check {was} due on {day(due)}, last checked {record.checked.words}"
            do = f"Compare it with {record.source}; write the day in `checked`"
            yield due, Item(record.where, what, do)


def _reviews(pages: Mapping[str, Page]) -> Iterator[tuple[date, str, bool, Item]]:
    """Every page of guidance: day of its next review, name, whether it ever was reviewed."""
    for name, page in pages.items():
        if not page.guidance:
            continue
        try:
            due = date.fromisoformat(page.value("next_review"))
        except ValueError:
            due = date.min
        line = page.meta.get("next_review", (1, ""))[0]
        planned = day(due) if due > date.min else "not planned"
        reviewed = page.value("reviewed")
        item = Item(
            f"{name}:{line}",
            f"{page.value('title')}: last review {reviewed or 'never'}, next review {planned}",
        )
        yield due, name, bool(reviewed), item


def _regions(directory: Directory) -> Iterator[Item]:
    without = directory.jurisdictions_of(None)
    if without:
        yield Item(
            directory.regions[0].where,
            f"{len(without)} of {len(directory.jurisdictions)}: "
            + ", ".join(jurisdiction.name for jurisdiction in without),
        )


def _held(directory: Directory) -> Iterator[Item]:
    """Lines of which nothing is published first, then single ways to reach published lines."""
    lines = directory.contacts.helplines
    for line in sorted(lines, key=lambda line: bool(line.published)):
        channels = [channel for channel in line.channels if not channel.checked]
        if not channels:
            continue
        what = ", ".join(f"{channel.kind} {channel.value}" for channel in channels)
        of_line = [] if line.published else [line.hold]
        holds = dict.fromkeys([*of_line, *(channel.hold for channel in channels)])
        reasons = "; ".join(filter(None, holds)) or "not said"
        whole = "nothing of it is shown" if not line.published else "partly shown"
        yield Item(
            line.where,
            f"{line.name} ({whole}): {what}",
            f"Check: {reasons}",
        )


def _state_lines(directory: Directory) -> Iterator[Item]:
    for kind, name in STATE_LINE_KINDS.items():
        lines = [line for line in directory.all_state_lines if line.kind == kind]
        codes = [line.code for line in lines if not line.published]
        if codes:
            what = f"{name}: {len(codes)} records of {len(set(codes))} states and territories"
            yield Item(STATE_LINES_FILE, what)


def _sources(data: Data, pages: Mapping[str, Page]) -> Iterator[Item]:
    """By how far they were read; in each group those that most pages cite first."""
    uses = Counter(
        source for page in pages.values() for source in {id for _, id, _ in cited(page.body)}
    )
    for read, said in READ.items():
        group = [source for source in data.references.values() if source.read == read]
        group.sort(key=lambda source: (-uses[source.id], source.id))
        for source in group[:MOST]:
            count = f"{uses[source.id]} page{'' if uses[source.id] == 1 else 's'}"
            yield Item(source.where, f"{source.id}: {said}, cited by {count}")
        if rest := group[MOST:]:
            yield Item(SOURCES_FILE, f"{len(rest)} more {said}, cited by as many pages or fewer")


def _plain(section: Section) -> str:
    head = [section.title, *([f"  {section.do}."] if section.do else [])]
    lines = [f"  {_sentence(item, item.where and f'{item.where}: ')}" for item in section.items]
    return "\n".join([*head, *lines, ""])


def _markdown(section: Section) -> str:
    head = [f"## {section.title}", "", *([f"{section.do}.", ""] if section.do else [])]
    lines = [f"- {_sentence(item, item.where and f'`{item.where}` ')}" for item in section.items]
    return "\n".join([*head, *lines, ""])


def _sentence(item: Item, where: str) -> str:
    return f"{where}{item.what}." + (f" {item.do}." if item.do else "")
