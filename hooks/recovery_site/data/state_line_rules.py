"""Rules for the lines of jurisdictions: what a person must have looked at before one is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from recovery_site.data.fields import PHONE, e164
from recovery_site.data.jurisdictions import CODES
from recovery_site.data.records import SHORT, STATE_LINE_KINDS, Contacts, StateLine, StateLines
from recovery_site.data.rules import Place

if TYPE_CHECKING:
    from recovery_site.core.problems import Problem
    from recovery_site.data.yaml_source import Path, Source

KNOWN_WRONG: dict[str, tuple[str, str]] = {
    "+18002522873": ("IL", "the hotline of Illinois, which lists call national"),
    "+18003423720": ("NY", "the hotline of New York, which lists call national"),
    "+18663634276": ("WA", "the line of Washington State, which lists call national"),
    "+18772370004": ("TN", "the hotline of Tennessee, which a page in Alabama prints as its own"),
    "+18442635437": ("", "a misprint of the hotline of Colorado"),
    "+18004224453": ("", "Childhelp, which takes no reports and is not the hotline of any state"),
    "+18009264453": ("", "an old hotline of Idaho, which was replaced"),
    "+18007526200": ("", "an old hotline of Kentucky, which was replaced"),
    "+18003326347": ("", "an old hotline of Maryland, which was replaced"),
    "+18006789399": ("", "an old hotline of Utah, which was replaced"),
    "+13038665932": ("", "an old hotline of Colorado, which was replaced"),
    "+17757858600": ("", "an old hotline of Washoe County in Nevada, which was replaced"),
    "+12023041200": ("", "an old text number of the Trevor Project"),
    "+13342429500": ("", "a state office in Alabama, not a hotline"),
}
"""Numbers that lists print wrongly: the one jurisdiction that may carry it, or none, and what it is."""

PUBLISHED_TEXTS = ("name", "hours", "note")
"""Fields in which no phone number may stand: a reader could not tell whether it was checked."""


def check_state_lines(
    states: StateLines, contacts: Contacts | None, source: Source, today: date
) -> list[Problem]:
    """Every problem of the lines of jurisdictions.

    Args:
        states: the lines; a field that was already found wrong is empty and is passed over.
        contacts: the contacts, for the numbers of national lines; ``None`` where they cannot be read.
        source: where the lines were read.
        today: the day that dates may not lie after.
    """
    place = Place(source)
    problems = list(_all_kinds_of_all_56(states, place))
    national = _national(contacts)
    owners: dict[str, set[str]] = defaultdict(set)
    for line in states.state_lines:
        if number := _number(line.phone):
            owners[number].add(line.code)
    for position, line in enumerate(states.state_lines):
        path: Path = ("state_lines", position)
        if line.code and line.code not in CODES:
            problems.append(
                place.problem(
                    (*path, "code"),
                    f"`{line.code}` is not the postal code of a state, of DC or of a territory",
                )
            )
        if place.empty((*path, "checked")):
            problems += _half_checked(path, place)
        else:
            problems += _checked(line, path, place, today)
            problems += _right_number(line, path, place, national, owners)
    return problems


def _all_kinds_of_all_56(states: StateLines, place: Place) -> Iterator[Problem]:
    there = {(line.code, line.kind) for line in states.state_lines}
    for code in sorted(CODES):
        for kind in STATE_LINE_KINDS:
            if (code, kind) not in there:
                yield place.problem(
                    ("state_lines",),
                    f"`{code}` has no record of kind `{kind}`; bring it back, without a number if there is none",
                )


def _half_checked(path: Path, place: Place) -> Iterator[Problem]:
    if not place.empty((*path, "source")):
        yield place.problem(
            (*path, "source"),
            "`source` is filled and `checked` is empty, so it is not shown; write the day of the check",
            warning=True,
        )


def _checked(line: StateLine, path: Path, place: Place, today: date) -> Iterator[Problem]:
    """What a line needs before it may be shown."""
    if line.checked and line.checked.earliest > today:
        yield place.problem(
            (*path, "checked"),
            f"{line.checked.iso} lies in the future; write the day of the check, today is {today}",
        )
    if place.empty((*path, "source")):
        because = "the two sources of the research disagree; " if line.agree == "no" else ""
        yield place.problem(
            (*path, "checked"),
            f"`checked` is filled and `source` is empty: {because}"
            "say in `source` which official page you compared it with",
        )
    if place.empty((*path, "name")):
        yield place.problem(
            (*path, "checked"),
            "`checked` is filled and `name` is empty; write the line's name as the official page gives it",
        )
    if line.phone:
        try:
            e164(line.phone)
        except ValueError as error:
            yield place.problem(
                (*path, "phone"), f"{error}; a second number is a record of its own"
            )
    elif place.empty((*path, "phone")) and place.empty((*path, "web")):
        yield place.problem(
            (*path, "checked"),
            "`checked` is filled and there is neither `phone` nor `web`; readers could not reach it",
        )
    for field in PUBLISHED_TEXTS:
        if found := PHONE.search(getattr(line, field) or ""):
            yield place.problem(
                (*path, field),
                f"the number `{found[0].strip()}` stands in `{field}`; write it in `phone`, "
                "and a second one as a record of its own",
            )


def _right_number(
    line: StateLine, path: Path, place: Place, national: dict[str, str], owners: dict[str, set[str]]
) -> Iterator[Problem]:
    """The number is not one that is known to be wrong, national, or another jurisdiction's."""
    number = _number(line.phone)
    look = "look the number up on the official page again"
    if not number:
        return
    owner, what = KNOWN_WRONG.get(number, (line.code, ""))
    if owner != line.code:
        yield place.problem((*path, "phone"), f"`{line.phone}` is {what}; {look}")
    elif number in national:
        yield place.problem(
            (*path, "phone"),
            f"`{line.phone}` is the national line {national[number]}, not one of {line.code}; {look}",
        )
    elif others := owners[number] - {line.code}:
        yield place.problem(
            (*path, "phone"),
            f"`{line.phone}` also stands in a record of {', '.join(sorted(others))}; "
            f"one of the two is wrong: {look}",
        )


def _number(phone: str | None) -> str | None:
    """What a phone dials, or ``None`` where the text is not one number."""
    try:
        return e164(phone) if phone else None
    except ValueError:
        return None


def _national(contacts: Contacts | None) -> dict[str, str]:
    """Names of national lines by the numbers they are called by, also of lines held back."""
    lines = contacts.helplines if contacts else ()
    return {
        number: line.name
        for line in lines
        for channel in line.channels
        if channel.value and len(channel.value) > SHORT and (number := _number(channel.value))
    }
