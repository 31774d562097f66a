"""The files that people write: whether each can be read, is text, and stands in the menu."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml
from pathspec.gitignore import GitIgnoreSpec

from recovery_site.content.editorial_rules import FOLDER
from recovery_site.core.files import text_of
from recovery_site.core.problems import Problem

SETTINGS = "mkdocs.yml"
"""The settings of the site, with the menu, by the path from the project's top."""

NO_SPACE = re.compile(r"([^:]+):([^\s:/]\S*\.md)")
"""A line of the menu that is one word to the reader of the settings."""

NOT_TEXT = frozenset(
    {
        ".doc",
        ".docx",
        ".docm",
        ".odt",
        ".pages",
        ".rtf",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".ods",
        ".numbers",
    }
)
"""Ends of the names of files of word processors and spreadsheets."""


def pages(top: Path) -> list[str]:
    """The hand-written pages and shared lists, by the path from the project's top."""
    return [path.relative_to(top).as_posix() for path in sorted(top.glob("docs/**/*.md"))]


def texts(top: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of each hand-written page by its name, and a problem for each that cannot be read."""
    found = {name: text_of(top / name, name) for name in pages(top)}
    return (
        {name: text for name, text in found.items() if isinstance(text, str)},
        [text for text in found.values() if isinstance(text, Problem)],
    )


def check(top: Path) -> list[Problem]:
    """What keeps the files from being read or found, in the order of their names.

    Args:
        top: the project's top folder.
    """
    _, unreadable = texts(top)
    _, wrong = settings_of(top)
    return sorted([*unreadable, *wrong, *_not_text(top)])


def check_menu(top: Path, made: Collection[str]) -> list[Problem]:
    """Whether the menu leads to pages that exist, and to every page that is not named as left out.

    Args:
        top: the project's top folder.
        made: pages that are not written by hand, by the path from the top of the pages folder.
    """
    settings, _ = settings_of(top)
    return list(_menu(settings, pages(top), made)) if settings else []


def _not_text(top: Path) -> Iterator[Problem]:
    for folder in ("data", "docs"):
        for path in (top / folder).rglob("*"):
            if path.suffix.lower() in NOT_TEXT:
                yield Problem(
                    path.relative_to(top).as_posix(),
                    1,
                    "",
                    "this is a file of Word or Excel, which the site does not read; put its text into "
                    "the page or data file, and delete it here",
                )


def settings_of(top: Path) -> tuple[yaml.MappingNode | None, list[Problem]]:
    """The settings as a tree with lines, or why they cannot be read."""
    text = text_of(top / SETTINGS, SETTINGS)
    if isinstance(text, Problem):
        return None, [text]
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return None, [_unfit(line)]
    return (node, []) if isinstance(node, yaml.MappingNode) else (None, [_unfit(1)])


def _unfit(line: int) -> Problem:
    message = (
        "this line does not fit the lines above it; give it as many spaces as the line above, "
        "and a space after the colon"
    )
    return Problem(SETTINGS, line, "", message)


def extensions(settings: yaml.MappingNode) -> tuple[list[str], dict[str, Any]]:
    """Names and settings of the Markdown extensions, with those that MkDocs always adds."""
    loader = yaml.SafeLoader("")
    listed = [
        loader.construct_object(one, deep=True)
        for one in getattr(_field(settings, "markdown_extensions"), "value", [])
    ]
    options = {
        name: {} if one == name else one[name]
        for one in listed
        for name in ([one] if isinstance(one, str) else one)
    }
    return list(dict.fromkeys(["toc", "tables", "fenced_code", *options])), options


def label_icons(settings: yaml.MappingNode) -> dict[str, str]:
    """The icon of each evidence label: ``theme.icon.admonition``, as Material's manual names it."""
    node: yaml.Node | None = settings
    for name in ("theme", "icon", "admonition"):
        node = _field(node, name) if isinstance(node, yaml.MappingNode) else None
    return dict(yaml.SafeLoader("").construct_object(node, deep=True)) if node else {}


def _field(settings: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in settings.value if key.value == name), None)


def _menu(settings: yaml.MappingNode, names: list[str], made: Collection[str]) -> Iterator[Problem]:
    nav = _field(settings, "nav")
    if nav is None:  # then MkDocs lists every page
        return
    listed: dict[str, int] = {}
    for one in _entries(nav):
        path, line = one.value, one.start_mark.line + 1
        if slip := NO_SPACE.fullmatch(path):
            path = slip[2]
            message = f"no space after the colon; write `- {slip[1]}: {path}`"
            yield Problem(SETTINGS, line, "", message)
        listed[posixpath.normpath(path)] = line
    for path, line in listed.items():
        if path.endswith(".md") and f"docs/{path}" not in names and path not in made:
            message = f"the menu leads to docs/{path}, which does not exist; mend the line, or take it out"
            yield Problem(SETTINGS, line, "", message)
    left_out = getattr(_field(settings, "not_in_nav"), "value", "").splitlines()
    spec = GitIgnoreSpec.from_lines(left_out)
    for name in names:
        path = name.removeprefix("docs/")
        if path not in listed and not path.startswith(FOLDER) and not spec.match_file(path):
            yield Problem(
                name,
                1,
                "",
                f"the page is not in the menu; add a line `- Its title: {path}` under `nav` in {SETTINGS}",
            )


def _entries(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The pages of a menu, of all its levels."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _entries(value)
    else:
        for one in node.value:
            yield from _entries(one)
