"""The records of the data files: one class for each kind.

Every value arrives as the text that was written (see ``yaml_source``). A field with no default is
required: without it the file is refused. A field marked ``EXPECTED`` may be missing, but the check
says so. Every other field may be left empty.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from recovery_site.data.fields import (
    Checked,
    CheckedDate,
    Email,
    LineId,
    Months,
    NewAddress,
    Pattern,
    Phone,
    PostalCode,
    Prose,
    PublicAddress,
    RegionNumber,
    Text,
    TextList,
    WebAddress,
    Year,
    e164,
    slug,
)

CONTACTS_FILE = "data/contacts.yml"
"""The file of the contacts, by its path from the project's top."""

STATE_LINES_FILE = "data/state_lines.yml"
"""The file of the lines of jurisdictions, by its path from the project's top."""

EXPECTED: dict[str, Any] = {"x-expected": True}
"""Put on a field that should be there: left empty, it gives a warning."""


class Record(BaseModel):
    """What all records share: unknown fields are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Sourced(Record):
    """A record that says where it comes from and when a person compared it with that source."""

    source: Text = Field(
        examples=["the team's undated flyer"],
        description="Where the record comes from, worded so that it fits after 'Checked against'.",
    )
    checked: CheckedDate = Field(
        examples=["2026-11-23"],
        description="The day a person compared the record with its source, as 2026-11-23.",
    )


class Team(Sourced):
    """The team and its shared mailbox."""

    name: Text = Field(
        examples=["Child Sex Trafficking Recovery Services Team"],
        description="The team's full name.",
    )
    short_name: Text = Field(examples=["RST"], description="The team's initials.")
    organization: Text = Field(
        examples=["National Center for Missing & Exploited Children"],
        description="The organization the team belongs to, in full.",
    )
    organization_short: Text = Field(examples=["NCMEC"], description="The organization's initials.")
    email: Email = Field(
        examples=["RecoveryServices@NCMEC.ORG"], description="The team's shared mailbox."
    )
    check_months: Months = Field(
        examples=["6"],
        description="How many months a check of a contact holds. Then readers are told to confirm it.",
    )


class Region(Sourced):
    """One of the team's regions."""

    number: RegionNumber = Field(examples=["4"], description="The region's number, one digit.")

    @property
    def name(self) -> str:
        """For readers: ``Region 4``."""
        return f"Region {self.number}"


class Person(Sourced):
    """One member of the team."""

    name: Text = Field(
        examples=["First Last"], description="The person's name, without titles or degrees."
    )
    credentials: Text | None = Field(
        None, examples=["DSW, LCSW"], description="Degrees and licenses, as 'DSW, LCSW'."
    )
    role: Text = Field(
        examples=["Resource Specialist"], description="The person's role in the team."
    )
    region: RegionNumber | None = Field(
        None,
        examples=["4"],
        description="The number of the region the person serves; empty for the whole team.",
    )
    email: Email | None = Field(
        None,
        examples=["RecoveryServices@NCMEC.ORG"],
        description="E-mail address.",
        json_schema_extra=EXPECTED,
    )
    phone: Phone | None = Field(
        None,
        examples=["1-800-843-5678"],
        description="Phone number as it shall be shown.",
        json_schema_extra=EXPECTED,
    )

    @property
    def id(self) -> str:
        """The part of addresses that names the person, derived from the name."""
        return slug(self.name)

    @property
    def full_name(self) -> str:
        """Name and credentials: ``Samantha Sahl, DSW, LCSW``."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def tel(self) -> str | None:
        """What a phone dials: ``+15712158540``."""
        return e164(self.phone) if self.phone else None


class Jurisdiction(Sourced):
    """A state, the District of Columbia or a territory."""

    code: PostalCode = Field(examples=["TX"], description="Postal code, two capital letters.")
    name: Text = Field(examples=["Texas"], description="Name, as in a list of states.")
    also: TextList = Field(
        (),
        examples=["Tex.; Austin; Houston"],
        description="Other names and places people search for, separated by semicolons.",
    )
    region: RegionNumber | None = Field(
        None,
        examples=["4"],
        description="The number of the region it belongs to; empty until the team confirms it.",
    )
    region_source: Text | None = Field(
        None,
        examples=["the team's list"],
        description="Where the region was read, worded so that it fits after 'Checked against'. Needed with a region.",
    )
    region_checked: CheckedDate | None = Field(
        None,
        examples=["2026-11-23"],
        description="The day a person compared the region with that source, as 2026-11-23. Needed with a region.",
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
        return f"jurisdictions/{self.id}/index.html"


SHORT = 6
"""How many digits a short number, such as 911 or 741741, has at most; longer ones are phone numbers."""


class Channel(Record):
    """One way to reach a help line. It is published from the day it carries a ``checked`` date."""

    kind: Literal["phone", "text", "chat", "web", "tty"] = Field(
        examples=["phone"], description="How one reaches it."
    )
    value: Text = Field(
        examples=["1-800-422-4453"],
        description="The number as it shall be shown, the number to text, or the web address.",
        json_schema_extra={"type": ["string", "integer"]},
    )
    words: Text | None = Field(
        None,
        examples=["1-800-4-A-CHILD"],
        description="The number in letters (1-800-THE-LOST), or the word to text.",
    )
    checked: CheckedDate | None = Field(
        None,
        examples=["2026-11"],
        description="The day or month it was checked; empty keeps it off the site.",
    )
    hold: Text | None = Field(
        None,
        examples=["Confirm on the official page"],
        description="Why it is not published, for staff.",
    )

    @property
    def href(self) -> str:
        """The address of the link: ``tel:``, ``sms:`` or ``https:``."""
        if self.kind in ("web", "chat"):
            return f"https://{self.value}"
        number = self.value if len(self.value) <= SHORT else e164(self.value)
        return f"{'sms' if self.kind == 'text' else 'tel'}:{number}"


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

    id: LineId = Field(
        examples=["childhelp"], description="The name by which pages call it, for example ncmec."
    )
    name: Text = Field(
        examples=["Childhelp National Child Abuse Hotline"], description="The line's name."
    )
    group: Literal["danger", "missing", "exploitation", "crisis", "violence", "other"] = Field(
        examples=["violence"], description="The section of the help page it stands in."
    )
    what_for: Text = Field(
        examples=["Crisis counseling, and help to find where to report abuse."],
        description="What it is for, one sentence.",
    )
    who_for: Text | None = Field(
        None, examples=["Anyone"], description="Who may use it.", json_schema_extra=EXPECTED
    )
    hours: Text | None = Field(
        None, examples=["24 hours a day"], description="When it answers, where that is known."
    )
    languages: Text | None = Field(
        None,
        examples=["Over 170 languages by interpreter on the phone"],
        description="Languages, where they are known.",
    )
    note: Prose | None = Field(
        None,
        examples=["It does not take reports of abuse. To report, use your state's own line."],
        description="What a reader has to know before using it.",
    )
    grade: Literal["A", "B", "C", "X"] = Field(
        examples=["A"],
        description="How well its details agree: A two publishers, B old or partly unofficial, C one, X none.",
    )
    source: Text = Field(
        examples=["public sources"],
        description="Where the record comes from, worded so that it fits after 'Checked against'.",
    )
    refs: TextList = Field(
        (),
        examples=["childhelp-how-it-works; cb-faq"],
        description="Ids of the sources, separated by semicolons.",
    )
    hold: Text | None = Field(
        None,
        examples=["Never present it as a state's hotline"],
        description="What a person has to check, for staff.",
    )
    channels: tuple[Channel, ...] = Field(description="The ways to reach it.", min_length=1)

    @cached_property
    def published(self) -> tuple[Channel, ...]:
        """The channels that were checked and may be shown."""
        return tuple(channel for channel in self.channels if channel.checked)

    @property
    def checked(self) -> Checked:
        """The oldest check among the published channels.

        Raises:
            ValueError: nothing of the line is published.
        """
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
    regions: tuple[Region, ...] = Field(min_length=1)
    people: tuple[Person, ...] = Field(min_length=1)
    jurisdictions: tuple[Jurisdiction, ...] = Field(min_length=1)
    helplines: tuple[HelpLine, ...] = Field(min_length=1)


STATE_LINE_KINDS: dict[str, str] = {
    "abuse_hotline": "Child-abuse hotline",
    "clearinghouse": "Missing-child clearinghouse",
}
"""What a jurisdiction has of its own, in the order of its page."""


class StateLine(Record):
    """A jurisdiction's own hotline or clearinghouse, as in ``data/state_lines.yml``.

    It waits for a check: nothing of it is published before a person has filled ``source`` and
    ``checked``. ``label``, the two sources of the research and ``agree`` are never published.
    """

    code: PostalCode = Field(examples=["AL"], description="Postal code of the jurisdiction.")
    kind: Literal["abuse_hotline", "clearinghouse"] = Field(
        examples=["clearinghouse"], description="What kind of line it is."
    )
    label: Text = Field(
        examples=["Alabama Center for Missing & Exploited Children (ALEA Fusion Center)"],
        description="What the research found, for staff; never published.",
    )
    phone: Text | None = Field(
        None,
        examples=["1-800-843-5678"],
        description="The number as it shall be shown; one number, or empty.",
    )
    web: WebAddress | None = Field(
        None,
        examples=["https://www.alea.gov/sbi/fusion-center/acmec"],
        description="The official page, with https://.",
    )
    source_1: Text | None = Field(
        None,
        examples=[
            "public data file of state clearinghouses, citing https://www.alea.gov/sbi/fusion-center/acmec"
        ],
        description="Where the research found it; never published.",
    )
    source_1_date: Text | None = Field(
        None, examples=["2026-04-29"], description="How old that is; never published."
    )
    source_2: Text | None = Field(
        None,
        examples=["https://dhr.alabama.gov/?p=882"],
        description="A second publisher; never published.",
    )
    source_2_date: Text | None = Field(
        None, examples=["undated archived copy"], description="How old that is; never published."
    )
    agree: Literal["yes", "no", "single"] = Field(
        examples=["single"],
        description="Whether the two agree: yes, no, or single where only one was found.",
    )
    name: Text | None = Field(
        None,
        examples=["Alabama Center for Missing & Exploited Children"],
        description="The line's name for readers, as the official page gives it. Needed with a day in `checked`.",
    )
    hours: Text | None = Field(
        None, examples=["24 hours a day"], description="When it answers, where that is known."
    )
    note: Text | None = Field(
        None,
        examples=["It does not search for children."],
        description="What a reader has to know before using it.",
    )
    source: Text | None = Field(
        None,
        examples=["the state's page DCS.AZ.GOV"],
        description="What the person looked at, worded so that it fits after 'Checked against'. Needed with a day in `checked`.",
    )
    checked: CheckedDate | None = Field(
        None,
        examples=["2026-11-23"],
        description="The day a person compared it with that source; empty keeps it off the site.",
    )

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
        """What a phone dials: ``+18004784444``."""
        return e164(self.phone) if self.phone else None


class StateLines(Record):
    """The whole of ``data/state_lines.yml``."""

    state_lines: tuple[StateLine, ...] = Field(min_length=1)


class Reference(Record):
    """One published work that pages cite, as in ``data/sources.yml``."""

    id: LineId = Field(
        examples=["usc-42-671"], description="The name by which pages cite it: [^usc-42-671]."
    )
    title: Prose = Field(
        examples=[
            "42 U.S.C. 671 with notes (state plan for foster care; P.L. 113-183; P.L. 117-348 section 137)"
        ],
        description="The work's title.",
    )
    publisher: Text = Field(
        examples=["Office of the Law Revision Counsel, U.S. House of Representatives"],
        description="Who published it.",
    )
    year: Year | None = Field(
        None, examples=["2017"], description="Year of publication, where it is known."
    )
    url: WebAddress | None = Field(
        None,
        examples=[
            "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title42-section671&num=0&edition=prelim"
        ],
        description="The work's own public address.",
    )
    site: WebAddress | None = Field(
        None,
        examples=["https://publications.aap.org/"],
        description="The publisher's site, where the work's own address is not known.",
    )
    kind: Literal[
        "law", "federal", "state", "ncmec", "study", "professional", "advocacy", "news"
    ] = Field(examples=["law"], description="What kind of work it is.")
    read: Literal["full", "part", "abstract", "contents", "secondary"] = Field(
        examples=["part"], description="How far it was read for this site."
    )
    note: Prose | None = Field(
        None,
        examples=["Text as of March 2026"],
        description="What a reader or checker should know.",
    )


class References(Record):
    """The whole of ``data/sources.yml``."""

    sources: tuple[Reference, ...] = Field(min_length=1)


class Term(Record):
    """One row of the language guide, as in ``data/language.yml``."""

    avoid: TextList = Field(
        examples=["rescued; saved"],
        description="Words to avoid, separated by semicolons.",
        min_length=1,
    )
    use: Prose = Field(
        examples=["located, recovered, returned, supported"], description="What to say instead."
    )
    why: Prose = Field(
        examples=["Practitioners say a rescue view serves adults’ needs."],
        description="Why, in one or two sentences.",
    )
    evidence: Literal["law", "protocol", "research", "practice"] = Field(
        examples=["protocol"], description="What the advice rests on."
    )
    sources: TextList = Field(
        (),
        examples=["youth-today; yc-aian"],
        description="Ids of sources, separated by semicolons.",
    )
    patterns: tuple[Pattern, ...] = Field(
        (),
        examples=['(?<!["“‘])\\brescu(?:ed|ing)\\b'],
        description="Regular expressions that find the avoided words in running text.",
    )

    @cached_property
    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, compiled; capitals do not matter."""
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.patterns)


class Language(Record):
    """The whole of ``data/language.yml``."""

    terms: tuple[Term, ...] = Field(min_length=1)


class Redirect(Record):
    """A page or file that has a new address."""

    old: PublicAddress = Field(
        examples=["/running/"], description="The address it was published at."
    )
    new: NewAddress = Field(
        examples=["/running-behavior/"], description="The address that takes its place."
    )


class Withdrawn(Record):
    """A page or file that was published and has no successor."""

    address: PublicAddress = Field(
        examples=["/contacts/first-last.vcf"], description="The address it was published at."
    )
    why: Text = Field(
        examples=["left the team"], description="Why nothing takes its place, for staff."
    )


class Moved(Record):
    """The whole of ``data/redirects.yml``."""

    redirects: tuple[Redirect, ...] = Field(
        (), description="Pages and files that have a new address."
    )
    withdrawn: tuple[Withdrawn, ...] = Field(
        (), description="Addresses that lead nowhere any more, on purpose."
    )


KINDS: dict[str, str] = {
    "regions": "region",
    "people": "person",
    "jurisdictions": "jurisdiction",
    "helplines": "help line",
    "state_lines": "state line",
    "sources": "source",
    "terms": "term",
    "redirects": "redirect",
    "withdrawn": "withdrawn",
}
"""What one record of each list is called in messages."""


def field_names(model: type[Record]) -> tuple[str, ...]:
    """Fields of ``model`` in the order of the file: provenance stands last in a record."""
    last = ("source", "checked") if issubclass(model, Sourced) else ()
    return (*(name for name in model.model_fields if name not in last), *last)


def record_model(annotation: Any) -> type[Record] | None:
    """The class of the record, or of the records of the list, that a field holds."""
    for one in (annotation, *typing.get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Record):
            return one
    return None


def expected_fields(model: type[Record]) -> Iterable[str]:
    """Names of the fields of ``model`` that should be filled but need not be."""
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and extra.get("x-expected"):
            yield name
