"""What a page may say and how: the rules of writing that a program can check.

Each rule is a generator of ``(line, message)`` over one page. A rule catches what can be put as a
pattern, and people read for the rest. contributing/how-to-write.md explains them to writers.
"""

import re
from collections.abc import Iterator
from functools import cache

from recovery_site.content import front_matter, markdown_rules
from recovery_site.content.footnotes import MARK, note
from recovery_site.content.page import Page
from recovery_site.core.problems import Problem
from recovery_site.data.directory import Data
from recovery_site.data.value_types import PHONE, hyphens

GUIDE_TO_WORDS = "docs/language-guide.md"
"""The one page that may print the words to avoid."""

LAW = "docs/law.md"
"""The one page of guidance that may have as many note marks as it needs."""


def check(page: Page, data: Data) -> list[Problem]:
    """Every problem of one page, or of a list that pages share."""
    if page.unreadable:
        return list(page.problems)
    slips = [slip for rule in markdown_rules.RULES for slip in rule(page)]
    slips += [slip for rule in RULES for slip in rule(page, data)]
    for field, message in front_matter.slips(page.meta, data.directory.today):
        slips.append((page.meta.row.lines.get(field, 1), message))
    return [*page.problems, *(Problem(page.name, line, "", message) for line, message in slips)]


@cache
def _any_of(words: tuple[str, ...], pattern: str = r"\b(?:{})\b") -> re.Pattern[str]:
    """``pattern`` with the words in the place of ``{}``; capitals do not matter."""
    joined = "|".join(map(re.escape, words))
    return re.compile(pattern.replace("{}", joined), re.IGNORECASE | re.MULTILINE)


@cache
def _first_look(patterns: tuple[re.Pattern[str], ...]) -> re.Pattern[str]:
    """Finds whether any of the patterns is in a text, in one pass: single ones are looked for only where it is.

    Each starts at the start of a word: that is a sixth of the places.
    """
    joined = "|".join(f"(?:{pattern.pattern})" for pattern in patterns)
    return re.compile(rf"\b(?=\w)(?:{joined})", re.IGNORECASE)


FIGURE = (
    r"\b\d+(?:[.,]\d+)*\s?%|\bper ?cent\b"
    r"|\b\d{2,}(?:,\d{3})*\s+(?:\w+\s+){0,2}(?:{})\b|\b\d{1,3}(?:,\d{3})+\b"
    r"|\b(?:one|two|three|1|2|3) in (?:\w+|\d+) (?:of|{})\b"
    r"|\b(?:a third|half|two thirds|three quarters) of\b"
)
"""A share or a count of something; a year, a section of a law or an age is no figure."""


def figures_have_a_source(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """A share or count carries a note in its paragraph, item of a list, or row of a table."""
    for line, block in page.blocks:
        text = CALL.sub("", block)
        figure = _any_of(data.writing.counted, FIGURE).search(text)
        if figure and not MARK.search(block):
            message = (
                f"the figure `{' '.join(figure[0].split())}` has no note in its paragraph; write [^id] after the full stop "
                "(the ids stand in data/sources.yml), or, without a source, take the figure out"
            )
            yield line + text.count("\n", 0, figure.start()), message


def claims_never_made(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Nothing from the list of claims never to make, unless the sentence denies it."""
    claims, denial = data.writing.claims, _any_of(DENIALS)
    claimed = _first_look(tuple(claim.pattern for claim in claims))
    for line, sentence in page.sentences():
        if claimed.search(sentence) and not denial.search(sentence):
            claim = next(claim.claim for claim in claims if claim.pattern.search(sentence))
            yield line, f"the sentence claims {claim}; no source supports it, so take it out"


DENIALS = ("not", "no", "never", "nobody", "avoid", "instead of", "rather than", "without")

CALL = re.compile(r"\{\{.*?\}\}")
NOT_SHOWN = re.compile(rf"{CALL.pattern}|\]\([^)]*\)")
"""Calls, and the addresses of links."""

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
IN_BRACKETS = r"(?<!!)\[(?:{})\](?![\[(:])"
NUMBER = (
    rf"(?=[\d(+cdt])(?:{PHONE.pattern}|(?<![\w./:-])\d{{10}}(?![\w-])"
    r"|\b(?:call|dial|text)\s+(?:\S+ to )?(?!911\b)(?P<short>\d{3,6})(?![\w-]|[ .]\d)"
    r"|(?<![\w.$-])(?<!\d,)(?!911\b)(?:{})(?![\w.%-]|,\d))"
)
"""A phone number; one without anything between its parts; a short number to call, or one that is known. Pages
speak of the 911 list: it is the one that is a word."""

SAID = "{}"
"""Stands in a message for what was found."""

NUMBER_TYPED = (
    "the phone number `{}` is typed; is it one of our help lines? Write "
    '{{ helpline("its-id") }}; any other number does not belong here: take it out'
)
ADDRESS_TYPED = (
    "the e-mail address `{}` is typed; is it the team's? Write {{ mailbox() }}; "
    "any other address does not belong here: take it out"
)
NAME_TYPED = (
    "the name `{}` is typed, and people change; lead to the directory: "
    "[Contact directory](contacts.md)"
)
NO_CARET = "`{}` would be read as it stands; write a note like [^usc-42-671]"
HEARSAY = (
    "`{}`: how far a source was read stands in data/sources.yml (`read`); say the fact plainly "
    "with its note, or take it out"
)


def _unwanted(page: Page, data: Data) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """Patterns of what no page says, the text in which each is looked for, and the message."""
    contacts = data.directory.contacts
    known = {channel.value for helpline in contacts.helplines for channel in helpline.channels}
    short = tuple(filter(re.compile(r"\d{3,6}").fullmatch, sorted(known)))
    yield _any_of(short, NUMBER), hyphens(NOT_SHOWN.sub("", page.body)), NUMBER_TYPED
    if "@" in page.body:
        yield EMAIL, page.body, ADDRESS_TYPED
    yield _any_of(tuple(data.references), IN_BRACKETS), page.outside_code, NO_CARET
    words = {_any_of(tuple(person.name for person in contacts.people)): NAME_TYPED}
    words[_any_of(data.writing.hearsay)] = HEARSAY
    for term in data.terms if page.name != GUIDE_TO_WORDS else ():
        message = f"`{SAID}`: write {term.use} (see the language guide)"
        words |= dict.fromkeys(term.patterns, message)
    text = MARK.sub("", page.body)
    if _first_look((*words,)).search(text):
        yield from ((pattern, text, message) for pattern, message in words.items())


def nothing_unwanted(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Nothing typed that comes from the data, no hearsay, no note without its caret, no word to avoid."""
    for pattern, text, message in _unwanted(page, data):
        for line, match in page.find(pattern, text):
            said = match.groupdict().get("short") or match[0]
            yield line, message.replace(SAID, said.strip())


WORDS, NOTES = 1400, 30
"""The most words of a page of guidance with its notes, and its most note marks (but for law)."""

NOT_READ = re.compile(rf"{MARK.pattern}|{NOT_SHOWN.pattern}|\{{[.#:].*?\}}|<[^>]*>")
"""Note marks, calls, attributes, addresses of links and tags: nothing that a reader reads as words."""


STEP = r"(?:\d+\.|[-*] \[[ x]\]) "
CHECKLIST = re.compile(rf"^{STEP}.*(?:\n(?:(?:{STEP}|[ \t]).*)?)*", re.MULTILINE)


def guidance_is_short(page: Page, data: Data) -> Iterator[tuple[int, str]]:
    """Guidance is read at night: few words with its notes, few marks, and none in the first checklist."""
    if not page.guidance:
        return
    marks = [mark for mark in MARK.findall(page.body) if mark in data.references]
    read = [page.body, *(note(data.references[mark]) for mark in set(marks))]
    words = sum(len(re.findall(r"\S*\w\S*", NOT_READ.sub(" ", text))) for text in read)
    if words > WORDS:
        yield 1, f"the page has {words} words with its notes; shorten it to at most {WORDS}"
    if len(marks) > NOTES and page.name != LAW:
        remedy = f"write one for each source of a paragraph, and at most {NOTES}"
        yield 1, f"the page has {len(marks)} note marks; {remedy}"
    first = CHECKLIST.search(page.outside_code)
    for line, mark in page.find(MARK):
        if first and first.start() < mark.start() < first.end():
            message = (
                "a note mark in the first checklist; write the note into a line **Key.** below the "
                "list, which says what the steps rest on"
            )
            yield line, message


RULES = (
    figures_have_a_source,
    claims_never_made,
    guidance_is_short,
    nothing_unwanted,
)
"""Rules for every page."""
