"""Building: the same bytes twice, nothing half-written, another engine, live reload, addresses that lead on."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import events
import pytest
from recovery_site.__main__ import main

from tests.conftest import ENVIRONMENT, TODAY, TOP, build_project
from tests.small_site import Outcome, build_here, write_site

CONTACTS = "data/contacts.yml"
NAME, NUMBER = "Brittany Butler", "571.228.3552"
"""A person of the frozen contacts."""

FROZEN_DAY = {"RECOVERY_SITE_TODAY": TODAY.isoformat()}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A small site without a mistake."""
    return write_site(tmp_path / "project")


@pytest.fixture
def build(top: Path, tmp_path: Path) -> Callable[..., Outcome]:
    """Builds the small site: ``build(ANNOTATE="github")``."""
    return lambda **environment: build_here(top, tmp_path / "site", **environment)


def edit(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once in a file; returns its line."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert contents
    return contents


def different(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    """Names of the files of two trees that are not the same."""
    return [name for name in {**first, **second} if first.get(name) != second.get(name)]


@pytest.mark.pdf
def test_two_builds_of_the_real_site_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    result = build_project(site.with_name(f"{site.name}-project"), tmp_path / "again")
    assert result.returncode == 0, result.stderr
    assert different(tree(site), tree(tmp_path / "again")) == []


def test_two_copies_for_a_usb_stick_give_the_same_bytes(top: Path, tmp_path: Path) -> None:
    copies = []
    for name in ("one", "two"):
        assert not build_here(top, tmp_path / name, EDITION="offline").stopped
        words = ["offline", "--site", str(tmp_path / name), "--into", str(tmp_path / f"{name}.zip")]
        assert main(words) == 0
        copies.append((tmp_path / f"{name}.zip").read_bytes())
    assert copies[0] == copies[1]
    assert len(zipfile.ZipFile(tmp_path / "one.zip").namelist()) > 56


def test_properdocs_builds_the_same_bytes(
    top: Path, tmp_path: Path, build: Callable[..., Outcome]
) -> None:
    assert not build().stopped
    result = build_project(top, tmp_path / "other", "properdocs", HANDOUTS="no", **FROZEN_DAY)
    assert result.returncode == 0, result.stderr
    changed = different(tree(tmp_path / "site"), tree(tmp_path / "other"))
    assert {name for name in changed if not name.startswith("sitemap.xml")} == set()


def test_bad_data_stop_the_build_with_one_clean_message_and_leave_the_old_site(
    top: Path, tmp_path: Path
) -> None:
    line = edit(top / CONTACTS, NUMBER, NUMBER[:-1])
    (tmp_path / "site").mkdir()
    (tmp_path / "site/kept.txt").write_text("the last good site")
    result = build_project(top, tmp_path / "site", **FROZEN_DAY)  # as a person sees it
    assert result.returncode != 0
    assert f"{CONTACTS}:{line}: person {NAME}: phone: `{NUMBER[:-1]}` is not a" in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tree(tmp_path / "site")) == ["kept.txt"]


def test_mistakes_in_pages_stop_the_build_all_at_once(
    top: Path, build: Callable[..., Outcome]
) -> None:
    first = edit(top / "docs/about.md", "Text.", "{{ finderr() }}")
    second = edit(top / "docs/privacy.md", "Text.", "So.[^nobody]")
    third = edit(top / "docs/law.md", "Text.", "[Plan](recovery-planing.md)")
    link = "the link `recovery-planing.md` leads to no page or file of the site; did you mean `recovery-planning.md`?"
    outcome = build(ANNOTATE="github")
    assert outcome.stopped
    assert f"docs/about.md:{first}: there is no `finderr`; write one of" in outcome.said
    assert f"docs/privacy.md:{second}: `[^nobody]` is not in data/sources.yml" in outcome.said
    assert f"docs/law.md:{third}: {link}" in outcome.said
    annotation = f"::error file=docs/law.md,line={third},title="
    assert [
        line for line in outcome.said.splitlines() if line.startswith(annotation) and link in line
    ]
    assert "::error" not in build().said


def test_a_renamed_page_stops_the_build_until_its_address_leads_on(
    top: Path, tmp_path: Path, build: Callable[..., Outcome]
) -> None:
    (top / "docs/glossary.md").rename(top / "docs/words.md")
    for path in (top / "mkdocs.yml", top / "docs/index.md"):
        edit(path, "glossary.md", "words.md")
    lines = (top / "data/published.txt").read_text("utf-8").split("\n")
    [said] = [line for line in build().said.splitlines() if "glossary" in line]
    assert said.endswith(
        f"data/published.txt:{lines.index('/glossary/') + 1}: docs/glossary.md was renamed or removed: the "
        "address /glossary/ was published; write in data/redirects.yml, under `redirects`, "
        "`- old: /glossary/` and below it `new:` with what takes its place"
    )
    assert not (tmp_path / "site").exists()
    (top / "data/redirects.yml").write_text("redirects:\n  - old: /glossary/\n    new: /words/\n")
    assert not build().stopped
    site = tmp_path / "site"
    assert 'content="0; url=../words/index.html"' in (site / "glossary/index.html").read_text(
        "utf-8"
    )
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "/words/" in sitemap
    assert "/glossary/" not in sitemap
    assert "glossary/" not in (site / "search/index.js").read_text("utf-8")
    assert "/glossary/ /words/ 301\n" in (site / "_redirects").read_text("utf-8")


def test_the_card_of_someone_who_left_is_withdrawn_and_a_new_name_keeps_the_old_address(
    top: Path, tmp_path: Path, build: Callable[..., Outcome]
) -> None:
    for old, new in (("Teresa Musick", "Teresa New"), ("Kyla Conlee", "Someone Else")):
        edit(top / CONTACTS, f"- name: {old}\n", f"- name: {new}\n")
    said = build().said
    for name in ("teresa-musick", "kyla-conlee"):
        assert f"the contact `{name}` (data/contacts.yml) was renamed or removed" in said
    (top / "data/redirects.yml").write_text(
        "redirects:\n  - old: /contacts/teresa-musick.vcf\n    new: /contacts/teresa-new.vcf\n"
        "withdrawn:\n  - address: /contacts/kyla-conlee.vcf\n    why: left the team\n"
    )
    assert not build().stopped
    cards = tmp_path / "site/contacts"
    assert (cards / "teresa-musick.vcf").read_bytes() == (cards / "teresa-new.vcf").read_bytes()
    assert b"FN:Teresa New" in (cards / "teresa-musick.vcf").read_bytes()
    assert not (cards / "kyla-conlee.vcf").exists()


@pytest.mark.parametrize(
    ("command", "asked", "handouts"),
    [("build", None, True), ("build", "no", False), ("serve", None, False), ("serve", "yes", True)],
)
def test_serving_makes_no_pdf_unless_asked(
    monkeypatch: pytest.MonkeyPatch, command: Any, asked: str | None, handouts: bool
) -> None:
    monkeypatch.setattr(events, "asked", {})
    monkeypatch.delenv("HANDOUTS", raising=False)
    if asked:
        monkeypatch.setenv("HANDOUTS", asked)
    events.on_startup(command, dirty=False)
    assert events.asked["handouts"] is handouts


def test_without_pango_a_build_stops_with_one_line_unless_asked_to_do_without(
    top: Path, tmp_path: Path, build: Callable[..., Outcome]
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "weasyprint.py").write_text('raise OSError("cannot load library libpango-1.0-0")\n')
    path = f"{broken}:{ENVIRONMENT['PYTHONPATH']}"
    wanted = {**FROZEN_DAY, "HANDOUTS": "yes", "PYTHONPATH": path}
    result = build_project(top, tmp_path / "site", **wanted)
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert result.stderr.count("PDFs need Pango") == 1, result.stderr
    assert not build(HANDOUTS="no").stopped
    assert not list((tmp_path / "site").rglob("*.pdf"))


def test_serving_shows_an_edit_survives_a_bad_edit_and_recovers(top: Path, tmp_path: Path) -> None:
    contacts = top / CONTACTS
    good = contacts.read_text("utf-8")
    second, third = (NUMBER[:-4] + last for last in ("0198", "0199"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}",
             "--watch", str(top / "data")],
            cwd=top, env={**ENVIRONMENT, **FROZEN_DAY}, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        page = f"http://127.0.0.1:{port}/contacts/index.html"
        until(lambda: NUMBER in fetch(page), server, log)
        assert "Content-Security-Policy" not in fetch(page)  # or the page could not reload
        assert "data-worker" not in fetch(page)  # or a developer would see yesterday's page
        contacts.write_text(good.replace(NUMBER, second), "utf-8")
        until(lambda: second in fetch(page), server, log)
        contacts.write_text(good.replace(NUMBER, "571.228"), "utf-8")
        said = f"person {NAME}: phone: `571.228` is not"
        until(lambda: said in log.read_text(), server, log)
        contacts.write_text(good.replace(NUMBER, third), "utf-8")
        until(lambda: third in fetch(page), server, log)
    finally:
        server.terminate()
        server.wait(30)


def fetch(address: str) -> str:
    """The page at an address, empty while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def until(happens: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for something that the running server brings about, at most a minute."""
    deadline = time.monotonic() + 60
    while not happens():
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)  # between two looks; what is waited for is the condition


def test_a_stopped_build_leaves_the_published_site_and_the_next_is_whole(tmp_path: Path) -> None:
    """The recipe of `make site`, with a build that is killed while it writes."""
    shutil.copy(TOP / "Makefile", tmp_path)
    tool = tmp_path / ".venv/bin/mkdocs"
    tool.parent.mkdir(parents=True)
    for stamp in ("site", "pango"):
        (tmp_path / ".venv" / stamp).touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/page").write_text("old")
    write = "#!/bin/sh\nmkdir -p build/site.new && echo new > build/site.new/page\n"

    def make() -> int:
        tool.chmod(0o755)
        words = ["make", "-o", ".venv/site", "-o", ".venv/pango", "site"]
        return subprocess.run(words, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False).returncode  # fmt: skip

    tool.write_text(write + "kill -9 $$\n")
    assert make() != 0
    assert tree(tmp_path / "site") == {"page": b"old"}
    (tmp_path / "build/site.new/half").write_text("left over")
    tool.write_text(write.replace("-p build/site.new", "build/site.new"))
    assert make() == 0
    assert tree(tmp_path / "site") == {"page": b"new\n"}
    # Stopped between the two moves: the old site is brought back before anything else.
    (tmp_path / "site").rename(tmp_path / "build/site.old")
    tool.write_text("#!/bin/sh\nexit 1\n")
    assert make() != 0
    assert tree(tmp_path / "site") == {"page": b"new\n"}
