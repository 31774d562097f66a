"""From each page and each contact to the file and line where it is changed, or to the team."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from lxml import html

from tests.conftest import TOP, slug

REPOSITORY = "https://github.com/some-owner/some-name"
LINK = re.compile(
    rf"{re.escape(REPOSITORY)}/(?:edit/main/(?P<page>[^#]+)|blob/main/(?P<data>[^#]+)#L(?P<line>\d+))"
)
CONTACTS = (TOP / "data/contacts.yml").read_text("utf-8")


def data_records(part: str, file: str = "contacts.yml") -> list[dict[str, str]]:
    """Records of a list of the data, read without the package."""
    text = (TOP / "data" / file).read_text("utf-8")
    records: list[dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)[part]
    assert records
    return records


def target(href: str) -> tuple[str, int]:
    """File and line to which a link leads; line 0 where the file opens as a whole."""
    match = LINK.fullmatch(href)
    assert match, href
    path = match["page"] or match["data"]
    assert (TOP / path).is_file(), href
    return path, int(match["line"] or 0)


def line(number: int) -> str:
    """A line of the contacts."""
    return CONTACTS.split("\n")[number - 1].strip()


def every_page(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page but the one for addresses that are not there."""
    paths = sorted(site.rglob("index.html"))
    assert len(paths) > 56 + 30
    for path in paths:
        root = html.parse(path).getroot()
        if not root.xpath("//meta[@http-equiv='refresh']"):  # an old address that only leads on
            yield path.relative_to(site).as_posix(), root


def of_page(root: html.HtmlElement) -> list[str]:
    """Where "Suggest a change to this page" leads."""
    links: list[str] = root.xpath("//a[.='Suggest a change to this page']/@href")
    return links


def of_records(root: html.HtmlElement) -> dict[str, str]:
    """Where the link at each record leads, by the name that a screen reader says."""
    links = root.xpath("//a[.='Suggest a change']")
    names = {link.get("aria-label"): link.get("href") for link in links}
    assert len(names) == len(links)
    return {name.removeprefix("Suggest a change: "): href for name, href in names.items()}


def test_every_page_leads_to_its_own_file(repository_site: Path) -> None:
    generated = {f"jurisdictions/{part}/index.html" for part in slugs()}
    generated |= {"jurisdictions/index.html"}
    generated |= {
        f"sources/{source['kind']}/index.html" for source in data_records("sources", "sources.yml")
    }
    count = 0
    for name, root in every_page(repository_site):
        (href,) = of_page(root)
        path, number = target(href)
        if name in generated:
            continue
        page = name.removesuffix("index.html").rstrip("/") or "index"
        assert (path, number) == (f"docs/{page}.md", 0)
        title = re.search(r"^title: (.+)$", (TOP / path).read_text("utf-8"), re.MULTILINE)
        assert title
        assert title[1].strip("\"'") == root.findtext(".//h1"), name
        count += 1
    lists = set((TOP / "docs/shared-lists").glob("*.md"))
    assert count == len({*(TOP / "docs").rglob("*.md")} - lists)


def slugs() -> dict[str, str]:
    """Names of the 56 by the part of their address."""
    names = [jurisdiction["name"] for jurisdiction in data_records("jurisdictions")]
    return {slug(name): name for name in names}


def test_the_page_of_each_jurisdiction_leads_to_its_record(repository_site: Path) -> None:
    assert len(slugs()) == 56
    for part, name in slugs().items():
        root = html.parse(repository_site / "jurisdictions" / part / "index.html").getroot()
        (href,) = of_page(root)
        path, number = target(href)
        assert path == "data/contacts.yml"
        assert line(number).startswith("- code: "), name
        assert line(number + 1) == f"name: {name}"


def test_pages_made_from_other_files_lead_there(repository_site: Path) -> None:
    (href,) = of_page(html.parse(repository_site / "jurisdictions/index.html").getroot())
    assert target(href) == ("data/contacts.yml", 1)
    for page, file in (("sources", "data/sources.yml"), ("language-guide", "data/language.yml")):
        root = html.parse(repository_site / page / "index.html").getroot()
        (href,) = root.xpath("//a[.='Suggest a change to the list']/@href")
        assert target(href) == (file, 1)


def test_each_person_and_the_mailbox_lead_to_their_record_wherever_they_stand(
    repository_site: Path,
) -> None:
    people = {person["name"] for person in data_records("people")}
    known = {*people, "the team mailbox"}
    seen: set[str] = set()
    for name, root in every_page(repository_site):
        cards = root.xpath("//article[contains(@class, 'contact')]")
        links = {record: href for record, href in of_records(root).items() if record in known}
        assert len(links) == len(cards), name
        for record, href in links.items():
            path, number = target(href)
            assert path == "data/contacts.yml"
            head = "team:" if record == "the team mailbox" else f"- name: {record}"
            assert line(number) == head
        seen |= links.keys()
    assert seen == known


def test_each_helpline_leads_to_its_record(repository_site: Path) -> None:
    root = html.parse(repository_site / "help-now/index.html").getroot()
    shown = [heading.text for heading in root.xpath("//article[@class='helpline']/h3")]
    links = of_records(root)
    assert sorted(links) == sorted(shown)
    assert len(links) > 10
    for name, href in links.items():
        path, number = target(href)
        assert path == "data/contacts.yml"
        assert line(number).startswith("- id: ")
        assert line(number + 1) in (f"name: {name}", f'name: "{name}"')


def test_nothing_of_it_is_found_by_the_search_or_changes_the_version(
    repository_site: Path, site: Path
) -> None:
    assert "Suggest a change" not in (repository_site / "search/index.js").read_text("utf-8")
    version = re.compile(r"<p>Version (\w{7})\.")
    compared = 0
    for path in site.rglob("index.html"):
        here = version.search(path.read_text("utf-8"))
        there = version.search((repository_site / path.relative_to(site)).read_text("utf-8"))
        if here and path.parent.name != "handouts":  # which lists the PDFs of this very build
            assert there
            assert here[1] == there[1], path
            compared += 1
    assert compared > 56


def test_without_a_repository_no_page_leads_there(site: Path) -> None:
    for name, root in every_page(site):
        assert not root.xpath("//a[contains(., 'Suggest a change')]"), name
        assert not root.xpath("//a[@href='' or not(@href)]"), name
        assert not root.xpath("//a[contains(@href, '/edit/') or contains(@href, '/blob/')]"), name


@pytest.mark.parametrize("which", ["site", "repository_site"])
def test_every_page_says_how_to_write_of_a_mistake(
    request: pytest.FixtureRequest, which: str, team_mailbox: str
) -> None:
    for name, root in every_page(request.getfixturevalue(which)):
        (paragraph,) = root.xpath("//p[starts-with(., 'See a mistake on this page?')]")
        assert "Leave the child’s name and details out." in paragraph.text_content()
        (href,) = paragraph.xpath(".//a[starts-with(@href, 'mailto:')]/@href")
        address, _, subject = href.partition("?subject=")
        assert address == f"mailto:{team_mailbox}"
        assert unquote(subject) == f"Mistake on the page: {root.findtext('.//h1')}", name
