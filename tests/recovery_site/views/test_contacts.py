"""The contact directory and the ways to the team on other pages."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from recovery_site.data.directory import Data
from recovery_site.data.fields import Checked
from recovery_site.data.loader import FILES
from recovery_site.views import contacts as people

from tests.conftest import FlyerPerson, assigned, with_people

FROZEN = Path(__file__).parents[3] / "tests/fixtures/frozen"
ROOT = "../../"
UNASSIGNED = (
    "Regional assignment to be confirmed. Write to the team mailbox and name your state or "
    "territory."
)


def written() -> Any:
    """The data file, read without the package; every value is text."""
    return yaml.load((FROZEN / FILES[0]).read_text("utf-8"), Loader=yaml.BaseLoader)


def tree(text: str) -> Any:
    """The HTML as a browser reads it."""
    return html.fragment_fromstring(text, create_parent="div")


def words(node: Any) -> str:
    """The text of a part, with single spaces."""
    return " ".join(node.text_content().split())


def links(node: Any) -> dict[str, str]:
    """The text of each link by its address."""
    return {one.get("href"): words(one) for one in node.iter("a")}


def block(page: Any, name: str) -> Any:
    """The contact block under the heading ``name``."""
    (found,) = [one for one in page.iter("article") if words(one[0]) == name]
    return found


def full_name(printed: FlyerPerson) -> str:
    """Name and credentials, as on the flyer."""
    return ", ".join(part for part in (printed.name, printed.credentials) if part)


def test_everyone_on_the_flyer_has_a_block_with_every_way_to_reach_them(
    flyer: list[FlyerPerson], data: Data
) -> None:
    page = tree(people.directory(data.directory, ROOT))
    for printed in flyer:
        found = block(page, full_name(printed))
        slug = printed.name.lower().replace(" ", "-")
        assert found[0].get("id") == slug
        role = (
            f"{printed.region} RESOURCE SPECIALIST, {printed.heading}"
            if printed.region
            else f"{printed.heading}, WHOLE TEAM"
        )
        assert words(found.find_class("contact-role")[0]).upper() == role
        assert links(found) == {
            "tel:+1" + printed.phone.replace(".", ""): printed.phone,
            f"mailto:{printed.email}": printed.email,
            f"{ROOT}contacts/{slug}.vcf": "Save to your contacts",
        }
        (save,) = found.find_class("save")
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
    first_mail = next(one for one in page.iter("a") if one.get("href").startswith("mailto:"))
    assert words(first_mail) == flyer_mailbox
    regional = sorted((one for one in flyer if one.region), key=lambda one: one.region or 0)
    order = [record["name"] for record in written()["people"]]
    leading = sorted(
        (one for one in flyer if not one.region), key=lambda one: order.index(one.name)
    )
    names = [words(one[0]) for one in blocks[1:]]
    assert names == [full_name(one) for one in (*regional, *leading)]
    assert [words(one) for one in page.iter("h2")] == [
        "Not sure whom to contact?",
        "The team",
        "If nobody answers",
    ]


def test_it_says_that_regions_are_to_be_confirmed_only_while_they_are(
    data: Data, made_up: Data
) -> None:
    notices = tree(people.directory(data.directory, ROOT)).find_class("unconfirmed")
    assert [words(one) for one in notices] == [UNASSIGNED]
    assert not tree(people.directory(made_up.directory, ROOT)).find_class("unconfirmed")
    three = assigned(data.directory, dict.fromkeys(("TX", "OK", "LA"), 4))
    (notice,) = tree(people.directory(three, ROOT)).find_class("unconfirmed")
    assert words(notice) == (
        "53 states and territories have no region yet. "
        "For these, write to the team mailbox and name the state or territory."
    )


def test_each_block_says_when_it_was_compared_with_which_source(data: Data) -> None:
    checked = {"source": "the letter", "checked": Checked(2026, 6, 3)}
    directory = with_people(data.directory, {one.name: checked for one in data.directory.people})
    team = directory.team.model_copy(update={**checked, "checked": Checked(2026, 7, None)})
    contacts = directory.contacts.model_copy(update={"team": team})
    page = tree(people.directory(dataclasses.replace(directory, contacts=contacts), ROOT))
    texts = [words(one) for one in page.find_class("checked")]
    assert texts == [
        "Checked July 2026, against the letter.",
        *["Checked June 3, 2026, against the letter."] * 7,
    ]


def test_one_source_and_day_for_everyone_is_said_once(data: Data) -> None:
    page = tree(people.directory(data.directory, ROOT))
    assert [words(one) for one in page.find_class("checked")] == [
        "Everyone checked November 23, 2026, against the team's undated flyer.",
        *["Checked November 23, 2026."] * 7,
    ]


def test_the_codes_of_states_stand_on_a_card_once_regions_are_assigned(
    data: Data, made_up: Data
) -> None:
    assert not block(tree(people.directory(data.directory, ROOT)), "Kyla Conlee").find_class("mind")
    (codes,) = block(tree(people.directory(made_up.directory, ROOT)), "Kyla Conlee").find_class(
        "mind"
    )
    assert words(codes) == "AL FL GA KY LA MS NC PR SC TN VI"


def test_nobody_answers_leads_to_911_and_the_missing_child_line(data: Data) -> None:
    (section,) = tree(people.directory(data.directory, ROOT)).find_class("now")
    assert list(links(section)) == ["tel:911", "tel:+18008435678"]


@pytest.mark.parametrize("region", [1, 2, 3, 4, 5])
def test_a_region_without_a_specialist_leads_to_the_mailbox(made_up: Data, region: int) -> None:
    (one,) = [person for person in made_up.directory.people if person.regions == (region,)]
    page = tree(people.directory(with_people(made_up.directory, {one.name: {"regions": ()}}), ROOT))
    assert [words(notice) for notice in page.find_class("unconfirmed")] == [
        f"Region {region} has no specialist listed now. Write to the team mailbox."
    ]
    assert len(list(page.iter("article"))) == 8


def test_two_specialists_for_a_region_are_both_there_side_by_side(made_up: Data) -> None:
    directory = with_people(made_up.directory, {"Samantha Sahl": {"regions": (4,)}})
    page = tree(people.directory(directory, ROOT))
    names = [words(one[0]) for one in page.iter("article")]
    place = names.index("Kyla Conlee")
    assert names[place + 1] == "Samantha Sahl, DSW, LCSW"
    assert "4 RST Supervisor, Region 4" in words(block(page, "Samantha Sahl, DSW, LCSW"))
    assert names.count("Kyla Conlee") == names.count("Samantha Sahl, DSW, LCSW") == 1


def test_a_person_without_a_phone_leads_to_the_mailbox(
    flyer: list[FlyerPerson], data: Data
) -> None:
    for printed in flyer:
        directory = with_people(data.directory, {printed.name: {"phone": None}})
        found = block(tree(people.directory(directory, ROOT)), full_name(printed))
        assert not [one for one in links(found) if one.startswith("tel:")]
        assert f"mailto:{printed.email}" in links(found)
        assert "No phone number is published. Write to the team mailbox." in words(found)
        assert "None" not in words(found)


def test_a_person_without_an_e_mail_address_keeps_the_phone(
    flyer: list[FlyerPerson], data: Data
) -> None:
    for printed in flyer:
        directory = with_people(data.directory, {printed.name: {"email": None}})
        found = block(tree(people.directory(directory, ROOT)), full_name(printed))
        assert not [one for one in links(found) if one.startswith("mailto:")]
        assert "tel:+1" + printed.phone.replace(".", "") in links(found)
        assert "None" not in words(found)


def test_mailbox_is_a_link_that_stands_in_a_sentence(flyer_mailbox: str, data: Data) -> None:
    made = str(people.mailbox(data.directory, ROOT))
    assert made.strip() == made
    assert links(tree(made)) == {f"mailto:{flyer_mailbox}": flyer_mailbox}
    assert words(tree(made)) == flyer_mailbox


def test_where_to_turn_offers_the_team_first_then_the_lines_named(
    flyer_mailbox: str, data: Data
) -> None:
    shown = {
        line["id"]: line
        for line in written()["helplines"]
        if any(one["checked"] for one in line["channels"])
    }
    assert len(shown) > 10
    page = tree(people.where_to_turn(data.directory, ROOT, *shown))
    team, *items = page.iter("li")
    assert links(team) == {
        f"{ROOT}regions/index.html": "Find the team’s contact for your state or territory",
        f"mailto:{flyer_mailbox}": flyer_mailbox,
    }
    for item, line in zip(items, shown.values(), strict=True):
        channels = [one["value"] for one in line["channels"] if one["checked"]]
        addresses = list(links(item))
        assert [one.partition(":")[2].lstrip("/+") for one in addresses] == [
            value if address.startswith("https:") else value.replace("-", "")
            for value, address in zip(channels, addresses, strict=True)
        ]
        assert list(links(item).values()) == channels
        assert words(item).startswith(f"{line['name']}: ")
        assert f". {line['what_for']}" in words(item)
        assert line.get("note", "") in words(item)


@pytest.mark.parametrize("line", ["nobody", ""])
def test_where_to_turn_refuses_a_line_that_is_unknown(data: Data, line: str) -> None:
    with pytest.raises(KeyError, match=f"'{line}'"):
        people.where_to_turn(data.directory, ROOT, "ncmec", line)


def test_where_to_turn_leaves_out_a_line_that_is_held_back(data: Data) -> None:
    assert data.directory.held("hsi")
    made = people.where_to_turn(data.directory, ROOT, "ncmec", "hsi")
    assert made == people.where_to_turn(data.directory, ROOT, "ncmec")


@pytest.mark.parametrize("root", ["", "../", "../../"])
def test_every_path_starts_at_the_root(data: Data, root: str) -> None:
    for made in (
        people.directory(data.directory, root),
        people.where_to_turn(data.directory, root, "ncmec"),
    ):
        paths = [
            one for one in links(tree(made)) if not one.startswith(("tel:", "mailto:", "https:"))
        ]
        assert paths
        for path in paths:
            assert path.startswith(root + ("contacts/" if path.endswith(".vcf") else "regions/"))


def test_every_id_stands_once(data: Data) -> None:
    ids = tree(people.directory(data.directory, ROOT)).xpath("//@id")
    assert len(ids) > 8
    assert sorted(ids) == sorted(set(ids))
