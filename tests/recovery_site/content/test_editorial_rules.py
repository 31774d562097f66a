"""The rules of writing: each has texts that break it and texts that keep it."""

import re
from dataclasses import replace
from typing import Any

import pytest
import yaml
from recovery_site.content import editorial_rules
from recovery_site.content.editorial_rules import WORDS
from recovery_site.content.footnotes import note
from recovery_site.content.macros import MACROS
from recovery_site.content.markdown_rules import LABELS
from recovery_site.content.page import split
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES

from tests.conftest import TOP, frozen_texts

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


def said_of(body: str, data: Data, head: str = HEAD, name: str = "docs/x.md") -> list[str]:
    """The problems of a page, in words; lines count from the first below the front matter."""
    problems = editorial_rules.check(split(head + body, name), data)
    assert all(problem.severity == "error" for problem in problems)
    assert all((problem.path, problem.record) == (name, "") for problem in problems)
    above = ABOVE if head == HEAD else 0
    return [f"{problem.line - above}: {problem.message}" for problem in problems]


def head(**fields: str | None) -> str:
    """Front matter of guidance with other values; ``None`` leaves a field out."""
    lines = [f"{key}: {text}" for key, text in (GUIDANCE | fields).items() if text is not None]
    return "\n".join(["---", *lines, "---", "", ""])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"reviewed": None, "handout_sides": None}, []),
        ({"reviewed": "2026-11-23"}, []),
        ({"audience": None, "reviewed": None, "next_review": None}, []),
        ({"title": "x" * 65}, []),
        ({"title": "x" * 66}, ["2: the title has 66 characters"]),
        ({"title": None, "description": None}, ["1: `title` is missing", "1: `description` is"]),
        ({"title": "", "description": ""}, ["2: `title` is empty", "3: `description` is empty"]),
        ({"audience": None}, ["1: `audience` says nothing, which guidance needs"]),
        ({"next_review": None}, ["1: `next_review` says nothing, which guidance needs"]),
        ({"audience": ""}, ["4: `audience` says nothing"]),
        ({"next_review": ""}, ["6: `next_review` says nothing"]),
        ({"next_review": "soon"}, ["6: next_review: `soon` is not a day"]),
        ({"next_review": "2027–05–23"}, ["6: next_review: `2027–05–23` holds long dashes"]),
        ({"next_review": "2027-05"}, ["6: next_review: `2027-05` is not a day"]),
        ({"reviewed": "2027-02-30"}, ["5: reviewed: `2027-02-30` is not a day"]),
        ({"reviewed": "2026-11-23", "next_review": "2026-11-24"}, []),
        ({"reviewed": "2026-11-24"}, ["5: `reviewed: 2026-11-24` lies in the future"]),
        ({"reviewed": "2026-11-20", "next_review": "2026-11-20"}, ["6: `next_review: 2026-11-20` is not"]),
        ({"next_review": "2016-05-21"}, ["6: `next_review: 2016-05-21` is long past"]),
        ({"next_review": "2028-11-25"}, ["6: `next_review: 2028-11-25` is long past or far away"]),
        ({"next_review": "2028-11-01"}, []),
        ({"handout_sides": "10"}, ["7: handout_sides: `10` is not one it can have"]),
        ({"audiance": "x"}, ["8: unknown field `audiance`; did you mean `audience`?"]),
    ],
)  # fmt: skip
def test_front_matter(data: Data, fields: dict[str, str | None], said: list[str]) -> None:
    messages = said_of("", data, head(**fields))
    assert [text[: len(start)] for text, start in zip(messages, said, strict=True)] == said


FIGURES = [
    "12%", "12 %", "percent", "per cent", "13 young people", "25,000 reports", "1,234",
    "One in six children", "1 in 5 of", "A third of", "Half of", "240 different case files",
]  # fmt: skip
"""Each stands in a sentence without a note below."""

NUMBERS = [
    "571.645.6233", "571-645-6233", "571 645 6233", "(571) 645-6233", "(571)645-6233", "(571)-645-6233",
    "+1 571 645 6233", "+1-571-645-6233", "1-800-843-5678", "1 (800) 843-5678", "1-800-THE-LOST",
    "1-800-RUNAWAYS", "5716456233", "988",
]  # fmt: skip
ADDRESSES = ["RecoveryServices@NCMEC.ORG", "a.b+c@x.example", "a_b@x-y.org"]
TO_SPLIT = ["law.md", "law.md#part", "a/b.html", "https://x.example/", "#part", "a.pdf"]
"""Addresses of links."""

NO_EMPTY_LINE = "no empty line above the list"
TEXT_OUT = "the text of the box above is set in by {} spaces and falls out of it; set it in by {}"

WRONG: list[tuple[str, str]] = [
    # Headings
    ("## A\n\n# B\n", "3: a page has no `#` heading"),
    ("### A\n", "1: the heading skips a level; write it with ##"),
    ("## A\n\n#### B\n", "3: the heading skips a level; write it with ###"),
    ("## A\n\n### B\n\n## C\n\n#### D\n", "7: the heading skips a level; write it with ###"),
    # Figures
    *((f"Text.\n\n{figure} left.\n", f"3: the figure `{figure}` has no note") for figure in FIGURES),
    ("One line.\nThen 12% left.", "2: the figure `12%`"),
    ("Text.\n\n- A.[^a]\n- 12% left.\n", "4: the figure `12%`"),
    ("1. A.[^a]\n2. In all, 12% left.\n", "2: the figure `12%`"),
    ("| A | B |\n| - | - |\n| 12% | x |\n| 13% | y[^a] |\n", "3: the figure `12%`"),
    ("## 12% left\n\nText.[^a]\n", "1: the figure `12%`"),
    ("## 12% left\nText.[^a]\n", "1: the figure `12%`"),
    ('!!! research "Small"\n    In 2019, 12% left.\n', "2: the figure `12%`"),
    ('!!! research "12% left"\n    Text.[^a]\n', "1: the figure `12%`"),
    # A claim and its denial belong to one sentence, of which each kind of text has its own
    ("It is not new. This is proven.", "1: the sentence claims that something is proven"),
    ("This is proven. It is not new.", "1: the sentence claims that something is proven"),
    ("It is not new.[^a] This\nis proven.[^b][^c]", "1: the sentence claims that"),
    ("No.\n\nOne. Two\nis 1.5 times\nproven.", "3: the sentence claims that something is proven"),
    ("He said “never.”[^a] This is proven.", "1: the sentence claims that something is proven"),
    ("- Never\n- Proven\n  it is. No.\n", "2: the sentence claims that something is proven"),
    ("10. Never\n11. Proven\n", "2: the sentence claims that something is proven"),
    ("| Never | A |\n| - | - |\n| It is | proven |\n", "3: the sentence claims that something"),
    ("## Never\nThis is proven.\n", "2: the sentence claims that something is proven"),
    ('!!! law "Never"\n    This is proven.\n', "2: the sentence claims that something is proven"),
    # What a page gets when its text comes out of a word processor
    ("Ask 571–645–6233 first.", "1: the phone number `571-645-6233` is typed"),
    ("Ask 571\u2011645\u20116233 first.", "1: the phone number `571-645-6233` is typed"),
    ("Text HOME to 741741.", "1: the phone number `741741` is typed"),
    ("Text 12345, please.", "1: the phone number `12345` is typed"),
    ("• One\n", "1: a list as Word makes it; write - in place of `•`"),
    ("1) One\n", "1: a list as Word makes it; write 1. in place of 1)"),
    ("Do this:\n- One\n", f"2: {NO_EMPTY_LINE}"),
    ("Do this:\n1. One\n", f"2: {NO_EMPTY_LINE}"),
    ('!!! law "A"\n\n    Do this:\n    - One\n', f"4: {NO_EMPTY_LINE}"),
    ("One\tTwo\n", "1: a tab inside the line"),
    ("#\u00a0One\n", "1: a non-breaking space behind `#`"),
    ("One\ntwo\u200b\n", "2: an invisible character (U+200B) behind `two`"),
    ('!! law "Title"\n\n    Text\n', "1: a box starts with three exclamation marks"),
    ('!!! note "Title"\n    Text\n', "1: there is no label `note`; write one of law"),
    ("!!! law “Title”\n    Text\n", "1: a box that cannot be read"),
    ("!!! law Title\n    Text\n", "1: a box that cannot be read"),
    # What is typed
    *((f"Text.\n\n{text}\n", f"3: the phone number `{number}` is typed; is it")
      for number in NUMBERS
      for text in (f"Call {number} now.", f"- ({number})", f"[{number}](tel:1)", number)),
    *((f"Text.\n{text}\n", f"2: the e-mail address `{address}` is typed; is it")
      for address in ADDRESSES
      for text in (f"Write to {address}.", f"<{address}>", f"[mail](mailto:{address})")),
    # Text that falls out of a box
    ('!!! law "Law"\nText.\n', f"2: {TEXT_OUT.format(0, 4)}"),
    ('!!! law "Law"\n\nText.\n', f"3: {TEXT_OUT.format(0, 4)}"),
    ('!!! law "Law"\n   Text.\n', f"2: {TEXT_OUT.format(3, 4)}"),
    ('!!! law "Law"\n    Text.\nMore.\n', f"3: {TEXT_OUT.format(0, 4)}"),
    ('!!! law "Law"\n    Text.\n\n  More.\n', f"4: {TEXT_OUT.format(2, 4)}"),
    ('!!! law "Law"\n- An item\n', f"2: {TEXT_OUT.format(0, 4)}"),
    ('- Item\n\n    !!! law "Law"\n      Text.\n', f"4: {TEXT_OUT.format(6, 8)}"),
    ('Text.\n\n!!! law "Law"\n', "3: the box has no text"),
    # Half a call, and a link in two parts
    *((body, f"1: one curly bracket in front of `{name}`; write two")
      for name in MACROS
      for body in (f'A {{ {name}("a") }} b', f'{{{name}("a")}}', f"{{ {name}() }}}}")),
    *((f"See [the law] ({address}).\n", f"1: a space between `[the law]` and its address; take it out: [the law]({address})")
      for address in TO_SPLIT),
]  # fmt: skip
"""Text in which one thing is wrong, with its line and how the message begins."""

RIGHT = [
    "",
    "## A\n\n### B\n\n#### C\n\n## D\n\n### E\n",
    "Text\n\n#no heading\n\n#\n\n## A\n",
    # Figures with a note, and numbers that are none
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
    "In 2019, age 17 or under 18. Section 471(a)(35) of the Act.",
    "Two workers, 3 steps, 5 regions.",
    'Call {{ helpline("988") }} now, or write to {{ mailbox() }}.',
    "One in the morning, half an hour.",
    # Denials, and other matters than claims
    "No study shows that children are recruited within 48 hours.",
    "The average age of entry is not known.",
    "It has never been proven. It was proven to be false.",
    "Report within 24 hours; many are recruited later.",
    "Say appeasement instead of “Stockholm syndrome”.",
    "The average age of the staff. They lived in 7 places.",
    # Proper names, quotations and other words than those to avoid
    "The National Runaway Safeline answers.",
    "The National\u00a0Runaway Safeline answers.",
    "The statute says “runaway” (quoted legal term).",
    "The Runaway and Homeless Youth Act.",
    "Never say “pimp” or “rescued”.",
    "A sourced line.[^runaway][^slave]",
    "Money saved. Saved files. John Smith.",
    "The child was located and returned. The child declined today.",
    # Other numbers and characters than those that are typed
    "What means 911. Call 911.",
    "Section 20705 says 34 U.S.C. Room 9880, section 988a.",
    "[a](x.md#1234567890)",
    "In 2019-2020 and on 2027-05-23.",
    "34 U.S.C. 20705a, 42 U.S.C. 671(a)(35).",
    "A note.[^usc-34-20705a]",
    "Pediatrics 145(2) e20193752. Case 2019-123-4567890.",
    "@media, at @ sign, a@b",
    # Lists that are lists, boxes with their text, code
    "## One\n- Two\n",
    "- One\n  more\n- Two\n",
    "1. One\n2. Two\n",
    '!!! law "A"\n    - One\n    - Two\n',
    '!!! law "Law"\n    Text.\n\n    More.\n\nNo part of it.\n',
    '!!! law "Law"\n\n    Text.\n## Next\n',
    '!!! law "Law"\n    Text.\n\n!!! practice "Next"\n    Text.\n',
    '- Item\n\n    !!! law "Law"\n        Text.\n\n- Item\n',
    '!!! law "Say “no”"\n\tText.\n',
    "```\n!!! note\n{ field(1) }\n```\n",
    "Write `{ field(1) }` or `[a] (b.md)`. A {brace}, [a] (or b), - dash, -5 degrees.\n",
    "- [ ] (see law.md)\n- [x] (law.md)\n",
]  # fmt: skip


@pytest.mark.parametrize(("body", "said"), WRONG)
def test_what_is_wrong_is_said_once_with_its_line(data: Data, body: str, said: str) -> None:
    (message,) = said_of(body, data)
    assert message.startswith(said)


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_is_not_spoken_of(data: Data, body: str) -> None:
    assert not said_of(body, data)


def test_the_name_of_everyone_in_the_team_is_typed(data: Data) -> None:
    for person in data.directory.people:
        assert said_of(f"Ask {person.name}.", data)[0].startswith(f"1: the name `{person.name}`")


def test_a_note_without_its_caret_is_said(data: Data) -> None:
    known = next(iter(data.references))
    assert said_of(f"A.[{known}] B [nobody] [{known}](a.md)\n", data) == [
        f"1: `[{known}]` would be read as it stands; write a note like [^usc-42-671]"
    ]


@pytest.mark.parametrize("label", LABELS)
def test_each_label_has_its_look(label: str) -> None:
    assert f"\n.{label} {{ --tone:" in (TOP / "overrides/assets/guide.css").read_text("utf-8")


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


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_never_to_make_is_said(data: Data, claim: str) -> None:
    assert CLAIMS[claim]
    for text in CLAIMS[claim]:
        assert said_of(f"Text.\n{text}\n", data) == [
            f"2: the sentence claims {claim}; no source supports it, so take it out"
        ]


def test_each_pattern_of_a_claim_finds_a_sentence(data: Data) -> None:
    assert {claim.claim for claim in data.writing.claims} == set(CLAIMS)
    for claim in data.writing.claims:
        assert any(claim.pattern.search(text) for text in CLAIMS[claim.claim]), claim


def test_how_far_a_source_was_read_is_not_said(data: Data) -> None:
    assert len(data.writing.hearsay) > 5
    for phrase in data.writing.hearsay:
        (said,) = said_of(f"Text, {phrase}, more.[^a]\n", data)
        assert said.startswith(f"1: `{phrase}`: how far a source was read stands in")


def test_words_and_the_words_of_notes_are_counted_once_for_each_source(data: Data) -> None:
    source_id, reference = next(iter(data.references.items()))
    noted = len(re.sub("<[^>]+>", " ", note(reference)).split())
    text = "word " * (WORDS - noted) + f"[a](b.md)[^{source_id}] {{{{ finder() }}}}\n"
    assert not said_of(text.replace("word", "", 1), data, head())
    (said,) = said_of(f"{text}\nMore.[^{source_id}]\n", data, head())
    assert said == f"1: the page has {WORDS + 1} words with its notes; shorten it to at most 1400"
    assert not said_of(text + "more", data)  # not guidance


def test_a_page_has_at_most_thirty_note_marks_but_for_law(data: Data) -> None:
    mark = f"A.[^{next(iter(data.references))}]\n\n"
    assert not said_of(mark * 30, data, head())
    (said,) = said_of(mark * 31, data, head())
    assert said.startswith("1: the page has 31 note marks;")
    assert not said_of(mark * 31, data, head(), "docs/law.md")


@pytest.mark.parametrize("step", ["1. ", "- [ ] "])
def test_the_first_checklist_carries_no_note_marks(data: Data, step: str) -> None:
    known = next(iter(data.references))
    text = f"- Not a step.[^{known}]\n\n{step}One\n\n    More.[^{known}]\n{step}Two[^{known}]\n"
    after = f"\n**Key.** All: law.[^{known}]\n\n{step}Again.[^{known}]\n"
    said = said_of(text + after, data, head())
    first = len(head().split("\n"))
    assert [message.partition(":")[0] for message in said] == [str(first + 4), str(first + 5)]
    assert all("a note mark in the first checklist" in message for message in said)


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


def test_each_row_with_patterns_is_tried(terms: dict[str, Any]) -> None:
    assert set(terms) == set(AVOIDED)


@pytest.mark.parametrize("avoid", AVOIDED)
def test_an_avoided_word_is_said_with_the_word_to_use_and_by_each_of_its_patterns(
    data: Data, terms: dict[str, Any], avoid: str
) -> None:
    for text in AVOIDED[avoid]:
        for typed in (text, text.lower() if avoid != "john" else text):
            (message,) = set(said_of(f"Text.\n\n{typed}\n", data))
            said, _, rest = message.partition("`: ")
            assert said.startswith("3: `")
            assert said[4:] in typed
            assert rest == f"write {terms[avoid]['use']} (see the language guide)"
    (term,) = [term for term in data.terms if "; ".join(term.avoid) == avoid]
    assert [pattern.pattern for pattern in term.patterns] == terms[avoid]["patterns"]
    for pattern in term.patterns:
        only = replace(data, terms=(term.model_copy(update={"patterns": (pattern,)}),))
        assert any("guide)" in text for text in said_of("\n".join(AVOIDED[avoid]), only)), pattern


def test_the_language_guide_may_print_the_words_to_avoid_and_keeps_every_other_rule(
    data: Data,
) -> None:
    text = "A runaway, a pimp.\n"
    assert len(said_of(text, data)) == 2
    assert not said_of(text, data, name="docs/language-guide.md")
    assert len(said_of("12% left.\n\n#### A\n", data, name="docs/language-guide.md")) == 2


def test_all_problems_of_a_page_are_said_at_once(data: Data) -> None:
    body = "### A\n\n12% left. It is proven.\n\nA runaway: 571.645.6233, a@b.example.\n"
    lines = [text.partition(":")[0] for text in said_of(body, data, head(title=""))]
    assert sorted(lines, key=int) == ["2", "10", "12", "12", "14", "14", "14"]
