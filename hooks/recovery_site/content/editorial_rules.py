"""What a page may say and how: the rules of writing that a program can check.

Each rule is a generator of ``(line, message)`` over one page. A rule catches what can be put as a
pattern, and people read for the rest. contributing/how-to-write.md explains them to writers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from recovery_site.content import front_matter, markdown_rules
from recovery_site.content.footnotes import MARK, note
from recovery_site.core.problems import Problem
from recovery_site.data.fields import PHONE

if TYPE_CHECKING:
    from recovery_site.content.page import Page
    from recovery_site.data.directory import Data

GUIDE_TO_WORDS = "docs/language-guide.md"
"""The one page that may print the words to avoid."""


def check(page: Page, data: Data) -> list[Problem]:
    """Every problem of one page, or of a list that pages share."""
    if page.unreadable:
        return [Problem(page.name, line, "", message) for line, message in page.unreadable]
    slips = [slip for rule in markdown_rules.RULES for slip in rule(page)]
    slips += [slip for rule in (*front_matter.RULES, *RULES) for slip in rule(page, data)]
    return [Problem(page.name, line, "", message) for line, message in slips]


Rule = Callable[["Page", "Data"], Iterator[tuple[int, str]]]


BETWEEN = "\n\0\n"
"""Joins lines for one search, which is many times faster than one in each: no pattern goes on beyond it."""


@cache
def _figure(counted: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a share or a count of something; a year, a section of a law or an age is no figure."""
    words = "|".join(map(re.escape, counted))
    return re.compile(
        r"\b\d+(?:[.,]\d+)*\s?%|\bper ?cent\b"
        rf"|\b\d{{2,}}(?:,\d{{3}})*\s+(?:\w+\s+){{0,2}}(?:{words})\b|\b\d{{1,3}}(?:,\d{{3}})+\b"
        rf"|\b(?:one|two|three|1|2|3) in (?:\w+|\d+) (?:of|{words})\b"
        r"|\b(?:a third|half|two thirds|three quarters) of\b",
        re.IGNORECASE,
    )


def figures_have_a_source(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A share or count carries a note in its paragraph, item of a list, or row of a table."""
    figure = _figure(data.writing.counted)
    for block in page.blocks:
        if not MARK.search(block.text):
            for line, sentence in block.sentences():
                if match := figure.search(re.sub(r"\{\{.*?\}\}", "", sentence)):
                    yield line, f"the figure `{match[0].strip()}` {NO_NOTE}"


NO_NOTE = (
    "has no note in its paragraph; write [^id] after the full stop (the ids stand in "
    "data/sources.yml), or, without a source, take the figure out"
)
DENIAL = re.compile(
    r"\b(?:not|no|never|nobody|avoid|instead of|rather than|without)\b", re.IGNORECASE
)


def claims_never_made(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Nothing from the list of claims never to make, unless the sentence denies it."""
    text = BETWEEN.join(sentence for _, sentence in page.sentences)
    claims = [claim for claim in data.writing.claims if claim.pattern.search(text)]
    for line, sentence in page.sentences if claims else ():
        claimed = (claim for claim in claims if claim.pattern.search(sentence))
        if (claim := next(claimed, None)) and not DENIAL.search(sentence):
            yield line, f"the sentence claims {claim.claim}; no source supports it, so take it out"


@cache
def _hearsay(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def sources_speak_for_themselves(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """How far a source was read stands in the list of sources, not in a sentence."""
    for line, sentence in page.sentences:
        if match := _hearsay(data.writing.hearsay).search(sentence):
            yield line, f"`{match[0]}`: {READ}"


READ = (
    "how far a source was read stands in data/sources.yml (`read`); say the fact plainly with its "
    "note, or take it out"
)


def words_to_avoid(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No word that the language guide says to avoid, but in the guide itself."""
    if page.name == GUIDE_TO_WORDS:
        return
    plain = MARK.sub("", BETWEEN.join(page.lines))
    for term in data.terms:
        for pattern in term.patterns:
            for match in pattern.finditer(plain):
                number = page.above + 1 + plain.count("\0", 0, match.start())
                yield number, f"`{match[0]}`: write {term.use} (see the language guide)"


EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
IS_IT_OURS = (
    'is it one of our help lines? Write {{ helpline("its-id") }}; '
    "any other number does not belong here: take it out"
)
IS_IT_THE_TEAMS = (
    "is it the team's? Write {{ mailbox() }}; any other address does not belong here: take it out"
)


CHANGES = "is typed, and people change; lead to the directory: [Contact directory](contacts.md)"

DIGITS = re.compile(r"\d{3}")
"""What every phone number and short number holds."""

BARE = re.compile(r"(?<![\w./:-])\d{10}(?![\w-])")
"""A phone number without anything between its parts."""

IN_WORDS = "911"
"""The one short number that is a word: pages speak of the 911 list."""

TO_CALL = re.compile(r"\b(?:call|dial|text)\s+(?:\S+ to )?(\d{3,6})(?![\w-]|[ .]\d)", re.IGNORECASE)
LIKE_WORD = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
"""The dashes of word processors, each as the hyphen that it stands for in a number."""


def _numbers(line: str, known: frozenset[str]) -> Iterator[str]:
    """Phone numbers and short numbers that are typed in a line."""
    plain = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)", "", line).translate(LIKE_WORD)
    for pattern in (PHONE, BARE):
        yield from (match[0].strip() for match in pattern.finditer(plain))
    short = {match[1] for match in TO_CALL.finditer(plain)}
    short |= known & {*re.findall(r"(?<![\w.$-])(?<!\d,)\d{3,6}(?![\w.%-]|,\d)", plain)}
    yield from sorted(short - {IN_WORDS})


def nothing_typed(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Names of the team's people, phone numbers and e-mail addresses come from the data."""
    names = "|".join(re.escape(person.name) for person in data.directory.people)
    known = frozenset(
        channel.value
        for helpline in data.directory.contacts.helplines
        for channel in helpline.channels
        if channel.value
    )
    for number, text in enumerate(page.lines, page.above + 1):
        for typed in _numbers(text, known) if DIGITS.search(text) else ():
            yield number, f"the phone number `{typed}` is typed; {IS_IT_OURS}"
        for match in EMAIL.finditer(text):
            yield number, f"the e-mail address `{match[0]}` is typed; {IS_IT_THE_TEAMS}"
        if named := re.search(rf"\b(?:{names})\b", text):
            yield number, f"the name `{named[0]}` {CHANGES}"


def notes_have_their_caret(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A source in square brackets is a note mark, which has a caret."""
    for number, line in page.outside_code:
        for source_id in re.findall(r"(?<!!)\[([a-z0-9][\w.-]*)\](?![\[(:])", line):
            if source_id in data.references:
                yield number, f"`[{source_id}]` would be read as it stands; write [^{source_id}]"


WORDS, NOTES = 1400, 30
"""The most words of a page of guidance with its notes, and its most note marks (but for law)."""

LAW = "docs/law.md"
NOT_READ = re.compile(rf"{MARK.pattern}|\{{\{{.*?\}}\}}|\{{[.#:].*?\}}|\]\([^)]*\)|<[^>]*>")
"""Note marks, calls, attributes, addresses of links and tags: nothing that a reader reads as words."""


def _words(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", NOT_READ.sub(" ", text)))


def guidance_is_short(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A page of guidance is read at night: few words of its own, with its notes, and few marks."""
    if not page.guidance:
        return
    marks = [source_id for source_id, _ in MARK.findall(page.body) if source_id in data.references]
    words = _words(page.body) + sum(_words(note(data.references[mark])) for mark in set(marks))
    if words > WORDS:
        yield 1, f"the page has {words} words with its notes; shorten it to at most {WORDS}"
    if len(marks) > NOTES and page.name != LAW:
        remedy = f"write one for each source of a paragraph, and at most {NOTES}"
        yield 1, f"the page has {len(marks)} note marks; {remedy}"


def first_checklist_has_a_key(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """No note marks in the list of what to do first: a key at its foot says what the steps rest on."""
    if not page.guidance:
        return
    inside = blank = False
    for number, line in page.outside_code:
        step = re.match(r"(?:\d+\.|[-*] \[[ x]\])\s", line)
        if inside and blank and line.strip() and not (step or line.startswith(" ")):
            return
        inside, blank = inside or bool(step), not line.strip()
        if inside and MARK.search(line):
            yield number, KEY


KEY = (
    "a note mark in the first checklist; write the note into a line **Key.** below the list, which "
    "says what the steps rest on"
)

RULES: tuple[Rule, ...] = (
    figures_have_a_source,
    claims_never_made,
    sources_speak_for_themselves,
    guidance_is_short,
    first_checklist_has_a_key,
    words_to_avoid,
    nothing_typed,
    notes_have_their_caret,
)
"""Rules for every page."""
