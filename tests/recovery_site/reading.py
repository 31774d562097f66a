"""HTML read back as a browser reads it, and the data read without the package."""

from __future__ import annotations

from typing import Any

import yaml
from lxml import html
from recovery_site.data.loader import FILES

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
    return {one.get("href"): words(one) for one in node.iter("a")}


def slug(name: str) -> str:
    """The part of addresses for a plain name."""
    return name.lower().replace(".", "").replace(" ", "-")


def written(file: str = FILES[0]) -> Any:
    """A data file of the frozen copy, read without the package; every value is text."""
    return yaml.load(frozen_texts()[file], Loader=yaml.CBaseLoader)
