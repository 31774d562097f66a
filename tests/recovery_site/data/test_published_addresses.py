"""Published addresses: none is lost, none leads nowhere."""

import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from recovery_site.data import published_addresses
from recovery_site.data.directory import Data
from recovery_site.data.published_addresses import Moved, Redirect, Withdrawn
from recovery_site.data.yaml_source import Row

ADDRESSES = {"/", "/law/", "/contacts/", "/contacts/a.vcf"}


def said(
    data: Data,
    published: set[str],
    moved: dict[str, str] | None = None,
    withdrawn: tuple[str, ...] = (),
) -> list[str]:
    """What is wrong where the site has :data:`ADDRESSES`."""
    redirects = tuple(Redirect(old=old, new=new) for old, new in (moved or {}).items())
    withdrawals = tuple(Withdrawn(address=address, why="left") for address in withdrawn)
    for number, record in enumerate((*redirects, *withdrawals), 30):
        record.read_from(Row("data/redirects.yml", number, "A record"))
    changed = replace(
        data,
        published={address: number for number, address in enumerate(sorted(published), 5)},
        moved=Moved(redirects=redirects, withdrawn=withdrawals),
    )
    return [str(problem) for problem in published_addresses.check(changed, ADDRESSES)]


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("/running/", "docs/running.md"),
        ("/worksheets/log/", "docs/worksheets/log.md"),
        ("/jurisdictions/guam/", "the jurisdiction `guam` (data/contacts.yml)"),
        ("/contacts/z.vcf", "the contact `z` (data/contacts.yml)"),
        ("/handouts/log.pdf", "the handout `log`"),
        ("/open-data/more.csv", "/open-data/more.csv"),
    ],
)
def test_a_lost_address_is_said_with_what_was_changed(data: Data, address: str, what: str) -> None:
    line = sorted(ADDRESSES | {address}).index(address) + 5
    remedy = f"`redirects`, `- old: {address}` and below it `new:` with what takes its place"
    if address.endswith(".vcf"):
        remedy = f"`withdrawn`, `- address: {address}` and below it `why: left the team`"
    assert said(data, ADDRESSES | {address}) == [
        f"data/published.txt:{line}: {what} was renamed or removed: the address {address} was "
        f"published; write in data/redirects.yml, under {remedy}"
    ]


def test_a_successor_or_a_withdrawal_is_enough(data: Data) -> None:
    assert said(data, ADDRESSES) == said(data, ADDRESSES - {"/law/"}) == []
    published = ADDRESSES | {"/running/", "/contacts/z.vcf"}
    moved = {"/running/": "/law/"}
    assert said(data, published, moved, ("/contacts/z.vcf",)) == []
    assert said(data, published, {"/running/": "/contacts/#part"}, ("/contacts/z.vcf",)) == []


def test_a_redirect_to_nowhere_is_said(data: Data) -> None:
    assert said(data, ADDRESSES, {"/running/": "/lawn/"}) == [
        "data/redirects.yml:30: A record: `/lawn/` is not there; write an address of the site"
    ]


def test_an_address_that_is_there_cannot_lead_on_or_be_withdrawn(data: Data) -> None:
    expected = "is there: the site still makes it; take the record out"
    assert said(data, ADDRESSES, {"/law/": "/contacts/"}, ("/contacts/a.vcf",)) == [
        f"data/redirects.yml:30: A record: `/law/` {expected}",
        f"data/redirects.yml:31: A record: `/contacts/a.vcf` {expected}",
    ]


def test_the_list_is_read_as_it_is_formed() -> None:
    addresses = [f"/{number}/" for number in range(30)] + ["/", "/contacts/a.vcf"]
    shuffled = random.Random(1).sample(addresses, len(addresses))
    text = published_addresses.formed(shuffled)
    lines, problems = published_addresses.parse(text)
    assert problems == []
    assert list(lines) == sorted(addresses)
    assert [text.split("\n")[line - 1] for line in lines.values()] == sorted(addresses)
    assert published_addresses.formed(lines) == text


def test_a_line_that_is_no_address_is_said() -> None:
    lines, problems = published_addresses.parse(
        "# note\n\n/law/\nlaw\n/a b/\nhttps://x.example/\n//\n/law/\n"
    )
    assert lines == {"/law/": 3}
    wrong = {4: "law", 5: "/a b/", 6: "https://x.example/", 7: "//"}
    assert [str(problem) for problem in problems] == [
        f"data/published.txt:{line}: `{address}` is not an address of this site; write one like /contacts/"
        for line, address in wrong.items()
    ]


def test_pages_and_files_that_people_keep_are_public_and_no_others() -> None:
    paths = [
        "index.md", "law.md", "worksheets/log.md", "jurisdictions/index.md", "old/index.html",
        "handouts/law.pdf", "contacts/a.vcf", "changes/feed.xml", "a.zip", "open-data/a.toml", "open-data/index.html",
        "handouts/law.png", "assets/site.css", "assets/map.json", "_headers", ".htaccess",
        "nginx-headers.conf", "404.html", "search/index.js",
    ]  # fmt: skip
    assert published_addresses.public(paths) == {
        "/", "/law/", "/worksheets/log/", "/jurisdictions/", "/old/",
        "/handouts/law.pdf", "/contacts/a.vcf", "/changes/feed.xml", "/a.zip", "/open-data/a.toml", "/open-data/",
    }  # fmt: skip


def test_an_address_that_is_taken_off_the_list_is_still_lost(data: Data, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        identity = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
        subprocess.run(["git", "-C", tmp_path, *identity, *words], check=True, capture_output=True)

    assert published_addresses.published_before(tmp_path) == set()
    git("init")
    (tmp_path / "data").mkdir()
    listed = tmp_path / published_addresses.PUBLISHED
    for text in ("/\n/running/\n", "/\n"):
        listed.write_text(text, "utf-8")
        git("add", ".")
        git("commit", "-m", "A")
    before = published_addresses.published_before(tmp_path)
    assert before == {"/", "/running/"}
    empty = replace(data, published={}, moved=Moved(redirects=(), withdrawn=()))
    (problem,) = published_addresses.check(empty, ADDRESSES, before)
    assert str(problem) == (
        "data/published.txt:1: docs/running.md was renamed or removed: the address /running/ was "
        "published; write in data/redirects.yml, under `redirects`, `- old: /running/` and below it "
        "`new:` with what takes its place"
    )
    typed = replace(empty, published={"/zzz/": 7})
    (problem,) = published_addresses.check(typed, ADDRESSES, ADDRESSES)
    assert str(problem) == (
        "data/published.txt:7: this line is new, and the site has nothing at `/zzz/`; correct the address, or delete the line"
    )
