"""What single values may be, what links they give, and what one can ask of the directory."""

import dataclasses
import re
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from pydantic import ValidationError
from recovery_site.data import loader as load
from recovery_site.data.directory import Data, Directory
from recovery_site.data.record_base import Record
from recovery_site.data.records import Channel, HelpLine, Jurisdiction, Person, Sourced
from recovery_site.data.value_types import Checked, e164, slug

from tests.conftest import assignment, frozen_texts, loaded, with_people

SOURCED = {"source": "the flyer", "checked": "2026-11-23"}


def person_with(**fields: str) -> Person:
    return Person.model_validate({"name": "A", "role": "B", **SOURCED, **fields})


def helpline_with(*channels: dict[str, str], **fields: str) -> HelpLine:
    about = {"id": "a", "name": "A", "group": "crisis", "what_for": "B", "grade": "A"}
    return HelpLine.model_validate({**about, "source": "C", "channels": channels, **fields})


def directory_of(contacts: str) -> Directory:
    """The directory of other contacts than the real ones."""
    return loaded(frozen_texts() | {load.FILES[0]: contacts}).directory


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(
            ("U.S. Virgin Islands", "us-virgin-islands"),
            ("Courtney O'Désilet", "courtney-odesilet"),
        ),
        *(("Courtney O’Désilet", "courtney-odesilet"), ("Hagåtña / Guåhan", "hagatna-guahan")),
        *((" A  --  B & <C> ", "a-b-c"), ("=1+1", "1-1"), ("988 Lifeline", "988-lifeline")),
        *(("Łukasz Đặng", "lukasz-dang"), ("Søren Groß", "soren-gross"), ("…", ""), ("", "")),
        *(("Æsa Œuvrard", "aesa-oeuvrard"), ("Þóra Ísleif", "thora-isleif")),
    ],
)
def test_a_name_gives_an_address_part(name: str, expected: str) -> None:
    assert slug(name) == expected


class TestChecked:
    """The day or month of a check."""

    @pytest.mark.parametrize(
        ("text", "day", "words"),
        [("2026-03-09", 9, "March 9, 2026"), ("2026-03", None, "March 2026")],
    )
    def test_a_day_or_a_month_is_read_and_shown(
        self, text: str, day: int | None, words: str
    ) -> None:
        checked = Checked.parse(text)
        assert checked == Checked(2026, 3, day)
        assert (checked.iso, checked.words) == (text, words)
        assert checked.earliest == date(2026, 3, day or 1)

    @pytest.mark.parametrize(
        "text",
        [
            *("2026-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"),
            *("2026-01-32", "2026-13", "2026-00", "0026-11-23", "1926-11-23"),
            *("", "2026", "26-11-23", "2026-1-1", "2026-11-23 ", "2026/11/23", "11/23/2026"),
            *("November 2026", "2026-11-23T10:00", "2026-11-", "20261123", "2026-11-23\n"),
        ],
    )
    def test_what_is_not_a_date_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="is not a date"):
            Checked.parse(text)

    def test_hyphens_are_read_however_word_writes_them(self) -> None:
        assert Checked.parse("2026–11–23") == Checked(2026, 11, 23)


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        *(("571.645.6233", "+15716456233"), ("(571) 645-6233", "+15716456233")),
        *(("5716456233", "+15716456233"), ("1-571-645-6233", "+15716456233")),
        *(("+1 571 645 6233", "+15716456233"), ("1-800-843-5678", "+18008435678")),
        *(("684-633-1222", "+16846331222"), ("671-475-8600", "+16714758600")),
        *(("670-234-7272", "+16702347272"), ("787-721-7000", "+17877217000")),
        ("340-774-0001", "+13407740001"),
    ],
)
def test_phones_of_the_country_and_its_territories_can_be_dialled(phone: str, dialled: str) -> None:
    assert e164(phone) == dialled
    assert person_with(phone=phone).tel == dialled


@pytest.mark.parametrize("extension", [" ext. 12", " x12", ";ext=12", ", extension 12"])
def test_a_phone_may_have_an_extension_and_has_hyphens(extension: str) -> None:
    person = person_with(phone=f"571–645–6233{extension}")
    assert person.phone == f"571-645-6233{extension}"
    assert person.tel == "+15716456233;ext=12"


@pytest.mark.parametrize(
    "phone",
    [
        *("571.645", "645.6233", "571.645.623", "571.645.62334", "911", "", "call us"),
        *("+44 20 7946 0958", "416-967-1111", "+1 876 922 0580", "000-000-0000", "123-456-7890"),
        *("٥٧١.٦٤٥.٦٢٣٣", "５７１.645.6233", "☎ 571.645.6233"),
    ],
)
def test_other_phones_are_refused(phone: str) -> None:
    with pytest.raises(ValueError, match="is not a phone number"):
        e164(phone)


@pytest.mark.parametrize(
    "address",
    [
        *("аna@ncmec.org", "ana@ncmеc.org", "o’brien@ncmec.org", "ana\u2011li@ncmec.org"),
        *("ana\ufe0f@ncmec.org", "ana\u3164@ncmec.org", "ａna@ncmec.org", "ana@ncmec。org"),
    ],
)
def test_an_e_mail_address_is_what_a_keyboard_types(address: str) -> None:
    with pytest.raises(ValidationError, match="is not on your keyboard"):
        person_with(email=address)


@pytest.mark.parametrize("text", ["null", "None", "N/A", "TBD", "tbd.", "-", "?", "unknown"])
def test_a_word_for_nothing_is_no_value(text: str) -> None:
    with pytest.raises(ValidationError, match="would be shown as it is"):
        person_with(credentials=text)


@pytest.mark.parametrize("name", ["Vacant", "FIRST LAST", "To be hired"])
def test_a_person_has_a_name(name: str) -> None:
    with pytest.raises(ValidationError, match="is not the name of a person"):
        person_with(name=name)


def test_a_person_without_credentials_phone_or_region_is_complete() -> None:
    person = person_with(name="Zoë O'Neil")
    assert (person.id, person.full_name) == ("zoe-oneil", "Zoë O'Neil")
    assert (person.tel, person.regions) == (None, ())


@pytest.mark.parametrize(
    ("regions", "numbers", "name"),
    [
        ("4", (4,), "Region 4"),
        ("4; 5", (4, 5), "Regions 4 and 5"),
        ("1, 4 ;5", (1, 4, 5), "Regions 1, 4 and 5"),
        ("", (), ""),
    ],
)
def test_a_person_serves_one_region_or_several(
    regions: str, numbers: tuple[int, ...], name: str
) -> None:
    person = person_with(regions=regions)
    assert (person.regions, person.region_names) == (numbers, name)


def test_a_jurisdiction_knows_its_names_and_address() -> None:
    jurisdiction = Jurisdiction.model_validate(
        {"code": "VI", "name": "U.S. Virgin Islands", "also": "USVI; St. Croix;; ", **SOURCED}
    )
    assert jurisdiction.also == ("USVI", "St. Croix")
    assert jurisdiction.label == "U.S. Virgin Islands (VI)"
    assert jurisdiction.address == "jurisdictions/us-virgin-islands/index.html"


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        *(("phone", "911", "tel:911"), ("phone", "571.645.6233", "tel:+15716456233")),
        *(("tty", "711", "tel:711"), ("tty", "1-800-487-4889", "tel:+18004874889")),
        *(("text", "741741", "sms:741741"), ("text", "1-844-762-8483", "sms:+18447628483")),
        *(("web", "a.org", "https://a.org"), ("chat", "a.org/chat", "https://a.org/chat")),
    ],
)
def test_a_channel_can_be_linked(kind: str, value: str, href: str) -> None:
    assert Channel.model_validate({"kind": kind, "value": value, "words": "HOME"}).href == href


def test_a_helpline_publishes_the_channels_that_were_checked() -> None:
    helpline = helpline_with(
        {"kind": "web", "value": "a.org"},
        {"kind": "phone", "value": "911", "checked": "2026-11"},
        {"kind": "text", "value": "988", "checked": "2026-10-31"},
    )
    assert [channel.value for channel in helpline.published] == ["911", "988"]
    assert helpline.primary.value == "911"
    assert helpline.checked.iso == "2026-10-31"


class TestDirectory:
    """Questions that views and exports ask."""

    def test_regions_stand_by_number(self, region_text: str) -> None:
        swapped = region_text.replace("- number: 1\n", "- number: X\n", 1)
        swapped = swapped.replace("- number: 5\n", "- number: 1\n", 1)
        directory = directory_of(swapped.replace("- number: X\n", "- number: 5\n", 1))
        assert [region.number for region in directory.contacts.regions] == [5, 2, 3, 4, 1]
        assert [region.number for region in directory.regions] == [1, 2, 3, 4, 5]
        assert directory.regions[0].name == "Region 1"

    def test_jurisdictions_of_a_region_are_those_it_lists(self, region_data: Data) -> None:
        directory = region_data.directory
        for region in directory.regions:
            expected = {code for code, number in assignment().items() if number == region.number}
            jurisdictions = directory.jurisdictions_of(region)
            names = [jurisdiction.name for jurisdiction in jurisdictions]
            assert {jurisdiction.code for jurisdiction in jurisdictions} == expected != set()
            assert names == sorted(names)
            assert all(directory.region_of(directory.by_code[code]) is region for code in expected)
        assert directory.jurisdictions_of(None) == ()
        assert directory.assigned

    def test_while_nothing_is_assigned_all_are_without_a_region(self, data: Data) -> None:
        directory = data.directory
        assert not directory.assigned
        assert directory.jurisdictions_of(None) == directory.jurisdictions
        assert [directory.jurisdictions_of(region) for region in directory.regions] == [()] * 5

    def test_each_region_of_the_flyer_has_its_specialist(
        self, data: Data, flyer: list[Any]
    ) -> None:
        regions = {person.region: person.name for person in flyer if person.region}
        assert sorted(regions) == [1, 2, 3, 4, 5]
        for region in data.directory.regions:
            [person] = data.directory.specialists_of(region)
            assert person.name == regions[region.number]
        specialists, leaders = data.directory.specialists, data.directory.leaders
        assert [person.name for person in specialists] == [regions[n] for n in range(1, 6)]
        names = {person.name for person in flyer if not person.region}
        assert {person.name for person in leaders} == names
        assert data.directory.people == (*specialists, *leaders)
        assert len(data.directory.people) == 7

    def test_a_region_may_have_two_specialists_and_another_none(
        self, data: Data, flyer: list[Any]
    ) -> None:
        names = {person.region: person.name for person in flyer}
        directory = with_people(
            data.directory, {names[5]: {"regions": (1,)}, names[3]: {"regions": (4, 3)}}
        )
        served = {
            region.number: {person.name for person in directory.specialists_of(region)}
            for region in directory.regions
        }
        assert served[1] == {names[1], names[5]}
        assert served[3] == {names[3]}
        assert served[4] == {names[3], names[4]}
        assert served[5] == set()
        assert [min(person.regions) for person in directory.specialists] == [1, 1, 2, 3, 4]
        assert len(directory.people) == 7

    def test_only_helplines_with_a_checked_channel_can_be_asked_for(self, data: Data) -> None:
        shown, held = 0, 0
        for helpline in data.directory.contacts.helplines:
            if any(channel.checked for channel in helpline.channels):
                shown += 1
                assert data.directory.helpline(helpline.id) is helpline
                assert helpline in data.directory.helplines
            else:
                held += 1
                assert helpline not in data.directory.helplines
                with pytest.raises(KeyError):
                    data.directory.helpline(helpline.id)
        assert shown
        assert held

    def test_each_record_knows_the_line_where_it_is_edited(self, data: Data) -> None:
        directory = data.directory
        contacts = directory.contacts
        records: list[tuple[Record, str]] = [
            (contacts.team, "team:"),
            *((region, f"- number: {region.number}") for region in contacts.regions),
            *((person, f"- name: {person.name}") for person in contacts.people),
            *((record, f"- code: {record.code}") for record in contacts.jurisdictions),
            *((helpline, f"- id: {helpline.id}") for helpline in contacts.helplines),
            *((reference, f"- id: {reference.id}") for reference in data.references.values()),
            *((record, f"- code: {record.code}") for record in directory.all_state_lines),
        ]
        assert len(records) > 1 + 5 + 7 + 56 + 20 + 200 + 112
        texts = {name: text.split("\n") for name, text in frozen_texts().items()}
        linked = data.with_repository("https://x.example/a/").directory
        for record, start in records:
            line = texts[record.row.file][record.row.line - 1].strip()
            assert line.replace('"', "") == start
            assert record.where == f"{record.row.file}:{record.row.line}"
            assert linked.suggest(record) == (
                f"https://x.example/a/blob/main/{record.row.file}#L{record.row.line}"
            )
            assert directory.suggest(record) == ""


class TestChecks:
    @pytest.mark.parametrize(
        ("checked", "months", "due"),
        [
            ("2026-11-23", 6, "2027-05-23"),
            ("2026-11", 6, "2027-05-01"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2027-08-29", 6, "2028-02-29"),
            ("2026-12-31", 1, "2027-01-31"),
            ("2026-12-01", 24, "2028-12-01"),
            ("2026-06-15", 12, "2027-06-15"),
        ],
    )
    def test_a_check_holds_for_so_many_months(self, checked: str, months: int, due: str) -> None:
        assert Checked.parse(checked).due(months) == date.fromisoformat(due)

    def test_months_count_as_another_program_counts_them(self) -> None:
        start = date(2026, 1, 1)
        for days in range(0, 800, 7):
            day = start + timedelta(days)
            for months in range(1, 25):
                due = Checked(day.year, day.month, day.day).due(months)
                assert due == day + relativedelta(months=months)

    def test_every_record_is_overdue_from_the_day_after_the_last_and_not_before(
        self, region_data: Data
    ) -> None:
        directory = region_data.directory
        records: list[Sourced | HelpLine] = [directory.team, *directory.people]
        records += directory.jurisdictions
        helplines = [helpline for helpline in directory.helplines if helpline.id != "911"]
        assert len(records) == 1 + 7 + 56
        assert len(helplines) > 10
        for record in [*records, *helplines]:
            region = directory.region_of(record) if isinstance(record, Jurisdiction) else None
            checked = region.checked if region else record.checked
            assert checked
            due = checked.due(directory.team.check_months)
            assert directory.due(record) == due
            for days, late in ((-1, False), (0, False), (1, True), (400, True)):
                later = dataclasses.replace(directory, today=due + timedelta(days))
                assert later.overdue(record) is late

    def test_nobody_is_asked_to_confirm_the_emergency_number_first(self, data: Data) -> None:
        later = dataclasses.replace(data.directory, today=date(2036, 1, 1))
        emergency = [helpline.id for helpline in later.helplines if not later.overdue(helpline)]
        assert emergency == ["911"]

    def test_the_team_sets_how_long_a_check_holds_in_one_place(self) -> None:
        text = frozen_texts()[load.FILES[0]]
        for months, due in (("1", "2026-12-23"), ("24", "2028-11-23")):
            other, count = re.subn(r"(\n  check_months:) \d+\n", rf"\1 {months}\n", text)
            assert count == 1
            directory = directory_of(other)
            assert directory.due(directory.team) == date.fromisoformat(due)
