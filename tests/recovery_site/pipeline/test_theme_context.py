"""What templates of the theme are given: the policy of a published page, and the handouts of a build."""

from datetime import date

import pytest
from recovery_site.core.shown_page import ShownPage
from recovery_site.data.directory import Data
from recovery_site.handouts.model import Handout, PdfFile
from recovery_site.hosting.security_headers import page_policy
from recovery_site.pipeline import theme_context
from recovery_site.views.stylesheet import Styles

LOOK = Styles("p{}")
SHEET = ShownPage("plan/index.html", {"moment": "plan"}, "", "https://site.example/plan/")


@pytest.mark.parametrize(("serving", "policy"), [(True, ""), (False, "sha256-")])
def test_pages_carry_the_policy_unless_they_are_served_to_an_editor(
    data: Data, serving: bool, policy: str
) -> None:
    policy_of = theme_context.values(data.directory, LOOK, [], serving)["policy"]
    assert policy_of == (None if serving else page_policy)
    assert policy in page_policy(*LOOK.inside(""))


def test_a_page_finds_its_handout_and_the_list_all_of_them(data: Data) -> None:
    handout = Handout(SHEET, PdfFile(b"x", 1, b""))
    values = theme_context.values(data.directory, LOOK, [handout], serving=False)
    assert values["handout_of"] == {"https://site.example/plan/": handout}
    assert values["handouts"] == [("Planning ahead", [handout])]
    values = theme_context.values(data.directory, LOOK, [], serving=False)
    assert (values["handout_of"], values["handouts"]) == ({}, [])


@pytest.mark.parametrize(
    ("name", "serving", "wanted"),
    [
        ("", False, {"copied": None, "worker": True}),
        ("", True, {"copied": None, "worker": False}),
        ("demo", False, {"copied": None, "worker": False}),
        ("offline", False, {"copied": date(2026, 11, 23), "worker": False}),
    ],
)
def test_only_the_published_site_is_stored_by_devices(
    name: str, serving: bool, wanted: dict[str, object]
) -> None:
    assert theme_context.edition(name, "2026-11-23", serving) == wanted
