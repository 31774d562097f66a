"""Rules for help lines and state lines, and for numbers that lists print wrongly."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from phonenumbers import convert_alpha_characters_in_number

from recovery_site.data.jurisdictions import CODES
from recovery_site.data.record_rules import Files, Rule, listed, unique
from recovery_site.data.records import (
    STATE_LINE_KINDS,
    Contacts,
    HelpLine,
    StateLine,
    StateLines,
    WrongNumbers,
)
from recovery_site.data.value_types import PHONE, dialed

if TYPE_CHECKING:
    from recovery_site.core.problems import Problem

NEEDED_LINES = ("911", "ncmec")
"""Help lines that pages show when nobody else answers; they may never be missing."""

PUBLISHED_TEXTS = ("name", "hours", "note")
"""Fields in which no phone number may stand: a reader could not tell whether it was checked."""

LOOK = "look the number up on the official page again"

NO_WEB = "is not a web address; write it without https://, for example missingkids.org"
NO_NUMBER = "is not a number one can call or text; write it as 1-800-843-5678 or 988"


def channels_can_be_reached(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A number to call or text is one, a web address has no blanks, and help that must be there is."""
    for channel in (channel for helpline in contacts.helplines for channel in helpline.channels):
        value, number = channel.value, dialed(channel.value)
        if channel.kind in ("chat", "web"):
            if value and not re.fullmatch(r"[^\s:]+\.[^\s:]+", value):
                yield channel.problem(f"`{value}` {NO_WEB}", "value")
        elif channel.kind and value and not number:
            yield channel.problem(f"`{value}` {NO_NUMBER}", "value")
        words = channel.words or ""
        if number and re.fullmatch(r"(1-)?8\d\d-[A-Z0-9-]+", words):
            keys = convert_alpha_characters_in_number(words)
            keys = keys.replace("-", "").removeprefix("1")
            if number[-10:] not in keys:
                typed = f"1-{keys[:3]}-{keys[3:6]}-{keys[6:]}"
                message = f"`{words}` is {typed}, and `value` is {value}; fix one of the two"
                yield channel.problem(message, "words")
    helplines = contacts.helplines
    checks = ((helpline.id, channel) for helpline in helplines for channel in helpline.channels)
    # A day that is wrong was said already.
    shown = {helpline_id for helpline_id, channel in checks if not channel.empty("checked")}
    for needed in filter(lambda helpline_id: helpline_id not in shown, NEEDED_LINES):
        yield contacts.problem(
            f"the help line `{needed}` is missing or has no checked channel; it cannot be taken off, "
            "because pages and sheets need it: bring it back, or write the right number and its day",
            "helplines",
        )


def helplines_are_right(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A help line that is shown names listed sources, and no wrong number; what is held back says why."""
    yield from unique(contacts.helplines, "id", "id")
    known = _wrong(files)
    for helpline in contacts.helplines:
        if helpline.published:
            yield from listed(helpline, "refs", files)
        yield from _no_numbers_in_texts(helpline)
        for channel in helpline.channels:
            checked = not channel.empty("checked")
            if not (checked or channel.hold or helpline.hold):
                message = (
                    "`checked` is empty, so it is not shown; say in `hold` what has to be checked"
                )
                yield channel.problem(message, warning=True)
            if checked and channel.hold:
                yield channel.problem(
                    "`hold` is filled and `checked` has a day, so it is shown; to take it off, empty "
                    "`checked`, to show it, empty `hold`",
                    "checked",
                )
            if checked and (what := _known_as(channel.value, helpline.id, known)):
                yield channel.problem(f"`{channel.value}` is {what}; {LOOK}", "value")


def numbers_are_taken_off(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A number that is taken off in one record says where it is still shown."""
    state_lines = getattr(files.get(StateLines), "state_lines", ())
    shown_lines = [state_line for state_line in state_lines if state_line.published]
    shown = [(dialed(record.phone), record) for record in (*contacts.people, *shown_lines)]
    for helpline in contacts.helplines:
        shown += [(dialed(channel.value), helpline) for channel in helpline.published]
    for helpline in contacts.helplines:
        for channel in helpline.channels:
            number = dialed(channel.value)
            others = [
                f"{record.where} ({record.row.name})"
                for other, record in shown
                if other == number is not None and record is not helpline
            ]
            if others and channel.hold and not channel.checked:
                yield channel.problem(
                    f"`{channel.value}` is taken off here and still shown at {', '.join(others)}; "
                    "take it off there too if it is wrong",
                    "value",
                    warning=True,
                )


RULES: tuple[Rule, ...] = (channels_can_be_reached, helplines_are_right, numbers_are_taken_off)


def wrong_numbers_once(wrong: WrongNumbers, files: Files) -> Iterator[Problem]:
    """Each is a number that could stand in the data, and stands in the list once."""
    yield from unique(wrong.wrong_numbers, "number", "number", lambda text: dialed(text) or text)
    helplines = getattr(files.get(Contacts), "helplines", ())
    owners = CODES | {helpline.id for helpline in helplines}
    for record in wrong.wrong_numbers:
        if record.number and not dialed(record.number):
            yield record.problem(f"`{record.number}` {NO_NUMBER}", "number")
        if record.owner and helplines and record.owner not in owners:
            yield record.problem(
                f"`{record.owner}` is neither a postal code nor the id of a help line; "
                "write one, or nothing where nobody may have the number",
                "owner",
            )


NEEDED = {
    "source": "say in `source` which official page you compared it with",
    "name": "write the line's name as the official page gives it",
}
"""What a state line needs, beside a way to reach it, before it may be shown."""


def state_lines_are_right(states: StateLines, files: Files) -> Iterator[Problem]:
    """All kinds of all 56 are there; one that is shown has a name, a source, a way to reach it, its own number.

    The number is not one that is known to be wrong, national, or another jurisdiction's.
    """
    there = {(state_line.code, state_line.kind) for state_line in states.state_lines}
    for code, kind in itertools.product(sorted(CODES), STATE_LINE_KINDS):
        if (code, kind) not in there:
            message = f"`{code}` has no record of kind `{kind}`; bring it back, if need be without a number"
            yield states.problem(message, "state_lines")
    known = _wrong(files)
    for helpline in getattr(files.get(Contacts), "helplines", ()):
        name = f"the national line {helpline.name}"
        known += [(dialed(channel.value), helpline.id, name) for channel in helpline.channels]
    known += [
        (dialed(state_line.phone), state_line.code, f"also in a record of {state_line.code}")
        for state_line in states.state_lines
    ]
    for state_line in states.state_lines:
        if state_line.empty("checked"):
            message = "`source` is filled and `checked` is empty, so it is not shown; write the day of the check"
            if not state_line.empty("source"):
                yield state_line.problem(message, "source", warning=True)
            continue
        for name in filter(state_line.empty, NEEDED):
            message = f"`checked` is filled and `{name}` is empty; {NEEDED[name]}"
            yield state_line.problem(message, "checked")
        if state_line.empty("phone") and state_line.empty("web"):
            message = (
                "`checked` is filled and there is neither `phone` nor `web`; write one to reach it"
            )
            yield state_line.problem(message, "checked")
        yield from _no_numbers_in_texts(state_line)
        if what := _known_as(state_line.phone, state_line.code, known):
            yield state_line.problem(f"`{state_line.phone}` is {what}; {LOOK}", "phone")


def _no_numbers_in_texts(record: HelpLine | StateLine) -> Iterator[Problem]:
    remedy = "it as a channel or as a record of its own"
    if isinstance(record, StateLine):
        remedy = "it in `phone`, and a second one as a record of its own"
    for name in PUBLISHED_TEXTS:
        if number := PHONE.search(getattr(record, name) or ""):
            yield record.problem(
                f"the number `{number[0].strip()}` stands in `{name}`; write {remedy}, "
                "so that readers see when it was checked",
                name,
            )


Known = tuple[str | None, str | None, str]
"""What a phone dials, whose that is, and what to say of it where somebody else has it."""


def _wrong(files: Files) -> list[Known]:
    """The numbers that lists print wrongly."""
    records = getattr(files.get(WrongNumbers), "wrong_numbers", ())
    return [(dialed(record.number), record.owner, record.what) for record in records]


def _known_as(number: str | None, owner: str, known: Iterable[Known]) -> str | None:
    """What a number is that ``owner`` may not have; ``None`` where nothing is known against it."""
    whats = (what for other, whose, what in known if other == dialed(number) and whose != owner)
    return next(whats, None) if dialed(number) else None
