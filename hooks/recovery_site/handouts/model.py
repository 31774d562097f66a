"""What goes into handouts, what comes out, and the order of their list.

Apart from ``assemble``, so that a build without PDFs never loads the libraries that make them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recovery_site.content.front_matter import MOMENTS

if TYPE_CHECKING:
    from recovery_site.handouts.pdf import PdfFile
    from recovery_site.handouts.print_html import Sheet

FLYER, TOOLKIT = "flyer", "toolkit"
"""Names of the handouts that are no page: the team's sheet, and all in one."""


@dataclass(frozen=True)
class Printed:
    """A page of the site as far as handouts need it.

    Attributes:
        file: where it lies, from the top of the site: ``worksheets/recovery-plan/index.html``.
        meta: its front matter.
        content: its content as HTML.
        address: its public address.
    """

    file: str
    meta: Mapping[str, object]
    content: str
    address: str

    @property
    def name(self) -> str:
        """The part of the address that names it; ``worksheets/recovery-plan`` for a page in a folder."""
        return self.file.removesuffix("/index.html")


@dataclass(frozen=True)
class Handout:
    """A finished handout with what the list says of it.

    Attributes:
        path: the file, from the top of the site.
        sheet: what was printed.
        file: the PDF itself, its sides and the picture of its first side.
    """

    path: str
    sheet: Sheet
    file: PdfFile

    @property
    def thumbnail(self) -> str:
        """The picture's path, from the top of the site."""
        return self.path.removesuffix(".pdf") + ".png"

    @property
    def downloads(self) -> list[tuple[str, bytes]]:
        """The files to publish, each with its path from the top of the site."""
        return [(self.path, self.file.content), (self.thumbnail, self.file.thumbnail)]

    @property
    def kind(self) -> str:
        """What it is, in one word for its picture in the list."""
        if self.sheet.name in (FLYER, TOOLKIT):
            return self.sheet.name.capitalize()
        if "data-field=" in self.sheet.content:
            return "Worksheet"
        return "Card" if self.file.sides == 1 else "Guide"

    @property
    def first_side_alone(self) -> bool:
        """Whether a guide's first side ends where its page says so: it can be printed alone."""
        return self.kind == "Guide" and "new-side" in self.sheet.content

    @property
    def size(self) -> str:
        """``PDF, 2 sides, 84 kB``."""
        sides = "1 side" if self.file.sides == 1 else f"{self.file.sides} sides"
        return f"PDF, {sides}, {round(len(self.file.content) / 1000)} kB"


def name_of(page: str) -> str:
    """The name of a page's handout, from the page's own as in :class:`Printed`."""
    return page.rpartition("/")[2]


def path_of(name: str) -> str:
    """The file of a handout, from the top of the site."""
    return f"handouts/{name}.pdf"


def paths(pages: Mapping[str, Mapping[str, object]]) -> list[str]:
    """The files of all handouts, from the top of the site, made or not.

    Args:
        pages: front matter of each page by its name, as in :class:`Printed`.
    """
    names = [name_of(page) for page, meta in pages.items() if meta.get("handout_sides")]
    return [path_of(name) for name in (*names, FLYER, TOOLKIT)]


def by_moment(handouts: Sequence[Handout]) -> list[tuple[str, list[Handout]]]:
    """Handouts under the heading of their moment, for the list; the toolkit stands last, apart."""
    groups = [
        (title, [handout for handout in handouts if handout.sheet.moment == key])
        for key, title in [*MOMENTS.items(), (TOOLKIT, "Everything in one file, for a binder")]
    ]
    return [group for group in groups if group[1]]
