"""The page types in Firefox: rules of accessibility, keyboard, search, leaving, pages without signal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.conftest import contacts_now

from .conftest import FILTER, Served
from .firefox import DARK, Firefox
from .test_accessibility import DOUBTS, IN_COLOR, RULES, RUN
from .test_search import queries
from .test_without_signal import CONTACTS, bundles

pytestmark = pytest.mark.firefox
TAB, SHIFT, ENTER = "\ue004", "\ue008", "\ue007"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests."""
    firefox = Firefox(tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.end()


@pytest.mark.parametrize(("scheme", "rules"), [("light", RULES), ("dark", IN_COLOR)])
def test_no_type_of_page_breaks_a_rule(
    tmp_path: Path, address: str, page_types: list[str], scheme: str, rules: object
) -> None:
    firefox = Firefox(tmp_path, DARK if scheme == "dark" else {})
    faults = []
    for width in (500, 1280):  # a window of Firefox is no narrower
        firefox.size(width, 900)
        for name in page_types:
            firefox.go(address + name)
            assert firefox.run("return matchMedia('(prefers-color-scheme: dark)').matches") == (
                scheme == "dark"
            )
            firefox.run(AXE_SCRIPT)
            broken = firefox.run(f"return ({RUN})(arguments[0])", ["html", rules, DOUBTS])
            assert isinstance(broken, list), broken
            faults += [f"{name} {width} {fault}" for fault in broken]
    firefox.end()
    assert faults == []


def test_the_keyboard_leads_to_the_contact_of_a_state(firefox: Firefox, address: str) -> None:
    firefox.size(1280, 900)
    firefox.go(address)
    seen = []
    for _ in range(40):
        firefox.press(TAB)
        seen.append(firefox.run("return document.activeElement.tagName"))
        style = "return getComputedStyle(document.activeElement)"
        assert firefox.run(f"{style}.outlineStyle") != "none", seen
        if seen[-1] == "SELECT":
            break
    assert seen[-1] == "SELECT"
    firefox.press(*"Guam")
    firefox.press(TAB, ENTER)
    firefox.until("location.pathname.endsWith('jurisdictions/guam/index.html')")
    firefox.until("document.querySelector('h1')?.textContent.includes('Guam')")


def test_the_search_finds_what_it_finds_elsewhere(firefox: Firefox, address: str) -> None:
    firefox.go(f"{address}search/index.html#Guam")
    firefox.until("document.querySelector('#search-results li')")
    missed = {}
    for words, wanted in queries().items():
        links = firefox.run(
            """location.hash = encodeURIComponent(arguments[0]);
            await new Promise((done) => addEventListener("hashchange", done, { once: true }));
            return [...document.querySelectorAll("#search-results a")].slice(0, 3).map((link) => link.href);""",
            words,
        )
        first = {link.removeprefix(address).split("index.html")[0] for link in links}
        if not wanted & first:
            missed[words] = first
    assert missed == {}


def test_three_taps_of_shift_leave_and_hide_the_page_meanwhile(
    firefox: Firefox, served: Served
) -> None:
    firefox.go(served.address + "help-now/index.html")
    served.held.add("weather")
    firefox.run("document.querySelector('a.leave').href = '/weather'")
    firefox.press(SHIFT, "a", SHIFT, SHIFT)
    assert "Help now" in firefox.run("return document.title")
    firefox.press(SHIFT)
    assert firefox.run("return [document.title, document.body.innerText]") == ["Weather", ""]
    firefox.until("document.querySelector('[role=alert]')")
    said = firefox.run("return document.body.innerText")
    assert said.startswith("The weather page does not answer. Close this tab, or choose: ")
    served.free.set()
    firefox.until("location.pathname === '/weather'")


def test_pages_are_there_without_signal_and_with_a_filter(
    firefox: Firefox, served: Served, site: Path
) -> None:
    number = contacts_now()["team"]["email"]
    firefox.go(served.address + CONTACTS)
    for path in bundles((site / "sw.js").read_bytes()):
        firefox.until("await caches.match(arguments[0])", served.address + path)
    notice = "document.querySelector('.notice').textContent"
    served.changed[CONTACTS] = FILTER
    firefox.go(served.address + "contacts/")
    firefox.until(f"{notice}.includes('Your network sent another page in its place.')")
    assert number in firefox.run("return document.querySelector('main').innerText")
    served.down = True
    firefox.go(served.address + "jurisdictions/texas")
    firefox.until(f"{notice}.startsWith('Stored copy from')")
    assert firefox.run("return location.pathname") == "/jurisdictions/texas/"
    firefox.go(served.address + "handouts/law.pdf")
    firefox.until(f"{notice}.startsWith('The numbers below were stored on')")
