"""vCards, read back with a reader that is not the project's."""

import dataclasses
from typing import Any

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from recovery_site.data.directory import Data
from recovery_site.data.records import Person
from recovery_site.data.value_types import Checked
from recovery_site.exports.vcard import vcard

from tests.conftest import FlyerPerson

ADDRESS = "https://recovery-services.example/contacts/#somebody"
ORGANIZATION = [
    "National Center for Missing & Exploited Children",
    "Child Sex Trafficking Recovery Services Team",
]

# What a name may hold: every printable character, blanks inside.
PRINTABLE = (
    st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1)
    .map(str.strip)
    .filter(bool)
)


def cards(data: Data) -> list[bytes]:
    """The card of the mailbox and those of everyone."""
    return [
        vcard(data.directory, data.directory.team, ADDRESS),
        *(vcard(data.directory, person, ADDRESS) for person in data.directory.people),
    ]


def named(name: str, people: tuple[Person, ...]) -> Person:
    """The person of that name."""
    (person,) = [person for person in people if person.name == name]
    return person


def fields(card: bytes) -> Any:
    """The card as another program reads it."""
    return vobject.readOne(card.decode())


def lines_of(card: bytes) -> list[bytes]:
    """The lines as they stand in the file."""
    assert card.endswith(b"\r\n")
    return card.removesuffix(b"\r\n").split(b"\r\n")


def unfolded(card: bytes) -> list[str]:
    """The lines as RFC 2426 joins them."""
    return card.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def test_everyone_on_the_flyer_arrives_in_an_address_book(
    flyer: list[FlyerPerson], data: Data
) -> None:
    for printed in flyer:
        person = named(printed.name, data.directory.people)
        card = fields(vcard(data.directory, person, ADDRESS))
        first, last = printed.name.split(" ")
        name = card.n.value
        assert (name.family, name.given, name.suffix) == (last, first, printed.credentials)
        assert (name.additional, name.prefix) == ("", "")
        with_degrees = ", ".join(part for part in (printed.name, printed.credentials) if part)
        assert card.fn.value == with_degrees
        assert card.org.value == ORGANIZATION
        role = "RESOURCE SPECIALIST" if printed.region else printed.heading
        assert card.title.value.upper() == role
        assert card.tel.value == "+1" + printed.phone.replace(".", "")
        assert card.tel.params["TYPE"] == ["WORK", "VOICE"]
        assert card.email.value == printed.email
        assert card.email.params["TYPE"] == ["INTERNET", "WORK"]
        assert card.url.value == ADDRESS
        if printed.region:
            assert card.categories.value == [f"Region {printed.region}"]
            assert f"Region {printed.region}." in card.note.value
        else:
            assert "categories" not in card.contents


def test_the_mailbox_arrives_in_an_address_book(flyer_mailbox: str, data: Data) -> None:
    card = fields(vcard(data.directory, data.directory.team, ADDRESS))
    assert card.n.value.family == card.fn.value == "Child Sex Trafficking Recovery Services Team"
    assert card.n.value.given == ""
    assert card.org.value == ORGANIZATION
    assert card.title.value == "Team mailbox"
    assert card.email.value == flyer_mailbox
    assert card.url.value == ADDRESS
    assert "tel" not in card.contents


def test_a_card_says_when_it_was_compared_with_which_source(data: Data) -> None:
    checked = {"source": "the letter; of May, 2026", "checked": Checked(2026, 6, 3)}
    person = data.directory.people[0].model_copy(update={**checked, "regions": ()})
    note = (
        "Checked against the letter; of May, 2026, June 3, 2026. "
        "After December 3, 2026, confirm it before you rely on it."
    )
    assert fields(vcard(data.directory, person, ADDRESS)).note.value == note
    team = data.directory.team.model_copy(update=checked)
    contacts = data.directory.contacts.model_copy(update={"team": team})
    directory = dataclasses.replace(data.directory, contacts=contacts)
    assert fields(vcard(directory, directory.team, ADDRESS)).note.value == note


def test_a_person_without_phone_or_e_mail_has_a_card_without_them(data: Data) -> None:
    person = data.directory.people[0].model_copy(update={"phone": None, "email": None})
    card = fields(vcard(data.directory, person, ADDRESS))
    assert card.fn.value == person.name
    assert not {"tel", "email"} & set(card.contents)


def test_every_card_has_the_form_that_phones_import(data: Data) -> None:
    files = cards(data)
    assert len(files) == 8
    for card in files:
        lines = lines_of(card)
        assert lines[:2] == [b"BEGIN:VCARD", b"VERSION:3.0"]
        assert lines[-1] == b"END:VCARD"
        assert b"\r" not in card.replace(b"\r\n", b"")
        assert b"\n" not in card.replace(b"\r\n", b"")
        assert all(0 < len(line) <= 75 for line in lines)
    assert any(line.startswith(b" ") for card in files for line in lines_of(card)), "none is folded"


@pytest.mark.parametrize(
    ("name", "family_name", "parts"),
    [
        ("Ana Gómez", None, ("Ana", "Gómez", "MA")),
        ("Ana María de la Cruz", None, ("Ana María", "de la Cruz", "MA")),
        ("Vincent van der Berg III", None, ("Vincent", "van der Berg", "III, MA")),
        ("John Smith Jr.", None, ("John", "Smith", "Jr., MA")),
        ("John Smith, Sr.", None, ("John", "Smith", "Sr., MA")),
        ("Ana Gómez Ruiz", "Gómez Ruiz", ("Ana", "Gómez Ruiz", "MA")),
        ("Ana Gómez Ruiz Jr.", "Gómez Ruiz", ("Ana", "Gómez Ruiz", "Jr., MA")),
        ("Jr.", None, ("", "Jr.", "MA")),
    ],
)
def test_a_name_has_its_parts(
    data: Data, name: str, family_name: str | None, parts: tuple[str, str, str]
) -> None:
    changed = {"name": name, "family_name": family_name, "credentials": "MA"}
    person = data.directory.people[0].model_copy(update=changed)
    value = fields(vcard(data.directory, person, ADDRESS)).n.value
    assert (value.given, value.family, value.suffix) == parts


def test_a_card_saved_again_replaces_the_old_card(data: Data) -> None:
    ids = [fields(card).uid.value for card in cards(data)]
    assert len(set(ids)) == 8
    person = data.directory.people[0]
    later = person.model_copy(update={"phone": None, "checked": Checked(2027, 5, None)})
    before = fields(vcard(data.directory, person, ADDRESS))
    after = fields(vcard(data.directory, later, "https://other.example/"))
    assert before.uid.value == after.uid.value == "urn:uuid:4bffc24d-cb8d-5f84-8ce9-f0275ecdbbf9"
    assert (before.rev.value, after.rev.value) == ("2026-11-23", "2027-05-01")


@pytest.mark.parametrize("letter", ["x", "é", "ス", "😀"])
def test_folded_lines_unfold_to_the_same_text_and_split_no_letter(data: Data, letter: str) -> None:
    for length in range(1, 160):
        person = data.directory.people[0].model_copy(update={"name": letter * length})
        card = vcard(data.directory, person, ADDRESS)
        assert all(line.decode() and len(line) <= 75 for line in lines_of(card))
        assert {f"FN:{letter * length}", f"N:{letter * length};;;;"} <= {*unfolded(card)}


@pytest.mark.parametrize(("length", "parts"), [(72, 1), (73, 2), (72 + 74, 2), (72 + 75, 3)])
def test_lines_are_folded_only_where_they_are_too_long(data: Data, length: int, parts: int) -> None:
    person = data.directory.people[0].model_copy(update={"name": "x" * length})
    lines = lines_of(vcard(data.directory, person, ADDRESS))
    start = lines.index(b"FN:" + b"x" * min(length, 72))
    folded = [line.startswith(b" ") for line in lines[start + 1 :]]
    assert folded.index(False) == parts - 1


@given(name=PRINTABLE, role=PRINTABLE, credentials=PRINTABLE)
@example("Lee; Kim, Jr.", r"back\slash", "A:B;C")
@example(r"line\nend", r"ends with\\", '"Quoted" Name')
@example("Prince", "José Núñez-O’Brien", "ＦＵＬＬ ス😀")
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_printable_text_arrives_as_it_was(
    data: Data, name: str, role: str, credentials: str
) -> None:
    changed = {"name": name, "role": role, "credentials": credentials}
    person = data.directory.people[0].model_copy(update=changed)
    content = vcard(data.directory, person, ADDRESS)
    assert all(len(line) <= 75 for line in lines_of(content))
    card = fields(content)
    assert card.fn.value == f"{name}, {credentials}"
    assert card.title.value == role
    parts = card.n.value
    assert parts.family
    behind = parts.suffix.removesuffix(credentials).removesuffix(", ")
    whole = " ".join(f"{parts.given} {parts.family} {behind}".split())
    assert whole.replace(",", "") == " ".join(name.split()).replace(",", "")
    assert card.n.value.suffix.endswith(credentials)
