"""What a reader gets from a real nginx with the project's configuration."""

import gzip
import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from recovery_site.core.files import Folder
from recovery_site.hosting.security_headers import REVALIDATE, headers
from recovery_site.hosting.service_worker import styles_of

from tests.conftest import TOP
from tests.hosting.conftest import Server

pytestmark = pytest.mark.xdist_group("hosting")

FOR_HOSTS = {"_headers", "nginx-headers.conf", "_redirects", "nginx-redirects.conf"}
"""What the build makes for hosts; no reader asks for it."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".xml": "application/xml",
    ".gz": "application/gzip",
}
"""The types that browsers and address books go by."""


@pytest.fixture(scope="module")
def in_folder(start: Callable[[Path, str], Server], published: Path) -> Server:
    """nginx with the site in a folder of its host, https://host/site/."""
    assert published.name == "site"
    return start(published, "/site")


def readable(root: Path) -> list[str]:
    """The address of every file that a reader may ask for."""
    addresses = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        beside = path.suffix == ".gz" and path.with_suffix("").exists()
        if path.is_file() and name not in FOR_HOSTS and name != "404.html" and not beside:
            addresses.append(f"/{quote(name)}")
    assert len(addresses) > 90
    return addresses


def test_every_file_arrives_whole_with_its_type_and_every_header(
    server: Server, published: Path
) -> None:
    block = re.search(
        r"\btypes \{(.*?)\}", (TOP / "hosting/site.conf").read_text("utf-8"), re.DOTALL
    )
    assert block
    known = {f".{suffix}" for suffix in re.findall(r" (\w+);", block[1])}
    kinds = set()
    for address in readable(published):
        answer = server.ask(address)
        file = published / address[1:]
        assert answer.status == 200, address
        assert answer.body == file.read_bytes(), address
        for name, value in headers(styles_of(Folder(published))).items():
            assert answer.headers.get(name.lower()) == value, (address, name)
        kind = answer.headers["content-type"]
        assert kind == TYPES.get(file.suffix, kind), address
        assert file.suffix in known, f"{address}: add its type to hosting/site.conf"
        assert "server" in answer.headers
        assert not re.search(r"\d", answer.headers["server"]), "the version of nginx is said"
        kinds.add(file.suffix)
    assert TYPES.keys() - {".gz"} <= kinds


def test_a_folder_shows_its_page_and_keeps_the_address_without_a_host(server: Server) -> None:
    assert server.ask("/contacts/").body == server.ask("/contacts/index.html").body
    moved = server.ask("/contacts")
    assert (moved.status, moved.headers["location"]) == (301, "/contacts/")


def test_text_is_compressed_for_browsers_that_ask(server: Server, published: Path) -> None:
    small = 0
    for address in readable(published):
        file = published / address[1:]
        if file.suffix in {".png", ".pdf", ".gz", ".woff2", ".zip", ".ico", ".bin"}:
            continue
        if len(content := file.read_bytes()) <= 512:
            small += 1
            continue
        answer = server.ask(address, Accept_Encoding="gzip")
        assert answer.headers.get("content-encoding") == "gzip", address
        assert "accept-encoding" in answer.headers.get("vary", "").lower(), address
        assert gzip.decompress(answer.body) == content, address
        assert len(answer.body) < len(content), address
    assert small < 20


def test_text_is_compressed_without_files_made_before(
    start: Callable[[Path], Server], site: Path
) -> None:
    answer = start(site).ask("/contacts/index.html", Accept_Encoding="gzip")
    assert not (site / "contacts/index.html.gz").exists()
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (site / "contacts/index.html").read_bytes()


@pytest.mark.parametrize(
    "address",
    [
        "/nothing-here", "/contacts/nobody.vcf", "/jurisdictions/atlantis/", "/assets/",
        "/404.html", "/.htaccess", "/.git/config", "/assets/.hidden", "/_headers",
        "/nginx-headers.conf", "/_redirects", "/nginx-redirects.conf",
    ],
)  # fmt: skip
@pytest.mark.parametrize("top", ["", "/site"])
def test_what_is_not_there_is_the_sites_own_page_and_404(
    server: Server, in_folder: Server, published: Path, address: str, top: str
) -> None:
    answer = (in_folder if top else server).ask(top + address)
    assert answer.status == 404
    assert answer.body == (published / "404.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for name, value in headers(styles_of(Folder(published))).items():
        assert answer.headers.get(name.lower()) == value, name


def test_a_site_in_a_folder_of_its_host_is_served_there_and_nowhere_else(
    in_folder: Server, published: Path
) -> None:
    page = (published / "contacts/index.html").read_bytes()
    assert in_folder.ask("/site/contacts/").body == page
    moved = in_folder.ask("/site/contacts")
    assert (moved.status, moved.headers["location"]) == (301, "/site/contacts/")
    [script] = published.glob("assets/site.*.js")
    assert "immutable" in in_folder.ask(f"/site/assets/{script.name}").headers["cache-control"]
    assert in_folder.ask("/contacts/").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/contacts/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/assets/..%5c..%5csecret.txt", "/contacts/%2e%2e/%2e%2e/secret.txt", "//../secret.txt",
        "/%252e%252e/secret.txt", "/assets../secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_served(server: Server, published: Path, path: str) -> None:
    (published.parent / "secret.txt").write_text("a child's case", "utf-8")
    # Written by hand: a client of the standard library may tidy the path first.
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert re.match(rb"HTTP/1\.1 (400|404) ", answer), answer[:80]
    assert b"a child's case" not in answer


def test_contacts_are_asked_for_anew_and_an_unchanged_page_costs_nothing(server: Server) -> None:
    for address in ("/", "/contacts/", "/open-data/contacts.json", "/search/index.js"):
        answer = server.ask(address)
        assert answer.headers["cache-control"] == REVALIDATE, address
        again = server.ask(address, If_None_Match=answer.headers["etag"])
        assert (again.status, again.body) == (304, b""), address


def test_assets_are_kept_by_browsers(server: Server, published: Path) -> None:
    assets = [name for name in readable(published) if re.fullmatch(r"/assets/[^/]+", name)]
    assert len(assets) >= 4
    for address in assets:
        kept = re.search(r"max-age=(\d+)", server.ask(address).headers["cache-control"])
        assert kept, address
        assert int(kept[1]) >= 3600, address


def test_head_says_the_same_as_get_without_the_content(server: Server, published: Path) -> None:
    for address in readable(published):
        head, whole = server.ask(address, "HEAD"), server.ask(address)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.body)), address
        assert head.headers | {"date": ""} == whole.headers | {"date": ""}, address


def test_a_pdf_comes_in_parts_for_readers_who_show_the_first_page_at_once(
    server: Server, published: Path
) -> None:
    pdfs = [name for name in readable(published) if name.endswith(".pdf")]
    assert len(pdfs) > 10
    for address in pdfs:
        content = (published / address[1:]).read_bytes()
        part = server.ask(address, Range="bytes=100-199")
        assert (part.status, part.body) == (206, content[100:200]), address
        assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
    beyond = server.ask(pdfs[0], Range="bytes=999999999-")
    assert beyond.status == 416


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "MOVE"])
def test_nothing_can_be_sent_to_the_server(server: Server, method: str) -> None:
    assert server.ask("/contacts/", method).status == 405


def test_redirects_of_the_build_are_followed_if_it_made_any(
    start: Callable[[Path], Server], tmp_path: Path
) -> None:
    (tmp_path / "nginx-headers.conf").write_text("add_header X-Made by-the-build always;\n")
    (tmp_path / "nginx-redirects.conf").write_text("location = /old/ { return 301 /new/; }\n")
    (tmp_path / "404.html").write_text("not here", "utf-8")
    answer = start(tmp_path).ask("/old/")
    assert (answer.status, answer.headers["location"]) == (301, "/new/")
    assert answer.headers["x-made"] == "by-the-build"
