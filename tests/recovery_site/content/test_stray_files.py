"""Files that somebody uploaded by mistake."""

import pytest
from recovery_site.content.stray_files import of_data, of_pages, unseen

READ = ("data/contacts.yml", "data/sources.yml")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("contacts (1).yml", "put your change into data/contacts.yml"),
        ("contacts.yaml", "put your change into data/contacts.yml"),
        ("Contacts.yml", "put your change into data/contacts.yml"),
        ("list.csv", "the site does not read this file"),
        ("regions.xlsx", "this is a file of Word or Excel"),
    ],
)
def test_a_file_beside_the_data_files_is_said(name: str, meant: str) -> None:
    (problem,) = of_data([*READ, f"data/{name}", "data/README.md"], READ)
    assert problem.path == f"data/{name}"
    assert meant in problem.message


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("New page.md", "new-page.md"),
        ("help-now (1).md", "help-now-1.md"),
        ("Page.MD", "page.md"),
        ("x.markdown", "x.md"),
        ("worksheets/Père Noël.md", "worksheets/pere-noel.md"),
        ("Sheets/plan.md", "sheets/plan.md"),
    ],
)
def test_a_page_whose_address_nobody_can_type_is_renamed(name: str, good: str) -> None:
    (problem,) = of_pages([name, "law.md", "worksheets/missing-log.md", ".meta.yml"])
    assert problem.path == f"docs/{name}"
    assert problem.message.endswith(f"rename the file to `{good}`")


@pytest.mark.parametrize(
    "name", ["mail.eml", "notes.msg", "slides.pptx", "form.html", "x", "PLAN.PDF"]
)
def test_what_is_no_page_and_nothing_a_page_shows_is_said(name: str) -> None:
    (problem,) = of_pages([name, "law.md", "plan.pdf", "a/b.png"])
    assert (problem.path, problem.message.partition(";")[0]) == (
        f"docs/{name}",
        "this is neither a page nor a picture or PDF that a page could show",
    )
    (office,) = of_pages(["plan.DOCX"])
    assert office.message.startswith("this is a file of Word or Excel")


def test_a_file_that_no_page_shows_or_links_is_not_published_in_silence() -> None:
    (problem,) = unseen(["law.md", "a/b.png", "plan.pdf"], {"plan.pdf", "law.md"})
    assert (problem.path, problem.severity) == ("docs/a/b.png", "error")
