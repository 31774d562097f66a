"""CSV files that a spreadsheet opens as text: no cell can start a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory
    from recovery_site.data.fields import Checked
    from recovery_site.data.records import HelpLine

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Signs at which spreadsheets take a cell for a formula (OWASP, CSV injection)."""

CONTACT_COLUMNS = (
    "type", "id", "name", "credentials", "role", "region", "phone", "email",
    "text", "web", "hours", "checked", "source", "check_due", "tty", "chat", "note",
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
            "checked": _day(team.checked),
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
            "checked": _day(person.checked),
            "check_due": directory.due_of(person),
            "source": person.source,
        }
        for person in directory.people
    ]
    for line in directory.helplines:
        rows.append(
            {
                "type": "help line",
                "id": line.id,
                "name": line.name,
                **_ways(line),
                "hours": line.hours or "",
                "note": line.note or "",
                "checked": _day(line.checked),
                "check_due": directory.due_of(line),
                "source": line.source,
            }
        )
    return table(
        CONTACT_COLUMNS, ([row.get(column, "") for column in CONTACT_COLUMNS] for row in rows)
    )


def _ways(line: HelpLine) -> dict[str, str]:
    """How one reaches a help line: what is published, by the column it stands in."""
    ways: dict[str, list[str]] = {}
    for channel in line.published:
        words = channel.words or ""
        if channel.kind == "text":
            way = " to ".join(part for part in (words, channel.value) if part)
        else:  # the number in letters is the same number; other words say who calls it
            way = channel.value + (f" ({words})" if words and not re.search(r"\d", words) else "")
        ways.setdefault(channel.kind, []).append(way)
    return {kind: "; ".join(parts) for kind, parts in ways.items()}


def _day(checked: Checked) -> str:
    """The day, or the month in a form of which a spreadsheet makes no day."""
    return checked.iso if checked.day else f"{checked.iso} (day not known)"


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
                _day(jurisdiction.checked),
                jurisdiction.source,
                _day(region.checked) if region and region.checked else "",
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
                _day(line.checked),
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
    """The cell with an apostrophe in front where a spreadsheet would calculate it; a phone number loses its +."""
    if re.fullmatch(r"\+1[\d .()-]+", cell):
        return cell[1:]
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
