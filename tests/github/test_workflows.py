"""Every workflow: whose code it runs, what it may do, and that what it calls exists."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from recovery_site.__main__ import _parser

from tests.conftest import TOP

FOLDER = TOP / ".github/workflows"
FILES = sorted(FOLDER.glob("*"))
FORMS = sorted((TOP / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
USES = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
PINNED = re.compile(r"([\w-]+/[\w-]+)@([0-9a-f]{40})")
OTHERS = {"lycheeverse/lychee-action"}
"""Actions that are not GitHub's own. Whoever adds one thinks about it here."""

MAY_WRITE = {
    ("publish.yml", "publish"): {"pages", "id-token"},
    ("publish.yml", "addresses"): {"contents"},
    ("weekly.yml", "links"): {"issues"},
    ("weekly.yml", "due"): {"issues"},
    ("weekly.yml", "tell-newest"): {"issues"},
}
"""Every right to change something, by file and job. Whoever adds one thinks about it here."""


def read(path: Path) -> dict[str, Any]:
    # BaseLoader, because YAML takes the key "on" for a yes.
    workflow = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert isinstance(workflow, dict)
    return workflow


WORKFLOWS = {path.name: read(path) for path in FILES}
JOBS = [(name, key, job) for name, flow in WORKFLOWS.items() for key, job in flow["jobs"].items()]
STEPS = [(name, key, step) for name, key, job in JOBS for step in job.get("steps", [])]
RUNS = [(name, key, step["run"]) for name, key, step in STEPS if "run" in step]


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the test environment."""
    return subprocess.run(
        [Path(sys.executable).with_name(name), *arguments], capture_output=True, text=True
    )


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    """Look for what an attacker could use, without asking the web."""
    return tool("zizmor", "--offline", "--no-progress", "--persona", "pedantic", path)


def test_zizmor_finds_nothing() -> None:
    result = zizmor(TOP / ".github")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
        ("permissions: {}", "permissions: write-all"),
        ("run: make check", 'run: echo "${{ github.event.pull_request.title }}" #'),
        ("pull_request:\n", "pull_request_target:\n"),
    ],
)
def test_zizmor_would_find_it(tmp_path: Path, old: str, new: str) -> None:
    text = (FOLDER / "check.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "check.yml").write_text(text.replace(old, new), "utf-8")
    assert zizmor(tmp_path / "check.yml").returncode in range(11, 15)  # 10 and more: found


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", FILES),
        ("dependabot", [TOP / ".github/dependabot.yml"]),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [TOP / ".github/ISSUE_TEMPLATE/config.yml"]),
    ],
)
def test_github_can_read_each_file(schema: str, paths: list[Path]) -> None:
    assert paths
    result = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
    assert result.returncode == 0, result.stdout


def test_every_foreign_action_is_fixed_to_one_commit_with_its_version_beside_it() -> None:
    commits: dict[str, str] = {}
    for path in FILES:
        for used, rest in USES.findall(path.read_text("utf-8")):
            if used.startswith("./"):
                assert (TOP / used).is_file(), used
                continue
            pinned = PINNED.fullmatch(used)
            assert pinned, f"{path.name}: {used}"
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest), f"{path.name}: {used}{rest}"
            assert pinned[1].startswith("actions/") or pinned[1] in OTHERS, pinned[1]
            assert commits.setdefault(pinned[1], pinned[2] + rest) == pinned[2] + rest, used
    assert len(commits) == 6


def test_rights_are_given_job_by_job_and_no_more_than_listed() -> None:
    for name, workflow in WORKFLOWS.items():
        assert workflow["permissions"] == {}, name
    writing = {}
    for name, key, job in JOBS:
        rights = job["permissions"]
        assert isinstance(rights, dict), (name, key)
        assert set(rights.values()) <= {"read", "write"}
        if may := {right for right, degree in rights.items() if degree == "write"}:
            writing[name, key] = may
    assert writing == MAY_WRITE


def test_code_that_nobody_looked_at_has_no_rights_and_every_job_ends_by_itself() -> None:
    assert set(WORKFLOWS) == {"check.yml", "publish.yml", "weekly.yml"}
    newest = WORKFLOWS["weekly.yml"]["jobs"]["newest"]
    assert newest["permissions"] == {"contents": "read"}
    for name, key, job in JOBS:
        if "actions/setup-python" in str(job) and "issues" in job["permissions"]:
            assert "try_newest" not in str(job), (name, key)
        if "uses" not in job:
            assert 0 < int(job["timeout-minutes"]) <= 60, (name, key)


def test_every_workflow_says_what_happens_to_a_second_run() -> None:
    groups = [workflow["concurrency"]["group"] for workflow in WORKFLOWS.values()]
    assert len(set(groups)) == len(groups)
    assert WORKFLOWS["publish.yml"]["concurrency"]["cancel-in-progress"] == "false"


def test_no_checkout_leaves_a_key_behind() -> None:
    steps = [step for _, _, step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert len(steps) >= 5
    for step in steps:
        assert step["with"]["persist-credentials"] == "false"
        assert "ref" not in step["with"]


def test_nothing_runs_with_rights_on_foreign_proposals() -> None:
    events = {event for workflow in WORKFLOWS.values() for event in workflow["on"]}
    assert events == {"pull_request", "workflow_call", "push", "schedule", "workflow_dispatch"}
    for path in FILES:
        assert "secrets" not in path.read_text("utf-8"), path.name


def test_commands_are_short_paste_no_text_of_the_web_and_can_be_run_locally() -> None:
    called = set()
    for name, key, run in RUNS:
        assert "${{" not in run, (name, key, run)
        lines = run.strip().splitlines()
        assert len(lines) <= 3, (name, key)
        for line in lines:
            assert re.match(r"(make |sh scripts/)", line), (name, key, line)
        called |= set(re.findall(r"sh (scripts/\S+)", run))
    assert len(called) >= 5
    for script in called:
        assert subprocess.run(["sh", "-n", TOP / script]).returncode == 0


def make_calls() -> list[list[str]]:
    """What is asked of make: ``[["check", "ANNOTATE=github"], ...]``."""
    calls = []
    for _, _, run in RUNS:
        for line in run.strip().splitlines():
            if line.startswith("make "):
                words = shlex.split(line.partition(">")[0])[1:]
                calls.append([word for word in words if not word.startswith("-")])
    return calls


def test_every_call_of_make_names_what_there_is() -> None:
    makefile = (TOP / "Makefile").read_text("utf-8")
    calls = make_calls()
    assert len(calls) >= 7
    for words in calls:
        targets = [word for word in words if "=" not in word]
        assert targets, words
        for target in targets:
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        for variable in (word.partition("=")[0] for word in words if "=" in word):
            assert f"$({variable})" in makefile, f"the Makefile does not use {variable}"


def test_every_command_line_that_make_would_run_is_understood() -> None:
    said = []
    for words in make_calls():
        shown = subprocess.run(
            ["make", "--dry-run", *words], cwd=TOP, capture_output=True, text=True, check=True
        ).stdout
        said += re.findall(r"-m recovery_site (.+)", shown)
    assert len(said) >= 2
    for command in said:
        _parser().parse_args(shlex.split(command))


def test_the_environment_that_make_reads_is_given() -> None:
    for name, key, step in STEPS:
        for variable in re.findall(r'"\$(\w+)"', step.get("run", "")):
            given = {**step.get("env", {}), "GITHUB_OUTPUT": "", "GITHUB_STEP_SUMMARY": ""}
            assert variable in given, (name, key, variable)
        if "gh " in step.get("run", "") or "tell_issue" in step.get("run", ""):
            assert "GH_TOKEN" in step["env"], (name, key)


def test_only_a_site_that_passed_every_check_is_published() -> None:
    jobs = WORKFLOWS["publish.yml"]["jobs"]
    assert set(WORKFLOWS["publish.yml"]["on"]["push"]["branches"]) == {"main"}
    assert jobs["before"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs["check"]["uses"] == "./.github/workflows/check.yml"
    assert jobs["check"]["if"] == "needs.before.outputs.checked != 'yes'"
    assert jobs["publish"]["needs"] == ["before", "check"]
    assert " ".join(jobs["publish"]["if"].split()) == (
        "!cancelled() && needs.before.outputs.ready == 'yes' && (needs.check.result == 'success' "
        "|| (needs.check.result == 'skipped' && needs.before.outputs.checked == 'yes'))"
    )
    steps = [str(step) for job in ("before", "publish") for step in jobs[job]["steps"]]
    assert not any("continue-on-error" in step for step in steps)


def test_data_and_pages_alone_need_no_browser_and_everything_else_does() -> None:
    steps = WORKFLOWS["check.yml"]["jobs"]["all"]["steps"]
    when = {
        step["run"]: step["if"] for step in steps if step.get("run", "").startswith("make test")
    }
    assert when == {
        "make test-pages": "needs.first.outputs.scope == 'pages' && !inputs.everything",
        "make test": "needs.first.outputs.scope != 'pages' || inputs.everything",
    }
    needed = subprocess.run(
        ["make", "--dry-run", "--always-make", "test-pages"],
        cwd=TOP, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "pytest" in needed
    assert "system_tool" not in needed
