"""A real nginx with the configuration of ``hosting/``, serving the built site on this machine only."""

import http.client
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import TOP, noted_tool


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running nginx."""

    port: int
    process: int
    root: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to one request; header names are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            sent = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, sent, answer.read())
        finally:
            connection.close()


def changed(text: str, old: str, new: str) -> str:
    assert old in text, f"the configuration no longer says {old}"
    return text.replace(old, new)


def waiting(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def running(folder: Path, root: Path, top: str = "") -> Iterator[Server]:
    """nginx as a process of the test, stopped at the end.

    Only the address, and the place of the site, differ from what a host runs. A site in a folder of its host is
    set up as hosting/README.md says: ``top`` is ``/`` and the folder's name.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    main = (TOP / "hosting/nginx.conf").read_text("utf-8")
    if os.geteuid() == 0:  # else the workers would be "nobody", who may not read a test's folder
        main = f"user root;\n{main}"
    (folder / "nginx.conf").write_text(main, "utf-8")
    block = (TOP / "hosting/site.conf").read_text("utf-8")
    block = changed(block, "listen 8080;", f"listen 127.0.0.1:{port};")
    if top:
        block = changed(block, "root /srv/site;", f"root {root.parent};")
        block = changed(block, 'set $top "";', f"set $top {top};")
    (folder / "site.conf").write_text(changed(block, "/srv/site", str(root)), "utf-8")
    said = folder / "said.txt"
    with said.open("wb") as out:
        nginx = subprocess.Popen(
            [
                noted_tool("nginx", "nginx"),
                "-e",
                "stderr",
                "-p",
                f"{folder}/",
                "-c",
                folder / "nginx.conf",
            ],
            stdout=out,
            stderr=out,
        )
    try:
        while not waiting(port):
            assert nginx.poll() is None, said.read_text("utf-8")
        yield Server(port, nginx.pid, root)
    finally:
        nginx.terminate()
        nginx.wait(timeout=30)
    # A warning at the start would stand here; so would an error during a test.
    assert said.read_text("utf-8") == ""


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Starts an nginx over a folder: ``start(root)``, or ``start(root, "/site")`` for a folder of its host."""
    with ExitStack() as stack:
        yield lambda root, top="": stack.enter_context(
            running(tmp_path_factory.mktemp("nginx"), root, top)
        )


@pytest.fixture(scope="session")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site as a host gets it: with each text file compressed beside it."""
    folder = tmp_path_factory.mktemp("published") / "site"
    shutil.copytree(site, folder)
    subprocess.run(["sh", TOP / "scripts/compress.sh", folder], check=True)
    return folder


@pytest.fixture(scope="session")
def server(start: object, published: Path) -> Server:
    """nginx with the real site."""
    assert callable(start)
    served = start(published)
    assert isinstance(served, Server)
    return served
