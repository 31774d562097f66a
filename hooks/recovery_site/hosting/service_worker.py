"""What a reader's device keeps for the time without signal: the pages in bundles, and the service worker.

Every device keeps the same: all pages. So what it keeps says nothing about what somebody read.
"""

import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from recovery_site.core import fingerprint
from recovery_site.core.files import Folder, write
from recovery_site.data.records import JURISDICTIONS
from recovery_site.hosting import security_headers

KEPT = (".html", ".css", ".js", ".svg")
"""Kinds of file that are kept: pages and what they are shown with, all of them text. No PDFs: they are
five times as heavy as all pages, and to keep only those somebody opened would show which."""

NOT_KEPT = ("404.html", "sw.js")

WHOM_TO_CALL = ("index.html", "no-connection.html", "help-now/", "contacts/", "regions/", JURISDICTIONS,
                "assets/site.", "assets/more.", "assets/map.", "assets/paper.", "assets/icon.")  # fmt: skip
"""How the paths of the first bundle begin: whom to call, and how pages look."""


BUNDLES = ("whom-to-call", "what-to-do", "the-rest")
"""In the order of need. Each is texts by path as JSON, compressed together: pages are so alike that this halves them,
on any host. Only one text is held at a time, because all pages together may be large."""


def add(site: Path) -> None:
    """Write the bundles and ``sw.js`` into the folder of a finished site."""
    for path, content in files(Folder(site)).items():
        write(site / path, content)


def files(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundles and ``sw.js``, each by its path from the top of the site.

    ``site``: every file of the finished site by its path from the top; what is not kept is passed over. The styles
    inside pages are held once in a bundle, as a list under an empty path: a page has the number of each in it.
    """
    styles = styles_of(site)
    packers = {name: zlib.compressobj(9, wbits=31) for name in BUNDLES}  # 31: as gzip does
    packed = {name: packers[name].compress(f'{{"":{_json(styles)}'.encode()) for name in BUNDLES}
    for path in sorted(site):
        if PurePosixPath(path).suffix in KEPT and path not in NOT_KEPT:
            text = site[path].decode()
            for number, style in enumerate(styles):
                text = text.replace(f"<style>{style}</style>", f"<style>{number}</style>", 1)
            name = _bundle_of(path, text)
            packed[name] += packers[name].compress(f",{_json(path)}:{_json(text)}".encode())
    named = {}
    for name, packer in packers.items():
        content = packed[name] + packer.compress(b"}") + packer.flush()
        named[fingerprint.name(f"stored/{name}.bin", content)] = content
    code = Path(__file__).with_name("worker.js").read_text("utf-8")
    lists = {"BUNDLES": list(named), "GUARDS": list(security_headers.headers(()))}
    head = "".join(f"const {name} = {json.dumps(values)};\n" for name, values in lists.items())
    return {**named, "sw.js": f"{head}{code}".encode()}


def styles_in(page: str) -> list[str]:
    """The styles that stand inside a page."""
    return re.findall("<style>(.*?)</style>", page, re.DOTALL)


def styles_of(site: Mapping[str, bytes]) -> list[str]:
    """Every style that stands inside a page of a finished site, once; ``site`` as in :func:`files`."""
    pages = (site[path].decode() for path in sorted(site) if path.endswith(".html"))
    return list(dict.fromkeys(style for page in pages for style in styles_in(page)))


def _bundle_of(path: str, text: str) -> str:
    """The bundle of a file: whom to call first, then what to do (checklists, worksheets), then the rest."""
    if path.startswith(WHOM_TO_CALL):
        return "whom-to-call"
    checklist = 'class="task-list' in text or path.startswith("worksheets/")
    return "what-to-do" if checklist else "the-rest"


def _json(text: str | list[str]) -> str:
    return json.dumps(text, ensure_ascii=False, separators=(",", ":"))
