"""The region map: a geographic map for wide screens and paper, a tile grid for phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_site.core.templates import render
from recovery_site.data.jurisdictions import TERRITORIES, TILES, geometry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from recovery_site.data.directory import Directory
    from recovery_site.data.records import Jurisdiction

STRIP_HEIGHT = 34
"""Height of the boxes of the territories below the map, in units of the view box."""

GAP = 8
"""Space between two of these boxes, in the same units."""


def region_map(directory: Directory, root: str) -> Markup:
    """Both maps of the 56, drawn from one template; every shape links to its jurisdiction's page.

    The links stand outside the tab order, because the same links stand in the list before the map.
    """
    return render(
        "region_map.html",
        directory=directory,
        root=root,
        geometry=geometry(),
        tiles=TILES,
        territories=_strip([directory.by_code[code] for code in TERRITORIES], geometry().width),
        strip_height=STRIP_HEIGHT,
    )


def _strip(territories: Sequence[Jurisdiction], width: int) -> list[tuple[Jurisdiction, int, int]]:
    """Each territory with the left edge and width of its box, as wide as its name is long."""
    signs = [len(one.name) + 5 for one in territories]
    free = width - GAP * len(territories)
    boxes = []
    left = GAP // 2
    for one, count in zip(territories, signs, strict=True):
        wide = free * count // sum(signs)
        boxes.append((one, left, wide))
        left += wide + GAP
    return boxes
