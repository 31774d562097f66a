"""The report of how pages read."""

from __future__ import annotations

import pytest
from recovery_site.content.page import split
from recovery_site.editing.reading import Reading, grades, measure


def head(**fields: str) -> str:
    """Front matter of guidance."""
    lines = [f"{key}: {text}" for key, text in {"title": "A", "audience": "B", **fields}.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def test_words_sentences_and_grade_are_those_of_the_formula() -> None:
    # 6 words, 2 sentences, 6 syllables: 0.39 * 3 + 11.8 * 1 - 15.59 = -2.62
    assert measure(split("The cat sat. The dog ran.")) == Reading(6, 3, 0, -2.6)
    # 4 words, 1 sentence, 9 syllables: 0.39 * 4 + 11.8 * 9 / 4 - 15.59 = 12.52
    assert measure(split("Consider every child’s opinion.")).grade == pytest.approx(12.5, abs=3)


def test_front_matter_is_not_counted() -> None:
    assert measure(split(head() + "The cat sat.")).words == 3


@pytest.mark.parametrize("text", ["", "\n\n", "| - | - |\n", "12. 34.", "{{ finder() }}"])
def test_a_page_without_words_has_no_measures(text: str) -> None:
    assert measure(split(text)) == Reading(0, 0, 0, 0.0)


def test_more_than_20_words_make_a_long_sentence() -> None:
    for words, long in ((20, 0), (21, 1)):
        found = measure(split("The cat sat. " + " ".join(["Cat"] * words) + "."))
        assert (found.words, found.longest, found.long) == (words + 3, words, long)


def test_each_cell_of_a_table_counts_as_a_sentence() -> None:
    found = measure(split("| One two | Three |\n| --- | --- |\n| Four five six | Seven |\n"))
    assert (found.words, found.longest) == (7, 3)


def test_each_item_of_a_list_counts_as_a_sentence() -> None:
    assert measure(split("- One two\n- Three four five\n")).longest == 3


@pytest.mark.parametrize(
    "text",
    [
        "The cat sat.[^usc-42-671][^a]",
        "The [cat](running-behavior.md) sat.",
        'The cat {{ helpline("ncmec") }} sat.',
        'The <strong>cat</strong> <a href="x.html" class="wide">sat</a>.',
        "<p>The cat</p> sat.<br>",
    ],
)
def test_notes_addresses_calls_and_tags_are_not_read(text: str) -> None:
    assert measure(split(text)) == measure(split("The cat sat."))


def test_longer_words_and_sentences_read_harder() -> None:
    plain = measure(split("Use it. Help them. Ask first."))
    words = measure(split("Utilize it. Facilitate them. Interrogate first."))
    sentences = measure(split("Use it help them ask first."))
    assert plain.grade < words.grade
    assert plain.grade < sentences.grade


def test_the_table_lists_every_page_hardest_first() -> None:
    pages = {
        "docs/easy.md": split("The cat sat. The dog ran."),
        "docs/hard.md": split("Multidisciplinary collaboration facilitates identification."),
        "docs/middle.md": split("Ask another person about the weather today."),
    }
    lines = grades(pages).split("\n")
    assert lines[0] == "grade  words  long sentences  longest  page"
    assert [line.split()[-1] for line in lines[1:4]] == [
        "docs/hard.md",
        "docs/middle.md",
        "docs/easy.md",
    ]
    assert lines[3].split() == ["-2.6", "6", "0", "3", "docs/easy.md"]


def test_a_table_of_no_page_has_its_head() -> None:
    assert grades({}) == "grade  words  long sentences  longest  page\n"
