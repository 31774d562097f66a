"""The records that writing rests on: sources, words to use, claims never to make, words that people search for."""

from typing import Literal

from recovery_site.data.record_base import Record, optional, optional_list, required
from recovery_site.data.value_types import (
    LineId,
    Pattern,
    Prose,
    Text,
    TextList,
    WebAddress,
    Words,
    Year,
)

SOURCES_FILE = "data/sources.yml"


class Reference(Record):
    """One published work that pages cite, as in ``data/sources.yml``."""

    id: LineId = required(
        "wa-rcw-7-68-380", "The name by which pages cite it, as in [^wa-rcw-7-68-380]."
    )
    title: Prose = required("Revised Code of Washington 7.68.380", "The source's title.")
    publisher: Text = required("Washington State Legislature", "Who published it.")
    year: Year | None = optional("2017", "Year of publication, where it is known.")
    url: WebAddress | None = optional(
        "https://app.leg.wa.gov/RCW/default.aspx?cite=7.68.380", "The source's own public address."
    )
    site: WebAddress | None = optional(
        "https://publications.aap.org/", "The publisher's site, where that is not known."
    )
    kind: Literal[
        "law", "federal", "state", "ncmec", "study", "professional", "advocacy", "news"
    ] = required("law", "What kind of source it is.")
    read: Literal["full", "part", "abstract", "contents", "secondary"] = required(
        "part", "How far it was read for this site."
    )
    note: Prose | None = optional("Text as of March 2026", "What a reader or checker should know.")


class References(Record):
    """The whole of ``data/sources.yml``."""

    sources: tuple[Reference, ...]


class Term(Record):
    """One row of the language guide, as in ``data/language.yml``."""

    avoid: Words = required("rescued; saved", "What to avoid, separated by semicolons.")
    use: Prose = required("located, recovered, returned, supported", "What to say instead.")
    why: Prose = required("Practitioners say a rescue view serves adults’ needs.", "The reason.")
    evidence: Literal["law", "protocol", "research", "practice"] = required(
        "protocol", "What the advice rests on."
    )
    sources: TextList = optional_list("youth-today; yc-aian", "Ids of its sources.")
    patterns: tuple[Pattern, ...] = optional_list(
        '(?<!["“‘])\\brescu(?:ed|ing)\\b', "Regular expressions that find the words in text."
    )


class Language(Record):
    """The whole of ``data/language.yml``."""

    terms: tuple[Term, ...]


class Claim(Record):
    """A claim that no source supports, as in ``data/writing.yml``."""

    claim: Prose = required("an average age of entry", "What is claimed, to fit after 'claims'.")
    pattern: Pattern = required(
        r"\baverage age\b[^.]*\b(?:entry|first|exploit|traffick)", "A regular expression for it."
    )


class Writing(Record):
    """The whole of ``data/writing.yml``: what the check looks for on pages."""

    counted: Words = required(
        "children; reports", "Words for what is counted: a number before one is a figure."
    )
    hearsay: Words = required("as quoted; one summary says", "Words for how far a source was read.")
    claims: tuple[Claim, ...]


class Synonym(Record):
    """What people type into the search, as in ``data/search_synonyms.yml``."""

    typed: Words = required(
        "cop; cops; sheriff", "Words or short phrases, with semicolons between."
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
        "The question, to answer in a few words.",
    )
    page: Text = required("docs/regions.md", "The page that says it, or the file it would go into.")
    who: Literal["team", "nurse", "lawyer", "tribe"] = required("team", "Who can answer.")


class Questions(Record):
    """The whole of ``data/to_confirm.yml``."""

    to_confirm: tuple[Question, ...] = ()
