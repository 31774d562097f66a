"""The contact directory, and the ways to the team that stand on other pages."""

from markupsafe import Markup

from recovery_site.core.templates import render
from recovery_site.data.directory import Directory
from recovery_site.data.records import HelpLine, Sourced


def directory(directory: Directory, root: str) -> Markup:
    """Everyone on the team, the shared mailbox first."""
    return render("directory.html", directory=directory, root=root)


def mailbox(directory: Directory, root: str) -> Markup:
    """The team's mailbox as a link, for use inside a sentence."""
    return render("mailbox.html", directory=directory)


def caution(record: Sourced | HelpLine, directory: Directory) -> Markup:
    """What stands behind a number or address whose check is too old; for templates of the theme."""
    overdue = directory.overdue(record)
    return render("caution.html", directory=directory, record=record) if overdue else Markup()


def where_to_turn(directory: Directory, root: str, *helpline_ids: str) -> Markup:
    """The end of a guidance page: the way to a specialist, the mailbox, and the help lines named by id.

    Lines that are held back are left out. Raises KeyError: no line has one of these ids.
    """
    ids = [helpline_id for helpline_id in helpline_ids if not directory.held(helpline_id)]
    helplines = [*map(directory.helpline, ids)]
    return render("where_to_turn.html", directory=directory, root=root, helplines=helplines)
