"""vCards (version 3.0, RFC 2426: the version that phones import)."""

import re
import uuid
from collections.abc import Iterator

from recovery_site.core.templates import day
from recovery_site.data.directory import Directory
from recovery_site.data.records import Person, Team

NAMESPACE = uuid.UUID("2f1b0c5e-6f0a-5d0b-9a55-5c1e3b9d7a41")
"""vCards are named in it; it never changes, so that one keeps its name for good."""

SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")

FOLD_AT = 75
"""Longest line in bytes, RFC 2426 section 2.6."""


def vcard(directory: Directory, record: Person | Team, address: str) -> bytes:
    """A vCard for one person, or for the team's mailbox. Saved again, it takes the place of the old one.

    ``address`` is the page it comes from, absolute.
    """
    team = directory.team
    person = record if isinstance(record, Person) else None
    regions = [f"Region {number}" for number in person.regions] if person else []
    note = f"{person.region_names}. " if person and regions else ""
    fields = {
        "N": _escape(*(_name(person) if person else (team.name, "", "", "", ""))),
        "FN": _escape(person.full_name if person else team.name),
        "ORG": _escape(team.organization, team.name),
        "TITLE": _escape(person.role if person else "Team mailbox"),
        "TEL;TYPE=WORK,VOICE": person and person.tel,
        "EMAIL;TYPE=INTERNET,WORK": _escape(record.email or ""),
        "URL": _escape(address),
        "CATEGORIES": ",".join(regions),
        "NOTE": _escape(note + _checked(directory, record)),
        "UID": uuid.uuid5(NAMESPACE, person.id if person else "team").urn,
        "REV": record.checked.earliest.isoformat(),
    }
    lines = [f"{name}:{value}" for name, value in fields.items() if value]
    whole = ["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"]
    return b"".join(part + b"\r\n" for line in whole for part in _fold(line.encode()))


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


def _checked(directory: Directory, record: Person | Team) -> str:
    """When the record was checked, and until when that holds: a vCard stays in a phone for years."""
    when, due = record.checked.words, day(record.checked.due(directory.team.check_months))
    if directory.overdue(record):
        return f"Last checked {when}, against {record.source}. {directory.overdue_sentence}."
    return f"Checked against {record.source}, {when}. After {due}, {directory.confirm}."


def _escape(*parts: str) -> str:
    return ";".join(re.sub(r"([\\;,])", r"\\\1", part) for part in parts)


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
