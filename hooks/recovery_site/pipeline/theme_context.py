"""What the templates of the theme may use, beside what the engine gives them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from recovery_site.content import navigation
from recovery_site.core.files import text_of
from recovery_site.core.problems import Problem, RefusedError
from recovery_site.core.templates import day
from recovery_site.data.directory import Directory
from recovery_site.handouts.model import Handout, by_moment
from recovery_site.hosting.security_headers import page_policy
from recovery_site.views import (
    contacts,
    helplines,
    jurisdictions,
    print_marks,
    region_map,
    stylesheet,
)

FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "finder": jurisdictions.finder,
    "number": helplines.number,
    "preview": print_marks.is_preview,
    "small_map": region_map.small_map,
    "qr": print_marks.qr_code,
    "version": print_marks.version,
}


def styles(top: Path) -> stylesheet.Styles:
    """How pages look, from the style sheets below the project's top folder, and the icons of evidence labels.

    Raises:
        RefusedError: a style sheet cannot be read, or an icon is not there.
    """
    paths = (navigation.SETTINGS, *stylesheet.SHEETS)
    settings, *sheets = (text_of(top / path, path) for path in paths)
    unread = [sheet for sheet in sheets if isinstance(sheet, Problem)]
    if unread:
        raise RefusedError(unread)
    labels = navigation.label_icons(settings) if isinstance(settings, str) else {}
    named = zip(stylesheet.SHEETS, map(str, sheets), strict=True)
    finished = [stylesheet.finished(path, sheet, labels) for path, sheet in named]
    colors, site, *others = stylesheet.short_names(finished)
    return stylesheet.Styles(colors + site, *others)


def edition(name: str, today: str, serving: bool) -> dict[str, object]:
    """What templates ask of ``config.extra``: the day of an offline copy, and whether devices store pages.

    ``name``: ``offline``, ``demo``, or empty for the published site; ``today``: as 2026-11-23; ``serving``:
    whether a person edits the site, who must never be shown a stored page.
    """
    copied = date.fromisoformat(today) if name == "offline" else None
    return {"copied": copied, "worker": not (name or serving)}


def values(
    directory: Directory, look: stylesheet.Styles, handouts: Sequence[Handout], serving: bool
) -> dict[str, object]:
    """The values by the names that templates know them by.

    ``handouts``: none where a build makes no PDFs; ``serving``: whether a person edits the site and looks at it.
    Then pages carry no policy: it would refuse the inline script that reloads them.
    """
    return {
        "policy": None if serving else page_policy,
        "look": look,
        "contacts": directory,
        "handouts": by_moment(handouts),
        "handout_of": {handout.sheet.address: handout for handout in handouts},
        "caution": lambda record: contacts.caution(record, directory),
    }
