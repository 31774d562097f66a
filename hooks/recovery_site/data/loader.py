"""From the data files to checked :class:`~recovery_site.data.directory.Data`, or to every problem in them."""

from __future__ import annotations

import difflib
import functools
import typing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from recovery_site.core.files import text_of
from recovery_site.core.problems import Problem, errors
from recovery_site.data import helpline_rules, record_rules, records, writing_records
from recovery_site.data.directory import Data, Directory
from recovery_site.data.published_addresses import (
    MOVED,
    PUBLISHED,
    Moved,
    parse,
    redirects_lead_to_an_end,
)
from recovery_site.data.record_base import Record, field_names, record_model
from recovery_site.data.yaml_source import Plain, Row, describe, read

if typing.TYPE_CHECKING:
    from pydantic_core import ErrorDetails

RecordType = TypeVar("RecordType", bound=Record)

TABLE: dict[str, tuple[type[Record], tuple[record_rules.Rule, ...]]] = {
    records.CONTACTS_FILE: (records.Contacts, (*record_rules.RULES, *helpline_rules.RULES)),
    "data/sources.yml": (writing_records.References, (record_rules.sources_once,)),
    "data/language.yml": (writing_records.Language, (record_rules.terms_have_sources,)),
    "data/state_lines.yml": (records.StateLines, (helpline_rules.state_lines_are_right,)),
    MOVED: (Moved, (redirects_lead_to_an_end,)),
    "data/wrong_numbers.yml": (records.WrongNumbers, (helpline_rules.wrong_numbers_once,)),
    "data/search_synonyms.yml": (writing_records.Synonyms, (record_rules.synonyms_differ,)),
    "data/writing.yml": (writing_records.Writing, ()),
    "data/to_confirm.yml": (writing_records.Questions, ()),
}
"""The data files by their path from the project's top: what each holds, and the rules between its records."""

FILES = tuple(TABLE)
TEXTS = (PUBLISHED,)
"""What else is read: lists that are plain text."""

KINDS = {"people": "person", "helplines": "help line", "to_confirm": "question"}
"""What one record of a list is called in messages, where it is not the list's name without its s."""


def load(top: Path, today: date) -> tuple[Data | None, list[Problem]]:
    """All data below ``top``, ``None`` where there is an error, and every problem in the order of the files.

    ``today``: the day that dates may not lie after.
    """
    texts = {name: text_of(top / name, name) for name in (*FILES, *TEXTS)}
    problems = [text for text in texts.values() if isinstance(text, Problem)]
    if problems:
        return None, problems
    return load_texts({name: text for name, text in texts.items() if isinstance(text, str)}, today)


def load_texts(texts: dict[str, str], today: date) -> tuple[Data | None, list[Problem]]:
    """As :func:`load`, from the text of each of :data:`FILES` and :data:`TEXTS`."""
    published, problems = parse(texts[PUBLISHED])
    reader = Reader(today, problems)
    files: dict[type[Record], Any] = {}
    for name, (model, _) in TABLE.items():
        if record := reader.file(model, texts[name], name):
            files[model] = record
    for model, rules in TABLE.values():
        if record := files.get(model):
            problems += [problem for rule in rules for problem in rule(record, files)]
    order = (*FILES, *TEXTS)
    problems = sorted(set(problems), key=lambda problem: (order.index(problem.path), problem))
    if errors(problems):
        return None, problems
    contacts, references, language, states, moved, _, synonyms, writing, questions = files.values()
    data = Data(
        Directory(contacts, today, states.state_lines),
        {reference.id: reference for reference in references.sources},
        language.terms,
        moved,
        published,
        synonyms.meanings(),
        writing,
        questions.to_confirm,
    )
    return data, problems


@dataclass(frozen=True)
class Reader:
    """Makes records of what files say.

    Where something is wrong the rest is kept, so that rules still see it and all problems are said at once.

    Attributes:
        today: the day that dates may not lie after.
        problems: what is wrong with single fields.
    """

    today: date
    problems: list[Problem]

    def file(self, model: type[RecordType], text: str, name: str) -> RecordType | None:
        """The records of a file; ``None`` where it cannot be read."""
        row, problems = read(text, name)
        self.problems.extend(problems)
        return None if row is None else self.record(model, row)

    def record(self, model: type[RecordType], row: Row) -> RecordType:
        """A record with the fields of ``row`` that are right, the others empty."""
        unknown = (name for name in row if name not in model.model_fields)
        self.problems.extend(row.problem(_unknown(model, name), name) for name in unknown)
        values = {name: self._value(model, name, row) for name in model.model_fields}
        record = model.model_construct(**values)
        record.read_from(row)
        return record

    def _value(self, model: type[Record], name: str, row: Row) -> Any:
        """What a field holds; where it is wrong or missing, nothing."""
        field, written = model.model_fields[name], row.get(name)
        inner, listed = record_model(field.annotation), typing.get_origin(field.annotation) is tuple
        if not written:
            if field.is_required():
                missing = f"`{name}` is missing; add a line `{name}: ...`"
                message = f"`{name}` is empty; fill it in" if name in row else missing
                self.problems.append(row.problem(message, name))
            elif field.json_schema_extra:
                message = f"`{name}` is empty; fill it in if it is known"
                self.problems.append(row.problem(message, warning=True))
        elif inner and not listed:
            return self._inner(model, inner, written, row, name)
        elif inner and isinstance(written, list):
            return tuple(
                self._inner(model, inner, item, row, f"{name}.{index}")
                for index, item in enumerate(written)
            )
        else:
            try:
                return _shape(model, name).validate_python(written, context=self.today)
            except ValidationError as error:
                for detail in error.errors():
                    part = ".".join(map(str, (name, *detail["loc"])))
                    self.problems.append(row.problem(_in_plain_words(name, detail), part))
        if inner and not listed:
            return Reader(self.today, []).record(inner, Row())
        return () if listed else None

    def _inner(
        self, outer: type[Record], model: type[Record], written: Plain, row: Row, place: str
    ) -> Record:
        """The record that stands in ``row``, a record of ``outer``, at ``place``: ``team`` or ``people.0``."""
        part, _, number = place.partition(".")
        inner = written if isinstance(written, Row) else Row(row.file, row.lines[place])
        inner.name = part
        if number:
            kind = KINDS.get(part, part.removesuffix("s").replace("_", " "))
            numbered = f"{row.name}, {kind} {int(number) + 1}"
            inner.name = numbered if row.name else describe(inner, kind)
        if inner is not written:
            message = "write a record here: lines of the form `field: value`, each starting under the one above"
        elif home := _home(outer, model, inner):
            message = f"this looks like a record of `{home}`; move it there, under `{home}:`"
        else:
            return self.record(model, inner)
        self.problems.append(inner.problem(message))
        return Reader(self.today, []).record(model, inner)


@functools.cache
def _shape(model: type[Record], name: str) -> TypeAdapter[Any]:
    """What a single field of ``model`` may hold."""
    field = model.model_fields[name]
    shape: Any = field.annotation
    return _adapter(Annotated[(shape, *field.metadata)] if field.metadata else shape)


_adapter = functools.cache(TypeAdapter)


def _in_plain_words(name: str, detail: ErrorDetails) -> str:
    """What is wrong with the value of a field."""
    kind, written = detail["type"], detail["input"]
    if kind == "tuple_type":
        return f"`{name}` must be a list; write records that each start with a hyphen"
    if kind == "too_short":
        return f"`{name}` is empty; fill it in"
    if not isinstance(written, str):
        return f"`{name}` is a list or a group of fields; write one line of text"
    if kind == "literal_error":
        choices = detail["ctx"]["expected"]
        return f"{name}: `{written}` is not one it can have; write {choices}"
    if "ctx" not in detail:
        return f"{name}: `{written}` cannot be read; take the line out, or ask a developer"
    return f"{name}: {detail['ctx']['error']}"


def _unknown(model: type[Record], field: str) -> str:
    """What to say of a field that records of ``model`` do not have."""
    names = field_names(model)
    for name in names:
        inner = record_model(model.model_fields[name].annotation)
        if inner and field in inner.model_fields:
            return f"`{field}` belongs to each of `{name}`; write it there, under `kind`"
    close = difflib.get_close_matches(field, names, 1)
    hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(names)}"
    return f"unknown field `{field}`; {hint}"


def _home(outer: type[Record], model: type[Record], row: Row) -> str:
    """The list of ``outer`` to which a record belongs that is none of ``model``; empty where it is in none."""
    for part, field in outer.model_fields.items() if row.keys() - model.model_fields else ():
        inner = record_model(field.annotation)
        fields = inner.model_fields if inner else {}
        needed = {name for name, inner_field in fields.items() if inner_field.is_required()}
        if needed and needed <= row.keys() <= fields.keys():
            return part
    return ""
