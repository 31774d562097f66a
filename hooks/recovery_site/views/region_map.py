"""The region map: a geographic map for wide screens and paper, a tile grid for phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_site.geography import TERRITORIES, TILES, geometry
from recovery_site.render import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from recovery_site.model import Directory

TERRITORY_BOX = (104, 34)
"""Width and height of a territory's box below the map, in units of the view box."""


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
        territories=[directory.by_code[code] for code in TERRITORIES],
        box=TERRITORY_BOX,
    )
