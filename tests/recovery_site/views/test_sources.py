"""What pages rest on: every source and every word of the language guide is shown."""

from dataclasses import replace
from typing import Any

import pytest
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.views import sources as evidence
from recovery_site.views.sources import KINDS, LABELS

from tests.recovery_site.reading import tree, words, written

READ = {
    "full": "",
    "part": " Read in part.",
    "abstract": " Only the abstract was read.",
    "contents": " Only the contents list or title pages were read.",
    "secondary": " Known only through another account.",
}


def sources() -> list[dict[str, Any]]:
    """Works as they stand in the data file."""
    records: list[dict[str, Any]] = written(FILES[1])["sources"]
    return records


def test_every_source_says_who_published_what_when_and_how_far_it_was_read(data: Data) -> None:
    page = tree(evidence.source_page(list(data.references.values()), "../../"))
    items = {one.get("id"): one for one in page.iter("li")}
    assert len(sources()) > 50
    assert set(items) == {one["id"] for one in sources()}
    for one in sources():
        text = f"{one['publisher']}. {one['title']}, {one.get('year') or 'no date'}."
        address = one.get("url") or one.get("site") or ""
        host = address.partition("//")[2].partition("/")[0].removeprefix("www.")
        if one.get("url"):
            text += f" {host}."
        elif address:
            text += f" Publisher’s site: {host}."
        text += READ[one["read"]]
        if one.get("note"):
            text += f" Note: {one['note']}."
        item = items[one["id"]]
        assert words(item) == " ".join(text.split())
        assert [link.get("href") for link in item.iter("a")] == ([address] if address else [])
        assert all(link.get("rel") == "noopener noreferrer" for link in item.iter("a"))


def test_each_kind_with_sources_has_a_page_in_the_order_of_the_file(data: Data) -> None:
    expected = {kind: [one["id"] for one in sources() if one["kind"] == kind] for kind in KINDS}
    shown = {
        kind: [item.get("id") for item in tree(evidence.source_page(works, "../../")).iter("li")]
        for kind, works in evidence.by_kind(data.references).items()
    }
    assert list(shown.items()) == [(kind, ids) for kind, ids in expected.items() if ids]


def test_the_list_leads_to_each_kind_and_keeps_every_old_anchor(data: Data) -> None:
    page = tree(evidence.source_list(data, "../"))
    kinds = evidence.by_kind(data.references)
    assert [link.get("href") for link in page.iter("a")] == [
        f"../sources/{kind}/index.html" for kind in kinds
    ]
    assert [words(item) for item in page.iter("li")] == [
        f"{KINDS[kind]}: {len(works)}" for kind, works in kinds.items()
    ]
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted([*kinds, *(one["id"] for one in sources())])
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_a_source_is_left_out(data: Data, kind: str) -> None:
    without = {one.id: one for one in data.references.values() if one.kind != kind}
    shown = words(tree(evidence.source_list(replace(data, references=without), "../")))
    assert shown
    assert KINDS[kind] not in shown


def test_every_term_is_a_row_with_its_reason_and_what_the_advice_rests_on(data: Data) -> None:
    page = tree(evidence.language_table(data, "../"))
    terms = written(FILES[2])["terms"]
    publisher = {one["id"]: one["publisher"] for one in sources()}
    kind = {one["id"]: one["kind"] for one in sources()}
    rows = list(page.iter("tr"))
    assert [words(one) for one in rows[0]] == ["Instead of", "Use", "Why"]
    assert all(one.get("scope") == "col" for one in rows[0])
    assert len(terms) > 10
    for row, term in zip(rows[1:], terms, strict=True):
        avoid, use, why = row
        assert avoid.get("scope") == "row"
        assert words(avoid) == term["avoid"].replace(";", ",")
        assert words(use) == term["use"]
        ids = [one.strip() for one in term.get("sources", "").split(";") if one.strip()]
        names = "; ".join(publisher[one] for one in ids)
        basis = LABELS[term["evidence"]] + (f": {names}" if names else "") + "."
        assert words(why) == f"{term['why']} {basis}"
        assert [link.get("href") for link in why.iter("a")] == [
            f"../sources/{kind[one]}/index.html#{one}" for one in ids
        ]
        assert [words(link) for link in why.iter("a")] == [publisher[one] for one in ids]
