"""Whole builds: what nobody checked is nowhere, and what somebody checked is wherever it belongs."""

import gzip
import json
import re
from html import unescape
from pathlib import Path

import pypdfium2
from lxml import html
from recovery_site.data import loader

from tests.conftest import TOP, WITHOUT_PDFS, search_index, slug

NUMBER = re.compile(r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b")
BETWEEN = r"[^0-9A-Za-z]{0,3}"
LIKE_A_NUMBER = re.compile(
    rf"(?<!\d)(?=(?:\+?1{BETWEEN})?(\d{{3}}{BETWEEN}\d{{3}}{BETWEEN}\d{{4}})(?!\d))"
)


def digits(number: str) -> str:
    """The ten digits of a number, however it is written."""
    return re.sub(r"\D", "", number)[-10:]


def unchecked_numbers(rows: list[dict[str, str]]) -> set[str]:
    """Ten digits of every number that a record without a check holds, in any of its fields."""
    rows = [row for row in rows if not row.get("checked")]
    numbers = {digits(row["phone"]) for row in rows if row["phone"]}
    numbers |= {digits(number) for row in rows for number in NUMBER.findall(" ".join(row.values()))}
    assert all(len(number) == 10 for number in numbers)
    return numbers


def published_numbers(site: Path) -> set[str]:
    """Ten digits of every number that the site may show."""
    export = json.loads((site / "open-data/contacts.json").read_text("utf-8"))
    channels = [channel for helpline in export["helplines"] for channel in helpline["channels"]]
    numbers = [channel["value"] for channel in channels]
    numbers += [record["tel"] or "" for record in export["people"] + export["state_lines"]]
    return set(map(digits, numbers))


def contents(site: Path) -> dict[str, str]:
    """What each built file says, PDFs and pictures of text included as far as they hold text."""
    texts = {}
    for path in site.rglob("*"):
        if path.suffix == ".pdf":
            pages = pypdfium2.PdfDocument(path)
            texts[path.name] = "\n".join(
                pages[number].get_textpage().get_text_bounded() for number in range(len(pages))
            )
        elif path.suffix == ".bin":  # pages for the time without signal
            texts[path.relative_to(site).as_posix()] = gzip.decompress(path.read_bytes()).decode()
        elif path.is_file() and path.suffix not in (".png", ".woff2", ".gz"):
            texts[path.relative_to(site).as_posix()] = path.read_text("utf-8")
    assert WITHOUT_PDFS or sum(name.endswith(".pdf") for name in texts) > 20
    assert sum(name.endswith(".html") for name in texts) > 80
    return texts


def shown(text: str) -> set[str]:
    """Ten digits of everything that looks like a phone number, however it is written."""
    return {re.sub(r"\D", "", number) for number in LIKE_A_NUMBER.findall(text)}


def test_a_number_that_nobody_checked_is_nowhere_in_the_built_site(
    site: Path, real_state_rows: list[dict[str, str]]
) -> None:
    numbers = unchecked_numbers(real_state_rows) - published_numbers(site)
    assert len(numbers) > 80
    # A short label, such as "Child Abuse Hotline", is part of the names of national lines.
    waiting = [row["label"] for row in real_state_rows if not row.get("checked")]
    labels = [label for label in waiting if len(label) > 40]
    assert len(labels) > 50
    for name, text in contents(site).items():
        assert not shown(text) & numbers, name
        plain = unescape(text)
        assert [label for label in labels if label in plain] == [], name


def test_the_search_for_numbers_finds_each_of_them_where_they_stand(
    real_state_rows: list[dict[str, str]],
) -> None:
    numbers = unchecked_numbers(real_state_rows)
    assert numbers <= shown((TOP / loader.FILES[3]).read_text("utf-8"))


def test_what_somebody_checked_is_on_its_page_in_the_downloads_and_in_the_search(
    made_up_site: Path, real_state_rows: list[dict[str, str]], the_56: dict[str, str]
) -> None:
    search = {location: text for location, _, text in search_index(made_up_site)}
    export = (made_up_site / "open-data/contacts.json").read_text("utf-8")
    table = (made_up_site / "open-data/state-lines.csv").read_text("utf-8-sig")
    texts = {
        path.parent.name: path.read_text("utf-8")
        for path in made_up_site.glob("jurisdictions/*/index.html")
    }
    assert len(texts) == 56
    for index, row in enumerate(real_state_rows):
        number, link = f"202-555-{1000 + index}", f"tel:+1202555{1000 + index}"
        page = slug(the_56[row["code"]])
        root = html.fromstring(texts[page])
        (dialed,) = root.xpath("//main//a[@href=$link]", link=link)
        assert dialed.text_content().endswith(number)
        assert [name for name, text in texts.items() if link in text] == [page]
        assert export.count(f'"{number}"') == 1
        assert table.count(f",{number},") == 1
        address = f"jurisdictions/{page}/index.html#local-lines"
        assert number in search[address]
        assert f"Made-up line {index} " in search[address]
