"""Finding a contact in a real browser: the finder, the list, both maps, with and without scripts."""

from pathlib import Path

import pytest

from tests.conftest import contacts_now, regions_in

from .conftest import WIDTHS, Visit, find_contact


@pytest.mark.parametrize("start", ["index.html", "regions/index.html"])
@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from disk"])
def test_select_and_button_lead_to_the_page(
    visit: Visit, address: str, site: Path, start: str, from_disk: bool
) -> None:
    page = visit((site.as_uri() + "/" if from_disk else address) + start)
    find_contact(page)


def test_the_button_without_a_choice_says_what_is_missing_and_a_choice_without_it_does_nothing(
    visit: Visit, address: str
) -> None:
    page = visit(address)
    page.get_by_role("button", name="Show contact").click()
    said = page.get_by_role("alert").inner_text()
    assert said == "Choose your state or territory from the list first."
    assert page.evaluate("document.activeElement.id") == "finder-select"
    page.get_by_label("Choose your state or territory").select_option(label="Guam (GU)")
    assert page.url == address


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from disk"])
def test_without_scripts_the_finder_offers_the_list_of_all(
    visit: Visit, address: str, site: Path, from_disk: bool, the_56: dict[str, str]
) -> None:
    page = visit(site.as_uri() + "/index.html" if from_disk else address, java_script_enabled=False)
    page.get_by_label("Choose your state or territory").select_option(label="Texas (TX)")
    page.get_by_role("button", name="Show contact").click()
    page.wait_for_url("**/jurisdictions/index.html*")
    assert page.locator("ul.jurisdictions a").count() == len(the_56)
    page.get_by_role("link", name="Texas (TX)").click()
    assert page.locator("h1").inner_text() == "Texas (TX)"


def test_two_taps_from_home_reach_a_phone_number_on_a_small_phone(
    visit: Visit, address: str
) -> None:
    page = visit(address, width=360, height=740)
    find_contact(page, "Ohio (OH)")
    contacts = contacts_now()
    region = regions_in(contacts).get("OH", "")
    serving = [
        person for person in contacts["people"] if person["regions"] and region in person["regions"]
    ]
    assert serving
    for person in serving:
        number = page.locator("main a[href^='tel:']").get_by_text(person["phone"], exact=True)
        assert number.is_visible(), person["name"]


@pytest.mark.parametrize("path", ["nothing", "a/b/c/", "jurisdictions/texsa/index.html"])
def test_an_address_that_is_not_there_still_leads_to_a_contact(
    visit: Visit, address: str, path: str
) -> None:
    page = visit(address + path, width=360)
    assert page.locator("h1").inner_text() == "This page is not here"
    shown = "getComputedStyle(document.querySelector('.top .bar')).backgroundColor"
    assert page.evaluate(shown) == "rgb(29, 75, 90)", "the style sheet was not found"
    assert page.locator("main a[href='tel:911']").is_visible()
    find_contact(page)


def test_home_answers_within_one_screen_of_a_phone(visit: Visit, address: str) -> None:
    page = visit(address, width=360, height=640)
    for locator in (
        page.get_by_role("heading", name="Who do I contact?"),
        page.get_by_role("button", name="Show contact"),
        *(
            page.locator(".situations").get_by_role("link", name=name)
            for name in ("missing", "returned", "Planning")
        ),
        page.get_by_role("link", name="Help now", exact=True),
    ):
        box = locator.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 640


@pytest.mark.parametrize(
    ("width", "shown", "hidden"), [(639, "tiles", "map"), (640, "map", "tiles")]
)
def test_the_map_changes_at_640_pixels(
    visit: Visit, address: str, width: int, shown: str, hidden: str
) -> None:
    page = visit(address + "regions/index.html", width=width)
    assert page.locator(f".{shown}").is_visible()
    assert not page.locator(f".{hidden}").is_visible()


def test_every_tile_is_large_enough_to_touch_on_the_narrowest_phone(
    visit: Visit, address: str
) -> None:
    page = visit(address + "regions/index.html", width=320)
    boxes = [tile.bounding_box() for tile in page.locator(".tiles a, .tiles-territories a").all()]
    assert len(boxes) == 56
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)


@pytest.mark.parametrize("width", WIDTHS)
def test_shapes_are_links_for_the_mouse_but_no_stop_for_the_keyboard(
    visit: Visit, address: str, width: int
) -> None:
    page = visit(address + "regions/index.html", width=width)
    shape = page.locator(".map a" if width > 640 else ".tiles a").filter(has_text="TX").first
    assert shape.get_attribute("tabindex") == "-1"
    shape.locator("text").click(force=True) if width > 640 else shape.click()
    page.wait_for_url("**/jurisdictions/texas/index.html")
