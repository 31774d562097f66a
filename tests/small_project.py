"""A small project with which nothing is wrong, for tests that put a mistake into it."""

from datetime import date
from pathlib import Path

from recovery_site.__main__ import main
from recovery_site.data.loader import FILES, TEXTS
from recovery_site.views.stylesheet import SHEETS

HOOKS = Path(__file__).parents[1] / "hooks"
TODAY = date(2026, 11, 23)
CONTACTS, SOURCES, LANGUAGE, STATES, MOVED, WRONG, SYNONYMS, WRITING, QUESTIONS = FILES
(PUBLISHED,) = TEXTS
PAGE, OTHER, SETTINGS = "docs/index.md", "docs/more.md", "mkdocs.yml"
TEMPLATE = "hooks/recovery_site/views/templates/one.html"
LIST, INCLUDED = "docs/shared-lists/call.md", '--8<-- "shared-lists/call.md"'

ALL = (
    "AL AK AS AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
    "MT NE NV NH NJ NM NY NC ND MP OH OK OR PA PR RI SC SD TN TX UT VT VI VA WA WV WI WY"
)
CODES = ALL.split()
ENGINE = f"""\
strict: true
plugins: []
exclude_docs: /shared-lists/
hooks: [{HOOKS}/events.py]
theme: {{name:, custom_dir: overrides}}
validation: {{nav: {{omitted_files: warn}}}}
"""
"""What the settings say beside the menu: pages are nothing but their content."""

GOOD: dict[str, str] = {
    CONTACTS: """\
team:
  name: A Team
  short_name: AT
  organization: An Organization
  organization_short: AO
  email: team@ncmec.org
  check_months: 6
  source: the flyer
  checked: 2026-11-23
regions:
  - number: 1
    jurisdictions:
    source:
people:
  - name: Ana Gómez
    role: Resource Specialist
    regions: 1
    email: ana@ncmec.org
    phone: 571.645.6233
    source: the flyer
    checked: 2026-11-23
helplines:
  - id: "911"
    name: Emergency services
    group: danger
    what_for: Immediate danger.
    who_for: Anyone
    grade: A
    source: public sources
    refs: first
    channels:
      - kind: phone
        value: "911"
        checked: 2026-11
  - id: ncmec
    name: NCMEC
    group: missing
    what_for: A missing child.
    who_for: Anyone
    grade: A
    source: public sources
    channels:
      - kind: web
        value: missingkids.org
        checked: 2026-11
      - kind: text
        value: "741741"
        checked: 2026-11
jurisdictions:
"""
    + "".join(
        f"  - {{code: {code}, name: State {code}, source: a list, checked: 2026-11-23}}\n"
        for code in CODES
    ),
    SOURCES: """\
sources:
  - id: first
    title: A title
    publisher: A publisher
    year: 2019
    url: https://first.example/work
    kind: study
    read: full
""",
    LANGUAGE: """\
terms:
  - avoid: foo
    use: bar
    why: It is kinder.
    evidence: practice
    patterns:
      - '\\bfoo\\b'
""",
    STATES: "state_lines:\n"
    + "".join(
        f"  - code: {code}\n    kind: {kind}\n    label: A line\n    phone: 571.645.6233\n"
        "    web: https://a.example/\n    source_1: a page\n    agree: single\n"
        "    name:\n    source:\n    checked:\n"
        for code in CODES
        for kind in ("abuse_hotline", "clearinghouse")
    ),
    WRITING: """\
counted: children; reports
hearsay: as quoted; one summary says
claims:
  - claim: that something is proven
    pattern: '\\bproven\\b'
""",
    WRONG: """\
wrong_numbers:
  - number: 1-800-252-2873
    owner: IL
    what: the hotline of Illinois
""",
    SYNONYMS: "synonyms:\n  - typed: cop\n    means: police\n",
    QUESTIONS: "to_confirm:\n  - fact: Is it so?\n    page: docs/index.md\n    who: team\n",
    MOVED: "redirects:\n\nwithdrawn:\n",
    PUBLISHED: "",
    PAGE: """\
---
title: A title
description: What it says.
audience: Caseworkers
reviewed:
next_review: 2027-05-23
handout_sides: 2
moment: missing
---

## First steps

Text about it.[^first] [More](more.md#one), {{ helpline("ncmec") }}

- An item
""",
    OTHER: f"---\ntitle: More\ndescription: What it says.\n---\n\n## One\n\nText.\n\n{INCLUDED}\n",
    LIST: '- Call {{ helpline("911") }}. [More](../more.md#one)\n- Never leave a child alone who has said so.\n\n**Key.** A study.[^first]\n',
    SETTINGS: "site_name: A site\nmarkdown_extensions:\n  - toc\nnav:\n  - Home: index.md\n  - More: more.md\n"
    + ENGINE,
    "overrides/main.html": "{{ page.content }}",
    **dict.fromkeys(SHEETS, ""),
    TEMPLATE: '<p>A</p>\n<a href="{{ root }}more/index.html#one">More</a>\n',
}
"""The text of each file."""


def write_project(top: Path) -> Path:
    """The project in a folder, with every address that it has in its list of published ones."""
    for name, text in GOOD.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8")
    words = ["--top", str(top), "--today", TODAY.isoformat(), "published"]
    assert main(words) == 0
    return top
