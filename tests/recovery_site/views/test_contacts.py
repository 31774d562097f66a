"""The contact directory and the ways to the team on other pages."""

from typing import Any

import pytest
from recovery_site.data.directory import Data
from recovery_site.data.value_types import Checked
from recovery_site.views import contacts as people

from tests.conftest import FlyerPerson, assigned, slug, with_people
from tests.recovery_site.reading import frozen, links, tel, tree, words

ROOT = "../../"


def block(page: Any, name: str) -> Any:
    """The contact block under the heading ``name``."""
    (article,) = [card for card in page.iter("article") if words(card[0]) == name]
    return article


def full_name(printed: FlyerPerson) -> str:
    """Name and credentials, as on the flyer."""
    return ", ".join(part for part in (printed.name, printed.credentials) if part)


def test_everyone_on_the_flyer_has_a_block_with_every_way_to_reach_them(
    flyer: list[FlyerPerson], data: Data
) -> None:
    page = tree(people.directory(data.directory, ROOT))
    for printed in flyer:
        card = block(page, full_name(printed))
        name = slug(printed.name)
        assert card[0].get("id") == name
        role = (
            f"{printed.region} RESOURCE SPECIALIST, {printed.heading}"
            if printed.region
            else f"{printed.heading}, WHOLE TEAM"
        )
        assert words(card.find_class("contact-role")[0]).upper() == role
        assert links(card) == {
            tel(printed.phone): printed.phone,
            f"mailto:{printed.email}": printed.email,
            f"{ROOT}contacts/{name}.vcf": "Save to your contacts",
        }
        (save,) = card.find_class("save")
        assert save.get("aria-label") == f"Save to your contacts: {printed.name}"
    assert len(list(page.iter("article"))) == len(flyer) + 1


def test_the_mailbox_comes_first_then_the_regions_then_the_whole_team(
    flyer: list[FlyerPerson], flyer_mailbox: str, data: Data
) -> None:
    page = tree(people.directory(data.directory, ROOT))
    blocks = list(page.iter("article"))
    assert links(blocks[0]) == {
        f"mailto:{flyer_mailbox}": flyer_mailbox,
        f"{ROOT}contacts/rst.vcf": "Save",
    }
    assert "Leave the child’s name and details out of a first e-mail." in words(blocks[0])
    first_mail = next(a for a in page.iter("a") if a.get("href").startswith("mailto:"))
    assert words(first_mail) == flyer_mailbox
    order = [record["name"] for record in frozen()["people"]]
    listed = sorted(flyer, key=lambda person: (person.region or 9, order.index(person.name)))
    assert [words(card[0]) for card in blocks[1:]] == [full_name(person) for person in listed]
    heads = ["Not sure whom to contact?", "The team", "If nobody answers"]
    assert [words(heading) for heading in page.iter("h2")] == heads


def test_it_says_that_regions_are_to_be_confirmed_only_while_they_are(
    data: Data, region_data: Data
) -> None:
    three = assigned(data.directory, dict.fromkeys(("TX", "OK", "LA"), 4))
    name = "Write to the team mailbox and name your state or territory."
    some = "For these, write to the team mailbox and name the state or territory."
    for directory, said in (
        (data.directory, [f"Regional assignment to be confirmed. {name}"]),
        (three, [f"53 states and territories have no region yet. {some}"]),
        (region_data.directory, []),
    ):
        page = tree(people.directory(directory, ROOT))
        assert [words(notice) for notice in page.find_class("unconfirmed")] == said


def test_each_block_says_when_it_was_compared_and_one_source_and_day_for_all_is_said_once(
    data: Data,
) -> None:
    checked = {"source": "the letter", "checked": Checked(2026, 6, 3)}
    names = [person.name for person in data.directory.people]
    changed = with_people(data.directory, dict.fromkeys(names, checked))
    for directory, said in (
        (data.directory, "Everyone checked November 23, 2026, against the team's undated flyer."),
        (changed, "Checked November 23, 2026, against the team's undated flyer."),
    ):
        first, *others = map(words, tree(people.directory(directory, ROOT)).find_class("checked"))
        assert first == said
        others_said = (
            "November 23, 2026" if "Everyone" in said else "June 3, 2026, against the letter"
        )
        assert others == [f"Checked {others_said}."] * 7


def test_the_codes_of_states_stand_on_a_card_once_regions_are_assigned(
    data: Data, region_data: Data
) -> None:
    for variant, codes in ((data, []), (region_data, ["AL FL GA KY LA MS NC PR SC TN VI"])):
        card = block(tree(people.directory(variant.directory, ROOT)), "Kyla Conlee")
        assert [words(note) for note in card.find_class("mind")] == codes


def test_a_region_has_each_of_its_specialists_or_leads_to_the_mailbox(region_data: Data) -> None:
    directory = with_people(region_data.directory, {"Kyla Conlee": {"regions": ()}})
    directory = with_people(directory, {"Samantha Sahl": {"regions": (3,)}})
    page = tree(people.directory(directory, ROOT))
    (notice,) = page.find_class("unconfirmed")
    assert words(notice) == "Region 4 has no specialist listed now. Write to the team mailbox."
    names = [words(card[0]) for card in page.iter("article")]
    assert len(names) == 8
    assert names[names.index("Stacy Schultz") + 1] == "Samantha Sahl, DSW, LCSW"
    assert "3 RST Supervisor, Region 3" in words(block(page, "Samantha Sahl, DSW, LCSW"))
    (section,) = page.find_class("now")
    assert list(links(section)) == ["tel:911", "tel:+18008435678"]


@pytest.mark.parametrize(("field", "scheme"), [("phone", "tel:"), ("email", "mailto:")])
def test_a_person_without_phone_or_e_mail_keeps_the_other(
    flyer: list[FlyerPerson], data: Data, field: str, scheme: str
) -> None:
    for printed in flyer:
        directory = with_people(data.directory, {printed.name: {field: None}})
        card = block(tree(people.directory(directory, ROOT)), full_name(printed))
        ways = {link.partition(":")[0] + ":" for link in links(card) if ":" in link}
        assert ways == {"tel:", "mailto:"} - {scheme}
        said = "No phone number is published. Write to the team mailbox."
        assert (said in words(card)) == (field == "phone")


def test_mailbox_is_a_link_that_stands_in_a_sentence(flyer_mailbox: str, data: Data) -> None:
    html = str(people.mailbox(data.directory, ROOT))
    assert html.strip() == html
    assert links(tree(html)) == {f"mailto:{flyer_mailbox}": flyer_mailbox}
    assert words(tree(html)) == flyer_mailbox


def test_where_to_turn_offers_the_team_first_then_the_helplines_named(
    flyer_mailbox: str, data: Data
) -> None:
    shown = {
        helpline["id"]: helpline
        for helpline in frozen()["helplines"]
        if any(channel["checked"] for channel in helpline["channels"])
    }
    assert len(shown) > 10
    page = tree(people.where_to_turn(data.directory, ROOT, *shown))
    team, *items = page.iter("li")
    assert links(team) == {
        f"{ROOT}regions/index.html": "Find the team’s contact for your state or territory",
        f"mailto:{flyer_mailbox}": flyer_mailbox,
    }
    for item, helpline in zip(items, shown.values(), strict=True):
        channels = [way["value"] for way in helpline["channels"] if way["checked"]]
        assert list(links(item).values()) == channels
        for address, value in links(item).items():
            digits = value if address.startswith("https:") else value.replace("-", "")
            assert address.partition(":")[2].lstrip("/+") == digits
        assert words(item).startswith(f"{helpline['name']}: ")
        assert f". {helpline['what_for']}" in words(item)
        assert helpline.get("note", "") in words(item)


def test_where_to_turn_leaves_out_a_helpline_that_is_held_back(data: Data) -> None:
    assert data.directory.held("hsi")
    html = people.where_to_turn(data.directory, ROOT, "ncmec", "hsi")
    assert html == people.where_to_turn(data.directory, ROOT, "ncmec")
