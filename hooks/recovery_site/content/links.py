"""Links of hand-written pages: each leads to a page, a file and a part of it that exist."""

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

    from recovery_site.content.page import Page
    from recovery_site.data.addresses import Redirect

IN_MARKDOWN = re.compile(
    r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\s*\)|^\s*\[[^\]^]+\]:\s*<?(\S+?)>?\s*$"
)
"""``[text](address)``, and ``[text]: address`` on a line of its own."""

IN_HTML = re.compile(r"""<(?:a\s[^>]*?href|img\s[^>]*?src)=["']([^"']+)""")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""Starts an address outside the site."""

ID = re.compile(r"""\sid=["']([^"']+)""")
TEMPLATES = ("hooks/recovery_site/views/templates", "overrides")
"""Folders of what every page is made with."""

IN_TEMPLATE = re.compile(r"(?:\{\{ root \}\}|\{\{ ')([\w/-]+/index\.html)")
"""A link of a template to a page, from the top of the site."""

MADE_LATE = re.compile(r"\.(?!html$|md$|vcf$)\w+$")
"""Ends the name of a download: in HTML it may be one that only a whole build makes."""

FIX = "fix the link, or take it out"


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
    links: Iterable[Link], name: str, tree: Tree, redirects: Sequence[Redirect] = ()
) -> Iterator[Problem]:
    """Every link of one page that leads nowhere.

    ``name``: the file as people know it: ``docs/return.md``; ``redirects``: old addresses and their
    successors, for the name of a page that was renamed.
    """
    here = name.removeprefix("docs/")
    for line, target, in_html in links:
        if ELSEWHERE.match(target):
            continue
        path, anchor, start, file = _resolved(target, here, in_html, tree)
        if in_html and file not in tree.files and MADE_LATE.search(path):
            continue
        if path.startswith("/"):
            fault = "starts with a slash; write it from this page, like law.md"
        elif file not in tree.files:
            renamed = _successor(file, start, in_html, redirects)
            hint = f"the page was renamed, write `{renamed}`" if renamed else _meant(file, tree)
            fault = f"leads to no page or file of the site; {hint}"
        elif anchor and file.endswith(".md") and anchor not in (ids := _ids(tree, file)):
            close = difflib.get_close_matches(anchor, ids, 1, 0.8)
            hint = f"did you mean `#{close[0]}`?" if close else FIX
            fault = f"leads to a part that docs/{file} does not have; {hint}"
        else:
            continue
        yield Problem(name, line, "", f"the link `{target}` {fault}")


def _resolved(target: str, here: str, in_html: bool, tree: Tree) -> tuple[str, str, str, str]:
    """Path and part of a link, the file it starts from, and the file it leads to."""
    path, _, anchor = unquote(target).partition("#")
    path = path.partition("?")[0]
    start = of_page(here) if in_html else here
    file = posixpath.normpath(posixpath.join(posixpath.dirname(start), path)) if path else start
    return path, anchor, start, tree.by_address.get(file, file) if in_html else file


def files(links: Iterable[Link], name: str, tree: Tree) -> set[str]:
    """The files to which a page leads, or that it shows; arguments as for :func:`check`."""
    here = name.removeprefix("docs/")
    inside = [(target, in_html) for _, target, in_html in links if not ELSEWHERE.match(target)]
    return {_resolved(target, here, in_html, tree)[3] for target, in_html in inside}


def of(page: Page) -> Iterator[Link]:
    """Each link's line in the file, its address, and whether it stands in HTML; code is passed over."""
    for number, text in page.outside_code:
        for match in IN_MARKDOWN.finditer(text):
            yield number, match[1] or match[2], False
        for match in IN_HTML.finditer(text):
            yield number, match[1], True


def _ids(tree: Tree, page: str) -> list[str]:
    return ID.findall(tree.html_of(page))


def _meant(file: str, tree: Tree) -> str:
    """What a person probably meant by a file that is not there."""
    pages = [path for path in tree.files if path.endswith(".md")]
    as_page = f"{file.removesuffix('/index.html')}.md"
    close = difflib.get_close_matches(file, pages, 1, 0.8) or [as_page] * (as_page in pages)
    return f"did you mean `{close[0]}`?" if close else FIX


def _successor(file: str, start: str, in_html: bool, redirects: Sequence[Redirect]) -> str:
    """How a page writes a link to the successor of a renamed one; empty where none is known."""
    old = "/" + of_page(file).removesuffix("index.html")
    for redirect in redirects:
        new = redirect.new.partition("#")[0]
        if redirect.old == old and new.endswith("/"):
            target = f"{new[1:]}index.html" if in_html else f"{new[1:-1]}.md"
            return posixpath.relpath(target, posixpath.dirname(start) or ".")
    return ""


def in_templates(
    top: Path, files: Collection[str], redirects: Sequence[Redirect]
) -> Iterator[Problem]:
    """Every link of the site's own templates to a page that is not there, or was renamed.

    Staff who rename a page cannot see these links, which stand on every page that a template makes.

    ``files``: every page and file, by its path from the top of the pages folder; ``redirects``: old
    addresses and their successors.
    """
    pages = {of_page(path) if path.endswith(".md") else path for path in files}
    pages -= {f"{redirect.old[1:]}index.html" for redirect in redirects}
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
