"""Building: the same bytes twice, nothing half-written, another engine, live reload."""

from __future__ import annotations

import ast
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

TOP = Path(__file__).parents[2]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found
    return found


def someone() -> tuple[str, str]:
    """Name and phone of one person who is in the real contacts."""
    contacts = yaml.load((TOP / "data/contacts.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    one = next(one for one in contacts["people"] if one.get("phone"))
    return one["name"], one["phone"]


def test_two_builds_give_the_same_bytes(
    site: Path, tmp_path: Path, build: Callable[..., Path]
) -> None:
    first, second = tree(site), tree(build(tmp_path))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_properdocs_builds_the_same_pages(
    site: Path, tmp_path: Path, build: Callable[..., Path]
) -> None:
    other = build(tmp_path, engine="properdocs")
    pages = {name for name in tree(site) if name.endswith((".html", ".vcf", ".csv", ".json"))}
    assert {
        name for name in tree(other) if name.endswith((".html", ".vcf", ".csv", ".json"))
    } == pages


def test_bad_data_stops_the_build_with_one_clean_message_and_leaves_the_old_site(
    tmp_path: Path,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    contacts = (TOP / "data/contacts.yml").read_text("utf-8")
    name, right = someone()
    wrong = right[:-1]
    line = contacts[: contacts.index(right)].count("\n") + 1
    top = project(tmp_path / "project", contacts.replace(right, wrong))
    (tmp_path / "site").mkdir()
    (tmp_path / "site/kept.txt").write_text("the last good site")
    result = run_build(top, tmp_path / "site")
    assert result.returncode != 0
    assert (
        f"data/contacts.yml:{line}: person {name}: phone: `{wrong}` is not a phone" in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["kept.txt"]


def test_mistakes_in_pages_stop_the_build_all_at_once(
    tmp_path: Path,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    top = project(tmp_path / "project")
    (top / "docs/about.md").write_text(
        "---\ntitle: About\ndescription: About.\n---\n\n{{ finderr() }}\n"
    )
    (top / "docs/privacy.md").write_text(
        "---\ntitle: Privacy\ndescription: P.\n---\n\nSo.[^nobody]\n"
    )
    result = run_build(top, tmp_path / "site")
    assert result.returncode != 0
    assert "docs/about.md:6: there is no `finderr`; write one of" in result.stderr
    assert "docs/privacy.md:6: `[^nobody]` is not in data/sources.yml" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_page_in_docs_that_collides_with_a_generated_one_is_an_error(
    tmp_path: Path,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    top = project(tmp_path / "project")
    (top / "docs/jurisdictions").mkdir()
    (top / "docs/jurisdictions/texas.md").write_text("---\ntitle: T\ndescription: T.\n---\n")
    result = run_build(top, tmp_path / "site")
    assert result.returncode != 0
    assert (
        "docs/jurisdictions/texas.md:1: a page or file of this name is made from the data; "
        "rename this one, or delete it" in result.stderr
    )


def test_only_the_hook_knows_the_engine() -> None:
    users = [
        path.relative_to(TOP).as_posix()
        for path in (TOP / "hooks").rglob("*.py")
        if re.search(r"^\s*(?:from|import) mkdocs", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert users == ["hooks/events.py"]
    statements = [
        node
        for node in ast.walk(ast.parse((TOP / "hooks/events.py").read_text("utf-8")))
        if isinstance(node, ast.stmt)
    ]
    assert len(statements) <= 100  # it only hands over; what it does is elsewhere


def test_the_nav_has_at_most_seven_entries_at_the_top(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8")
    assert 2 <= page.count('class="menu-group"') <= 7


def test_serving_shows_an_edit_survives_a_bad_one_and_recovers(
    tmp_path: Path, project: Callable[..., Path], environment: dict[str, str]
) -> None:
    top = project(tmp_path / "project")
    contacts = top / "data/contacts.yml"
    good = contacts.read_text("utf-8")
    name, number = someone()
    second, third = (number[:-4] + last for last in ("0198", "0199"))
    cut = number[:7]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=top, env=environment, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        page = f"http://127.0.0.1:{port}/contacts/index.html"
        until(lambda: number in fetch(page), server, log)
        assert "Content-Security-Policy" not in fetch(page)  # or the page could not reload
        assert "data-worker" not in fetch(page)  # or a developer would see yesterday's page
        contacts.write_text(good.replace(number, second), "utf-8")
        until(lambda: second in fetch(page), server, log)
        contacts.write_text(good.replace(number, cut), "utf-8")
        until(
            lambda: f"person {name}: phone: `{cut}` is not" in log.read_text(),
            server,
            log,
        )
        contacts.write_text(good.replace(number, third), "utf-8")
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


def test_a_broken_link_is_said_with_its_line_and_shown_in_a_proposal(
    tmp_path: Path,
    project: Callable[..., Path],
    run_build: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    top = project(tmp_path / "project")
    page = top / "docs/privacy.md"
    page.write_text(page.read_text("utf-8") + "\n[Plan](recovery-planing.md)\n", "utf-8")
    line = len(page.read_text("utf-8").splitlines())
    said = "the link `recovery-planing.md` leads to no page or file of the site; did you mean `recovery-planning.md`?"
    result = run_build(top, tmp_path / "site", HANDOUTS="no", ANNOTATE="github")
    assert result.returncode != 0
    assert f"docs/privacy.md:{line}: {said}" in result.stderr
    assert f"::error file=docs/privacy.md,line={line},title=To mend::{said}" in (
        result.stdout.splitlines()
    )
    plain = run_build(top, tmp_path / "site", HANDOUTS="no")
    assert "::error" not in plain.stdout + plain.stderr


def test_a_stopped_build_leaves_the_published_site_and_the_next_is_whole(
    tmp_path: Path, environment: dict[str, str]
) -> None:
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
        return subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, check=False).returncode  # fmt: skip

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
