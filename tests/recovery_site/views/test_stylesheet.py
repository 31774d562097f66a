"""Colors and sizes that are set once: they stand apart, and nothing is set a second time."""

from __future__ import annotations

import re
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from lxml import html
from recovery_site.core.problems import RefusedError
from recovery_site.views import stylesheet
from recovery_site.views.sources import LABELS
from recovery_site.views.stylesheet import PAIRS, Styles, contrast, finished, is_color, tokens

TOP = Path(__file__).parents[3]
*_, MAP, PAPER = SOURCES = [(TOP / name).read_text("utf-8") for name in stylesheet.SHEETS]
STYLE = "".join(SOURCES)
SET = tokens(STYLE)
ICONS = dict.fromkeys(LABELS, "material/bank")


def rules() -> str:
    """What follows the values set once, of all sheets, without the rules for paper and comments."""
    screen = "".join(SOURCES[1:-2]) + MAP.partition("@media (forced-colors")[0]
    return re.sub(r"/\*.*?\*/", "", screen, flags=re.DOTALL)


def test_an_icon_is_drawn_in_from_materials_set_as_an_outline() -> None:
    sheet = "/* c */ .a { --i: icon(material/menu); }\n.b { --i: icon(law); }"
    style = finished("x.css", sheet, ICONS)
    outlines = re.fullmatch(r'\.a\{--i:path\("(M[^"]*)"\)\}\.b\{--i:path\("(M[^"]*)"\)\}', style)
    assert outlines
    for outline, name in zip(outlines.groups(), ("menu", "bank"), strict=True):
        drawing = html.fromstring((stylesheet.icons() / f"material/{name}.svg").read_text("utf-8"))
        assert [path.get("d") for path in drawing.iter("path")] == [outline]


@pytest.mark.parametrize(
    ("value", "line"),
    [("icon(material/nothing)", "x.css:2"), ("icon(law)", "mkdocs.yml:1")],
)
def test_an_icon_outside_the_set_is_said_with_its_line(value: str, line: str) -> None:
    with pytest.raises(RefusedError) as refused:
        finished("x.css", f"a {{\n --i: {value}; }}", {"law": "material/nothing"})
    assert str(refused.value).startswith(
        f"{line}: Material's icon set has no icon `material/nothing` of one outline; write the name"
    )


@pytest.mark.parametrize("spec", [None, ModuleSpec("material", None)])
def test_without_the_package_of_the_icons_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, spec: ModuleSpec | None
) -> None:
    monkeypatch.setattr(stylesheet, "find_spec", lambda name: spec)
    with pytest.raises(RefusedError) as refused:
        finished("x.css", "a{}", ICONS)
    [problem] = refused.value.problems
    assert "the package mkdocs-material is missing, from which the icons come; install it" in str(
        problem
    )


def test_inside_a_page_stand_the_styles_of_what_is_on_it() -> None:
    styles = Styles(site=".a{x:y}", home=".a .b{x:y}", people=".b .c{x:y}", guide=".d{x:y}")
    for content, wanted in (("", []), ('<p class="a">', []), ('<p class="b">', [styles.home]),
                            ('<p class="d c">', [styles.people, styles.guide])):  # fmt: skip
        assert styles.inside(content) == [styles.site, *wanted], content
    assert styles.all_inside == (styles.site, styles.home, styles.people, "", styles.guide)


def test_a_page_waits_for_a_file_only_where_something_on_it_is_styled_there_alone() -> None:
    styles = Styles(
        site=".a .b{x:y}", more=".b,.c .d{x:y}", map=".g{x:y}", paper="@media print{.e{x:y}}"
    )
    for content, needed in (("", []), ('<p class="a b">', []), ('<p class="z d">', ["more"]),
                            ('<p class="e">', []), ('<p class="d"><p class="g">', ["more", "map"])):  # fmt: skip
        assert styles.files(content) == needed, content


@pytest.mark.parametrize(
    ("front", "back", "ratio"),
    [("#000", "#fff", 21), ("#fff", "#000000", 21), ("#abc", "#aabbcc", 1), ("#767676", "#FFF", 4.54),
     ("#f00", "#fff", 4.0), ("#0000ff", "#fff", 8.59)],
)  # fmt: skip
def test_contrast_is_that_of_wcag(front: str, back: str, ratio: float) -> None:
    assert contrast(front, back) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("color", ["", "red", "#12", "#12345", "#ggg", "rgb(0, 0, 0)"])
def test_what_is_no_color_is_refused(color: str) -> None:
    with pytest.raises(ValueError, match="is not a color"):
        contrast(color, "#fff")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_that_meets_stands_apart(scheme: str) -> None:
    assert len(PAIRS) > 20
    weak = [
        (pair.front, pair.back, round(ratio, 2))
        for pair in PAIRS
        if (ratio := contrast(SET[scheme][pair.front], SET[scheme][pair.back])) < pair.least
    ]
    assert weak == []


def test_on_paper_every_text_is_dark_on_white() -> None:
    for name in ("ink", "soft", "link", "law", "protocol", "research", "practice", "error"):
        assert contrast(SET["print"][name], "#fff") >= 7, name
    assert SET["print"]["paper"] == SET["print"]["wash"] == "#fff"


def test_every_color_is_in_a_pair_or_only_an_ornament() -> None:
    paired = {name for pair in PAIRS for name in (pair.front, pair.back)}
    colors = {name for name, value in SET["light"].items() if is_color(value)}
    assert colors - paired == {"hair"}  # lines that part what space parts already


def test_every_value_that_is_set_is_used_and_every_value_used_is_set() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", STYLE))
    assert set(SET["light"]) - used == set()
    # What each label, icon and region sets for itself
    assert used - set(SET["light"]) == {"tone", "i", "c"}


def test_dark_and_print_set_nothing_that_light_does_not() -> None:
    assert len(SET["light"]) > 40
    assert set(SET["dark"]) == set(SET["print"]) == set(SET["light"])
    assert SET["dark"]["ink"] != SET["light"]["ink"] != SET["print"]["ink"]


def test_no_color_stands_in_another_sheet() -> None:
    colors = re.findall(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6})\b(?!\w)", rules())
    # What is pressed; the menu's shadow; the paper of a handout
    assert sorted(colors) == ["#0003", "#0006", "#fff"]


def test_sizes_of_letters_come_from_the_scale() -> None:
    sizes = re.findall(r"font-size: ([^;}]+)", rules().split(".region-map {")[0])
    assert len(sizes) > 15
    own = {size.strip() for size in sizes if not size.startswith("var(--t-")}
    # The number of a region is as large as the words beside it.
    assert own == {"1rem", ".75rem !important", ".9em"}


def test_spaces_and_corners_come_from_the_scale() -> None:
    spaces = re.findall(r"[ {;](?:margin|padding|gap)[\w-]*: ([^;}]+)", rules())
    assert len(spaces) > 60
    single = {part for value in spaces for part in value.split() if part.endswith("rem")}
    assert single == set()
    corners = re.findall(r"border-radius: ([^;}]+)", rules())
    rounds = {f"var(--round{size})" for size in ("-small", "", "-card")}
    assert {part for corner in corners for part in corner.split()} == {"0", "99px", "2px", *rounds}


def test_a_style_sheet_that_sets_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no :root"):
        tokens("a { color: red }")
    with pytest.raises(ValueError, match="no @media"):
        tokens(":root { --ink: #000 }")


def test_files_are_published_finished() -> None:
    styles = Styles(more="b", map="c", paper="d")
    assert styles.asset("assets/more.css", b"") == b"bd"
    assert styles.asset("assets/map.css", b"") == b"cd"
    assert styles.asset("assets/paper.css", b"") == b"d"
    assert styles.asset("assets/x.js", b"// why\n  go( 1 ); // now\n") == b"go(1);"
    for name in ("assets/lunr.min.js", "assets/icon.svg"):
        assert styles.asset(name, b"// as it is\n") == b"// as it is\n"


def test_names_of_values_are_short_and_the_same_in_all_sheets() -> None:
    sheets = stylesheet.short_names(
        ["a{--ink:#000;--t-h1:2rem;color:var(--ink)}", "b{color:var(--ink);--i:0}"]
    )
    assert sheets == ["a{--a:#000;--b:2rem;color:var(--a)}", "b{color:var(--a);--c:0}"]
    many = stylesheet.short_names([" ".join(f"--x{index}" for index in range(90))])[0].split()
    assert len(set(many)) == 90
