"""Links of hand-written pages: each leads to a page, a file and a place on it that exist."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from recovery_site.addresses import of_page
from recovery_site.problems import Problem

if TYPE_CHECKING:
    from recovery_site.prose import Page

IN_MARKDOWN = re.compile(
    r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\s*\)|^\s*\[[^\]^]+\]:\s*<?(\S+?)>?\s*$"
)
"""``[text](address)``, and ``[text]: address`` on a line of its own."""

IN_HTML = re.compile(r"""<a\s[^>]*?href=["']([^"']+)""")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""Starts an address outside the site."""

ID = re.compile(r"""\sid=["']([^"']+)""")
FENCE = re.compile(r"\s*(```|~~~)")
CODE = re.compile(r"`[^`]*`")
MADE_LATE = re.compile(r"\.(?!html$|md$|vcf$)\w+$")
"""Ends the name of a download: in HTML it may be one that only a whole build makes."""


Link = tuple[int, str, bool]
"""A link's line in the file, its address, and whether it stands in HTML."""


@dataclass(frozen=True)
class Tree:
    """What a link may lead to.

    Attributes:
        files: every page and file, by its path from the top of the pages folder.
        html_of: gives a page's HTML by that path; asked only for pages to whose parts links lead.
    """

    files: Collection[str]
    html_of: Callable[[str], str]

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Each page's path by the file that it becomes."""
        return {of_page(path): path for path in self.files if path.endswith(".md")}


def check(links: Iterable[Link], name: str, tree: Tree) -> Iterator[Problem]:
    """Every link of one page that leads nowhere.

    Args:
        links: the page's links.
        name: the file as people know it: ``docs/return.md``.
        tree: what there is.
    """
    here = name.removeprefix("docs/")
    for line, target, in_html in links:
        if ELSEWHERE.match(target):
            continue
        path, _, anchor = unquote(target).partition("#")
        path = path.partition("?")[0]
        if in_html:
            start = of_page(here)
            found = posixpath.normpath(posixpath.join(posixpath.dirname(start), path))
            found = tree.by_address.get(found if path else start, found)
            if found not in tree.files and MADE_LATE.search(path):
                continue
        else:
            found = (
                posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
            )
        message = _wrong(target, path, found, anchor, tree)
        if message:
            yield Problem(name, line, "", message)


def of(page: Page) -> Iterator[Link]:
    """Each link's line in the file, its address, and whether it stands in HTML; code is passed over."""
    fenced = False
    for number, line in enumerate(page.lines, page.above + 1):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            text = CODE.sub("", line)
            for match in IN_MARKDOWN.finditer(text):
                yield number, match[1] or match[2], False
            for match in IN_HTML.finditer(text):
                yield number, match[1], True


def _wrong(target: str, path: str, found: str, anchor: str, tree: Tree) -> str:
    if path.startswith("/"):
        return f"the link `{target}` starts with a slash; write it from this page, like law.md"
    if found not in tree.files:
        pages = [one for one in tree.files if one.endswith(".md")]
        meant = f"{found.removesuffix('/index.html')}.md"
        close = difflib.get_close_matches(found, pages, 1, 0.8) or [
            one for one in pages if one == meant
        ]
        hint = f"did you mean `{close[0]}`?" if close else "mend the link, or take it out"
        return f"the link `{target}` leads to no page or file of the site; {hint}"
    if anchor and found.endswith(".md"):
        ids = ID.findall(tree.html_of(found))
        if anchor not in ids:
            close = difflib.get_close_matches(anchor, ids, 1, 0.8)
            hint = f"did you mean `#{close[0]}`?" if close else "mend the link, or take it out"
            return f"the link `{target}` leads to a part that docs/{found} does not have; {hint}"
    return ""
