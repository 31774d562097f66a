"""National help lines: the whole page, and one line inside a sentence."""

from functools import cache

from markupsafe import Markup

from recovery_site.core.templates import render
from recovery_site.data.directory import Directory
from recovery_site.data.records import GROUPS, Channel


def helplines(directory: Directory, root: str) -> Markup:
    """All published lines, in sections by urgency."""
    published = directory.helplines
    groups = {group: [record for record in published if record.group == group] for group in GROUPS}
    return render("helplines.html", directory=directory, groups=groups, titles=GROUPS)


def urgent(directory: Directory, root: str) -> Markup:
    """What to call in danger, and for a missing child at any hour, in one line under a title."""
    return render("urgent.html", directory=directory)


def urgent_calls(directory: Directory, root: str) -> Markup:
    """The same as two buttons, for a panel."""
    return render("urgent_calls.html", directory=directory)


def helpline(directory: Directory, root: str, helpline_id: str) -> Markup:
    """One line's name with its first number or address as a link, for use inside a sentence.

    Of a line that is held back the name alone. Raises KeyError: no line has this id.
    """
    record = directory.held(helpline_id) or directory.helpline(helpline_id)
    return render("helpline.html", directory=directory, helpline=record)


@cache
def number(channel: Channel) -> Markup:
    """A number or address as a link, with its letters behind it; for templates of the theme."""
    return render("number.html", channel=channel)
