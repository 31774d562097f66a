"""A build: pages on their way, what is made beside them, and everything that is wrong."""

import logging
from pathlib import Path

import pytest
from recovery_site.data.directory import Data
from recovery_site.pipeline.build import Build, finished
from recovery_site.views.sources import LABELS

HEAD = "---\ntitle: A title\ndescription: What it says.\n---\n\n"
ADDRESS = "https://site.example/"


def built(data: Data, top: Path, others: tuple[str, ...] = (), **pages: str) -> Build:
    """A build of pages by their name, up to the moment in which it is judged."""
    (top / "mkdocs.yml").write_text("site_name: A site\n", "utf-8")
    build = Build()
    build.top, build.data = top, data
    build.texts = {f"{name}.md": text for name, text in pages.items()}
    build.docs = [*build.texts]
    generated = [path for path, _ in build.make(ADDRESS, others) if path.endswith(".md")]
    for path in [*build.texts, *generated]:
        build.html(path, f"{path}/index.html", {"title": "T"}, build.body(path), None)
    return build


def problems(build: Build, file: str = "") -> list[str]:
    """What is wrong in files whose path starts so, in words."""
    return [str(problem) for problem in build.judge(()) if problem.path.startswith(file)]


def uncited(build: Build) -> list[str]:
    """Sources that nothing cites."""
    unused = [problem for problem in build.judge(()) if problem.path == "data/sources.yml"]
    return [problem.record.removeprefix("source ") for problem in unused]


def test_problems_of_all_pages_are_said_in_the_order_of_the_files(
    data: Data, tmp_path: Path
) -> None:
    wrong = {"z": "{{ map() }}\n", "a": "Text.[^nobody] [b](b.md)\n\n### B\n", "good": "Text.\n"}
    build = built(data, tmp_path, (), **{name: HEAD + text for name, text in wrong.items()})
    locations = [problem.partition(": ")[0] for problem in problems(build, "docs/")]
    assert locations == ["docs/a.md:6", "docs/a.md:6", "docs/a.md:8", "docs/z.md:6"]


def test_a_source_is_said_until_some_page_cites_it(data: Data, tmp_path: Path) -> None:
    first, second, *rest = uncited(built(data, tmp_path, a=HEAD))
    assert rest
    text = f"{HEAD}Text.[^{first}]\n"
    assert uncited(built(data, tmp_path, a=text)) == [second, *rest]
    assert uncited(built(data, tmp_path, a=text, b=f"{HEAD}Text.[^{second}]\n")) == rest
    assert uncited(built(data, tmp_path, a="---\ntitle: A: B\n---\nText.\n")) == []


def test_each_page_leads_to_its_file_or_to_its_record(data: Data, tmp_path: Path) -> None:
    build = built(data.with_repository("https://x.example/a/"), tmp_path, ("a.pdf",), law=HEAD)
    said = problems(build, "data/published.txt")
    assert any("docs/about.md was renamed or removed" in problem for problem in said)
    assert not any("docs/law.md" in problem for problem in said)
    line = data.directory.by_code["GU"].row.line
    assert build.edit_link("law.md") == "https://x.example/a/edit/main/docs/law.md"
    assert build.edit_link("jurisdictions/guam.md") == (
        f"https://x.example/a/blob/main/data/contacts.yml#L{line}"
    )
    assert built(data, tmp_path, law=HEAD).edit_link("law.md") == ""


@pytest.mark.parametrize(
    ("warning", "expected"),
    [
        ("Doc file 'law.md' contains a link 'x.md', but the target is not there.", ["docs/law.md"]),
        ("Doc file 'a.md' contains a link 'b.md', but the target is not there.", ["docs/a.md:6"]),
        ("Excluding 'README.md' because it conflicts with 'index.md'.", ["mkdocs.yml"]),
    ],
)
def test_what_the_engine_warns_of_is_said_once(
    data: Data, tmp_path: Path, warning: str, expected: list[str]
) -> None:
    build = built(data, tmp_path, a=f"{HEAD}[b](b.md)\n", law=HEAD)
    before = problems(build)
    build.listen("some.engine")
    logging.getLogger("some.engine").warning(warning)
    logging.getLogger("some.engine").info("Not kept")
    after = problems(build)
    assert [text.partition(": ")[0] for text in after if text not in before] in ([], expected)
    assert [text for text in after if text.startswith(expected[0])]
    assert build.judge_warnings() == []


def test_notes_get_a_name_and_stay_out_of_the_search() -> None:
    html = finished('<p>Text</p><div class="footnote"><ol></ol></div>')
    assert html.startswith(
        '<p>Text</p><div class="footnote" role="doc-endnotes" aria-label="Notes"'
    )
    assert " data-search-exclude>" in html


def test_boxes_can_be_ticked_by_their_words_and_the_page_says_that_nothing_is_stored() -> None:
    box = '<input type="checkbox" disabled/>'
    ticked = '<label><input type="checkbox" autocomplete="off"><span>{}</span></label>'
    html = finished(
        f'<ul class="task-list">\n<li class="task-list-item">{box} Do <b>it</b><ul><li>Part</li></ul></li>\n'
        f'<li class="task-list-item"><p>{box} Then</p><p>More</p></li></ul><ul class="task-list"></ul>'
    )
    assert f"{ticked.format(' Do <b>it</b>')}<ul><li>Part" in html
    assert f"<p>{ticked.format(' Then')}</p><p>More" in html
    assert html.count("they are not stored") == 1
    assert html.index("they are not stored") < html.index("task-list")
    assert "not stored" not in finished("<ul><li>Do</li></ul>")


@pytest.mark.parametrize(("kind", "label"), LABELS.items())
def test_an_evidence_label_is_text(kind: str, label: str) -> None:
    head = f'<div class="admonition {kind}">\n<p class="admonition-title">'
    said = f'{head}<span class="label">{label}</span>'
    assert finished(f"{head}Two reports</p>") == f"{said} Two reports</p>"
    assert finished(f"{head}{kind.capitalize()}</p>") == f"{said}</p>"
    other = head.replace(kind, "note") + "Note</p>"
    assert finished(other) == other
