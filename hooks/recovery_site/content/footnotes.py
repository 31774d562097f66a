"""Notes: a page cites a work as ``[^id]``, and the text of the note is made from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from recovery_site.content.macros import markdown_safe
from recovery_site.core.problems import Problem
from recovery_site.core.templates import render

if TYPE_CHECKING:
    from recovery_site.data.directory import Data
    from recovery_site.data.records import Reference

MARK = re.compile(r"\[\^([^\]\s]+)\](:)?")


def cited(markdown: str) -> Iterator[tuple[int, str, bool]]:
    """Every note mark of a page: its line from 0, the id, and whether it is a definition."""
    for number, line in enumerate(markdown.split("\n")):
        for match in MARK.finditer(line):
            yield number, match[1], bool(match[2]) and match.start() == 0


@cache
def note(reference: Reference) -> str:
    """The text of the note for a work, as HTML that Markdown leaves as it is."""
    return str(markdown_safe(render("reference.html", one=reference)))


def annotate(markdown: str, name: str, above: int, data: Data) -> tuple[str, list[Problem]]:
    """Add the text of each note that a page cites.

    Args:
        markdown: the page without its front matter.
        name: the file as people know it, for messages.
        above: number of lines that stood above ``markdown`` in the file.
        data: what the site is made from.

    Returns:
        The page with the notes at its end, and the problems.
    """
    problems = []
    ids: dict[str, None] = {}
    for line, source_id, definition in cited(markdown):
        where = above + line + 1
        if definition:
            message = f"the note `{source_id}` is written out; put it into data/sources.yml instead"
            problems.append(Problem(name, where, "", message))
        elif source_id not in data.references:
            message = (
                f"`[^{source_id}]` is not in data/sources.yml; add the source there, or mend the id"
            )
            problems.append(Problem(name, where, "", message))
        else:
            ids[source_id] = None
    if not ids:
        return markdown, problems
    notes = "\n\n".join(f"[^{one}]: {note(data.references[one])}" for one in ids)
    return f"{markdown.rstrip()}\n\n{notes}\n", problems


def never_cited(data: Data, used: set[str]) -> list[Problem]:
    """A problem for each work that nothing cites: the list holds only what the site rests on.

    Help lines that are held back count: they come back after a check.

    Args:
        data: what the site is made from.
        used: ids that pages cite.
    """
    used = used | {ref for line in data.directory.contacts.helplines for ref in line.refs}
    used |= {ref for term in data.terms for ref in term.sources}
    return [
        Problem(
            "data/sources.yml",
            data.references[one].line,
            f"source {one}",
            "no page cites it; cite it, or take the record out",
        )
        for one in data.references
        if one not in used
    ]
