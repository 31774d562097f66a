"""The names a page may call, and the filling of pages with what they call.

A page is Markdown in which ``{{ name("argument") }}`` stands for a part made from the data. Only the
names below exist; anything else is a problem with file and line. The list is also the documentation
for writers (see contributing/how-to-write.md).
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

from recovery_site.core.problems import Problem
from recovery_site.core.templates import environment
from recovery_site.views import contacts as people
from recovery_site.views import form_fields as fields
from recovery_site.views import helplines, jurisdictions, region_map
from recovery_site.views import sources as evidence

if TYPE_CHECKING:
    from recovery_site.data.directory import Data


@dataclass(frozen=True)
class Fragment:
    """A part of a page that is made from the data.

    Attributes:
        make: the view; takes the data, the way to the top of the site, and the arguments.
        example: how a page calls it.
        inline: whether it stands inside a sentence, where Markdown still reads its text.
    """

    make: Callable[..., Markup]
    example: str
    inline: bool = False


def _of_directory(view: Callable[..., Markup], example: str, *, inline: bool = False) -> Fragment:
    return Fragment(
        lambda data, root, *arguments: view(data.directory, root, *arguments), example, inline
    )


def _plain(view: Callable[..., Markup], example: str) -> Fragment:
    return Fragment(lambda data, root, *arguments: view(*arguments), example, inline=True)


VOCABULARY: dict[str, Fragment] = {
    "finder": _of_directory(jurisdictions.finder, "{{ finder() }}"),
    "directory": _of_directory(people.directory, "{{ directory() }}"),
    "region_list": _of_directory(region_map.region_list, "{{ region_list() }}"),
    "urgent": _of_directory(helplines.urgent, "{{ urgent() }}"),
    "urgent_calls": _of_directory(helplines.urgent_calls, "{{ urgent_calls() }}"),
    "helplines": _of_directory(helplines.helplines, "{{ helplines() }}"),
    "where_to_turn": _of_directory(people.where_to_turn, '{{ where_to_turn("ncmec", "nhth") }}'),
    "helpline": _of_directory(helplines.helpline, '{{ helpline("ncmec") }}', inline=True),
    "mailbox": _of_directory(people.mailbox, "{{ mailbox() }}", inline=True),
    "field": _plain(fields.field, '{{ field("Driver") }}'),
    "tick": _plain(fields.tick, '{{ tick("Police told") }}'),
    "choice": _plain(fields.choice, '{{ choice("Who drives", "Worker", "Police") }}'),
    "language_table": Fragment(
        lambda data, root: evidence.language_table(
            data.terms, data.references, root, data.directory.repository
        ),
        "{{ language_table() }}",
    ),
    "source_list": Fragment(
        lambda data, root: evidence.source_list(data.references, data.directory.repository),
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


def fill(markdown: str, name: str, above: int, data: Data, root: str) -> tuple[str, list[Problem]]:
    """Replace every call in a page by what it stands for.

    Args:
        markdown: the page without its front matter.
        name: the file as people know it, for messages.
        above: number of lines that stood above ``markdown`` in the file.
        data: what the site is made from.
        root: the way from the page to the top of the site.

    Returns:
        The filled page, and the problems; a page with problems is returned as it was.
    """
    if "{{" not in markdown and "{%" not in markdown:
        return markdown, []
    try:
        tree = _pages().parse(markdown)
    except jinja2.TemplateSyntaxError as error:
        line, message = _unreadable(markdown, error.lineno)
        return markdown, [Problem(name, above + line, "", message)]
    parts = list(_parts(tree, data, root))
    problems = [
        Problem(name, above + part.line, "", part.message)
        for part in parts
        if isinstance(part, _Wrong)
    ]
    if problems:
        return markdown, problems
    return "".join(map(str, parts)), [
        Problem(name, above + line, "", message, "warning") for line, message in _held(tree, data)
    ]


def _held(tree: nodes.Template, data: Data) -> Iterator[tuple[int, str]]:
    """Line and message of each call of a help line that is held back."""
    for call in tree.find_all(nodes.Call):
        for one in call.args:
            if isinstance(one, nodes.Const) and data.directory.held(str(one.value)):
                yield (
                    call.lineno,
                    f"the help line `{one.value}` is held back, so readers see no number here; "
                    "check it in data/contacts.yml, or write another line",
                )


def _unreadable(markdown: str, found: int) -> tuple[int, str]:
    """Line and message of the first call that cannot be read.

    A quotation mark that is not closed is found out only where another one stands, lines below: so
    each call is looked at by itself before the line that the reader names is taken.

    Args:
        markdown: the page without its front matter.
        found: the line in which the reader stopped, counted from 1.
    """
    lines = markdown.split("\n")
    for number, line in enumerate(lines[:found], 1):
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
    return found, "two curly brackets that cannot be read; write a call like {{ finder() }}"


@dataclass(frozen=True)
class _Wrong:
    """Line and message of something in a page that is not a call of a known name."""

    line: int
    message: str


ENTITY = r"&#?\w+;"
READ_ANYWHERE = r"[\\`*_{}\[\]#|~^]"
READ_AT_START = r"\A(?:[-+:!]|\d(?=\d*\.))"
"""Signs that Markdown reads in a line, also in attributes; and those that open a list, a
definition or a box at its start."""


def markdown_safe(html: Markup) -> Markup:
    """The same HTML with the signs that Markdown would read written as entities.

    Args:
        html: text and elements that stand inside a sentence, or at its start.
    """
    text = re.sub(
        f"{ENTITY}|({READ_ANYWHERE}|{READ_AT_START})",
        lambda found: f"&#{ord(found[1])};" if found[1] else found[0],
        str(html),
    )
    return Markup(text)  # noqa: S704 - the input is escaped HTML


def _parts(tree: nodes.Template, data: Data, root: str) -> Iterator[str | _Wrong]:
    """The page in parts: its own text as it is, and what each call stands for.

    Calls hold nothing but words, so there is no program to compile and run.
    """
    for statement in tree.body:
        if not isinstance(statement, nodes.Output):
            message = "a page may hold calls like {{ finder() }}, but no {% ... %}; take it out"
            yield _Wrong(statement.lineno, message)
            continue
        for part in statement.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else _called(part, data, root)


def _called(part: nodes.Expr, data: Data, root: str) -> str | _Wrong:
    known = ", ".join(sorted(VOCABULARY))
    if not isinstance(part, nodes.Call) or not isinstance(part.node, nodes.Name):
        written = part.name if isinstance(part, nodes.Name) else "this"
        return _Wrong(
            part.lineno,
            f"`{written}` is not a call; write a name with brackets, like {{{{ finder() }}}} (names: {known})",
        )
    called = part.node.name
    fragment = VOCABULARY.get(called)
    if fragment is None:
        return _Wrong(part.lineno, f"there is no `{called}`; write one of {known}")
    arguments: list[Any] = [
        one.value if isinstance(one, nodes.Const) else None for one in part.args
    ]
    starred = part.dyn_args or part.dyn_kwargs
    if part.kwargs or starred or not all(isinstance(one, str) for one in arguments):
        message = f"`{called}` takes words in quotation marks; write it like {fragment.example}"
        return _Wrong(part.lineno, message)
    try:
        html = fragment.make(data, root, *arguments)
    except KeyError as error:
        ids = ", ".join(sorted(line.id for line in data.directory.helplines))
        message = f"`{called}`: no help line is called {error}; write one of {ids}"
    except ValueError as error:
        message = f"`{called}`: {error}; write it like {fragment.example}"
    except TypeError:
        message = f"`{called}` is called with the wrong words; write it like {fragment.example}"
    else:
        return markdown_safe(html) if fragment.inline else html
    return _Wrong(part.lineno, message)
