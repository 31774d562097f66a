"""Each rule between records, broken in a few literal lines, with the exact words and the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from recovery_site.data import loader as load
from recovery_site.data import rules as checks
from recovery_site.data.records import Contacts, Language, References

CONTACTS, SOURCES, LANGUAGE = "data/contacts.yml", "data/sources.yml", "data/language.yml"
TODAY = date(2026, 11, 23)
ALL = (
    "AL AK AS AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
    "MT NE NV NH NJ NM NY NC ND MP OH OK OR PA PR RI SC SD TN TX UT VT VI VA WA WV WI WY"
)
CODES = ALL.split()


@dataclass(frozen=True)
class Case:
    """Records that break one rule, and all that the rule says of them."""

    rule: checks.Rule
    text: str
    said: tuple[str, ...]


def states(*codes: str) -> str:
    """A list of jurisdictions; the first stands in line 2, each takes one line."""
    return "jurisdictions:\n" + "".join(f"  - {{code: {code}}}\n" for code in codes)


NEEDED = """
  - id: "911"
    channels: [{kind: phone, value: "911", checked: 2026-11}]
  - id: ncmec
    channels: [{kind: web, value: missingkids.org, checked: 2026-11}]
"""
"""The help lines that must be there: seven lines below ``helplines:``, with the line break."""


def line(*channels: str) -> str:
    """Help lines of which only the last, with ``channels`` from line 8 on, breaks a rule."""
    rows = "".join(f"      - {{{channel}}}\n" for channel in channels)
    return f"helplines:{NEEDED}  - id: trevor\n    channels:\n{rows}"


CASES = [
    Case(
        checks.the_56_exactly_once,
        states(*(code for code in CODES if code != "WY"), "ZZ", "AL", "AL"),
        (
            "57: jurisdiction ZZ: `ZZ` is not the postal code of a state, of DC or of a territory; "
            "mend it, for example TX",
            "58: jurisdiction AL: `AL` is listed twice (first in the record at line 2); "
            "keep one record",
            "59: jurisdiction AL: `AL` is listed twice (first in the record at line 2); "
            "keep one record",
            "1: jurisdictions: the record for `WY` is missing; add it, the list needs all 56",
        ),
    ),
    Case(
        checks.regions_once,
        "regions:\n  - number: 1\n  - number: 2\n  - source: a\n    number: 1\n",
        ("5: region 1: the number `1` is used twice (first in the record at line 2); change one",),
    ),
    Case(
        checks.regions_exist,
        "regions:\n  - number: 2\n  - number: 1\npeople:\n  - name: A\n    region: 3\n"
        "  - name: B\n    region: 2\n  - name: C\njurisdictions:\n  - code: TX\n    region: 9\n",
        (
            "6: person A: there is no region 3; write one of 1, 2",
            "12: jurisdiction TX: there is no region 9; write one of 1, 2",
        ),
    ),
    Case(
        checks.names_once,
        "people:\n  - name: Ana Gómez\n  - name: Ana Gomez\njurisdictions:\n  - name: Texas\n"
        "  - code: OK\n    name: TEXAS\nhelplines:\n  - id: nrs\n  - id: nrs\n  - id: nrs\n",
        (
            "3: person Ana Gomez: the address on the site `ana-gomez` is used twice "
            "(first in the record at line 2); change one",
            "7: jurisdiction TEXAS: the address on the site `texas` is used twice "
            "(first in the record at line 5); change one",
            "10: help line nrs: the address on the site `nrs` is used twice "
            "(first in the record at line 9); change one",
            "11: help line nrs: the address on the site `nrs` is used twice "
            "(first in the record at line 9); change one",
        ),
    ),
    Case(
        checks.names_once,
        "people:\n  - name: '…'\njurisdictions:\n  - code: TX\n    name: '?!'\n",
        (
            "2: person …: the name holds no letter from A to Z, and its address is made of "
            "them; add one",
            "5: jurisdiction ?!: the name holds no letter from A to Z, and its address is made of "
            "them; add one",
        ),
    ),
    Case(
        checks.contacts_once,
        "people:\n  - name: A\n    email: a@ncmec.org\n    phone: 571.645.6233\n"
        "  - name: B\n    email: a@ncmec.org\n    phone: 571.645.6233\n  - name: C\n  - name: D\n",
        (
            "7: person B: the phone `571.645.6233` is used twice (first in the record at line 2); "
            "change one",
            "6: person B: the email `a@ncmec.org` is used twice (first in the record at line 2); "
            "change one",
        ),
    ),
    Case(
        checks.regions_have_a_specialist,
        "regions:\n  - number: 1\n  - number: 2\npeople:\n  - name: A\n    region: 1\n  - name: B\n",
        (
            "3: warning: region 2: nobody serves region 2, and the site offers the team's mailbox; "
            "add the person when there is one",
        ),
    ),
    Case(
        checks.assignment_is_complete,
        "jurisdictions:\n  - code: TX\n    region: 1\n  - code: UT\n    region:\n  - code: VT\n",
        ("1: warning: jurisdictions: these have no region yet: UT, VT; write it when it is known",),
    ),
    Case(
        checks.regions_have_their_own_source,
        "jurisdictions:\n  - code: TX\n    region: 1\n  - code: UT\n    region_source: a\n"
        "    region_checked: 2026-11-23\n  - code: VT\n    region: 1\n    region_source: a\n"
        "    region_checked: 2026-11-23\n  - code: AL\n",
        (
            "3: jurisdiction TX: it has a region but no `region_source`; "
            "add a line like `region_source: the team's list`",
            "3: jurisdiction TX: it has a region but no `region_checked`; "
            "add a line like `region_checked: 2026-11-23`",
            "5: jurisdiction UT: `region_source` is given, but no region; "
            "write the region, or take the line out",
            "6: jurisdiction UT: `region_checked` is given, but no region; "
            "write the region, or take the line out",
        ),
    ),
    Case(
        checks.dates_are_past,
        "team:\n  checked: 2026-11-24\nregions:\n  - number: 1\n    checked: 2026-12\n"
        "people:\n  - name: A\n    checked: 2026-11-23\n  - name: B\n    checked: 2026-11\n"
        "  - name: C\n    checked: 2027-01-01\njurisdictions:\n  - code: TX\n    checked: 2026-11-30\n    region_checked: 2026-12-01\n"
        "helplines:\n  - id: nrs\n    channels:\n      - {kind: phone, checked: 2026-11-22}\n"
        "      - kind: web\n        checked: 2026-11-24\n",
        (
            "2: team: 2026-11-24 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "5: region 1: 2026-12 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "12: person C: 2027-01-01 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "15: jurisdiction TX: 2026-11-30 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "16: jurisdiction TX: 2026-12-01 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "22: help line nrs, channel 2: 2026-11-24 lies in the future; "
            "write the day of the check, today is 2026-11-23",
        ),
    ),
    Case(
        checks.expected_is_there,
        "people:\n  - name: A\n    phone:\n    email: a@ncmec.org\n  - name: B\n"
        "    phone: 571.645.6233\nhelplines:\n  - id: nrs\n",
        (
            "2: warning: person A: `phone` is empty; fill it in if it is known",
            "5: warning: person B: `email` is empty; fill it in if it is known",
            "8: warning: help line nrs: `who_for` is empty; fill it in if it is known",
        ),
    ),
    Case(
        checks.channels_can_be_reached,
        line(
            "kind: phone, value: 571.645.62, checked: 2026-11",
            "kind: tty, value: '71x', checked: 2026-11",
            "kind: text, value: HOME, checked: 2026-11",
            "kind: web, value: 'https://a.org', checked: 2026-11",
            "kind: chat, value: our chat, checked: 2026-11",
            "kind: chat, value: chat, checked: 2026-11",
            "kind: web, value: a.org",
            "kind: web, value: a.org, hold: The address",
        ),
        (
            "8: help line trevor, channel 1: `571.645.62` is not a phone number of the "
            "United States or its territories; write ten digits, for example 571.645.6233",
            "9: help line trevor, channel 2: `71x` is not a number one can call or text; "
            "write only its digits, for example 988",
            "10: help line trevor, channel 3: `HOME` is not a number one can call or text; "
            "write only its digits, for example 988",
            "11: help line trevor, channel 4: `https://a.org` is not a web address; "
            "write it without https://, for example missingkids.org",
            "12: help line trevor, channel 5: `our chat` is not a web address; "
            "write it without https://, for example missingkids.org",
            "13: help line trevor, channel 6: `chat` is not a web address; "
            "write it without https://, for example missingkids.org",
            "14: warning: help line trevor, channel 7: `checked` is empty, so it is not shown; "
            "say in `hold` what has to be checked",
        ),
    ),
    Case(
        checks.channels_can_be_reached,
        "people:\nhelplines:\n  - id: '911'\n    hold: Everything\n    channels: [{kind: phone}]\n",
        (
            "2: helplines: the help line `911` is missing or has no checked channel; "
            "bring it back or check it, every page leads to it",
            "2: helplines: the help line `ncmec` is missing or has no checked channel; "
            "bring it back or check it, every page leads to it",
        ),
    ),
]


def said(rule: checks.Rule, text: str) -> list[str]:
    """What one rule says of some records; what single fields lack is passed over."""
    contacts, source, _ = load.shaped(Contacts, text, CONTACTS)
    assert contacts
    assert source
    return [str(one) for one in rule(contacts, checks.Place(source), TODAY)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule.__name__)
def test_a_broken_rule_is_said_with_line_record_and_remedy(case: Case) -> None:
    assert said(case.rule, case.text) == [f"{CONTACTS}:{one}" for one in case.said]


def test_every_rule_has_a_case() -> None:
    assert len(checks.RULES) == len(set(checks.RULES))
    assert set(checks.RULES) == {case.rule for case in CASES}
    assert all(case.said for case in CASES)


def test_all_rules_are_applied_at_once() -> None:
    text = "\n".join(case.text for case in CASES if case.rule is checks.regions_once)
    text += "people:\n  - name: A\n    region: 7\n"
    contacts, source, _ = load.shaped(Contacts, text, CONTACTS)
    assert contacts
    assert source
    found = {
        one.message.partition(" ")[2] for one in checks.check_contacts(contacts, source, TODAY)
    }
    assert "number `1` is used twice (first in the record at line 2); change one" in found
    assert "is no region 7; write one of 1, 2" in found


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.__name__)
def test_a_field_that_was_found_wrong_is_passed_over(rule: checks.Rule) -> None:
    text = (
        "team: A\nregions:\n  - number: ten\n  - number: eleven\n  - number: 1\n"
        "people:\n  - {name: B, region: 1, email: b@ncmec.org, phone: 571.645.6233}\n"
        "  - name: [A]\n    region: ten\n    email: a at b\n    phone: call us\n"
        f"{states(*CODES)}    region: ten\n    region_source: [a]\n"
        "    region_checked: never\n  - {code: 12, checked: never, region: 1, region_source: a, "
        "region_checked: never}\n"
        "helplines:\n"
        "  - {id: NRS!, who_for: [B], channels: [{kind: fax, value: [C], checked: never}]}\n"
        "  - {id: '911', who_for: D, channels: [{kind: phone, value: '911', checked: 2026-11}]}\n"
        "  - {id: ncmec, who_for: D, channels: [{kind: web, value: a.org, checked: 2026-11}]}\n"
    ).replace("  - {code: WY}\n", "  - code: WY\n")
    without = ", ".join(code for code in CODES if code != "WY")
    gap = f"{CONTACTS}:12: warning: jurisdictions: these have no region yet: {without}; write it when it is known"
    assert said(rule, text) == ([gap] if rule is checks.assignment_is_complete else [])


@pytest.mark.parametrize(
    ("field", "second"), [("phone", "(571) 645-6233"), ("email", "SASahl@NCMEC.org")]
)
def test_a_contact_is_the_same_however_it_is_written(field: str, second: str) -> None:
    first = {"phone": "571.645.6233", "email": "sasahl@ncmec.org"}[field]
    text = f"people:\n  - name: A\n    {field}: {first}\n  - name: B\n    {field}: {second}\n"
    [problem] = said(checks.contacts_once, text)
    assert problem.startswith(f"{CONTACTS}:5: person B: the {field} `")
    assert problem.endswith("` is used twice (first in the record at line 2); change one")


@pytest.mark.parametrize(
    "value",
    [
        *("kind: phone, value: 1-800-843-5678", "kind: phone, value: '988'"),
        *("kind: text, value: '741741'", "kind: text, value: '88788'"),
        *("kind: text, value: 1-844-762-8483", "kind: tty, value: '711'"),
        *("kind: tty, value: 1-800-487-4889", "kind: web, value: ice.gov/tips"),
    ],
)
def test_what_one_can_call_text_or_open_is_accepted(value: str) -> None:
    assert said(checks.channels_can_be_reached, line(f"{value}, checked: 2026-11")) == []


@pytest.mark.parametrize("value", ["text us any time", "1-800-RUNAWAY-NOW", "12345678"])
def test_a_long_number_to_text_is_a_phone_number(value: str) -> None:
    text = line(f"kind: text, value: {value}, checked: 2026-11")
    [problem] = said(checks.channels_can_be_reached, text)
    assert problem.startswith(f"{CONTACTS}:8: help line trevor, channel 1: `{value}` is not a ")


def test_a_source_is_listed_once_and_has_one_address() -> None:
    text = (
        "sources:\n  - id: a\n  - id: b\n    url: https://a.org/x\n    site: https://a.org\n"
        "  - id: c\n    url: https://a.org/x\n  - title: A\n    id: a\n    site: https://a.org\n"
    )
    references, source, _ = load.shaped(References, text, SOURCES)
    assert references
    assert source
    assert [str(one) for one in checks.check_references(references, source)] == [
        f"{SOURCES}:9: source a: the id `a` is used twice (first in the record at line 2); "
        "change one",
        f"{SOURCES}:5: source b: `url` and `site` are both given; keep `url`, the work's own address",
    ]


def test_a_help_line_that_is_shown_names_listed_sources() -> None:
    text = (
        "helplines:\n  - id: a\n    refs: known; lost; gone\n"
        "    channels: [{kind: phone, value: '911', checked: 2026-11}]\n"
        "  - id: held\n    refs: lost\n    channels: [{kind: phone, value: '911'}]\n"
    )
    contacts, source, _ = load.shaped(Contacts, text, CONTACTS)
    assert contacts
    assert source
    found = checks.check_refs(contacts, source, frozenset({"known"}))
    assert [str(one) for one in found] == [
        f"{CONTACTS}:3: help line a: `lost` is not in data/sources.yml; add it there",
        f"{CONTACTS}:3: help line a: `gone` is not in data/sources.yml; add it there",
    ]


def test_a_term_names_listed_sources_unless_it_is_practice_wisdom() -> None:
    text = (
        "terms:\n  - {use: a, evidence: law, sources: known}\n"
        "  - use: b\n    evidence: law\n    sources: lost\n"
        "  - use: c\n    evidence: practice\n    sources: known\n"
        "  - use: d\n    evidence: research\n  - {use: e, evidence: practice}\n"
    )
    language, source, _ = load.shaped(Language, text, LANGUAGE)
    assert language
    assert source
    mismatch = (
        "`evidence: practice` goes with no source, every other kind with at least one; "
        "change `evidence` or `sources`"
    )
    found = checks.check_terms(language, source, frozenset({"known"}))
    assert [str(one) for one in found] == [
        f"{LANGUAGE}:5: term b: `lost` is not in data/sources.yml; add it there",
        f"{LANGUAGE}:8: term c: {mismatch}",
        f"{LANGUAGE}:9: term d: {mismatch}",
    ]
