"""``contacts.json``: the contacts for other programs, in a versioned form.

The data file is private and may change shape; this form is public. A field is only ever added
within one major version; a changed or removed field raises it.
"""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from recovery_site.data.directory import Directory

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


def contacts_json(directory: Directory, vcards: dict[str, str], pages: dict[str, str]) -> bytes:
    """The export as JSON; ``vcards`` and ``pages`` give absolute addresses of vCards and jurisdictions by id."""

    def public(model: type[Public], record: Any, **more: object) -> Any:
        """What a record says under the same names, the days of its check, and ``more``."""
        if "checked" in model.model_fields:
            more |= {"checked": record.checked.iso, "check_due": str(directory.due(record))}
        same = model.model_fields.keys() - more.keys()
        return model(**{name: getattr(record, name) for name in same}, **more)

    people, jurisdictions, helplines = [], [], []
    for person in directory.people:
        first = min(person.regions, default=None)
        people.append(public(PublicPerson, person, region=first, vcard=vcards[person.id]))
    for jurisdiction in directory.jurisdictions:
        region = directory.region_of(jurisdiction)
        about = {
            "region": region and region.number,
            "region_source": region and region.source,
            "region_checked": region and region.checked and region.checked.iso,
            "specialists": [person.id for person in directory.specialists_of(region)],
            "page": pages[jurisdiction.id],
        }
        jurisdictions.append(public(PublicJurisdiction, jurisdiction, **about))
    for helpline in directory.helplines:
        channels = [public(PublicChannel, channel) for channel in helpline.published]
        helplines.append(public(PublicHelpLine, helpline, channels=channels))
    export = PublicContacts(
        version=VERSION,
        regions_confirmed=not directory.jurisdictions_of(None),
        team=public(PublicTeam, directory.team),
        regions=[region.number for region in directory.regions],
        people=people,
        jurisdictions=jurisdictions,
        helplines=helplines,
        state_lines=[public(PublicStateLine, state_line) for state_line in directory.state_lines],
    )
    return _json(export.model_dump())


def contacts_json_schema() -> bytes:
    """The JSON Schema of the export."""
    schema = PublicContacts.model_json_schema(mode="serialization")
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return _json({**about, **schema, "title": f"Contacts, version {VERSION}"})


def _json(value: object) -> bytes:
    """JSON for people and programs: indented, accents kept, one final line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
