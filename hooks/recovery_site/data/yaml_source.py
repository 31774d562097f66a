"""Reads a YAML file as text with line numbers, and nothing more.

Every value stays the string that was written. ``NO`` is not False, ``01234`` is not 668 and
``12:30`` is not 750, because no YAML type rule is ever applied. A repeated key, which YAML readers
resolve silently, is a problem.
"""

import re
import unicodedata
from typing import cast

import yaml

from recovery_site.core.files import RESTORE
from recovery_site.core.problems import Problem, Severity

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A value as written, without the spaces around it: text, a list, or a :class:`Row`."""

MERGE = "a mark of an unfinished merge; keep the right lines and delete the lines of <, =, | and >"
OWN_MEANING = 'the value starts with a character that has its own meaning here; put the value in "double quotes"'
OPEN = "a quotation mark that is opened and not closed; close it with the same mark"

START = r"\s*(?:- +)*(?:[\w-]+: +)?"
"""What stands before a value: hyphens and a field."""

QUOTED = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'(?!'))"""

SLIPS = {
    r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)": MERGE,
    START
    + r"[|>][-+\d]*\s*$": "the value starts in the next line; put the whole value on this one, without that character",
    START + r"(?:[&*!|>@%`]|\?(?: |$))": OWN_MEANING,
    START + r"(?:\[[^]]*\]|\{[^}]*\})\s*[^\s#]": OWN_MEANING,
    START + r"""(?:"[^"]*|'[^']*)$""": OPEN,
    START + QUOTED + r"\s*[^\s#]": (
        "the value starts with a quotation mark and goes on behind the second one; "
        "put the whole value in 'single quotes'"
    ),
    r"\s*(?:- +)*[\w-]+: +[^\s\"'\[{#][^#]*:(?: |$)": (
        'a colon followed by a space inside a value; put the whole value in "double quotes"'
    ),
}
"""How a line looks in which a person did not write what YAML reads, and what to do."""

SLIP = re.compile("|".join(SLIPS))

IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd\U000e0000-\U000e0fff]"
)
"""Characters without a look (Unicode: default ignorable), an empty Braille cell, and what stands for a lost one."""

CUT = (
    '`#` behind a space cuts the value off; put the whole value in "double quotes", '
    "or write a note with two spaces before and one behind the #"
)

LOST_COLON = (
    "this line seems to have lost its colon, and would become part of the value above; write "
    "`field: value`, starting under the field above, or put the value on one line"
)

VALUE = re.compile(rf"{START}(?:{QUOTED})?")


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


def read(text: str, file: str) -> tuple[Row | None, list[Problem]]:
    """The fields of a file, ``None`` where nothing can be read, and the problems found."""
    slips = ((line, _slip_in(text)) for line, text in enumerate(text.split("\n"), 1))
    problems = [Problem(file, line, "", slip) for line, slip in slips if slip]
    if problems:
        return None, problems
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        line, message = _unreadable(error)
        return None, [Problem(file, line, "", message)]
    if not isinstance(node, yaml.MappingNode):
        wrong = "must hold lines of the form `field: value`" if node else "is empty"
        return None, [Problem(file, 1, "", f"the file {wrong}; {RESTORE}")]
    return cast("Row", _plain(node, file, problems, 1)), problems


def _slip_in(line: str) -> str:
    """What is wrong with the characters of a line of YAML; empty where nothing is.

    A ``#`` begins a note where it stands alone on its line, or behind two spaces and before another; anywhere
    else behind a space it would cut the value off.
    """
    if SLIP.match(line):
        return next(words for pattern, words in SLIPS.items() if re.match(pattern, line))
    if " #" in line and not line.lstrip().startswith("#"):
        begin = VALUE.match(line)
        mark = re.compile(r"(?<=\s)#").search(line, begin.end() if begin else 0)
        note = mark and line[: mark.start()].endswith("  ") and line[mark.end() :][:1] in ("", " ")
        if mark and not note:
            return CUT
    return unseen_in(line, "")


def unseen_in(line: str, meant: str = "\t") -> str:
    """What to say of a character in a line that nobody sees, but one of ``meant``; empty where there is none.

    Nobody means one, and it comes along when a number or name is copied.
    """
    for at, character in enumerate("" if line.isascii() and line.isprintable() else line):
        kind, code = unicodedata.category(character), f"(U+{ord(character):04X})"
        if character in f" {meant}":
            continue
        if kind == "Zs" or character == "\t":
            what, remedy = SPACES.get(character, f"a special space {code}"), PLAIN_SPACE
        elif kind[0] == "C" or kind in ("Zl", "Zp") or IGNORED.match(character):
            what, remedy = f"an invisible character {code}", "delete it"
        else:
            continue
        before = line[:at].strip()
        return f"{what} {f'behind `{before}`' if before else 'at the start'}; {remedy}"
    return ""


SPACES = {"\t": "a tab", **dict.fromkeys("\u00a0\u2007\u202f", "a non-breaking space")}
PLAIN_SPACE = "type a plain space in its place"


def _unreadable(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Line, counted from 1, and message for a text that cannot be read."""
    # The scanner's context is the value it was reading, the parser's the whole record.
    scanned = isinstance(error, yaml.scanner.ScannerError) and error.context_mark
    mark = scanned or error.problem_mark
    escaped = "escape" in (error.problem or "")
    return mark.line + 1 if mark else 1, BACKSLASH if escaped else UNFITTING


BACKSLASH = "a backslash inside \"double quotes\"; put the value in 'single quotes'"
UNFITTING = (
    "this line does not fit the lines above it; check that it starts under the field above "
    "with the same number of spaces, and that it has the form `field: value`"
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
            row.lines |= {f"{key}.{index}": item.start_mark.line + 1 for index, item in items}
        row[key] = _plain(value_node, file, problems, at)
    return row


def describe(value: Plain, kind: str = "") -> str:
    """Name a record for messages by what identifies it, for example ``person Ana Li``."""
    row = value if isinstance(value, dict) else {}
    names = (
        "name",
        "code",
        "id",
        "number",
        "kind",
        "use",
        "old",
        "address",
        "claim",
        "means",
        "fact",
    )
    labels = (row.get(name) for name in names)
    known = (label for label in labels if label and isinstance(label, str))
    return f"{kind} {next(known, 'without a name' if kind else '')}".strip()
