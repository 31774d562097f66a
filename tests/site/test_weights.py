"""What a first visit loads, compressed as hosts do it: a page, its styles, the script and the icon."""

import gzip
import re
from pathlib import Path

import pytest

from tests.conftest import TOP, address_now

REQUESTS = 4
STYLE = 6_000
"""Bytes that the style inside adds to each page."""


def packed(content: bytes) -> int:
    """Bytes that travel."""
    return len(gzip.compress(content, 9, mtime=0))


def loaded(site: Path, page: str) -> list[Path]:
    """The page and the files that it loads."""
    text = (site / page).read_text("utf-8")
    head = re.findall(
        r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*?(?:href|src)="([^"]+)"', text
    )
    assert len(head) >= 3, page
    return [
        site / page,
        *dict.fromkeys((site / page).parent.joinpath(address).resolve() for address in head),
    ]


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("", 17_000), ("regions/", 20_000), ("missing-from-care/", 20_000), ("return/", 20_000),
        ("jurisdictions/texas/", 15_000), ("contacts/", 17_000), ("help-now/", 20_000), ("sources/", 21_000), ("sources/federal/", 21_000), ("sources/professional/", 21_000),
    ],
)  # fmt: skip
def test_a_first_visit_is_light(site: Path, page: str, most: int) -> None:
    address = address_now(page) if page else ""
    if address is None:  # taken down by staff
        return
    files = loaded(site, f"{address}index.html")
    weights = {file.name: packed(file.read_bytes()) for file in files}
    assert len(files) <= REQUESTS, weights
    assert sum(weights.values()) <= most, weights


def test_a_second_page_carries_little_more_than_its_text(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    without = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert without != text
    assert packed(text.encode()) - packed(without.encode()) <= STYLE


def test_the_notes_for_hosts_say_what_a_reader_fetches(site: Path) -> None:
    notes = (TOP / "hosting/README.md").read_text("utf-8")
    said = re.findall(r"\*\*(?:about )?(\d+) kB in (\d+) requests\*\*", notes)
    fetched = [loaded(site, "index.html"), [site / "sw.js", *(site / "stored").iterdir()]]
    for files, (weight, requests) in zip(fetched, said, strict=True):
        assert len(files) == int(requests)
        total = sum(packed(file.read_bytes()) for file in files)
        assert total == pytest.approx(int(weight) * 1000, rel=0.3), "hosting/README.md"
