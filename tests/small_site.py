"""A small site: the frozen data, a dozen short pages, the real theme and hook; and builds of it in this process.

Tests of what a build does use it, so that no edit of a real page changes what they expect.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from recovery_site.__main__ import main
from recovery_site.data.loader import FILES

from tests.conftest import TODAY, TOP, frozen_texts, in_this_process

SOURCES = re.findall(r"(?m)^  - id: (\S+)$", frozen_texts()[FILES[1]])
GUIDANCE = "audience: Caseworkers\nreviewed:\nnext_review: {}\nhandout_sides: 4\n"
BODIES = {
    "index": "{{ finder() }}\n\nSee [the glossary](glossary.md) and [the law](law.md#one).",
    "about": "## What the team offers\n\nText.\n\n## Why recovery planning matters\n\nMore.",
    "contacts": 'Danger: {{ helpline("911") }}.\n\n{{ directory() }}',
    "regions": "{{ finder() }}\n\n{{ urgent() }}\n\n{{ region_list() }}",
    "help-now": 'Write to {{ mailbox() }} or call {{ helpline("ncmec") }}.\n\n{{ helplines() }}',
    "sources": "{{ source_list() }}\n\n" + "".join(f"- Text.[^{source}]\n" for source in SOURCES),
    "language-guide": "{{ language_table() }}",
    "law": '## One\n\n- Call {{ helpline("ncmec") }}.\n\n## Two\n\nText.',
}
OTHERS = ("glossary", "privacy", "search", "missing-from-care", "recovery-planning", "return",
          "worksheets/recovery-plan")  # fmt: skip
REVIEWS = {"law": "2027-05-23", "return": "2027-06-01"}
"""Pages with guidance, and when they are to be reviewed."""


def pages() -> dict[str, str]:
    """The text of each page by its name."""
    return {
        name: f"---\ntitle: The page {name}\ndescription: What {name} says.\n"
        + (GUIDANCE.format(REVIEWS[name]) if name in REVIEWS else "")
        + f"---\n\n{BODIES.get(name, 'Text.')}\n"
        for name in [*BODIES, *OTHERS]
    }


def write_site(top: Path, texts: dict[str, str] | None = None) -> Path:
    """Write the project with the frozen data, or other texts of files, and return its top folder.

    Theme and hook are those of the real project; its settings too, but for the menu.
    """
    files = {f"docs/{name}.md": text for name, text in pages().items()}
    files |= frozen_texts() | {"data/published.txt": "", "data/redirects.yml": "redirects:\n"}
    files["data/to_confirm.yml"] = "to_confirm:\n"
    for name, text in (files | (texts or {})).items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8")
    for name in ("hooks", "overrides"):
        (top / name).symlink_to(TOP / name)
    settings, _, _ = (TOP / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    menu = "".join(f"      - {name}.md\n" for name in pages())
    (top / "mkdocs.yml").write_text(f"{settings}\nnav:\n  - All:\n{menu}", "utf-8")
    words = ["--top", str(top), "--today", TODAY.isoformat(), "published"]
    assert main(words) == 0
    return top


@dataclass
class Outcome:
    """How a build ended: whether an error stopped it, and all that was said."""

    stopped: bool
    said: str


def build_here(top: Path, into: Path, **environment: str) -> Outcome:
    """Build a project in this process, which spares the start of another; without PDFs unless asked."""
    words = ["build", "--config-file", str(top / "mkdocs.yml"), "--site-dir", str(into)]
    asked = {"HANDOUTS": "no", "RECOVERY_SITE_TODAY": TODAY.isoformat(), **environment}
    code, printed, logged = in_this_process(words, asked)
    return Outcome(code != 0, printed + logged)
