"""Leaving the site fast: with a tap, with Shift three times, and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    Visit = Callable[..., Page]

ELSEWHERE = "https://www.weather.gov/"


def answer(route: Route) -> None:
    """Stand in for the weather page: no test uses the network."""
    route.fulfill(body="<title>Weather</title>", content_type="text/html")


def test_a_tap_leaves_and_back_does_not_return(visit: Visit, address: str) -> None:
    page = visit("about:blank")
    page.route(ELSEWHERE, answer)
    page.goto(address + "help-now/index.html")
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url == "about:blank"


def test_shift_three_times_leaves(visit: Visit, address: str) -> None:
    page = visit("about:blank")
    page.route(ELSEWHERE, answer)
    page.goto(address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)


def test_shift_for_capital_letters_does_not_leave(visit: Visit, address: str) -> None:
    page = visit(address + "search/index.html")
    page.get_by_label("Search for").click()
    for letter in "TX OH NY":
        page.keyboard.down("Shift")
        page.keyboard.press(letter)
        page.keyboard.up("Shift")
    assert page.url.startswith(address)


def test_without_scripts_it_is_a_plain_link(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False)
    assert page.get_by_role("link", name="Leave this site").get_attribute("href") == ELSEWHERE


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_stays_in_sight_and_in_reach_at_every_place_of_a_page(
    visit: Visit, address: str, page_types: list[str], width: int
) -> None:
    page = visit("about:blank", width=width, height=640, java_script_enabled=False)
    for name in page_types:
        page.goto(address + name)
        leave = page.get_by_role("link", name="Leave this site")
        page.mouse.wheel(0, 100_000)
        leave.click(trial=True, timeout=5_000)  # whether something lies over it
        box = leave.bounding_box()
        assert box, name
        assert box["y"] >= 0, name
        assert box["y"] + box["height"] < 80, name
        assert box["x"] + box["width"] <= width, name
