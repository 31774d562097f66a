"""What goes into handouts, what comes out, and the order of their list.

Apart from the rest, so that a build without PDFs never loads the libraries that make them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from recovery_site.content.front_matter import MOMENTS
from recovery_site.core.shown_page import ShownPage

FLYER, TOOLKIT = "flyer", "toolkit"
"""Names of the handouts that are no page: the team's sheet, and all in one."""


@dataclass(frozen=True)
class PdfFile:
    """A finished PDF: its bytes, its number of sides, and a picture of the head of the first one, PNG."""

    content: bytes
    sides: int
    thumbnail: bytes


@dataclass(frozen=True)
class Handout:
    """A finished handout, made from a page, with what the list says of it."""

    sheet: ShownPage
    file: PdfFile

    @property
    def path(self) -> str:
        """The file, from the top of the site."""
        return path_of(self.sheet.name)

    @property
    def thumbnail(self) -> str:
        """The picture's path, from the top of the site."""
        return self.path.removesuffix(".pdf") + ".png"

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


def path_of(name: str) -> str:
    """The file of a handout, from the top of the site."""
    return f"handouts/{name}.pdf"


def paths(pages: Iterable[str]) -> list[str]:
    """The files of all handouts, from the top of the site, made or not; ``pages``: paths of their pages."""
    return [path_of(name) for name in (*(PurePath(page).stem for page in pages), FLYER, TOOLKIT)]


def moment(sheet: ShownPage) -> str:
    """When a handout is of use: one of :data:`MOMENTS`, or the toolkit's own."""
    return str(sheet.meta.get("moment") or "always")


def by_moment(handouts: Sequence[Handout]) -> list[tuple[str, list[Handout]]]:
    """Handouts under the heading of their moment, for the list; the toolkit stands last, apart."""
    titles = MOMENTS | {TOOLKIT: "Everything in one file, for a binder"}
    groups = {
        title: [handout for handout in handouts if moment(handout.sheet) == key]
        for key, title in titles.items()
    }
    return [group for group in groups.items() if group[1]]
