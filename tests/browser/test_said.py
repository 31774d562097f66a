"""What Chromium tells a screen reader, held against kept text, so that each change in it is seen.

A change that is meant: delete the file in ``expected/``, run the test, which writes it anew, and read what changed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.small_site import GUIDANCE, build_here, write_site

from .conftest import Visit

EXPECTED = Path(__file__).parent / "expected"
STATES = ("level", "checked", "expanded", "invalid", "disabled")
UNSPOKEN = {"none", "generic", "InlineTextBox", "ListMarker", "RootWebArea", "MenuListPopup"}

GUIDE = """## Check before you call

- [ ] Photo and description at hand.
- [ ] **Police** told, with the number of the report.

!!! practice "Words for the call"

    "Are you safe this minute?"

| What | By when |
|---|---|
| Report | 24 hours |

## Call

Call {{ helpline("ncmec") }}.
"""
WORKSHEET = """A suggestion to adapt.

| Child: initials | Filled in by |
|---|---|
| {{ field("Child: initials", "cell") }} | {{ field("Filled in by", "cell") }} |

## Check

- {{ tick("Bed decided and told to the child") }}

{{ field("What calms the child", "2 lines") }}
"""
HEAD = "---\ntitle: {}\ndescription: {}\n"
TEXTS = {
    "docs/index.md": HEAD.format("Help when a child is missing", "Home.")
    + "template: home.html\n---\n\n## What is happening?\n\nText.\n",
    "docs/regions.md": HEAD.format("Find your region", "The map.")
    + "template: regions.html\nwide: true\n---\n\n{{ urgent() }}\n\n{{ region_list() }}\n",
    "docs/law.md": HEAD.format("A guide", "A guide with a list.")
    + GUIDANCE.format("2027-05-23")
    + f"---\n\n{GUIDE}",
    "docs/worksheets/recovery-plan.md": HEAD.format("A worksheet", "To fill in.")
    + GUIDANCE.format("2027-05-23")
    + f"---\n\n{WORKSHEET}",
}
PAGES = {
    "home": "index.html",
    "map": "regions/index.html",
    "state": "jurisdictions/texas/index.html",
    "guide": "law/index.html",
    "worksheet": "worksheets/recovery-plan/index.html",
}


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of the frozen data, with a guide and a worksheet of its own."""
    top = write_site(tmp_path_factory.mktemp("said"), TEXTS)
    outcome = build_here(top, top / "site")
    assert not outcome.stopped, outcome.said
    return top / "site"


def said(page: Page) -> Iterator[str]:
    """Each thing of Chromium's accessibility tree in reading order: what it is, its name, its state."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def below(node: dict[str, Any], depth: int, within: str) -> Iterator[str]:
        role = node.get("role", {}).get("value", "none")
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        if not (node.get("ignored") or role in UNSPOKEN):
            if role == "StaticText" and (not name or name in within):
                return
            held = {
                state["name"]: state["value"].get("value") for state in node.get("properties", [])
            }
            states = [
                f"{key}={held[key]}"
                for key in STATES
                if held.get(key) not in (None, "false", False)
            ]
            words = ["text" if role == "StaticText" else role, f'"{name}"' if name else "", *states]
            yield "  " * depth + " ".join(filter(None, words))
            depth, within = depth + 1, name or within
        for child in node.get("childIds", []):
            if child in nodes:
                yield from below(nodes[child], depth, within)

    yield from below(tree[0], 0, "")


@pytest.mark.parametrize("name", PAGES)
def test_what_is_said_of_a_page_is_what_was_read_and_kept(
    visit: Visit, plain_site: Path, name: str
) -> None:
    page = visit((plain_site / PAGES[name]).as_uri(), width=360)
    lines = list(said(page))
    assert len(lines) > 40
    kept = EXPECTED / f"{name}.txt"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_text("\n".join(lines) + "\n", "utf-8")
        pytest.fail(f"{kept.name} was written: read it, and keep it")
    assert lines == kept.read_text("utf-8").splitlines()


def test_a_lost_name_would_be_seen(visit: Visit, plain_site: Path) -> None:
    page = visit((plain_site / "index.html").as_uri(), width=360)
    before = list(said(page))
    page.evaluate("document.querySelector('label[for=finder-select]').remove()")
    assert list(said(page)) != before
