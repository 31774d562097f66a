"""The copy for a USB stick, opened from disk in a real browser, with and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from recovery_site.core.templates import day

from tests.conftest import NOW, contacts_now

from .conftest import Visit, find_contact, watch


def opened(visit: Visit, stick: Path, **options: bool) -> tuple[Page, list[str]]:
    """What a person opens first, and a list that fills with complaints and requests to elsewhere."""
    page = visit("about:blank", worker=True, **options)
    complaints = watch(page, own=stick.as_uri())
    page.goto((stick / "READ-ME-FIRST.html").as_uri())
    page.get_by_role("link", name="Open the site").click()
    page.wait_for_url("**/site/index.html")
    return page, complaints


def test_finder_search_and_a_state_s_page_work(visit: Visit, stick: Path) -> None:
    page, complaints = opened(visit, stick)
    find_contact(page)
    person = next(person for person in contacts_now()["people"] if person.get("phone"))
    page.get_by_label("Search this site").fill(person["name"])
    page.get_by_label("Search this site").press("Enter")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/contacts/index.html*")
    expect(page.get_by_role("link", name=person["phone"])).to_be_visible()
    expect(page.locator(".notice")).to_contain_text(f"Offline copy of {day(NOW)}")
    assert complaints == []


def test_every_type_of_page_opens_without_a_complaint(
    visit: Visit, stick: Path, page_types: list[str]
) -> None:
    page, complaints = opened(visit, stick)
    for name in page_types:
        if name != "404.html":
            page.goto((stick / "site" / name).as_uri())
    assert complaints == []


def test_without_scripts_the_lists_and_the_menu_lead_everywhere(visit: Visit, stick: Path) -> None:
    page, complaints = opened(visit, stick, java_script_enabled=False)
    expect(page.locator(".notice")).to_contain_text(f"Offline copy of {day(NOW)}")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="All pages").get_by_role(
        "link", name="Find your region"
    ).click()
    page.get_by_role("link", name="Texas", exact=False).first.click()
    page.wait_for_url("**/jurisdictions/texas/index.html")
    expect(page.locator("main a[href^='mailto:']").first).to_be_visible()
    assert complaints == []


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
