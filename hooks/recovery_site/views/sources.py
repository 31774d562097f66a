"""What pages rest on: the list of sources, and the table of words to use."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from recovery_site.core.templates import render
from recovery_site.data.directory import Data
from recovery_site.data.writing_records import Reference

SOURCES = "data/sources.yml"
"""Where sources are written down."""

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
"""Kinds of sources in the order of the list, with their headings."""

LABELS: dict[str, str] = {
    "law": "Law",
    "protocol": "Published protocol",
    "research": "Research",
    "practice": "Practice wisdom",
}
"""The four evidence labels."""


def by_kind(references: Mapping[str, Reference]) -> dict[str, list[Reference]]:
    """The sources of each kind that has any, by kind, in the order of the list."""
    sources = references.values()
    groups = {kind: [source for source in sources if source.kind == kind] for kind in KINDS}
    return {kind: group for kind, group in groups.items() if group}


def source_list(data: Data, root: str) -> Markup:
    """The kinds of sources that pages cite, each with the way to its page; a source's old anchor leads to its kind."""
    groups, edit = by_kind(data.references), data.directory.suggest_file(SOURCES, 1)
    return render("source_list.html", groups=groups, titles=KINDS, root=root, edit=edit)


def source_page(sources: Sequence[Reference], root: str) -> Markup:
    """The sources of one kind: who published what, when, and how far it was read."""
    return render("source_page.html", sources=sources, root=root)


def language_table(data: Data, root: str) -> Markup:
    """Words to avoid, what to say instead, why, and what the advice rests on."""
    edit = data.directory.suggest_file("data/language.yml", 1)
    return render("language_table.html", data=data, labels=LABELS, root=root, edit=edit)
