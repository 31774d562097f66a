"""The team's list of regions: every way people save it, every mistake, and what the file says after."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from recovery_site.__main__ import main
from recovery_site.core.problems import RefusedError
from recovery_site.data import loader as load
from recovery_site.editing.assign import assign, read
from recovery_site.pipeline.generated import artifacts

from tests.conftest import frozen_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from recovery_site.data.records import Data

TOP = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)
CONTACTS = load.FILES[0]
SOURCE = "the team's list"
CENSUS = "the Census Bureau's list of states and areas (us-atlas 3.0.1)"
LIST = TOP / "tests/fixtures/made_up_assignment.csv"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return frozen_texts()


@pytest.fixture(scope="module")
def expected() -> dict[str, int]:
    """The region of each jurisdiction in the made-up list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        found = {row["code"]: int(row["region"]) for row in csv.DictReader(file)}
    assert len(found) == 56
    return found


def assigned(texts: dict[str, str], content: bytes | str, source: str = SOURCE) -> tuple[str, str]:
    """The contacts after a list, and the summary."""
    data = content.encode() if isinstance(content, str) else content
    made = assign(texts, data, "list.csv", source, "2026-11-22", TODAY)
    return made.text, made.summary


def regions(contacts: str, texts: dict[str, str]) -> dict[str, int | None]:
    """Regions by postal code; the contacts must pass the check."""
    data, problems = load.load_texts({**texts, CONTACTS: contacts}, TODAY)
    assert data, problems
    return {one.code: one.region for one in data.directory.jurisdictions}


def given(contacts: str, texts: dict[str, str]) -> dict[str, int]:
    """As :func:`regions`, without those that have none."""
    return {code: one for code, one in regions(contacts, texts).items() if one}


def understood(data: Data, content: bytes | str) -> dict[str, int]:
    """What a list says."""
    raw = content.encode() if isinstance(content, str) else content
    numbers = [one.number for one in data.directory.regions]
    return read(raw, "list.csv", data.directory.jurisdictions, numbers)


def refused(data: Data, content: bytes | str) -> list[str]:
    """What is said of a list that is refused."""
    with pytest.raises(RefusedError) as raised:
        understood(data, content)
    assert raised.value.problems
    return [str(one) for one in raised.value.problems]


TWO = {"TX": 2, "PR": 4}


@pytest.mark.parametrize(
    "content",
    [
        "TX,2\nPR,4\n",
        "TX,2\nPR,4",
        "tx,2\npr,4\n",
        "code,region\nTX,2\nPR,4\n",
        "Jurisdiction,Region\nTexas,Region 2\nPUERTO RICO,region 4\n",
        "State or territory;Region\nTexas;2\nPuerto Rico;4\n",
        "State\tRegion number\nTexas\t2\nPuerto Rico\t4\n",
        "region,state\n2,TX\n4,PR\n",
        "sep=;\nTexas;2\nPuerto Rico;4\n",
        '"Texas","2"\r\n"Puerto Rico","Region 4"\r\n',
        "TX,2\rPR,4\r",
        "\n\n  TX , 2  \n,\n\n  P.R. ,  Region   4\n\n",
        "TX,2,,\nPR,4,,\n",
        "\ufeffTX,2\nPR,4\n",
        "TX\u00a0,\u00a02\nPuerto\u00a0Rico,Region\u00a04\n",
        "“TX”,“2”\n‘Puerto Rico’,4\n",
        "Tex.,2\nCommonwealth of Puerto Rico,4\n",
        "TX,02\nPR,4\n",
        "Texas,2\nPuerto Rico,４\n",
        "Texas;2\nPuerto Rico;4\n".encode("utf-16"),
        b"\xfe\xff" + "Texas\t2\r\nPuerto Rico\t4\r\n".encode("utf-16-be"),
        "Texas,2\nPuerto Rico\xa0,4\n".encode("cp1252"),
    ],
)  # fmt: skip
def test_a_list_is_understood_however_it_is_saved(data: Data, content: bytes | str) -> None:
    assert understood(data, content) == TWO


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_names_with_accents_are_understood_in_each_encoding(data: Data, encoding: str) -> None:
    assert understood(data, "Guåhan,1\n".encode(encoding)) == {"GU": 1}


def test_every_code_name_and_single_other_name_means_its_jurisdiction(data: Data) -> None:
    places = data.directory.jurisdictions
    shared = [also for one in places for also in one.also]
    tried = 0
    for one in places:
        once = [also for also in one.also if shared.count(also) == 1]
        for name in (one.code, one.code.lower(), one.name, one.name.upper(), *once):
            out = io.StringIO()
            csv.writer(out).writerow([name, "3"])
            assert read(out.getvalue().encode(), "list.csv", places, [3]) == {one.code: 3}, name
            tried += 1
    assert tried > 56 * 4


MISTAKES = [
    ("Wash DC,2\n", ["1: `Wash DC` is no state or territory; did you mean Washington (WA) or District of Columbia (DC)?"]),
    ("TX,2\nTexsa,2\n", ["2: `Texsa` is no state or territory; did you mean Texas (TX) or Oklahoma (OK)?"]),
    ("TX,2\nBavaria,2\n", ["2: `Bavaria` is no state or territory; write its postal code or name, for example TX"]),
    ("TX,2\nPortland,2\n", ["2: `Portland` may mean Maine (ME) or Oregon (OR); write the postal code"]),
    ("TX,2\nOK,2\ntexas,2\n", ["3: Texas (TX) is listed twice (first in line 1); keep one line"]),
    ("TX,2\nOK,2\ntexas,3\n", ["3: Texas (TX) has region 3 here and 2 in line 1; keep the right line"]),
    ("TX,7\n", ["1: there is no region `7`; write one of 1, 2, 3, 4, 5"]),
    ("TX,Region 12\n", ["1: there is no region `Region 12`; write one of 1, 2, 3, 4, 5"]),
    ("TX,two\n", ["1: there is no region `two`; write one of 1, 2, 3, 4, 5"]),
    ("TX,2\nOK\n", ["2: the region is missing; write both, like TX,2, or take the line out if it is not known"]),
    ("TX,2\n,3\n", ["2: the jurisdiction is missing; write both, like TX,2, or take the line out if it is not known"]),
    ("state,area\nTX,2\n", ["1: the first line must name one column `region`; write it like: jurisdiction,region"]),
    ("area,region\nTX,2\n", ["1: the first line must name one column `jurisdiction`; write it like: jurisdiction,region"]),
    ("code,name,region\nTX,Texas,2\n", ["1: the first line must name one column `jurisdiction`; write it like: jurisdiction,region"]),
    ("code,region,note\nTX,2,x\n", ["1: the list has more than two columns; keep jurisdiction and region, delete the others"]),
    ("TX,2,Musick\n", ["1: the line has more than two columns; keep jurisdiction and region, and put a name that holds a comma in \"double quotes\""]),
    ("TX,2\n\"OK,2\nUT,2\n", ["2: a quotation mark that is opened and not closed; close it, or take it out (\")"]),
    ("", ["1: the list holds no line with a jurisdiction; write lines like TX,2"]),
    ("code,region\n\n", ["1: the list holds no line with a jurisdiction; write lines like TX,2"]),
    (b"PK\x03\x04rest", ["1: this is a file of Excel or Word; in Excel save it as “CSV UTF-8”, and give that file"]),
    (b"\xd0\xcf\x11\xe0rest", ["1: this is a file of Excel or Word; in Excel save it as “CSV UTF-8”, and give that file"]),
    (b"TX,2\n\x81\x8d,3\n", ["1: the file is not plain text; in Excel save it as “CSV UTF-8”, and give that file"]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), MISTAKES, ids=range(len(MISTAKES)))
def test_each_mistake_is_said_with_its_line(
    data: Data, content: bytes | str, said: list[str]
) -> None:
    assert refused(data, content) == [f"list.csv:{one}" for one in said]


def test_all_mistakes_are_said_at_once(data: Data) -> None:
    said = refused(data, "state;region\n\nTexsa;2\nOK;9\nUT\nUtah;1\nUT;1\n")
    assert [one.split(":")[1] for one in said] == ["3", "4", "5", "7"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"source": " "}, "--source: say on one line where you read the list, like \"the team's list\""),
        ({"source": "a\nb"}, "--source: say on one line where you read the list, like \"the team's list\""),
        ({"source": "“a list”"}, "--source: `“a list”` has curly quotation marks around it; take them out"),
        ({"checked": ""}, "--checked: `` is not a date; write year-month-day, for example 2026-11-23"),
        ({"checked": "11/22/2026"}, "--checked: `11/22/2026` is not a date; write year-month-day, for example 2026-11-23"),
        ({"checked": "2026-11-24"}, "--checked: 2026-11-24 lies in the future; write the day of the check, today is 2026-11-23"),
    ],
)  # fmt: skip
def test_without_where_and_when_nothing_is_assigned(
    texts: dict[str, str], options: dict[str, str], said: str
) -> None:
    words = {"source": SOURCE, "checked": "2026-11-22"} | options
    with pytest.raises(RefusedError) as raised:
        assign(texts, b"TX,2\n", "list.csv", words["source"], words["checked"], TODAY)
    assert [str(one) for one in raised.value.problems] == [said]


def test_the_list_of_states_keeps_its_own_source_and_day(texts: dict[str, str]) -> None:
    text, _ = assigned(texts, "TX,2\n")
    record = re.search(r"  - code: TX\n(?:    .*\n)+", text)
    assert record
    lines = record[0].splitlines()
    assert [line.strip() for line in lines[3:]] == [
        "region: 2",
        "region_source: the team's list",
        "region_checked: 2026-11-22",
        f"source: {CENSUS}",
        "checked: 2026-11-23",
    ]


def test_a_second_time_changes_nothing(texts: dict[str, str]) -> None:
    first, _ = assigned(texts, LIST.read_bytes())
    second, summary = assigned({**texts, CONTACTS: first}, LIST.read_bytes())
    assert second == first
    assert summary == "Nothing changed: the data say all of it already (56 jurisdictions)."


def test_only_what_the_list_names_is_changed(texts: dict[str, str]) -> None:
    first, _ = assigned(texts, "TX,2\nOK,2\nUT,2\n")
    second, summary = assigned({**texts, CONTACTS: first}, "TX,3\nVT,5\n")
    assert given(second, texts) == {"TX": 3, "OK": 2, "UT": 2, "VT": 5}
    assert summary.startswith(
        "2 jurisdictions assigned, 1 of them to another region than before, "
        "2 not in the list keep their region, 52 without region: Alabama"
    )
    untouched = [line for line in texts[CONTACTS].split("\n") if "region" not in line]
    assert [line for line in second.split("\n") if "region" not in line] == untouched


def test_notes_stay_where_they_are(texts: dict[str, str]) -> None:
    noted = texts[CONTACTS].replace(
        "  - code: TX\n", "  # The second largest.\n  - code: TX\n"
    ).replace(
        "San Antonio; El Paso\n    region:\n",
        "San Antonio; El Paso\n    # Ask again in May.\n    region:  # by letter\n    # And this.\n",
    )  # fmt: skip
    assert noted.count("# by letter") == 1
    text, _ = assigned({**texts, CONTACTS: noted}, "TX,2\n")
    assert "  # The second largest.\n  - code: TX\n" in text
    assert "    # Ask again in May.\n    region: 2  # by letter\n    region_source: the" in text
    assert "    # And this.\n    source:" in text
    again, _ = assigned({**texts, CONTACTS: text}, "TX,4\n")
    assert again == text.replace("region: 2  # by letter", "region: 4  # by letter")


def test_a_source_with_signs_of_its_own_is_read_back(texts: dict[str, str]) -> None:
    source = "Ana Li: 'letter' #4 & \"map\""
    text, _ = assigned(texts, "TX,2\n", source)
    data, _ = load.load_texts({**texts, CONTACTS: text}, TODAY)
    assert data
    assert data.directory.by_code["TX"].region_source == source


def test_records_on_one_line_or_without_the_field_are_filled_too(texts: dict[str, str]) -> None:
    flow = re.sub(
        r"  - code: (\w\w)\n    name: (.*)\n(?:    .*\n)*",
        r"  - {code: \1, name: \2, source: a list, checked: 2026-11-23}" + "\n",
        texts[CONTACTS],
    )
    text, _ = assigned({**texts, CONTACTS: flow}, LIST.read_bytes())
    assert None not in regions(text, texts).values()


def test_data_with_a_mistake_are_not_touched(texts: dict[str, str]) -> None:
    broken = texts[CONTACTS].replace("571.645.6233", "571.645")
    with pytest.raises(RefusedError) as raised:
        assigned({**texts, CONTACTS: broken}, "TX,2\n")
    assert [one.path for one in raised.value.problems] == [CONTACTS]


def test_pages_exports_map_and_list_follow(
    made_up_text: str, texts: dict[str, str], expected: dict[str, int]
) -> None:
    assert regions(made_up_text, texts) == expected
    data, _ = load.load_texts({**texts, CONTACTS: made_up_text}, TODAY)
    assert data
    made = {one.path: one.content for one in artifacts(data, "https://x.example/")}
    for one in data.directory.jurisdictions:
        page = made[f"jurisdictions/{one.id}.md"]
        assert isinstance(page, str)
        assert f"is in Region {expected[one.code]}." in page
        assert "Region checked against a list made up for the tests, November 22, 2026." in page
    table = made["open-data/jurisdictions.csv"]
    assert isinstance(table, bytes)
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert {row["code"]: int(row["region"]) for row in rows} == expected
    assert {row["region_source"] for row in rows} == {"a list made up for the tests"}


@pytest.fixture
def run(
    tmp_path: Path, project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[str]]]:
    """Runs the command in a copy of the project; gives its exit code and what it says."""
    top = project(tmp_path / "project")
    # As if nobody had confirmed a region yet, and in the agreed form, whatever staff have written since.
    text = re.sub(
        r"(?m)^    region_(?:source|checked):.*\n", "", (top / CONTACTS).read_text("utf-8")
    )
    open_again = re.sub(r"(- code: \w\w\n(?:    .*\n)*?    region:).*", r"\1", text)
    (top / CONTACTS).write_text(open_again, "utf-8")
    assert main(["--top", str(top), "--today", "2026-11-23", "format"]) == 0
    capsys.readouterr()

    def command(*arguments: str | Path) -> tuple[int, list[str]]:
        words = ["--top", str(top), "--today", "2026-11-23", "assign", *map(str, arguments)]
        code = main([*words, "--source", SOURCE, "--checked", "2026-11-22"])
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out.splitlines()

    return command


class TestCommand:
    def test_it_shows_the_difference_writes_and_says_what_it_did(
        self, run: Callable[..., tuple[int, list[str]]], tmp_path: Path
    ) -> None:
        contacts = tmp_path / "project" / CONTACTS
        before = contacts.read_bytes()
        code, said = run(LIST, "--dry-run")
        assert (code, contacts.read_bytes()) == (0, before)
        assert said[-1] == "56 jurisdictions assigned (only shown, nothing written)"
        code, shown = run(LIST)
        assert code == 0
        assert shown[:-1] == said[:-1]
        assert shown[:2] == [f"--- {CONTACTS}", f"+++ {CONTACTS}"]
        assert sum(1 for one in shown if one.startswith("+    region: ")) == 56
        assert shown[-1] == "56 jurisdictions assigned"
        words = ["--top", str(tmp_path / "project"), "--today", "2026-11-23"]
        assert main([*words, "check"]) == 0
        assert main([*words, "format", "--check"]) == 0

    def test_a_mistake_keeps_everything_from_being_written(
        self, run: Callable[..., tuple[int, list[str]]], tmp_path: Path
    ) -> None:
        before = (tmp_path / "project" / CONTACTS).read_bytes()
        (tmp_path / "list.csv").write_text("TX,2\nOK,9\n")
        code, said = run(tmp_path / "list.csv")
        assert code == 1
        assert said == [
            f"{tmp_path}/list.csv:2: there is no region `9`; write one of 1, 2, 3, 4, 5"
        ]
        assert (tmp_path / "project" / CONTACTS).read_bytes() == before

    def test_a_list_that_is_not_there_is_said(
        self, run: Callable[..., tuple[int, list[str]]], tmp_path: Path
    ) -> None:
        code, said = run(tmp_path / "none.csv")
        assert (code, said) == (
            1,
            [
                f"{tmp_path}/none.csv: the file cannot be read (No such file or directory); "
                "give the name of a list, like regions.csv"
            ],
        )
