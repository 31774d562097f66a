"""The search index as the search page reads it: plain text, as small as it can be."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree, html

from recovery_site.core.shown_page import ShownPage
from recovery_site.data.records import JURISDICTIONS

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"br", "dd", "div", "dt", "li", "ol", "p", "pre", "td", "th", "tr", "ul"} | HEADINGS
"""Elements at whose start and end words do not run together."""

NOT_READ = "//*[@data-search-exclude] | //script | //style | //object | //sup[number() = number()] | //comment()"
"""What is kept out of the search; the last but one are the numbers of notes."""

LIMITS = {"worksheets/": 100, JURISDICTIONS: 10_000, "": 260}
"""How many characters of a part are kept as they are, by how the page's location begins."""

COMMON = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "he", "her", "him", "his", "i", "if", "in", "is", "it", "its", "my", "no", "not", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "was", "were", "what", "when", "where", "which", "who", "will", "with", "would", "you", "your"]
)  # fmt: skip
"""Words that lead nowhere in the rest of a long part."""


def index(pages: Iterable[ShownPage], synonyms: Mapping[str, str]) -> str:
    """A script that sets the index of the pages whose front matter does not keep them out.

    A script rather than JSON, because a page opened from disk may load a script and nothing else. A part
    of the same page as the entry above has the location ``#part``.

    ``synonyms``: words of our pages by what people type.
    """
    value = {"docs": [entry for page in pages for entry in _entries(page)], "same": synonyms}
    # In a script, `<` could open a tag. Line separators, which ended a line in old browsers, are spaces here.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.searchIndex={text};\n"


def _entries(page: ShownPage) -> Iterator[list[str | float]]:
    """Location, title, text and boost of each part of a page, and the further words of a long one."""
    asked = page.meta.get("search") or {}
    location, name = page.file, str(page.meta["title"])
    for mark, heading, text in [] if asked.get("exclude") else _parts(page.content):
        title = heading or name
        # A part without a heading and text of its own finds nothing that the page does not.
        if text or title != name or not mark:
            start, rest = _shortened(page.file, title, text)
            yield [location + mark, title, start, asked.get("boost", 1), *rest]
            location = ""


def _parts(content: str) -> list[tuple[str, str, str]]:
    """The ``#id``, title and text of each heading with an ``id``, before them what stands above the first.

    A part ends with what holds its heading: what follows belongs to the part before it.
    """
    root = html.fragment_fromstring(content, create_parent="main")
    for element in root.xpath(NOT_READ):
        element.drop_tree()
    pieces: list[str] = []
    parts, around = [("", [""], pieces)], [pieces]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        heading = element.tag in HEADINGS and "id" in element.attrib
        space = " " if element.tag in BLOCKS else ""
        if event == "start":
            around.append(pieces)
            if heading:
                parts.append((f"#{element.get('id')}", pieces := [], []))
            pieces.append(space + (element.text or ""))
        else:
            pieces = around.pop()
            pieces = parts[-1][2] if heading else pieces
            pieces.append(space + (element.tail or ""))
    return [(mark, _plain(title), _plain(text)) for mark, title, text in parts]


def _plain(pieces: list[str]) -> str:
    return " ".join(unicodedata.normalize("NFC", "".join(pieces)).split())


def _shortened(location: str, title: str, text: str) -> tuple[str, list[str]]:
    """The start of a text as it is, for the piece that a result shows, and each further word once.

    Of a worksheet nothing more is kept: its fields would lead people who look for advice to a form.
    """
    limit = next(limit for start, limit in LIMITS.items() if location.startswith(start))
    if len(text) <= limit * 1.25:
        return text, []
    start = text[: limit + 1].rpartition(" ")[0]
    known = {*COMMON, *_words(f"{title} {start}")}
    rest = [word for word in dict.fromkeys(_words(text[len(start) :])) if word not in known]
    return start, [" ".join(rest)] if limit > 100 else []


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())
