"""Values stay as they were written, and what cannot be read is said with its line.

The words of each message are in ``test_messages.py``.
"""

import pytest
from recovery_site.data.yaml_source import (
    CUT,
    LOST_COLON,
    MERGE,
    OPEN,
    OWN_MEANING,
    UNFITTING,
    Plain,
    Row,
    describe,
    read,
)

NAME = "data/contacts.yml"


def good(text: str) -> Row:
    row, problems = read(text, NAME)
    assert problems == []
    assert row is not None
    return row


def refused(text: str) -> list[tuple[int, str]]:
    """Line and message of each problem of a text of which nothing can be read."""
    row, problems = read(text, NAME)
    assert row is None
    about = {(problem.path, problem.record, problem.severity) for problem in problems}
    assert about == {(NAME, "", "error")}
    return [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    "value",
    [
        *("NO", "yes", "On", "y", "true", "null", "~", "NaN", ".inf"),
        *("911", "01234", "0x1F", "0o17", "1_000", "12:30", "1.10", "1e3", "+15716456233"),
        *("2026-11-23", "2026-11", "2026-02-30", "2026-11-23 10:00:00"),
        *("571.645.6233", "a#b", "a:b", "-x", "O'Brien", 'the "late" shift', "Hagåtña", "="),
        *("“A” – it’s 100 €", "ス😀", "مرحبا", "<<<<<<< b", "AT & T", "A*"),
    ],
)
def test_a_value_stays_as_typed(value: str) -> None:
    assert good(f"field: {value}\n") == {"field": value}
    assert good(f"list:\n  - {value}\n") == {"list": [value]}


def test_quotation_marks_notes_and_spaces_around_it_are_not_part_of_a_value() -> None:
    row = good("a: \"NO: #1\"  # a note\n# another\nb: ' 01234 '\nc: it''s\nd: x  # y\n")
    assert row == {"a": "NO: #1", "b": "01234", "c": "it''s", "d": "x"}


@pytest.mark.parametrize("text", ["a:\nb: x\n", "a: ' '\nb: x\n", "a:  # not known\nb: x\n"])
def test_nothing_behind_the_colon_is_empty_text(text: str) -> None:
    assert good(text) == {"a": "", "b": "x"}


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
def test_what_is_meant_as_a_note_and_a_value_in_quotation_marks_are_taken(line: str) -> None:
    text = f"a:\n  - {line[2:]}\n" if line.startswith("- ") else f"a: x\n{line}\n"
    assert good(text)


@pytest.mark.parametrize("text", ["a: x\nb: C D\n  phone 571\n", "b:\n  - c: D\n      phone 571\n"])
def test_a_line_that_lost_its_colon_is_not_part_of_the_value_above(text: str) -> None:
    _, [problem] = read(text, NAME)
    at = len(text.partition("phone")[0].split("\n"))
    assert (problem.line, problem.message) == (at, LOST_COLON)


@pytest.mark.parametrize(
    "character",
    [
        *("\u200b", "\ufffc", "\ufffd", "\ufe0f", "\u061c", "\u115f", "\u3164", "\uffa0"),
        *("\u2800", "\u2003", "\u2009", "\u3000", "\ue000", "\u00ad", "\u2066", "\U000e0041"),
        *("\u034f", "\u180e", "\U000e0101", "\u0378"),
        *("\0", "\a", "\x1b", "\x85", "\u2028", "\ufffe"),
    ],
)
def test_a_character_that_nobody_sees_is_refused(character: str) -> None:
    [(line, message)] = refused(f"a: x\nb: y{character}z\n")
    assert line == 2
    assert f"U+{ord(character):04X}" in message
    assert "behind `b: y`" in message


def test_each_field_and_record_and_each_value_of_a_list_knows_its_line() -> None:
    row = good(
        "# note\nteam:\n  name: A\n\npeople:\n  - name: B\n    role: C\n  # note\n  - D\nNO: x\n"
    )
    assert row.lines == {"team": 2, "people": 5, "people.0": 6, "people.1": 9, "NO": 10}
    team, people = row["team"], row["people"]
    assert isinstance(people, list)
    person, text = people
    assert isinstance(team, Row)
    assert isinstance(person, Row)
    assert (team.line, team.lines) == (2, {"name": 3})
    assert (person.line, person.lines) == (6, {"name": 6, "role": 7})
    assert text == "D"
    problems = [person.problem("", name) for name in ("role", "role.1", "phone", "")]
    assert [problem.line for problem in problems] == [7, 7, 6, 6]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        *(("", 1, "the file is empty"), ("# only\n# notes\n", 1, "the file is empty")),
        *(("- a\n- b\n", 1, "the file must hold"), ("hello\n", 1, "the file must hold")),
        *(("a:\n\tb: x\n", 2, "a tab at the start"), ("a:\n  b: x\n  \tc: y\n", 3, "a tab at the")),
        *(("a: x\nb:\ty\n", 2, "a tab behind `b:`"), ("a: b\tc\n", 1, "a tab behind `a: b`")),
        ("a: x\nnote: call first: then write\nb: y\n", 2, "a colon followed by a space"),
        ("a: x\nnote: call first:\nb: y\n", 2, "a colon followed by a space"),
        *(('a: x\nb: "y\nc: z\n', 2, OPEN), ("a: x\nb: 'y\nc: z\n", 2, OPEN)),
        ('a: x\nb: "C:\\home"\nc: y\n', 2, "a backslash"),
        *(("a:\n  b: x\n c: y\n", 3, "this line does not fit"), ("a: x\n- b\n", 2, "this line does")),
        ("a:\n  b: x\n   c: y\n", 3, "this line does not fit the lines above it"),
        ("a: x\nhello\nb: y\n", 2, "this line does not fit the lines above it"),
        ("a: x\nb: - y\n", 2, UNFITTING),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_plain_words_with_its_line(
    text: str, line: int, said: str
) -> None:
    [(at, message)] = refused(text)
    assert at == line
    assert message.startswith(said)


@pytest.mark.parametrize(
    "line",
    [
        *("b: @home", "b: `home`", "b: %home", "b: &home", "b: &home sweet home", "b: *home"),
        *("b: ? home", "b: ?", "b: > 18 years", "b: | home", "b: !home sweet home", "b: !!int 1"),
        *("- &x b", "- - *b", "&x b: c", "? b", "  - ? b", "  - !x b", "- b: &x c", "b: [A] Team"),
    ],
)
def test_a_character_with_its_own_meaning_is_refused_where_a_value_starts(line: str) -> None:
    assert refused(f"a: x\n{line}\n") == [(2, OWN_MEANING)]


def test_every_mark_of_an_unfinished_merge_is_said() -> None:
    text = "a: x\n<<<<<<< HEAD\nb: y\n||||||| old\n=======\nb: z\n>>>>>>> their-branch\n"
    assert refused(text) == [(2, MERGE), (4, MERGE), (5, MERGE), (7, MERGE)]


TWICE = "{}: A: `{}` is given twice (first in line {}); keep one of the two"
NO_HYPHEN = (
    "5: A: a new record seems to start here without its hyphen; write `- name:`, the hyphen two"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people:\n  - name: A\n    role: B\n    role: C\n    role: D\n",
         [TWICE.format(4, "role", 3), TWICE.format(5, "role", 3)]),
        ("team:\n  name: A\npeople:\n  - name: A\n  - name: B\n", []),
        ("people:\n  - name: A\n    role: B\n\n    name: C\n    role: D\n",
         [f"{NO_HYPHEN} places before the other lines"]),
        ("team:\n  name: A\n  name: B\n", [TWICE.format(3, "name", 2)]),
    ],
)  # fmt: skip
def test_a_field_given_twice_is_known_from_a_record_that_lost_its_hyphen(
    text: str, said: list[str]
) -> None:
    row, problems = read(text, NAME)
    assert list(map(str, problems)) == [f"{NAME}:{problem}" for problem in said]
    assert row
    if "people" in row and said:
        assert row == {"people": [{"name": "A", "role": "B"}]}


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ({"code": "TX", "name": "Texas"}, "jurisdiction", "jurisdiction Texas"),
        ({"code": "TX", "name": ""}, "jurisdiction", "jurisdiction TX"),
        ({"kind": "text"}, "", "text"),
        ({"name": ["A"]}, "person", "person without a name"),
        ("hello", "person", "person without a name"),
        ({}, "", ""),
    ],
)
def test_a_record_is_called_by_what_identifies_it(values: Plain, kind: str, expected: str) -> None:
    assert describe(values, kind) == expected
