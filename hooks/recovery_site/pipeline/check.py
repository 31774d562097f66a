"""A check is a build: the same pipeline into a folder that is thrown away, without PDFs."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from recovery_site.content.navigation import SETTINGS, UNFIT
from recovery_site.core.problems import Problem, errors

Run = Callable[[Sequence[str], Mapping[str, str]], tuple[int, str, str]]
"""Runs the engine with words and an environment; gives its exit code, what it printed and what it logged."""


def in_own_process(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Run the engine as a person would."""
    command = [sys.executable, "-m", "mkdocs", *words]
    result = subprocess.run(  # noqa: S603 - the words are this module's own
        command, env=environment, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout, result.stderr


def check(top: Path, today: date, run: Run | None = None) -> list[Problem]:
    """Everything that would stop a build of ``today``, and every warning; ``run``: if not in an own process."""
    asked = {"HANDOUTS": "no", "ANNOTATE": "json", "RECOVERY_SITE_TODAY": today.isoformat()}
    with TemporaryDirectory() as folder:
        words = ["build", "--config-file", str(top / SETTINGS), "--site-dir", folder]
        code, printed, logged = (run or in_own_process)(words, {**os.environ, **asked})
    lists = [json.loads(line) for line in printed.splitlines() if line.startswith("[")]
    problems = [Problem(**problem) for said in lists for problem in said]
    if code and not errors(problems):
        problems.append(_of_settings(logged, (top / SETTINGS).read_text("utf-8")))
    elif not lists:
        message = "the hook is missing, so nothing was checked; write `hooks: [hooks/events.py]`"
        problems.append(Problem(SETTINGS, 1, "", message))
    return problems


NO_HYPHEN = re.compile(r" +[^-#\s][^:#]*: +\S+\.md\s*")
"""A line of the menu that has lost its hyphen."""


def _of_settings(logged: str, settings: str) -> Problem:
    """What is wrong where the engine stopped before or beside what it was asked to check."""
    if unread := re.search(r"error parsing the configuration.*?, line (\d+)", logged, re.DOTALL):
        numbers = re.findall(r'in ".*?", line (\d+)', logged)
        return Problem(SETTINGS, int([unread[1], *numbers][-1]), "", UNFIT)
    for number, line in enumerate(settings.split("\n"), 1):
        if "'nav'" in logged and NO_HYPHEN.fullmatch(line):
            message = f"the hyphen of the menu's line is missing; write `- {line.strip()}`"
            return Problem(SETTINGS, number, "", message)
    return Problem(SETTINGS, 1, "", f"the site cannot be built: {logged.strip()}")
