"""Rules for help lines and state lines, and for numbers that lists print wrongly."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from phonenumbers import convert_alpha_characters_in_number

from recovery_site.data.directory_rules import Files, Rule, listed, unique
from recovery_site.data.fields import PHONE, e164
from recovery_site.data.jurisdictions import CODES
from recovery_site.data.records import (
    SHORT,
    STATE_LINE_KINDS,
    Contacts,
    HelpLine,
    StateLine,
    StateLines,
    WrongNumbers,
)

if TYPE_CHECKING:
    from recovery_site.core.problems import Problem

NEEDED_LINES = ("911", "ncmec")
"""Help lines that pages show when nobody else answers; they may never be missing."""

PUBLISHED_TEXTS = ("name", "hours", "note")
"""Fields in which no phone number may stand: a reader could not tell whether it was checked."""

LOOK = "look the number up on the official page again"

NO_NUMBER = "is not a number one can call or text; write it as 1-800-843-5678 or 988"


def channels_can_be_reached(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A number to call or text is one, a web address has no blanks, and help that must be there is."""
    for channel in (channel for line in contacts.helplines for channel in line.channels):
        value, number = channel.value, _dialed(channel.value)
        if channel.kind in ("chat", "web"):
            if value and not re.fullmatch(r"[^\s:]+\.[^\s:]+", value):
                message = (
                    "is not a web address; write it without https://, for example missingkids.org"
                )
                yield channel.problem(f"`{value}` {message}", "value")
            continue
        if channel.kind and value and not number:
            yield channel.problem(f"`{value}` {NO_NUMBER}", "value")
        words = channel.words or ""
        if number and re.fullmatch(r"(1-)?8\d\d-[A-Z0-9-]+", words):
            keys = convert_alpha_characters_in_number(words)
            if number[-10:] not in keys.replace("-", ""):
                yield channel.problem(
                    f"`{words}` is {keys}, and `value` is {value}; fix one of the two",
                    "words",
                )
    shown = {line.id for line in contacts.helplines if line.published}
    for needed in filter(lambda line_id: line_id not in shown, NEEDED_LINES):
        yield contacts.problem(
            f"the help line `{needed}` is missing or has no checked channel; it cannot be taken off, "
            "because pages and sheets need it: bring it back, or write the right number and its day",
            "helplines",
        )


def helplines_are_right(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A help line that is shown names listed sources, and no wrong number; what is held back says why."""
    yield from unique(contacts.helplines, "id", "id")
    for line in contacts.helplines:
        if line.published:
            yield from listed(line, "refs", files)
        yield from _no_numbers_in_texts(line)
        for channel in line.channels:
            checked = not channel.empty("checked")
            if not (checked or channel.hold or line.hold):
                yield channel.problem(
                    "`checked` is empty, so it is not shown; say in `hold` what has to be checked",
                    warning=True,
                )
            if checked and channel.hold:
                yield channel.problem(
                    "`hold` is filled and `checked` has a day, so it is shown; to take it off, empty "
                    "`checked`, to show it, empty `hold`",
                    "checked",
                )
            if checked and (what := _wrong_for(channel.value, line.id, files)):
                yield channel.problem(f"`{channel.value}` is {what}; {LOOK}", "value")


def numbers_are_taken_off_everywhere(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A number that is taken off in one record says where it is still shown."""
    states = files.get(StateLines)
    lines = [line for line in states.state_lines if line.published] if states else []
    shown = [(_dialed(record.phone), record) for record in (*contacts.people, *lines)]
    shown += [
        (_dialed(channel.value), line) for line in contacts.helplines for channel in line.published
    ]
    for line in contacts.helplines:
        for channel in line.channels:
            number = _dialed(channel.value)
            others = [
                f"{record.where} ({record.row.name})"
                for other, record in shown
                if other == number is not None and record is not line
            ]
            if others and channel.hold and not channel.checked:
                yield channel.problem(
                    f"`{channel.value}` is taken off here and still shown at {', '.join(others)}; "
                    "take it off there too if it is wrong",
                    "value",
                    warning=True,
                )


RULES: tuple[Rule, ...] = (
    channels_can_be_reached,
    helplines_are_right,
    numbers_are_taken_off_everywhere,
)


def wrong_numbers_once(wrong: WrongNumbers, files: Files) -> Iterator[Problem]:
    """Each is a number that could stand in the data, and stands in the list once."""
    yield from unique(wrong.wrong_numbers, "number", "number", lambda text: _dialed(text) or text)
    contacts = files.get(Contacts)
    owners = CODES | {line.id for line in contacts.helplines} if contacts else CODES
    for record in wrong.wrong_numbers:
        if record.number and not _dialed(record.number):
            yield record.problem(f"`{record.number}` {NO_NUMBER}", "number")
        if record.owner and contacts and record.owner not in owners:
            yield record.problem(
                f"`{record.owner}` is neither a postal code nor the id of a help line; "
                "write one, or nothing where nobody may have the number",
                "owner",
            )


def all_kinds_of_all_56(states: StateLines, files: Files) -> Iterator[Problem]:
    """Each jurisdiction has a record of each kind."""
    there = {(line.code, line.kind) for line in states.state_lines}
    for code, kind in itertools.product(sorted(CODES), STATE_LINE_KINDS):
        if (code, kind) not in there:
            yield states.problem(
                f"`{code}` has no record of kind `{kind}`; bring it back, without a number if there is none",
                "state_lines",
            )


NEEDED = {
    "source": "say in `source` which official page you compared it with",
    "name": "write the line's name as the official page gives it",
}
"""What a state line needs, beside a way to reach it, before it may be shown."""


def state_lines_are_checked_before_they_are_shown(
    states: StateLines, files: Files
) -> Iterator[Problem]:
    """What is shown has a name, a way to reach it, what it was compared with, and its own number.

    The number is not one that is known to be wrong, national, or another jurisdiction's.
    """
    owners: dict[str | None, set[str]] = defaultdict(set)
    for line in states.state_lines:
        owners[_dialed(line.phone)].add(line.code)
    contacts = files.get(Contacts)
    national = {
        _dialed(channel.value): line.name
        for line in (contacts.helplines if contacts else ())
        for channel in line.channels
    }
    for line in states.state_lines:
        if line.empty("checked"):
            if not line.empty("source"):
                yield line.problem(
                    "`source` is filled and `checked` is empty, so it is not shown; write the day of the check",
                    "source",
                    warning=True,
                )
            continue
        for name in filter(line.empty, NEEDED):
            message = f"`checked` is filled and `{name}` is empty; {NEEDED[name]}"
            yield line.problem(message, "checked")
        if line.empty("phone") and line.empty("web"):
            yield line.problem(
                "`checked` is filled and there is neither `phone` nor `web`; write one, so that readers can reach it",
                "checked",
            )
        yield from _no_numbers_in_texts(line)
        number = _dialed(line.phone)
        if not (line.phone and number):
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


RULES_OF_STATE_LINES: tuple[Rule, ...] = (
    all_kinds_of_all_56,
    state_lines_are_checked_before_they_are_shown,
)


def _no_numbers_in_texts(line: HelpLine | StateLine) -> Iterator[Problem]:
    for name in PUBLISHED_TEXTS:
        if number := PHONE.search(getattr(line, name) or ""):
            yield line.problem(
                f"the number `{number[0].strip()}` stands in `{name}`; write it as a channel or a record "
                "of its own, so that readers see when it was checked",
                name,
            )


def _wrong_for(number: str, owner: str, files: Files) -> str | None:
    """What a number is that ``owner`` may not have; ``None`` where nothing is known against it."""
    wrong = files.get(WrongNumbers)
    for record in wrong.wrong_numbers if wrong else ():
        if _dialed(record.number) == _dialed(number) is not None and record.owner != owner:
            return str(record.what)
    return None


@cache
def _dialed(number: str | None) -> str | None:
    """What a phone dials, or ``None`` where the text is not one number."""
    if number and len(number) <= SHORT:
        return number if re.fullmatch("[0-9]{3,}", number) else None
    try:
        return e164(number or "")
    except ValueError:
        return None
