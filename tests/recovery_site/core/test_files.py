"""Writing whole or not at all, and what is said where the disk refuses."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from recovery_site.__main__ import main
from recovery_site.core import files

from tests.conftest import ENVIRONMENT, TODAY
from tests.small_site import write_site

SAID = (
    "it could not be written ({}); make room, or use a folder where this account may write, "
    "then try again: what was there is as it was"
)


def test_a_file_is_written_with_its_folders_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a/b.txt"
    files.write(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    path.chmod(0o640)
    files.write(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [file.name for file in path.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_what_was_there_stays_where_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if call == "fsync" else Path, call, refuse)
    with pytest.raises(OSError, match=str(path)) as raised:
        files.write(path, "new")
    assert files.refused(raised.value) == [files.not_written(raised.value)]
    assert str(files.not_written(raised.value)) == f"{path}: {SAID.format(os.strerror(number))}"
    assert dict(files.Folder(tmp_path)) == {path.name: b"old"}


def project(folder: Path) -> Path:
    """A small site in which each command has something to write."""
    top = write_site(folder / "project")
    shutil.copy(top / "docs/law.md", top / "docs/new.md")
    with (top / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("      - new.md\n")
    (top / "data/README.md").write_text("An old guide\n")
    return top


@pytest.mark.parametrize(
    "words", [["field-guide"], ["published"], ["render", "--into", "{top}/out"]]
)
def test_a_full_disk_gives_one_clear_line_and_loses_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    top = project(tmp_path)
    before = dict(files.Folder(top))

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    call = ["--top", str(top), "--today", "2026-11-23", *(word.format(top=top) for word in words)]
    assert main(call) == 1
    full = SAID.format(os.strerror(errno.ENOSPC))
    (said,) = [line for line in capsys.readouterr().out.splitlines() if full in line]
    assert said.startswith(str(top))
    assert dict(files.Folder(top)) == before


@pytest.mark.parametrize(
    "words",
    ["recovery_site --top . --today 2026-11-23 field-guide", "mkdocs build --site-dir ../site.new"],
)
def test_a_disk_that_really_refuses_is_said_in_one_line_and_loses_nothing(
    tmp_path: Path, words: str
) -> None:
    top = project(tmp_path)
    before = dict(files.Folder(top))
    result = subprocess.run(
        [sys.executable, "-B", "-m", *words.split()],
        cwd=top,
        env=ENVIRONMENT | {"HANDOUTS": "no", "RECOVERY_SITE_TODAY": TODAY.isoformat()},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    too_large = SAID.format(os.strerror(errno.EFBIG))
    said = [line for line in (result.stdout + result.stderr).splitlines() if too_large in line]
    assert len(said) == 1
    assert dict(files.Folder(top)) == before
