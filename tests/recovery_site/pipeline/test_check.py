"""The check is a build: what stops one stops the other, and what Material's manual says breaks neither."""

import re
from pathlib import Path

from recovery_site.pipeline.check import check

from tests.conftest import TODAY, copy_project, problems_of

EMOJI = """\
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""


def test_the_real_project_is_checked_in_a_process_of_its_own(tmp_path: Path) -> None:
    top = copy_project(tmp_path)
    assert [str(one) for one in check(top, TODAY) if one.severity == "error"] == []
    (top / "docs/law.md").unlink()
    said = [str(one) for one in check(top, TODAY)]
    assert any("docs/law.md was renamed or removed" in one for one in said)
    assert any("the menu leads to docs/law.md, which does not exist" in one for one in said)
    assert len(said) == len(set(said))


def test_a_setting_of_materials_manual_is_read_as_the_build_reads_it(tmp_path: Path) -> None:
    top = copy_project(tmp_path)
    settings = top / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if "extensions.emoji.twemoji" not in text:
        text = text.replace("markdown_extensions:\n", f"markdown_extensions:\n{EMOJI}")
        settings.write_text(text, "utf-8")
    assert "extensions.emoji.twemoji" in settings.read_text("utf-8")
    assert [str(one) for one in problems_of(top) if one.severity == "error"] == []


def test_what_is_wrong_with_other_settings_is_said_in_the_engines_words(tmp_path: Path) -> None:
    top = copy_project(tmp_path)
    settings = top / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nsite_naem: x\n", "utf-8")
    (said,) = [str(one) for one in problems_of(top) if one.severity == "error"]
    assert re.match("mkdocs.yml:1: the site cannot be built: .*site_naem", said, re.DOTALL)
