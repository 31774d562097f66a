"""The map for those who do not see it, see few colors, or use no mouse."""

import re
from pathlib import Path

import pytest

from .conftest import WIDTHS, Visit

PICTURES = ".map, .tiles, .tiles-territories"


@pytest.fixture(params=["real", "made-up"])
def regions(request: pytest.FixtureRequest, site: Path, made_up_site: Path) -> str:
    """The address of the page with the map, on the real site and with assigned regions."""
    top = site if request.param == "real" else made_up_site
    return (top / "regions/index.html").as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_one_figure_with_a_name(visit: Visit, regions: str, width: int) -> None:
    page = visit(regions, width=width)
    figure = page.get_by_role("figure", name=re.compile("^Map of the (regions|jurisdictions)"))
    assert figure.count() == 1
    assert "the same 56 links as the list" in figure.aria_snapshot()


def test_its_links_stand_in_the_list_before_it(visit: Visit, regions: str) -> None:
    page = visit(regions)
    order = """(lists) => {
      const figure = document.querySelector("figure.region-map");
      const all = [...document.querySelectorAll(lists)];
      return all.every((link) => link.compareDocumentPosition(figure) & 4);
    }"""
    listed = "main ul.jurisdictions a"
    assert page.evaluate(order, listed)

    def links(within: str) -> list[str]:
        addresses: list[str] = page.eval_on_selector_all(
            within, "all => all.map((link) => link.getAttribute('href'))"
        )
        return sorted(addresses)

    assert len(set(links(listed))) == 56
    assert links(".map a") == links(".tiles a, .tiles-territories a") == links(listed)


def test_its_shapes_are_no_stop_of_the_keyboard_and_hidden_from_screen_readers(
    visit: Visit, regions: str
) -> None:
    page = visit(regions)
    assert page.locator(".region-map a").count() == 2 * 56
    assert page.locator(".region-map a:not([tabindex='-1'])").count() == 0
    assert page.locator(PICTURES).count() == 3
    assert page.locator(PICTURES).and_(page.locator(":not([aria-hidden=true])")).count() == 0
    assert page.get_by_role("figure").get_by_role("link").count() == 0


def luminance(color: str) -> float:
    """How bright a color is, as WCAG defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: str, other: str) -> float:
    """The contrast of two colors, as WCAG defines it."""
    dark, bright = sorted((luminance(color), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


SHAPES = """all => all.map((link) => {
  const style = (part) => getComputedStyle(part);
  const shape = style(link.querySelector("rect") ?? link.querySelector("path"));
  return [shape.fill, shape.stroke, style(link.querySelector("text")).fill];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_letters_and_borders_stand_out_from_the_shapes(
    visit: Visit, regions: str, scheme: str, forced: str
) -> None:
    page = visit(regions, color_scheme=scheme, forced_colors=forced)
    shapes = page.eval_on_selector_all(".map a", SHAPES)
    assert len(shapes) == 56
    for fill, border, letters in shapes:
        assert contrast(fill, letters) >= 4.5
        assert contrast(fill, border) >= 3


def test_each_shape_says_its_region_in_a_number(visit: Visit, made_up_site: Path) -> None:
    page = visit((made_up_site / "regions/index.html").as_uri())
    names = page.locator(".map a").all_text_contents()
    assert len(names) == 56
    assert all(re.search(r"[1-5]$", name.strip()) for name in names)
