"""Where a reader proposes a change."""

from __future__ import annotations

from recovery_site.data.edit_links import address


def test_a_page_leads_to_its_editor() -> None:
    assert address("https://x.example/a/b", "docs/law.md") == (
        "https://x.example/a/b/edit/main/docs/law.md"
    )


def test_a_record_leads_to_its_line() -> None:
    assert address("https://x.example/a/b", "data/contacts.yml", 12) == (
        "https://x.example/a/b/blob/main/data/contacts.yml#L12"
    )


def test_nothing_is_made_up_where_the_repository_is_not_known() -> None:
    assert address("", "docs/law.md") == address("", "data/contacts.yml", 12) == ""
