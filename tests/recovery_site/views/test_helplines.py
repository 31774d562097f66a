"""National help lines: what is checked is shown with the right links, what is held is nowhere."""

import dataclasses
import re
from typing import Any

from recovery_site.data.directory import Data
from recovery_site.data.records import GROUPS
from recovery_site.views import helplines

from tests.recovery_site.reading import frozen, href, links, tree, words


def checked(helpline: dict[str, Any]) -> list[dict[str, str]]:
    """The channels that were checked."""
    return [channel for channel in helpline["channels"] if channel["checked"]]


def published() -> list[dict[str, Any]]:
    """The help lines of which something was checked."""
    records = [record for record in frozen()["helplines"] if checked(record)]
    assert len(records) > 10
    return records


def way(channel: dict[str, str]) -> str:
    """How the page words a channel."""
    value, letters = channel["value"], channel.get("words")
    return {
        "phone": f"Call {value}" + (f" ({letters})" if letters else ""),
        "text": f"Text {letters} to {value}" if letters else f"Text {value}",
        "tty": f"TTY {value}" + (f" ({letters})" if letters else ""),
        "chat": f"Chat at {value}",
        "web": f"Go to {value}",
    }[channel["kind"]]


def test_every_published_helpline_shows_each_checked_channel_and_what_is_known_of_it_and_no_other(
    data: Data,
) -> None:
    facts = {"who_for": "For", "hours": "When", "languages": "Languages", "note": "Note"}
    page = tree(helplines.helplines(data.directory, "../"))
    blocks = {words(block[0]): block for block in page.iter("article")}
    assert len(blocks) == len(published()) < len(frozen()["helplines"])
    assert len(list(page.iter("a"))) == sum(len(checked(helpline)) for helpline in published())
    records = frozen()["helplines"]
    notes = [part.get("hold", "") for record in records for part in (record, *record["channels"])]
    assert any(notes)
    assert not [note for note in notes if " " in note and note in words(page)]
    for helpline in published():
        block = blocks[helpline["name"]]
        (channels,) = block.find_class("channels")
        assert list(map(words, channels)) == list(map(way, checked(helpline)))
        assert [link.get("href") for link in block.iter("a")] == list(map(href, checked(helpline)))
        for link in block.iter("a"):
            outside = link.get("href").startswith("https://")
            assert link.get("rel") == ("noopener noreferrer" if outside else None)
        assert words(block.find_class("what-for")[0]) == helpline["what_for"]
        shown = {words(row.find("dt")): words(row.find("dd")) for row in block.iter("div")}
        assert shown == {title: helpline[key] for key, title in facts.items() if helpline.get(key)}
        assert all(f"{name} {fact}" in words(block) for name, fact in shown.items())
        assert words(block.find_class("checked")[0]).endswith(f", against {helpline['source']}.")


def test_the_oldest_check_of_a_helpline_is_shown(data: Data) -> None:
    directory = data.directory
    helpline = directory.helpline("ncmec")
    for days, shown in {
        ("2026-11", "2026-06-03", "2026-10-09"): "June 3, 2026",
        ("2026-06-30", "2026-07"): "June 30, 2026",
        ("2026-10", "2026-11-02"): "October 2026",
    }.items():
        channels = [{"kind": "web", "value": "x.example", "checked": day} for day in days]
        older = type(helpline).model_validate(helpline.model_dump() | {"channels": channels})
        contacts = directory.contacts.model_copy(update={"helplines": (older,)})
        page = tree(helplines.helplines(dataclasses.replace(directory, contacts=contacts), ""))
        (text,) = page.find_class("checked")
        assert words(text) == f"Checked {shown}, against {helpline.source}."


def test_helplines_stand_in_sections_by_urgency(data: Data) -> None:
    sections = list(tree(helplines.helplines(data.directory, "../")).iter("section"))
    for section, (group, title) in zip(sections, GROUPS.items(), strict=True):
        assert (words(section[0]), section[0].get("id")) == (title, group)
        heads = [(words(heading), heading.get("id")) for heading in section.iter("h3")]
        ids = [(record["name"], record["id"]) for record in published() if record["group"] == group]
        assert heads == [(name, re.sub(r"^(\d)", r"line-\1", key)) for name, key in ids]
    only = (data.directory.helpline("911"),)
    contacts = data.directory.contacts.model_copy(update={"helplines": only})
    page = tree(helplines.helplines(dataclasses.replace(data.directory, contacts=contacts), ""))
    assert [words(heading) for heading in page.iter("h2")] == ["In danger now"]


def test_a_helpline_in_a_sentence_is_its_name_with_its_first_checked_channel(data: Data) -> None:
    for helpline in published():
        html = str(helplines.helpline(data.directory, "", helpline["id"]))
        assert html.strip() == html
        assert "\n" not in html
        first = checked(helpline)[0]
        letters, kind = first.get("words"), "text " if first["kind"] == "text" else ""
        behind = f" ({kind}{letters})" if letters else ""
        assert words(html) == f"{helpline['name']}, {first['value']}{behind}"
        assert tree(html).xpath("//@href") == [href(first)]


def test_a_number_on_its_own_is_a_link_with_its_letters_behind_it(data: Data) -> None:
    raw = {record["id"]: checked(record) for record in published()}
    assert sum(map(len, raw.values())) > 20
    for helpline in data.directory.helplines:
        for channel, record in zip(helpline.published, raw[helpline.id], strict=True):
            page = tree(helplines.number(channel))
            assert links(page) == {href(record): record["value"]}
            assert words(page).startswith(record["value"])
            assert record.get("words", "") in words(page)


def test_a_helpline_that_is_held_back_is_named_without_a_number(data: Data) -> None:
    held = [record for record in frozen()["helplines"] if not checked(record)]
    assert held
    for helpline in held:
        html = helplines.helpline(data.directory, "", helpline["id"])
        assert words(tree(html)) == f"{helpline['name']} (not shown here: it waits for a check)"
        assert "<a" not in html
