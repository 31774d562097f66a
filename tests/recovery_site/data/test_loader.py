"""From files to data, or to every problem in them at once."""

from pathlib import Path

import pytest
from recovery_site.data import loader as load
from recovery_site.data.directory import Data

from tests.conftest import TOP
from tests.small_project import CONTACTS, GOOD, LANGUAGE, MOVED, PUBLISHED, SOURCES, TODAY


def loaded(
    contacts: str = GOOD[CONTACTS],
    sources: str = GOOD[SOURCES],
    language: str = GOOD[LANGUAGE],
    moved: str = GOOD[MOVED],
    published: str = "/\n",
) -> tuple[Data | None, list[str]]:
    """The data, and what is said."""
    texts = {**GOOD, CONTACTS: contacts, SOURCES: sources, LANGUAGE: language}
    texts |= {MOVED: moved, PUBLISHED: published}
    data, problems = load.load_texts(texts, TODAY)
    return data, [str(problem) for problem in problems]


def changed(old: str, new: str) -> str:
    """Good contacts with the first ``old`` replaced."""
    assert old in GOOD[CONTACTS]
    return GOOD[CONTACTS].replace(old, new, 1)


def test_the_real_files_load_without_an_error() -> None:
    data, problems = load.load(TOP, TODAY)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert data
    assert len(data.directory.jurisdictions) == 56
    assert data.references
    assert data.terms


def test_good_texts_load_with_nothing_to_say() -> None:
    data, said = loaded()
    assert said == []
    assert data
    assert len(data.directory.jurisdictions) == 56
    assert [person.name for person in data.directory.specialists] == ["Ana Gómez"]
    assert [helpline.id for helpline in data.directory.helplines] == ["911", "ncmec"]
    assert list(data.references) == ["first"]
    assert [term.use for term in data.terms] == ["bar"]


def test_every_mistake_is_said_at_once_in_the_order_of_the_files() -> None:
    contacts = changed("571.645.6233", "571").replace("group: missing", "group: lost")
    contacts = contacts.replace("code: TX,", "code: ZZ,").replace("refs: first", "refs: third")
    sources = GOOD[SOURCES].replace("year: 2019", "year: last").replace("kind: study", "kind: a")
    data, said = loaded(
        contacts,
        sources,
        GOOD[LANGUAGE].replace("use:", "used:"),
        "redirects:\n  - old: a\n",
        "law\n",
    )
    assert data is None
    assert [message.rpartition(": ")[0].partition(": ")[0] for message in said] == [
        *(f"{CONTACTS}:{line}" for line in (19, 30, 37, 49, 97)),
        *(f"{SOURCES}:{line}" for line in (5, 7)),
        *(f"{LANGUAGE}:{line}" for line in (2, 3)),
        *(f"{MOVED}:{line}" for line in (2, 2)),
        f"{PUBLISHED}:1",
    ]


def test_warnings_alone_still_give_the_data_and_an_error_gives_none() -> None:
    data, said = loaded(changed("    phone: 571.645.6233\n", ""))
    assert data
    assert [person.phone for person in data.directory.people] == [None]
    assert len(said) == 1
    data, said = loaded(changed("571.645.6233", "571.645.623"))
    assert data is None
    assert len(said) == 1


@pytest.mark.parametrize("empty", ["", " ''", ' "  "', '  # "not known"'])
def test_an_optional_field_may_be_empty_and_a_required_field_not(empty: str) -> None:
    data, said = loaded(changed("    role:", f"    credentials:{empty}\n    role:"))
    assert said == []
    assert data
    assert [person.credentials for person in data.directory.people] == [None]
    data, said = loaded(changed("role: Resource Specialist", f"role:{empty}"))
    assert data is None
    assert said == [f"{CONTACTS}:16: person Ana Gómez: `role` is empty; fill it in"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("people:\n", "people: nobody\nmembers:\n", "14: people: `people` must be a list"),
        ("team:\n", "team: AT\nteams:\n", "1: team: write a record here"),
        ("regions: 1\n", "regions: [1]\n", "17: person Ana Gómez: `regions` is a list or a group"),
        ("check_months: 6", "check_months: [6]", "7: team: `check_months` is a list or a group"),
        ("checked: 2026-11-23\nhelp", "checked: [2]\nhelp", "21: person Ana Gómez: `checked` is a"),
        ("refs: first", "refs: {a: b}", "30: help line Emergency services: `refs` is a list"),
    ],
)
def test_a_value_of_the_wrong_shape_is_said(old: str, new: str, expected: str) -> None:
    data, said = loaded(changed(old, new))
    assert data is None
    assert any(message.startswith(f"{CONTACTS}:{expected}") for message in said)


def test_where_the_list_of_sources_cannot_be_read_nobody_who_cites_a_source_is_blamed() -> None:
    data, said = loaded(sources="sources: none\n")
    assert data is None
    assert said == [
        f"{SOURCES}:1: sources: `sources` must be a list; write records that each start with a hyphen"
    ]


def test_files_that_are_missing_are_all_said(tmp_path: Path) -> None:
    data, problems = load.load(tmp_path, TODAY)
    assert data is None
    assert [str(problem) for problem in problems] == [
        f"{name}:1: the file is missing; copy its whole text again from the same file on the branch `main`"
        for name in (*load.FILES, *load.TEXTS)
    ]


def test_a_folder_instead_of_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / SOURCES).mkdir(parents=True)
    _, problems = load.load(tmp_path, TODAY)
    assert "the file cannot be read (Is a directory); copy its" in str(problems[1])


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("  - old: running\n    new: /law/\n", "2: redirect running: old: `running` is not an address of this site; write it from the top with small letters, /running-behavior/ for a page or /handouts/law.pdf for a file"),
        ("  - old: /a/\n    new: https://x.example/\n", "3: redirect /a/: new: `https://x.example/` is not an address of this site; write it from the top with small letters, /running-behavior/ for a page or /handouts/law.pdf for a file"),
        ("  - old: /a/\n    new: /b/\n  - old: /a/\n    new: /c/\n", "4: redirect /a/: the address `/a/` is used twice (first in line 2); change one"),
        ("  - old: /a/\n    new: /a/#part\n", "3: redirect /a/: `/a/` leads to itself; write another address"),
        ("  - old: /a/\n    new: /b/\n  - old: /b/\n    new: /a/\n", "5: redirect /b/: `/a/` leads on to `/b/`; write the address that is there at last"),
        ("  - old: /contacts/a.vcf\n    new: /contacts/\n", "3: redirect /contacts/a.vcf: `/contacts/a.vcf` cannot become `/contacts/`: a page becomes a page, and a file one of its kind; an address without a successor stands under `withdrawn`"),
        ("  - old: /a/\n    new: /b/\nwithdrawn:\n  - address: /a/\n    why: old\n", "2: redirect /a/: `/a/` is withdrawn below; keep one of the two"),
    ],
)  # fmt: skip
def test_a_wrong_redirect_is_said(records: str, expected: str) -> None:
    data, said = loaded(moved=f"redirects:\n{records}")
    assert data is None
    assert f"{MOVED}:{expected}" in said


def test_redirects_and_published_addresses_are_read_with_their_lines() -> None:
    moved = (
        "redirects:\n  - old: /a/\n    new: /b/#c\n  - old: /a.csv\n    new: /b.csv\n"
        "withdrawn:\n  - address: /x.vcf\n    why: left\n"
    )
    data, said = loaded(moved=moved, published="# All\n/\n/b/\n")
    assert said == []
    assert data
    assert {redirect.old: redirect.new for redirect in data.moved.redirects} == {
        "/a/": "/b/#c",
        "/a.csv": "/b.csv",
    }
    assert {address: record.row.line for address, record in data.moved.records.items()} == {
        "/a/": 2,
        "/a.csv": 4,
        "/x.vcf": 7,
    }
    assert data.published == {"/": 2, "/b/": 3}
