"""The copy for a stick, opened from disk in a real browser, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from recovery_site.core.templates import day

from tests.conftest import NOW, contacts_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]


def opened(visit: Visit, stick: Path, **options: bool) -> tuple[Page, list[str], list[str]]:
    """What a person opens first, and two lists that fill: complaints, and requests to elsewhere."""
    page = visit("about:blank", worker=True, **options)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda one: said.append(f"{page.url}: {one.type}: {one.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    # The icon of a page that the reader left meanwhile is given up.
    page.on(
        "requestfailed",
        lambda one: (
            said.append(f"{one.url}: {one.failure}") if one.failure != "net::ERR_ABORTED" else None
        ),
    )
    page.on(
        "request",
        lambda one: (
            asked.append(one.url) if not one.url.startswith((stick.as_uri(), "data:")) else None
        ),
    )
    page.goto((stick / "READ-ME-FIRST.html").as_uri())
    page.get_by_role("link", name="Open the site").click()
    page.wait_for_url("**/site/index.html")
    return page, said, asked


def test_finder_search_and_a_state_s_page_work(visit: Visit, stick: Path) -> None:
    page, said, asked = opened(visit, stick)
    page.get_by_label("Choose your state or territory").select_option(label="Guam (GU)")
    page.get_by_role("button", name="Show contact").click()
    page.wait_for_url("**/jurisdictions/guam/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guam (GU)")
    person = next(one for one in contacts_now()["people"] if one.get("phone"))
    page.get_by_label("Search this site").fill(person["name"])
    page.get_by_label("Search this site").press("Enter")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/contacts/index.html*")
    expect(page.get_by_role("link", name=person["phone"])).to_be_visible()
    expect(page.locator(".notice")).to_contain_text(f"Offline copy of {day(NOW)}")
    assert said == []
    assert asked == []


def test_every_page_opens_without_a_complaint(visit: Visit, stick: Path) -> None:
    page, said, asked = opened(visit, stick)
    pages = sorted(stick.rglob("*.html"))
    assert len(pages) > 80
    for one in pages:
        if 'http-equiv="refresh"' not in one.read_text(
            "utf-8"
        ):  # an old address leads on by itself
            page.goto(one.as_uri())
    assert said == []
    assert asked == []


def test_without_scripts_the_lists_and_the_menu_lead_everywhere(visit: Visit, stick: Path) -> None:
    page, said, asked = opened(visit, stick, java_script_enabled=False)
    expect(page.locator(".notice")).to_contain_text(f"Offline copy of {day(NOW)}")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="All pages").get_by_role(
        "link", name="Find your region"
    ).click()
    page.get_by_role("link", name="Texas", exact=False).first.click()
    page.wait_for_url("**/jurisdictions/texas/index.html")
    expect(page.locator("main a[href^='mailto:']").first).to_be_visible()
    assert said == []
    assert asked == []


@pytest.mark.parametrize(
    ("days", "words"), [(0, ". Contacts"), (1, " (1 day ago). "), (94, " (94 days ago). ")]
)  # fmt: skip
def test_the_copy_says_how_old_it_is(visit: Visit, stick: Path, days: int, words: str) -> None:
    page = visit("about:blank")
    page.clock.set_fixed_time(f"{NOW}T12:00:00Z")
    page.add_init_script(f"{{ const now = Date.now(); Date.now = () => now + {days} * 86400000; }}")
    page.goto((stick / "site/help-now/index.html").as_uri())
    expect(page.locator(".notice")).to_contain_text(f"{day(NOW)}{words}")
    page.emulate_media(media="print")
    expect(page.locator(".notice")).to_be_visible()
