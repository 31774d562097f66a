"""The site with a keyboard alone: order, visible focus, the menu, and no key that surprises."""

from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from .conftest import WIDTHS, Visit, restyle

HOME, GUIDANCE, JURISDICTION = "index", "missing-from-care/index", "jurisdictions/guam/index"
START = ["Skip to the content", "Recovery Services Team", "Leave this site", "Help now", "Menu"]

FOCUSED = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const [box] = element.getClientRects();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const within = x > 0 && y > 0 && x < innerWidth && y < innerHeight;
  const text = element.labels?.[0]?.innerText ?? element.innerText;
  return {
    position: [...document.querySelectorAll("*")].indexOf(element),
    name: text.trim().split("\\n")[0],
    ring: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none",
    seen: within && element.contains(document.elementFromPoint(x, y)),
  };
}"""

OPERABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  const stops = all.filter((element) =>
    element.matches("a[href], button, input, select, textarea, summary") &&
    element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  return stops.map((element) => all.indexOf(element));
}"""


class Stop(NamedTuple):
    """An element that Tab reached."""

    position: int
    name: str
    ring: bool
    seen: bool


def tab(page: Page, key: str = "Tab") -> Stop:
    """Press Tab and say where the focus is."""
    page.keyboard.press(key)
    return Stop(**page.evaluate(FOCUSED))


def walk(page: Page) -> list[Stop]:
    """Every stop from the top of the page, until Tab leaves it or comes back to the first."""
    stops = [tab(page)]
    while len(stops) < 500:
        stop = tab(page)
        if stop.position <= stops[0].position:
            return stops
        stops.append(stop)
    raise AssertionError("Tab does not come to the end of the page")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [HOME, GUIDANCE, JURISDICTION])
def test_tab_reaches_everything_in_reading_order_with_a_focus_that_is_seen(
    visit: Visit, address: str, name: str, width: int
) -> None:
    page = visit(f"{address}{name}.html", width=width)
    stops = walk(page)
    search = ["Search this site", "Search"] if width == 1280 else ["Search"]
    sections = page.locator(".main-nav a").all_inner_texts() if width == 1280 else []
    start = [*START[:-1], *sections, START[-1], *search]
    assert len(sections) == (6 if width == 1280 else 0)
    assert [stop.name for stop in stops][: len(start)] == start
    assert [stop.position for stop in stops] == page.evaluate(OPERABLE)
    assert [stop.name for stop in stops if not stop.ring] == []
    assert [stop.name for stop in stops if not stop.seen] == []


@pytest.mark.parametrize("name", [HOME, GUIDANCE, "sources/index"])
def test_at_400_percent_nothing_covers_the_focus(visit: Visit, address: str, name: str) -> None:
    page = visit(f"{address}{name}.html", width=320, height=256)
    stops = walk(page)
    assert len(stops) > 15
    assert [stop.name for stop in stops if not stop.seen] == []


def test_a_header_that_covers_the_focus_would_be_found(visit: Visit, address: str) -> None:
    page = visit(f"{address}{GUIDANCE}.html", width=320, height=256)
    restyle(page, ".top { display: block; position: fixed; inset: auto 0 0; height: 60% }")
    assert [stop for stop in walk(page) if not stop.seen]


def test_shift_and_tab_go_the_same_way_back(visit: Visit, address: str) -> None:
    page = visit(address)
    there = [stop.position for stop in walk(page)]
    page.goto(address + "?again")
    back = [tab(page, "Shift+Tab").position for _ in there]
    assert back == there[::-1]


@pytest.mark.parametrize("name", [HOME, GUIDANCE, JURISDICTION, "404"])
def test_the_skip_link_moves_the_focus_to_the_content(
    visit: Visit, address: str, name: str
) -> None:
    page = visit(f"{address}{name}.html")
    assert tab(page).name == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    tab(page)
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_with_a_key_and_escape_closes_it_and_gives_the_focus_back(
    visit: Visit, address: str, key: str, width: int
) -> None:
    page = visit(address, width=width)
    menu = page.get_by_role("navigation", name="All pages")
    page.locator("summary").focus()
    assert not menu.is_visible()
    page.keyboard.press(key)
    assert menu.is_visible()
    assert tab(page).name == "Find your region"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.localName") == "summary"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_is_no_trap_and_closes_behind_the_reader(
    visit: Visit, address: str, width: int
) -> None:
    page = visit(address, width=width)
    menu = page.get_by_role("navigation", name="All pages")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    links = menu.locator("a").count()
    assert links > 20
    stops = [tab(page) for _ in range(links)]
    assert all(stop.ring and stop.seen for stop in stops)
    assert menu.is_visible()
    following = tab(page)
    assert following.name in ("Search", "Search this site")
    assert following.seen
    assert not menu.is_visible()
    assert tab(page, "Shift+Tab").name == "Menu"


def test_the_menu_stays_open_when_its_headings_are_clicked(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator("summary").click()
    page.locator(".menu p").get_by_text("Plan ahead", exact=True).click()
    assert page.get_by_role("navigation", name="All pages").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_the_open_menu_does_not_cover_the_page(
    visit: Visit, address: str, width: int
) -> None:
    page = visit(address, width=width, java_script_enabled=False)
    page.locator("summary").click()
    menu = page.get_by_role("navigation", name="All pages").bounding_box()
    heading = page.locator("h1").bounding_box()
    assert menu
    assert heading
    assert menu["y"] + menu["height"] <= heading["y"]


@pytest.mark.parametrize("name", [HOME, GUIDANCE, JURISDICTION])
def test_single_keys_do_nothing(visit: Visit, address: str, name: str) -> None:
    page = visit(f"{address}{name}.html")
    state = "[location.href, scrollY, document.activeElement.localName, document.body.outerHTML]"
    before = page.evaluate(state)
    for key in "sf/pn.,":
        page.keyboard.press(key)
    assert page.evaluate(state) == before
