"""HTML read back as a browser reads it, and the data read without the package."""

import re
from collections.abc import Callable
from typing import Any

import yaml
from lxml import html
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.views import contacts, helplines, jurisdictions, region_map, sources

from tests.conftest import frozen_texts


def tree(text: str) -> Any:
    """The HTML as a browser reads it."""
    return html.fragment_fromstring(text, create_parent="div")


def words(node: Any) -> str:
    """The text of a part, or of HTML, with single spaces."""
    node = tree(node) if isinstance(node, str) else node
    return " ".join("".join(node.itertext()).split())


def links(node: Any) -> dict[str, str]:
    """The text of each link by its address."""
    return {link.get("href"): words(link) for link in node.iter("a")}


def tel(phone: str) -> str:
    """The link of a phone number as it stands on the flyer or in the data."""
    return "tel:+1" + re.sub("[.-]", "", phone)


def href(channel: dict[str, str]) -> str:
    """The link of a help line's channel."""
    kind, value = channel["kind"], channel["value"]
    if kind in ("chat", "web"):
        return f"https://{value}"
    digits = value.replace("-", "")
    return f"{'sms' if kind == 'text' else 'tel'}:{'+' if len(digits) > 6 else ''}{digits}"


def frozen(file: str = FILES[0]) -> Any:
    """A data file of the frozen copy, read without the package; every value is text."""
    return yaml.load(frozen_texts()[file], Loader=yaml.CBaseLoader)


VIEWS: dict[str, Callable[[Data, str], str]] = {
    "directory": lambda data, root: contacts.directory(data.directory, root),
    "where_to_turn": lambda data, root: contacts.where_to_turn(
        data.directory, root, "ncmec", "nhth", "crisis-text"
    ),
    "finder": lambda data, root: jurisdictions.finder(data.directory, root),
    "jurisdiction_list": lambda data, root: jurisdictions.jurisdiction_list(data.directory, root),
    "region_list": lambda data, root: region_map.region_list(data.directory, root),
    "jurisdiction": lambda data, root: "".join(
        jurisdictions.jurisdiction_page(data.directory, root, jurisdiction)
        for jurisdiction in data.directory.jurisdictions
    ),
    "helplines": lambda data, root: helplines.helplines(data.directory, root),
    "region_map": lambda data, root: region_map.region_map(data.directory, root),
    "small_map": lambda data, root: region_map.small_map(data.directory, root),
    "language_table": sources.language_table,
    "source_list": sources.source_list,
}
"""Every view that stands on a page, from the data and the way to the top of the site."""
