"""Draw the pictures that other programs show for the site: when a page is shared, and on a phone.

Usage::

    make pictures    # or: python scripts/share_image.py

It writes ``share.png`` and ``icon-180.png`` into ``overrides/assets``, from the colors of the style
sheet, the font of the hand-outs and ``icon.svg``. Run it after a change to one of them. The pictures
carry the name of the site and plain words: no logo and no photo.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import weasyprint
from PIL import Image
from recovery_site.views.stylesheet import tokens

TOP = Path(__file__).resolve().parents[1]
ASSETS = TOP / "overrides/assets"
FONTS = TOP / "hooks/recovery_site/handouts/fonts"
SHARED = (1200, 630)
"""Width and height in pixels that programs which show a link ask for."""

TOUCH = 180
"""Width and height in pixels of the icon on the home screen of a phone."""

LINES = (
    "Recovery Services Team",
    "Help when a child is missing from care",
    "Contacts and guidance for child-welfare professionals",
)

PAGE = """<style>
@font-face {{ font-family: Site; src: url(source-sans-3-latin-400-normal.woff2); font-weight: 400 }}
@font-face {{ font-family: Site; src: url(source-sans-3-latin-700-normal.woff2); font-weight: 700 }}
@page {{ size: {width}px {height}px; margin: 0 }}
body {{ margin: 0; width: {width}px; height: {height}px; background: {back}; color: {front}; font-family: Site }}
.share {{ padding: 84px 90px; border-left: 18px solid {mark}; box-sizing: border-box; height: 100% }}
.share svg {{ width: 96px; height: 96px; border: 3px solid {front}; border-radius: 20px; margin-bottom: 20px }}
h1 {{ font-size: 84px; line-height: 1.08; margin: 44px 0 28px }} p {{ font-size: 38px; margin: 0 }}
svg {{ width: {width}px; height: {height}px; display: block }}
</style>{body}"""


def picture(body: str, size: tuple[int, int], colors: dict[str, str]) -> bytes:
    """A picture of some HTML, as a PNG with few colors.

    Args:
        body: the HTML.
        size: width and height in pixels.
        colors: the colors of the style sheet, by name.
    """
    page = PAGE.format(
        width=size[0],
        height=size[1],
        back=colors["brand"],
        front=colors["on-brand"],
        mark=colors["focus"],
        body=body,
    )
    pdf = weasyprint.HTML(string=page, base_url=f"{FONTS.as_uri()}/").write_pdf()
    drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=4 / 3).to_pil().convert("RGB")
    few = drawn.crop((0, 0, *size)).quantize(
        64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def pictures(style: str, icon: str) -> dict[str, bytes]:
    """Both pictures, by the name of their file.

    Args:
        style: text of the style sheet.
        icon: the icon as SVG.
    """
    colors = tokens(style)["light"]
    name, title, about = LINES
    shared = f'<div class="share">{icon}<p>{name}</p><h1>{title}</h1><p>{about}</p></div>'
    square = re.sub(r' rx="\d+"', "", icon)  # a phone rounds the corners itself
    return {
        "share.png": picture(shared, SHARED, colors),
        "icon-180.png": picture(square, (TOUCH, TOUCH), colors),
    }


def main() -> None:
    """Write the pictures."""
    style, icon = ((ASSETS / name).read_text("utf-8") for name in ("site.css", "icon.svg"))
    for name, content in pictures(style, icon).items():
        (ASSETS / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
