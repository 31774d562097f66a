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

FIRST, FAR = date(2026, 1, 1), timedelta(days=2 * 366)
"""No review was due before the first of these; none is planned further ahead. A page whose review is only late is
right: readers are told so, and the report lists it."""

BETWEEN = "between the two --- at the top"
FIELD = re.compile(r"\w+:(?: |$)|#")


MARKS = re.compile("[—–-]+|`{3,}.*|~{3,}.*")
"""What stands in the place of three hyphens: those, dashes of a word processor, or the marks of code."""


def not_between_hyphens(text: str) -> tuple[int, str]:
    """Line and message for a page whose fields do not stand between two lines of three hyphens."""
    if re.match(r"\s+---", text):
        return 1, "something stands before the first ---; delete the spaces or empty lines above it"
    lines = [line.strip() for line in text.split("\n")]
    fields = int(bool(MARKS.fullmatch(lines[0])))
    end = next((at for at in range(fields, len(lines)) if not FIELD.match(lines[at])), len(lines))
    for at in {0, min(end, len(lines) - 1)}:
        if lines[at] != "---" and MARKS.fullmatch(lines[at]):
            return at + 1, f"the line `{lines[at]}` is not three hyphens; type --- in its place"
    if all(line.startswith("#") for line in lines[fields:end]):  # none, or a heading of the page
        return (
            1,
            "the lines at the top are missing; write ---, `title: ...`, `description: ...` and ---",
        )
    if not fields:
        return 1, "the line --- above the title is lost; type three hyphens, ---, as the first line"
    return end + 1, "the line --- below the last field is lost; type three hyphens, ---, here"


def fields_exist(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No field but those that pages have."""
    for field in page.meta.keys() - {*FIELDS}:
        meant = _meant(field)
        hint = f"did you mean `{meant}`?" if meant else f"write one of {', '.join(FIELDS)}"
        yield page.meta[field][0], f"unknown field `{field}`; {hint}"


def _meant(field: str) -> str:
    """The field that was meant by one that does not exist; empty where none is like it."""
    return next(iter(difflib.get_close_matches(field.lower(), FIELDS, 1)), "")


def needed_is_there(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Title and description are there; guidance has an audience and its dates."""
    if page.shared:
        return
    there = {_meant(field) for field in page.meta.keys() - {*FIELDS}} | page.meta.keys()
    for field in ("title", "description"):
        if field not in there or (field in page.meta and not page.value(field)):
            yield 1, f"`{field}` is missing; add a line `{field}: ...` {BETWEEN}"
    if len(page.value("title")) > TITLE_LENGTH:
        line, title = page.meta["title"]
        yield line, f"the title has {len(title)} characters; shorten it to at most {TITLE_LENGTH}"
    if not there & {*GUIDANCE}:
        return
    for field in ("audience", "next_review"):
        if field not in there:
            remedy = f"add a line `{field}: ...` {BETWEEN}"
            yield 1, f"`{field}` is missing, which guidance needs; {remedy}"
        elif field in page.meta and not page.value(field):
            yield page.meta[field][0], f"`{field}` is empty; fill it in"
    if "reviewed" not in there:
        remedy = "add a line `reviewed:`, empty until the team has reviewed the page"
        yield 1, f"`reviewed` is missing; {remedy}"


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
        line, moments = page.meta["moment"][0], ", ".join(MOMENTS)
        yield line, f"`moment: {moment}` is not one of the moments; write one of {moments}"


def reviews_are_days(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A review was on a day that has been; the next is due on one that is neither long past nor far away."""
    days: dict[str, date] = {}
    for field in page.meta.keys() & {"reviewed", "next_review"}:
        line, text = page.meta[field]
        try:
            no_long_dashes(text)
        except ValueError as error:
            yield line, f"{field}: {error}"
            continue
        try:
            days |= {field: date.fromisoformat(text)} if text else {}
        except ValueError:
            remedy = "write year-month-day, for example 2027-05-23"
            yield line, f"`{field}: {text}` is not a day; {remedy}"
    today, reviewed, following = data.directory.today, days.get("reviewed"), days.get("next_review")
    if reviewed and reviewed > today:
        line = page.meta["reviewed"][0]
        yield line, f"`reviewed: {reviewed}` lies in the future; today is {today}"
    if following:
        line, said = page.meta["next_review"][0], f"`next_review: {following}` is"
        if not FIRST <= following <= today + FAR:
            yield line, f"{said} long past or far away; write a day within the next two years"
        elif reviewed and following <= reviewed <= today:
            yield line, f"{said} not after the review of {reviewed}; write a later day"


RULES = (
    fields_exist,
    needed_is_there,
    values_are_plain,
    reviews_are_days,
)
"""Rules for every page."""
