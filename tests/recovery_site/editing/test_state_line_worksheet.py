"""The worksheet: every record once, in order, with its page, its line and room to write."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_site.editing.state_line_worksheet import (
    COLUMNS,
    TO_FILL,
    WARNING,
    worksheet_csv,
)

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

FROZEN = Path(__file__).parents[3] / "tests/fixtures/frozen"
FILE = "data/state_lines.yml"


def rows(data: Data) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    text = worksheet_csv(data.directory).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def in_order(
    state_rows: list[dict[str, str]], the_56: dict[str, str]
) -> list[tuple[dict[str, str], str]]:
    """The records by name of the jurisdiction, hotlines first, with the name."""
    found = [(row, the_56[row["code"]]) for row in state_rows]
    return sorted(found, key=lambda pair: (pair[1], pair[0]["kind"]))


def test_the_table_has_every_record_by_jurisdiction_with_its_line(
    data: Data, state_rows: list[dict[str, str]], the_56: dict[str, str]
) -> None:
    lines = (FROZEN / FILE).read_text("utf-8").split("\n")
    found = rows(data)
    expected = in_order(state_rows, the_56)
    assert len(found) == len(expected)
    for row, (record, name) in zip(found, expected, strict=True):
        assert (row["code"], row["jurisdiction"]) == (record["code"], name)
        assert row["what the research found"].removeprefix("'") == record["label"]
        assert row["number as noted"] == record["phone"]
        assert row["source 1"] == record["source_1"]
        assert row["source 2"] == record["source_2"]
        assert row["sources agree"] == record["agree"]
        number = int(row[f"line in {FILE}"])
        assert lines[number - 1].strip() == f"- code: {record['code']}"
        assert lines[number + 1].strip().startswith("label: ")
        if record["web"]:
            assert row["page to open"] == record["web"]
        elif row["page to open"]:
            assert record["source_1"].startswith(row["page to open"])
        if not record.get("checked"):
            assert WARNING in row["last checked"]
        assert [row[column] for column in COLUMNS[-TO_FILL:]] == [""] * TO_FILL


def test_what_was_checked_says_when(all_checked: Data) -> None:
    found = rows(all_checked)
    assert found
    assert all(row["last checked"] == "2026-11-20" for row in found)
