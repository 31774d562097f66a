"""CSV files that a spreadsheet opens as text: no cell can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Signs at which spreadsheets take a cell for a formula (OWASP, CSV injection)."""

CONTACT_COLUMNS = (
    "type", "id", "name", "credentials", "role", "region", "phone", "email",
    "text", "web", "hours", "checked", "source", "check_due",
)  # fmt: skip
JURISDICTION_COLUMNS = (
    "code", "name", "region", "specialists", "page", "checked", "source",
    "region_checked", "region_source", "check_due",
)  # fmt: skip

STATE_LINE_COLUMNS = (
    "code", "jurisdiction", "kind", "name", "phone", "web", "hours", "note",
    "checked", "source", "check_due",
)  # fmt: skip


def contacts_csv(directory: Directory) -> bytes:
    """Team, people and published help lines, one row each."""
    team = directory.team
    rows: list[dict[str, str]] = [
        {
            "type": "team",
            "id": team.short_name.lower(),
            "name": team.name,
            "email": team.email,
            "checked": team.checked.iso,
            "check_due": directory.due_of(team),
            "source": team.source,
        }
    ]
    rows += [
        {
            "type": "person",
            "id": person.id,
            "name": person.name,
            "credentials": person.credentials or "",
            "role": person.role,
            "region": "; ".join(map(str, person.regions)),
            "phone": person.phone or "",
            "email": person.email or "",
            "checked": person.checked.iso,
            "check_due": directory.due_of(person),
            "source": person.source,
        }
        for person in directory.people
    ]
    for line in directory.helplines:
        by_kind = {channel.kind: channel for channel in reversed(line.published)}
        text = by_kind.get("text")
        web = by_kind.get("web") or by_kind.get("chat")
        rows.append(
            {
                "type": "help line",
                "id": line.id,
                "name": line.name,
                "phone": by_kind["phone"].value if "phone" in by_kind else "",
                "text": " to ".join(part for part in (text.words, text.value) if part)
                if text
                else "",
                "web": web.value if web else "",
                "hours": line.hours or "",
                "checked": line.checked.iso,
                "check_due": directory.due_of(line),
                "source": line.source,
            }
        )
    return table(
        CONTACT_COLUMNS, ([row.get(column, "") for column in CONTACT_COLUMNS] for row in rows)
    )


def jurisdictions_csv(directory: Directory, address_of: dict[str, str]) -> bytes:
    """The 56, one row each.

    Args:
        directory: the contacts.
        address_of: absolute address of each jurisdiction's page by its id.
    """
    rows = []
    for jurisdiction in directory.jurisdictions:
        region = directory.region_of(jurisdiction)
        rows.append(
            [
                jurisdiction.code,
                jurisdiction.name,
                str(region.number) if region else "",
                "; ".join(person.name for person in directory.specialists_of(region)),
                address_of[jurisdiction.id],
                jurisdiction.checked.iso,
                jurisdiction.source,
                region.checked.iso if region and region.checked else "",
                (region.source or "") if region else "",
                directory.due_of(jurisdiction),
            ]
        )
    return table(JURISDICTION_COLUMNS, rows)


def state_lines_csv(directory: Directory) -> bytes:
    """The checked lines of jurisdictions, one row each; only the heads while none is checked."""
    return table(
        STATE_LINE_COLUMNS,
        (
            [
                line.code,
                directory.by_code[line.code].name,
                line.kind,
                line.name or "",
                line.phone or "",
                line.web or "",
                line.hours or "",
                line.note or "",
                line.checked.iso,
                line.source or "",
                directory.due_of(line),
            ]
            for line in directory.state_lines
            if line.checked
        ),
    )


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, lines ended as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
