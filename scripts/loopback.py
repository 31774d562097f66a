"""A site on loopback as a good host would send it: compressed, with the site's headers."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from recovery_site.core.files import Folder
from recovery_site.hosting.security_headers import ASSETS, REVALIDATE, headers
from recovery_site.hosting.service_worker import styles_of

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".csv", ".vcf"}
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
packed = cache(partial(gzip.compress, compresslevel=9))


@contextmanager
def serve(site: Path, floor: dict[str, bytes] | None = None) -> Iterator[str]:
    """Serve a folder for as long as the block runs, at the address that this yields, with a slash at its end.

    ``floor``: pages that stand beside the site, by their path. They get the same headers, which cost a
    browser a process of its own, without the policy, which would refuse the style inside them.
    """
    # The site may be built after it is served.
    guards = cache(lambda: headers(styles_of(Folder(site))))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            file = site / path.removeprefix("/") / ("index.html" if path.endswith("/") else "")
            sent = {**guards(), "Cache-Control": ASSETS if "/assets/" in path else REVALIDATE}
            status, kind = 200, file.suffix
            if floor and path in floor:
                body, kind = floor[path], ".html"
                del sent["Content-Security-Policy"]
            elif file.is_file():
                body = file.read_bytes()
            else:
                status, kind, body = 404, ".html", (site / "404.html").read_bytes()
            if kind in COMPRESSED:
                body, sent["Content-Encoding"] = packed(body), "gzip"
            guess = TYPES.get(kind) or guess_type(f"x{kind}")[0] or "application/octet-stream"
            sent |= {"Content-Type": guess, "Content-Length": str(len(body))}
            self.send_response(status)
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of each request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
