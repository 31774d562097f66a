"""Values stay as they were written, and what cannot be read is said with its line."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from recovery_site.data.loader import FILES
from recovery_site.data.yaml_source import REFUSED, Plain, Source, compose, describe, read

TOP = Path(__file__).parents[3]

NAME = "data/contacts.yml"
UNFITTING = (
    "this line does not fit the lines above it; check that it starts under the field above "
    "with the same number of spaces, and that it has the form `field: value`"
)
KEPT_SIGN = 'the value starts with a character that has its own meaning here; put the value in "double quotes"'
OPEN_QUOTE = 'a quotation mark that is opened and not closed; close it with the same mark (")'
COLON = 'a colon followed by a space inside a value; put the whole value in "double quotes"'
TAB = "the line starts with a tab; start it with spaces"
MERGE = "a mark of an unfinished merge; keep the right lines and delete the lines of <, =, | and >"
CUT = (
    '`#` behind a space cuts the value off; put the whole value in "double quotes", '
    "or write a note with two spaces before and one behind the #"
)
LOST_COLON = (
    "this line seems to have lost its colon, and would become part of the value above; write "
    "`field: value`, starting under the field above, or put the value on one line"
)
UNREADABLE = (
    "this line cannot be read; write it like the lines around it, `field: value`, "
    'with the value in "double quotes"'
)


def good(text: str) -> Source:
    source, problems = read(text, NAME)
    assert problems == []
    assert source
    return source


def refused(text: str) -> list[tuple[int, str]]:
    """Line and message of each problem of a text of which nothing can be read."""
    source, problems = read(text, NAME)
    assert source is None
    assert {(one.path, one.record, one.severity) for one in problems} == {(NAME, "", "error")}
    return [(one.line, one.message) for one in problems]


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "yes", "On", "y", "true", "null", "~", "NaN", ".inf"),
        *("911", "01234", "0x1F", "0o17", "1_000", "12:30", "1.10", "1e3", "+15716456233"),
        *("2026-11-23", "2026-11", "2026-02-30", "2026-11-23 10:00:00"),
        *("571.645.6233", "a#b", "a:b", "-x", "O'Brien", 'the "late" shift', "Hagåtña", "="),
    ],
)
def test_a_value_stays_as_written(written: str) -> None:
    assert good(f"field: {written}\n").value == {"field": written}
    assert good(f"list:\n  - {written}\n").value == {"list": [written]}


def test_quotation_marks_and_notes_are_not_part_of_a_value() -> None:
    source = good("a: \"NO: #1\"  # a note\n# another\nb: '01234'\nc: it''s\nd: x  # y\n")
    assert source.value == {"a": "NO: #1", "b": "01234", "c": "it''s", "d": "x"}


@pytest.mark.parametrize("text", ["a:\nb: x\n", "a: ''\nb: x\n", "a:  # not known\nb: x\n"])
def test_nothing_behind_the_colon_is_empty_text(text: str) -> None:
    assert good(text).value == {"a": "", "b": "x"}


@pytest.mark.parametrize(
    "line",
    [
        *("region: #4", "note: Dial, then press #1", "note: press # to talk", "note: A #1 line"),
        *("note: A  #1", "note: A # as of May", "- note: C #", "- #4", "note: 'A' #1"),
        *("note: it's #1", 'note: 5" #1'),
    ],
)
def test_a_value_that_would_be_cut_off_is_refused(line: str) -> None:
    assert refused(f"a: x\n{line}\n") == [(2, CUT)]


@pytest.mark.parametrize(
    "line",
    [
        *("note: A  # as of May", "note: A      # as of May", "note:  # not known", "# region: #4"),
        *("    # a note", 'note: "press #1"', "note: 'it''s #1'", "note: a#b"),
        *('note: "say \\"#1\\""', "note: 'press #1'  # as of May", "- 'a #'", "note: A  #"),
    ],
)
def test_a_note_that_is_meant_as_one_and_a_value_in_quotation_marks_are_taken(line: str) -> None:
    text = f"a:\n  - {line[2:]}\n" if line.startswith("- ") else f"a: x\n{line}\n"
    assert good(text)


def test_a_line_that_lost_its_colon_is_not_part_of_the_value_above() -> None:
    for text in (
        "a: x\nb: Resource Specialist\n  phone 571\nc: y\n",
        "b:\n  - c: Resource\n      phone 571\n",
    ):
        _, problems = read(text, NAME)
        at = len(text.partition("phone")[0].split("\n"))
        assert [(one.line, one.message) for one in problems] == [(at, LOST_COLON)]


@pytest.mark.parametrize(
    "letter",
    [
        *("\u200b", "\ufffc", "\ufffd", "\ufe0f", "\u061c", "\u115f", "\u3164", "\uffa0"),
        *("\u2800", "\u2003", "\u2009", "\u3000", "\ue000", "\u00ad", "\u2066", "\U000e0041"),
        *("\u034f", "\u180e", "\U000e0101", "\u0378"),
    ],
)
def test_a_character_that_nobody_sees_is_refused(letter: str) -> None:
    [(line, message)] = refused(f"a: x\nb: y{letter}z\n")
    assert line == 2
    assert f"U+{ord(letter):04X}" in message
    assert "behind `b: y`" in message


@pytest.mark.parametrize(
    "text", ["Hagåtña", "José", "Žak Ngô", "“A” – it’s 100 €", "ス😀", "مرحبا"]
)
def test_letters_of_all_scripts_are_values_and_have_one_form(text: str) -> None:
    assert good(f"a: {text}\n").value == {"a": text}
    apart = unicodedata.normalize("NFD", text)
    assert good(f"a: {apart}\n").value == {"a": text}


def test_a_field_may_have_any_name() -> None:
    assert good("NO: x\n911: y\n").value == {"NO": "x", "911": "y"}


@pytest.mark.parametrize(
    "text",
    ["\ufeffa: x\nb:\n  - c: y\n", "a: x\r\nb:\r\n  - c: y\r\n", "\ufeffa: x\r\nb:\r\n  - c: y"],
    ids=["byte order mark", "line ends of Windows", "both"],
)
def test_marks_that_windows_editors_leave_do_no_harm(text: str) -> None:
    source = good(text)
    assert source.value == {"a": "x", "b": [{"c": "y"}]}
    assert source.lines["b", 0, "c"] == 3


def test_each_field_and_list_item_knows_its_line() -> None:
    source = good(
        "# note\nteam:\n  name: A\n\npeople:\n  - name: B\n    role: C\n  # note\n  - D\n"
    )
    assert source.lines == {
        (): 2,
        ("team",): 2,
        ("team", "name"): 3,
        ("people",): 5,
        ("people", 0): 6,
        ("people", 0, "name"): 6,
        ("people", 0, "role"): 7,
        ("people", 1): 9,
    }


def test_a_field_that_is_not_there_has_the_line_of_what_should_hold_it() -> None:
    source = good("# note\nteam:\n  name: A\npeople:\n  - name: B\n")
    assert source.line(("people", 0, "phone")) == 5
    assert source.line(("people", 7, "phone")) == 4
    assert source.line(("team", "name", "deeper")) == 3
    assert source.line(("regions", 0)) == 2


def test_a_repeated_field_is_said_and_the_first_value_kept() -> None:
    source, problems = read("people:\n  - name: A\n    role: B\n    role: C\n    role: D\n", NAME)
    assert source
    assert source.value == {"people": [{"name": "A", "role": "B"}]}
    assert [str(one) for one in problems] == [
        f"{NAME}:{line}: A: `role` is given twice (first in line 3); keep one of the two"
        for line in (4, 5)
    ]


def test_the_same_field_in_two_records_is_no_repetition() -> None:
    good("team:\n  name: A\npeople:\n  - name: A\n  - name: B\n")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "",
            1,
            "the file is empty; copy its whole text again from the same file on the branch `main`",
        ),
        (
            "# only\n# notes\n",
            1,
            "the file is empty; copy its whole text again from the same file on the branch `main`",
        ),
        (
            "- a\n- b\n",
            1,
            "the file must hold lines of the form `field: value`; copy its whole text again from the same file on the branch `main`",
        ),
        (
            "hello\n",
            1,
            "the file must hold lines of the form `field: value`; copy its whole text again from the same file on the branch `main`",
        ),
        ("a:\n\tb: x\n", 2, TAB),
        ("a:\n  b: x\n  \tc: y\n", 3, TAB),
        ("a: x\nnote: call first: then write\nb: y\n", 2, COLON),
        ("a: x\nnote: call first:\nb: y\n", 2, COLON),
        ('a: x\nb: "y\nc: z\n', 2, OPEN_QUOTE),
        ("a: x\nb: 'y\nc: z\n", 2, OPEN_QUOTE),
        ("a:\n  b: x\n c: y\n", 3, UNFITTING),
        ("a:\n  b: x\n   c: y\n", 3, UNFITTING),
        ("a: x\n- b\n", 2, UNFITTING),
        ("a: x\nhello\nb: y\n", 2, UNFITTING),
        ("a: x\nb: @home\n", 2, KEPT_SIGN),
        ("a: x\nb: `home`\n", 2, KEPT_SIGN),
        ("a: x\nb: %home\n", 2, KEPT_SIGN),
        ("a: x\nb: &home\n", 2, KEPT_SIGN),
        ("a: x\nb: &home sweet home\n", 2, KEPT_SIGN),
        ("a: x\nb: *home\n", 2, KEPT_SIGN),
        ("a: x\nb: ? home\n", 2, KEPT_SIGN),
        ("a: x\nb: > 18 years\n", 2, KEPT_SIGN),
        ("a: x\nb: !home sweet home\n", 2, KEPT_SIGN),
        ("a: x\nb: - y\n", 2, UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words_with_its_line(
    text: str, line: int, message: str
) -> None:
    assert refused(text) == [(line, message)]


def test_every_mark_of_an_unfinished_merge_is_said() -> None:
    text = "a: x\n<<<<<<< HEAD\nb: y\n||||||| old\n=======\nb: z\n>>>>>>> their-branch\n"
    assert refused(text) == [(2, MERGE), (4, MERGE), (5, MERGE), (7, MERGE)]


def test_signs_that_only_resemble_a_merge_mark_are_values() -> None:
    assert good("a: <<<<<<< b\nc: =======\n").value == {"a": "<<<<<<< b", "c": "======="}


@pytest.mark.parametrize("sign", ["\0", "\a", "\x1b", "\x85", "\u2028", "\ufffe"])
def test_a_sign_that_cannot_be_read_is_said_on_one_line_with_the_line_it_is_in(sign: str) -> None:
    [(line, message)] = refused(f"a: x\nb: y{sign}\n")
    assert line == 2
    assert "\n" not in message


def test_a_tab_behind_the_colon_is_called_a_tab() -> None:
    [(line, message)] = refused("a: x\nphone:\t571.645.6233\n")
    assert line == 2
    assert "tab" in message


def test_a_backslash_is_not_taken_for_an_open_quotation_mark() -> None:
    [(line, message)] = refused('a: x\nb: "C:\\home"\nc: y\n')
    assert line == 2
    assert message != OPEN_QUOTE


def test_a_value_that_refers_to_itself_is_refused_and_not_followed_forever() -> None:
    assert (1, KEPT_SIGN) in refused("team: &team\n  name: *team\n")


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ({"code": "TX", "name": "Texas"}, "jurisdiction", "jurisdiction Texas"),
        ({"code": "TX", "name": ""}, "jurisdiction", "jurisdiction TX"),
        ({"id": "ncmec"}, "help line", "help line ncmec"),
        ({"number": "4"}, "region", "region 4"),
        ({"kind": "text"}, "", "text"),
        ({"use": "exploited child"}, "term", "term exploited child"),
        ({"name": ["A"]}, "person", "person without a name"),
        ("hello", "person", "person without a name"),
        ({}, "", ""),
    ],
)
def test_a_record_is_called_by_what_identifies_it(values: Plain, kind: str, expected: str) -> None:
    assert describe(values, kind) == expected


@pytest.mark.parametrize("name", FILES)
def test_both_readers_find_the_same(name: str) -> None:
    text = (TOP / name).read_text("utf-8")
    assert not REFUSED.search(text)
    quick = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert flat(quick) == flat(compose(text))
    assert flat(quick) == flat(yaml.compose(text, Loader=yaml.SafeLoader))


def flat(node: Any) -> list[object]:
    """Every value of a tree with its kind and line."""
    if isinstance(node, yaml.ScalarNode):
        return [node.value, node.tag, node.start_mark.line]
    inner = (
        node.value if isinstance(node, yaml.SequenceNode) else [x for p in node.value for x in p]
    )
    return [node.tag, node.start_mark.line, *(flat(one) for one in inner)]


@pytest.mark.parametrize(
    "text", ["a: &x b", "- &x b", "&x a: b", "a: !!int 1", "a: b\nc: *d", "? a", "- ? a\n  : b",
             "a: [b, &x c]", "a:\n  {b: !c d}", "a:\n  - !x b", "a:   *b", "a:\t&x b"],
)  # fmt: skip
def test_what_the_quick_reader_would_take_is_refused(text: str) -> None:
    assert REFUSED.search(text)
    source, problems = read(text, NAME)
    assert not source
    assert len(problems) == 1


def test_a_record_that_lost_its_hyphen_is_told_apart_from_a_field_given_twice() -> None:
    text = "people:\n  - name: A\n    role: x\n\n    name: B\n    role: y\n"
    _, problems = read(text, NAME)
    assert [str(one) for one in problems] == [
        f"{NAME}:5: A: a new record seems to start here without its hyphen; write `- name:`, "
        "the hyphen two places before the other lines"
    ]
