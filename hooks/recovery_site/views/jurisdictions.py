"""The finder, the lists of jurisdictions, and the page of each of the 56."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_site.core.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from recovery_site.data.directory import Directory
    from recovery_site.data.records import Jurisdiction


def finder(directory: Directory, root: str) -> Markup:
    """A labelled select of the 56 and a button; without scripts the button leads to the list."""
    return render("finder.html", directory=directory, root=root)


def jurisdiction_list(directory: Directory, root: str) -> Markup:
    """Links to the 56, by name."""
    return render("jurisdiction_list.html", directory=directory, root=root)


def region_list(directory: Directory, root: str) -> Markup:
    """The list by region: who serves it and which jurisdictions belong to it."""
    return render("region_list.html", directory=directory, root=root)


def jurisdiction_page(directory: Directory, root: str, jurisdiction: Jurisdiction) -> Markup:
    """One jurisdiction's page with its title: whom to contact, how, and what to do if nobody answers."""
    before, after = directory.neighbors(jurisdiction)
    return render(
        "jurisdiction.html",
        directory=directory,
        root=root,
        jurisdiction=jurisdiction,
        before=before,
        after=after,
    )
