"""Lists that pages include, with the file and line in which each of their lines is edited."""

from __future__ import annotations

import pytest
from recovery_site.content.editorial_rules import Page, split
from recovery_site.content.shared_lists import at_origin, include
from recovery_site.core.problems import Problem

NAME = "shared-lists/call.md"
INCLUDED = f'--8<-- "{NAME}"'
LIST = split("- One\n- [Two](../law.md#x), [here](#y), [web](https://a.example/)\n\nKey.\n\n")


def page(body: str) -> Page:
    return split(f"---\ntitle: A title\n---\n\n{body}")


@pytest.mark.parametrize("line", [INCLUDED, INCLUDED.replace('"', "'"), f"{INCLUDED}  "])
def test_the_list_stands_in_place_of_its_line_and_each_line_knows_where_it_is_edited(
    line: str,
) -> None:
    text, origins, problems = include(page(f"Above.\n\n{line}\nBelow."), "docs/a.md", {NAME: LIST})
    assert text.split("\n") == [
        "Above.",
        "",
        "- One",
        "- [Two](law.md#x), [here](#y), [web](https://a.example/)",
        "",
        "Key.",
        "Below.",
    ]
    assert not problems
    expected = [("docs/a.md", 5), ("docs/a.md", 6), *((f"docs/{NAME}", n) for n in range(1, 5))]
    assert origins == [*expected, ("docs/a.md", 8)]
    assert at_origin(Problem("docs/a.md", 4, "r", "m", "warning"), origins) == Problem(
        f"docs/{NAME}", 2, "r", "m", "warning"
    )


def test_inside_a_box_every_line_is_set_in_and_links_lead_on_from_the_pages_folder() -> None:
    body = f'!!! practice "Suggestions"\n\n    {INCLUDED}\n'
    text, _, problems = include(page(body), "docs/worksheets/a.md", {NAME: LIST})
    assert not problems
    assert text == (
        '!!! practice "Suggestions"\n\n    - One\n'
        "    - [Two](../law.md#x), [here](#y), [web](https://a.example/)\n\n    Key.\n"
    )


def test_a_wrong_inclusion_is_said_and_readers_see_nothing_of_it() -> None:
    text, _, problems = include(page(f"Text {INCLUDED}\n"), "docs/a.md", {NAME: LIST})
    assert text == "\n"
    assert [one.line for one in problems] == [5]
