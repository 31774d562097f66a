"""The rules of writing: each has texts that break it and texts that keep it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from recovery_site.content import editorial_rules
from recovery_site.content.editorial_rules import WORDS
from recovery_site.content.footnotes import note
from recovery_site.content.macros import MACROS
from recovery_site.content.markdown_rules import LABELS
from recovery_site.content.page import split
from recovery_site.data.loader import FILES

from tests.conftest import TOP, frozen_texts

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

HEAD = "---\ntitle: A title\ndescription: What it says.\n---\n\n"
ABOVE = 5
GUIDANCE = {
    "title": "A title",
    "description": "What it says.",
    "audience": "Caseworkers",
    "reviewed": "",
    "next_review": "2027-05-23",
    "handout_sides": "4",
}


def told(body: str, data: Data, head: str = HEAD, name: str = "docs/x.md") -> list[str]:
    """The problems of a page, in words."""
    problems = editorial_rules.check(split(head + body, name), data)
    assert all(problem.severity == "error" for problem in problems)
    assert all((problem.path, problem.record) == (name, "") for problem in problems)
    return [f"{problem.line}: {problem.message}" for problem in problems]


def head(**fields: str | None) -> str:
    """Front matter of guidance with other values; ``None`` leaves a field out."""
    lines = [f"{key}: {text}" for key, text in (GUIDANCE | fields).items() if text is not None]
    return "\n".join(["---", *lines, "---", "", ""])


def sentences(text: str) -> list[tuple[int, str]]:
    """Sentences of a page without front matter."""
    return list(split(text).sentences)


class TestSplit:
    def test_front_matter_and_body_are_parted_with_their_lines(self) -> None:
        page = split("---\ntitle: A\n\naudience: B\n---\n\n\nOne\nTwo\n")
        assert page.meta == {"title": (2, "A"), "audience": (4, "B")}
        assert (page.body, page.above) == ("One\nTwo\n", 7)
        assert page.lines == ["One", "Two", ""]
        assert page.guidance
        assert (page.value("title"), page.value("nothing")) == ("A", "")

    def test_values_stay_text(self) -> None:
        page = split('---\na: NO\nb: 012\nc: 2027-05-23\nd:\ne: "x: y"\n---\nB')
        assert {key: text for key, (_, text) in page.meta.items()} == {
            "a": "NO",
            "b": "012",
            "c": "2027-05-23",
            "d": "",
            "e": "x: y",
        }

    @pytest.mark.parametrize("text", ["", "Body", "# A\n---\nb: c\n---\n", "----\na: b\n----\n"])
    def test_a_page_without_front_matter_is_all_body(self, text: str) -> None:
        page = split(text)
        assert (page.meta, page.body, page.above) == ({}, text, 0)
        assert not page.guidance

    def test_marks_and_line_ends_of_windows_do_not_matter(self) -> None:
        page = split("\ufeff---\r\ntitle: A\r\n---\r\n\r\nOne\r\n")
        assert page == split("---\ntitle: A\n---\n\nOne\n")
        assert page.value("title") == "A"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("---\ntitle: A: B\n---\nBody\n", "2: a colon followed by a space"),
            ("---\ntitle: A\ndescription: B: C\n---\nBody\n", "3: a colon followed by a space"),
            ('---\ntitle: A\naudience: "B\n---\nBody\n', "3: a quotation mark that is opened"),
            ("---\n# Text\ntext\n---\nBody\n", "2: this line has no field"),
        ],
    )
    def test_front_matter_that_cannot_be_read_is_said_once(
        self, data: Data, text: str, said: str
    ) -> None:
        (problem,) = told(text + "12% of it.\n", data, head="")
        assert problem.startswith(said)


class TestFrontMatter:
    def test_good_front_matter_is_not_spoken_of(self, data: Data) -> None:
        assert not told("", data)
        assert not told("", data, head())
        assert not told("", data, head(reviewed="2026-11-23"))

    @pytest.mark.parametrize("field", ["title", "description"])
    @pytest.mark.parametrize("text", [None, ""])
    def test_every_page_has_title_and_description(
        self, data: Data, field: str, text: str | None
    ) -> None:
        assert told("", data, head(**{field: text})) == [
            f"1: `{field}` is missing; add a line `{field}: ...` between the two --- at the top"
        ]

    @pytest.mark.parametrize(
        ("top", "said"),
        [
            ("\n---\ntitle: A\n---\n\nBody\n", "something stands before the first ---"),
            ("---\n---\n\nBody\n", "the lines at the top are missing"),
        ],
    )
    def test_a_page_without_front_matter_is_told_what_to_type(
        self, data: Data, top: str, said: str
    ) -> None:
        assert [one.partition(";")[0] for one in told(top, data, head="")] == [f"1: {said}"]

    def test_title_and_description_are_there(self, data: Data) -> None:
        assert [one.partition(";")[0] for one in told("", data, head="---\nsearch: x\n---\n")] == [
            "1: `title` is missing",
            "1: `description` is missing",
        ]

    @pytest.mark.parametrize("field", ["audience", "next_review"])
    def test_a_field_of_guidance_brings_the_others(self, data: Data, field: str) -> None:
        (said,) = told("", data, head(**{field: None}))
        assert said.startswith(f"1: `{field}` is missing, which guidance needs; add a line")
        misspelt = head().replace(f"{field}:", f"{field.upper()[:-1]}x:")
        assert f" did you mean `{field}`?" in [
            one.partition(";")[2] for one in told("", data, misspelt)
        ]

    @pytest.mark.parametrize(
        ("reviewed", "following", "said"),
        [
            ("2026-11-23", "2026-11-24", ""),
            ("2026-11-24", "2027-05-23", "5: `reviewed: 2026-11-24` lies in the future"),
            ("2026-11-20", "2026-11-20", "6: `next_review: 2026-11-20` is not after the review"),
            ("", "2016-05-21", "6: `next_review: 2016-05-21` is long past or far away"),
            ("", "2028-11-25", "6: `next_review: 2028-11-25` is long past or far away"),
            ("", "2028-11-01", ""),
        ],
    )
    def test_reviews_are_on_days_that_can_be_meant(
        self, data: Data, reviewed: str, following: str, said: str
    ) -> None:
        found = told("", data, head(reviewed=reviewed, next_review=following))
        assert [one[: len(said)] for one in found] == [said] * bool(said)

    def test_a_title_has_at_most_65_characters(self, data: Data) -> None:
        assert not told("", data, head(title="x" * 65))
        assert told("", data, head(title="x" * 66)) == [
            "2: the title has 66 characters; shorten it to at most 65"
        ]

    @pytest.mark.parametrize(("field", "line"), [("audience", 4), ("next_review", 6)])
    def test_guidance_fills_every_field(self, data: Data, field: str, line: int) -> None:
        found = told("", data, head(**{field: ""}))
        assert found == [f"{line}: `{field}` is empty; fill it in"]

    def test_guidance_says_when_it_is_reviewed_next(self, data: Data) -> None:
        assert told("", data, head(next_review="")) == ["6: `next_review` is empty; fill it in"]

    def test_guidance_needs_no_handout(self, data: Data) -> None:
        assert not told("", data, head(handout_sides=None))

    def test_guidance_has_a_place_for_the_day_of_review(self, data: Data) -> None:
        assert told("", data, head(reviewed=None)) == [
            "1: `reviewed` is missing; add a line `reviewed:`, empty until the team has reviewed "
            "the page"
        ]

    @pytest.mark.parametrize(("field", "line"), [("reviewed", 5), ("next_review", 6)])
    @pytest.mark.parametrize("text", ["2027-02-30", "May 2027", "2027-5-23", "2027-05", "soon"])
    def test_dates_exist(self, data: Data, field: str, line: int, text: str) -> None:
        assert told("", data, head(**{field: text})) == [
            f"{line}: `{field}: {text}` is not a day; write year-month-day, for example 2027-05-23"
        ]

    def test_other_pages_need_no_dates(self, data: Data) -> None:
        assert not told("", data, head(audience=None, reviewed=None, next_review=None))


class TestHeadings:
    @pytest.mark.parametrize(
        "body",
        [
            "## A\n\n### B\n\n#### C\n\n## D\n\n### E\n",
            "Text\n\n#no heading\n\n#\n\n## A\n",
            "",
        ],
    )
    def test_levels_in_order_are_not_spoken_of(self, data: Data, body: str) -> None:
        assert not told(body, data)

    def test_the_title_is_the_only_first_heading(self, data: Data) -> None:
        assert told("## A\n\n# B\n", data) == [
            f"{ABOVE + 3}: a page has no `#` heading: the title stands at the top; use ##"
        ]

    @pytest.mark.parametrize(
        ("body", "line", "right"),
        [
            ("### A\n", 1, "##"),
            ("## A\n\n#### B\n", 3, "###"),
            ("## A\n\n### B\n\n## C\n\n#### D\n", 7, "###"),
        ],
    )
    def test_a_skipped_level_is_said(self, data: Data, body: str, line: int, right: str) -> None:
        assert told(body, data) == [
            f"{ABOVE + line}: the heading skips a level; write it with {right}"
        ]


class TestFigures:
    @pytest.mark.parametrize(
        ("body", "line", "figure"),
        [
            ("About 12% left.", 1, "12%"),
            ("About 12 % left.", 1, "12 %"),
            ("About 12 percent left.", 1, "percent"),
            ("About 12 per cent left.", 1, "per cent"),
            ("The study followed 13 young people.", 1, "13 young people"),
            ("It read 25,000 reports.", 1, "25,000 reports"),
            ("It counted 1,234 in all.", 1, "1,234"),
            ("One in six children left.", 1, "One in six children"),
            ("That is 1 in 5 of them.", 1, "1 in 5 of"),
            ("A third of them left.", 1, "A third of"),
            ("Half of all episodes end so.", 1, "Half of"),
            ("It saw 240 different case files.", 1, "240 different case files"),
            ("One line.\nThen 12% left.", 2, "12%"),
            ("Text.\n\n- A.[^a]\n- 12% left.\n", 4, "12%"),
            ("1. A.[^a]\n2. In all, 12% left.\n", 2, "12%"),
            ("| A | B |\n| - | - |\n| 12% | x |\n| 13% | y[^a] |\n", 3, "12%"),
            ("## 12% left\n\nText.[^a]\n", 1, "12%"),
            ("## 12% left\nText.[^a]\n", 1, "12%"),
            ('!!! research "Small"\n    In 2019, 12% left.\n', 2, "12%"),
            ('!!! research "12% left"\n    Text.[^a]\n', 1, "12%"),
        ],
    )
    def test_a_figure_without_a_note_is_said(
        self, data: Data, body: str, line: int, figure: str
    ) -> None:
        assert told(body, data) == [
            f"{ABOVE + line}: the figure `{figure}` has no note in its paragraph; "
            "write [^id] after the full stop (the ids stand in data/sources.yml), or, without a source, "
            "take the figure out"
        ]

    @pytest.mark.parametrize(
        "body",
        [
            "About 12% left.[^a]",
            "A figure: 5%. Another: 6%.[^a]",
            "- One item: 5%.\n  It goes on.[^a]",
            "About 12%[^a] left, says one study.",
            "About 12% of 240 children left.[^a][^b] Next.",
            "About 12% left, in a study\nof two states.[^a]",
            "“About 12% left.”[^a] Next.",
            "| A | B |\n| - | - |\n| 12% | x[^a] |\n",
            "- In 2019, 12% left.[^a]\n- Next.\n",
            "Report within 24 hours.",
            "Under 42 U.S.C. 671 and 18 U.S.C. 1591.",
            "In 2019, age 17 or under 18.",
            "Section 471(a)(35) of the Act.",
            "Two workers, 3 steps, 5 regions.",
            'Call {{ helpline("988") }} now.',
            "One in the morning, half an hour.",
        ],
    )
    def test_a_figure_with_a_note_and_a_number_that_is_none_are_not(
        self, data: Data, body: str
    ) -> None:
        assert not told(body, data)


CLAIMS = {
    "recruitment within 48 hours": [
        "Within 48 hours of leaving, many are recruited.",
        "In the first days, or after forty-eight hours, someone will approach them.",
        "Traffickers recruit children within 48 hours.",
        "They will lure a child in the first forty-eight hours.",
    ],
    "an average age of entry": [
        "The average age of entry is low.",
        "The average age at first harm.",
    ],
    "a national total of victims": [
        "There are 300,000 children in this.[^a]",
        "Some say 1.4 million youth.[^a]",
    ],
    "the share 1 in 7 as a current rate": ["It is 1 in 7 now.", "One in seven is lost."],
    "Stockholm syndrome as a condition": ["She has “Stockholm syndrome”, they say."],
    "that something is proven": ["This is proven to work."],
    "a share without a source": ["Virtually every child says so."],
    "the 988 option that ended in 2025": ["Call and press 3 for help."],
    "VictimConnect, which was reported ended": ["Write to VictimConnect for help."],
    "a share of workers at risk of secondary traumatic stress": [
        "Up to half of child welfare staff feel it.[^a]",
        "It reaches half of child-welfare workers.[^a]",
    ],
}


class TestClaims:
    @pytest.mark.parametrize("claim", CLAIMS)
    def test_a_claim_never_to_make_is_said(self, data: Data, claim: str) -> None:
        assert CLAIMS[claim]
        for text in CLAIMS[claim]:
            assert told(f"Text.\n{text}\n", data) == [
                f"{ABOVE + 2}: the sentence claims {claim}; no source supports it, so take it out"
            ]

    def test_each_pattern_finds_one_of_the_sentences(self, data: Data) -> None:
        assert {claim.claim for claim in data.writing.claims} == set(CLAIMS)
        for claim in data.writing.claims:
            assert any(claim.pattern.search(text) for text in CLAIMS[claim.claim]), claim

    @pytest.mark.parametrize(
        "text",
        [
            "No study shows that children are recruited within 48 hours.",
            "The average age of entry is not known.",
            "It has never been proven.",
            "It was proven to be false.",
            "Report within 24 hours; many are recruited later.",
            "Say appeasement instead of “Stockholm syndrome”.",
            "The average age of the staff.",
            "They lived in 7 places.",
        ],
    )
    def test_a_denial_or_another_matter_is_not(self, data: Data, text: str) -> None:
        assert not told(text, data)

    def test_a_denial_in_the_next_sentence_does_not_help(self, data: Data) -> None:
        assert len(told("This is proven. It is not new.", data)) == 1


class TestGuidance:
    """What keeps a page of guidance of use at night."""

    def test_how_far_a_source_was_read_is_not_said(self, data: Data) -> None:
        assert len(data.writing.hearsay) > 5
        for phrase in data.writing.hearsay:
            (said,) = told(f"Text, {phrase}, more.[^a]\n", data)
            assert said.startswith(f"{ABOVE + 1}: `{phrase}`: how far a source was read stands in")
        assert not told("The reported text was read and quoted.\n", data)

    def test_words_and_the_words_of_notes_are_counted_once_for_each_source(
        self, data: Data
    ) -> None:
        source_id, reference = next(iter(data.references.items()))
        noted = len(re.sub("<[^>]+>", " ", note(reference)).split())
        text = "word " * (WORDS - noted) + f"[a](b.md)[^{source_id}] {{{{ finder() }}}}\n"
        assert not told(text.replace("word", "", 1), data, head())
        (said,) = told(f"{text}\nMore.[^{source_id}]\n", data, head())
        assert (
            said == f"1: the page has {WORDS + 1} words with its notes; shorten it to at most 1400"
        )
        assert not told(text + "more", data)  # not guidance

    def test_a_page_has_at_most_thirty_note_marks_but_for_law(self, data: Data) -> None:
        mark = f"A.[^{next(iter(data.references))}]\n\n"
        assert not told(mark * 30, data, head())
        (said,) = told(mark * 31, data, head())
        assert said.startswith("1: the page has 31 note marks;")
        assert not told(mark * 31, data, head(), "docs/law.md")

    @pytest.mark.parametrize("step", ["1. ", "- [ ] "])
    def test_the_first_checklist_carries_no_note_marks(self, data: Data, step: str) -> None:
        known = next(iter(data.references))
        text = f"- Not a step.[^{known}]\n\n{step}One\n\n    More.[^{known}]\n{step}Two[^{known}]\n"
        after = f"\n**Key.** All: law.[^{known}]\n\n{step}Again.[^{known}]\n"
        said = told(text + after, data, head())
        first = len(head().split("\n"))
        assert [one.partition(":")[0] for one in said] == [str(first + 4), str(first + 5)]
        assert all("a note mark in the first checklist" in one for one in said)


AVOIDED = {
    "runaway; AWOL": ["A runaway came.", "Two runaways.", "The child went AWOL."],
    "child prostitute; teen prostitute; prostituting": [
        "A child prostitute.",
        "A teen prostitute.",
        "She was prostituting.",
        "Say no to teen prostitution.",
    ],
    "sex worker": ["A child sex worker.", "Young sex workers."],
    "bad; defiant; manipulative": [
        "A defiant child.",
        "She is manipulative.",
        "Manipulative behavior.",
    ],
    "refused; non-compliant": ["A non-compliant youth.", "He was noncompliant."],
    "slave; modern slave": ["A modern slave.", "They are slaves.", "It is modern slavery."],
    "rescued; saved": ["She was rescued.", "They saved the child.", "We rescue victims."],
    "boyfriend; pimp": ["The pimp came.", "Two pimps."],
    "john": ["A john paid.", "The johns paid."],
    "Stockholm syndrome": ["It is not Stockholm syndrome."],
    "child pornography": ["It is child pornography.", "It is kiddie porn."],
    "relapse": ["The child relapsed.", "A relapse into exploitation."],
}
"""Sentences with words to avoid, for each row of the guide that has patterns."""


@pytest.fixture(scope="module")
def terms() -> dict[str, Any]:
    """Rows of the language guide by what they avoid, read without the package."""
    rows = yaml.load(frozen_texts()[FILES[2]], Loader=yaml.CBaseLoader)["terms"]
    return {row["avoid"]: row for row in rows if row.get("patterns")}


class TestWordsToAvoid:
    def test_each_row_with_patterns_is_tried(self, terms: dict[str, Any]) -> None:
        assert set(terms) == set(AVOIDED)

    @pytest.mark.parametrize("avoid", AVOIDED)
    def test_an_avoided_word_is_said_with_the_one_to_use(
        self, data: Data, terms: dict[str, Any], avoid: str
    ) -> None:
        for text in AVOIDED[avoid]:
            for typed in (text, text.lower() if avoid != "john" else text):
                (found,) = set(told(f"Text.\n\n{typed}\n", data))
                said, _, rest = found.partition("`: ")
                line, _, word = said.partition(": `")
                assert line == str(ABOVE + 3)
                assert word in typed
                assert rest == f"write {terms[avoid]['use']} (see the language guide)"

    @pytest.mark.parametrize("avoid", AVOIDED)
    def test_each_pattern_finds_its_own_words(
        self, data: Data, terms: dict[str, Any], avoid: str
    ) -> None:
        (term,) = [one for one in data.terms if "; ".join(one.avoid) == avoid]
        assert [one.pattern for one in term.patterns] == terms[avoid]["patterns"]
        page = split("\n".join(AVOIDED[avoid]))
        for pattern in term.patterns:
            only = replace(data, terms=(_with_pattern(term, pattern),))
            assert list(editorial_rules.words_to_avoid(page, only)), pattern

    @pytest.mark.parametrize(
        "text",
        [
            "The National Runaway Safeline answers.",
            "The National\u00a0Runaway Safeline answers.",
            "The statute says “runaway” (quoted legal term).",
            "The Runaway and Homeless Youth Act.",
            "Never say “pimp” or “rescued”.",
            "A sourced line.[^runaway][^slave]",
            "Money saved. Saved files. John Smith.",
            "The child was located and returned.",
            "The child declined today.",
        ],
    )
    def test_proper_names_quotations_and_other_words_are_not(self, data: Data, text: str) -> None:
        assert not told(text, data)

    def test_the_language_guide_may_print_them(self, data: Data) -> None:
        text = "A runaway, a pimp.\n"
        assert len(told(text, data)) == 2
        assert not told(text, data, name="docs/language-guide.md")

    def test_the_language_guide_keeps_every_other_rule(self, data: Data) -> None:
        assert len(told("12% left.\n\n#### A\n", data, name="docs/language-guide.md")) == 2


def _with_pattern(term: Any, pattern: re.Pattern[str]) -> Any:
    return term.model_copy(update={"patterns": (pattern,)})


class TestAsWordWritesIt:
    """What a page gets when its text comes out of a word processor."""

    @pytest.mark.parametrize(
        ("text", "typed"),
        [
            ("Ask 571–645–6233 first.", "571-645-6233"),
            ("Ask 571\u2011645\u20116233 first.", "571-645-6233"),
            ("Ask 5716456233 first.", "5716456233"),
            ("Then 988 helps.", "988"),
            ("Text HOME to 741741.", "741741"),
            ("Text 12345, please.", "12345"),
        ],
    )
    def test_a_number_is_typed_in_whatever_form(self, data: Data, text: str, typed: str) -> None:
        (said,) = told(text, data)
        assert (
            said
            == f"{ABOVE + 1}: the phone number `{typed}` is typed; {editorial_rules.IS_IT_OURS}"
        )

    @pytest.mark.parametrize(
        "text",
        [
            "What means 911.",
            "Section 20705 says 34 U.S.C.",
            "Room 9880, section 988a.",
            "[a](x.md#1234567890)",
        ],
    )
    def test_other_numbers_are_not(self, data: Data, text: str) -> None:
        assert not told(text, data)

    def test_a_note_without_its_caret_is_said(self, data: Data) -> None:
        known = next(iter(data.references))
        assert told(f"A.[{known}] B [nobody] [{known}](a.md)\n", data) == [
            f"{ABOVE + 1}: `[{known}]` would be read as it stands; write [^{known}]"
        ]

    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ("• One\n", 1, "a list as Word makes it; write - in place of `•`"),
            ("1) One\n", 1, "a list as Word makes it; write 1. in place of 1)"),
            (
                "Do this:\n- One\n",
                2,
                "no empty line above the list, so it would be read as text; add one",
            ),
            (
                "Do this:\n1. One\n",
                2,
                "no empty line above the list, so it would be read as text; add one",
            ),
            (
                "One\tTwo\n",
                1,
                "a tab inside the line, as a table from Word or Excel has it; write | between the cells",
            ),
            (
                '!! law "Title"\n\n    Text\n',
                1,
                'a box starts with three exclamation marks; write !!! practice "Suggestions"',
            ),
        ],
    )
    def test_lists_tables_and_boxes_that_would_be_text(
        self, data: Data, text: str, line: int, said: str
    ) -> None:
        assert told(text, data) == [f"{ABOVE + line}: {said}"]

    @pytest.mark.parametrize(
        "text",
        [
            "## One\n- Two\n",
            "- One\n  more\n- Two\n",
            "1. One\n2. Two\n",
            '!!! law "A"\n    - One\n    - Two\n',
        ],
    )
    def test_lists_that_are_lists(self, data: Data, text: str) -> None:
        assert not told(text, data)


class TestNothingTyped:
    @pytest.mark.parametrize(
        "number",
        [
            "571.645.6233",
            "571-645-6233",
            "571 645 6233",
            "(571) 645-6233",
            "(571)645-6233",
            "(571)-645-6233",
            "+1 571 645 6233",
            "+1-571-645-6233",
            "1-800-843-5678",
            "1 (800) 843-5678",
            "1-800-THE-LOST",
            "1-800-RUNAWAYS",
        ],
    )
    def test_a_phone_number_is_said(self, data: Data, number: str) -> None:
        for text in (f"Call {number} now.", f"- ({number})", f"[{number}](tel:1)", number):
            (found,) = told(f"Text.\n\n{text}\n", data)
            line, _, said = found.partition(": the phone number `")
            assert line == str(ABOVE + 3)
            assert said.partition("`")[2] == f" is typed; {editorial_rules.IS_IT_OURS}"
            assert said.partition("`")[0].strip("()") in text

    @pytest.mark.parametrize(
        "address", ["RecoveryServices@NCMEC.ORG", "a.b+c@x.example", "a_b@x-y.org"]
    )
    def test_an_e_mail_address_is_said(self, data: Data, address: str) -> None:
        for text in (f"Write to {address}.", f"<{address}>", f"[mail](mailto:{address})"):
            assert told(f"Text.\n{text}\n", data) == [
                f"{ABOVE + 2}: the e-mail address `{found}` is typed; {editorial_rules.IS_IT_THE_TEAMS}"
                for found in [address if "." in address.partition("@")[2] else ""]
            ]

    @pytest.mark.parametrize(
        "text",
        [
            'Call {{ helpline("988") }} or write to {{ mailbox() }}.',
            "In 2019-2020 and on 2027-05-23.",
            "34 U.S.C. 20705a, 42 U.S.C. 671(a)(35).",
            "A note.[^usc-34-20705a]",
            "Pediatrics 145(2) e20193752.",
            "Case 2019-123-4567890.",
            "@media, at @ sign, a@b",
        ],
    )
    def test_other_numbers_and_signs_are_not(self, data: Data, text: str) -> None:
        assert not told(text, data)


class TestSlipsThatReadersWouldSee:
    """Marks that are no marks for the reader of Markdown, so that they would stand on the page."""

    @pytest.mark.parametrize(
        "body",
        [
            '!!! law "Law"\n    Text.\n\n    More.\n\nNo part of it.\n',
            '!!! law "Law"\n\n    Text.\n## Next\n',
            '!!! law "Law"\n    Text.\n\n!!! practice "Next"\n    Text.\n',
            '- Item\n\n    !!! law "Law"\n        Text.\n\n- Item\n',
            'Code:\n\n    !!! law "Law"\n\nText.\n',
            '!!! law "Say “no”"\n\tText.\n',
            "```\n!!! note\n{ field(1) }\n```\n",
            "Write `{ field(1) }` or `[a] (b.md)`. A {brace}, [a] (or b), - dash, -5 degrees.\n",
            "- [ ] (see law.md)\n- [x] (law.md)\n",
        ],
    )
    def test_what_is_right_is_not_spoken_of(self, data: Data, body: str) -> None:
        assert not told(body, data)

    @pytest.mark.parametrize(
        ("body", "line", "depth", "right"),
        [
            ('!!! law "Law"\nText.\n', 2, 0, 4),
            ('!!! law "Law"\n\nText.\n', 3, 0, 4),
            ('!!! law "Law"\n   Text.\n', 2, 3, 4),
            ('!!! law "Law"\n    Text.\nMore.\n', 3, 0, 4),
            ('!!! law "Law"\n    Text.\n\n  More.\n', 4, 2, 4),
            ('!!! law "Law"\n- An item\n', 2, 0, 4),
            ('- Item\n\n    !!! law "Law"\n      Text.\n', 4, 6, 8),
        ],
    )
    def test_text_that_falls_out_of_a_box_is_said(
        self, data: Data, body: str, line: int, depth: int, right: int
    ) -> None:
        assert told(body, data) == [
            f"{ABOVE + line}: the text of the box above is set in by {depth} spaces and falls out "
            f"of it; set it in by {right}"
        ]

    @pytest.mark.parametrize("label", LABELS)
    def test_each_label_has_its_look(self, label: str) -> None:
        assert f"\n.{label} {{ --tone:" in (TOP / "overrides/assets/guide.css").read_text("utf-8")

    @pytest.mark.parametrize("name", MACROS)
    def test_half_a_call_is_said_for_every_name(self, data: Data, name: str) -> None:
        for body in (f'A {{ {name}("a") }} b', f'{{{name}("a")}}', f"{{ {name}() }}}}"):
            (said,) = told(body, data)
            assert said.startswith(
                f"{ABOVE + 1}: one curly bracket in front of `{name}`; write two"
            )

    @pytest.mark.parametrize(
        "address", ["law.md", "law.md#part", "a/b.html", "https://x.example/", "#part", "a.pdf"]
    )
    def test_a_link_in_two_parts_is_said(self, data: Data, address: str) -> None:
        assert told(f"See [the law] ({address}).\n", data) == [
            f"{ABOVE + 1}: a space between `[the law]` and its address; "
            f"take it out: [the law]({address})"
        ]


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("One. Two! Three? Four", [(1, "One."), (1, "Two!"), (1, "Three?"), (1, "Four")]),
            ("One goes\non here. Two\nends.", [(1, "One goes on here."), (2, "Two ends.")]),
            ("One.\n\nTwo.\n\n\nThree.", [(1, "One."), (3, "Two."), (6, "Three.")]),
            ("The 24 hours. The 24 hours.", [(1, "The 24 hours.")] * 2),
            ("A. A.\nA.", [(1, "A."), (1, "A."), (2, "A.")]),
            ("It is 1.5 times. Then e.g. this.", [(1, "It is 1.5 times."), (1, "Then e.g. this.")]),
            ("One. “Two.” (Three.)", [(1, "One."), (1, "“Two.” (Three.)")]),
            ("", []),
        ],
    )
    def test_text_is_parted_at_its_full_stops(
        self, text: str, expected: list[tuple[int, str]]
    ) -> None:
        assert sentences(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("One.[^a] Two.[^b][^c]", ["One.[^a]", "Two.[^b][^c]"]),
            ("One.[^a][^b] Two.", ["One.[^a][^b]", "Two."]),
            ("One[^a] goes on. Two[^b].", ["One[^a] goes on.", "Two[^b]."]),
            ("He said “one.”[^a] Two.", ["He said “one.”[^a]", "Two."]),
            ('He said "one."[^a][^b] Two.', ['He said "one."[^a][^b]', "Two."]),
            ("He said (one.)[^a] Two.", ["He said (one.)[^a]", "Two."]),
        ],
    )
    def test_notes_belong_to_the_sentence_before_them(self, text: str, expected: list[str]) -> None:
        assert [found for _, found in sentences(text)] == expected

    def test_each_row_of_a_table_stands_alone(self) -> None:
        assert sentences("Before.\n\n| A. B | C |\n| - | - |\n| D | E[^a] |\n\nAfter.") == [
            (1, "Before."),
            (3, "| A. B | C |"),
            (4, "| - | - |"),
            (5, "| D | E[^a] |"),
            (7, "After."),
        ]

    def test_each_item_of_a_list_starts_anew(self) -> None:
        text = "Before:\n- One\n  goes on. Two.\n* Three\n+ Four\n- [ ] Five"
        assert sentences(text) == [
            (1, "Before:"),
            (2, "- One goes on."),
            (3, "Two."),
            (4, "* Three"),
            (5, "+ Four"),
            (6, "- [ ] Five"),
        ]

    def test_items_with_numbers_start_anew(self) -> None:
        found = sentences("1. One\n2. Two.\n\n    More of two.\n10. Ten")
        assert [(line, text) for line, text in found if text.strip("1234567890. ")] == [
            (line, text)
            for line, text in ((1, "One"), (2, "Two."), (4, "More of two."), (5, "Ten"))
        ]

    def test_headings_and_titles_of_boxes_are_no_part_of_the_sentence_below(self) -> None:
        assert sentences('## A heading\nOne.\n\n!!! law "A title"\n    Two. Three.') == [
            (1, "## A heading"),
            (2, "One."),
            (4, '!!! law "A title"'),
            (5, "Two."),
            (5, "Three."),
        ]

    def test_lines_count_from_the_top_of_the_file(self) -> None:
        assert split(HEAD + "One.\nTwo.").sentences == [
            (ABOVE + 1, "One."),
            (ABOVE + 2, "Two."),
        ]


def test_all_problems_of_a_page_are_said_at_once(data: Data) -> None:
    body = "### A\n\n12% left. It is proven.\n\nA runaway: 571.645.6233, a@b.example.\n"
    lines = [one.partition(":")[0] for one in told(body, data, head(title=""))]
    assert sorted(lines, key=int) == ["1", "10", "12", "12", "14", "14", "14"]
