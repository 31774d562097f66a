"""The built site leaves an attacker nothing to hold on to: no inline script, no storage, no open door."""

import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html
from recovery_site.core.files import Folder
from recovery_site.hosting.security_headers import ASSETS, REVALIDATE, headers, page_policy
from recovery_site.hosting.service_worker import styles_in, styles_of
from recovery_site.views.stylesheet import INSIDE

KEEPS = re.compile(
    r"\.\s*cookie\b|cookieStore|localStorage|sessionStorage|indexedDB|openDatabase|sendBeacon|\.persist\("
)
"""How a script would keep something about a reader, or send it away as the page closes."""

MAKES_CODE = re.compile(
    r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\s*\(|\bFunction\s*\(|srcdoc"
    r"|createContextualFragment|DOMParser|setAttribute\(\s*[\"'`]on"
)
"""How a script would turn text into HTML or code."""


def inline(root: etree._Element) -> list[str]:
    """Everything in a document that a policy without ``unsafe-inline`` refuses."""
    violations = []
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname.lower()
        if tag == "style" or (tag == "script" and (element.get("src") is None or element.text)):
            violations.append(f"<{tag}>")
        for name, value in element.attrib.items():
            plain = etree.QName(name).localname.lower() if name[0] == "{" else name.lower()
            code = re.match(r"\s*(?:javascript|vbscript|data):", value, re.IGNORECASE)
            if plain in ("style", "srcdoc") or plain.startswith("on") or (code and tag != "img"):
                violations.append(f"<{tag} {name}>")
    return violations


def test_inline_code_would_be_found() -> None:
    for bad in (
        "<script>1</script>", '<script src="a.js">1</script>', "<style>p{}</style>", "<p style='x'>",
        "<p ONCLICK='x'>", "<a href=' JavaScript:x'>", "<svg><path style='x'/></svg>",
        "<svg onload='x'></svg>", "<svg><a xlink:href='javascript:x'></a></svg>",
    ):  # fmt: skip
        assert inline(html.document_fromstring(f"<body>{bad}")), bad
    good = '<script src="a.js"></script><img src="data:x"><a href="https://x.example">'
    assert not inline(html.document_fromstring(f"<body>{good}"))


def test_every_page_has_the_policy_before_anything_else(pages: list[Path]) -> None:
    for page in pages:
        text = page.read_text("utf-8")
        root = html.document_fromstring(text.encode())
        first = root.find("head")[0]
        assert first.tag == "meta", page
        assert first.attrib == {
            "http-equiv": "Content-Security-Policy",
            "content": page_policy(*styles_in(text)),
        }, page
        assert text.count("http-equiv") == 1, page
        before = text[: text.index("<meta http-equiv")]
        assert re.fullmatch(r'\s*<!doctype html>\s*<html lang="en">\s*<head>\s*', before), page
        assert text.encode().index(b'<meta charset="utf-8">') < 1000, page


def test_no_page_has_code_of_its_own_but_the_styles_that_the_policy_names(
    pages: list[Path],
) -> None:
    firsts, others = set(), set()
    for page in pages:
        root = html.parse(page).getroot()
        styles = list(root.iter("style"))
        for style in styles:
            assert style.getparent().tag == "head", page
            assert not style.attrib, page
            style.drop_tree()
        firsts.add(styles[0].text)
        others |= {style.text for style in styles[1:]}
        assert inline(root) == [], page
        assert root.xpath("//iframe | //object | //embed | //base | //frame | //portal") == [], page
        assert root.xpath("//@target | //@ping | //@formaction") == [], page
    assert len(firsts) == 1
    assert len(others) == len(INSIDE) - 1


def test_no_picture_carries_code(site: Path) -> None:
    pictures = list(site.rglob("*.svg"))
    assert pictures
    for picture in pictures:
        assert inline(etree.parse(picture).getroot()) == [], picture


def test_no_script_keeps_anything_about_a_reader_or_makes_code_from_text(site: Path) -> None:
    scripts = {re.sub(r"\.[0-9a-f]{8}\.", ".", path.name): path for path in site.rglob("*.js")}
    assert scripts.keys() == {"site.js", "search.js", "index.js", "sw.js"}
    texts = {name: path.read_text("utf-8") for name, path in scripts.items()}
    for name, text in texts.items():
        assert not KEEPS.search(text), name
        assert not MAKES_CODE.search(text), name
    # Only the service worker stores anything, and that is the site's own.
    assert {name for name, text in texts.items() if "caches." in text} == {"sw.js", "site.js"}
    assert set(re.findall(r"caches\.(\w+)", texts["site.js"])) == {"keys", "delete"}


def test_every_page_tells_no_other_site_where_a_reader_came_from(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 80
    for page in pages:
        said = html.parse(page).getroot().xpath("//meta[@name='referrer']/@content")
        assert said == ["no-referrer"], page


def test_links_and_forms_tell_other_sites_nothing_and_nothing_is_loaded_from_them(
    roots: dict[Path, html.HtmlElement],
) -> None:
    left = 0
    for page, root in roots.items():
        for link in root.xpath("//*[@*[local-name()='href']][not(self::link)]"):
            for address in link.xpath("@*[local-name()='href']"):
                parts = urlsplit(address.strip())
                schemes = ("https", "http") if parts.netloc else ("", "mailto", "tel", "sms")
                assert parts.scheme.lower() in schemes, (page, address)
                rel = set(link.get("rel", "").split())
                assert not parts.netloc or {"noopener", "noreferrer"} <= rel, (page, address)
                left += bool(parts.netloc)
        for form in root.xpath("//form"):
            parts = urlsplit(form.get("action", ""))
            assert not parts.scheme + parts.netloc, page
            assert form.get("method", "get").lower() == "get", page
        loaded = root.xpath(
            "//*/@src[not(starts-with(., 'data:'))] | //link[@rel!='canonical']/@href"
        )
        assert loaded, page
        assert not [address for address in loaded if "//" in address], page
    assert left > len(roots)


def test_netlify_and_cloudflare_pages_get_the_headers(site: Path) -> None:
    rules: dict[str, dict[str, str]] = {}
    rule = ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("/"):
            rule = line
            rules[rule] = {}
        else:
            name, _, value = line.strip().partition(": ")
            assert name not in rules[rule]
            rules[rule][name] = value
    assert rules == {"/*": headers(styles_of(Folder(site))), "/assets/*": {"Cache-Control": ASSETS}}


def test_nginx_gets_the_headers(site: Path) -> None:
    text = (site / "nginx-headers.conf").read_text("utf-8")
    pairs = re.findall(r'^add_header ([\w-]+) "([^"]+)" always;$', text, re.MULTILINE)
    wanted = headers(styles_of(Folder(site)))
    assert dict(pairs) == wanted
    assert len(pairs) == len(wanted)
    variable = re.findall(r'set (\$\w+) "([^"]+)";', text)
    assert [value for _, value in variable] == [REVALIDATE, ASSETS]
    assert f"\nadd_header Cache-Control {variable[0][0]};\n" in text
    assert len({name for name, _ in variable}) == 1


def test_only_assets_are_kept_without_asking(site: Path) -> None:
    """Nothing in ``assets/`` may carry a contact, and all of it says its content in its name."""
    assets = [path for path in (site / "assets").rglob("*") if path.is_file()]
    assert assets
    for path in assets:
        assert path.suffix in {".css", ".js", ".svg", ".png", ".ico", ".woff2"}, path
        assert path.parent == site / "assets", path
        content = sha256(path.read_bytes()).hexdigest()
        assert re.fullmatch(rf"[a-z0-9.-]+\.{content[:8]}\.[a-z0-9]+", path.name), path
        assert b"@NCMEC" not in path.read_bytes().upper(), path
