"""JSON Schemas, made from the models: of the data file for editors, of the export for its readers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from recovery_site.data.records import Record


def data_schema(model: type[Record]) -> str:
    """The schema of a data file as JSON text; editors use it to complete and to warn.

    Args:
        model: what the file holds.
    """
    schema = model.model_json_schema()
    for name, definition in {model.__name__: schema, **schema["$defs"]}.items():
        required = set(definition.get("required", ()))
        for field, rule in definition["properties"].items():
            rule.pop("default", None)
            if rule.pop("x-expected", False):
                rule["description"] += " Expected: left empty, the check says so."
            if field not in required and "anyOf" not in rule:
                definition["properties"][field] = _or_empty(rule)
        definition["title"] = name
    return text({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def model_schema(model: type[BaseModel], title: str) -> str:
    """The schema of what ``model`` writes, as JSON text."""
    schema = model.model_json_schema(mode="serialization")
    return text(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    )


def text(value: Any) -> str:
    """JSON for people and programs: indented, accents kept, one final line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _or_empty(rule: dict[str, Any]) -> dict[str, Any]:
    """The rule, or nothing: a field left empty is read as null by editors."""
    about = {key: rule[key] for key in ("title", "description", "examples") if key in rule}
    shape = {key: value for key, value in rule.items() if key not in about}
    either: dict[str, Any] = {"anyOf": [shape, {"type": "null"}]}
    return either | about
