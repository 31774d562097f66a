"""The program that makes the map: its pure parts, then the map that is kept."""

import itertools
import re

import pytest
from project_map import LABELS, area, leader, lean, path
from recovery_site.data.jurisdictions import TILES, geometry

Point = tuple[float, float]
KEPT = geometry()
DIFFERENT = {"DE is left of DC", "IN is above WV", "NC is left of SC", "NV is above UT"}
"""Where the tiles differ from the map, because a row holds eleven."""

SMALL_STATES = ("CT", "DC", "DE", "MA", "MD", "NH", "NJ", "RI", "VT")


def outlines(path: str) -> list[list[Point]]:
    """Path data read back into absolute outlines, as a browser would."""
    rings, start = [], (0.0, 0.0)
    for part in re.findall(r"m([^mz]*)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        pen, ring = start, []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            pen = (pen[0] + dx, pen[1] + dy)
            ring.append(pen)
        rings.append(ring)
        start = ring[0]
    return rings


def inside(point: Point, path: str) -> bool:
    """Whether a point lies in a shape: a line from it to the right crosses its outlines an odd number of times."""
    x, y = point
    crossed = 0
    for ring in outlines(path):
        for (a, b), (c, d) in itertools.pairwise([*ring, ring[0]]):
            crossed += (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b)
    return crossed % 2 == 1


def test_points_that_fall_together_or_lie_on_a_line_go() -> None:
    ring = [(0, 0), (0, 0), (2, 0), (4, 0), (4, 4), (4, 4), (0, 4), (0, 0)]
    assert lean(ring) == [(0, 0), (4, 0), (4, 4), (0, 4)]
    assert area(lean(ring)) == 16


def test_a_path_is_relative_and_leaves_out_specks_but_never_a_whole_state() -> None:
    square, speck = [(5, 5), (9, 5), (9, 9), (5, 9)], [(20, 20), (21, 20), (21, 21)]
    assert path([square, speck]) == "m5 5 4 0 0 4-4 0z"
    assert path([square, [(x + 9, y) for x, y in square]]) == "m5 5 4 0 0 4-4 0zm9 0 4 0 0 4-4 0z"
    assert path([speck]) == "m20 20 1 0 0 1z"


def test_only_small_states_have_a_line_to_their_label() -> None:
    square = [(400, 60), (410, 60), (410, 70), (400, 70)]
    assert leader("VT", [square]) == [405, 65, LABELS["VT"][0], LABELS["VT"][1] + 6]
    assert leader("TX", [square]) is None


def test_the_kept_map_has_all_but_the_territories_twice() -> None:
    assert KEPT.shapes.keys() == KEPT.small.keys() == TILES.keys()
    assert {code for code, shape in KEPT.shapes.items() if shape.leader} == set(SMALL_STATES)
    for paths, (width, height) in (
        ([shape.path for shape in KEPT.shapes.values()], KEPT.size),
        (KEPT.small.values(), KEPT.small_size),
    ):
        points = [point for path in paths for ring in outlines(path) for point in ring]
        assert len(points) > 300
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points)


@pytest.mark.parametrize("code", sorted(TILES.keys() - {"HI"}))
def test_a_label_or_its_line_stands_in_its_own_shape_and_in_no_other(code: str) -> None:
    own = KEPT.shapes[code]
    point = own.leader[:2] if own.leader else own.label
    within = {name for name, shape in KEPT.shapes.items() if inside(point, shape.path)}
    # The smallest are too narrow for a point of the grid to lie in them.
    assert within <= {code}
    assert within or code in ("DC", "DE", "RI")
    if own.leader:
        assert not any(inside(own.label, shape.path) for shape in KEPT.shapes.values())


def test_states_share_their_borders() -> None:
    edges = [
        frozenset(edge)
        for shape in KEPT.shapes.values()
        for ring in outlines(shape.path)
        for edge in itertools.pairwise([*ring, ring[0]])
    ]
    shared = sum(edges.count(edge) == 2 for edge in set(edges))
    assert shared > 250
    assert all(edges.count(edge) <= 2 for edge in set(edges))


def test_tiles_stand_as_the_states_do() -> None:
    """Of two states in a row of tiles the left one lies further west; of two in a column the upper one further north."""
    middle = {}
    for code, shape in KEPT.shapes.items():
        points = [point for ring in outlines(shape.path)[:1] for point in ring]
        middle[code] = [sum(of) / len(points) for of in zip(*points, strict=True)]
    wrong = []
    for (code, (column, row)), (other, (beside, below)) in itertools.permutations(TILES.items(), 2):
        if "AK" in (code, other) or "HI" in (code, other):
            continue
        if row == below and column < beside and middle[code][0] > middle[other][0]:
            wrong.append(f"{code} is left of {other}")
        if column == beside and row < below and middle[code][1] > middle[other][1]:
            wrong.append(f"{code} is above {other}")
    assert set(wrong) == DIFFERENT
