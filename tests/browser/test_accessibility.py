"""Every page held against the rules of axe-core for WCAG 2.2 A and AA and its best practices."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import WIDTHS, Visit, resize

RULES = {
    "preload": False,  # no rule of these looks at style sheets
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
IN_COLOR = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations", "incomplete"],
}
"""The rules whose result can change with the scheme: all others read the same page again."""

DOUBTS = {
    "color-contrast": ".map text, .map tspan",  # axe does not see what lies below; tested in test_map.py
    "aria-prohibited-attr": ".footnote",  # axe does not know that `doc-endnotes` may be named
}
"""What axe cannot decide. Anything else that it leaves open is a failure."""

RUN = """async ([within, rules, doubts]) => {
  const { violations, incomplete } = await axe.run(within, rules);
  const known = (id, [target]) => document.querySelector(target).matches(doubts[id] ?? "nothing");
  const said = (open) => ({ id, nodes }) =>
    nodes.filter(({ target }) => !open || !known(id, target)).map(({ html }) => `${id}: ${html}`);
  return [...violations.flatMap(said(false)), ...incomplete.flatMap(said(true))];
}"""


def faults(page: Page, within: str = "html", widths: Sequence[int] = WIDTHS) -> list[str]:
    """What axe finds in the page as it stands, on a phone and on a desktop, in light and in dark."""
    page.evaluate(AXE_SCRIPT + "; 0")
    schemes: dict[Literal["light", "dark"], object] = {"light": RULES, "dark": IN_COLOR}
    failures = []
    for width in widths:
        resize(page, width)
        for scheme, rules in schemes.items():
            page.emulate_media(color_scheme=scheme)
            broken = page.evaluate(RUN, [within, rules, DOUBTS])
            failures += [f"{page.url} {width} {scheme} {rule}" for rule in broken]
    return failures


@pytest.mark.long
def test_no_page_breaks_a_rule(
    visit: Visit, address: str, distinct_pages: list[str], page_types: list[str]
) -> None:
    page = visit("about:blank")
    failures = []
    for name in {*distinct_pages, *page_types}:
        page.goto(address + name)
        # What a desktop changes is the same on all pages of a type.
        failures += faults(page, widths=WIDTHS if name in page_types else WIDTHS[:1])
    assert failures == []


def test_no_state_of_a_page_breaks_a_rule(visit: Visit, address: str) -> None:
    page = visit(address)
    page.get_by_text("Menu", exact=True).click()
    failures = faults(page, within=".top")  # the open menu lies over the rest
    page.goto(address)
    page.get_by_role("button", name="Show contact").click()
    failures += faults(page)
    page.goto(address + "search/index.html#texas")
    page.wait_for_selector("#search-results li")
    failures += faults(page)
    page.goto(address + "search/index.html#xqzzkwv")
    page.get_by_text("Nothing was found").wait_for()
    failures += faults(page)
    assert failures == []


@pytest.mark.parametrize("name", ["regions", "jurisdictions", "jurisdictions/texas", "contacts"])
def test_pages_with_assigned_regions_and_state_lines_break_no_rule(
    visit: Visit, made_up_site: Path, name: str
) -> None:
    page = visit((made_up_site / name / "index.html").as_uri())
    assert page.get_by_text("Region 3").count() or name != "regions"
    assert faults(page) == []


@pytest.mark.parametrize("name", ["contacts", "help-now", "jurisdictions/texas", "sources"])
def test_links_to_suggest_a_change_break_no_rule_and_differ_by_name(
    visit: Visit, repository_site: Path, name: str
) -> None:
    page = visit((repository_site / name / "index.html").as_uri())
    assert faults(page) == []
    names = [
        link.get_attribute("aria-label") or link.inner_text()
        for link in page.locator("main a", has_text="Suggest a change").all()
    ]
    assert len(names) > 1
    assert len(set(names)) == len(names)


def test_what_says_that_a_page_is_a_copy_breaks_no_rule(
    visit: Visit, address: str, stick: Path
) -> None:
    page = visit(f"{address}contacts/index.html")
    page.get_by_role("status").evaluate(
        """(notice) => {
          notice.textContent = "Stored copy from November 23, 2026 at 2:05 PM (3 hours ago). ";
          const link = Object.assign(document.createElement("a"), { href: "", textContent: "Show the newest" });
          notice.append(link);
        }"""
    )
    failures = faults(page)
    for name in ("READ-ME-FIRST.html", "site/help-now/index.html"):
        page.goto((stick / name).as_uri())
        failures += faults(page)
    assert failures == []


def test_a_planted_fault_is_found(visit: Visit, address: str) -> None:
    page = visit(address)
    page.evaluate("document.querySelector('label[for=finder-select]').remove()")
    page.evaluate("document.querySelector('h1').style.color = '#ccc'")
    failures = " ".join(faults(page))
    assert "select-name: " in failures
    assert "light color-contrast: <h1" in failures
    page.evaluate("document.querySelector('h1').style.color = '#333'")
    assert " dark color-contrast: <h1" in " ".join(faults(page))
