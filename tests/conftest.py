"""What all tests share: the flyer read independently, data as the tests know them, the real data, one built site.

Staff change the contacts, and a right change must never turn a test red. So tests of the package's behavior
hold fixed expectations only about the frozen copy of the data in ``fixtures/frozen``, on the day it was frozen;
tests of the real project (names that start with ``real_``, ``team``, and everything built) take what they expect
from the real files, on the day of the run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import us
import yaml
import zxingcpp
from click.testing import CliRunner
from filelock import FileLock
from lxml import html
from mkdocs.__main__ import cli
from recovery_site.__main__ import main
from recovery_site.core.problems import Problem
from recovery_site.data import loader
from recovery_site.data.directory import Data, Directory
from recovery_site.data.value_types import Checked
from recovery_site.pipeline.check import check

TOP = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
FROZEN = FIXTURES / "frozen"
TODAY = date(2026, 11, 23)
"""The day of the frozen data."""

NOW = date.fromisoformat(
    os.environ.setdefault("RECOVERY_SITE_TODAY", date.today().isoformat())  # noqa: DTZ011
)
"""The day of the run, for the real data: the same for all its workers and builds."""

WITHOUT_PDFS = os.environ.get("HANDOUTS") == "no"
REGION_SOURCE = "a list made up for the tests"
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(TOP / "hooks"),
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "SOURCE_DATE_EPOCH": "1763900000",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, so that no worker waits at the end; then those that wait for no built site."""
    items.sort(
        key=lambda item: (
            not item.get_closest_marker("long"),
            "site" in getattr(item, "fixturenames", ()),
        )
    )


@dataclass(frozen=True)
class FlyerPerson:
    """A person as the flyer prints them."""

    heading: str
    name: str
    credentials: str
    email: str
    phone: str

    @property
    def region(self) -> int | None:
        match = re.match(r"REGION (\d)", self.heading)  # of several the first
        return int(match[1]) if match else None


@pytest.fixture(scope="session")
def flyer() -> list[FlyerPerson]:
    """The seven people, parsed from the flyer's text with nothing of the package: those of the frozen contacts."""
    text = (FIXTURES / "flyer.md").read_text("utf-8")
    person = (
        r"\*\*([A-Z0-9 ]+)\*\* *\n([^,\n]+?)(?:, ([^\n]+?))? *\n"
        r"\[([^\]]+)\]\([^)]*\) *\n([\d.]+)"
    )
    people = [FlyerPerson(*fields) for fields in re.findall(person, text)]
    assert len(people) == 7
    return people


@dataclass(frozen=True)
class Member:
    """A person of the team as the real data have them; what is not known is empty."""

    name: str
    role: str
    credentials: str
    email: str
    phone: str
    regions: tuple[str, ...]

    @property
    def values(self) -> list[str]:
        """What readers must find of this person."""
        return [value for value in (self.name, self.email, self.phone) if value]


@pytest.fixture(scope="session")
def team() -> list[Member]:
    """The people who are in the real data, read with nothing of the package."""
    members = [
        Member(
            name=person["name"],
            role=person["role"],
            credentials=person.get("credentials", ""),
            email=person.get("email", ""),
            phone=person.get("phone", ""),
            regions=tuple(codes(person.get("regions", ""))),
        )
        for person in contacts_now()["people"]
    ]
    assert members
    return members


@pytest.fixture(scope="session")
def flyer_mailbox() -> str:
    """The team's mailbox, from the flyer."""
    text = (FIXTURES / "flyer.md").read_text("utf-8")
    match = re.search(r"\*\*CONTACT\*\* *\n\[([^\]]+)\]", text)
    assert match
    return match[1]


@pytest.fixture(scope="session")
def team_mailbox() -> str:
    """The team's mailbox as the real data give it, read with nothing of the package."""
    return str(contacts_now()["team"]["email"])


@pytest.fixture(scope="session")
def the_56() -> dict[str, str]:
    """Names by postal code, from a list that is not the project's."""
    states = {str(state.abbr): str(state.name) for state in [*us.states.STATES, us.states.DC]}
    territories = {str(state.abbr): str(state.name) for state in us.states.TERRITORIES}
    # The list calls it "Virgin Islands"; the Postal Service and the flyer say which ones.
    territories["VI"] = "U.S. Virgin Islands"
    names = states | territories
    assert len(names) == 56
    return names


def texts() -> dict[str, str]:
    """The text of each real data file."""
    return {name: (TOP / name).read_text("utf-8") for name in (*loader.FILES, *loader.TEXTS)}


def frozen_texts() -> dict[str, str]:
    """The text of each data file, those that staff edit as they were frozen."""
    frozen = {
        path.relative_to(FROZEN).as_posix(): path.read_text("utf-8") for path in FROZEN.rglob("*.*")
    }
    assert loader.FILES[0] in frozen
    assert frozen.keys() <= texts().keys()
    return texts() | frozen


def loaded(texts: dict[str, str], today: date = TODAY) -> Data:
    """Data from the text of each file; it must have no error."""
    data, problems = loader.load_texts(texts, today)
    assert data, "\n".join(map(str, problems))
    return data


def assignment() -> dict[str, int]:
    """The region made up for each postal code."""
    regions = yaml.load((FIXTURES / "made_up_regions.yml").read_text("utf-8"), yaml.CBaseLoader)
    region_of = {
        code: int(region["number"])
        for region in regions["regions"]
        for code in region["jurisdictions"].split("; ")
    }
    assert len(region_of) == 56
    return region_of


def with_regions(texts: dict[str, str]) -> str:
    """Contacts with made-up regions for all 56, as no source gives them."""
    regions = (FIXTURES / "made_up_regions.yml").read_text("utf-8").partition("\n")[2]
    text, count = re.subn(
        r"^regions:\n(?:(?!\S).*\n)*", f"{regions}\n", texts[loader.FILES[0]], flags=re.MULTILINE
    )
    assert count == 1
    return text


def assigned(directory: Directory, region_of: dict[str, int]) -> Directory:
    """The directory with a region for the postal codes named, and for no other."""
    read = {"source": REGION_SOURCE, "checked": Checked(2026, 11, 22)}
    regions = tuple(
        region.model_copy(
            update={
                **read,
                "jurisdictions": tuple(c for c in region_of if region_of[c] == region.number),
            }
        )
        for region in directory.contacts.regions
    )
    contacts = directory.contacts.model_copy(update={"regions": regions})
    return replace(directory, contacts=contacts)


def with_people(directory: Directory, changes: dict[str, dict[str, Any]]) -> Directory:
    """The directory with other values for the people named."""
    people = tuple(
        person.model_copy(update=changes.get(person.name, {}))
        for person in directory.contacts.people
    )
    assert set(changes) <= {person.name for person in people}
    contacts = directory.contacts.model_copy(update={"people": people})
    return replace(directory, contacts=contacts)


@pytest.fixture(scope="session")
def data() -> Data:
    """The data as the tests know them."""
    return loaded(frozen_texts())


@pytest.fixture(scope="session")
def region_text() -> str:
    """The frozen contacts with made-up regions for all 56."""
    return with_regions(frozen_texts())


@pytest.fixture(scope="session")
def real_region_text() -> str:
    """The real contacts with made-up regions for all 56."""
    return with_regions(texts())


@pytest.fixture(scope="session")
def region_data(region_text: str) -> Data:
    """The data as the tests know them, with made-up regions for all 56."""
    return loaded(frozen_texts() | {loader.FILES[0]: region_text})


@pytest.fixture(scope="session")
def real_region_data(real_region_text: str) -> Data:
    """The real data with made-up regions for all 56."""
    return loaded(texts() | {loader.FILES[0]: real_region_text}, NOW)


def checked_state_lines(rows: list[dict[str, str]]) -> str:
    """The file of state lines in which a made-up person has checked each of ``rows``.

    Names, sources and days are made up; the numbers are those of the file, or one that nobody has,
    so that no test says of a real number that it was checked.
    """
    records = []
    for index, row in enumerate(rows):
        checked = {
            "phone": f"202-555-{1000 + index}",
            "web": f"https://example.gov/{row['code'].lower()}/{index}",
            "name": f"Made-up line {index}",
            "hours": f"Made-up hours {index}",
            "note": f"Made-up note {index}",
            "source": f"the made-up page {index}",
            "checked": "2026-11-20",
        }
        fields = {**row, **checked}
        records.append(
            "  - "
            + "\n    ".join(
                f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()
            )
        )
    return "state_lines:\n" + "\n\n".join(records) + "\n"


def rows_of(text: str) -> list[dict[str, str]]:
    """State lines, read without the package; every value is text."""
    rows = yaml.load(text, Loader=yaml.CBaseLoader)["state_lines"]
    assert len(rows) >= 2 * 56
    return list(rows)


@pytest.fixture(scope="session")
def state_rows() -> list[dict[str, str]]:
    """The frozen state lines."""
    return rows_of(frozen_texts()[loader.FILES[3]])


@pytest.fixture(scope="session")
def real_state_rows() -> list[dict[str, str]]:
    """The real state lines."""
    return rows_of(texts()[loader.FILES[3]])


@pytest.fixture(scope="session")
def all_checked(state_rows: list[dict[str, str]]) -> Data:
    """Data in which each state line is checked, with made-up numbers."""
    return loaded(frozen_texts() | {loader.FILES[3]: checked_state_lines(state_rows)})


def contacts_now() -> dict[str, Any]:
    """The real contacts, read without the package; every value is text."""
    contacts: dict[str, Any] = yaml.load(
        (TOP / loader.FILES[0]).read_text("utf-8"), Loader=yaml.CBaseLoader
    )
    return contacts


def codes(value: str) -> list[str]:
    """The parts of a value such as ``TX; OK; LA``."""
    return [code.strip() for code in value.split(";") if code.strip()]


def written_pages() -> list[Path]:
    """Each hand-written page; a shared list is part of pages and none by itself."""
    paths = [
        path for path in sorted((TOP / "docs").rglob("*.md")) if path.parent.name != "shared-lists"
    ]
    assert len(paths) > 20
    return paths


def regions_in(contacts: dict[str, Any]) -> dict[str, str]:
    """The region of each postal code that has one, in contacts read without the package."""
    return {
        code: region["number"]
        for region in contacts["regions"]
        for code in re.findall(r"[A-Z]{2}", region.get("jurisdictions") or "")
    }


def address_now(page: str) -> str | None:
    """Where a page that tests name, ``law/``, is today: staff may rename it or take it down.

    Its own address, unless ``data/redirects.yml`` says that another takes its place; ``None`` if it says that
    nothing does. A page that is gone without a word there keeps its address, so that the test fails.
    """
    moved = yaml.load((TOP / loader.FILES[4]).read_text("utf-8"), Loader=yaml.CBaseLoader)
    if f"/{page}" in {record["address"] for record in moved["withdrawn"] or []}:
        return None
    new = {record["old"]: record["new"] for record in moved["redirects"] or []}
    return str(new.get(f"/{page}", f"/{page}")).partition("#")[0].removeprefix("/")


def qr_code(document: pypdfium2.PdfDocument) -> str:
    """What the QR code on the last side that has one says, read from the picture of that side."""
    for side in reversed(range(len(document))):
        picture = document[side].render(scale=2, grayscale=True).to_pil()
        if barcodes := zxingcpp.read_barcodes(picture):
            return str(barcodes[0].text)
    return ""


def parts(element: Any) -> Iterator[Any]:
    """Every part of a PDF's structure tree in reading order."""
    below = element.get("/K", pikepdf.Array())
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary):
            yield child
            yield from parts(child)


def noted_tool(name: str, *programs: str) -> str:
    """The program that the set-up found, or one of these."""
    noted, path = TOP / ".venv" / name, f"{os.environ['PATH']}:/usr/sbin"
    tool = noted.read_text().strip() if noted.exists() else ""
    tool = tool or next(filter(None, (shutil.which(name, path=path) for name in programs)), "")
    assert tool, f"none of {programs}: run `make .venv/{name}`, which installs one"
    return tool


def slug(name: str) -> str:
    """The part of addresses for a plain name."""
    return name.lower().replace(".", "").replace(" ", "-")


def search_index(site: Path) -> list[tuple[str, str, str]]:
    """Address, title and text of each part in the search index of a built site."""
    script = (site / "search/index.js").read_text("utf-8")
    entries = json.loads(script.removeprefix("window.searchIndex=").removesuffix(";\n"))["docs"]
    page, parts = "", []
    for location, title, text, *_ in entries:
        page = page if location.startswith("#") else location.partition("#")[0]
        parts.append((page + location if location.startswith("#") else location, title, text))
    assert parts
    return parts


def squeezed(text: str) -> str:
    """Letters and digits only: whatever lines, columns and hyphens a page and a PDF have."""
    return re.sub(r"[\W_]+", "", text).casefold()


def copy_project(into: Path) -> Path:
    """A copy of what a build needs; returns its top folder."""
    into.mkdir(parents=True, exist_ok=True)
    left = shutil.ignore_patterns("__pycache__")
    for name in ("docs", "data", "overrides", "hooks"):
        shutil.copytree(TOP / name, into / name, ignore=left, dirs_exist_ok=True)
    shutil.copy(TOP / "mkdocs.yml", into)
    return into


def build_project(
    top: Path, into: Path, engine: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build the project at ``top`` as a person would, in a process of its own."""
    words = [sys.executable, "-m", engine, "build", "-f", str(top / "mkdocs.yml"), "-d", str(into)]
    given = {**ENVIRONMENT, **environment}
    return subprocess.run(words, env=given, cwd=top, capture_output=True, text=True, check=False)


def in_this_process(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Run MkDocs as a person would, without the time that a process of its own takes."""
    with warnings.catch_warnings():
        result = CliRunner().invoke(cli, list(words), env=dict(environment))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def problems_of(top: Path) -> list[Problem]:
    """Everything that the check says of a project on the tests' day."""
    return check(top, TODAY, in_this_process)


def _shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder made once for a whole run, whichever worker asks first."""
    base = factory.getbasetemp()
    top = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, done = top / name, top / f"{name}.done"
    with FileLock(top / f"{name}.lock"):
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def _built(folder: Path, changed: Mapping[str, str] | None = None, **environment: str) -> None:
    top = folder.with_name(folder.name + "-project")
    shutil.rmtree(top, ignore_errors=True)  # what an attempt that failed has left
    project = copy_project(top)
    for name, text in (changed or {}).items():
        (project / name).write_text(text, "utf-8")
    # Most PDFs are the same in every copy of the project: a run makes each of them once.
    cache = folder.with_name("cache")
    cache.mkdir(exist_ok=True)
    (project / ".cache").symlink_to(cache)
    result = build_project(project, folder, **environment)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for all tests."""
    return _shared(tmp_path_factory, "site", _built)


@pytest.fixture(scope="session")
def made_up_site(
    tmp_path_factory: pytest.TempPathFactory,
    real_region_text: str,
    real_state_rows: list[dict[str, str]],
) -> Path:
    """The site with made-up regions, and as if somebody had checked every state line (and no PDFs), built once."""
    checked = checked_state_lines(real_state_rows)
    changed = {loader.FILES[0]: real_region_text, loader.FILES[3]: checked}

    def make(folder: Path) -> None:
        _built(folder, changed, HANDOUTS="no")

    return _shared(tmp_path_factory, "made-up-site", make)


@pytest.fixture(scope="session")
def repository_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site where the address of its repository is known (and no PDFs), built once for all tests."""
    known = {"REPOSITORY_URL": "https://github.com/some-owner/some-name/", "HANDOUTS": "no"}
    return _shared(tmp_path_factory, "repository-site", lambda folder: _built(folder, {}, **known))


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Path:
    """The offline copy, made as ``make offline`` does and unpacked: the folder that a USB stick holds."""

    def make(into: Path) -> None:
        project = site.with_name(f"{site.name}-project")
        result = build_project(project, into / "built", EDITION="offline")
        assert result.returncode == 0, result.stderr
        zipped = str(into / "copy.zip")
        words = ["--today", NOW.isoformat(), "offline", "--site", str(into / "built")]
        assert main([*words, "--into", zipped]) == 0
        with zipfile.ZipFile(zipped) as archive:
            archive.extractall(into / "unpacked")

    [top] = (_shared(tmp_path_factory, "stick", make) / "unpacked").iterdir()
    return top


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    """Every page of the real site; an old address that only leads on is none."""
    paths = [
        page
        for page in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in page.read_text("utf-8")
    ]
    assert len(paths) > 56
    return paths


@pytest.fixture(scope="session")
def roots(pages: list[Path]) -> dict[Path, html.HtmlElement]:
    """Every page of the real site, read once; no test changes them."""
    return {page: html.parse(page).getroot() for page in pages}
