"""A hand-written page: its front matter, its text, and the places of its parts in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from recovery_site.content.front_matter import NO_FIELD, NOTHING, FrontMatter, slip_at_top
from recovery_site.core.problems import Problem
from recovery_site.data.loader import Reader
from recovery_site.data.yaml_source import MERGE

SHARED_LISTS = "shared-lists/"
"""The folder of the lists in ``docs/`` that pages share; its files are no pages."""

HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n+|\Z)", re.DOTALL)

UNMERGED = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: |$)", re.MULTILINE)
"""Marks of an unfinished merge; those that stand between may also be a heading's line or a table's row."""

LIST_TOP = "a shared list has no fields at its top; delete the lines from --- to ---"

CODE = re.compile(r"(?s:(```|~~~).*?\1)|`[^`\n]*`")

ALONE = r"#{1,6}\s|!!!|\|"
"""Starts a heading, the title of a box or a row of a table: a line that no other goes on from."""

ITEM = r"(?:[-*+]|\d+\.)\s"
"""Starts an item of a list, which following lines go on from."""

BLOCK = re.compile(
    rf"^[ \t]*(?:(?:{ALONE}).*|\S.*(?:\n(?![ \t]*(?:$|{ALONE}|{ITEM})).*)*)", re.MULTILINE
)

BETWEEN = re.compile(r"(?<=[.!?])[”\"’)]*(?:\[\^[^\]]+\])*[”\"’)]*\s+(?=[\"“‘A-Z0-9*\[{])")
"""The end of a sentence; what closes a quotation, and the notes, belong to it."""


@dataclass(frozen=True)
class Page:
    """A hand-written page, or a list that pages share.

    Attributes:
        name: the file as people know it: ``docs/return.md``.
        body: Markdown below the front matter.
        above: number of lines above the body.
        meta: front matter; values that are wrong are left out.
        problems: what is wrong with single values of it.
        unreadable: whether nothing is known of the page but that, because it cannot be read.
    """

    name: str
    body: str
    above: int = 0
    meta: FrontMatter = NOTHING
    problems: tuple[Problem, ...] = ()
    unreadable: bool = False

    @property
    def path(self) -> str:
        """The file's path in ``docs/``: ``return.md``."""
        return self.name.removeprefix("docs/")

    @property
    def shared(self) -> bool:
        """Whether it is a list that pages share, and no page."""
        return self.path.startswith(SHARED_LISTS)

    @property
    def guidance(self) -> bool:
        """Whether the page is guidance, which has an audience and dates."""
        return "audience" in self.meta.row

    @cached_property
    def outside_code(self) -> str:
        """The body with another character in the place of each one of code; line ends stay."""
        return CODE.sub(lambda code: re.sub(".", "\0", code[0]), self.body)

    def find(self, pattern: re.Pattern[str], text: str = "") -> Iterator[tuple[int, re.Match[str]]]:
        """Each match outside code, or in a ``text`` with the same line ends, and the line in which it ends."""
        text = text or self.outside_code
        for match in pattern.finditer(text):
            yield self.above + 1 + text.count("\n", 0, match.end()), match

    @cached_property
    def blocks(self) -> list[tuple[int, str]]:
        """Paragraphs, items of lists, headings, titles of boxes and rows of tables, each with its first line."""
        return [
            (self.above + 1 + self.body.count("\n", 0, block.start()), block[0].strip())
            for block in BLOCK.finditer(self.body)
        ]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence as one line with its notes, and the line in the file in which it starts."""
        for line, block in self.blocks:
            ends = [end.end() for end in BETWEEN.finditer(block)]
            for begin, end in pairwise([0, *ends, len(block)]):
                yield line + block.count("\n", 0, begin), " ".join(block[begin:end].split())


def split(text: str, name: str = "") -> Page:
    """Part a file into front matter and body; ``name``: the file as people know it."""
    page = Page(name, text)
    marks = list(page.find(UNMERGED, text))
    if any(mark[0][0] in "<>" for _, mark in marks):
        return _unreadable(Page(name, ""), *((line, MERGE) for line, _ in marks))
    match = HEAD.match(text)
    if page.shared:
        return _unreadable(Page(name, ""), (1, LIST_TOP)) if match else page
    if not match:
        return _unreadable(page, slip_at_top(text) or (2, NO_FIELD))
    page = Page(name, text[match.end() :], match[0].count("\n"))
    # An empty line in the place of the first hyphens lets lines count as in the file.
    problems: list[Problem] = []
    meta = Reader(date.max, problems).file(FrontMatter, f"\n{match[1]}", name)
    if meta is None:
        slip = slip_at_top(text)
        return _unreadable(page, slip or (problems[0].line, problems[0].message))
    named = tuple(replace(problem, record="") for problem in problems)
    return replace(page, meta=meta, problems=named)


def _unreadable(page: Page, *slips: tuple[int, str]) -> Page:
    problems = tuple(Problem(page.name, line, "", message) for line, message in slips)
    return replace(page, problems=problems, unreadable=True)
