"""The list of everything that is made from the data."""

import subprocess
import sys
from pathlib import Path

import vobject
from recovery_site.core.files import Folder
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES
from recovery_site.pipeline.generated_files import Artifact, artifacts

from tests.conftest import ENVIRONMENT, FROZEN, FlyerPerson, slug

ADDRESS = "https://recovery-services.example/"


def made(data: Data, address: str = ADDRESS) -> dict[str, Artifact]:
    """Everything by its path, each path once."""
    found = artifacts(data, address)
    by_path = {one.path: one for one in found}
    assert len(by_path) == len(found)
    return by_path


def test_the_list_is_complete_for_the_56_and_the_flyer(
    flyer: list[FlyerPerson], the_56: dict[str, str], data: Data, region_data: Data
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
    assert set(made(data)) == set(made(region_data)) == expected
    for path, one in made(data).items():
        assert isinstance(one.content, str if path.endswith(".md") else bytes)
        assert one.content


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
    site = "https://other.example/sub/"
    found = {
        path: one.content.decode()
        for path, one in made(data, site).items()
        if isinstance(one.content, bytes)
    }
    cards = {"rst": "", **{slug(one.name): f"#{slug(one.name)}" for one in flyer}}
    for name, part in cards.items():
        assert vobject.readOne(found[f"contacts/{name}.vcf"]).url.value == f"{site}contacts/{part}"
    for path in ("open-data/contacts.json", "open-data/jurisdictions.csv"):
        assert all(f"{site}jurisdictions/{slug(name)}/" in found[path] for name in the_56.values())
        assert ADDRESS not in found[path]
    for printed in flyer:
        assert f"{site}contacts/{slug(printed.name)}.vcf" in found["open-data/contacts.json"]


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    runs = []
    for seed in ("1", "2"):
        into = tmp_path / seed
        words = [sys.executable, "-m", "recovery_site", "render", "--into", str(into)]
        given = ENVIRONMENT | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "LC_ALL": "C"}
        subprocess.run(words, env=given, cwd=tmp_path, check=True, capture_output=True)
        runs.append(dict(Folder(into)))
    assert len(runs[0]) > 56
    assert runs[0] == runs[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "2"]
