"""Hand-written pages on their way through a build: checked, filled, annotated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_site.content import editorial_rules as prose
from recovery_site.content import footnotes as citations
from recovery_site.content import links, shared_lists
from recovery_site.content import macros as vocabulary
from recovery_site.content import navigation as written
from recovery_site.data import addresses
from recovery_site.pipeline import generated as site
from recovery_site.views.sources import LABELS
from recovery_site.views.stylesheet import Styles

if TYPE_CHECKING:
    from recovery_site.core.problems import Problem
    from recovery_site.data.directory import Data
    from recovery_site.handouts.model import Handout, Printed


class Pages:
    """The hand-written pages of one build.

    Attributes:
        data: what the site is made from.
        made: the pages and files that are made, once :meth:`make` was called.
    """

    def __init__(self, data: Data, look: Styles | None = None) -> None:
        """Start a build with ``data``, and how its pages look."""
        self.data = data
        self.look = look or Styles("", "")
        self.made: list[site.Artifact] = []
        self._problems: list[Problem] = []
        self._cited: set[str] = set()
        self._whole = True
        self._links: dict[str, list[links.Link]] = {}
        self._lists: dict[str, prose.Page] = {}

    def make(
        self, top: Path, site_url: str, texts: Mapping[str, str], others: Sequence[str]
    ) -> list[Problem]:
        """Make all pages and files that are not written by hand, and see that no address is lost.

        Args:
            top: the project's top folder, where the menu is.
            site_url: the site's address, with a slash at its end.
            texts: the hand-written pages and shared lists by their path in ``docs/``.
            others: paths of the other files in ``docs/``.

        Returns:
            What is wrong with published addresses, redirects and the menu, and files that are both
            made and written by hand.
        """
        self.made = site.artifacts(self.data, site_url, self.look.inside)
        self._lists = {
            path: prose.split(text) for path, text in texts.items() if path.startswith(prose.FOLDER)
        }
        for path, text in texts.items():
            if path in self._lists:  # a list that no page includes is judged too
                self.fill(f"docs/{path}", text, "../")
        texts = {path: text for path, text in texts.items() if path not in self._lists}
        found = site.public_addresses(self.data, self.made, texts, others)
        return [
            *addresses.check(self.data, found),
            *site.collisions(self.made, {*texts, *others}),
            *written.check_menu(top, {one.path for one in self.made}),
        ]

    def edit_address(self, path: str) -> str:
        """Where a reader proposes a change to a page; empty where the repository is not known.

        Args:
            path: the page's path in ``docs/``, or where it would lie if it is made.
        """
        for artifact in self.made:
            if artifact.path == path:
                return self.data.directory.suggest_file(artifact.source, artifact.line)
        return self.data.directory.suggest_file(f"docs/{path}")

    def fill(self, name: str, text: str, root: str) -> str:
        """A page as Markdown without front matter, with its parts and notes in place.

        Args:
            name: the file as people know it: ``docs/return.md``.
            text: the whole file.
            root: the way from the page to the top of the site.
        """
        page = prose.split(text)
        self._links[name] = list(links.of(page))
        self._whole &= not page.unreadable
        self._problems += prose.check(page, name, self.data)
        text, origins, wrong = shared_lists.include(page, name, self._lists)
        self._problems += wrong
        self._cited |= {one for _, one, _ in citations.cited(text)}
        body, unknown = citations.annotate(text, name, 0, self.data)
        body, wrong = vocabulary.fill(body, name, 0, self.data, root)
        self._problems += [shared_lists.at_origin(one, origins) for one in [*unknown, *wrong]]
        return body

    def problems(self, tree: links.Tree | None = None, *, whole: bool = True) -> list[Problem]:
        """Everything found in the pages filled so far, in the order of the files.

        Args:
            tree: what links may lead to; without it links are not judged.
            whole: whether every page could be read. If not, nothing is said of works that no page cites.
        """
        whole = whole and self._whole
        lost = [
            problem
            for name, found in self._links.items()
            if tree
            for problem in links.check(found, name, tree, self.data.moved.redirects)
        ]
        lonely = citations.never_cited(self.data, self._cited) if whole else []
        return sorted({*self._problems, *lost, *lonely})

    def handouts(self, pages: Sequence[Printed], top: Path) -> list[Handout]:
        """Every hand-out of the site; as :func:`recovery_site.handouts.collect.handouts`.

        Finished PDFs are kept in ``.cache`` of the project's top folder.
        """
        from recovery_site.handouts import (
            assemble as collect,  # here: only this needs what makes PDFs
        )

        return collect.handouts(pages, self.data.directory, top / ".cache/handouts")


def finished(html: str) -> str:
    """The content of a page with what the Markdown extensions leave open.

    The notes at its end get a name and stay out of the search. Boxes of a list can be ticked, by their words
    too. Evidence labels become text, so that readers without the style sheet have them.
    """
    html = html.replace(
        '<div class="footnote">',
        '<div class="footnote" role="doc-endnotes" aria-label="Notes" data-search-exclude>',
    ).replace('<ul class="task-list">', f'{TICKS}\n<ul class="task-list">', 1)
    return LABELED.sub(_with_label, TICKED.sub(TICK, html))


TICKED = re.compile(r'<input type="checkbox" disabled/>(.*?)(?=</p>|</li>|\s*<[ou]l\b)', re.DOTALL)
TICK = r'<label><input type="checkbox" autocomplete="off"><span>\1</span></label>'
TICKS = (
    '<p class="on-screen" data-search-exclude>Tick what is done. Ticks print; they are not stored, '
    "and are gone when you leave the page.</p>"
)
LABELED = re.compile(
    rf'(<div class="admonition ({"|".join(LABELS)})">\s*<p class="admonition-title">)(.*?)</p>',
    re.DOTALL,
)


def _with_label(found: re.Match[str]) -> str:
    label, title = LABELS[found[2]], found[3]
    words = "" if title == found[2].capitalize() else f" {title}"
    return f'{found[1]}<span class="label">{label}</span>{words}</p>'
