"""Names and texts that HTML, Markdown, YAML, CSV, vCard or the page language could misread.

One directory holds them all; wherever it comes out, the text is the same and nothing else is there.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import markdown
import pytest
import vobject
import yaml
from lxml import etree
from mkdocs.utils.yaml import yaml_load
from recovery_site.content import macros
from recovery_site.data import loader as load
from recovery_site.data.directory import Data
from recovery_site.pipeline.generated_files import artifacts

from tests.conftest import frozen_texts
from tests.recovery_site.reading import VIEWS, tree, words, written

TOP = Path(__file__).parents[3]
FROZEN = TOP / "tests/fixtures/frozen"
AWKWARD = [
    "José Núñez-O’Brien d'Été",
    '<script>alert("x")</script>',
    "</article><b>Bold & Sons</b> &amp &lt",
    'Kim, "Kit" Lee, Jr.',
    "=1+1",
    "{{ finder() }} {% x %} {# y #}",
    "`code` *star* _line_ **two** __two__ ~~x~~",
    "[link](https://x.example) ![i](x) [^note] | # pipe",
    r"back\slash \* \n \u0041 C:\x",
    "+1 'quoted' -- @home: yes - no",
    "ＦＵＬＬ ス😀 مرحبا",
    "*[HTML]: abbr {.cls #id} ==mark== ^up^",
]
"""No text holds a semicolon, which parts a list of names in the data file."""

STARTS = [
    "1. first",
    "1) first",
    "- dash",
    "+ plus",
    "* star",
    "> quote",
    ": colon",
    "!!! note",
    "---",
]
"""Texts that Markdown reads as something else at the start of a line."""

EMAIL = "_a_*b*`c`{d}|e~f~^g^@x.example"
"""An address that is valid, and full of signs that Markdown reads."""

INLINE = {
    "paragraph": "Call {} now.",
    "start of a line": "{}",
    "list": "- one {} two\n- three",
    "numbered list": "1. one {}\n2. two",
    "quote": "> one {} two",
    "heading": "## One {} two",
    "admonition": '!!! law "Title"\n    One {} two.',
    "table": "| A | B |\n| --- | --- |\n| {} | two |",
    "definition": "Term\n:   One {} two",
    "emphasis": "**one {} two**",
    "link": "[one](https://x.example/) {} [two](https://x.example/)",
}
"""Places on a page in which a call may stand inside a sentence."""


def with_awkward_texts(value: dict[str, Any]) -> dict[str, Any]:
    """The contacts with an awkward text in each place that holds free text."""
    texts = itertools.cycle(AWKWARD)
    for part in ("name", "organization", "source"):
        value["team"][part] = f"Team {part} {next(texts)}"
    value["team"]["email"] = EMAIL
    for number, person in enumerate(value["people"]):
        person["name"] = f"{AWKWARD[number]} Number{number}"
        person["role"] = f"{AWKWARD[-number]} role"
        person["credentials"] = next(texts)
        person["source"] = next(texts)
    for one in value["jurisdictions"]:
        one["also"] = "; ".join(AWKWARD)
        one["name"] = f"{one['code']} {next(texts)}"
        one["source"] = next(texts)
    for line in value["helplines"]:
        for field in ("name", "what_for", "who_for", "hours", "languages", "note", "source"):
            if line.get(field):
                line[field] = next(texts)
        for channel in line["channels"]:
            if channel.get("words"):
                channel["words"] = next(texts)
    return value


def loaded(contacts: str) -> Data:
    """Data with these contacts; they must have no error."""
    texts = frozen_texts()
    data, problems = load.load_texts({**texts, load.FILES[0]: contacts}, date(2026, 11, 23))
    assert data, "\n".join(map(str, problems))
    return data


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The awkward contacts as they were written."""
    return with_awkward_texts(written())


@pytest.fixture(scope="module")
def awkward(expected: dict[str, Any]) -> Data:
    """The awkward contacts, loaded."""
    return loaded(yaml.safe_dump(expected, allow_unicode=True, sort_keys=False, width=10**6))


@pytest.fixture(scope="module")
def plain() -> Data:
    """Contacts with the same fields filled, and a plain word in each."""
    value = with_awkward_texts(written())
    counter = itertools.count()
    for person in value["people"]:
        person.update(name=f"Plain {next(counter)}", role="role", credentials="MA")
    for one in value["jurisdictions"]:
        one.update(also="Plain", name=f"{one['code']} plain {next(counter)}")
    for line in value["helplines"]:
        for field in ("name", "what_for", "who_for", "hours", "languages", "note"):
            if line.get(field):
                line[field] = "plain"
        for channel in line["channels"]:
            if channel.get("words"):
                channel["words"] = "PLAIN"
    return loaded(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10**6))


@cache
def converter() -> markdown.Markdown:
    """Markdown with the extensions of the site."""
    config = yaml_load((TOP / "mkdocs.yml").read_text("utf-8"))
    names: list[str] = []
    options: dict[str, Any] = {}
    for one in config["markdown_extensions"]:
        ((name, given),) = one.items() if isinstance(one, dict) else ((one, {}),)
        names.append(name)
        options[name] = given
    assert "attr_list" in names
    return markdown.Markdown(extensions=names, extension_configs=options)


def convert(text: str) -> str:
    """The HTML of a page."""
    return converter().reset().convert(text)


def skeleton(text: str) -> list[tuple[str, list[str]]]:
    """Elements and names of their attributes, in order: all but texts and values."""
    return [
        (str(one.tag), sorted(one.attrib))
        for one in tree(text).iter()
        if one.tag is not etree.Comment
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_gets_an_element_or_attribute_from_a_text(
    awkward: Data, plain: Data, view: str
) -> None:
    made = sorted(map(repr, skeleton(VIEWS[view](awkward, "../"))))
    assert len(made) > 4
    assert made == sorted(map(repr, skeleton(VIEWS[view](plain, "../"))))


def test_every_text_is_shown_as_it_was_written(awkward: Data, expected: dict[str, Any]) -> None:
    shown = {view: words(make(awkward, "../")) for view, make in VIEWS.items()}
    for person in expected["people"]:
        full_name = f"{person['name']}, {person['credentials']}"
        assert full_name in shown["directory"]
        assert person["role"] in shown["directory"]
        assert f", against {person['source']}." in shown["directory"]
        if person["regions"]:
            assert full_name in shown["region_list"]
            assert full_name in shown["jurisdiction"]
    for one in expected["jurisdictions"]:
        for view in ("finder", "jurisdiction_list", "jurisdiction"):
            assert f"{one['name']} ({one['code']})" in shown[view]
        assert one["name"] in shown["region_list"]
    also = ", ".join(AWKWARD)
    for code in [one["code"] for one in expected["jurisdictions"]]:
        assert f"found under: {code}, {also}." in shown["jurisdiction"]
    lines = [one for one in expected["helplines"] if any(c["checked"] for c in one["channels"])]
    assert lines
    for line in lines:
        for field in ("name", "what_for", "who_for", "hours", "languages", "note"):
            assert line.get(field, "") in shown["helplines"]
    for one in expected["jurisdictions"]:
        if one["code"] in ("AS", "GU", "MP", "PR", "VI"):
            assert shown["region_map"].count(one["name"]) == 2


@pytest.fixture(scope="module")
def made(awkward: Data) -> dict[str, str | bytes]:
    """Every page and download made from the awkward contacts, by path."""
    found = artifacts(awkward, "https://x.example/")
    assert len(found) == 56 + 1 + 8 + 5 + 2 + len(
        {source.kind for source in awkward.references.values()}
    )
    return {one.path: one.content for one in found}


def page(content: str | bytes) -> tuple[dict[str, Any], str]:
    """Front matter, read by another reader, and body of a page."""
    assert isinstance(content, str)
    empty, head, body = content.split("---\n", 2)
    assert empty == ""
    meta: dict[str, Any] = yaml.safe_load(head)
    return meta, body


def test_every_page_keeps_its_title_and_its_text_through_yaml_and_markdown(
    awkward: Data, plain: Data, made: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    pages = {path: page(content) for path, content in made.items() if path.endswith(".md")}
    titles = {meta["title"]: path for path, (meta, _) in pages.items()}
    assert len(titles) == 57 + len({source.kind for source in awkward.references.values()})
    for one in expected["jurisdictions"]:
        meta, body = pages[titles[f"{one['name']} ({one['code']})"]]
        assert set(meta) == {"title", "description", "search", "wide"}
        assert meta["description"] == (
            f"Whom on the {expected['team']['name']} to contact for {one['name']}, "
            "and what to do if nobody answers."
        )
        converted = convert(body)
        assert skeleton(converted) == skeleton(body)
        assert words(tree(converted)) == words(tree(body))
        assert f"Name {one['name']}. Leave" in words(tree(converted))
        assert f"{one['code']}, {', '.join(AWKWARD)}." in words(tree(converted))
        assert not tree(converted).xpath(
            "//script | //em | //code | //img | //b[contains(., 'Bold')]"
        )
    _, body = pages["jurisdictions/index.md"]
    assert words(tree(convert(body))) == " ".join(
        sorted(f"{one['name']} ({one['code']})" for one in expected["jurisdictions"])
    )


def test_json_holds_every_text_as_it_was_written(
    made: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    value = json.loads(made["open-data/contacts.json"])
    records = {one["name"]: one for one in value["people"]}
    assert set(records) == {one["name"] for one in expected["people"]}
    for one in expected["people"]:
        found = records[one["name"]]
        assert [found[key] for key in ("role", "credentials", "source")] == [
            one[key] for key in ("role", "credentials", "source")
        ]
    places = {one["code"]: one for one in value["jurisdictions"]}
    assert len(places) == 56
    for one in expected["jurisdictions"]:
        assert places[one["code"]]["name"] == one["name"]
        assert places[one["code"]]["also"] == AWKWARD
    lines = {one["id"]: one for one in expected["helplines"]}
    assert value["helplines"]
    for found in value["helplines"]:
        for key in ("name", "what_for", "who_for", "hours", "languages", "note"):
            assert (found[key] or "") == lines[found["id"]].get(key, "")


def cells(content: str | bytes) -> list[dict[str, str]]:
    """The rows of a table."""
    assert isinstance(content, bytes)
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, strict=True))


def as_text(value: str) -> str:
    """What a spreadsheet has to find in the file so that it calculates nothing."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") else value


def test_tables_hold_every_text_and_calculate_none(
    made: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    contacts = {row["name"]: row for row in cells(made["open-data/contacts.csv"])}
    for one in expected["people"]:
        row = contacts[as_text(one["name"])]
        for key in ("role", "credentials", "source"):
            assert row[key] == as_text(one[key])
    rows = {row["code"]: row for row in cells(made["open-data/jurisdictions.csv"])}
    assert len(rows) == 56
    for one in expected["jurisdictions"]:
        assert rows[one["code"]]["name"] == as_text(one["name"])
        assert rows[one["code"]]["source"] == as_text(one["source"])
    every = [cell for row in (*contacts.values(), *rows.values()) for cell in row.values()]
    assert not [cell for cell in every if cell.startswith(("=", "+", "-", "@"))]
    assert [cell for cell in every if cell.startswith("'=")]


def test_cards_hold_every_text_as_it_was_written(
    made: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    cards = [
        vobject.readOne(content.decode())
        for path, content in made.items()
        if path.endswith(".vcf") and isinstance(content, bytes)
    ]
    by_name = {card.fn.value: card for card in cards}
    assert len(by_name) == 8
    team = expected["team"]
    for one in expected["people"]:
        card = by_name[f"{one['name']}, {one['credentials']}"]
        assert card.title.value == one["role"]
        assert card.org.value == [team["organization"], team["name"]]
        assert f"Checked against {one['source']}," in card.note.value
    assert by_name[team["name"]].n.value.family == team["name"]


def with_line(data: Data, name: str, letters: str) -> Data:
    """Data whose line for a missing child has another name and other letters."""
    contacts = data.directory.contacts
    lines = {one.id: one for one in contacts.helplines}
    channel = lines["ncmec"].channels[0].model_copy(update={"words": letters})
    new = type(lines["ncmec"]).model_validate(
        lines["ncmec"].model_dump() | {"name": name, "channels": [channel.model_dump()]}
    )
    changed = contacts.model_copy(update={"helplines": (new, lines["911"])})
    return dataclasses.replace(
        data, directory=dataclasses.replace(data.directory, contacts=changed)
    )


@pytest.mark.parametrize("place", INLINE)
def test_a_line_inside_a_sentence_stays_text_after_markdown(awkward: Data, place: str) -> None:
    call = INLINE[place].format('{{ helpline("ncmec") }}')
    plain, _ = macros.fill(call, with_line(awkward, "x", "x"), "")
    for text in (*AWKWARD, *STARTS):
        filled, problems = macros.fill(call, with_line(awkward, text, text), "")
        assert not problems
        made = convert(filled)
        assert f"{text}, 1-800-843-5678 ({text})" in words(tree(made))
        assert skeleton(made) == skeleton(convert(plain))


@pytest.mark.parametrize("place", INLINE)
def test_the_mailbox_inside_a_sentence_stays_text_after_markdown(awkward: Data, place: str) -> None:
    call = INLINE[place].format("{{ mailbox() }}")
    filled, problems = macros.fill(call, awkward, "")
    assert not problems
    made = tree(convert(filled))
    (link,) = [one for one in made.iter("a") if one.get("href").startswith("mailto:")]
    assert unquote(link.get("href")) == f"mailto:{EMAIL}"
    assert words(link) == EMAIL
    assert not made.xpath("//em | //code | //del | //sup")


@pytest.mark.parametrize("name", ["directory", "region_list", "finder", "helplines"])
def test_a_part_on_its_own_line_stays_as_it_was_after_markdown(awkward: Data, name: str) -> None:
    text = f"Before.\n\n{{{{ {name}() }}}}\n\n## After\n"
    filled, problems = macros.fill(text, awkward, "../")
    assert not problems
    made = str(macros.made(name, [], awkward, "../"))
    converted = convert(filled)
    assert skeleton(converted)[2:-1] == skeleton(made)[1:]
    assert words(tree(converted)) == f"Before. {words(tree(made))} After"
