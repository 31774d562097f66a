"""Leaving the site fast: with a tap, with Shift three times, and without scripts."""

import json
from collections.abc import Callable

from playwright.sync_api import Route

from .conftest import Served, Visit, resize

ELSEWHERE = "https://www.weather.gov/"


def weather(route: Route) -> None:
    """Stand in for the weather page: no test uses the network."""
    route.fulfill(body="<title>Weather</title>", content_type="text/html")


def test_a_tap_leaves_and_back_does_not_return(visit: Visit, address: str) -> None:
    page = visit("about:blank")
    page.route(ELSEWHERE, weather)
    page.goto(address + "help-now/index.html")
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url == "about:blank"


def test_three_taps_of_shift_leave_and_nothing_else_done_with_shift_does(
    visit: Visit, address: str
) -> None:
    page = visit("about:blank")
    page.route(ELSEWHERE, weather)
    page.goto(address + "search/index.html")
    page.get_by_label("Search for").click()
    with_shift: list[Callable[[], object]] = [
        lambda: page.keyboard.press("T"),
        lambda: page.keyboard.press("Tab"),
        lambda: page.keyboard.press("Control"),
        lambda: page.mouse.click(5, 5),
        lambda: page.mouse.wheel(0, 50),
        lambda: page.evaluate("dispatchEvent(new Event('blur'))"),
    ]
    for act in with_shift:
        for _ in range(4):
            page.keyboard.down("Shift")
            act()
            page.keyboard.up("Shift")
    for _ in range(4):  # another layout of the keyboard
        page.keyboard.press("Alt+Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.mouse.click(5, 5)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.title() != "Weather"
    page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)


WATCH = """
const wait = setTimeout;
window.setTimeout = (action, time, ...rest) => wait(action, time === 6000 ? 100 : time, ...rest);
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const icons = [...document.querySelectorAll("link[rel=icon]")].map((icon) => icon.href);
  const links = [...document.links].map((link) => link.href);
  console.log(JSON.stringify({ title: document.title, icons, text: document.body.innerText, links }));
  if (document.querySelector("[role=alert]")) document.links[1].click();
}).observe(document, { childList: true, subtree: true }));
"""
"""Tells each change of a page from inside: a browser answers no question while another page is on its way.

Six seconds are a tenth of one, and whoever is offered the way back takes it.
"""


def test_nothing_shows_what_was_read_while_the_other_page_loads_or_never_answers(
    visit: Visit, served: Served
) -> None:
    page = visit("about:blank")
    page.add_init_script(WATCH)
    address = served.address + "help-now/index.html"
    page.goto(address)
    served.held.add("weather")
    page.eval_on_selector("a.leave", "link => (link.href = '/weather')")
    seen: list[dict[str, object]] = []
    page.on("console", lambda message: seen.append(json.loads(message.text)))
    with page.expect_event("load"):
        for _ in range(3):
            page.keyboard.press("Shift")
    left, unanswered = seen[:2]
    assert left == {"title": "Weather", "icons": ["data:,"], "text": "", "links": []}
    assert unanswered == {
        "title": "Weather",
        "icons": ["data:,"],
        "text": "The weather page does not answer. Close this tab, or choose: Try again or Back to the page before.",
        "links": [f"{served.address}weather", address],
    }
    assert page.url == address
    page.get_by_role("heading", level=1).wait_for()


def test_without_scripts_it_is_a_plain_link(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False)
    assert page.get_by_role("link", name="Leave this site").get_attribute("href") == ELSEWHERE


def test_it_stays_in_sight_and_in_reach_wherever_a_page_is_scrolled(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank", java_script_enabled=False)
    for name in page_types:
        page.goto(address + name)
        leave = page.get_by_role("link", name="Leave this site")
        for width in (360, 768, 1280):
            resize(page, width, 640)
            page.mouse.wheel(0, 100_000)
            leave.click(trial=True, timeout=5_000)  # whether something lies over it
            box = leave.bounding_box()
            assert box, name
            assert box["y"] >= 0, name
            assert box["y"] + box["height"] < 80, name
            assert box["x"] + box["width"] <= width, name
