"""How Markdown is written so that it is read as meant: marks, headings, boxes, macros and links.

Each rule is a generator of ``(line, message)`` over one page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from recovery_site.content.macros import MACROS
from recovery_site.data.yaml_source import unseen_in

if TYPE_CHECKING:
    from recovery_site.content.page import Page

LABELS = ("law", "protocol", "research", "practice")
"""What advice can rest on; each is the label of a box."""


def marks_end_with_a_space(page: Page) -> Iterator[tuple[int, str]]:
    """Behind the mark of a heading or list stands a plain space: others make it a paragraph."""
    for number, line in enumerate(page.lines, page.above + 1):
        if match := re.match("\\s*(#{1,6}|[-*+]|[0-9]+[.])[\u00a0\u2007\u202f]", line):
            yield (
                number,
                f"a non-breaking space behind `{match[1]}`; type a plain space in its place",
            )
    for number, line in page.outside_code:
        if slip := re.match(r"\s*-([^\W\d_]\S*)", line):
            yield number, f"no space behind the hyphen of an item; write - {slip[1]}"


def characters_can_be_seen(page: Page) -> Iterator[tuple[int, str]]:
    """No character is without a look; a space at which no line breaks may be meant."""
    plain = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
    for number, line in enumerate(page.lines, page.above + 1):
        if slip := unseen_in(line.translate(plain)):
            yield number, slip


def heading_levels(page: Page) -> Iterator[tuple[int, str]]:
    """The title is the one first heading; no level is skipped below it."""
    level = 1
    for number, line in enumerate(page.lines):
        match = re.match(r"(#{1,6})\s+\S", line)
        if not match:
            continue
        found = len(match[1])
        if found == 1:
            yield (
                page.above + number + 1,
                "a page has no `#` heading: the title stands at the top; use ##",
            )
        elif found > level + 1:
            yield (
                page.above + number + 1,
                f"the heading skips a level; write it with {'#' * (level + 1)}",
            )
        level = max(found, 1)


def lists_are_lists(page: Page) -> Iterator[tuple[int, str]]:
    """Items start with a hyphen or ``1.``, below an empty line; tables have bars and no tabs."""
    above = ""
    for number, line in page.outside_code:
        text = line.strip()
        if match := re.match(r"[•◦▪·‣●○■]\s*", text):
            yield number, f"a list as Word makes it; write - in place of `{match[0].strip()}`"
        elif match := re.match(r"(\d+)\)\s", text):
            yield number, f"a list as Word makes it; write {match[1]}. in place of {match[1]})"
        elif "\t" in text:
            yield (
                number,
                "a tab inside the line, as a table from Word or Excel has it; write | between the cells",
            )
        elif (
            ITEM.match(text)
            and above.strip()
            and _same_depth(line, above)
            and not STARTS.match(above.strip())
        ):
            yield number, "no empty line above the list, so it would be read as text; add one"
        above = line


ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")
STARTS = re.compile(r"(?:[-*+]|\d+\.)\s|#|!!!|\||<")
"""What a list may stand below without an empty line: an item, a heading, a box, a table, HTML."""


def _same_depth(line: str, above: str) -> bool:
    return len(line) - len(line.lstrip()) == len(above) - len(above.lstrip())


BOX = re.compile(r'( *)!!! ?(\S+) +"[^"]+" *')
"""The first line of a box: how far it is set in, and its label."""

A_BOX = '!!! practice "Suggestions"'
"""How a box starts, for messages."""


def boxes_start_rightly(page: Page) -> Iterator[tuple[int, str]]:
    """A box starts with a label that exists and its title in straight quotation marks."""
    for number, line in page.outside_code:
        if re.match(r"\s*!!(?!!) ?\w", line):
            yield number, f"a box starts with three exclamation marks; write {A_BOX}"
        if not line.lstrip().startswith("!!!"):
            continue
        match = BOX.fullmatch(line.replace("\t", "    "))
        if re.search("[“”„‟‘’«»]", line) and not match:
            yield (
                number,
                "curly quotation marks around the title of a box, as Word writes them; "
                f'type the straight " on your keyboard, like {A_BOX}',
            )
        elif not match:
            yield (
                number,
                "a box that cannot be read; write !!!, a label and a title in quotation marks, "
                f"like {A_BOX}",
            )
        elif match[2] not in LABELS:
            close = difflib.get_close_matches(match[2], LABELS, 1, 0.6)
            hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(LABELS)}"
            yield number, f"there is no label `{match[2]}`; {hint}"


def boxes_keep_their_text(page: Page) -> Iterator[tuple[int, str]]:
    """The text of a box is set in by four spaces from its start: other text falls out of it."""
    inside = 0  # how far the text of the box above has to be set in; 0 where there is none
    blank = empty = item = False  # a blank line above; a box without text so far; in a list
    number = page.above
    for number, raw in page.outside_code:
        line = raw.expandtabs(4)
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        if not text:
            blank = True
            continue
        if depth < inside:
            ends = (
                not empty and depth <= inside - 4 and (blank or re.match(r"#{1,6}\s|!!!|\|", text))
            )
            if not ends:
                yield (
                    number,
                    f"the text of the box above is set in by {depth} spaces and falls out of it; "
                    f"set it in by {inside}",
                )
            inside = 0
        if depth == 0:
            item = bool(re.match(r"(?:[-*+]|\d+\.)\s", text))
        empty = text.startswith("!!!") and (depth < 4 or item or inside > 0)  # else it is code
        if empty:
            inside = depth + 4
        blank = False
    if empty:
        yield number, "the last box has no text; write it, or take the box out"


HALF_CALL = re.compile(rf"(?<!\{{)\{{ *({'|'.join(MACROS)}) *\(")


def calls_have_two_brackets(page: Page) -> Iterator[tuple[int, str]]:
    """No call that starts with one curly bracket, which readers would see as it is."""
    for number, line in page.outside_code:
        if match := HALF_CALL.search(line):
            yield (
                number,
                f"one curly bracket in front of `{match[1]}`; write two, "
                f"like {MACROS[match[1]].example}",
            )


PARTED_LINK = re.compile(
    r"\[([^\]\[^][^\]\[]+)\]\s+\(((?:https?://|#)[^\s)]+|[^\s)]+\.(?:md|html|pdf)\b[^\s)]*)\)"
)


def links_are_whole(page: Page) -> Iterator[tuple[int, str]]:
    """No space between the words of a link and its address: they would be plain text."""
    for number, line in page.outside_code:
        if match := PARTED_LINK.search(line):
            yield (
                number,
                f"a space between `[{match[1]}]` and its address; "
                f"take it out: [{match[1]}]({match[2]})",
            )


RULES = (
    marks_end_with_a_space,
    characters_can_be_seen,
    heading_levels,
    lists_are_lists,
    boxes_start_rightly,
    boxes_keep_their_text,
    calls_have_two_brackets,
    links_are_whole,
)
"""Rules for every page and shared list."""
