"""What the templates of the theme may use, beside what the engine gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def filters(files: Mapping[str, str]) -> dict[str, Callable[..., Any]]:
    """The filters of templates; ``asset`` gives where a file of the theme is published.

    ``files``: the path of each file on the site, by its path in the theme or in ``docs/``.
    """
    return FILTERS | {"asset": files.__getitem__}


def styles(top: Path) -> stylesheet.Styles:
    """How pages look, from the project's style sheets.

    ``top``: the project's top folder, with the style sheets and the icons of the evidence labels. Raises
    RefusedError: a style sheet cannot be read, or an icon is not there.
    """
    settings = text_of(top / navigation.SETTINGS, navigation.SETTINGS)
    labels = navigation.label_icons(settings) if isinstance(settings, str) else {}
    finished = []
    for path in stylesheet.SHEETS:
        source = text_of(top / path, path)
        if isinstance(source, Problem):
            raise RefusedError([source])
        finished.append(stylesheet.finished(path, source, labels))
    return stylesheet.Styles(*stylesheet.short_names(finished))


def edition(name: str, today: str, serving: bool) -> dict[str, object]:
    """What templates ask of ``config.extra``: the day of an offline copy, and whether devices store pages.

    ``name``: ``offline``, ``demo``, or empty for the published site; ``today``: the day of the build, as
    2026-11-23; ``serving``: whether a person edits the site, who must never be shown a stored page.
    """
    copied = date.fromisoformat(today) if name == "offline" else None
    return {"copied": copied, "worker": not (name or serving)}


def values(
    directory: Directory, look: stylesheet.Styles, handouts: Sequence[Handout], serving: bool
) -> dict[str, object]:
    """The values by the names that templates know them by.

    ``look``: the styles of pages; ``handouts``: those of this build; none where it makes no PDFs;
    ``serving``: whether a person edits the site and looks at it. Then pages carry no policy: it would
    refuse the inline script that reloads them.
    """
    return {
        "policy": None if serving else page_policy,
        "look": look,
        "contacts": directory,
        "handouts": by_moment(handouts),
        "handout_of": {handout.sheet.address: handout for handout in handouts},
        "caution": lambda record: contacts.caution(record, directory),
    }
