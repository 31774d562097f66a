"""Writes the data file in one agreed form, so that a difference shows only what was changed.

Fields stand in the order of the model, jurisdictions by name, regions by number and sources by id, values carry
quotation marks only where YAML needs them, and one empty line parts the records. Notes stay with
the line below them. Nothing else is changed.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import yaml

from recovery_site.model import Record, field_names, record_model

if TYPE_CHECKING:
    from recovery_site.source import Source

PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"})
"""What a plain value may look like to other YAML readers without losing a sign."""

COUNTED = frozenset({"number", "region", "year"})
"""Fields whose value is a number and stays without quotation marks."""

SORTED: dict[str, Callable[[dict[str, str]], str]] = {
    "regions": lambda record: record.get("number", ""),
    "jurisdictions": lambda record: record.get("name", ""),
    "sources": lambda record: record.get("id", ""),
}
"""Lists whose order carries no meaning, and what they are sorted by."""


def canonical(source: Source, model: type[Record]) -> str:
    """The text of ``source`` in canonical form.

    Args:
        source: a file whose records have the right shape; rules between them may be broken.
        model: what the file holds.
    """
    notes = _notes(source.text)
    lines: list[str] = []
    last = 0
    for key, value in _fields(source.node, model):
        above = _above(notes, key)
        lines += [*([""] if lines and above[:1] != [""] else []), *above]
        lines += _field(key, value, "", model, source, notes)
    last = source.text.count("\n")
    lines += [note for note in notes.get(last, []) if note]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _notes(text: str) -> dict[int, list[str]]:
    """Notes and empty lines by the number, from 0, of the line they stand above."""
    above: dict[int, list[str]] = {}
    waiting: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            waiting.append(line.rstrip())
        else:
            above[number] = waiting
            waiting = []
    above[text.count("\n")] = waiting
    return above


def _above(notes: dict[int, list[str]], node: yaml.Node) -> list[str]:
    return notes.get(node.start_mark.line, [])


def _fields(
    node: yaml.MappingNode, model: type[Record] | None
) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    order = {name: place for place, name in enumerate(field_names(model) if model else ())}
    yield from sorted(node.value, key=lambda pair: order.get(pair[0].value, len(order)))


def _field(
    key: yaml.ScalarNode,
    value: yaml.Node,
    indent: str,
    model: type[Record],
    source: Source,
    notes: dict[int, list[str]],
) -> list[str]:
    head = f"{indent}{key.value}:"
    if isinstance(value, yaml.ScalarNode):
        text = scalar(value.value, key.value)
        return [f"{head} {text}".rstrip() + _beside(value, source)]
    inner = record_model(model.model_fields[key.value].annotation)
    if inner is None:
        return [head, *(f"{indent}  - {scalar(row.value, key.value)}" for row in value.value)]
    if isinstance(value, yaml.SequenceNode):
        rows = list(value.value)
        by = SORTED.get(key.value)
        if by:
            rows.sort(key=lambda row: by({k.value: str(v.value) for k, v in row.value}))
        lines = [head]
        for place, row in enumerate(rows):
            above = [note for note in _above(notes, row) if note]
            lines += [*([""] if place and not indent else []), *above]
            lines += _record(row, f"{indent}  ", "- ", inner, source, notes)
        return lines
    group = typing.cast("yaml.MappingNode", value)
    return [head, *_record(group, f"{indent}  ", "", inner, source, notes)]


def _record(
    node: yaml.MappingNode,
    indent: str,
    mark: str,
    model: type[Record],
    source: Source,
    notes: dict[int, list[str]],
) -> list[str]:
    lines: list[str] = []
    first = node.value[0][0].start_mark.line
    inside = indent + " " * len(mark)
    for key, value in _fields(node, model):
        if key.start_mark.line != first:
            lines += [f"{inside}{note.strip()}" for note in _above(notes, key) if note]
        lines += _field(key, value, inside, model, source, notes)
    if mark:
        place = next(
            number for number, line in enumerate(lines) if not line.lstrip().startswith("#")
        )
        lines[place] = indent + mark + lines[place][len(inside) :]
        lines = [*lines[:place], *lines[place:]]
    return lines


def _beside(value: yaml.ScalarNode, source: Source) -> str:
    """A note that stands on the same line, behind the value."""
    rest = source.text[value.end_mark.index :].split("\n", 1)[0]
    match = re.fullmatch(r"\s+(#.*)", rest)
    return f"  {match[1].rstrip()}" if match else ""


def scalar(text: str, field: str) -> str:
    """A value as it is written in the file, in quotation marks only where it needs them."""
    if not text or (field in COUNTED and text.isdigit()):
        return text
    try:
        node = yaml.compose(f"{field}: {text}", Loader=yaml.SafeLoader)
        same = isinstance(node, yaml.MappingNode) and node.value[0][1].value == text
        tag = node.value[0][1].tag if same and isinstance(node, yaml.MappingNode) else ""
    except yaml.YAMLError:
        tag = ""
    if tag in PLAIN_TAGS and "\\" not in text:
        return text
    if "\\" in text or '"' in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
