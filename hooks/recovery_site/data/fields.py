"""Types of single values: what each may hold, and in which words a wrong one is refused."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticKnownError

from recovery_site.core.templates import day as day_in_words
from recovery_site.data.jurisdictions import CODES

COUNTRIES = frozenset({"US", "AS", "GU", "MP", "PR", "VI"})
"""Numbering regions whose phone numbers start with +1 and serve the 56 jurisdictions."""

REGIONS = 5
"""How many regions there can be: the style sheet has a color, and the map a pattern, for each."""

SOMETHING = re.compile(
    r"(?i)(?!(null|none|nil|n/a|na|n\.a|tbd|tba|unknown|not known|~|\?|--?)\.?$).*"
)
"""All but what people write where they know nothing; it would be shown."""

SOMEBODY = re.compile(
    r"(?i)(?!(vacant|vacancy|open|first last|name|to be hired|new hire)$).*[a-z].*"
)
"""All but what people write for a name where there is no person; addresses are made of its letters."""

PHONE_FORM = re.compile(
    r"(\+?1[ .-]?)?(\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(,? ?(ext(ension)?\.?|x|;ext=) ?\d{1,6})?",
    re.IGNORECASE | re.ASCII,
)
"""A phone number as people write it, and nothing beside it."""

LONG_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
"""Characters that look like a hyphen; Word writes some of them by itself."""


def no_long_dashes(text: str) -> None:
    """Raises ValueError for long dashes in a date or number: nobody sees the difference, and programs do."""
    plain = text.translate(LONG_DASHES)
    if plain != text:
        raise ValueError(f"`{text}` holds long dashes, as Word writes them; write hyphens: {plain}")


def _plain_letter(letter: str) -> str:
    """A letter without its stroke: ``Ł`` gives ``L``, ``Đ`` gives ``D``, ``ø`` gives ``o``."""
    name = unicodedata.name(letter, "")
    plain = re.match(
        r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH .*)?$", name
    )
    return plain[1].lower() if plain and not letter.isascii() else letter.replace("ß", "ss")


def slug(text: str) -> str:
    """An address part from a name: ``U.S. Virgin Islands`` gives ``us-virgin-islands``."""
    apart = "".join(map(_plain_letter, unicodedata.normalize("NFKD", text)))
    ascii_text = apart.encode("ascii", "ignore").decode()
    joined = re.sub(r"[.'’]", "", ascii_text.lower())
    return re.sub(r"[^a-z0-9]+", "-", joined).strip("-")


@dataclass(frozen=True)
class Checked:
    """The day a person compared a record with its source; ``day`` is ``None`` where only the month is known."""

    year: int
    month: int
    day: int | None

    @classmethod
    def parse(cls, text: str) -> Checked:
        """Read ``2026-11-23`` or ``2026-11``; raises ValueError for another form, or where no such day exists."""
        no_long_dashes(text)
        if not (match := re.fullmatch(r"(20[0-9]{2})-([0-9]{2})(?:-([0-9]{2}))?", text)):
            raise ValueError(
                f"`{text}` is not a date; write year-month-day, for example 2026-11-23"
            )
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month, day if match[3] else 1)
        except ValueError:
            raise ValueError(f"there is no day {text}; write one that is in the calendar") from None
        return cls(year, month, day or None)

    @property
    def earliest(self) -> date:
        """The day meant, or the first of the month."""
        return date(self.year, self.month, self.day or 1)

    def due(self, months: int) -> date:
        """The last day on which the check still holds, cut to the length of the month.

        It counts from :attr:`earliest`: where only the month is known, the check may have been on its
        first day, and a date that comes too early does less harm than one that comes too late.
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
        return day_in_words(self.earliest) if self.day else f"{self.earliest:%B %Y}"


def unquoted(text: str) -> str:
    """The text as it is; raises ValueError for curly quotation marks around it, as Word writes them."""
    if re.fullmatch("[“”„«‘’‚][^“”„«‘’‚»]*[“”»‘’]", text):
        raise ValueError(f"`{text}` has curly quotation marks around it; take them out")
    return text


def _email(text: str) -> str:
    if not text.isascii():
        raise ValueError(f"`{text}` has a letter that is not on your keyboard; type the address")
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
    """The number a phone dials: ``+18008435678`` (E.164), with an extension ``+18008435678;ext=12`` (RFC 3966).

    Raises:
        ValueError: no phone of the 56 jurisdictions can have this number.
    """
    no_long_dashes(text)
    number = phonenumbers.parse(text, "US") if PHONE_FORM.fullmatch(text) else None
    if (
        number is None
        or not phonenumbers.is_valid_number(number)
        or phonenumbers.region_code_for_number(number) not in COUNTRIES
    ):
        raise ValueError(
            f"`{text}` is not a phone number of the United States or its territories; "
            "write ten digits and nothing else, for example 1-800-843-5678"
        )
    dialed = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialed};ext={number.extension}" if number.extension else dialed


PHONE = re.compile(
    r"(?<![\w.-])(?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|\b1-8\d\d-[A-Z0-9-]{6,}"
)
"""A phone number in a sentence, also one written in letters."""


def _phone(text: str) -> str:
    e164(text)
    return text


def _must(holds: Callable[[str], object], message: str, validator: Any = AfterValidator) -> Any:
    """Takes text of which ``holds`` is true; of any other, ``message`` is said."""

    def check(text: str) -> str:
        if not holds(text):
            raise ValueError(f"`{text}` {message}")
        return text

    return validator(check)


def _like(pattern: str, message: str, validator: Any = AfterValidator) -> Any:
    """Takes text that matches ``pattern``."""
    return _must(re.compile(pattern).fullmatch, message, validator)


def _list(separator: str) -> BeforeValidator:
    """Reads a list from one line, in which ``separator`` stands between the parts."""

    def read(text: object) -> object:
        if isinstance(text, str):
            return tuple(part.strip() for part in re.split(separator, text) if part.strip())
        if not isinstance(text, tuple):
            raise PydanticKnownError("string_type")
        return text

    return BeforeValidator(read)


def _checked(text: object, info: ValidationInfo) -> object:
    checked = Checked.parse(text) if isinstance(text, str) else text
    if isinstance(checked, Checked) and info.context and checked.earliest > info.context:
        today = f"write the day of the check, today is {info.context}"
        raise ValueError(f"{checked.iso} lies in the future; {today}")
    return checked


def _pattern(text: object) -> object:
    try:
        return re.compile(text, re.IGNORECASE) if isinstance(text, str) else text
    except re.error as error:
        raise ValueError(
            f"`{text}` cannot be used for searching ({error}); take the line out, or ask a developer"
        ) from None


Prose = str
"""One line of text, which may be a quotation."""

NOT_KNOWN = "would be shown as it is; write nothing after the colon where something is not known"
Text = Annotated[str, AfterValidator(unquoted), _must(SOMETHING.fullmatch, NOT_KNOWN)]
"""One line of text. Quotation marks around it come from a word processor."""

NOT_A_PERSON = (
    "is not the name of a person; write it with letters from A to Z, or take the record out"
)
PersonName = Annotated[Text, _must(SOMEBODY.fullmatch, NOT_A_PERSON)]
Email = Annotated[Text, AfterValidator(_email)]
Phone = Annotated[Text, AfterValidator(_phone)]

Year = Annotated[
    Text,
    _like(r"(18|19|20)\d\d", "is not a year; write four digits, for example 2019, or nothing"),
]
Months = Annotated[
    int,
    _like(
        r"[1-9]|1\d|2[0-4]",
        "is not a number of months; write 1 to 24, for example 6",
        BeforeValidator,
    ),
]
RegionNumber = Annotated[
    int,
    _like(
        rf"[1-{REGIONS}]",
        f"is not a region that has a color on the map; write 1 to {REGIONS}, or ask a developer",
        BeforeValidator,
    ),
]
RegionNumbers = Annotated[tuple[RegionNumber, ...], _list(r"[\s;,]+")]
PostalCode = Annotated[
    Text,
    _must(
        CODES.__contains__,
        "is not the postal code of a state, of DC or of a territory; fix it, for example TX",
    ),
]
CodeList = Annotated[tuple[PostalCode, ...], _list(r"[\s;,]+")]
TextList = Annotated[tuple[Prose, ...], _list(";")]
Words = Annotated[TextList, Field(min_length=1)]
CheckedDate = Annotated[Checked, BeforeValidator(_checked)]

LineId = Annotated[
    Text,
    _like(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "cannot be used as an id; write small letters, digits and hyphens, for example take-it-down",
    ),
]
WebAddress = Annotated[
    Text,
    _like(r"https?://[!-.0-~]+\.[!-~]+", "is not a web address; write it whole, with https://"),
]
PUBLIC_ADDRESS = r"/([a-z0-9-]+/)*([a-z0-9-]+(\.[a-z0-9]+)+)?"
NO_ADDRESS = (
    "is not an address of this site; write it from the top with small letters, "
    "/running-behavior/ for a page or /handouts/law.pdf for a file"
)
PublicAddress = Annotated[Text, _like(PUBLIC_ADDRESS, NO_ADDRESS)]
"""An address of the site from its top: ``/contacts/`` for a page, ``/contacts/rst.vcf`` for a file."""

NewAddress = Annotated[Text, _like(f"{PUBLIC_ADDRESS}(#[a-z0-9-]+)?", NO_ADDRESS)]
"""The same, or a part of a page: ``/contacts/#team-mailbox``."""

Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
"""A regular expression; capitals do not matter."""
