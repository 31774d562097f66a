"""What a reader's device keeps for the time without signal: the pages in bundles, and the service worker.

Every device keeps the same: all pages. So what it keeps says nothing about what somebody read.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from recovery_site import hashed
from recovery_site.files import contents, write

KEPT = (".html", ".css", ".js", ".svg")
"""Kinds of file that are kept: pages and what they are shown with, all of them text. No PDFs: they are
five times as heavy as all pages, and to keep only those somebody opened would show which."""

NOT_KEPT = ("404.html", "sw.js")

WHOM_TO_CALL = ("index.html", "no-connection.html", "help-now/", "contacts/", "regions/", "jurisdictions/",
                "assets/site.", "assets/icon.")  # fmt: skip
"""How the paths of the first bundle begin: whom to call, and how pages look."""


def add(site: Path) -> None:
    """Write the bundles and ``sw.js`` into the folder of a finished site."""
    for path, content in files(contents(site)).items():
        write(site / path, content)


def files(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundles and ``sw.js``, each by its path from the top of the site.

    Args:
        site: every file of the finished site by its path from the top; what is not kept is passed over.
    """
    bundles: dict[str, dict[str, str]] = {"whom-to-call": {}, "what-to-do": {}, "the-rest": {}}
    for path, content in sorted(site.items()):
        if PurePosixPath(path).suffix in KEPT and path not in NOT_KEPT:
            text = content.decode()
            bundles[_bundle_of(path, text)][path] = text
    packed = {f"stored/{name}.bin": _pack(texts) for name, texts in bundles.items()}
    made = {hashed.name(path, content): content for path, content in packed.items()}
    code = Path(__file__).with_name("worker.js").read_text("utf-8")
    return {**made, "sw.js": f"const BUNDLES = {json.dumps(list(made))};\n{code}".encode()}


def _bundle_of(path: str, text: str) -> str:
    """The bundle of a file: whom to call first, then what to do (checklists, worksheets), then the rest."""
    if path.startswith(WHOM_TO_CALL):
        return "whom-to-call"
    checklist = 'class="task-list' in text or path.startswith("worksheets/")
    return "what-to-do" if checklist else "the-rest"


def _pack(texts: dict[str, str]) -> bytes:
    """Texts by path, compressed together: pages are so alike that this halves them, on any host."""
    text = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)
