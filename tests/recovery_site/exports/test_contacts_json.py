"""The JSON export: complete, valid against its published schema, and nothing held back in it."""

import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from recovery_site.data.directory import Data
from recovery_site.exports import contacts_json as opendata

from tests.conftest import REGION_SOURCE, TOP, FlyerPerson, assigned, assignment, slug, with_people
from tests.recovery_site.exports.expected import due, expected_state_line, frozen_part, provenance
from tests.recovery_site.reading import href


def exported(data: Data) -> bytes:
    """The export."""
    people = [person.id for person in data.directory.people]
    cards = {name: f"https://x.example/contacts/{name}.vcf" for name in people}
    jurisdictions = [jurisdiction.id for jurisdiction in data.directory.jurisdictions]
    pages = {name: f"https://x.example/jurisdictions/{name}/" for name in jurisdictions}
    return opendata.contacts_json(data.directory, cards, pages)


def export(data: Data) -> Any:
    """The export, read back."""
    return json.loads(exported(data))


def schema() -> Any:
    """The published schema, read back."""
    return json.loads(opendata.contacts_json_schema())


def test_the_export_is_what_its_schema_says_with_and_without_regions(
    data: Data, region_data: Data
) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    for variant in (data, region_data):
        assert not list(validator.iter_errors(export(variant)))


@pytest.mark.parametrize(
    "break_it",
    [
        lambda value: value.pop("version"),
        lambda value: value.update(extra=1),
        lambda value: value["people"][0].update(region="1"),
        lambda value: value["people"][0].pop("tel"),
        lambda value: value["jurisdictions"][0].update(specialists=None),
        lambda value: value["helplines"][0]["channels"][0].update(hold="x"),
    ],
)
def test_the_schema_refuses_another_form(data: Data, break_it: Any) -> None:
    value = export(data)
    break_it(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, schema())


def test_version_stands_in_the_export_and_in_the_title_of_the_schema(data: Data) -> None:
    assert export(data)["version"] == "1.2"
    assert schema()["title"] == "Contacts, version 1.2"
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_field_of_the_export_is_in_the_schema_as_required(data: Data) -> None:
    definitions = {"": schema(), **schema()["$defs"]}
    assert len(definitions) == 7
    for definition in definitions.values():
        assert set(definition["required"]) == set(definition["properties"])
        assert definition["additionalProperties"] is False
    assert set(export(data)) == set(schema()["required"])


def test_everyone_on_the_flyer_is_there(flyer: list[FlyerPerson], data: Data) -> None:
    people = {person["name"]: person for person in export(data)["people"]}
    records = {record["name"]: record for record in frozen_part("people")}
    assert len(export(data)["people"]) == len(flyer)
    for printed in flyer:
        person = people[printed.name]
        role = person.pop("role")
        assert role.upper() == ("RESOURCE SPECIALIST" if printed.region else printed.heading)
        assert person == provenance(records[printed.name]) | {
            "id": slug(printed.name),
            "name": printed.name,
            "credentials": printed.credentials or None,
            "region": printed.region,
            "regions": [printed.region] if printed.region else [],
            "phone": printed.phone,
            "tel": "+1" + printed.phone.replace(".", ""),
            "email": printed.email,
            "vcard": f"https://x.example/contacts/{slug(printed.name)}.vcf",
        }


def test_the_team_and_its_regions_are_there(flyer_mailbox: str, data: Data) -> None:
    assert export(data)["team"] == provenance(frozen_part("team")) | {
        "name": "Child Sex Trafficking Recovery Services Team",
        "short_name": "RST",
        "organization": "National Center for Missing & Exploited Children",
        "email": flyer_mailbox,
    }
    assert export(data)["regions"] == [1, 2, 3, 4, 5]


def test_all_56_are_there_and_none_has_a_region_until_it_is_confirmed(
    the_56: dict[str, str], data: Data
) -> None:
    value = export(data)
    assert value["regions_confirmed"] is False
    records = {record["code"]: record for record in frozen_part("jurisdictions")}
    assert len(value["jurisdictions"]) == len(the_56)
    assert {entry["code"]: entry["name"] for entry in value["jurisdictions"]} == the_56
    assert any(record.get("also") for record in records.values())
    for entry in value["jurisdictions"]:
        assert (entry["region"], entry["specialists"]) == (None, [])
        assert entry["page"] == f"https://x.example/jurisdictions/{slug(entry['name'])}/"
        assert "; ".join(entry["also"]) == records[entry["code"]].get("also", "")
        assert provenance(entry) == provenance(records[entry["code"]])


def test_all_56_name_their_specialist_once_regions_are_known(
    flyer: list[FlyerPerson], the_56: dict[str, str], region_data: Data
) -> None:
    region_of = assignment()
    id_of = {printed.region: slug(printed.name) for printed in flyer}
    value = export(region_data)
    assert value["regions_confirmed"] is True
    assert {entry["code"] for entry in value["jurisdictions"]} == set(the_56)
    for entry in value["jurisdictions"]:
        assert entry["region"] == region_of[entry["code"]]
        assert entry["specialists"] == [id_of[entry["region"]]]
        assert (entry["checked"], entry["check_due"]) == ("2026-11-23", due("2026-11-22"))
        assert (entry["region_checked"], entry["region_source"]) == ("2026-11-22", REGION_SOURCE)


def test_regions_are_confirmed_only_when_each_of_the_56_has_a_region(data: Data) -> None:
    codes = {"TX", "OK", "LA"}
    three = assigned(data.directory, dict.fromkeys(codes, 4))
    value = export(replace(data, directory=three))
    assert value["regions_confirmed"] is False
    assert {entry["code"] for entry in value["jurisdictions"] if entry["region"]} == codes


def test_a_person_may_serve_several_regions_and_have_an_extension(data: Data) -> None:
    changes = {"regions": (5, 4), "phone": "571.645.6233 x12"}
    directory = with_people(data.directory, {"Kyla Conlee": changes})
    people = export(replace(data, directory=directory))["people"]
    (person,) = [person for person in people if person["name"] == "Kyla Conlee"]
    assert (person["region"], person["regions"]) == (4, [5, 4])
    assert (person["phone"], person["tel"]) == ("571.645.6233 x12", "+15716456233;ext=12")


def test_every_published_channel_is_there_and_none_that_is_held_back(data: Data) -> None:
    facts = ("who_for", "hours", "languages", "note")
    expected = []
    for record in frozen_part("helplines"):
        channels = [
            {field: channel.get(field) for field in ("kind", "value", "words", "checked")}
            | {"href": href(channel), "check_due": due(channel["checked"])}
            for channel in record["channels"]
            if channel["checked"]
        ]
        always = {field: record[field] for field in ("id", "name", "group", "what_for", "source")}
        known = {field: record.get(field) or None for field in facts}
        expected += [{**always, **known, "channels": channels}] if channels else []
    assert 10 < len(expected) < len(frozen_part("helplines"))
    assert export(data)["helplines"] == expected


def test_each_checked_state_line_is_there_and_no_other(
    data: Data, all_checked: Data, state_rows: list[dict[str, str]]
) -> None:
    real = [row for row in state_rows if row.get("checked")]
    assert len(export(data)["state_lines"]) == len(real)
    value = export(all_checked)
    jsonschema.validate(value, schema())
    by_name = {entry["name"]: entry for entry in value["state_lines"]}
    assert len(by_name) == len(value["state_lines"]) == len(state_rows)
    for index, row in enumerate(state_rows):
        expected = expected_state_line(index, row) | {"tel": f"+1202555{1000 + index}"}
        assert by_name[f"Made-up line {index}"] == expected


def test_accents_are_written_as_they_are(data: Data) -> None:
    assert "Hagåtña" in exported(data).decode()
    assert exported(data).endswith(b"}\n")


def test_the_page_about_open_data_lists_every_version_from_the_current_to_the_first() -> None:
    page = (TOP / "docs/open-data.md").read_text("utf-8")
    _, _, history = page.partition("\n## Changes of the form\n")
    listed = re.findall(r"^- (\d+)\.(\d+) \(\w+ \d+, \d{4}\): \S", history, re.MULTILINE)
    versions = [(int(major), int(minor)) for major, minor in listed]
    assert versions == sorted(set(versions), reverse=True)
    assert ".".join(listed[0]) == opendata.VERSION
    assert history.count("\n- ") == len(listed)
