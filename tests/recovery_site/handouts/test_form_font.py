"""What people type into a form can be read on paper, whichever program they use.

Three programs that share no code draw it: Poppler (Evince, Okular), MuPDF, and PDFium (Chrome, Edge). What
they drew is compared as a picture with the letter itself.
"""

import importlib
import io
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat
from recovery_site.handouts import form_font, pdf

pymupdf: Any = importlib.import_module("pymupdf")  # its types are wrong in places

SCALE = 4.0
"""Pixels of a point."""

HEAD = """<!doctype html><html lang="en"><head><title>T</title></head>
<body data-mailbox="a@a.example" data-place="https://a.example/"><h1>T</h1>"""
SHOWN = set(map(chr, form_font._font().getBestCmap()))
LETTERS = [letter for letter in sorted(SHOWN) if unicodedata.category(letter).startswith("L")]
NAMES = "Zażółć Ősz, Nguyễn Đặng Ẵn, Łukasz Đỗ, José, Şükrü Çağlar, Ngô Thị Ỷ, Жук Їжак Ґалаґан"
Field = tuple[float, float, float, float]


def boxes(file: pikepdf.Pdf, kind: str = "/Tx") -> list[tuple[int, Any, Field]]:
    """Side, field and edges of each field of a kind: text, or to tick (``/Btn``)."""
    annotations = []
    for number, page in enumerate(file.pages):
        for field in page.get("/Annots", []):
            if field.get("/FT") == kind:
                height = float(page.MediaBox[3])
                left, right = sorted(map(float, list(field.Rect)[::2]))
                bottom, top = sorted(map(float, list(field.Rect)[1::2]))
                annotations.append((number, field, (left, height - top, right, height - bottom)))
    return annotations


def fields(file: bytes) -> list[tuple[int, Field]]:
    """Side and edges (left, top, right, bottom, from the side's top left, in points) of each text field."""
    with pikepdf.open(io.BytesIO(file)) as opened:
        return [(number, edges) for number, _, edges in boxes(opened)]


def poppler(file: bytes, texts: list[str]) -> list[Image.Image]:
    """The sides with the texts in their fields, as Poppler draws them from the fields' values."""
    with pikepdf.open(io.BytesIO(file)) as opened:
        for (_, field, _), text in zip(boxes(opened), texts, strict=True):
            field.V = pikepdf.String(text)
        opened.Root.AcroForm.NeedAppearances = True
        out = io.BytesIO()
        opened.save(out)
    return as_saved(out.getvalue())


def as_saved(file: bytes) -> list[Image.Image]:
    """The sides of a file that somebody has filled in and saved, as Poppler draws them."""
    command = ["pdftoppm", "-r", str(72 * SCALE), "-gray", "-"]
    drawn = subprocess.run(command, input=file, capture_output=True)
    assert b"find a font" not in drawn.stderr, drawn.stderr[:300]
    return list(_pnm(drawn.stdout))


def _pnm(data: bytes) -> Iterator[Image.Image]:
    stream = io.BytesIO(data)
    while stream.tell() < len(data):
        start = stream.tell()
        _, size, _ = (stream.readline() for _ in range(3))
        width, height = map(int, size.split())
        stream.seek(width * height, io.SEEK_CUR)
        yield Image.open(io.BytesIO(data[start : stream.tell()])).convert("L")


def mupdf(file: bytes, texts: list[str]) -> list[Image.Image]:
    """The same as MuPDF draws what was typed."""
    document = pymupdf.open(stream=file)
    waiting = iter(texts)
    for page in document:
        for field in page.widgets([pymupdf.PDF_WIDGET_TYPE_TEXT]):
            field.field_value = next(waiting)
            field.update()
    assert next(waiting, None) is None
    shots = [
        page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace="gray") for page in document
    ]
    return [Image.frombytes("L", (shot.width, shot.height), shot.samples) for shot in shots]


def chrome(file: bytes, texts: list[str]) -> list[Image.Image]:
    """The same as PDFium draws it, typed letter by letter."""
    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    sides = [document[number] for number in range(len(document))]
    for (number, (left, top, right, bottom)), text in zip(fields(file), texts, strict=True):
        page = sides[number]
        x, y = (left + right) / 2, page.get_height() - (top + bottom) / 2
        for press in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            press(document.formenv, page, 0, x, y)
        for letter in text:
            pdfium.FORM_OnChar(document.formenv, page, ord(letter), 0)
        pdfium.FORM_ForceToKillFocus(document.formenv)
    return [page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("L") for page in sides]


Draw = Callable[[bytes, list[str]], list[Image.Image]]
PROGRAMS = pytest.mark.parametrize("draw", [poppler, mupdf, chrome])


def inside(sides: list[Image.Image], field: tuple[int, Field]) -> Image.Image:
    """The picture of one field without its border, white on black."""
    number, edges = field
    inner = [
        round((edge + by) * SCALE) for edge, by in zip(edges, (1.5, 1, -1.5, -1.5), strict=True)
    ]
    return ImageChops.invert(sides[number].crop((inner[0], inner[1], inner[2], inner[3])))


def likeness(drawn: Image.Image, letter: str) -> float:
    """How much a picture looks like a letter: 1 the same, 0 nothing in common."""
    form_font._font().save(whole := io.BytesIO())
    font = ImageFont.truetype(io.BytesIO(whole.getvalue()), 60)
    wanted = Image.new("L", (140, 140))
    ImageDraw.Draw(wanted).text((30, 30), letter, 255, font)
    drawn, wanted = (
        picture.crop(picture.point(lambda ink: 255 * (ink > 100)).getbbox())
        for picture in (drawn, wanted)
    )
    if not 0.4 < (drawn.width / drawn.height) / (wanted.width / wanted.height) < 2.5:
        return 0.0
    drawn, wanted = drawn.resize((24, 24)), wanted.resize((24, 24))
    common = ImageStat.Stat(ImageChops.darker(drawn, wanted)).sum[0]
    return common / max(ImageStat.Stat(drawn).sum[0], ImageStat.Stat(wanted).sum[0])


@pytest.fixture(scope="module")
def grid() -> bytes:
    """A form with a field for each letter."""
    cell = '<input type="text" style="display:inline-block;width:24pt;height:24pt;border:0" name="f{}" title="f">'
    return pdf.make(HEAD + "".join(cell.format(number) for number in range(len(LETTERS))))


def test_the_font_has_every_letter_of_names() -> None:
    assert len(LETTERS) > 650
    wanted = [*range(0x100, 0x180), *range(0x1EA0, 0x1EFA), *range(0x400, 0x460)]
    letters = {chr(code) for code in wanted if unicodedata.category(chr(code)).startswith("L")}
    assert letters | set(NAMES) <= SHOWN


@PROGRAMS
def test_every_letter_is_drawn_as_it_is(draw: Draw, grid: bytes) -> None:
    sides = draw(grid, [f" {letter}" for letter in LETTERS])  # some hang over their left edge
    # MuPDF draws with a font of its own: the letter is there, and differs in its shape.
    least = 0.3 if draw is mupdf else 0.7
    pictures = [inside(sides, field) for field in fields(grid)]
    likenesses = {
        letter: likeness(picture, letter) if picture.getbbox() else 0.0
        for letter, picture in zip(LETTERS, pictures, strict=True)
    }
    assert {letter: like for letter, like in likenesses.items() if like < least} == {}


@pytest.fixture(scope="module")
def forms(site: Path) -> dict[str, bytes]:
    """Every worksheet of the site with text fields."""
    files = {path.stem: path.read_bytes() for path in sorted(site.glob("handouts/*.pdf"))}
    kept = {name: file for name, file in files.items() if fields(file) and name != "toolkit"}
    assert len(kept) > 5
    assert sum(len(fields(file)) for file in kept.values()) > 200
    return kept


def longest(file: bytes) -> list[int]:
    """How many letters each field takes."""
    with pikepdf.open(io.BytesIO(file)) as opened:
        return [int(field.MaxLen) for _, field, _ in boxes(opened)]


@pytest.mark.pdf
@PROGRAMS
def test_the_last_letter_that_a_field_takes_is_still_on_paper(
    draw: Draw, forms: dict[str, bytes]
) -> None:
    for name, file in forms.items():
        whole = [(form_font.TYPICAL + " ") * 20 for _ in fields(file)]
        ends = [text[: most - 1] for text, most in zip(whole, longest(file), strict=True)]
        narrow, wide = (draw(file, [text + last for text in ends]) for last in ("x", "M"))
        cut = [
            number
            for number, field in enumerate(fields(file))
            if not ImageChops.difference(inside(narrow, field), inside(wide, field)).getbbox()
        ]
        assert cut == [], name


@pytest.mark.pdf
@PROGRAMS
def test_a_tick_is_drawn(draw: Draw, forms: dict[str, bytes]) -> None:
    seen = 0
    for name, file in forms.items():
        with pikepdf.open(io.BytesIO(file)) as opened:
            ticks = boxes(opened, "/Btn")
            for _, box, _ in ticks:
                box.V = box.AS = pikepdf.Name("/on")
            areas = [(number, edges) for number, _, edges in ticks]
            opened.save(out := io.BytesIO())
        filled = out.getvalue()
        sides = as_saved(filled) if draw is poppler else draw(filled, [""] * len(fields(filled)))
        light = [area for area in areas if ImageStat.Stat(inside(sides, area)).mean[0] <= 25]
        assert light == [], name
        seen += len(areas)
    assert seen > 50
