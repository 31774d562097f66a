"""Colors and sizes that are set once: they stand apart, and nothing is set a second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from recovery_site.views.stylesheet import PAIRS, contrast, is_color, tokens

TOP = Path(__file__).parents[3]
STYLE = (TOP / "overrides/assets/site.css").read_text("utf-8")
SET = tokens(STYLE)


def rules(style: str) -> str:
    """What follows the values set once, up to the rules for paper, without comments."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    screen, _, paper = plain.partition("@media print")
    assert paper
    return screen[screen.index("*, ::before") :]


@pytest.mark.parametrize(
    ("front", "back", "ratio"),
    [("#000", "#fff", 21), ("#fff", "#000000", 21), ("#abc", "#aabbcc", 1), ("#767676", "#FFF", 4.54),
     ("#f00", "#fff", 4.0), ("#0000ff", "#fff", 8.59)],
)  # fmt: skip
def test_contrast_is_that_of_wcag(front: str, back: str, ratio: float) -> None:
    assert contrast(front, back) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("color", ["", "red", "#12", "#12345", "#ggg", "rgb(0, 0, 0)"])
def test_what_is_no_color_is_refused(color: str) -> None:
    with pytest.raises(ValueError, match="is not a color"):
        contrast(color, "#fff")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_that_meets_stands_apart(scheme: str) -> None:
    assert len(PAIRS) > 20
    weak = [
        (one.front, one.back, round(ratio, 2))
        for one in PAIRS
        if (ratio := contrast(SET[scheme][one.front], SET[scheme][one.back])) < one.least
    ]
    assert weak == []


def test_on_paper_every_text_is_dark_on_white() -> None:
    for one in ("ink", "soft", "link", "law", "protocol", "research", "practice", "error"):
        assert contrast(SET["print"][one], "#fff") >= 7, one
    assert SET["print"]["paper"] == SET["print"]["wash"] == "#fff"


def test_every_color_is_in_a_pair_or_only_an_ornament() -> None:
    paired = {name for one in PAIRS for name in (one.front, one.back)}
    colors = {name for name, value in SET["light"].items() if is_color(value)}
    assert colors - paired == {"hair"}  # lines that part what space parts already


def test_every_value_that_is_set_is_used_and_every_one_used_is_set() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", STYLE))
    assert set(SET["light"]) - used == set()
    assert used - set(SET["light"]) == {"tone"}  # a label's own color, which each label sets


def test_dark_and_print_set_nothing_that_light_does_not() -> None:
    assert len(SET["light"]) > 40
    assert set(SET["dark"]) == set(SET["print"]) == set(SET["light"])
    assert SET["dark"]["ink"] != SET["light"]["ink"] != SET["print"]["ink"]


def test_no_color_is_written_below_the_head() -> None:
    written = re.findall(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6})\b(?!\w)", rules(STYLE))
    assert sorted(written) == ["#0006", "#fff"]  # the menu's shadow; the paper of a hand-out


def test_sizes_of_letters_come_from_the_scale() -> None:
    found = re.findall(r"font-size: ([^;}]+)", rules(STYLE).split(".region-map {")[0])
    assert len(found) > 15
    assert {one.strip() for one in found if not one.startswith("var(--t-")} == {"1rem"}


def test_spaces_and_corners_come_from_the_scale() -> None:
    found = re.findall(r"[ {;](?:margin|padding|gap)[\w-]*: ([^;}]+)", rules(STYLE))
    assert len(found) > 60
    single = {part for one in found for part in one.split() if part.endswith("rem")}
    assert single == {".1rem"}  # three words beside each other on the narrowest phone
    corners = re.findall(r"border-radius: ([^;}]+)", rules(STYLE))
    assert {one.strip() for one in corners} == {"var(--round)", "var(--round-card)", "2px"}


def test_a_style_sheet_that_sets_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no :root"):
        tokens("a { color: red }")
    with pytest.raises(ValueError, match="no @media"):
        tokens(":root { --ink: #000 }")
