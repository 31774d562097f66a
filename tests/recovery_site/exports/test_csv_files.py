"""CSV files, read back with the csv module."""

import csv
import io
import re

import pytest
from recovery_site.data.directory import Data, Directory
from recovery_site.data.value_types import Checked
from recovery_site.exports import csv_files

from tests.conftest import FlyerPerson, assignment, slug, with_people
from tests.recovery_site.exports.expected import due, expected_state_line, frozen_part, provenance

STARTS = ["=", "+", "-", "@", "\t", "\r"]


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows, as a spreadsheet reads them."""
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def both(directory: Directory) -> list[bytes]:
    """Both CSV files."""
    pages = {record.id: f"https://x.example/{record.id}/" for record in directory.jurisdictions}
    return [csv_files.contacts_csv(directory), csv_files.jurisdictions_csv(directory, pages)]


def test_everyone_on_the_flyer_is_a_row(flyer: list[FlyerPerson], data: Data) -> None:
    people = [
        row for row in rows(csv_files.contacts_csv(data.directory)) if row["type"] == "person"
    ]
    assert len(people) == len(flyer)
    by_name = {row["name"]: row for row in people}
    records = {record["name"]: record for record in frozen_part("people")}
    for printed in flyer:
        row = by_name[printed.name]
        role = row.pop("role")
        assert role.upper() == ("RESOURCE SPECIALIST" if printed.region else printed.heading)
        assert row == provenance(records[printed.name]) | {
            "type": "person",
            "id": slug(printed.name),
            "name": printed.name,
            "credentials": printed.credentials,
            "region": str(printed.region or ""),
            "phone": printed.phone,
            "email": printed.email,
            **dict.fromkeys(("text", "web", "hours", "tty", "chat", "note"), ""),
        }


def test_the_mailbox_is_the_first_row(flyer_mailbox: str, data: Data) -> None:
    row = rows(csv_files.contacts_csv(data.directory))[0]
    filled = {field: value for field, value in row.items() if value}
    assert filled == provenance(frozen_part("team")) | {
        "type": "team",
        "id": "rst",
        "name": "Child Sex Trafficking Recovery Services Team",
        "email": flyer_mailbox,
    }


def test_every_published_helpline_is_a_row_with_its_checked_channels_only(data: Data) -> None:
    expected = []
    for helpline in frozen_part("helplines"):
        channels = [channel for channel in helpline["channels"] if channel["checked"]]
        if not channels:
            continue
        ways: dict[str, list[str]] = {kind: [] for kind in ("phone", "text", "tty", "web", "chat")}
        for channel in channels:
            kind, value, said = channel["kind"], channel["value"], channel.get("words", "")
            aside = f" ({said})" if said and not re.search(r"\d", said) else ""
            way = f"{said} to {value}".removeprefix(" to ") if kind == "text" else ""
            ways[kind].append(way or value + aside)
        checked = min(channel["checked"] for channel in channels)
        expected.append(
            {
                "type": "help line",
                "id": helpline["id"],
                "name": helpline["name"],
                **dict.fromkeys(("credentials", "role", "region", "email"), ""),
                **{kind: "; ".join(values) for kind, values in ways.items()},
                "hours": helpline.get("hours", ""),
                "note": helpline.get("note", ""),
                "checked": checked if len(checked) > 7 else f"{checked} (day not known)",
                "source": helpline["source"],
                "check_due": due(checked),
            }
        )
    assert len(expected) > 10
    contacts = rows(csv_files.contacts_csv(data.directory))
    assert [row for row in contacts if row["type"] == "help line"] == expected


def test_a_spreadsheet_takes_no_month_for_a_day_and_no_number_for_a_formula(data: Data) -> None:
    changes = {"phone": "+1 571 645 6233", "checked": Checked(2026, 11, None)}
    directory = with_people(data.directory, {"Kyla Conlee": changes})
    (row,) = [row for row in rows(both(directory)[0]) if row["name"] == "Kyla Conlee"]
    assert (row["phone"], row["checked"]) == ("1 571 645 6233", "2026-11 (day not known)")


def test_all_56_are_rows_without_a_region_until_it_is_confirmed(
    the_56: dict[str, str], data: Data
) -> None:
    jurisdictions = rows(both(data.directory)[1])
    assert {row["code"]: row["name"] for row in jurisdictions} == the_56
    assert len(jurisdictions) == 56
    records = {record["code"]: record for record in frozen_part("jurisdictions")}
    for row in jurisdictions:
        assert (row["region"], row["specialists"]) == ("", "")
        assert row["page"] == f"https://x.example/{slug(row['name'])}/"
        assert provenance(row) == provenance(records[row["code"]])


def test_all_56_follow_the_regions_once_they_are_known(
    flyer: list[FlyerPerson], the_56: dict[str, str], region_data: Data
) -> None:
    region_of = {code: str(region) for code, region in assignment().items()}
    name_of = {str(printed.region): printed.name for printed in flyer if printed.region}
    by_code = {row["code"]: row for row in rows(both(region_data.directory)[1])}
    assert set(by_code) == set(the_56)
    for code, row in by_code.items():
        assert row["region"] == region_of[code]
        assert row["specialists"] == name_of[region_of[code]]
        assert (row["checked"], row["check_due"]) == ("2026-11-23", "2027-05-22")


def test_several_regions_or_specialists_share_a_cell_and_an_extension_stands_as_written(
    region_data: Data,
) -> None:
    changes = {"regions": (4, 5), "phone": "571.645.6233 x12"}
    contacts, jurisdictions = both(with_people(region_data.directory, {"Kyla Conlee": changes}))
    (row,) = [row for row in rows(contacts) if row["name"] == "Kyla Conlee"]
    assert (row["region"], row["phone"]) == ("4; 5", "571.645.6233 x12")
    texts = {row["specialists"] for row in rows(jurisdictions) if row["region"] == "5"}
    assert [sorted(text.split("; ")) for text in texts] == [["Courtney Desilet", "Kyla Conlee"]]


def test_columns_are_the_ones_that_the_page_explains(data: Data) -> None:
    contacts, jurisdictions = both(data.directory)
    assert list(rows(contacts)[0]) == [
        "type", "id", "name", "credentials", "role", "region", "phone", "email",
        "text", "web", "hours", "checked", "source", "check_due", "tty", "chat", "note",
    ]  # fmt: skip
    assert list(rows(jurisdictions)[0]) == [
        "code", "name", "region", "specialists", "page", "checked", "source",
        "region_checked", "region_source", "check_due",
    ]  # fmt: skip


def test_files_start_with_the_mark_of_utf_8_and_end_lines_as_rfc_4180_asks(data: Data) -> None:
    for content in both(data.directory):
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\xef\xbb\xbf") == 1
        assert content.endswith(b"\r\n")
        assert not {b"\r", b"\n"} & {bytes([byte]) for byte in content.replace(b"\r\n", b"")}


@pytest.mark.parametrize(
    "text",
    ["Lee, Kim", 'Kim "Kit" Lee', '"', ",", '","', "José Núñez-O’Brien", "<b>&amp;", *STARTS],
)
def test_commas_quotes_and_accents_stay_in_their_cell_and_a_formula_becomes_text(
    data: Data, text: str
) -> None:
    changes = {"credentials": text, "role": text, "source": text}
    directory = with_people(data.directory, {"Brittany Butler": changes})
    content = csv_files.contacts_csv(directory)
    (row,) = [row for row in rows(content) if row["email"] == "BButler@ncmec.org"]
    cell = f"'{text}" if text in STARTS else text
    assert [row[field] for field in changes] == [cell] * 3


def test_each_checked_state_line_is_a_row_and_no_other(
    data: Data, all_checked: Data, state_rows: list[dict[str, str]], the_56: dict[str, str]
) -> None:
    real = [row for row in state_rows if row.get("checked")]
    content = csv_files.state_lines_csv(data.directory)
    assert content.decode("utf-8-sig").split("\r\n")[0] == (
        "code,jurisdiction,kind,name,phone,web,hours,note,checked,source,check_due"
    )
    assert len(rows(content)) == len(real)
    state_lines = rows(csv_files.state_lines_csv(all_checked.directory))
    assert len(state_lines) == len(state_rows)
    by_name = {row["name"]: row for row in state_lines}
    for index, row in enumerate(state_rows):
        expected = expected_state_line(index, row) | {"jurisdiction": the_56[row["code"]]}
        assert by_name[expected["name"]] == expected
