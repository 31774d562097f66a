"""What readers are told when checks and reviews are too old, on every surface of whole builds."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from lxml import html
from recovery_site.content.page import split
from recovery_site.core.templates import day

from tests.conftest import written_pages

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from recovery_site.data.directory import Data
    from recovery_site.data.records import HelpLine, Sourced

TOP = Path(__file__).parents[2]
TOLD = "confirm it before you rely on it"
CONTACT = (
    "//a[starts-with(@href, 'tel:') or starts-with(@href, 'mailto:') or starts-with(@href, 'sms:')]"
)
BLOCK = "(ancestor::article | ancestor::*[self::li or self::p or self::tr or self::div][1])[1]"


def contact_days(data: Data) -> list[date]:
    """The last day on which the check of each published record holds."""
    found = data.directory
    records: list[Sourced | HelpLine] = [found.team, *found.people, *found.jurisdictions]
    records += found.helplines
    return [found.due(one.checked) for one in records]


def review_days() -> dict[str, date]:
    """The day of the next review of each page that has one, by its address."""
    pages = {path: split(path.read_text("utf-8"), path.name) for path in written_pages()}
    return {
        path.relative_to(TOP / "docs").with_suffix("").as_posix(): date.fromisoformat(
            page.value("next_review")
        )
        for path, page in pages.items()
        if page.value("next_review")
    }


@pytest.fixture(scope="module")
def build_on(
    tmp_path_factory: pytest.TempPathFactory,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
    real_made_up_text: str,
) -> Callable[[date], Path]:
    """Builds the site with made-up regions as on another day, without PDFs: ``build_on(day)``."""
    folder = tmp_path_factory.mktemp("old-checks")
    top = project(folder / "project", real_made_up_text)

    def build(when: date) -> Path:
        into = folder / when.isoformat()
        if not into.exists():
            result = run_build(top, into, HANDOUTS="no", RECOVERY_SITE_TODAY=when.isoformat())
            assert result.returncode == 0, result.stderr
        return into

    return build


def mains(site: Path) -> dict[str, Any]:
    """Every page of a site by its path."""
    found = {
        path.relative_to(site).as_posix(): html.parse(path).getroot()
        for path in site.rglob("*.html")
    }
    assert len(found) > 80
    return found


def words(node: Any) -> str:
    """The text of a part, with single spaces."""
    return " ".join(node.text_content().split())


def test_on_the_last_day_of_the_first_check_nobody_is_told_anything(
    real_made_up: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(min(contact_days(real_made_up)))
    pages = mains(site)
    assert [name for name, page in pages.items() if TOLD in words(page)] == []
    assert TOLD not in (site / "search/index.js").read_text("utf-8")
    assert not any(page.xpath("//*[contains(@class, 'overdue')]") for page in pages.values())


def test_a_day_after_the_last_every_contact_on_every_page_says_so(
    real_made_up: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(max(contact_days(real_made_up)) + timedelta(1))
    count = 0
    for name, page in mains(site).items():
        for link in page.xpath(CONTACT):
            block = link.xpath(BLOCK)[0]
            expected = any(one.get("href") != "tel:911" for one in block.xpath(f".{CONTACT}"))
            assert (TOLD in words(block)) == expected, (name, words(block))
            count += expected
    assert count > 56 * 8
    for line in real_made_up.directory.helplines:
        page = html.parse(site / "help-now/index.html").getroot()
        (card,) = page.xpath("//article[.//h3[normalize-space(.)=$name]]", name=line.name)
        assert (TOLD in words(card)) == (line.id != "911"), line.id


def test_a_day_after_the_last_every_jurisdiction_says_so_of_its_region(
    real_made_up: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(max(contact_days(real_made_up)) + timedelta(1))
    regions = html.parse(site / "regions/index.html").getroot()
    said = [words(one) for one in regions.xpath("//section/p[contains(@class, 'overdue')]")]
    assert len(said) == 5
    assert all(TOLD in one for one in said)
    for one in real_made_up.directory.jurisdictions:
        page = html.parse(site / one.address).getroot()
        region = real_made_up.directory.region_of(one)
        assert region
        (line,) = page.xpath(
            "//p[contains(@class, 'checked')][contains(., $name)]", name=region.name
        )
        assert TOLD in words(line)


def test_a_day_after_the_last_every_card_and_the_search_say_so(
    real_made_up: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(max(contact_days(real_made_up)) + timedelta(1))
    cards = sorted(site.glob("contacts/*.vcf"))
    assert len(cards) == 1 + len(real_made_up.directory.people)
    for card in cards:
        note = vobject.readOne(card.read_text("utf-8")).note.value
        assert "Last checked" in note
        assert note.endswith(f": {TOLD}.")
    script = (site / "search/index.js").read_text("utf-8")
    docs = json.loads(script.removeprefix("window.searchIndex=").removesuffix(";\n"))["docs"]
    answers = [text for location, _, text, _ in docs if location.endswith("#whom-to-contact")]
    assert len(answers) == 56
    assert all(TOLD in text for text in answers)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_page_says_from_the_day_after_that_its_review_was_due(
    build_on: Callable[[date], Path], days: int
) -> None:
    reviews = review_days()
    assert len(reviews) > 15
    first = min(reviews.values())
    today = first + timedelta(days)
    site = build_on(today)
    for name, due in reviews.items():
        path = "index.html" if name == "index" else f"{name}/index.html"
        (block,) = html.parse(site / path).getroot().xpath("//dl[@class='dates']")
        label = "Review was due on" if due < today else "Next review"
        assert words(block).endswith(f"{label} {day(due)}")
        assert ("Review was due on" in words(block)) == (
            (due == first and days == 1) or due < first
        )
