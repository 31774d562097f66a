"""Pages at old addresses, copies of files, and lines for hosts."""

import re
from pathlib import Path

import pytest
from lxml import html
from recovery_site.data.published_addresses import Redirect
from recovery_site.hosting.redirects import copy, for_hosts, pages
from recovery_site.hosting.security_headers import page_policy

ADDRESS = "https://x.example/sub/"
PAGE = Redirect(old="/running/", new="/running-behavior/")
DEEP = Redirect(old="/old/deep/", new="/contacts/#team-mailbox")
HOME = Redirect(old="/start/", new="/")
FILE = Redirect(old="/handouts/old.pdf", new="/handouts/new.pdf")


@pytest.mark.parametrize(
    ("redirect", "file", "link", "canonical"),
    [
        (PAGE, "running/index.html", "../running-behavior/index.html", "running-behavior/"),
        (DEEP, "old/deep/index.html", "../../contacts/index.html#team-mailbox", "contacts/"),
        (HOME, "start/index.html", "../index.html", ""),
    ],
)
def test_a_page_leads_on_by_itself_and_by_a_link(
    redirect: Redirect, file: str, link: str, canonical: str
) -> None:
    files = pages([redirect, FILE], ADDRESS)
    assert list(files) == [file]
    root = html.document_fromstring(files[file])
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={link}"]
    assert root.xpath("//main//a/@href") == [link]
    assert root.xpath("//link[@rel='canonical']/@href") == [ADDRESS + canonical]
    assert not root.xpath("//script | //style | //@style")
    assert root.find("head")[0].get("content") == page_policy()
    assert root.get("lang") == "en"
    assert len(root.xpath("//h1 | //title")) == 2


def test_a_file_gets_the_content_of_its_successor(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts/new.pdf").write_bytes(b"new")
    moved = Redirect(old="/papers/old.pdf", new="/handouts/new.pdf")
    missing = Redirect(old="/handouts/no.pdf", new="/handouts/not-made.pdf")
    copy([PAGE, moved, missing], tmp_path)
    assert (tmp_path / "papers/old.pdf").read_bytes() == b"new"
    files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"new.pdf", "old.pdf"}


def test_hosts_get_a_line_for_each_address_with_the_folder_of_the_site() -> None:
    files = for_hosts([PAGE, DEEP, FILE], ADDRESS)
    pairs = [
        ("/sub/running/", "/sub/running-behavior/"),
        ("/sub/old/deep/", "/sub/contacts/#team-mailbox"),
        ("/sub/handouts/old.pdf", "/sub/handouts/new.pdf"),
    ]
    assert [tuple(line.split()) for line in files["_redirects"].splitlines()] == [
        (*pair, "301") for pair in pairs
    ]
    nginx_pairs = re.findall(
        r"^location = (\S+) \{ return 301 (\S+); \}$", files["nginx-redirects.conf"], re.MULTILINE
    )
    assert nginx_pairs == pairs
    assert for_hosts([], ADDRESS) == {}
