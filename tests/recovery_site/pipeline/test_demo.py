"""The demonstration: all 56 have a made-up region, everything says so, and it cannot be published."""

from pathlib import Path

import pytest
from recovery_site.core.shown_page import ShownPage
from recovery_site.data.directory import Data
from recovery_site.handouts import print_html
from recovery_site.pipeline.demo import REGIONS, demonstration, refused

META = {"title": "Plan", "description": "What it is for."}
SHEET = ShownPage("plan/index.html", META, "", "https://site.example/plan/")
NOTICE = "Which state belongs to which region is made up"


def test_each_of_the_56_has_one_region(the_56: dict[str, str], data: Data) -> None:
    assert sorted(" ".join(REGIONS.values()).split()) == sorted(the_56)
    shown = demonstration(data).directory
    assert shown.demo
    assert not shown.jurisdictions_of(None)
    assert not data.directory.demo
    assert all("made up" in (region.source or "") for region in shown.regions)


def test_every_sheet_says_so(data: Data) -> None:
    assert NOTICE in print_html.document(SHEET, demonstration(data).directory)
    assert NOTICE not in print_html.document(SHEET, data.directory)


@pytest.mark.parametrize("folder", ["site", "build/site.new", "public"])
def test_it_is_refused_where_it_could_be_published(folder: str) -> None:
    [problem] = refused("demo", Path(folder), serving=False)
    assert "the demonstration has made-up regions and is never published; type `make demo`" in str(
        problem
    )


def test_it_may_be_shown_and_built_into_its_own_folder() -> None:
    assert refused("demo", Path("site"), serving=True) == []
    assert refused("demo", Path("build/demo"), serving=False) == []
