"""Notes: every cited source gets its text from the data, and nothing else is a note."""

import dataclasses
from typing import Any

import markdown
import pytest
from lxml import html
from recovery_site.content import footnotes
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES

from tests.conftest import frozen_texts
from tests.recovery_site.reading import frozen


def notes(text: str) -> dict[str, Any]:
    """The notes at the end of a page, as a browser reads them."""
    body = markdown.markdown(text, extensions=["footnotes", "attr_list", "abbr", "md_in_html"])
    tree = html.fragment_fromstring(body, create_parent="div")
    return {note.get("id").removeprefix("fn:"): note for note in tree.xpath("//li[@id]")}


def words(note: Any) -> str:
    """The text of a note without the way back, with single spaces."""
    return " ".join(note.text_content().replace("↩", "").split())


def annotate(text: str, data: Data) -> tuple[str, list[str]]:
    """The page with its notes, and what is wrong by line."""
    page, slips, _ = footnotes.annotate(text, data)
    return page, [f"{line}: {message}" for line, message, _ in slips]


def changed(data: Data, **fields: str) -> Data:
    """Data with one source only, with other values."""
    first = next(iter(data.references.values())).model_copy(update=fields)
    return dataclasses.replace(data, references={first.id: first})


def test_every_source_gets_a_note_that_names_it(data: Data) -> None:
    sources = {source["id"]: source for source in frozen(FILES[1])["sources"]}
    assert len(sources) > 50
    page, problems = annotate("".join(f"A sentence.[^{name}] " for name in sources), data)
    assert not problems
    by_id = notes(page)
    assert list(by_id) == list(sources)
    for note, source in zip(by_id.values(), sources.values(), strict=True):
        said = f"{source['publisher']}. {source['title']}, {source.get('year') or 'no date'}."
        assert words(note).startswith(" ".join(said.split()))
        address = source.get("url") or source.get("site")
        addresses = [href for href in note.xpath(".//a/@href") if not href.startswith("#")]
        assert addresses == ([address] if address else [])


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("full", ""),
        ("part", " Read in part."),
        ("abstract", " Only the abstract was read."),
        ("contents", " Only the contents list or title pages were read."),
        ("secondary", " Known only through another account."),
    ],
)
def test_a_note_says_how_far_the_source_was_read(data: Data, read: str, said: str) -> None:
    named = {"id": "a", "publisher": "B", "title": "C", "url": "https://www.d.org/e"}
    page, _ = annotate("X.[^a]", changed(data, **named, year="2020", read=read))
    assert words(notes(page)["a"]) == f"B. C, 2020. d.org.{said}"


def test_the_publishers_site_is_not_taken_for_the_source(data: Data) -> None:
    linked = changed(data, id="a", publisher="B", title="C", read="full")
    (reference,) = linked.references.values()
    site = reference.model_copy(update={"url": None, "site": "https://d.org/", "year": None})
    page, _ = annotate("X.[^a]", dataclasses.replace(linked, references={"a": site}))
    assert words(notes(page)["a"]) == "B. C, no date. Publisher’s site: d.org."


def test_a_source_cited_twice_has_one_note_at_the_end(data: Data) -> None:
    first, second = list(data.references)[:2]
    page, problems = annotate(f"A.[^{second}][^{first}]\n\nB.[^{second}]\n\n\n", data)
    assert not problems
    body, *ends = page.split("\n\n[^")
    assert body == f"A.[^{second}][^{first}]\n\nB.[^{second}]"
    assert [note.partition("]: ")[0] for note in ends] == [second, first]
    assert page.endswith("\n")


@pytest.mark.parametrize("text", ["", "Nothing cited.\n\n", "[a](b.md) ^ [c]\n"])
def test_a_page_without_notes_is_unchanged(data: Data, text: str) -> None:
    assert annotate(text, data) == (text, [])


def test_an_unknown_source_is_said_with_its_line(data: Data) -> None:
    known = next(iter(data.references))
    page, problems = annotate(f"A.[^{known}]\n\nB.[^nobody] C.[^nothing]\n", data)
    assert problems == [
        f"3: `[^{name}]` is not in data/sources.yml; add the source there, or correct the id"
        for name in ("nobody", "nothing")
    ]
    assert page.endswith("\n")
    assert list(notes(page)) == [known]


def test_a_note_that_is_written_out_is_said_with_its_line(data: Data) -> None:
    known = next(iter(data.references))
    _, problems = annotate(f"A.[^{known}]\n\n[^{known}]: A text.\n[^other]: More.\n", data)
    assert problems == [
        f"{line}: the note `{name}` is written out; put it into data/sources.yml instead"
        for line, name in ((3, known), (4, "other"))
    ]


def test_a_colon_after_a_note_is_no_definition(data: Data) -> None:
    known = next(iter(data.references))
    assert not annotate(f"As the law says,[^{known}]: report.\n", data)[1]


@pytest.mark.parametrize(
    "text",
    [
        "José <script>alert(1)</script> & Sons",
        "`code` *star* _line_ [link](https://x.example) [^b] | # ~ ^ \\ {.c}",
        "{{ finder() }} {% x %}",
        '"quoted" =1+1',
    ],
)
def test_awkward_texts_of_a_source_stay_text(data: Data, text: str) -> None:
    named = {"id": "a", "publisher": text, "title": text, "url": "https://d.org/a_b_c*d*"}
    page, problems = annotate("X.[^a]", changed(data, **named, year="2020", read="full"))
    assert not problems
    assert "{{" not in page
    assert "{%" not in page
    note = notes(page)["a"]
    assert words(note) == f"{text}. {text}, 2020. d.org."
    assert note.xpath(".//a/@href")[0] == "https://d.org/a_b_c*d*"
    assert not note.xpath(".//script | .//em | .//code | .//strong | .//sup")


@pytest.mark.parametrize(
    "address", ["https://d.org/a`b`c", "https://d.org/{{x}}", "https://d.org/a|b"]
)
def test_awkward_addresses_of_a_source_stay_addresses(data: Data, address: str) -> None:
    page, _ = annotate("X.[^a]", changed(data, id="a", url=address))
    assert "{{" not in page
    assert notes(page)["a"].xpath(".//a/@href")[0] == address


def test_sources_that_nothing_cites_are_named_with_their_line(data: Data) -> None:
    text = frozen_texts()[FILES[1]].split("\n")
    elsewhere = {
        ref.strip()
        for part, name in (("helplines", FILES[0]), ("terms", FILES[2]))
        for record in frozen(name)[part]
        for ref in (record.get("refs") or record.get("sources") or "").split(";")
    }
    sources = [source["id"] for source in frozen(FILES[1])["sources"]]
    uncited = [name for name in sources if name not in elsewhere]
    assert 0 < len(uncited) < len(sources)
    problems = footnotes.never_cited(data, {uncited[0]})
    assert [(problem.path, problem.line, problem.record) for problem in problems] == [
        (FILES[1], text.index(f"  - id: {name}") + 1, f"source {name}") for name in uncited[1:]
    ]
    assert footnotes.never_cited(data, set(data.references)) == []


def test_what_a_held_helpline_rests_on_may_stay(data: Data) -> None:
    helplines = data.directory.contacts.helplines
    kept = {ref for helpline in helplines if not helpline.published for ref in helpline.refs}
    assert kept
    problems = footnotes.never_cited(data, set())
    assert not kept & {problem.record.removeprefix("source ") for problem in problems}
