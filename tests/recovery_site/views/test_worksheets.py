"""Blanks of a template: what a page shows, and what the PDF makes a field of."""

from typing import Any

import pytest
from recovery_site.views import worksheets

from tests.recovery_site.reading import tree, words


@pytest.mark.parametrize("lines", range(1, 7))
def test_a_field_shows_its_label_and_as_many_lines_as_asked(lines: int) -> None:
    text = worksheets.field("Backup placement", "1 line" if lines == 1 else f"{lines} lines")
    blank = tree(text).find_class("blank")[0]
    assert words(text) == "Backup placement"
    assert blank.get("data-field") == "Backup placement"
    assert blank.get("data-lines") == str(lines)
    assert len(blank.find_class("line")) == lines


def test_a_field_in_a_cell_keeps_its_label_for_screen_readers_only() -> None:
    text = worksheets.field("Driver: phone", "cell")
    blank = tree(text).find_class("blank-cell")[0]
    assert words(text) == ""
    assert (blank.get("data-field"), blank.get("data-lines")) == ("Driver: phone", "1")


@pytest.mark.parametrize("size", ["", "0 lines", "7 lines", "10 lines", "2", "cells"])
def test_a_size_that_does_not_exist_is_refused_with_what_does(size: str) -> None:
    said = f"`{size}` is not a size; the sizes are `cell`, and `1 line` to `6 lines`"
    with pytest.raises(ValueError, match=said):
        worksheets.field("Driver", size)


def test_a_box_to_tick_stands_before_its_label() -> None:
    text = worksheets.tick("Safety was checked")
    box = tree(text).find_class("box")[0]
    assert words(text) == "Safety was checked"
    assert box.get("data-tick") == "Safety was checked"
    assert box.tail.strip() == "Safety was checked"


def test_a_choice_gives_each_answer_a_name_that_stands_alone() -> None:
    text = worksheets.choice("Want to talk?", "Yes", "Later", "With someone else")
    assert words(text) == "Want to talk? Yes Later With someone else"
    assert [box.get("data-tick") for box in tree(text).find_class("box")] == [
        "Want to talk?: Yes",
        "Want to talk?: Later",
        "Want to talk?: With someone else",
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda label: worksheets.field(label),
        lambda label: worksheets.field(label, "cell"),
        lambda label: worksheets.tick(label),
        lambda label: worksheets.choice(label, "<i>Yes</i>", '"No"'),
    ],
)
def test_characters_of_html_in_a_label_stay_text(make: Any) -> None:
    label = 'Who <b>& "where"</b>'
    root = tree(make(label))
    assert not root.xpath("//b | //i")
    named = root.xpath("//@data-field | //@data-tick")
    assert named
    assert all(str(name).startswith(label) for name in named)
