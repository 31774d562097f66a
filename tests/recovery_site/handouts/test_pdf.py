"""Making PDFs: the same bytes each time, only what changed, corrected for readers."""

import builtins
import io
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from recovery_site.core.problems import RefusedError
from recovery_site.handouts import pdf

from tests.conftest import parts

DOCUMENT = """<!doctype html>
<html lang="en"><head><title>{title}</title><meta name="author" content="Team"></head>
<body data-mailbox="team@a.example" data-place="https://a.example/"><h1>{title}</h1>
<p>An official after-hours file, see <a href="https://a.example/b">here</a>.</p>
<table><thead><tr><th>Who</th><th colspan="2">Where</th></tr></thead>
<tbody><tr><th>Region 1</th><td>A</td><td><input type="text" name="a" title="Phone"></td></tr></tbody></table>
<p style="break-before: page">Second side</p></body></html>"""


@pytest.fixture(scope="module")
def content() -> bytes:
    """A small PDF."""
    return pdf.make(DOCUMENT.format(title="One"))


@pytest.fixture
def file(content: bytes) -> Any:
    """The small PDF, opened."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def test_the_same_document_gives_the_same_bytes(content: bytes) -> None:
    assert pdf.make(DOCUMENT.format(title="One")) == content
    assert pdf.make(DOCUMENT.format(title="Two")) != content


def test_header_cells_say_what_they_head_and_stay_as_wide_as_they_are(file: Any) -> None:
    cells = [part for part in parts(file.Root.StructTreeRoot) if part.get("/S") == "/TH"]
    assert [str(cell.A.Scope) for cell in cells] == ["/Column", "/Column", "/Row"]
    assert int(cells[1].A.ColSpan) == 2


def test_the_foot_of_a_side_is_no_part_of_the_text(file: Any) -> None:
    tree = file.Root.StructTreeRoot
    below = [part.get("/K") for part in parts(tree)]
    children = [list(kids) if isinstance(kids, pikepdf.Array) else [kids] for kids in below]
    tagged = sum(isinstance(child, int) for kids in children for child in kids)
    operators = [part for page in file.pages for part in pikepdf.parse_content_stream(page)]
    marked = [part for part in operators if str(part.operator) == "BDC"]
    feet = [part for part in marked if part.operands[0] == pikepdf.Name.Artifact]
    assert len(feet) == 4
    assert {str(part.operands[1].Subtype) for part in feet} == {"/Footer"}
    assert len(marked) - len(feet) == tagged > 5
    arrays = [array for array in tree.ParentTree.Nums if isinstance(array, pikepdf.Array)]
    assert sum(parent is None for array in arrays for parent in array) == len(feet)


def test_an_edit_remakes_only_its_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache = tmp_path / "deep/cache"
    first = [DOCUMENT.format(title=title) for title in ("One", "Two")]
    before = pdf.make_all(first, cache)
    stamps = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert len(stamps) == 2
    after = pdf.make_all([first[0], DOCUMENT.format(title="Three")], cache)
    assert after[0] == before[0]
    assert after[1].content != before[1].content
    assert len(list(cache.iterdir())) == 3
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert {path.name for path in tmp_path.iterdir()} == {"deep"}  # and no copies of fonts


def test_a_finished_pdf_has_its_sides_and_a_grey_picture(tmp_path: Path, content: bytes) -> None:
    finished = pdf.make_all([DOCUMENT.format(title="One")], tmp_path)[0]
    assert finished.content == content
    assert finished.sides == 2
    with Image.open(io.BytesIO(finished.thumbnail)) as picture:
        assert picture.format == "PNG"
        assert abs(picture.width / picture.height - 8.5 / 11) < 0.01


def test_without_pango_one_clear_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    really = builtins.__import__

    def broken(name: str, *rest: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return really(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(RefusedError) as raised:
        pdf.make_all([DOCUMENT], tmp_path)
    said = str(raised.value)
    assert said.startswith("handouts: PDFs need Pango")
    assert "\n" not in said
    assert "HANDOUTS=no" in said
    assert not list(tmp_path.iterdir())
