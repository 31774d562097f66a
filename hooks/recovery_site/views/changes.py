"""What changed on the site, for readers, and in its exports, for those who use them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recovery_site.core.templates import day, render

if TYPE_CHECKING:
    from markupsafe import Markup

    from recovery_site.data.changes import Entry


def changes(entries: Sequence[Entry], root: str) -> Markup:
    """The body of the page of changes.

    Args:
        entries: the newest first.
        root: the way to the top of the site.
    """
    return render(
        "changes.html",
        entries=[entry for entry in entries if entry.shown],
        public=any(entry.published for entry in entries),
        root=root,
        day=day,
    )


def export_changes(entries: Sequence[Entry], root: str) -> Markup:
    """Changes of the exports with version and day, the newest first."""
    return render(
        "export_changes.html",
        entries=[entry for entry in entries if entry.exports],
        root=root,
        day=day,
    )
