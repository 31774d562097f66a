"""The guides for staff: short, whole, and true of the project as it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from recovery_site.content.editorial_rules import EMAIL
from recovery_site.content.macros import MACROS
from recovery_site.data import loader as load
from recovery_site.data.fields import PHONE
from recovery_site.data.record import Record, record_model

from tests.conftest import NOW, TOP, contacts_now, frozen_texts, problems_of, texts
from tests.small_site import write_site

INDEX = TOP / "CONTRIBUTING.md"
GUIDES = sorted((TOP / "contributing").glob("*.md"))
DATA_GUIDE = TOP / "data/README.md"
ALL = [INDEX, *GUIDES, DATA_GUIDE]
TEXT = {path: path.read_text("utf-8") for path in ALL}
CODE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
EXAMPLES = {
    "cal.md", "mor.md", "running.md", "running-behavior.md", "court-hearings.md", "state-lines.csv",
    "READ-ME-FIRST.html", "index.html",
}  # fmt: skip
"""Names of files that a guide invents for the reader to replace, or that a command writes."""


def written(path: Path) -> str:
    """The text of a guide without its examples."""
    return CODE.sub("", TEXT[path])


def anchor(heading: str) -> str:
    """The part of an address by which GitHub calls a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", [INDEX, *GUIDES], ids=lambda path: path.stem)
def test_a_guide_fits_on_one_screen(path: Path) -> None:
    lines = TEXT[path].splitlines()
    assert 10 <= len(lines) <= 45
    assert [one for one in lines if len(one) > 120 and not one.startswith("|")] == []


def test_every_guide_is_linked_from_the_index() -> None:
    linked = {target for _, target in LINK.findall(TEXT[INDEX])}
    assert {f"contributing/{path.name}" for path in GUIDES} <= linked
    assert len(GUIDES) > 10


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_link_leads_to_a_file_and_part_that_exist(path: Path) -> None:
    targets = [one for _, one in LINK.findall(re.sub(r"`[^`]*`", "", written(path)))]
    assert targets
    for target in targets:
        file, _, part = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.is_file(), target
        if part:
            headings = re.findall(r"^#+ (.+)$", found.read_text("utf-8"), re.MULTILINE)
            assert part in map(anchor, headings), target


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_file_that_is_named_exists(path: Path) -> None:
    for name in re.findall(r"`(?:\.?[\w-]+/)*([\w.-]+\.(?:md|yml|txt|csv|py|html))`", TEXT[path]):
        assert name in EXAMPLES or list(TOP.glob(f"[!.]*/**/{name}")) or (TOP / name).is_file(), (
            name
        )
    for name in re.findall(r"`((?:data|docs|contributing|hooks)(?:/[\w.-]+)+/?)`", TEXT[path]):
        if Path(name).name not in EXAMPLES:
            assert (TOP / name).exists(), name
    for name in re.findall(r"folder `(\w+)`", TEXT[path]):
        assert (TOP / name).is_dir(), name


def test_every_command_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {one for text in TEXT.values() for one in re.findall(r"make ([a-z-]+)", text)}
    assert "worksheet" in named
    assert named <= targets


def test_buttons_of_the_site_forms_and_checks_have_their_real_names() -> None:
    templates = [*(TOP / "overrides").rglob("*.html"), *TOP.glob("hooks/**/templates/*.html")]
    site = "".join(path.read_text("utf-8") for path in templates)
    named = {one for text in TEXT.values() for one in re.findall(r"\*\*(Suggest [^*]+)\*\*", text)}
    assert named == {
        "Suggest a change", "Suggest a change to this page", "Suggest a change to the list",
    }  # fmt: skip
    for one in named:
        assert f">{one}<" in site or f'"{one}"' in site
    forms = [
        yaml.safe_load(path.read_text("utf-8"))["name"]
        for path in (TOP / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")
    ]
    asked = {
        one
        for text in TEXT.values()
        for one in re.findall(r"(?:form|choose) \*\*([A-Z][^*]+)\*\*", text)
        if not one.startswith(("Commit", "Create"))
    }
    assert {"Propose a source"} <= asked
    assert asked <= set(forms)
    workflow = yaml.safe_load((TOP / ".github/workflows/check.yml").read_text("utf-8"))
    jobs = {one["name"] for one in workflow["jobs"].values()}
    assert jobs == {"Data and pages", "Tests and preview"}
    preview = TEXT[TOP / "contributing/look-at-the-preview.md"]
    note = (TOP / "scripts/preview_note.sh").read_text("utf-8")
    assert "**Tests and preview**" in preview
    assert f"**{workflow['name']}**" in preview
    for said in ("Download the site as it would be", "READ-ME-FIRST.html", "30 days"):
        assert said in preview
        assert said in note
    assert "**Data and pages**" in TEXT[TOP / "contributing/answer-a-failed-check.md"]


def test_every_call_is_explained_and_every_explained_call_exists() -> None:
    text = "".join(TEXT[path] for path in GUIDES)
    called = set(re.findall(r"\{\{ (\w+)\(", text))
    assert called == MACROS.keys()


def test_every_number_and_address_stands_in_the_contacts() -> None:
    # An example that staff have changed in the data since then stands in the frozen copy.
    contacts = texts()[load.FILES[0]] + frozen_texts()[load.FILES[0]]
    short = "`571.645` is not a phone number"
    text = "".join(TEXT.values()).replace(short, "")
    found = [one.strip() for one in PHONE.findall(text) + EMAIL.findall(text)]
    assert len(found) > 5
    assert [one for one in found if one not in contacts] == []


def blocks() -> list[Any]:
    return [
        pytest.param(record, id=f"{path.stem}-{number}" + f"-{which}" * bool(which))
        for path in ALL
        for number, (kind, block) in enumerate(CODE.findall(TEXT[path]))
        if kind == "yaml"
        for which, record in enumerate(re.split(r"(?m)(?<=\n)(?=  - )", block))
    ]


def place(block: str) -> tuple[str, str]:
    """The file, and the list in it, to which a record belongs, by its fields."""
    (record,) = yaml.load(block, Loader=yaml.CBaseLoader)
    found = [
        (file, part)
        for file, (model, _) in load.TABLE.items()
        for part, field in model.model_fields.items()
        if (one := record_model(field.annotation)) and fits(one, record.keys())
    ]
    assert len(found) == 1, record
    return found[0]


def fits(model: type[Record], names: Any) -> bool:
    needed = {name for name, one in model.model_fields.items() if one.is_required()}
    return bool(needed <= names <= model.model_fields.keys())


def put(block: str, text: str, part: str) -> str:
    """The file with a record: in the place of the one that it is, or as the first of its list."""
    before, header, after = f"\n{text}".partition(f"\n{part}:\n")
    assert header, part
    (record,) = yaml.load(block, Loader=yaml.CBaseLoader)
    keys = list(record)[: 2 if part == "state_lines" else 1]
    same = "".join(
        re.escape(one) + "[^\n]*\n"
        for one in re.findall(r"^.*?: \S+", block, re.MULTILINE)[: len(keys)]
    )
    new, count = re.subn(
        rf"^{same}(?:    .*\n)*", lambda _: block, after, count=1, flags=re.MULTILINE
    )
    return before + header + (new if count else f"{block}\n{after}")


@pytest.mark.parametrize("block", blocks())
def test_a_record_to_copy_loads_in_its_file(block: str) -> None:
    file, part = place(block)
    block = block.replace("First Last", "Ana Copied")  # the check refuses it as a name
    before = frozen_texts()
    _, known = load.load_texts(before, NOW)
    text = put(block, before[file], part)
    assert text.count(block) == 1
    data, problems = load.load_texts({**before, file: text}, NOW)
    assert data
    new = [
        one
        for one in map(str, problems)
        if one.split(": ", 1)[1] not in {str(one).split(": ", 1)[1] for one in known}
    ]
    assert [one for one in new if "have no region yet" not in one] == []


def test_there_are_records_of_every_kind() -> None:
    lists = {
        part
        for model, _ in load.TABLE.values()
        for part, field in model.model_fields.items()
        if record_model(field.annotation)
    }
    assert len(lists) > 10
    assert {place(one.values[0])[1] for one in blocks()} == lists - {"team"}


def test_a_wrong_record_would_be_refused() -> None:
    (block,) = [one.values[0] for one in blocks() if one.id == "specialist-joins-or-leaves-0"]
    for wrong in (block.replace("1-800-843-5678", "571.645"), block.replace("role", "roll")):
        before = frozen_texts()
        file = load.FILES[0]
        changed = {**before, file: put(wrong, before[file], "people")}
        assert load.load_texts(changed, NOW)[0] is None


def test_the_example_of_a_new_page_passes_the_check_once_all_steps_are_done(
    tmp_path: Path,
) -> None:
    top = write_site(tmp_path / "project")
    guide = TEXT[TOP / "contributing/add-a-page.md"]
    ((_, page),) = CODE.findall(guide)
    (name,) = set(re.findall(r"`(court-hearings\.md)`", guide))
    (menu,) = re.findall(r"`(- Court hearings: .+?)`", guide)
    (top / "docs" / name).write_text(page, "utf-8")
    assert [str(one).partition(": ")[0] for one in problems_of(top)] == [f"docs/{name}:1"]
    with (top / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"      {menu}\n")
    assert problems_of(top) == []


@pytest.mark.parametrize(
    "path", sorted((TOP / "contributing/pictures").iterdir()), ids=lambda path: path.stem
)
def test_a_picture_is_light_used_and_described(path: Path) -> None:
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < 120_000
    used = [
        alt
        for text in [*TEXT.values(), (TOP / "README.md").read_text("utf-8")]
        for alt, target in PICTURE.findall(text)
        if target.endswith(f"pictures/{path.name}")
    ]
    assert used
    assert all(len(alt) > 30 for alt in used)


def test_who_names_the_flyer_as_source_stands_there_as_the_flyer_prints_it() -> None:
    flyer = (TOP / "tests/fixtures/flyer.md").read_text("utf-8")
    people = contacts_now()["people"]
    assert people
    for one in people:
        if one["source"] == "the team's undated flyer":
            for field in ("name", "email", "phone"):
                assert one.get(field, "") in flyer, (
                    f"{one['name']}: the flyer does not print {one[field]}; "
                    "write in `source` where you read it"
                )
