"""The command line, run as a person runs it, on a project of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from recovery_site.__main__ import main
from recovery_site.data.addresses import HEAD
from recovery_site.data.loader import FILES, TEXTS
from recovery_site.editing import field_guide

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, list[str]]]

TOP = Path(__file__).parents[2]
CONTACTS, SOURCES, LANGUAGE, STATES, MOVED = FILES
(PUBLISHED,) = TEXTS
PAGE = "---\ntitle: A title\ndescription: What it says.\n---\n\nText.[^first]\n"


SETTINGS = "site_name: A site\nnav:\n  - Home: index.md\nnot_in_nav: |\n  *\n"
PEOPLE = """\
team:
  name: The Team
  short_name: TT
  organization: The Organization
  organization_short: TO
  email: team@org.example
  check_months: 6
  source: a letter
  checked: 2026-11-23

regions:
  - number: 1
    source: a letter
    checked: 2026-11-23

people:
  - name: Ann Example
    role: Specialist
    region: 1
    email: ann@org.example
    phone: 571.645.6233
    source: a letter
    checked: 2026-11-23

"""
LINES = """
helplines:
  - id: "911"
    name: Emergency
    group: danger
    what_for: Danger.
    who_for: Anyone
    grade: A
    source: public sources
    channels:
      - kind: phone
        value: "911"
        checked: 2026-11

  - id: ncmec
    name: Missing
    group: missing
    what_for: A missing child.
    who_for: Anyone
    grade: A
    source: public sources
    channels:
      - kind: phone
        value: 1-800-843-5678
        checked: 2026-11
"""
LISTED = """\
sources:
  - id: first
    title: A title
    publisher: A publisher
    kind: study
    read: full
"""
WORDS = """\
terms:
  - avoid: foo
    use: bar
    why: It is kinder.
    evidence: practice
"""


NOTHING_MOVED = "redirects:\n\nwithdrawn:\n"


@pytest.fixture
def top(tmp_path: Path, the_56: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Path:
    """A small project without a mistake."""
    places = "\n".join(
        f"  - code: {code}\n    name: {name}\n    source: a list\n    checked: 2026-11-23\n"
        for code, name in sorted(the_56.items(), key=lambda pair: pair[1])
    )
    contacts = f"{PEOPLE}jurisdictions:\n{places}{LINES}"
    rows = "\n".join(
        f"  - code: {code}\n    kind: {kind}\n    label: A line\n    agree: single\n"
        for code in sorted(the_56)
        for kind in ("abuse_hotline", "clearinghouse")
    )
    states = f"state_lines:\n{rows}"
    folder = tmp_path / "project"
    (folder / "data").mkdir(parents=True)
    (folder / "docs").mkdir()
    for name, text in zip(
        (*FILES, *TEXTS),
        (contacts, LISTED, WORDS, states, NOTHING_MOVED, HEAD),
        strict=True,
    ):
        (folder / name).write_text(text, "utf-8")
    (folder / "docs/index.md").write_text(PAGE, "utf-8")
    assert main(["--top", str(folder), "--today", "2026-11-23", "published", "--write"]) == 0
    capsys.readouterr()
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    return folder


@pytest.fixture
def run(top: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the project; gives its exit code and what it says."""

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
    """The line of a text that stands there once."""
    (line,) = [n for n, one in enumerate(path.read_text("utf-8").split("\n"), 1) if one == text]
    return line


def everything(folder: Path) -> dict[str, bytes]:
    """Each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def break_mailbox(top: Path) -> str:
    """Put a mistake into the contacts; returns what must be said of it."""
    line = line_of(top / CONTACTS, "  email: team@org.example")
    edit(top / CONTACTS, "  email: team@org.example", "  email: team at org.example")
    return (
        f"{CONTACTS}:{line}: team: email: `team at org.example` is not an e-mail address "
        "(An email address must have an @-sign); write it like RecoveryServices@NCMEC.ORG"
    )


class TestCheck:
    def test_the_real_project_is_well(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "All is well."

    def test_a_work_that_no_page_cites_is_a_problem(self, run: Run, top: Path) -> None:
        assert run("check") == (0, ["All is well."])
        (top / "docs/index.md").write_text(PAGE.replace("[^first]", ""), "utf-8")
        code, said = run("check")
        assert (code, said[1:]) == (1, ["1 to mend"])
        assert "source first: no page cites it" in said[0]

    def test_wrong_data_is_said_and_pages_wait(self, run: Run, top: Path) -> None:
        expected = break_mailbox(top)
        (top / "docs/index.md").write_text("# A\n", "utf-8")
        assert run("check") == (1, [expected, "1 to mend"])

    def test_wrong_pages_are_said_all_at_once(self, run: Run, top: Path) -> None:
        (top / "docs/sub").mkdir()
        (top / "docs/sub/page.md").write_text(PAGE + "\n{{ map() }}\n", "utf-8")
        (top / "docs/index.md").write_text(PAGE + "\n12% left.\n", "utf-8")
        run("published", "--write")
        code, said = run("check")
        problems = [one for one in said if "warning" not in one]
        assert code == 1
        assert [one.split(": ")[0] for one in problems] == [
            "docs/index.md:8",
            "docs/sub/page.md:8",
            "2 to mend",
        ]

    @pytest.mark.parametrize("command", ["check", "report"])
    def test_a_page_that_is_not_utf_8_is_said(self, run: Run, top: Path, command: str) -> None:
        (top / "docs/old.md").write_bytes(PAGE.encode() + b"Jos\xe9\n")
        code, said = run(command)
        assert code == 1
        expected = "docs/old.md:7: a character that is not UTF-8; save the file as plain UTF-8 text"
        assert expected in said

    def test_the_given_day_counts_as_today(self, top: Path) -> None:
        arguments = ["--top", str(top), "--today"]
        assert main([*arguments, "2026-11-23", "check"]) == 0
        assert main([*arguments, "2026-11-22", "check"]) == 1

    def test_it_changes_nothing(self, run: Run, top: Path) -> None:
        before = everything(top)
        run("check")
        assert everything(top) == before


class TestPublished:
    def test_the_list_holds_every_address_of_the_real_project(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["published"]) == 0
        # It warns of other things too, which are none of its matter.
        said = capsys.readouterr().out.splitlines()
        assert [one for one in said if " is new" in one] == [], "run `make published`"

    def test_new_addresses_are_named_and_only_written_where_asked(
        self, run: Run, top: Path
    ) -> None:
        assert run("published") == (0, [])
        page = PAGE.replace("title", "handout_sides: 2\ntitle", 1)
        (top / "docs/new.md").write_text(page, "utf-8")
        (top / "docs/more.pdf").write_bytes(b"%PDF")
        before = (top / PUBLISHED).read_text("utf-8")
        new = ["/handouts/new.pdf", "/more.pdf", "/new/"]
        said = [f"{PUBLISHED}: {one} is new" for one in new]
        assert run("published") == (0, said)
        assert (top / PUBLISHED).read_text("utf-8") == before
        code, missing = run("check")
        assert (code, len(missing)) == (1, len(new) + 1)
        assert run("published", "--write") == (0, said)
        lines = (top / PUBLISHED).read_text("utf-8").splitlines()
        assert sorted({*before.splitlines(), *new}) == sorted(lines)
        assert run("check") == (0, ["All is well."])

    def test_a_lost_address_stays_on_the_list_until_it_leads_on(self, run: Run, top: Path) -> None:
        (top / "docs/old.md").write_text(PAGE, "utf-8")
        run("published", "--write")
        (top / "docs/old.md").rename(top / "docs/new.md")
        run("published", "--write")
        line = line_of(top / PUBLISHED, "/old/")
        lost = (
            f"{PUBLISHED}:{line}: docs/old.md was renamed or removed: the address /old/ was "
            f"published; add a line to {MOVED}"
        )
        assert run("check") == (1, [lost, "1 to mend"])
        edit(top / MOVED, "redirects:\n", "redirects:\n  - old: /old/\n    new: /new/\n")
        assert run("check") == (0, ["All is well."])
        into = top / "out"
        run("render", "--into", into)
        assert b"url=../new/index.html" in (into / "old/index.html").read_bytes()

    def test_bad_data_writes_nothing(self, run: Run, top: Path) -> None:
        expected = break_mailbox(top)
        before = everything(top)
        assert run("published", "--write") == (1, [expected])
        assert everything(top) == before


class TestFieldGuide:
    def test_it_is_printed_and_written_as_it_is_committed(self, run: Run, top: Path) -> None:
        committed = (TOP / field_guide.FILE).read_text("utf-8")
        assert run("field-guide") == (0, committed.splitlines())
        before = everything(top)
        assert run("field-guide", "--write") == (0, [])
        assert everything(top) == before | {field_guide.FILE: committed.encode()}


class TestRender:
    def test_all_pages_and_downloads_are_written(self, run: Run, tmp_path: Path) -> None:
        into = tmp_path / "deep/er"
        assert run("render", "--into", into) == (0, [f"66 files written into {into}"])
        written = everything(into)
        assert len(written) == 56 + 1 + 2 + 5 + 3 + 2
        assert written["contacts/tt.vcf"].startswith(b"BEGIN:VCARD\r\n")
        assert (
            b"https://recovery-services.example/jurisdictions/texas/"
            in written["open-data/contacts.json"]
        )
        assert b"Texas (TX)" in written["jurisdictions/texas.md"]

    def test_the_address_of_the_site_can_be_given(self, run: Run, tmp_path: Path) -> None:
        run("render", "--into", tmp_path / "x", "--site-url", "https://other.example/")
        assert b"https://other.example/contacts/" in (tmp_path / "x/contacts/tt.vcf").read_bytes()

    @pytest.mark.parametrize("name", FILES)
    @pytest.mark.parametrize(
        "content",
        [
            None,
            b"",
            b"\xff\xfe",
            b"- a\n",
            b"a: b: c\n",
            b"\ta: b\n",
            b"<<<<<<< HEAD\n",
            b"team: x\n",
            b"a: !!python/object:os.system x\n",
            b"a: &b [*b]\n",
        ],
        ids=repr,
    )
    @pytest.mark.parametrize("command", ["check", "render"])
    def test_bad_data_is_said_with_no_traceback_and_nothing_is_written(
        self, run: Run, top: Path, name: str, content: bytes | None, command: str
    ) -> None:
        if content is None:
            (top / name).unlink()
        else:
            (top / name).write_bytes(content)
        before = everything(top)
        code, said = run(command, *(["--into", top / "out"] if command == "render" else []))
        assert code == 1
        assert said
        assert any(re.match(rf"{re.escape(name)}:\d+: .", one) for one in said)
        assert everything(top) == before

    def test_one_mistake_keeps_everything_from_being_written(
        self, run: Run, top: Path, tmp_path: Path
    ) -> None:
        expected = break_mailbox(top)
        into = tmp_path / "out"
        assert run("render", "--into", into) == (1, [expected])
        assert not into.exists()


class TestReport:
    def test_every_page_is_in_the_report(self, run: Run, top: Path) -> None:
        (top / "docs/second.md").write_text(PAGE.replace("title", "audience: A\ntitle", 1), "utf-8")
        code, said = run("report")
        assert code == 0
        start = said.index("How the pages read, hardest first")
        assert {line.split()[-1] for line in said[start + 2 : start + 4]} == {
            "docs/index.md",
            "docs/second.md",
        }
        assert "Pages that the team has never reviewed" in said

    def test_it_is_written_in_markdown_for_an_issue(self, run: Run, top: Path) -> None:
        code, said = run("report", "--markdown")
        assert code == 0
        assert "## How the pages read, hardest first" in said
        assert any(line.startswith("- `data/contacts.yml:") for line in said)

    def test_data_with_a_mistake_is_said_instead(self, run: Run, top: Path) -> None:
        edit(top / CONTACTS, "  email: team@org.example", "  email: team at org.example")
        code, said = run("report")
        assert code == 1
        assert "is not an e-mail address" in said[0]


class TestWorksheet:
    def test_it_is_written_and_said_to_be_for_staff(self, run: Run, tmp_path: Path) -> None:
        into = tmp_path / "deep/er"
        code, said = run("worksheet", "--into", into)
        assert code == 0
        assert said[0].startswith("For staff, never to be published: ")
        written = everything(into)
        assert set(written) == {"state-lines.csv"}
        assert all(len(content) > 10_000 for content in written.values())

    def test_wrong_data_is_said_and_nothing_is_written(
        self, run: Run, top: Path, tmp_path: Path
    ) -> None:
        edit(
            top / STATES,
            "AK\n    kind: abuse_hotline\n    label: A line\n    agree: single",
            "AK\n    kind: abuse_hotline\n    label: A line\n    agree: maybe",
        )
        code, said = run("worksheet", "--into", tmp_path / "x")
        assert code == 1
        assert "agree: `maybe` is not one it can have; write 'yes', 'no' or 'single'" in said[0]
        assert not (tmp_path / "x").exists()


class TestArguments:
    @pytest.mark.parametrize(
        "arguments",
        [[], ["nothing"], ["render"], ["--today", "soon", "check"]],
    )
    def test_wrong_words_are_said_with_the_right_ones(
        self, capsys: pytest.CaptureFixture[str], arguments: list[str]
    ) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "usage: recovery_site" in capsys.readouterr().err

    def test_the_program_ends_with_the_code_of_its_command(
        self, top: Path, environment: dict[str, str]
    ) -> None:
        def call(*arguments: str) -> subprocess.CompletedProcess[str]:
            words = ["--top", str(top), "--today", "2026-11-23", *arguments]
            return subprocess.run(
                [sys.executable, "-m", "recovery_site", *words],
                env=environment,
                cwd=top,
                capture_output=True,
                text=True,
                check=False,
            )

        assert call("check").returncode == 0
        expected = break_mailbox(top)
        result = call("check")
        assert (result.returncode, result.stderr) == (1, "")
        assert result.stdout == f"{expected}\n1 to mend\n"


def test_offline_says_what_to_do_where_no_offline_edition_was_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["offline", "--site", str(tmp_path), "--into", str(tmp_path / "made/copy.zip")]
    assert main(wanted) == 1
    assert capsys.readouterr().out == f"{tmp_path}: no built site is there; run `make offline`\n"
    (tmp_path / "index.html").write_text("<p>Home</p>")
    assert main(wanted) == 1
    assert "build it with EDITION=offline" in capsys.readouterr().out
    assert not (tmp_path / "made").exists()
