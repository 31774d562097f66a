"""The worksheet for whoever checks the lines of jurisdictions: for staff, never part of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_site.data.records import STATE_LINE_KINDS
from recovery_site.exports.contacts_csv import table

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory
    from recovery_site.data.records import Jurisdiction, StateLine

WARNING = "Unchecked. For the team only: do not hand out, do not publish, do not call for help."
"""Stands in each row that nobody has checked."""

COLUMNS = (
    "code", "jurisdiction", "kind", "what the research found", "number as noted", "page to open",
    "source 1", "date of source 1", "source 2", "date of source 2", "sources agree", "last checked",
    "line in data/state_lines.yml",
    "name on the page", "number on the page", "hours on the page", "page looked at", "who answered",
    "date", "initials", "remarks",
)  # fmt: skip
"""What is known of each record, then what the person fills in."""

TO_FILL = 8
"""How many of the columns are empty."""


def to_check(directory: Directory) -> list[tuple[Jurisdiction, StateLine]]:
    """All records with their jurisdiction, by its name, hotlines first."""
    kinds = list(STATE_LINE_KINDS)
    lines = sorted(directory.all_state_lines, key=lambda line: kinds.index(line.kind))
    return [
        (jurisdiction, line)
        for jurisdiction in directory.jurisdictions
        for line in lines
        if line.code == jurisdiction.code
    ]


def page_to_open(line: StateLine) -> str:
    """The official page, or else the first source if that is a page; empty where neither is known."""
    first = (line.source_1 or "").split(" ")[0]
    return line.web or (first if first.startswith("http") else "")


def worksheet_csv(directory: Directory) -> bytes:
    """The worksheet for a spreadsheet: one row for each record, empty columns to fill in."""
    return table(
        COLUMNS,
        (
            [
                jurisdiction.code,
                jurisdiction.name,
                line.kind_name,
                line.label,
                line.phone or "",
                page_to_open(line),
                line.source_1 or "",
                line.source_1_date or "",
                line.source_2 or "",
                line.source_2_date or "",
                line.agree,
                line.checked.iso if line.checked else f"never. {WARNING}",
                str(line.line),
                *[""] * TO_FILL,
            ]
            for jurisdiction, line in to_check(directory)
        ),
    )
