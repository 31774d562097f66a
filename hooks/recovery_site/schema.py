"""JSON Schemas, made from the models: of the data file for editors, of the export for its readers."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from recovery_site.model import Contacts


def data_schema() -> str:
    """The schema of ``data/contacts.yml`` as JSON text; editors use it to complete and to warn."""
    schema = Contacts.model_json_schema()
    for name, definition in {"Contacts": schema, **schema["$defs"]}.items():
        required = set(definition.get("required", ()))
        for field, rule in definition["properties"].items():
            rule.pop("default", None)
            if rule.pop("x-expected", False):
                rule["description"] += " Expected: left empty, the check says so."
            if field not in required and "anyOf" not in rule:
                definition["properties"][field] = _or_empty(rule)
        definition["title"] = name
    schema["title"] = "The contacts of the site"
    return text(schema)


def model_schema(model: type[BaseModel], title: str) -> str:
    """The schema of what ``model`` writes, as JSON text."""
    schema = model.model_json_schema(mode="serialization")
    return text({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title})


def text(value: Any) -> str:
    """JSON for people and programs: indented, accents kept, one final line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _or_empty(rule: dict[str, Any]) -> dict[str, Any]:
    """The rule, or nothing: a field left empty is read as null by editors."""
    about = {key: rule[key] for key in ("title", "description") if key in rule}
    return {"anyOf": [{k: v for k, v in rule.items() if k not in about}, {"type": "null"}], **about}
