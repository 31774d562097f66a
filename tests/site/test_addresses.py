"""Every address that was ever published is there, or said to be withdrawn."""

import re
from pathlib import Path

from recovery_site.data.published_addresses import HEAD

from tests.conftest import TOP, WITHOUT_PDFS


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
    lost = [address for address in published() if not (site / file_of(address)).is_file()]
    if WITHOUT_PDFS:
        lost = [address for address in lost if not address.startswith("/handouts/")]
    assert sorted(lost) == sorted(withdrawn)


def test_each_address_is_on_the_list_once_in_any_order() -> None:
    assert sorted(published()) == sorted(set(published()))
