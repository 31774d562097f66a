"""Rules that a single field cannot know: what records say of each other, and of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from phonenumbers import NumberParseException, parse
from phonenumbers.shortnumberinfo import is_possible_short_number_for_region

from recovery_site.core.problems import Problem
from recovery_site.data.fields import e164, slug
from recovery_site.data.jurisdictions import CODES
from recovery_site.data.records import (
    KINDS,
    SHORT,
    Contacts,
    HelpLine,
    Language,
    Moved,
    Record,
    References,
    expected_fields,
)
from recovery_site.data.yaml_source import Path, Source, describe

NEEDED_LINES = ("911", "ncmec")
"""Help lines that pages show when nobody else answers; they may never be missing."""

Rule = Callable[[Contacts, "Place", date], Iterator[Problem]]


class Place:
    """Makes problems that point at a record or field of one file."""

    def __init__(self, source: Source) -> None:
        """Point into ``source``."""
        self.source = source

    def problem(self, path: Path, message: str, *, warning: bool = False) -> Problem:
        """A problem with the value at ``path``."""
        return Problem(
            self.source.name,
            self.source.line(path),
            record_name(self.source, path),
            message,
            "warning" if warning else "error",
        )

    def empty(self, path: Path) -> bool:
        """Whether the file says nothing at ``path``; a value that is wrong says something."""
        value = self.source.at(path)
        return value is None or (isinstance(value, str) and not value.strip())


def record_name(source: Source, path: Path) -> str:
    """How messages name the record that ``path`` leads into, for example ``person Teresa Musick``."""
    part = str(path[0]) if path else ""
    if len(path) < 2 or not isinstance(path[1], int):
        return part
    rows = source.value.get(part) if isinstance(source.value, dict) else None
    row = rows[path[1]] if isinstance(rows, list) and path[1] < len(rows) else ""
    name = describe(row, KINDS.get(part, part))
    if len(path) > 3 and path[2] == "channels" and isinstance(path[3], int):
        name += f", channel {path[3] + 1}"
    return name


def check_contacts(contacts: Contacts, source: Source, today: date) -> list[Problem]:
    """Every problem between records.

    Args:
        contacts: the records; a field that was already found wrong is empty and is passed over.
        source: where they were read, for line numbers.
        today: the day that dates may not lie after.

    Returns:
        Problems of all rules, in no particular order.
    """
    place = Place(source)
    return [problem for rule in RULES for problem in rule(contacts, place, today)]


def check_references(references: References, source: Source) -> list[Problem]:
    """Ids are used once, and each work says where it can be found at most once."""
    place = Place(source)
    problems = list(_unique("sources", [one.id for one in references.sources], "id", "id", place))
    problems += [
        place.problem(
            ("sources", position, "site"),
            "`url` and `site` are both given; keep `url`, the work's own address",
        )
        for position, one in enumerate(references.sources)
        if one.url and one.site
    ]
    return problems


def check_refs(contacts: Contacts, source: Source, known: frozenset[str]) -> list[Problem]:
    """A help line that is shown names only sources that are listed."""
    place = Place(source)
    return [
        place.problem(
            ("helplines", position, "refs"), f"`{ref}` is not in data/sources.yml; add it there"
        )
        for position, line in enumerate(contacts.helplines)
        if line.published
        for ref in line.refs
        if ref not in known
    ]


def check_terms(language: Language, source: Source, known: frozenset[str]) -> list[Problem]:
    """A row names only sources that are listed, and names one unless it is practice wisdom."""
    place = Place(source)
    problems = []
    for position, term in enumerate(language.terms):
        path: Path = ("terms", position, "sources")
        problems += [
            place.problem(path, f"`{ref}` is not in data/sources.yml; add it there")
            for ref in term.sources
            if ref not in known
        ]
        if term.evidence and bool(term.sources) == (term.evidence == "practice"):
            problems.append(
                place.problem(
                    path,
                    "`evidence: practice` goes with no source, every other kind with at least one; "
                    "change `evidence` or `sources`",
                )
            )
    return problems


def check_moved(moved: Moved, source: Source) -> list[Problem]:
    """An address has one successor, of its own kind, that has no successor itself; or it has none."""
    place = Place(source)
    problems = list(
        _unique("redirects", [one.old or "" for one in moved.redirects], "old", "address", place)
    )
    problems += _unique(
        "withdrawn", [one.address or "" for one in moved.withdrawn], "address", "address", place
    )
    onward = {one.old: one.new for one in moved.redirects if one.old and one.new}
    gone = {one.address for one in moved.withdrawn}
    for position, one in enumerate(moved.redirects):
        if not (one.old and one.new):
            continue
        path: Path = ("redirects", position)
        new = one.new.partition("#")[0]
        if one.old in gone:
            problems.append(
                place.problem(
                    (*path, "old"), f"`{one.old}` is withdrawn below; keep one of the two"
                )
            )
        if new == one.old:
            problems.append(place.problem((*path, "new"), f"`{one.old}` leads to itself"))
        elif new in onward:
            problems.append(
                place.problem(
                    (*path, "new"),
                    f"`{new}` leads on to `{onward[new]}`; write the address that is there at last",
                )
            )
        elif _ending(one.old) != _ending(new):
            problems.append(
                place.problem(
                    (*path, "new"),
                    f"`{one.old}` cannot become `{new}`: a page becomes a page, and a file one of "
                    "its kind; an address without a successor stands under `withdrawn`",
                )
            )
    return problems


def _ending(address: str) -> str:
    """``.pdf`` of a file, nothing of a page."""
    name = address.rpartition("/")[2]
    return name[name.find(".") :] if name else ""


def the_56_exactly_once(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """Each jurisdiction of the country stands in the list once, and nothing else does."""
    seen: dict[str, int] = {}
    for position, one in enumerate(contacts.jurisdictions):
        path: Path = ("jurisdictions", position)
        if not one.code:
            continue
        if one.code not in CODES:
            yield place.problem(
                (*path, "code"),
                f"`{one.code}` is not the postal code of a state, of DC or of a territory; mend it, for example TX",
            )
        elif one.code in seen:
            first = place.source.line(("jurisdictions", seen[one.code]))
            yield place.problem(
                (*path, "code"),
                f"`{one.code}` is listed twice (first in the record at line {first}); keep one record",
            )
        seen.setdefault(one.code, position)
    for code in sorted(CODES - set(seen)):
        yield place.problem(
            ("jurisdictions",),
            f"the record for `{code}` is missing; add it, the list needs all {len(CODES)}",
        )


def regions_exist(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """A region that a person or jurisdiction names is in the list of regions."""
    known = {region.number for region in contacts.regions if region.number}
    choices = ", ".join(str(number) for number in sorted(known))
    named = {
        "people": [person.region for person in contacts.people],
        "jurisdictions": [one.region for one in contacts.jurisdictions],
    }
    for part, numbers in named.items():
        for position, number in enumerate(numbers):
            if number is not None and number not in known:
                yield place.problem(
                    (part, position, "region"),
                    f"there is no region {number}; write one of {choices}",
                )


def regions_once(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """A region's number is used once."""
    numbers = [str(region.number or "") for region in contacts.regions]
    yield from _unique("regions", numbers, "number", "number", place)


def names_once(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """Names give addresses that differ, for people, jurisdictions and help lines."""
    people = [slug(person.name) for person in contacts.people]
    jurisdictions = [slug(one.name) for one in contacts.jurisdictions]
    lines = [line.id for line in contacts.helplines]
    for part, ids, field in (
        ("people", people, "name"),
        ("jurisdictions", jurisdictions, "name"),
        ("helplines", lines, "id"),
    ):
        yield from _unique(part, ids, field, "address on the site", place)
        for position, value in enumerate(ids):
            if not value and getattr(getattr(contacts, part)[position], field):
                yield place.problem(
                    (part, position, field),
                    "the name holds no letter from A to Z, and its address is made of them; add one",
                )


def contacts_once(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """Two people do not share one phone number or e-mail address."""
    phones = [person.phone or "" for person in contacts.people]
    emails = [person.email or "" for person in contacts.people]
    yield from _unique("people", phones, "phone", "phone", place, e164)
    yield from _unique("people", emails, "email", "email", place, str.lower)


def regions_have_a_specialist(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """A region that nobody serves is said; the site then offers the mailbox."""
    served = {person.region for person in contacts.people}
    for position, region in enumerate(contacts.regions):
        if region.number and region.number not in served:
            yield place.problem(
                ("regions", position),
                f"nobody serves region {region.number}, and the site offers the team's mailbox; "
                "add the person when there is one",
                warning=True,
            )


def assignment_is_complete(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """Once some jurisdictions have a region, the ones without are named."""
    without = [
        one.code
        for position, one in enumerate(contacts.jurisdictions)
        if place.empty(("jurisdictions", position, "region"))
    ]
    if without and len(without) < len(contacts.jurisdictions):
        yield place.problem(
            ("jurisdictions",),
            f"these have no region yet: {', '.join(without)}; write it when it is known",
            warning=True,
        )


def regions_have_their_own_source(
    contacts: Contacts, place: Place, today: date
) -> Iterator[Problem]:
    """Who writes a region says where it was read and when: it is not in the list of states."""
    for position in range(len(contacts.jurisdictions)):
        path: Path = ("jurisdictions", position)
        assigned = not place.empty((*path, "region"))
        for field, example in (
            ("region_source", "the team's list"),
            ("region_checked", today.isoformat()),
        ):
            said = not place.empty((*path, field))
            if assigned and not said:
                yield place.problem(
                    (*path, "region"),
                    f"it has a region but no `{field}`; add a line like `{field}: {example}`",
                )
            elif said and not assigned:
                yield place.problem(
                    (*path, field),
                    f"`{field}` is given, but no region; write the region, or take the line out",
                )


def dates_are_past(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """Nobody can have checked anything in the future."""
    for path, record in _records(contacts):
        for field in () if isinstance(record, HelpLine) else ("checked", "region_checked"):
            checked = getattr(record, field, None)
            if checked is not None and checked.earliest > today:
                yield place.problem(
                    (*path, field),
                    f"{checked.iso} lies in the future; write the day of the check, today is {today}",
                )


def expected_is_there(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """What readers would miss is named."""
    for path, record in _records(contacts):
        for field in expected_fields(type(record)):
            if place.empty((*path, field)):
                yield place.problem(
                    path, f"`{field}` is empty; fill it in if it is known", warning=True
                )


def channels_can_be_reached(contacts: Contacts, place: Place, today: date) -> Iterator[Problem]:
    """A number to call or text is one, a web address has no blanks, and help that must be there is."""
    for position, line in enumerate(contacts.helplines):
        for number, channel in enumerate(line.channels):
            path: Path = ("helplines", position, "channels", number)
            if channel.kind and channel.value:
                wrong = _wrong_value(channel.kind, channel.value)
                if wrong:
                    yield place.problem((*path, "value"), wrong)
            if place.empty((*path, "checked")) and not (channel.hold or line.hold):
                yield place.problem(
                    path,
                    "`checked` is empty, so it is not shown; say in `hold` what has to be checked",
                    warning=True,
                )
    shown = {line.id for line in contacts.helplines if line.published}
    for needed in NEEDED_LINES:
        if needed not in shown:
            yield place.problem(
                ("helplines",),
                f"the help line `{needed}` is missing or has no checked channel; "
                "bring it back or check it, every page leads to it",
            )


def _wrong_value(kind: str, value: str) -> str | None:
    if kind in ("chat", "web"):
        if "://" in value or " " in value or "." not in value:
            return f"`{value}` is not a web address; write it without https://, for example missingkids.org"
        return None
    if len(value) > SHORT:
        try:
            e164(value)
        except ValueError as error:
            return str(error)
        return None
    try:
        short = value.isdigit() and is_possible_short_number_for_region(parse(value, "US"), "US")
    except NumberParseException:
        short = False
    if not short:
        return f"`{value}` is not a number one can call or text; write only its digits, for example 988"
    return None


def _records(contacts: Contacts) -> Iterator[tuple[Path, Record]]:
    yield ("team",), contacts.team
    parts: dict[str, Sequence[Record]] = {
        "regions": contacts.regions,
        "people": contacts.people,
        "jurisdictions": contacts.jurisdictions,
        "helplines": contacts.helplines,
    }
    for part, records in parts.items():
        for position, record in enumerate(records):
            yield (part, position), record
            if isinstance(record, HelpLine):
                for number, channel in enumerate(record.channels):
                    yield (part, position, "channels", number), channel


def _unique(
    part: str,
    values: Sequence[str],
    field: str,
    what: str,
    place: Place,
    key: Callable[[str], str] = str,
) -> Iterator[Problem]:
    """Values are the same where ``key`` makes them the same; empty ones are passed over."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, value in enumerate(values):
        if value:
            positions[key(value)].append(position)
    for found in positions.values():
        for position in found[1:]:
            first = place.source.line((part, found[0]))
            yield place.problem(
                (part, position, field),
                f"the {what} `{values[position]}` is used twice (first in the record at line {first}); change one",
            )


RULES: tuple[Rule, ...] = (
    the_56_exactly_once,
    regions_once,
    regions_exist,
    names_once,
    contacts_once,
    regions_have_a_specialist,
    assignment_is_complete,
    regions_have_their_own_source,
    dates_are_past,
    expected_is_there,
    channels_can_be_reached,
)
"""All rules, each a generator of problems."""
