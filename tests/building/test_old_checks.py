"""What readers read when checks and reviews are too old, on every surface of whole builds."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from lxml import html
from recovery_site.core.templates import day
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.data.records import HelpLine, Sourced

from tests.conftest import search_index
from tests.recovery_site.reading import words
from tests.small_site import REVIEWS, build_here, write_site

CAUTION = "confirm it before you rely on it"
CONTACT = (
    "//a[starts-with(@href, 'tel:') or starts-with(@href, 'mailto:') or starts-with(@href, 'sms:')]"
)
BLOCK = (
    "(ancestor::article | ancestor::ul[@class='lines']/.. "
    "| ancestor::*[self::li or self::p or self::tr or self::div][1])[1]"
)


def contact_days(data: Data) -> list[date]:
    """The last day on which the check of each published record holds."""
    directory = data.directory
    records: list[Sourced | HelpLine] = [directory.team, *directory.people]
    records += [*directory.jurisdictions, *directory.helplines]
    return [record.checked.due(directory.team.check_months) for record in records]


@pytest.fixture(scope="module")
def build_on(tmp_path_factory: pytest.TempPathFactory, region_text: str) -> Callable[[date], Path]:
    """Builds the small site with made-up regions as on another day: ``build_on(day)``."""
    folder = tmp_path_factory.mktemp("old-checks")
    top = write_site(folder / "project", {FILES[0]: region_text})

    def build(when: date) -> Path:
        into = folder / when.isoformat()
        if not into.exists():
            outcome = build_here(top, into, RECOVERY_SITE_TODAY=when.isoformat())
            assert not outcome.stopped, outcome.said
        return into

    return build


def mains(site: Path) -> dict[str, Any]:
    """Every page of a site by its path."""
    pages = {
        path.relative_to(site).as_posix(): html.parse(path).getroot()
        for path in site.rglob("*.html")
    }
    assert len(pages) > 56 + 10
    return pages


def test_on_the_last_day_of_the_first_check_nobody_is_warned(
    region_data: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(min(contact_days(region_data)))
    pages = mains(site)
    assert [name for name, page in pages.items() if CAUTION in words(page)] == []
    assert CAUTION not in (site / "search/index.js").read_text("utf-8")
    assert not any(page.xpath("//*[contains(@class, 'overdue')]") for page in pages.values())


def test_a_day_after_the_last_every_contact_on_every_page_says_so(
    region_data: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(max(contact_days(region_data)) + timedelta(1))
    count = 0
    for name, page in mains(site).items():
        for link in page.xpath(CONTACT):
            block = link.xpath(BLOCK)[0]
            expected = any(link.get("href") != "tel:911" for link in block.xpath(f".{CONTACT}"))
            assert (CAUTION in words(block)) == expected, (name, words(block))
            count += expected
    assert count > 56 * 3
    for helpline in region_data.directory.helplines:
        page = html.parse(site / "help-now/index.html").getroot()
        (card,) = page.xpath("//article[.//h3[normalize-space(.)=$name]]", name=helpline.name)
        assert (CAUTION in words(card)) == (helpline.id != "911"), helpline.id


def test_a_day_after_the_last_every_jurisdiction_says_so_of_its_region(
    region_data: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(max(contact_days(region_data)) + timedelta(1))
    regions = html.parse(site / "regions/index.html").getroot()
    said = [
        words(paragraph)
        for paragraph in regions.xpath(
            "//p[starts-with(., 'Region')][contains(., $caution)]", caution=CAUTION
        )
    ]
    assert len(said) in (1, 5)  # one line for all regions where they come from one list
    for jurisdiction in region_data.directory.jurisdictions:
        page = html.parse(site / jurisdiction.address).getroot()
        region = region_data.directory.region_of(jurisdiction)
        assert region
        (paragraph,) = page.xpath(
            "//p[contains(@class, 'checked')][contains(., $name)]", name=region.name
        )
        assert CAUTION in words(paragraph)


def test_a_day_after_the_last_every_card_and_the_search_say_so(
    region_data: Data, build_on: Callable[[date], Path]
) -> None:
    site = build_on(max(contact_days(region_data)) + timedelta(1))
    cards = sorted(site.glob("contacts/*.vcf"))
    assert len(cards) == 1 + len(region_data.directory.people)
    for card in cards:
        note = vobject.readOne(card.read_text("utf-8")).note.value
        assert "Last checked" in note
        assert note.endswith(f": {CAUTION}.")
    answers: dict[str, str] = defaultdict(str)
    for location, _, text in search_index(site):
        if location.startswith("jurisdictions/"):
            answers[location.partition("#")[0]] += text
    assert len(answers) == 56 + 1
    assert [page for page, text in answers.items() if CAUTION not in text] == [
        "jurisdictions/index.html"
    ]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_page_says_from_the_day_after_that_its_review_was_due(
    build_on: Callable[[date], Path], days: int
) -> None:
    reviews = {name: date.fromisoformat(day) for name, day in REVIEWS.items()}
    first = min(reviews.values())
    site = build_on(first + timedelta(days))
    for name, due in reviews.items():
        (block,) = html.parse(site / f"{name}/index.html").getroot().xpath("//dl[@class='dates']")
        late = due == first and days == 1
        label = "Review was due on" if late else "Next review"
        assert words(block).endswith(f"{label} {day(due)}")
        assert ("Review was due on" in words(block)) == late
