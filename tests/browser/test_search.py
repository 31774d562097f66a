"""Searching as people do: each query with the page that must be among the first three."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.conftest import TOP, address_now, contacts_now, regions_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

QUERIES = {
    "Texas": "jurisdictions/texas/",
    "TX": "jurisdictions/texas/",
    "tx": "jurisdictions/texas/",
    "Houston": "jurisdictions/texas/",
    "USVI": "jurisdictions/us-virgin-islands/",
    "St. Croix": "jurisdictions/us-virgin-islands/",
    "virgin islands": "jurisdictions/us-virgin-islands/",
    "Saipan": "jurisdictions/northern-mariana-islands/",
    "CNMI": "jurisdictions/northern-mariana-islands/",
    "Guam": "jurisdictions/guam/",
    "Hagåtña": "jurisdictions/guam/",
    "Pago Pago": "jurisdictions/american-samoa/",
    "San Juan": "jurisdictions/puerto-rico/",
    "DC": "jurisdictions/district-of-columbia/",
    "Washington DC": "jurisdictions/district-of-columbia/",
    "washington state": "jurisdictions/washington/",
    "Oregon": "jurisdictions/oregon/",
    "OR": "jurisdictions/oregon/",
    "IN": "jurisdictions/indiana/",
    "ME": "jurisdictions/maine/",
    "West Virginia": "jurisdictions/west-virginia/",
    "New York": "jurisdictions/new-york/",
    "Massachusets": "jurisdictions/massachusetts/",
    "Pensylvania": "jurisdictions/pennsylvania/",
    "Conecticut": "jurisdictions/connecticut/",
    "Tenessee": "jurisdictions/tennessee/",
    "RecoveryServices": "contacts/",
    "recovery plan": "recovery-planning/",
    "trauma": "trauma-informed-response/",
    "running": "running-behavior/",
    "suicide": "help-now/",
    "open data": "open-data/",
    "kid ran away": "missing-from-care/",
    "my foster kid is gone": "missing-from-care/",
    "AWOL": "missing-from-care/",
    "runaway": "missing-from-care/",
    "found her": "return/",
    "she came back": "return/",
    "who do I call": "contacts/",
    "phone number": "contacts/",
    "email": "contacts/",
    "hotline": "help-now/",
    "988": "help-now/",
    "report a missing child": "missing-from-care/",
    "ncic": "missing-from-care/",
    "nudes online": "safety-planning/",
    "sextortion": "safety-planning/",
    "safety plan": "safety-planning/",
    "burnout": "staff-wellbeing/",
    "screening tool": "identification/",
    "signs of trafficking": "identification/",
    "ICWA": "law/",
    "deadlines law": "law/",
    "mdt meeting": "teams/",
    "what words to use": "language-guide/",
    "lawyer": "services/",
    "placement": "services/",
    "template": "handouts/",
    "glossary": "glossary/",
    "trauma bond": "trauma-informed-response/",
    "first conversation": "youth-engagement/",
    "cookies": "privacy/",
}
CONTACTS = contacts_now()


def people() -> dict[str, str]:
    """Queries for everyone who is in the data today: the name, a part of it, the phone and its end."""
    docs = [path.read_text("utf-8").lower() for path in (TOP / "docs").rglob("*.md")]
    assert len(docs) > 20
    found = []
    for one in CONTACTS["people"]:
        found.append(one["name"])
        last = one["name"].split()[-1]
        # A last name that is also a word of the pages, such as Law, may well lead to these.
        found += [] if any(last.lower() in text for text in docs) else [last]
        found += [one["phone"], one["phone"][-4:]] if one.get("phone") else []
    assert found
    return dict.fromkeys(found, "contacts/")


def still_there() -> dict[str, str]:
    """The queries but those for a page of which ``data/redirects.yml`` says what became of it."""
    return {words: page for words, page in QUERIES.items() if address_now(page) == page}


@pytest.mark.parametrize(("words", "wanted"), (still_there() | people()).items())
def test_the_right_page_is_among_the_first_three(
    visit: Callable[..., Page], address: str, words: str, wanted: str
) -> None:
    page = visit(f"{address}search/index.html#{quote(words)}")
    page.wait_for_selector("#search-results li")
    links = page.eval_on_selector_all("#search-results a", "all => all.map(one => one.href)")
    first = [link.removeprefix(address).split("index.html")[0] for link in links[:3]]
    assert wanted in first


def test_a_state_s_result_says_whom_to_contact(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}search/index.html#Ohio")
    said = page.locator("#search-results li").filter(has_text="Ohio (OH)").first.inner_text()
    region = regions_in(CONTACTS).get("OH")
    assert ("Write to the team mailbox and name Ohio." in said) == (not region)
    served = [one["name"] for one in CONTACTS["people"] if region and region in one["regions"]]
    assert [name for name in served if name not in said] == []


def test_there_are_sixty_queries() -> None:
    assert len(QUERIES) >= 60
    assert len(still_there()) > 40


def test_the_form_on_every_page_leads_to_the_results(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(address + "about/index.html")
    page.get_by_label("Search this site").fill("Texas")
    page.get_by_label("Search this site").press("Enter")
    page.get_by_role("link", name="Texas (TX)", exact=False).first.click()
    page.wait_for_url("**/jurisdictions/texas/index.html*")


def test_searching_works_from_disk(visit: Callable[..., Page], site: Path) -> None:
    page = visit(f"{site.as_uri()}/search/index.html#Saipan")
    link = page.locator("#search-results a").first
    assert (link.get_attribute("href") or "").startswith(
        "../jurisdictions/northern-mariana-islands/"
    )


def test_the_words_searched_for_never_leave_the_device(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.url} {one.post_data or ''}"))
    page.goto(address)
    page.get_by_label("Search this site").fill("Zebulon")
    page.get_by_label("Search this site").press("Enter")
    page.get_by_role("status").get_by_text("Nothing was found").wait_for()
    assert len(asked) > 3
    assert not [one for one in asked if "Zebulon" in one.partition("#")[0]]


def test_nothing_found_is_said_in_words(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}search/index.html#xqzzkwv")
    page.get_by_role("status").get_by_text("Nothing was found for “xqzzkwv”").wait_for()


def test_what_is_searched_for_cannot_become_part_of_the_page(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(f"{address}search/index.html#{quote('<img src=x onerror=alert(1)> texas')}")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-results img").count() == 0


def test_the_index_is_asked_for_only_when_somebody_searches(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(address)
    assert asked
    assert not [one for one in asked if "search/index.js" in one or "lunr" in one]
