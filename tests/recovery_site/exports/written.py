"""What downloads must say, from the frozen contacts read without the package."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from tests.recovery_site import reading


def written(part: str) -> Any:
    """A part of the data file; every value is text."""
    return reading.written()[part]


def due(checked: str) -> str:
    """The last day on which a check of that day or month holds, counted by another program."""
    day = date.fromisoformat(checked if len(checked) == 10 else f"{checked}-01")
    return str((day + relativedelta(months=int(written("team")["check_months"]))).isoformat())


def provenance(record: dict[str, str]) -> dict[str, str]:
    """Where a record comes from, when it was checked, and until when that holds."""
    kept = {field: record[field] for field in ("source", "checked")}
    return kept | {"check_due": due(record["checked"])}
