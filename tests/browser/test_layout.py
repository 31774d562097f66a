"""Pages as readers set them: narrow, with large text, wide spacing, own colors, without motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

TALL = "html { font-size: 200% }"
WIDE = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
RESTYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize(
    ("width", "style"),
    [(320, ""), (360, TALL), (1280, TALL), (320, WIDE)],
    ids=["narrow", "200% text on a phone", "200% text", "text spacing"],
)
def test_no_page_scrolls_sideways(
    visit: Visit, address: str, site: Path, pages: list[Path], width: int, style: str
) -> None:
    page = visit("about:blank", width=width)
    found = []
    for one in pages:
        name = one.relative_to(site).as_posix()
        page.goto(address + name)
        page.evaluate(RESTYLE, style)
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{name} needs {needed} pixels")
    assert found == []


SMALL = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip"));
  const box = (one) => one.getBoundingClientRect();
  const middle = (one) => [box(one).x + box(one).width / 2, box(one).y + box(one).height / 2];
  const small = all.filter((one) => box(one).width < 24 || box(one).height < 24);
  const inText = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return block.textContent.trim() !== one.textContent.trim();
  };
  // A circle of 24 pixels around a small target may touch no other target and no other's circle.
  const crowded = (one) => all.some((other) => {
    if (other === one) return false;
    const [x, y] = middle(one);
    if (small.includes(other)) {
      const [a, b] = middle(other);
      return Math.hypot(a - x, b - y) < 24;
    }
    return [...other.getClientRects()].some((rect) => Math.hypot(
      Math.max(rect.left - x, 0, x - rect.right), Math.max(rect.top - y, 0, y - rect.bottom)) < 12);
  });
  return small.filter((one) => !inText(one) && crowded(one)).map((one) => one.outerHTML);
}"""


def test_targets_are_24_pixels_or_spaced_or_in_text_on_every_page(
    visit: Visit, address: str, site: Path, pages: list[Path]
) -> None:
    page = visit("about:blank", width=360)
    found = []
    for one in pages:
        name = one.relative_to(site).as_posix()
        page.goto(address + name)
        found += [f"{name} {small}" for small in page.evaluate(SMALL)]
    assert found == []


def test_targets_that_are_too_small_would_be_found(visit: Visit, address: str) -> None:
    page = visit(address + "jurisdictions/index.html", width=360)
    page.evaluate(RESTYLE, ".places { font-size: .5rem; line-height: 1 } .places a { padding: 0 }")
    assert len(page.evaluate(SMALL)) > 50


@pytest.mark.parametrize("name", ["index", "regions/index", "missing-from-care/index"])
def test_nothing_moves_for_those_who_want_no_motion(visit: Visit, address: str, name: str) -> None:
    page = visit(f"{address}{name}.html", reduced_motion="reduce")
    page.locator("summary").click()
    moving = """all => all.filter((one) => ["", "::before", "::after"].some((part) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one, part);
      return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
    })).map((one) => one.outerHTML)"""
    assert page.eval_on_selector_all("html, html *", moving) == []
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["index", "regions/index", "missing-from-care/index"])
def test_buttons_keep_a_border_in_forced_colors(
    visit: Visit, address: str, name: str, width: int, scheme: str
) -> None:
    page = visit(f"{address}{name}.html", width=width, color_scheme=scheme, forced_colors="active")
    bare = """all => all.filter((one) => one.checkVisibility()).filter((one) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(one);
      return borderTopStyle !== "solid" || parseFloat(borderTopWidth) < 1 || borderTopColor === backgroundColor;
    }).map((one) => one.outerHTML)"""
    buttons = "button, summary, select, input, .leave, .urgent, .to-search, .tiles a, .situations a"
    assert page.locator(buttons).count() >= 4
    assert page.eval_on_selector_all(buttons, bare) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_in_forced_colors(visit: Visit, address: str, scheme: str) -> None:
    page = visit(address, color_scheme=scheme, forced_colors="active")
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
        "(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "3px"]
