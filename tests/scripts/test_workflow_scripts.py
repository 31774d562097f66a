"""The scripts that the workflows call, run as they run there, with a stand-in for GitHub's own command."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from recovery_site.hosting.offline_zip import READ_ME

from tests.conftest import ENVIRONMENT, TOP

GH = """#!/bin/sh
printf '%s\\n' "$*" >>"$NOTES"
case $* in
*list*) printf '%s' "${ISSUE:-}" ;;
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
    given: Mapping[str, str] = ENVIRONMENT,
) -> subprocess.CompletedProcess[str]:
    path = f"{commands}:{os.environ['PATH']}" if commands else os.environ["PATH"]
    call = ["sh", TOP / "scripts" / script, *words]
    environment = {**os.environ, **IDENTITY, **given, "PATH": path}
    return subprocess.run(call, cwd=cwd, env=environment, capture_output=True, text=True)


def tell(commands: Path, text: str, *result_of_step: str, issue: str = "") -> tuple[list[str], str]:
    """What is asked of GitHub, and the text it gets."""
    command(commands, "gh", GH)
    notes, report = commands / "notes", commands / "report.md"
    report.write_text(text, "utf-8")
    given = {"NOTES": str(notes), "ISSUE": issue}
    result = run(
        "tell_issue.sh", "A title", report, *result_of_step, commands=commands, given=given
    )
    assert result.returncode == 0, result.stderr
    body = Path(f"{notes}.body")
    return notes.read_text("utf-8").splitlines(), body.read_text("utf-8") if body.exists() else ""


@pytest.mark.parametrize(("issue", "call"), [("", "create --title A title"), ("7", "edit 7")])
def test_a_matter_opens_one_issue_and_the_next_week_writes_it_anew(
    commands: Path, issue: str, call: str
) -> None:
    asked, body = tell(commands, "Look at this.\n", issue=issue)
    assert asked[0].startswith("issue list --state open --app github-actions")
    assert asked[-1].startswith(f"issue {call} --body-file ")
    assert body == "Look at this.\n"


@pytest.mark.parametrize(("text", "result"), [("", ""), ("A summary\n", "0"), ("A\n", "success")])
def test_nothing_left_closes_the_issue_and_opens_none(
    commands: Path, text: str, result: str
) -> None:
    asked, body = tell(commands, text, result, issue="7")
    assert asked[-1] == "issue close 7 --comment Nothing is left to do."
    assert body == ""
    (commands / "notes").unlink()
    assert len(tell(commands, text, result)[0]) == 1


def test_a_report_that_was_not_written_is_an_error(commands: Path) -> None:
    command(commands, "gh", GH)
    notes = commands / "notes"
    given = {"NOTES": str(notes)}
    result = run("tell_issue.sh", "T", commands / "no.md", commands=commands, given=given)
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
    settings = (TOP / "mkdocs.yml").read_text("utf-8")
    reserved = "site_url: https://recovery-services.example/" in settings
    assert run("ready_to_publish.sh").stdout == f"ready={'no' if reserved else 'yes'}\n"


def test_a_missing_address_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    assert run("ready_to_publish.sh", cwd=tmp_path).returncode != 0


def test_the_notes_say_where_to_click_and_what_to_do() -> None:
    newest = run("newest_note.sh", "https://x.example/1").stdout
    assert "[what failed](https://x.example/1)" in newest
    assert "try_newest.sh" in newest
    preview = run("preview_note.sh", "https://x.example/site").stdout
    assert "(https://x.example/site)" in preview
    assert f"`{READ_ME}`" in preview


def project(top: Path) -> Path:
    """A project with one page and two commits."""
    (top / "docs").mkdir(parents=True)
    (top / "requirements").mkdir()
    (top / "requirements/test.txt").write_text("old\n", "utf-8")
    (top / "mkdocs.yml").write_text("site_name: x\nplugins: []\n", "utf-8")
    (top / "docs/index.md").write_text("# Home\n\nCall Ann.\n", "utf-8")
    shutil.copytree(TOP / "scripts", top / "scripts")

    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "first")
    (top / "docs/index.md").write_text("# Home\n\nCall Bob.\n", "utf-8")
    git(top, "commit", "--quiet", "--all", "-m", "second")
    return top


def git(top: Path, *words: str) -> str:
    env = {**os.environ, **IDENTITY}
    call = ["git", *words]
    return subprocess.run(call, cwd=top, check=True, capture_output=True, text=True, env=env).stdout


@pytest.mark.parametrize(
    ("changed", "menu", "scope"),
    [
        (("data/contacts.yml", "docs/a b.md", "CHANGELOG.md", "contributing/x.md"), "", "pages"),
        (("data/contacts.yml", "hooks/events.py"), "", "all"),
        (("overrides/docs/x.html",), "", "all"),
        (("Makefile",), "", "all"),
        (("docs/a-page.md",), "      - A page: a-page.md", "pages"),
        (("docs/a-page.md",), "  - Plan ahead:", "pages"),
        (("docs/a-page.md",), "  - abbr", "all"),
        (("docs/a-page.md",), "site_name: y", "all"),
        (("docs/a-page.md",), "  - hooks/more.py: x.py", "all"),
    ],
)
def test_a_change_of_data_pages_and_menu_alone_is_distinguished(
    tmp_path: Path, changed: tuple[str, ...], menu: str, scope: str
) -> None:
    top = project(tmp_path / "project")
    for name in changed:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("new\n", "utf-8")
    with (top / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"{menu}\n" if menu else "")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "third")
    assert run("scope.sh", "HEAD^1", cwd=top).stdout == f"scope={scope}\n"
    assert run("scope.sh", "HEAD^9", cwd=top).stdout == "scope=all\n"
    assert run("scope.sh", "HEAD", cwd=top).stdout == "scope=all\n"


ASKED = """#!/bin/sh
case $* in
*/pulls*) printf '%s' "$PROPOSAL" ;;
*/git/commits/*) printf '%s' "$TREE" ;;
*/check-runs*) printf '%s' "$RESULTS" ;;
esac
"""
WELL = "Data and pages: success\nTests and preview: success\n"


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({}, "yes"),
        ({"PROPOSAL": ""}, "no"),
        ({"TREE": "another"}, "no"),
        ({"RESULTS": "Data and pages: success\n"}, "no"),
        ({"RESULTS": WELL.replace("preview: success", "preview: failure")}, "no"),
        ({"RESULTS": WELL + "Tests and preview: failure\n"}, "no"),
    ],
)
def test_only_the_very_files_that_passed_as_a_proposal_are_taken_over(
    tmp_path: Path, commands: Path, changed: dict[str, str], answer: str
) -> None:
    top = project(tmp_path / "project")
    command(commands, "gh", ASKED)
    tree = git(top, "rev-parse", "HEAD^{tree}").strip()
    said = {"PROPOSAL": "abc", "TREE": tree, "RESULTS": WELL} | changed
    result = run("was_checked.sh", "o/n", "HEAD", cwd=top, commands=commands, given=said)
    assert result.stdout == f"checked={answer}\n", result.stderr


def test_newest_packages_are_tried_in_a_copy(tmp_path: Path, commands: Path) -> None:
    top = project(tmp_path / "project")
    command(commands, "uv", "#!/bin/sh\n")
    lock = 'if [ "$1" = lock ]; then echo new >requirements/test.txt; fi'
    command(commands, "make", f'#!/bin/sh\necho "$PWD $1" >>"$NOTES"\n{lock}\n')
    notes = tmp_path / "notes"
    result = run("try_newest.sh", cwd=top, commands=commands, given={"NOTES": str(notes)})
    assert result.returncode == 0, result.stderr
    said = [line.rsplit(" ", 1) for line in notes.read_text("utf-8").splitlines()]
    assert [target for _, target in said] == ["lock", "test"]
    assert all(not Path(folder).exists() and Path(folder) != top for folder, _ in said)
    assert (top / "requirements/test.txt").read_text("utf-8") == "old\n"
    assert "requirements/test.txt" in result.stdout


def tool(commands: Path, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Set up a tool on a machine that has none: what is installed is noted, and nothing starts."""
    command(commands, "apt-get", f'#!/bin/sh\necho "apt-get $*" >>"{commands}/notes"\n')
    command(commands, "sudo", f'#!/bin/sh\necho sudo >>"{commands}/notes"\n[ "$1" = -n ] || "$@"\n')
    for program in ("python", "playwright"):
        command(commands, program, "#!/bin/sh\nexit 1\n")
    given = {"CI": "", "BIN": str(commands), **environment}
    return run("system_tool.sh", name, commands=commands, given=given)


def test_packages_of_the_system_are_installed_only_as_root_or_in_ci(commands: Path) -> None:
    notes = commands / "notes"
    command(commands, "id", "#!/bin/sh\necho 1000\n")
    assert tool(commands, "pango").returncode == 1
    assert not notes.exists()
    tool(commands, "pango", CI="true")
    assert "sudo" in notes.read_text("utf-8")
    assert "apt-get install -qq -y libpango-1.0-0" in notes.read_text("utf-8")
    notes.unlink()
    command(commands, "id", "#!/bin/sh\necho 0\n")
    tool(commands, "pango")
    assert "apt-get install" in notes.read_text("utf-8")
    assert "sudo" not in notes.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "missing"), [("pango", "libpango-1.0-0"), ("chromium", "libatomic1")]
)
def test_a_tool_that_does_not_start_is_named_in_one_line(
    commands: Path, name: str, missing: str
) -> None:
    command(commands, "id", "#!/bin/sh\necho 1000\n")
    result = tool(commands, name)
    assert result.returncode == 1
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert f"install {missing}" in line


def test_a_demonstration_is_never_published(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_url: https://www.ncmec.org/\n", "utf-8")
    assert run("ready_to_publish.sh", cwd=tmp_path).stdout == "ready=yes\n"
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text('<p class="unconfirmed demo">', "utf-8")
    result = run("ready_to_publish.sh", cwd=tmp_path)
    assert result.stdout == "ready=no\n"
    assert "made-up regions" in result.stderr


@pytest.mark.parametrize("refused", [False, True])
def test_new_addresses_are_put_into_the_project_or_it_says_that_they_could_not(
    tmp_path: Path, refused: bool
) -> None:
    top, remote = tmp_path / "project", tmp_path / "remote.git"
    (top / "data").mkdir(parents=True)
    listed = top / "data/published.txt"
    git(top, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(top, "init", "--quiet", "--initial-branch=main")
    listed.write_text("/\n", "utf-8")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "First")
    git(top, "push", "--quiet", str(remote), "HEAD:main")

    def keep(to: Path) -> subprocess.CompletedProcess[str]:
        return run("keep_addresses.sh", "owner/name", cwd=top, given={"REMOTE": str(to)})

    assert keep(remote).stderr == ""
    listed.write_text("/\n/new/\n", "utf-8")
    done = keep(tmp_path / "nowhere.git" if refused else remote)
    assert done.returncode == 0
    assert ("run make published" in done.stderr) == refused
    assert len(git(remote, "log", "--oneline", "main").splitlines()) == (1 if refused else 2)
