"""Files that somebody uploaded by mistake: what the site does not read, and what it would publish unseen."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from recovery_site.core.problems import Problem
from recovery_site.data.fields import slug

PAGE = ".md"
PAGES = (".md", ".markdown", ".mkd", ".mdown")
"""Ends of names that an engine takes for pages, in small letters."""

PUBLISHED = (".pdf", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".csv", ".txt")
"""Ends of the names of files that a page may show or link."""

OFFICE = (
    ".doc", ".docx", ".docm", ".odt", ".pages", ".rtf", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers",
)  # fmt: skip
"""Ends of the names of files of word processors and spreadsheets."""

NAME = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9]+(?:[-_.][a-z0-9]+)*")
"""A path whose address can be typed from paper, and redirected once it changes."""

READ_BY_PEOPLE = ("README.md", "to_confirm.yml")


OF_OFFICE = (
    "this is a file of Word or Excel, which the site does not read; put its text into "
    "the page or data file, and delete it here"
)
NO_PAGE = (
    "this is neither a page nor a picture or PDF that a page could show; put its text into a page, "
    "and delete it here"
)
UNSEEN = (
    "no page shows or links this file, and it would be published; link it from a page, or delete it"
)


def of_data(paths: Iterable[str], read: Collection[str]) -> Iterator[Problem]:
    """A problem for each of the files in ``data/`` that is not ``read``: its text never arrives on the site.

    All are paths from the project's top.
    """
    for path in paths:
        name = posixpath.basename(path)
        if path in read or name in READ_BY_PEOPLE or name.startswith("."):
            continue
        meant = difflib.get_close_matches(path, read, 1)
        into = f"put your change into {meant[0]}" if meant else "put its text into a file that is"
        message = f"the site does not read this file; {into}, and delete this one"
        yield Problem(path, 1, "", OF_OFFICE if path.lower().endswith(OFFICE) else message)


def of_pages(paths: Iterable[str]) -> Iterator[Problem]:
    """A problem for each file in ``docs/``, by its path there, that is no page, and that no page can show."""
    for path in paths:
        suffix, message = PurePosixPath(path).suffix, ""
        if suffix.lower() in PAGES:
            if (good := _good_name(path)) != path:
                message = (
                    f"the name is no address that people can type; rename the file to `{good}`"
                )
        elif suffix.lower() in OFFICE:
            message = OF_OFFICE
        elif not posixpath.basename(path).startswith(".") and suffix not in PUBLISHED:
            message = NO_PAGE
        if message:
            yield Problem(f"docs/{path}", 1, "", message)


def _good_name(path: str) -> str:
    """The path with a name of small letters, digits and hyphens; a page ends with ``.md``."""
    parts = [*PurePosixPath(path).parent.parts, PurePosixPath(path).stem]
    names = [part if NAME.fullmatch(part) and "." not in part else slug(part) for part in parts]
    return "/".join(names) + PAGE


def unseen(paths: Iterable[str], linked: Collection[str]) -> Iterator[Problem]:
    """A problem for each file that is no page and not ``linked``: it would be published, and nobody would know."""
    for path in paths:
        if path.endswith(PUBLISHED) and path not in linked:
            yield Problem(f"docs/{path}", 1, "", UNSEEN)
