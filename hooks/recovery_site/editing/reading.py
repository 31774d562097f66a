"""How hard pages read: measures for the report, never a reason to fail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recovery_site.content.footnotes import MARK

if TYPE_CHECKING:
    from recovery_site.content.page import Page

NOT_READ = re.compile(rf"\{{\{{.*?\}}\}}|{MARK.pattern}|\]\([^)]*\)|<[^>]*>")
"""Calls, notes, addresses of links and HTML tags: not part of what is read."""

LONG = 20
"""More words than this make a long sentence (NHS style)."""


@dataclass(frozen=True)
class Reading:
    """Measures of one page.

    Attributes:
        words: number of words.
        longest: words in the longest sentence.
        long: sentences of more than 20 words.
        grade: Flesch-Kincaid school grade (Kincaid and others, 1975).
    """

    words: int
    longest: int
    long: int
    grade: float


def measure(page: Page) -> Reading:
    """Measure a page; rows of tables count as one sentence for each cell."""
    import pyphen  # here, because only the report needs it

    syllables = pyphen.Pyphen(lang="en_US", left=1, right=1)
    counts: list[int] = []
    sounds = 0
    for _, text in page.sentences:
        for part in text.split("|"):
            words = re.findall(r"[A-Za-z’']+", NOT_READ.sub(" ", part))
            if words:
                counts.append(len(words))
                sounds += sum(len(syllables.positions(word)) + 1 for word in words)
    total = sum(counts)
    if not total:
        return Reading(0, 0, 0, 0.0)
    grade = 0.39 * total / len(counts) + 11.8 * sounds / total - 15.59
    return Reading(total, max(counts), sum(1 for one in counts if one > LONG), round(grade, 1))


def grades(pages: Mapping[str, Page]) -> str:
    """A table of the measures as text, hardest page first.

    Args:
        pages: pages by the name of their file.
    """
    rows = sorted(
        ((measure(page), name) for name, page in pages.items()), key=lambda row: -row[0].grade
    )
    lines = ["grade  words  long sentences  longest  page"]
    lines += [
        f"{one.grade:5}  {one.words:5}  {one.long:14}  {one.longest:7}  {name}"
        for one, name in rows
    ]
    return "\n".join(lines) + "\n"
