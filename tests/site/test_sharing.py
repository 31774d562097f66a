"""What other programs show for a page that somebody shares."""

from pathlib import Path

from lxml.html import HtmlElement

ADDRESS = "https://recovery-services.example/"


def test_every_page_says_what_to_show_when_it_is_shared(
    site: Path, roots: dict[Path, HtmlElement]
) -> None:
    [picture] = (site / "assets").glob("share.*.png")
    for page, root in roots.items():
        tags = {
            meta.get("property") or meta.get("name"): meta.get("content")
            for meta in root.xpath("//head/meta")
        }
        title = root.findtext(".//title")
        assert tags["og:title"] in title.replace(" - Recovery Services Team", ""), page
        assert tags["og:title"] == root.findtext(".//h1") or page.name == "404.html", page
        assert tags["og:description"] == tags["description"], page
        assert len(tags["og:description"]) > 20, page
        assert tags["og:image"] == f"{ADDRESS}assets/{picture.name}", page
        assert tags["og:image:alt"], page
        assert tags["twitter:card"] == "summary_large_image", page
        path = page.relative_to(site).as_posix().removesuffix("index.html")
        assert tags.get("og:url") == (
            None if path in ("404.html", "no-connection.html") else ADDRESS + path
        ), page


def test_every_page_has_two_icons(roots: dict[Path, HtmlElement]) -> None:
    for page, root in roots.items():
        assert len(root.xpath("//link[contains(@rel, 'icon')]")) == 2, page
