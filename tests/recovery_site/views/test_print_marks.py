"""What copies on paper carry."""

from urllib.parse import unquote

import pytest
import segno
from lxml import etree
from recovery_site.views import print_marks as copies

ADDRESS = "https://site.example/return/"


@pytest.mark.parametrize(
    ("address", "preview"),
    [
        ("https://recovery-services.example/", True), ("http://x.test/a/", True), ("https://localhost:8000/", False),
        ("https://a.invalid", True), ("https://www.ncmec.org/", False), ("https://x.org/a.example/", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_a_reserved_name_is_a_preview(address: str | None, preview: bool) -> None:
    assert copies.is_preview(address) == preview


def test_the_code_holds_the_address() -> None:
    head, _, carried = copies.qr_code(ADDRESS).partition(",")
    drawing = etree.fromstring(unquote(carried))
    side = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=2)[0]
    assert head == "data:image/svg+xml"
    assert {drawing.get("width"), drawing.get("height")} == {str(side)}
    assert copies.qr_code(ADDRESS) != copies.qr_code(ADDRESS + "x")


def test_the_version_changes_with_the_content_but_for_links_on_screen() -> None:
    content = "<p>Text.</p>"
    assert len(copies.version(content)) == 7
    assert copies.version(content + " ") != copies.version(content)
    assert copies.version(content + ' <a class="on-screen" href="x">y</a>') == copies.version(
        content
    )
