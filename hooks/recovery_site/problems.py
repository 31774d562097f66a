"""A problem that a person can mend, and how it is worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, in plain words.

    Attributes:
        path: the file as people know it, from the project's top, for example ``data/contacts.yml``.
        line: line in that file, counted from 1.
        record: the record it is about, for example ``person Teresa Musick``; empty for the file itself.
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
        return f"{self.path}:{self.line}: {label}{about}{self.message}"


def warnings(problems: list[Problem]) -> list[Problem]:
    """Those of ``problems`` that are only said."""
    return [problem for problem in problems if problem.severity == "warning"]


def errors(problems: list[Problem]) -> list[Problem]:
    """Those of ``problems`` that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]
