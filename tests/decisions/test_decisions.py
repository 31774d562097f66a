"""Each decision fits a screen, says what was given up, and when to look again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "decisions"
FILES = sorted(FOLDER.glob("[0-9]*.md"))


def test_decisions_are_numbered_without_a_gap() -> None:
    assert len(FILES) >= 7
    assert [int(path.name[:4]) for path in FILES] == list(range(1, len(FILES) + 1))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_decision_has_all_its_parts_on_one_screen(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 30
    number = int(path.name[:4])
    parts = [
        rf"# {number}\. \S", r"Decided: [A-Z]\w+ 20\d\d\. Look again: ", r"\*\*Decision\.\*\* ",
        r"\*\*Why\.\*\* ", r"\*\*Given up\.\*\* ",
    ]  # fmt: skip
    places = []
    for part in parts:
        found = re.findall(rf"^{part}", text, re.MULTILINE)
        assert len(found) == 1, part
        places.append(text.index(found[0]))
    assert places == sorted(places)
