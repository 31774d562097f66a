"""Draw every picture that the repository holds, from the site as it is now.

Usage: ``make pictures``. It builds the site without PDFs, and the demonstration with made-up regions, and writes
``share.png`` and ``icon-180.png`` (for shared links and phones) into ``overrides/assets`` and the pictures of README
and of the guides into ``contributing/pictures``. Run it after a change to the look, and look at each.
"""

import base64
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import TOP, copy_site
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from recovery_site.views.stylesheet import tokens

ASSETS = TOP / "overrides/assets"
FONTS = TOP / "hooks/recovery_site/handouts/fonts"
INTO = TOP / "contributing/pictures"

RECORD = """\
  - name: Ana Example
    credentials: DSW, LCSW
    role: Resource Specialist
    regions: 2
    email: RecoveryServices@NCMEC.ORG
    phone: 1-800-843-5678
    source: the team's list
    checked: 2026-11-23
"""
"""A made-up person with the team's mailbox and NCMEC's line: the picture reaches no stranger and never goes stale."""

LINES = (
    "Recovery Services Team",
    "Help when a child is missing from care",
    "Contacts and guidance for child-welfare professionals",
)
SHARED = """<style>{fonts}</style><body style="margin:0;background:{brand};color:{on-brand};font:38px/1.3 'Source Sans 3',sans-serif">
<div style="box-sizing:border-box;height:630px;padding:84px 90px;border-left:18px solid {focus}">{icon}
<p style="margin:24px 0 0">{0}</p><h1 style="font-size:84px;line-height:1.08;margin:44px 0 28px">{1}</h1>
<p style="margin:0">{2}</p></div>"""
"""The picture that programs show for a link."""

BESIDE = """<div style="display:flex;gap:1.5rem;align-items:flex-start;width:1080px;padding:1rem;background:#fff">
<div style="flex:1">{left}</div>
<pre style="flex:1;margin:0;padding:.75rem;border:1px solid #777;font:15px/1.7 monospace">{right}</pre></div>"""


def build(folder: Path, edition: str = "", people: str = "") -> Path:
    """The site of a copy of the project, where ``people`` come first in the list of people."""
    copy_site(folder)
    contacts = folder / "data/contacts.yml"
    text = contacts.read_text("utf-8")
    contacts.write_text(text.replace("\npeople:\n", f"\npeople:\n{people}\n", 1), "utf-8")
    environment = os.environ | {
        "EDITION": edition, "HANDOUTS": "no", "PYTHONPATH": str(folder / "hooks"),
        "REPOSITORY_URL": "https://github.com/OWNER/NAME",
    }  # fmt: skip
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "demo"]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder / "demo"


def light(picture: bytes, colors: int = 200, width: int = 0) -> bytes:
    """The same as a PNG with few colors, and, if asked, made smaller to a width in pixels."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    if width:
        height = round(image.height * width / image.width)
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    few = image.quantize(colors, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return png(few)


def png(image: Image.Image) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def opened(browser: Browser, address: str, width: int, height: int, scale: float = 1) -> Page:
    """A page of the site in a window of this size, by day."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address)
    return page


def beside(card: Locator) -> bytes:
    """A card of the directory beside the record that makes it."""
    page = card.page
    right = RECORD.replace("&", "&amp;").replace("<", "&lt;")
    page.evaluate(
        "([card, html]) => { document.body.innerHTML = html.replace('{left}', card) }",
        [card.evaluate("(card) => card.outerHTML"), BESIDE.replace("{right}", right)],
    )
    return page.locator("body > div").screenshot()


def side_by_side(*pictures: bytes) -> bytes:
    """Pictures of one height in a row."""
    left, right = (Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures)
    row = Image.new("RGB", (left.width + 16 + right.width, max(left.height, right.height)), "white")
    row.paste(left, (0, 0))
    row.paste(right, (left.width + 16, 0))
    return png(row)


def pictures(browser: Browser, site: Path, demo: Path, example: Path) -> dict[str, bytes]:
    """The pictures of README and of the guides, by the name of their file."""

    def on(folder: Path, path: str, width: int, height: int, scale: float = 1) -> Page:
        return opened(browser, (folder / path / "index.html").as_uri(), width, height, scale)

    link = on(site, "return", 1120, 900).locator("p", has_text="See a mistake on this page?")
    marked = "a[href*='/edit/'] { outline: 4px solid #1b1b1b; outline-offset: 4px }"
    link.page.add_style_tag(content=marked)
    regions = [on(folder, "regions", 1280, 860).screenshot() for folder in (site, demo)]
    card = on(example, "contacts", 1120, 900).locator("article", has_text="Ana Example")
    phone = on(site, "missing-from-care", 360, 740, 2)
    assigned = on(demo, "regions", 1280, 900)
    return {
        "home.png": light(on(site, "", 1280, 800).screenshot(), width=960),
        "map-with-made-up-regions.png": light(assigned.screenshot(), width=960),
        "guide-on-a-phone.png": light(phone.screenshot(), width=360),
        "contact-and-record.png": light(beside(card)),
        "suggest-a-change.png": light(link.screenshot()),
        "regions-before-and-after.png": light(side_by_side(*regions), width=1200),
    }


def drawn(browser: Browser, colors: dict[str, str], icon: str) -> dict[str, bytes]:
    """The pictures for shared links and phones by their file's name: in ``colors`` by name, with the icon, an SVG."""
    page = opened(browser, "about:blank", 1200, 630)
    faces = []
    for weight in (400, 700):
        font = base64.b64encode((FONTS / f"source-sans-3-latin-{weight}-normal.woff2").read_bytes())
        source = f"url(data:font/woff2;base64,{font.decode()})"
        faces.append(f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};src:{source}}}")
    drawing = re.sub(r"<svg", '<svg width="96" height="96"', icon, count=1)
    page.set_content(SHARED.format(*LINES, icon=drawing, fonts="".join(faces), **colors))
    page.evaluate("document.fonts.ready")
    shared = page.screenshot()
    page = opened(browser, "about:blank", 180, 180)
    square = re.sub(r' rx="\d+"', "", icon)  # a phone rounds the corners itself
    square = square.replace("<svg", '<svg width="180" height="180"', 1)
    page.set_content(f'<body style="margin:0">{square}')
    return {"share.png": light(shared), "icon-180.png": light(page.screenshot(), 16)}


def main(executable: str) -> None:
    """Write every picture."""
    style, icon = ((ASSETS / name).read_text("utf-8") for name in ("colors.css", "icon.svg"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        site, demo = build(Path(folder, "site")), build(Path(folder, "demo"), "demo")
        example = build(Path(folder, "example"), people=RECORD)
        for_links = drawn(browser, tokens(style)["light"], icon)
        for target, files in ((ASSETS, for_links), (INTO, pictures(browser, site, demo, example))):
            for name, content in files.items():
                (target / name).write_bytes(content)
                print(f"{name}: {len(content)} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
