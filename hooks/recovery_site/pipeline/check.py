"""Everything that a build would refuse, found without building."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown

from recovery_site.content import links
from recovery_site.content import navigation as written
from recovery_site.content.editorial_rules import FOLDER
from recovery_site.core.templates import root_of
from recovery_site.data import loader as load
from recovery_site.data.addresses import of_page
from recovery_site.pipeline.pages import Pages

if TYPE_CHECKING:
    from recovery_site.core.problems import Problem

NOWHERE = "https://recovery-services.example/"
"""Stands for the site's address, which does not matter to a check."""


def review(top: Path, today: date) -> list[Problem]:
    """Every problem of data, pages, links and menu; pages are judged once the data are right.

    Args:
        top: the project's top folder.
        today: the day that dates may not lie after.
    """
    data, problems = load.load(top, today)
    problems += written.check(top)
    if data is None:
        return problems
    pages = Pages(data)
    texts, unreadable = written.texts(top)
    by_path = {name.removeprefix("docs/"): text for name, text in texts.items()}
    docs = {
        path.relative_to(top / "docs").as_posix()
        for path in (top / "docs").rglob("*")
        if path.is_file()
    }
    problems += pages.make(top, NOWHERE, by_path, sorted(docs - by_path.keys()))
    filled = {
        path: pages.fill(f"docs/{path}", text, root_of(of_page(path)))
        for path, text in by_path.items()
        if not path.startswith(FOLDER)
    }
    generated = {one.path: one.content for one in pages.made if isinstance(one.content, str)}
    settings, _ = written.settings_of(top)
    if settings is None or unreadable:  # then pages are not as they will be: more would be false
        return [*problems, *pages.problems(whole=not unreadable)]
    names, options = written.extensions(settings)

    @cache
    def html_of(path: str) -> str:
        return generated[path] if path in generated else _html(filled.get(path, ""), names, options)

    tree = links.Tree(docs | {one.path for one in pages.made}, html_of)
    lost = links.in_templates(top, tree.files, data.moved.redirects)
    return [*problems, *pages.problems(tree), *lost]


def _html(text: str, names: list[str], options: dict[str, Any]) -> str:
    return markdown.markdown(text, extensions=names, extension_configs=options)
