"""The schemas that editors read: current, valid, and of one mind with the real files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from recovery_site.data.records import Contacts, Language, Moved, References, StateLines
from recovery_site.data.schema import data_schema, text

if TYPE_CHECKING:
    from recovery_site.data.records import Record

DATA = Path(__file__).parents[3] / "data"
MODELS: dict[str, type[Record]] = {
    "contacts": Contacts,
    "sources": References,
    "language": Language,
    "redirects": Moved,
    "state_lines": StateLines,
}
CORE: dict[str, Any] = {
    r"|~|null|Null|NULL": lambda _: None,
    r"true|True|TRUE|false|False|FALSE": lambda plain: plain.lower() == "true",
    r"[-+]?[0-9]+": int,
    r"0o[0-7]+": lambda plain: int(plain[2:], 8),
    r"0x[0-9a-fA-F]+": lambda plain: int(plain[2:], 16),
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?": float,
}
"""What a plain value means by the core rules of YAML 1.2, which editors follow."""


def core(node: yaml.Node | None) -> Any:
    """A value as an editor reads it."""
    if isinstance(node, yaml.MappingNode):
        return {core(key): core(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [core(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style is None:
        for pattern, meaning in CORE.items():
            if re.fullmatch(pattern, node.value):
                return meaning(node.value)
    return node.value


def read(name: str, old: str = "", new: str = "") -> Any:
    """A real data file as an editor reads it, with the first ``old`` replaced."""
    written = (DATA / f"{name}.yml").read_text("utf-8")
    assert old in written
    return core(yaml.compose(written.replace(old, new, 1), Loader=yaml.BaseLoader))


def complaints(name: str, value: Any) -> list[str]:
    """What an editor underlines, by the place in the file."""
    schema = json.loads((DATA / f"{name}.schema.json").read_text("utf-8"))
    found = Draft202012Validator(schema).iter_errors(value)
    return sorted(".".join(map(str, error.absolute_path)) for error in found)


def test_the_reader_of_this_test_reads_as_yaml_1_2_does() -> None:
    written = "[NO, null, ~, , 911, 08, 1.10, 1e3, 12:30, 2026-11, 2026-11-23, '911', true, a]"
    assert core(yaml.compose(written.replace(", ,", ", '',"), Loader=yaml.BaseLoader)) == [
        *("NO", None, None, "", 911, 8, 1.1, 1000.0, "12:30", "2026-11", "2026-11-23", "911"),
        *(True, "a"),
    ]
    assert core(yaml.compose("a:\nb: x", Loader=yaml.BaseLoader)) == {"a": None, "b": "x"}


@pytest.mark.parametrize("name", MODELS)
def test_the_committed_schema_is_that_of_the_model(name: str) -> None:
    committed = (DATA / f"{name}.schema.json").read_text("utf-8")
    assert committed == data_schema(MODELS[name]), "run `make schema`"


@pytest.mark.parametrize("name", MODELS)
def test_the_first_line_of_a_data_file_names_its_schema(name: str) -> None:
    first = (DATA / f"{name}.yml").read_text("utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={name}.schema.json"
    assert (DATA / f"{name}.schema.json").is_file()


def test_no_data_file_is_without_a_schema() -> None:
    assert {path.stem for path in DATA.glob("*.yml")} == set(MODELS)
    assert {path.name for path in DATA.glob("*.json")} == {f"{name}.schema.json" for name in MODELS}


@pytest.mark.parametrize("name", MODELS)
def test_each_schema_is_a_valid_schema(name: str) -> None:
    schema = json.loads((DATA / f"{name}.schema.json").read_text("utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", MODELS)
def test_each_field_and_record_is_explained_to_the_editor(name: str) -> None:
    schema = json.loads((DATA / f"{name}.schema.json").read_text("utf-8"))
    records = list(schema["$defs"].values())
    assert records
    for record in records:
        assert record["description"]
        assert record["properties"]
        for field, rule in record["properties"].items():
            assert rule.get("description"), field


@pytest.mark.parametrize("name", MODELS)
def test_the_real_file_is_valid(name: str) -> None:
    value = read(name)
    assert all(value.values()) or name == "redirects"  # which may be empty
    assert complaints(name, value) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("contacts", "\n    role: ", "\n    rolle: x\n    role: ", "people.0"),
        ("contacts", "\n    role: ", "\n    rolle: ", "people.0"),
        ("contacts", "\nteam:\n", "\nmembers: x\nteam:\n", ""),
        ("contacts", "  - code: AL\n", "  - code: al\n", "jurisdictions.0.code"),
        ("contacts", "  - code: AL\n", "  - code: Alabama\n", "jurisdictions.0.code"),
        ("contacts", "\n  checked: ", "\n  checked: November ", "team.checked"),
        ("contacts", "\n  checked: 20", "\n  checked: ", "team.checked"),
        ("contacts", "\n  checked: ", "\n  checked:  # ", "team.checked"),
        ("contacts", "\n  - number: ", "\n  - number: 1", "regions.0.number"),
        ("contacts", "\n    region: ", "\n    region: one ", "people.0.region"),
        ("contacts", "\n    group: danger\n", "\n    group: dangerous\n", "helplines.0.group"),
        ("contacts", "      - kind: phone\n", "      - kind: fax\n", "helplines.0.channels.0.kind"),
        ("contacts", "\n  name: ", "\n  name:  # ", "team.name"),
        ("sources", "\n    publisher: ", "\n    publishr: ", "sources.0"),
        ("sources", "\n  - id: ", "\n  - id: An ", "sources.0.id"),
        ("sources", "\n    year: ", "\n    year: about ", "sources.0.year"),
        ("sources", "\n    read: ", "\n    read: well ", "sources.0.read"),
        ("language", "\n    evidence: ", "\n    evidence: strong ", "terms.0.evidence"),
        ("language", "\n    why: ", "\n    reason: ", "terms.0"),
    ],
)
def test_an_editor_underlines_a_mistake(name: str, old: str, new: str, place: str) -> None:
    found = complaints(name, read(name, old, new))
    assert found
    assert set(found) == {place}


def test_a_field_that_may_be_empty_is_not_underlined() -> None:
    optional = {
        "people": ("credentials", "region", "email", "phone"),
        "jurisdictions": ("also", "region"),
        "helplines": ("who_for", "hours", "languages", "note", "refs", "hold"),
    }
    value = read("contacts")
    for part, fields in optional.items():
        for record in value[part]:
            record.update(dict.fromkeys(fields))
    for line in value["helplines"]:
        for channel in line["channels"]:
            channel.update(words=None, checked=None, hold=None)
    assert complaints("contacts", value) == []


def test_schemas_keep_accents_and_end_with_one_line_end() -> None:
    assert text({"name": "Guåhan"}) == '{\n  "name": "Guåhan"\n}\n'
