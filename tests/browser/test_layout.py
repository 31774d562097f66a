"""Pages as readers set them: narrow, with large text, wide spacing, own colors, without motion."""

import itertools
from pathlib import Path
from typing import Literal

import pytest

from .conftest import WIDTHS, Visit, resize, restyle, watch

TALL = "html { font-size: 200% }"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDE = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_link_of_the_open_menu_lies_within_the_window(
    visit: Visit, address: str, width: int
) -> None:
    page = visit(address + "missing-from-care/index.html", width=width, height=740)
    page.locator(".menu summary").click()
    menu = page.locator(".menu nav")
    frame = menu.bounding_box()
    assert frame
    assert frame["y"] + frame["height"] <= 740
    links = [link for link in menu.get_by_role("link").all() if link.is_visible()]
    assert len(links) > 30
    for link in links:
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box, link
        assert frame["x"] <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] <= box["y"] + box["height"] <= frame["y"] + frame["height"]
    assert menu.evaluate("(menu) => menu.scrollWidth <= menu.clientWidth")


SMALL = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.matches(".skip"));
  const box = (node) => node.getBoundingClientRect();
  const middle = (node) => [box(node).x + box(node).width / 2, box(node).y + box(node).height / 2];
  const small = all.filter((node) => box(node).width < 24 || box(node).height < 24);
  const inText = (node) => {
    if (getComputedStyle(node).display !== "inline") return false;
    let block = node.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return block.textContent.trim() !== node.textContent.trim();
  };
  // A circle of 24 pixels around a small target may touch no other target and no other's circle.
  const crowded = (node) => all.some((other) => {
    if (other === node) return false;
    const [x, y] = middle(node);
    if (small.includes(other)) {
      const [a, b] = middle(other);
      return Math.hypot(a - x, b - y) < 24;
    }
    return [...other.getClientRects()].some((rect) => Math.hypot(
      Math.max(rect.left - x, 0, x - rect.right), Math.max(rect.top - y, 0, y - rect.bottom)) < 12);
  });
  return small.filter((node) => !inText(node) && crowded(node)).map((node) => node.outerHTML);
}"""


def test_no_page_scrolls_sideways_crowds_its_targets_or_complains(
    visit: Visit, address: str, site: Path, pages: list[Path]
) -> None:
    page = visit("about:blank")
    complaints = watch(page, own=address)
    for path in pages:
        name = path.relative_to(site).as_posix()
        resize(page, 360)
        page.goto(address + name)
        complaints += [f"{name}: too small: {target}" for target in page.evaluate(SMALL)]
        for width, style in ((360, ""), (320, ""), (320, WIDE), (360, TALL), (1280, TALL)):
            resize(page, width)
            restyle(page, style)
            if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
                complaints.append(f"{name} needs {needed} pixels of {width} {style}")
    assert complaints == []


def test_targets_that_are_too_small_would_be_found(visit: Visit, address: str) -> None:
    page = visit(address + "jurisdictions/index.html", width=360)
    restyle(
        page, ".jurisdictions { font-size: .5rem; line-height: 1 } .jurisdictions a { padding: 0 }"
    )
    assert len(page.evaluate(SMALL)) > 50


CLIPPED = """() => {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const clipped = [...document.querySelectorAll("body *")].filter((node) => {
    const { overflowX, overflowY } = getComputedStyle(node);
    if (!seen(node) || node.matches(".hidden, svg *")) return false;
    return (overflowX !== "visible" && node.scrollWidth > node.clientWidth + 1)
      || (overflowY !== "visible" && node.scrollHeight > node.clientHeight + 1);
  }).map((node) => `clipped: ${node.outerHTML.slice(0, 80)}`);
  for (const node of document.querySelectorAll("select, input")) { // They never wrap what they say.
    const pen = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(node);
    pen.font = style.font;
    const said = node.matches("select") ? node.selectedOptions[0].text : node.placeholder;
    const room = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (seen(node) && pen.measureText(said).width > room) clipped.push(`clipped: ${said}`);
  }
  return clipped;
}"""

OVERLAPS = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || parent.closest(".hidden, .skip, svg, option, sup")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) texts.push([walker.currentNode, box]);
  }
  texts.sort(([, first], [, other]) => first.top - other.top);
  const overlaps = [];
  texts.forEach(([node, box], at) => {
    for (const [other, rest] of texts.slice(at + 1)) {
      if (rest.top >= box.bottom) break;
      const wide = Math.min(box.right, rest.right) - Math.max(box.left, rest.left);
      const high = Math.min(box.bottom, rest.bottom) - rest.top;
      if (node !== other && wide > 2 && high > Math.min(box.height, rest.height) / 3) {
        overlaps.push(`overlap: "${node.data.trim().slice(0, 40)}", "${other.data.trim().slice(0, 40)}"`);
      }
    }
  });
  if (texts.length < 20) overlaps.push(`only ${texts.length} texts seen`);
  return overlaps;
}"""


def test_text_at_twice_its_size_is_neither_clipped_nor_covered(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank")
    faults = []
    for width, name in itertools.product(WIDTHS, page_types):
        resize(page, width)  # before the page loads: its script opens and closes parts by the width
        page.goto(address + name)
        restyle(page, TALL)
        broken = page.evaluate(CLIPPED) + page.evaluate(OVERLAPS)
        faults += [f"{name} {width} {fault}" for fault in broken]
    assert faults == []


def test_text_that_is_clipped_or_covered_would_be_found(visit: Visit, address: str) -> None:
    page = visit(address, width=360)
    restyle(page, "h1 { height: .5rem; overflow: hidden } h2 { margin-bottom: -2rem }")
    assert page.evaluate(CLIPPED)
    assert page.evaluate(OVERLAPS)
    restyle(page, ".finder select { width: 3rem; flex: none }")
    assert page.evaluate(CLIPPED) == ["clipped: Choose"]


# 1280 by 1024 pixels at 400 % zoom.
ZOOMED = {"width": 320, "height": 256}

LEAVING = """() => {
  const control = document.querySelector(".leave");
  const { left, right, top, bottom } = control.getBoundingClientRect();
  const covered = [...document.querySelectorAll("main *, footer *, .top *")].filter((node) => {
    if (node === control || node.contains(control) || !node.checkVisibility()) return false;
    return [...node.getClientRects()].some((box) => box.width && box.height && box.left < right
      && box.right > left && box.top < bottom && box.bottom > top);
  });
  return covered.map((node) => node.outerHTML.slice(0, 80));
}"""


def test_at_400_percent_the_way_to_leave_is_on_the_first_screen_and_covers_nothing(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank", **ZOOMED)
    covered = []
    for name in page_types:
        page.goto(address + name)
        box = page.locator(".leave").bounding_box()
        assert box, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= ZOOMED["width"], name
        assert box["y"] + box["height"] <= ZOOMED["height"] / 2, name
        for down in (0, 150, 100_000):
            page.evaluate("(y) => scrollTo(0, y)", down)
            covered += [f"{name} {part}" for part in page.evaluate(LEAVING)]
    assert covered == []


def test_a_way_to_leave_that_covers_the_page_would_be_found(visit: Visit, address: str) -> None:
    page = visit(address, **ZOOMED)
    restyle(page, ".leave { position: fixed; bottom: 0 }")
    assert page.evaluate(LEAVING)


def test_nothing_moves_for_those_who_want_no_motion(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank", reduced_motion="reduce")
    moving = """all => all.filter((node) => ["", "::before", "::after"].some((part) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(node, part);
      return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
    })).map((node) => node.outerHTML)"""
    for name in page_types:
        page.goto(address + name)
        page.locator(".menu summary").click()
        assert page.eval_on_selector_all("html, html *", moving) == [], name
        assert page.evaluate("document.getAnimations().length") == 0, name


BUTTONS = (
    "button, .menu summary > span, .parts details:not([open]), select, input:not([type=checkbox]), .leave, .urgent, .to-search, "
    ".tiles a, .situations a, .channels .primary, .lines a"
)
CARDS = "table:not(.language) :is(th, td), .contact, .helpline, .finder:not(.finder-plain), .admonition, .caution, .unconfirmed, .box, .swatch"
BARE = """(all, sides) => all.filter((node) => node.checkVisibility()).filter((node) => {
  const style = getComputedStyle(node);
  return !sides.some((side) => style[`border${side}Style`] === "solid"
    && parseFloat(style[`border${side}Width`]) >= 1
    && style[`border${side}Color`] !== getComputedStyle(document.documentElement).backgroundColor
    && style[`border${side}Color`] !== style.backgroundColor);
}).map((node) => node.outerHTML.slice(0, 80))"""


def test_buttons_and_cards_keep_a_border_in_forced_colors(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank", forced_colors="active")
    faults, cards = [], 0
    for width, name in itertools.product(WIDTHS, page_types):
        resize(page, width)  # before the page loads: its script opens and closes parts by the width
        page.goto(address + name)
        assert page.locator(BUTTONS).count() >= 4, name
        cards += page.locator(CARDS).count()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            bare = page.eval_on_selector_all(BUTTONS, BARE, ["Top"])
            bare += page.eval_on_selector_all(CARDS, BARE, ["Top", "Left", "Bottom"])
            faults += [f"{name} {width} {scheme} {part}" for part in bare]
    assert faults == []
    assert cards > 200


def test_icons_stand_out_in_forced_colors(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank", forced_colors="active")
    seen = 0
    for scheme, name in itertools.product(SCHEMES, page_types):
        page.emulate_media(color_scheme=scheme)
        page.goto(address + name)
        icons = page.evaluate("""() => [...document.querySelectorAll("*")].flatMap((node) =>
            ["::before", "::after"].map((part) => getComputedStyle(node, part))
            .filter((style) => style.clipPath.startsWith("path") && style.display !== "none")
            .map((style) => style.backgroundColor))""")
        assert (
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor") not in icons
        )
        seen += len(icons)
    assert seen > 100


def test_a_button_without_a_border_in_forced_colors_would_be_found(
    visit: Visit, address: str
) -> None:
    page = visit(address, forced_colors="active")
    restyle(page, ".urgent { border: 0 } .finder { border-width: 0 }")
    assert len(page.eval_on_selector_all(BUTTONS, BARE, ["Top"])) == 1
    assert len(page.eval_on_selector_all(CARDS, BARE, ["Top", "Left", "Bottom"])) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_focus_is_seen_in_forced_colors(visit: Visit, address: str, scheme: str) -> None:
    page = visit(address, color_scheme=scheme, forced_colors="active")
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
        "(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "3px"]
