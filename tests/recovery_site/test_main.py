"""The command line, run as a person runs it, on a project of its own."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recovery_site.__main__ import main
from recovery_site.core.files import Folder
from recovery_site.data.loader import FILES
from recovery_site.editing import field_guide

from tests.conftest import ENVIRONMENT, TOP, in_this_process
from tests.small_project import (
    CONTACTS,
    GOOD,
    MOVED,
    OTHER,
    PAGE,
    PUBLISHED,
    SETTINGS,
    write_project,
)

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks build in this process: a process of its own takes a second."""
    monkeypatch.setattr("recovery_site.pipeline.check.in_own_process", in_this_process)


@pytest.fixture
def top(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A small project without a mistake."""
    folder = write_project(tmp_path / "project")
    capsys.readouterr()
    return folder


@pytest.fixture
def run(top: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the project; gives its exit code and what it says. What it writes goes there."""
    monkeypatch.chdir(top)

    def command(*arguments: str | Path) -> tuple[int, list[str]]:
        code = main(["--top", str(top), "--today", "2026-11-23", *map(str, arguments)])
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out.splitlines()

    return command


def edit(path: Path, old: str, new: str) -> None:
    """Change one place in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def line_of(path: Path, text: str) -> int:
    """The first line with a text."""
    return path.read_text("utf-8").split("\n").index(text) + 1


PLAIN = "---\ntitle: A title\ndescription: What it says.\n---\n\nText.\n"
"""A page of no guidance."""


def break_mailbox(top: Path) -> str:
    """Put a mistake into the contacts; returns what must be said of it."""
    line = line_of(top / CONTACTS, "  email: team@ncmec.org")
    edit(top / CONTACTS, "  email: team@ncmec.org", "  email: team at ncmec.org")
    return (
        f"{CONTACTS}:{line}: team: email: `team at ncmec.org` is not an e-mail address "
        "(An email address must have an @-sign); write it like RecoveryServices@NCMEC.ORG"
    )


class TestCheck:
    def test_the_real_project_is_well(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "All is well."

    def test_wrong_data_is_said_and_pages_wait(self, run: Run, top: Path) -> None:
        expected = break_mailbox(top)
        (top / PAGE).write_text("# A\n", "utf-8")
        assert run("check") == (1, [expected, "1 to fix"])

    def test_wrong_pages_are_said_all_at_once_and_nothing_is_changed(
        self, run: Run, top: Path
    ) -> None:
        (top / "docs/sub").mkdir()
        (top / "docs/sub/page.md").write_text(PLAIN + "\n{{ map() }}\n", "utf-8")
        edit(top / OTHER, "Text.", "12% left.")
        edit(top / SETTINGS, "nav:\n", "not_in_nav: |\n  sub/\nnav:\n")
        before = dict(Folder(top))
        code, said = run("check")
        problems = [line.split(": ")[0] for line in said if "warning" not in line]
        assert (code, problems) == (1, ["docs/more.md:8", "docs/sub/page.md:8", "2 to fix"])
        assert dict(Folder(top)) == before

    @pytest.mark.parametrize("command", ["check", "report", "published"])
    def test_a_page_that_is_not_utf_8_is_said(self, run: Run, top: Path, command: str) -> None:
        (top / "docs/old.md").write_bytes(PLAIN.encode() + b"Jos\xe9\n")
        code, said = run(command)
        assert code == 1
        expected = "docs/old.md:7: a character that is not UTF-8; save the file as plain UTF-8 text"
        assert expected in said

    def test_the_given_day_counts_as_today(self, top: Path) -> None:
        arguments = ["--top", str(top), "--today"]
        assert main([*arguments, "2026-11-23", "check"]) == 0
        assert main([*arguments, "2026-11-22", "check"]) == 1


class TestPublished:
    def test_new_addresses_are_named_and_added(self, run: Run, top: Path) -> None:
        assert run("published") == (0, [])
        page = GOOD[PAGE].replace("title: A", "title: B") + "[A plan](more.pdf)\n"
        (top / "docs/new.md").write_text(page, "utf-8")
        edit(top / SETTINGS, "nav:\n", "nav:\n  - New: new.md\n")
        (top / "docs/more.pdf").write_bytes(b"%PDF")
        before = (top / PUBLISHED).read_text("utf-8").splitlines()
        new = ["/handouts/new.pdf", "/more.pdf", "/new/"]
        assert run("check") == (0, ["All is well."])
        assert run("published") == (0, [f"{PUBLISHED}: {address} is new" for address in new])
        assert sorted({*before, *new}) == sorted((top / PUBLISHED).read_text("utf-8").splitlines())
        assert run("check") == (0, ["All is well."])

    def test_a_lost_address_stays_on_the_list_until_it_leads_on(self, run: Run, top: Path) -> None:
        (top / "docs/old.md").write_text(PLAIN, "utf-8")
        edit(top / SETTINGS, "nav:\n", "nav:\n  - Old: old.md\n")
        run("published")
        (top / "docs/old.md").rename(top / "docs/new.md")
        edit(top / SETTINGS, "  - Old: old.md", "  - New: new.md")
        line = line_of(top / PUBLISHED, "/old/")
        code, (lost, _) = run("check")
        assert code == 1
        assert lost.startswith(f"{PUBLISHED}:{line}: docs/old.md was renamed or removed: ")
        edit(top / MOVED, "redirects:\n", "redirects:\n  - old: /old/\n    new: /new/\n")
        assert run("check") == (0, ["All is well."])
        into = top / "out"
        run("render", "--into", into)
        assert b"url=../new/index.html" in (into / "old/index.html").read_bytes()


def test_the_guide_to_the_fields_is_written_as_it_is_committed(run: Run, top: Path) -> None:
    before = dict(Folder(top))
    assert run("field-guide") == (0, [])
    assert dict(Folder(top)) == before | {field_guide.FILE: (TOP / field_guide.FILE).read_bytes()}


class TestRender:
    def test_all_pages_and_downloads_are_written(self, run: Run, tmp_path: Path) -> None:
        into = tmp_path / "deep/er"
        said = [f"67 files written into {into}"]
        assert run("render", "--into", into, "--site-url", "https://other.example/") == (0, said)
        files = dict(Folder(into))
        assert len(files) == 56 + 1 + 2 + 5 + 2 + 1  # and the sources of one kind
        assert files["contacts/at.vcf"].startswith(b"BEGIN:VCARD\r\n")
        assert b"https://other.example/contacts/" in files["contacts/at.vcf"]
        address = b"https://other.example/jurisdictions/state-tx/"
        assert address in files["open-data/contacts.json"]
        assert b"State TX (TX)" in files["jurisdictions/state-tx.md"]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            *((name, None) for name in FILES),
            *((name, b"a: b: c\n") for name in FILES),
            (CONTACTS, b""),
            (CONTACTS, b"\xff\xfe"),
            (CONTACTS, b"- a\n"),
            (CONTACTS, b"\ta: b\n"),
            (CONTACTS, b"<<<<<<< HEAD\n"),
            (CONTACTS, b"team: x\n"),
            (CONTACTS, b"a: !!python/object:os.system x\n"),
            (CONTACTS, b"a: &b [*b]\n"),
        ],
        ids=repr,
    )
    @pytest.mark.parametrize("command", [["check"], ["render", "--into", "out"]])
    def test_bad_data_is_said_with_no_traceback_and_nothing_is_written(
        self, run: Run, top: Path, name: str, content: bytes | None, command: list[str]
    ) -> None:
        if content is None:
            (top / name).unlink()
        else:
            (top / name).write_bytes(content)
        before = dict(Folder(top))
        code, said = run(*command)
        assert code == 1
        assert any(re.match(rf"{re.escape(name)}:\d+: .", line) for line in said)
        assert dict(Folder(top)) == before


@pytest.mark.parametrize("command", [["published"], ["report"], ["render", "--into", "out"]])
def test_one_mistake_in_the_data_is_all_that_is_said(
    run: Run, top: Path, command: list[str]
) -> None:
    expected = break_mailbox(top)
    before = dict(Folder(top))
    assert run(*command) == (1, [expected])
    assert dict(Folder(top)) == before


def test_the_report_says_what_waits_for_a_person_or_for_an_issue(run: Run) -> None:
    code, said = run("report")
    assert code == 0
    assert "Pages that the team has never reviewed" in said
    code, said = run("report", "--markdown")
    assert code == 0
    assert "## Pages that the team has never reviewed" in said
    assert any(line.startswith("- `data/contacts.yml:") for line in said)


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["render"], ["--today", "soon", "check"]])
def test_wrong_words_are_said_with_the_right_ones(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: recovery_site" in capsys.readouterr().err


def test_the_program_ends_with_the_code_of_its_command(top: Path) -> None:
    expected = break_mailbox(top)
    words = [sys.executable, "-m", "recovery_site", "--top", ".", "--today", "2026-11-23", "check"]
    result = subprocess.run(words, env=ENVIRONMENT, cwd=top, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout == f"{expected}\n1 to fix\n"


@pytest.mark.parametrize("home", ["", "<p>Home</p>"])
def test_offline_says_what_to_do_where_no_offline_edition_was_built(
    run: Run, tmp_path: Path, home: str
) -> None:
    if home:
        (tmp_path / "index.html").write_text(home)
    said = "index.html: no site built with EDITION=offline is there; run `make offline`"
    file = tmp_path / "offline/copy.zip"
    assert run("offline", "--site", tmp_path, "--into", file) == (1, [said])
    assert not file.parent.exists()
