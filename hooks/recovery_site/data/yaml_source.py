"""Reads a YAML file as text with line numbers, and nothing more.

Every value stays the string that was written. ``NO`` is not False, ``01234`` is not 668 and
``12:30`` is not 750, because no YAML type rule is ever applied. A repeated key, which YAML readers
resolve silently, is a problem.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, cast

import yaml

from recovery_site.core.files import RESTORE, lines_ended_plainly
from recovery_site.core.problems import Problem

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A value as written: text, a list, or a mapping of names to values."""

Path = tuple[str | int, ...]
"""The way to a value: field names and positions in lists, from the top of the file."""

CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})( |$)")
"""The lines that git writes around two changes of the same place."""

MERGE = "a mark of an unfinished merge; keep the right lines and delete the lines of <, =, | and >"

IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd\U000e0000-\U000e0fff]"
)
"""Letters and marks that have no look (Unicode: default ignorable), an empty Braille cell, and what stands for
a letter or picture that was lost."""

CUT = (
    '`#` behind a space cuts the value off; put the whole value in "double quotes", '
    "or write a note with two spaces before and one behind the #"
)

LOST_COLON = (
    "this line seems to have lost its colon, and would become part of the value above; write "
    "`field: value`, starting under the field above, or put the value on one line"
)

OPENED = re.compile(r"""[^#'"]*:\s+"[^"]*$""")
"""A value that opens a quotation mark and does not close it in its line."""

OPEN = 'a quotation mark that is opened and not closed; close it with the same mark (")'

VALUE = re.compile(r"""(?: *- )* *(?:[\w-]+:(?= |$))? *(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')?""")
"""What stands before a note at the end of a line: hyphens, a field, and a value in quotation marks."""


class _Loader(yaml.SafeLoader):
    """YAML without anchors, aliases, tags and ``?`` keys.

    Nobody means them in these files: a value that starts with one of their characters is a slip.
    """

    def _refuse(self) -> NoReturn:
        raise yaml.scanner.ScannerError(
            problem=f"found character {self.peek()!r} that cannot start any token",
            problem_mark=self.get_mark(),
        )

    fetch_anchor = fetch_alias = fetch_tag = fetch_key = _refuse


QUICK: type = getattr(yaml, "CSafeLoader", _Loader)
"""Reads the same ten times as fast, where PyYAML was made with it; its words for mistakes differ."""

REFUSED = re.compile(r"\t|^(?! *#)(?:.*?[-?:]\s)? *(?:[&*!\[{]|\?\s)", re.MULTILINE)
"""Where a character may stand that the slow reader refuses and the quick one takes: at the start of a value or
line, and tabs. Behind a bracket it may stand anywhere, so brackets are left to the slow reader too."""


def compose(text: str, slow: type = _Loader) -> yaml.Node | None:
    """The YAML tree; of an empty text ``None``. ``slow`` decides what is a mistake, and in which words.

    Raises:
        yaml.MarkedYAMLError: the text cannot be read.
    """
    if not REFUSED.search(text):
        with contextlib.suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=QUICK)
    return yaml.compose(text, Loader=slow)


@dataclass(frozen=True)
class Source:
    """A file that could be read.

    Attributes:
        name: the file as people know it, for messages.
        value: what it holds as plain values; all scalars are strings.
        lines: line of each field or list item, counted from 1, by its path.
    """

    name: str
    value: Plain
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Line of the value at ``path``, or of the nearest value that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def at(self, path: Path) -> Plain | None:
        """The value written at ``path``; ``None`` where the file has no such field."""
        value: Plain = self.value
        for step in path:
            held = dict(enumerate(value)) if isinstance(value, list) else value
            if isinstance(held, str) or step not in held:
                return None
            value = cast("dict[str | int, Plain]", held)[step]
        return value


def read(text: str, name: str) -> tuple[Source | None, list[Problem]]:
    """The source, ``None`` where nothing can be read, and the problems found; ``name`` is for messages."""
    text = lines_ended_plainly(text)
    problems = list(_unreadable_lines(text, name))
    if problems:
        return None, problems
    try:
        node = compose(text)
    except yaml.MarkedYAMLError as error:
        line, message = in_plain_words(error, text)
        return None, [Problem(name, line, "", message)]
    if node is None:
        return None, [Problem(name, 1, "", f"the file is empty; {RESTORE}")]
    if not isinstance(node, yaml.MappingNode):
        message = f"the file must hold lines of the form `field: value`; {RESTORE}"
        return None, [Problem(name, 1, "", message)]
    lines: dict[Path, int] = {}
    value = _plain(node, (), name, lines, problems)
    return Source(name, value, lines), problems


def _unreadable_lines(text: str, name: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if CONFLICT.match(line):
            yield Problem(name, number, "", MERGE)
        elif "\t" in line[: len(line) - len(line.lstrip())]:
            yield Problem(name, number, "", "the line starts with a tab; start it with spaces")
        elif slip := slip_in(line):
            yield Problem(name, number, "", slip)


def slip_in(line: str) -> str:
    """What is wrong with the characters of a line of YAML; empty where nothing is.

    A ``#`` begins a note where it stands alone on its line, or behind two spaces and before another; anywhere
    else behind a space it would cut the value off.
    """
    if " #" in line and not line.lstrip().startswith("#"):
        begin = VALUE.match(line)
        mark = re.compile(r"(?<=\s)#").search(line, begin.end() if begin else 0)
        note = mark and line[: mark.start()].endswith("  ") and line[mark.end() :][:1] in ("", " ")
        if mark and not note:
            return CUT
    return unseen_in(line)


def unseen_in(line: str) -> str:
    """What to say of a character in a line that nobody sees; empty where there is none.

    Nobody means one, and it comes along when a number or name is copied.
    """
    if not (line.isascii() and line.isprintable()):
        for at, character in enumerate(line):
            if slip := _hidden(character):
                before = line[:at].strip()
                what, remedy = slip
                return f"{what} {f'behind `{before}`' if before else 'at the start'}; {remedy}"
    return ""


def _hidden(character: str) -> tuple[str, str] | None:
    """What a character is that cannot be seen, and what to do about it; ``None`` for all others."""
    kind = unicodedata.category(character)
    if kind == "Zs" and character != " ":
        if character in "\u00a0\u2007\u202f":
            return "a non-breaking space", "type a plain space in its place"
        return f"a special space (U+{ord(character):04X})", "type a plain space in its place"
    if (kind[0] == "C" and character != "\t") or kind in ("Zl", "Zp") or IGNORED.match(character):
        return f"an invisible character (U+{ord(character):04X})", "delete it"
    return None


def in_plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """Line, counted from 1, and message for a text that cannot be read."""
    lines = text.split("\n")
    # An open mark is found out only where another one stands, lines below.
    for number, line in enumerate(lines, 1):
        if OPENED.match(line):
            return number, OPEN
    # The scanner's context is the value it was reading, the parser's the whole record.
    scanned = isinstance(error, yaml.scanner.ScannerError) and error.context_mark
    mark = scanned or error.problem_mark
    at = mark.line if mark else 0
    return at + 1, _plain_words(error, lines[at])


def _plain_words(error: yaml.MarkedYAMLError, line: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    if re.match(r"""[\s-]*[\w-]+:\s+("[^"]*"|'[^']*')\s*\S""", line):
        return (
            "the value starts with a quotation mark and goes on behind the second one; "
            "put the whole value in 'single quotes'"
        )
    if re.match(r"[\s-]*[\w-]+:\s+(\[[^]]*\]|\{[^}]*\})\s*\S", line):
        return (
            "the value starts with a bracket, which has its own meaning here; "
            'put the whole value in "double quotes"'
        )
    colon = "mapping values are not allowed" in said
    if colon and len(re.findall(r":(?!\S)", line)) > 1:
        return 'a colon followed by a space inside a value; put the whole value in "double quotes"'
    if "escape" in said:
        return "a backslash inside \"double quotes\"; put the value in 'single quotes'"
    if "quoted scalar" in said:
        return OPEN
    if colon or "expected <block end>" in said or "could not find expected ':'" in said:
        return (
            "this line does not fit the lines above it; check that it starts under the field above "
            "with the same number of spaces, and that it has the form `field: value`"
        )
    if r"'\t' that cannot start" in said:
        return "a tab in front of the value; put a space in its place"
    if "cannot start any token" in said or "block scalar" in said:
        return 'the value starts with a character that has its own meaning here; put the value in "double quotes"'
    return (
        "this line cannot be read; write it like the lines around it, `field: value`, "
        'with the value in "double quotes"'
    )


def _plain(
    node: yaml.Node, path: Path, name: str, lines: dict[Path, int], problems: list[Problem]
) -> Plain:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            key_line = key_node.start_mark.line + 1
            # A record of a list that begins anew has lost its hyphen: what follows is given twice, too.
            if path and isinstance(path[-1], int) and key == next(iter(values), ""):
                message = (
                    f"a new record seems to start here without its hyphen; write `- {key}:`, "
                    "the hyphen two places before the other lines"
                )
                problems.append(Problem(name, key_line, describe(values), message))
                break
            if key in values:
                first = lines[(*path, key)]
                message = f"`{key}` is given twice (first in line {first}); keep one of the two"
                problems.append(Problem(name, key_line, describe(values), message))
                continue
            lines[(*path, key)] = key_line
            values[key] = _plain(value_node, (*path, key), name, lines, problems)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, (*path, position), name, lines, problems)
            for position, item in enumerate(node.value)
        ]
    style = cast("yaml.ScalarNode", node).style
    if not style and node.end_mark.line > node.start_mark.line:
        problems.append(Problem(name, node.start_mark.line + 2, "", LOST_COLON))
    return str(node.value)


def describe(values: Plain, kind: str = "") -> str:
    """Name a record for messages by what identifies it, for example ``person Ana Li``."""
    known = values if isinstance(values, dict) else {}
    for key in ("name", "code", "id", "number", "kind", "use", "old", "address", "claim"):
        label = known.get(key)
        if isinstance(label, str) and label:
            return f"{kind} {label}".strip()
    return f"{kind} without a name".strip() if kind else ""
