"""Lists that pages include, with the file and line in which each of their lines is edited."""

import pytest
from recovery_site.content.page import Page, split
from recovery_site.content.shared_lists import copied, include

NAME = "shared-lists/call.md"
INCLUDED = f'--8<-- "{NAME}"'
TEXT = "- One\n- [Two](../law.md#x), [here](#y), [web](https://a.example/)\n\nKey.\n\n"
LIST = split(TEXT, f"docs/{NAME}")


def page(body: str, name: str = "docs/a.md") -> Page:
    return split(f"---\ntitle: A title\n---\n\n{body}", name)


@pytest.mark.parametrize("line", [INCLUDED, INCLUDED.replace('"', "'"), f"{INCLUDED}  "])
def test_the_list_stands_in_place_of_its_line_and_each_line_knows_where_it_is_edited(
    line: str,
) -> None:
    rows, problems = include(page(f"Above.\n\n{line}\nBelow."), {NAME: LIST})
    assert "\n".join(text for _, _, text in rows) == (
        "Above.\n\n- One\n- [Two](law.md#x), [here](#y), [web](https://a.example/)\n\nKey.\nBelow."
    )
    assert not problems
    expected = [("docs/a.md", 5), ("docs/a.md", 6), *((f"docs/{NAME}", n) for n in range(1, 5))]
    assert [(name, number) for name, number, _ in rows] == [*expected, ("docs/a.md", 8)]


def test_inside_a_box_every_line_is_set_in_and_links_lead_on_from_the_pages_folder() -> None:
    body = f'!!! practice "Suggestions"\n\n    {INCLUDED}\n'
    rows, problems = include(page(body, "docs/worksheets/a.md"), {NAME: LIST})
    assert not problems
    assert "\n".join(text for _, _, text in rows) == (
        '!!! practice "Suggestions"\n\n    - One\n'
        "    - [Two](../law.md#x), [here](#y), [web](https://a.example/)\n\n    Key.\n"
    )


def test_a_wrong_inclusion_is_said_and_readers_see_nothing_of_it() -> None:
    rows, problems = include(page(f"Text {INCLUDED}\n"), {NAME: LIST})
    assert [text for _, _, text in rows] == ["", ""]
    assert [problem.line for problem in problems] == [5]


STEPS = "1. **Stay with the child.** Never leave a child alone who has said this.\n\n**Key.** Law says so about all of the steps above.[^a]\n"


def test_a_sentence_of_a_list_that_a_page_writes_out_is_said_once() -> None:
    lists = {NAME: split(STEPS, f"docs/{NAME}")}
    text = "Text.\n\n- Never leave a **child** alone who has said this, please.\n- Stay with the child.\n"
    (problem,) = copied(page(text), lists)
    assert (problem.path, problem.line) == ("docs/a.md", 7)
    assert problem.message.startswith(f"this stands in the shared list {NAME} already; take it in")
    text = f"{INCLUDED}\n\nStay with the child. Law says so about all of the steps above.\n"
    assert not list(copied(page(text), lists))
    assert not list(copied(lists[NAME], lists))
