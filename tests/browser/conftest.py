"""A real Chromium, and a server on this machine that hands out the built site."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright
from recovery_site.core.files import Folder
from recovery_site.hosting.security_headers import ASSETS, REVALIDATE, headers
from recovery_site.hosting.service_worker import styles_of

from tests.conftest import address_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

TOP = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    """The Chromium that the set-up found."""
    noted = TOP / ".venv/browser"
    found = os.environ.get("CHROMIUM") or (noted.read_text().strip() if noted.exists() else "")
    found = found or shutil.which("chromium") or ""
    assert found, "no Chromium: run `make test`, which installs one"
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
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
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def page_types(site: Path) -> list[str]:
    """One page of each type, by its address from the top."""
    names = [
        "index.html",
        "contacts/index.html",
        "regions/index.html",
        "jurisdictions/index.html",
        "jurisdictions/district-of-columbia/index.html",
        "help-now/index.html",
        "missing-from-care/index.html",
        "services/index.html",
        "language-guide/index.html",
        "worksheets/missing-log/index.html",
        "worksheets/safety-and-run-plan/index.html",
        "handouts/index.html",
        "search/index.html",
        "sources/index.html",
        "glossary/index.html",
        "accessibility/index.html",
        "404.html",
    ]
    pages = [name.removesuffix("index.html") for name in names if name != "404.html"]
    now = [f"{one}index.html" for page in pages if (one := address_now(page)) is not None]
    assert [name for name in now if not (site / name).is_file()] == []
    return [*dict.fromkeys(now), "404.html"]


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
        path += "index.html" if path in ("", "/") or path.endswith("/") else ""
        self.served.asked.append(path)
        if path in self.served.held:
            self.served.free.wait(60)
        if self.served.down:
            self.close_connection = True
            return
        if path in self.served.gone:
            self.send_error(404)
            return
        if path not in self.served.changed:
            super().do_GET()
            return
        content = self.served.changed[path]
        status = content if isinstance(content, int) else 302 if isinstance(content, str) else 200
        body = content if isinstance(content, bytes) else FILTER
        self.send_response(status)
        if isinstance(content, str):
            self.send_header("Location", content)
        self.send_header("Content-Type", "text/html" if body is FILTER else self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    """A server of the test's own with the built site."""
    state = Served()
    handler = functools.partial(Moody, directory=str(site), served=state)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        state.address = f"http://127.0.0.1:{server.server_address[1]}/"
        yield state
        state.free.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh context: ``visit(address, width=360, java_script_enabled=False)``.

    As in a browser without service workers, unless a test asks for ``worker=True``: what one page stores
    would change what the next one does.
    """
    contexts: list[BrowserContext] = []

    def go(address: str, width: int = 1280, height: int = 800, **options: bool | str) -> Page:
        worker = options.pop("worker", False)
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        if not worker:
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        page = context.new_page()
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
