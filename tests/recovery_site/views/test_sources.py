"""What pages rest on: every source and every word of the language guide is shown."""

from dataclasses import replace
from typing import Any

import pytest
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.views import sources as evidence
from recovery_site.views.sources import KINDS, LABELS

from tests.recovery_site.reading import frozen, tree, words

READ_NOTES = {
    "full": "",
    "part": " Read in part.",
    "abstract": " Only the abstract was read.",
    "contents": " Only the contents list or title pages were read.",
    "secondary": " Known only through another account.",
}


def sources() -> list[dict[str, Any]]:
    """Sources as they stand in the data file."""
    records: list[dict[str, Any]] = frozen(FILES[1])["sources"]
    return records


def test_every_source_says_who_published_what_when_and_how_far_it_was_read(data: Data) -> None:
    page = tree(evidence.source_page(list(data.references.values()), "../../"))
    items = {item.get("id"): item for item in page.iter("li")}
    assert len(sources()) > 50
    assert set(items) == {source["id"] for source in sources()}
    for source in sources():
        text = f"{source['publisher']}. {source['title']}, {source.get('year') or 'no date'}."
        address = source.get("url") or source.get("site") or ""
        host = address.partition("//")[2].partition("/")[0].removeprefix("www.")
        if source.get("url"):
            text += f" {host}."
        elif address:
            text += f" Publisher’s site: {host}."
        text += READ_NOTES[source["read"]]
        if source.get("note"):
            text += f" Note: {source['note']}."
        item = items[source["id"]]
        assert words(item) == " ".join(text.split())
        assert [link.get("href") for link in item.iter("a")] == ([address] if address else [])
        assert all(link.get("rel") == "noopener noreferrer" for link in item.iter("a"))


def test_each_kind_with_sources_has_a_page_in_the_order_of_the_file(data: Data) -> None:
    pairs = [(source["kind"], source["id"]) for source in sources()]
    expected = {kind: [key for group, key in pairs if group == kind] for kind in KINDS}
    shown = {
        kind: [item.get("id") for item in tree(evidence.source_page(group, "../../")).iter("li")]
        for kind, group in evidence.by_kind(data.references).items()
    }
    assert list(shown.items()) == [(kind, ids) for kind, ids in expected.items() if ids]


def test_the_list_leads_to_each_kind_and_keeps_every_old_anchor(data: Data) -> None:
    page = tree(evidence.source_list(data, "../"))
    kinds = evidence.by_kind(data.references)
    addresses = [link.get("href") for link in page.iter("a")]
    assert addresses == [f"../sources/{kind}/index.html" for kind in kinds]
    assert [words(item) for item in page.iter("li")] == [
        f"{KINDS[kind]}: {len(group)}" for kind, group in kinds.items()
    ]
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted([*kinds, *(source["id"] for source in sources())])
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_a_source_is_left_out(data: Data, kind: str) -> None:
    without = {source.id: source for source in data.references.values() if source.kind != kind}
    shown = words(tree(evidence.source_list(replace(data, references=without), "../")))
    assert shown
    assert KINDS[kind] not in shown


def test_every_term_is_a_row_with_its_reason_and_what_the_advice_rests_on(data: Data) -> None:
    page = tree(evidence.language_table(data, "../"))
    terms = frozen(FILES[2])["terms"]
    publisher = {source["id"]: source["publisher"] for source in sources()}
    kind = {source["id"]: source["kind"] for source in sources()}
    rows = list(page.iter("tr"))
    assert [words(cell) for cell in rows[0]] == ["Instead of", "Use", "Why"]
    assert all(cell.get("scope") == "col" for cell in rows[0])
    assert len(terms) > 10
    for row, term in zip(rows[1:], terms, strict=True):
        avoid, use, why = row
        assert avoid.get("scope") == "row"
        assert words(avoid) == term["avoid"].replace(";", ",")
        assert words(use) == term["use"]
        ids = [part.strip() for part in term.get("sources", "").split(";") if part.strip()]
        names = "; ".join(publisher[key] for key in ids)
        basis = LABELS[term["evidence"]] + (f": {names}" if names else "") + "."
        assert words(why) == f"{term['why']} {basis}"
        assert [link.get("href") for link in why.iter("a")] == [
            f"../sources/{kind[key]}/index.html#{key}" for key in ids
        ]
        assert [words(link) for link in why.iter("a")] == [publisher[key] for key in ids]
