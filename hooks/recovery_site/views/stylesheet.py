"""What the style sheet sets once: its colors and sizes, and how well the colors stand apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

PRINT, DARK = "@media print", "@media (prefers-color-scheme: dark)"
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
    Pair("ink", "wash", "Text in the finder, table heads and footer"),
    Pair("soft", "paper", "Dates, captions, small notes"),
    Pair("soft", "wash", "The same on the wash"),
    Pair("link", "paper", "Links"),
    Pair("link", "wash", "Links in the finder and the footer"),
    Pair("link", "caution-wash", "Links in a caution"),
    Pair("ink", "caution-wash", "Text in a caution"),
    Pair("on-brand", "brand", "Header and buttons"),
    Pair("on-urgent", "urgent", "Help now"),
    Pair("shape-ink", "focus", "Leave this site"),
    Pair("error", "wash", "What is missing in the finder"),
    Pair("law", "paper", "Label: law"),
    Pair("protocol", "paper", "Label: published protocol"),
    Pair("research", "paper", "Label: research"),
    Pair("practice", "paper", "Label: practice wisdom"),
    Pair("shape-ink", "shape", "Letters and borders on the map"),
    Pair("shape-ink", "shape-on", "The same under the mouse"),
    *(Pair("shape-ink", f"r{number}", f"The same in Region {number}") for number in range(1, 6)),
    Pair("line", "paper", "Border of fields and of the menu", SHAPES),
    Pair("line", "wash", "Border of fields in the finder", SHAPES),
    Pair("accent", "paper", "Border of the mailbox, the finder and the situations", SHAPES),
    Pair("error", "paper", "Border of lines for danger", SHAPES),
    Pair("caution", "caution-wash", "Bar of a caution", SHAPES),
    Pair("focus", "brand", "Focus in the header", SHAPES),
    Pair("ink", "paper", "Focus on the page", SHAPES),
)
"""Every pair that a reader must be able to tell apart."""


@cache
def tokens(style: str) -> dict[str, dict[str, str]]:
    """What the style sheet sets once, by its use and by name.

    Args:
        style: text of the style sheet.

    Returns:
        For ``light``, ``dark`` and ``print`` the value of each custom property, named without its
        two hyphens; dark and print have all values of light that they do not change.

    Raises:
        ValueError: the style sheet does not set them as expected.
    """
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    light = _set_in(plain)
    return {
        "light": light,
        "dark": light | _set_in(_after(plain, DARK)),
        "print": light | _set_in(_after(plain, PRINT)),
    }


def _after(style: str, rule: str) -> str:
    _, found, after = style.partition(rule)
    if not found:
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
    signs = color[1:] if len(color) == 7 else "".join(sign * 2 for sign in color[1:])
    parts = [int(signs[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_color(value: str) -> bool:
    """Whether a value that is set once is a color."""
    return value.startswith("#")
