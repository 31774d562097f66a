"""The regions: who serves them as the legend of a map, and the small map that leads there."""

import re
from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup

from recovery_site.core.templates import render
from recovery_site.data.directory import Directory
from recovery_site.data.jurisdictions import TERRITORIES, TILES, geometry
from recovery_site.data.records import Jurisdiction, Region


def region_list(directory: Directory, root: str) -> Markup:
    """Who serves each region, which jurisdictions belong to it, and the map, whose legend the list is."""
    return render(
        "region_list.html", directory=directory, root=root, map=region_map(directory, root)
    )


def region_map(directory: Directory, root: str) -> Markup:
    """Both maps of the 56: a geographic one for wide windows and paper, tiles for phones.

    Every shape is a link, outside the tab order, because the same links stand in the list before the map.
    """
    territories = [directory.by_code[code] for code in TERRITORIES]
    values = {
        "geometry": geometry(),
        "groups": _groups(directory),
        "tiles": _tiles(directory),
        "territories": _strip(territories, geometry().size[0]),
    }
    return render("region_map.html", directory=directory, root=root, **values)


def small_map(directory: Directory, root: str) -> Markup:
    """A small drawing of the regions as one link to the page with the map."""
    drawn = geometry()
    paths = {
        region.number if region else None: "".join(
            # One path of many states: each starts at a fixed point of its own.
            re.sub(r"^m(-?\d+[ -]\d+) ?", r"M\1l", drawn.small.get(jurisdiction.code, ""))
            for jurisdiction in jurisdictions
        )
        for region, jurisdictions in _groups(directory)
    }
    return render("small_map.html", directory=directory, root=root, geometry=drawn, paths=paths)


def _groups(directory: Directory) -> list[tuple[Region | None, tuple[Jurisdiction, ...]]]:
    """Jurisdictions by their region, those without one last."""
    groups = [(region, directory.jurisdictions_of(region)) for region in (*directory.regions, None)]
    return [group for group in groups if group[1]]


def _tiles(directory: Directory) -> list[tuple[Jurisdiction, int]]:
    """Each jurisdiction in the order of the rows, with its column where it does not follow the one before, else 0."""
    placed = sorted((row, column, code) for code, (column, row) in TILES.items())
    follow = [(row, column + 1) for row, column, _ in placed]
    return [
        (directory.by_code[code], 0 if (row, column) == after else column)
        for (row, column, code), after in zip(placed, [(1, 1), *follow], strict=False)
    ]


def _strip(territories: Sequence[Jurisdiction], width: int) -> list[tuple[Jurisdiction, int, int]]:
    """Each territory with the left edge and width of its box, as wide as its name is long."""
    lengths = [len(territory.name) + 5 for territory in territories]
    gap = 6  # between two boxes, in units of the view box
    free = width - gap * (len(territories) - 1) - 2
    widths = [free * length // sum(lengths) for length in lengths]
    lefts = accumulate((wide + gap for wide in widths), initial=1)
    return list(zip(territories, lefts, widths, strict=False))
