"""What changed between two builds, in words for the person who agrees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import compare_sites
import pytest
from compare_sites import compare

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<html><body><nav>{nav}</nav><main><h1>{title}</h1>\n<p>{text}</p>\n<p>Last.</p></main></body></html>"


def make(top: Path, files: dict[str, str]) -> Path:
    for name, text in {"index.html": PAGE.format(nav="", title="Home", text="."), **files}.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return top


def page(text: str, title: str = "A page", nav: str = "menu") -> str:
    return PAGE.format(nav=nav, title=title, text=text)


def test_two_equal_builds_differ_in_nothing(site: Path) -> None:
    assert compare(site, site) == "No page reads differently.\n"


def test_a_change_is_shown_as_it_was_and_as_it_is(tmp_path: Path) -> None:
    old = make(tmp_path / "old", {"a/index.html": page("Call Ann.")})
    new = make(tmp_path / "new", {"a/index.html": page("Call `Bob`.")})
    assert compare(old, new) == (
        "### Pages that read differently: 1\n\n"
        "- A page (`a/`)\n    - was: `Call Ann.`\n    - now: `Call 'Bob'.`\n"
    )


def test_a_change_of_the_menu_or_of_spaces_is_no_change_of_the_page(tmp_path: Path) -> None:
    old = make(tmp_path / "old", {"a/index.html": page("Call  Ann.")})
    new = make(tmp_path / "new", {"a/index.html": page("Call Ann. ", nav="other")})
    assert compare(old, new) == "No page reads differently.\n"


def test_new_pages_gone_pages_and_other_files_are_named(tmp_path: Path) -> None:
    old = make(
        tmp_path / "old", {"a/index.html": page("x"), "open-data/c.csv": "1", "sitemap.xml": "1"}
    )
    new = make(
        tmp_path / "new",
        {"b/index.html": page("x", "B"), "open-data/c.csv": "2", "sitemap.xml": "2"},
    )
    told = compare(old, new)
    assert "### New pages: 1\n\n- B (`b/`)" in told
    assert "### Pages that are gone: 1\n\n- A page (`a/`)" in told
    assert told.endswith("the look: 1\n\n- `open-data/c.csv`\n")


def test_a_name_that_changes_with_its_content_is_one_file(tmp_path: Path) -> None:
    old = make(tmp_path / "old", {"assets/site.c44465b6.css": "a", "assets/same.11111111.js": "b"})
    new = make(tmp_path / "new", {"assets/site.0c50d900.css": "z", "assets/same.22222222.js": "b"})
    assert compare(old, new).endswith("the look: 1\n\n- `assets/site.css`\n")


def test_the_same_words_in_another_order_are_told(tmp_path: Path) -> None:
    old = make(tmp_path / "old", {"a/index.html": page("Last.\nFirst.")})
    new = make(tmp_path / "new", {"a/index.html": page("First.\nLast.")})
    assert "- A page (`a/`): the same text in another order" in compare(old, new)


def test_a_change_everywhere_stays_readable(tmp_path: Path) -> None:
    many = range(compare_sites.MOST + 5)
    old = make(tmp_path / "old", {f"p{n:03}/index.html": page("old " * 200) for n in many})
    new = make(tmp_path / "new", {f"p{n:03}/index.html": page("new " * 200) for n in many})
    told = compare(old, new)
    assert "### Pages that read differently: 65" in told
    assert told.endswith("- and 5 more\n")
    assert max(map(len, told.splitlines())) < 200


def test_what_is_not_a_site_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        compare_sites.main([str(tmp_path), str(tmp_path)])
    assert "is not a built site" in capsys.readouterr().err
