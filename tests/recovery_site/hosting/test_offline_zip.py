"""The copy for a USB stick: what is in it, in which order, and the same bytes each time."""

import io
import zipfile
from datetime import date

from lxml import html
from recovery_site.data.directory import Data
from recovery_site.hosting.offline_zip import READ_ME, copy

from tests.recovery_site.reading import words

HOME = b"""<html><head><link rel="canonical" href="https://x.example/"><style>p>a{color:red}</style></head><body>
<p class="notice">Offline copy of <time datetime="2026-02-03">February 3, 2026</time>.</p></body></html>"""
SITE = {
    "index.html": HOME,
    "assets/site.12345678.css": b"css",
    "contacts/index.html": b"people",
    "handouts/law.pdf": b"%PDF",
    "sitemap.xml": b"for search engines",
    "404.html": b"for hosts",
    "_headers": b"for hosts",
    ".htaccess": b"for hosts",
    "no-connection.html": b"for the service worker",
}


def unpacked(packed: bytes) -> dict[str, bytes]:
    """The files of a zip by path, in its order."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def test_the_folder_has_the_day_and_what_to_read_first_and_the_site(data: Data) -> None:
    files = unpacked(copy(SITE, data.directory.team))
    folder = "recovery-services-offline-2026-02-03"
    assert list(files) == [
        f"{folder}/{READ_ME}",
        f"{folder}/site/assets/site.12345678.css",
        f"{folder}/site/contacts/index.html",
        f"{folder}/site/handouts/law.pdf",
        f"{folder}/site/index.html",
    ]
    assert files[f"{folder}/site/index.html"] == HOME


def test_the_same_bytes_in_whatever_order_the_files_come(data: Data) -> None:
    team = data.directory.team
    assert copy(SITE, team) == copy(dict(reversed(SITE.items())), team)
    assert copy(SITE, team) != copy(SITE | {"contacts/index.html": b"other"}, team)


def test_every_file_carries_the_day_and_can_be_read(data: Data) -> None:
    packed = copy(SITE, data.directory.team)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {date(*entry.date_time[:3]) for entry in archive.infolist()} == {date(2026, 2, 3)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_what_to_read_first_says_what_the_copy_is_and_how_to_treat_it(data: Data) -> None:
    read_me = next(iter(unpacked(copy(SITE, data.directory.team)).values())).decode()
    text = words(html.document_fromstring(read_me))
    for said in (
        "Child Sex Trafficking Recovery Services Team: offline copy of February 3, 2026",
        "Unpack the zip first",
        "2 pages",
        "1 PDFs to print",
        "may have changed since February 3, 2026",
        "The newest version is at https://x.example/",
        "Never save anything about a child on the USB stick",
        "Leave the child’s name and details out of a first e-mail",
    ):
        assert said in text
    for part in ('href="site/index.html"', "<style>p>a{color:red}</style>", "@NCMEC.ORG"):
        assert part in read_me


def test_a_copy_without_pdfs_promises_none(data: Data) -> None:
    site = {path: content for path, content in SITE.items() if not path.endswith(".pdf")}
    assert b"PDFs to print" not in next(iter(unpacked(copy(site, data.directory.team)).values()))
