"""The macros that a page may call, and the page with what they stand for.

A page is Markdown in which ``{{ name("argument") }}`` stands for a part made from the data. Only the
names below exist; anything else is a problem with its line. contributing/how-to-write.md explains them
to writers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from recovery_site.views import contacts, helplines, jurisdictions, region_map, sources, worksheets

if TYPE_CHECKING:
    from recovery_site.core.problems import Severity
    from recovery_site.data.directory import Data

Slip = tuple[int, str, "Severity"]
"""Line of a text, counted from 1; what is wrong there; how bad that is."""


@dataclass(frozen=True)
class Macro:
    """A part of a page that is made from the data.

    Attributes:
        make: the view; takes the data, the way to the top of the site, and the arguments.
        example: how a page calls it.
        inline: whether it stands inside a sentence, where Markdown still reads its text.
    """

    make: Callable[..., Markup]
    example: str
    inline: bool = False


def _of_directory(view: Callable[..., Markup], example: str, *, inline: bool = False) -> Macro:
    return Macro(lambda data, root, *words: view(data.directory, root, *words), example, inline)


def _blank(view: Callable[..., Markup], example: str) -> Macro:
    return Macro(lambda data, root, *words: view(*words), example, inline=True)


MACROS: dict[str, Macro] = {
    "finder": _of_directory(jurisdictions.finder, "{{ finder() }}"),
    "directory": _of_directory(contacts.directory, "{{ directory() }}"),
    "region_list": _of_directory(region_map.region_list, "{{ region_list() }}"),
    "urgent": _of_directory(helplines.urgent, "{{ urgent() }}"),
    "urgent_calls": _of_directory(helplines.urgent_calls, "{{ urgent_calls() }}"),
    "helplines": _of_directory(helplines.helplines, "{{ helplines() }}"),
    "where_to_turn": _of_directory(contacts.where_to_turn, '{{ where_to_turn("ncmec", "nhth") }}'),
    "helpline": _of_directory(helplines.helpline, '{{ helpline("ncmec") }}', inline=True),
    "mailbox": _of_directory(contacts.mailbox, "{{ mailbox() }}", inline=True),
    "field": _blank(worksheets.field, '{{ field("Driver") }}'),
    "tick": _blank(worksheets.tick, '{{ tick("Police told") }}'),
    "choice": _blank(worksheets.choice, '{{ choice("Who drives", "Worker", "Police") }}'),
    "language_table": Macro(sources.language_table, "{{ language_table() }}"),
    "source_list": Macro(sources.source_list, "{{ source_list() }}"),
}
"""Every name a page may call."""

BLANKS = ("field", "tick", "choice")
"""The names of blanks to fill in, which stand in a PDF by their first word."""

CALL = re.compile(r"\{%|\{\{((?:(?!\{\{).)*?)(\}\}|(?=\{\{)|$)", re.MULTILINE)
"""A call, closed or not; or what opens a statement of templates, which no page may hold."""

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
            html = _made(name, words, data, root)
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
CURLY = (
    "a call with curly quotation marks or non-breaking spaces, as Word writes them; "
    'type the straight " and the space on your keyboard, like {{ helpline("ncmec") }}'
)
UNEVEN = (
    "a quotation mark is missing between {{ and }}; "
    'put one at each end of the words, like {{ helpline("ncmec") }}'
)
STATEMENT = "a page may hold calls like {{ finder() }}, but no {% ... %}; take it out"


def _read(match: re.Match[str]) -> tuple[str, list[str]]:
    """Name and words of a call. Raises ValueError with a message: it cannot be read."""
    call = match[1]
    if call is None:
        raise ValueError(STATEMENT)
    outside = re.sub(r'"[^"]*"', "", call)
    if re.search("[“”„‟‘’\u00a0]", outside):
        raise ValueError(CURLY)
    if '"' in outside:
        raise ValueError(UNEVEN)
    if not match[2]:
        raise ValueError("the call is not closed; write two curly brackets, }}, at its end")
    name = call.partition("(")[0].strip()
    if name not in MACROS:
        raise ValueError(f"there is no `{name}`; write one of {', '.join(sorted(MACROS))}")
    if not WHOLE.fullmatch(call):
        raise ValueError(WRONG_WORDS.format(name, MACROS[name].example))
    return name, re.findall('"([^"]*)"', call)


WRONG_WORDS = "`{}` is called with the wrong words; write it like {}"


def _made(name: str, words: list[str], data: Data, root: str) -> str:
    """What a call stands for. Raises ValueError with a message: it is wrong."""
    macro = MACROS[name]
    if html := data.calls.get((name, *words)):
        return html
    try:
        html = macro.make(data, root, *words)
    except KeyError as error:
        ids = ", ".join(sorted(helpline.id for helpline in data.directory.helplines))
        raise ValueError(f"`{name}`: no help line is called {error}; write one of {ids}") from error
    except TypeError as error:
        raise ValueError(WRONG_WORDS.format(name, macro.example)) from error
    except ValueError as error:
        raise ValueError(f"`{name}`: {error}; write it like {macro.example}") from error
    if macro.inline:
        html = data.calls[(name, *words)] = markdown_safe(html)
    return html


ENTITY = r"&#?\w+;"
READ_ANYWHERE = r"[\\`*_{}\[\]#|~^]"
READ_AT_START = r"\A(?:[-+:!]|\d(?=\d*\.))"
"""Characters that Markdown reads in a line, also in attributes; and those that open a list, a
definition or a box at its start."""


def markdown_safe(html: Markup) -> Markup:
    """The same HTML with the characters that Markdown would read written as entities.

    ``html``: text and elements that stand inside a sentence, or at its start.
    """
    text = re.sub(
        f"{ENTITY}|({READ_ANYWHERE}|{READ_AT_START})",
        lambda match: f"&#{ord(match[1])};" if match[1] else match[0],
        str(html),
    )
    return Markup(text)  # noqa: S704 - the input is escaped HTML
