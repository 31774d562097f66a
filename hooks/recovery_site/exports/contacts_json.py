"""``contacts.json``: the contacts for other programs, in a versioned form.

The data file is private and may change shape; this form is public. A field is only ever added
within one major version; a changed or removed field raises it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory
    from recovery_site.data.records import Jurisdiction

VERSION = "1.2"
"""Version of the form, major.minor."""


class Public(BaseModel):
    """What all parts of the export share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


TEL = Field(
    description="The same as a phone dials it, E.164; an extension as in RFC 3966, ;ext=12."
)
CHECK_DUE = Field(
    description="Last day (2026-11-23) on which the check holds; after it, confirm before use."
)


class PublicTeam(Public):
    """The team."""

    name: str
    short_name: str
    organization: str
    email: str
    checked: str = Field(description="Day (2026-11-23) or month (2026-11) of the last check.")
    check_due: str = CHECK_DUE
    source: str


class PublicPerson(Public):
    """A member of the team."""

    id: str
    name: str
    credentials: str | None
    role: str
    region: int | None = Field(
        description="Number of the first region the person serves; null for the whole team."
    )
    regions: list[int] = Field(
        description="Numbers of all regions the person serves; since version 1.2."
    )
    phone: str | None = Field(description="As it is printed.")
    tel: str | None = TEL
    email: str | None
    vcard: str = Field(description="Absolute address of the vCard.")
    checked: str
    check_due: str = CHECK_DUE
    source: str


class PublicJurisdiction(Public):
    """One of the 56."""

    code: str = Field(description="Postal code.")
    name: str
    also: list[str] = Field(description="Other names and places it is searched by.")
    region: int | None = Field(description="Number of the region; null until it is confirmed.")
    region_source: str | None = Field(description="Where the region was read; null without one.")
    region_checked: str | None = Field(description="Day or month the region was compared with it.")
    specialists: list[str] = Field(description="Ids of the people who serve it.")
    page: str = Field(description="Absolute address of its page.")
    checked: str
    check_due: str = CHECK_DUE
    source: str


class PublicChannel(Public):
    """A way to reach a help line."""

    kind: str = Field(description="phone, text, chat, web or tty.")
    value: str
    words: str | None
    href: str
    checked: str
    check_due: str = CHECK_DUE


class PublicHelpLine(Public):
    """A national help line; only checked channels are listed."""

    id: str
    name: str
    group: str
    what_for: str
    who_for: str | None
    hours: str | None
    languages: str | None
    note: str | None
    channels: list[PublicChannel]
    source: str


class PublicStateLine(Public):
    """A jurisdiction's own hotline or clearinghouse; only checked ones are listed."""

    code: str = Field(description="Postal code of the jurisdiction.")
    kind: str = Field(description="abuse_hotline or clearinghouse.")
    name: str
    phone: str | None = Field(description="As it is printed; null where the line has none.")
    tel: str | None = TEL
    web: str | None = Field(description="The official page.")
    hours: str | None
    note: str | None
    checked: str
    check_due: str = CHECK_DUE
    source: str


class PublicContacts(Public):
    """The whole export."""

    version: str = Field(description="Version of this form, major.minor.")
    regions_confirmed: bool = Field(
        description="False until every jurisdiction has a region; then ask the team's mailbox."
    )
    team: PublicTeam
    regions: list[int]
    people: list[PublicPerson]
    jurisdictions: list[PublicJurisdiction]
    helplines: list[PublicHelpLine]
    state_lines: list[PublicStateLine] = Field(
        description="Empty until the team has checked one; since version 1.1."
    )


def contacts_json(directory: Directory, cards: dict[str, str], pages: dict[str, str]) -> bytes:
    """The export as JSON.

    Args:
        directory: the contacts.
        cards: absolute address of each person's vCard by id.
        pages: absolute address of each jurisdiction's page by id.
    """
    team = directory.team
    export = PublicContacts(
        version=VERSION,
        regions_confirmed=directory.confirmed,
        team=PublicTeam(
            name=team.name,
            short_name=team.short_name,
            organization=team.organization,
            email=team.email,
            checked=team.checked.iso,
            check_due=directory.due_of(team),
            source=team.source,
        ),
        regions=[region.number for region in directory.regions],
        people=[
            PublicPerson(
                id=person.id,
                name=person.name,
                credentials=person.credentials,
                role=person.role,
                region=min(person.regions, default=None),
                regions=list(person.regions),
                phone=person.phone,
                tel=person.tel,
                email=person.email,
                vcard=cards[person.id],
                checked=person.checked.iso,
                check_due=directory.due_of(person),
                source=person.source,
            )
            for person in directory.people
        ],
        jurisdictions=[
            _jurisdiction(directory, jurisdiction, pages)
            for jurisdiction in directory.jurisdictions
        ],
        helplines=[
            PublicHelpLine(
                id=line.id,
                name=line.name,
                group=line.group,
                what_for=line.what_for,
                who_for=line.who_for,
                hours=line.hours,
                languages=line.languages,
                note=line.note,
                channels=[
                    PublicChannel(
                        kind=channel.kind,
                        value=channel.value,
                        words=channel.words,
                        href=channel.href,
                        checked=channel.checked.iso,
                        check_due=directory.due(channel.checked).isoformat(),
                    )
                    for channel in line.published
                    if channel.checked
                ],
                source=line.source,
            )
            for line in directory.helplines
        ],
        state_lines=[
            PublicStateLine(
                code=line.code,
                kind=line.kind,
                name=line.name,
                phone=line.phone,
                tel=line.tel,
                web=line.web,
                hours=line.hours,
                note=line.note,
                checked=line.checked.iso,
                check_due=directory.due_of(line),
                source=line.source,
            )
            for line in directory.state_lines
            if line.name and line.checked and line.source
        ],
    )
    return _json(export.model_dump(mode="json"))


def _jurisdiction(
    directory: Directory, jurisdiction: Jurisdiction, pages: dict[str, str]
) -> PublicJurisdiction:
    region = directory.region_of(jurisdiction)
    return PublicJurisdiction(
        code=jurisdiction.code,
        name=jurisdiction.name,
        also=list(jurisdiction.also),
        region=region.number if region else None,
        region_source=region.source if region else None,
        region_checked=region.checked.iso if region and region.checked else None,
        specialists=[person.id for person in directory.specialists_of(region)],
        page=pages[jurisdiction.id],
        checked=jurisdiction.checked.iso,
        check_due=directory.due_of(jurisdiction),
        source=jurisdiction.source,
    )


def contacts_json_schema() -> bytes:
    """The JSON Schema of the export."""
    schema = PublicContacts.model_json_schema(mode="serialization")
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return _json({**about, **schema, "title": f"Contacts, version {VERSION}"})


def _json(value: object) -> bytes:
    """JSON for people and programs: indented, accents kept, one final line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
