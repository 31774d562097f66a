"""Names and texts that HTML, Markdown, YAML, CSV, vCard or the page language could misread.

One directory holds them all; wherever it comes out, the text is the same and nothing else is there.
"""

import csv
import dataclasses
import io
import itertools
import json
from functools import cache
from typing import Any
from urllib.parse import unquote

import markdown
import pytest
import vobject
import yaml
from lxml import etree
from mkdocs.utils.yaml import yaml_load
from recovery_site.content import macros
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.pipeline.generated_files import artifacts

from tests import conftest
from tests.conftest import TOP, frozen_texts
from tests.recovery_site.reading import VIEWS, frozen, links, tree, words

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

STARTS = ["1. a", "1) a", "- a", "+ a", "* a", "> a", ": a", "!!! note", "---"]
"""Texts that Markdown reads as something else at the start of a line."""

EMAIL = "_a_*b*`c`{d}|e~f~^g^@x.example"
"""An address that is valid, and full of characters that Markdown reads."""

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
"""Where on a page a call may stand inside a sentence."""


TEXT_FIELDS = ("name", "what_for", "who_for", "hours", "languages", "note", "source")
"""Fields of a help line with free text."""


def with_texts(texts: list[str]) -> dict[str, Any]:
    """The frozen contacts with one of some texts in each field that holds free text."""
    value: dict[str, Any] = frozen()
    following = itertools.cycle(texts)
    for part in ("name", "organization", "source"):
        value["team"][part] = f"Team {part} {next(following)}"
    value["team"]["email"] = EMAIL
    for number, person in enumerate(value["people"]):
        person["name"] = f"{next(following)} Number{number}"
        person["role"] = f"{next(following)} role"
        person["credentials"] = next(following)
        person["source"] = next(following)
    for jurisdiction in value["jurisdictions"]:
        jurisdiction["also"] = "; ".join(texts)
        jurisdiction["name"] = f"{jurisdiction['code']} {next(following)}"
        jurisdiction["source"] = next(following)
    for helpline in value["helplines"]:
        helpline |= {field: next(following) for field in TEXT_FIELDS if helpline.get(field)}
        for channel in helpline["channels"]:
            if channel.get("words"):
                channel["words"] = next(following)
    return value


def loaded(contacts: dict[str, Any]) -> Data:
    """Data with these contacts; they must have no error."""
    text = yaml.safe_dump(contacts, allow_unicode=True, sort_keys=False, width=10**6)
    return conftest.loaded(frozen_texts() | {FILES[0]: text})


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The awkward contacts as they were written."""
    return with_texts(AWKWARD)


@pytest.fixture(scope="module")
def awkward(expected: dict[str, Any]) -> Data:
    """The awkward contacts, loaded."""
    return loaded(expected)


@pytest.fixture(scope="module")
def plain() -> Data:
    """Contacts with the same fields filled, and a plain word in each."""
    return loaded(with_texts(["plain"]))


@cache
def converter() -> markdown.Markdown:
    """Markdown with the extensions of the site."""
    settings = yaml_load((TOP / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    options = {
        name: given
        for entry in settings
        for name, given in (entry.items() if isinstance(entry, dict) else [(entry, {})])
    }
    assert "attr_list" in options
    return markdown.Markdown(extensions=[*options], extension_configs=options)


def convert(text: str) -> str:
    """The HTML of a page."""
    return converter().reset().convert(text)


def skeleton(text: str) -> list[tuple[str, list[str]]]:
    """Elements and names of their attributes, in order: all but texts and values."""
    return [
        (str(element.tag), sorted(element.attrib))
        for element in tree(text).iter()
        if element.tag is not etree.Comment
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_gets_an_element_or_attribute_from_a_text(
    awkward: Data, plain: Data, view: str
) -> None:
    elements = sorted(map(repr, skeleton(VIEWS[view](awkward, "../"))))
    assert len(elements) > 4
    assert elements == sorted(map(repr, skeleton(VIEWS[view](plain, "../"))))


def test_every_text_is_shown_as_it_was_written(awkward: Data, expected: dict[str, Any]) -> None:
    shown = {view: words(make(awkward, "../")) for view, make in VIEWS.items()}
    for person in expected["people"]:
        full_name = f"{person['name']}, {person['credentials']}"
        for text in (full_name, person["role"], f", against {person['source']}."):
            assert text in shown["directory"]
        for view in ("region_list", "jurisdiction"):
            assert full_name in shown[view] or not person["regions"]
    for jurisdiction in expected["jurisdictions"]:
        for view in ("finder", "jurisdiction_list", "jurisdiction"):
            assert f"{jurisdiction['name']} ({jurisdiction['code']})" in shown[view]
        assert jurisdiction["name"] in shown["region_list"]
        names = ", ".join([jurisdiction["code"], *AWKWARD])
        assert f"found under: {names}." in shown["jurisdiction"]
        if jurisdiction["code"] in ("AS", "GU", "MP", "PR", "VI"):
            assert shown["region_map"].count(jurisdiction["name"]) == 2
    records = expected["helplines"]
    helplines = [record for record in records if any(c["checked"] for c in record["channels"])]
    assert helplines
    for helpline in helplines:
        assert all(helpline.get(field, "") in shown["helplines"] for field in TEXT_FIELDS)


@pytest.fixture(scope="module")
def files(awkward: Data) -> dict[str, str | bytes]:
    """Every page and download made from the awkward contacts, by path."""
    generated = artifacts(awkward, "https://x.example/")
    kinds = {source.kind for source in awkward.references.values()}
    assert len(generated) == 56 + 1 + 8 + 5 + 2 + len(kinds)
    return {artifact.path: artifact.content for artifact in generated}


def page(content: str | bytes) -> tuple[dict[str, Any], str]:
    """Front matter, read by another reader, and body of a page."""
    empty, head, body = str(content).split("---\n", 2)
    assert empty == ""
    return yaml.safe_load(head), body


def test_every_page_keeps_its_title_and_its_text_through_yaml_and_markdown(
    awkward: Data, files: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    pages = {path: page(content) for path, content in files.items() if path.endswith(".md")}
    titles = {meta["title"]: path for path, (meta, _) in pages.items()}
    assert len(titles) == 57 + len({source.kind for source in awkward.references.values()})
    for jurisdiction in expected["jurisdictions"]:
        meta, body = pages[titles[f"{jurisdiction['name']} ({jurisdiction['code']})"]]
        assert set(meta) == {"title", "description", "search", "wide"}
        assert meta["description"] == (
            f"Whom on the {expected['team']['name']} to contact for {jurisdiction['name']}, "
            "and what to do if nobody answers."
        )
        converted = convert(body)
        assert skeleton(converted) == skeleton(body)
        assert words(converted) == words(body)
        assert f"Name {jurisdiction['name']}. Leave" in words(converted)
        read = "//script | //em | //code | //img | //b[contains(., 'Bold')]"
        assert not tree(converted).xpath(read)
    _, body = pages["jurisdictions/index.md"]
    listed = sorted(f"{record['name']} ({record['code']})" for record in expected["jurisdictions"])
    assert words(convert(body)) == " ".join(listed)


def test_json_holds_every_text_as_it_was_written(
    files: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    value = json.loads(files["open-data/contacts.json"])
    for part, key, fields in (
        ("people", "name", ("role", "credentials", "source")),
        ("jurisdictions", "code", ("name",)),
        ("helplines", "id", TEXT_FIELDS[:-1]),
    ):
        records = {record[key]: record for record in expected[part]}
        assert len(value[part]) > 5
        for entry in value[part]:
            for field in fields:
                assert (entry[field] or "") == records[entry[key]].get(field, "")
    assert all(entry["also"] == AWKWARD for entry in value["jurisdictions"])


def cells(content: str | bytes) -> list[dict[str, str]]:
    """The rows of a table."""
    assert isinstance(content, bytes)
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, strict=True))


def as_text(value: str) -> str:
    """What a spreadsheet has to find in the file so that it calculates nothing."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") else value


def test_tables_hold_every_text_and_calculate_none(
    files: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    for name, part, fields in (
        ("contacts", "people", ("name", "role", "credentials", "source")),
        ("jurisdictions", "jurisdictions", ("name", "source")),
    ):
        rows = cells(files[f"open-data/{name}.csv"])
        held = [{field: row[field] for field in fields} for row in rows]
        for record in expected[part]:
            assert {field: as_text(record[field]) for field in fields} in held
        every = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in every if cell.startswith(("=", "+", "-", "@"))]
        assert [cell for cell in every if cell.startswith("'=")]


def test_cards_hold_every_text_as_it_was_written(
    files: dict[str, str | bytes], expected: dict[str, Any]
) -> None:
    raws = [raw for path, raw in files.items() if ".vcf" in path and isinstance(raw, bytes)]
    cards = {card.fn.value: card for card in (vobject.readOne(raw.decode()) for raw in raws)}
    assert len(cards) == 8
    team = expected["team"]
    for person in expected["people"]:
        card = cards[f"{person['name']}, {person['credentials']}"]
        assert card.title.value == person["role"]
        assert card.org.value == [team["organization"], team["name"]]
        assert f"Checked against {person['source']}," in card.note.value
    assert cards[team["name"]].n.value.family == team["name"]


def with_helpline(data: Data, name: str, letters: str) -> Data:
    """Data whose help line for a missing child has another name and other letters."""
    contacts = data.directory.contacts
    ncmec, emergency = data.directory.helpline("ncmec"), data.directory.helpline("911")
    channel = ncmec.channels[0].model_copy(update={"words": letters}).model_dump()
    value = ncmec.model_dump() | {"name": name, "channels": [channel]}
    helplines = (type(ncmec).model_validate(value), emergency)
    changed = contacts.model_copy(update={"helplines": helplines})
    directory = dataclasses.replace(data.directory, contacts=changed)
    return dataclasses.replace(data, directory=directory)


@pytest.mark.parametrize("context", INLINE)
def test_a_helpline_in_a_sentence_stays_text_after_markdown(awkward: Data, context: str) -> None:
    call = INLINE[context].format('{{ helpline("ncmec") }}')
    plain, _ = macros.fill(call, with_helpline(awkward, "x", "x"), "")
    for text in (*AWKWARD, *STARTS):
        filled, problems = macros.fill(call, with_helpline(awkward, text, text), "")
        assert not problems
        converted = convert(filled)
        assert f"{text}, 1-800-843-5678 ({text})" in words(converted)
        assert skeleton(converted) == skeleton(convert(plain))


@pytest.mark.parametrize("context", INLINE)
def test_the_mailbox_in_a_sentence_stays_text_after_markdown(awkward: Data, context: str) -> None:
    filled, problems = macros.fill(INLINE[context].format("{{ mailbox() }}"), awkward, "")
    assert not problems
    root = tree(convert(filled))
    mails = {
        unquote(address): text for address, text in links(root).items() if "mailto:" in address
    }
    assert mails == {f"mailto:{EMAIL}": EMAIL}
    assert not root.xpath("//em | //code | //del | //sup")


@pytest.mark.parametrize("name", ["directory", "region_list", "finder", "helplines"])
def test_a_part_on_its_own_line_stays_as_it_was_after_markdown(awkward: Data, name: str) -> None:
    text = f"Before.\n\n{{{{ {name}() }}}}\n\n## After\n"
    filled, problems = macros.fill(text, awkward, "../")
    assert not problems
    part = str(macros.macro_html(name, [], awkward, "../"))
    converted = convert(filled)
    assert skeleton(converted)[2:-1] == skeleton(part)[1:]
    assert words(converted) == f"Before. {words(part)} After"
