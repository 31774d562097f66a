"""Where a reader proposes a change: the file, and the line of the record, in the project's repository."""

from __future__ import annotations

BRANCH = "main"
"""The branch that is published."""


def address(repository: str, path: str, line: int | None = None) -> str:
    """The page of the repository on which a file is changed.

    Args:
        repository: its address without a slash at its end; empty where it is not known: then nothing.
        path: the file, from the project's top.
        line: of a record, from 1: the pencil above it opens the editor. Without, the editor opens at once.
    """
    if not repository:
        return ""
    page = f"edit/{BRANCH}/{path}" if line is None else f"blob/{BRANCH}/{path}#L{line}"
    return f"{repository}/{page}"
