"""A published address stays good: the build refuses to lose one, and old ones lead on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_site.data.addresses import HEAD

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

TOP = Path(__file__).parents[2]


def published() -> list[str]:
    """The list, read without the package."""
    lines = (TOP / "data/published.txt").read_text("utf-8").removeprefix(HEAD).splitlines()
    assert len(lines) > 120
    return lines


def file_of(address: str) -> str:
    """The file behind an address."""
    return address[1:] + ("index.html" if address.endswith("/") else "")


def test_every_address_on_the_list_is_there(site: Path) -> None:
    withdrawn = re.findall(
        r"^  - address: (\S+)$", (TOP / "data/redirects.yml").read_text("utf-8"), re.MULTILINE
    )
    lost = [one for one in published() if not (site / file_of(one)).is_file()]
    assert sorted(lost) == sorted(withdrawn)


def test_each_address_is_on_the_list_once_in_any_order() -> None:
    assert sorted(published()) == sorted(set(published()))


def rename(top: Path, old: str, new: str) -> None:
    """Rename a page as an editor would: the file, the navigation and what links to it."""
    (top / f"docs/{old}.md").rename(top / f"docs/{new}.md")
    for path in [top / "mkdocs.yml", *(top / "docs").rglob("*.md")]:
        text = path.read_text("utf-8")
        path.write_text(re.sub(rf"\b{old}(\.md|/index\.html)", rf"{new}\1", text), "utf-8")
    for path in (top / "hooks/recovery_site/views/templates").glob("*.html"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(f"{old}/index.html", f"{new}/index.html"), "utf-8")


def test_a_renamed_page_stops_the_build_until_its_address_leads_on(
    tmp_path: Path,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    top = project(tmp_path / "project")
    rename(top, "glossary", "words")
    listed = top / "data/published.txt"
    lines = listed.read_text("utf-8").split("\n")
    line = lines.index("/glossary/") + 1
    result = run_build(top, tmp_path / "site", HANDOUTS="no")
    assert result.returncode != 0
    said = [one for one in result.stderr.splitlines() if "glossary" in one]
    assert len(said) == 1
    assert said[0].endswith(
        f"data/published.txt:{line}: docs/glossary.md was renamed or removed: the address /glossary/ "
        "was published; add a line to data/redirects.yml"
    )
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()

    moved = top / "data/redirects.yml"
    text = moved.read_text("utf-8")
    record = "redirects:\n  - old: /glossary/\n    new: /words/\n"
    moved.write_text(text.replace("\nredirects:\n", f"\n{record}"), "utf-8")
    result = run_build(top, tmp_path / "site", HANDOUTS="no")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "site/words/index.html").is_file()
    assert 'content="0; url=../words/index.html"' in (
        tmp_path / "site/glossary/index.html"
    ).read_text("utf-8")
    sitemap = (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert "/words/" in sitemap
    assert "/glossary/" not in sitemap
    assert "glossary/" not in (tmp_path / "site/search/index.js").read_text("utf-8")
    assert "/glossary/ /words/ 301\n" in (tmp_path / "site/_redirects").read_text("utf-8")


REDIRECT = "  - old: /contacts/teresa-musick.vcf\n    new: /contacts/teresa-new.vcf\n"
WITHDRAWN = "  - address: /contacts/kyla-conlee.vcf\n    why: left the team\n"


def test_the_card_of_someone_who_left_is_withdrawn_and_a_new_name_keeps_the_old_address(
    tmp_path: Path,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    contacts = (TOP / "data/contacts.yml").read_text("utf-8")
    for old, new in (("Teresa Musick", "Teresa New"), ("Kyla Conlee", "Someone Else")):
        assert contacts.count(f"- name: {old}\n") == 1
        contacts = contacts.replace(f"- name: {old}\n", f"- name: {new}\n")
    top = project(tmp_path / "project", contacts)
    result = run_build(top, tmp_path / "site", HANDOUTS="no")
    for name in ("teresa-musick", "kyla-conlee"):
        assert f"the contact `{name}` (data/contacts.yml) was renamed or removed" in result.stderr
    moved = top / "data/redirects.yml"
    text = moved.read_text("utf-8").replace("redirects:\n", "redirects:\n" + REDIRECT, 1)
    moved.write_text(text.replace("withdrawn:\n", "withdrawn:\n" + WITHDRAWN, 1), "utf-8")
    result = run_build(top, tmp_path / "site", HANDOUTS="no")
    assert result.returncode == 0, result.stderr
    cards = tmp_path / "site/contacts"
    assert (cards / "teresa-musick.vcf").read_bytes() == (cards / "teresa-new.vcf").read_bytes()
    assert b"FN:Teresa New" in (cards / "teresa-musick.vcf").read_bytes()
    assert not (cards / "kyla-conlee.vcf").exists()
