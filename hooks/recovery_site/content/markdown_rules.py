"""How Markdown is written so that it is read as meant: marks, headings, boxes, macros and links.

Each rule is a generator of ``(line, message)`` over one page or shared list.
"""

import re
from collections.abc import Iterator

from recovery_site.content.macros import MACROS, example
from recovery_site.content.page import Page
from recovery_site.data.yaml_source import unseen_in

LABELS = ("law", "protocol", "research", "practice")
"""What advice can rest on; each is the label of a box."""

A_BOX = '!!! practice "Suggestions"'
"""How a box starts, for messages."""

BULLET, HARD_SPACE = "[•◦▪·‣●○■]", "[\u00a0\u2007\u202f]"
START, ITEM, BOX_LINE = r"^[ \t]*", r"(?:[-*+]|\d+\.)[ \t]", r' ?\S+ +"[^"]+" *$'

SLIPS: dict[str, str] = {
    rf"{START}-(?P<word>[^\W\d_]\S*)": "no space behind the hyphen of an item; write - {word}",
    rf"{START}(?P<bullet>{BULLET})": "a list as Word makes it; write - in place of `{bullet}`",
    rf"{START}(?P<number>\d+)\)[ \t]": "a list as Word makes it; write {number}. in place of {number})",
    rf"{START}(?!{BULLET}|\d+\))\S.*\t[ \t]*\S": (
        "a tab inside the line, as a table from Word or Excel has it; write | between the cells"
    ),
    rf"{START}(?P<mark>#{{1,6}}|[-*+]|\d+\.){HARD_SPACE}": (
        "a non-breaking space behind `{mark}`; type a plain space in its place"
    ),
    rf"^( *)(?!{ITEM}|#|!!!|\||<)\S.*\n\1{ITEM}": (
        "no empty line above the list, so it would be read as text; add one"
    ),
    r"\{%": "a page may hold calls like {{{{ finder() }}}}, but no {{% ... %}}; take it out",
    r"^#[ \t]+\S": "a page has no `#` heading: the title stands at the top; use ##",
    rf"{START}!!(?!!) ?\w": f"a box starts with three exclamation marks; write {A_BOX}",
    rf"{START}!!!(?!{BOX_LINE})": (
        "a box that cannot be read; write !!!, a label and a title in straight quotation marks, "
        f"like {A_BOX}"
    ),
    rf"{START}!!! ?(?!(?:{'|'.join(LABELS)}) )(?P<label>\S+) +\"": (
        "there is no label `{label}`; write one of {labels}"
    ),
    rf"(?<!\{{)\{{ *(?P<macro>{'|'.join(MACROS)}) *\(": (
        "one curly bracket in front of `{macro}`; write two, like {example}"
    ),
    r"\[(?P<words>[^\]\[^][^\]\[]+)\][ \t]+"
    r"\((?P<address>(?:https?://|#)[^\s)]+|[^\s)]+\.(?:md|html|pdf)\b[^\s)]*)\)": (
        "a space between `[{words}]` and its address; take it out: [{words}]({address})"
    ),
}
"""What would be read otherwise than it is meant, and what to write; names stand for what was written."""

PATTERNS = {re.compile(pattern, re.MULTILINE): message for pattern, message in SLIPS.items()}


def marks_are_read_as_meant(page: Page) -> Iterator[tuple[int, str]]:
    """Nothing is like one of the slips that programs and keyboards make."""
    for pattern, message in PATTERNS.items():
        for line, match in page.find(pattern):
            parts = match.groupdict()
            parts |= {"example": example(parts["macro"])} if "macro" in parts else {}
            yield line, message.format(labels=", ".join(LABELS), **parts)


def characters_can_be_seen(page: Page) -> Iterator[tuple[int, str]]:
    """No character is without a look; a space at which no line breaks may be meant."""
    for number, line in enumerate(page.body.split("\n"), page.above + 1):
        if slip := unseen_in(line, f"\t{HARD_SPACE}"):
            yield number, slip


HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.MULTILINE)


def heading_levels(page: Page) -> Iterator[tuple[int, str]]:
    """No level of headings is skipped below the title, which is the first."""
    above = 1
    for line, heading in page.find(HEADING):
        if len(heading[1]) > above + 1:
            yield line, f"the heading skips a level; write it with {'#' * (above + 1)}"
        above = len(heading[1])


BOX = re.compile(
    r"^( *)!!!.*(?=((?:\n\1 {4}.*|\n[ \t]*(?=\n|\Z))*)(?:\n( *)(?! )(.*))?)", re.MULTILINE
)
"""The first line of a box; its text, set in by four spaces; how far the next line is set in, and that."""


def boxes_keep_their_text(page: Page) -> Iterator[tuple[int, str]]:
    """The text of a box is set in by four spaces from its start: other text falls out of it."""
    for line, box in page.find(BOX, page.outside_code.expandtabs(4)):
        start, text, depth, below = box.groups(default="")
        apart = text.endswith("\n") or re.match(r"#{1,6}\s|!!!|\|", below)
        if not (text + below).strip():
            yield line, "the box has no text; write it, or take the box out"
        elif below and not (text.strip() and apart and len(depth) <= len(start)):
            message = f"{len(depth)} spaces and falls out of it; set it in by {len(start) + 4}"
            yield line + text.count("\n") + 1, f"the text of the box above is set in by {message}"


RULES = (
    marks_are_read_as_meant,
    characters_can_be_seen,
    heading_levels,
    boxes_keep_their_text,
)
"""Rules for every page and shared list."""
