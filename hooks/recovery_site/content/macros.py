"""The macros that a page may call, and the page with what they stand for.

A page is Markdown in which ``{{ name("argument") }}`` stands for a part made from the data. Only the
names below exist; anything else is a problem with its line. contributing/how-to-write.md explains them
to writers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from markupsafe import Markup

from recovery_site.core.templates import environment
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
    return Macro(
        lambda data, root, *arguments: view(data.directory, root, *arguments), example, inline
    )


def _plain(view: Callable[..., Markup], example: str) -> Macro:
    return Macro(lambda data, root, *arguments: view(*arguments), example, inline=True)


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
    "field": _plain(worksheets.field, '{{ field("Driver") }}'),
    "tick": _plain(worksheets.tick, '{{ tick("Police told") }}'),
    "choice": _plain(worksheets.choice, '{{ choice("Who drives", "Worker", "Police") }}'),
    "language_table": Macro(
        lambda data, root: sources.language_table(
            data.terms, data.references, root, data.directory.repository
        ),
        "{{ language_table() }}",
    ),
    "source_list": Macro(
        lambda data, root: sources.source_list(data.references, root, data.directory.repository),
        "{{ source_list() }}",
    ),
}
"""Every name a page may call."""


@cache
def _pages() -> jinja2.Environment:
    """The environment of pages: ``{#id}`` names a heading and opens no comment, so none can be opened."""
    return environment().overlay(
        comment_start_string="\0{#", comment_end_string="#}\0", keep_trailing_newline=True
    )


def fill(markdown: str, data: Data, root: str) -> tuple[str, list[Slip]]:
    """Replace every call in a page by what it stands for.

    Returns the filled page, and what is wrong; a page with an error is returned as it was.
    """
    if "{{" not in markdown and "{%" not in markdown:
        return markdown, []
    try:
        tree = _pages().parse(markdown)
    except jinja2.TemplateSyntaxError as error:
        return markdown, [(*_unreadable(markdown, error.lineno), "error")]
    # Calls hold nothing but words, so there is no program to compile and run.
    parts: list[str] = []
    slips: list[Slip] = []
    for statement in tree.body:
        if not isinstance(statement, nodes.Output):
            message = "a page may hold calls like {{ finder() }}, but no {% ... %}; take it out"
            slips.append((statement.lineno, message, "error"))
            continue
        for part in statement.nodes:
            try:
                parts.append(
                    part.data if isinstance(part, nodes.TemplateData) else _called(part, data, root)
                )
            except ValueError as error:
                slips.append((part.lineno, str(error), "error"))
    return (markdown, slips) if slips else ("".join(parts), list(_held_back(tree, data)))


def _held_back(tree: nodes.Template, data: Data) -> Iterator[Slip]:
    """A warning for each call of a help line that is held back."""
    for call in tree.find_all(nodes.Call):
        for argument in call.args:
            if isinstance(argument, nodes.Const) and data.directory.held(str(argument.value)):
                message = (
                    f"the help line `{argument.value}` is held back, so readers see no number here; "
                    "check it in data/contacts.yml, or write another help line"
                )
                yield call.lineno, message, "warning"


def _unreadable(markdown: str, stopped: int) -> tuple[int, str]:
    """Line and message of the first call that cannot be read.

    A quotation mark that is not closed is found out only where another one stands, lines below: so
    each call is looked at by itself before the line that the reader names is taken.

    ``stopped``: the line in which the reader stopped, counted from 1.
    """
    lines = markdown.split("\n")
    for number, line in enumerate(lines[:stopped], 1):
        for call in re.findall(r"\{\{(.*?)(?:\}\}|$)", line):
            between = re.sub(r'"[^"]*"', "", call)
            if re.search("[“”„‟‘’\u00a0]", between):
                return number, (
                    "a call with curly quotation marks or non-breaking spaces, as Word writes them; "
                    'type the straight " and the space on your keyboard, like {{ helpline("ncmec") }}'
                )
            if '"' in between:
                return number, (
                    "a quotation mark is missing between {{ and }}; "
                    'put one at each end of the words, like {{ helpline("ncmec") }}'
                )
        if any("}}" not in call for call in line.split("{{")[1:]):
            return number, "the call is not closed; write two curly brackets, }}, at its end"
    return stopped, "two curly brackets that cannot be read; write a call like {{ finder() }}"


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


def _called(part: nodes.Expr, data: Data, root: str) -> str:
    """What a call stands for. Raises ValueError with a message: it is wrong."""
    known = ", ".join(sorted(MACROS))
    if not isinstance(part, nodes.Call) or not isinstance(part.node, nodes.Name):
        written = part.name if isinstance(part, nodes.Name) else "this"
        remedy = "write a name with brackets, like {{ finder() }}"
        message = f"`{written}` is not a call; {remedy} (names: {known})"
        raise ValueError(message)
    name = part.node.name
    if name not in MACROS:
        raise ValueError(f"there is no `{name}`; write one of {known}")
    macro = MACROS[name]
    words: list[Any] = [
        argument.value if isinstance(argument, nodes.Const) else None for argument in part.args
    ]
    named = part.kwargs or part.dyn_args or part.dyn_kwargs
    if named or not all(isinstance(word, str) for word in words):
        message = f"`{name}` takes words in quotation marks; write it like {macro.example}"
        raise ValueError(message)
    if html := data.calls.get((name, *words)):
        return html
    try:
        html = macro.make(data, root, *words)
    except KeyError as error:
        ids = ", ".join(sorted(helpline.id for helpline in data.directory.helplines))
        raise ValueError(f"`{name}`: no help line is called {error}; write one of {ids}") from error
    except TypeError as error:
        message = f"`{name}` is called with the wrong words; write it like {macro.example}"
        raise ValueError(message) from error
    except ValueError as error:
        raise ValueError(f"`{name}`: {error}; write it like {macro.example}") from error
    if macro.inline:
        html = data.calls[(name, *words)] = markdown_safe(html)
    return html
