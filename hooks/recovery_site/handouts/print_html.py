"""From the content of a page to a complete document for paper: pure functions, HTML to HTML."""

import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import builder

from recovery_site.core.shown_page import ShownPage
from recovery_site.core.templates import day, render
from recovery_site.data.directory import Directory
from recovery_site.views.print_marks import is_preview, qr_code, version

NOT_PRINTED = (
    "//form | //*[contains(@class, 'save')]/.. | //*[contains(@class, 'tiles')] "
    "| //*[@class='on-screen'] | //nav | //*[contains(@class, 'footnote-backref')] | //noscript"
)
"""What has a use on a screen only."""

NO_ADDRESS = "ancestor::table | ancestor::figure | ancestor::*[@class='footnote']"
"""Where an address is not printed behind its link: it would break a table; notes name the site."""

NEEDLESS = "//a[not(ancestor::svg)]//* | //dl/div | //li//label | //li//label/span[not(@class)]"
"""What only holds other things. WeasyPrint marks a link as one only where it holds plain text: others are lost to
those who listen. A list of terms may hold nothing else in a PDF. A pen needs no labels of boxes."""

MAP_STYLE = Path(__file__).with_name("pdf_map.css")
"""How the map looks on paper; it goes into the picture, which knows no other style sheet."""


def document(sheet: ShownPage, directory: Directory) -> str:
    """The complete HTML of a handout; from the directory come the team's mailbox and the day of the build."""
    body = for_paper(sheet.content, sheet.address)
    dates = _dates(sheet, body, directory)
    return _printed("print.html", sheet, directory, body=html_string(body), dates=dates)


def toolkit(whole: ShownPage, sheets: Sequence[ShownPage], directory: Directory) -> str:
    """All handouts as one document, with a contents page; ``whole``: its title, description and address."""
    parts = []
    for sheet in sheets:
        body = for_paper(sheet.content, sheet.address)
        for named in body.xpath("//@id | //@name | //a/@href[starts-with(., '#')]"):
            value = re.sub("^#?", rf"\g<0>{sheet.name}-", named)
            named.getparent().set(named.attrname, value)
        parts.append((sheet, html_string(body), _dates(sheet, body, directory)))
    return _printed("toolkit.html", whole, directory, parts=parts)


def _printed(template: str, sheet: ShownPage, directory: Directory, **values: object) -> str:
    values |= {"code": qr_code(sheet.address), "preview": is_preview(sheet.address)}
    return str(render(template, sheet=sheet, directory=directory, **values))


def _dates(sheet: ShownPage, body: html.HtmlElement, directory: Directory) -> list[tuple[str, str]]:
    """What stands in small print on a sheet: its version, and when it and its numbers were looked at."""
    dates = [("Version", version(sheet.content))]
    links = set(body.xpath("//a/@href"))
    checks = [checked for link, checked in directory.checked_by_link.items() if link in links]
    if checks:
        oldest = min(checks, key=lambda checked: checked.earliest)
        later = " or later" if any(checked != oldest for checked in checks) else ""
        dates.append(("Numbers checked", oldest.words + later))
    reviewed, following = sheet.meta.get("reviewed"), sheet.meta.get("next_review")
    if sheet.meta.get("audience"):
        dates.append(("Reviewed by the team", day(reviewed) if reviewed else "Not yet"))
    if following:
        name = "Review was due on" if following < directory.today else "Next review"
        dates.append((name, day(following)))
    return dates


def for_paper(content: str, address: str) -> html.HtmlElement:
    """The content of a page changed for paper and for readers of PDFs; ``address``: its own, for links."""
    root = html.fragment_fromstring(content, create_parent="div")
    for element in root.xpath(NOT_PRINTED):
        if element.getparent() is not None:
            element.drop_tree()
    for link in root.xpath("//a[not(starts-with(@href, '#'))]"):
        href = urljoin(address, link.get("href")).replace("/index.html", "/")
        link.set("href", href)
        leaves = href.startswith("http") and urlsplit(href).netloc != urlsplit(address).netloc
        shown = link.text_content().strip() == href.removeprefix("https://")
        if leaves and not shown and not link.xpath(NO_ADDRESS):
            behind = builder.SPAN(f" ({href})", builder.CLASS("address"))
            behind.tail, link.tail = link.tail, None
            link.addnext(behind)
    for element in root.xpath(NEEDLESS):
        element.drop_tag()
    _fields(root)
    _notes(root)
    _map(root)
    return root


def _become(element: html.HtmlElement, tag: str, **attributes: str) -> None:
    """Make an element another one in its place; what stands behind it stays."""
    element.clear(keep_tail=True)
    element.tag = tag
    element.attrib.update(attributes)


def _fields(root: html.HtmlElement) -> None:
    """Boxes get a frame for a pen; blanks become fields of a form, each with the name a screen reader says."""
    for box in root.xpath("//input[@type='checkbox']"):
        _become(box, "span", **{"class": "box"})
    for number, blank in enumerate(root.xpath("//*[@data-field]"), 1):
        named = {"name": f"field-{number}", "title": blank.get("data-field")}
        if (lines := blank.get("data-lines")) == "1":
            _become(blank, "input", type="text", **named)
        else:
            _become(blank, "textarea", **{"class": f"lines-{lines}"}, **named)
    for number, blank in enumerate(root.xpath("//*[@data-tick]"), 1):
        title = blank.get("data-tick")
        _become(blank, "input", type="checkbox", name=f"tick-{number}", title=title)


def _notes(root: html.HtmlElement) -> None:
    """Notes become short paragraphs with their number, which fit two columns."""
    for block in root.xpath("//div[@class='footnote']"):
        notes = [builder.H2("Notes")]
        for number, item in enumerate(block.xpath(".//li"), 1):
            note = item.find("p")
            note.set("id", item.get("id", ""))
            note.text = f"{number} {note.text or ''}"
            notes.append(note)
        _become(block, "section", **{"class": "notes"})
        block.extend(notes)


def _map(root: html.HtmlElement) -> None:
    """The map becomes a picture with a text in its place; its links stand in the list."""
    for drawing in root.xpath("//svg"):
        figure = drawing.getparent()
        for link in drawing.xpath(".//a"):
            link.tag = "g"
        etree.strip_attributes(drawing, "href", "tabindex")
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
        drawing.insert(0, builder.STYLE(MAP_STYLE.read_text("utf-8")))
        picture = etree.tostring(drawing, with_tail=False)
        for name in (b"viewBox", b"patternUnits"):  # the reader of HTML wrote them small
            picture = picture.replace(name.lower(), name)
        alt = " ".join(figure.find("figcaption").text_content().split())
        source = f"data:image/svg+xml;base64,{b64encode(picture).decode()}"
        _become(drawing, "img", **{"alt": alt, "class": "map", "src": source})
        around = figure.getparent()
        if around.get("class") == "regions":  # on paper the map stands before what it shows
            around.addprevious(figure)


def html_string(element: html.HtmlElement) -> str:
    """The element's HTML."""
    return str(etree.tostring(element, method="html", encoding="unicode", with_tail=False))
