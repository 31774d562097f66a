"""When a line of a jurisdiction may be published, with the exact words and the line of each problem."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from recovery_site.data import loader as load
from recovery_site.data.fields import e164
from recovery_site.data.records import Contacts, StateLines
from recovery_site.data.state_line_rules import KNOWN_WRONG, check_state_lines

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

FROZEN = Path(__file__).parents[3] / "tests/fixtures/frozen"
NAME = "data/state_lines.yml"
TODAY = date(2026, 11, 23)
FIELDS = {
    "code": "AZ",
    "kind": "abuse_hotline",
    "label": "A line",
    "phone": "1-888-767-2445",
    "agree": "single",
    "name": "A hotline",
    "source": "the official page",
    "checked": "2026-11-23",
}
"""A record that may be published."""


def said(*changes: dict[str, str], contacts: Contacts | None = None) -> list[str]:
    """What is said of records that differ from a good one, without those that are missing."""
    rows = "".join(
        "  - " + "\n    ".join(f"{key}: {value}" for key, value in (FIELDS | change).items()) + "\n"
        for change in changes
    )
    states, source, problems = load.shaped(StateLines, f"state_lines:\n{rows}", NAME)
    assert states
    assert source
    problems += check_state_lines(states, contacts, source, TODAY)
    return [
        str(one).removeprefix(f"{NAME}:") for one in problems if "has no record" not in one.message
    ]


def test_a_line_that_somebody_checked_has_no_problem() -> None:
    assert said({}) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"checked": "2026-11-24"}, "9: state line A hotline: 2026-11-24 lies in the future; write the day of the check, today is 2026-11-23"),
        ({"source": ""}, "9: state line A hotline: `checked` is filled and `source` is empty: say in `source` which official page you compared it with"),
        ({"source": "", "agree": "no"}, "9: state line A hotline: `checked` is filled and `source` is empty: the two sources of the research disagree; say in `source` which official page you compared it with"),
        ({"name": ""}, "9: state line AZ: `checked` is filled and `name` is empty; write the line's name as the official page gives it"),
        ({"phone": ""}, "9: state line A hotline: `checked` is filled and there is neither `phone` nor `web`; readers could not reach it"),
        ({"phone": "1-888-767-2445 or 602-555-0100"}, "5: state line A hotline: `1-888-767-2445 or 602-555-0100` is not a phone number of the United States or its territories; write ten digits, for example 571.645.6233; a second number is a record of its own"),
        ({"name": "Hotline 602-542-1000"}, "7: state line Hotline 602-542-1000: the number `602-542-1000` stands in `name`; write it in `phone`, and a second one as a record of its own"),
        ({"name": "Hotline (1-888-SOS-CHILD)"}, "7: state line Hotline (1-888-SOS-CHILD): the number `1-888-SOS-CHILD` stands in `name`; write it in `phone`, and a second one as a record of its own"),
        ({"note": "After hours 602-542-1000"}, "10: state line A hotline: the number `602-542-1000` stands in `note`; write it in `phone`, and a second one as a record of its own"),
        ({"hours": "8 to 5, then 602-542-1000"}, "10: state line A hotline: the number `602-542-1000` stands in `hours`; write it in `phone`, and a second one as a record of its own"),
        ({"checked": ""}, "8: warning: state line A hotline: `source` is filled and `checked` is empty, so it is not shown; write the day of the check"),
        ({"code": "ZZ"}, "2: state line A hotline: `ZZ` is not the postal code of a state, of DC or of a territory"),
        ({"web": "dcs.az.gov"}, "10: state line A hotline: web: `dcs.az.gov` is not a web address; write it whole, with https://"),
        ({"kind": "hotline"}, "3: state line A hotline: kind: `hotline` is not one it can have; write 'abuse_hotline' or 'clearinghouse'"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(change: dict[str, str], expected: str) -> None:
    assert said(change) == [expected]


def test_without_a_number_the_official_page_is_enough() -> None:
    assert said({"phone": "", "web": "https://dcs.az.gov/report"}) == []


@pytest.mark.parametrize("number", KNOWN_WRONG)
def test_a_number_that_lists_print_wrongly_is_refused(number: str) -> None:
    owner, what = KNOWN_WRONG[number]
    assert e164(number) == number
    for code in ("AZ", "CO", "ID"):
        (problem,) = said({"code": code, "phone": number})
        assert problem == (
            f"5: state line A hotline: `{number}` is {what}; "
            "look the number up on the official page again"
        )
    if owner:
        assert said({"code": owner, "phone": number}) == []


@pytest.mark.parametrize(
    "number",
    [
        "1-800-252-2873", "1-800-342-3720", "1-866-363-4276", "1-877-237-0004", "844-263-5437",
        "800-926-4453", "800-752-6200", "800-332-6347", "800-678-9399", "303-866-5932",
        "775-785-8600", "202-304-1200", "1-800-422-4453",
    ],
)  # fmt: skip
def test_every_number_of_the_list_not_to_print_is_known(number: str) -> None:
    assert len(said({"code": "AZ", "phone": number})) == 1
    assert said({"code": "AZ", "phone": number, "checked": "", "source": ""}) == []


def test_the_code_of_the_trafficking_hotline_is_no_number_of_a_state() -> None:
    assert "`233733` is not a phone number" in said({"code": "TX", "phone": "233733"})[0]


def test_a_national_line_is_not_the_line_of_a_state(data: Data) -> None:
    contacts = data.directory.contacts
    numbers = {
        channel.value: line.name
        for line in contacts.helplines
        for channel in line.channels
        if channel.kind in ("phone", "tty", "text") and len(channel.value) > 6
    }
    assert len(numbers) > 15
    for number, name in numbers.items():
        (problem,) = said({"phone": number}, contacts=contacts)
        assert "is the national line" in problem or "Childhelp" in name


def test_the_number_of_another_jurisdiction_is_refused_whichever_stands_first() -> None:
    own = {"code": "AZ"}
    for other in ({"code": "NM"}, {"code": "NM", "checked": "", "source": ""}):
        for changes in ([own, other], [other, own]):
            found = said(*changes)
            assert len(found) == (2 if "checked" not in other else 1)
            assert all("also stands in a record of" in one for one in found)


def test_two_records_of_one_jurisdiction_may_share_a_number() -> None:
    assert said({}, {"kind": "clearinghouse"}) == []


def test_every_jurisdiction_has_a_record_of_each_kind(
    the_56: dict[str, str], state_rows: list[dict[str, str]]
) -> None:
    assert {row["code"] for row in state_rows} == set(the_56)
    only = "state_lines:\n  - {code: AZ, kind: abuse_hotline, label: A line, agree: single}\n"
    states, source, _ = load.shaped(StateLines, only, NAME)
    assert states
    assert source
    messages = [str(one) for one in check_state_lines(states, None, source, TODAY)]
    expected = [
        f"{NAME}:1: state_lines: `{code}` has no record of kind `{kind}`; "
        "bring it back, without a number if there is none"
        for code in sorted(the_56)
        for kind in ("abuse_hotline", "clearinghouse")
        if (code, kind) != ("AZ", "abuse_hotline")
    ]
    assert messages == expected


def test_only_checked_lines_are_published_hotlines_first(data: Data, all_checked: Data) -> None:
    waiting = [line for line in data.directory.all_state_lines if not line.checked]
    assert not set(waiting) & set(data.directory.state_lines)
    found = all_checked.directory
    assert len(found.state_lines) == len(found.all_state_lines) > 2 * 56
    for one in found.jurisdictions:
        kinds = [line.kind for line in found.state_lines_of(one)]
        assert kinds == sorted(kinds)
        assert set(kinds) == {"abuse_hotline", "clearinghouse"}
        assert found.unchecked_kinds(one) == []


def test_each_record_knows_the_line_where_it_is_edited(
    data: Data, state_rows: list[dict[str, str]]
) -> None:
    lines = (FROZEN / NAME).read_text("utf-8").split("\n")
    for position, row in enumerate(state_rows):
        line = data.directory.lines["state_lines", str(position)]
        assert lines[line - 1].strip() == f"- code: {row['code']}"
