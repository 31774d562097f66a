"""The service worker in a real browser: pages without signal, never an old one while there is signal."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect
from recovery_site.core.files import Folder
from recovery_site.hosting.service_worker import files

from tests.conftest import TOP, contacts_now

from .conftest import FILTER, Served, Visit, find_contact
from .test_leaving import ELSEWHERE, weather

CONTACTS = "contacts/index.html"
NUMBER = next(person["phone"] for person in contacts_now()["people"] if person.get("phone"))
NEW_NUMBER = NUMBER[:-4] + "0199"
LEAN = "Object.defineProperty(navigator, 'connection', {{ get: () => ({{ {0} }}) }});"
STORED = """async () => {
  const [name] = await caches.keys();
  if (!name) return {};
  const store = await caches.open(name);
  const all = await Promise.all((await store.keys()).map(async ({ url }) =>
    [url, (await store.match(url)).headers.get("stored-at")]));
  return Object.fromEntries(all);
}"""


def until(page: Page, condition: str, arg: object = None) -> None:
    """Wait, at most half a minute, until a function that returns a promise of a truth finds it true."""
    page.evaluate(
        f"""async (arg) => {{
          const started = Date.now();
          while (!(await ({condition})(arg))) {{
            if (Date.now() - started > 30000) throw new Error("never happened: " + arg);
            await new Promise((done) => setTimeout(done, 20));
          }}
        }}""",
        arg,
    )


def bundles(script: bytes) -> list[str]:
    """The bundles that a ``sw.js`` names."""
    paths = re.findall(r'"(stored/[^"]+)"', script.decode().splitlines()[0])
    assert len(paths) == 3
    return paths


def holds(page: Page, *paths: str) -> None:
    """Wait until the device stores these paths."""
    for path in paths:
        until(page, "(path) => caches.match(new URL(path, location.origin))", f"/{path}")


def filled(visit: Visit, served: Served, site: Path, path: str = CONTACTS) -> Page:
    """A page that was opened and left alone until everything was stored."""
    page = visit(served.address + path, worker=True)
    holds(page, *bundles((site / "sw.js").read_bytes()))
    return page


def replaced(site: Path, path: str = CONTACTS) -> bytes:
    """A page with another number than the one that is stored."""
    text = (site / path).read_text("utf-8")
    assert NUMBER in text
    return text.replace(NUMBER, NEW_NUMBER).encode()


def test_every_type_of_page_opens_without_the_network_and_says_that_it_is_stored(
    visit: Visit, served: Served, site: Path, page_types: list[str]
) -> None:
    page = filled(visit, served, site)
    served.down = True
    for number, name in enumerate(page_types[:-1]):  # the last is for addresses that are not there
        address = name if number % 2 else name.removesuffix("index.html")
        answer = page.goto(served.address + address, wait_until="commit")
        assert answer, name
        shown, plain = answer.text(), (site / name).read_text("utf-8")
        notice = re.search(r'<p class="notice" role="status">([^<]+)</p>', shown)
        assert notice, name
        assert re.fullmatch(
            r"Stored copy from \w+ \d+, 20\d\d at \d+:\d\d.[AP]M \((less than a|\d) minutes? ago\)\. "
            r"The site could not be reached\. Call to confirm before you rely on it\.",
            notice[1],
        ), name
        assert shown.replace(notice[1], "") == plain.replace('="./', f'="{served.address}'), name
    page.wait_for_load_state()
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    expect(page.get_by_role("status")).to_contain_text("Stored copy from")
    page.goto(served.address + "search/index.html#Texas")
    expect(page.locator("#search-results a").first).to_have_text("Texas (TX)")
    expect(page.locator(".notice")).to_contain_text("Stored copy from")


def test_an_index_from_the_store_is_said_on_a_page_that_came_from_the_network(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    page.goto(served.address + "search/index.html")
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/sw.js")
    expect(page.locator(".notice")).to_be_empty()
    served.down = True
    page.get_by_label("Search for").fill("Texas")
    page.get_by_label("Search for").press("Enter")
    page.wait_for_selector("#search-results li")
    expect(page.locator(".notice")).to_contain_text("Stored copy from")


def test_the_notice_says_how_old_the_copy_is_on_screen_and_on_paper(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    served.down = True
    ages = {1: "1 minute", 59: "59 minutes", 60: "1 hour", 180: "3 hours", 2880: "2 days"}
    for minutes, words in ages.items():
        page.evaluate(
            """async (age) => {
              const store = await caches.open((await caches.keys())[0]);
              for (const { url } of await store.keys()) {
                const stored = await store.match(url);
                const headers = new Headers(stored.headers);
                headers.set("stored-at", Date.now() - age);
                await store.put(url, new Response(await stored.text(), { headers }));
              }
            }""",
            minutes * 60_000,
        )
        page.goto(served.address + "help-now/")
        expect(page.get_by_role("status")).to_contain_text(f"({words} ago)")
    page.emulate_media(media="print")
    expect(page.get_by_role("status")).to_be_visible()


def test_what_a_reader_with_signal_sees_is_new_at_once_and_then_stored(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site, "index.html")
    served.changed[CONTACTS] = replaced(site)
    page.goto(served.address + "contacts/")
    expect(page.get_by_role("link", name=NEW_NUMBER)).to_be_visible()
    expect(page.get_by_role("link", name=NUMBER)).to_have_count(0)
    expect(page.locator(".notice")).to_be_empty()
    until(
        page,
        f"""async () => (await (await caches.match("/{CONTACTS}")).text()).includes("{NEW_NUMBER}")""",
    )
    served.down = True
    page.goto(served.address + CONTACTS)
    expect(page.get_by_role("link", name=NEW_NUMBER)).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("Stored copy from")


def test_what_somebody_else_answers_does_not_take_the_place_of_a_stored_page(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    before = page.evaluate(STORED)
    served.changed["blocked"] = FILTER
    failed, filtered = "could not be reached.", "Your network sent another page in its place."
    answers: dict[bytes | int | str, str] = dict.fromkeys([403, 404, 408, 429, 503], failed)
    answers |= {FILTER: filtered, "/blocked": filtered, "http://localhost:1/blocked": failed}
    for answer, why in answers.items():
        served.changed |= {CONTACTS: answer, "search/index.js": answer}
        page.goto(served.address + CONTACTS)
        expect(page.locator(".notice"), str(answer)).to_contain_text(why)
        expect(page.get_by_role("link", name=NUMBER)).to_be_visible()
        page.goto(served.address + "search/#Texas")
        expect(page.locator("#search-results a").first).to_have_text("Texas (TX)")
    assert page.evaluate(STORED) == before


def test_a_host_may_lead_on_from_a_stored_page_and_say_that_it_is_gone(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    served.changed["services/index.html"] = "/contacts/"
    page.goto(served.address + "services/#part")
    assert page.url == served.address + "contacts/#part"
    expect(page.locator(".notice")).to_be_empty()
    served.gone.add("services/index.html")
    page.goto(served.address + "services/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")


def test_a_page_that_a_filter_sends_is_never_stored(visit: Visit, served: Served) -> None:
    page = visit("about:blank", worker=True)
    page.add_init_script(LEAN.format("saveData: true"))
    page.goto(served.address)
    holds(page, "index.html")
    served.changed |= {CONTACTS: FILTER, "assets/other.12345678.css": FILTER}
    page.goto(served.address + CONTACTS)  # not stored: what came is all there is to show
    expect(page.get_by_role("heading", level=1)).to_have_text("Blocked by your organization")
    page.goto(served.address)
    page.evaluate("fetch('/assets/other.12345678.css').then((answer) => answer.text())")
    page.wait_for_load_state("networkidle")
    stored = page.evaluate(STORED)
    assert f"{served.address}index.html" in stored
    assert [address for address in stored if "contacts" in address or "other" in address] == []


def test_a_filter_s_page_is_not_installed_as_the_page_for_no_connection(
    visit: Visit, served: Served
) -> None:
    served.changed["no-connection.html"] = FILTER
    page = visit(f"{served.address}404.html", worker=True)
    state = page.evaluate(
        """async () => {
          const { installing } = await navigator.serviceWorker.register("/sw.js");
          return new Promise((done) => (installing.onstatechange = () => done(installing.state)));
        }"""
    )
    assert state == "redundant"
    assert "no-connection.html" in served.asked
    assert page.evaluate(STORED) == {}


def test_an_address_as_typed_from_paper_is_found_without_its_last_slash(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    for down in (False, True):
        served.down = down
        for typed in ("help-now", "jurisdictions/texas", "contacts?from=paper"):
            page.goto(served.address + typed)
            assert page.url == f"{served.address}{typed.partition('?')[0]}/"
            expect(page.locator(".notice")).to_have_text(
                re.compile("Stored copy" if down else "^$")
            )
            page.get_by_role("link", name="Help now").first.click()
            page.wait_for_url("**/help-now/index.html")


QUICK = b"""const real = setTimeout;
self.setTimeout = (action, time, ...rest) => real(action, time === 8000 ? 200 : 600000, ...rest);
"""
"""Who waits eight seconds waits a fifth of one; who waits any other time, waits for good."""


@pytest.mark.parametrize("changes", [True, False])
def test_after_eight_seconds_without_an_answer_the_copy_is_shown_until_it_comes(
    visit: Visit, served: Served, site: Path, changes: bool
) -> None:
    served.changed["sw.js"] = QUICK + (site / "sw.js").read_bytes()
    page = filled(visit, served, site, "index.html")
    served.held.add(CONTACTS)
    if changes:
        served.changed[CONTACTS] = replaced(site)
    page.goto(served.address + CONTACTS)
    expect(page.get_by_role("link", name=NUMBER)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("The connection is slow.")
    served.free.set()
    if not changes:
        expect(page.get_by_role("status")).to_have_text(
            "Compared just now: this page is the newest version. "
        )
        return
    expect(page.get_by_role("status")).to_contain_text("This page has changed")
    page.get_by_role("link", name="Show the newest version").click()
    expect(page.get_by_role("link", name=NEW_NUMBER)).to_be_visible()
    expect(page.locator(".notice")).to_be_empty()


def test_every_file_is_stored_as_it_is_and_opening_pages_leaves_no_mark_there(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    before = page.evaluate(STORED)
    for name in ("help-now/", "jurisdictions/texas/index.html", "safety-planning/", "search/"):
        page.goto(served.address + name)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STORED) == before
    assert page.context.cookies() == []
    wanted = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    del wanted["404.html"]
    assert len(wanted) > 80
    # Pictures are for sharing.
    wanted |= {f"assets/{p.name}": p for p in (site / "assets").iterdir() if p.suffix != ".png"}
    wanted["search/index.js"] = site / "search/index.js"
    stored = page.evaluate(
        """(paths) => Promise.all(paths.map(async (path) =>
          [path, await (await caches.match(new URL(path, location.origin)))?.text()]))""",
        list(wanted),
    )
    assert [path for path, text in stored if text != wanted[path].read_text("utf-8")] == []
    rest = {address.removeprefix(served.address) for address in before} - wanted.keys()
    assert rest == set(bundles((site / "sw.js").read_bytes()))


@pytest.mark.parametrize("says", ["saveData: true", "effectiveType: '2g'", "effectiveType: 'slow-2g'"])  # fmt: skip
def test_a_connection_that_saves_data_fetches_nothing_for_later(
    visit: Visit, served: Served, says: str
) -> None:
    page = visit("about:blank", worker=True)
    page.add_init_script(LEAN.format(says))
    page.goto(served.address + "regions/index.html")
    holds(page, "regions/index.html")  # stored on the page's word, after which it would fetch more
    page.goto(served.address + "help-now/")
    holds(page, "help-now/index.html")
    assert served.asked.count("regions/index.html") == 1
    assert "sw.js" in served.asked
    assert [path for path in served.asked if path.startswith("stored/")] == []
    served.down = True
    page.goto(served.address + "regions/")
    expect(page.get_by_role("status")).to_contain_text("Stored copy from")
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50


def test_a_page_not_stored_gives_the_helplines(visit: Visit, served: Served, site: Path) -> None:
    page = visit("about:blank", worker=True)
    page.add_init_script(LEAN.format("saveData: true"))
    page.goto(served.address + CONTACTS)
    holds(page, CONTACTS)
    page.reload()  # through the worker, which stores the style sheet as it comes by
    page.wait_for_load_state("networkidle")
    served.down = True
    channels = {helpline["id"]: helpline["channels"][0] for helpline in contacts_now()["helplines"]}
    national = [channels[name] for name in ("911", "ncmec", "nhth", "988")]
    numbers = [channel["value"] for channel in national if channel["checked"]]
    assert numbers
    for path in ("handouts/law.pdf", "jurisdictions/guam/index.html", "jurisdictions/guam/"):
        page.goto(served.address + path)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("No connection, and this page is not stored")
        for number in numbers:
            expect(page.locator("main a[href^=tel]").filter(has_text=number)).to_be_visible()
        said = r"^The numbers below were stored on \w+ \d+, 20\d\d at \d+:\d\d.[AP]M \(.+ ago\)\. $"
        expect(page.get_by_role("status")).to_have_text(re.compile(said))
        links = page.locator("a:not([href*='#'])").evaluate_all("all => all.map((a) => a.href)")
        inside = [link for link in links if link.startswith(served.address)]
        assert len(inside) > 30
        assert [a for a in inside if not (site / a.removeprefix(served.address)).is_file()] == []
        assert page.url == served.address + path  # to load it again where there is signal
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    page.get_by_role("link", name="Contact directory").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact directory")


def test_nothing_is_asked_for_before_the_page_is_ready(
    visit: Visit, served: Served, site: Path
) -> None:
    page = visit("about:blank", worker=True)
    [style] = [path.name for path in (site / "assets").glob("paper.*.css")]
    served.held.add(f"assets/{style}")
    page.goto(served.address, wait_until="commit")
    page.wait_for_function("document.scripts.length && document.readyState !== 'loading'")
    assert "sw.js" not in served.asked
    served.free.set()
    holds(page, "index.html")
    assert served.asked.index("sw.js") > served.asked.index(f"assets/{style}")


def test_a_new_build_replaces_the_stored_build_unopened_and_old_stores_go(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site, "index.html")
    before = bundles((site / "sw.js").read_bytes())
    page.evaluate(
        "Promise.all([caches.open(`${location.origin}/#0`), caches.open('another site')])"
    )
    changed = {CONTACTS: replaced(site)}
    changed |= files(dict(Folder(site)) | changed)
    served.changed |= changed
    after = bundles(changed["sw.js"])
    assert len(set(before) & set(after)) == 2  # two bundles are as they were, and not fetched again
    served.asked.clear()
    page.reload()
    holds(page, *after)
    until(
        page,
        "async (old) => !(await caches.match(new URL(old, location.origin)))",
        "/" + next(bundle for bundle in before if bundle not in after),
    )
    fetched = [path for path in served.asked if path.startswith("stored/")]
    assert fetched == [bundle for bundle in after if bundle not in before]
    assert CONTACTS not in served.asked
    left = sorted(["another site", f"{served.address}#1"])
    until(page, "async (left) => String((await caches.keys()).sort()) === String(left)", left)
    served.down = True
    page.goto(served.address + CONTACTS)
    expect(page.get_by_role("link", name=NEW_NUMBER)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "content"),
    [("sw.js", b"throw new Error('broken');"), ("sw.js", 503), ("no-connection.html", 503)],
)
def test_a_worker_that_cannot_be_installed_breaks_nothing(
    visit: Visit, served: Served, path: str, content: bytes | int
) -> None:
    served.changed[path] = content
    page = visit("about:blank", worker=True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(served.address)
    until(page, "async () => !(await navigator.serviceWorker.getRegistration())?.installing")
    page.reload()
    find_contact(page)
    assert path in served.asked
    assert errors == []


def test_the_button_removes_all_that_is_stored(visit: Visit, served: Served, site: Path) -> None:
    page = filled(visit, served, site, "privacy/index.html")
    page.get_by_role("button", name="Remove stored pages from this device").click()
    expect(page.get_by_text("Removed.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    served.down = True
    with pytest.raises(Error, match=r"ERR_EMPTY_RESPONSE|ERR_CONNECTION"):
        page.goto(served.address + CONTACTS)


def test_the_button_also_ends_what_is_being_stored(
    visit: Visit, served: Served, site: Path
) -> None:
    first, second, _ = bundles((site / "sw.js").read_bytes())
    served.held.add(second)
    page = visit(served.address + "privacy/", worker=True)
    holds(page, first)
    page.get_by_role("button", name="Remove stored pages from this device").click()
    expect(page.get_by_text("Removed.")).to_be_visible()
    served.free.set()
    page.goto("about:blank")
    page.request.get(served.address)
    other = page.context.new_page()
    other.add_init_script("delete Navigator.prototype.serviceWorker")
    other.goto(served.address)
    assert other.evaluate("caches.keys()") == []


def test_the_button_says_when_the_browser_stores_nothing(visit: Visit, served: Served) -> None:
    page = visit("about:blank", worker=True)
    # So Chromium answers who has blocked all cookies.
    page.add_init_script(
        """Object.defineProperty(Navigator.prototype, "serviceWorker", {
          get() { throw new DOMException("Access is denied", "SecurityError"); },
        });"""
    )
    page.goto(served.address + "privacy/")
    page.get_by_role("button", name="Remove stored pages from this device").click()
    expect(page.get_by_text("Your browser does not let this site store pages")).to_be_visible()


def test_without_the_worker_there_is_no_button(visit: Visit, site: Path, served: Served) -> None:
    page = visit(f"{site.as_uri()}/privacy/index.html")
    assert page.locator("button.remove").is_hidden()
    page = visit(served.address + "privacy/", java_script_enabled=False)
    assert page.locator("button.remove").is_hidden()


def test_leaving_works_under_the_worker(visit: Visit, served: Served, site: Path) -> None:
    page = filled(visit, served, site)
    page.reload()
    page.context.route(ELSEWHERE, weather)
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(ELSEWHERE)


def test_the_worker_that_removes_itself_does_so_on_every_device(
    visit: Visit, served: Served, site: Path
) -> None:
    page = filled(visit, served, site)
    text = (TOP / "contributing/developers/HACKING.md").read_text("utf-8")
    [code] = re.findall(r"```js\n(.*?)```", text, re.DOTALL)
    served.changed["sw.js"] = code.encode()
    page.reload()
    until(page, "async () => !(await caches.keys()).length")
    served.down = True
    with pytest.raises(Error, match=r"ERR_EMPTY_RESPONSE|ERR_CONNECTION"):
        page.goto(served.address + CONTACTS)
