"""Content of a page changed for paper: pure functions, read back as HTML."""

import base64
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import etree, html
from recovery_site.core.shown_page import ShownPage
from recovery_site.data.directory import Data
from recovery_site.handouts import print_html as document
from recovery_site.views import worksheets
from recovery_site.views.print_marks import version
from recovery_site.views.region_map import region_map

from tests.recovery_site.reading import words

SITE = "https://recovery-services.example"
ADDRESS = f"{SITE}/worksheets/plan/"
META = {
    "title": "A plan & more",
    "description": "What it is for.",
    "audience": "Caseworkers and drivers",
    "next_review": date(2027, 5, 23),
}
SHEET = ShownPage("worksheets/plan/index.html", META, "<h2>First</h2><p>Text.</p>", ADDRESS)


def paper(content: str) -> Any:
    """The content as it goes to paper."""
    return document.for_paper(content, ADDRESS)


@pytest.mark.parametrize(
    "part",
    [
        "<form>GONE</form>",
        "<nav>GONE</nav>",
        "<noscript>GONE</noscript>",
        '<p><a class="save" href="a.vcf">GONE</a></p>',
        '<div class="tiles">GONE</div>',
        '<div class="tiles-territories">GONE</div>',
        '<span class="on-screen">GONE</span>',
        '<a class="footnote-backref" href="#x">GONE</a>',
    ],
)
def test_what_is_of_use_on_a_screen_only_is_left_out(part: str) -> None:
    assert words(paper(f"<p>Before</p>{part}after<p>After</p>")) == "BeforeafterAfter"


OUTSIDE_LINK = '<a href="https://a.example/b">x</a>'


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../../return/index.html#words", f"{SITE}/return/#words"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:911", "tel:911"),
        ("#first", "#first"),
    ],
)
def test_links_work_far_from_the_site_and_parts_of_a_page_stay_near(link: str, target: str) -> None:
    root = paper(f'<p><a href="{link}">text</a></p>')
    assert root.xpath("//a/@href") == [target]
    assert words(root) == "text"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<p>See {OUTSIDE_LINK}. More.</p>", "See x (https://a.example/b). More."),
        (f"<table><tr><td>{OUTSIDE_LINK}</td></tr></table>", "x"),
        (f"<figure>{OUTSIDE_LINK}</figure>", "x"),
        (OUTSIDE_LINK.replace(">x<", ">a.example/b<"), "a.example/b"),
        (f'<a href="{SITE}/b">x</a>', "x"),
    ],
)
def test_an_address_elsewhere_is_printed_unless_it_would_break_or_repeat(
    content: str, said: str
) -> None:
    assert words(paper(content)) == said


def test_notes_name_their_number_and_keep_their_place_and_no_address() -> None:
    root = paper(
        '<p>Text<sup><a href="#fn:b">1</a></sup></p><div class="footnote"><hr><ol>'
        '<li id="fn:b"><p>A <em>law</em>. <a href="https://a.example/">x</a></p></li>'
        '<li id="fn:c"><p>A study.</p></li></ol></div>'
    )
    notes = root.xpath("//section[@class='notes']")[0]
    assert [note.tag for note in notes] == ["h2", "p", "p"]
    assert [words(note) for note in notes] == ["Notes", "1 A law. x", "2 A study."]
    assert [note.get("id") for note in notes[1:]] == ["fn:b", "fn:c"]
    assert root.xpath("//sup/a/@href") == ["#fn:b"]


def test_a_list_to_tick_has_boxes_for_a_pen_and_no_fields() -> None:
    root = paper(
        '<ul><li class="task-list-item"><label class="task-list-control"><input type="checkbox">'
        '<span class="task-list-indicator"></span></label> Call police</li></ul>'
    )
    assert not root.xpath("//input | //label")
    assert len(root.xpath("//span[@class='box']")) == 1
    assert words(root) == "Call police"


def test_blanks_become_fields_with_their_names_in_order() -> None:
    root = paper(
        f"<p>{worksheets.field('Driver')}</p><p>{worksheets.field('Notes', '3 lines')}</p>"
        f"<p>{worksheets.field('Phone', 'cell')}</p><p>{worksheets.tick('Fed')}</p>"
        f"<p>{worksheets.choice('Talk?', 'Yes', 'No')} after</p>"
    )
    entries = root.xpath("//input | //textarea")
    assert [(entry.tag, entry.get("type"), entry.get("title")) for entry in entries] == [
        ("input", "text", "Driver"),
        ("textarea", None, "Notes"),
        ("input", "text", "Phone"),
        ("input", "checkbox", "Fed"),
        ("input", "checkbox", "Talk?: Yes"),
        ("input", "checkbox", "Talk?: No"),
    ]
    names = [entry.get("name") for entry in entries]
    assert len(set(names)) == len(names)
    assert entries[1].get("class") == "lines-3"
    assert not root.xpath("//*[@data-field or @data-tick]")
    said = words(root).replace(" ", "")
    assert said == "DriverNotesFedTalk?YesNoafter"


def test_the_map_becomes_one_picture_with_an_alternative_text(region_data: Data) -> None:
    root = paper(str(region_map(region_data.directory, "../")))
    pictures = root.xpath("//figure//img")
    assert len(pictures) == 1
    assert not root.xpath("//svg | //*[contains(@class, 'tiles')]")
    caption = words(root.xpath("//figcaption")[0])
    assert pictures[0].get("alt") == caption
    assert caption.startswith("Map of the regions.")
    head, _, carried = pictures[0].get("src").partition(",")
    assert head == "data:image/svg+xml;base64"
    drawing = etree.fromstring(base64.b64decode(carried))
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(drawing.get("viewBox").split()) == 4
    assert not drawing.xpath("//*[local-name()='a'] | //@href")
    style = str(drawing.xpath("string(*[local-name()='style'])"))
    for region in drawing.xpath("*[local-name()='g']/@class"):
        number = region.removeprefix("r")
        fill = (
            f".{region} > g > path:not(.leader), .{region} > g > rect {{ fill: url(#p{number}) }}"
        )
        assert style.count(fill) == 1
    assert len(drawing.xpath("*[@class]/*[local-name()='g']")) == 56
    patterns = drawing.xpath("//*[local-name()='pattern'][@patternUnits='userSpaceOnUse']/@id")
    assert sorted(patterns) == [f"p{region}" for region in range(1, 6)]


def test_links_hold_plain_text_and_lists_of_terms_only_terms_so_that_a_pdf_knows_them() -> None:
    root = paper("<dl><div><dt>Term</dt><dd>Meaning</dd></div></dl>")
    assert [part.tag for part in root.find("dl")] == ["dt", "dd"]
    root = document.for_paper('<p><a href="tel:1">Call <b>571</b><wbr>2</a> <b>x</b></p>', ADDRESS)
    assert [len(link) for link in root.iter("a")] == [0]
    assert words(root) == "Call 5712 x"
    assert len(root.xpath(".//b")) == 1


def test_a_document_says_who_what_where_and_when(data: Data) -> None:
    root = html.document_fromstring(document.document(SHEET, data.directory))
    assert root.get("lang") == "en"
    assert root.findtext(".//title") == "A plan & more"
    meta = {tag.get("name"): tag.get("content") for tag in root.iter("meta") if tag.get("name")}
    assert meta == {
        "author": "Child Sex Trafficking Recovery Services Team",
        "description": "What it is for.",
    }
    body = root.find("body")
    assert (body.get("data-mailbox"), body.get("data-place")) == (
        "RecoveryServices@NCMEC.ORG",
        ADDRESS,
    )
    assert body[0].tag == "h1"
    for said in (
        "For caseworkers and drivers. Not yet reviewed by the team.",
        "Printed copies go out of date.",
        f"Version: {version(SHEET.content)}.",
        "Reviewed by the team: Not yet. Next review: May 23, 2027.",
        ADDRESS,
    ):
        assert said in words(body)
    code = body.find_class("code")[0]
    assert code.get("alt") == f"QR code of {ADDRESS}"


def test_a_sheet_says_when_its_numbers_were_checked(data: Data) -> None:
    def said(*links: str) -> str:
        content = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
        return document.document(replace(SHEET, content=content), data.directory)

    person = next(person for person in data.directory.people if person.phone)
    assert "Numbers checked" not in said("https://a.example/")
    assert f"Numbers checked: {person.checked.words}. " in said(f"tel:{person.tel}")
    assert "Numbers checked: November 2026. " in said("tel:911")
    assert "Numbers checked: November 2026 or later. " in said("tel:911", f"tel:{person.tel}")


def test_a_reviewed_page_says_the_day_instead(data: Data) -> None:
    sheet = replace(SHEET, meta=META | {"reviewed": date(2026, 12, 1)})
    said = document.document(sheet, data.directory)
    assert "Not yet" not in said
    assert "Reviewed by the team: December 1, 2026." in said


def test_in_the_toolkit_nothing_has_the_name_of_another(data: Data) -> None:
    content = (
        '<h2 id="same">Part</h2><p><a href="#same">up</a> <a href="../other/index.html">other</a>'
        f"</p><p>{worksheets.field('Driver')}</p>"
    )
    sheets = [
        ShownPage(f"{name}/index.html", META | {"title": name}, content, f"{ADDRESS}{name}/")
        for name in ("one", "two")
    ]
    whole = replace(SHEET, file="toolkit/index.html", meta=META | {"title": "All"})
    root = html.document_fromstring(document.toolkit(whole, sheets, data.directory))
    for attribute in ("id", "name"):
        values = [part.get(attribute) for part in root.find("body").iter() if part.get(attribute)]
        assert len(values) == len(set(values)) > 1
    targets = {str(target) for target in root.xpath("//@id")}
    inside = [str(href)[1:] for href in root.xpath("//a/@href") if str(href).startswith("#")]
    assert len(inside) == 4
    assert set(inside) <= targets
    assert root.xpath("//h1/text()") == ["All", "one", "two"]
