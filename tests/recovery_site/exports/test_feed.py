"""The feed, read by a feed reader that knows nothing of the project."""

from __future__ import annotations

import re
from datetime import date

import feedparser
from lxml import etree
from recovery_site.data.changes import Entry, parse
from recovery_site.exports.feed import feed

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://x.example/sub/"
TEXT = """\
## 2026-11-24

### Code

- Faster.

## 2026-11-23

### For readers

- Darker lines, say "R&D" and 1 more.

## 2026-10-01, before first publication

### For readers

- Everything.

### Exports

- 1.0: contacts.json
"""


def entries(text: str = TEXT) -> tuple[Entry, ...]:
    """The entries of a list without a mistake."""
    found, problems = parse(text, date(2026, 11, 24), "1.0")
    assert problems == []
    return found


def test_a_feed_reader_reads_every_entry_that_is_shown() -> None:
    read = feedparser.parse(feed(entries(), "The Team", ADDRESS))
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == "The Team: what changed on this site"
    assert read.feed.author == "The Team"
    assert [(one.title, one.link, one.updated) for one in read.entries] == [
        ("November 23, 2026", f"{ADDRESS}changes/#2026-11-23", "2026-11-23T00:00:00Z"),
        (
            "October 1, 2026, before first publication",
            f"{ADDRESS}changes/#2026-10-01",
            "2026-10-01T00:00:00Z",
        ),
    ]
    assert "Darker lines, say" in read.entries[0].content[0].value
    assert "1.0: contacts.json" in read.entries[1].content[0].value
    assert "Faster" not in str(read)


def test_it_holds_what_the_standard_asks_for_once_each() -> None:
    root = etree.fromstring(feed(entries(), "The Team & Co", ADDRESS))
    assert root.tag == f"{ATOM}feed"
    parts = [root, *root.findall(f"{ATOM}entry")]
    assert len(parts) == 3
    for part in parts:
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1, (part, name)
        day = part.findtext(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", day)
        date.fromisoformat(day[:10])
    assert root.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The Team & Co"
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links == {"self": f"{ADDRESS}changes/feed.xml", "alternate": f"{ADDRESS}changes/"}
    for content in root.iter(f"{ATOM}content"):
        assert content.get("type") == "xhtml"
        assert [one.tag for one in content] == ["{http://www.w3.org/1999/xhtml}div"]


def test_ids_differ_and_stay_when_address_texts_or_neighbours_change() -> None:
    def ids(data: bytes) -> dict[str, str]:
        read = feedparser.parse(data)
        return {"feed": read.feed.id} | {one.title[:16]: one.id for one in read.entries}

    before = ids(feed(entries(), "The Team", ADDRESS))
    assert len(set(before.values())) == len(before) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in before.values())
    assert ids(feed(entries(), "Another name", "https://other.example/")) == before
    newer = TEXT.replace("### Code", "### For readers").replace("Everything", "Nearly everything")
    after = ids(feed(entries(newer), "The Team", ADDRESS))
    assert {**after, **before} == after
    # Known to every feed reader that follows the site: they may never change.
    assert before["feed"] == "urn:uuid:494b8f1d-afe4-5ecb-af56-45f086efc353"
