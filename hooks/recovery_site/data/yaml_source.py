"""Reads a YAML file as text with line numbers, and nothing more.

Every value stays the string that was written. ``NO`` is not False, ``01234`` is not 668 and
``12:30`` is not 750, because no YAML type rule is ever applied. A repeated key, which YAML readers
resolve silently, is a problem.
"""

from __future__ import annotations

import re
import unicodedata
from typing import cast

import yaml

from recovery_site.core.files import RESTORE
from recovery_site.core.problems import Problem, Severity

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A value as written, without the spaces around it: text, a list, or a :class:`Row`."""

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

SIGN = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?:[&*!|>@%`]|\?(?: |$))")
"""A value that starts with a character to which YAML gives a meaning. Nobody means it in these files."""

OWN_MEANING = 'the value starts with a character that has its own meaning here; put the value in "double quotes"'


class Row(dict[str, Plain]):
    """The fields of a record as they were written; one that is left empty holds an empty text.

    Attributes:
        file: the file, by its path from the project's top.
        line: the line at which the record starts.
        lines: the line of each field; of a value in a list, under ``patterns.0``.
        name: what messages call the record, for example ``person Ana Li``.
    """

    def __init__(self, file: str = "", line: int = 1, name: str = "") -> None:
        """Without fields yet."""
        super().__init__()
        self.file, self.line, self.name = file, line, name
        self.lines: dict[str, int] = {}

    def problem(self, message: str, field: str = "", *, warning: bool = False) -> Problem:
        """A problem with the record, or with one of its fields."""
        name = field.partition(".")[0]
        line = self.lines.get(field, self.lines.get(name, self.line))
        severity: Severity = "warning" if warning else "error"
        return Problem(self.file, line, self.name or name, message, severity)


def compose(text: str) -> yaml.Node | None:
    """The YAML tree, all values as text; of an empty text ``None``.

    Raises:
        yaml.MarkedYAMLError: the text cannot be read.
    """
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def read(text: str, file: str) -> tuple[Row | None, list[Problem]]:
    """The fields of a file, ``None`` where nothing can be read, and the problems found."""
    slips = ((line, slip_in(text)) for line, text in enumerate(text.split("\n"), 1))
    problems = [Problem(file, line, "", slip) for line, slip in slips if slip]
    if problems:
        return None, problems
    try:
        node = compose(text)
    except yaml.MarkedYAMLError as error:
        line, message = in_plain_words(error, text)
        return None, [Problem(file, line, "", message)]
    if not isinstance(node, yaml.MappingNode):
        wrong = "must hold lines of the form `field: value`" if node else "is empty"
        return None, [Problem(file, 1, "", f"the file {wrong}; {RESTORE}")]
    return cast("Row", _plain(node, file, problems, 1)), problems


def slip_in(line: str) -> str:
    """What is wrong with the characters of a line of YAML; empty where nothing is.

    A ``#`` begins a note where it stands alone on its line, or behind two spaces and before another; anywhere
    else behind a space it would cut the value off.
    """
    if CONFLICT.match(line):
        return MERGE
    if " #" in line and not line.lstrip().startswith("#"):
        begin = VALUE.match(line)
        mark = re.compile(r"(?<=\s)#").search(line, begin.end() if begin else 0)
        note = mark and line[: mark.start()].endswith("  ") and line[mark.end() :][:1] in ("", " ")
        if mark and not note:
            return CUT
    return OWN_MEANING if SIGN.match(line) else unseen_in(line, "")


def unseen_in(line: str, meant: str = "\t") -> str:
    """What to say of a character in a line that nobody sees, but one of ``meant``; empty where there is none.

    Nobody means one, and it comes along when a number or name is copied.
    """
    if not (line.isascii() and line.isprintable()):
        for at, character in enumerate(line):
            if character not in meant and (slip := _hidden(character)):
                before = line[:at].strip()
                what, remedy = slip
                return f"{what} {f'behind `{before}`' if before else 'at the start'}; {remedy}"
    return ""


SPACES = {"\t": "a tab", **dict.fromkeys("\u00a0\u2007\u202f", "a non-breaking space")}
"""Spaces that have a name people know."""


def _hidden(character: str) -> tuple[str, str] | None:
    """What a character is that cannot be seen, and what to do about it; ``None`` for all others."""
    kind, code = unicodedata.category(character), f"(U+{ord(character):04X})"
    if character in SPACES or (kind == "Zs" and character != " "):
        what = SPACES.get(character, f"a special space {code}")
        return what, "type a plain space in its place"
    if kind[0] == "C" or kind in ("Zl", "Zp") or IGNORED.match(character):
        return f"an invisible character {code}", "delete it"
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
    said = f"{error.context} {error.problem}\n{lines[at]}"
    return at + 1, next(
        (words for pattern, words in FAULTS.items() if re.search(pattern, said)), UNREADABLE
    )


FAULTS = {
    r"""\n[\s-]*[\w-]+:\s+("[^"]*"|'[^']*')\s*\S""": (
        "the value starts with a quotation mark and goes on behind the second one; "
        "put the whole value in 'single quotes'"
    ),
    r"\n[\s-]*[\w-]+:\s+(\[[^]]*\]|\{[^}]*\})\s*\S": OWN_MEANING,
    r"mapping values are not allowed.*\n.*:(?!\S).*:(?!\S)": (
        'a colon followed by a space inside a value; put the whole value in "double quotes"'
    ),
    "escape": "a backslash inside \"double quotes\"; put the value in 'single quotes'",
    "quoted scalar": OPEN,
    "mapping values are not allowed|did not find expected (key|'-')|could not find expected ':'": (
        "this line does not fit the lines above it; check that it starts under the field above "
        "with the same number of spaces, and that it has the form `field: value`"
    ),
}
"""What a person did where YAML says the key of a line that holds the value, and what to do."""

UNREADABLE = (
    "this line cannot be read; write it like the lines around it, `field: value`, "
    'with the value in "double quotes"'
)


def _plain(node: yaml.Node, file: str, problems: list[Problem], line: int = 0) -> Plain:
    """What a node holds; ``line`` where it starts, nothing for what stands in a list."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, problems) for item in node.value]
    if isinstance(node, yaml.ScalarNode):
        if not node.style and node.end_mark.line > node.start_mark.line:
            problems.append(Problem(file, node.start_mark.line + 2, "", LOST_COLON))
        return str(node.value).strip()
    row = Row(file, line or node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key, at = str(key_node.value), key_node.start_mark.line + 1
        # A record of a list that begins anew has lost its hyphen: what follows is given twice, too.
        if not line and key == next(iter(row), ""):
            message = (
                f"a new record seems to start here without its hyphen; write `- {key}:`, "
                "the hyphen two places before the other lines"
            )
            problems.append(Problem(file, at, describe(row), message))
            break
        if key in row:
            message = (
                f"`{key}` is given twice (first in line {row.lines[key]}); keep one of the two"
            )
            problems.append(Problem(file, at, describe(row), message))
            continue
        row.lines[key] = at
        if isinstance(value_node, yaml.SequenceNode):
            items = enumerate(value_node.value)
            row.lines |= {f"{key}.{place}": item.start_mark.line + 1 for place, item in items}
        row[key] = _plain(value_node, file, problems, at)
    return row


def describe(value: Plain, kind: str = "") -> str:
    """Name a record for messages by what identifies it, for example ``person Ana Li``."""
    row = value if isinstance(value, dict) else {}
    names = ("name", "code", "id", "number", "kind", "use", "old", "address", "claim", "means")
    labels = (row.get(name) for name in names)
    known = (label for label in labels if label and isinstance(label, str))
    return f"{kind} {next(known, 'without a name' if kind else '')}".strip()
