"""Every PDF of the built site, opened by readers that are not the project's own."""

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import outloud  # type: ignore[import-untyped]
import pdfua
import pikepdf
import pypdfium2
import pytest
import yaml
from lxml import html
from PIL import Image

from tests.conftest import TOP, Member, parts, qr_code, squeezed, written_pages

pytestmark = pytest.mark.pdf
ADDRESS = "https://recovery-services.example/"
TEAM = "Child Sex Trafficking Recovery Services Team"
HANDOUTS = {
    path.stem: (path, yaml.safe_load(path.read_text("utf-8").split("---\n")[1]))
    for path in written_pages()
}
"""File and front matter of each page with a PDF, by its name, read without the package."""
HANDOUTS = {name: page for name, page in HANDOUTS.items() if "handout_sides" in page[1]}
WORKSHEETS = [name for name, (path, _) in HANDOUTS.items() if path.parent.name == "worksheets"]
REVIEWED = [name for name, (_, head) in HANDOUTS.items() if "next_review" in head]
PAGES = list(HANDOUTS)
assert len(WORKSHEETS) > 3
assert len(REVIEWED) > len(WORKSHEETS) + 5
assert len(PAGES) > len(REVIEWED)
WITHOUT_PAGE = ["flyer", "toolkit"]
TERRITORIES = (
    "American Samoa", "Guam", "Northern Mariana Islands", "Puerto Rico", "U.S. Virgin Islands",
)  # fmt: skip
FOOT = r"\S+@\S+ · https:\S+ Page \d+ of \d+"
NOT_ON_PAPER = (
    ".//form | .//button | .//svg | .//nav | .//noscript | .//*[@class='on-screen'] "
    "| .//*[@class='print-controls'] | .//*[contains(@class, 'tiles')] | .//*[@class='paper'] "
    "| .//*[contains(@class, 'save')] | .//*[contains(@class, 'footnote-backref')] "
    "| .//dl[@class='dates']"
)


def page_path(name: str) -> str:
    """The public path of a handout's page."""
    if name in WITHOUT_PAGE:
        return {"flyer": "about/", "toolkit": "handouts/"}[name]
    return f"worksheets/{name}/" if name in WORKSHEETS else f"{name}/"


def title(name: str) -> str:
    """The title a handout has to have."""
    named = {"flyer": TEAM, "toolkit": "Toolkit: every handout in one file"}
    return named.get(name) or str(HANDOUTS[name][1]["title"])


@cache
def sides(path: Path) -> list[str]:
    """The text of each side, with single spaces."""
    document = pypdfium2.PdfDocument(path)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    assert texts
    return texts


def moved_pdfs() -> dict[str, str]:
    """PDFs that stand at an old address too, with the name of the PDF that took the place."""
    moved = yaml.load((TOP / "data/redirects.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    return {
        Path(record["old"]).stem: Path(record["new"]).stem
        for record in moved["redirects"] or []
        if record["old"].endswith(".pdf")
    }


def main_of(site: Path, name: str) -> Any:
    """The content of a page of the site."""
    main = html.parse(site / page_path(name) / "index.html").getroot().find(".//main")
    assert main is not None
    return main


def texts_of(site: Path, name: str) -> Counter[str]:
    """Every piece of text that a page shows and its handout has to hold, with how often."""
    main = main_of(site, name)
    for part in main.xpath(NOT_ON_PAPER):
        if part.getparent() is not None:
            part.drop_tree()
    texts = Counter(squeezed(text) for text in main.itertext())
    del texts[""]
    assert texts.total() > 5  # a new page may be short
    return texts


def of_kind(file: pikepdf.Pdf, kind: str) -> list[Any]:
    """The parts of one kind, ``/TH``."""
    return [part for part in parts(file.Root.StructTreeRoot) if part.get("/S") == kind]


def annotated(file: pikepdf.Pdf, kind: str) -> list[Any]:
    """Links or fields of a file, side by side."""
    annotations = itertools.chain.from_iterable(page.get("/Annots", []) for page in file.pages)
    return [annotation for annotation in annotations if annotation.get("/Subtype") == kind]


def bookmarks(file: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Level, title and side of each bookmark."""
    side_of = {page.objgen: number for number, page in enumerate(file.pages)}

    def below(items: Any, level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            yield level, str(item.title), side_of[item.destination[0].objgen]
            yield from below(item.children, level + 1)

    with file.open_outline(max_depth=9) as outline:
        return list(below(outline.root, 1))


@pytest.fixture(scope="module")
def pdfs(site: Path) -> dict[str, Path]:
    """Every PDF of the site by its name; at an old address stands the same file as at the new one."""
    paths = {path.stem: path for path in sorted(site.rglob("*.pdf"))}
    for old, new in moved_pdfs().items():
        assert paths.pop(old).read_bytes() == paths[new].read_bytes(), old
    assert len(paths) == len(PAGES) + len(WITHOUT_PAGE)
    return paths


@pytest.fixture(scope="module")
def files(pdfs: dict[str, Path]) -> Iterator[dict[str, pikepdf.Pdf]]:
    """Every PDF of the site, opened."""
    files = {name: pikepdf.open(path) for name, path in pdfs.items()}
    yield files
    for file in files.values():
        file.close()


def test_every_page_to_hand_out_has_its_pdf(site: Path, pdfs: dict[str, Path]) -> None:
    assert {path.relative_to(site).as_posix() for path in pdfs.values()} == {
        f"handouts/{name}.pdf" for name in [*PAGES, *WITHOUT_PAGE]
    }


def test_outloud_finds_no_error(pdfs: dict[str, Path]) -> None:
    for name in pdfs.keys() - {"toolkit"}:  # which has the same sheets once more
        result = outloud.check(str(pdfs[name]))
        assert not result.error, name
        wrong = [str(fault) for fault in result.findings if fault.severity == "error"]
        assert not wrong, (name, wrong)
        assert result.runs, name


def test_pdfua_finds_nothing(pdfs: dict[str, Path]) -> None:
    for name, path in pdfs.items():
        report = pdfua.validate(str(path))
        warnings = [fault for fault in report.findings if fault.severity >= pdfua.Severity.WARNING]
        assert list(map(str, warnings)) == []
        # The checker's own rule for the order of headings stops on lists of numbers; see below.
        skipped = {outcome.rule_id for outcome in report.outcomes if outcome.skipped_reason}
        assert skipped <= {"UA-14-001"}, name
        assert len(report.outcomes) > 10, name


def test_each_is_tagged_and_says_title_author_and_language(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        assert bool(file.Root.MarkInfo.Marked), name
        assert str(file.Root.Lang) == "en", name
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle), name
        assert str(file.docinfo["/Title"]) == title(name)
        assert str(file.docinfo["/Author"]) == TEAM, name
        assert file.open_metadata()["pdfuaid:part"] == "1", name
        assert len(of_kind(file, "/P")) > 3, name


def test_headings_follow_without_a_gap_and_stand_in_the_bookmarks(
    files: dict[str, pikepdf.Pdf],
) -> None:
    for name, file in files.items():
        kinds = [str(part.get("/S")) for part in parts(file.Root.StructTreeRoot)]
        levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert levels[0] == 1, name
        assert len(levels) > 1, name
        for above, level in itertools.pairwise(levels):
            assert level <= above + 1, (name, levels)
        expected = 1 if name != "toolkit" else len(PAGES) + len(WITHOUT_PAGE)
        assert levels.count(1) == expected, name
        marks = bookmarks(file)
        assert [level for level, _, _ in marks] == levels, name
        assert marks[0] == (1, title(name), 0)


def test_every_header_cell_says_what_it_heads(files: dict[str, pikepdf.Pdf]) -> None:
    count: Counter[str] = Counter()
    for name, file in files.items():
        for part in of_kind(file, "/TH"):
            scope = str(part.A.Scope)
            assert scope == ("/Column" if part.P.P.S == "/THead" else "/Row"), name
            count[scope] += 1
        for table in of_kind(file, "/Table"):
            assert any(part.get("/S") == "/TH" for part in parts(table)), name
    assert count["/Column"] > 50
    assert count["/Row"] > 5


def test_every_picture_says_what_it_shows(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        said = [str(part.Alt) for part in of_kind(file, "/Figure")]
        assert f"QR code of {ADDRESS}{page_path(name)}" in said, name
        assert all(said), name
        with_map = name in ("flyer", "regions", "toolkit")
        assert any("Map of the" in text for text in said) == with_map, name


def test_the_code_on_paper_is_read_as_the_address_of_the_page(pdfs: dict[str, Path]) -> None:
    assert len(pdfs) > 10
    for name, path in pdfs.items():
        with pypdfium2.PdfDocument(path) as document:
            assert qr_code(document) == f"{ADDRESS}{page_path(name)}", name


def test_lists_and_links_are_real(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        links = annotated(file, "/Link")
        assert len(of_kind(file, "/Link")) >= 1, name
        assert len(links) > 1, name
        for link in links:
            assert int(link.F) & 4, name
            assert str(link.Contents), name
        leading = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
        for address in leading:
            assert re.match(r"(https?://|mailto:|tel:|sms:)", address), (name, address)
            assert not address.startswith(f"{ADDRESS}{page_path(name)}#"), (name, address)
    assert sum(len(of_kind(file, "/LI")) for file in files.values()) > 500


def test_nothing_at_the_foot_of_a_side_is_read_aloud(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        if len(file.pages) == 1:
            continue
        for page in file.pages:
            content = [
                part
                for part in pikepdf.parse_content_stream(page)
                if str(part.operator) == "BDC" and part.operands[0] == pikepdf.Name.Artifact
            ]
            assert len(content) == 4, name  # team and publisher above; address and number below
            assert all(part.operands[1].Type == "/Pagination" for part in content), name


def test_fonts_are_embedded_and_subset(files: dict[str, pikepdf.Pdf]) -> None:
    for name, file in files.items():
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        if "/AcroForm" in file.Root:
            fonts += file.Root.AcroForm.DR.Font.values()
        assert fonts, name
        for font in fonts:
            # That of what people type is whole.
            called = r"/[A-Z]{6}\+Source-Sans-3|/SourceSans3-Form$"
            assert re.match(called, str(font.BaseFont)), name
            described = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in described or "/FontFile3" in described, name
            assert "/ToUnicode" in font, name


def test_each_side_has_its_foot_and_each_file_its_version_and_dates_of_review(
    site: Path, pdfs: dict[str, Path], team_mailbox: str
) -> None:
    for name, path in pdfs.items():
        texts = sides(path)
        for number, text in enumerate(texts, 1):
            foot = f"{team_mailbox} · {ADDRESS}{page_path(name)} Page {number} of {len(texts)}"
            assert text.replace("\ufffe", "-").endswith(foot), (name, text[-200:])
        whole = " ".join(texts)
        assert "Printed copies go out of date." in whole, name
        assert f"Write to {team_mailbox}" in whole, name
        assert re.search(r"Version: [0-9a-f]{7}\.", whole), name
        if name in REVIEWED:
            due = HANDOUTS[name][1]["next_review"]
            assert f"Next review: {due:%B} {due.day}, {due.year}." in whole, name
            assert "Reviewed by the team: " in whole, name
        if name in PAGES:
            shown = main_of(site, name).xpath("string(.//*[@class='paper'])")
            version = re.findall(r"Version ([0-9a-f]{7})\.", shown)
            assert f"Version: {version[0]}." in whole, name


def test_each_sheet_with_numbers_says_when_they_were_checked(
    files: dict[str, pikepdf.Pdf], pdfs: dict[str, Path]
) -> None:
    with_numbers = 0
    for name, file in files.items():
        links = [
            str(link.A.URI) for link in annotated(file, "/Link") if "/URI" in link.get("/A", {})
        ]
        called = any(link.startswith(("tel:", "sms:")) for link in links)
        whole = " ".join(sides(pdfs[name]))
        if name in WORKSHEETS:
            assert "a suggestion to adapt, not an official form" in whole.lower(), name
        assert (re.search(r"Numbers checked: [A-Z]\w+ ", whole) is not None) == called, name
        with_numbers += called
    assert with_numbers > 20


def test_none_is_longer_or_larger_than_it_may_be(pdfs: dict[str, Path]) -> None:
    for name, path in pdfs.items():
        if name == "toolkit":
            continue
        most = 2 if name == "flyer" else int(HANDOUTS[name][1]["handout_sides"])
        assert most <= (2 if name in WORKSHEETS else 4), name
        assert len(sides(path)) <= most, name
        assert path.stat().st_size <= 250_000, name
    assert len(sides(pdfs["flyer"])) == 2


def test_the_text_of_each_page_is_complete(site: Path, pdfs: dict[str, Path]) -> None:
    toolkit: Counter[str] = Counter()
    for name in PAGES:
        expected = texts_of(site, name)
        toolkit += expected
        held = squeezed("".join(re.sub(FOOT, "", side) for side in sides(pdfs[name])))
        missing = [text for text, count in expected.items() if held.count(text) < count]
        assert not missing, (name, missing)
    held = squeezed("".join(re.sub(FOOT, "", side) for side in sides(pdfs["toolkit"])))
    missing = [text for text, count in toolkit.items() if held.count(text) < count]
    assert not missing, missing


def test_the_flyer_holds_everyone_and_what_the_old_flyer_held(
    pdfs: dict[str, Path], team: list[Member], team_mailbox: str, the_56: dict[str, str]
) -> None:
    whole = " ".join(sides(pdfs["flyer"]))
    assert team_mailbox in whole
    for person in team:
        row = whole[whole.index(person.name) :][:120]
        assert all(value in row for value in person.values), row
        above = whole[: whole.index(person.name)].rstrip().casefold()
        heading = person.regions[-1] if person.regions else person.role.casefold()
        assert above.endswith(heading), (person.name, above[-60:])
    shown = sides(pdfs["flyer"])[0].split()
    for code, name in the_56.items():
        assert name in whole if name in TERRITORIES else code in shown, code
    assert "What the team offers" in whole
    assert "Why recovery planning matters" in whole


def test_the_toolkit_holds_every_handout_where_its_contents_say(
    files: dict[str, pikepdf.Pdf], pdfs: dict[str, Path]
) -> None:
    texts = sides(pdfs["toolkit"])
    tops = {said: side for level, said, side in bookmarks(files["toolkit"]) if level == 1}
    assert set(tops) == {title(name) for name in [*PAGES, *WITHOUT_PAGE]}
    contents = " ".join(texts[: min(side for said, side in tops.items() if side)])
    for name in [*PAGES, "flyer"]:
        side = tops[title(name)]
        assert title(name) in texts[side], name
        assert re.search(rf"{re.escape(title(name))} ?[. ]+ ?{side + 1}\b", contents), name


def test_every_field_has_a_name_of_its_own_in_the_order_of_reading(
    files: dict[str, pikepdf.Pdf],
) -> None:
    for name, file in files.items():
        fields = annotated(file, "/Widget")
        assert bool(fields) == (name in WORKSHEETS or name == "toolkit"), name
        if not fields:
            continue
        assert len(fields) == len(list(file.Root.AcroForm.Fields)) > 5, name
        assert all(str(field.TU).strip() for field in fields), name
        assert all(int(field.F) & 4 for field in fields), name
        names = [str(field.T) for field in fields]
        assert len(set(names)) == len(names), name
        read = [form.K[0].Obj.objgen for form in of_kind(file, "/Form")]
        assert sorted(read) == sorted(field.objgen for field in fields), name
        for page in file.pages:
            assert page.get("/Tabs") == "/S", name


def test_the_fields_are_those_that_staff_wrote(files: dict[str, pikepdf.Pdf]) -> None:
    for name in WORKSHEETS:
        text = HANDOUTS[name][0].read_text("utf-8")
        calls = re.findall(r"\{\{ (field|tick|choice)\((.*?)\) \}\}", text)
        expected: Counter[str] = Counter()
        for kind, arguments in calls:
            said = re.findall(r'"((?:[^"\\]|\\.)*)"', arguments)
            if kind == "choice":
                expected.update(f"{said[0]}: {answer}" for answer in said[1:])
            else:
                expected[said[0]] += 1
        assert expected, name
        labels = Counter(str(field.TU) for field in annotated(files[name], "/Widget"))
        assert labels == expected, name


@pytest.mark.parametrize("name", WORKSHEETS)
def test_a_filled_form_keeps_and_shows_what_was_typed(pdfs: dict[str, Path], name: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(pdfs[name]) as file:
        for field in file.Root.AcroForm.Fields:
            if field.FT == "/Tx":
                field.V = pikepdf.String(f"Ünique {field.T}")
            else:
                state = next(key for key in field.AP.N.keys() if key != "/Off")  # noqa: SIM118
                field.V = field.AS = pikepdf.Name(state)
        file.save(out)
    with pikepdf.open(out) as file:
        areas = []
        for number, page in enumerate(file.pages):
            for field in page.get("/Annots", []):
                if field.Subtype == "/Widget":
                    typed = str(field.V)
                    assert typed == (f"Ünique {field.T}" if field.FT == "/Tx" else "/on")
                    areas.append((number, str(field.TU), [float(edge) for edge in field.Rect]))
    assert areas
    shown = []
    for content in (pdfs[name].read_bytes(), out.getvalue()):
        with pypdfium2.PdfDocument(content) as document:
            document.init_forms()
            shown.append([page.render(grayscale=True).to_pil() for page in document])
    for number, said, (left, top, right, bottom) in areas:
        height = shown[0][number].height
        box = (int(left), int(height - top), int(right) + 1, int(height - bottom) + 1)
        empty, filled = (pictures[number].crop(box).tobytes() for pictures in shown)
        assert empty != filled, said


def test_the_list_of_handouts_matches_the_files(
    site: Path, pdfs: dict[str, Path], files: dict[str, pikepdf.Pdf]
) -> None:
    main = main_of(site, "toolkit")
    listed: dict[str, str] = {}
    pictures: set[bytes] = set()
    kinds: set[str] = set()
    for item in main.xpath(".//ul[@class='handouts']/li"):
        link = item.find("a")
        name = Path(link.get("href")).stem
        assert name not in listed
        listed[name] = " ".join(link.text_content().split())
        count = len(sides(pdfs[name]))
        kind = link.findtext("small")
        kinds.add(kind)
        form = name in WORKSHEETS and "/AcroForm" in files[name].Root
        assert (kind == "Worksheet") == form, name
        size = round(pdfs[name].stat().st_size / 1000)
        weight = f"PDF, {count} side{'s' if count > 1 else ''}, {size} kB"
        assert listed[name] == f"{kind} {title(name)} ({weight})"
        assert item.find("p").text_content().strip(), name
        thumbnail = link.find("img")
        with Image.open(site / "handouts" / thumbnail.get("src")) as shown:
            assert shown.format == "PNG"
            pictures.add(shown.convert("L").crop((0, 0, 360, 120)).tobytes())
            assert abs(shown.width / shown.height - 8.5 / 11) < 0.01
            assert thumbnail.get("src") == f"{name}.png"
            grey = shown.convert("L").histogram()
            assert sum(grey[240:]) > sum(grey[:240]) > 1000, name
    assert set(listed) == set(pdfs)
    assert list(listed)[-1] == "toolkit"
    assert len(pictures) == len(listed), "two pictures show the same head"
    assert kinds == {"Card", "Flyer", "Guide", "Toolkit", "Worksheet"}


def test_the_list_goes_by_the_moment_of_use(site: Path) -> None:
    main = main_of(site, "toolkit")
    titles = {
        "missing": "When a child is missing",
        "back": "When a child is back",
        "plan": "Planning ahead",
        "always": "At any time",
        "toolkit": "Everything in one file, for a binder",
    }
    seen = []
    for section in main.findall("section"):
        seen.append(section.findtext("h2"))
        for href in section.xpath(".//li/a/@href"):
            name = Path(href).stem
            moment = {"flyer": "always", "toolkit": "toolkit"}.get(name) or HANDOUTS[name][1].get(
                "moment", "always"
            )
            assert titles[moment] == seen[-1], name
    assert seen == list(titles.values())


def test_each_page_links_to_its_pdf_with_its_size(site: Path, pdfs: dict[str, Path]) -> None:
    for name in PAGES:
        links = main_of(site, name).xpath(".//*[@class='print-controls']//a")
        assert len(links) == 1, name
        target = (site / page_path(name) / links[0].get("href")).resolve()
        assert target == pdfs[name].resolve()
        size = round(target.stat().st_size / 1000)
        assert links[0].text_content().strip().endswith(f", {size} kB"), name
