"""Links of hand-written pages: each leads to a page, a file and a place on it that exist."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from recovery_site.core.problems import Problem
from recovery_site.data.addresses import of_page

if TYPE_CHECKING:
    from pathlib import Path

    from recovery_site.content.editorial_rules import Page
    from recovery_site.data.addresses import Redirect

IN_MARKDOWN = re.compile(
    r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\s*\)|^\s*\[[^\]^]+\]:\s*<?(\S+?)>?\s*$"
)
"""``[text](address)``, and ``[text]: address`` on a line of its own."""

IN_HTML = re.compile(r"""<a\s[^>]*?href=["']([^"']+)""")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""Starts an address outside the site."""

ID = re.compile(r"""\sid=["']([^"']+)""")
TEMPLATES = ("hooks/recovery_site/views/templates", "overrides")
"""Folders of what every page is made with."""

IN_TEMPLATE = re.compile(r"(?:\{\{ root \}\}|\{\{ ')([\w/-]+/index\.html)")
"""A link of a template to a page, from the top of the site."""

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


def check(
    links: Iterable[Link], name: str, tree: Tree, moved: Sequence[Redirect] = ()
) -> Iterator[Problem]:
    """Every link of one page that leads nowhere.

    Args:
        links: the page's links.
        name: the file as people know it: ``docs/return.md``.
        tree: what there is.
        moved: old addresses and their successors, for the name of a page that was renamed.
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
        message = _wrong(target, path, found, anchor, tree, _now(found, here, in_html, moved))
        if message:
            yield Problem(name, line, "", message)


def of(page: Page) -> Iterator[Link]:
    """Each link's line in the file, its address, and whether it stands in HTML; code is passed over."""
    for number, text in page.outside_code:
        for match in IN_MARKDOWN.finditer(text):
            yield number, match[1] or match[2], False
        for match in IN_HTML.finditer(text):
            yield number, match[1], True


def _now(found: str, here: str, in_html: bool, moved: Sequence[Redirect]) -> str:
    """How a page writes a link to the successor of a renamed one; empty where none is known."""
    old = "/" + of_page(found).removesuffix("index.html")
    for one in moved:
        new = one.new.partition("#")[0]
        if one.old == old and new.endswith("/"):
            target = f"{new[1:]}index.html" if in_html else f"{new[1:-1]}.md"
            start = of_page(here) if in_html else here
            return posixpath.relpath(target, posixpath.dirname(start) or ".")
    return ""


def in_templates(top: Path, files: Collection[str], moved: Sequence[Redirect]) -> Iterator[Problem]:
    """Every link of the site's own templates to a page that is not there, or was renamed.

    Staff who rename a page cannot see these links, which stand on every page that a template makes.

    Args:
        top: the project's top folder.
        files: every page and file, by its path from the top of the pages folder.
        moved: old addresses and their successors.
    """
    pages = {of_page(one) if one.endswith(".md") else one for one in files}
    pages -= {f"{one.old[1:]}index.html" for one in moved}
    for folder in TEMPLATES:
        for path in sorted((top / folder).rglob("*.html")):
            for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
                for target in set(IN_TEMPLATE.findall(line)) - pages:
                    name = path.relative_to(top).as_posix()
                    message = (
                        f"the site's own templates link to `{target}`, which is no page any more; "
                        f"ask a developer to change {name}:{number}"
                    )
                    yield Problem(name, number, "", message)


def _wrong(target: str, path: str, found: str, anchor: str, tree: Tree, now: str) -> str:
    if path.startswith("/"):
        return f"the link `{target}` starts with a slash; write it from this page, like law.md"
    if found not in tree.files:
        pages = [one for one in tree.files if one.endswith(".md")]
        meant = f"{found.removesuffix('/index.html')}.md"
        close = difflib.get_close_matches(found, pages, 1, 0.8) or [
            one for one in pages if one == meant
        ]
        hint = f"did you mean `{close[0]}`?" if close else "mend the link, or take it out"
        if now:
            hint = f"the page was renamed, write `{now}`"
        return f"the link `{target}` leads to no page or file of the site; {hint}"
    if anchor and found.endswith(".md"):
        ids = ID.findall(tree.html_of(found))
        if anchor not in ids:
            close = difflib.get_close_matches(anchor, ids, 1, 0.8)
            hint = f"did you mean `#{close[0]}`?" if close else "mend the link, or take it out"
            return f"the link `{target}` leads to a part that docs/{found} does not have; {hint}"
    return ""
