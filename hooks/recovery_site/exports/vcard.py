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
"""vCards are named in it; it never changes, so that one keeps its name for good."""

SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")

FOLD_AT = 75
"""Longest line in bytes, RFC 2426 section 2.6."""


def person_vcard(directory: Directory, person: Person, address: str) -> bytes:
    """A vCard for one person; ``address`` is the page it comes from, absolute."""
    regions = ",".join(f"Region {number}" for number in person.regions)
    return _vcard(
        directory,
        person,
        person.id,
        f"{person.region_names}. " if regions else "",
        N=";".join(map(_escape, _name(person))),
        FN=_escape(person.full_name),
        ORG=_organization(directory.team),
        TITLE=_escape(person.role),
        TEL=person.tel or "",
        EMAIL=_escape(person.email or ""),
        URL=_escape(address),
        CATEGORIES=regions,
    )


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


def team_vcard(directory: Directory, address: str) -> bytes:
    """A vCard for the team's mailbox."""
    team = directory.team
    return _vcard(
        directory,
        team,
        "team",
        N=f"{_escape(team.name)};;;;",
        FN=_escape(team.name),
        ORG=_organization(team),
        TITLE="Team mailbox",
        EMAIL=_escape(team.email),
        URL=_escape(address),
    )


def _checked(directory: Directory, record: Person | Team) -> str:
    """When the record was checked, and until when that holds: a vCard stays in a phone for years."""
    when, due = record.checked.words, day(record.checked.due(directory.team.check_months))
    if directory.overdue(record):
        return f"Last checked {when}, against {record.source}. {directory.overdue_sentence}."
    return f"Checked against {record.source}, {when}. After {due}, {directory.confirm}."


TYPES = {"TEL": ";TYPE=WORK,VOICE", "EMAIL": ";TYPE=INTERNET,WORK"}


def _organization(team: Team) -> str:
    return f"{_escape(team.organization)};{_escape(team.name)}"


def _vcard(
    directory: Directory, record: Person | Team, name: str, note: str = "", **fields: str
) -> bytes:
    """The vCard; one that is saved again takes the place of that of the same ``name``.

    ``fields`` are the values by property, their characters escaped; empty ones are left out.
    """
    fields |= {
        "NOTE": _escape(note + _checked(directory, record)),
        "UID": uuid.uuid5(NAMESPACE, name).urn,
        "REV": record.checked.earliest.isoformat(),
    }
    lines = [f"{key}{TYPES.get(key, '')}:{value}" for key, value in fields.items() if value]
    whole = ["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"]
    return b"".join(part + b"\r\n" for line in whole for part in _fold(line.encode()))


def _escape(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text)


def _fold(line: bytes) -> Iterator[bytes]:
    """Parts of at most 75 bytes that never split a letter; parts after the first start with a space."""
    lead = b""
    while len(lead + line) > FOLD_AT:
        cut = FOLD_AT - len(lead)
        while line[cut] & 0b1100_0000 == 0b1000_0000:
            cut -= 1
        yield lead + line[:cut]
        line, lead = line[cut:], b" "
    yield lead + line
