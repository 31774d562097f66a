"""What a page becomes, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_site.content.page import expand, split

if TYPE_CHECKING:
    from recovery_site.content.page import Expanded
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
    page = expanded(
        f"## One\n\nWrite to {{{{ mailbox() }}}}.[^{known}]\n\n{{{{ finder() }}}}\n",
        data,
        "docs/worksheets/x.md",
    )
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
    assert page.links == ((8, "c.md", False),)


def test_the_notes_of_every_source_may_stand_on_a_page_with_macros(data: Data) -> None:
    assert data.references
    marks = "".join(f"[^{source_id}]" for source_id in data.references)
    page = expanded(f"Text.{marks} {{{{ mailbox() }}}}\n", data)
    assert page.problems == ()
    assert page.cited == set(data.references)


def test_every_problem_has_its_line_and_a_wrong_page_stays_readable(data: Data) -> None:
    page = expanded("Text.[^nobody]\n\n12% left. {{ finder }}\n\n### B\n", data, "docs/a.md")
    found = sorted(str(problem).partition(": ")[0] for problem in page.problems)
    assert found == ["docs/a.md:10", "docs/a.md:6", "docs/a.md:8", "docs/a.md:8"]
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
    found = sorted(str(problem).partition(": ")[0] for problem in page.problems)
    assert found == ["docs/shared-lists/call.md:1", "docs/shared-lists/call.md:3", "docs/x.md:10"]
