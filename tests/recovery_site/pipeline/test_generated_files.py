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


def generated(data: Data, address: str = ADDRESS) -> dict[str, Artifact]:
    """Everything by its path, each path once."""
    files = artifacts(data, address)
    by_path = {file.path: file for file in files}
    assert len(by_path) == len(files)
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
    expected |= {f"sources/{source.kind}.md" for source in data.references.values()}
    assert set(generated(data)) == set(generated(region_data)) == expected
    for path, file in generated(data).items():
        assert isinstance(file.content, str if path.endswith(".md") else bytes)
        assert file.content


def test_each_page_and_card_names_the_line_where_it_is_edited(
    flyer: list[FlyerPerson], the_56: dict[str, str], data: Data
) -> None:
    lines = (FROZEN / FILES[0]).read_text("utf-8").split("\n")
    files = generated(data)
    for code, name in the_56.items():
        line = files[f"jurisdictions/{slug(name)}.md"].line or 0
        assert lines[line - 1] == f"  - code: {code}"
    for printed in flyer:
        line = files[f"contacts/{slug(printed.name)}.vcf"].line or 0
        assert lines[line - 1] == f"  - name: {printed.name}"


def test_downloads_carry_the_address_of_the_site(
    flyer: list[FlyerPerson], the_56: dict[str, str], data: Data
) -> None:
    site = "https://other.example/sub/"
    files = {
        path: file.content.decode()
        for path, file in generated(data, site).items()
        if isinstance(file.content, bytes)
    }
    cards = {"rst": "", **{slug(printed.name): f"#{slug(printed.name)}" for printed in flyer}}
    for name, part in cards.items():
        assert vobject.readOne(files[f"contacts/{name}.vcf"]).url.value == f"{site}contacts/{part}"
    for path in ("open-data/contacts.json", "open-data/jurisdictions.csv"):
        assert all(f"{site}jurisdictions/{slug(name)}/" in files[path] for name in the_56.values())
        assert ADDRESS not in files[path]
    for printed in flyer:
        assert f"{site}contacts/{slug(printed.name)}.vcf" in files["open-data/contacts.json"]


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
