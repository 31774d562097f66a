"""What other programs show for a page that somebody shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://recovery-services.example/"


def test_every_page_says_what_to_show_when_it_is_shared(site: Path, pages: list[Path]) -> None:
    [picture] = (site / "assets").glob("share.*.png")
    for page in pages:
        root = html.parse(page).getroot()
        tags = {
            one.get("property") or one.get("name"): one.get("content")
            for one in root.xpath("//head/meta")
        }
        title = root.findtext(".//title")
        assert tags["og:title"] in title.replace(" - Recovery Services Team", ""), page
        assert tags["og:title"] == root.findtext(".//h1") or page.name == "404.html", page
        assert tags["og:description"] == tags["description"], page
        assert len(tags["og:description"]) > 20, page
        assert tags["og:image"] == f"{ADDRESS}assets/{picture.name}", page
        assert tags["og:image:alt"], page
        assert tags["twitter:card"] == "summary_large_image", page
        place = page.relative_to(site).as_posix().removesuffix("index.html")
        assert tags.get("og:url") == (
            None if place in ("404.html", "no-connection.html") else ADDRESS + place
        ), page


def test_every_page_has_an_icon_that_is_there(site: Path, pages: list[Path]) -> None:
    for page in pages:
        icons = html.parse(page).getroot().xpath("//link[contains(@rel, 'icon')]/@href")
        assert len(icons) == 2, page
        for one in icons:
            place = site / one.lstrip("/") if one.startswith("/") else page.parent / one
            assert place.is_file(), (page, one)
