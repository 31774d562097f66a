"""Files of a folder in and out."""

from __future__ import annotations

from pathlib import Path

from recovery_site.folder import read, write


def test_what_is_written_is_read_back_in_order_with_hidden_files(tmp_path: Path) -> None:
    files = {".htaccess": b"\x00", "a/b/c.bin": b"\xff", "z": b""}
    write(tmp_path / "new", dict(reversed(files.items())))
    assert list(read(tmp_path / "new").items()) == list(files.items())
    assert read(tmp_path / "nowhere") == {}
