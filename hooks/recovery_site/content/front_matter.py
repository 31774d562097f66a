"""The lines between the two --- at the top of a page: fields that exist, and values that are meant.

Each rule is a generator of ``(line, message)`` over one page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recovery_site.data.fields import no_long_dashes, unquoted

if TYPE_CHECKING:
    from recovery_site.content.page import Page
    from recovery_site.data.directory import Data

TITLE_LENGTH = 65
"""Longest title in characters, so that it fits a search result and a phone."""

MOMENTS: dict[str, str] = {
    "missing": "When a child is missing",
    "back": "When a child is back",
    "plan": "Planning ahead",
    "always": "At any time",
}
"""When a handout is of use, in the order of the list."""

GUIDANCE = ("audience", "reviewed", "next_review", "moment")
"""Fields of guidance alone: where one stands, all that guidance needs must stand."""

FIELDS = ("title", "description", *GUIDANCE, "handout_sides", "search", "template", "wide")
"""Every field that a page may have."""

LATE, FAR = timedelta(days=366), timedelta(days=2 * 366)
"""How long ago a review may have been due, and how far ahead it may be planned."""

BETWEEN = "between the two --- at the top"


def opens_the_page(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """The page starts with the lines between two ---, and nothing of a word processor in their place."""
    if page.shared or page.meta:
        return
    first = next((line.strip() for line in page.lines if line.strip()), "")
    if first == "---":
        yield 1, "the second line --- is lost; type three hyphens, ---, below the last field"
    elif re.fullmatch("[—–-]+|`{3,}.*|~{3,}.*", first):
        yield 1, f"the page starts with `{first}`; type three hyphens there, ---, and nothing else"
    elif re.match(r"\w+: ", first):
        yield 1, "the line --- above the title is lost; type three hyphens, ---, as the first line"
    else:
        yield (
            1,
            "the lines at the top are missing; write ---, `title: ...`, `description: ...` and ---",
        )


def fields_exist(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No field but those that pages have."""
    for field, (line, _) in page.meta.items():
        if field not in FIELDS:
            close = difflib.get_close_matches(field.lower(), FIELDS, 1)
            hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(FIELDS)}"
            yield line, f"unknown field `{field}`; {hint}"


def needed_is_there(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Title and description are there; guidance has an audience and its dates."""
    if page.shared or not page.meta:
        return
    for field in ("title", "description"):
        if not page.value(field):
            yield 1, f"`{field}` is missing; add a line `{field}: ...` {BETWEEN}"
    if len(page.value("title")) > TITLE_LENGTH:
        line, title = page.meta["title"]
        yield line, f"the title has {len(title)} characters; shorten it to at most {TITLE_LENGTH}"
    if not page.meta.keys() & {*GUIDANCE}:
        return
    for field in ("audience", "next_review"):
        if field not in page.meta:
            yield (
                1,
                f"`{field}` is missing, which guidance needs; add a line `{field}: ...` {BETWEEN}",
            )
        elif not page.value(field):
            yield page.meta[field][0], f"`{field}` is empty; fill it in"
    if "reviewed" not in page.meta:
        yield (
            1,
            "`reviewed` is missing; add a line `reviewed:`, empty until the team has reviewed the page",
        )


def values_are_plain(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No quotation marks of a word processor around a value; handouts say sides and moment rightly."""
    for field, (line, text) in page.meta.items():
        try:
            unquoted(text)
        except ValueError as error:
            yield line, f"{field}: {error}"
    sides, moment = page.value("handout_sides"), page.value("moment")
    if sides and not re.fullmatch("[1-9]", sides):
        line = page.meta["handout_sides"][0]
        yield line, f"`handout_sides: {sides}` is not a number of sides; write one digit, like 2"
    if moment and moment not in MOMENTS:
        line = page.meta["moment"][0]
        yield (
            line,
            f"`moment: {moment}` is not one of the moments; write one of {', '.join(MOMENTS)}",
        )


def reviews_are_days(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A review was on a day that has been; the next is due on one that is neither long past nor far away."""
    days: dict[str, date] = {}
    for field in ("reviewed", "next_review"):
        if text := page.value(field):
            day = _day(field, text)
            if isinstance(day, date):
                days[field] = day
            else:
                yield page.meta[field][0], day
    today, reviewed, following = data.directory.today, days.get("reviewed"), days.get("next_review")
    if reviewed and reviewed > today:
        yield (
            page.meta["reviewed"][0],
            f"`reviewed: {reviewed}` lies in the future; today is {today}",
        )
    if following and not today - LATE <= following <= today + FAR:
        yield (
            page.meta["next_review"][0],
            f"`next_review: {following}` is long past or far away; write a day within the next two years",
        )
    elif following and reviewed and following <= reviewed <= today:
        yield (
            page.meta["next_review"][0],
            f"`next_review: {following}` is not after the review of {reviewed}; write a later day",
        )


def _day(field: str, text: str) -> date | str:
    """The day, or what is wrong with it."""
    try:
        no_long_dashes(text)
    except ValueError as error:
        return f"{field}: {error}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return f"`{field}: {text}` is not a day; write year-month-day, for example 2027-05-23"


RULES = (
    opens_the_page,
    fields_exist,
    needed_is_there,
    values_are_plain,
    reviews_are_days,
)
"""Rules for every page."""
