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
    from recovery_site.data.records import HelpLine, Sourced, StateLine

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Characters at which spreadsheets take a cell for a formula (OWASP, CSV injection)."""

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
    records: list[tuple[Sourced | HelpLine, dict[str, str]]] = [
        (team, {"type": "team", "id": team.short_name.lower()}),
        *(
            (person, {"type": "person", "region": "; ".join(map(str, person.regions))})
            for person in directory.people
        ),
        *((line, {"type": "help line", **_ways(line)}) for line in directory.helplines),
    ]
    rows = (_row(directory, record, CONTACT_COLUMNS, **more) for record, more in records)
    return table(CONTACT_COLUMNS, rows)


def _row(
    directory: Directory,
    record: Sourced | HelpLine | StateLine,
    columns: Iterable[str],
    **more: str,
) -> list[str]:
    """What ``more`` says by column, else the record under the same name; empty where neither does."""
    checked = {"checked": _day(record.checked), "check_due": str(directory.due(record) or "")}
    values = checked | more
    return [values.get(column) or getattr(record, column, None) or "" for column in columns]


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


def _day(checked: Checked | None) -> str:
    """The day, or the month in a form of which a spreadsheet makes no day."""
    if checked is None:
        return ""
    return checked.iso if checked.day else f"{checked.iso} (day not known)"


def jurisdictions_csv(directory: Directory, address_of: dict[str, str]) -> bytes:
    """The 56, one row each; ``address_of`` gives the absolute address of each page by id."""
    rows = []
    for jurisdiction in directory.jurisdictions:
        region = directory.region_of(jurisdiction)
        more = {
            "specialists": "; ".join(person.name for person in directory.specialists_of(region)),
            "page": address_of[jurisdiction.id],
        }
        if region:
            more["region"] = str(region.number)
            more["region_checked"] = _day(region.checked)
            more["region_source"] = region.source or ""
        rows.append(_row(directory, jurisdiction, JURISDICTION_COLUMNS, **more))
    return table(JURISDICTION_COLUMNS, rows)


def state_lines_csv(directory: Directory) -> bytes:
    """The checked lines of jurisdictions, one row each; only the heads while none is checked."""
    rows = (
        _row(directory, line, STATE_LINE_COLUMNS, jurisdiction=directory.by_code[line.code].name)
        for line in directory.state_lines
    )
    return table(STATE_LINE_COLUMNS, rows)


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
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
