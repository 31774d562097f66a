"""From the data files to checked :class:`~recovery_site.model.Data`, or to every problem in them."""

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
from recovery_site.data import addresses
from recovery_site.data.directory import Data, Directory
from recovery_site.data.fields import slug
from recovery_site.data.records import (
    CONTACTS_FILE,
    STATE_LINES_FILE,
    Contacts,
    Language,
    Moved,
    Record,
    References,
    StateLines,
    field_names,
    record_model,
)
from recovery_site.data.rules import (
    Place,
    check_contacts,
    check_moved,
    check_references,
    check_refs,
    check_terms,
)
from recovery_site.data.state_line_rules import check_state_lines
from recovery_site.data.yaml_source import Path, Plain, Source, read

if typing.TYPE_CHECKING:
    from pydantic_core import ErrorDetails

RecordType = TypeVar("RecordType", bound=Record)


FILES = (
    CONTACTS_FILE,
    "data/sources.yml",
    "data/language.yml",
    STATE_LINES_FILE,
    addresses.MOVED,
)
"""The data files, by the path from the project's top that messages show."""

TEXTS = (addresses.PUBLISHED,)
"""What else is read: lists that are plain text."""

EMPTY: dict[Any, str | tuple[()]] = {str: "", tuple: ()}
"""What stands for a wrong value in a field of text or of a list; ``None`` does in all others."""


def load(top: FilePath, today: date) -> tuple[Data | None, list[Problem]]:
    """Read and check all data.

    Args:
        top: the project's top folder.
        today: the day that dates may not lie after, and from which a check counts as too old.

    Returns:
        The data, and every problem in the order of the files. The data is ``None`` where there is at
        least one error.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in (*FILES, *TEXTS):
        text = text_of(top / name, name)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[name] = text
    if problems:
        return None, problems
    return load_texts(texts, today)


def load_texts(texts: dict[str, str], today: date) -> tuple[Data | None, list[Problem]]:
    """As :func:`load`, from the text of each of :data:`FILES` and :data:`TEXTS`."""
    contacts_file, sources_file, language_file, state_file, moved_file = FILES
    contacts, source, problems = shaped(Contacts, texts[contacts_file], contacts_file)
    if contacts and source:
        problems += check_contacts(contacts, source, today)
    references, listed, wrong = shaped(References, texts[sources_file], sources_file)
    problems += wrong
    language, words, wrong = shaped(Language, texts[language_file], language_file)
    problems += wrong
    states, rows, wrong = shaped(StateLines, texts[state_file], state_file)
    problems += wrong
    if states and rows:
        problems += check_state_lines(states, contacts, rows, today)
    if references and listed:
        problems += check_references(references, listed)
        known = frozenset(one.id for one in references.sources)
        # Where no source could be read, nobody who cites one is to blame.
        if known and contacts and source:
            problems += check_refs(contacts, source, known)
        if known and language and words:
            problems += check_terms(language, words, known)
    moved, moves, wrong = shaped(Moved, texts[moved_file], moved_file)
    problems += wrong
    if moved and moves:
        problems += check_moved(moved, moves)
    published, wrong = addresses.parse(texts[addresses.PUBLISHED])
    problems += wrong
    order = (*FILES, *TEXTS)
    problems = sorted(set(problems), key=lambda one: (order.index(one.path), one))
    if (
        errors(problems)
        or not (contacts and source and references and listed and language)
        or not (states and rows and moved and moves)
    ):
        return None, problems
    return Data(
        Directory(
            contacts,
            _record_lines(contacts, source)
            | _source_lines(references, listed)
            | _state_line_lines(states, rows),
            today,
            states.state_lines,
        ),
        {one.id: one for one in references.sources},
        language.terms,
        moved,
        _moved_lines(moved, moves),
        published,
    ), problems


def _moved_lines(moved: Moved, moves: Source) -> dict[str, int]:
    return {
        one.old: moves.line(("redirects", position)) for position, one in enumerate(moved.redirects)
    } | {
        one.address: moves.line(("withdrawn", position))
        for position, one in enumerate(moved.withdrawn)
    }


def _source_lines(references: References, listed: Source) -> dict[tuple[str, str], int]:
    return {
        ("sources", one.id): listed.line(("sources", position))
        for position, one in enumerate(references.sources)
    }


def _state_line_lines(states: StateLines, rows: Source) -> dict[tuple[str, str], int]:
    return {
        ("state_lines", str(position)): rows.line(("state_lines", position))
        for position in range(len(states.state_lines))
    }


def shaped(
    model: type[RecordType], text: str, name: str
) -> tuple[RecordType | None, Source | None, list[Problem]]:
    """The records of a file, where its text was read, and what is wrong with single fields.

    Where something is wrong, the rest is kept, so that the rules between records still see it and
    a person reads every problem at once.
    """
    source, problems = read(text, name)
    if source is None:
        return None, None, problems
    value = _without_empty(source.value)
    try:
        return model.model_validate(value), source, problems
    except ValidationError as error:
        problems += [
            _in_plain_words(detail, source, model)
            for detail in error.errors()
            # Pydantic counts only rows that are right: a list of wrong ones is not empty.
            if not (detail["type"] == "too_short" and detail["input"])
        ]
        return _what_is_right(model, value), source, problems


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


def _record_lines(contacts: Contacts, source: Source) -> dict[tuple[str, str], int]:
    lines = {("team", "team"): source.line(("team",))}
    for part, ids in (
        ("people", [person.id for person in contacts.people]),
        ("jurisdictions", [one.id for one in contacts.jurisdictions]),
        ("helplines", [line.id for line in contacts.helplines]),
        ("regions", [str(region.number) for region in contacts.regions]),
    ):
        for position, record_id in enumerate(ids):
            lines[part, slug(record_id)] = source.line((part, position))
    return lines


def _in_plain_words(detail: ErrorDetails, source: Source, model: type[Record]) -> Problem:
    path: Path = detail["loc"]
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind = detail["type"]
    if kind == "missing":
        message = (
            f"`{field}` is missing; add a line `{field}: ...`"
            if source.at(path) is None
            else f"`{field}` is empty; fill it in"
        )
    elif kind == "extra_forbidden":
        names = _field_names(model, path[:-1])
        close = difflib.get_close_matches(field, names, 1)
        hint = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(names)}"
        message = f"unknown field `{field}`; {hint}"
    elif kind in ("model_type", "model_attributes_type"):
        message = "write a record here: lines of the form `field: value`, each starting under the one above"
    elif kind in ("tuple_type", "list_type"):
        message = f"`{field}` must be a list; write records that each start with a hyphen"
    elif kind == "too_short":
        message = f"`{field}` is an empty list; bring back its records"
    elif not isinstance(detail["input"], str):
        message = f"`{field}` is a list or a group of fields; write one line of text"
    elif kind == "value_error":
        message = f"{field}: {detail['ctx']['error']}"
    else:  # the only kind left: a value that is not in the field's list
        expected = detail["ctx"]["expected"]
        message = f"{field}: `{detail['input']}` is not one it can have; write {expected}"
    return Place(source).problem(path, message)


def _field_names(model: type[Record], path: Path) -> list[str]:
    """Names of the fields of the record at ``path`` in a file of ``model``."""
    for step in path:
        if isinstance(step, str):
            model = record_model(model.model_fields[step].annotation) or model
    return list(field_names(model))
