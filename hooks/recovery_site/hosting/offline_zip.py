"""The offline copy: one file to copy to a USB stick, that opens in a browser without any server."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from lxml import html

from recovery_site.core.problems import Problem, RefusedError
from recovery_site.core.templates import day as in_words
from recovery_site.core.templates import render
from recovery_site.data.records import Team

READ_ME = "READ-ME-FIRST.html"


def copy(site: Mapping[str, bytes], team: Team) -> bytes:
    """The site as a zip: a folder with the day in its name, in it what to read first, and the site.

    The same site gives the same bytes: sorted, and every file carries the day of the copy. ``site``: every file of a
    site built with ``EDITION=offline``, by its path from the top. Of those at the top only ``index.html`` is taken:
    the others are for hosts. Raises RefusedError: the site was built for the web.
    """
    home = html.document_fromstring(site.get("index.html", b"<p>"))
    days = home.xpath("//p[@class='notice']/time/@datetime")
    if not days:
        message = "no site built with EDITION=offline is there; run `make offline`"
        raise RefusedError([Problem("index.html", 0, "", message)])
    day = date.fromisoformat(days[0])
    [address] = home.xpath("//link[@rel='canonical']/@href")
    taken = {path: site[path] for path in sorted(site) if "/" in path or path == "index.html"}
    read_me = render(
        "read_me_first.html",
        team=team,
        day=in_words(day),
        address=address,
        style=home.xpath("string(//style)"),
        pages=sum(path.endswith(".html") for path in taken),
        pdfs=sum(path.endswith(".pdf") for path in taken),
    )
    folder = f"recovery-services-offline-{day}"
    files = {READ_ME: read_me.encode()} | {f"site/{path}": taken[path] for path in taken}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in files.items():
            about = zipfile.ZipInfo(f"{folder}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            about.create_system = 3  # Unix, whatever machine makes it
            about.external_attr = 0o644 << 16
            archive.writestr(about, content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
