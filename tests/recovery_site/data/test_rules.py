"""What rules between records take and refuse; the words of each message are in ``test_messages.py``."""

from datetime import date
from typing import Any

import pytest
from recovery_site.core.problems import Problem
from recovery_site.data import helpline_rules, record_rules
from recovery_site.data.directory import Data
from recovery_site.data.loader import TABLE, Reader
from recovery_site.data.record_base import Record
from recovery_site.data.records import Contacts, StateLines, WrongNumbers

from tests.conftest import frozen_texts

CONTACTS, STATES = "data/contacts.yml", "data/state_lines.yml"
WRONG_NUMBERS = "data/wrong_numbers.yml"
TODAY = date(2026, 11, 23)
RECORD = {
    "code": "AZ",
    "kind": "abuse_hotline",
    "label": "A line",
    "phone": "1-888-767-2445",
    "agree": "single",
    "name": "A hotline",
    "source": "the official page",
    "checked": "2026-11-23",
}
"""A state line that may be published."""


def shaped(model: type[Record], text: str, name: str) -> tuple[Any, list[Problem]]:
    """The records of a file, and what is wrong with single fields."""
    problems: list[Problem] = []
    return Reader(TODAY, problems).file(model, text, name), problems


def said(rule: record_rules.Rule, text: str, **files: Any) -> list[str]:
    """What one rule says of some contacts; what single fields lack is passed over."""
    contacts, _ = shaped(Contacts, text, CONTACTS)
    return [problem.message for problem in rule(contacts, {Contacts: contacts})]


def wrong_numbers() -> Any:
    """The real list."""
    wrong, problems = shaped(WrongNumbers, frozen_texts()[WRONG_NUMBERS], WRONG_NUMBERS)
    assert wrong
    assert problems == []
    return wrong


def said_of_state_lines(*changes: dict[str, str], contacts: Contacts | None = None) -> list[str]:
    """What is said of state lines that differ from :data:`RECORD`, without those that are missing."""
    rows = "".join(
        "  - " + "\n    ".join(f"{key}: {value}" for key, value in (RECORD | change).items()) + "\n"
        for change in changes
    )
    states, problems = shaped(StateLines, f"state_lines:\n{rows}", STATES)
    files: dict[Any, Any] = {Contacts: contacts, WrongNumbers: wrong_numbers()}
    for rule in TABLE[STATES][1]:
        problems += rule(states, files)
    return [problem.message for problem in problems if "has no record" not in problem.message]


def with_channel(kind: str, value: str) -> str:
    """The text of help lines that must be there, and of another with this channel."""
    needed = "".join(
        f"  - id: '{name}'\n    channels: [{{kind: phone, value: '911', checked: 2026-11}}]\n"
        for name in helpline_rules.NEEDED_LINES
    )
    return (
        f"helplines:\n{needed}  - id: trevor\n    channels:\n"
        f"      - {{kind: {kind}, value: '{value}', checked: 2026-11}}\n"
    )


@pytest.mark.parametrize("name", TABLE)
def test_a_field_that_is_wrong_is_passed_over(name: str) -> None:
    model, checks = TABLE[name]
    parts = list(model.model_fields)
    for row in ("{}", "[A]", "{name: [A], code: [B], checked: never, regions: ten, channels: A}"):
        text = "".join(f"{part}:\n  - {row}\n" for part in parts).replace("team:\n  - ", "team: ")
        record, problems = shaped(model, text, name)
        assert record
        assert problems
        for rule in checks:
            list(rule(record, {model: record}))


def test_a_contact_is_the_same_however_it_is_typed() -> None:
    people = "people:\n  - {{name: A, {0}: {1}}}\n  - {{name: B, {0}: {2}}}\n"
    for text, start in (
        (people.format("phone", "571.645.6233", "(571) 645-6233"), "the phone `(571) 645-6233`"),
        (people.format("email", "sasahl@ncmec.org", "SASahl@NCMEC.org"), "the email `SASahl@"),
    ):
        [message] = said(record_rules.people_can_be_told_apart, text)
        assert message.startswith(start)


def test_two_people_with_extensions_of_one_number_share_nothing() -> None:
    people = "people:\n  - {name: A, phone: 571.645.6233 ext. 1}\n  - {name: B, phone: 571.645.6233 ext. 2}\n"
    assert said(record_rules.people_can_be_told_apart, people) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("phone", "1-800-843-5678"), ("phone", "988"), ("text", "741741"), ("text", "88788")),
        *(("text", "1-844-762-8483"), ("tty", "711"), ("tty", "1-800-487-4889")),
        *(("web", "ice.gov/tips"), ("chat", "a.org/chat")),
    ],
)
def test_what_people_can_call_text_or_open_is_accepted(kind: str, value: str) -> None:
    assert said(helpline_rules.channels_can_be_reached, with_channel(kind, value)) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("text", "text us any time"), ("text", "1-800-RUNAWAY-NOW"), ("text", "12345678")),
        *(("tty", "71x"), ("text", "HOME"), ("web", "https://a.org"), ("chat", "our chat")),
        *(("chat", "chat"), ("phone", "571.645.62")),
    ],
)
def test_what_people_cannot_call_text_or_open_is_refused(kind: str, value: str) -> None:
    [message] = said(helpline_rules.channels_can_be_reached, with_channel(kind, value))
    assert message.startswith(f"`{value}` is not a ")


def test_a_state_line_that_somebody_checked_has_no_problem() -> None:
    assert said_of_state_lines({}) == []
    assert said_of_state_lines({"phone": "", "web": "https://dcs.az.gov/report"}) == []
    assert said_of_state_lines({}, {"kind": "clearinghouse"}) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"phone": ""}, "`checked` is filled and there is neither `phone` nor `web`"),
        ({"phone": "1-888-767-2445 or 602-555-0100"}, "is not a phone number"),
        (
            {"name": "Hotline (1-888-SOS-CHILD)"},
            "the number `1-888-SOS-CHILD` stands in `name`; write it in `phone`, and",
        ),
        ({"note": "After hours 602-542-1000"}, "the number `602-542-1000` stands in `note`"),
        ({"hours": "8 to 5, then 602-542-1000"}, "the number `602-542-1000` stands in `hours`"),
        ({"code": "TX", "phone": "233733"}, "`233733` is not a phone number"),
    ],
)
def test_what_a_state_line_lacks_is_said(change: dict[str, str], expected: str) -> None:
    [message] = said_of_state_lines(change)
    assert expected in message


WRONG = [(wrong.number, wrong.owner, wrong.what) for wrong in wrong_numbers().wrong_numbers]


@pytest.mark.parametrize(("number", "owner", "what"), WRONG)
def test_a_number_that_lists_print_wrongly_is_refused(
    number: str, owner: str | None, what: str
) -> None:
    files: dict[Any, Any] = {WrongNumbers: wrong_numbers()}
    for name in ("trevor", owner if owner and owner.islower() else "safe-place"):
        text = with_channel("text", number).replace("trevor", name)
        contacts, _ = shaped(Contacts, text, CONTACTS)
        assert contacts
        problems = helpline_rules.helplines_are_right(contacts, files)
        refused = [f"`{number}` is {what}; {helpline_rules.LOOK}"]
        assert [problem.message for problem in problems] == ([] if name == owner else refused)
    if len(number) > 6:
        for code in ("AZ", "CO", "ID"):
            assert said_of_state_lines({"code": code, "phone": number}) == refused
        assert said_of_state_lines({"phone": number, "checked": "", "source": ""}) == []
        if owner and owner.isupper():
            assert said_of_state_lines({"code": owner, "phone": number}) == []


def test_a_national_helpline_is_no_state_line(data: Data) -> None:
    contacts = data.directory.contacts
    channels = [channel for helpline in contacts.helplines for channel in helpline.channels]
    values = [channel.value for channel in channels if channel.kind not in ("web", "chat")]
    numbers = [value for value in values if len(value) > 6]
    assert len(numbers) > 15
    for number in numbers:
        (message,) = said_of_state_lines({"phone": number}, contacts=contacts)
        assert "is the national line" in message or "Childhelp" in message


def test_the_number_of_another_jurisdiction_is_refused_whichever_stands_first() -> None:
    own = {"code": "AZ"}
    for other in ({"code": "NM"}, {"code": "NM", "checked": "", "source": ""}):
        for changes in ([own, other], [other, own]):
            messages = said_of_state_lines(*changes)
            assert len(messages) == (2 if "checked" not in other else 1)
            assert all("is also in a record of" in message for message in messages)


def test_every_jurisdiction_has_a_record_of_each_kind(
    the_56: dict[str, str], state_rows: list[dict[str, str]]
) -> None:
    assert {row["code"] for row in state_rows} == set(the_56)
    states, _ = shaped(StateLines, "state_lines:\n  - {code: AZ, kind: abuse_hotline}\n", STATES)
    problems = helpline_rules.state_lines_are_right(states, {})
    assert [problem.message[:4] for problem in problems] == [
        f"`{code}`" for code in sorted(the_56) for _ in range(1 if code == "AZ" else 2)
    ]


def test_each_state_line_whose_day_was_taken_out_is_said_with_its_record() -> None:
    rows = "".join(f"  - {{code: {code}, source: a page, checked: }}\n" for code in ("AZ", "NM"))
    states, _ = shaped(StateLines, f"state_lines:\n{rows}", STATES)
    problems = map(str, helpline_rules.state_lines_are_right(states, {}))
    said = [text for text in problems if "`checked` is empty, so it is not shown" in text]
    assert [text.partition(": `")[0] for text in said] == [
        f"{STATES}:2: warning: state line AZ",
        f"{STATES}:3: warning: state line NM",
    ]


def test_a_number_that_is_taken_off_names_all_who_still_show_it() -> None:
    people = "people:\n  - {name: A, phone: 571.645.6233}\n  - {name: B, phone: 5716456233}\n"
    held = "helplines:\n  - channels: [{kind: phone, value: 571-645-6233, hold: Wrong}]\n"
    [message] = said(helpline_rules.numbers_are_taken_off, people + held)
    assert f"still shown at {CONTACTS}:2 (person A), {CONTACTS}:3 (person B); take" in message


def test_only_checked_state_lines_are_shown_hotlines_first(data: Data, all_checked: Data) -> None:
    waiting = [record for record in data.directory.all_state_lines if not record.checked]
    assert waiting
    assert not set(waiting) & set(data.directory.state_lines)
    directory = all_checked.directory
    assert len(directory.state_lines) == len(directory.all_state_lines) > 2 * 56
    for jurisdiction in directory.jurisdictions:
        kinds = [record.kind for record in directory.state_lines_of(jurisdiction)]
        assert kinds == sorted(kinds)
        assert set(kinds) == {"abuse_hotline", "clearinghouse"}
        assert directory.unchecked_kinds(jurisdiction) == []
