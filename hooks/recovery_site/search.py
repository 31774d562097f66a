"""The search index as the search page reads it: plain text, as small as it can be."""

from __future__ import annotations

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

    A script rather than JSON, because a page opened from disk may load a script and nothing else.

    Args:
        index: JSON with ``config.separator`` and ``docs``, each with ``location``, ``title``, ``text``
            in HTML and perhaps ``boost``.
    """
    raw = json.loads(index)
    docs = [
        [one["location"], _plain(one["title"]), _plain(one["text"]), one.get("boost", 1)]
        for one in raw["docs"]
    ]
    value = {"separator": raw["config"]["separator"], "docs": docs}
    # In a script, `<` could open a tag and the two line separators end a line in old browsers.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.searchIndex={text};\n"


def _plain(html: str) -> str:
    """Text without tags: a space where a block ended, so that words do not run together."""
    # Of the elements inside a sentence, the theme's search leaves these three in its texts.
    parted = re.sub(r"<(?!/?(?:code|sub|sup)\b)", " <", html)
    return Markup(parted).striptags()  # noqa: S704 - the result is text, never HTML
