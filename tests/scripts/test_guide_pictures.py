"""The pictures of the guides: what they are made from is right, and they are light."""

from __future__ import annotations

import io

from guide_pictures import PARTS, RECORD, light, record_lines
from PIL import Image
from recovery_site.data import loader as load

from tests.conftest import frozen_texts, loaded


def test_every_line_of_the_record_has_the_number_of_a_part_of_the_card() -> None:
    lines = record_lines()
    assert [line for _, line in lines] == RECORD.splitlines()
    assert {number for number, _ in lines} == {number for number, *_ in PARTS}


def test_the_made_up_record_is_a_right_one_and_reaches_no_stranger() -> None:
    contacts = frozen_texts()[load.FILES[0]]
    with_record = contacts.replace("\npeople:\n", f"\npeople:\n{RECORD}\n")
    data = loaded({**frozen_texts(), load.FILES[0]: with_record})
    (person,) = [one for one in data.directory.people if one.name == "Ana Example"]
    assert person.email == data.directory.team.email
    assert person.phone == data.directory.helpline("ncmec").primary.value


def test_a_picture_keeps_its_size_and_has_few_colors() -> None:
    drawn = Image.effect_noise((200, 100), 80).convert("RGB")
    written = io.BytesIO()
    drawn.save(written, "PNG")
    few = Image.open(io.BytesIO(light(written.getvalue())))
    assert few.size == (200, 100)
    assert len(few.getcolors() or []) <= 32
