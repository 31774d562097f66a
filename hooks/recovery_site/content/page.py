"""A hand-written page, and what it becomes: its Markdown expanded, its problems, sources and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import yaml

from recovery_site.content import editorial_rules, footnotes, links, macros, shared_lists
from recovery_site.content.front_matter import MARKS, not_between_hyphens
from recovery_site.core.files import lines_ended_plainly
from recovery_site.core.problems import Problem
from recovery_site.core.templates import root_of
from recovery_site.data.addresses import of_page
from recovery_site.data.yaml_source import CONFLICT, MERGE, compose, in_plain_words, slip_in

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

FENCE = re.compile(r"\s*(```|~~~)")
CODE = re.compile(r"`[^`]*`")

ALONE = re.compile(r"#{1,6}\s|!!!|\|")
"""Starts a heading, the title of a box or a row of a table: a line that no other goes on from."""

ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")
"""Starts an item of a list, which following lines go on from."""

BETWEEN = re.compile(r"(?<=[.!?])([”\"’)]*(?:\[\^[^\]]+\])*[”\"’)]*)\s+(?=[\"“‘A-Z0-9*\[{])")
"""The space after a sentence; what closes a quotation, and the notes, belong to the sentence."""


@dataclass(frozen=True)
class Block:
    """What a reader sees as one: a paragraph, an item of a list, a row of a table, a heading.

    Attributes:
        lines: its lines without the spaces around them, each with its number in the file.
    """

    lines: tuple[tuple[int, str], ...]

    @cached_property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(line for _, line in self.lines)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence and the line in which it starts; a heading or a row of a table is one."""
        if ALONE.match(self.text):
            yield self.lines[0]
            return
        numbers = [number for number, line in self.lines for _ in range(len(line) + 1)]
        begin = 0
        for space in BETWEEN.finditer(self.text):
            yield numbers[begin], self.text[begin : space.end(1)]
            begin = space.end()
        if begin < len(self.text):
            yield numbers[begin], self.text[begin:]


@dataclass(frozen=True)
class Page:
    """A hand-written page, or a list that pages share.

    Attributes:
        name: the file as people know it: ``docs/return.md``.
        meta: front matter as plain text, with the line of each field.
        body: Markdown below the front matter.
        above: number of lines above the body.
        unreadable: lines and messages, where the page or its front matter cannot be read.
    """

    name: str
    meta: dict[str, tuple[int, str]]
    body: str
    above: int
    unreadable: tuple[tuple[int, str], ...] = ()

    @property
    def path(self) -> str:
        """The file's path in ``docs/``: ``return.md``."""
        return self.name.removeprefix("docs/")

    @property
    def shared(self) -> bool:
        """Whether it is a list that pages share, and no page."""
        return self.path.startswith(shared_lists.FOLDER)

    @property
    def guidance(self) -> bool:
        """Whether the page is guidance, which has an audience and dates."""
        return "audience" in self.meta

    def value(self, field: str) -> str:
        """What the front matter says, empty where it says nothing."""
        return self.meta.get(field, (1, ""))[1]

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

    @cached_property
    def blocks(self) -> list[Block]:
        """Paragraphs, items of lists, headings, titles of boxes and rows of tables."""
        blocks: list[list[tuple[int, str]]] = [[]]
        for number, raw in enumerate(self.lines, self.above + 1):
            line = raw.strip()
            alone = ALONE.match(line)
            if not line or alone or ITEM.match(line):
                blocks.append([])
            if line:
                blocks[-1].append((number, line))
            if alone:
                blocks.append([])
        return [Block(tuple(block)) for block in blocks if block]

    @cached_property
    def sentences(self) -> list[tuple[int, str]]:
        """Each sentence with its marks and notes, and the line in the file in which it starts."""
        return [sentence for block in self.blocks for sentence in block.sentences()]


@dataclass(frozen=True)
class Expanded:
    """What a page becomes.

    Attributes:
        page: the page.
        body: Markdown with shared lists, notes and macros in place, without front matter.
        problems: everything wrong with it but its links, which only the whole site can judge.
        cited: ids of the sources that it cites.
        links: its links.
    """

    page: Page
    body: str
    problems: tuple[Problem, ...]
    cited: frozenset[str]
    links: tuple[links.Link, ...]


def expand(page: Page, data: Data, lists: Mapping[str, Page]) -> Expanded:
    """Take a page to what it becomes.

    ``lists``: the lists that pages share, by their path in ``docs/``.
    """
    text, origins, misplaced = shared_lists.include(page, lists)
    noted, unknown = footnotes.annotate(text, data)
    body, miscalled = macros.fill(noted, data, root_of(of_page(page.path)))
    slips: list[macros.Slip] = [(line, message, "error") for line, message in unknown]
    problems = list(misplaced)
    for line, message, severity in slips + miscalled:
        name, number = origins[min(line, len(origins)) - 1]
        problems.append(Problem(name, number, "", message, severity))
    return Expanded(
        page,
        body,
        (*editorial_rules.check(page, data), *shared_lists.copied(page, lists), *problems),
        frozenset(source_id for _, source_id, _ in footnotes.cited(text)),
        tuple(links.of(page)),
    )


def split(text: str, name: str = "") -> Page:
    """Part a file into front matter and body.

    ``name``: the file as people know it.
    """
    text = lines_ended_plainly(text)
    if marks := _merge_marks(text):
        return Page(name, {}, "", 0, marks)
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*\n+", text, re.DOTALL)
    if not match:
        page = Page(name, {}, text, 0)
        return page if page.shared else replace(page, unreadable=(not_between_hyphens(text),))
    above, body = match[0].count("\n"), text[match.end() :]
    for number, line in enumerate(match[1].split("\n"), 2):
        if slip := slip_in(line):
            return Page(name, {}, body, above, ((number, slip),))
    try:
        node = compose(match[1])
    except yaml.MarkedYAMLError as error:
        return Page(
            name, {}, body, above, (_unreadable(match[1], *in_plain_words(error, match[1])),)
        )
    if isinstance(node, yaml.ScalarNode):
        return Page(name, {}, body, above, (_unreadable(match[1], 1, NO_FIELD),))
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    meta = {str(key.value): (key.start_mark.line + 2, str(value.value)) for key, value in pairs}
    return Page(name, meta, body, above)


NO_FIELD = "this line has no field; write `field: value`, with a space after the colon"


def _unreadable(head: str, line: int, message: str) -> tuple[int, str]:
    """Line in the file and words for front matter that cannot be read, for which YAML says ``message`` in ``line``."""
    for number, text in enumerate(head.splitlines(), 2):
        if not text.strip() or MARKS.fullmatch(text):
            return not_between_hyphens(f"---\n{head}")
        if slip := re.match(r"(\w+):(\S.*)", text):
            return number, f"no space after the colon; write `{slip[1]}: {slip[2]}`"
    return line + 1, message


def _merge_marks(text: str) -> tuple[tuple[int, str], ...]:
    """The marks of an unfinished merge. A line of equals signs alone may be meant."""
    marks = [
        (number, line[0]) for number, line in enumerate(text.split("\n"), 1) if CONFLICT.match(line)
    ]
    unfinished = {"<", ">"} & {mark for _, mark in marks}
    return tuple((number, MERGE) for number, _ in marks) if unfinished else ()
