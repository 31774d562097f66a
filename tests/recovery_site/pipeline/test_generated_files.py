"""The list of everything that is made from the data."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import vobject
import yaml
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.pipeline.generated_files import Artifact, artifacts

from tests.conftest import ENVIRONMENT, FlyerPerson, Member

FROZEN = Path(__file__).parents[3] / "tests/fixtures/frozen"
ADDRESS = "https://recovery-services.example/"


def slug(name: str) -> str:
    """The part of addresses for a plain name."""
    return name.lower().replace(".", "").replace(" ", "-")


def made(data: Data, address: str = ADDRESS) -> dict[str, Artifact]:
    """Everything by its path, each path once."""
    found = artifacts(data, address)
    by_path = {one.path: one for one in found}
    assert len(by_path) == len(found)
    return by_path


def parts(artifact: Artifact) -> tuple[dict[str, Any], str]:
    """Front matter and body of a page, read without the package."""
    assert isinstance(artifact.content, str)
    empty, head, body = artifact.content.split("---\n", 2)
    assert empty == ""
    meta: dict[str, Any] = yaml.safe_load(head)
    return meta, body


def test_the_list_is_complete_for_the_56_and_the_flyer(
    flyer: list[FlyerPerson], the_56: dict[str, str], data: Data, made_up: Data
) -> None:
    expected = {
        "jurisdictions/index.md",
        "contacts/rst.vcf",
        "open-data/contacts.json",
        "open-data/contacts.schema.json",
        "open-data/contacts.csv",
        "open-data/jurisdictions.csv",
        "open-data/state-lines.csv",
        "_headers",
        "nginx-headers.conf",
        *(f"jurisdictions/{slug(name)}.md" for name in the_56.values()),
        *(f"contacts/{slug(printed.name)}.vcf" for printed in flyer),
    }
    assert len(expected) == 9 + 56 + 7
    expected |= {f"sources/{one.kind}.md" for one in data.references.values()}
    assert set(made(data)) == set(made(made_up)) == expected


def test_pages_are_text_and_downloads_are_bytes(data: Data) -> None:
    for path, one in made(data).items():
        assert isinstance(one.content, str if path.endswith(".md") else bytes)
        assert one.content


def test_every_page_has_front_matter_that_yaml_reads(the_56: dict[str, str], data: Data) -> None:
    found = made(data)
    for code, name in the_56.items():
        meta, body = parts(found[f"jurisdictions/{slug(name)}.md"])
        assert meta == {
            "title": f"{name} ({code})",
            "description": (
                "Whom on the Child Sex Trafficking Recovery Services Team to contact for "
                f"{name}, and what to do if nobody answers."
            ),
            "search": {"boost": 2},
            "wide": True,
        }
        assert len(meta["title"]) <= 65
        assert f"Name {name}." in body
        assert 'href="../../jurisdictions/index.html"' in body
    meta, body = parts(found["jurisdictions/index.md"])
    assert meta["title"] == "Choose your state or territory"
    assert meta["search"] == {"boost": 1}
    assert body.count('<a href="../jurisdictions/') == 56


@pytest.mark.parametrize(
    "name",
    ['"Quoted"', r"back\slash", r"\n \t \x41", "colon: here", "# hash", "--- dashes", "é 😀"],
)
def test_front_matter_keeps_any_name(data: Data, name: str) -> None:
    directory = data.directory
    places = tuple(
        one.model_copy(update={"name": f"{name} x" if one.code == "TX" else one.name})
        for one in directory.contacts.jurisdictions
    )
    contacts = directory.contacts.model_copy(update={"jurisdictions": places})
    changed = type(directory)(contacts, directory.today)
    found = artifacts(replace(data, directory=changed), ADDRESS)
    titles = [parts(one)[0]["title"] for one in found if one.path.endswith(".md")]
    assert f"{name} x (TX)" in titles
    assert len(titles) == 57 + len({one.kind for one in data.references.values()})


def test_each_page_and_card_names_the_line_where_it_is_edited(
    flyer: list[FlyerPerson], the_56: dict[str, str], data: Data
) -> None:
    lines = (FROZEN / FILES[0]).read_text("utf-8").split("\n")
    found = made(data)
    for code, name in the_56.items():
        line = found[f"jurisdictions/{slug(name)}.md"].line or 0
        assert lines[line - 1] == f"  - code: {code}"
    for printed in flyer:
        line = found[f"contacts/{slug(printed.name)}.vcf"].line or 0
        assert lines[line - 1] == f"  - name: {printed.name}"


def test_downloads_carry_the_address_of_the_site(
    flyer: list[FlyerPerson], the_56: dict[str, str], data: Data
) -> None:
    found = made(data, "https://other.example/sub/")
    for printed in flyer:
        card = found[f"contacts/{slug(printed.name)}.vcf"].content
        assert isinstance(card, bytes)
        url = f"https://other.example/sub/contacts/#{slug(printed.name)}"
        assert vobject.readOne(card.decode()).url.value == url
    team = found["contacts/rst.vcf"].content
    assert isinstance(team, bytes)
    assert vobject.readOne(team.decode()).url.value == "https://other.example/sub/contacts/"
    for path in ("open-data/contacts.json", "open-data/jurisdictions.csv"):
        content = found[path].content
        assert isinstance(content, bytes)
        text = content.decode()
        for name in the_56.values():
            assert f"https://other.example/sub/jurisdictions/{slug(name)}/" in text
        assert ADDRESS not in text
    content = found["open-data/contacts.json"].content
    assert isinstance(content, bytes)
    for printed in flyer:
        assert f"https://other.example/sub/contacts/{slug(printed.name)}.vcf" in content.decode()


def test_the_same_data_gives_the_same_list(data: Data, made_up: Data) -> None:
    for one in (data, made_up):
        assert artifacts(one, ADDRESS) == artifacts(one, ADDRESS)
    assert artifacts(data, ADDRESS) != artifacts(made_up, ADDRESS)


def test_another_process_makes_the_same_bytes(
    tmp_path: Path, the_56: dict[str, str], team: list[Member]
) -> None:
    runs = []
    for seed in ("1", "2"):
        into = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "recovery_site", "render", "--into", into],
            env={**ENVIRONMENT, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "LC_ALL": "C"},
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        runs.append(
            {
                path.relative_to(into): path.read_bytes()
                for path in into.rglob("*")
                if path.is_file()
            }
        )
    expected = {f"jurisdictions/{slug(name)}.md" for name in the_56.values()}
    expected |= {f"contacts/{slug(one.name)}.vcf" for one in team}
    assert expected <= {path.as_posix() for path in runs[0]}
    assert runs[0] == runs[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "2"]
