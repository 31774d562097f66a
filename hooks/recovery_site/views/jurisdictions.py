"""The finder, the lists of jurisdictions, and the page of each of the 56."""

from markupsafe import Markup

from recovery_site.core.templates import render
from recovery_site.data.directory import Directory
from recovery_site.data.records import Jurisdiction


def finder(directory: Directory, root: str, *, heading: str = "", kind: str = "") -> Markup:
    """A labelled select of the 56 and a button; without scripts the button leads to the list.

    ``heading``: what stands above the label, if anything; ``kind``: ``plain`` for one without a card around it.
    """
    return render("finder.html", directory=directory, root=root, heading=heading, kind=kind)


def jurisdiction_list(directory: Directory, root: str) -> Markup:
    """Links to the 56, by name."""
    return render("jurisdiction_list.html", directory=directory, root=root)


def jurisdiction_page(directory: Directory, root: str, jurisdiction: Jurisdiction) -> Markup:
    """One jurisdiction's page with its title: whom to contact, how, and what to do if nobody answers."""
    neighbors = directory.neighbors(jurisdiction)
    values = {"jurisdiction": jurisdiction, "neighbors": neighbors}
    return render("jurisdiction.html", directory=directory, root=root, **values)
