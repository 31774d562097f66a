"""What all records share: they know their line, and say for each field what it is and whether it is needed."""

from __future__ import annotations

import typing
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from recovery_site.data.yaml_source import Row

if typing.TYPE_CHECKING:
    from recovery_site.core.problems import Problem


class Record(BaseModel):
    """What all records share: unknown fields are refused, nothing changes after loading."""

    # The loader reads field by field, so the whole is only built where a program makes a record.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    _row: Row = PrivateAttr(default_factory=Row)

    @property
    def row(self) -> Row:
        """What was written, and where; of a record that was made by a program, nothing."""
        return self._row

    @property
    def where(self) -> str:
        """File and line: ``data/contacts.yml:95``."""
        return f"{self._row.file}:{self._row.line}"

    def read_from(self, row: Row) -> None:
        """Say where the record was read; the loader does, once."""
        self._row = row

    def empty(self, field: str) -> bool:
        """Whether the file says nothing in ``field``; a value that is wrong says something."""
        return not self._row.get(field)

    def problem(self, message: str, field: str = "", *, warning: bool = False) -> Problem:
        """A problem with the record, or with one of its fields."""
        return self._row.problem(message, field, warning=warning)


def required(example: str, about: str) -> Any:
    """A field that a record must have: an example for the guide, and what it is."""
    return Field(examples=[example] if example else None, description=about)


def optional(example: str, about: str) -> Any:
    """A field that may be left empty; then it holds nothing."""
    return Field(None, examples=[example], description=about)


def optional_list(example: str, about: str) -> Any:
    """A list that may be left empty."""
    return Field((), examples=[example], description=about)


def expected(example: str, about: str) -> Any:
    """A field that should be filled: left empty, it gives a warning."""
    return Field(None, examples=[example], description=about, json_schema_extra={"expected": True})


def field_names(model: type[Record]) -> tuple[str, ...]:
    """Fields of ``model`` in the order of the file: provenance stands last in a record."""
    names = tuple(model.model_fields)
    last = names[:2] if names[:2] == ("source", "checked") else ()
    return (*names[len(last) :], *last)


def record_model(annotation: Any) -> type[Record] | None:
    """The class of the record, or of the records of the list, that a field holds."""
    for part in (annotation, *typing.get_args(annotation)):
        if isinstance(part, type) and issubclass(part, Record):
            return part
    return None
