"""The scripts that the workflows call, run as they run there, with a stand-in for GitHub's own command."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from recovery_site.hosting.offline_zip import READ_ME

TOP = Path(__file__).parents[2]
GH = """#!/bin/sh
printf '%s\\n' "$*" >>"$NOTES"
case $* in
*list*) printf '%s' "${FOUND:-}" ;;
*--body-file*) for last; do :; done; cat "$last" >"$NOTES.body" ;;
esac
"""
IDENTITY = {
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@a.example",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example",
}  # fmt: skip


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder that comes first on the path."""
    folder = tmp_path / "commands"
    folder.mkdir()
    return folder


def command(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")
    (folder / name).chmod(0o755)


def run(
    script: str,
    *words: str | Path,
    cwd: Path = TOP,
    commands: Path | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    path = f"{commands}:{os.environ['PATH']}" if commands else os.environ["PATH"]
    return subprocess.run(
        ["sh", TOP / "scripts" / script, *words],
        cwd=cwd,
        env={**os.environ, **IDENTITY, "PATH": path, **(environment or {})},
        capture_output=True,
        text=True,
    )


def tell(commands: Path, text: str, found: str = "") -> tuple[list[str], str]:
    """What is asked of GitHub, and the text it gets."""
    command(commands, "gh", GH)
    notes, told = commands / "notes", commands / "told.md"
    told.write_text(text, "utf-8")
    result = run(
        "tell_issue.sh",
        "A title",
        told,
        commands=commands,
        environment={"NOTES": str(notes), "FOUND": found},
    )
    assert result.returncode == 0, result.stderr
    body = Path(f"{notes}.body")
    return notes.read_text("utf-8").splitlines(), body.read_text("utf-8") if body.exists() else ""


def test_a_matter_opens_one_issue(commands: Path) -> None:
    asked, body = tell(commands, "Look at this.\n")
    assert asked[0].startswith("issue list --state open --app github-actions")
    assert asked[-1].startswith("issue create --title A title --body-file ")
    assert body == "Look at this.\n"


def test_the_next_week_writes_the_same_issue_anew(commands: Path) -> None:
    asked, body = tell(commands, "Look at that.\n", found="7")
    assert asked[-1].startswith("issue edit 7 --body-file ")
    assert body == "Look at that.\n"


def test_nothing_left_closes_the_issue_and_opens_none(commands: Path) -> None:
    asked, body = tell(commands, "", found="7")
    assert asked[-1] == "issue close 7 --comment Nothing is left to do."
    assert body == ""
    (commands / "notes").unlink()
    assert len(tell(commands, "")[0]) == 1


def test_a_report_that_was_not_written_is_an_error(commands: Path) -> None:
    command(commands, "gh", GH)
    notes = commands / "notes"
    result = run(
        "tell_issue.sh",
        "T",
        commands / "no.md",
        commands=commands,
        environment={"NOTES": str(notes)},
    )
    assert result.returncode != 0
    assert not notes.exists()


def test_a_very_long_report_fits_an_issue(commands: Path) -> None:
    assert len(tell(commands, "x" * 70_000)[1]) == 60_000


@pytest.mark.parametrize(
    ("address", "ready"),
    [
        ("https://recovery-services.example/", "no"),
        ("'https://recovery-services.example'", "no"),
        ('"https://recovery-services.example/a/"', "no"),
        ("https://www.example.org/team/", "yes"),
    ],
)
def test_a_site_without_a_real_address_is_not_published(
    tmp_path: Path, address: str, ready: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nsite_url: {address}\n", "utf-8")
    result = run("ready_to_publish.sh", cwd=tmp_path)
    assert result.stdout == f"ready={ready}\n"
    assert ("::warning file=mkdocs.yml,line=2::" in result.stderr) == (ready == "no")


def test_the_project_says_whether_it_is_ready() -> None:
    written = (TOP / "mkdocs.yml").read_text("utf-8")
    reserved = "site_url: https://recovery-services.example/" in written
    assert run("ready_to_publish.sh").stdout == f"ready={'no' if reserved else 'yes'}\n"


def test_a_missing_address_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    assert run("ready_to_publish.sh", cwd=tmp_path).returncode != 0


def test_newest_packages_are_told_only_when_they_break_something() -> None:
    assert run("newest_note.sh", "success", "https://x.example/1").stdout == ""
    told = run("newest_note.sh", "failure", "https://x.example/1").stdout
    assert "[what failed](https://x.example/1)" in told
    assert "make newest" in told


def test_the_preview_says_where_to_click() -> None:
    told = run("preview_note.sh", "https://x.example/site").stdout
    assert "(https://x.example/site)" in told
    assert f"`{READ_ME}`" in told


def project(top: Path) -> Path:
    """A project with one page and two commits."""
    (top / "docs").mkdir(parents=True)
    (top / "requirements").mkdir()
    (top / "requirements/test.txt").write_text("old\n", "utf-8")
    (top / "mkdocs.yml").write_text("site_name: x\nplugins: []\n", "utf-8")
    (top / "docs/index.md").write_text("# Home\n\nCall Ann.\n", "utf-8")
    shutil.copytree(TOP / "scripts", top / "scripts")

    def git(*words: str) -> None:
        subprocess.run(
            ["git", *words],
            cwd=top,
            check=True,
            capture_output=True,
            env={**os.environ, **IDENTITY},
        )

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "-m", "first `one`")
    (top / "docs/index.md").write_text("# Home\n\nCall Bob.\n", "utf-8")
    git("commit", "--quiet", "--all", "-m", "second")
    return top


BUILD = """#!/bin/sh
# A stand-in for the build: the page as it is, and the day.
set -eu
grep -q Ann docs/index.md && test "${BREAK:-}" && exit 1
for into; do :; done
mkdir -p "$into"
{ printf '<html><body><main><h1>Home</h1>\\n'; tail -n 1 docs/index.md
  echo "$RECOVERY_SITE_TODAY $HANDOUTS"; echo '</main></body></html>'; } >"$into/index.html"
"""


def compared(top: Path, commands: Path, *words: str, **more: str) -> str:
    command(commands, "mkdocs", BUILD)
    command(commands, "python", f'#!/bin/sh\nexec "{TOP}/.venv/bin/python" "$@"\n')
    result = run("changed_pages.sh", *words, cwd=top, environment={"BIN": str(commands), **more})
    assert result.returncode == 0, result.stderr
    left = subprocess.run(
        ["git", "worktree", "list"], cwd=top, capture_output=True, text=True, check=True
    )
    assert len(left.stdout.splitlines()) == 1, "a copy was left behind"
    return result.stdout


def test_pages_are_compared_with_a_commit(tmp_path: Path, commands: Path) -> None:
    told = compared(project(tmp_path / "project"), commands, "HEAD^1")
    assert told.startswith("## What changed\n\nCompared with the commit `")
    assert "first one`." in told
    assert "    - was: `Call Ann.`\n    - now: `Call Bob.`\n" in told
    assert f"{datetime.now(UTC):%Y}" not in told.split("###")[1]


def test_an_earlier_day_shows_what_only_time_changed(tmp_path: Path, commands: Path) -> None:
    day = {"RECOVERY_SITE_TODAY": "2026-11-30"}
    told = compared(project(tmp_path / "project"), commands, "HEAD", "2026-11-23", **day)
    assert "    - was: `2026-11-23 no`\n    - now: `2026-11-30 no`\n" in told


def test_no_earlier_commit_or_one_that_cannot_be_built_is_said(
    tmp_path: Path, commands: Path
) -> None:
    top = project(tmp_path / "project")
    assert compared(top, commands, "HEAD^9") == "There is no commit HEAD^9 to compare with.\n"
    assert "cannot be built with today's set-up" in compared(top, commands, "HEAD^1", BREAK="yes")


def test_newest_packages_are_tried_in_a_copy(tmp_path: Path, commands: Path) -> None:
    top = project(tmp_path / "project")
    command(commands, "uv", "#!/bin/sh\n")
    command(
        commands,
        "make",
        '#!/bin/sh\necho "$PWD $1" >>"$NOTES"\n'
        'if [ "$1" = lock ]; then echo new >requirements/test.txt; fi\n',
    )
    notes = tmp_path / "notes"
    result = run("try_newest.sh", cwd=top, commands=commands, environment={"NOTES": str(notes)})
    assert result.returncode == 0, result.stderr
    said = [line.rsplit(" ", 1) for line in notes.read_text("utf-8").splitlines()]
    assert [target for _, target in said] == ["lock", "test"]
    assert all(not Path(folder).exists() and Path(folder) != top for folder, _ in said)
    assert (top / "requirements/test.txt").read_text("utf-8") == "old\n"
    assert "requirements/test.txt" in result.stdout


def test_packages_of_the_system_are_installed_only_as_root_or_in_ci(commands: Path) -> None:
    notes = commands / "notes"
    command(commands, "id", "#!/bin/sh\necho 1000\n")
    command(commands, "apt-get", f'#!/bin/sh\necho "apt-get $*" >>"{notes}"\n')
    command(commands, "sudo", f'#!/bin/sh\necho sudo >>"{notes}"\n[ "$1" = -n ] || "$@"\n')
    assert run("system_package.sh", "x", commands=commands, environment={"CI": ""}).returncode == 1
    assert not notes.exists()
    assert (
        run("system_package.sh", "x", commands=commands, environment={"CI": "true"}).returncode == 0
    )
    assert "apt-get install -qq -y x" in notes.read_text("utf-8")
    notes.unlink()
    command(commands, "id", "#!/bin/sh\necho 0\n")
    assert run("system_package.sh", "x", commands=commands, environment={"CI": ""}).returncode == 0
    assert "sudo" not in notes.read_text("utf-8")
