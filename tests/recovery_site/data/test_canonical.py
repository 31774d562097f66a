"""The agreed form: the real files have it, and bringing a file into it loses nothing."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from recovery_site.data.canonical import canonical, scalar
from recovery_site.data.records import Contacts, Language, References, StateLines
from recovery_site.data.yaml_source import read

from tests.conftest import frozen_texts

if TYPE_CHECKING:
    from recovery_site.data.records import Record

TOP = Path(__file__).parents[3]
FILES: dict[str, type[Record]] = {
    "data/contacts.yml": Contacts,
    "data/sources.yml": References,
    "data/language.yml": Language,
    "data/state_lines.yml": StateLines,
}


def formed(text: str, model: type[Record] = Contacts) -> str:
    source, problems = read(text, "file.yml")
    assert problems == []
    assert source
    return canonical(source, model)


@pytest.mark.parametrize("name", FILES)
def test_files_in_the_agreed_form_stay_as_they_are(name: str) -> None:
    text = frozen_texts()[name]
    wanted = formed(text, FILES[name])
    difference = "\n".join(
        difflib.unified_diff(text.split("\n"), wanted.split("\n"), name, "in the agreed form")
    )
    assert text == wanted, f"it changes this:\n{difference}"


def values(text: str) -> Counter[str]:
    """Every value of a file, read without the package, with how often it stands there."""
    found = Counter(token.value for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken))
    assert found.total() > 1
    return found


@pytest.mark.parametrize("name", FILES)
def test_putting_the_real_files_in_the_agreed_form_loses_nothing(name: str) -> None:
    text = (TOP / name).read_text("utf-8")
    once = formed(text, FILES[name])
    assert values(once) == values(text)
    assert formed(once, FILES[name]) == once


def test_jurisdictions_in_any_order_give_the_file_again() -> None:
    text = frozen_texts()["data/contacts.yml"]
    found = re.search(r"(?<=\njurisdictions:\n).*?(?=\n\n\S|\n*\Z)", text, re.DOTALL)
    assert found
    records = found[0].split("\n\n")
    assert len(records) == 56
    turned = text.replace(found[0], "\n\n".join(reversed(records)))
    assert turned != text
    assert formed(turned) == text


def test_fields_regions_and_jurisdictions_are_put_in_order_and_people_left() -> None:
    assert (
        formed(
            """\
# The file.

jurisdictions:
  - checked: 2026-11-23
    region: 2
    name: Wyoming
    code: WY
  - name: Alabama
    code: AL
regions:
- source: the flyer
  number: 2

- number: 1
helplines:
  - channels:
      - value: "911"
        kind: phone
      - kind: web
    name: Emergency services
    id: "911"


people:
  - {role: Specialist, name: Zoë}
  - {source: the flyer, name: Ana, phone: 571.645.6233}
team:
    checked: 2026-11
    name: A Team
"""
        )
        == """\
team:
  name: A Team
  checked: 2026-11

regions:
  - number: 1

  - number: 2
    source: the flyer

people:
  - name: Zoë
    role: Specialist

  - name: Ana
    phone: 571.645.6233
    source: the flyer

# The file.

jurisdictions:
  - code: AL
    name: Alabama

  - code: WY
    name: Wyoming
    region: 2
    checked: 2026-11-23

helplines:
  - id: "911"
    name: Emergency services
    channels:
      - kind: phone
        value: "911"
      - kind: web
"""
    )


def test_sources_are_sorted_by_id_and_terms_left_in_their_order() -> None:
    sources = "sources:\n  - id: b\n    year: '2019'\n  - title: T\n    id: a\n"
    assert formed(sources, References) == (
        "sources:\n  - id: a\n    title: T\n\n  - id: b\n    year: 2019\n"
    )
    terms = "terms:\n  - use: b\n    patterns: ['x', \"y: z\"]\n    avoid: c\n  - use: a\n"
    assert formed(terms, Language) == (
        'terms:\n  - avoid: c\n    use: b\n    patterns:\n      - x\n      - "y: z"\n\n  - use: a\n'
    )


def test_a_value_over_two_lines_becomes_one() -> None:
    for value in (
        "Resource\n    Specialist",
        '"Resource\n    Specialist"',
        ">\n    Resource\n    Specialist",
    ):
        assert formed(f"team:\n  name: {value}\n") == "team:\n  name: Resource Specialist\n"


@pytest.mark.parametrize(
    ("value", "field", "written"),
    [
        *((text, "name", text) for text in ("Texas", "O'Brien", 'the "late" shift', "a#b", "a:b")),
        *((text, "name", text) for text in ("2026-11-23", "2026-11", "571.645.6233", "x - y")),
        *((text, "name", f'"{text}"') for text in ("NO", "yes", "on", "null", "~", "true", ".inf")),
        *((text, "name", f'"{text}"') for text in ("911", "01234", "08", "12:30", "1.10", "1e3")),
        *((text, "name", f'"{text}"') for text in ("a: b", "a #b", "- a", "&a", "*a", "!a", "@a")),
        *((text, "name", f'"{text}"') for text in ("[a]", "{a}", "'a'", "?", "=", "<<", "|", "%a")),
        ('"a" b', "name", "'\"a\" b'"),
        (r"\bawol\b", "patterns", r"'\bawol\b'"),
        (r"child's\b", "patterns", r"'child''s\b'"),
        ("4", "region", "4"),
        ("4", "number", "4"),
        ("2019", "year", "2019"),
        ("ten", "region", "ten"),
        ("", "region", ""),
    ],
)  # fmt: skip
def test_quotation_marks_stand_only_where_a_reader_of_yaml_needs_them(
    value: str, field: str, written: str
) -> None:
    assert scalar(value, field) == written


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("team:\n  name: A # note\n", "team:\n  name: A  # note\n"),
        ("team:\n  name: 'A' # note\n", "team:\n  name: A  # note\n"),
        ("team:\n  name: # note\n", "team:\n  name:  # note\n"),
        ("team:\n  name: A#1 # note\n", "team:\n  name: A#1  # note\n"),
        ("# note\n\n# more\nteam:\n  name: A\n", "# note\n\n# more\nteam:\n  name: A\n"),
        ("team:\n# note\n  name: A\n", "team:\n  # note\n  name: A\n"),
        (
            "team:\n  checked: 2026-11\n  # note\n  name: A\n",
            "team:\n  # note\n  name: A\n  checked: 2026-11\n",
        ),
        (
            "regions:\n  # note\n  # more\n  - number: 2\n  - number: 1\n",
            "regions:\n  - number: 1\n\n  # note\n  # more\n  - number: 2\n",
        ),
        ("team:\n  name: A\n\n# note\n", "team:\n  name: A\n# note\n"),
    ],
)
def test_a_note_stays_beside_or_above_its_line(before: str, after: str) -> None:
    assert formed(before) == after
    assert formed(after) == after


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Contacts, "team:  # note\n  name: A\n"),
        (Contacts, "people:  # note\n  - name: A\n"),
        (Contacts, "people:\n  # note\n  -\n    name: A\n"),
        (Contacts, "people:\n  -  # note\n    name: A\n"),
        (
            Contacts,
            "helplines:\n  - id: a\n    # note\n    channels: [{kind: web, value: a.org}]\n",
        ),
        (Contacts, "helplines:\n  - id: a\n    channels:\n      # note\n      - kind: web\n"),
        (Contacts, "people:\n  - {  # note\n      name: A}\n"),
        (Contacts, "people:\n  - {name: A,\n     role: B}  # note\n"),
        (Contacts, "team:\n  name: >  # note\n    A\n"),
        (Contacts, "team:\n  name: 'A # no\n    # nor this'  # note\n"),
        (Language, "terms:\n  - use: a\n    patterns:  # note\n      - x\n"),
        (Language, "terms:\n  - use: a\n    patterns:\n      # note\n      - x\n"),
        (Language, "terms:\n  - use: a\n    patterns:\n      - x  # note\n"),
        (Language, "terms:\n  - use: a\n    patterns:\n      - x\n    # note\n    avoid: b\n"),
    ],
)
def test_a_note_is_kept_wherever_it_stands(model: type[Record], text: str) -> None:
    once = formed(text, model)
    assert once.count("# note") == 1
    assert formed(once, model) == once


AWKWARD = st.text(st.sampled_from(" '\":#&*!|>%@`-?[]{},\\~=0123456789yesNOnull.éʻ"), max_size=12)
ANY = st.text(
    st.characters(
        exclude_categories=["Cc", "Cf", "Cn", "Cs", "Zl", "Zp"],
        exclude_characters="\u00a0\u2007\u202f",
    ),
    max_size=12,
)
VALUES = st.one_of(AWKWARD, ANY).map(str.strip)
NUMBERS = st.integers(1, 9).map(str)


def as_read(text: str) -> Any:
    """The values of a text by a reader that is not the project's, all as strings."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def without_order(value: Any) -> Any:
    """The same, with the lists whose order carries no meaning in one order."""
    return {
        part: sorted(rows, key=lambda row: sorted(row.items()))
        if part in ("regions", "jurisdictions")
        else rows
        for part, rows in value.items()
    }


class Writer:
    """Writes contacts in one of the many ways in which people may write them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.notes = 0

    def note(self) -> str:
        if not self.draw(st.integers(0, 3)):
            self.notes += 1
            return f"# note {self.notes}."
        return ""

    def line(self, indent: str, text: str) -> None:
        above, beside = self.note(), self.note()
        self.lines += [indent + above] if above else []
        self.lines.append(f"{indent}{text}  {beside}".rstrip())

    def value(self, text: str) -> str:
        plain = text and as_read(f"- {text}\n") == [text] if text.isalnum() else not text
        ways = [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"]
        return self.draw(st.sampled_from([*ways, *([text] if plain else [])]))

    def record(self, indent: str, mark: str, fields: dict[str, st.SearchStrategy[str]]) -> None:
        known = self.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, unique=True))
        for place, field in enumerate(known):
            lead = mark if place == 0 else " " * len(mark)
            self.line(indent, f"{lead}{field}: {self.value(self.draw(fields[field]))}")

    def part(self, name: str, fields: dict[str, st.SearchStrategy[str]]) -> None:
        self.line("", f"{name}:")
        for _ in range(self.draw(st.integers(1, 3))):
            self.record("  ", "- ", fields)
            if name == "helplines" and self.draw(st.booleans()):
                self.line("    ", "channels:")
                for _ in range(self.draw(st.integers(1, 2))):
                    self.record("    ", "- ", {"kind": VALUES, "value": VALUES, "hold": VALUES})


@st.composite
def contacts(draw: st.DrawFn) -> str:
    """Contacts with any values, in any order of parts and fields, with notes everywhere."""
    writer = Writer(draw)
    person = {"name": VALUES, "role": VALUES, "region": NUMBERS, "source": VALUES}
    parts = {
        "team": {"name": VALUES, "email": VALUES, "checked": VALUES},
        "regions": {"number": NUMBERS, "source": VALUES},
        "people": person,
        "jurisdictions": {"code": VALUES, "name": VALUES, "also": VALUES, "region": NUMBERS},
        "helplines": {"id": VALUES, "name": VALUES, "hold": VALUES},
    }
    for name in draw(st.permutations(sorted(parts))):
        if name == "team":
            writer.line("", "team:")
            writer.record("  ", "", parts[name])
        else:
            writer.part(name, parts[name])
        writer.lines += [""] * draw(st.integers(0, 2))
    return "\n".join([*writer.lines, writer.note()])


@settings(deadline=None, derandomize=True, database=None, max_examples=100)
@given(contacts())
def test_no_value_and_no_note_is_lost_and_a_second_time_changes_nothing(text: str) -> None:
    once = formed(text)
    assert without_order(as_read(once)) == without_order(as_read(text))
    notes = re.compile(r"# note \d+\.$", re.MULTILINE)
    assert Counter(notes.findall(once)) == Counter(notes.findall(text))
    assert formed(once) == once


@settings(deadline=None, derandomize=True, database=None, max_examples=300)
@given(VALUES)
def test_any_value_is_read_back_as_it_was_written(value: str) -> None:
    assert as_read(f"name: {scalar(value, 'name')}\n") == {"name": value}
