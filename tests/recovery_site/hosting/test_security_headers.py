"""The policy and the headers, and the files that hosts read them from."""

import re

import pytest
from recovery_site.hosting.security_headers import (
    ASSETS,
    POLICY,
    REVALIDATE,
    files,
    headers,
    page_policy,
)

HEADERS = headers(())
STYLE = "p{color:red}"


def directives(policy: str) -> dict[str, list[str]]:
    """A policy read back: directive to sources."""
    parts = [directive.split() for directive in policy.split("; ")]
    assert len({part[0] for part in parts}) == len(parts)
    return {part[0]: part[1:] for part in parts}


BOTH = [page_policy(STYLE), headers([STYLE])["Content-Security-Policy"]]


def test_the_one_style_inside_pages_is_named_by_its_hash() -> None:
    # Made with: printf 'p{color:red}' | openssl dgst -sha256 -binary | base64
    hashed = "'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='"
    assert all(directives(policy)["style-src"] == ["'self'", hashed] for policy in BOTH)
    assert directives(page_policy())["style-src"] == ["'self'"]


@pytest.mark.parametrize("policy", BOTH)
def test_everything_is_refused_that_is_not_the_sites_own(policy: str) -> None:
    said = directives(policy)
    assert said["default-src"] == said["base-uri"] == ["'none'"]
    assert said["script-src"] == said["connect-src"] == ["'self'"]
    assert said["worker-src"] == ["'self'"]
    assert said["img-src"] == ["'self'", "data:"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy


def test_header_and_page_differ_only_where_one_of_them_cannot_say_it() -> None:
    page, header = (directives(policy) for policy in BOTH)
    assert header.pop("frame-ancestors") == ["'none'"]
    assert page.pop("form-action") == [*header.pop("form-action"), "file:"]
    assert page == header
    assert [*page, "form-action"] == list(POLICY)


@pytest.mark.parametrize(
    "text", [page_policy(STYLE), *headers([STYLE]).values(), REVALIDATE, ASSETS]
)
def test_no_value_ends_what_quotes_it(text: str) -> None:
    assert re.fullmatch(r"[\w\-=();:,'+/ .]+", text, re.ASCII)


def test_features_that_no_page_uses_are_switched_off() -> None:
    values = HEADERS["Permissions-Policy"].split(", ")
    assert len(set(values)) == len(values) == sum(value.endswith("=()") for value in values) > 10
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(values)


def test_the_other_headers() -> None:
    assert (ASSETS, REVALIDATE) == ("public, max-age=31536000, immutable", "no-cache")
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["X-Frame-Options"] == "DENY"
    assert HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"
    assert HEADERS["Strict-Transport-Security"] == "max-age=31536000"


def test_no_header_stands_in_two_rules_that_match_the_same_file() -> None:
    """One host would join the values with a comma, another would take one of them."""
    text = files(STYLE)["_headers"]
    assert [line for line in text.splitlines() if line.startswith("/")] == ["/*", "/assets/*"]
    named = re.findall(r"^  ([A-Za-z-]+): ", text, re.MULTILINE)
    assert sorted(named) == sorted([*HEADERS, "Cache-Control"])


def test_lines_are_as_short_as_hosts_read_them() -> None:
    assert all(len(line) < 2000 for line in files(STYLE)["_headers"].splitlines())
