# /// script
# requires-python = ">=3.11"
# dependencies = ["pyproj==3.7.2", "shapely==2.2.0"]
# ///
"""Turn the state boundaries of us-atlas into small SVG paths for the region map.

Usage::

    npm pack us-atlas@3.0.1            # then unpack it; package/states-10m.json is the input
    python project_map.py states-10m.json > region_map.json

The input is TopoJSON: every border between two states is stored once, as an *arc*, and a shape is
a list of arcs. Everything that changes geometry (projecting, simplifying, rounding) happens arc by
arc, so both neighbours of a border always get the very same points and no gaps can open.

The output holds 50 states and DC. The five territories are left out on purpose: the page draws
them as a labelled strip beside the map. The same input gives the same bytes.

A label is placed by the centre of a 26 x 26 box (``anchor`` "middle") or by the middle of that
box's left edge (``anchor`` "start"). A leader runs from a point in the shape to the label's box.
"""

from __future__ import annotations

import heapq
import itertools
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pyproj import Proj
from shapely import make_valid
from shapely.geometry import Polygon, box
from shapely.ops import polylabel, unary_union
from shapely.prepared import prep

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Coord: TypeAlias = tuple[float, float]
GridPoint: TypeAlias = tuple[int, int]
ArcRefs: TypeAlias = tuple[int, ...]  # TopoJSON arc references of one ring; ~i means "i reversed"
Json: TypeAlias = dict[str, Any]

SOURCE = "us-atlas 3.0.1 states-10m, U.S. Census Bureau 2017 edition, ISC licence"

# --- the sheet, in SVG units -------------------------------------------------------------------

SHEET = (960, 590)
MARGIN = 2
MAINLAND_WIDTH = 918  # the 48 states and DC; the rest of the width is for the label column
ALASKA_SCALE = 0.35  # relative to the mainland, as is usual; Hawaii keeps the mainland's scale
ALASKA_LEFT_BOTTOM = (4, 584)
HAWAII_LEFT_BOTTOM = (221, 584)
INSET_FRAMES = ("m2 440h153l58 58v91", "m213 498h80l48 48v43")

# --- generalisation ----------------------------------------------------------------------------

MIN_TRIANGLE = 0.5  # square units: a bend smaller than this is straightened (Visvalingam)
MIN_ISLAND = 6.0  # square units
MIN_ISLAND_BY_STATE = {"AK": 5.2, "CA": 5.0, "HI": 0.0, "LA": 12.0, "MA": 5.0, "NY": 7.0}
NARROW_GAP = 1.5  # units: where a coast comes this near to itself again, what lies between goes,
NARROW_INLET = 14.0  # if it is an inlet of no more square units than this,
NARROW_SPIT = 1.0  # or a spit of no more than this
MAX_STEP_DEGREES = 1.0  # longer segments get extra points first, so that parallels come out curved

# --- labels ------------------------------------------------------------------------------------

LABEL_BOX = 26
TEXT_WIDTH, TEXT_HEIGHT = 22, 24  # two letters at 14 units over a small region number
COLUMN_X = 930
LEADER_GAP = 2

FIPS = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE",
    "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA",
    "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN",
    "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM",
    "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
    "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA",
    "54": "WV", "55": "WI", "56": "WY",
}  # fmt: skip


@dataclass(frozen=True)
class Offset:
    """A label beside its shape: where it stands, and where its leader touches the shape."""

    label: GridPoint
    target: Coord | None  # longitude, latitude; None for a label without a leader
    anchor: str = "start"


OFFSETS = {
    "VT": Offset((834, 62), (-72.75, 44.35), "middle"),
    "NH": Offset((COLUMN_X, 130), (-71.2, 43.05)),
    "MA": Offset((COLUMN_X, 157), (-71.0, 42.5)),
    "RI": Offset((COLUMN_X, 184), (-71.55, 41.6)),
    "CT": Offset((COLUMN_X, 211), (-72.5, 41.5)),
    "NJ": Offset((COLUMN_X, 238), (-74.4, 40.0)),
    "DE": Offset((COLUMN_X, 265), (-75.4, 38.8)),
    "MD": Offset((COLUMN_X, 292), (-75.4, 38.3)),
    "DC": Offset((COLUMN_X, 319), (-77.01, 38.9)),
    "HI": Offset((258, 566), None, "middle"),
}


# --- TopoJSON ----------------------------------------------------------------------------------


def decode_arcs(topology: Json) -> list[list[Coord]]:
    """Return every arc of a topology as absolute coordinates."""
    transform = topology.get("transform")
    if transform is None:
        return [[(float(x), float(y)) for x, y in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs = itertools.accumulate(step[0] for step in arc)
        ys = itertools.accumulate(step[1] for step in arc)
        arcs.append(
            [(x * scale_x + move_x, y * scale_y + move_y) for x, y in zip(xs, ys, strict=False)]
        )
    return arcs


def read_rings(topology: Json, codes: Mapping[str, str] = FIPS) -> dict[str, list[ArcRefs]]:
    """Return the rings of each jurisdiction named in ``codes``, by postal code, in sorted order.

    No state has a hole in this source, so a ring is a whole polygon. A hole stops the program.
    """
    rings: dict[str, list[ArcRefs]] = {}
    for geometry in topology["objects"]["states"]["geometries"]:
        code = codes.get(geometry["id"])
        if code is None:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        if any(len(polygon) != 1 for polygon in polygons):
            raise ValueError(f"{code}: a polygon with a hole")
        rings[code] = [tuple(polygon[0]) for polygon in polygons]
    missing = sorted(set(codes.values()) - set(rings))
    if missing:
        raise ValueError(f"not in the source: {', '.join(missing)}")
    return dict(sorted(rings.items()))


def arc_index(reference: int) -> int:
    """Return the number of the arc that a signed reference points to."""
    return ~reference if reference < 0 else reference


def join_arcs(refs: ArcRefs, arcs: Mapping[int, Sequence[Any]]) -> list[Any]:
    """Join arcs into one open ring: the first point is not repeated at the end."""
    ring: list[Any] = []
    for reference in refs:
        arc = arcs[arc_index(reference)]
        ring.extend((arc[::-1] if reference < 0 else arc)[:-1])
    return ring


def densify(arc: Sequence[Coord], step: float = MAX_STEP_DEGREES) -> list[Coord]:
    """Add points on segments longer than ``step``."""
    dense = [arc[0]]
    for (x1, y1), (x2, y2) in itertools.pairwise(arc):
        parts = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) / step))
        dense += [(x1 + (x2 - x1) * i / parts, y1 + (y2 - y1) * i / parts) for i in range(1, parts)]
        dense.append((x2, y2))
    return dense


# --- projecting --------------------------------------------------------------------------------


def albers(south: float, north: float, latitude: float, longitude: float) -> Proj:
    """Return an Albers equal-area conic projection with two standard parallels, in kilometres."""
    return Proj(
        proj="aea",
        lat_1=south,
        lat_2=north,
        lat_0=latitude,
        lon_0=longitude,
        ellps="GRS80",
        units="km",
    )


@dataclass(frozen=True)
class Frame:
    """A projection and its place on the sheet."""

    projection: Proj
    scale: float = 1.0
    move: Coord = (0.0, 0.0)

    def place(self, points: Iterable[Coord]) -> list[Coord]:
        """Project longitude and latitude to sheet units; y runs down."""
        longitudes, latitudes = zip(*points, strict=False)
        xs, ys = self.projection(longitudes, latitudes)
        move_x, move_y = self.move
        return [
            (x * self.scale + move_x, -y * self.scale + move_y)
            for x, y in zip(xs, ys, strict=False)
        ]


def bounds(points: Iterable[Coord]) -> tuple[float, float, float, float]:
    """Return the least x, least y, greatest x and greatest y."""
    xs, ys = zip(*points, strict=False)
    return min(xs), min(ys), max(xs), max(ys)


def signed_area(ring: Sequence[Coord]) -> float:
    """Return the area inside a ring; the sign tells which way round the ring runs."""
    return (
        sum(
            x1 * y2 - x2 * y1
            for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=False)
        )
        / 2
    )


def ring_area(ring: Sequence[Coord]) -> float:
    """Return the area inside a ring, whichever way round it runs."""
    return abs(signed_area(ring))


# --- simplifying -------------------------------------------------------------------------------


def triangle_area(a: Coord, b: Coord, c: Coord) -> float:
    """Return the area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplify(arc: Sequence[Any], min_area: float) -> list[Any]:
    """Drop bends smaller than ``min_area``, smallest first (Visvalingam and Whyatt).

    Both ends stay. A closed arc keeps at least three different points.
    """
    keep_at_least = 4 if arc[0] == arc[-1] else 2
    before = [i - 1 for i in range(len(arc))]
    after = [i + 1 for i in range(len(arc))]
    area = [math.inf] * len(arc)
    queue: list[tuple[float, int]] = []

    def measure(i: int, at_least: float) -> None:
        if 0 < i < len(arc) - 1:
            area[i] = max(at_least, triangle_area(arc[before[i]], arc[i], arc[after[i]]))
            heapq.heappush(queue, (area[i], i))

    for i in range(len(arc)):
        measure(i, 0.0)
    removed: set[int] = set()
    while queue and len(arc) - len(removed) > keep_at_least:
        smallest, i = heapq.heappop(queue)
        if i in removed or smallest != area[i]:
            continue
        if smallest > min_area:
            break
        removed.add(i)
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        measure(left, smallest)
        measure(right, smallest)
    return [point for i, point in enumerate(arc) if i not in removed]


def close_narrows(
    coast: Sequence[Coord],
    land: int,
    gap: float = NARROW_GAP,
    inlet: float = NARROW_INLET,
    spit: float = NARROW_SPIT,
) -> list[Coord]:
    """Cut across narrow inlets and small spits, which would be drawn as a blot between two lines.

    From each point the coast goes straight on to the furthest later point that is at most ``gap``
    away, if the part cut off is small. ``land`` is the sign of the area that the coast runs round:
    a loop of the same sign is land, a loop of the other sign is water.
    """
    sums = [0.0]  # the area between two points of the coast and the origin is a difference of sums
    for (x1, y1), (x2, y2) in itertools.pairwise(coast):
        sums.append(sums[-1] + (x1 * y2 - x2 * y1) / 2)
    last = len(coast) - 1
    last_jump = last - 1 if coast[0] == coast[-1] else last  # the ends of an island always meet
    result = [coast[0]]
    i = 0
    while i < last:
        x1, y1 = coast[i]
        for j in range(last_jump, i + 1, -1):
            x2, y2 = coast[j]
            if math.hypot(x2 - x1, y2 - y1) <= gap:
                cut_off = land * (sums[j] - sums[i] + (x2 * y1 - x1 * y2) / 2)
                if -inlet <= cut_off <= spit:
                    i = j
                    break
        else:
            i += 1
        result.append(coast[i])
    return result


def snap(arc: Sequence[Coord]) -> list[GridPoint]:
    """Round to whole units, then drop repeated points and points on a straight line."""
    rounded = [(math.floor(x + 0.5), math.floor(y + 0.5)) for x, y in arc]
    distinct = [point for point, _ in itertools.groupby(rounded)]
    if len(distinct) < 2:
        return [rounded[0], rounded[-1]]
    return simplify(distinct, 0.0)


def users_of_arcs(rings: Mapping[str, Sequence[ArcRefs]]) -> dict[int, list[tuple[str, int]]]:
    """Return, for each arc, the rings that use it as (postal code, ring number)."""
    users: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for code, state_rings in rings.items():
        for number, refs in enumerate(state_rings):
            for reference in refs:
                users[arc_index(reference)].append((code, number))
    return users


def drop_islands(
    rings: Mapping[str, Sequence[ArcRefs]], arcs: Mapping[int, Sequence[Coord]]
) -> dict[str, list[ArcRefs]]:
    """Leave out small islands, but never a state's largest piece or one that adjoins another.

    An island divided between two states goes as a whole, when each part is small.
    """
    users = users_of_arcs(rings)
    small = set()
    for code, state_rings in rings.items():
        least = MIN_ISLAND_BY_STATE.get(code, MIN_ISLAND)
        areas = [ring_area(join_arcs(refs, arcs)) for refs in state_rings]
        small |= {(code, n) for n, area in enumerate(areas) if area < min(least, max(areas))}

    def stands_alone(refs: ArcRefs) -> bool:
        return all(user in small for reference in refs for user in users[arc_index(reference)])

    return {
        code: [
            refs
            for number, refs in enumerate(state_rings)
            if (code, number) not in small or not stands_alone(refs)
        ]
        for code, state_rings in rings.items()
    }


def draw_arcs(
    rings: Mapping[str, Sequence[ArcRefs]], arcs: Mapping[int, Sequence[Coord]]
) -> dict[int, list[GridPoint]]:
    """Simplify and round every arc in use, once; coasts also lose their narrow inlets."""
    users = users_of_arcs(rings)
    drawn = {}
    for state_rings in rings.values():
        for refs in state_rings:
            area = signed_area(join_arcs(refs, arcs))
            for reference in refs:
                index = arc_index(reference)
                arc = arcs[index]
                if len(users[index]) == 1:
                    arc = close_narrows(arc, 1 if (area > 0) == (reference >= 0) else -1)
                drawn[index] = snap(simplify(arc, MIN_TRIANGLE))
    return drawn


# --- writing paths -----------------------------------------------------------------------------


def choose_directions(
    rings: Mapping[str, Sequence[ArcRefs]], arcs: Mapping[int, Sequence[GridPoint]]
) -> dict[str, list[ArcRefs]]:
    """Turn rings round so that most borders are written the same way by both neighbours.

    Which way a ring runs makes no difference on screen, but equal text compresses better.
    """
    sign: dict[tuple[str, int], int] = {}
    shared: dict[tuple[str, int], list[tuple[tuple[str, int], int]]] = defaultdict(list)
    uses: dict[int, list[tuple[tuple[str, int], int]]] = defaultdict(list)
    for code, state_rings in rings.items():
        for number, refs in enumerate(state_rings):
            sign[code, number] = 1
            for reference in refs:
                uses[arc_index(reference)].append(((code, number), -1 if reference < 0 else 1))
    for index, pair in uses.items():
        if len(pair) == 2 and pair[0][0] != pair[1][0]:
            (one, way_one), (two, way_two) = pair
            weight = way_one * way_two * len(arcs[index])
            shared[one].append((two, weight))
            shared[two].append((one, weight))
    improved = True
    while improved:
        improved = False
        for ring in sorted(sign):
            agreement = sum(sign[ring] * sign[other] * weight for other, weight in shared[ring])
            if agreement < 0:
                sign[ring] = -sign[ring]
                improved = True
    return {
        code: [
            refs if sign[code, number] > 0 else tuple(~reference for reference in reversed(refs))
            for number, refs in enumerate(state_rings)
        ]
        for code, state_rings in rings.items()
    }


def join_numbers(numbers: Iterable[int]) -> str:
    """Write numbers with no more separators than SVG needs: a minus sign separates, too."""
    text = ""
    for number in numbers:
        text += f" {number}" if text and number >= 0 else str(number)
    return text


def path_data(rings: Iterable[Sequence[GridPoint]]) -> str:
    """Write rings as relative SVG path data; the line commands after ``m`` are implicit."""
    text = ""
    at = (0, 0)  # where the pen is after the last ring was closed: at that ring's first point
    for ring in rings:
        steps: list[int] = []
        pen = at
        for x, y in ring:
            steps += (x - pen[0], y - pen[1])
            pen = (x, y)
        text += f"m{join_numbers(steps)}z"
        at = ring[0]
    return text


# --- labels ------------------------------------------------------------------------------------


def centred_box(x: float, y: float, width: float, height: float) -> Polygon:
    """Return a rectangle around a point."""
    return box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def label_box(label: Sequence[float], anchor: str) -> Polygon:
    """Return the clickable box of a label."""
    x, y = label
    return centred_box(x + (LABEL_BOX / 2 if anchor == "start" else 0), y, LABEL_BOX, LABEL_BOX)


def largest_piece(shape: BaseGeometry) -> Polygon:
    """Return the largest polygon of a shape."""
    pieces = [piece for piece in getattr(shape, "geoms", [shape]) if isinstance(piece, Polygon)]
    return max(pieces, key=lambda piece: piece.area)


def as_area(rings: Iterable[Sequence[GridPoint]]) -> BaseGeometry:
    """Return the area inside some rings; rounding may have made a ring touch itself."""
    return unary_union([make_valid(Polygon(ring)) for ring in rings])


def inner_label(shape: BaseGeometry) -> GridPoint | None:
    """Return the point furthest from all borders, or the nearest one to it where the text fits."""
    piece = largest_piece(shape)
    best = polylabel(piece, tolerance=0.25)
    fits = prep(piece)
    low_x, low_y, high_x, high_y = (round(value) for value in piece.bounds)
    nearest_first = sorted(
        itertools.product(range(low_x, high_x + 1), range(low_y, high_y + 1)),
        key=lambda point: (math.dist(point, (best.x, best.y)), point),
    )
    for x, y in nearest_first:
        if fits.contains(centred_box(x, y, TEXT_WIDTH, TEXT_HEIGHT)):
            return x, y
    return None


def leader_line(target: Coord, label: GridPoint, anchor: str) -> list[int]:
    """Return a line from a shape to the label's box, stopping just short of it."""
    x1, y1 = (math.floor(value + 0.5) for value in target)
    x, y = label
    if anchor == "start":
        return [x1, y1, x - LEADER_GAP, y]
    return [x1, y1, x, y + LABEL_BOX // 2 + (0 if y1 > y else -LABEL_BOX)]


# --- all of it ---------------------------------------------------------------------------------


def frames_for(
    rings: Mapping[str, Sequence[ArcRefs]], arcs: Sequence[Sequence[Coord]]
) -> tuple[Frame, dict[str, Frame]]:
    """Fit the three projections to the sheet; return the mainland's and those of the insets."""
    flat = {
        "": Frame(albers(29.5, 45.5, 37.5, -96)),
        "AK": Frame(albers(55, 65, 50, -154)),
        "HI": Frame(albers(8, 18, 13, -157)),
    }

    def extent(codes: Iterable[str], frame: Frame) -> tuple[float, float, float, float]:
        used = {arc_index(r) for code in codes for refs in rings[code] for r in refs}
        return bounds(point for i in sorted(used) for point in frame.place(arcs[i]))

    west, north, east, _ = extent((c for c in rings if c not in flat), flat[""])
    scale = MAINLAND_WIDTH / (east - west)
    mainland = Frame(flat[""].projection, scale, (MARGIN - west * scale, MARGIN - north * scale))
    insets = {}
    for code, size, (left, bottom) in (
        ("AK", scale * ALASKA_SCALE, ALASKA_LEFT_BOTTOM),
        ("HI", scale, HAWAII_LEFT_BOTTOM),
    ):
        if code in rings:
            west, _, _, south = extent([code], flat[code])
            move = (left - west * size, bottom - south * size)
            insets[code] = Frame(flat[code].projection, size, move)
    return mainland, insets


def build(topology: Json, codes: Mapping[str, str] = FIPS) -> Json:
    """Return the whole map as plain data."""
    degrees = [densify(arc) for arc in decode_arcs(topology)]
    rings = read_rings(topology, codes)

    # The frames are fitted twice: first to all pieces, to know how large an island is on the
    # sheet, and then to the pieces that stay.
    for _ in range(2):
        mainland, insets = frames_for(rings, degrees)
        placed = {
            arc_index(reference): insets.get(code, mainland).place(degrees[arc_index(reference)])
            for code, state_rings in rings.items()
            for refs in state_rings
            for reference in refs
        }
        rings = drop_islands(rings, placed)

    drawn = draw_arcs(rings, placed)
    rings = choose_directions(rings, drawn)
    shapes: dict[str, Json] = {}
    for code, state_rings in rings.items():
        pieces = [join_arcs(refs, drawn) for refs in state_rings]
        pieces = [[point for point, _ in itertools.groupby(piece)] for piece in pieces]
        pieces = [piece for piece in pieces if len(set(piece)) > 2 and ring_area(piece) > 0]
        area = as_area(pieces)
        offset = OFFSETS.get(code)
        leader = None
        if offset is None:
            inside = inner_label(area)
            if inside is None:
                raise ValueError(f"{code}: the label does not fit; give it a place in OFFSETS")
            label, anchor = inside, "middle"
        else:
            label, anchor = offset.label, offset.anchor
            if offset.target is not None:
                [target] = insets.get(code, mainland).place([offset.target])
                leader = leader_line(target, label, anchor)
        shapes[code] = {
            "d": path_data(pieces), "label": list(label), "leader": leader, "anchor": anchor
        }  # fmt: skip
    return {
        "source": SOURCE,
        "viewBox": list(SHEET),
        "shapes": shapes,
        "insets": list(INSET_FRAMES),
    }


def to_text(region_map: Json) -> str:
    """Write the map as JSON with one line for each jurisdiction, so that diffs stay readable."""

    def compact(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    shapes = ",\n".join(
        f"{compact(code)}:{compact(shape)}" for code, shape in sorted(region_map["shapes"].items())
    )
    return (
        f'{{"source":{compact(region_map["source"])},\n"viewBox":{compact(region_map["viewBox"])},\n'
        f'"shapes":{{\n{shapes}\n}},\n"insets":{compact(region_map["insets"])}}}\n'
    )


def main(arguments: Sequence[str]) -> int:
    """Read the topology named on the command line and print the map."""
    if len(arguments) != 1:
        print("usage: python project_map.py states-10m.json > region_map.json", file=sys.stderr)
        return 2
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    sys.stdout.write(to_text(build(topology)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
