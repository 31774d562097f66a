"""The search index as the search page reads it: plain text, as small as it can be."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from recovery_site.data.records import JURISDICTIONS

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = frozenset(
    {"br", "dd", "div", "dt", "li", "ol", "p", "pre", "td", "th", "tr", "ul", *HEADINGS}
)
"""Elements at whose start and end words do not run together."""

NOT_READ = frozenset({"script", "style", "object"})

WHOLE = JURISDICTIONS
"""Pages whose text a result shows whole."""

LIMITS = {"worksheets/": 100, "": 260}
"""How many characters of a part are kept as they are, by how the page's location begins."""

COMMON = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "he", "her", "him", "his", "i", "if", "in", "is", "it", "its", "my", "no", "not", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "was", "were", "what", "when", "where", "which", "who", "will", "with", "would", "you", "your"]
)  # fmt: skip
"""Words that lead nowhere in the rest of a long part."""


@dataclass(frozen=True)
class Page:
    """A page as the search knows it.

    Attributes:
        location: its file, from the top of the site; empty for the home page.
        title: its title.
        content: its HTML. What carries ``data-search-exclude`` is not read.
        boost: how much more, or less, than others it is meant; 1 for most.
    """

    location: str
    title: str
    content: str
    boost: float = 1


@dataclass
class _Part:
    """A heading with an ``id`` and what follows, up to the next one or the end of what holds it."""

    mark: str
    depth: int
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def page(location: str, title: str, content: str, meta: Mapping[str, Any]) -> Page | None:
    """A page by its front matter, which may name another title, how much it is meant, or keep it out."""
    asked = meta.get("search") or {}
    if asked.get("exclude"):
        return None
    return Page(location, str(meta.get("title", title)), content, asked.get("boost", 1))


def index(pages: Iterable[Page], synonyms: Mapping[str, str]) -> str:
    """A script that sets the index.

    A script rather than JSON, because a page opened from disk may load a script and nothing else. A part
    of the same page as the entry above has the location ``#part``.

    ``pages``: the pages that can be found; ``synonyms``: words of our pages by what people type.
    """
    docs = [entry for page in pages for entry in _entries(page)]
    value = {"docs": docs, "same": synonyms}
    # In a script, `<` could open a tag. Line separators, which ended a line in old browsers, are spaces here.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.searchIndex={text};\n"


def _entries(page: Page) -> Iterator[list[str | float]]:
    """Location, title, text and boost of each part of a page, and the further words of a long one."""
    location = page.location
    for part in _parts(page.content):
        title, text = _plain(part.title) or page.title, _plain(part.text)
        # A part without a heading and text of its own finds nothing that the page does not.
        if text or title != page.title or not part.mark:
            start, rest = _shortened(page.location, title, text)
            yield [location + part.mark, title, start, page.boost, *rest]
            location = ""


def _shortened(location: str, title: str, text: str) -> tuple[str, list[str]]:
    """The start of a text as it is, for the piece that a result shows, and each further word once.

    Of a worksheet nothing more is kept: its fields would lead people who look for advice to a form.
    """
    limit = next(limit for start, limit in LIMITS.items() if location.startswith(start))
    if location.startswith(WHOLE) or len(text) <= limit * 1.25:
        return text, []
    start = text[: limit + 1].rpartition(" ")[0]
    known = {*COMMON, *_words(f"{title} {start}")}
    rest = [word for word in dict.fromkeys(_words(text[len(start) :])) if word not in known]
    return start, [" ".join(rest)] if limit > 100 else []


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())


def _parts(content: str) -> list[_Part]:
    """The parts of a page, the first of them what stands above the first heading."""
    reader = _Reader()
    if content.strip():
        reader.read(html.fragment_fromstring(content, create_parent="main"), 0)
    return reader.parts


class _Reader:
    """Walks through a page and gives each piece of text to the part, or heading, that it belongs to."""

    def __init__(self) -> None:
        self.parts = [_Part("", 0)]
        self.pieces = self.parts[0].text

    def read(self, element: Any, depth: int) -> None:
        """Take the text of an element and of all in it; ``depth`` is how many hold it."""
        heading = element.tag in HEADINGS and "id" in element.attrib
        if heading:
            self.parts.append(_Part(f"#{element.get('id')}", depth))
            self.pieces = self.parts[-1].title
        space = " " if element.tag in BLOCKS else ""
        self.pieces.append(space + (element.text or ""))
        for child in element:
            if _is_read(child):
                self.read(child, depth + 1)
            self.pieces.append(child.tail or "")
        if heading:
            self.pieces = self.parts[-1].text
        elif self.parts[-1].depth > depth:
            # What held the last heading ends here: what follows belongs to the part before it.
            self.pieces = next(part for part in reversed(self.parts) if part.depth <= depth).text
        self.pieces.append(space)


def _is_read(element: Any) -> bool:
    """Not comments, what is kept out of the search, and the numbers of notes."""
    return (
        isinstance(element.tag, str)
        and element.tag not in NOT_READ
        and "data-search-exclude" not in element.attrib
        and not (element.tag == "sup" and element.text_content().isdigit())
    )


def _plain(pieces: list[str]) -> str:
    return " ".join(unicodedata.normalize("NFC", "".join(pieces)).split())
