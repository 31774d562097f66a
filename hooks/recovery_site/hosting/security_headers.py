"""What browsers are told to refuse: the policy and the headers, and the files that hosts read them from.

Pages carry the policy themselves, so that it holds on a host that sends no headers, and from disk. A
header can say more than a page can, so a host should send both; a browser obeys the stricter of the two.
"""

import base64
import hashlib
from collections.abc import Iterable

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""What a page may load, by directive: everything from the site itself, QR codes and icons as ``data:``."""

FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid",
    "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial",
    "storage-access", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What browsers can do that no page of the site uses."""


def page_policy(*styles: str) -> str:
    """The policy as a page carries it.

    ``styles``: those that stand inside it. From disk, where a form's address has the scheme ``file:``, Firefox
    lets ``'self'`` match nothing and would block the search form. On the web ``file:`` allows nothing: no
    browser goes there from a site.
    """
    return _policy({"form-action": f"{POLICY['form-action']} file:"}, styles)


def _policy(more: dict[str, str], styles: Iterable[str]) -> str:
    directives = POLICY | more
    digests = {
        base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles
    }
    directives["style-src"] += "".join(f" 'sha256-{digest}'" for digest in sorted(digests))
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def headers(styles: Iterable[str]) -> dict[str, str]:
    """What a host sends with every file, by name; ``styles`` are all that stand inside pages."""
    return {
        # A page cannot forbid by itself that others frame it; a header can.
        "Content-Security-Policy": _policy({"frame-ancestors": "'none'"}, styles),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        # A year. Without subdomains and preload: whoever owns the domain decides about those.
        "Strict-Transport-Security": "max-age=31536000",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    }


REVALIDATE = "no-cache"
"""For all that carries contacts (pages, PDFs, downloads, the search index) and for the service worker, which
decides what pages are shown without signal: keep it, but ask each time whether it is still the newest. Nobody shall call an old number because of a cache."""

ASSETS = "public, max-age=31536000, immutable"
"""For ``assets/``: a year, and never ask, because their names change with their content."""


def files(styles: Iterable[str]) -> dict[str, str]:
    """The files that hosts read headers from, each by its path from the top of the site.

    ``_headers`` is for Netlify, Cloudflare Pages and others that took over their format. Where two rules match,
    one host joins their values and another takes one. So no header stands in two rules that match the same
    file, and pages keep the hosts' own ``max-age=0, must-revalidate``.
    """
    sent = headers(styles)
    return {
        "_headers": (
            "# Made by the build. All but assets keeps the host's own Cache-Control, which asks each time.\n/*\n"
            + "".join(f"  {name}: {value}\n" for name, value in sent.items())
            + f"/assets/*\n  Cache-Control: {ASSETS}\n"
        ),
        "nginx-headers.conf": (
            "# Made by the build. In the server block: include /path/to/nginx-headers.conf;\n"
            "# A location with an add_header of its own forgets these: include the file there again.\n"
            + "".join(f'add_header {name} "{value}" always;\n' for name, value in sent.items())
            + f'set $recovery_site_cache "{REVALIDATE}";\n'
            f'if ($uri ~ "/assets/[^/]+$") {{ set $recovery_site_cache "{ASSETS}"; }}\n'
            "add_header Cache-Control $recovery_site_cache;\n"
        ),
    }
