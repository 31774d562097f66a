"""The finder, the lists, and the page of each of the 56."""

import dataclasses
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from recovery_site.data.directory import Data, Directory
from recovery_site.views import jurisdictions

from tests.conftest import REGION_SOURCE, FlyerPerson, assignment, slug, with_people
from tests.recovery_site.reading import links, tel, tree, words

ROOT = "../../"


def page_of(directory: Directory, code: str) -> Any:
    """The page of one jurisdiction."""
    return tree(jurisdictions.jurisdiction_page(directory, ROOT, directory.by_code[code]))


def people_of(page: Any) -> list[str]:
    """Names at the head of the contact blocks."""
    return [words(block[0]) for block in page.iter("article")]


def test_the_finder_offers_all_56_and_works_without_scripts(
    the_56: dict[str, str], data: Data
) -> None:
    page = tree(jurisdictions.finder(data.directory, ROOT, heading="Who do I contact?"))
    (form,), (select,), (label,), (button,) = map(
        list, map(page.iter, ("form", "select", "label", "button"))
    )
    assert label.get("for") == select.get("id")
    assert words(label) == "Choose your state or territory"
    assert button.get("type") == "submit"
    (choose, _), *options = [
        (option.get("value"), words(option)) for option in select.iter("option")
    ]
    by_name = sorted(the_56.items(), key=lambda pair: pair[1])
    assert choose == ""
    assert options == [(slug(name), f"{name} ({code})") for code, name in by_name]
    list_page = f"{ROOT}jurisdictions/index.html"
    assert (form.get("action"), form.get("method")) == (list_page, "get")
    ncmec = data.directory.helpline("ncmec").primary
    assert ncmec
    assert links(page) == {
        ncmec.href: ncmec.value,
        list_page: "List of all 56",
        f"{ROOT}contacts/index.html": "Everyone on the team",
    }
    (note,) = page.find_class("mind")
    assert words(note) == f"Nobody answers: {data.directory.team.organization_short} {ncmec.value}"


def test_the_page_of_each_of_the_56_says_that_its_region_is_open_and_shows_all_five(
    flyer: list[FlyerPerson], flyer_mailbox: str, the_56: dict[str, str], data: Data
) -> None:
    regional = sorted((p for p in flyer if p.region), key=lambda person: person.region or 0)
    assert len(regional) == 5
    for code, name in the_56.items():
        page = page_of(data.directory, code)
        (notice,) = page.find_class("unconfirmed")
        said = f"We do not know yet which specialist serves {name}. The team tells you."
        assert words(notice) == said
        first = words(page.find_class("contact-first")[0])
        assert f"Name {name}. Leave the child’s name and details out of a first e-mail." in first
        for part in ("strip", "now"):
            (urgent,) = page.find_class(part)
            assert list(links(urgent)) == ["tel:911", "tel:+18008435678"]
        assert people_of(page) == ["The team mailbox", *(person.name for person in regional)]
        texts = links(page)
        for printed in regional:
            assert texts[tel(printed.phone)] == printed.phone
            assert printed.email in texts.values()
            assert f"{ROOT}contacts/{slug(printed.name)}.vcf" in texts
        mails = [address for address in texts if address.startswith("mailto:")]
        assert mails[0].startswith(f"mailto:{flyer_mailbox}?")
        assert len(mails) == 6
        for mail in mails:
            subject = parse_qs(urlsplit(mail).query)["subject"]
            assert subject == [f"Question from {name} ({code})"]
        assert "is in Region" not in words(page)


def test_the_page_of_each_of_the_56_shows_only_its_specialist_once_its_region_is_known(
    flyer: list[FlyerPerson], flyer_mailbox: str, the_56: dict[str, str], region_data: Data
) -> None:
    by_region = {printed.region: printed for printed in flyer}
    for code, name in the_56.items():
        page = page_of(region_data.directory, code)
        region = assignment()[code]
        specialist = by_region[region]
        assert people_of(page) == [specialist.name]
        text = words(page)
        assert words(page.find_class("kicker")[0]) == f"{region}Region {region}"
        assert f"Resource Specialist for {name}" in text
        assert f"Call {specialist.phone}" in text
        assert not page.find_class("strip")
        (urgent,) = page.find_class("now")
        ways = [address.partition("?")[0] for address in links(urgent)]
        assert ways == ["tel:911", "tel:+18008435678", f"mailto:{flyer_mailbox}"]
        assert "confirmed" not in text
        near = [the_56[c] for c in the_56 if assignment()[c] == region and c != code]
        assert sorted(links(page.find_class("near")[0]).values()) == sorted(near)
        assert tel(specialist.phone) in links(page)
        assert any(address.startswith(f"mailto:{specialist.email}?") for address in links(page))
        checked = f"Region {region} checked November 22, 2026, against {REGION_SOURCE}."
        assert checked in [words(note) for note in page.find_class("checked")]
        source = html.tostring(page, encoding="unicode")
        for other in flyer:
            facts = [other.name, other.phone, other.email]
            assert other == specialist or not [fact for fact in facts if fact in source]


def test_a_page_in_a_region_without_specialist_leads_to_the_mailbox(
    the_56: dict[str, str], region_data: Data
) -> None:
    directory = with_people(region_data.directory, {"Kyla Conlee": {"regions": ()}})
    codes = [code for code in the_56 if assignment()[code] == 4]
    assert codes
    for code in codes:
        page = page_of(directory, code)
        assert people_of(page) == ["The team mailbox"]
        (notice,) = page.find_class("unconfirmed")
        said = f"{the_56[code]} is in Region 4, which has no specialist listed now."
        assert words(notice) == said


def test_a_page_in_a_region_with_two_specialists_shows_both(region_data: Data) -> None:
    directory = with_people(region_data.directory, {"Samantha Sahl": {"regions": (4,)}})
    assert people_of(page_of(directory, "FL")) == ["Kyla Conlee", "Samantha Sahl, DSW, LCSW"]


@pytest.mark.parametrize(("field", "scheme"), [("phone", "tel:"), ("email", "mailto:")])
def test_a_page_shows_a_person_without_phone_or_without_e_mail(
    region_data: Data, field: str, scheme: str
) -> None:
    page = page_of(with_people(region_data.directory, {"Kyla Conlee": {field: None}}), "FL")
    (person,) = page.iter("article")
    assert not [address for address in links(person) if address.startswith(scheme)]
    assert ("No phone number is published." in words(person)) == (field == "phone")
    assert len(page.find_class("strip")) == (field == "phone")
    (primary,) = person.find_class("primary")
    assert not primary.get("href").startswith(scheme)


def test_each_page_is_found_by_its_other_names(data: Data) -> None:
    named = [jurisdiction for jurisdiction in data.directory.jurisdictions if jurisdiction.also]
    assert {"VI", "MP"} <= {jurisdiction.code for jurisdiction in named}
    for jurisdiction in data.directory.jurisdictions:
        also = list(map(words, page_of(data.directory, jurisdiction.code).find_class("also")))
        said = (
            f"This page is also found under: {jurisdiction.code}, {', '.join(jurisdiction.also)}."
        )
        assert also == [said] * (jurisdiction in named)


def state_lines_section(directory: Directory, code: str) -> Any:
    """The part of a page about the jurisdiction's state lines."""
    (section,) = page_of(directory, code).find_class("local-lines")
    return section


NOT_CHECKED = {
    "": ("hotline and the missing-child clearinghouse are", "them", ["tel:+18004224453"]),
    "abuse_hotline": ("missing-child clearinghouse is", "it", ["tel:+18008435678"]),
    "clearinghouse": ("child-abuse hotline is", "it", ["tel:+18004224453"]),
}
"""By the kind that is checked: what the page says of the other state lines, and whom it names instead."""


@pytest.mark.parametrize("kind", NOT_CHECKED)
def test_a_page_says_plainly_which_of_its_state_lines_are_not_checked_and_where_to_turn(
    the_56: dict[str, str], all_checked: Data, kind: str
) -> None:
    directory = all_checked.directory
    records = tuple(record for record in directory.all_state_lines if record.kind == kind)
    assert bool(records) == bool(kind)
    directory = dataclasses.replace(directory, all_state_lines=records)
    subject, them, numbers = NOT_CHECKED[kind]
    for code, name in the_56.items():
        section = state_lines_section(directory, code)
        (said,) = section.findall("p")
        because = f"{subject} not on this page, because the team has not checked {them} yet."
        assert words(said).startswith(f"{name}: the ")
        assert because in words(said)
        assert list(links(said)) == numbers
        kept_out = [part.get("data-search-exclude") is not None for part in (section, said)]
        assert kept_out == [not kind, bool(kind)]


@pytest.mark.parametrize(("days", "overdue"), [(0, False), (1, True)])
def test_a_checked_state_line_stands_on_the_page_of_its_jurisdiction_and_on_no_other(
    the_56: dict[str, str],
    all_checked: Data,
    state_rows: list[dict[str, str]],
    days: int,
    overdue: bool,
) -> None:
    kinds = {"abuse_hotline": "Child-abuse hotline", "clearinghouse": "Missing-child clearinghouse"}
    today = date(2027, 5, 20) + timedelta(days)
    directory = dataclasses.replace(all_checked.directory, today=today)
    indexes = []
    for code in the_56:
        section = state_lines_section(directory, code)
        assert section.find("p") is None
        for card in section.iter("article"):
            index = int(words(card.find("h3")).removeprefix("Made-up line "))
            indexes.append(index)
            assert state_rows[index]["code"] == code
            kind = kinds[state_rows[index]["kind"]]
            assert words(card.find("p")) == f"{kind} for {the_56[code]}"
            assert links(card) == {
                f"tel:+1202555{1000 + index}": f"Call 202-555-{1000 + index}",
                f"https://example.gov/{code.lower()}/{index}": "Go to example.gov",
            }
            (checked,) = map(words, card.find_class("checked"))
            assert f"hecked November 20, 2026, against the made-up page {index}." in checked
            assert ("confirm it before you rely on it" in checked) == overdue
            assert f"When Made-up hours {index}" in words(card)
            assert f"Note Made-up note {index}" in words(card)
    assert sorted(indexes) == list(range(len(state_rows)))


def test_each_state_line_leads_to_its_record(all_checked: Data) -> None:
    directory = all_checked.with_repository("https://repository.example/site").directory
    for code in directory.by_code:
        records = directory.state_lines_of(directory.by_code[code])
        section = state_lines_section(directory, code)
        cards = section.xpath(".//article[.//a[.='Suggest a change']]")
        addresses = {card.findtext("h3"): card.xpath(".//a/@href")[-1] for card in cards}
        assert addresses == {record.name: directory.suggest(record) for record in records} != {}
