"""Which pages become handouts, in which order, and what the list says of them."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from recovery_site.core.problems import RefusedError
from recovery_site.core.shown_page import ShownPage
from recovery_site.data.directory import Data, Directory
from recovery_site.handouts import assemble as collect
from recovery_site.handouts import model as listing
from recovery_site.handouts.model import PdfFile

from tests.conftest import assigned, with_people
from tests.recovery_site.reading import tree, words

LATE = date(2036, 1, 1)
SITE = "https://recovery-services.example/"
ABOUT = (
    '<h2 id="what-the-team-offers">What the team offers</h2><p>Help.</p>'
    '<h2 id="why-recovery-planning-matters">Why</h2><p>Because.</p>'
    '<h2 id="rest">Rest</h2><p>NOT ON THE FLYER</p>'
)


def page(name: str, content: str = "<p>Text</p>", **meta: object) -> ShownPage:
    """A page of the site."""
    front = {"title": name.title(), "description": f"What {name} is for.", **meta}
    return ShownPage(f"{name}/index.html", front, content, f"{SITE}{name}/")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were asked for; a PDF that no test opens stands in for each."""
    asked: list[str] = []

    def make_all(documents: Sequence[str], cache: Path) -> list[PdfFile]:
        asked.extend(documents)
        return [PdfFile(b"x" * 83_600, 2, b"") for _ in documents]

    monkeypatch.setattr(collect, "make_all", make_all)
    return asked


def handouts(data: Data, pages: list[ShownPage]) -> list[listing.Handout]:
    """The handouts of some pages and a page about the team."""
    return collect.handouts([*pages, page("about", ABOUT)], data.directory, Path("unused"))


def test_pages_that_allow_sides_become_handouts_by_moment_then_title(
    data: Data, printed: list[str]
) -> None:
    pages = [
        page("zebra", handout_sides=2, moment="missing"),
        page("later", handout_sides=2, moment="plan"),
        page("not-printed"),
        page("worksheets/apple", handout_sides=2, moment="missing"),
        page("back", handout_sides=2, moment="back"),
        page("help", handout_sides=2),
    ]
    result = handouts(data, pages)
    names = ["apple", "zebra", "back", "later", "flyer", "help", "toolkit"]
    paths = [handout.path for handout in result]
    assert paths == [f"handouts/{name}.pdf" for name in names]
    assert len(printed) == 7
    groups = listing.by_moment(result)
    assert [title for title, _ in groups] == [
        "When a child is missing",
        "When a child is back",
        "Planning ahead",
        "At any time",
        "Everything in one file, for a binder",
    ]
    assert [handout.path for _, group in groups for handout in group] == paths


@pytest.mark.parametrize(("sides", "size"), [(1, "PDF, 1 side, 84 kB"), (2, "PDF, 2 sides, 84 kB")])
def test_the_size_is_said_in_words(sides: int, size: str) -> None:
    handout = listing.Handout(page("flyer"), PdfFile(b"x" * 83_600, sides, b""))
    assert (handout.size, handout.thumbnail) == (size, "handouts/flyer.png")


def test_all_that_are_too_long_are_named_at_once(data: Data, printed: list[str]) -> None:
    names = {"long": 1, "fits": 2, "worksheets/longer": 1}
    with pytest.raises(RefusedError, match="sides") as raised:
        handouts(data, [page(name, handout_sides=sides) for name, sides in names.items()])
    assert [line[:50] for line in str(raised.value).splitlines()] == [
        f"docs/{name}.md:1: the handout has 2 sides, and `handout_sides`"[:50]
        for name in ("long", "worksheets/longer")
    ]


def flyer(data: Data, directory: Directory) -> str:
    """The HTML of the flyer."""
    content = handouts(dataclasses.replace(data, directory=directory), [])[0].sheet.content
    assert "None" not in content
    return content


def rows(content: str) -> dict[str, str]:
    """Each row of the flyer's table by the name in it."""
    return {words(row[1]): words(row) for row in tree(content).xpath("//tbody/tr")}


def test_the_flyer_takes_two_parts_of_the_page_about_the_team(
    data: Data, printed: list[str]
) -> None:
    content = flyer(data, data.directory)
    assert "What the team offers" in content
    assert "<p>Because.</p>" in content
    assert "NOT ON THE FLYER" not in content


def test_the_flyer_says_what_is_missing_and_where_each_person_was_checked(
    data: Data, printed: list[str]
) -> None:
    changes: dict[str, dict[str, Any]] = {
        "Kyla Conlee": {"phone": None, "email": None},
        "Courtney Desilet": {"regions": (5, 2), "source": "the letter"},
        "Stacy Schultz": {"regions": ()},
    }
    content = flyer(data, with_people(data.directory, changes))
    said = rows(content)
    assert len(said) == 8
    assert said["Kyla Conlee"] == "Region 4Kyla ConleeWrite to the mailbox"
    assert said["Courtney Desilet"].startswith("Regions 2 and 5Courtney Desilet")
    assert said["No specialist listed now"].endswith("Write to the mailbox")
    assert "Courtney Desilet checked November 23, 2026, against the letter." in content


def test_the_flyer_says_that_regions_are_to_be_confirmed_until_each_of_the_56_has_a_region(
    data: Data, region_data: Data, printed: list[str]
) -> None:
    three = assigned(data.directory, dict.fromkeys(("TX", "OK", "LA"), 4))
    for directory, said in (
        (data.directory, "Regional assignment to be confirmed."),
        (three, "53 states and territories have no region yet."),
        (region_data.directory, ""),
    ):
        content = flyer(data, directory)
        assert ("unconfirmed" in content) == bool(said)
        assert said in content


def test_a_part_of_the_flyer_without_text_stops_the_build(data: Data, printed: list[str]) -> None:
    said = r"docs/about\.md:1: nothing .*#why-recovery-planning-matters`; write"
    for part in ("<p>Because.</p>", 'id="why-recovery-planning-matters"'):
        about = page("about", ABOUT.replace(part, ""))
        with pytest.raises(RefusedError, match=said):
            collect.handouts([about], data.directory, Path("unused"))


def test_the_toolkit_holds_each_handout_once(data: Data, printed: list[str]) -> None:
    names = ["alpha", "beta", "gamma"]
    pages = [page(name, f"<p>Only in {name}</p>", handout_sides=2) for name in names]
    toolkit = handouts(data, pages)[-1]
    assert toolkit.path == "handouts/toolkit.pdf"
    assert toolkit.sheet.address == f"{SITE}handouts/"
    for name in names:
        assert printed[-1].count(f"Only in {name}") == 1
        assert f">{name.title()}</a>" in printed[-1]


def test_old_checks_are_said_on_each_handout_and_make_none_too_long(
    data: Data, printed: list[str]
) -> None:
    late = dataclasses.replace(data, directory=dataclasses.replace(data.directory, today=LATE))
    pages = [page("sheet", handout_sides=1, audience="A", next_review=date(2027, 5, 23))]
    with pytest.raises(RefusedError, match="has 2 sides"):
        handouts(data, pages)
    assert len(printed) == 3
    assert not any("confirm it before you rely on it" in document for document in printed)
    assert not any("Review was due on" in document for document in printed)
    printed.clear()
    names = [handout.sheet.name for handout in handouts(late, pages)]
    assert names == ["flyer", "sheet", "toolkit"]
    assert len(printed) == 3
    assert all("confirm it before you rely on it" in document for document in printed)
    assert printed[0].count("Last checked November 23, 2026, against") == 1
    assert printed[0].count("That is more than 6 months ago: confirm it before you rely on it") == 1
    assert sum("Review was due on: May 23, 2027" in document for document in printed) == 2
