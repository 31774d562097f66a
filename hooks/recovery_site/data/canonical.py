"""Writes the data file in one agreed form, so that a difference shows only what was changed.

Fields stand in the order of the model, jurisdictions by name, regions by number and sources by id.
Each field has one line, its value carries quotation marks only where YAML needs them, and one empty
line parts the records. A note on a line of its own stays with the field below it, a note behind a
value with that value. Nothing else is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from recovery_site.data.records import Record, field_names, record_model

if TYPE_CHECKING:
    from recovery_site.data.yaml_source import Source

PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"})
"""What a plain value may look like to other YAML readers without losing a sign."""

NUMBER = re.compile(r"0o[0-7]+|[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?", re.IGNORECASE)
"""What readers of YAML 1.2 take for a number; the reader used here knows the rules of 1.1 only."""

COUNTED = frozenset({"number", "region", "year", "check_months"})
"""Fields whose value is a number and stays without quotation marks."""

SORTED: dict[str, Callable[[dict[str, str]], str]] = {
    "regions": lambda record: record.get("number", ""),
    "jurisdictions": lambda record: record.get("name", ""),
    "sources": lambda record: record.get("id", ""),
    "redirects": lambda record: record.get("old", ""),
    "withdrawn": lambda record: record.get("address", ""),
}
"""Lists whose order carries no meaning, and what they are sorted by."""


@dataclass(frozen=True)
class Notes:
    """The notes of a file, by the place in its text of the field or list item they belong to.

    Attributes:
        above: notes on lines of their own, and empty lines as empty text.
        beside: notes behind a value, as they follow it: two spaces, then the note.
        last: notes behind the last field of the file.
    """

    above: dict[int, list[str]]
    beside: dict[int, str]
    last: list[str]


def canonical(source: Source, model: type[Record]) -> str:
    """The text of ``source`` in canonical form.

    Args:
        source: a file whose records have the right shape; rules between them may be broken.
        model: what the file holds.
    """
    notes = _notes(source)
    lines: list[str] = []
    for key, value in _in_order(source.node, model):
        lines += [*([""] if lines else []), *notes.above[key.start_mark.index]]
        lines += _field(key, value, model, notes, between=[""])
    text = "\n".join([*lines, *notes.last])
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _notes(source: Source) -> Notes:
    # A sign of a value is no note: values are made unreadable first, line by line.
    signs = list(source.text)
    for value in _values(source.node):
        start, end = value.start_mark.index, value.end_mark.index
        if value.style in ("|", ">"):
            start = source.text.index("\n", start)  # a note may follow the sign | or >
        signs[start:end] = re.sub(r".", "x", source.text[start:end])
    places = [node.start_mark.index for node in _lines_of_their_own(source.node)]
    notes = Notes(defaultdict(list), defaultdict(str), [])
    for found in re.finditer(r"^(.*?)((?<!\S)#.*)?$", "".join(signs), re.MULTILINE):
        before, note = found[1].strip(" -"), (found[2] or "").rstrip()
        below = bisect_left(places, found.end(1))
        if before and note:
            notes.beside[places[below - 1]] += f"  {note}"
        elif not before and below < len(places):
            notes.above[places[below]].append(note)
        elif note:
            notes.last.append(note)
    return notes


def _values(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """All values of the file, names of fields included."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for one in pair:
                yield from _values(one)
    else:
        for one in node.value:
            yield from _values(one)


def _lines_of_their_own(node: yaml.Node) -> Iterator[yaml.Node]:
    """What gets a line in canonical form, in the order of the file: field names and plain items."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield from _lines_of_their_own(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from [item] if isinstance(item, yaml.ScalarNode) else _lines_of_their_own(item)


def _in_order(
    node: yaml.MappingNode, model: type[Record]
) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    order = field_names(model)
    return sorted(node.value, key=lambda pair: order.index(pair[0].value))


def _field(
    key: yaml.ScalarNode, value: yaml.Node, model: type[Record], notes: Notes, between: list[str]
) -> list[str]:
    """Lines of a field; ``between`` are the lines that part the records of a list."""
    head = f"{key.value}:"
    inner = record_model(model.model_fields[key.value].annotation)
    lines: list[str] = []
    if isinstance(value, yaml.ScalarNode):
        head = f"{head} {scalar(value.value.strip(), key.value)}".rstrip()
    elif isinstance(value, yaml.MappingNode) and inner:
        lines = _record(value, inner, notes)
    elif inner:
        rows = list(value.value)
        by = SORTED.get(key.value)
        if by:
            rows.sort(key=lambda row: by({name.value: str(one.value) for name, one in row.value}))
        for row in rows:
            lines += [*(between if lines else []), *_item(row, inner, notes)]
    else:
        for row in value.value:
            place = row.start_mark.index
            text = f"- {scalar(row.value.strip(), key.value)}"
            lines += [*filter(None, notes.above[place]), text + notes.beside[place]]
    head += notes.beside[key.start_mark.index]
    return [head, *(f"  {line}" if line else "" for line in lines)]


def _record(node: yaml.MappingNode, model: type[Record], notes: Notes) -> list[str]:
    lines: list[str] = []
    for key, value in _in_order(node, model):
        lines += filter(None, notes.above[key.start_mark.index])
        lines += _field(key, value, model, notes, between=[])
    return lines


def _item(node: yaml.MappingNode, model: type[Record], notes: Notes) -> list[str]:
    """A record of a list: a hyphen, and above it the notes of the record and of its first field."""
    above = list(filter(None, notes.above.pop(node.value[0][0].start_mark.index, [])))
    lines = _record(node, model, notes)
    first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    above += lines[:first]
    return [*above, f"- {lines[first]}", *(f"  {line}" for line in lines[first + 1 :])]


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
    if tag in PLAIN_TAGS and "\\" not in text and not NUMBER.fullmatch(text):
        return text
    if "\\" in text or '"' in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
