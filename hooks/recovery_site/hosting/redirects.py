"""Old addresses that lead on: a page that does it by itself, and lines for hosts that can do it better."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from recovery_site.core.templates import render, root_of
from recovery_site.data.published_addresses import Redirect
from recovery_site.hosting.security_headers import page_policy


def pages(redirects: Sequence[Redirect], site_url: str) -> dict[str, bytes]:
    """A page at each old address of a page, by its path from the top of the site: it works without a host.

    ``site_url``: the site's address, with a slash at its end.
    """
    return {
        _file(redirect.old): render(
            "moved.html",
            policy=page_policy(),
            canonical=site_url + redirect.new.partition("#")[0][1:],
            link=root_of(_file(redirect.old)) + _file(redirect.new),
        ).encode()
        for redirect in redirects
        if redirect.old.endswith("/")
    }


def copy(redirects: Sequence[Redirect], site: Path) -> None:
    """Put the content of the new file at each old address of a file: a file cannot lead on by itself.

    ``site``: the built site. A successor that this build did not make, a PDF, is passed over.
    """
    for redirect in redirects:
        old, new = site / redirect.old[1:], site / redirect.new[1:]
        if not redirect.old.endswith("/") and new.is_file():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)


def for_hosts(redirects: Sequence[Redirect], site_url: str) -> dict[str, str]:
    """Lines with which a host leads on by itself, by the file that takes them; nothing without redirects.

    ``site_url``: the site's address; a site in a folder of its host has it in every line.
    """
    if not redirects:
        return {}
    top = urlsplit(site_url).path.rstrip("/")
    pairs = [(top + redirect.old, top + redirect.new) for redirect in redirects]
    return {
        "_redirects": "".join(f"{old} {new} 301\n" for old, new in pairs),
        "nginx-redirects.conf": "# Made by the build. In the server block: include /path/to/nginx-redirects.conf;\n"
        + "".join(f"location = {old} {{ return 301 {new}; }}\n" for old, new in pairs),
    }


def _file(address: str) -> str:
    """The file behind an address, from the top of the site; a part of a page stays named."""
    path, mark, part = address[1:].partition("#")
    return f"{path}{'index.html' if not path or path.endswith('/') else ''}{mark}{part}"
