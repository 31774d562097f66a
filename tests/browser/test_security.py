"""The policy in a real browser: the site needs nothing it refuses, and what is injected does not run."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from .conftest import Visit, find_contact, watch

ELSEWHERE = "https://elsewhere.example/"
TELL = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by ${event.effectiveDirective}: ${event.blockedURI}`));"""


def kept(page: Page) -> dict[str, object]:
    """Everything that a browser has kept for the site."""
    storage: dict[str, object] = page.evaluate(
        """async () => ({
          cookies: document.cookie,
          local: localStorage.length,
          session: sessionStorage.length,
          databases: (await indexedDB.databases()).length,
          stores: (await caches.keys()).filter((name) => name !== `${location.origin}/#1`).length,
        })"""
    )
    return storage | {"all cookies": page.context.cookies()}


NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "stores": 0, "all cookies": []}
"""But for the site's own pages, in one store: tests/browser/test_without_signal.py looks into it."""


def test_no_page_needs_what_is_refused_or_keeps_anything(
    visit: Visit, address: str, page_types: list[str]
) -> None:
    page = visit("about:blank", worker=True)
    page.add_init_script(TELL)
    complaints = watch(page, own=address)
    for name in page_types:
        page.goto(address + name)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 50, name
    page.goto(address + "search/index.html#Texas")
    page.wait_for_selector("#search-results li")
    page.goto(address + "regions/index.html")
    find_contact(page)
    assert complaints == []
    assert kept(page) == NOTHING


def test_what_is_kept_would_be_found(visit: Visit, address: str) -> None:
    page = visit(address)
    page.evaluate("document.cookie = 'a=1'; localStorage.a = sessionStorage.a = 1;")
    page.evaluate("caches.open('a').then(() => 1)")
    page.evaluate("new Promise((done) => { indexedDB.open('a').onsuccess = done; }).then(() => 1)")
    assert {name: bool(value) for name, value in kept(page).items()} == dict.fromkeys(NOTHING, True)


def test_a_page_from_disk_needs_nothing_that_is_refused(visit: Visit, site: Path) -> None:
    page = visit("about:blank", worker=True)
    page.add_init_script(TELL)
    complaints = watch(page, own=site.as_uri())
    for name in ("index.html", "handouts/index.html", "regions/index.html"):
        page.goto(f"{site.as_uri()}/{name}")
        sheets = page.locator("style, link[rel=stylesheet]").count()
        assert page.evaluate("document.styleSheets.length") == sheets > 0
        skip = "getComputedStyle(document.querySelector('a.skip')).position"
        assert page.evaluate(skip) != "static"
        assert page.evaluate(
            """Promise.all([...document.images].map((picture) => {
              picture.loading = "eager";
              return picture.decode();
            })).then((all) => all.length)"""
        )
    assert page.locator("figure svg path").first.is_visible()
    find_contact(page)
    page.get_by_label("Search this site").fill("Saipan")
    page.get_by_label("Search this site").press("Enter")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/jurisdictions/northern-mariana-islands/index.html")
    assert complaints == []


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


@pytest.mark.parametrize("injected", INJECTED.values(), ids=INJECTED)
def test_what_is_injected_does_harm_unless_the_page_or_the_header_carries_the_policy(
    visit: Visit, address: str, injected: str
) -> None:
    page = visit("about:blank")
    page.add_init_script(TELL + RAN)
    target = f"{address}about/index.html"
    foreign: list[str] = []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

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

    def read() -> None:
        page.goto(target)
        if page.locator("#press").count():
            page.locator("#press").dispatch_event("click")

    page.route(f"{ELSEWHERE}**", there)
    page.route(target, here)
    for carrier in ("page", "header"):
        with page.expect_console_message(lambda message: message.text.startswith("refused by ")):
            read()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert "ran" not in said, carrier
        assert foreign == [], carrier
        assert page.url == target, carrier
    carrier = "nothing"
    if ELSEWHERE in injected:
        with page.expect_request(lambda request: request.url.startswith(ELSEWHERE)):
            read()
    else:
        with page.expect_console_message(lambda message: message.text == "ran"):
            read()


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
            framed, lambda route: route.fulfill(body=route.fetch().body(), content_type="text/html")
        )
    page.goto(other)
    assert [frame.url == framed for frame in page.frames[1:]] == [not sent]
