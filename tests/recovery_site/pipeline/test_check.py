"""The check is a build: what stops one stops the other, and what Material's manual says breaks neither."""

import re
from pathlib import Path

from recovery_site.core.problems import Problem
from recovery_site.pipeline.check import check

from tests.conftest import TODAY, copy_project, problems_of

EMOJI = """\
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""


def errors(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems if problem.severity == "error"]


def test_the_real_project_is_checked_in_a_process_of_its_own(tmp_path: Path) -> None:
    top = copy_project(tmp_path)
    assert errors(check(top, TODAY)) == []
    (top / "docs/law.md").unlink()
    said = [str(problem) for problem in check(top, TODAY)]
    assert any("docs/law.md was renamed or removed" in text for text in said)
    assert any("the menu leads to docs/law.md, which does not exist" in text for text in said)
    assert len(said) == len(set(said))


def test_a_setting_of_materials_manual_is_read_as_the_build_reads_it(tmp_path: Path) -> None:
    top = copy_project(tmp_path)
    settings = top / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if "extensions.emoji.twemoji" not in text:
        text = text.replace("markdown_extensions:\n", f"markdown_extensions:\n{EMOJI}")
        settings.write_text(text, "utf-8")
    assert "extensions.emoji.twemoji" in settings.read_text("utf-8")
    assert errors(problems_of(top)) == []


def test_what_is_wrong_with_other_settings_is_said_in_the_engines_words(tmp_path: Path) -> None:
    top = copy_project(tmp_path)
    settings = top / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nsite_naem: x\n", "utf-8")
    (said,) = errors(problems_of(top))
    assert re.match("mkdocs.yml:1: the site cannot be built: .*site_naem", said, re.DOTALL)
