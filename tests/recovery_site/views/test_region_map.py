"""Both maps: all 56 are on each, with their region once there is one."""

import dataclasses
import itertools
import re
from collections.abc import Iterable
from typing import Any

import pytest
from lxml import etree
from recovery_site.data.directory import Data
from recovery_site.data.jurisdictions import TILES
from recovery_site.views.region_map import region_list, region_map, small_map

from tests.conftest import FlyerPerson, assigned, assignment, slug, with_people
from tests.recovery_site.reading import links, tel, tree, words

ROOT = "../"
TERRITORIES = ["AS", "GU", "MP", "PR", "VI"]
REGIONS = [1, 2, 3, 4, 5]


def drawing(text: str) -> Any:
    """The geographic map, which has to be well-formed, without name spaces."""
    (svg,) = re.findall(r"<svg\b.*?</svg>", text, re.DOTALL)
    return etree.fromstring(svg)


def code_of(the_56: dict[str, str], link: Any) -> str:
    """The postal code of the page that a shape leads to."""
    slugs = {slug(name): code for code, name in the_56.items()}
    match = re.fullmatch(rf"{re.escape(ROOT)}jurisdictions/([a-z-]+)/index\.html", link.get("href"))
    assert match
    return slugs[match[1]]


def maps(text: str) -> list[list[Any]]:
    """The links of the geographic map, and those of the tiles with their strip."""
    page = tree(text)
    tiles = [
        link
        for name in ("tiles", "tiles-territories")
        for part in page.find_class(name)
        for link in part.iter("a")
    ]
    return [list(drawing(text).iter("a")), tiles]


def colored(link: Any) -> int | None:
    """The region whose color a shape has, from its own class or that of its group."""
    for element in (link, link.getparent()):
        if match := re.search(r"\br(\d)\b", element.get("class") or ""):
            return int(match[1])
    return None


KNOWN = [{}, {"TX": 2, "DC": 5, "GU": 1}, assignment()]
"""The region of each jurisdiction that has one: of none, of some, of all."""


@pytest.mark.parametrize("known", KNOWN, ids=len)
def test_both_maps_have_each_of_the_56_once_with_its_region_where_it_is_known(
    the_56: dict[str, str], data: Data, known: dict[str, int]
) -> None:
    text = region_map(assigned(data.directory, known), ROOT)
    for shapes in maps(text):
        assert sorted(code_of(the_56, shape) for shape in shapes) == sorted(the_56)
        for shape in shapes:
            code = code_of(the_56, shape)
            numbers = [words(number) for number in shape.xpath(".//tspan | .//b")]
            assert numbers == ([str(known[code])] if code in known else [])
            assert colored(shape) == known.get(code)
            name = the_56[code] if code in TERRITORIES else code
            assert re.sub(r" ?\d$", "", words(shape)) == name
    assert bool(list(drawing(text).iter("pattern"))) == bool(known)


def test_the_figure_is_named_by_its_caption(data: Data, region_data: Data) -> None:
    for variant, said in (
        (data, "No regions are drawn, because no assignment is confirmed."),
        (region_data, "The number beside each state is its region."),
    ):
        page = tree(region_map(variant.directory, ROOT))
        (figure,) = page.iter("figure")
        (caption,) = page.xpath(f"//figcaption[@id='{figure.get('aria-labelledby')}']")
        assert said in words(caption)
        assert words(caption).endswith("It holds the same 56 links as the list.")
        assert not caption.xpath("ancestor-or-self::*[@aria-hidden]")


def test_each_region_has_a_pattern_for_print(region_data: Data) -> None:
    patterns = list(drawing(region_map(region_data.directory, ROOT)).iter("pattern"))
    assert [pattern.get("id") for pattern in patterns] == [f"p{number}" for number in REGIONS]
    assert len({etree.tostring(pattern).partition(b">")[2] for pattern in patterns}) == len(REGIONS)


def test_every_label_and_box_lies_in_the_view_box_and_no_boxes_overlap(region_data: Data) -> None:
    svg = drawing(region_map(region_data.directory, ROOT))
    left, top, width, height = map(float, svg.get("viewBox").split())
    assert (left, top) == (0, 0)
    assert svg.get("focusable") == "false"
    assert (float(svg.get("width")), float(svg.get("height"))) == (width, height)
    labels = list(svg.iter("text"))
    assert len(labels) == 56
    for label in labels:
        assert 0 < float(label.get("x")) < width
        assert 0 < float(label.get("y")) < height
    boxes = [
        [float(box.get(side)) for side in ("x", "y", "width", "height")]
        for box in svg.xpath("g/a/rect")
    ]
    assert len(boxes) > 5
    for x, y, wide, high in boxes:
        assert min(x, y) >= 0
        assert x + wide <= width
        assert y + high <= height
    for (x1, y1, wide1, high1), (x2, y2, wide2, high2) in itertools.combinations(boxes, 2):
        beside = x1 + wide1 <= x2 or x2 + wide2 <= x1
        assert beside or y1 + high1 <= y2 or y2 + high2 <= y1


def test_every_tile_has_a_cell_of_its_own(region_data: Data) -> None:
    (tiles,) = tree(region_map(region_data.directory, ROOT)).find_class("tiles")
    cells: list[tuple[int, int]] = [(1, 0)]
    for link in tiles.iter("a"):  # as a grid does: a column that is passed begins the next row
        row, column = cells[-1]
        asked = re.search(r"\bc(\d+)", link.get("class") or "")
        after = int(asked[1]) if asked else column + 1
        cells.append((row + (after <= column), after))
    codes = [link.text or "" for link in tiles.iter("a")]
    assert dict(zip(codes, [(column, row) for row, column in cells[1:]], strict=True)) == TILES


def test_the_small_map_is_one_link_in_the_colors_of_regions(data: Data, region_data: Data) -> None:
    for variant, colors in ((data, [None]), (region_data, [f"r{number}" for number in REGIONS])):
        page = tree(small_map(variant.directory, ROOT))
        (link,) = page.iter("a")
        assert link.get("href") == f"{ROOT}regions/index.html"
        assert words(link).startswith("See the ")
        (svg,) = page.iter("svg")
        assert svg.get("aria-hidden") == "true"
        assert [path.get("class") for path in svg.iter("path")] == colors
        # Each state starts at a fixed point of its own, wherever the one before it ended.
        assert "".join(path.get("d") for path in svg.iter("path")).count("M") == 51


def listed(names: Iterable[str]) -> list[tuple[str, str]]:
    """Address and name of each jurisdiction, by name."""
    return [(f"{ROOT}jurisdictions/{slug(name)}/index.html", name) for name in sorted(names)]


def test_the_list_by_region_keeps_all_56_apart_until_regions_are_confirmed(
    flyer: list[FlyerPerson], flyer_mailbox: str, the_56: dict[str, str], data: Data
) -> None:
    page = tree(region_list(data.directory, ROOT))
    heads = [f"{n}Region {n}" for n in range(1, 6)]
    assert [words(heading) for heading in page.iter("h3")] == [*heads, "States and territories"]
    (listing,) = page.find_class("jurisdictions")
    assert list(links(listing).items()) == listed(the_56.values())
    (notice,) = page.find_class("unconfirmed")
    assert words(notice) == (
        "Regional assignment to be confirmed: no source says yet which state belongs to which region. "
        f"Write to the team mailbox and name your state or territory: {flyer_mailbox}."
    )
    regional = [person for person in flyer if person.region]
    regional.sort(key=lambda person: person.region or 0)
    for printed, head in zip(regional, page.find_class("region-head"), strict=True):
        assert printed.name in words(head)
        mail = f"mailto:{printed.email}"
        assert links(head) == {tel(printed.phone): printed.phone, mail: printed.email}


def test_the_list_by_region_puts_each_of_the_56_under_its_region(
    flyer: list[FlyerPerson], the_56: dict[str, str], region_data: Data
) -> None:
    page = tree(region_list(region_data.directory, ROOT))
    (regions,) = page.find_class("regions")
    assert [part.tag for part in regions] == ["section"] * 5 + ["figure"]
    assert page.xpath("//h3/@id") == [f"region-{n}" for n in range(1, 6)]
    assert not page.find_class("unconfirmed")
    names = {printed.region: printed.name for printed in flyer}
    for number, section in enumerate(page.iter("section"), 1):
        in_region = [name for code, name in the_56.items() if assignment()[code] == number]
        (listing,) = section.find_class("jurisdictions")
        assert list(links(listing).items()) == listed(in_region)
        (head,) = section.find_class("region-head")
        assert f"Region {number}: {len(in_region)} states and territories" in words(head)
        assert names[number] in words(head)
    assert [words(note) for note in page.find_class("checked")] == [
        "Regions checked November 22, 2026, against a list made up for the tests."
    ]


def test_the_list_by_region_names_those_without_a_region(
    flyer_mailbox: str, the_56: dict[str, str], data: Data
) -> None:
    page = tree(region_list(assigned(data.directory, {"TX": 2, "GU": 1}), ROOT))
    rest = [name for code, name in the_56.items() if code not in ("TX", "GU")]
    (listing,) = page.find_class("region-0")[0].find_class("jurisdictions")
    assert list(links(listing).items()) == listed(rest)
    (notice,) = page.find_class("unconfirmed")
    assert words(notice).startswith("Regional assignment to be confirmed for 54 of 56. ")
    assert flyer_mailbox in words(notice)
    for number, name in ((2, "Texas"), (1, "Guam")):
        heading = page.get_element_by_id(f"region-{number}")
        assert "1 state or territory" in words(heading)
        assert name in links(heading.getparent().getparent()).values()


def test_lists_that_were_read_on_different_days_say_each_its_own(region_data: Data) -> None:
    contacts = region_data.directory.contacts
    first, *others = contacts.regions
    older = first.model_copy(update={"source": "an older list"})
    contacts = contacts.model_copy(update={"regions": (older, *others)})
    page = tree(region_list(dataclasses.replace(region_data.directory, contacts=contacts), ROOT))
    said = [words(note) for note in page.find_class("checked")]
    assert said[0] == "Region 1 checked November 22, 2026, against an older list."
    assert len(said) == 5


def test_a_region_without_specialist_says_so(region_data: Data) -> None:
    directory = with_people(region_data.directory, {"Stacy Schultz": {"regions": ()}})
    heads = map(words, tree(region_list(directory, ROOT)).find_class("region-head"))
    said = "No specialist is listed now. Write to the team mailbox."
    assert [said in head for head in heads] == [False, False, True, False, False]
