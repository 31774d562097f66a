"""The 56 on the maps: each once, none over another."""

import re

from recovery_site.data import jurisdictions as geography

TERRITORIES = ("AS", "GU", "MP", "PR", "VI")


def test_the_56_are_those_of_an_independent_list(the_56: dict[str, str]) -> None:
    assert set(the_56) == geography.CODES
    assert geography.TERRITORIES == TERRITORIES


def test_every_state_and_dc_has_a_tile_and_no_territory(the_56: dict[str, str]) -> None:
    assert set(geography.TILES) == set(the_56) - set(TERRITORIES)
    assert len(geography.TILES) == 51


def test_the_tile_grid_is_11_columns_wide_and_no_tile_lies_over_another() -> None:
    positions = list(geography.TILES.values())
    assert len(set(positions)) == len(positions)
    assert {column for column, _ in positions} == set(range(1, 12))
    assert {row for _, row in positions} == set(range(1, len(geography.TILE_ROWS) + 1))
    assert all(len(row.split()) == 11 for row in geography.TILE_ROWS)
    codes = [code for row in geography.TILE_ROWS for code in row.split() if code != ".."]
    assert sorted(codes) == sorted(geography.TILES)


def test_no_label_lies_on_another() -> None:
    labels = [shape.label for shape in geography.geometry().shapes.values()]
    assert labels
    for index, (x1, y1) in enumerate(labels):
        for x2, y2 in labels[index + 1 :]:
            assert abs(x1 - x2) >= 14 or abs(y1 - y2) >= 12


def test_alaska_and_hawaii_stand_in_insets() -> None:
    geometry = geography.geometry()
    assert len(geometry.insets) == 2
    for path in geometry.insets:
        assert re.fullmatch(r"[Mm][MmLlHhVvZz0-9 .,-]+", path)
    for code in ("AK", "HI"):
        x, y = geometry.shapes[code].label
        assert x < geometry.size[0] / 3
        assert y > geometry.size[1] / 2
