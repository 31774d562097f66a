"""A problem that a person can fix, and how it is worded."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to fix, in plain words.

    Attributes:
        path: the file as people know it, from the project's top, for example ``data/contacts.yml``.
        line: line in that file, counted from 1; 0 where it is about no line.
        record: the record it is about, for example ``person Ana Li``; empty for the file itself.
        message: what is wrong and what would be right.
        severity: an ``error`` stops the build; a ``warning`` is only said.
    """

    path: str
    line: int
    record: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """``path:line: record: message``, the form that editors and CI can link."""
        about = f"{self.record}: " if self.record else ""
        label = "warning: " if self.severity == "warning" else ""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {label}{about}{self.message}"


def errors(problems: list[Problem]) -> list[Problem]:
    """Those of ``problems`` that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


class RefusedError(ValueError):
    """Something that cannot be made, with every problem that keeps it from being made."""

    def __init__(self, problems: list[Problem]) -> None:
        """Refuse for these reasons."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


ESCAPES = {ord(character): f"%{ord(character):02X}" for character in "%\r\n:,"}
"""What GitHub reads for a character that would end a command or one of its values."""


def annotation(problem: Problem) -> str:
    """The problem as GitHub shows it on a line: ``::error file=a.yml,line=12,title=A::text``."""
    title = problem.record or ("To fix" if problem.severity == "error" else "To know")
    values = {"file": problem.path, "line": str(problem.line or 1), "title": title}
    properties = ",".join(f"{key}={value.translate(ESCAPES)}" for key, value in values.items())
    message = problem.message.translate({**ESCAPES, ord(":"): ":", ord(","): ","})
    return f"::{problem.severity} {properties}::{message}"


def annotated(problems: list[Problem], kind: str | None) -> str:
    """The problems for programs: ``github`` for one command of its workflows a line, ``json`` for one list."""
    if kind == "json":
        return f"{json.dumps([asdict(problem) for problem in problems])}\n"
    return "".join(f"{annotation(problem)}\n" for problem in problems if kind == "github")


def say(problems: list[Problem], kind: str | None, log: Callable[[str], object]) -> str:
    """Print the problems as ``kind`` asks, log the warnings; returns all errors in words, a line each."""
    print(annotated(problems, kind), end="")
    for problem in problems:
        if problem.severity == "warning":
            log(str(problem))
    return "\n".join(map(str, errors(problems)))
