"""The weekly look at addresses outside the site, against a server on this machine."""

from __future__ import annotations

import threading
import urllib.parse
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import check_links
import pytest
from check_links import Answer, Known, Reply, exceptions, look, look_at_all, places, report, texts
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parents[2]


class Host(BaseHTTPRequestHandler):
    """A host with every habit of hosts, by path."""

    asked: ClassVar[Counter[str]] = Counter()
    release: ClassVar = threading.Event()

    def do_HEAD(self) -> None:
        self.act()

    def do_GET(self) -> None:
        self.act()

    def act(self) -> None:
        path = urllib.parse.urlsplit(self.path).path
        self.asked[f"{self.command} {path}"] += 1
        first = self.asked[f"{self.command} {path}"] == 1
        if path == "/silent":
            self.release.wait(timeout=60)
            self.close_connection = True
            return
        status, headers = 200, {}
        if path == "/gone":
            status = 404
        elif path == "/moved":
            status, headers = 301, {"Location": "/new"}
        elif path == "/moved-twice":
            status, headers = 308, {"Location": "/moved"}
        elif path == "/for-now":
            status, headers = 302, {"Location": "/moved"}
        elif path == "/moved-to-nothing":
            status, headers = 301, {"Location": "/gone"}
        elif path == "/circle":
            status, headers = 302, {"Location": "/circle-back"}
        elif path == "/circle-back":
            status, headers = 302, {"Location": "/circle"}
        elif path == "/busy" and first:
            status, headers = 429, {"Retry-After": "7"}
        elif path == "/busy-until" and first:
            soon = datetime.now(UTC) + timedelta(seconds=90)
            status, headers = 503, {"Retry-After": format_datetime(soon)}
        elif path == "/busy-for-days":
            status, headers = 429, {"Retry-After": "86400"}
        elif path == "/broken-once" and self.asked[f"GET {path}"] <= 1:
            status = 500
        elif path == "/broken":
            status = 502
        elif path == "/no-head" and self.command == "HEAD":
            status = 405
        elif path == "/hides-head" and self.command == "HEAD":
            status = 404
        elif path == "/refuses":
            status = 403
        elif path == "/nonsense":
            self.wfile.write(b"what?\r\n\r\n")
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked = Counter()
    Host.release = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        Host.release.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    """What would have been waited, in seconds."""
    return []


def test_what_opens_is_well_and_asked_once(host: str, waits: list[float]) -> None:
    assert look(f"{host}/page", wait=waits.append) == Answer(f"{host}/page")
    assert Host.asked == {"HEAD /page": 1}
    assert waits == []


@pytest.mark.parametrize(
    ("path", "moved"),
    [("/moved", "/new"), ("/moved-twice", "/new"), ("/for-now", "")],
)
def test_a_move_for_good_is_told_with_the_new_address(
    host: str, waits: list[float], path: str, moved: str
) -> None:
    wanted = f"{host}{moved}" if moved else ""
    assert look(host + path, wait=waits.append) == Answer(host + path, moved=wanted)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/gone", "answered 404"),
        ("/moved-to-nothing", "answered 404"),
        ("/refuses", "answered 403"),
        ("/circle", "moved more than 8 times"),
    ],
)
def test_what_does_not_open_is_told(host: str, waits: list[float], path: str, problem: str) -> None:
    assert look(host + path, wait=waits.append).problem == problem
    assert max(Host.asked.values()) <= 8


@pytest.mark.parametrize("path", ["/no-head", "/hides-head"])
def test_a_host_that_refuses_the_short_question_gets_the_long_one(
    host: str, waits: list[float], path: str
) -> None:
    assert look(host + path, wait=waits.append) == Answer(host + path)
    assert Host.asked == {f"HEAD {path}": 1, f"GET {path}": 1}
    assert waits == [check_links.PAUSE]


def test_a_busy_host_is_given_the_time_it_asks_for(host: str, waits: list[float]) -> None:
    assert look(f"{host}/busy", wait=waits.append) == Answer(f"{host}/busy")
    assert waits == [7.0]


def test_a_busy_host_may_name_an_hour(host: str, waits: list[float]) -> None:
    assert look(f"{host}/busy-until", wait=waits.append) == Answer(f"{host}/busy-until")
    assert waits[0] == check_links.PAUSE
    assert 60 < waits[1] <= 90
    assert len(waits) == 2


def test_nobody_waits_for_days(host: str, waits: list[float]) -> None:
    assert look(f"{host}/busy-for-days", wait=waits.append).problem == "answered 429"
    assert waits == []
    assert Host.asked == {"HEAD /busy-for-days": 1}


def test_a_host_that_is_broken_once_is_asked_again(host: str, waits: list[float]) -> None:
    assert look(f"{host}/broken-once", wait=waits.append).problem == ""
    assert waits == [check_links.PAUSE, check_links.LATER[0], check_links.PAUSE]


def test_a_host_that_stays_broken_is_asked_three_times(host: str, waits: list[float]) -> None:
    assert look(f"{host}/broken", wait=waits.append).problem == "answered 502"
    assert Host.asked == {"HEAD /broken": 3, "GET /broken": 3}


def test_silence_and_nonsense_are_told_in_words(host: str, waits: list[float]) -> None:
    def impatient(address: str, method: str) -> Reply:
        return check_links.ask(address, method, timeout=0.2)

    silent = look(f"{host}/silent", ask=impatient, wait=waits.append)
    assert "timed out" in silent.problem
    assert waits == list(check_links.LATER)
    assert look(f"{host}/nonsense", wait=waits.append).problem
    closed = host.replace("http://127.0.0.1:", "http://127.0.0.1:1")[:18]
    assert look(f"{closed}/", wait=waits.append).problem


def test_each_host_gets_one_question_at_a_time_with_a_pause(waits: list[float]) -> None:
    asked: list[str] = []

    def note(address: str) -> Answer:
        asked.append(address)
        return Answer(address)

    mine = [f"https://{host}.example/{number}" for host in "ab" for number in range(3)]
    found = look_at_all(mine, note, waits.append)
    assert [one.address for one in found] == sorted(mine)
    assert waits == [check_links.PAUSE] * 4
    for host in "ab":
        assert [one for one in asked if f"//{host}." in one] == [
            one for one in mine if f"//{host}." in one
        ]


def test_addresses_are_found_with_their_lines_and_without_the_signs_after_them() -> None:
    found = places(
        {
            "docs/a.md": "See <https://a.example/x>, [b](https://b.example/y_(z)) or https://c.example/.\n"
            "https://a.example/x#part",
            "data/b.yml": "# https://note.example/\n  url: https://d.example/q?a=1&b=2\n",
            "data/contacts.yml": "        value: help.example.org/chat\n        value: 571.645.6233\n",
        }
    )
    assert found == {
        "https://a.example/x": ["docs/a.md:1", "docs/a.md:2"],
        "https://b.example/y_(z)": ["docs/a.md:1"],
        "https://c.example/": ["docs/a.md:1"],
        "https://d.example/q?a=1&b=2": ["data/b.yml:2"],
        "https://help.example.org/chat": ["data/contacts.yml:1"],
    }


def test_every_outside_link_of_the_built_site_is_looked_at(pages: list[Path]) -> None:
    looked_at = places(texts(TOP))
    shown = {
        urllib.parse.urldefrag(str(address)).url
        for page in pages
        for address in html.parse(page).getroot().xpath("//main//a/@href")
        if str(address).startswith("http")
    }
    own = "https://recovery-services.example/"
    outside = {one for one in shown if not one.startswith(own)}
    assert len(outside) > 50
    assert outside - looked_at.keys() == set()


def test_the_report_says_what_to_do_and_where() -> None:
    where = {
        "https://a.example/": ["data/sources.yml:3", "docs/x.md:9"],
        "https://b.example/": ["data/sources.yml:7"],
        "https://c.example/": ["docs/y.md:1"],
        "https://d.example/": ["docs/y.md:2"],
    }
    answers = [
        Answer("https://a.example/", problem="answered 404"),
        Answer("https://b.example/", moved="https://new.example/"),
        Answer("https://c.example/", problem="answered 403"),
        Answer("https://d.example/"),
    ]
    known = [
        Known("https://c.example/", "refuses machines", "2026-11-23"),
        Known("https://d.example/", "was slow", "2026-11-23"),
    ]
    told = report(answers, where, known)
    assert "- https://a.example/ **answered 404** (in data/sources.yml:3, docs/x.md:9)" in told
    assert "- https://b.example/ is now https://new.example/ (in data/sources.yml:7)" in told
    assert "https://c.example/" not in told
    assert told.endswith("- https://d.example/\n")
    assert report([Answer("https://d.example/")], where, []) == ""


def test_exceptions_need_a_reason_and_a_day() -> None:
    assert exceptions((TOP / check_links.EXCEPTIONS).read_text("utf-8")) == []
    record = "exceptions:\n  - address: https://a.example/\n    reason: refuses machines\n"
    with pytest.raises(ValueError, match="checked"):
        exceptions(record)
    with pytest.raises(ValueError, match="write address, reason and checked"):
        exceptions(f"{record}    checked:\n")
    day = f"{record}    checked: 2026-11-23\n"
    assert exceptions(day) == [Known("https://a.example/", "refuses machines", "2026-11-23")]


def test_the_command_writes_the_report_and_says_by_its_end_whether_all_opens(
    tmp_path: Path, host: str, waits: list[float]
) -> None:
    for folder in ("data", "docs", "scripts"):
        (tmp_path / folder).mkdir()
    (tmp_path / check_links.EXCEPTIONS).write_text("exceptions: []\n", "utf-8")
    page = tmp_path / "docs/page.md"
    written = tmp_path / "links.md"
    arguments = ["--top", str(tmp_path), "--report", str(written)]
    page.write_text(f"[one]({host}/page)\n", "utf-8")
    assert check_links.main(arguments, waits.append) == 0
    assert written.read_text("utf-8") == ""
    page.write_text(f"[one]({host}/page)\n[two]({host}/gone)\n", "utf-8")
    assert check_links.main(arguments, waits.append) == 1
    assert f"{host}/gone **answered 404** (in docs/page.md:2)" in written.read_text("utf-8")
