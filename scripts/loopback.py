"""A site on loopback as a good host would send it: compressed, with the site's headers."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from recovery_site.core.files import Folder
from recovery_site.hosting import security_headers as headers
from recovery_site.hosting.service_worker import styles_of

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".csv", ".vcf"}


@dataclass
class Loopback:
    """A running server.

    Attributes:
        address: where it answers, with a slash at its end.
        floor: pages that stand beside the site, by their path; sent without its headers.
        sent: path and compressed bytes of the body of each answer, in order.
    """

    address: str = ""
    floor: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def serve(site: Path) -> Iterator[Loopback]:
    """Serve a folder for as long as the block runs."""
    loopback = Loopback()
    guards = headers.headers(styles_of(Folder(site)))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            file = site / path.removeprefix("/") / ("index.html" if path.endswith("/") else "")
            status = 200 if path in loopback.floor or file.is_file() else 404
            kept = headers.ASSETS if "/assets/" in path else headers.REVALIDATE
            sent = {**guards, "Cache-Control": kept}
            if path in loopback.floor:
                body, kind, sent = gzip.compress(loopback.floor[path].encode(), 9), ".html", {}
            else:
                file = file if status == 200 else site / "404.html"
                kind, body = file.suffix, _body(file)
            self.send_response(status)
            types = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
            guess = types.get(kind) or mimetypes.guess_type(f"x{kind}")[0]
            self.send_header("Content-Type", guess or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            if kind in COMPRESSED:
                self.send_header("Content-Encoding", "gzip")
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            loopback.sent.append((path, len(body)))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    loopback.address = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield loopback
    finally:
        server.shutdown()
        server.server_close()


@cache
def _body(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, 9) if file.suffix in COMPRESSED else content
