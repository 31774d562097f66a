"""What downloads must say, from the frozen contacts read without the package."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from tests.recovery_site import reading


def frozen_part(part: str) -> Any:
    """A part of the data file; every value is text."""
    return reading.frozen()[part]


def due(checked: str) -> str:
    """The last day on which a check of that day or month holds, counted by another program."""
    day = date.fromisoformat(checked if len(checked) == 10 else f"{checked}-01")
    return str((day + relativedelta(months=int(frozen_part("team")["check_months"]))).isoformat())


def provenance(record: dict[str, str]) -> dict[str, str]:
    """Where a record comes from, when it was checked, and until when that holds."""
    kept = {field: record[field] for field in ("source", "checked")}
    return kept | {"check_due": due(record["checked"])}


def expected_state_line(index: int, row: dict[str, str]) -> dict[str, str]:
    """What a download says of a state line that was checked with made-up values."""
    return provenance({"source": f"the made-up page {index}", "checked": "2026-11-20"}) | {
        "code": row["code"],
        "kind": row["kind"],
        "name": f"Made-up line {index}",
        "phone": f"202-555-{1000 + index}",
        "web": f"https://example.gov/{row['code'].lower()}/{index}",
        "hours": f"Made-up hours {index}",
        "note": f"Made-up note {index}",
    }
