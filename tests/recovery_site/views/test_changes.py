"""What readers see of the list of changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from lxml import html
from recovery_site.data.changes import parse
from recovery_site.views import changes

BEFORE = """\
## 2026-10-01, before first publication

### For readers

- Everything & more.

### Exports

- 1.0: contacts.json

### Code

- Hidden.
"""
AFTER = "## 2026-11-23\n\n### For readers\n\n- Darker lines.\n\n" + BEFORE


def shown(text: str) -> Any:
    """The page for a list."""
    entries, problems = parse(text, date(2026, 11, 23), "1.0")
    assert problems == []
    return html.fragment_fromstring(changes.changes(entries, "../"), create_parent="div")


def test_the_page_shows_what_readers_and_users_of_the_exports_need_and_no_more() -> None:
    page = shown(AFTER)
    assert [one.text for one in page.iter("h2")] == [
        "November 23, 2026",
        "October 1, 2026, before first publication",
    ]
    items = [one.text for one in page.iter("li")]
    assert items == ["Darker lines.", "Everything & more.", "1.0: contacts.json"]
    assert "Hidden" not in page.text_content()


def test_it_says_that_the_site_is_not_published_only_while_it_is_not() -> None:
    assert "has not been published yet" in shown(BEFORE).text_content()
    assert "has not been published yet" not in shown(AFTER).text_content()


def test_each_day_has_an_id_that_the_feed_leads_to() -> None:
    assert shown(AFTER).xpath("//h2/@id") == ["2026-11-23", "2026-10-01"]


def test_there_is_a_link_to_the_feed() -> None:
    assert "../changes/feed.xml" in shown(AFTER).xpath("//a/@href")


def test_changes_of_the_exports_carry_version_and_day() -> None:
    entries, _ = parse(AFTER, date(2026, 11, 23), "1.0")
    page = html.fragment_fromstring(changes.export_changes(entries, "../"), create_parent="div")
    assert [" ".join(one.text_content().split()) for one in page.iter("li")] == [
        "1.0: contacts.json (October 1, 2026, before first publication)"
    ]
