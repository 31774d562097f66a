"""Every page held against the rules of axe-core for WCAG 2.2 A and AA and its best practices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

RULES = {
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
  const said = (found) => ({ id, nodes }) =>
    nodes.filter(({ target }) => !found || !known(id, target)).map(({ html }) => `${id}: ${html}`);
  return [...violations.flatMap(said(false)), ...incomplete.flatMap(said(true))];
}"""


def faults(page: Page, within: str = "html") -> list[str]:
    """What axe finds in the page as it stands, in light and in dark."""
    page.evaluate(AXE_SCRIPT + "; 0")
    found = []
    schemes: dict[Literal["light", "dark"], object] = {"light": RULES, "dark": IN_COLOR}
    for scheme, rules in schemes.items():
        page.emulate_media(color_scheme=scheme)
        told = page.evaluate(RUN, [within, rules, DOUBTS])
        found += [f"{page.url} {scheme} {one}" for one in told]
    return found


def skeleton(page: Path) -> frozenset[str]:
    """How a page is built: each kind of element with its classes and attributes, in what it stands."""

    def called(one: Any) -> str:
        return " ".join([str(one.tag), *sorted({*one.get("class", "").split(), *one.attrib})])

    main = html.parse(page).getroot().find(".//main")
    return frozenset(
        "/".join(called(part) for part in (*reversed(list(one.iterancestors())), one))
        for one in main.iter(etree.Element)
    )


def one_of_each_kind(pages: list[Path]) -> list[Path]:
    """Every page but those of jurisdictions, and of these the first of each that is built in its own way."""
    of_jurisdictions = [page for page in pages if page.parents[1].name == "jurisdictions"]
    assert len(of_jurisdictions) == 56
    kinds = {skeleton(page): page for page in reversed(of_jurisdictions)}
    assert len(kinds) <= 20, "the pages of jurisdictions differ more than they should"
    return [page for page in pages if page not in of_jurisdictions] + list(kinds.values())


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_breaks_a_rule_in_light_or_dark(
    visit: Visit, address: str, site: Path, pages: list[Path], width: int
) -> None:
    page = visit("about:blank", width=width)
    found = []
    for one in one_of_each_kind(pages):
        page.goto(address + one.relative_to(site).as_posix())
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_state_of_a_page_breaks_a_rule(visit: Visit, address: str, width: int) -> None:
    page = visit(address, width=width)
    page.get_by_text("Menu", exact=True).click()
    found = faults(page, within=".top")  # the open menu lies over the rest
    page.goto(address)
    page.get_by_role("button", name="Show contact").click()
    found += faults(page)
    page.goto(address + "search/index.html#texas")
    page.wait_for_selector("#search-results li")
    found += faults(page)
    page.goto(address + "search/index.html#xqzzkwv")
    page.get_by_text("Nothing was found").wait_for()
    found += faults(page)
    assert found == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["regions", "jurisdictions", "jurisdictions/texas", "contacts"])
def test_pages_with_assigned_regions_and_state_lines_break_no_rule(
    visit: Visit, made_up_site: Path, name: str, width: int
) -> None:
    page = visit((made_up_site / name / "index.html").as_uri(), width=width)
    assert page.get_by_text("Region 3").count() or name != "regions"
    assert faults(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["contacts", "help-now", "jurisdictions/texas", "sources"])
def test_links_to_suggest_a_change_break_no_rule_and_are_told_apart(
    visit: Visit, repository_site: Path, name: str, width: int
) -> None:
    page = visit((repository_site / name / "index.html").as_uri(), width=width)
    assert faults(page) == []
    names = [
        one.get_attribute("aria-label") or one.inner_text()
        for one in page.locator("main a", has_text="Suggest a change").all()
    ]
    assert len(names) > 1
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("width", [360, 1280])
def test_what_says_that_a_page_is_a_copy_breaks_no_rule(
    visit: Visit, address: str, stick: Path, width: int
) -> None:
    page = visit(f"{address}contacts/index.html", width=width)
    page.get_by_role("status").evaluate(
        """(one) => {
          one.textContent = "Stored copy from November 23, 2026 at 2:05 PM (3 hours ago). ";
          one.append(Object.assign(document.createElement("a"), { href: "", textContent: "Show the newest" }));
        }"""
    )
    found = faults(page)
    for name in ("READ-ME-FIRST.html", "site/help-now/index.html"):
        page.goto((stick / name).as_uri())
        found += faults(page)
    assert found == []


def test_a_planted_fault_is_found(visit: Visit, address: str) -> None:
    page = visit(address)
    page.evaluate("document.querySelector('label[for=finder-select]').remove()")
    page.evaluate("document.querySelector('h1').style.color = '#ccc'")
    found = " ".join(faults(page))
    assert "select-name: " in found
    assert "light color-contrast: <h1" in found
    page.evaluate("document.querySelector('h1').style.color = '#333'")
    assert " dark color-contrast: <h1" in " ".join(faults(page))
