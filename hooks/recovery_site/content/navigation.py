"""The files that people write, and the menu: whether each can be read, is text, and is listed.

What is wrong with the menu, MkDocs finds out; here its words become those of staff, with file and line.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import yaml

from recovery_site.core.files import text_of
from recovery_site.core.problems import Problem

SETTINGS = "mkdocs.yml"
"""The settings of the site, with the menu, by the path from the project's top."""

UNFIT = (
    "this line does not fit the lines above it; give it as many spaces as the line above, "
    "and a space after the colon"
)

NOT_THERE = re.compile(r"A reference to '(.+)' is included in the 'nav'.*not found", re.DOTALL)
NOT_LISTED = re.compile(r"The following pages exist in the docs.*configuration:\n(.+)", re.DOTALL)
IN_PAGE = re.compile(r"Doc file '(.+?)' contains .*?'(.+?)'", re.DOTALL)
"""What MkDocs says of the menu, of pages that are not in it, and of links."""


def texts(top: Path) -> tuple[dict[str, str], list[Problem]]:
    """The hand-written pages and shared lists by their path in ``docs/``, and those that cannot be read."""
    docs = top / "docs"
    paths = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*.md"))]
    read = {path: text_of(docs / path, f"docs/{path}") for path in paths}
    return (
        {path: text for path, text in read.items() if isinstance(text, str)},
        [text for text in read.values() if isinstance(text, Problem)],
    )


def label_icons(settings: str) -> dict[str, str]:
    """The icon of each evidence label: ``theme.icon.admonition``, as Material's manual names it.

    ``settings``: text of the settings, of which nothing else is read.
    """
    read = yaml.load(settings, Loader=yaml.BaseLoader) or {}  # noqa: S506 - all values as text
    theme = read.get("theme")  # may be a name alone
    return dict(theme.get("icon", {}).get("admonition", {})) if isinstance(theme, dict) else {}


def in_plain_words(
    warnings: Sequence[str], settings: str, problems: Collection[Problem]
) -> Iterator[Problem]:
    """What MkDocs says of menu and links, in words for staff, where nothing else says it already.

    ``warnings``: the messages of MkDocs; ``settings``: text of the settings; ``problems``: what is known to
    be wrong.
    """

    def line(pattern: str) -> int:
        """The line of the menu that matches; 0 where none does."""
        match = re.search(pattern, settings, re.MULTILINE)
        return settings.count("\n", 0, match.end()) + 1 if match else 0

    wrong = {problem.path for problem in problems}
    said = "\n".join(problem.message for problem in problems)
    for warning in warnings:
        if entry := NOT_THERE.match(warning):
            number = line(rf"(?:^|[\s'\"]){re.escape(entry[1])}['\"]?[ \t]*(?:#.*)?$") or 1
            message = f"the menu leads to docs/{entry[1]}, which does not exist; fix the line, or take it out"
            yield Problem(SETTINGS, number, "", message)
        elif unlisted := NOT_LISTED.match(warning):
            for path in re.findall(r"^  - (.+)$", unlisted[1], re.MULTILINE):
                if number := line(rf"^\s*- [^:#\n]+:{re.escape(path)}[ \t]*$"):
                    message = f"no space after the colon; write `- Its title: {path}`"
                    yield Problem(SETTINGS, number, "", message)
                else:
                    remedy = f"add a line `- Its title: {path}` under `nav` in {SETTINGS}"
                    message = f"the page is not in the menu; {remedy}"
                    yield Problem(f"docs/{path}", 1, "", message)
        else:  # of a link, which is known with its line if its page or a shared list has a problem
            link = IN_PAGE.match(warning)
            name = f"docs/{link[1]}" if link else SETTINGS
            if name not in wrong and not (link and link[2] in said):
                yield Problem(name, 0, "", f"MkDocs says: {warning}")
