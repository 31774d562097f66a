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
from recovery_site.data.yaml_source import Row

COUNTRIES = frozenset({"US", "AS", "GU", "MP", "PR", "VI"})
"""Numbering regions whose phone numbers start with +1 and serve the 56 jurisdictions."""

REGIONS = 5
"""How many regions there can be: the style sheet has a color, and the map a pattern, for each."""

SOMETHING = r"(?i)(?!(null|none|nil|n/a|na|n\.a|tbd|tba|unknown|not known|~|\?|--?)\.?$).*"
"""All but what people write where they know nothing; it would be shown."""

SOMEBODY = r"(?i)(?!(vacant|vacancy|open|first last|name|to be hired|new hire)$).*[a-z].*"
"""All but what people write for a name where there is no person; addresses are made of its letters."""

PHONE_FORM = re.compile(
    r"(\+?1[ .-]?)?(\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(,? ?(ext(ension)?\.?|x|;ext=) ?\d{1,6})?",
    re.IGNORECASE | re.ASCII,
)
"""A phone number as people write it, and nothing beside it."""

LONG_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def hyphens(text: str) -> str:
    """The text of a date or number with hyphens where Word wrote long dashes, which only programs tell apart."""
    return text.translate(LONG_DASHES)


LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"}
    | {"ß": "ss", "æ": "ae", "œ": "oe"}
    | dict.fromkeys(".'’")
)
"""What becomes of letters that are none with an accent, and of marks inside words."""


def slug(text: str) -> str:
    """An address part from a name: ``U.S. Virgin Islands`` gives ``us-virgin-islands``."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", apart.encode("ascii", "ignore").decode()).strip("-")


@dataclass(frozen=True)
class Checked:
    """The day a person compared a record with its source; ``day`` is ``None`` where only the month is known."""

    year: int
    month: int
    day: int | None

    @classmethod
    def parse(cls, text: str) -> Checked:
        """Read ``2026-11-23`` or ``2026-11``; raises ValueError for another form, or where no such day exists."""
        match = re.fullmatch(r"(20[0-9]{2}-[0-9]{2})(-[0-9]{2})?", hyphens(text))
        try:
            first = date.fromisoformat(match[1] + (match[2] or "-01") if match else "")
        except ValueError:
            raise ValueError(
                f"`{text}` is not a date; write year-month-day, for example 2026-11-23"
            ) from None
        return cls(first.year, first.month, first.day if match and match[2] else None)

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
        return self.earliest.isoformat()[: 10 if self.day else 7]

    @property
    def words(self) -> str:
        """For readers: ``November 23, 2026`` or ``November 2026``."""
        return day_in_words(self.earliest) if self.day else f"{self.earliest:%B %Y}"


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
    """The number a phone dials: ``+18008435678`` (E.164), with an extension ``+18008435678;ext=12`` (RFC 3966).

    Raises ValueError where no phone of the 56 jurisdictions can have this number.
    """
    plain = hyphens(text)
    number = phonenumbers.parse(plain, "US") if PHONE_FORM.fullmatch(plain) else None
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


def dialed(text: str | None) -> str | None:
    """What a phone dials for a number, also a short one such as 911 or 741741; ``None`` for other texts."""
    if text and re.fullmatch("[0-9]{3,6}", text):
        return text
    try:
        return e164(text or "")
    except ValueError:
        return None


PHONE = re.compile(
    r"(?<![\w.-])(?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|\b1-8\d\d-[A-Z0-9-]{6,}"
)
"""A phone number in a sentence, also one written in letters."""


def _from_text(read: Callable[[str], object]) -> BeforeValidator:
    """Makes a value of the text that was written; a list, or a group of fields, is refused."""

    def check(written: object) -> object:
        if isinstance(written, list | Row):
            raise PydanticKnownError("string_type")
        return read(written) if isinstance(written, str) else written

    return BeforeValidator(check)


def _must(
    holds: str | Callable[[str], object], message: str, validator: Any = AfterValidator
) -> Any:
    """Takes text that matches a pattern, or of which ``holds`` is true; of any other, ``message`` is said."""
    right = re.compile(holds).fullmatch if isinstance(holds, str) else holds

    def check(text: str) -> str:
        if not right(text):
            raise ValueError(f"`{text}` {message}")
        return text

    return validator(check)


def _list(separator: str) -> BeforeValidator:
    """Reads a list from one line, in which ``separator`` stands between the parts."""
    parts = re.compile(separator).split
    return _from_text(lambda text: tuple(filter(None, map(str.strip, parts(text)))))


def _past(checked: Checked, info: ValidationInfo) -> Checked:
    """Nobody can have checked anything after the day that the context gives."""
    if info.context and checked.earliest > info.context:
        today = f"write the day of the check, today is {info.context}"
        raise ValueError(f"{checked.iso} lies in the future; {today}")
    return checked


def _pattern(text: str) -> re.Pattern[str]:
    """Patterns are joined, so that a page is searched once: none may have flags or groups of its own."""
    try:
        joined = re.compile(f"(?:{text})")
    except re.error as error:
        raise ValueError(
            f"`{text}` cannot be used for searching ({error}); take the line out, or ask a developer"
        ) from None
    if joined.groups or not re.match(r"(?:\(\?<[!=](?:[^()\\]|\\.)*\))*(?:\(\?-i:)?\\b", text):
        raise ValueError(
            f"`{text}` would not be found; let it start with \\b, the start of a word, and write (?: for each ("
        )
    return re.compile(text, re.IGNORECASE)


Prose = str
"""One line of text, which may be a quotation."""

UNQUOTED = "(?![“”„«‘’‚][^“”„«‘’‚»]*[“”»‘’]$).*"
QUOTED = "has curly quotation marks around it; take them out"
NOT_KNOWN = "would be shown as it is; write nothing after the colon where something is not known"
Text = Annotated[str, _must(UNQUOTED, QUOTED), _must(SOMETHING, NOT_KNOWN)]
"""One line of text. Quotation marks around it come from a word processor."""

NOBODY = "is not the name of a person; write it with letters from A to Z, or take the record out"
PersonName = Annotated[Text, _must(SOMEBODY, NOBODY)]
NOT_TYPED = "has a letter that is not on your keyboard; type the address"
Email = Annotated[Text, _must(str.isascii, NOT_TYPED), AfterValidator(_email)]
Number = Annotated[Text, AfterValidator(hyphens)]
Phone = Annotated[Number, _must(e164, "")]

NO_ID = "cannot be used as an id; write small letters, digits and hyphens, for example take-it-down"
LineId = Annotated[Text, _must(r"[a-z0-9]+(-[a-z0-9]+)*", NO_ID)]
NO_YEAR = "is not a year; write four digits, for example 2019, or nothing"
Year = Annotated[Text, _must(r"(18|19|20)\d\d", NO_YEAR)]
NO_MONTHS = "is not a number of months; write 1 to 24, for example 6"
Months = Annotated[int, _must(r"[1-9]|1\d|2[0-4]", NO_MONTHS, _from_text)]
NO_REGION = f"is not the number of a region that has a color on the map; write 1 to {REGIONS}, or ask a developer"
RegionNumber = Annotated[int, _must(rf"[1-{REGIONS}]", NO_REGION, _from_text)]
RegionNumbers = Annotated[tuple[RegionNumber, ...], _list(r"[\s;,]+")]
NO_CODE = "is not the postal code of a state, of DC or of a territory; fix it, for example TX"
PostalCode = Annotated[Text, _must(CODES.__contains__, NO_CODE)]
CodeList = Annotated[tuple[PostalCode, ...], _list(r"[\s;,]+")]
TextList = Annotated[tuple[Prose, ...], _list(";")]
Words = Annotated[TextList, Field(min_length=1)]
CheckedDate = Annotated[Checked, _from_text(Checked.parse), AfterValidator(_past)]

NO_WEB_ADDRESS = "is not a web address; write it whole, with https://"
WebAddress = Annotated[Text, _must(r"https?://[!-.0-~]+\.[!-~]+", NO_WEB_ADDRESS)]
PUBLIC_ADDRESS = r"/([a-z0-9-]+/)*([a-z0-9-]+(\.[a-z0-9]+)+)?"
NO_ADDRESS = (
    "is not an address of this site; write it from the top with small letters, "
    "/running-behavior/ for a page or /handouts/law.pdf for a file"
)
PublicAddress = Annotated[Text, _must(PUBLIC_ADDRESS, NO_ADDRESS)]
"""An address of the site from its top: ``/contacts/`` for a page, ``/contacts/rst.vcf`` for a file."""

NewAddress = Annotated[Text, _must(f"{PUBLIC_ADDRESS}(#[a-z0-9-]+)?", NO_ADDRESS)]
"""The same, or a part of a page: ``/contacts/#team-mailbox``."""

Pattern = Annotated[re.Pattern[str], _from_text(_pattern)]
"""A regular expression for words, which starts at the start of one; capitals do not matter."""
