"""vCards (version 3.0, RFC 2426: the version that phones import)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recovery_site.core.templates import day

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory
    from recovery_site.data.records import Person, Team

FOLD_AT = 75
"""Longest line in bytes, RFC 2426 section 2.6."""


def person_card(directory: Directory, person: Person, address: str) -> bytes:
    """A card for one person.

    Args:
        directory: the contacts, for the organization.
        person: whose card it is.
        address: the page the card comes from, absolute.
    """
    given, _, family = person.name.rpartition(" ")
    lines = [
        (
            "N",
            ";".join(_escape(part) for part in (family, given, "", "", person.credentials or "")),
        ),
        ("FN", _escape(person.full_name)),
        ("ORG", _organization(directory)),
        ("TITLE", _escape(person.role)),
    ]
    if person.tel:
        lines.append(("TEL;TYPE=WORK,VOICE", person.tel))
    if person.email:
        lines.append(("EMAIL;TYPE=INTERNET,WORK", _escape(person.email)))
    lines.append(("URL", _escape(address)))
    notes = [_checked(directory, person)]
    if person.regions:
        categories = ",".join(f"Region {number}" for number in person.regions)
        lines.append(("CATEGORIES", categories))
        notes.insert(0, f"{person.region_names}.")
    lines.append(("NOTE", _escape(" ".join(notes))))
    return _card(lines)


def team_card(directory: Directory, address: str) -> bytes:
    """A card for the team's mailbox."""
    team = directory.team
    return _card(
        [
            ("N", ";".join((_escape(team.name), "", "", "", ""))),
            ("FN", _escape(team.name)),
            ("ORG", _organization(directory)),
            ("TITLE", "Team mailbox"),
            ("EMAIL;TYPE=INTERNET,WORK", _escape(team.email)),
            ("URL", _escape(address)),
            ("NOTE", _escape(_checked(directory, team))),
        ]
    )


def _checked(directory: Directory, record: Person | Team) -> str:
    """When the record was checked, and until when that holds: a card stays in a phone for years."""
    when, due = record.checked.words, day(directory.due(record.checked))
    if directory.overdue(record):
        months = directory.team.check_months
        return (
            f"Last checked {when}, against {record.source}. That is more than {months} "
            f"month{'' if months == 1 else 's'} ago: confirm it before you rely on it."
        )
    return (
        f"Checked against {record.source}, {when}. After {due}, confirm it before you rely on it."
    )


def _organization(directory: Directory) -> str:
    return f"{_escape(directory.team.organization)};{_escape(directory.team.name)}"


def _card(lines: list[tuple[str, str]]) -> bytes:
    whole = [("BEGIN", "VCARD"), ("VERSION", "3.0"), *lines, ("END", "VCARD")]
    folded = (part for name, value in whole for part in _fold(f"{name}:{value}".encode()))
    return b"".join(line + b"\r\n" for line in folded)


def _escape(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text


def _fold(line: bytes) -> Iterator[bytes]:
    """Parts of at most 75 bytes that never split a letter; parts after the first start with a space."""
    limit = FOLD_AT
    lead = b""
    while len(line) > limit:
        cut = limit
        while line[cut] & 0b1100_0000 == 0b1000_0000:
            cut -= 1
        yield lead + line[:cut]
        line, lead, limit = line[cut:], b" ", FOLD_AT - 1
    yield lead + line
