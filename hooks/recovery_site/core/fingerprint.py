"""Names that change with the content: browsers may keep such a file for good, and never show an old one."""

from hashlib import sha256


def name(path: str, content: bytes) -> str:
    """The path with eight characters that stand for the content: ``assets/site.1a2b3c4d.css``."""
    stem, dot, extension = path.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:8]}{dot}{extension}"
