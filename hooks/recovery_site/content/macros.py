"""The macros that a page may call, and the page with what they stand for.

A page is Markdown in which ``{{ name("argument") }}`` stands for a part made from the data. Only the
names below exist; anything else is a problem with its line. contributing/how-to-write.md explains them
to writers.
"""

import re
from collections.abc import Callable

from markupsafe import Markup

from recovery_site.core.problems import Severity
from recovery_site.data.directory import Data
from recovery_site.views import contacts, helplines, jurisdictions, region_map, sources, worksheets

Slip = tuple[int, str, "Severity"]
"""Line of a text, counted from 1; what is wrong there; how bad that is."""


MACROS: dict[str, tuple[Callable[..., Markup], str]] = {
    "finder": (jurisdictions.finder, ""),
    "directory": (contacts.directory, ""),
    "region_list": (region_map.region_list, ""),
    "urgent": (helplines.urgent, ""),
    "urgent_calls": (helplines.urgent_calls, ""),
    "helplines": (helplines.helplines, ""),
    "where_to_turn": (contacts.where_to_turn, '"ncmec", "nhth"'),
    "helpline": (helplines.helpline, '"ncmec"'),
    "mailbox": (contacts.mailbox, ""),
    "field": (worksheets.field, '"Driver"'),
    "tick": (worksheets.tick, '"Police told"'),
    "choice": (worksheets.choice, '"Who drives", "Worker", "Police"'),
    "language_table": (sources.language_table, ""),
    "source_list": (sources.source_list, ""),
}
"""The view of every name a page may call, and words with which a page calls it, as an example."""

BLANKS = ("field", "tick", "choice")
"""Blanks to fill in, which stand in a PDF by their first word."""

OF_DATA = ("language_table", "source_list")
"""What needs more than the directory."""

INLINE = (*BLANKS, "helpline", "mailbox")
"""What stands inside a sentence, where Markdown still reads its text."""


def example(name: str) -> str:
    """How a page calls a macro: ``{{ helpline("ncmec") }}``."""
    return f"{{{{ {name}({MACROS[name][1]}) }}}}"


CALL = re.compile(r"\{\{((?:(?!\{\{).)*?)(\}\}|(?=\{\{)|$)", re.MULTILINE)
"""A call, closed or not."""

WHOLE = re.compile(r'\s*\w+\s*\((?:\s*"[^"]*"\s*,?)*\s*\)\s*')
"""A call between its curly brackets: a name, and in brackets words in quotation marks."""


def fill(markdown: str, data: Data, root: str) -> tuple[str, list[Slip]]:
    """Replace every call in a page by what it stands for.

    Returns the filled page, in which a wrong call stays as it was, and what is wrong.
    """
    slips: list[Slip] = []
    blanks: set[tuple[str, str]] = set()

    def filled(match: re.Match[str]) -> str:
        line = markdown.count("\n", 0, match.start()) + 1
        try:
            name, words = _read(match)
            html = macro_html(name, words, data, root)
        except ValueError as error:
            slips.append((line, str(error), "error"))
            return match[0]
        for held in filter(data.directory.held, words):
            slips.append((line, HELD_BACK.format(held), "warning"))
        if name in BLANKS:
            if (name, words[0]) in blanks:
                slips.append((line, TWICE.format(words[0]), "error"))
            blanks.add((name, words[0]))
        return html

    return CALL.sub(filled, markdown), slips


HELD_BACK = (
    "the help line `{}` is held back, so readers see no number here; "
    "check it in data/contacts.yml, or write another help line"
)
TWICE = (
    "a blank above is called `{}` too; give each its own name, which people hear who cannot see it"
)
QUOTES = (
    "a quotation mark is missing, or curly as Word writes it; type a straight one on your keyboard "
    'at each end of the words, like {{ helpline("ncmec") }}'
)


BARE = re.compile(r'"[^"]*"|\b(\w[\w -]*?)(?=\s*[,)])')
"""A word of a call, with its quotation marks or without."""


def _read(match: re.Match[str]) -> tuple[str, list[str]]:
    """Name and words of a call. Raises ValueError with a message: it cannot be read."""
    call = match[1]
    if re.search('["“”„‟‘’]', re.sub('"[^"]*"', "", call)):
        raise ValueError(QUOTES)
    if not match[2]:
        raise ValueError("the call is not closed; write two curly brackets, }}, at its end")
    name = call.partition("(")[0].strip()
    if not name or "{" in name:
        raise ValueError(
            f"two curly brackets that cannot be read; write {example('helpline')}, or take them out"
        )
    if name not in MACROS:
        raise ValueError(f"there is no `{name}`; write one of {', '.join(sorted(MACROS))}")
    if not WHOLE.fullmatch(call):
        quoted = BARE.sub(lambda word: f'"{word[1]}"' if word[1] else word[0], call).strip()
        if WHOLE.fullmatch(quoted):
            raise ValueError(f"`{name}` takes words in quotation marks; write {{{{ {quoted} }}}}")
        raise ValueError(WRONG_WORDS.format(name, example(name)))
    return name, re.findall('"([^"]*)"', call)


WRONG_WORDS = "`{}` is called with the wrong words; write it like {}"


def macro_html(name: str, words: list[str], data: Data, root: str) -> str:
    """What a call stands for. Raises ValueError with a message: it is wrong."""
    if html := data.calls.get((name, *words)):
        return html
    given = () if name in BLANKS else (data if name in OF_DATA else data.directory, root)
    try:
        html = MACROS[name][0](*given, *words)
    except KeyError as error:
        ids = ", ".join(sorted(helpline.id for helpline in data.directory.helplines))
        raise ValueError(f"`{name}`: no help line is called {error}; write one of {ids}") from error
    except TypeError as error:
        raise ValueError(WRONG_WORDS.format(name, example(name))) from error
    except ValueError as error:
        raise ValueError(f"`{name}`: {error}; write it like {example(name)}") from error
    if name in INLINE:
        html = data.calls[(name, *words)] = markdown_safe(html)
    return html


READ_BY_MARKDOWN = re.compile(r"&#?\w+;|([\\`*_{}\[\]#|~^]|\A(?:[-+:!]|\d(?=\d*\.)))")
"""Entities; characters that Markdown reads in a line, also in attributes; and those that open a list, a
definition or a box at its start."""


def markdown_safe(html: Markup) -> Markup:
    """The same HTML with the characters that Markdown would read written as entities.

    ``html``: text and elements that stand inside a sentence, or at its start.
    """
    text = READ_BY_MARKDOWN.sub(
        lambda match: f"&#{ord(match[1])};" if match[1] else match[0], str(html)
    )
    return Markup(text)  # noqa: S704 - the input is escaped HTML
