"""The page about the design: colors with their contrast, sizes, and single parts as they look."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from recovery_site.core.templates import render
from recovery_site.views.stylesheet import PAIRS, SHAPES, contrast, is_color, tokens

if TYPE_CHECKING:
    from markupsafe import Markup

    from recovery_site.data.directory import Data

REM = 16
"""Pixels of 1rem where the reader has changed nothing."""

SPECIMENS = ("contact", "mailbox", "danger", "helpline", "nobody-answers")


def colors(style: str) -> Markup:
    """Every color, light and dark, and the contrast of each pair that meets on a page.

    Args:
        style: text of the style sheet.
    """
    light, dark = (tokens(style)[scheme] for scheme in ("light", "dark"))
    named = [(name, value, dark[name]) for name, value in light.items() if is_color(value)]
    pairs = [
        (one, *(_shown(contrast(each[one.front], each[one.back])) for each in (light, dark)))
        for one in PAIRS
    ]
    return render("design_colors.html", named=named, pairs=pairs, shapes=SHAPES)


def _shown(ratio: float) -> str:
    """Rounded down, so that no pair looks better than it is."""
    return f"{math.floor(ratio * 10) / 10:.1f}"


def sizes(style: str) -> Markup:
    """The sizes of type, spaces, corners and lines, as they are set.

    Args:
        style: text of the style sheet.
    """
    light = tokens(style)["light"]
    type_ = [(name, value) for name, value in light.items() if name.startswith("t-")]
    spaces = [
        (name, value, round(float(value.removesuffix("rem")) * REM))
        for name, value in light.items()
        if re.fullmatch(r"s\d", name)
    ]
    known = {name for name, *_ in (*type_, *spaces)}
    others = [
        (name, value) for name, value in light.items() if name not in known and not is_color(value)
    ]
    return render("design_sizes.html", type=type_, spaces=spaces, others=others)


def part(data: Data, root: str, name: str) -> Markup:
    """One part of the page about the design.

    Args:
        data: what the site is made from.
        root: the way to the top of the site.
        name: ``colors``, ``sizes``, or one of :data:`SPECIMENS`, which is shown alone.

    Raises:
        ValueError: there is no such part, or the style sheet does not set colors and sizes.
    """
    if name == "colors":
        return colors(data.style)
    if name == "sizes":
        return sizes(data.style)
    if name not in SPECIMENS:
        known = ", ".join(("colors", "sizes", *SPECIMENS))
        raise ValueError(f"there is no part `{name}`; there are {known}")
    return render("design_specimen.html", directory=data.directory, root=root, name=name)
