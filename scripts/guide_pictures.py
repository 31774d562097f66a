"""Draw the pictures of the guides for staff: parts of the site beside the text that makes them.

Usage::

    make pictures    # or: python scripts/guide_pictures.py CHROMIUM

It builds the site without PDFs, in a copy in which one person has a made-up name, the team's mailbox and
NCMEC's 24-hour line, so that no picture goes stale when somebody leaves. It writes three pictures into
``contributing/pictures``.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOP = Path(__file__).resolve().parents[1]
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
PARTS = (
    ("1", r"name|credentials", "h2, h3"),
    ("2", r"role|regions", ".contact-role"),
    ("3", r"phone", "li:nth-child(1)"),
    ("4", r"email", "li:nth-child(2)"),
    ("5", r"source|checked", "p.checked"),
)
"""What carries the same number: fields of the record, and where they stand on the card."""

PAGE = "missing-from-care"
TEXT = (
    ("1", r"## Report every child"),
    ("2", r"!!! practice \"Recommended.*"),
    ("3", r"    NCMEC asks for a report on every child.*"),
    ("4", r"- \[ \] Agree with police: .*"),
    ("5", r"- \[ \] Start the return plan: .*"),
)
"""Lines of one page, whose parts are put together for the picture."""

STYLE = """
body > * { display: none }
body > #picture { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; align-items: start; padding: 1rem;
  width: 1080px; box-sizing: border-box; background: var(--paper, #fff) }
#picture pre { font: 15px/1.7 monospace; white-space: pre-wrap; margin: 0; padding: .75rem; border: 1px solid #777 }
#picture article, #picture .left { margin: 0 }
.number { display: inline-block; min-width: 1.5em; border-radius: 1em; background: #1b1b1b; color: #fff;
  font: bold 14px/1.5 sans-serif; text-align: center; margin-right: .5em }
"""

HELPERS = """
window.numbered = (text) => {
  const one = document.createElement("span");
  one.className = "number";
  one.textContent = text;
  return one;
};
window.sideBySide = (parts, lines) => {
  const picture = document.createElement("div");
  picture.id = "picture";
  const side = document.createElement("div");
  side.className = "left";
  side.append(...parts);
  const text = document.createElement("pre");
  for (const [number, line] of lines) text.append(window.numbered(number), line + "\\n");
  picture.append(side, text);
  document.body.append(picture);
};
"""
"""Puts parts of a page beside lines of text, and numbers both."""


def build(folder: Path) -> Path:
    """The site of a copy of the project, with the made-up record in the place of a person's."""
    for name in ("docs", "data", "overrides", "hooks"):
        shutil.copytree(TOP / name, folder / name)
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(TOP / name, folder)
    contacts = folder / "data/contacts.yml"
    text = contacts.read_text("utf-8")
    start = text.index("\npeople:\n") + len("\npeople:\n")
    contacts.write_text(f"{text[:start]}{RECORD}\n{text[start:]}", "utf-8")
    environment = os.environ | {
        "HANDOUTS": "no",
        "PYTHONPATH": str(folder / "hooks"),
        "NO_MKDOCS_2_WARNING": "1",
        "REPOSITORY_URL": "https://github.com/OWNER/NAME",
    }
    command = [
        str(Path(sys.executable).with_name("mkdocs")),
        "build",
        "--quiet",
        "--site-dir",
        "site",
    ]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder / "site"


def record_lines() -> list[tuple[str, str]]:
    """The lines of the record, each with its number."""
    found = []
    for line in RECORD.splitlines():
        field = line.strip(" -").partition(":")[0]
        (number,) = [one for one, fields, _ in PARTS if re.fullmatch(fields, field)]
        found.append((number, line))
    return found


def page_lines() -> list[tuple[str, str]]:
    """The lines of the page, each with its number, as they are written there."""
    text = (TOP / f"docs/{PAGE}.md").read_text("utf-8")
    found = []
    for number, pattern in TEXT:
        (line,) = re.findall(f"^{pattern}$", text, re.MULTILINE)
        found.append((number, line))
    return found


def contact(page: Page, site: Path) -> bytes:
    """A person's card, and the record."""
    page.goto((site / "contacts/index.html").as_uri())
    page.add_script_tag(content=HELPERS)
    page.evaluate(
        """([lines, parts]) => {
          const card = document.getElementById("ana-example").closest("article");
          for (const [number, , place] of parts) card.querySelector(place).prepend(window.numbered(number));
          window.sideBySide([card], lines);
        }""",
        [record_lines(), list(PARTS)],
    )
    return shot(page)


def part_of_page(page: Page, site: Path) -> bytes:
    """Parts of a page, and their Markdown."""
    page.goto((site / PAGE / "index.html").as_uri())
    page.add_script_tag(content=HELPERS)
    page.evaluate(
        """(lines) => {
          const heading = document.getElementById("report-every-child");
          const box = heading.nextElementSibling.cloneNode(true);
          const [title, first, ...rest] = box.children;
          rest.forEach((one) => one.remove());
          const list = document.createElement("ul");
          list.className = "task-list";
          const items = [...document.querySelectorAll("li.task-list-item")];
          for (const words of ["Agree with police", "Start the return plan"]) {
            const item = items.find((one) => one.textContent.trim().startsWith(words)).cloneNode(true);
            list.append(item);
            item.prepend(window.numbered(words[0] === "A" ? "4" : "5"));
          }
          const top = heading.cloneNode(true);
          top.prepend(window.numbered("1"));
          title.prepend(window.numbered("2"));
          first.prepend(window.numbered("3"));
          window.sideBySide([top, box, list], lines);
        }""",
        page_lines(),
    )
    return shot(page)


def shot(page: Page) -> bytes:
    """The picture that was put together on the page."""
    page.add_style_tag(content=STYLE)
    return page.locator("#picture").screenshot()


def link_at_the_end(page: Page, site: Path) -> bytes:
    """The end of a page, with the link to its file marked."""
    page.goto((site / "return/index.html").as_uri())
    page.add_style_tag(
        content="a[href*='/edit/'] { outline: 4px solid #1b1b1b; outline-offset: 4px; }"
        ".dates { margin-top: 2rem }"
    )
    end = page.locator("dl.dates").bounding_box()
    line = page.locator("p", has_text="See a mistake on this page?").bounding_box()
    assert end
    assert line
    top = end["y"] - 24
    clip = {
        "x": line["x"] - 16,
        "y": top,
        "width": line["width"] + 32,
        "height": line["y"] + line["height"] + 24 - top,
    }
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def light(picture: bytes) -> bytes:
    """The same with few colors."""
    few = (
        Image.open(io.BytesIO(picture))
        .convert("RGB")
        .quantize(32, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def main(executable: str) -> None:
    """Build the site and write the pictures."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1120, "height": 900}, bypass_csp=True)
        page = context.new_page()
        INTO.mkdir(parents=True, exist_ok=True)
        for name, draw in (
            ("contact-and-record.png", contact),
            ("page-and-text.png", part_of_page),
            ("suggest-a-change.png", link_at_the_end),
        ):
            content = light(draw(page, site))
            (INTO / name).write_bytes(content)
            print(f"{name}: {len(content)} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
