"""The checked data, with the questions that views and exports ask of them."""

from __future__ import annotations

import operator
import typing
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from recovery_site.data.records import (
    JURISDICTIONS,
    STATE_LINE_KINDS,
    Channel,
    Contacts,
    HelpLine,
    Jurisdiction,
    Person,
    Region,
    Sourced,
    StateLine,
    Team,
)

if typing.TYPE_CHECKING:
    from recovery_site.data.published_addresses import Moved
    from recovery_site.data.record_base import Record
    from recovery_site.data.value_types import Checked
    from recovery_site.data.writing_records import Question, Reference, Term, Writing

    Checkable = Sourced | Region | HelpLine | StateLine | Channel


@dataclass(frozen=True)
class Directory:
    """Contacts that passed every check, with the questions that views and exports ask of them.

    Attributes:
        contacts: the records as in the file.
        today: the day of the build, from which a check counts as overdue.
        all_state_lines: the lines of jurisdictions, also those that wait for a check.
        repository: address of the project's repository; empty where it is not known.
        demo: whether the regions are made up, to show the site.
    """

    contacts: Contacts
    today: date
    all_state_lines: tuple[StateLine, ...] = ()
    repository: str = ""
    demo: bool = False

    def suggest(self, record: Record) -> str:
        """Where a reader proposes a change to a record: an absolute address, empty without a repository."""
        return self.suggest_file(record.row.file, record.row.line)

    def suggest_file(self, path: str, line: int | None = None) -> str:
        """The same for a file, by its path from the project's top, and, if given, a line of it."""
        page = f"edit/main/{path}" if line is None else f"blob/main/{path}#L{line}"
        return f"{self.repository}/{page}" if self.repository else ""

    @property
    def team(self) -> Team:
        """The team."""
        return self.contacts.team

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Regions by number."""
        return tuple(sorted(self.contacts.regions, key=operator.attrgetter("number")))

    @cached_property
    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """The 56 by name."""
        return tuple(sorted(self.contacts.jurisdictions, key=operator.attrgetter("name")))

    list_address: typing.ClassVar[str] = f"{JURISDICTIONS}index.html"
    """The address of the list of the 56 from the top of the site."""

    @cached_property
    def by_code(self) -> dict[str, Jurisdiction]:
        """The 56 by postal code."""
        return {jurisdiction.code: jurisdiction for jurisdiction in self.jurisdictions}

    @cached_property
    def specialists(self) -> tuple[Person, ...]:
        """People who serve regions, by their first region's number, then in the order of the file."""
        serving = (person for person in self.contacts.people if person.regions)
        return tuple(sorted(serving, key=lambda person: min(person.regions)))

    @cached_property
    def leaders(self) -> tuple[Person, ...]:
        """People who serve the whole team, in the order of the file."""
        return tuple(person for person in self.contacts.people if not person.regions)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone: specialists by region, then the rest of the team."""
        return (*self.specialists, *self.leaders)

    @cached_property
    def helplines(self) -> tuple[HelpLine, ...]:
        """Help lines of which something is published, in the order of the file."""
        return tuple(helpline for helpline in self.contacts.helplines if helpline.published)

    @cached_property
    def state_lines(self) -> tuple[StateLine, ...]:
        """The checked lines of jurisdictions, by name of the jurisdiction, hotlines first."""
        checked = (record for record in self.all_state_lines if record.published)
        names = self.by_code
        return tuple(sorted(checked, key=lambda record: (names[record.code].name, record.kind)))

    def state_lines_of(self, jurisdiction: Jurisdiction) -> tuple[StateLine, ...]:
        """The checked lines of a jurisdiction, hotlines first."""
        return tuple(record for record in self.state_lines if record.code == jurisdiction.code)

    def unchecked_kinds(self, jurisdiction: Jurisdiction) -> list[str]:
        """Names of the kinds of which no line of the jurisdiction is checked, in the order of its page."""
        checked = {state_line.kind for state_line in self.state_lines_of(jurisdiction)}
        return [name for kind, name in STATE_LINE_KINDS.items() if kind not in checked]

    @property
    def assigned(self) -> bool:
        """Whether any jurisdiction has a region yet."""
        return any(region.jurisdictions for region in self.regions)

    def due(self, record: Checkable) -> date | None:
        """The last day on which the check that readers rely on holds; ``None`` where there is none.

        A jurisdiction with a region has that of its region. How long it holds is set in the team's record.
        """
        region = self.region_of(record) if isinstance(record, Jurisdiction) else None
        checked = (region or record).checked
        return checked.due(self.team.check_months) if checked else None

    def overdue(self, record: Checkable) -> bool:
        """Whether the check of a record no longer holds, so that readers are told to confirm it.

        They are never told so of the emergency number: looking it up first would cost time.
        """
        due = self.due(record)
        urgent = isinstance(record, HelpLine) and record.emergency
        return due is not None and due < self.today and not urgent

    confirm: typing.ClassVar[str] = "confirm it before you rely on it"
    """What readers are told to do with a contact whose check is overdue."""

    @property
    def overdue_sentence(self) -> str:
        """The same with the reason, as a sentence without its full stop."""
        months = self.team.check_months
        return f"That is more than {months} month{'' if months == 1 else 's'} ago: {self.confirm}"

    @cached_property
    def checked_by_link(self) -> dict[str, Checked]:
        """The check behind each number, by the link that calls it: ``{"tel:+18008435678": ...}``."""
        checks = {f"tel:{person.tel}": person.checked for person in self.people}
        channels = (channel for helpline in self.helplines for channel in helpline.published)
        checks |= {channel.href: channel.checked for channel in channels if channel.checked}
        state_lines = self.state_lines
        checks |= {f"tel:{record.tel}": record.checked for record in state_lines if record.checked}
        return checks

    def held(self, helpline_id: str) -> HelpLine | None:
        """The line with this id of which nothing is published; ``None`` where there is no such line."""
        helplines = (helpline for helpline in self.contacts.helplines if helpline.id == helpline_id)
        return next((helpline for helpline in helplines if not helpline.published), None)

    def helpline(self, helpline_id: str) -> HelpLine:
        """The published line with this id; raises KeyError where there is none, or it is held back."""
        return {helpline.id: helpline for helpline in self.helplines}[helpline_id]

    @cached_property
    def _region_by_code(self) -> dict[str, Region]:
        return {code: region for region in self.regions for code in region.jurisdictions}

    def region_of(self, jurisdiction: Jurisdiction) -> Region | None:
        """The region that lists the jurisdiction; ``None`` until the team has confirmed one."""
        return self._region_by_code.get(jurisdiction.code)

    def specialists_of(self, region: Region | None) -> tuple[Person, ...]:
        """Those who serve ``region``; nobody for ``None``."""
        number = region.number if region else 0
        return tuple(person for person in self.specialists if number in person.regions)

    def jurisdictions_of(self, region: Region | None) -> tuple[Jurisdiction, ...]:
        """Jurisdictions of ``region`` by name; ``None`` asks for those without one."""
        return tuple(filter(lambda state: self.region_of(state) is region, self.jurisdictions))

    def neighbors(self, jurisdiction: Jurisdiction) -> tuple[Jurisdiction | None, ...]:
        """The jurisdictions before and after ``jurisdiction`` in the list by name."""
        row = (None, *self.jurisdictions, None)
        position = row.index(jurisdiction)
        return row[position - 1], row[position + 1]


@dataclass(frozen=True)
class Data:
    """All that the site is made from, checked.

    Attributes:
        directory: contacts and help lines.
        references: published sources by id.
        terms: rows of the language guide.
        moved: addresses that have a successor, or none.
        published: line of each address that was published, in the list of them.
        synonyms: words of our pages by what people type into the search.
        writing: what the check looks for on pages.
        questions: what somebody has to confirm.
    """

    directory: Directory
    references: dict[str, Reference]
    terms: tuple[Term, ...]
    moved: Moved
    published: dict[str, int]
    synonyms: dict[str, str]
    writing: Writing
    questions: tuple[Question, ...] = ()

    @cached_property
    def calls(self) -> dict[tuple[str, ...], str]:
        """The HTML of calls inside sentences, by name and words: many pages call the same."""
        return {}

    def with_repository(self, address: str) -> Data:
        """The same, where the address of the project's repository is known; empty where it is not."""
        return replace(self, directory=replace(self.directory, repository=address.rstrip("/")))
