"""Turn the state boundaries of us-atlas into the shapes of the region map.

Usage::

    npm pack us-atlas@3.0.1    # then unpack it; package/states-albers-10m.json is the input
    python scripts/project_map.py package/states-albers-10m.json > hooks/recovery_site/data/region_map.json

The input is projected already, with Alaska and Hawaii at the lower left. mapshaper (through npx) simplifies it
border by border, so that neighbors keep the same points; equal points are rounded equally, and no gap opens.
The territories are not in it: the page draws them as a strip. The same input gives the same bytes.
"""

import json
import subprocess
import sys
from itertools import chain, pairwise
from tempfile import NamedTemporaryFile

import us

SOURCE = "us-atlas 3.0.1 states-albers-10m, U.S. Census Bureau 2017 edition, ISC licence"
MAPSHAPER = "mapshaper@0.6.121"
LARGE, SMALL = (0.488, 2, 9), (0.25, 7, 200)
"""The large map and the small one: its units for one of the input; how far a border may move and the smallest
island that is kept, in units of the input."""
CORNER = (14.3, 10.2)
"""What lies at the upper left of both maps, in units of the input."""
VIEW_BOX, SMALL_BOX = (484, 296), (238, 150)
INSETS = ("M1 219h77l22 24v50", "M100 243h34l24 24v26")
"""Lines around Alaska and Hawaii."""
ATLANTIC = ("NH", "MA", "RI", "CT", "NJ", "DE", "MD", "DC")
LABELS = {
    "AK": (48, 245), "AL": (322, 210), "AR": (267, 185), "AZ": (94, 187), "CA": (33, 150), "CO": (148, 136),
    "FL": (376, 250), "GA": (356, 209), "HI": (117, 284), "IA": (255, 106), "ID": (83, 78), "IL": (291, 125),
    "IN": (319, 129), "KS": (221, 146), "KY": (338, 150), "LA": (267, 221), "ME": (442, 40), "MI": (326, 97),
    "MN": (244, 53), "MO": (266, 150), "MS": (294, 204), "MT": (122, 43), "NC": (395, 167), "ND": (201, 47),
    "NE": (212, 113), "NM": (145, 187), "NV": (61, 112), "NY": (405, 76), "OH": (344, 121), "OK": (233, 180),
    "OR": (49, 65), "PA": (390, 105), "SC": (378, 189), "SD": (198, 80), "TN": (318, 172), "TX": (216, 229),
    "UT": (104, 132), "VA": (392, 142), "VT": (417, 27), "WA": (59, 25), "WI": (283, 75), "WV": (363, 139),
    "WY": (149, 91),
} | {code: (470, 66 + 14 * row) for row, code in enumerate(ATLANTIC)}  # fmt: skip
"""The middle of each label, in units of the large map. Those of small states stand above or in the Atlantic."""
OUTSIDE = {"VT": (0, 6)} | dict.fromkeys(ATLANTIC, (-11, 0))
"""Where the line from a state meets the box around its label, from the middle of the box."""

Ring = list[tuple[int, int]]


def rings(file: str, scale: float, interval: float, island: float) -> dict[str, list[Ring]]:
    """The outlines of each state by postal code, in whole units of a map; the largest stands first."""
    with NamedTemporaryFile(suffix=".json") as output:  # a pipe would lose its end
        command = ["npx", "--yes", MAPSHAPER, file, "-target", "states", "-filter-islands", f"min-area={island}",
                   "-simplify", f"interval={interval}", "keep-shapes", "-o", output.name, "force", "format=geojson"]  # fmt: skip
        subprocess.run(command, capture_output=True, check=True)
        states = json.load(output)["features"]
    outlines = {}
    for state in states:
        shape = state["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        (left, top), code = CORNER, us.states.mapping("fips", "abbr")[state["id"]]
        drawn = [
            [(round((x - left) * scale), round((y - top) * scale)) for x, y in ring]
            for ring in chain(*parts)
        ]
        outlines[code] = sorted(map(lean, drawn), key=area, reverse=True)
    return dict(sorted(outlines.items()))


def lean(ring: Ring) -> Ring:
    """A closed outline without points that fall together or lie on the line between their neighbors."""
    points = [point for point, after in pairwise(ring) if point != after]
    return [
        (x, y)
        for (a, b), (x, y), (c, d) in zip([points[-1], *points], points, [*points[1:], points[0]], strict=False)
        if (x - a) * (d - b) != (y - b) * (c - a)
    ]  # fmt: skip


def area(ring: Ring) -> float:
    """The area inside an outline, in square units."""
    sides = pairwise([*ring[-1:], *ring])
    return abs(sum(a * d - c * b for (a, b), (c, d) in sides)) / 2


def path(outlines: list[Ring], least: float = 1.5) -> str:
    """SVG path data of a state, without specks, but for its largest part."""
    data, pen = "", (0, 0)
    for ring in outlines[:1] + [ring for ring in outlines[1:] if area(ring) >= least]:
        steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise([pen, *ring])]
        data += "m" + " ".join(steps).replace(" -", "-") + "z"
        pen = ring[0]
    return data


def leader(code: str, outlines: list[Ring]) -> list[int] | None:
    """From the middle of a small state to the box around its label."""
    if code not in OUTSIDE:
        return None
    (x, y), (right, down) = LABELS[code], OUTSIDE[code]
    middle = [(min(of) + max(of)) // 2 for of in zip(*outlines[0], strict=True)]
    return [*middle, x + right, y + down]


def main() -> None:
    """Print the map made from the file that is named."""
    large, small = (rings(sys.argv[1], *size) for size in (LARGE, SMALL))
    shapes = {
        code: {"d": path(outlines), "label": LABELS[code], "leader": leader(code, outlines)}
        for code, outlines in large.items()
    }
    lines = ",\n".join(f"{json.dumps(code)}:{json.dumps(shape)}" for code, shape in shapes.items())
    head = {"source": SOURCE, "viewBox": VIEW_BOX, "smallBox": SMALL_BOX, "insets": INSETS}
    drawn = {"small": {code: path(outlines, 3) for code, outlines in small.items()}}
    print(f'{json.dumps(head)[:-1]},\n"shapes":{{\n{lines}}},\n{json.dumps(drawn, indent=0)[2:]}')


if __name__ == "__main__":
    main()
