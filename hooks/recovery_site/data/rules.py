"""Rules that a single field cannot know: what records say of each other, and of today.

A rule looks at the records of one file. A field that was already found wrong is empty, and is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phonenumbers import NumberParseException, parse
from phonenumbers.shortnumberinfo import is_possible_short_number_for_region

from recovery_site.core.problems import Problem
from recovery_site.data.fields import PHONE, e164, slug
from recovery_site.data.jurisdictions import CODES
from recovery_site.data.record import Record, expected_fields
from recovery_site.data.records import (
    SHORT,
    STATE_LINE_KINDS,
    Channel,
    Contacts,
    HelpLine,
    Language,
    References,
    StateLines,
    WrongNumbers,
)

NEEDED_LINES = ("911", "ncmec")
"""Help lines that pages show when nobody else answers; they may never be missing."""

PUBLISHED_TEXTS = ("name", "hours", "note")
"""Fields in which no phone number may stand: a reader could not tell whether it was checked."""

LOOK = "look the number up on the official page again"


@dataclass(frozen=True)
class Files:
    """All files as far as they could be read.

    Attributes:
        today: the day that dates may not lie after.
        records: what each file holds, by its class.
    """

    today: date
    records: dict[type[Record], Any] = field(default_factory=dict)

    def of(self, model: type[Record]) -> Any:
        """What a file holds; ``None`` where it could not be read."""
        return self.records.get(model)

    def source_ids(self) -> frozenset[str]:
        """Ids of all sources; empty where none could be read: then nobody who cites one is to blame."""
        references = self.of(References)
        return frozenset(source.id for source in references.sources) if references else frozenset()


Rule = Callable[[Any, Files], Iterator[Problem]]
"""Takes the records of a file, and all files."""


def the_56_exactly_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Each jurisdiction of the country stands in the list once, and nothing else does."""
    first: dict[str, int] = {}
    for jurisdiction in contacts.jurisdictions:
        code = jurisdiction.code
        if not code:
            continue
        if code not in CODES:
            yield jurisdiction.problem(_no_code(code), "code")
        elif code in first:
            at = f"first in the record at line {first[code]}"
            yield jurisdiction.problem(f"`{code}` is listed twice ({at}); keep one record", "code")
        first.setdefault(code, jurisdiction.line)
    for code in sorted(CODES - first.keys()):
        yield contacts.problem(
            f"the record for `{code}` is missing; add it, the list needs all {len(CODES)}",
            "jurisdictions",
        )


def _no_code(code: str) -> str:
    return f"`{code}` is not the postal code of a state, of DC or of a territory; fix it, for example TX"


def regions_exist(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region's number is used once, and a person serves regions that are in the list."""
    yield from unique(contacts.regions, "number", "number")
    known = sorted({region.number for region in contacts.regions if region.number})
    choices = ", ".join(map(str, known))
    for person in contacts.people:
        for number in person.regions:
            if number not in known:
                message = f"there is no region {number}; write one of {choices}"
                yield person.problem(message, "regions")


def regions_hold_each_jurisdiction_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region lists jurisdictions that exist, and each stands in one region."""
    first: dict[str, str] = {}
    for region in contacts.regions:
        for code in region.jurisdictions:
            if code not in CODES:
                yield region.problem(_no_code(code), "jurisdictions")
            elif code in first:
                yield region.problem(
                    f"`{code}` is listed twice (first in {first[code]}); keep it in one region, once",
                    "jurisdictions",
                )
            line = region.origin.fields.get("jurisdictions", region.line)
            first.setdefault(code, f"line {line}")


def regions_say_where_they_were_read(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Who lists jurisdictions says where that was read, and when; who lists none has read nothing."""
    for region in contacts.regions:
        listed = not region.empty("jurisdictions")
        for name, example in (("source", "the team's list"), ("checked", f"{files.today}")):
            if listed and region.empty(name):
                yield region.problem(
                    f"it lists jurisdictions but `{name}` is empty; write a line like `{name}: {example}`",
                    "jurisdictions",
                )
            elif not listed and not region.empty(name):
                yield region.problem(
                    f"`{name}` is filled, but no jurisdictions are listed; list them, or take the line out",
                    name,
                )


def assignment_is_complete(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Once some jurisdictions have a region, the ones without are named."""
    assigned = {code for region in contacts.regions for code in region.jurisdictions}
    without = [one.code for one in contacts.jurisdictions if one.code and one.code not in assigned]
    if assigned and without:
        yield contacts.problem(
            f"these have no region yet: {', '.join(without)}; list each under its region when it is known",
            "regions",
            warning=True,
        )


def regions_have_a_specialist(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region that nobody serves is said; the site then offers the mailbox."""
    served = {number for person in contacts.people for number in person.regions}
    for region in contacts.regions:
        if region.number and region.number not in served:
            yield region.problem(
                f"nobody serves region {region.number}, and the site offers the team's mailbox; "
                "add the person when there is one",
                warning=True,
            )


def names_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Names give addresses that differ; a family name is the end of the name, but for Jr. and the like."""
    named = ((contacts.people, "name", slug), (contacts.jurisdictions, "name", slug))
    for records, name, key in (*named, (contacts.helplines, "id", str)):
        yield from unique(records, name, "address on the site", key)
        for record in records:
            value = getattr(record, name)
            if value and not key(value):
                message = (
                    "the name holds no letter from A to Z, and its address is made of them; add one"
                )
                yield record.problem(message, name)
    for person in contacts.people:
        family = person.family_name
        if person.name and family and f" {family} " not in f"{person.name} ":
            yield person.problem(
                f"`{family}` does not stand at the end of `{person.name}`; "
                "write in `family_name` the last words of the name",
                "family_name",
            )


def contacts_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Two people do not share an e-mail address; a phone that they share is said."""
    yield from unique(contacts.people, "email", "email", str.lower)
    first: dict[str, str] = {}
    for person in contacts.people:
        if person.phone and person.tel:
            if person.tel in first:
                yield person.problem(
                    f"`{person.phone}` is also the phone of {first[person.tel]}; if they do not share it, fix one",
                    "phone",
                    warning=True,
                )
            first.setdefault(person.tel, person.name)


def dates_are_past(record: Record, files: Files) -> Iterator[Problem]:
    """Nobody can have checked anything in the future."""
    for inner in every(record):
        checked = None if isinstance(inner, HelpLine) else getattr(inner, "checked", None)
        if checked and checked.earliest > files.today:
            yield inner.problem(
                f"{checked.iso} lies in the future; write the day of the check, today is {files.today}",
                "checked",
            )


def expected_is_there(record: Record, files: Files) -> Iterator[Problem]:
    """What readers would miss is named."""
    for inner in every(record):
        for name in expected_fields(type(inner)):
            if inner.empty(name):
                yield inner.problem(f"`{name}` is empty; fill it in if it is known", warning=True)


def channels_can_be_reached(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A number to call or text is one, a web address has no blanks, and help that must be there is."""
    for line in contacts.helplines:
        for channel in line.channels:
            if channel.kind and channel.value and (wrong := _wrong_value(channel)):
                yield channel.problem(wrong, "value")
            if channel.empty("checked") and not (channel.hold or line.hold):
                yield channel.problem(
                    "`checked` is empty, so it is not shown; say in `hold` what has to be checked",
                    warning=True,
                )
    shown = {line.id for line in contacts.helplines if line.published}
    for needed in NEEDED_LINES:
        if needed not in shown:
            yield contacts.problem(
                f"the help line `{needed}` is missing or has no checked channel; "
                "bring it back or check it, every page leads to it",
                "helplines",
            )


def _wrong_value(channel: Channel) -> str | None:
    value = channel.value
    if channel.kind in ("chat", "web"):
        if "://" in value or " " in value or "." not in value:
            return f"`{value}` is not a web address; write it without https://, for example missingkids.org"
        return None
    if len(value) > SHORT:
        return _not_dialed(value)
    try:
        short = value.isdigit() and is_possible_short_number_for_region(parse(value, "US"), "US")
    except NumberParseException:
        short = False
    if not short:
        return f"`{value}` is not a number one can call or text; write only its digits, for example 988"
    return None


def helplines_are_right(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A help line that is shown names listed sources, and no number that lists print wrongly."""
    for line in contacts.helplines:
        if line.published:
            yield from _listed(line, line.refs, "refs", files)
        for channel in line.published:
            if channel.value and (what := _wrong_for(channel.value, line.id, files)):
                yield channel.problem(f"`{channel.value}` is {what}; {LOOK}", "value")


def sources_are_listed_once(references: References, files: Files) -> Iterator[Problem]:
    """Ids are used once, and each source says where it can be found at most once."""
    yield from unique(references.sources, "id", "id")
    for source in references.sources:
        if source.url and source.site:
            yield source.problem(
                "`url` and `site` are both given; keep `url`, the work's own address", "site"
            )


def terms_name_listed_sources(language: Language, files: Files) -> Iterator[Problem]:
    """A row names only sources that are listed, and names one unless it is practice wisdom."""
    for term in language.terms:
        yield from _listed(term, term.sources, "sources", files)
        if term.evidence and bool(term.sources) == (term.evidence == "practice"):
            yield term.problem(
                "`evidence: practice` goes with no source, every other kind with at least one; "
                "change `evidence` or `sources`",
                "sources",
            )


def _listed(record: Record, ids: Iterable[str], name: str, files: Files) -> Iterator[Problem]:
    known = files.source_ids()
    for source in ids:
        if known and source not in known:
            yield record.problem(f"`{source}` is not in data/sources.yml; add it there", name)


def wrong_numbers_are_numbers(wrong: WrongNumbers, files: Files) -> Iterator[Problem]:
    """Each is a number that could stand in the data, and stands in the list once."""
    yield from unique(wrong.wrong_numbers, "number", "number", lambda text: _dialed(text) or text)
    contacts = files.of(Contacts)
    owners = CODES | {line.id for line in contacts.helplines if line.id} if contacts else CODES
    for record in wrong.wrong_numbers:
        if record.number and not _dialed(record.number):
            yield record.problem(
                f"`{record.number}` is not a number one can call or text; write it as 1-800-843-5678 or 988",
                "number",
            )
        if record.owner and contacts and record.owner not in owners:
            yield record.problem(
                f"`{record.owner}` is neither a postal code nor the id of a help line; "
                "write one, or nothing where nobody may have the number",
                "owner",
            )


def all_kinds_of_all_56(states: StateLines, files: Files) -> Iterator[Problem]:
    """Each jurisdiction has a record of each kind."""
    there = {(line.code, line.kind) for line in states.state_lines}
    for code in sorted(CODES):
        for kind in STATE_LINE_KINDS:
            if (code, kind) not in there:
                yield states.problem(
                    f"`{code}` has no record of kind `{kind}`; bring it back, without a number if there is none",
                    "state_lines",
                )


def state_lines_are_checked_before_they_are_shown(
    states: StateLines, files: Files
) -> Iterator[Problem]:
    """What a line needs before it may be shown: a name, a way to reach it, what it was compared with."""
    for line in states.state_lines:
        if line.code and line.code not in CODES:
            yield line.problem(_no_code(line.code), "code")
        if line.empty("checked"):
            if not line.empty("source"):
                yield line.problem(
                    "`source` is filled and `checked` is empty, so it is not shown; write the day of the check",
                    "source",
                    warning=True,
                )
            continue
        for name, remedy in (
            ("source", "say in `source` which official page you compared it with"),
            ("name", "write the line's name as the official page gives it"),
        ):
            if line.empty(name):
                disagree = name == "source" and line.agree == "no"
                because = "; the two sources of the research disagree" if disagree else ""
                yield line.problem(
                    f"`checked` is filled and `{name}` is empty{because}; {remedy}", "checked"
                )
        if line.phone and (wrong := _not_dialed(line.phone)):
            yield line.problem(f"{wrong}; a second number is a record of its own", "phone")
        elif line.empty("phone") and line.empty("web"):
            yield line.problem(
                "`checked` is filled and there is neither `phone` nor `web`; write one, so that readers can reach it",
                "checked",
            )
        for name in PUBLISHED_TEXTS:
            if found := PHONE.search(getattr(line, name) or ""):
                yield line.problem(
                    f"the number `{found[0].strip()}` stands in `{name}`; write it in `phone`, "
                    "and a second one as a record of its own",
                    name,
                )


def state_lines_have_the_right_number(states: StateLines, files: Files) -> Iterator[Problem]:
    """A checked number is not one that is known to be wrong, national, or another jurisdiction's."""
    owners: dict[str, set[str]] = defaultdict(set)
    for line in states.state_lines:
        if number := _dialed(line.phone, short=False):
            owners[number].add(line.code)
    contacts = files.of(Contacts)
    national = {
        _dialed(channel.value, short=False): line.name
        for line in (contacts.helplines if contacts else ())
        for channel in line.channels
    }
    for line in states.state_lines:
        number = _dialed(line.phone, short=False)
        if line.empty("checked") or not (line.phone and number):
            continue
        if what := _wrong_for(line.phone, line.code, files):
            yield line.problem(f"`{line.phone}` is {what}; {LOOK}", "phone")
        elif number in national:
            yield line.problem(
                f"`{line.phone}` is the national line {national[number]}, not one of {line.code}; {LOOK}",
                "phone",
            )
        elif others := owners[number] - {line.code}:
            yield line.problem(
                f"`{line.phone}` also stands in a record of {', '.join(sorted(others))}; "
                f"one of the two is wrong: {LOOK}",
                "phone",
            )


def _wrong_for(number: str, owner: str, files: Files) -> str | None:
    """What a number is that ``owner`` may not have; ``None`` where nothing is known against it."""
    wrong = files.of(WrongNumbers)
    for record in wrong.wrong_numbers if wrong else ():
        if _dialed(record.number) == _dialed(number) is not None and record.owner != owner:
            return str(record.what)
    return None


def _dialed(number: str | None, *, short: bool = True) -> str | None:
    """What a phone dials, or ``None`` where the text is not one number; ``short``: 988 is one, too."""
    if not number:
        return None
    if len(number) <= SHORT:
        return number if short and number.isdigit() else None
    return None if _not_dialed(number) else e164(number)


def _not_dialed(number: str) -> str | None:
    """Why a long number cannot be dialed; ``None`` where it can."""
    try:
        e164(number)
    except ValueError as error:
        return str(error)
    return None


def every(record: Record) -> Iterator[Record]:
    """The record, and all records that stand in it."""
    yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from every(inner)


def unique(
    records: Iterable[Record], name: str, what: str, key: Callable[[str], str] = str
) -> Iterator[Problem]:
    """Values of a field are the same where ``key`` makes them the same; empty ones are passed over."""
    first: dict[str, int] = {}
    for record in records:
        value = getattr(record, name)
        if not value or not key(str(value)):
            continue
        if (same := key(str(value))) in first:
            shown = same if key is slug else value
            yield record.problem(
                f"the {what} `{shown}` is used twice (first in the record at line {first[same]}); change one",
                name,
            )
        first.setdefault(same, record.line)
