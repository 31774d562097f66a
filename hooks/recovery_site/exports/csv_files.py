"""CSV files that a spreadsheet opens as text: no cell can start a formula."""

import csv
import io
import re
from collections.abc import Iterable

from recovery_site.data.directory import Directory
from recovery_site.data.records import HelpLine, Sourced, StateLine
from recovery_site.data.value_types import Checked

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Characters at which spreadsheets take a cell for a formula (OWASP, CSV injection)."""

CONTACT_FIELDS = (
    "type", "id", "name", "credentials", "role", "region", "phone", "email",
    "text", "web", "hours", "checked", "source", "check_due", "tty", "chat", "note",
)  # fmt: skip
JURISDICTION_FIELDS = (
    "code", "name", "region", "specialists", "page", "checked", "source",
    "region_checked", "region_source", "check_due",
)  # fmt: skip
STATE_LINE_FIELDS = (
    "code", "jurisdiction", "kind", "name", "phone", "web", "hours", "note",
    "checked", "source", "check_due",
)  # fmt: skip

Row = tuple[Sourced | HelpLine | StateLine, dict[str, str]]
"""A record, and what stands in its row beside the fields of the same names, by column."""


def contacts_csv(directory: Directory) -> bytes:
    """Team, people and published help lines, one row each."""
    rows: list[Row] = [(directory.team, {"type": "team", "id": directory.team.short_name.lower()})]
    for person in directory.people:
        regions = "; ".join(map(str, person.regions))
        rows.append((person, {"type": "person", "region": regions}))
    kind = {"type": "help line"}
    rows += [(helpline, kind | _ways(helpline)) for helpline in directory.helplines]
    return _table(directory, CONTACT_FIELDS, rows)


def _ways(helpline: HelpLine) -> dict[str, str]:
    """How one reaches a help line: what is published, by the column it stands in."""
    ways: dict[str, list[str]] = {}
    for channel in helpline.published:
        way, words = channel.value, channel.words or ""
        if words and channel.kind == "text":
            way = f"{words} to {way}"
        elif words and not re.search(r"\d", words):  # the number in letters is the same number
            way = f"{way} ({words})"
        ways.setdefault(channel.kind, []).append(way)
    return {kind: "; ".join(parts) for kind, parts in ways.items()}


def jurisdictions_csv(directory: Directory, address_of: dict[str, str]) -> bytes:
    """The 56, one row each; ``address_of`` gives the absolute address of each page by id."""
    rows: list[Row] = []
    for jurisdiction in directory.jurisdictions:
        region = directory.region_of(jurisdiction)
        more = {
            "specialists": "; ".join(person.name for person in directory.specialists_of(region)),
            "page": address_of[jurisdiction.id],
            "region": str(region.number) if region else "",
            "region_checked": _day(region.checked) if region else "",
            "region_source": (region.source or "") if region else "",
        }
        rows.append((jurisdiction, more))
    return _table(directory, JURISDICTION_FIELDS, rows)


def state_lines_csv(directory: Directory) -> bytes:
    """The checked lines of jurisdictions, one row each; only the heads while none is checked."""
    names = directory.by_code
    rows = ((record, {"jurisdiction": names[record.code].name}) for record in directory.state_lines)
    return _table(directory, STATE_LINE_FIELDS, rows)


def _table(directory: Directory, columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, lines ended as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for record, more in rows:
        due = str(directory.due(record) or "")
        row = {"checked": _day(record.checked), "check_due": due, **more}
        values = (row.get(column) or getattr(record, column, None) or "" for column in columns)
        writer.writerow(map(_safe, values))
    return out.getvalue().encode("utf-8-sig")


def _day(checked: Checked | None) -> str:
    """The day, or the month in a form of which a spreadsheet makes no day."""
    if checked is None:
        return ""
    return checked.iso if checked.day else f"{checked.iso} (day not known)"


def _safe(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would calculate it; a phone number loses its +."""
    if re.fullmatch(r"\+1[\d .()-]+", cell):
        return cell[1:]
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
