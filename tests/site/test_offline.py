"""The copy for a USB stick as it is made from the real site."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from recovery_site.core.templates import day

from tests.conftest import NOW


def stick_pages(stick: Path) -> list[Path]:
    """Every page of the copy, with the page to read first."""
    pages = sorted(stick.rglob("*.html"))
    assert len(pages) > 80
    return pages


def test_it_holds_every_page_and_pdf_of_the_site_and_nothing_for_hosts(
    site: Path, stick: Path
) -> None:
    def names(top: Path) -> set[str]:
        return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}

    here, there = names(stick / "site"), names(site)
    assert here < there
    left_out = {name for name in there - here if not name.startswith("stored/")}
    # These are there once an address has changed.
    left_out -= {"_redirects", "nginx-redirects.conf"}
    assert left_out == {
        "404.html", "no-connection.html", "sw.js", "sitemap.xml", "sitemap.xml.gz",
        "_headers", "nginx-headers.conf",
    }  # fmt: skip
    assert {path.name for path in stick.iterdir()} == {"READ-ME-FIRST.html", "site"}


def test_every_link_leads_to_a_file_of_the_copy(stick: Path) -> None:
    count = 0
    names = {page: set(html.parse(page).xpath("//@id")) for page in stick_pages(stick)}
    for page in names:
        root = html.parse(page).getroot()
        for address in root.xpath(
            "//*[not(self::link[@rel='canonical'])]/@href | //@src | //@action"
        ):
            parts = urlsplit(address)
            if parts.scheme in ("https", "http", "mailto", "tel", "sms", "data"):
                continue
            assert not parts.scheme, (page, address)
            assert not parts.netloc, (page, address)
            assert not parts.path.startswith("/"), (page, address)
            there = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
            assert there.is_file(), (page, address)
            assert there.is_relative_to(stick.resolve()), (page, address)
            if parts.fragment and there.suffix == ".html":
                assert unquote(parts.fragment) in names[stick / there.relative_to(stick.resolve())]
            count += 1
    assert count > 5000


def test_every_page_says_that_it_is_a_copy_and_of_which_day(stick: Path) -> None:
    for page in stick_pages(stick):
        if page.parent == stick:
            continue
        root = html.parse(page).getroot()
        if root.xpath("//meta[@http-equiv='refresh']"):
            continue  # an old address, which only leads on
        [notice] = root.xpath("//main/*[1][self::p][@class='notice']")
        said = " ".join(notice.text_content().split())
        assert said == (
            f"Offline copy of {day(NOW)}. Contacts change: call to confirm before you rely on it. "
            "The newest is at https://recovery-services.example/."
        ), page
        assert notice.xpath("time/@datetime") == [NOW.isoformat()]
        assert root.xpath("//@data-worker") == [], page


def test_the_site_for_the_web_says_nothing_of_the_kind(roots: dict[Path, html.HtmlElement]) -> None:
    for page, root in roots.items():
        [notice] = root.xpath("//main/*[1][self::p][@class='notice']")
        assert notice.get("role") == "status", page
        assert notice.text is None, page
        assert root.xpath("//script/@data-worker"), page
