"""Right edits of staff turn no test red: copies of the project are edited as the guides say, and tested there.

Each copy passes every test that reads data and pages, which a proposal of staff runs (``make test-pages``); they
build it, and a build finds what the check finds. One copy is tested today, one in two years, when every check and review is too old.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import ENVIRONMENT, NOW, TOP, codes

CONTACTS, STATES, MOVED = "data/contacts.yml", "data/state_lines.yml", "data/redirects.yml"
REGIONS = (TOP / "tests/fixtures/made_up_regions.yml").read_text("utf-8")
PARTS = (
    "contributing",
    "data",
    "docs",
    "hooks",
    "hosting",
    "overrides",
    "scripts",
    "tests",
    ".github",
)
"""The folders that a build and these tests read."""

SOURCE = "a call of the team"


def change(path: Path, new: Callable[[str], str]) -> None:
    """Change the text of a file; it must differ then."""
    text = path.read_text("utf-8")
    changed = new(text)
    assert changed != text, path
    path.write_text(changed, "utf-8")


def part_of(text: str, name: str) -> tuple[str, list[str], str]:
    """What stands before a list of a data file, its records, and what stands after it."""
    before, header, rest = text.partition(f"\n{name}:\n")
    assert header, name
    own, mark, after = re.split(r"(?m)(^(?=\w))", rest + "end:\n", maxsplit=1)
    first, *records = re.split(r"(?m)^(?=  - )", own)
    return before + header + first, records, mark + after.removesuffix("end:\n")


def edited(text: str, name: str, new: Callable[[list[str]], list[str]]) -> str:
    """A data file with other records in one of its lists."""
    before, records, after = part_of(text, name)
    return before + "".join(new(records)) + after


def value(record: str, field: str) -> str:
    """A field of a record; empty where it has none."""
    match = re.search(rf"(?m)^  [- ] {field}: *(.*)$", record)
    return match[1].strip("\"'") if match else ""


def filled(record: str, **fields: str) -> str:
    """A record with other values; a field that it does not have yet stands at its end."""
    for name, text in fields.items():
        record, count = re.subn(rf"(?m)^(  [- ] {name}:).*$", rf"\1 {text}".rstrip(), record)
        record = record if count else f"{record.rstrip()}\n    {name}: {text}\n\n"
    return record


def redirect(top: Path, old: str, new: str) -> None:
    """Say where an old address leads."""
    record = f"redirects:\n  - old: {old}\n    new: {new}\n"
    change(top / MOVED, lambda text: text.replace("redirects:\n", record, 1))


def check_a_number(top: Path, today: date) -> None:
    def new(people: list[str]) -> list[str]:
        changed = filled(people[0], phone="703.555.0123", source=SOURCE, checked=today.isoformat())
        return [changed, *people[1:]]

    change(top / CONTACTS, lambda text: edited(text, "people", new))


def leave_a_region_vacant(top: Path, today: date) -> None:
    """Whoever serves the region of the first specialist alone leaves, and the cards are withdrawn."""
    _, people, _ = part_of((top / CONTACTS).read_text("utf-8"), "people")
    served = [codes(value(person, "regions")) for person in people]
    region = next(filter(None, served))[:1]
    gone = [person for person, codes in zip(people, served, strict=True) if codes == region]
    assert gone
    stay = [person for person in people if person not in gone]
    change(top / CONTACTS, lambda text: edited(text, "people", lambda _: stay))
    published = (top / "data/published.txt").read_text("utf-8").split()
    names = [value(person, "name").lower().replace(" ", "-") for person in gone]
    for card in {f"/contacts/{name}.vcf" for name in names} & set(published):
        record = f"withdrawn:\n  - address: {card}\n    why: left the team\n"
        change(top / MOVED, lambda text, new=record: text.replace("withdrawn:\n", new, 1))  # type: ignore[misc]


def two_people_in_one_region(top: Path, today: date) -> None:
    def new(people: list[str]) -> list[str]:
        serving = next(person for person in people if value(person, "regions"))
        joined = {"name": "Zoë García-Łukasz", "email": "zoe@ncmec.org", "phone": "703.555.0124"}
        return [*people, filled(serving, **joined, source=SOURCE, checked=today.isoformat())]

    change(top / CONTACTS, lambda text: edited(text, "people", new))


def assign_all_regions(top: Path, today: date) -> None:
    _, records, _ = part_of(f"\n{REGIONS}", "regions")

    def new(regions: list[str]) -> list[str]:
        listed = {value(region, "number"): value(region, "jurisdictions") for region in records}
        given = {"source": SOURCE, "checked": today.isoformat()}
        return [
            filled(region, jurisdictions=listed[value(region, "number")], **given)
            if value(region, "number") in listed
            else filled(region, jurisdictions="", source="", checked="")
            for region in regions
        ]

    change(top / CONTACTS, lambda text: edited(text, "regions", new))


def assign_three(top: Path, today: date) -> None:
    def new(regions: list[str]) -> list[str]:
        none = [filled(region, jurisdictions="", source="", checked="") for region in regions]
        given = {"source": SOURCE, "checked": today.isoformat()}
        return [*none[:-1], filled(none[-1], jurisdictions="TX; OK; LA", **given)]

    change(top / CONTACTS, lambda text: edited(text, "regions", new))


def rename_a_page(top: Path, today: date) -> None:
    """The first guide that no template of the site links to, and that has a PDF."""
    templates = [*top.glob("hooks/**/*.html"), *top.glob("overrides/**/*.html")]
    linked = "".join(path.read_text("utf-8") for path in templates)
    page = next(
        path
        for path in sorted((top / "docs").glob("*.md"))
        if f"{path.stem}/index.html" not in linked and "handout_sides:" in path.read_text("utf-8")
    )
    old, new = page.stem, f"{page.stem}-anew"
    page.rename(page.with_stem(new))
    for path in [top / "mkdocs.yml", *(top / "docs").rglob("*.md")]:
        text = path.read_text("utf-8")
        text = re.sub(rf"(?<![\w-]){old}(\.md|/index\.html)", rf"{new}\1", text)
        path.write_text(text, "utf-8")
    redirect(top, f"/{old}/", f"/{new}/")
    redirect(top, f"/handouts/{old}.pdf", f"/handouts/{new}.pdf")


def add_a_page(top: Path, today: date) -> None:
    guide = (top / "contributing/add-a-page.md").read_text("utf-8")
    (page,) = re.findall(r"(?s)```\n(---\n.*?)```", guide)
    due = (today + timedelta(180)).isoformat()
    page = re.sub(r"next_review: \S+", f"next_review: {due}", page)
    (top / "docs/court-hearings-anew.md").write_text(page, "utf-8")
    menu = r"\1      - Court hearings: court-hearings-anew.md\n"
    settings = top / "mkdocs.yml"
    change(settings, lambda text: re.sub(r"(\nnav:\n  - .+\n)", menu, text, count=1))


def review_a_page(top: Path, today: date) -> None:
    page = next(
        path
        for path in sorted((top / "docs").glob("*.md"), reverse=True)
        if re.search(r"(?m)^next_review:", path.read_text("utf-8"))
    )
    due = (today + timedelta(90)).isoformat()
    change(page, lambda text: re.sub(r"(?m)^(next_review:).*$", rf"\1 {due}", text, count=1))
    change(page, lambda text: re.sub(r"(?m)^(reviewed:).*$", rf"\1 {today}", text, count=1))


def check_a_state_line(top: Path, today: date) -> None:
    def new(records: list[str]) -> list[str]:
        given = {"name": "The line", "hours": "24 hours a day", "source": "the state's page"}
        index = next(n for n, record in enumerate(records) if value(record, "phone"))
        records[index] = filled(records[index], **given, checked=today.isoformat())
        return records

    change(top / STATES, lambda text: edited(text, "state_lines", new))


def take_a_helpline_off(top: Path, today: date) -> None:
    """The number of a helpline that pages call in sentences."""
    pages = "".join(path.read_text("utf-8") for path in (top / "docs").rglob("*.md"))

    def new(records: list[str]) -> list[str]:
        index = next(
            n
            for n, record in enumerate(records)
            if value(record, "id") not in ("911", "ncmec")
            and re.search(r"(?m)^        checked: \S", record)
            and f'helpline("{value(record, "id")}")' in pages
        )
        off = r"\1\n        hold: Rings at a private number"
        records[index] = re.sub(r"(?m)^(        checked:).*$", off, records[index])
        return records

    change(top / CONTACTS, lambda text: edited(text, "helplines", new))


COPIES = {
    "today": (
        check_a_number, leave_a_region_vacant, assign_all_regions, rename_a_page, review_a_page,
        check_a_state_line,
    ),
    "in two years": (two_people_in_one_region, assign_three, add_a_page, take_a_helpline_off),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("day", COPIES)
def test_right_edits_pass_every_test_of_data_and_pages(tmp_path: Path, day: str) -> None:
    top = tmp_path / "project"
    for part in PARTS:
        shutil.copytree(TOP / part, top / part, ignore=shutil.ignore_patterns("__pycache__"))
    for path in TOP.iterdir():
        if path.is_file():
            shutil.copy(path, top)
    today = NOW if day == "today" else NOW + timedelta(731)
    for edit in COPIES[day]:
        edit(top, today)
    given = {"PYTHONPATH": "hooks", "HANDOUTS": "no", "RECOVERY_SITE_TODAY": today.isoformat()}
    environment = {name: text for name, text in ENVIRONMENT.items() if "PYTEST" not in name}
    words = ("-n", "0", "-q", "-m", "not pdf", "tests/site", "tests/contributing")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *words, "--basetemp", os.fspath(tmp_path / "tests")],
        cwd=top, env={**environment, **given}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
