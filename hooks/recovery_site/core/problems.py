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


def warnings(problems: list[Problem]) -> list[Problem]:
    """Those of ``problems`` that are only said."""
    return [problem for problem in problems if problem.severity == "warning"]


def errors(problems: list[Problem]) -> list[Problem]:
    """Those of ``problems`` that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


class RefusedError(ValueError):
    """Something that cannot be made, with every problem that keeps it from being made.

    Attributes:
        problems: what is to fix.
    """

    def __init__(self, problems: list[Problem]) -> None:
        """Refuse for the reasons given, at least one."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def annotation(problem: Problem) -> str:
    """The problem as a command that GitHub's workflows show on the line of a proposal.

    Returns:
        ``::error file=data/contacts.yml,line=12,title=person Ana Li::message`` on one line, its characters
        escaped as GitHub reads them.
    """
    title = problem.record or ("To fix" if problem.severity == "error" else "To know")
    values = {"file": problem.path, "line": str(problem.line or 1), "title": title}
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{problem.severity} {properties}::{_data(problem.message)}"


def annotated(problems: list[Problem], kind: str | None) -> str:
    """The problems in a form for programs, each line with its line end.

    Args:
        problems: what is wrong.
        kind: ``github`` for a command of its workflows each, ``json`` for one list of all; else nothing.
    """
    if kind == "json":
        return f"{json.dumps([asdict(problem) for problem in problems])}\n"
    return "".join(f"{annotation(problem)}\n" for problem in problems if kind == "github")


def say(problems: list[Problem], kind: str | None, log: Callable[[str], object]) -> str:
    """Print the problems in the form that was asked for, and log the warnings.

    Returns:
        All errors in words, a line each; empty where there is none.
    """
    print(annotated(problems, kind), end="")
    for warning in warnings(problems):
        log(str(warning))
    return "\n".join(map(str, errors(problems)))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
