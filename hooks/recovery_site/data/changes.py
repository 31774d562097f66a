"""The list of changes: from ``CHANGELOG.md`` to entries, or to every problem in it.

The file holds one entry for each day, the newest first::

    ## 2026-11-23, before first publication

    ### For readers

    - Help lines show the day on which each was checked.

    ### Exports

    - 1.0: contacts.json with its schema.

Readers of the site see ``For readers`` and ``Exports``; the other sections are for those who keep it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from recovery_site.core.problems import Problem

FILE = "CHANGELOG.md"
READERS, EXPORTS = "For readers", "Exports"
SECTIONS = (READERS, EXPORTS, "For editors", "Code")
"""What an entry may hold, in this order."""

HEADING = re.compile(r"## (\d{4}-\d{2}-\d{2})(, before first publication)?")
VERSIONED = re.compile(r"(\d+)\.(\d+): \S")
MARKUP = re.compile(r"[`*_<>\[\]{}]")
"""Signs of Markdown and HTML: readers would see them as they stand."""


@dataclass(frozen=True)
class Item:
    """One change.

    Attributes:
        text: what changed, one line.
        line: where it stands in the file.
    """

    text: str
    line: int

    @property
    def version(self) -> tuple[int, int] | None:
        """Version of the exports that the text starts with, ``1.0: ...``; ``None`` for others."""
        found = VERSIONED.match(self.text)
        return (int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True)
class Entry:
    """All changes of one day.

    Attributes:
        day: the day.
        published: whether the site was public by then.
        line: where the entry starts in the file.
        sections: changes by the name of their section.
    """

    day: date
    published: bool
    line: int
    sections: dict[str, list[Item]] = field(default_factory=dict)

    @property
    def readers(self) -> list[str]:
        """What changed for readers."""
        return [item.text for item in self.sections.get(READERS, ())]

    @property
    def exports(self) -> list[str]:
        """What changed in the exports, each text with its version before it."""
        return [item.text for item in self.sections.get(EXPORTS, ())]

    @property
    def shown(self) -> bool:
        """Whether the site shows anything of the entry."""
        return bool(self.readers or self.exports)


def parse(text: str, today: date, version: str) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Read the list of changes.

    Args:
        text: what ``CHANGELOG.md`` holds.
        today: the day that no entry may lie after.
        version: the version of the exports, major.minor.

    Returns:
        The entries, the newest first, and every problem.
    """
    entries, problems = _read(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    problems += [
        Problem(FILE, line, "", message)
        for rule in (_complete(entries), _in_order(entries, today), _versions(entries, version))
        for line, message in rule
    ]
    return tuple(entries), sorted(problems)


def _read(text: str) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    started = False  # what stands above the first entry explains the file
    items: list[Item] | None = None

    def wrong(message: str) -> None:
        problems.append(Problem(FILE, number, "", message))

    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("## "):
            started, items = True, None
            entry = _entry(line.rstrip(), number)
            if isinstance(entry, Entry):
                entries.append(entry)
            else:
                wrong(entry)
        elif line.startswith("### "):
            name, items = line[4:].strip(), []
            if name not in SECTIONS:
                wrong(f"there is no section `{name}`; the sections are {', '.join(SECTIONS)}")
            elif not started:
                wrong(
                    f"`{name}` stands before the first day; write a line `## 2026-11-23` above it"
                )
            elif entries and name in entries[-1].sections:
                wrong(f"`{name}` stands twice in this entry; put all under one heading")
            elif entries:
                entries[-1].sections[name] = items
        elif line.startswith("- ") and items is not None:
            items.append(Item(line[2:].strip(), number))
        elif line.startswith("  ") and line.strip() and items:
            items[-1] = Item(f"{items[-1].text} {line.strip()}", items[-1].line)
        elif line.strip() and started:
            wrong(
                "write each change as a line that starts with a hyphen, under a heading `### ...`"
            )
    return entries, problems


def _entry(line: str, number: int) -> Entry | str:
    """The entry that a heading opens, or what is wrong with the heading."""
    found = HEADING.fullmatch(line)
    if not found:
        return (
            f"`{line}` does not start with a day; write `## 2026-11-23`, "
            "or `## 2026-11-23, before first publication`"
        )
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return f"there is no day {found[1]}; write one that is in the calendar"
    return Entry(day, not found[2], number)


Found = Iterator[tuple[int, str]]


def _complete(entries: Sequence[Entry]) -> Found:
    """There is something to show; every section holds something; what is shown is plain text."""
    if not any(entry.shown for entry in entries):
        yield 1, f"no entry has a section `{READERS}` or `{EXPORTS}`; the site has nothing to show"
    for entry in entries:
        if not any(entry.sections.values()):
            yield entry.line, "the entry is empty; say what changed, or take it out"
        for name in (READERS, EXPORTS):
            for item in entry.sections.get(name, ()):
                if sign := MARKUP.search(item.text):
                    yield (
                        item.line,
                        f"readers would see the sign `{sign[0]}`; write plain words under `{name}`",
                    )


def _in_order(entries: Sequence[Entry], today: date) -> Found:
    """The newest entry stands first, a day has one entry, and no day lies in the future."""
    for entry in entries:
        if entry.day > today:
            yield entry.line, f"{entry.day} lies in the future; today is {today}"
    for above, below in itertools.pairwise(entries):
        if below.day == above.day:
            yield (
                below.line,
                f"{below.day} has two entries (the other in line {above.line}); make them one",
            )
        elif below.day > above.day:
            yield (
                below.line,
                f"{below.day} stands below {above.day}; the newest entry stands first",
            )
        if below.published and not above.published:
            yield (
                above.line,
                f"{above.day} says `before first publication`, and the older entry in line "
                f"{below.line} does not; mend one of them",
            )


def _versions(entries: Sequence[Entry], version: str) -> Found:
    """Each change of the exports names its version; the newest is that of the code."""
    changes = [item for entry in entries for item in entry.sections.get(EXPORTS, ())]
    for item in changes:
        if item.version is None:
            yield (
                item.line,
                f"a change of the exports starts with its version; write `- {version}: ...`",
            )
    numbered = [(item.line, item.version) for item in changes if item.version]
    for (_, above), (line, below) in itertools.pairwise(numbered):
        if below > above:
            yield line, f"version {_dotted(below)} stands below {_dotted(above)}; the newest first"
    for line, found in numbered:
        if found > _numbers(version):
            yield (
                line,
                f"version {_dotted(found)} is newer than VERSION in "
                f"hooks/recovery_site/exports/contacts_json.py, which is {version}; mend one of them",
            )
    if version not in {_dotted(found) for _, found in numbered}:
        yield (
            1,
            f"version {version} of the exports (hooks/recovery_site/exports/contacts_json.py) has no entry; "
            f"write `- {version}: ...` under `### {EXPORTS}`",
        )


def _numbers(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
