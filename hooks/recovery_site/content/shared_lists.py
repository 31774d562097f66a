"""Lists that read the same everywhere: a page includes one with ``--8<-- "shared-lists/call-911.md"``.

The syntax is that of pymdown-extensions' snippets. They run inside Markdown, too late for macros and notes
and without line numbers; so the lines are put in here, each with the file and line that a person edits.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from recovery_site.content.links import ELSEWHERE, IN_MARKDOWN
from recovery_site.core.problems import Problem

if TYPE_CHECKING:
    from recovery_site.content.page import Page

FOLDER = "shared-lists/"
"""The folder of the lists in ``docs/``; its files are no pages."""

INCLUDE = re.compile(r"""([ \t]*)--8<--[ \t]+(["'])([^"']+)\2[ \t]*""")
MARK = "8<-"
"""What every form of an inclusion holds, right or not."""

LONG = 8
"""The fewest words of a sentence that a page may not repeat: fewer are common speech."""

MARKS = re.compile(r"\[\^[^\]\s]+\]|\]\([^)]*\)")

Origin = tuple[str, int]
"""The file and line, counted from 1, in which a line of an expanded page is edited."""


def include(page: Page, lists: Mapping[str, Page]) -> tuple[str, list[Origin], list[Problem]]:
    """A page's Markdown with the lists it includes in place.

    ``lists``: the shared lists by their path in ``docs/``. Returns the text, the origin of each of its
    lines, and what is wrong with the inclusions.
    """
    lines: list[str] = []
    origins: list[Origin] = []
    problems: list[Problem] = []
    for number, line in enumerate(page.lines, page.above + 1):
        path = match[3] if (match := INCLUDE.fullmatch(line)) else ""
        if match and path in lists and not page.shared:
            shared = lists[path]
            included = shared.body.rstrip().split("\n")
            here = posixpath.dirname(page.path)
            lines += [f"{match[1]}{_moved(text, here)}" if text else "" for text in included]
            origins += [(shared.name, shared.above + at + 1) for at in range(len(included))]
            continue
        if MARK in line:
            problems.append(Problem(page.name, number, "", _wrong(page, path, lists)))
        lines.append("" if MARK in line else line)
        origins.append((page.name, number))
    return "\n".join(lines), origins, problems


def copied(page: Page, lists: Mapping[str, Page]) -> Iterator[Problem]:
    """A problem for each sentence of a shared list that a page writes out in place of taking the list in."""
    if page.shared:
        return
    blocks = [(block.lines[0][0], _plain(block.text)) for block in page.blocks]
    whole = " ".join(text for _, text in blocks)
    for path, shared in lists.items():
        # A key says what the list rests on: that may be said elsewhere too.
        steps = [block.text for block in shared.blocks if not block.text.startswith("**Key.**")]
        for sentence in (part for step in steps for part in re.split(r"[.!?][*\s]", step)):
            words = _plain(sentence)
            if words.count(" ") >= LONG - 1 and words in whole:
                line = next((line for line, text in blocks if words in text), page.above + 1)
                message = (
                    f"this stands in the shared list {path} already; take it in with a line of its own, "
                    f'--8<-- "{path}", or say here only what the list does not'
                )
                yield Problem(page.name, line, "", message)
                break


def _plain(text: str) -> str:
    """Only the words, in small letters."""
    return " ".join(re.findall(r"\w+", MARKS.sub("", text).lower()))


def _moved(line: str, here: str) -> str:
    """A line of a list with its links as a page in the folder ``here`` of ``docs/`` writes them."""

    def link(match: re.Match[str]) -> str:
        target = match[1] or match[2]
        if target.startswith(("#", "/")) or ELSEWHERE.match(target):
            return match[0]
        path, mark, anchor = target.partition("#")
        moved = posixpath.relpath(posixpath.normpath(f"{FOLDER}{path}"), here or ".")
        return match[0].replace(target, f"{moved}{mark}{anchor}")

    return IN_MARKDOWN.sub(link, line)


def _wrong(page: Page, path: str, lists: Mapping[str, Page]) -> str:
    """What is wrong with a line that includes nothing."""
    if page.shared:
        return (
            "a shared list cannot include another; write its text here, or include both on the page"
        )
    if not path.startswith(FOLDER):
        first = min(lists, default=f"{FOLDER}call-911.md")
        return f'a shared list stands on a line of its own; write it like --8<-- "{first}"'
    close = difflib.get_close_matches(path, lists, 1, 0.9)
    hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(sorted(lists))}"
    return f"there is no shared list `{path}`; {hint}"
