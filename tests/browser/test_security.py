"""The policy in a real browser: the site needs nothing it refuses, and what is injected does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

    Visit = Callable[..., Page]

ELSEWHERE = "https://elsewhere.example/"
TELL = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by ${event.effectiveDirective}: ${event.blockedURI}`));"""


def watched(visit: Visit) -> tuple[Page, list[str], list[str]]:
    """A page, and two lists that fill: what it complains about, and what it asks for."""
    page = visit("about:blank", worker=True)
    page.add_init_script(TELL)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda one: said.append(f"{page.url}: {one.type}: {one.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    return page, said, asked


def kept(page: Page) -> dict[str, object]:
    """Everything that a browser has kept for the site."""
    found: dict[str, object] = page.evaluate(
        """async () => ({
          cookies: document.cookie,
          local: localStorage.length,
          session: sessionStorage.length,
          databases: (await indexedDB.databases()).length,
          stores: (await caches.keys()).filter((name) => name !== `${location.origin}/#1`).length,
        })"""
    )
    return found | {"all cookies": page.context.cookies()}


NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "stores": 0, "all cookies": []}
"""But for the site's own pages, in one store: tests/browser/test_without_signal.py looks into it."""


def test_every_page_needs_nothing_that_is_refused_and_keeps_nothing(
    visit: Visit, address: str, site: Path, pages: list[Path]
) -> None:
    page, said, asked = watched(visit)
    for path in pages:
        page.goto(address + path.relative_to(site).as_posix())
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 50, path
    page.goto(address + "search/index.html#Texas")
    page.wait_for_selector("#search-results li")
    page.goto(address + "regions/index.html")
    page.locator("form.finder select").select_option("guam")
    page.locator("form.finder button").click()
    page.wait_for_url("**/jurisdictions/guam/index.html")
    assert said == []
    assert len(asked) > len(pages)
    assert [one for one in asked if not one.startswith((address, "data:"))] == []
    assert kept(page) == NOTHING


def test_what_is_kept_would_be_found(visit: Visit, address: str) -> None:
    page = visit(address)
    page.evaluate("document.cookie = 'a=1'; localStorage.a = sessionStorage.a = 1;")
    page.evaluate("caches.open('a').then(() => 1)")
    page.evaluate("new Promise((done) => { indexedDB.open('a').onsuccess = done; }).then(() => 1)")
    assert {name: bool(value) for name, value in kept(page).items()} == dict.fromkeys(NOTHING, True)


@pytest.mark.parametrize("path", ["index.html", "regions/index.html", "handouts/index.html"])
def test_a_page_from_disk_needs_nothing_that_is_refused(
    visit: Visit, site: Path, path: str
) -> None:
    page, said, asked = watched(visit)
    page.goto(f"{site.as_uri()}/{path}")
    sheets = page.locator("style, link[rel=stylesheet]").count()
    assert page.evaluate("document.styleSheets.length") == sheets > 0
    assert page.evaluate("getComputedStyle(document.querySelector('a.skip')).position") != "static"
    shown = page.evaluate(
        """Promise.all([...document.images].map((one) => {
          one.loading = "eager";
          return one.decode();
        })).then((all) => all.length)"""
    )
    assert shown
    assert said == []
    assert [one for one in asked if not one.startswith((site.as_uri(), "data:"))] == []


def test_search_finder_and_map_work_from_disk(visit: Visit, site: Path) -> None:
    page, said, _ = watched(visit)
    page.goto(f"{site.as_uri()}/regions/index.html")
    assert page.locator("figure svg path").first.is_visible()
    page.locator("form.finder select").select_option("guam")
    page.locator("form.finder button").click()
    page.wait_for_url("**/jurisdictions/guam/index.html")
    page.get_by_label("Search this site").fill("Saipan")
    page.get_by_label("Search this site").press("Enter")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/jurisdictions/northern-mariana-islands/index.html")
    assert said == []


INJECTED = {
    "script": "<script>ran = 1</script>",
    "foreign script": f'<script src="{ELSEWHERE}a.js"></script>',
    "script as data": '<script src="data:text/javascript,ran = 1"></script>',
    "module": f'<script type="module">import "{ELSEWHERE}a.js"</script>',
    "handler": '<img src="assets/none.png" alt="" onerror="ran = 1">',
    "handler in a picture": '<svg onload="ran = 1"></svg>',
    "address": '<a id="press" href="javascript:void(ran = 1)">Press</a>',
    "frame": '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "foreign frame": f'<iframe src="{ELSEWHERE}"></iframe>',
    "base": f'<base href="{ELSEWHERE}"><script src="a.js"></script>',
    "pixel": f'<img src="{ELSEWHERE}pixel.png" alt="">',
    "style": f'<style>body {{ background: url("{ELSEWHERE}pixel.png") }}</style>',
    "foreign style": f'<link rel="stylesheet" href="{ELSEWHERE}a.css">',
    "form": f'<form action="{ELSEWHERE}"><button id="press">Press</button></form>',
}
"""What somebody could try to put into a page, each enough to run code or to ask another server."""


RAN = """Object.defineProperty(window, "ran", { set() { console.error("ran"); } });"""


def opened(visit: Visit, address: str, injected: str, carrier: str) -> tuple[Page, list[str]]:
    """A page that will have something put into it, and what will be asked of another server.

    Args:
        visit: opens an address.
        address: where the site is served.
        injected: the HTML that is put in.
        carrier: what carries the policy: ``page``, ``header`` or ``nothing``.
    """
    page = visit("about:blank")
    page.add_init_script(TELL + RAN)
    foreign: list[str] = []

    def there(route: Route) -> None:
        foreign.append(route.request.url)
        script = route.request.url.endswith(".js")
        route.fulfill(body="ran = 1", content_type="text/javascript" if script else "text/html")

    def here(route: Route) -> None:
        answer = route.fetch()
        head, start, rest = answer.text().partition("<main")
        assert start
        if carrier != "page":
            cut = head.replace('http-equiv="Content-Security-Policy"', 'name="cut"')
            assert cut != head
            head = cut
        route.fulfill(
            body=f"{head}{injected}{start}{rest}",
            headers=answer.headers if carrier == "header" else {"content-type": "text/html"},
        )

    page.route(f"{ELSEWHERE}**", there)
    page.route(f"{address}about/index.html", here)
    return page, foreign


def read(page: Page, address: str) -> None:
    """Read the page, and press what was put in to be pressed."""
    page.goto(f"{address}about/index.html")
    if page.locator("#press").count():
        page.locator("#press").dispatch_event("click")


@pytest.mark.parametrize("carrier", ["page", "header"])
@pytest.mark.parametrize("injected", INJECTED.values(), ids=INJECTED)
def test_what_is_injected_is_refused(
    visit: Visit, address: str, injected: str, carrier: str
) -> None:
    page, foreign = opened(visit, address, injected, carrier)
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    with page.expect_console_message(lambda one: one.text.startswith("refused by ")):
        read(page, address)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert "ran" not in said
    assert foreign == []
    assert page.url == f"{address}about/index.html"


@pytest.mark.parametrize("injected", INJECTED.values(), ids=INJECTED)
def test_the_same_does_harm_where_nothing_carries_the_policy(
    visit: Visit, address: str, injected: str
) -> None:
    page, _ = opened(visit, address, injected, "nothing")
    if ELSEWHERE in injected:
        with page.expect_request(lambda one: one.url.startswith(ELSEWHERE)):
            read(page, address)
    else:
        with page.expect_console_message(lambda one: one.text == "ran"):
            read(page, address)


@pytest.mark.parametrize("sent", [True, False])
def test_no_other_site_can_frame_a_page_that_comes_with_its_headers(
    visit: Visit, address: str, sent: bool
) -> None:
    other = address.replace("127.0.0.1", "localhost")
    framed = f"{address}help-now/index.html"
    page = visit("about:blank")
    page.route(
        other,
        lambda route: route.fulfill(
            body=f'<iframe src="{framed}"></iframe>', content_type="text/html"
        ),
    )
    if not sent:
        page.route(
            framed,
            lambda route: route.fulfill(body=route.fetch().body(), content_type="text/html"),
        )
    page.goto(other)
    assert [frame.url == framed for frame in page.frames[1:]] == [not sent]
