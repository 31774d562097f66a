"""Looks at every address outside the site that the data and the pages name, once a week.

It asks politely: one request at a time to each host, a pause between two, and as many later tries as the
host itself asks for. It never runs in ``make test``; its own tests ask a server on the same machine.

    python scripts/check_links.py --report links.md
"""

from __future__ import annotations

import argparse
import email.utils
import http.client
import re
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import yaml

TOP = Path(__file__).resolve().parents[1]
EXCEPTIONS = "scripts/links.exceptions.yml"
ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
"""An address in YAML or Markdown, perhaps with the signs of the sentence after it."""

SITE = re.compile(r"^\s+value: ((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)$")
"""The site of a help line, as the contacts write it: without https://."""

AGENT = "Mozilla/5.0 (compatible; weekly link check of a public resource site)"
TIMEOUT = 30.0
PAUSE = 1.0
"""Seconds between two requests to one host."""
LATER = (5.0, 30.0)
"""Seconds to wait before the second and the third try."""
LONGEST = 120.0
"""The longest wait that a host may ask for, in seconds; a longer one counts as no answer this week."""
HOPS = 8
AT_ONCE = 8


@dataclass(frozen=True)
class Known:
    """An address that a machine cannot check, with the reason.

    Attributes:
        address: all addresses that begin with this.
        reason: what a machine gets there, and why the address is kept.
        checked: the day on which a person opened it.
    """

    address: str
    reason: str
    checked: str


@dataclass(frozen=True)
class Reply:
    """What one request brought.

    Attributes:
        status: the HTTP status; 0 where no answer came.
        said: why no answer came.
        location: where the address has moved to, for a status of 3xx.
        retry_after: the seconds the host asks to wait; None where it does not say.
    """

    status: int
    said: str = ""
    location: str = ""
    retry_after: float | None = None


@dataclass(frozen=True)
class Answer:
    """What an address gave in the end.

    Attributes:
        address: as the project writes it, without the part after #.
        problem: why it cannot be opened; empty if it can.
        moved: where it has moved for good; empty if it has not.
    """

    address: str
    problem: str = ""
    moved: str = ""


def places(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Where each address stands: ``{"https://...": ["data/sources.yml:20"]}``.

    Args:
        texts: the text of each file by its name. Lines that are notes for people (#) are left out.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if name.endswith(".yml") and line.lstrip().startswith("#"):
                continue
            site = SITE.match(line) if name == "data/contacts.yml" else None
            for written in [f"https://{site[1]}"] if site else ADDRESS.findall(line):
                found[urldefrag(_trimmed(written)).url].append(f"{name}:{number}")
    return dict(found)


def _trimmed(written: str) -> str:
    """The address without the signs of the sentence that follow it."""
    while written[-1] in ".,;:!?*_" or (
        written[-1] == ")" and written.count("(") < written.count(")")
    ):
        written = written[:-1]
    return written


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing by itself, so that a move for good is seen."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def ask(address: str, method: str, timeout: float = TIMEOUT) -> Reply:
    """Make one request.

    Args:
        address: an http or https address.
        method: HEAD or GET; of a GET's content hardly anything is read.
        timeout: seconds to wait for the host.
    """
    request = urllib.request.Request(
        address, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"}
    )
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            answer.read(1024 if method == "GET" else 0)
            return Reply(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return Reply(
                error.code,
                location=urljoin(address, error.headers.get("Location", "")),
                retry_after=_seconds(error.headers.get("Retry-After")),
            )
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Reply(0, str(reason) or type(reason).__name__)


def _seconds(written: str | None) -> float | None:
    """The wait that a host asks for, as seconds or as a time of day."""
    if not written:
        return None
    if written.strip().isdigit():
        return float(written)
    try:
        until = email.utils.parsedate_to_datetime(written)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def look(
    address: str,
    ask: Callable[[str, str], Reply] = ask,
    wait: Callable[[float], None] = time.sleep,
) -> Answer:
    """Find out whether an address can be opened; follows moves, and tries again where that may help."""
    at, for_good = address, True
    moved = ""
    for _ in range(HOPS):
        reply = _patiently(at, ask, wait)
        if reply.status in (301, 302, 303, 307, 308) and reply.location != at:
            for_good = for_good and reply.status in (301, 308)
            at = urldefrag(reply.location).url
            moved = at if for_good else moved
            continue
        if 200 <= reply.status < 300:
            return Answer(address, moved=moved)
        return Answer(address, problem=reply.said or f"answered {reply.status}")
    return Answer(address, problem=f"moved more than {HOPS} times")


def _patiently(
    address: str, ask: Callable[[str, str], Reply], wait: Callable[[float], None]
) -> Reply:
    """One address, with later tries where the host is busy, broken or silent."""
    for pause in (*LATER, None):
        reply = ask(address, "HEAD")
        if reply.status >= 400 and reply.status != 429:  # Many hosts refuse HEAD in their own way.
            wait(PAUSE)
            reply = ask(address, "GET")
        again = reply.status in (0, 429) or reply.status >= 500
        asked = pause if reply.retry_after is None else reply.retry_after
        if not again or pause is None or asked is None or asked > LONGEST:
            return reply
        wait(max(asked, PAUSE))
    raise AssertionError("the last try returns")


def look_at_all(
    addresses: Iterable[str],
    look: Callable[[str], Answer] = look,
    wait: Callable[[float], None] = time.sleep,
) -> list[Answer]:
    """All answers, in the order of the addresses; hosts side by side, each host's addresses in turn."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).netloc].append(address)

    def one_host(mine: list[str]) -> list[Answer]:
        answers = []
        for number, address in enumerate(mine):
            if number:
                wait(PAUSE)
            answers.append(look(address))
        return answers

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [one for host in pool.map(one_host, by_host.values()) for one in host]
    return sorted(found, key=lambda one: one.address)


def exceptions(text: str) -> list[Known]:
    """The known exceptions.

    Raises:
        ValueError: where a record lacks a field, or has one too many.
    """
    records = yaml.load(text, Loader=yaml.BaseLoader) or {}
    try:
        known = [Known(**one) for one in records.get("exceptions") or []]
    except TypeError as error:
        raise ValueError(f"{EXCEPTIONS}: each needs address, reason and checked: {error}") from None
    for one in known:
        if not (one.address.startswith("http") and one.reason and one.checked):
            raise ValueError(f"{EXCEPTIONS}: {one.address}: write address, reason and checked")
    return known


def report(
    answers: Sequence[Answer], where: Mapping[str, Sequence[str]], known: Sequence[Known]
) -> str:
    """What a person has to do, in Markdown; empty where there is nothing to do."""
    excused = [one for one in answers if any(one.address.startswith(k.address) for k in known)]
    dead = [one for one in answers if one.problem and one not in excused]
    moved = [one for one in answers if one.moved and not one.problem]
    idle = [
        k
        for k in known
        if not any(one.problem and one.address.startswith(k.address) for one in answers)
    ]

    def lines(found: Sequence[Answer], tell: Callable[[Answer], str]) -> list[str]:
        return [
            f"- {one.address} {tell(one)} (in {', '.join(where[one.address])})" for one in found
        ]

    parts = [
        (
            "## Cannot be opened",
            "Open each in a browser. If it opens, add it to `" + EXCEPTIONS + "` with the reason. "
            "If not, look for the new address, or for another source.",
            lines(dead, lambda one: f"**{one.problem}**"),
        ),
        (
            "## Moved for good",
            "These still open. Compare the page, then write the new address.",
            lines(moved, lambda one: f"is now {one.moved}"),
        ),
        (
            "## Exceptions that are no longer needed",
            "Take them out of `" + EXCEPTIONS + "`.",
            [f"- {one.address}" for one in idle],
        ),
    ]
    said = [f"{head}\n\n{advice}\n\n" + "\n".join(found) for head, advice, found in parts if found]
    if not said:
        return ""
    return f"{len(answers)} addresses were looked at.\n\n" + "\n\n".join(said) + "\n"


def texts(top: Path) -> dict[str, str]:
    """The data and the hand-written pages, by their path from the project's top."""
    found = [*sorted(top.glob("data/*.yml")), *sorted(top.glob("docs/**/*.md"))]
    return {one.relative_to(top).as_posix(): one.read_text("utf-8") for one in found}


def main(arguments: list[str] | None = None, wait: Callable[[float], None] = time.sleep) -> int:
    """Look at everything, and write what is to be done; 1 where an address cannot be opened."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--report", type=Path, help="write into this file instead of the screen")
    parser.add_argument("--top", type=Path, default=TOP, help="the project's top folder")
    options = parser.parse_args(arguments)
    known = exceptions((options.top / EXCEPTIONS).read_text("utf-8"))
    where = places(texts(options.top))
    told = report(look_at_all(where, partial(look, wait=wait), wait), where, known)
    if options.report:
        options.report.write_text(told, "utf-8")
    else:
        print(told or "All can be opened.")
    return 1 if "## Cannot be opened" in told else 0


if __name__ == "__main__":
    sys.exit(main())
