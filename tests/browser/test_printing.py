"""Every page printed by a real browser on both papers and read back, and the map in grey."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from lxml import html
from PIL import Image, ImageStat
from recovery_site.core.shown_page import ShownPage
from recovery_site.data.directory import Data
from recovery_site.handouts.assemble import _flyer
from recovery_site.handouts.pdf import make
from recovery_site.handouts.print_html import document

from tests.conftest import TOP, qr_code, squeezed

from .conftest import Visit

ADDRESS = "https://recovery-services.example/"
PAPERS = {"Letter": (612, 792), "A4": (595, 842)}
ON_SCREEN = (
    ".//form | .//button | .//noscript | .//nav | .//section[ul[@class='situations']] "
    "| .//a[@class='regions-small'] | .//*[@class='on-screen' or @class='print-controls' or @class='hidden'] "
    "| .//*[contains(@class, 'tiles') or contains(@class, 'neighbours') or contains(@class, 'save') "
    "or contains(@class, 'footnote-backref')]"
)
AROUND = (
    "./nav | ./h1 | ./div[@class='head' or @class='paper'] | ./dl[@class='dates'] "
    "| ./p[@class='notice' or @class='for' or @class='on-screen' or @class='print-controls']"
)
"""What the page around the content of a page puts into ``main``."""

CHROME = (
    "Skip to the content", "Leave this site", "Menu", "On this page", "In this section",
    "Print this page", "All pages", "This site sets no cookies", "Add to contacts",
)  # fmt: skip
"""What a page has on screen and no print-out has."""


def main_of(path: Path) -> Any:
    """The content of a page of the site, without what is of use on screen only."""
    main = html.parse(path).getroot().find(".//main")
    assert main is not None
    for part in main.xpath(ON_SCREEN):
        if part.getparent() is not None:
            part.drop_tree()
    return main


@pytest.mark.parametrize("name", ["contacts", "help-now", "jurisdictions/texas", "sources"])
def test_links_to_suggest_a_change_are_not_printed(
    visit: Visit, repository_site: Path, name: str
) -> None:
    page = visit((repository_site / name / "index.html").as_uri())
    with pypdfium2.PdfDocument(page.pdf()) as pdf:
        said = squeezed("".join(side.get_textpage().get_text_range() for side in pdf))
    assert squeezed(page.title().partition(" - ")[0]) in said
    assert "suggest a change" in page.locator("main").inner_text().lower()
    assert "suggestachange" not in said
    assert "githubcom" not in said


def test_a_page_prints_whole_without_what_is_for_the_screen(
    visit: Visit, distinct_pages: list[str], site: Path, address: str
) -> None:
    page = visit("about:blank")
    printed: Counter[bool] = Counter()
    for name in distinct_pages:
        page.goto(address + name)
        main = main_of(site / name)
        for paper, size in PAPERS.items():
            with pypdfium2.PdfDocument(page.pdf(format=paper)) as pdf:
                for side in pdf:
                    assert side.get_size() == pytest.approx(size, abs=1), name
                said = "\n".join(side.get_textpage().get_text_range() for side in pdf)
                code = qr_code(pdf) if paper == "Letter" else ""
            said = said.replace("\ufffe", "-").replace("\r", "")
            printed += compare(main, name, said)
            if name not in ("404.html", "no-connection.html"):
                page_address = ADDRESS + name.removesuffix("index.html")
                assert code == (page_address if paper == "Letter" else ""), name
                text = " ".join(said.split())
                assert "Printed copies go out of date." in text, name
                assert squeezed(f"a newer version: {page_address} Version") in squeezed(text), name
                assert re.search(r"Version [0-9a-f]{7}\. Write to \S+@\S+", text)
    assert printed[True] > 10
    assert printed[False] > 10


def compare(main: Any, name: str, said: str) -> Counter[bool]:
    """Hold what a print-out says against its page; how many links have their address printed behind them."""
    title = main.find(".//h1").text_content()
    head, heading, _ = squeezed(said).partition(squeezed(title))
    assert heading, name
    assert squeezed("Recovery Services Team") in head, name
    shown = main.text_content()
    for part in CHROME:
        assert part in shown or part not in said, (name, part)

    expected = Counter(squeezed(text) for text in main.itertext())
    del expected[""]
    held = squeezed(said)
    missing = [text for text, count in expected.items() if held.count(text) < count]
    assert not missing, (name, missing)

    behind: Counter[str] = Counter()
    for link in main.xpath(".//a[starts-with(@href, 'http')]"):
        within = link.xpath("ancestor::table | ancestor::*[contains(@class, 'footnote')]")
        behind[squeezed(link.text_content() + link.get("href"))] += not within
    printed: Counter[bool] = Counter({True: behind.total()})
    for text, count in behind.items():
        assert held.count(text) >= count, (name, text)
        if not any(text in other for other, outside in behind.items() if outside):
            assert text not in held, (name, text)
            printed[False] += 1
    return printed


def test_open_on_paper_what_is_folded_on_screen(pages: list[Path]) -> None:
    folded = [
        path for path in pages if main_of(path).xpath(".//details[not(@open)][not(ancestor::nav)]")
    ]
    assert not folded, "a part that may be folded has to print open"


# Big states of each made-up region; the patch of map beside the name shows the region's pattern.
STATES = {
    1: ("OR", "NV", "MT"),
    2: ("NM", "WY", "KS"),
    3: ("IA", "MO", "IL"),
    4: ("LA", "GA", "AL"),
    5: ("PA", "NY", "ME"),
}


def positions(text: Any, code: str) -> Iterator[int]:
    """Where the map names a state; a list says "Iowa (IA)"."""
    search = text.search(code, match_case=True)
    while hit := search.get_next():
        around = text.get_text_range(max(0, hit[0] - 1), 4).strip()
        if re.fullmatch(rf"{code[0]}?{code}\W*", around):
            yield hit[0]


def patches(pdf: pypdfium2.PdfDocument) -> dict[str, Image.Image]:
    """A grey patch of the map above the name of each of the big states."""
    images = {}
    for side in pdf:
        text = side.get_textpage()
        picture = side.render(scale=4).to_pil().convert("L")
        for codes in STATES.values():
            for code in codes:
                for start in positions(text, code):
                    left, _, _, top = text.get_charbox(start)
                    box = (left - 1, top + 2.5, left + 15, top + 9.5)
                    height = side.get_height()
                    area = (box[0], height - box[3], box[2], height - box[1])
                    images[code] = picture.crop(tuple(round(4 * edge) for edge in area))
    return images


def look(patch: Image.Image) -> tuple[float, float, float]:
    """How dark a patch is, and how much it changes from row to row and from column to column."""
    rows = patch.resize((1, patch.height), resample=4)
    columns = patch.resize((patch.width, 1), resample=4)
    return (
        ImageStat.Stat(patch).mean[0],
        ImageStat.Stat(rows).stddev[0],
        ImageStat.Stat(columns).stddev[0],
    )


def sheet(site: Path, name: str) -> ShownPage:
    """A page of the built site as the handouts are made from it."""
    main = html.parse(site / name / "index.html").getroot().find(".//main")
    for part in main.xpath(AROUND):
        part.drop_tree()
    meta = yaml.safe_load((TOP / f"docs/{name}.md").read_text("utf-8").split("---\n")[1])
    return ShownPage(f"{name}/index.html", meta, html.tostring(main).decode(), f"{ADDRESS}{name}/")


@pytest.mark.parametrize("way", ["browser", "handout"])
def test_regions_of_the_map_differ_in_grey(
    visit: Visit, made_up_site: Path, real_region_data: Data, way: str
) -> None:
    if way == "browser":
        printed = visit((made_up_site / "regions/index.html").as_uri()).pdf()
    else:
        printed = make(document(sheet(made_up_site, "regions"), real_region_data.directory))
    with pypdfium2.PdfDocument(printed) as pdf:
        assert len(pdf) <= 2
        images = patches(pdf)
    assert set(images) == {code for codes in STATES.values() for code in codes}
    looks = {number: [look(images[code]) for code in codes] for number, codes in STATES.items()}
    for (region, first), (other, second) in itertools.combinations(looks.items(), 2):
        for left, right in itertools.product(first, second):
            apart = max(abs(a - b) for a, b in zip(left, right, strict=True))
            assert apart > 4, (way, region, other, left, right)


def test_with_all_regions_assigned_sheets_are_not_too_long(
    made_up_site: Path, real_region_data: Data
) -> None:
    directory = real_region_data.directory
    for shown in (sheet(made_up_site, "contacts"), _flyer(sheet(made_up_site, "about"), directory)):
        with pypdfium2.PdfDocument(make(document(shown, directory))) as pdf:
            assert len(pdf) <= shown.meta["handout_sides"], shown.name
