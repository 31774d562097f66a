"""The report: each kind of thing that waits, in the order of urgency, with its file and line."""

import dataclasses
import re
from datetime import date, timedelta

import pytest
from recovery_site.content.page import Page, split
from recovery_site.data.directory import Data
from recovery_site.editing.maintenance_report import SECTIONS, report, waiting

from tests.conftest import FROZEN

TITLES = list(SECTIONS)


def on(data: Data, today: date) -> Data:
    """The data on another day."""
    return dataclasses.replace(data, directory=dataclasses.replace(data.directory, today=today))


def guidance(title: str, reviewed: str, due: str, text: str = "Text.") -> Page:
    """A page of guidance."""
    return split(
        f"---\ntitle: {title}\naudience: A\nreviewed: {reviewed}\nnext_review: {due}\n---\n\n{text}"
    )


def items(data: Data, title: str, pages: dict[str, Page] | None = None) -> list[tuple[str, str]]:
    """File and line, and words, of each item of a section."""
    return [(where, what) for under, where, what in waiting(data, pages or {}) if under == title]


def test_the_most_urgent_stands_first(data: Data) -> None:
    late = max(filter(None, map(data.directory.due, data.directory.helplines)))
    pages = {
        "docs/old.md": guidance("Old", "2026-01-01", "2026-02-01"),
        "docs/new.md": guidance("New", "", "2027-05-23"),
    }
    text = report(on(data, late + timedelta(1)), pages)
    positions = [text.index(f"{title}\n") for title in TITLES]
    assert positions == sorted(positions)
    marked = report(on(data, late + timedelta(1)), pages, markdown=True)
    assert re.findall(r"^## (.*)$", marked, re.MULTILINE) == TITLES


def test_what_holds_nothing_is_left_out(data: Data) -> None:
    text = report(on(data, date(2026, 11, 23)), {})
    assert TITLES[0] not in text
    assert TITLES[3] not in text
    assert TITLES[5] in text


def test_every_record_is_listed_by_its_day_before_and_after_it_is_due(
    region_data: Data, all_checked: Data
) -> None:
    state_lines = all_checked.directory.all_state_lines
    directory = dataclasses.replace(region_data.directory, all_state_lines=state_lines)
    data = dataclasses.replace(region_data, directory=directory)
    people = {person.name: person.checked for person in directory.people}
    helplines = {helpline.name: helpline.checked for helpline in directory.helplines}
    regions = {f"{r.name}: its states and territories": r.checked for r in directory.regions}
    local = {f"{record.code}: {record.name}": record.checked for record in directory.state_lines}
    mailbox = {"The team's mailbox": directory.team.checked}
    days_checked = {**mailbox, **people, **helplines, **regions, **local}
    assert len(days_checked) > 1 + 7 + 10 + 5 + 112
    months = directory.team.check_months
    dues = {name: checked.due(months) for name, checked in days_checked.items() if checked}
    for day in sorted(set(dues.values())):
        for days in (-61, -60, -1, 0, 1):
            today = day + timedelta(days)
            late = [what.rpartition(": check ")[0] for _, what in items(on(data, today), TITLES[0])]
            soon = [what.rpartition(": check ")[0] for _, what in items(on(data, today), TITLES[1])]
            assert set(late) == {name for name, due in dues.items() if due < today}
            assert set(soon) == {
                name for name, due in dues.items() if today <= due <= today + timedelta(60)
            }
            assert [dues[name] for name in late] == sorted(dues[name] for name in late)
            assert [dues[name] for name in soon] == sorted(dues[name] for name in soon)


def test_each_contact_names_the_line_where_it_is_edited(data: Data) -> None:
    text = (FROZEN / "data/contacts.yml").read_text("utf-8").split("\n")
    late = items(on(data, date(2036, 1, 1)), TITLES[0])
    assert len(late) == 1 + 7 + len(data.directory.helplines)
    for where, what in late:
        name, _, line = where.partition(":")
        assert name == "data/contacts.yml"
        block = "\n".join(text[int(line) - 1 : int(line) + 2])
        assert what.partition(": check ")[0] in block or block.startswith("team:")


def test_jurisdictions_without_a_region_take_one_line(data: Data, region_data: Data) -> None:
    ((where, what),) = items(data, TITLES[4])
    assert where.startswith("data/contacts.yml:")
    assert what.startswith("56 of 56: Alabama, Alaska, ")
    for jurisdiction in data.directory.jurisdictions:
        assert jurisdiction.name in what
    assert items(region_data, TITLES[4]) == []


@pytest.mark.parametrize("days", [-61, -60, 0, 1])
def test_pages_are_listed_by_the_day_of_their_review(data: Data, days: int) -> None:
    pages = {
        "docs/b.md": guidance("B", "2026-05-23", "2027-05-23"),
        "docs/a.md": guidance("A", "2026-04-01", "2027-04-01"),
        "docs/never.md": guidance("Never", "", "2026-12-24"),
        "docs/broken.md": guidance("Broken", "", "soon"),
        "docs/about.md": split("---\ntitle: About\n---\n\nText."),
    }
    data = on(data, date(2027, 5, 23) + timedelta(days))
    expected = ["docs/a.md:5", *([] if days == -61 else ["docs/b.md:5"])]
    assert [where for where, _ in items(data, TITLES[2], pages)] == expected
    never = items(data, TITLES[3], pages)
    assert never == [
        ("docs/broken.md:5", "Broken: last review never, next review not planned"),
        ("docs/never.md:5", "Never: last review never, next review December 24, 2026"),
    ]


def test_every_helpline_that_is_held_back_says_what_to_check(data: Data) -> None:
    held = [
        helpline
        for helpline in data.directory.contacts.helplines
        if any(not channel.checked for channel in helpline.channels)
    ]
    wholly = [not any(channel.checked for channel in helpline.channels) for helpline in held]
    assert any(wholly)
    assert not all(wholly)
    said = [what for _, what in items(data, TITLES[5])]
    by_name = {what.partition(" (")[0]: what for what in said}
    assert len(by_name) == len(held)
    for helpline, whole in zip(held, wholly, strict=True):
        what = by_name[helpline.name.partition(" (")[0]]
        assert ("nothing of it is shown" in what) == whole
        holds = [helpline.hold] if whole else []
        holds += [channel.hold for channel in helpline.channels if not channel.checked]
        assert all(hold in what for hold in holds if hold)
        for channel in helpline.channels:
            assert (f"{channel.kind} {channel.value}" in what) == (not channel.checked)
    order = ["nothing of it is shown" in what for what in said]
    assert order == sorted(order, reverse=True)


def test_state_lines_that_wait_are_listed_with_their_line_and_the_page_to_open(
    data: Data, all_checked: Data, state_rows: list[dict[str, str]]
) -> None:
    text = (FROZEN / "data/state_lines.yml").read_text("utf-8").split("\n")
    listed = items(data, TITLES[6])
    rows = sorted(state_rows, key=lambda row: row["kind"])
    waiting = [row for row in rows if not row.get("checked")]
    assert len(waiting) > 100
    for (where, what), row in zip(listed, waiting, strict=True):
        name, _, line = where.partition(":")
        assert name == "data/state_lines.yml"
        assert text[int(line) - 1].strip() == f"- code: {row['code']}"
        page, _, about = what.partition(" (")
        kind = "Child-abuse" if row["kind"] == "abuse_hotline" else "Missing-child"
        assert about.startswith(kind)
        assert about.endswith(f", {row['code']})")
        first = row["source_1"].partition(" ")[0]
        assert page == (row["web"] or (first if "://" in first else "no page is known"))
    assert items(all_checked, TITLES[6]) == []


def test_sources_are_grouped_by_how_far_they_were_read_most_cited_first(data: Data) -> None:
    by_read: dict[str, list[str]] = {}
    for reference in data.references.values():
        by_read.setdefault(reference.read, []).append(reference.id)
    part = sorted(by_read["part"])
    assert len(part) > 12
    pages = {
        "docs/a.md": split(f"A.[^{part[5]}] B.[^{part[5]}] C.[^{part[7]}]"),
        "docs/b.md": split(f"A.[^{part[7]}]"),
    }
    listed = items(data, TITLES[7], pages)
    said = [what for _, what in listed if "read in part" in what]
    assert said[0] == f"{part[7]}: read in part, cited by 2 pages"
    assert said[1] == f"{part[5]}: read in part, cited by 1 page"
    assert said[2] == f"{part[0]}: read in part, cited by 0 pages"
    assert len(said) == 11
    assert said[10].startswith(f"{len(part) - 10} more read in part")
    kinds = ["secondary", "contents", "abstract", "part"]
    words = ["known only", "only the contents", "only the abstract", "read in part"]
    order = [next(n for n, word in enumerate(words) if word in what) for _, what in listed]
    assert order == sorted(order)
    assert {kinds[number] for number in order} == set(by_read) - {"full"}
    lines = (FROZEN / "data/sources.yml").read_text("utf-8").split("\n")
    for where, what in listed:
        if ":" in where:
            line = lines[int(where.partition(":")[2]) - 1]
            assert line.replace('"', "").endswith(f"- id: {what.partition(':')[0]}")


def test_plain_text_and_markdown_say_the_same(data: Data) -> None:
    pages = {"docs/new.md": guidance("New", "", "2027-05-23")}
    plain = report(data, pages)
    marked = report(data, pages, markdown=True)
    strip = re.compile(r"[`#\s:-]")
    assert strip.sub("", marked) == strip.sub("", plain)
    assert marked.count("\n- `data/to_confirm.yml:") == len(data.questions) > 20
