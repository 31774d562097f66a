"""The search index as the search page reads it: plain text, as small as it can be."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

from markupsafe import Markup


def replace(folder: Path) -> None:
    """Write ``index.js`` from the ``search_index.json`` in a folder, and take that one away."""
    index = folder / "search_index.json"
    (folder / "index.js").write_text(compact(index.read_text("utf-8")), "utf-8")
    index.unlink()


def compact(index: str) -> str:
    """A script that sets the index, from the index that the theme's search writes.

    A script rather than JSON, because a page opened from disk may load a script and nothing else. Parts kept
    out of the search are in the theme's index with their page's title and no text: they find nothing that
    the page does not, so they stay out. A part of the same page as the entry above has the location ``#part``.

    Args:
        index: JSON with ``config.separator`` and ``docs``, each with ``location``, ``title``, ``text``
            in HTML and perhaps ``boost``.
    """
    raw = json.loads(index)
    titles = {one["location"]: one["title"] for one in raw["docs"]}
    docs = [
        [one["location"], _plain(one["title"]), _plain(one["text"]), one.get("boost", 1)]
        for one in raw["docs"]
        if one["text"]
        or one["title"] != titles.get(one["location"].partition("#")[0])
        or "#" not in one["location"]
    ]
    for (above, *_), doc in reversed(list(itertools.pairwise(docs))):
        page, mark, part = doc[0].partition("#")
        if mark and page == above.partition("#")[0]:
            doc[0] = mark + part
    value = {"separator": raw["config"]["separator"], "docs": docs}
    # In a script, `<` could open a tag and the two line separators end a line in old browsers.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.searchIndex={text};\n"


def _plain(html: str) -> str:
    """Text without tags: a space where a block ended, so that words do not run together."""
    without_marks = re.sub(r"<sup>\d+</sup>", "", html)  # the numbers of notes
    # Of the elements inside a sentence, the theme's search leaves these three in its texts.
    parted = re.sub(r"<(?!/?(?:code|sub|sup)\b)", " <", without_marks)
    return Markup(parted).striptags()  # noqa: S704 - the result is text, never HTML
