"""The pictures of the repository: as large as asked for, light, of today's colors and words."""

import re

import pytest
from pictures import LINES, RECORD
from PIL import Image
from recovery_site.data import loader
from recovery_site.views.stylesheet import tokens

from tests.conftest import TOP, frozen_texts, loaded

ASSETS = TOP / "overrides/assets"
COLORS = tokens((ASSETS / "colors.css").read_text("utf-8"))["light"]
ICON = (ASSETS / "icon.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "size", "most"),
    [("share.png", (1200, 630), 60_000), ("icon-180.png", (180, 180), 3_000)],
)
def test_it_has_the_size_that_is_asked_for_and_the_colors_of_the_site(
    name: str, size: tuple[int, int], most: int
) -> None:
    with Image.open(ASSETS / name) as picture:
        assert picture.size == size
        back = picture.convert("RGB").getpixel((size[0] - 10, 10))
    assert isinstance(back, tuple)
    brand = tuple(bytes.fromhex(COLORS["brand"].lstrip("#")))
    assert max(abs(shown - wanted) for shown, wanted in zip(back, brand, strict=True)) < 4, (
        "run `make pictures`"
    )
    assert (ASSETS / name).stat().st_size < most
    assert COLORS["brand"] in ICON


def test_the_words_of_the_shared_picture_are_those_of_the_site() -> None:
    settings = " ".join((TOP / "mkdocs.yml").read_text("utf-8").split())
    assert f"site_name: {LINES[0]} " in settings
    assert f"title: {LINES[1]}\n" in (TOP / "docs/index.md").read_text("utf-8")
    assert LINES[2].split(" professionals")[0] in settings


def test_the_made_up_record_is_right_and_reaches_no_stranger() -> None:
    contacts = frozen_texts()[loader.FILES[0]]
    with_record = contacts.replace("\npeople:\n", f"\npeople:\n{RECORD}\n")
    data = loaded({**frozen_texts(), loader.FILES[0]: with_record})
    (person,) = [person for person in data.directory.people if person.name == "Ana Example"]
    assert person.email == data.directory.team.email
    assert person.phone == data.directory.helpline("ncmec").primary.value


def test_readme_shows_three_pictures_and_says_which_regions_are_made_up() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", (TOP / "README.md").read_text("utf-8"))
    assert len(shown) == 3
    for words, path in shown:
        assert (TOP / path).is_file(), path
        assert (TOP / path).stat().st_size < 200_000, path
        assert ("made up" in words) == ("made-up" in path), path
