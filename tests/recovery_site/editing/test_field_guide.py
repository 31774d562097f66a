"""The guide to the data files: current, complete, and with examples that are true or plainly neutral."""

import re

import pytest
from recovery_site.data.loader import TABLE
from recovery_site.data.record_base import Record, field_names, record_model
from recovery_site.data.records import Person
from recovery_site.editing.field_guide import FILE, KINDS, page

from tests.conftest import TOP

GUIDE = page({name: model for name, (model, _) in TABLE.items()})
# Examples are real values; what staff have changed since stands in the frozen copy.
DATA = "".join(
    path.read_text("utf-8")
    for folder in (TOP, TOP / "tests/fixtures/frozen")
    for path in sorted((folder / "data").glob("*.yml"))
)
NEUTRAL = {"First Last", "the team's list"}
"""Examples that stand in no data file and name nobody and nothing."""


def records() -> set[type[Record]]:
    """Every kind of record of the data files."""
    models: set[type[Record]] = set()
    todo: list[type[Record]] = [model for model, _ in TABLE.values()]
    while todo:
        for field in todo.pop().model_fields.values():
            inner = record_model(field.annotation)
            if inner and inner not in models:
                models.add(inner)
                todo.append(inner)
    return models


def section(title: str) -> str:
    """What stands under a heading of the guide."""
    return re.split(r"^#{2,3} ", GUIDE.partition(f"### {title}\n")[2], flags=re.MULTILINE)[0]


def test_the_committed_guide_is_that_of_the_models() -> None:
    assert (TOP / FILE).read_text("utf-8") == GUIDE, "run `make format`"


def test_every_kind_of_record_is_explained() -> None:
    assert records() == set(KINDS)
    assert len(KINDS) > 13


@pytest.mark.parametrize("model", sorted(KINDS, key=str))
def test_every_field_has_its_row_with_an_example(model: type[Record]) -> None:
    rows = section(KINDS[model].title)
    for name in field_names(model):
        field = model.model_fields[name]
        (row,) = re.findall(rf"^\| `{name}` \| (.+) \|$", rows, re.MULTILINE)
        meaning, needed, example = row.rsplit(" | ", 2)
        assert meaning.startswith(str(field.description))
        assert needed in {"required", "expected", "may stay empty"}
        assert (needed == "required") == field.is_required()
        if not record_model(field.annotation):
            assert example.startswith("`"), name


def test_a_field_that_may_be_missing_with_a_warning_is_called_expected() -> None:
    rows = section(KINDS[Person].title)
    assert re.findall(r"^\| `(\w+)` .* \| expected \|", rows, re.MULTILINE) == ["email", "phone"]


@pytest.mark.parametrize("model", sorted(KINDS, key=str))
def test_an_example_stands_in_the_data_or_is_neutral(model: type[Record]) -> None:
    fields = model.model_fields.values()
    examples = [str(example) for field in fields for example in field.examples or []]
    assert examples
    for example in examples:
        assert example in NEUTRAL or all(part in DATA for part in example.split("; ")), example


def test_every_line_of_a_record_to_copy_has_a_note() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) == sum(kind.copied for kind in KINDS.values()) > 6
    for line in "".join(blocks).splitlines():
        assert re.search(r"  # \w.*\.$", line), line
