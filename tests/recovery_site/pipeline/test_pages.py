"""Hand-written pages on their way through a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from recovery_site.pipeline.pages import Pages, finished
from recovery_site.views.sources import LABELS

if TYPE_CHECKING:
    from pathlib import Path

    from recovery_site.data.directory import Data

HEAD = "---\ntitle: A title\ndescription: What it says.\n---\n\n"


@pytest.fixture
def pages(data: Data) -> Pages:
    """A build that has just begun."""
    return Pages(data)


SOURCES = "data/sources.yml"


def errors(pages: Pages) -> list[str]:
    """What has to be mended in pages, in words."""
    return [str(one) for one in pages.problems() if one.path != SOURCES]


def lonely(pages: Pages) -> list[str]:
    """Works that nothing cites, by record."""
    found = [one for one in pages.problems() if one.path == SOURCES]
    assert all(one.severity == "error" for one in found)
    return [one.record for one in found]


def test_a_page_comes_back_without_front_matter_filled_and_with_its_notes(
    pages: Pages, data: Data
) -> None:
    known = next(iter(data.references))
    text = f"{HEAD}## One\n\nWrite to {{{{ mailbox() }}}}.[^{known}]\n\n{{{{ finder() }}}}\n"
    made = pages.fill("docs/x.md", text, "../")
    body, _, notes = made.partition(f"\n\n[^{known}]: ")
    assert body.startswith(
        '## One\n\nWrite to <a href="mailto:RecoveryServices@NCMEC.ORG">'
        f"RecoveryServices@NCMEC.ORG</a>.[^{known}]\n\n<form "
    )
    assert 'action="../jurisdictions/index.html"' in body
    assert notes
    assert not errors(pages)


def test_a_page_with_nothing_to_fill_comes_back_as_its_body(pages: Pages) -> None:
    assert pages.fill("docs/x.md", f"{HEAD}Text.\n\n- *a*\n", "") == "Text.\n\n- *a*\n"
    assert not errors(pages)


def test_the_notes_of_a_page_may_hold_no_call(pages: Pages, data: Data) -> None:
    assert data.references
    marks = "".join(f"[^{known}]" for known in data.references)
    pages.fill("docs/x.md", f"{HEAD}Text.{marks} {{{{ mailbox() }}}}\n", "")
    assert not errors(pages)


def test_problems_of_all_pages_are_said_in_the_order_of_the_files(pages: Pages) -> None:
    pages.fill("docs/z.md", f"{HEAD}{{{{ map() }}}}\n", "")
    pages.fill("docs/a.md", f"{HEAD}Text.[^nobody]\n\n12% left. {{{{ finder }}}}\n\n### B\n", "")
    pages.fill("docs/good.md", f"{HEAD}Text.\n", "")
    pages.fill("docs/m.md", "---\ntitle: A: B\n---\nText.[^nobody]\n", "")
    found = [one.partition(": ")[0] for one in errors(pages)]
    assert found == [
        "docs/a.md:6",
        "docs/a.md:8",
        "docs/a.md:8",
        "docs/a.md:10",
        "docs/m.md:2",
        "docs/m.md:4",
        "docs/z.md:6",
    ]


def test_asking_twice_gives_the_same_problems(pages: Pages) -> None:
    pages.fill("docs/a.md", f"{HEAD}# B\n", "")
    assert pages.problems() == pages.problems()
    assert len(errors(pages)) == 1


def test_a_page_with_problems_comes_back_so_that_the_next_can_be_checked(pages: Pages) -> None:
    assert pages.fill("docs/a.md", f"{HEAD}{{{{ map() }}}}\n", "") == "{{ map() }}\n"


def test_a_work_is_lonely_until_some_page_cites_it(pages: Pages) -> None:
    before = lonely(pages)
    assert len(before) > 2
    first, second, *rest = before
    pages.fill("docs/a.md", f"{HEAD}Text.[^{first.removeprefix('source ')}]\n", "")
    assert lonely(pages) == [second, *rest]
    pages.fill("docs/b.md", f"{HEAD}Text.[^{second.removeprefix('source ')}]\n", "")
    assert lonely(pages) == rest


def test_builds_know_nothing_of_each_other(data: Data) -> None:
    one, other = Pages(data), Pages(data)
    one.fill("docs/a.md", "# B\n", "")
    assert errors(one)
    assert not errors(other)


def test_notes_get_a_name_and_stay_out_of_the_search() -> None:
    made = finished('<p>Text</p><div class="footnote"><ol></ol></div>')
    assert made.startswith(
        '<p>Text</p><div class="footnote" role="doc-endnotes" aria-label="Notes"'
    )
    assert " data-search-exclude>" in made


BOX = '<input type="checkbox" disabled/>'
TICK = '<label><input type="checkbox" autocomplete="off"><span>{}</span></label>'


def test_boxes_can_be_ticked_by_their_words_and_the_page_says_that_nothing_is_stored() -> None:
    done = finished(
        f'<ul class="task-list">\n<li class="task-list-item">{BOX} Do <b>it</b><ul><li>Part</li></ul></li>\n'
        f'<li class="task-list-item"><p>{BOX} Then</p><p>More</p></li></ul><ul class="task-list"></ul>'
    )
    assert f"{TICK.format(' Do <b>it</b>')}<ul><li>Part" in done
    assert f"<p>{TICK.format(' Then')}</p><p>More" in done
    assert done.count("they are not stored") == 1
    assert done.index("they are not stored") < done.index("task-list")
    assert "not stored" not in finished("<ul><li>Do</li></ul>")


@pytest.mark.parametrize(("kind", "label"), LABELS.items())
def test_an_evidence_label_is_text(kind: str, label: str) -> None:
    head = f'<div class="admonition {kind}">\n<p class="admonition-title">'
    assert (
        finished(f"{head}Two reports</p>")
        == f'{head}<span class="label">{label}</span> Two reports</p>'
    )
    assert (
        finished(f"{head}{kind.capitalize()}</p>")
        == f'{head}<span class="label">{label}</span></p>'
    )
    assert (
        finished(head.replace(kind, "note") + "Note</p>") == head.replace(kind, "note") + "Note</p>"
    )


def test_a_page_leads_to_its_file_and_a_made_one_to_its_record(data: Data, tmp_path: Path) -> None:
    pages = Pages(data.with_repository("https://x.example/a/"))
    told = pages.make(
        tmp_path, "https://site.example/", {"law.md": "---\ntitle: L\n---\n"}, ["a.pdf"]
    )
    assert any("docs/about.md was renamed or removed" in str(one) for one in told)
    assert not any("docs/law.md" in str(one) for one in told)
    line = data.directory.by_code["GU"].line
    assert pages.edit_address("law.md") == "https://x.example/a/edit/main/docs/law.md"
    assert pages.edit_address("jurisdictions/guam.md") == (
        f"https://x.example/a/blob/main/data/contacts.yml#L{line}"
    )
    assert Pages(data).edit_address("law.md") == ""
