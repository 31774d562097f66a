"""Links of hand-written pages: each leads to a page, a file and a part of it that exist."""

import difflib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from recovery_site.content.page import Page
from recovery_site.core.problems import Problem
from recovery_site.data.published_addresses import Redirect, of_page

IN_MARKDOWN = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\s*\)")

IN_HTML = re.compile(r"""<(?:a\s[^>]*?href|img\s[^>]*?src)=["']([^"']+)""")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""Starts an address outside the site."""

FIX = "fix the link, or take it out"
TEMPLATES = ("hooks/recovery_site/views/templates", "overrides")
"""Folders of what every page is made with."""

IN_TEMPLATE = re.compile(r"(?:\{\{ root \}\}|\{\{ ')([\w/-]+/index\.html)")
"""A link of a template to a page, from the top of the site."""


class Link(NamedTuple):
    """A link to this site: its page's path in ``docs/``, its line there, its address, whether it stands in HTML."""

    page: str
    line: int
    target: str
    in_html: bool


def of(page: Page) -> Iterator[Link]:
    """Each link of a page that leads to no other site; code is passed over."""
    for pattern in (IN_MARKDOWN, IN_HTML):
        for line, match in page.find(pattern):
            if not ELSEWHERE.match(match[1]):
                yield Link(page.path, line, match[1], pattern is IN_HTML)


@dataclass(frozen=True)
class Tree:
    """What a link may lead to.

    Attributes:
        files: every page and file, by its path from the top of the pages folder.
        html_of: gives a page's HTML by that path; asked only for pages to whose parts links lead.
        redirects: old addresses and their successors, for the name of a page that was renamed.
    """

    files: Collection[str]
    html_of: Callable[[str], str]
    redirects: Sequence[Redirect] = ()

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Each page's path by the file that it becomes."""
        return {of_page(path): path for path in self.files if path.endswith(".md")}

    def parts(self, page: str) -> list[str]:
        """The names of the parts of a page to which links may lead."""
        return re.findall(r"""\sid=["']([^"']+)""", self.html_of(page))

    def file(self, link: Link) -> str:
        """The file to which a link leads, be it there or not."""
        path = re.split("[#?]", unquote(link.target))[0]
        start = of_page(link.page) if link.in_html else link.page
        file = posixpath.normpath(posixpath.join(posixpath.dirname(start), path)) if path else start
        return self.by_address.get(file, file) if link.in_html else file


def check(links: Iterable[Link], tree: Tree) -> Iterator[Problem]:
    """Every link that leads nowhere."""
    for link in links:
        file, anchor = tree.file(link), unquote(link.target).partition("#")[2]
        if link.target.startswith("/"):
            fault = "starts with a slash; write it from this page, like law.md"
        elif file not in tree.files:
            fault = f"leads to no page or file of the site; {_meant(link, file, tree)}"
        elif anchor and file.endswith(".md") and anchor not in (ids := tree.parts(file)):
            close = difflib.get_close_matches(anchor, ids, 1, 0.8)
            hint = f"did you mean `#{close[0]}`?" if close else FIX
            fault = f"leads to a part that docs/{file} does not have; {hint}"
        else:
            continue
        yield Problem(f"docs/{link.page}", link.line, "", f"the link `{link.target}` {fault}")


def _meant(link: Link, file: str, tree: Tree) -> str:
    """What a person probably meant by a file that is not there."""
    old = f"/{of_page(file).removesuffix('index.html')}"
    for redirect in tree.redirects:
        if redirect.old == old:
            new = f"{redirect.new.partition('#')[0].strip('/')}.md"
            way = posixpath.relpath(new, posixpath.dirname(link.page) or ".")
            return f"the page was renamed, write `{way}`"
    close = difflib.get_close_matches(file, list(tree.by_address.values()), 1, 0.8)
    return f"did you mean `{close[0]}`?" if close else FIX


def in_templates(top: Path, tree: Tree) -> Iterator[Problem]:
    """Every link of the site's own templates to a page that is not there, or only under another address.

    Staff who rename a page cannot see these links, which stand on every page that a template makes.
    ``top``: the project's top folder.
    """
    moved = {f"{redirect.old[1:]}index.html" for redirect in tree.redirects}
    pages = {*tree.by_address, *tree.files} - moved
    for file in sorted(file for folder in TEMPLATES for file in (top / folder).rglob("*.html")):
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
            for target in sorted(set(IN_TEMPLATE.findall(line)) - pages):
                name = file.relative_to(top).as_posix()
                message = (
                    f"the site's own templates link to `{target}`, which is no page any more; "
                    f"ask a developer to change {name}:{number}"
                )
                yield Problem(name, number, "", message)
