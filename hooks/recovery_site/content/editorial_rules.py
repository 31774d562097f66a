"""What a page may say and how: the rules of writing that a program can check.

Each rule is a generator of ``(line, message)`` over one page. A rule catches what can be put as a
pattern, and people read for the rest. contributing/how-to-write.md explains them to writers.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import yaml

from recovery_site.content.footnotes import MARK
from recovery_site.content.macros import VOCABULARY
from recovery_site.core.files import lines_ended_plainly
from recovery_site.core.problems import Problem
from recovery_site.data.directory import Data
from recovery_site.data.fields import PHONE, no_long_dashes, unquoted
from recovery_site.data.yaml_source import CONFLICT, MERGE, compose

FOLDER = "shared-lists/"
"""The folder of the shared lists in ``docs/``: they have no front matter."""

TITLE_LENGTH = 65
"""Longest title in signs, so that it fits a search result and a phone."""

GUIDE_TO_WORDS = "docs/language-guide.md"
"""The one page that may print the words to avoid."""

FENCE = re.compile(r"\s*(```|~~~)")
CODE = re.compile(r"`[^`]*`")

MOMENTS: dict[str, str] = {
    "missing": "When a child is missing",
    "back": "When a child is back",
    "plan": "Planning ahead",
    "always": "At any time",
}
"""When a hand-out is of use, in the order of the list."""

LABELS = ("law", "protocol", "research", "practice")
"""What advice can rest on; each is the label of a box."""


@dataclass(frozen=True)
class Page:
    """A hand-written page.

    Attributes:
        meta: front matter as plain text, with the line of each field.
        body: Markdown below the front matter.
        above: number of lines above the body.
        unreadable: lines and messages, where the page or its front matter cannot be read.
    """

    meta: dict[str, tuple[int, str]]
    body: str
    above: int
    unreadable: tuple[tuple[int, str], ...] = ()

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the body; code and HTML blocks stay."""
        return self.body.split("\n")

    @cached_property
    def outside_code(self) -> tuple[tuple[int, str], ...]:
        """Lines with their number in the file; those of a block of code are left out, and code in a line."""
        kept: list[tuple[int, str]] = []
        fenced = False
        for number, line in enumerate(self.lines, self.above + 1):
            if FENCE.match(line):
                fenced = not fenced
            elif not fenced:
                kept.append((number, CODE.sub("", line)))
        return tuple(kept)

    @property
    def guidance(self) -> bool:
        """Whether the page is guidance, which has an audience and dates."""
        return "audience" in self.meta

    def value(self, field: str) -> str:
        """What the front matter says, empty where it says nothing."""
        return self.meta.get(field, (1, ""))[1]


def split(text: str) -> Page:
    """Part a file into front matter and body."""
    text = lines_ended_plainly(text)
    if marks := _merge_marks(text):
        return Page({}, "", 0, marks)
    match = re.match(r"---\n(.*?\n)---\n+", text, re.DOTALL)
    if not match:
        return Page({}, text, 0)
    above = match[0].count("\n")
    try:
        node = compose(match[1], yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        wrong = _unreadable(match[1], mark.line if mark else 0)
        return Page({}, text[match.end() :], above, (wrong,))
    if isinstance(node, yaml.ScalarNode):
        return Page({}, text[match.end() :], above, (_unreadable(match[1], 0),))
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    meta = {str(key.value): (key.start_mark.line + 2, str(value.value)) for key, value in pairs}
    return Page(meta, text[match.end() :], above)


def _unreadable(head: str, line: int) -> tuple[int, str]:
    """Line in the file and words for a head that cannot be read; ``line`` counts from 0."""
    for number, one in enumerate(head.split("\n")):
        if slip := re.match(r"(\w+):(\S.*)", one):
            said = f"no space after the colon; write `{slip[1]}: {slip[2]}`"
            return number + 2, said
    return line + 2, (
        "the lines between the two --- cannot be read; write `field: value` with a space after the "
        'colon, and put a value that holds a colon in "double quotes"'
    )


def _merge_marks(text: str) -> tuple[tuple[int, str], ...]:
    """The marks of an unfinished merge. A line of equals signs alone may be meant."""
    found = [(line, one[0]) for line, one in enumerate(text.split("\n"), 1) if CONFLICT.match(one)]
    return (
        tuple((line, MERGE) for line, _ in found) if {"<", ">"} & {one for _, one in found} else ()
    )


def check(page: Page, name: str, data: Data) -> list[Problem]:
    """Every problem of one page.

    Args:
        page: the page.
        name: the file as people know it.
        data: what the site is made from, for the words to avoid.
    """
    if page.unreadable:
        return [Problem(name, line, "", message) for line, message in page.unreadable]
    rules = [*RULES, *([] if name == GUIDE_TO_WORDS else [words_to_avoid])]
    if name.startswith(f"docs/{FOLDER}"):
        rules.remove(front_matter)
    return [
        Problem(name, line, "", message) for rule in rules for line, message in rule(page, data)
    ]


Rule = Callable[[Page, Data], Iterator[tuple[int, str]]]


def front_matter(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Title and description are there; guidance has an audience, dates that exist, and sides."""
    for field in ("title", "description"):
        if not page.value(field):
            yield (
                1,
                f"`{field}` is missing; add a line `{field}: ...` between the two --- at the top",
            )
    if len(page.value("title")) > TITLE_LENGTH:
        line, title = page.meta["title"]
        yield line, f"the title has {len(title)} signs; shorten it to at most {TITLE_LENGTH}"
    if not page.guidance:
        return
    for field in ("audience", "next_review"):
        if not page.value(field):
            yield page.meta.get(field, (1, ""))[0], f"`{field}` is empty; fill it in"
    if "reviewed" not in page.meta:
        yield (
            1,
            "`reviewed` is missing; add a line `reviewed:`, empty until the team has reviewed the page",
        )
    for field in ("reviewed", "next_review"):
        if (text := page.value(field)) and (wrong := _no_day(field, text)):
            yield page.meta[field][0], wrong


def _no_day(field: str, text: str) -> str:
    """What is wrong with a date; empty where nothing is."""
    try:
        no_long_dashes(text)
    except ValueError as error:
        return f"{field}: {error}"
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"`{field}: {text}` is not a day; write year-month-day, for example 2027-05-23"
    return ""


def values_are_plain(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No quotation marks of a word processor around a value; hand-outs say sides and moment rightly."""
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


def marks_end_with_a_space(page: Page, data: Data) -> Iterator[tuple[int, str]]:
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


def heading_levels(page: Page, data: Data) -> Iterator[tuple[int, str]]:
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


# A year, a section of a law or an age is no figure; a share or a count of something is.
_COUNTED = (
    "children|young people|youth|girls|boys|teens|adolescents|survivors|victims|cases|episodes|"
    "reports|allegations|participants|agencies|caregivers|professionals|sites|files|patients|articles"
)
FIGURE = re.compile(
    r"\b\d+(?:[.,]\d+)*\s?%|\bper ?cent\b|\b\d{2,}(?:,\d{3})*\s+(?:\w+\s+){0,2}(?:"
    + _COUNTED
    + r")\b"
    r"|\b\d{1,3}(?:,\d{3})+\b|\b(?:one|two|three|1|2|3) in (?:\w+|\d+) (?:of|" + _COUNTED + r")\b"
    r"|\b(?:a third|half|two thirds|three quarters) of\b",
    re.IGNORECASE,
)


def figures_have_a_source(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A share or count carries a note in its paragraph, item of a list, or row of a table."""
    for block in blocks(page):
        if MARK.search(" ".join(text for _, text in block)):
            continue
        for line, text in _of_block(block):
            if match := FIGURE.search(re.sub(r"\{\{.*?\}\}", "", text)):
                yield (
                    line,
                    f"the figure `{match[0].strip()}` has no note in its paragraph; write [^id] after "
                    "the full stop (the ids stand in data/sources.yml), or, without a source, take "
                    "the figure out",
                )


NEVER_CLAIM: tuple[tuple[str, str], ...] = (
    (r"\b(?:within|first|after) (?:48|forty[- ]eight) hours\b[^.]*\b(?:recruit|approach|lure|traffick)", "recruitment within 48 hours"),
    (r"\b(?:recruit|approach|lure)\w*\b[^.]*\b(?:within|in) (?:the first )?(?:48|forty[- ]eight) hours", "recruitment within 48 hours"),
    (r"\baverage age\b[^.]*\b(?:entry|first|exploit|traffick)", "an average age of entry"),
    (r"\b(?:100,000|300,000|1\.4 million|2\.4 million)\b[^.]*\b(?:children|victims|youth)", "a national total of victims"),
    (r"\b(?:1|one) in (?:7|seven)\b", "the share 1 in 7 as a current rate"),
    (r"\bstockholm syndrome\b", "Stockholm syndrome as a condition"),
    (r"\bproven\b(?! to be false)", "that something is proven"),
    (r"\bvirtually every\b", "a share without a source"),
    (r"\bpress 3\b", "the 988 option that ended in 2025"),
    (r"\bvictimconnect\b", "VictimConnect, which was reported ended"),
    (r"\b(?:up to )?half of child[- ]welfare (?:workers|staff)\b", "a share of workers at risk of secondary traumatic stress"),
)  # fmt: skip
"""Claims of the list never to make that can be put as a pattern, and what each is."""

_ANY_CLAIM = re.compile("|".join(f"(?:{pattern})" for pattern, _ in NEVER_CLAIM), re.IGNORECASE)

DENIAL = re.compile(
    r"\b(?:not|no|never|nobody|avoid|instead of|rather than|without)\b", re.IGNORECASE
)


def claims_never_made(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Nothing from the list of claims never to make, unless the sentence denies it."""
    for line, text in sentences(page):
        if not _ANY_CLAIM.search(text):  # eleven searches in one, for almost all sentences
            continue
        for pattern, claim in NEVER_CLAIM:
            if re.search(pattern, text, re.IGNORECASE) and not DENIAL.search(text):
                yield line, f"the sentence claims {claim}; no source supports it, so take it out"
                break


def words_to_avoid(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No word that the language guide says to avoid."""
    for number, line in enumerate(page.lines):
        plain = MARK.sub("", line)
        for term in data.terms:
            for pattern in term.expressions:
                if match := pattern.search(plain):
                    yield (
                        page.above + number + 1,
                        f"`{match[0]}`: write {term.use} (see the language guide)",
                    )


EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
IS_IT_OURS = (
    'is it one of our help lines? Write {{ helpline("its-id") }}; '
    "any other number does not belong here: take it out"
)
IS_IT_THE_TEAMS = (
    "is it the team's? Write {{ mailbox() }}; any other address does not belong here: take it out"
)


def nothing_typed(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Names of the team's people, phone numbers and e-mail addresses come from the data."""
    names = "|".join(re.escape(person.name) for person in data.directory.people)
    for number, line in enumerate(page.lines):
        for pattern, kind, hint in (
            (PHONE, "phone number", IS_IT_OURS),
            (EMAIL, "e-mail address", IS_IT_THE_TEAMS),
        ):
            for match in pattern.finditer(line):
                yield (
                    page.above + number + 1,
                    f"the {kind} `{match[0].strip()}` is typed; {hint}",
                )
        if named := re.search(rf"\b(?:{names})\b", line):
            yield (
                page.above + number + 1,
                f"the name `{named[0]}` is typed, and people change; "
                "lead to the directory: [Contact directory](contacts.md)",
            )


BOX = re.compile(r'( *)!!! ?(\S+) +"[^"]+" *')
"""The first line of a box: how far it is set in, and its label."""

A_BOX = '!!! practice "Suggestions"'
"""How a box starts, for messages."""


def boxes_start_rightly(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A box starts with a label that exists and its title in straight quotation marks."""
    for number, line in page.outside_code:
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


def boxes_keep_their_text(page: Page, data: Data) -> Iterator[tuple[int, str]]:
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
            ends = not empty and depth <= inside - 4 and (blank or ALONE.match(text))
            if not ends:
                yield (
                    number,
                    f"the text of the box above is set in by {depth} spaces and falls out of it; "
                    f"set it in by {inside}",
                )
            inside = 0
        if depth == 0:
            item = bool(ITEM.match(text))
        empty = text.startswith("!!!") and (depth < 4 or item or inside > 0)  # else it is code
        if empty:
            inside = depth + 4
        blank = False
    if empty:
        yield number, "the last box has no text; write it, or take the box out"


HALF_CALL = re.compile(rf"(?<!\{{)\{{ *({'|'.join(VOCABULARY)}) *\(")


def calls_have_two_brackets(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No call that starts with one curly bracket, which readers would see as it is."""
    for number, line in page.outside_code:
        if match := HALF_CALL.search(line):
            yield (
                number,
                f"one curly bracket in front of `{match[1]}`; write two, "
                f"like {VOCABULARY[match[1]].example}",
            )


PARTED_LINK = re.compile(
    r"\[([^\]\[^][^\]\[]+)\]\s+\(((?:https?://|#)[^\s)]+|[^\s)]+\.(?:md|html|pdf)\b[^\s)]*)\)"
)


def links_are_whole(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No space between the words of a link and its address: they would be plain text."""
    for number, line in page.outside_code:
        if match := PARTED_LINK.search(line):
            yield (
                number,
                f"a space between `[{match[1]}]` and its address; "
                f"take it out: [{match[1]}]({match[2]})",
            )


RULES: tuple[Rule, ...] = (
    front_matter,
    values_are_plain,
    marks_end_with_a_space,
    heading_levels,
    figures_have_a_source,
    claims_never_made,
    nothing_typed,
    boxes_start_rightly,
    boxes_keep_their_text,
    calls_have_two_brackets,
    links_are_whole,
)
"""Rules for every page."""


ALONE = re.compile(r"#{1,6}\s|!!!|\|")
"""Starts a heading, the title of a box or a row of a table: a line that no other goes on from."""

ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")
"""Starts an item of a list, which following lines go on from."""

BETWEEN = re.compile(r"(?<=[.!?])([”\"’)]*(?:\[\^[^\]]+\])*[”\"’)]*)\s+(?=[\"“‘A-Z0-9*\[{])")
"""The space after a sentence; what closes a quotation, and the notes, belong to the sentence."""


def sentences(page: Page) -> Iterator[tuple[int, str]]:
    """Sentences of a page, and its headings, titles of boxes and rows of tables as one each.

    Returns:
        The line in the file, counted from 1, and the text with its marks and notes.
    """
    for block in blocks(page):
        yield from _of_block(block) if not ALONE.match(block[0][1]) else block


def blocks(page: Page) -> Iterator[list[tuple[int, str]]]:
    """What a reader sees as one: a paragraph, an item of a list, a row of a table, a heading.

    Returns:
        Lines, each with its number in the file, counted from 1.
    """
    block: list[tuple[int, str]] = []
    for number, raw in enumerate(page.lines, page.above + 1):
        line = raw.strip()
        alone = ALONE.match(line)
        if block and (not line or alone or ITEM.match(line)):
            yield block
            block = []
        if alone:
            yield [(number, line)]
        elif line:
            block.append((number, line))
    if block:
        yield block


def _of_block(block: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Sentences of lines that belong together, each with the line it starts in."""
    text = " ".join(line for _, line in block)
    numbers = [number for number, line in block for _ in range(len(line) + 1)]
    begin = 0
    for space in BETWEEN.finditer(text):
        yield numbers[begin], text[begin : space.end(1)]
        begin = space.end()
    if begin < len(text):
        yield numbers[begin], text[begin:]
