"""What a page becomes, and what is wrong with it."""

import pytest
from recovery_site.content import editorial_rules
from recovery_site.content.expand import Expanded, expand
from recovery_site.content.links import Link
from recovery_site.content.page import split
from recovery_site.data.directory import Data

HEAD = "---\ntitle: A title\ndescription: What it says.\n---\n\n"
LIST = "shared-lists/call.md"


def expanded(body: str, data: Data, name: str = "docs/x.md", **lists: str) -> Expanded:
    """A page of that body, which may include each of ``lists``."""
    shared = {f"shared-lists/{key}.md": text for key, text in lists.items()}
    pages = {path: split(text, f"docs/{path}") for path, text in shared.items()}
    return expand(split(HEAD + body, name), data, pages)


def test_a_page_becomes_its_body_with_macros_and_notes_in_place(data: Data) -> None:
    known = next(iter(data.references))
    text = f"## One\n\nWrite to {{{{ mailbox() }}}}.[^{known}]\n\n{{{{ finder() }}}}\n"
    page = expanded(text, data, "docs/worksheets/x.md")
    body, _, notes = page.body.partition(f"\n\n[^{known}]: ")
    assert body.startswith(
        '## One\n\nWrite to <a href="mailto:RecoveryServices@NCMEC.ORG">'
        f"RecoveryServices@NCMEC.ORG</a>.[^{known}]\n\n<form "
    )
    assert 'action="../../jurisdictions/index.html"' in body
    assert notes
    assert page.cited == {known}
    assert page.problems == ()


def test_a_page_with_nothing_in_it_becomes_its_body(data: Data) -> None:
    page = expanded("Text.\n\n- *a* [b](c.md)\n", data)
    assert (page.body, page.problems) == ("Text.\n\n- *a* [b](c.md)\n", ())
    assert page.links == (Link("x.md", 8, "c.md", in_html=False),)


def test_the_notes_of_every_source_may_stand_on_a_page_with_macros(data: Data) -> None:
    assert data.references
    marks = "".join(f"[^{source_id}]" for source_id in data.references)
    page = expanded(f"Text.{marks} {{{{ mailbox() }}}}\n", data)
    assert page.problems == ()
    assert page.cited == set(data.references)


def test_every_problem_has_its_line_and_a_wrong_page_stays_readable(data: Data) -> None:
    page = expanded("Text.[^nobody]\n\n12% left. {{ finder }}\n\n### B\n", data, "docs/a.md")
    lines = sorted(str(problem).partition(": ")[0] for problem in page.problems)
    assert lines == ["docs/a.md:10", "docs/a.md:6", "docs/a.md:8", "docs/a.md:8"]
    assert page.body.startswith("Text.")


def test_what_a_shared_list_holds_is_of_the_page_and_its_problems_of_the_list(data: Data) -> None:
    known = next(iter(data.references))
    text = f'- {{{{ mailbox() }}}} {{{{ tick("Done") }}}}\n\nKey.[^{known}]'
    page = expanded('Text.\n\n--8<-- "shared-lists/call.md"\n\nMore.\n', data, call=text)
    assert page.cited == {known}
    assert "mailto:" in page.body
    assert page.problems == ()
    wrong = text.replace("mailbox", "mailbx").replace(known, "nobody")
    page = expanded('Text.\n\n--8<-- "shared-lists/call.md"\n\n{{ x() }}\n', data, call=wrong)
    lines = sorted(str(problem).partition(": ")[0] for problem in page.problems)
    assert lines == ["docs/shared-lists/call.md:1", "docs/shared-lists/call.md:3", "docs/x.md:10"]


def test_front_matter_and_body_are_parted_with_their_lines() -> None:
    page = split("---\ntitle: A\n\naudience: NO\nsearch:\n  boost: 2\n---\n\n\nOne\nTwo\n")
    meta = page.meta
    assert meta.row.lines == {"title": 2, "audience": 4, "search": 5}
    assert (meta.title, meta.audience, meta.search) == ("A", "NO", {"boost": "2"})
    assert (page.body, page.above, page.guidance) == ("One\nTwo\n", 9, True)
    assert not page.unreadable


@pytest.mark.parametrize("text", ["", "Body", "# A\n---\nb: c\n---\n", "----\na: b\n----\n"])
def test_a_shared_list_needs_no_front_matter_and_a_page_does(text: str) -> None:
    shared = split(text, f"docs/{LIST}")
    assert (shared.body, shared.above, shared.problems) == (text, 0, ())
    assert split(text, "docs/a.md").unreadable


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("\n---\ntitle: A\n---\n", "1: spaces or empty lines stand before the first ---"),
        ("---\n---\n", "2: this is neither a field"),
        ("---\n# Text\ntext\n---\n", "3: this is neither a field"),
        ("---\ntitle: A\ndescription: B: C\n---\n", "3: a colon followed by a space"),
        ('---\ntitle: A\naudience: "B\n---\n', "3: a quotation mark that is opened"),
        ("---\ntitle: A\ntitle: B\n---\n", "3: `title` is given twice"),
    ],
)
def test_front_matter_that_cannot_be_read_is_said_once(head: str, said: str, data: Data) -> None:
    problems = editorial_rules.check(split(f"{head}\n12% of it.\n", "docs/a.md"), data)
    assert f"{problems[0].line}: {problems[0].message}".startswith(said)
    assert len(problems) == 1 or "twice" in said


SENTENCES = [
    ("One. Two! Three? Four", [(1, "One."), (1, "Two!"), (1, "Three?"), (1, "Four")]),
    ("One goes\non here. Two\nends.", [(1, "One goes on here."), (2, "Two ends.")]),
    ("It is 1.5 times. Then e.g. this.", [(1, "It is 1.5 times."), (1, "Then e.g. this.")]),
    ("One. “Two.” (Three.)", [(1, "One."), (1, "“Two.” (Three.)")]),
    ("One.[^a] Two[^b].\n\nThree.", [(1, "One.[^a]"), (1, "Two[^b]."), (3, "Three.")]),
    ("He said “one.”[^a][^b] Two.", [(1, "He said “one.”[^a][^b]"), (1, "Two.")]),
    ("Before:\n- One\n  goes on. Two.\n* Three", [(1, "Before:"), (2, "- One goes on."), (3, "Two."), (4, "* Three")]),
    ("## A\nOne.\n\n| A | B |\n| C | D |\nAfter.", [(1, "## A"), (2, "One."), (4, "| A | B |"), (5, "| C | D |"), (6, "After.")]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_each_sentence_has_its_line_and_notes(text: str, expected: list[tuple[int, str]]) -> None:
    assert list(split(text, f"docs/{LIST}").sentences()) == expected
    moved = split(f"{HEAD}{text}", "docs/a.md").sentences()
    assert list(moved) == [(line + 5, sentence) for line, sentence in expected]
