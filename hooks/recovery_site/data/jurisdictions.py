"""What never changes from edit to edit: the 56 jurisdictions and where the maps draw them."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

TERRITORIES: tuple[str, ...] = ("AS", "GU", "MP", "PR", "VI")
"""Postal codes of the five territories, in the order of the strip below each map."""

TILE_ROWS: tuple[str, ...] = (
    "AK .. .. .. .. .. .. .. .. .. ME",
    ".. .. .. .. .. .. .. .. .. VT NH",
    "WA ID MT ND MN WI MI .. NY MA RI",
    "OR NV WY SD IA IL IN OH PA NJ CT",
    "CA UT CO NE MO KY WV VA MD DE DC",
    ".. AZ NM KS AR TN NC SC .. .. ..",
    ".. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. TX .. .. .. .. FL .. ..",
)
"""The tile grid, 11 columns wide so that a tile is 24 px on a 320 px phone."""

TILES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, codes in enumerate(TILE_ROWS, 1)
    for column, code in enumerate(codes.split(), 1)
    if code != ".."
}
"""Column and row, counted from 1, of each jurisdiction but the territories."""

CODES: frozenset[str] = frozenset(TILES) | frozenset(TERRITORIES)
"""Postal codes of the 56: 50 states, the District of Columbia and five territories."""


class Shape(NamedTuple):
    """One jurisdiction on the map: SVG path, middle of the label, a line to it if it stands outside."""

    path: str
    label: tuple[int, int]
    leader: tuple[int, int, int, int] | None


class Geometry(NamedTuple):
    """The map, large and small, without territories: view boxes, shapes by postal code, SVG paths of insets."""

    size: tuple[int, int]
    shapes: dict[str, Shape]
    insets: tuple[str, ...]
    small_size: tuple[int, int]
    small: dict[str, str]


@cache
def geometry() -> Geometry:
    """The projected shapes, from ``region_map.json`` (made by ``scripts/project_map.py``)."""
    raw = json.loads(files(__package__).joinpath("region_map.json").read_text("utf-8"))
    shapes = {
        code: Shape(shape["d"], tuple(shape["label"]), shape["leader"] and tuple(shape["leader"]))
        for code, shape in raw["shapes"].items()
    }
    return Geometry(
        tuple(raw["viewBox"]), shapes, tuple(raw["insets"]), tuple(raw["smallBox"]), raw["small"]
    )
