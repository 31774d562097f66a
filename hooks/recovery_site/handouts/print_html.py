"""From the content of a page to a complete document for paper: pure functions, HTML to HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree, html

from recovery_site.core.templates import day, render
from recovery_site.views.print_marks import data_address, is_preview, qr_code, version

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory

NOT_PRINTED = (
    "//form | //*[contains(@class, 'save')]/.. | //*[contains(@class, 'tiles')] "
    "| //*[@class='on-screen'] | //nav | //*[contains(@class, 'footnote-backref')] | //noscript"
)
"""What has a use on a screen only."""

NO_ADDRESS = "ancestor::table | ancestor::figure | ancestor::*[@class='footnote']"
"""Where an address is not printed behind its link: it would break a table; notes name the site."""


@dataclass(frozen=True)
class Sheet:
    """A page that becomes a handout.

    Attributes:
        name: the part of addresses that names it, ``recovery-planning``.
        title: its title.
        description: what it is for, one sentence.
        content: the page's content as HTML, without its title.
        address: the page's public address, absolute.
        audience: for whom; empty where the page does not say.
        reviewed: the day the team reviewed it, or ``None``.
        next_review: the day of the next review, or ``None`` where the page has none.
        sides: the most sides it may have.
        moment: when it is of use: ``missing``, ``back``, ``plan`` or ``always``.
    """

    name: str
    title: str
    description: str
    content: str
    address: str
    audience: str = ""
    reviewed: date | None = None
    next_review: date | None = None
    sides: int = 4
    moment: str = "always"

    @property
    def version(self) -> str:
        """Seven characters that change with the content, printed to tell two copies apart."""
        return version(self.content)


def document(sheet: Sheet, directory: Directory) -> str:
    """The complete HTML of a handout.

    Args:
        sheet: what to print.
        directory: the contacts, for the team's mailbox, and the day of the build.
    """
    return str(
        render(
            "print.html",
            sheet=sheet,
            directory=directory,
            body=html_string(for_paper(sheet.content, sheet.address)),
            code=qr_code(sheet.address),
            preview=is_preview,
            dates=_dates(sheet, directory),
        )
    )


def toolkit(whole: Sheet, sheets: Sequence[Sheet], directory: Directory) -> str:
    """All handouts as one document, with a contents page.

    Args:
        whole: title, description and address of the toolkit.
        sheets: the handouts in the order they are printed.
        directory: the contacts, for the team's mailbox, and the day of the build.
    """
    parts = []
    for sheet in sheets:
        body = for_paper(sheet.content, sheet.address)
        for element in body.xpath("//*[@id]"):
            element.set("id", f"{sheet.name}-{element.get('id')}")
        for link in body.xpath("//a[starts-with(@href, '#')]"):
            link.set("href", f"#{sheet.name}-{link.get('href')[1:]}")
        for entry in body.xpath("//*[@name]"):
            entry.set("name", f"{sheet.name}-{entry.get('name')}")
        parts.append((sheet, html_string(body), _dates(sheet, directory)))
    return str(
        render(
            "toolkit.html",
            whole=whole,
            parts=parts,
            directory=directory,
            code=qr_code(whole.address),
            preview=is_preview,
        )
    )


def _dates(sheet: Sheet, directory: Directory) -> list[tuple[str, str]]:
    """What stands in small print on a sheet: its version, and when it and its numbers were looked at."""
    dates = [("Version", sheet.version)]
    links = set(html.fragment_fromstring(sheet.content, create_parent="div").xpath("//a/@href"))
    checks = [checked for link, checked in directory.checked_by_link.items() if link in links]
    if checks:
        oldest = min(checks, key=lambda checked: checked.earliest)
        later = " or later" if any(checked != oldest for checked in checks) else ""
        dates.append(("Numbers checked", oldest.words + later))
    if sheet.audience:
        dates.append(("Reviewed by the team", day(sheet.reviewed) if sheet.reviewed else "Not yet"))
    if sheet.next_review:
        name = "Review was due on" if sheet.next_review < directory.today else "Next review"
        dates.append((name, day(sheet.next_review)))
    return dates


def for_paper(content: str, address: str) -> html.HtmlElement:
    """The content changed for paper and for readers of PDFs.

    Args:
        content: the page's content as HTML.
        address: the page's public address, for links.
    """
    root = html.fragment_fromstring(content, create_parent="div")
    for element in root.xpath(NOT_PRINTED):
        if element.getparent() is not None:
            element.drop_tree()
    for link in root.xpath("//a[not(starts-with(@href, '#'))]"):
        link.set("href", urljoin(address, link.get("href")).replace("/index.html", "/"))
        href = link.get("href")
        if href.startswith("http") and _leaves(href, address) and not link.xpath(NO_ADDRESS):
            _print_address(link, href)
    # WeasyPrint marks a link as one only where it holds plain text; other links are lost to those who listen.
    for element in root.xpath("//a[not(ancestor::svg)]//*"):
        element.drop_tag()
    for group in root.xpath("//dl/div"):  # a list of terms may hold nothing else in a PDF
        group.drop_tag()
    _tick_boxes(root)
    _fields(root)
    _notes(root)
    _map(root)
    return root


def _print_address(link: html.HtmlElement, href: str) -> None:
    """Print where a link leads behind it, unless its text says so already."""
    if link.text_content().strip() != href.removeprefix("https://"):
        address = html.Element("span")
        address.set("class", "address")
        address.text = f" ({href})"
        address.tail, link.tail = link.tail, None
        link.addnext(address)


def _leaves(href: str, address: str) -> bool:
    return href.split("/")[2] != address.split("/")[2]


def _tick_boxes(root: html.HtmlElement) -> None:
    """A list to tick gets boxes to tick with a pen."""
    for box in root.xpath("//input[@type='checkbox']"):
        mark = html.Element("span")
        mark.set("class", "box")
        mark.tail = box.tail
        box.getparent().replace(box, mark)
    for words in root.xpath("//li[contains(@class, 'task-list-item')]//label/span[not(@class)]"):
        words.drop_tag()
    for label in root.xpath("//li[contains(@class, 'task-list-item')]//label"):
        label.drop_tag()


def _fields(root: html.HtmlElement) -> None:
    """Blanks become fields of a form, each with the name a screen reader says."""
    for number, blank in enumerate(root.xpath("//*[@data-field]"), 1):
        lines = int(blank.get("data-lines", "1"))
        entry = html.Element("textarea" if lines > 1 else "input")
        if lines > 1:
            entry.set("class", f"lines-{lines}")
        else:
            entry.set("type", "text")
        entry.set("name", f"field-{number}")
        entry.set("title", blank.get("data-field"))
        entry.tail = blank.tail
        blank.getparent().replace(blank, entry)
    for number, blank in enumerate(root.xpath("//*[@data-tick]"), 1):
        entry = html.Element("input")
        entry.set("type", "checkbox")
        entry.set("name", f"tick-{number}")
        entry.set("title", blank.get("data-tick"))
        entry.tail = blank.tail
        blank.getparent().replace(blank, entry)


def _notes(root: html.HtmlElement) -> None:
    """Notes become short paragraphs with their number, which fit two columns."""
    for block in root.xpath("//div[@class='footnote']"):
        notes = html.Element("section")
        notes.set("class", "notes")
        head = etree.SubElement(notes, "h2")
        head.text = "Notes"
        for number, item in enumerate(block.xpath(".//li"), 1):
            paragraph = item.find("p")
            paragraph.set("id", item.get("id", ""))
            paragraph.text = f"{number} {paragraph.text or ''}"
            notes.append(paragraph)
        block.getparent().replace(block, notes)


SHAPE = {"fill": "#fff", "stroke": "#000", "stroke-width": ".4"}
LINE = {"fill": "none", "stroke": "#000", "stroke-width": ".3"}
LETTERS = {"font-family": "Source Sans 3", "font-weight": "700", "font-size": "7.6"}
MIDDLE = {"text-anchor": "middle", "dominant-baseline": "central"}
"""How the parts of the map are drawn on paper, as attributes: a picture knows no style sheet."""


def _map(root: html.HtmlElement) -> None:
    """The map becomes a picture with a text in its place; its links stand in the list."""
    for drawing in root.xpath("//svg"):
        name = " ".join(drawing.getparent().find("figcaption").text_content().split())
        for group in drawing.xpath("./g[@class]"):
            for shape in group.xpath("./a/path[not(@class)] | ./a/rect"):
                shape.set("data-region", group.get("class")[1:])
        for link in drawing.xpath(".//a"):
            link.tag = "g"
            for attribute in ("href", "tabindex"):
                link.attrib.pop(attribute, None)
        for part in drawing.iter("path", "rect", "circle", "text", "tspan"):
            _drawn(part)
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
        for part in drawing.iter():
            for attribute in ("viewBox", "patternUnits"):  # the reader of HTML wrote them small
                if value := part.attrib.pop(attribute.lower(), None):
                    part.set(attribute, value)
        figure = drawing.getparent()
        regions = figure.getparent()
        if regions.get("class") == "regions":  # on paper the map stands before what it shows
            regions.addprevious(figure)
        picture = html.Element("img")
        picture.set("alt", name)
        picture.set("class", "map")
        picture.set("src", data_address(etree.tostring(drawing, with_tail=False), "image/svg+xml"))
        drawing.getparent().replace(drawing, picture)


def _drawn(part: html.HtmlElement) -> None:
    """Give a part of the map the look it has on paper."""
    kind = (part.get("class") or "").split()
    if part.getparent().tag == "pattern":
        look = {"path": LINE | {"stroke": "#777"}, "circle": {"fill": "#777"}}.get(
            part.tag, {"fill": "#e3e3e3" if part.getparent().get("id") == "p3" else "#fff"}
        )
    elif part.tag == "text":
        look = LETTERS if kind else LETTERS | MIDDLE
        if kind == ["name"]:
            look = look | {"font-size": "7", "dominant-baseline": "central"}
    elif part.tag == "tspan":
        look = {"font-size": "6.4", "font-weight": "400"}
    else:
        look = LINE if kind in (["leader"], ["inset"]) else SHAPE
        if region := part.attrib.pop("data-region", None):
            look = look | {"fill": f"url(#p{region})"}
    for name, value in look.items():
        part.set(name, value)


def html_string(element: html.HtmlElement) -> str:
    """The element's HTML."""
    return str(etree.tostring(element, method="html", encoding="unicode", with_tail=False))
