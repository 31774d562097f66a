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


def made_page(directory: Directory, code: str) -> Any:
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
    (line,) = page.find_class("mind")
    assert words(line) == f"Nobody answers: {data.directory.team.organization_short} {ncmec.value}"


def test_the_page_of_each_of_the_56_says_that_its_region_is_open_and_shows_all_five(
    flyer: list[FlyerPerson], flyer_mailbox: str, the_56: dict[str, str], data: Data
) -> None:
    regional = sorted((p for p in flyer if p.region), key=lambda person: person.region or 0)
    assert len(regional) == 5
    for code, name in the_56.items():
        page = made_page(data.directory, code)
        (notice,) = page.find_class("unconfirmed")
        assert (
            words(notice)
            == f"We do not know yet which specialist serves {name}. The team tells you."
        )
        first = words(page.find_class("contact-first")[0])
        assert f"Name {name}. Leave the child’s name and details out of a first e-mail." in first
        for part in ("strip", "now"):
            (urgent,) = page.find_class(part)
            assert list(links(urgent)) == ["tel:911", "tel:+18008435678"]
        assert people_of(page) == ["The team mailbox", *(person.name for person in regional)]
        found = links(page)
        for printed in regional:
            assert found[tel(printed.phone)] == printed.phone
            assert printed.email in found.values()
            assert f"{ROOT}contacts/{slug(printed.name)}.vcf" in found
        mails = [address for address in found if address.startswith("mailto:")]
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
        page = made_page(region_data.directory, code)
        region = assignment()[code]
        mine = by_region[region]
        assert people_of(page) == [mine.name]
        text = words(page)
        assert words(page.find_class("kicker")[0]) == f"{region}Region {region}"
        assert f"Resource Specialist for {name}" in text
        assert f"Call {mine.phone}" in text
        assert not page.find_class("strip")
        (urgent,) = page.find_class("now")
        ways = [address.partition("?")[0] for address in links(urgent)]
        assert ways == ["tel:911", "tel:+18008435678", f"mailto:{flyer_mailbox}"]
        assert "confirmed" not in text
        near = [the_56[c] for c in the_56 if assignment()[c] == region and c != code]
        assert sorted(links(page.find_class("near")[0]).values()) == sorted(near)
        assert tel(mine.phone) in links(page)
        assert any(address.startswith(f"mailto:{mine.email}?") for address in links(page))
        checked = f"Region {region} checked November 22, 2026, against {REGION_SOURCE}."
        assert checked in [words(line) for line in page.find_class("checked")]
        source = html.tostring(page, encoding="unicode")
        for other in flyer:
            facts = [other.name, other.phone, other.email]
            assert other == mine or not [fact for fact in facts if fact in source]


def test_a_page_in_a_region_without_specialist_leads_to_the_mailbox(
    the_56: dict[str, str], region_data: Data
) -> None:
    directory = with_people(region_data.directory, {"Kyla Conlee": {"regions": ()}})
    here = [code for code in the_56 if assignment()[code] == 4]
    assert here
    for code in here:
        page = made_page(directory, code)
        assert people_of(page) == ["The team mailbox"]
        (notice,) = page.find_class("unconfirmed")
        said = f"{the_56[code]} is in Region 4, which has no specialist listed now."
        assert words(notice) == said


def test_a_page_in_a_region_with_two_specialists_shows_both(region_data: Data) -> None:
    directory = with_people(region_data.directory, {"Samantha Sahl": {"regions": (4,)}})
    assert people_of(made_page(directory, "FL")) == ["Kyla Conlee", "Samantha Sahl, DSW, LCSW"]


@pytest.mark.parametrize(("field", "scheme"), [("phone", "tel:"), ("email", "mailto:")])
def test_a_page_shows_a_person_without_phone_or_without_e_mail(
    region_data: Data, field: str, scheme: str
) -> None:
    page = made_page(with_people(region_data.directory, {"Kyla Conlee": {field: None}}), "FL")
    (person,) = page.iter("article")
    assert not [address for address in links(person) if address.startswith(scheme)]
    assert ("No phone number is published." in words(person)) == (field == "phone")
    assert len(page.find_class("strip")) == (field == "phone")
    (primary,) = person.find_class("primary")
    assert not primary.get("href").startswith(scheme)


def test_each_page_is_found_by_its_other_names(data: Data) -> None:
    named = [place for place in data.directory.jurisdictions if place.also]
    assert {"VI", "MP"} <= {place.code for place in named}
    for place in data.directory.jurisdictions:
        also = [words(line) for line in made_page(data.directory, place.code).find_class("also")]
        said = f"This page is also found under: {place.code}, {', '.join(place.also)}."
        assert also == [said] * (place in named)


def local_lines(directory: Directory, code: str) -> Any:
    """The part of a page about the jurisdiction's own lines."""
    (section,) = made_page(directory, code).find_class("local-lines")
    return section


NOT_CHECKED = {
    "": ("hotline and the missing-child clearinghouse are", "them", ["tel:+18004224453"]),
    "abuse_hotline": ("missing-child clearinghouse is", "it", ["tel:+18008435678"]),
    "clearinghouse": ("child-abuse hotline is", "it", ["tel:+18004224453"]),
}
"""By the kind of lines that are checked: what the page says of the others, and whom it names instead."""


@pytest.mark.parametrize("kind", NOT_CHECKED)
def test_a_page_says_plainly_which_of_its_lines_are_not_checked_and_where_to_turn(
    the_56: dict[str, str], all_checked: Data, kind: str
) -> None:
    found = all_checked.directory
    lines = tuple(line for line in found.all_state_lines if line.kind == kind)
    assert bool(lines) == bool(kind)
    directory = dataclasses.replace(found, all_state_lines=lines)
    name, them, numbers = NOT_CHECKED[kind]
    for code, place in the_56.items():
        section = local_lines(directory, code)
        (said,) = section.findall("p")
        because = f"{name} not on this page, because the team has not checked {them} yet."
        assert words(said).startswith(f"{place}: the ")
        assert because in words(said)
        assert list(links(said)) == numbers
        kept_out = [part.get("data-search-exclude") is not None for part in (section, said)]
        assert kept_out == [not kind, bool(kind)]


@pytest.mark.parametrize(("days", "overdue"), [(0, False), (1, True)])
def test_a_checked_line_stands_on_the_page_of_its_jurisdiction_and_on_no_other(
    the_56: dict[str, str],
    all_checked: Data,
    state_rows: list[dict[str, str]],
    days: int,
    overdue: bool,
) -> None:
    kinds = {"abuse_hotline": "Child-abuse hotline", "clearinghouse": "Missing-child clearinghouse"}
    today = date(2027, 5, 20) + timedelta(days)
    directory = dataclasses.replace(all_checked.directory, today=today)
    seen = []
    for code in the_56:
        section = local_lines(directory, code)
        assert section.find("p") is None
        for card in section.iter("article"):
            place = int(words(card.find("h3")).removeprefix("Made-up line "))
            seen.append(place)
            assert state_rows[place]["code"] == code
            kind = kinds[state_rows[place]["kind"]]
            assert words(card.find("p")) == f"{kind} for {the_56[code]}"
            assert links(card) == {
                f"tel:+1202555{1000 + place}": f"Call 202-555-{1000 + place}",
                f"https://example.gov/{code.lower()}/{place}": "Go to example.gov",
            }
            (checked,) = map(words, card.find_class("checked"))
            assert f"hecked November 20, 2026, against the made-up page {place}." in checked
            assert ("confirm it before you rely on it" in checked) == overdue
            assert f"When Made-up hours {place}" in words(card)
            assert f"Note Made-up note {place}" in words(card)
    assert sorted(seen) == list(range(len(state_rows)))


def test_each_line_leads_to_its_record(all_checked: Data) -> None:
    directory = all_checked.with_repository("https://repository.example/site").directory
    for code in directory.by_code:
        lines = directory.state_lines_of(directory.by_code[code])
        cards = local_lines(directory, code).xpath(".//article[.//a[.='Suggest a change']]")
        records = {card.findtext("h3"): card.xpath(".//a/@href")[-1] for card in cards}
        assert records == {line.name: directory.suggest(line) for line in lines} != {}
