"""What pages rest on: the list of sources, and the table of words to use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recovery_site.core.templates import render
from recovery_site.data import edit_links as suggest

if TYPE_CHECKING:
    from markupsafe import Markup

    from recovery_site.data.writing_records import Reference, Term

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


def source_list(references: dict[str, Reference], repository: str = "") -> Markup:
    """All works that pages cite, by kind: who published what, when, and how far it was read.

    Args:
        references: the works by id.
        repository: address of the project's repository; empty where it is not known.
    """
    groups = [
        (kind, title, [one for one in references.values() if one.kind == kind])
        for kind, title in KINDS.items()
    ]
    return render(
        "source_list.html",
        groups=[group for group in groups if group[2]],
        edit=suggest.address(repository, "data/sources.yml", 1),
    )


def language_table(
    terms: Sequence[Term], references: dict[str, Reference], root: str, repository: str = ""
) -> Markup:
    """Words to avoid, what to say instead, why, and what the advice rests on.

    Args:
        terms: the rows.
        references: the works they rest on, by id.
        root: the way to the top of the site.
        repository: address of the project's repository; empty where it is not known.
    """
    return render(
        "language_table.html",
        terms=terms,
        references=references,
        labels=LABELS,
        root=root,
        edit=suggest.address(repository, "data/language.yml", 1),
    )
