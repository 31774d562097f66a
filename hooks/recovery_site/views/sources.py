"""What pages rest on: the list of sources, and the table of words to use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from recovery_site.core.templates import render
from recovery_site.data import edit_links
from recovery_site.data.writing_records import Reference, Term

SOURCES = "data/sources.yml"
"""Where works are written down."""

KINDS: dict[str, str] = {
    "law": "Laws and rules",
    "federal": "Federal agencies",
    "ncmec": "National Center for Missing & Exploited Children",
    "state": "States, counties and cities",
    "study": "Studies and evaluations",
    "professional": "Professional organizations and guidance",
    "advocacy": "Providers, advocates and other organizations",
    "news": "News",
}
"""Kinds of works in the order of the list, with their headings."""

LABELS: dict[str, str] = {
    "law": "Law",
    "protocol": "Published protocol",
    "research": "Research",
    "practice": "Practice wisdom",
}
"""The four evidence labels."""


def by_kind(references: Mapping[str, Reference]) -> dict[str, list[Reference]]:
    """The works of each kind that has any, by kind, in the order of the list."""
    groups = {kind: [work for work in references.values() if work.kind == kind] for kind in KINDS}
    return {kind: works for kind, works in groups.items() if works}


def source_list(references: Mapping[str, Reference], root: str, repository: str = "") -> Markup:
    """The kinds of works that pages cite, each with the way to its page; a work's old anchor leads to its kind.

    ``root``: the way to the top of the site; ``repository``: the project's address, empty where not known.
    """
    return render(
        "source_list.html",
        groups=by_kind(references),
        titles=KINDS,
        root=root,
        edit=edit_links.address(repository, SOURCES, 1),
    )


def source_page(sources: Sequence[Reference], root: str) -> Markup:
    """The works of one kind: who published what, when, and how far it was read; ``root`` as above."""
    return render("source_page.html", sources=sources, root=root)


def language_table(
    terms: Sequence[Term], references: dict[str, Reference], root: str, repository: str = ""
) -> Markup:
    """Words to avoid, what to say instead, why, and what the advice rests on: ``references`` by id."""
    return render(
        "language_table.html",
        terms=terms,
        references=references,
        labels=LABELS,
        root=root,
        edit=edit_links.address(repository, "data/language.yml", 1),
    )
