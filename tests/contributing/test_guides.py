"""The guides for staff: short, whole, and true of the project as it is."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from recovery_site.content.editorial_rules import EMAIL
from recovery_site.content.macros import MACROS
from recovery_site.data import loader
from recovery_site.data.record_base import Record, record_model
from recovery_site.data.value_types import PHONE

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
    "mor.md", "running.md", "running-behavior.md", "court-hearings.md", "state-lines.csv",
    "READ-ME-FIRST.html", "index.html",
}  # fmt: skip
"""Names of files that a guide invents for the reader to replace, or that a command writes."""


CONTACTS = loader.FILES[0]


def anchor(heading: str) -> str:
    """The part of an address by which GitHub calls a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", [INDEX, *GUIDES], ids=lambda path: path.stem)
def test_a_guide_fits_on_one_screen(path: Path) -> None:
    lines = TEXT[path].splitlines()
    assert 10 <= len(lines) <= 45
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []


def test_every_guide_is_linked_from_the_index_and_the_urgent_guide_first() -> None:
    linked = [target for _, target in LINK.findall(TEXT[INDEX])]
    assert {f"contributing/{path.name}" for path in GUIDES} <= set(linked)
    assert linked[0] == "contributing/take-a-number-off.md"
    assert len(GUIDES) > 10


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_link_leads_to_a_file_and_part_that_exist(path: Path) -> None:
    links = LINK.findall(re.sub(r"`[^`]*`", "", CODE.sub("", TEXT[path])))
    assert links
    for _, link in links:
        file, _, part = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), link
        if part:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert part in map(anchor, headings), link


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_file_that_is_named_exists(path: Path) -> None:
    for name in re.findall(r"`(?:\.?[\w-]+/)*([\w.-]+\.(?:md|yml|txt|csv|py|html))`", TEXT[path]):
        assert name in EXAMPLES or [*TOP.glob(f"[!.]*/**/{name}"), *TOP.glob(name)], name
    for name in re.findall(r"`((?:data|docs|contributing|hooks)(?:/[\w.-]+)+/?)`", TEXT[path]):
        assert Path(name).name in EXAMPLES or (TOP / name).exists(), name
    for name in re.findall(r"folder `([\w/-]+)`", TEXT[path]):
        assert (TOP / name).is_dir(), name


def test_every_command_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", "".join(TEXT.values())))
    assert "report" in named
    assert named <= targets


def test_links_of_the_site_that_are_named_have_their_real_names() -> None:
    templates = [*(TOP / "overrides").rglob("*.html"), *TOP.glob("hooks/**/templates/*.html")]
    site = "".join(path.read_text("utf-8") for path in templates)
    named = set(re.findall(r"\*\*(Suggest [^*]+)\*\*", "".join(TEXT.values())))
    assert named == {
        "Suggest a change", "Suggest a change to this page", "Suggest a change to the list",
    }  # fmt: skip
    assert [name for name in named if f">{name}<" not in site and f'"{name}"' not in site] == []


def test_forms_that_are_named_exist() -> None:
    forms = {
        yaml.safe_load(path.read_text("utf-8"))["name"]
        for path in (TOP / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")
    }
    text = "".join(TEXT.values())
    named = set(re.findall(r"(?:form|choose) \*\*((?!Commit|Create)[A-Z][^*]+)\*\*", text))
    assert {"Propose a source", "Assign regions"} <= named <= forms


def test_checks_and_the_preview_have_their_real_names_and_times() -> None:
    workflow = yaml.safe_load((TOP / ".github/workflows/check.yml").read_text("utf-8"))
    jobs = [f"**{job['name']}**" for job in workflow["jobs"].values()]
    assert jobs == ["**Data and pages**", "**Tests and preview**"]
    assert all(job in TEXT[INDEX] for job in jobs)
    preview = TEXT[TOP / "contributing/look-at-the-preview.md"]
    note = (TOP / "scripts/preview_note.sh").read_text("utf-8")
    assert jobs[1] in preview
    assert f"**{workflow['name']}**" in preview
    for words in ("Download the site as it would be", "READ-ME-FIRST.html", "30 days"):
        assert words in preview
        assert words in note
    # A guide that leads to `mkdocs.yml` leads to all tests: scripts/scope.sh calls it no page.
    slow = {path.stem for path in GUIDES if "after about fifteen more" in TEXT[path]}
    assert slow == {"add-a-page"}


def test_every_macro_is_explained_and_every_explained_macro_exists() -> None:
    text = "".join(TEXT[path] for path in GUIDES)
    assert set(re.findall(r"\{\{ (\w+)\(", text)) == MACROS.keys()


def test_every_number_and_address_stands_in_the_contacts() -> None:
    # An example that staff have changed in the data since then stands in the frozen copy.
    contacts = texts()[CONTACTS] + frozen_texts()[CONTACTS]
    text = "".join(TEXT.values()).replace("`571.645` is not a phone number", "")
    typed = [match.strip() for match in PHONE.findall(text) + EMAIL.findall(text)]
    assert len(typed) > 5
    assert [value for value in typed if value not in contacts] == []


@pytest.mark.parametrize(
    ("number", "shown", "taken_off"),
    [
        ("571.645.6988", "    phone: 571.645.6988\n", "    phone:\n"),
        ("1-800-786-2929", "1-800-RUNAWAY\n        checked: 2026-11\n",
         "1-800-RUNAWAY\n        checked:\n        {hold}\n"),
    ],
)  # fmt: skip
def test_a_number_is_off_after_the_steps_of_the_guide(
    number: str, shown: str, taken_off: str
) -> None:
    (hold,) = re.findall("`(hold: .+?)`", TEXT[TOP / "contributing/take-a-number-off.md"])
    files = frozen_texts()
    for step, count in ((shown, 1), (taken_off.format(hold=hold), 0)):
        changed = files[CONTACTS].replace(shown, step, 1)
        data, _ = loader.load_texts({**files, CONTACTS: changed}, NOW)
        assert data
        helplines = data.directory.helplines
        published = [channel.value for helpline in helplines for channel in helpline.published]
        assert [*published, *(person.phone for person in data.directory.people)].count(
            number
        ) == count


def blocks() -> list[Any]:
    return [
        pytest.param(record, id=f"{path.stem}-{number}" + f"-{index}" * bool(index))
        for path in ALL
        for number, (kind, block) in enumerate(CODE.findall(TEXT[path]))
        if kind == "yaml"
        for index, record in enumerate(re.split(r"(?m)(?<=\n)(?=  - )", block))
    ]


def home(block: str) -> tuple[str, str]:
    """The file, and the list in it, to which a record belongs, by its fields."""
    (record,) = yaml.load(block, Loader=yaml.CBaseLoader)
    homes = [
        (file, part)
        for file, (model, _) in loader.TABLE.items()
        for part, field in model.model_fields.items()
        if (inner := record_model(field.annotation)) and fits(inner, record.keys())
    ]
    assert len(homes) == 1, record
    return homes[0]


def fits(model: type[Record], names: Any) -> bool:
    needed = {name for name, field in model.model_fields.items() if field.is_required()}
    return bool(needed <= names <= model.model_fields.keys())


def put(block: str, text: str, part: str) -> str:
    """The file with a record: in the place of the record that it is, or as the first of its list."""
    before, header, after = f"\n{text}".partition(f"\n{part}:\n")
    assert header, part
    fields = re.findall(r"^.*?: \S+", block, re.MULTILINE)[: 2 if part == "state_lines" else 1]
    same = "".join(f"{re.escape(field)}[^\n]*\n" for field in fields)
    new, count = re.subn(
        rf"^{same}(?:    .*\n)*", lambda _: block, after, count=1, flags=re.MULTILINE
    )
    return before + header + (new if count else f"{block}\n{after}")


@cache
def known() -> frozenset[str]:
    """What is said of the frozen data as they are, without file and line."""
    return frozenset(
        str(problem).split(": ", 1)[1] for problem in loader.load_texts(frozen_texts(), NOW)[1]
    )


@pytest.mark.parametrize("block", blocks())
def test_a_record_to_copy_loads_in_its_file(block: str) -> None:
    file, part = home(block)
    block = block.replace("First Last", "Ana Copied")  # the check refuses it as a name
    files = frozen_texts()
    text = put(block, files[file], part)
    assert text.count(block) == 1
    data, problems = loader.load_texts({**files, file: text}, NOW)
    assert data
    new = [str(problem) for problem in problems if str(problem).split(": ", 1)[1] not in known()]
    assert [problem for problem in new if "have no region yet" not in problem] == []


def test_there_are_records_of_every_kind() -> None:
    lists = {
        part
        for model, _ in loader.TABLE.values()
        for part, field in model.model_fields.items()
        if record_model(field.annotation)
    }
    assert len(lists) > 10
    assert {home(block.values[0])[1] for block in blocks()} == lists - {"team"}


def test_a_wrong_record_would_be_refused() -> None:
    (block,) = [case.values[0] for case in blocks() if case.id == "specialist-joins-or-leaves-0"]
    block = block.replace("First Last", "Ana Copied")
    files = frozen_texts()
    for wrong in (block.replace("1-800-843-5678", "571.645"), block.replace("role", "roll")):
        changed = {**files, CONTACTS: put(wrong, files[CONTACTS], "people")}
        assert loader.load_texts(changed, NOW)[0] is None


def test_the_example_of_a_new_page_passes_the_check_once_all_steps_are_done(tmp_path: Path) -> None:
    top = write_site(tmp_path / "project")
    guide = TEXT[TOP / "contributing/add-a-page.md"]
    ((_, page),) = CODE.findall(guide)
    (name,) = set(re.findall(r"`(court-hearings\.md)`", guide))
    (menu,) = re.findall(r"`(- Court hearings: .+?)`", guide)
    (top / "docs" / name).write_text(page, "utf-8")
    assert [str(problem).partition(": ")[0] for problem in problems_of(top)] == [f"docs/{name}:1"]
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
    for person in people:
        if person["source"] == "the team's undated flyer":
            for field in ("name", "email", "phone"):
                assert person.get(field, "") in flyer, (
                    f"{person['name']}: the flyer does not print {person[field]}; "
                    "write in `source` where you read it"
                )
