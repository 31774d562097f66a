"""Many readers at once: five hundred open the site in the same moment, on this machine."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import html

from tests.hosting.conftest import Server

pytestmark = [pytest.mark.load, pytest.mark.xdist_group("hosting")]

READERS = 500
LIMIT = 120.0
"""Seconds after which a reader gives up: far more than ever needed, only so that the test ends."""


def first_visit(root: Path) -> list[str]:
    """The addresses a browser asks for on the first visit to the home page."""
    page = html.parse(root / "index.html").getroot()
    linked = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert linked
    return ["/", *(f"/{str(link).removeprefix('./')}" for link in linked)]


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The status and the content of one answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    if length:
        return int(head[9:12]), await reader.readexactly(int(length[1]))
    assert b"chunked" in head.lower(), head
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return int(head[9:12]), b"".join(parts)


async def visit(
    port: int, addresses: list[str], everyone: asyncio.Barrier
) -> list[tuple[int, bytes]]:
    """One reader: connects, waits for all others, asks for everything, and stays until all have it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        await everyone.wait()
        got = []
        for address in addresses:
            writer.write(
                f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()
            )
            await writer.drain()
            got.append(await answer(reader))
        await everyone.wait()  # All have what they asked for; the memory is looked at here,
        await everyone.wait()  # and then all leave.
        return got
    finally:
        writer.close()


def memory(process: int) -> int:
    """The memory of a process and its children in KiB, what they share counted once."""
    total = 0
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    for number in [str(process), *children]:
        rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
        match = re.search(r"^Pss: +(\d+) kB$", rollup, re.MULTILINE)
        assert match
        total += int(match[1])
    return total


def test_five_hundred_readers_at_once_all_get_the_whole_page(server: Server) -> None:
    addresses = first_visit(server.root)
    wanted = [(200, server.ask(address, Accept_Encoding="gzip").body) for address in addresses]

    async def load() -> tuple[list[list[tuple[int, bytes]]], int]:
        everyone = asyncio.Barrier(READERS + 1)
        readers = [
            asyncio.create_task(visit(server.port, addresses, everyone)) for _ in range(READERS)
        ]
        await everyone.wait()
        await everyone.wait()
        used = memory(server.process)
        await everyone.wait()
        return await asyncio.gather(*readers), used

    before = memory(server.process)
    # In a thread of its own: the browser of another test may keep a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        got, used = thread.submit(lambda: asyncio.run(asyncio.wait_for(load(), LIMIT))).result()
    assert len(got) == READERS
    assert all(answers == wanted for answers in got)
    print(
        f"{READERS} readers, {READERS * len(addresses)} requests, "
        f"{sum(len(body) for _, body in wanted)} bytes each; "
        f"nginx: {before} KiB before, {used} KiB with all of them connected"
    )
    assert used < 100 * 1024, "nginx grew beyond what hosting/README.md says"
