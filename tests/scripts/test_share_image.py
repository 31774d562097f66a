"""The pictures for shared links and phones: as large as asked for, light, and of today's colors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from recovery_site.views.stylesheet import tokens
from share_image import LINES, pictures

TOP = Path(__file__).parents[2]
ASSETS = TOP / "overrides/assets"
STYLE = (ASSETS / "site.css").read_text("utf-8")
ICON = (ASSETS / "icon.svg").read_text("utf-8")
SIZES = {"share.png": (1200, 630), "icon-180.png": (180, 180)}


def drawn(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.fixture(scope="module")
def anew() -> dict[str, bytes]:
    """The pictures drawn from what is in the repository now."""
    return pictures(STYLE, ICON)


@pytest.mark.parametrize("name", SIZES)
def test_it_has_the_size_that_is_asked_for_and_is_light(name: str) -> None:
    content = (ASSETS / name).read_bytes()
    assert drawn(content).size == SIZES[name]
    assert len(content) < {"share.png": 60_000, "icon-180.png": 3_000}[name]


@pytest.mark.parametrize("name", SIZES)
def test_it_is_what_the_script_draws_from_the_style_sheet(
    name: str, anew: dict[str, bytes]
) -> None:
    apart = ImageChops.difference(drawn((ASSETS / name).read_bytes()), drawn(anew[name]))
    assert max(ImageStat.Stat(apart).mean) < 2, f"{name} is old: run `make pictures`"


def test_another_color_gives_another_picture(anew: dict[str, bytes]) -> None:
    brand = tokens(STYLE)["light"]["brand"]
    other = drawn(pictures(STYLE.replace(brand, "#8a1538"), ICON)["share.png"])
    assert other.getpixel((1190, 10)) == (0x8A, 0x15, 0x38)
    assert max(ImageStat.Stat(ImageChops.difference(other, drawn(anew["share.png"]))).mean) > 2


def test_the_icon_has_the_colors_of_the_style_sheet() -> None:
    light = tokens(STYLE)["light"]
    assert light["brand"] in ICON
    assert light["focus"] in ICON


def test_its_words_are_those_of_the_site() -> None:
    name, title, about = LINES
    assert f"site_name: {name}\n" in (TOP / "mkdocs.yml").read_text("utf-8")
    assert f"title: {title}\n" in (TOP / "docs/index.md").read_text("utf-8")
    assert about.split(" professionals")[0] in " ".join(
        (TOP / "mkdocs.yml").read_text("utf-8").split()
    )
