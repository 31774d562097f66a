"""Footnotes: a page cites a source as ``[^id]``, and the text of the note is made from the data."""

import re
from collections.abc import Set
from functools import cache

from recovery_site.content.macros import Slip, markdown_safe
from recovery_site.core.problems import Problem
from recovery_site.core.templates import render
from recovery_site.data.directory import Data
from recovery_site.data.writing_records import Reference

MARK = re.compile(r"\[\^([^\]\s]+)\]")
DEFINITION = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)


@cache
def note(reference: Reference) -> str:
    """The text of the note for a source, as HTML that Markdown leaves as it is."""
    return str(markdown_safe(render("reference.html", source=reference)))


def annotate(markdown: str, data: Data) -> tuple[str, list[Slip], set[str]]:
    """Add the text of each note that a page cites.

    Returns the page with the notes at its end; each mark that is wrong; the ids of
    the sources that it cites.
    """
    written_out = {match.start() for match in DEFINITION.finditer(markdown)}
    slips: list[Slip] = []
    notes: dict[str, str] = {}
    for match in MARK.finditer(markdown):
        line, source_id = markdown.count("\n", 0, match.start()) + 1, match[1]
        if match.start() in written_out:
            message = f"the note `{source_id}` is written out; put it into data/sources.yml instead"
            slips.append((line, message, "error"))
        elif source_id in data.references:
            notes[source_id] = f"\n[^{source_id}]: {note(data.references[source_id])}\n"
        else:
            remedy = "add the source there, or correct the id"
            slips.append((line, f"`{match[0]}` is not in data/sources.yml; {remedy}", "error"))
    whole = "".join([f"{markdown.rstrip()}\n", *notes.values()]) if notes else markdown
    return whole, slips, {*notes}


def never_cited(data: Data, on_pages: Set[str]) -> list[Problem]:
    """A problem for each source that nothing cites: the list holds only what the site rests on.

    Help lines that are held back count: they come back after a check. ``on_pages``: ids that pages cite.
    """
    by_helplines = {ref for helpline in data.directory.contacts.helplines for ref in helpline.refs}
    by_terms = {ref for term in data.terms for ref in term.sources}
    unused = data.references.keys() - on_pages - by_helplines - by_terms
    return [
        reference.problem("no page cites it; cite it, or take the record out")
        for source_id, reference in data.references.items()
        if source_id in unused
    ]
