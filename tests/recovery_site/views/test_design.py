"""The page about the design shows what the style sheet sets, and real parts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html
from recovery_site.views import design
from recovery_site.views.stylesheet import PAIRS, contrast, is_color, tokens

if TYPE_CHECKING:
    from markupsafe import Markup
    from recovery_site.data.directory import Data


def rows(text: Markup, table: int) -> list[list[str]]:
    """The cells of a table, as text."""
    found = html.fragment_fromstring(str(text), create_parent=True).xpath("//table")[table]
    return [
        [" ".join(cell.text_content().split()) for cell in row] for row in found.xpath("./tbody/tr")
    ]


def test_every_color_is_shown_as_it_is_set(data: Data) -> None:
    light, dark = tokens(data.style)["light"], tokens(data.style)["dark"]
    shown = rows(design.colors(data.style), 0)
    expected = [[f"--{n}", v, dark[n]] for n, v in light.items() if is_color(v)]
    assert len(expected) > 25
    assert shown == expected
    drawn = re.findall(r'fill="(#\w+)"', design.colors(data.style))
    assert drawn == [color for _, *both in expected for color in both]


def test_the_contrast_shown_is_that_of_the_colors_and_never_rounded_up(data: Data) -> None:
    schemes = [tokens(data.style)[name] for name in ("light", "dark")]
    shown = rows(design.colors(data.style), 1)
    assert len(shown) == len(PAIRS)
    for pair, (_, colors, least, *ratios) in zip(PAIRS, shown, strict=True):
        assert colors == f"{pair.front} on {pair.back}"
        assert float(least) == pair.least
        for scheme, ratio in zip(schemes, ratios, strict=True):
            exact = contrast(scheme[pair.front], scheme[pair.back])
            assert exact - 0.1 < float(ratio) <= exact


def test_another_color_gives_another_page(data: Data) -> None:
    other = data.style.replace("#4a5560", "#bbbbbb")
    assert "#bbbbbb" in design.colors(other)
    assert "1.9" in [row[3] for row in rows(design.colors(other), 1)]


def test_every_size_is_shown_once(data: Data) -> None:
    text = design.sizes(data.style)
    shown = {row[0]: row[1] for table in range(3) for row in rows(text, table)}
    light = tokens(data.style)["light"]
    sizes = {f"--{name}": value for name, value in light.items() if not is_color(value)}
    assert shown.keys() == sizes.keys()
    assert shown["--s4"] == "1rem, 16 pixels"
    assert 'width="16"' in text


@pytest.mark.parametrize("name", design.SPECIMENS)
def test_single_parts_are_real(data: Data, name: str) -> None:
    text = design.part(data, "../", name)
    real = {
        "contact": data.directory.specialists[0].full_name,
        "mailbox": data.directory.team.email,
        "danger": "tel:911",
        "helpline": data.directory.helpline("ncmec").primary.value,
        "nobody-answers": data.directory.helpline("ncmec").primary.value,
    }
    assert real[name] in text
    assert text.count("<h3") == 1


def test_a_part_that_does_not_exist_is_refused(data: Data) -> None:
    with pytest.raises(
        ValueError, match="there is no part `card`; there are colors, sizes, contact"
    ):
        design.part(data, "", "card")


def test_without_a_style_sheet_it_says_so(data: Data) -> None:
    with pytest.raises(ValueError, match="the style sheet has no"):
        design.part(replace(data, style=""), "", "colors")
