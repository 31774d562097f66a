"""Files of a folder in and out: whoever works on them gets and gives them as bytes by path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def read(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from it with slashes, in the order of the paths."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {name: path.read_bytes() for name, path in sorted(paths.items()) if path.is_file()}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, which is made where it is missing."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
