"""A real Chromium, and a server on this machine that hands out the built site."""

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from recovery_site.core.files import Folder
from recovery_site.hosting.security_headers import ASSETS, REVALIDATE, headers
from recovery_site.hosting.service_worker import styles_of

from tests.conftest import address_now, noted_tool

Visit = Callable[..., Page]
WIDTHS = (360, 1280)
"""A phone and a desktop."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-effective-connection-type=4G",  # else a busy machine looks like a slow connection
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    noted = noted_tool("browser", "chromium-headless-shell", "chromium")
    path = os.environ.get("CHROMIUM") or noted
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@functools.cache
def sent_for(folder: str) -> dict[str, str]:
    """The headers that a host should send with every file of a site."""
    return headers(styles_of(Folder(Path(folder))))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Hands out files without a word, with the headers that a host should send."""

    def end_headers(self) -> None:
        """Send the site's headers with every answer."""
        for name, value in sent_for(self.directory).items():
            self.send_header(name, value)
        kept = getattr(self, "path", "").startswith("/assets/")
        self.send_header("Cache-Control", ASSETS if kept else REVALIDATE)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where nothing is, as a host should."""
        if code != 404:
            return super().send_error(code, message, explain)
        self.send(code, "text/html; charset=utf-8", Path(self.directory, "404.html").read_bytes())

    def send(self, status: int, kind: str, content: bytes, to: str = "") -> None:
        """Answer with this content, or send the reader to another address."""
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: type[Quiet], **options: Any) -> Iterator[str]:
    """The address at which a handler with these options answers for as long as the block runs."""
    factory = functools.partial(handler, **options)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), factory) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    with serving(Quiet, directory=str(site)) as address:
        yield address


@pytest.fixture(scope="session")
def page_types(site: Path) -> list[str]:
    """One page of each type, by its address from the top."""
    names = (
        "", "contacts/", "regions/", "jurisdictions/", "jurisdictions/district-of-columbia/", "help-now/",
        "missing-from-care/", "services/", "language-guide/", "worksheets/missing-log/",
        "worksheets/safety-and-run-plan/", "handouts/", "search/", "sources/", "glossary/", "accessibility/",
    )  # fmt: skip
    now = [f"{page}index.html" for name in names if (page := address_now(name)) is not None]
    assert [name for name in now if not (site / name).is_file()] == []
    return [*dict.fromkeys(now), "404.html"]


def skeleton(page: Path) -> frozenset[str]:
    """How a page is built: each kind of element with its classes and attributes, in what it stands."""

    def called(element: Any) -> str:
        return " ".join(
            [element.tag, *sorted({*element.get("class", "").split(), *element.attrib})]
        )

    main = html.parse(page).getroot().find(".//main")
    return frozenset(
        "/".join(map(called, (*reversed(list(element.iterancestors())), element)))
        for element in main.iter(etree.Element)
    )


@pytest.fixture(scope="session")
def distinct_pages(site: Path, pages: list[Path]) -> list[str]:
    """Every page but those of jurisdictions, and of these the first of each that is built in its own way."""
    of_jurisdictions = [page for page in pages if page.parents[1].name == "jurisdictions"]
    assert len(of_jurisdictions) == 56
    kinds = {skeleton(page): page for page in reversed(of_jurisdictions)}
    assert len(kinds) <= 20, "the pages of jurisdictions differ more than they should"
    others = [page for page in pages if page not in of_jurisdictions]
    return [page.relative_to(site).as_posix() for page in (*others, *kinds.values())]


@dataclass
class Served:
    """A server of a test's own, which can change what it hands out, be slow, and stop answering.

    Attributes:
        address: where it is.
        changed: what it hands out in place of the site's files, by path from the top. A number is an answer
            with this status and somebody else's page; a text is the address it sends the reader to.
        gone: paths at which nothing is any more: the site's own page says so.
        held: paths that it answers only once ``free`` is set.
        down: whether it closes every connection without an answer, as if there were none.
        asked: the paths it was asked for, in order.
    """

    address: str = ""
    changed: dict[str, bytes | int | str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    free: threading.Event = field(default_factory=threading.Event)
    down: bool = False
    asked: list[str] = field(default_factory=list)


FILTER = b"<!doctype html><title>Blocked</title><h1>Blocked by your organization</h1>"
"""The page of a filter that stands between a reader and the site."""


class Moody(Quiet):
    """Hands out files as its ``Served`` says."""

    def __init__(self, *arguments: Any, served: Served, **options: Any) -> None:
        self.served = served
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer, or not."""
        path = self.path.partition("?")[0].lstrip("/")
        path += "index.html" if not path or path.endswith("/") else ""
        self.served.asked.append(path)
        if path in self.served.held:
            self.served.free.wait(60)
        if self.served.down:
            self.close_connection = True
        elif path in self.served.gone:
            self.send_error(404)
        elif isinstance(content := self.served.changed.get(path), bytes):
            self.send(200, "text/html" if content is FILTER else self.guess_type(path), content)
        elif content is not None:
            to = content if isinstance(content, str) else ""
            self.send(302 if isinstance(content, str) else content, "text/html", FILTER, to)
        else:
            super().do_GET()


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    """A server of the test's own with the built site."""
    state = Served()
    with serving(Moody, directory=str(site), served=state) as state.address:
        yield state
        state.free.set()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens an address in a fresh context: ``visit(address, width=360, java_script_enabled=False)``.

    As in a browser without service workers, unless a test asks for ``worker=True``: what one page stores
    would change what the next one does.
    """
    contexts: list[BrowserContext] = []

    def go(address: str, width: int = 1280, height: int = 800, **options: bool | str) -> Page:
        worker = options.pop("worker", False)
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        # To a headless browser, which draws nothing, an idle moment may never come; Safari does without it too.
        missing = "window.requestIdleCallback" if worker else "Navigator.prototype.serviceWorker"
        context.add_init_script(f"delete {missing}")
        page = context.new_page()
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


def resize(page: Page, width: int, height: int = 800) -> None:
    """Give the window of a page another size."""
    page.set_viewport_size({"width": width, "height": height})


def restyle(page: Page, style: str) -> None:
    """Give a page one more style sheet, in the place of the one before."""
    page.evaluate(
        """(text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [sheet];
        }""",
        style,
    )


def watch(page: Page, own: str) -> list[str]:
    """A list that fills with what a page complains of, and with what it asks of others than ``own``."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def foreign(request: Request) -> None:
        if not request.url.startswith((own, "data:")):
            complaints.append(f"{page.url} asks for {request.url}")

    page.on("request", foreign)
    return complaints


def find_contact(page: Page, jurisdiction: str = "Guam (GU)") -> None:
    """Choose a state or territory and go to its page."""
    page.get_by_label("Choose your state or territory").select_option(label=jurisdiction)
    page.get_by_role("button", name="Show contact").click()
    slug = jurisdiction.partition(" (")[0].lower().replace(" ", "-")
    page.wait_for_url(f"**/jurisdictions/{slug}/index.html")
    assert page.locator("h1").inner_text() == jurisdiction
