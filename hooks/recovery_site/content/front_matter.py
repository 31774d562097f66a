"""The lines between the two --- at the top of a page: fields that exist, and values that are meant."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator

from recovery_site.data.record_base import Record
from recovery_site.data.value_types import Text, hyphens

TITLE_LENGTH = 65
"""Longest title in characters, so that it fits a search result and a phone."""

MOMENTS: dict[str, str] = {
    "missing": "When a child is missing",
    "back": "When a child is back",
    "plan": "Planning ahead",
    "always": "At any time",
}
"""When a handout is of use, in the order of the list."""

GUIDANCE = frozenset(("audience", "reviewed", "next_review", "moment"))
"""Fields of guidance alone: where one stands, all that guidance needs must stand."""

FIRST, FAR = date(2026, 1, 1), timedelta(days=2 * 366)
"""No review was due before the first of these; none is planned further ahead. A page whose review is only late is
right: readers are told so, and the report lists it."""


def _day(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        day = date.fromisoformat(hyphens(text))
    except ValueError:
        message = f"`{text}` is not a day; write year-month-day, for example 2027-05-23"
        raise ValueError(message) from None
    if text != hyphens(text):  # the page prints what is written
        message = f"`{text}` holds long dashes, as Word writes them; write hyphens: {hyphens(text)}"
        raise ValueError(message)
    return day


Day = Annotated[date, BeforeValidator(_day)]


class FrontMatter(Record):
    """Every field that a page may have; ``search`` and ``template`` are those of MkDocs."""

    title: Text
    description: Text
    audience: Text | None = None
    reviewed: Day | None = None
    next_review: Day | None = None
    handout_sides: Literal["1", "2", "3", "4", "5", "6", "7", "8", "9"] | None = None
    moment: Literal["missing", "back", "plan", "always"] | None = None
    search: dict[str, str] | None = None
    template: Literal["home.html", "regions.html", "search.html", "handouts.html"] | None = None
    wide: Text | None = None


NOTHING = FrontMatter.model_construct(title="", description="")
"""That of a shared list, and of a page whose own cannot be read."""


def slips(meta: FrontMatter, today: date) -> Iterator[tuple[str, str]]:
    """Field and message of each value that is wrong beside others, or on this day."""
    if (length := len(meta.title or "")) > TITLE_LENGTH:
        yield "title", f"the title has {length} characters; shorten it to at most {TITLE_LENGTH}"
    if GUIDANCE & meta.row.keys():
        for field in ("audience", "next_review"):
            if meta.empty(field):
                yield field, f"`{field}` says nothing, which guidance needs; write `{field}: ...`"
    reviewed, following = meta.reviewed, meta.next_review
    if reviewed and reviewed > today:
        yield "reviewed", f"`reviewed: {reviewed}` lies in the future; today is {today}"
    said = f"`next_review: {following}` is"
    if following and not FIRST <= following <= today + FAR:
        yield "next_review", f"{said} long past or far away; write a day within the next two years"
    elif following and reviewed and following <= reviewed <= today:
        yield "next_review", f"{said} not after the review of {reviewed}; write a later day"


HYPHENS = re.compile(r"---[ \t]*")


def slip_at_top(text: str) -> tuple[int, str] | None:
    """Line and message for fields that do not stand one a line between two lines of three hyphens, if that is so."""
    for number, line in enumerate(text.split("\n"), 1):
        if HYPHENS.fullmatch(line):
            if number > 1:
                break
            continue
        if number == 1 and re.match(r"\s+---", text):
            return 1, "spaces or empty lines stand before the first ---; delete them"
        if re.fullmatch(r"\s*[-–—‐]+\s*", line):
            return number, f"the line `{line.rstrip()}` is not three hyphens; type --- in its place"
        if number == 1:
            if re.match(r"\w+:", line):
                return 1, f"the line --- above the title is lost; {THREE}, as the first line"
            return 1, NO_TOP
        if "\t" in line:
            return number, "a tab stands in the line; put a space in its place"
        if not line.strip():
            return number, f"the line --- below the last field is lost; {THREE}, here"
        if slip := re.match(r"(\w+):(\S.*)", line):
            return number, f"no space after the colon; write `{slip[1]}: {slip[2]}`"
        if not re.match(r" *(?:\w+:(?: |$)|#)", line):
            return number, NO_FIELD
    return None


THREE = "type three hyphens, ---"
NO_TOP = (
    "the first line is not ---; type three hyphens there, `title: ...`, `description: ...` and ---"
)
NO_FIELD = (
    "this is neither a field like `title: ...` nor three hyphens; the fields at the top stand one a line, "
    "and --- below the last"
)
