"""Where a reader proposes a change: the file, and the line of the record, in the project's repository."""

from __future__ import annotations

BRANCH = "main"
"""The branch that is published."""


def address(repository: str, path: str, line: int | None = None) -> str:
    """The page of the repository on which a file is changed.

    Args:
        repository: its address without a slash at its end; empty where it is not known.
        path: the file, from the project's top.
        line: line of a record, from 1: leads there, and the pencil above it opens the editor. Without a
            line the editor opens at once.

    Returns:
        An absolute address; empty where the repository's is not known.
    """
    if not repository:
        return ""
    if line is None:
        return f"{repository}/edit/{BRANCH}/{path}"
    return f"{repository}/blob/{BRANCH}/{path}#L{line}"
