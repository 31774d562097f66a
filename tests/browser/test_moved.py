"""Old addresses lead to the new ones in a real browser, with scripts and without, from a server and from disk."""

from pathlib import Path

import pytest
from playwright.sync_api import Route
from recovery_site.data.published_addresses import Redirect
from recovery_site.hosting.redirects import pages

from .conftest import Visit, watch

REDIRECTS = [
    Redirect(old="/old/", new="/about/"),
    Redirect(old="/deep/older/", new="/contacts/#team-mailbox"),
]
PAGES = pages(REDIRECTS, "https://recovery-services.example/")
TITLES = {"old/": "About this site", "deep/older/": "Contact directory"}


@pytest.mark.parametrize("old", TITLES)
@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_to_the_new_page(
    visit: Visit, address: str, old: str, scripts: bool
) -> None:
    page = visit("about:blank", width=360, java_script_enabled=scripts)
    complaints = watch(page, own=address)

    def answer(route: Route) -> None:
        route.fulfill(body=PAGES[f"{old}index.html"], content_type="text/html")

    page.route(address + old, answer)
    page.goto(address + old)
    page.wait_for_url("**/index.html*")
    assert page.get_by_role("heading", level=1).inner_text() == TITLES[old]
    assert complaints == []


def test_it_leads_on_from_disk_too(visit: Visit, tmp_path: Path) -> None:
    for name, content in PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.html").write_text("<!doctype html><title>Here</title>")
    page = visit("about:blank")
    page.goto((tmp_path / "old/index.html").as_uri())
    page.wait_for_url("**/about/index.html")
    assert page.title() == "Here"
