"""Notes: every cited work gets its text from the data, and nothing else is a note."""

import dataclasses
from typing import Any

import markdown
import pytest
from lxml import html
from recovery_site.content import footnotes
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES

from tests.conftest import frozen_texts
from tests.recovery_site.reading import written


def notes(text: str) -> dict[str, Any]:
    """The notes at the end of a page, as a browser reads them."""
    made = markdown.markdown(text, extensions=["footnotes", "attr_list", "abbr", "md_in_html"])
    tree = html.fragment_fromstring(made, create_parent="div")
    return {one.get("id").removeprefix("fn:"): one for one in tree.xpath("//li[@id]")}


def words(note: Any) -> str:
    """The text of a note without the way back, with single spaces."""
    return " ".join(note.text_content().replace("↩", "").split())


def annotate(text: str, data: Data) -> tuple[str, list[str]]:
    """The page with its notes, and what is wrong by line."""
    made, slips, _ = footnotes.annotate(text, data)
    return made, [f"{line}: {message}" for line, message, _ in slips]


def changed(data: Data, **fields: str) -> Data:
    """Data with one work only, with other values."""
    first = next(iter(data.references.values())).model_copy(update=fields)
    return dataclasses.replace(data, references={first.id: first})


def test_every_work_gets_a_note_that_names_it(data: Data) -> None:
    works = {one["id"]: one for one in written(FILES[1])["sources"]}
    assert len(works) > 50
    text = "".join(f"A sentence.[^{one}] " for one in works)
    made, problems = annotate(text, data)
    assert not problems
    found = notes(made)
    assert list(found) == list(works)
    for one, work in works.items():
        said = f"{work['publisher']}. {work['title']}, {work.get('year') or 'no date'}."
        assert words(found[one]).startswith(" ".join(said.split()))
        address = work.get("url") or work.get("site")
        addresses = [href for href in found[one].xpath(".//a/@href") if not href.startswith("#")]
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
def test_a_note_says_how_far_the_work_was_read(data: Data, read: str, said: str) -> None:
    named = {"id": "a", "publisher": "B", "title": "C", "url": "https://www.d.org/e"}
    made, _ = annotate("X.[^a]", changed(data, **named, year="2020", read=read))
    assert words(notes(made)["a"]) == f"B. C, 2020. d.org.{said}"


def test_the_publishers_site_is_not_taken_for_the_work(data: Data) -> None:
    one = changed(data, id="a", publisher="B", title="C", read="full")
    (reference,) = one.references.values()
    site = reference.model_copy(update={"url": None, "site": "https://d.org/", "year": None})
    made, _ = annotate("X.[^a]", dataclasses.replace(one, references={"a": site}))
    assert words(notes(made)["a"]) == "B. C, no date. Publisher’s site: d.org."


def test_a_work_cited_twice_has_one_note_at_the_end(data: Data) -> None:
    first, second = list(data.references)[:2]
    made, problems = annotate(f"A.[^{second}][^{first}]\n\nB.[^{second}]\n\n\n", data)
    assert not problems
    body, *ends = made.split("\n\n[^")
    assert body == f"A.[^{second}][^{first}]\n\nB.[^{second}]"
    assert [one.partition("]: ")[0] for one in ends] == [second, first]
    assert made.endswith("\n")


@pytest.mark.parametrize("text", ["", "Nothing cited.\n\n", "[a](b.md) ^ [c]\n"])
def test_a_page_without_notes_is_unchanged(data: Data, text: str) -> None:
    assert annotate(text, data) == (text, [])


def test_an_unknown_work_is_said_with_its_line(data: Data) -> None:
    known = next(iter(data.references))
    made, problems = annotate(f"A.[^{known}]\n\nB.[^nobody] C.[^nothing]\n", data)
    assert problems == [
        f"3: `[^{one}]` is not in data/sources.yml; add the source there, or correct the id"
        for one in ("nobody", "nothing")
    ]
    assert made.endswith("\n")
    assert list(notes(made)) == [known]


def test_a_note_that_is_written_out_is_said_with_its_line(data: Data) -> None:
    known = next(iter(data.references))
    _, problems = annotate(f"A.[^{known}]\n\n[^{known}]: A text.\n[^other]: More.\n", data)
    assert problems == [
        f"{line}: the note `{one}` is written out; put it into data/sources.yml instead"
        for line, one in ((3, known), (4, "other"))
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
def test_awkward_texts_of_a_work_stay_text(data: Data, text: str) -> None:
    named = {"id": "a", "publisher": text, "title": text, "url": "https://d.org/a_b_c*d*"}
    made, problems = annotate("X.[^a]", changed(data, **named, year="2020", read="full"))
    assert not problems
    assert "{{" not in made
    assert "{%" not in made
    note = notes(made)["a"]
    assert words(note) == f"{text}. {text}, 2020. d.org."
    assert note.xpath(".//a/@href")[0] == "https://d.org/a_b_c*d*"
    assert not note.xpath(".//script | .//em | .//code | .//strong | .//sup")


@pytest.mark.parametrize(
    "address", ["https://d.org/a`b`c", "https://d.org/{{x}}", "https://d.org/a|b"]
)
def test_awkward_addresses_of_a_work_stay_addresses(data: Data, address: str) -> None:
    one = changed(data, id="a", url=address)
    made, _ = annotate("X.[^a]", one)
    assert "{{" not in made
    assert notes(made)["a"].xpath(".//a/@href")[0] == address


def test_works_that_nothing_cites_are_named_with_their_line(data: Data) -> None:
    text = frozen_texts()[FILES[1]].split("\n")
    elsewhere = {
        ref.strip()
        for part, name in (("helplines", FILES[0]), ("terms", FILES[2]))
        for record in written(name)[part]
        for ref in (record.get("refs") or record.get("sources") or "").split(";")
    }
    works = [one["id"] for one in written(FILES[1])["sources"]]
    lonely = [one for one in works if one not in elsewhere]
    assert 0 < len(lonely) < len(works)
    assert [
        (one.path, one.line, one.record) for one in footnotes.never_cited(data, {lonely[0]})
    ] == [(FILES[1], text.index(f"  - id: {one}") + 1, f"source {one}") for one in lonely[1:]]
    assert footnotes.never_cited(data, set(data.references)) == []


def test_what_a_held_help_line_rests_on_may_stay(data: Data) -> None:
    held = [line for line in data.directory.contacts.helplines if not line.published]
    kept = {ref for line in held for ref in line.refs}
    assert kept
    assert not kept & {
        one.record.removeprefix("source ") for one in footnotes.never_cited(data, set())
    }
