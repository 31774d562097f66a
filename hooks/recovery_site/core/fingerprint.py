"""Names that change with the content: browsers may keep such a file for good, and never show an old one."""

from __future__ import annotations

from hashlib import sha256


def name(path: str, content: bytes) -> str:
    """The path with eight signs that stand for the content: ``assets/site.1a2b3c4d.css``.

    Args:
        path: the plain path, with an extension: ``assets/site.css``.
        content: the file's bytes.
    """
    stem, dot, extension = path.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:8]}{dot}{extension}"
