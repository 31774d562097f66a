"""The records of the data files: one class for each kind.

A ``required`` field must be there, or the file is refused. An ``expected`` one may be missing, but the check
says so. Every other may be left empty.
"""

from functools import cached_property
from typing import Literal

from recovery_site.data.record_base import Record, expected, optional, optional_list, required
from recovery_site.data.value_types import (
    Checked,
    CheckedDate,
    CodeList,
    Email,
    LineId,
    Months,
    Number,
    PersonName,
    Phone,
    PostalCode,
    Prose,
    RegionNumber,
    RegionNumbers,
    Text,
    TextList,
    WebAddress,
    dialed,
    slug,
)

CONTACTS_FILE = "data/contacts.yml"
"""The file of the contacts, by its path from the project's top."""

JURISDICTIONS = "jurisdictions/"
"""The folder of the jurisdictions' pages, from the top of the site."""


SOURCE = "Where the record comes from, worded so that it fits after 'Checked against'."


class Sourced(Record):
    """A record that says where it comes from and when a person compared it with that source."""

    source: Text = required("the team's undated flyer", SOURCE)
    checked: CheckedDate = required("2026-11-23", "The day a person compared it with its source.")


class Team(Sourced):
    """The team and its shared mailbox."""

    name: Text = required("Child Sex Trafficking Recovery Services Team", "The team's full name.")
    short_name: Text = required("RST", "The team's initials.")
    organization: Text = required(
        "National Center for Missing & Exploited Children", "The organization the team belongs to."
    )
    organization_short: Text = required("NCMEC", "The organization's initials.")
    email: Email = required("RecoveryServices@NCMEC.ORG", "The team's shared mailbox.")
    check_months: Months = required("6", "How many months the check of a contact holds.")


class Region(Record):
    """One of the team's regions."""

    number: RegionNumber = required("4", "The region's number, 1 to 5.")
    jurisdictions: CodeList = optional_list(
        "TX; OK; LA", "Postal codes of its states and territories; empty until confirmed."
    )
    source: Text | None = optional(
        "the team's list", "Where the list was read, to fit after 'Checked against'."
    )
    checked: CheckedDate | None = optional("2026-11-23", "The day a person compared it.")

    @property
    def name(self) -> str:
        """For readers: ``Region 4``."""
        return f"Region {self.number}"


class Person(Sourced):
    """One member of the team."""

    name: PersonName = required("First Last", "The person's name, without titles or degrees.")
    family_name: Text | None = optional("First Last", "The family name, if it is several words.")
    credentials: Text | None = optional("DSW, LCSW", "Degrees and licenses, as 'DSW, LCSW'.")
    role: Text = required("Resource Specialist", "The person's role in the team.")
    regions: RegionNumbers = optional_list("4", "The regions served, as '4; 5'; empty for all.")
    email: Email | None = expected("RecoveryServices@NCMEC.ORG", "E-mail address.")
    phone: Phone | None = expected(
        "1-800-843-5678", "The number as it shall be shown, or as '1-800-843-5678 ext. 12'."
    )

    @property
    def id(self) -> str:
        """The part of addresses that names the person, derived from the name."""
        return slug(self.name)

    @property
    def full_name(self) -> str:
        """Name and credentials: ``Ana Li, DSW, LCSW``."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def tel(self) -> str | None:
        """What a phone dials: ``+18008435678``, with an extension ``+18008435678;ext=12``."""
        return dialed(self.phone)

    @property
    def region_names(self) -> str:
        """For readers: ``Region 4``, ``Regions 4 and 5``; nothing for the whole team."""
        *others, last = map(str, sorted(self.regions) or ("",))
        if not last:
            return ""
        return f"Regions {', '.join(others)} and {last}" if others else f"Region {last}"


class Jurisdiction(Sourced):
    """A state, the District of Columbia or a territory."""

    code: PostalCode = required("TX", "Postal code, two capital letters.")
    name: Text = required("Texas", "Name, as in a list of states.")
    also: TextList = optional_list(
        "Tex.; Austin; Houston", "Other names and places that people search for."
    )

    @property
    def id(self) -> str:
        """The part of addresses that names the jurisdiction, derived from the name."""
        return slug(self.name)

    @property
    def label(self) -> str:
        """Name with postal code: ``Texas (TX)``."""
        return f"{self.name} ({self.code})"

    @property
    def address(self) -> str:
        """The page's address from the top of the site."""
        return f"{JURISDICTIONS}{self.id}/index.html"


class Channel(Record):
    """One way to reach a help line. It is published from the day it carries a ``checked`` date."""

    kind: Literal["phone", "text", "chat", "web", "tty"] = required("phone", "How one reaches it.")
    value: Number = required(
        "1-800-422-4453", "The number as it shall be shown, the number to text, or the web address."
    )
    words: Text | None = optional("1-800-4-A-CHILD", "The number in letters, or the word to text.")
    checked: CheckedDate | None = optional("2026-11", "Day or month of its check; empty hides it.")
    hold: Text | None = optional("Confirm on the official page", "Why it is not shown, for staff.")

    @property
    def href(self) -> str:
        """The address of the link: ``tel:``, ``sms:`` or ``https:``."""
        if self.kind in ("web", "chat"):
            return f"https://{self.value}"
        return f"{'sms' if self.kind == 'text' else 'tel'}:{dialed(self.value)}"


GROUPS: dict[str, str] = {
    "danger": "In danger now",
    "missing": "A child is missing",
    "exploitation": "Sex trafficking, or sexual images online",
    "crisis": "Someone to talk to",
    "violence": "Abuse or violence",
    "other": "Other help",
}
"""The sections of the help page, in the order of urgency."""


class HelpLine(Record):
    """A national help line."""

    id: LineId = required("childhelp", "The name by which pages call it, for example ncmec.")
    name: Text = required("Childhelp National Child Abuse Hotline", "The line's name.")
    group: Literal["danger", "missing", "exploitation", "crisis", "violence", "other"] = required(
        "violence", "The section of the help page it stands in."
    )
    what_for: Text = required(
        "Crisis counseling, and help to find where to report abuse.", "Its use, in one sentence."
    )
    who_for: Text | None = expected("Anyone", "Who may use it.")
    hours: Text | None = optional("24 hours a day", "When it answers, where that is known.")
    languages: Text | None = optional("Over 170 languages", "Languages, where they are known.")
    note: Prose | None = optional("It does not take reports of abuse.", "What readers must know.")
    grade: Literal["A", "B", "C", "X"] = required(
        "A", "How well details agree: A two publishers, B old or partly unofficial, C one, X none."
    )
    source: Text = required("public sources", SOURCE)
    refs: TextList = optional_list("childhelp-how-it-works; cb-faq", "Ids of its sources.")
    hold: Text | None = optional("Never present it as a state's hotline", "What staff must check.")
    channels: tuple[Channel, ...] = required("", "The ways to reach it.")

    @cached_property
    def published(self) -> tuple[Channel, ...]:
        """The channels that were checked and may be shown."""
        return tuple(channel for channel in self.channels if channel.checked)

    @property
    def checked(self) -> Checked:
        """The oldest check among the published channels; raises ValueError where nothing is published."""
        return min((c.checked for c in self.published if c.checked), key=lambda day: day.earliest)

    @property
    def emergency(self) -> bool:
        """Whether it is the line for danger now, which nobody shall look up before calling it."""
        return self.group == "danger"

    @property
    def primary(self) -> Channel:
        """The first published channel: what a sentence shows."""
        return self.published[0]


class Contacts(Record):
    """The whole of ``data/contacts.yml``."""

    team: Team
    regions: tuple[Region, ...]
    people: tuple[Person, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    helplines: tuple[HelpLine, ...]


STATE_LINE_KINDS: dict[str, str] = {
    "abuse_hotline": "Child-abuse hotline",
    "clearinghouse": "Missing-child clearinghouse",
}
"""What a jurisdiction has of its own, in the order of its page."""


class StateLine(Record):
    """A jurisdiction's own hotline or clearinghouse, as in ``data/state_lines.yml``.

    It waits for a check: nothing is published before a person has filled ``source`` and ``checked``.
    """

    code: PostalCode = required("AZ", "Postal code of the jurisdiction.")
    kind: Literal["abuse_hotline", "clearinghouse"] = required("abuse_hotline", "Its kind.")
    label: Text = required(
        "Arizona Child Abuse Hotline", "What the research found, never published."
    )
    phone: Phone | None = optional("1-800-843-5678", "The number as it shall be shown, or empty.")
    web: WebAddress | None = optional(
        "https://dcs.az.gov/report-child-abuse", "The official page, with https://."
    )
    source_1: Text | None = optional(
        "https://www.azdes.gov/dcyf/cps/reporting.asp", "Where the research found it, never shown."
    )
    source_1_date: Text | None = optional("undated archived copy", "How old that is, never shown.")
    source_2: Text | None = optional(
        "https://pcaaz.org/concerned-about-a-child/", "A second publisher; never published."
    )
    source_2_date: Text | None = optional("undated; 2022 or later", "How old that is, never shown.")
    agree: Literal["yes", "no", "single"] = required(
        "yes", "Whether the two agree; single where there is one."
    )
    name: Text | None = optional(
        "Arizona Child Abuse Hotline", "For readers, as on the official page."
    )
    hours: Text | None = optional("24 hours a day", "When it answers, where that is known.")
    note: Text | None = optional("It does not search for children.", "What a reader has to know.")
    source: Text | None = optional(
        "the state's page DCS.AZ.GOV", "What it was compared with, to fit after 'Checked against'."
    )
    checked: CheckedDate | None = optional("2026-11-23", "The day of the check; empty hides it.")

    @property
    def published(self) -> bool:
        """Whether a person has checked it and says against what."""
        return bool(self.checked and self.source)

    @property
    def kind_name(self) -> str:
        """For readers: ``Child-abuse hotline``."""
        return STATE_LINE_KINDS[self.kind]

    @property
    def tel(self) -> str | None:
        """What a phone dials: ``+18004784444``, with an extension ``+18004784444;ext=12``."""
        return dialed(self.phone)


class StateLines(Record):
    """The whole of ``data/state_lines.yml``."""

    state_lines: tuple[StateLine, ...]


class WrongNumber(Record):
    """A number that lists print wrongly, as in ``data/wrong_numbers.yml``."""

    number: Number = required("1-800-422-4453", "The phone number, or the number to text.")
    owner: Text | None = optional(
        "childhelp", "Whose it is: a postal code, or the id of a help line; or empty."
    )
    what: Text = required("Childhelp, which takes no reports", "What it is, to fit after 'is'.")


class WrongNumbers(Record):
    """The whole of ``data/wrong_numbers.yml``."""

    wrong_numbers: tuple[WrongNumber, ...]
