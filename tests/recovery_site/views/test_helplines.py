"""National help lines: what is checked is shown with the right links, what is held is nowhere."""

import dataclasses
import re
from typing import Any

import pytest
from recovery_site.data.directory import Data
from recovery_site.data.records import GROUPS
from recovery_site.views import helplines

from tests.recovery_site.reading import href, links, tree, words, written


def checked(line: dict[str, Any]) -> list[dict[str, str]]:
    """The channels that were checked."""
    return [one for one in line["channels"] if one["checked"]]


def published() -> list[dict[str, Any]]:
    """The lines of which something was checked."""
    lines = [line for line in written()["helplines"] if checked(line)]
    assert len(lines) > 10
    return lines


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


def test_every_published_line_shows_each_checked_channel_and_what_is_known_of_it_and_no_other(
    data: Data,
) -> None:
    facts = {"who_for": "For", "hours": "When", "languages": "Languages", "note": "Note"}
    page = tree(helplines.helplines(data.directory, "../"))
    found = {words(block[0]): block for block in page.iter("article")}
    assert len(found) == len(published()) < len(written()["helplines"])
    assert len(list(page.iter("a"))) == sum(len(checked(line)) for line in published())
    lines = written()["helplines"]
    notes = [part.get("hold", "") for line in lines for part in (line, *line["channels"])]
    assert any(notes)
    assert not [note for note in notes if " " in note and note in words(page)]
    for line in published():
        block = found[line["name"]]
        (channels,) = block.find_class("channels")
        assert [words(one) for one in channels] == [way(one) for one in checked(line)]
        assert [one.get("href") for one in block.iter("a")] == [href(o) for o in checked(line)]
        for link in block.iter("a"):
            outside = link.get("href").startswith("https://")
            assert link.get("rel") == ("noopener noreferrer" if outside else None)
        assert words(block.find_class("what-for")[0]) == line["what_for"]
        shown = {words(one.find("dt")): words(one.find("dd")) for one in block.iter("div")}
        assert shown == {title: line[key] for key, title in facts.items() if line.get(key)}
        assert all(f"{name} {fact}" in words(block) for name, fact in shown.items())
        assert words(block.find_class("checked")[0]).endswith(f", against {line['source']}.")


def test_the_oldest_check_of_a_line_is_the_one_shown(data: Data) -> None:
    directory = data.directory
    line = directory.helpline("ncmec")
    for days, shown in {
        ("2026-11", "2026-06-03", "2026-10-09"): "June 3, 2026",
        ("2026-06-30", "2026-07"): "June 30, 2026",
        ("2026-10", "2026-11-02"): "October 2026",
    }.items():
        channels = [{"kind": "web", "value": "x.example", "checked": day} for day in days]
        older = type(line).model_validate(line.model_dump() | {"channels": channels})
        contacts = directory.contacts.model_copy(update={"helplines": (older,)})
        page = tree(helplines.helplines(dataclasses.replace(directory, contacts=contacts), ""))
        (text,) = page.find_class("checked")
        assert words(text) == f"Checked {shown}, against {line.source}."


def test_lines_stand_in_sections_by_urgency(data: Data) -> None:
    sections = list(tree(helplines.helplines(data.directory, "../")).iter("section"))
    for section, (group, title) in zip(sections, GROUPS.items(), strict=True):
        assert (words(section[0]), section[0].get("id")) == (title, group)
        lines = [line for line in published() if line["group"] == group]
        heads = [(words(one), one.get("id")) for one in section.iter("h3")]
        assert heads == [(line["name"], re.sub(r"^(\d)", r"line-\1", line["id"])) for line in lines]
    only = (data.directory.helpline("911"),)
    contacts = data.directory.contacts.model_copy(update={"helplines": only})
    page = tree(helplines.helplines(dataclasses.replace(data.directory, contacts=contacts), ""))
    assert [words(one) for one in page.iter("h2")] == ["In danger now"]


def test_a_line_in_a_sentence_is_its_name_with_its_first_checked_channel(data: Data) -> None:
    for line in published():
        made = str(helplines.helpline(data.directory, "", line["id"]))
        assert made.strip() == made
        assert "\n" not in made
        first = checked(line)[0]
        behind = {None: "", "text": " (text {})"}.get(
            first["kind"] if first.get("words") else None, " ({})"
        )
        assert words(made) == f"{line['name']}, {first['value']}{behind.format(first.get('words'))}"
        assert tree(made).xpath("//@href") == [href(first)]


def test_a_number_on_its_own_is_a_link_with_its_letters_behind_it(data: Data) -> None:
    raw = {one["id"]: checked(one) for one in published()}
    assert sum(map(len, raw.values())) > 20
    for line in data.directory.helplines:
        for channel, one in zip(line.published, raw[line.id], strict=True):
            page = tree(helplines.number(channel))
            assert links(page) == {href(one): one["value"]}
            assert words(page).startswith(one["value"])
            assert one.get("words", "") in words(page)


@pytest.mark.parametrize(
    "line", [one for one in written()["helplines"] if not checked(one)], ids=lambda one: one["id"]
)
def test_a_line_that_is_held_back_is_named_without_a_number(
    data: Data, line: dict[str, Any]
) -> None:
    made = helplines.helpline(data.directory, "", line["id"])
    assert words(tree(made)) == f"{line['name']} (not shown here: it waits for a check)"
    assert "<a" not in made
