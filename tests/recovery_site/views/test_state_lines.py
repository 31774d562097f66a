"""Checked lines of jurisdictions lead staff to the record where they are changed."""

from __future__ import annotations

from lxml import html
from recovery_site.data.directory import Data
from recovery_site.views.jurisdictions import jurisdiction_page

REPOSITORY = "https://repository.example/site"


def test_each_line_leads_to_its_record(all_checked: Data, all_checked_text: str) -> None:
    text = all_checked_text.split("\n")
    directory = all_checked.with_repository(REPOSITORY).directory
    seen = 0
    for one in directory.jurisdictions:
        page = html.fromstring(f"<div>{jurisdiction_page(directory, '../../', one)}</div>")
        for card in page.xpath("//section[contains(@class, 'local-lines')]/article"):
            (href,) = card.xpath(".//a[.='Suggest a change']/@href")
            file, _, line = href.partition("#L")
            assert file == f"{REPOSITORY}/blob/main/data/state_lines.yml"
            record = text[int(line) - 1 :]
            end = next(
                place for place, row in enumerate(record[1:], 1) if "- code: " in row or not row
            )
            assert record[0].replace(chr(34), "") == f"  - code: {one.code}"
            assert any(card.findtext("h3") in row for row in record[:end])
            seen += 1
    assert seen > 112
