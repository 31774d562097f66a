"""Both maps: all 56 are on each, with their region once there is one."""

from __future__ import annotations

import dataclasses
import gzip
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from recovery_site.data.directory import Data
from recovery_site.data.jurisdictions import TILES
from recovery_site.views.region_map import region_list, region_map, small_map

from tests.conftest import FlyerPerson, assigned, assignment

TOP = Path(__file__).parents[3]
ROOT = "../"
TERRITORIES = ["AS", "GU", "MP", "PR", "VI"]
REGIONS = [1, 2, 3, 4, 5]


def tree(text: str) -> Any:
    """The HTML as a browser reads it."""
    return html.fragment_fromstring(text, create_parent="div")


def drawing(text: str) -> Any:
    """The geographic map, which has to be well-formed, without name spaces."""
    (found,) = re.findall(r"<svg\b.*?</svg>", text, re.DOTALL)
    return etree.fromstring(found)


def words(node: Any) -> str:
    """The text of a part, with single spaces."""
    return " ".join("".join(node.itertext()).split())


def code_of(the_56: dict[str, str], link: Any) -> str:
    """The postal code of the page that a shape leads to."""
    slugs = {name.lower().replace(".", "").replace(" ", "-"): code for code, name in the_56.items()}
    match = re.fullmatch(rf"{re.escape(ROOT)}jurisdictions/([a-z-]+)/index\.html", link.get("href"))
    assert match
    return slugs[match[1]]


def maps(text: str) -> list[list[Any]]:
    """The links of the geographic map, and those of the tiles with their strip."""
    page = tree(text)
    tiles = [
        link
        for part in ("tiles", "tiles-territories")
        for one in page.find_class(part)
        for link in one.iter("a")
    ]
    return [list(drawing(text).iter("a")), tiles]


def colored(link: Any) -> int | None:
    """The region whose color a shape has, from its own class or that of its group."""
    for one in (link, link.getparent()):
        if match := re.search(r"\br(\d)\b", one.get("class") or ""):
            return int(match[1])
    return None


def test_both_maps_link_to_each_of_the_56_once(
    the_56: dict[str, str], data: Data, made_up: Data
) -> None:
    for one in (data, made_up):
        for links in maps(region_map(one.directory, ROOT)):
            assert sorted(code_of(the_56, link) for link in links) == sorted(the_56)


def test_shapes_are_named_by_postal_code_and_territories_by_name(
    the_56: dict[str, str], data: Data
) -> None:
    for links in maps(region_map(data.directory, ROOT)):
        for link in links:
            code = code_of(the_56, link)
            assert words(link) == (the_56[code] if code in TERRITORIES else code)


def test_both_strips_hold_all_five_territories_with_a_label(
    the_56: dict[str, str], data: Data
) -> None:
    text = region_map(data.directory, ROOT)
    (strip,) = tree(text).find_class("tiles-territories")
    assert [code_of(the_56, link) for link in strip.iter("a")] == TERRITORIES
    svg = drawing(text)
    named = [link for link in svg.iter("a") if link.xpath("text[@class='name']")]
    assert [code_of(the_56, link) for link in named] == TERRITORIES


def test_the_maps_are_no_second_list_for_keyboards_and_screen_readers(made_up: Data) -> None:
    page = tree(region_map(made_up.directory, ROOT))
    links = list(page.iter("a"))
    assert len(links) == 2 * 56
    for link in links:
        assert link.get("tabindex") == "-1"
        assert link.xpath("ancestor::*[@aria-hidden='true']")
    (svg,) = page.iter("svg")
    assert svg.get("focusable") == "false"


def test_the_figure_is_named_by_its_caption(data: Data, made_up: Data) -> None:
    for one, said in (
        (data, "No regions are drawn, because no assignment is confirmed."),
        (made_up, "The number beside each state is its region."),
    ):
        page = tree(region_map(one.directory, ROOT))
        (figure,) = page.iter("figure")
        (caption,) = page.xpath(f"//*[@id='{figure.get('aria-labelledby')}']")
        assert caption.tag == "figcaption"
        assert said in words(caption)
        assert words(caption).endswith("It holds the same 56 links as the list.")
        assert not caption.xpath("ancestor-or-self::*[@aria-hidden]")


def test_every_shape_carries_its_region_once_regions_are_known(
    the_56: dict[str, str], made_up: Data
) -> None:
    for links in maps(region_map(made_up.directory, ROOT)):
        assert len(links) == 56
        for link in links:
            code = code_of(the_56, link)
            (number,) = link.xpath(".//tspan | b")
            assert words(number) == str(assignment()[code])
            assert colored(link) == assignment()[code]


def test_no_shape_carries_a_region_or_pattern_until_one_is_known(data: Data) -> None:
    text = region_map(data.directory, ROOT)
    for links in maps(text):
        assert len(links) == 56
        for link in links:
            assert colored(link) is None
            assert not link.xpath(".//tspan | .//b")
            assert not re.search(r"\d", words(link))
    assert not list(drawing(text).iter("pattern"))


def test_only_shapes_whose_region_is_known_carry_it(the_56: dict[str, str], data: Data) -> None:
    known = {"TX": 2, "DC": 5, "GU": 1}
    for links in maps(region_map(assigned(data.directory, known), ROOT)):
        shown = {
            code_of(the_56, link): int(words(number))
            for link in links
            for number in link.xpath(".//tspan | b")
        }
        assert shown == known
        assert {code_of(the_56, link): colored(link) for link in links if colored(link)} == known


def test_each_region_has_a_pattern_for_print(made_up: Data) -> None:
    patterns = list(drawing(region_map(made_up.directory, ROOT)).iter("pattern"))
    assert [one.get("id") for one in patterns] == [f"p{number}" for number in REGIONS]
    assert len({etree.tostring(one).partition(b">")[2] for one in patterns}) == len(REGIONS)


def test_every_id_and_the_view_box_stand_once(data: Data, made_up: Data) -> None:
    for one in (data, made_up):
        text = region_map(one.directory, ROOT)
        ids = tree(text).xpath("//@id")
        assert ids
        assert sorted(ids) == sorted(set(ids))
        assert text.count("viewBox=") == 1
        svg = drawing(text)
        left, top, width, height = map(float, svg.get("viewBox").split())
        assert (left, top) == (0, 0)
        assert (float(svg.get("width")), float(svg.get("height"))) == (width, height)


def test_every_label_and_box_lies_inside_the_view_box(made_up: Data) -> None:
    svg = drawing(region_map(made_up.directory, ROOT))
    _, _, width, height = map(float, svg.get("viewBox").split())
    labels = list(svg.iter("text"))
    assert len(labels) == 56
    for label in labels:
        assert 0 < float(label.get("x")) < width
        assert 0 < float(label.get("y")) < height
    boxes = svg.xpath("g/a/rect")
    assert len(boxes) > 5
    for box in boxes:
        x, y, wide, high = (float(box.get(one)) for one in ("x", "y", "width", "height"))
        assert min(x, y) >= 0
        assert x + wide <= width
        assert y + high <= height


def test_boxes_do_not_overlap(made_up: Data) -> None:
    svg = drawing(region_map(made_up.directory, ROOT))
    boxes = [
        tuple(float(box.get(one)) for one in ("x", "y", "width", "height"))
        for box in svg.xpath("g/a/rect")
    ]
    pairs = list(itertools.combinations(boxes, 2))
    assert pairs
    for (x1, y1, wide1, high1), (x2, y2, wide2, high2) in pairs:
        beside = x1 + wide1 <= x2 or x2 + wide2 <= x1
        assert beside or y1 + high1 <= y2 or y2 + high2 <= y1


def test_every_tile_has_a_place_of_its_own(made_up: Data) -> None:
    (tiles,) = tree(region_map(made_up.directory, ROOT)).find_class("tiles")
    places: list[tuple[int, int]] = [(1, 0)]
    for link in tiles.iter(
        "a"
    ):  # as a grid places them: a column that is passed begins the next row
        row, column = places[-1]
        asked = re.search(r"\bc(\d+)", link.get("class") or "")
        after = int(asked[1]) if asked else column + 1
        places.append((row + (after <= column), after))
    codes = [link.text or "" for link in tiles.iter("a")]
    assert dict(zip(codes, [(column, row) for row, column in places[1:]], strict=True)) == TILES


def test_both_maps_together_are_light_enough_for_a_bad_line(made_up: Data) -> None:
    size = len(gzip.compress(str(region_map(made_up.directory, ROOT)).encode(), mtime=0))
    assert size <= 6_000


@pytest.mark.parametrize("root", ["", "../", "../../"])
def test_every_path_starts_at_the_root(data: Data, root: str) -> None:
    paths = tree(region_map(data.directory, root)).xpath("//@href")
    assert len(paths) == 2 * 56
    assert all(path.startswith(f"{root}jurisdictions/") for path in paths)


def test_the_map_stands_after_the_list_whose_states_it_shows(made_up: Data) -> None:
    page = tree(region_list(made_up.directory, ROOT))
    (regions,) = page.find_class("regions")
    assert [one.tag for one in regions] == ["section"] * 5 + ["figure"]


def test_the_small_map_is_one_link_in_the_colors_of_the_regions(data: Data, made_up: Data) -> None:
    for one, colors in ((data, [None]), (made_up, [f"r{number}" for number in REGIONS])):
        page = tree(small_map(one.directory, ROOT))
        (link,) = page.iter("a")
        assert link.get("href") == f"{ROOT}regions/index.html"
        assert words(link).startswith("See the ")
        (svg,) = page.iter("svg")
        assert svg.get("aria-hidden") == "true"
        assert [path.get("class") for path in svg.iter("path")] == colors
        # Each state starts at a fixed point of its own, wherever the one before it ended.
        starts = "".join(path.get("d") for path in svg.iter("path")).count("M")
        assert starts == 51


def listed(the_56: dict[str, str]) -> dict[str, str]:
    """Name of each of the 56 by its address."""
    slugs = {name: name.lower().replace(".", "").replace(" ", "-") for name in the_56.values()}
    return {f"{ROOT}jurisdictions/{slug}/index.html": name for name, slug in sorted(slugs.items())}


def links(node: Any) -> dict[str, str]:
    """The text of each link of a list or card by its address."""
    return {one.get("href"): words(one) for one in node.iter("a")}


def test_the_list_by_region_keeps_all_56_apart_until_regions_are_confirmed(
    flyer: list[FlyerPerson], flyer_mailbox: str, the_56: dict[str, str], data: Data
) -> None:
    page = tree(region_list(data.directory, ROOT))
    assert [words(one) for one in page.iter("h3")] == [
        *(f"{n}Region {n}" for n in range(1, 6)),
        "States and territories",
    ]
    (places,) = page.find_class("places")
    assert list(links(places).items()) == list(listed(the_56).items())
    (notice,) = page.find_class("unconfirmed")
    assert words(notice) == (
        "Regional assignment to be confirmed: no source says yet which state belongs to which region. "
        f"Write to the team mailbox and name your state or territory: {flyer_mailbox}."
    )
    by_region = {printed.region: printed for printed in flyer if printed.region}
    assert sorted(by_region) == [1, 2, 3, 4, 5]
    for number, head in enumerate(page.find_class("region-head"), 1):
        printed = by_region[number]
        assert printed.name in words(head)
        assert links(head) == {
            "tel:+1" + printed.phone.replace(".", ""): printed.phone,
            f"mailto:{printed.email}": printed.email,
        }


def test_the_list_by_region_puts_each_of_the_56_under_its_region(
    flyer: list[FlyerPerson], the_56: dict[str, str], made_up: Data
) -> None:
    page = tree(region_list(made_up.directory, ROOT))
    sections = list(page.iter("section"))
    assert page.xpath("//h3/@id") == [f"region-{n}" for n in range(1, 6)]
    assert not page.find_class("unconfirmed")
    names = {printed.region: printed.name for printed in flyer}
    for number, section in enumerate(sections, 1):
        here = {code: name for code, name in the_56.items() if assignment()[code] == number}
        assert here
        (places,) = section.find_class("places")
        assert list(links(places).items()) == list(listed(here).items())
        (head,) = section.find_class("region-head")
        assert f"Region {number}: {len(here)} states and territories" in words(head)
        assert names[number] in words(head)
    assert [words(one) for one in page.find_class("checked")] == [
        "Regions checked November 22, 2026, against a list made up for the tests."
    ]


def test_the_list_by_region_names_those_without_one(
    flyer_mailbox: str, the_56: dict[str, str], data: Data
) -> None:
    page = tree(region_list(assigned(data.directory, {"TX": 2, "GU": 1}), ROOT))
    rest = {code: name for code, name in the_56.items() if code not in ("TX", "GU")}
    (places,) = page.find_class("region-0")[0].find_class("places")
    assert list(links(places).items()) == list(listed(rest).items())
    (notice,) = page.find_class("unconfirmed")
    assert words(notice).startswith("Regional assignment to be confirmed for 54 of 56. ")
    assert flyer_mailbox in words(notice)
    for number, name in ((2, "Texas"), (1, "Guam")):
        (section,) = page.find_class(f"r{number}")[:1]
        assert "1 state or territory" in words(page.get_element_by_id(f"region-{number}"))
        assert name in links(section.getparent()).values() or name in words(section.getparent())


def test_lists_that_were_read_on_different_days_say_each_its_own(made_up: Data) -> None:
    first, *others = made_up.directory.contacts.regions
    older = first.model_copy(update={"source": "an older list"})
    contacts = made_up.directory.contacts.model_copy(update={"regions": (older, *others)})
    page = tree(region_list(dataclasses.replace(made_up.directory, contacts=contacts), ROOT))
    said = [words(one) for one in page.find_class("checked")]
    assert said[0] == "Region 1 checked November 22, 2026, against an older list."
    assert len(said) == 5


def test_a_region_without_specialist_says_so(made_up: Data) -> None:
    people = tuple(
        person.model_copy(
            update={"regions": () if person.name == "Stacy Schultz" else person.regions}
        )
        for person in made_up.directory.contacts.people
    )
    contacts = made_up.directory.contacts.model_copy(update={"people": people})
    page = tree(region_list(dataclasses.replace(made_up.directory, contacts=contacts), ROOT))
    heads = [words(one) for one in page.find_class("region-head")]
    told = "No specialist is listed now. Write to the team mailbox."
    assert [told in head for head in heads] == [False, False, True, False, False]
