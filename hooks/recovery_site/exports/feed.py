"""``changes/feed.xml``: the changes for programs that tell of new ones (Atom, RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recovery_site.core.templates import day, render

if TYPE_CHECKING:
    from recovery_site.data.changes import Entry

NAMESPACE = uuid.UUID("048bd7d2-b032-4c37-b9c2-17f82378172a")
"""What the ids of the feed are derived from. It never changes: an id that does makes an old entry new."""


def feed(entries: Sequence[Entry], title: str, site_url: str) -> bytes:
    """The feed.

    Args:
        entries: the newest first; at least one is shown to readers.
        title: whose site it is.
        site_url: the site's address, with a slash at its end. Ids do not depend on it.
    """
    text = render(
        "feed.xml",
        entries=[entry for entry in entries if entry.shown],
        title=title,
        page=f"{site_url}changes/",
        id=lambda name: uuid.uuid5(NAMESPACE, str(name)).urn,
        day=day,
    )
    return f"{text}\n".encode()
