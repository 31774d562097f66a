"""From a document to a PDF that a screen reader reads in order: WeasyPrint, then a few corrections."""

import hashlib
import io
import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from recovery_site.core.files import write
from recovery_site.core.problems import Problem, RefusedError
from recovery_site.handouts import form_font
from recovery_site.handouts.model import PdfFile

HERE = Path(__file__).parent
STYLE = HERE / "pdf.css"
PRINT_FLAG = 4
"""Bit 3 of an annotation's flags: shown in print (ISO 32000-1, table 165)."""

SEVERAL_LINES, NO_SCROLLING = 1 << 12, 1 << 23
"""Flags of a text field (ISO 32000-1, table 228): it has several lines; typing stops at its edge."""

TEXT_SIZE, LEADING, INSET = 8.5, 1.35, 3.0
"""Size of typed text in points, the height of a line in sizes, and the free space inside a field in points."""

THUMBNAIL_WIDTH, THUMBNAIL_PART = 360, (36, 42, 340, 440)
"""Of the picture of the first side: its width in pixels; left and upper edge, width and height of what it shows, in
points, in the shape of Letter."""


def make_all(documents: Sequence[str], cache: Path) -> list[PdfFile]:
    """Make a PDF of each HTML document, side by side, reusing those in ``cache`` whose document is the same.

    Raises:
        RefusedError: the machine lacks Pango, the library that WeasyPrint sets text with.
    """
    try:
        import weasyprint  # noqa: F401 - importing is the check
    except OSError as error:
        message = (
            "PDFs need Pango: install the package libpango-1.0-0 and libpangoft2-1.0-0 "
            "(Debian, Ubuntu) or pango (others), or build without PDFs: HANDOUTS=no"
        )
        raise RefusedError([Problem("handouts", 0, "", message)]) from error
    paths = {document: cache / f"{_key(document)}.pdf" for document in documents}
    missing = [document for document, path in paths.items() if not path.exists()]
    if missing:
        with (
            tempfile.TemporaryDirectory() as folder,
            ProcessPoolExecutor(
                os.cpu_count(), initializer=_leave_in, initargs=(folder,)
            ) as workers,
        ):
            for document, pdf in zip(missing, workers.map(make, missing), strict=True):
                write(paths[document], pdf)
    return [_finished(paths[document].read_bytes()) for document in documents]


def _leave_in(folder: str) -> None:
    """Let a worker make its files in ``folder``: WeasyPrint's copies of fonts outlive a worker."""
    tempfile.tempdir = folder


def make(document: str) -> bytes:
    """A tagged PDF (PDF/UA-1) of one document; the same document gives the same bytes."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    pdf = HTML(string=document).write_pdf(
        stylesheets=[CSS(filename=STYLE, font_config=fonts)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_forms=True,
        pdf_identifier=hashlib.sha256(document.encode()).digest()[:16],
    )
    return corrected(pdf)


def corrected(pdf: bytes) -> bytes:
    """Fix what WeasyPrint leaves open: links print, every header cell says whether it heads a column or a row,
    and the line at the foot of each side is no part of the text.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = int(annotation.get("/F", 0)) | PRINT_FLAG
        tagged = set(_marks(file.Root.StructTreeRoot))
        if "/AcroForm" in file.Root and len(file.Root.AcroForm.Fields):
            _fit_typed_text(file)
        if len(file.pages) > 1:  # on a single side nothing is said twice
            _margins(file, tagged)
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _fit_typed_text(file: Any) -> None:
    """Let every field show what is typed: any letter, and no more of them than it holds.

    Typing stops at the end of a field (``MaxLen``, and the flag against scrolling), so that nothing is cut off
    on paper. A size that follows the text (0) would cut accents and hooks in Poppler and MuPDF. Boxes keep the
    tick they were drawn with: programs that draw all fields anew leave it out, or make it too small to see.
    """
    form = file.Root.AcroForm
    form.NeedAppearances = False
    form.DR = pikepdf.Dictionary(Font=pikepdf.Dictionary())
    form.DR.Font[form_font.NAME] = form_font.embed(file)
    form.DA = pikepdf.String(f"{form_font.NAME} {TEXT_SIZE} Tf 0 g")
    fields = [field for page in file.pages for field in page.get("/Annots", [])]
    for field in (field for field in fields if field.get("/FT") == "/Tx"):
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        flags = int(field.get("/Ff", 0))
        room = abs(top - bottom) - 2 * INSET if flags & SEVERAL_LINES else 0
        lines = max(1, int(room // (TEXT_SIZE * LEADING)))
        field.DA = form.DA
        field.MaxLen = form_font.fitting(abs(right - left) - 2 * INSET, TEXT_SIZE) * lines
        field.Ff = flags | NO_SCROLLING


def _marks(element: Any, scope: str = "/Row") -> Iterator[tuple[tuple[int, int], int]]:
    """Side and number of each mark below a part of the structure tree; header cells get their scope on the way."""
    below = element.get("/K", pikepdf.Array())
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary):
            kind = str(child.get("/S"))
            if kind == "/TH":
                child.A.Scope = pikepdf.Name(scope)
            yield from _marks(child, {"/THead": "/Column", "/TBody": "/Row"}.get(kind, scope))
        else:
            yield element.Pg.objgen, int(child)


def _margins(file: Any, tagged: Collection[tuple[tuple[int, int], int]]) -> None:
    """Mark what the structure tree leaves out, the margins, so that no reader says it on each side."""
    footer = pikepdf.Dictionary(Type=pikepdf.Name.Pagination, Subtype=pikepdf.Name.Footer)
    untold = ([pikepdf.Name.Artifact, footer], pikepdf.Operator("BDC"))
    parents = file.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(file.pages):
        content: list[Any] = []
        parts: Any = pikepdf.parse_content_stream(page)
        for part in parts:
            mark = int(part.operands[1].get("/MCID", -1)) if str(part.operator) == "BDC" else -1
            in_margin = mark >= 0 and (page.objgen, mark) not in tagged
            content.append(untold if in_margin else part)
            if in_margin:
                parents[2 * number + 1][mark] = None
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(content))


def _finished(pdf: bytes) -> PdfFile:
    with pypdfium2.PdfDocument(pdf) as document:
        scale = THUMBNAIL_WIDTH / THUMBNAIL_PART[2]
        left, top, width, height = (round(scale * points) for points in THUMBNAIL_PART)
        side = document[0].render(scale=scale).to_pil().convert("L")
        picture = side.crop((left, top, left + width, top + height))
        out = io.BytesIO()
        picture.quantize(16).save(out, "PNG", optimize=True)
        return PdfFile(pdf, len(document), out.getvalue())


def _key(document: str) -> str:
    """What a PDF depends on: its document, the style, the fonts, this code and WeasyPrint."""
    files = [STYLE, Path(__file__), Path(form_font.__file__), *sorted(HERE.glob("fonts/*.woff2"))]
    parts = [document.encode(), version("weasyprint").encode(), *map(Path.read_bytes, files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
