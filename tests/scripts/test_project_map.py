"""Tests for project_map: tiny made-up topologies, then the map that is kept beside the script."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import project_map as pm
import pytest
from shapely.geometry import LineString, Point, Polygon, box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAP_FILE = Path(__file__).parents[2] / "hooks/recovery_site/data/region_map.json"
CODES = {"08": "CO", "49": "UT"}


def two_states(wiggle: float = 0.02) -> dict[str, Any]:
    """Return two states that share one wavy border; UT runs along it backwards."""
    border = [[-109 + wiggle * (-1) ** i, 37 + 4 * i / 40] for i in range(41)]
    border[0], border[-1] = [-109, 37], [-109, 41]
    return {
        "type": "Topology",
        "arcs": [
            border,
            [[-109, 41], [-102, 41], [-102, 37], [-109, 37]],
            [[-109, 41], [-114, 41], [-114, 37], [-109, 37]],
        ],
        "objects": {
            "states": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "08", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "49", "arcs": [[[~2, ~0]]]},
                    {"type": "Polygon", "id": "72", "arcs": [[1]]},
                ],
            }
        },
    }


def read_path(data: str) -> list[list[tuple[int, int]]]:
    """Read relative path data back into absolute rings, as a browser would."""
    rings = []
    start = (0, 0)
    for part in re.findall(r"m([^mz]*)z", data):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        pen = start
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            pen = (pen[0] + dx, pen[1] + dy)
            ring.append(pen)
        rings.append(ring)
        start = ring[0]
    return rings


def edges(ring: list[tuple[int, int]]) -> set[frozenset[tuple[int, int]]]:
    """Return the edges of a ring without their direction."""
    return {frozenset(pair) for pair in itertools.pairwise([*ring, ring[0]])}


# --- the parts ---------------------------------------------------------------------------------


def test_arcs_are_decoded_from_steps() -> None:
    topology = {
        "arcs": [[[1, 2], [3, -1], [0, 5]]],
        "transform": {"scale": [0.5, 2], "translate": [-10, 100]},
    }
    assert pm.decode_arcs(topology) == [[(-9.5, 104.0), (-8.0, 102.0), (-8.0, 112.0)]]


def test_a_border_stays_the_same_on_both_sides() -> None:
    shapes = pm.build(two_states(), CODES)["shapes"]
    [colorado], [utah] = read_path(shapes["CO"]["d"]), read_path(shapes["UT"]["d"])
    shared = edges(colorado) & edges(utah)
    assert shared
    # Nothing lies between the two, and they do not overlap: the areas add up exactly.
    both = Polygon(colorado).union(Polygon(utah))
    assert both.geom_type == "Polygon"
    assert not both.interiors
    assert both.area == Polygon(colorado).area + Polygon(utah).area


def test_small_bends_go_and_large_ones_stay() -> None:
    straight, wavy = (
        read_path(pm.build(two_states(wiggle), CODES)["shapes"]["CO"]["d"])[0]
        for wiggle in (0.0001, 0.5)
    )
    assert len(wavy) - len(straight) >= 35


def test_same_input_gives_same_bytes() -> None:
    first, second = (pm.to_text(pm.build(two_states(), CODES)) for _ in range(2))
    assert first == second


def test_only_the_jurisdictions_asked_for_are_kept() -> None:
    assert list(pm.build(two_states(), CODES)["shapes"]) == ["CO", "UT"]


def test_a_missing_jurisdiction_stops_the_program() -> None:
    with pytest.raises(ValueError, match="not in the source: WY"):
        pm.build(two_states(), {**CODES, "56": "WY"})


def test_a_hole_stops_the_program() -> None:
    topology = two_states()
    topology["objects"]["states"]["geometries"][0]["arcs"].append([1])
    with pytest.raises(ValueError, match="CO: a polygon with a hole"):
        pm.read_rings(topology, CODES)


def test_simplify_keeps_ends_and_three_points_of_an_island() -> None:
    assert pm.simplify([(0, 0), (5, 0.1), (10, 0)], 1.0) == [(0, 0), (10, 0)]
    island = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)]
    assert len(set(pm.simplify(island, 1.0))) == 3


def test_narrow_inlet_is_closed_and_wide_bay_is_not() -> None:
    # The land lies above y = 0, and the coast runs from right to left in a mathematical sense.
    inlet = [(10.0, 0.0), (5.5, 0.0), (5.5, 8.0), (4.5, 8.0), (4.5, 0.0), (0.0, 0.0)]
    bay = [(10.0, 0.0), (8.0, 0.0), (8.0, 3.0), (2.0, 3.0), (2.0, 0.0), (0.0, 0.0)]
    assert pm.close_narrows(inlet, land=-1) == [inlet[0], inlet[1], inlet[4], inlet[5]]
    assert pm.close_narrows(inlet, land=1) == inlet  # the same line as a long spit of land
    assert pm.close_narrows(bay, land=-1) == bay


def test_small_islands_go_unless_they_are_all_there_is() -> None:
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    arcs = {0: [(x * 9, y * 9) for x, y in square], 1: square, 2: square}
    assert pm.drop_islands({"UT": [(0,), (1,)], "CO": [(2,)]}, arcs) == {"UT": [(0,)], "CO": [(2,)]}


def test_path_data_is_short_and_relative() -> None:
    rings = [[(5, 5), (8, 3), (8, 9)], [(20, 5), (21, 5), (20, 7)]]
    text = pm.path_data(rings)
    assert text == "m5 5 3-2 0 6zm15 0 1 0-1 2z"
    assert read_path(text) == rings


# --- the map that is kept ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """Return region_map.json."""
    loaded: dict[str, Any] = json.loads(MAP_FILE.read_text(encoding="utf-8"))
    return loaded


def outline(shape: dict[str, Any]) -> BaseGeometry:
    """Return the area of a shape of the map."""
    return pm.as_area(read_path(shape["d"]))


def test_all_51_and_one_line_each(kept: dict[str, Any]) -> None:
    assert sorted(kept["shapes"]) == sorted(pm.FIPS.values())
    assert len(kept["shapes"]) == 51
    lines = MAP_FILE.read_text(encoding="utf-8").splitlines()
    assert sum(bool(re.match(r'"[A-Z]{2}":\{"d":"m', line)) for line in lines) == 51


def test_paths_fit_the_budget(kept: dict[str, Any]) -> None:
    data = "".join(shape["d"] for shape in kept["shapes"].values())
    assert len(gzip.compress(data.encode(), 9, mtime=0)) <= 7500


def test_everything_is_on_the_sheet(kept: dict[str, Any]) -> None:
    sheet = box(0, 0, *kept["viewBox"])
    for code, shape in kept["shapes"].items():
        assert sheet.contains(outline(shape)), code
        assert sheet.contains(pm.label_box(shape["label"], shape["anchor"])), code


def test_shapes_do_not_overlap(kept: dict[str, Any]) -> None:
    areas = {code: outline(shape) for code, shape in kept["shapes"].items()}
    for one, two in itertools.combinations(areas, 2):
        assert areas[one].intersection(areas[two]).area < 2, (one, two)
    assert areas["DC"].area >= 5


def test_labels_keep_apart(kept: dict[str, Any]) -> None:
    boxes = {c: pm.label_box(s["label"], s["anchor"]) for c, s in kept["shapes"].items()}
    for one, two in itertools.combinations(boxes, 2):
        assert boxes[one].intersection(boxes[two]).area == 0, (one, two)
    for code, shape in kept["shapes"].items():
        if code in pm.OFFSETS:
            for other, neighbour in kept["shapes"].items():
                assert not boxes[code].intersects(outline(neighbour)), (code, other)
        else:
            x, y = shape["label"]
            text = pm.centred_box(x, y, pm.TEXT_WIDTH, pm.TEXT_HEIGHT)
            assert outline(shape).contains(text), code


def test_leaders_start_in_their_shape_and_do_not_cross(kept: dict[str, Any]) -> None:
    shapes = kept["shapes"]
    leaders = {
        code: LineString([shape["leader"][:2], shape["leader"][2:]])
        for code, shape in shapes.items()
        if shape["leader"]
    }
    assert sorted(leaders) == ["CT", "DC", "DE", "MA", "MD", "NH", "NJ", "RI", "VT"]
    for one, two in itertools.combinations(leaders, 2):
        assert not leaders[one].intersects(leaders[two]), (one, two)
    for code, leader in leaders.items():
        assert outline(shapes[code]).contains(Point(leader.coords[0])), code
        for other, shape in shapes.items():
            label = pm.label_box(shape["label"], shape["anchor"])
            assert other == code or not leader.intersects(label), (code, other)
