"""vCards (version 3.0, RFC 2426: the version that phones import)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from recovery_site.core.templates import day

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory
    from recovery_site.data.records import Person, Team

NAMESPACE = uuid.UUID("2f1b0c5e-6f0a-5d0b-9a55-5c1e3b9d7a41")
"""Cards are named in it; it never changes, so that a card keeps its name for good."""

SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")

FOLD_AT = 75
"""Longest line in bytes, RFC 2426 section 2.6."""


def person_card(directory: Directory, person: Person, address: str) -> bytes:
    """A card for one person.

    Args:
        directory: the contacts, for the organization.
        person: whose card it is.
        address: the page the card comes from, absolute.
    """
    lines = [
        ("N", ";".join(map(_escape, _name(person)))),
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
    return _card(lines, person.id, person)


def _name(person: Person) -> tuple[str, str, str, str, str]:
    """Family name, given names, two parts that nobody has here, and what stands behind the name."""
    words = person.name.split()
    suffix = words.pop() if len(words) > 1 and SUFFIX.fullmatch(words[-1]) else ""
    if suffix:
        words[-1] = words[-1].removesuffix(",")
    # The family name begins where the record says so, or with its first small word: `de`, `van`.
    small = (at for at, word in enumerate(words) if at and word[:1].islower())
    start = next(small, len(words) - 1)
    if person.family_name:
        start = len(words) - len(person.family_name.split())
    behind = ", ".join(part for part in (suffix, person.credentials) if part)
    return " ".join(words[start:]), " ".join(words[:start]), "", "", behind


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
        ],
        "team",
        team,
    )


def _checked(directory: Directory, record: Person | Team) -> str:
    """When the record was checked, and until when that holds: a card stays in a phone for years."""
    when, due = record.checked.words, day(directory.due(record.checked))
    if directory.overdue(record):
        return f"Last checked {when}, against {record.source}. {directory.too_old}."
    return f"Checked against {record.source}, {when}. After {due}, {directory.confirm}."


def _organization(directory: Directory) -> str:
    return f"{_escape(directory.team.organization)};{_escape(directory.team.name)}"


def _card(lines: list[tuple[str, str]], name: str, record: Person | Team) -> bytes:
    """The card; one that is saved again takes the place of the card of the same name."""
    about = [
        ("UID", uuid.uuid5(NAMESPACE, name).urn),
        ("REV", record.checked.earliest.isoformat()),
    ]
    whole = [("BEGIN", "VCARD"), ("VERSION", "3.0"), *lines, *about, ("END", "VCARD")]
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
