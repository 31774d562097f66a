"""The shape of ``data/contacts.yml``: one class for each kind of record.

Every value arrives as the text that was written (see ``source``). A field with no default is
required: without it the file is refused. A field marked ``EXPECTED`` may be missing, but the check
says so. Every other field may be left empty.
"""

from __future__ import annotations

import re
import typing
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, Literal, TypeVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticKnownError

from recovery_site.data import edit_links as suggest

if typing.TYPE_CHECKING:
    from recovery_site.data.changes import Entry

CONTACTS_FILE = "data/contacts.yml"
"""The file of the contacts, by its path from the project's top."""

STATE_LINES_FILE = "data/state_lines.yml"
"""The file of the lines of jurisdictions, by its path from the project's top."""

EXPECTED: dict[str, Any] = {"x-expected": True}
"""Put on a field that should be there: left empty, it gives a warning."""

COUNTRIES = frozenset({"US", "AS", "GU", "MP", "PR", "VI"})
"""Numbering regions whose phone numbers start with +1 and serve the 56 jurisdictions."""

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


LONG_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
"""Signs that look like a hyphen; Word writes some of them by itself."""


def no_long_dashes(text: str) -> None:
    """Refuse a date or number with long dashes: nobody sees the difference, and programs do.

    Raises:
        ValueError: there is one.
    """
    plain = text.translate(LONG_DASHES)
    if plain != text:
        raise ValueError(f"`{text}` holds long dashes, as Word writes them; write hyphens: {plain}")


def slug(text: str) -> str:
    """An address part from a name: ``U.S. Virgin Islands`` gives ``us-virgin-islands``."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    joined = re.sub(r"[.'’]", "", ascii_text.lower())
    return re.sub(r"[^a-z0-9]+", "-", joined).strip("-")


@dataclass(frozen=True)
class Checked:
    """The day, or the month where no day is known, on which a person compared a record with its source.

    Attributes:
        year, month, day: ``day`` is ``None`` where only the month is known.
    """

    year: int
    month: int
    day: int | None

    @classmethod
    def parse(cls, text: str) -> Checked:
        """Read ``2026-11-23`` or ``2026-11``.

        Raises:
            ValueError: the text has another form, or no such day exists.
        """
        no_long_dashes(text)
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", text)
        if not match:
            raise ValueError(
                f"`{text}` is not a date; write year-month-day, for example 2026-11-23"
            )
        year, month = int(match[1]), int(match[2])
        day = int(match[3]) if match[3] else None
        try:
            date(year, month, 1 if day is None else day)
        except ValueError:
            raise ValueError(f"there is no day {text}; write one that is in the calendar") from None
        return cls(year, month, day)

    @property
    def earliest(self) -> date:
        """The day meant, or the first of the month."""
        return date(self.year, self.month, self.day or 1)

    def due(self, months: int) -> date:
        """The last day on which the check still holds.

        It counts from :attr:`earliest`: where only the month is known, the check may have been on its
        first day, and a date that comes too early does less harm than one that comes too late.

        Args:
            months: how many months a check holds; the day is cut to the length of the month.
        """
        start = self.earliest
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))

    @property
    def iso(self) -> str:
        """As in the file: ``2026-11-23`` or ``2026-11``."""
        return f"{self.year}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def words(self) -> str:
        """For readers: ``November 23, 2026`` or ``November 2026``."""
        month = MONTHS[self.month - 1]
        return f"{month} {self.day}, {self.year}" if self.day else f"{month} {self.year}"


def _one_line(text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in text):
        raise ValueError("the value goes on in a second line; write it on one line")
    return text


def unquoted(text: str) -> str:
    """The text as it is.

    Raises:
        ValueError: it stands in curly quotation marks, as a word processor writes them.
    """
    if re.fullmatch("[“”„«‘’‚][^“”„«‘’‚»]*[“”»‘’]", text):
        raise ValueError(f"`{text}` has curly quotation marks around it; take them out")
    return text


def _email(text: str) -> str:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(
            f"`{text}` is not an e-mail address ({str(error).rstrip('.')}); "
            "write it like RecoveryServices@NCMEC.ORG"
        ) from None
    return text


@cache
def e164(text: str) -> str:
    """The number a phone dials, ``+15716456233``, from one as people write it.

    Raises:
        ValueError: no phone of the 56 jurisdictions can have this number.
    """
    no_long_dashes(text)
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        number = None
    if (
        number is None
        or number.extension
        or not phonenumbers.is_valid_number(number)
        or phonenumbers.region_code_for_number(number) not in COUNTRIES
    ):
        raise ValueError(
            f"`{text}` is not a phone number of the United States or its territories; "
            "write ten digits, for example 571.645.6233"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


PHONE = re.compile(
    r"(?<![\w.-])(?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|\b1-8\d\d-[A-Z0-9-]{6,}"
)
"""A phone number in a sentence, also one written in letters."""


def _phone(text: str) -> str:
    e164(text)
    return text


def _region_number(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"[1-9]", text):
        raise ValueError(f"`{text}` is not the number of a region; write one digit, for example 4")
    return int(text) if isinstance(text, str) else text


def _months(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"[1-9]|1\d|2[0-4]", text):
        raise ValueError(f"`{text}` is not a number of months; write 1 to 24, for example 6")
    return int(text) if isinstance(text, str) else text


def _code(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError(
            f"`{text}` is not a postal code; write two capital letters, for example TX"
        )
    return text


def _line_id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(
            f"`{text}` cannot be used as an id; write small letters, digits and hyphens, "
            "for example take-it-down"
        )
    return text


PUBLIC_ADDRESS = r"^/([a-z0-9-]+/)*([a-z0-9-]+(\.[a-z0-9]+)+)?$"
"""An address of the site from its top: ``/contacts/`` for a page, ``/contacts/rst.vcf`` for a file."""

NEW_ADDRESS = PUBLIC_ADDRESS.removesuffix("$") + "(#[a-z0-9-]+)?$"
"""The same, or a part of a page: ``/contacts/#team-mailbox``."""


def _public_address(text: str) -> str:
    if not re.fullmatch(PUBLIC_ADDRESS, text):
        raise ValueError(
            f"`{text}` is not an address of this site; write it from the top with small letters, "
            "/running-behavior/ for a page or /handouts/law.pdf for a file"
        )
    return text


def _new_address(text: str) -> str:
    if not re.fullmatch(NEW_ADDRESS, text):
        _public_address(text)
    return text


def _list(text: object) -> object:
    if isinstance(text, str):
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if not isinstance(text, tuple):
        raise PydanticKnownError("string_type")
    return text


def _checked(text: object) -> object:
    return Checked.parse(text) if isinstance(text, str) else text


def _year(text: str) -> str:
    if not re.fullmatch(r"(18|19|20)\d\d", text):
        raise ValueError(f"`{text}` is not a year; write four digits, for example 2019, or nothing")
    return text


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text):
        raise ValueError(f"`{text}` is not a web address; write it whole, with https://")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ValueError(
            f"`{text}` cannot be used for searching ({error}); take the line out, or ask a developer"
        ) from None
    return text


Prose = Annotated[str, AfterValidator(_one_line)]
"""One line of text, which may be a quotation."""

Text = Annotated[Prose, AfterValidator(unquoted)]
"""One line of text. Quotation marks around it come from a word processor."""

Year = Annotated[
    Text,
    AfterValidator(_year),
    WithJsonSchema({"type": ["integer", "string"], "pattern": r"^(18|19|20)\d\d$"}),
]
WebAddress = Annotated[Text, AfterValidator(_web_address)]
Pattern = Annotated[Prose, AfterValidator(_pattern)]
Email = Annotated[
    Text, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})
]
Phone = Annotated[Text, AfterValidator(_phone)]
RegionNumber = Annotated[
    int,
    BeforeValidator(_region_number),
    WithJsonSchema(
        {"type": ["integer", "string"], "pattern": "^[1-9]$", "minimum": 1, "maximum": 9}
    ),
]
Months = Annotated[
    int,
    BeforeValidator(_months),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "pattern": "^([1-9]|1[0-9]|2[0-4])$",
            "minimum": 1,
            "maximum": 24,
        }
    ),
]
PostalCode = Annotated[
    Text, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})
]
PublicAddress = Annotated[
    Text,
    AfterValidator(_public_address),
    WithJsonSchema({"type": "string", "pattern": PUBLIC_ADDRESS}),
]
NewAddress = Annotated[
    Text,
    AfterValidator(_new_address),
    WithJsonSchema({"type": "string", "pattern": NEW_ADDRESS}),
]
LineId = Annotated[
    Text,
    AfterValidator(_line_id),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
TextList = Annotated[tuple[Prose, ...], BeforeValidator(_list), WithJsonSchema({"type": "string"})]
CheckedDate = Annotated[
    Checked,
    BeforeValidator(_checked),
    PlainSerializer(lambda checked: checked.iso, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}),
]


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


RecordType = TypeVar("RecordType", bound=Sourced | HelpLine | StateLine)

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


@dataclass(frozen=True)
class Directory:
    """Contacts that passed every check, with the questions that views and exports ask of them.

    Attributes:
        contacts: the records as in the file.
        lines: line of each record in its data file by part and id, for example
            ``("jurisdictions", "texas")`` or ``("sources", "usc-42-671")``.
        today: the day of the build, from which a check counts as too old.
        all_state_lines: the lines of jurisdictions, also those that wait for a check; their id in
            ``lines`` is their position.
        repository: address of the project's repository; empty where it is not known.
    """

    contacts: Contacts
    lines: dict[tuple[str, str], int]
    today: date
    all_state_lines: tuple[StateLine, ...] = ()
    repository: str = ""

    def suggest(self, part: str, record_id: str) -> str:
        """Where a reader proposes a change to a contact or help line.

        Args:
            part: ``team``, ``people``, ``jurisdictions`` or ``helplines``.
            record_id: the record's id; ``team`` for the team.

        Returns:
            An absolute address; empty where the repository is not known.
        """
        return self.suggest_file(CONTACTS_FILE, self.lines[part, slug(record_id)])

    def suggest_state_line(self, line: StateLine) -> str:
        """The same for a line of a jurisdiction."""
        place = str(self.all_state_lines.index(line))
        return self.suggest_file(STATE_LINES_FILE, self.lines["state_lines", place])

    def suggest_file(self, path: str, line: int | None = None) -> str:
        """The same for a file and, if given, a line of it."""
        return suggest.address(self.repository, path, line)

    @property
    def team(self) -> Team:
        """The team."""
        return self.contacts.team

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Regions by number."""
        return tuple(sorted(self.contacts.regions, key=lambda region: region.number))

    @cached_property
    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """The 56 by name."""
        return tuple(sorted(self.contacts.jurisdictions, key=lambda one: one.name))

    @cached_property
    def by_code(self) -> dict[str, Jurisdiction]:
        """The 56 by postal code."""
        return {one.code: one for one in self.jurisdictions}

    @cached_property
    def specialists(self) -> tuple[Person, ...]:
        """People who serve a region, by its number, then in the order of the file."""
        return tuple(
            sorted(
                (person for person in self.contacts.people if person.region is not None),
                key=lambda person: person.region or 0,
            )
        )

    @cached_property
    def leaders(self) -> tuple[Person, ...]:
        """People who serve the whole team, in the order of the file."""
        return tuple(person for person in self.contacts.people if person.region is None)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone: specialists by region, then the rest of the team."""
        return (*self.specialists, *self.leaders)

    @cached_property
    def helplines(self) -> tuple[HelpLine, ...]:
        """Help lines of which something is published, in the order of the file."""
        return tuple(line for line in self.contacts.helplines if line.published)

    @cached_property
    def state_lines(self) -> tuple[StateLine, ...]:
        """The checked lines of jurisdictions, by name of the jurisdiction, hotlines first."""
        kinds = list(STATE_LINE_KINDS)
        return tuple(
            sorted(
                (line for line in self.all_state_lines if line.published),
                key=lambda line: (self.by_code[line.code].name, kinds.index(line.kind)),
            )
        )

    def state_lines_of(self, one: Jurisdiction) -> tuple[StateLine, ...]:
        """The checked lines of a jurisdiction, hotlines first."""
        return tuple(line for line in self.state_lines if line.code == one.code)

    def unchecked_kinds(self, one: Jurisdiction) -> list[str]:
        """Names of the kinds of which no line of the jurisdiction is checked, in the order of its page."""
        checked = {line.kind for line in self.state_lines_of(one)}
        return [name for kind, name in STATE_LINE_KINDS.items() if kind not in checked]

    @property
    def assigned(self) -> bool:
        """Whether any jurisdiction has a region yet."""
        return any(one.region for one in self.jurisdictions)

    def due(self, checked: Checked) -> date:
        """The last day on which a check still holds, by the one setting in the team's record."""
        return checked.due(self.team.check_months)

    def overdue(self, record: Sourced | HelpLine | StateLine) -> bool:
        """Whether readers are told to confirm the record, because its check is too old.

        They are never told so of the emergency number: looking it up first would cost time.
        """
        checked = self.relied_on(record)
        asked = not (isinstance(record, HelpLine) and record.emergency)
        return asked and checked is not None and self.old(checked)

    def relied_on(self, record: Sourced | HelpLine | StateLine) -> Checked | None:
        """The check that readers rely on: of a jurisdiction with a region, that of its region."""
        region = record.region_checked if isinstance(record, Jurisdiction) else None
        return region or record.checked

    def old(self, checked: Checked) -> bool:
        """Whether a check no longer holds."""
        return self.due(checked) < self.today

    def overdue_of(self, records: Iterable[RecordType]) -> list[RecordType]:
        """Those whose check is too old."""
        return [one for one in records if self.overdue(one)]

    def held(self, line_id: str) -> HelpLine | None:
        """The line with this id of which nothing is published; ``None`` where there is no such line."""
        found = (line for line in self.contacts.helplines if line.id == line_id)
        return next((line for line in found if not line.published), None)

    def helpline(self, line_id: str) -> HelpLine:
        """The published line with this id.

        Raises:
            KeyError: there is none, or it is held back.
        """
        return {line.id: line for line in self.helplines}[line_id]

    def specialists_of(self, region: int | None) -> tuple[Person, ...]:
        """Those who serve ``region``; nobody for ``None``."""
        return tuple(
            person for person in self.specialists if region is not None and person.region == region
        )

    def jurisdictions_of(self, region: int | None) -> tuple[Jurisdiction, ...]:
        """Jurisdictions of ``region`` by name; ``None`` asks for those without one."""
        return tuple(one for one in self.jurisdictions if one.region == region)

    def neighbours(self, one: Jurisdiction) -> tuple[Jurisdiction | None, Jurisdiction | None]:
        """The jurisdictions before and after ``one`` in the list by name."""
        position = self.jurisdictions.index(one)
        before = self.jurisdictions[position - 1] if position else None
        after = self.jurisdictions[position + 1] if position + 1 < len(self.jurisdictions) else None
        return before, after


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


@dataclass(frozen=True)
class Data:
    """All that the site is made from, checked.

    Attributes:
        directory: contacts and help lines.
        references: published works by id.
        terms: rows of the language guide.
        changes: what changed on the site, the newest entry first.
        moved: addresses that have a successor, or none.
        moved_lines: line of each address in ``moved``, in its file.
        published: line of each address that was published, in the list of them.
        style: text of the style sheet, for the page about the design.
    """

    directory: Directory
    references: dict[str, Reference]
    terms: tuple[Term, ...]
    changes: tuple[Entry, ...]
    moved: Moved
    moved_lines: dict[str, int]
    published: dict[str, int]
    style: str = ""

    def with_repository(self, address: str) -> Data:
        """The same, where the address of the project's repository is known; empty where it is not."""
        return replace(self, directory=replace(self.directory, repository=address.rstrip("/")))
