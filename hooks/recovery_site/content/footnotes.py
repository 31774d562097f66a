"""Footnotes: a page cites a source as ``[^id]``, and the text of the note is made from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import TYPE_CHECKING

from recovery_site.content.macros import markdown_safe
from recovery_site.core.problems import Problem
from recovery_site.core.templates import render

if TYPE_CHECKING:
    from recovery_site.data.directory import Data
    from recovery_site.data.writing_records import Reference

NOT_LISTED = "add the source there, or correct the id"
MARK = re.compile(r"\[\^([^\]\s]+)\](:)?")


def cited(markdown: str) -> Iterator[tuple[int, str, bool]]:
    """Every note mark of a page: its line from 1, the id, and whether it is a definition."""
    for number, line in enumerate(markdown.split("\n"), 1):
        for match in MARK.finditer(line):
            yield number, match[1], bool(match[2]) and match.start() == 0


@cache
def note(reference: Reference) -> str:
    """The text of the note for a source, as HTML that Markdown leaves as it is."""
    return str(markdown_safe(render("reference.html", source=reference)))


def annotate(markdown: str, data: Data) -> tuple[str, list[tuple[int, str]]]:
    """Add the text of each note that a page cites.

    Returns the page with the notes at its end; line and message of each mark that is wrong.
    """
    marks = list(cited(markdown))
    slips = [
        (line, f"the note `{source_id}` is written out; put it into data/sources.yml instead")
        if definition
        else (line, f"`[^{source_id}]` is not in data/sources.yml; {NOT_LISTED}")
        for line, source_id, definition in marks
        if definition or source_id not in data.references
    ]
    ids = dict.fromkeys(source_id for _, source_id, definition in marks if not definition)
    ids = {source_id: None for source_id in ids if source_id in data.references}
    if not ids:
        return markdown, slips
    notes = "\n\n".join(f"[^{source_id}]: {note(data.references[source_id])}" for source_id in ids)
    return f"{markdown.rstrip()}\n\n{notes}\n", slips


def never_cited(data: Data, on_pages: Set[str]) -> list[Problem]:
    """A problem for each source that nothing cites: the list holds only what the site rests on.

    Help lines that are held back count: they come back after a check.

    ``on_pages``: ids that pages cite.
    """
    by_helplines = {ref for line in data.directory.contacts.helplines for ref in line.refs}
    by_terms = {ref for term in data.terms for ref in term.sources}
    return [
        Problem(
            "data/sources.yml",
            reference.line,
            f"source {source_id}",
            "no page cites it; cite it, or take the record out",
        )
        for source_id, reference in data.references.items()
        if source_id not in on_pages | by_helplines | by_terms
    ]
