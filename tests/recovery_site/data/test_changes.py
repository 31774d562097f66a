"""The list of changes: what is read from it, and every mistake in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from recovery_site.data.changes import parse
from recovery_site.exports.contacts_json import VERSION

TOP = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)
GOOD = """\
# Changes

What stands here explains the file.

## 2026-11-23

### For readers

- Search finds territories
  by their islands.
- Darker lines.

### Code

- `tidy` faster.

## 2026-11-02

### Exports

- 1.1: A field for languages.
- 1.1: A field for hours.

## 2026-10-01, before first publication

### For readers

- Everything.

### Exports

- 1.0: contacts.json
"""


def said(text: str, version: str = "1.1") -> list[str]:
    """What is wrong with a list."""
    return [str(one) for one in parse(text, TODAY, version)[1]]


def changed(old: str, new: str) -> str:
    """The good list with one place replaced."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_the_real_list_is_well_and_says_that_nothing_is_published_yet() -> None:
    entries, problems = parse((TOP / "CHANGELOG.md").read_text("utf-8"), TODAY, VERSION)
    assert problems == []
    assert entries
    assert entries[0].readers


def test_entries_are_read_with_what_readers_see() -> None:
    entries, problems = parse(GOOD, TODAY, "1.1")
    assert problems == []
    assert [(one.day.isoformat(), one.published, one.line) for one in entries] == [
        ("2026-11-23", True, 5),
        ("2026-11-02", True, 17),
        ("2026-10-01", False, 24),
    ]
    assert entries[0].readers == ["Search finds territories by their islands.", "Darker lines."]
    assert [one.exports for one in entries] == [
        [],
        ["1.1: A field for languages.", "1.1: A field for hours."],
        ["1.0: contacts.json"],
    ]
    assert [one.shown for one in entries] == [True, True, True]


def test_an_entry_for_those_who_keep_the_site_alone_is_not_shown() -> None:
    only_code = (
        "## 2026-11-24\n\n### Code\n\n- Faster.\n\n"
        + GOOD.partition("\n\n")[2].partition("file.\n\n")[2]
    )
    entries, problems = parse(only_code, date(2026, 11, 24), "1.1")
    assert problems == []
    assert [one.shown for one in entries] == [False, True, True, True]


def test_line_ends_of_another_system_and_a_mark_at_the_start_do_not_matter() -> None:
    assert parse("\ufeff" + GOOD.replace("\n", "\r\n"), TODAY, "1.1") == parse(GOOD, TODAY, "1.1")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("## 2026-11-23\n", "## Unreleased\n", "5: `## Unreleased` does not start with a day; write `## 2026-11-23`, or `## 2026-11-23, before first publication`"),
        ("## 2026-11-02\n", "## 2026-11-31\n", "17: there is no day 2026-11-31; write one that is in the calendar"),
        ("## 2026-11-23\n", "## 2026-11-24\n", "5: 2026-11-24 lies in the future; today is 2026-11-23"),
        ("## 2026-11-02\n", "## 2026-09-02\n", "24: 2026-10-01 stands below 2026-09-02; the newest entry stands first"),
        ("## 2026-11-02\n", "## 2026-11-23\n", "17: 2026-11-23 has two entries (the other in line 5); make them one"),
        ("## 2026-11-23\n", "## 2026-11-23, before first publication\n", "5: 2026-11-23 says `before first publication`, and the older entry in line 17 does not; mend one of them"),
        ("### Code\n", "### Coders\n", "13: there is no section `Coders`; the sections are For readers, Exports, For editors, Code"),
        ("### Code\n", "### For readers\n", "13: `For readers` stands twice in this entry; put all under one heading"),
        ("# Changes\n", "# Changes\n\n### Code\n", "3: `Code` stands before the first day; write a line `## 2026-11-23` above it"),
        ("- Darker lines.\n", "- Darker lines.\nand more\n", "12: write each change as a line that starts with a hyphen, under a heading `### ...`"),
        ("- Darker lines.\n", "- **Darker** lines.\n", "11: readers would see the sign `*`; write plain words under `For readers`"),
        ("- 1.0: contacts.json\n", "- 1.0: `contacts.json`\n", "32: readers would see the sign ```; write plain words under `Exports`"),
        ("- 1.0: contacts.json\n", "- contacts.json\n", "32: a change of the exports starts with its version; write `- 1.1: ...`"),
        ("- 1.0: contacts.json\n", "- 1.2: contacts.json\n", "32: version 1.2 stands below 1.1; the newest first"),
    ],
)  # fmt: skip
def test_each_mistake_is_said_with_its_line(old: str, new: str, expected: str) -> None:
    assert f"CHANGELOG.md:{expected}" in said(changed(old, new))


def test_an_empty_entry_is_said() -> None:
    text = changed("### Code\n\n- `tidy` faster.\n", "").replace("by their islands.\n", "by\n")
    text = text.replace("- Search finds territories\n  by\n- Darker lines.\n", "")
    assert said(text) == ["CHANGELOG.md:5: the entry is empty; say what changed, or take it out"]


def test_a_list_without_anything_to_show_is_said() -> None:
    for text in ("", "# Changes\n", "## 2026-11-23\n\n### Code\n\n- Faster.\n"):
        expected = "no entry has a section `For readers` or `Exports`; the site has nothing to show"
        assert f"CHANGELOG.md:1: {expected}" in said(text), text


def test_the_version_of_the_code_needs_an_entry() -> None:
    assert said(GOOD, "1.2") == [
        "CHANGELOG.md:1: version 1.2 of the exports (hooks/recovery_site/exports/contacts_json.py) has no "
        "entry; write `- 1.2: ...` under `### Exports`"
    ]


def test_an_entry_needs_the_version_of_the_code() -> None:
    newer = "is newer than VERSION in hooks/recovery_site/exports/contacts_json.py, which is 1.0"
    assert said(GOOD, "1.0") == [
        f"CHANGELOG.md:{line}: version 1.1 {newer}; mend one of them" for line in (21, 22)
    ]


def test_versions_are_compared_as_numbers() -> None:
    assert said(GOOD.replace("1.1", "1.10").replace("1.0: c", "1.9: c"), "1.10") == []
