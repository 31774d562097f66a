"""What every copy on paper carries, so that a reader can tell whether it is still the newest."""

import hashlib
import re
from functools import cache

import segno

MASK = 2
"""Which of the eight patterns lies over a code. Any reads as well as another where none is extreme; trying
all eight on each page cost a seventh of a build. This one scores on average within 3 percent of the best
for the site's addresses, and at worst within 13."""


def version(content: str) -> str:
    """Seven characters that change with the content of a page.

    Links on screen only do not count: where a record is edited says nothing of what it says.
    """
    lasting = re.sub(r'\s*<(a|p) class="on-screen".*?</\1>', "", content)
    return hashlib.sha256(lasting.encode()).hexdigest()[:7]


def is_preview(address: str | None) -> bool:
    """Whether an address has a name that is reserved (RFC 2606), and so leads nowhere; ``None`` where none is set."""
    reserved = r"https?://[^/]*\.(?:example|test|invalid|localhost)(?:[:/]|$)"
    return re.match(reserved, address or "") is not None


@cache
def qr_code(address: str) -> str:
    """The address as a QR code, as an address that carries the picture.

    Not in base64, which a host could not compress: that is a third of its weight. The picture is drawn here,
    because segno's own way took a twentieth of a build.
    """
    rows = segno.make(address, error="m", micro=False, mask=MASK).matrix
    drawn = ("".join(STEPS[run] for run in RUN.findall(row)) for row in rows)
    path = f"m-{len(rows)} 1".join(drawn)
    side = len(rows) + 2 * QUIET
    start = f"M{QUIET} {QUIET}.5"
    return (
        f"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='{side}' height='{side}'%3E"
        f"%3Cpath stroke='%23000' d='{start}{path}'/%3E%3C/svg%3E"
    )


QUIET = 2
"""How many modules wide the white around a code is."""

RUN = re.compile(rb"\x00+|\x01+")
STEPS = {b"\0" * count: f"m{count} 0" for count in range(1, 178)} | {
    b"\1" * count: f"h{count}" for count in range(1, 178)
}
"""Dark modules side by side are a line, light ones a move to the right; the largest code has 177 in a row."""
