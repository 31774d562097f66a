"""Lists that read the same everywhere: a page includes one with ``--8<-- "shared-lists/call-911.md"``.

The syntax is that of pymdown-extensions' snippets. They run inside Markdown, too late for macros and notes
and without line numbers; so the lines are put in here, each with the file and line that a person edits.
"""

import difflib
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache

from recovery_site.content.links import ELSEWHERE, IN_MARKDOWN
from recovery_site.content.page import SHARED_LISTS, Page
from recovery_site.core.problems import Problem

INCLUDE = re.compile(r"""([ \t]*)--8<--[ \t]+(["'])([^"']+)\2[ \t]*""")
MARK = "8<-"
"""What every form of an inclusion holds, right or not."""

LONG = 8
"""The fewest words of a sentence that a page may not repeat: fewer are common speech."""

MARKS = re.compile(r"\[\^[^\]\s]+\]|\]\([^)]*\)")

Row = tuple[str, int, str]
"""The file and line, counted from 1, in which a line of an expanded page is edited; and that line."""


def include(page: Page, lists: Mapping[str, Page]) -> tuple[list[Row], list[Problem]]:
    """The lines of a page with the lists it includes in place, and what is wrong with the inclusions.

    ``lists``: the shared lists by their path in ``docs/``.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(page.body.split("\n"), page.above + 1):
        match = INCLUDE.fullmatch(line)
        path = match[3] if match else ""
        shared = None if page.shared else lists.get(path)
        if match and shared:
            text = IN_MARKDOWN.sub(lambda link: _moved(link, page.path), shared.body.rstrip())
            for at, included in enumerate(text.split("\n"), shared.above + 1):
                rows.append((shared.name, at, f"{match[1]}{included}".rstrip()))
        else:
            if MARK in line:
                problems.append(Problem(page.name, number, "", _wrong(page, line, path, lists)))
            rows.append((page.name, number, "" if MARK in line else line))
    return rows, problems


def copied(page: Page, lists: Mapping[str, Page]) -> Iterator[Problem]:
    """A problem for each shared list of which a page writes out a sentence in place of taking the list in."""
    blocks = [(line, _plain(text)) for line, text in page.blocks if not page.shared]
    whole = "\n".join(text for _, text in blocks)
    for path, shared in lists.items():
        long = [words for words in _long_sentences(shared) if words in whole]
        for line in [line for line, text in blocks if any(words in text for words in long)][:1]:
            message = (
                f"this stands in the shared list {path} already; take it in with a line of its own, "
                f'--8<-- "{path}", or say here only what the list does not'
            )
            yield Problem(page.name, line, "", message)


@cache
def _long_sentences(shared: Page) -> list[str]:
    """The words of each sentence of a list that a page may not repeat."""
    # A key says what the list rests on: that may be said elsewhere too.
    steps = [text for _, text in shared.blocks if not text.startswith("**Key.**")]
    sentences = [_plain(part) for step in steps for part in re.split(r"[.!?][*\s]", step)]
    return [words for words in sentences if words.count(" ") >= LONG - 1]


def _plain(text: str) -> str:
    """Only the words, in small letters."""
    return " ".join(re.findall(r"\w+", MARKS.sub("", text).lower()))


def _moved(link: re.Match[str], page: str) -> str:
    """A link of a list as a page writes it; ``page``: its path in ``docs/``."""
    if link[1].startswith(("#", "/")) or ELSEWHERE.match(link[1]):
        return link[0]
    path, mark, anchor = link[1].partition("#")
    moved = posixpath.relpath(SHARED_LISTS + path, posixpath.dirname(page) or ".")
    return link[0].replace(link[1], f"{moved}{mark}{anchor}")


def _wrong(page: Page, line: str, path: str, lists: Mapping[str, Page]) -> str:
    """What is wrong with a line that includes nothing; ``path``: the list that it names, if it is written rightly."""
    if page.shared:
        return (
            "a shared list cannot include another; write its text here, or include both on the page"
        )
    names = {posixpath.basename(name): name for name in sorted(lists)}
    meant = posixpath.basename(path or line.partition(MARK)[2].strip("- \"'"))
    close = difflib.get_close_matches(meant, names, 1)
    hint = f'--8<-- "{names[close[0]]}"' if close else f"one of {', '.join(names.values())}"
    if path:
        return f"there is no shared list `{path}`; write {hint}"
    return f"a shared list stands on a line of its own, in quotation marks; write {hint}"
