"""Files that somebody uploaded by mistake: what the site does not read, and what it would publish unseen."""

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from recovery_site.core.problems import Problem
from recovery_site.data.value_types import slug

PAGES = (".md", ".markdown", ".mkd", ".mdown")
"""Ends of names that an engine takes for pages, in small letters."""

SHOWN = (".pdf", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".csv", ".txt")
"""Ends of the names of files that a page may show or link."""

OFFICE = (
    ".doc", ".docx", ".docm", ".odt", ".pages", ".rtf", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers",
)  # fmt: skip
"""Ends of the names of files of word processors and spreadsheets."""

NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""A part of an address that can be typed from paper, and redirected once it changes."""

OF_OFFICE = (
    "this is a file of Word or Excel, which the site does not read; put its text into "
    "the page or data file, and delete it here"
)


def of_data(paths: Iterable[str], read: Collection[str]) -> Iterator[Problem]:
    """A problem for each of the files in ``data/`` that is not ``read``: its text never arrives on the site.

    All are paths from the project's top.
    """
    for path in paths:
        if path not in read and not re.search(r"/(README\.md|\..*)$", path):
            meant = difflib.get_close_matches(path, read, 1)
            into = (
                f"put your change into {meant[0]}" if meant else "put its text into a file that is"
            )
            message = f"the site does not read this file; {into}, and delete this one"
            yield Problem(path, 1, "", OF_OFFICE if path.lower().endswith(OFFICE) else message)


def of_pages(paths: Iterable[str]) -> Iterator[Problem]:
    """A problem for each file in ``docs/``, by its path there, that is no page, and that no page can show."""
    for path in paths:
        *folders, name = posixpath.splitext(path)[0].split("/")
        parts = [part if NAME.fullmatch(part) else slug(part) for part in (*folders, name)]
        good = f"{'/'.join(parts)}.md"
        message = (
            "this is neither a page nor a picture or PDF that a page could show; "
            "put its text into a page, and delete it here"
        )
        if path.lower().endswith(PAGES):
            message = f"the name is no address that people can type; rename the file to `{good}`"
        elif path.lower().endswith(OFFICE):
            message = OF_OFFICE
        if path != good and not (path.endswith(SHOWN) or name.startswith(".")):
            yield Problem(f"docs/{path}", 1, "", message)


def unseen(paths: Iterable[str], linked: Collection[str]) -> Iterator[Problem]:
    """A problem for each file that is no page and not ``linked``: it would be published, and nobody would know."""
    message = "no page shows or links this file, and it would be published; link it from a page, or delete it"
    for path in paths:
        if path.endswith(SHOWN) and path not in linked:
            yield Problem(f"docs/{path}", 1, "", message)
