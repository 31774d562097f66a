"""From the data files to checked :class:`~recovery_site.data.directory.Data`, or to every problem in them."""

from __future__ import annotations

import contextlib
import difflib
import functools
import typing
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from recovery_site.core.files import text_of
from recovery_site.core.problems import Problem, errors
from recovery_site.data import addresses, directory_rules, helpline_rules, records, writing_records
from recovery_site.data.directory import Data, Directory
from recovery_site.data.record_base import Origin, Record, field_names, record_model
from recovery_site.data.yaml_source import Path, Plain, Source, describe, read

if typing.TYPE_CHECKING:
    from pydantic_core import ErrorDetails

RecordType = TypeVar("RecordType", bound=Record)

TABLE: dict[str, tuple[type[Record], tuple[directory_rules.Rule, ...]]] = {
    records.CONTACTS_FILE: (
        records.Contacts,
        (
            directory_rules.the_56_exactly_once,
            directory_rules.regions_exist,
            directory_rules.regions_hold_each_jurisdiction_once,
            directory_rules.regions_say_where_they_were_read,
            directory_rules.assignment_is_complete,
            directory_rules.regions_have_a_specialist,
            directory_rules.names_once,
            directory_rules.contacts_once,
            directory_rules.dates_are_past,
            directory_rules.expected_is_there,
            helpline_rules.channels_can_be_reached,
            helpline_rules.helplines_are_right,
            helpline_rules.numbers_are_taken_off_everywhere,
        ),
    ),
    writing_records.SOURCES_FILE: (
        writing_records.References,
        (directory_rules.sources_are_listed_once,),
    ),
    writing_records.LANGUAGE_FILE: (
        writing_records.Language,
        (directory_rules.terms_name_listed_sources,),
    ),
    records.STATE_LINES_FILE: (
        records.StateLines,
        (
            helpline_rules.all_kinds_of_all_56,
            directory_rules.dates_are_past,
            helpline_rules.state_lines_are_checked_before_they_are_shown,
            helpline_rules.state_lines_have_the_right_number,
        ),
    ),
    addresses.MOVED: (addresses.Moved, (addresses.redirects_lead_to_an_end,)),
    records.WRONG_NUMBERS_FILE: (records.WrongNumbers, (helpline_rules.wrong_numbers_are_numbers,)),
    writing_records.SYNONYMS_FILE: (writing_records.Synonyms, ()),
    writing_records.WRITING_FILE: (writing_records.Writing, ()),
    writing_records.TO_CONFIRM_FILE: (writing_records.Questions, ()),
}
"""The data files by their path from the project's top: what each holds, and the rules between its records."""

FILES = tuple(TABLE)
TEXTS = (addresses.PUBLISHED,)
"""What else is read: lists that are plain text."""

KINDS: dict[str, str] = {
    "people": "person",
    "helplines": "help line",
    "synonyms": "search synonym",
    "to_confirm": "question",
}
"""What one record of a list is called in messages, where it is not the list's name without its s."""

EMPTY: dict[Any, str | tuple[()]] = {str: "", tuple: ()}
"""What stands for a wrong value in a field of text or of a list; ``None`` does in all others."""


def load(top: FilePath, today: date) -> tuple[Data | None, list[Problem]]:
    """Read and check all data below ``top``; ``today`` is the day that dates may not lie after.

    Returns:
        The data, ``None`` where there is an error, and every problem in the order of the files.
    """
    texts = {name: text_of(top / name, name) for name in (*FILES, *TEXTS)}
    problems = [text for text in texts.values() if isinstance(text, Problem)]
    if problems:
        return None, problems
    return load_texts({name: text for name, text in texts.items() if isinstance(text, str)}, today)


def load_texts(texts: dict[str, str], today: date) -> tuple[Data | None, list[Problem]]:
    """As :func:`load`, from the text of each of :data:`FILES` and :data:`TEXTS`."""
    files = directory_rules.Files(today)
    problems: list[Problem] = []
    for name, (model, _) in TABLE.items():
        record, wrong = shaped(model, texts[name], name)
        problems += wrong
        if record:
            files.records[model] = record
    for model, checks in TABLE.values():
        if record := files.of(model):
            problems += [problem for rule in checks for problem in rule(record, files)]
    published, wrong = addresses.parse(texts[addresses.PUBLISHED])
    problems += wrong
    order = (*FILES, *TEXTS)
    problems = sorted(set(problems), key=lambda problem: (order.index(problem.path), problem))
    if errors(problems):
        return None, problems
    contacts, references, language, states, moved, _, synonyms, writing, questions = (
        files.records.values()
    )
    directory = Directory(contacts, today, states.state_lines)
    by_id = {reference.id: reference for reference in references.sources}
    meanings = synonyms.meanings()
    data = Data(
        directory, by_id, language.terms, moved, published, meanings, writing, questions.to_confirm
    )
    return data, problems


def shaped(
    model: type[RecordType], text: str, name: str
) -> tuple[RecordType | None, list[Problem]]:
    """The records of a file, and what is wrong with single fields.

    Where something is wrong, the rest is kept, so that the rules between records still see it and
    a person reads every problem at once. ``None`` where the file cannot be read.
    """
    source, problems = read(text, name)
    if source is None:
        return None, problems
    value = _without_empty(source.value)
    try:
        record = model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors():
            # Pydantic counts only rows that are right: a list of wrong ones is not empty.
            if not (detail["type"] == "too_short" and detail["input"]):
                problems.append(_in_plain_words(detail, source, model))
        record = _what_is_right(model, value)
    _say_where(record, source, ())
    return record, problems


def _say_where(record: Record, source: Source, path: Path) -> None:
    """Let the record, and all that stand in it, know where they were read."""
    names = type(record).model_fields
    at = {name: (*path, name) for name in names if source.at((*path, name)) is not None}
    fields = {name: source.line(place) for name, place in at.items()}
    filled = frozenset(
        name for name, place in at.items() if _without_empty(source.at(place) or "") != ""
    )
    name = _record_name(source, path) if path else ""
    record.read_at(Origin(source.name, source.line(path), name, fields, filled))
    for name in names:
        value = getattr(record, name)
        for number, inner in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(inner, Record):
                step = (number,) if isinstance(value, tuple) else ()
                _say_where(inner, source, (*path, name, *step))


def _record_name(source: Source, path: Path) -> str:
    """How messages name the record that ``path`` leads into, for example ``person Teresa Musick``."""
    part = str(path[0]) if path else ""
    if len(path) < 2 or not isinstance(path[1], int):
        return part
    name = describe(
        source.at(path[:2]) or "", KINDS.get(part, part.removesuffix("s").replace("_", " "))
    )
    if len(path) > 3 and path[2] == "channels" and isinstance(path[3], int):
        name += f", channel {path[3] + 1}"
    return name


def _what_is_right(model: type[RecordType], value: Any) -> RecordType:
    """A record of ``model`` with the fields of ``value`` that are right, the others empty."""
    given = value if isinstance(value, dict) else {}
    right: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = record_model(field.annotation)
        if inner and typing.get_origin(field.annotation) is tuple:
            rows = given.get(name)
            right[name] = tuple(
                _what_is_right(inner, row) for row in (rows if isinstance(rows, list) else [])
            )
        elif inner:
            right[name] = _what_is_right(inner, given.get(name))
        else:
            right[name] = EMPTY.get(typing.get_origin(field.annotation) or field.annotation)
            with contextlib.suppress(ValidationError):
                right[name] = _shape(model, name).validate_python(
                    given.get(name, field.get_default())
                )
    return model.model_construct(**right)


@functools.cache
def _shape(model: type[Record], name: str) -> TypeAdapter[Any]:
    """What a single field of ``model`` may hold."""
    field = model.model_fields[name]
    shape: Any = field.annotation
    return TypeAdapter(Annotated[(shape, *field.metadata)] if field.metadata else shape)


def _without_empty(value: Plain) -> Any:
    """The same without empty fields: a field left empty is a field not given."""
    if isinstance(value, dict):
        stripped = {key: _without_empty(one) for key, one in value.items()}
        return {key: one for key, one in stripped.items() if one != ""}
    if isinstance(value, list):
        return [_without_empty(one) for one in value]
    return value.strip()


def _in_plain_words(detail: ErrorDetails, source: Source, model: type[Record]) -> Problem:
    path: Path = detail["loc"]
    if part := _misplaced(source, model, path):
        message = f"this looks like a record of `{part}`; move it there, under `{part}:`"
        return Problem(source.name, source.line(path[:2]), _record_name(source, path), message)
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind = detail["type"]
    if kind == "missing":
        message = (
            f"`{field}` is missing; add a line `{field}: ...`"
            if source.at(path) is None
            else f"`{field}` is empty; fill it in"
        )
    elif kind == "extra_forbidden":
        names = field_names(_model_at(model, path[:-1]))
        close = difflib.get_close_matches(field, names, 1)
        hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(names)}"
        message = f"unknown field `{field}`; {hint}"
        if inner := _inner_list(_model_at(model, path[:-1]), field):
            message = f"`{field}` belongs to each of `{inner}`; write it there, under `kind`"
    elif kind in ("model_type", "model_attributes_type"):
        message = "write a record here: lines of the form `field: value`, each starting under the one above"
    elif kind in ("tuple_type", "list_type"):
        message = f"`{field}` must be a list; write records that each start with a hyphen"
    elif kind == "too_short":
        message = f"`{field}` is empty; write at least one, or copy its lines again from the same file on the branch `main`"
    elif not isinstance(detail["input"], str):
        message = f"`{field}` is a list or a group of fields; write one line of text"
    elif kind == "value_error":
        message = f"{field}: {detail['ctx']['error']}"
    else:  # the only kind left: a value that is not in the field's list
        expected = detail["ctx"]["expected"]
        message = f"{field}: `{detail['input']}` is not one it can have; write {expected}"
    return Problem(source.name, source.line(path), _record_name(source, path), message)


def _model_at(model: type[Record], path: Path) -> type[Record]:
    for step in path:
        if isinstance(step, str):
            model = record_model(model.model_fields[step].annotation) or model
    return model


def _inner_list(model: type[Record], field: str) -> str:
    """The list inside a record of ``model`` whose records have ``field``; empty where there is none."""
    for name in field_names(model):
        inner = record_model(model.model_fields[name].annotation)
        if inner and field in inner.model_fields:
            return name
    return ""


def _misplaced(source: Source, model: type[Record], path: Path) -> str:
    """The list to which a record belongs that stands in another one; empty where it does not."""
    row = source.at(path[:2]) if len(path) > 2 and isinstance(path[1], int) else None
    if isinstance(row, dict) and row.keys() - set(field_names(_model_at(model, path[:2]))):
        for part, field in model.model_fields.items():
            inner = record_model(field.annotation)
            fields = inner.model_fields if inner and part != path[0] else {}
            needed = {name for name, one in fields.items() if one.is_required()}
            if needed and needed <= row.keys() <= fields.keys():
                return part
    return ""
