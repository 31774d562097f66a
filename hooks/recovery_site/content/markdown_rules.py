"""How Markdown is written so that it is read as meant: marks, headings, boxes, macros and links.

Each rule is a generator of ``(line, message)`` over one page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from recovery_site.content.macros import MACROS
from recovery_site.data.yaml_source import unseen_in

if TYPE_CHECKING:
    from recovery_site.content.page import Page

LABELS = ("law", "protocol", "research", "practice")
"""What advice can rest on; each is the label of a box."""


A_BOX = '!!! practice "Suggestions"'
"""How a box starts, for messages."""

SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\s*-(?P<word>[^\W\d_]\S*)"),
        "no space behind the hyphen of an item; write - {word}",
    ),
    (
        re.compile(r"\s*(?P<bullet>[•◦▪·‣●○■])"),
        "a list as Word makes it; write - in place of `{bullet}`",
    ),
    (
        re.compile(r"\s*(?P<number>\d+)\)\s"),
        "a list as Word makes it; write {number}. in place of {number})",
    ),
    (
        re.compile(r"\s*(?![•◦▪·‣●○■]|\d+\))\S.*\t\s*\S"),
        "a tab inside the line, as a table from Word or Excel has it; write | between the cells",
    ),
    (
        re.compile(r"\s*!!(?!!) ?\w"),
        f"a box starts with three exclamation marks; write {A_BOX}",
    ),
    (
        re.compile(rf".*?(?<!\{{)\{{ *(?P<macro>{'|'.join(MACROS)}) *\("),
        "one curly bracket in front of `{macro}`; write two, like {example}",
    ),
    (
        re.compile(
            r".*?\[(?P<words>[^\]\[^][^\]\[]+)\]\s+"
            r"\((?P<address>(?:https?://|#)[^\s)]+|[^\s)]+\.(?:md|html|pdf)\b[^\s)]*)\)"
        ),
        "a space between `[{words}]` and its address; take it out: [{words}]({address})",
    ),
)
"""How a line begins that would be read as plain text, and what to write; names stand for what was written."""


def lines_are_read_as_meant(page: Page) -> Iterator[tuple[int, str]]:
    """No line is like one of the slips that programs and keyboards make."""
    for number, line in page.outside_code:
        for pattern, message in SLIPS:
            if match := pattern.match(line):
                parts = match.groupdict()
                example = MACROS[parts["macro"]].example if "macro" in parts else ""
                yield number, message.format(example=example, **parts)


def characters_can_be_seen(page: Page) -> Iterator[tuple[int, str]]:
    """No character is without a look; a space at which no line breaks may be meant, but not behind a mark."""
    plain = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
    for number, line in enumerate(page.lines, page.above + 1):
        if match := re.match("\\s*(#{1,6}|[-*+]|[0-9]+[.])[\u00a0\u2007\u202f]", line):
            message = f"a non-breaking space behind `{match[1]}`; type a plain space in its place"
            yield number, message
        if slip := unseen_in(line.translate(plain)):
            yield number, slip


def heading_levels(page: Page) -> Iterator[tuple[int, str]]:
    """The title is the one first heading; no level is skipped below it."""
    above = 1
    for number, line in enumerate(page.lines, page.above + 1):
        if match := re.match(r"(#{1,6})\s+\S", line):
            level = len(match[1])
            if level == 1:
                yield number, "a page has no `#` heading: the title stands at the top; use ##"
            elif level > above + 1:
                yield number, f"the heading skips a level; write it with {'#' * (above + 1)}"
            above = level


ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")
STARTS = re.compile(rf"{ITEM.pattern}|#|!!!|\||<")
"""What a list may stand below without an empty line: an item, a heading, a box, a table, HTML."""


def lists_stand_apart(page: Page) -> Iterator[tuple[int, str]]:
    """A list stands below an empty line, or it would belong to the paragraph."""
    for (_, before), (number, line) in pairwise(page.outside_code):
        above, text = before.strip(), line.strip()
        if (
            ITEM.match(text)
            and above
            and _depth(line) == _depth(before)
            and not STARTS.match(above)
        ):
            yield number, "no empty line above the list, so it would be read as text; add one"


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


BOX = re.compile(r'( *)!!! ?(\S+) +"[^"]+" *')
"""The first line of a box: how far it is set in, and its label."""


def boxes_start_rightly(page: Page) -> Iterator[tuple[int, str]]:
    """A box starts with a label that exists and its title in straight quotation marks."""
    for number, line in page.outside_code:
        if not line.lstrip().startswith("!!!"):
            continue
        match = BOX.fullmatch(line.replace("\t", "    "))
        if not match:
            curly = re.search("[“”„‟‘’«»]", line)
            yield number, CURLY if curly else NO_BOX
        elif match[2] not in LABELS:
            close = difflib.get_close_matches(match[2], LABELS, 1, 0.6)
            hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(LABELS)}"
            yield number, f"there is no label `{match[2]}`; {hint}"


CURLY = (
    "curly quotation marks around the title of a box, as Word writes them; "
    f'type the straight " on your keyboard, like {A_BOX}'
)
NO_BOX = (
    f"a box that cannot be read; write !!!, a label and a title in quotation marks, like {A_BOX}"
)


def boxes_keep_their_text(page: Page) -> Iterator[tuple[int, str]]:
    """The text of a box is set in by four spaces from its start: other text falls out of it."""
    inside = 0  # how far the text of the box above has to be set in; 0 where there is none
    blank = empty = item = False  # a blank line above; a box without text so far; in a list
    number = page.above
    for number, raw in page.outside_code:
        line = raw.expandtabs(4)
        text = line.strip()
        depth = _depth(line)
        if not text:
            blank = True
            continue
        if depth < inside:
            ends = (
                not empty and depth <= inside - 4 and (blank or re.match(r"#{1,6}\s|!!!|\|", text))
            )
            if not ends:
                yield number, FALLS_OUT.format(depth, inside)
            inside = 0
        if depth == 0:
            item = bool(ITEM.match(text))
        empty = text.startswith("!!!") and (depth < 4 or item or inside > 0)  # else it is code
        if empty:
            inside = depth + 4
        blank = False
    if empty:
        yield number, "the last box has no text; write it, or take the box out"


FALLS_OUT = "the text of the box above is set in by {} spaces and falls out of it; set it in by {}"

RULES = (
    lines_are_read_as_meant,
    characters_can_be_seen,
    heading_levels,
    lists_stand_apart,
    boxes_start_rightly,
    boxes_keep_their_text,
)
"""Rules for every page and shared list."""
