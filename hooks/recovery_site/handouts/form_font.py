"""The font of what people type into a form: whole, so that every letter of a name can be shown."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

FONT = Path(__file__).parent / "fonts/source-sans-3-form-400-normal.woff2"
"""Latin with all its extensions, Vietnamese and Cyrillic. Made from SourceSans3-Regular.ttf 3.052 (npm: source-sans)
with pyftsubset; the head of ``fonts/LICENSE`` has the command."""

NAME = "/Wingdings"
"""The name by which fields call the font.

PDFium (Chrome, Edge) asks a font for a letter of another script only if it is called like a font of symbols;
otherwise it looks for one on the machine, and shows nothing where there is none. To others a name is a name.
"""

TYPICAL = "5:45 PM called THREE times, reached Maria Nguyen at the shelter, will come with her aunt"
"""What people write, for the width of a letter: names and some capitals are wider than running text."""

WIDER = 1.17
"""How much wider the letters of Helvetica are, with which MuPDF draws every form."""

READS = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{parts}endcmap CMapName currentdict /CMap defineresource pop end end
"""


@cache
def _font() -> Any:
    font = TTFont(FONT, recalcTimestamp=False)
    font.flavor = None
    return font


def fitting(space: float, size: float) -> int:
    """How many letters of ordinary text fit, also where a program has only :data:`WIDER` letters of its own.

    ``space``: the width, in points; ``size``: the size of the text, in points.
    """
    characters, widths = _font().getBestCmap(), _font()["hmtx"]
    wide = WIDER * sum(widths[characters[ord(letter)]][0] for letter in TYPICAL) / len(TYPICAL)
    return int(space / (wide / _font()["head"].unitsPerEm * size))


def embed(file: Any) -> Any:
    """Put the whole font into a PDF, opened with pikepdf; returns it.

    It is a composite one (ISO 32000-1, 9.7) whose codes are the numbers of its glyphs.
    """
    font, program = _font(), io.BytesIO()
    font.save(program, reorderTables=None)
    head, name = font["head"], Name("/SourceSans3-Form")
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array([head.xMin, head.yMin, head.xMax, head.yMax]),
        ItalicAngle=0,
        Ascent=font["hhea"].ascent,
        Descent=font["hhea"].descent,
        CapHeight=font["OS/2"].sCapHeight,
        StemV=80,
        FontFile2=file.make_stream(program.getvalue()),
    )
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    glyphs = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        FontDescriptor=file.make_indirect(described),
        W=Array([0, Array([font["hmtx"][glyph][0] for glyph in font.getGlyphOrder()])]),
        CIDToGIDMap=Name.Identity,
    )
    characters = sorted(font.getBestCmap().items(), reverse=True)
    numbers = {font.getGlyphID(glyph): code for code, glyph in characters}
    pairs = [f"<{number:04X}> <{code:04X}>" for number, code in sorted(numbers.items())]
    hundreds = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    parts = "".join(f"{len(some)} beginbfchar {' '.join(some)} endbfchar\n" for some in hundreds)
    return file.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([file.make_indirect(glyphs)]),
            ToUnicode=file.make_stream(READS.format(parts=parts).encode()),
        )
    )
