"""The bundles that a reader's device keeps, and the list of them in the service worker."""

import gzip
import json
import re
from pathlib import Path

from recovery_site.core.files import Folder, write
from recovery_site.hosting import security_headers
from recovery_site.hosting.service_worker import add, files

SITE = {
    "index.html": b"<style>p{color:red}</style><style>i{x:y}</style>home",
    "404.html": b"not here",
    "no-connection.html": b"no signal",
    "contacts/index.html": b"<style>p{color:red}</style>people",
    "contacts/ann.vcf": b"card",
    "jurisdictions/texas/index.html": b"Texas",
    "missing-from-care/index.html": b'<li class="task-list-item">',
    "worksheets/plan/index.html": b"plan",
    "law/index.html": "§ é".encode(),
    "search/index.js": b"index",
    "assets/site.12345678.css": b"css",
    "assets/search.12345678.js": b"search",
    "handouts/law.pdf": b"%PDF",
    "handouts/law.png": b"\x89PNG",
    ".htaccess": b"headers",
}


def unpacked(output: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """The texts by path of each bundle, by its name without hash."""
    return {
        re.sub(r"stored/([a-z-]+)\.[0-9a-f]{8}\.bin", r"\1", path): json.loads(gzip.decompress(raw))
        for path, raw in output.items()
        if path != "sw.js"
    }


def test_every_page_is_in_one_bundle_and_no_pdf_in_any() -> None:
    bundles = unpacked(files(SITE))
    assert {name: list(texts) for name, texts in bundles.items()} == {
        "whom-to-call": [
            "", "assets/site.12345678.css", "contacts/index.html", "index.html",
            "jurisdictions/texas/index.html", "no-connection.html",
        ],
        "what-to-do": ["", "missing-from-care/index.html", "worksheets/plan/index.html"],
        "the-rest": ["", "assets/search.12345678.js", "law/index.html", "search/index.js"],
    }  # fmt: skip
    for texts in bundles.values():
        styles: object = texts.pop("")
        assert styles == ["p{color:red}", "i{x:y}"]
        for path, text in texts.items():  # as the worker puts them together again
            whole = text.replace("<style>0<", "<style>p{color:red}<")
            assert whole.replace("<style>1<", "<style>i{x:y}<").encode() == SITE[path]


def test_the_worker_names_the_bundles_in_the_order_of_need_and_every_guarding_header() -> None:
    output = files(SITE)
    first, second, rest = output["sw.js"].decode().split("\n", 2)
    guards = json.loads(second.removeprefix("const GUARDS = ").removesuffix(";"))
    sent = security_headers.files(())["_headers"]
    assert guards == re.findall("^  ([^:]+):", sent, re.MULTILINE)[:-1]
    named = json.loads(first.removeprefix("const BUNDLES = ").removesuffix(";"))
    assert named == [path for path in output if path != "sw.js"]
    assert list(unpacked(output)) == ["whom-to-call", "what-to-do", "the-rest"]
    assert rest.startswith("//")


def test_only_the_bundle_that_changed_gets_another_name() -> None:
    before, after = files(SITE), files(SITE | {"contacts/index.html": b"new people"})
    assert len(set(before) & set(after)) == 3
    assert files(dict(reversed(SITE.items()))) == before
    assert files(SITE | before) == before  # a second pass over a finished site


def test_the_real_site_is_kept_whole_in_400_kilobytes(site: Path, pages: list[Path]) -> None:
    bundles = {name: raw for name, raw in Folder(site).items() if name.startswith("stored/")}
    kept = {path for texts in unpacked(bundles).values() for path in texts}
    everything = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {"404.html"}
    assert len(everything) >= len(pages) - 1  # an old address that leads on is kept as well
    assert {path for path in kept if path.endswith(".html")} == everything
    worker = (site / "sw.js").read_text("utf-8")
    [mark] = re.findall(r"^const MARK = /(.*)/;$", worker, re.MULTILINE)
    judged = [name for name in kept if name.endswith(".html") or name == "search/index.js"]
    texts = {name: (site / name).read_text("utf-8") for name in [*judged, "404.html"]}
    assert [name for name, text in texts.items() if not re.search(mark, text[:9000])] == []
    assert sum(map(len, bundles.values())) < 400_000
    first = next(raw for name, raw in bundles.items() if "whom-to-call" in name)
    assert len(first) < 80_000


def test_what_is_published_is_made_from_what_is_published(site: Path) -> None:
    folder = Folder(site)
    output = files(folder)
    assert output == {name: folder[name] for name in output}


def test_adding_to_a_folder_writes_every_bundle(tmp_path: Path) -> None:
    for path, content in SITE.items():
        write(tmp_path / path, content)
    add(tmp_path)
    assert dict(Folder(tmp_path)) == dict(sorted((SITE | files(SITE)).items()))
