"""The records that writing rests on: sources, words to use, claims never to make, words that people search for."""

from __future__ import annotations

from typing import Literal

from recovery_site.data.fields import LineId, Pattern, Prose, Text, TextList, WebAddress, Year
from recovery_site.data.record_base import Record, optional, required

SOURCES_FILE = "data/sources.yml"
LANGUAGE_FILE = "data/language.yml"
WRITING_FILE = "data/writing.yml"
SYNONYMS_FILE = "data/search_synonyms.yml"
TO_CONFIRM_FILE = "data/to_confirm.yml"


class Reference(Record):
    """One published work that pages cite, as in ``data/sources.yml``."""

    id: LineId = required("usc-42-671", "The name by which pages cite it: [^usc-42-671].")
    title: Prose = required(
        "42 U.S.C. 671 with notes (state plan for foster care; P.L. 113-183; P.L. 117-348 section 137)",
        "The work's title.",
    )
    publisher: Text = required(
        "Office of the Law Revision Counsel, U.S. House of Representatives", "Who published it."
    )
    year: Year | None = optional("2017", "Year of publication, where it is known.")
    url: WebAddress | None = optional(
        "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title42-section671&num=0&edition=prelim",
        "The work's own public address.",
    )
    site: WebAddress | None = optional(
        "https://publications.aap.org/",
        "The publisher's site, where the work's own address is not known.",
    )
    kind: Literal[
        "law", "federal", "state", "ncmec", "study", "professional", "advocacy", "news"
    ] = required("law", "What kind of work it is.")
    read: Literal["full", "part", "abstract", "contents", "secondary"] = required(
        "part", "How far it was read for this site."
    )
    note: Prose | None = optional("Text as of March 2026", "What a reader or checker should know.")


class References(Record):
    """The whole of ``data/sources.yml``."""

    sources: tuple[Reference, ...]


class Term(Record):
    """One row of the language guide, as in ``data/language.yml``."""

    avoid: TextList = required(
        "rescued; saved", "Words to avoid, separated by semicolons.", min_length=1
    )
    use: Prose = required("located, recovered, returned, supported", "What to say instead.")
    why: Prose = required(
        "Practitioners say a rescue view serves adults’ needs.", "Why, in one or two sentences."
    )
    evidence: Literal["law", "protocol", "research", "practice"] = required(
        "protocol", "What the advice rests on."
    )
    sources: TextList = optional(
        "youth-today; yc-aian", "Ids of sources, separated by semicolons.", ()
    )
    patterns: tuple[Pattern, ...] = optional(
        '(?<!["“‘])\\brescu(?:ed|ing)\\b',
        "Regular expressions that find the avoided words in running text.",
        (),
    )


class Language(Record):
    """The whole of ``data/language.yml``."""

    terms: tuple[Term, ...]


class Claim(Record):
    """A claim that no source supports, as in ``data/writing.yml``."""

    claim: Prose = required(
        "an average age of entry", "What the sentence claims, worded to fit after 'claims'."
    )
    pattern: Pattern = required(
        r"\baverage age\b[^.]*\b(?:entry|first|exploit|traffick)",
        "A regular expression that finds it in a sentence.",
    )


class Writing(Record):
    """The whole of ``data/writing.yml``: what the check looks for on pages."""

    counted: TextList = required(
        "children; reports",
        "Words for what is counted: a number before one is a figure.",
        min_length=1,
    )
    hearsay: TextList = required(
        "as quoted; one summary says", "Words that say how far a source was read.", min_length=1
    )
    claims: tuple[Claim, ...]


class Synonym(Record):
    """What people type into the search, as in ``data/search_synonyms.yml``."""

    typed: TextList = required(
        "cop; cops; sheriff",
        "Words or short phrases that people type, with semicolons between.",
        min_length=1,
    )
    means: Text = required("police officer", "The words of our pages that they mean.")


class Synonyms(Record):
    """The whole of ``data/search_synonyms.yml``."""

    synonyms: tuple[Synonym, ...]

    def meanings(self) -> dict[str, str]:
        """The words of our pages by what people type; what stands in several records means all of theirs."""
        meanings: dict[str, list[str]] = {}
        for record in self.synonyms:
            for phrase in record.typed:
                meanings.setdefault(phrase, []).append(record.means)
        return {phrase: " ".join(means) for phrase, means in meanings.items()}


class Question(Record):
    """What somebody has to confirm, as in ``data/to_confirm.yml``."""

    fact: Prose = required(
        "Does the team serve DC and the five territories?",
        "The question, so that it can be answered with yes, no or a few words.",
    )
    page: Text = required(
        "docs/regions.md", "The page that says it today, or the file it would go into."
    )
    who: Literal["team", "nurse", "lawyer", "tribe"] = required("team", "Who can answer.")


class Questions(Record):
    """The whole of ``data/to_confirm.yml``."""

    to_confirm: tuple[Question, ...] = ()
