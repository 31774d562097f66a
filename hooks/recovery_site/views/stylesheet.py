"""The style that stands inside every page: its icons, its hash, its colors and how well they stand apart."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from string import ascii_lowercase

from recovery_site.core import minify
from recovery_site.core.problems import Problem, RefusedError

INSIDE = ("site", "home", "people", "sections", "guide")
"""Sheets that stand inside pages, so that nothing waits for a file: the first in all, the others where needed."""

NAMES = ("colors", *INSIDE, "more", "map", "paper")
SHEETS = tuple(f"overrides/assets/{name}.css" for name in NAMES)
"""The sources of :class:`Styles`; ``colors``, with what is set once, belongs to the first inside."""

PRINT, DARK = "@media print", "@media (prefers-color-scheme: dark)"
OUTLINE = r'<svg xmlns="[^"]*" viewBox="0 0 24 24"><path d="([^"]*)"/></svg>'
"""An icon as most of the set's are: 24 by 24 units."""

LETTERS, SHAPES = 4.5, 3.0
"""The least contrast of WCAG 2.2 AA: of letters (1.4.3), and of borders and shapes (1.4.11)."""


@dataclass(frozen=True)
class Pair:
    """Two colors that meet on a page.

    Attributes:
        front: name of the color in front, without its two hyphens.
        back: name of the color behind it.
        use: where they meet, as a person says it.
        least: the contrast they must have.
    """

    front: str
    back: str
    use: str
    least: float = LETTERS


PAIRS = (
    Pair("ink", "paper", "Text"),
    Pair("ink", "wash", "Text in labels and the footer"),
    Pair("ink", "tint", "Text on the home page's ground and the mailbox"),
    Pair("soft", "paper", "Second lines, dates, captions"),
    Pair("soft", "wash", "The same on the wash"),
    Pair("soft", "tint", "The same on the tint"),
    Pair("link", "paper", "Links"),
    Pair("link", "wash", "Links in labels and the footer"),
    Pair("link", "tint", "Links on the tint"),
    Pair("link", "caution-wash", "Links in a caution"),
    Pair("link", "urgent-wash", "Numbers in the line for danger"),
    Pair("ink", "caution-wash", "Text in a caution"),
    Pair("ink", "urgent-wash", "Text in the line for danger"),
    Pair("on-brand", "brand", "Header"),
    Pair("on-act", "act", "The main button"),
    Pair("on-urgent", "urgent", "Help now, 911"),
    Pair("on-focus", "focus", "Leave this site, and a state that is pointed at"),
    Pair("error", "paper", "What is missing in the finder"),
    Pair("caution", "paper", "Not yet reviewed"),
    Pair("on-tone", "law", "Label: law"),
    Pair("on-tone", "protocol", "Label: published protocol"),
    Pair("research", "paper", "Label: research"),
    Pair("practice", "paper", "Label: practice wisdom"),
    *(Pair("on-shape", name, f"Letters on the map: {name}") for name in ("shape", "r1", "r2", "r3", "r4", "r5")),
    *(Pair("sea", name, f"Borders on the map: {name}", SHAPES) for name in ("shape", "r1", "r2", "r3", "r4", "r5")),
    Pair("line", "paper", "Border of fields", SHAPES),
    Pair("act", "paper", "Border of a call button", SHAPES),
    Pair("urgent", "paper", "Border of what is urgent", SHAPES),
    Pair("urgent", "urgent-wash", "Bar of the line for danger", SHAPES),
    Pair("caution", "caution-wash", "Bar and icon of a caution", SHAPES),
    Pair("ok", "paper", "Tick of a check", SHAPES),
    Pair("ok", "tint", "The same on the tint", SHAPES),
    Pair("focus", "brand", "Focus in the header", SHAPES),
    Pair("ink", "paper", "Focus on the page", SHAPES),
)  # fmt: skip
"""Every pair that a reader must be able to tell apart."""


def short_names(sheets: Sequence[str]) -> list[str]:
    """Sheets that belong together with one or two letters in place of the names of their values."""
    names = dict.fromkeys(re.findall(r"--[a-z][\w-]*", "".join(sheets)))
    letters = [*ascii_lowercase, *("".join(two) for two in product(ascii_lowercase, repeat=2))]
    short = dict(zip(names, letters, strict=False))
    return [re.sub(r"--[a-z][\w-]*", lambda name: f"--{short[name[0]]}", sheet) for sheet in sheets]


@dataclass(frozen=True)
class Styles:
    """How pages look.

    Attributes:
        site: the style that stands inside every page, with what is set once.
        home, people, sections, guide: styles that stand inside the pages that need them.
        more, map: files that some pages need before they are shown.
        paper: what paper and readers' own colors need: for all pages, and at the end of both files.
    """

    site: str = ""
    home: str = ""
    people: str = ""
    sections: str = ""
    guide: str = ""
    more: str = ""
    map: str = ""
    paper: str = ""

    @cached_property
    def _first_in(self) -> dict[str, frozenset[str]]:
        classes: dict[str, frozenset[str]] = {}
        for name in (*INSIDE, "more", "map"):
            classes[name] = _classes(getattr(self, name)).difference(*classes.values())
        return classes

    def _needed(self, content: str, names: Iterable[str]) -> list[str]:
        used = {name for names in re.findall(r'class="([^"]*)"', content) for name in names.split()}
        return [name for name in names if used & self._first_in[name]]

    def inside(self, content: str) -> list[str]:
        """The styles that stand inside a page: that of all pages, and each that first sets a class on it.

        Args:
            content: the page's HTML.
        """
        return [self.site, *(getattr(self, name) for name in self._needed(content, INSIDE[1:]))]

    def files(self, content: str) -> list[str]:
        """The files without which a page cannot be shown: something on it has a class first set there.

        Args:
            content: the page's HTML.
        """
        return self._needed(content, ("more", "map"))

    @property
    def all_inside(self) -> tuple[str, ...]:
        """Every style that may stand inside a page."""
        return tuple(getattr(self, name) for name in INSIDE)

    def asset(self, path: str, content: bytes) -> bytes:
        """A file as it is published: style sheets finished, scripts without comments and spaces.

        Args:
            path: where it lies in the theme.
            content: its bytes there.
        """
        if path.endswith(".css"):
            own = {"assets/more.css": self.more, "assets/map.css": self.map}.get(path, "")
            return (own + self.paper).encode()
        plain = path.endswith(".js") and not path.endswith(".min.js")
        return minify.js(content.decode()).encode() if plain else content


def _classes(style: str) -> frozenset[str]:
    return frozenset(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", style))


def finished(path: str, source: str, labels: Mapping[str, str]) -> str:
    """A style sheet as it is published: without comments, with its icons drawn in.

    An icon is an outline that cuts a square of 24 pixels, not a picture: a browser makes a document of each
    SVG picture before it shows a page.

    Args:
        path: the sheet as people know it, for messages.
        source: its text, in which ``icon(material/phone)`` stands for the outline of that name in Material's
            icon set, and ``icon(law)`` for that of an evidence label.
        labels: icon of each evidence label, as ``theme.icon.admonition`` of ``mkdocs.yml`` names it.

    Raises:
        RefusedError: the package with the icons is missing, or it has no icon of a name that is one outline.
    """
    folder = icons()

    def drawn(named: re.Match[str]) -> str:
        name = labels.get(named[1], named[1])
        file = folder / f"{name}.svg"
        outline = re.fullmatch(OUTLINE, file.read_text("utf-8").strip()) if file.is_file() else None
        if not outline:
            line = source.count("\n", 0, source.index(named[0])) + 1
            message = f"Material's icon set has no icon `{name}` of one outline; write the name of one, like material/phone"
            where = (path, line) if name == named[1] else ("mkdocs.yml", 1)
            raise RefusedError([Problem(*where, "", message)])
        return f'path("{outline[1]}")'

    return re.sub(r"icon\(([\w/-]+)\)", drawn, minify.css(source))


def icons() -> Path:
    """The folder of Material's icon set, in the installed package ``mkdocs-material``.

    Raises:
        RefusedError: the package is not installed.
    """
    package = find_spec("material")
    for folder in package.submodule_search_locations or () if package else ():
        return Path(folder) / "templates/.icons"
    message = (
        "the package mkdocs-material is missing, from which the icons come; install it: make site"
    )
    raise RefusedError([Problem(SHEETS[0], 1, "", message)])


@cache
def tokens(style: str) -> dict[str, dict[str, str]]:
    """What the style sheet sets once, by its use and by name.

    Args:
        style: text of the style sheet.

    Returns:
        For ``light`` and ``dark`` the value of each custom property, named without its two hyphens; dark
        has all values of light that it does not change. For ``print`` the same where the text has such rules.

    Raises:
        ValueError: the style sheet does not set them as expected.
    """
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    light = _set_in(plain)
    values = {"light": light, "dark": light | _set_in(_after(plain, DARK))}
    return values | ({"print": light | _set_in(_after(plain, PRINT))} if PRINT in plain else {})


def _after(style: str, rule: str) -> str:
    _, before, after = style.partition(rule)
    if not before:
        raise ValueError(f"the style sheet has no {rule}")
    return after


def _set_in(style: str) -> dict[str, str]:
    block = re.search(r":root\s*\{(.*?)\}", style, re.DOTALL)
    if not block:
        raise ValueError("the style sheet has no :root with its colors and sizes")
    return {name: value.strip() for name, value in re.findall(r"--([\w-]+):([^;]+)", block[1])}


def contrast(front: str, back: str) -> float:
    """How well two colors stand apart, as WCAG 2.2 defines it.

    Args:
        front: a color as ``#fff`` or ``#ffffff``.
        back: the other.

    Returns:
        From 1 for the same color to 21 for black on white.

    Raises:
        ValueError: one is not written like this.
    """
    dark, bright = sorted((_luminance(front), _luminance(back)))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    if not re.fullmatch(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", color, re.IGNORECASE):
        raise ValueError(f"`{color}` is not a color like #fff or #1d4b5a")
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_color(value: str) -> bool:
    """Whether a value that is set once is a color."""
    return value.startswith("#")
