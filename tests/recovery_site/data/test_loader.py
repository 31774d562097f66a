"""From files to data, or to every problem in them at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from recovery_site.data import loader as load
from recovery_site.data.records import Language, Reference, References, Term

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

TOP = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)
CONTACTS, SOURCES, LANGUAGE = "data/contacts.yml", "data/sources.yml", "data/language.yml"
MOVED, PUBLISHED = "data/redirects.yml", "data/published.txt"
STATES = "data/state_lines.yml"
NCMEC = "help line National Center for Missing & Exploited Children (NCMEC)"

A_SOURCE = """\
sources:
  - id: ncmec-cmfc-missing
    title: Report a missing child
    publisher: NCMEC
    year: 2019
    url: https://cmfc.missingkids.org/missing
    kind: ncmec
    read: full
"""
A_TERM = """\
terms:
  - avoid: AWOL; runaway
    use: missing from care
    why: The words change the response.
    evidence: protocol
    sources: ncmec-cmfc-missing
    patterns:
      - '\\bawol\\b'
"""


ALL = (
    "AL AK AS AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
    "MT NE NV NH NJ NM NY NC ND MP OH OK OR PA PR RI SC SD TN TX UT VT VI VA WA WV WI WY"
)
CODES = ALL.split()
GOOD = """\
team:
  {name: A Team, short_name: AT, organization: B, organization_short: B,
    email: team@ncmec.org, check_months: 6, source: the flyer, checked: 2026-11-23}
regions:
  - number: 1
    source: the flyer
    checked: 2026-11
people:
  - name: Ana Gómez
    credentials: MA
    role: Resource Specialist
    region: 1
    email: ana@ncmec.org
    phone: 571.645.6233
    source: the flyer
    checked: 2026-11-23
helplines:
  - id: "911"
    name: Emergency services
    group: danger
    what_for: Immediate danger.
    who_for: Anyone
    grade: A
    source: public sources
    refs: ncmec-cmfc-missing
    channels:
      - kind: phone
        value: "911"
        checked: 2026-11
  - id: ncmec
    name: NCMEC
    group: missing
    what_for: A missing child.
    who_for: Anyone
    grade: A
    source: public sources
    channels:
      - kind: web
        value: missingkids.org
        checked: 2026-11
jurisdictions:
""" + "".join(
    f"  - {{code: {code}, name: State {code}, source: a list, checked: 2026-11-23}}\n"
    for code in CODES
)
"""Contacts with which nothing is wrong."""

STATE_LINES = "state_lines:\n" + "".join(
    f"  - {{code: {code}, kind: {kind}, label: A line, agree: single}}\n"
    for code in CODES
    for kind in ("abuse_hotline", "clearinghouse")
)
"""Lines of all jurisdictions, of which none is checked."""


def loaded(
    contacts: str = GOOD,
    sources: str = A_SOURCE,
    language: str = A_TERM,
    moved: str = "redirects:\n",
    published: str = "/\n",
) -> tuple[Data | None, list[str]]:
    """The data, and what is said."""
    texts = {CONTACTS: contacts, SOURCES: sources, LANGUAGE: language, STATES: STATE_LINES}
    texts |= {MOVED: moved, PUBLISHED: published}
    data, problems = load.load_texts(texts, TODAY)
    return data, [str(one) for one in problems]


def changed(old: str, new: str) -> str:
    """Good contacts with the first ``old`` replaced."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def write(top: Path) -> Path:
    """A folder with all files as they should be."""
    (top / "data").mkdir()
    for name in (CONTACTS, SOURCES, LANGUAGE, STATES, MOVED, PUBLISHED):
        (top / name).write_text((TOP / name).read_text("utf-8"), "utf-8")
    return top


def test_the_real_files_load_without_an_error() -> None:
    data, problems = load.load(TOP, TODAY)
    assert [str(one) for one in problems if one.severity == "error"] == []
    assert data
    assert len(data.directory.jurisdictions) == 56
    assert data.references
    assert data.terms


def test_good_texts_load_with_nothing_to_say() -> None:
    data, said = loaded()
    assert said == []
    assert data
    assert len(data.directory.jurisdictions) == 56
    assert [one.name for one in data.directory.specialists_of(1)] == ["Ana Gómez"]
    assert [line.id for line in data.directory.helplines] == ["911", "ncmec"]
    assert list(data.references) == ["ncmec-cmfc-missing"]
    assert [term.use for term in data.terms] == ["missing from care"]


def test_the_files_are_those_that_messages_name() -> None:
    assert load.FILES == (CONTACTS, SOURCES, LANGUAGE, STATES, MOVED)
    assert load.TEXTS == (PUBLISHED,)


def test_sources_and_terms_are_read_field_by_field() -> None:
    _, _, problems = load.shaped(References, A_SOURCE, SOURCES)
    assert problems == []
    references, _, _ = load.shaped(References, A_SOURCE, SOURCES)
    assert references
    assert references.sources == (
        Reference(
            id="ncmec-cmfc-missing",
            title="Report a missing child",
            publisher="NCMEC",
            year="2019",
            url="https://cmfc.missingkids.org/missing",
            kind="ncmec",
            read="full",
            site=None,
            note=None,
        ),
    )
    language, _, problems = load.shaped(Language, A_TERM, LANGUAGE)
    assert problems == []
    assert language
    assert language.terms == (
        Term(
            avoid=("AWOL", "runaway"),
            use="missing from care",
            why="The words change the response.",
            evidence="protocol",
            sources=("ncmec-cmfc-missing",),
            patterns=(r"\bawol\b",),
        ),
    )


def test_every_mistake_is_said_at_once() -> None:
    broken = (TOP / "tests/fixtures/every_mistake.yml").read_text("utf-8")
    data, said = loaded(broken)
    assert data is None
    assert said == [
        f"{CONTACTS}:{one}"
        for one in (
            "6: team: `short_name` is empty; fill it in",
            "8: team: `organization_short` is a list or a group of fields; write one line of text",
            "9: team: email: `RecoveryServices at NCMEC.ORG` is not an e-mail address "
            "(An email address must have an @-sign); write it like RecoveryServices@NCMEC.ORG",
            "10: team: unknown field `slogan`; write one of name, short_name, organization, "
            "organization_short, email, check_months, source, checked",
            "11: team: check_months: `six` is not a number of months; write 1 to 24, for example 6",
            "18: region 1: 2026-11-24 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "19: warning: region 2: nobody serves region 2, and the site offers the team's mailbox; "
            "add the person when there is one",
            "22: region 1: the number `1` is used twice (first in the record at line 16); "
            "change one",
            "29: person Brittany Butler: unknown field `regoin`; did you mean `region`?",
            "32: Brittany Butler: `phone` is given twice (first in line 31); keep one of the two",
            "34: person Brittany Butler: checked: there is no day 2026-11-31; "
            "write one that is in the calendar",
            "36: person Teresa Musick: `role` is missing; add a line `role: ...`",
            "38: person Teresa Musick: the email `bbutler@ncmec.org` is used twice "
            "(first in the record at line 27); change one",
            "39: person Teresa Musick: phone: `571.645` is not a phone number of the United States "
            "or its territories; write ten digits, for example 571.645.6233",
            "41: person Teresa Musick: checked: `11/23/2026` is not a date; "
            "write year-month-day, for example 2026-11-23",
            "43: warning: person Teresa  Musick: `email` is empty; fill it in if it is known",
            "43: warning: person Teresa  Musick: `phone` is empty; fill it in if it is known",
            "43: person Teresa  Musick: the address on the site `teresa-musick` is used twice "
            "(first in the record at line 36); change one",
            "45: person Teresa  Musick: region: `ten` is not the number of a region; "
            "write one digit, for example 4",
            "51: person Stacy Schultz: there is no region 7; write one of 1, 2",
            "53: person Stacy Schultz: the phone `571.228.3552` is used twice "
            "(first in the record at line 27); change one",
            "57: jurisdictions: the record for `TX` is missing; add it, the list needs all 56",
            "57: jurisdictions: the record for `WI` is missing; add it, the list needs all 56",
            "57: jurisdictions: the record for `WY` is missing; add it, the list needs all 56",
            "57: warning: jurisdictions: these have no region yet: VT; write it when it is known",
            "105: jurisdiction Texas: code: `tx` is not a postal code; "
            "write two capital letters, for example TX",
            "106: jurisdiction Utah: there is no region 9; write one of 1, 2",
            "110: jurisdiction Washington: region: `0` is not the number of a region; "
            "write one digit, for example 4",
            "111: jurisdiction West Virginia: checked: there is no day 2026-02-30; "
            "write one that is in the calendar",
            "112: jurisdiction Wisconsin: `AL` is listed twice "
            "(first in the record at line 58); keep one record",
            "113: jurisdiction Wyoming: 2026-12 lies in the future; "
            "write the day of the check, today is 2026-11-23",
            "113: jurisdiction Wyoming: `ZZ` is not the postal code of a state, of DC "
            "or of a territory; mend it, for example TX",
            "115: helplines: the help line `911` is missing or has no checked channel; "
            "bring it back or check it, every page leads to it",
            "124: warning: help line Emergency services, channel 1: `checked` is empty, "
            "so it is not shown; say in `hold` what has to be checked",
            f"128: warning: {NCMEC}: `who_for` is empty; fill it in if it is known",
            f"130: {NCMEC}: group: `missing children` is not one it can have; write 'danger', 'missing', "
            "'exploitation', 'crisis', 'violence' or 'other'",
            f"134: {NCMEC}: `no-such-source` is not in data/sources.yml; add it there",
            f"137: {NCMEC}, channel 1: `1-800-843-567` is not a phone number of the United States "
            "or its territories; write ten digits, for example 571.645.6233",
            f"140: {NCMEC}, channel 2: `https://missingkids.org` is not a web address; "
            "write it without https://, for example missingkids.org",
            f"142: {NCMEC}, channel 3: kind: `telegram` is not one it can have; write "
            "'phone', 'text', 'chat', 'web' or 'tty'",
            "146: help line NCMEC once more: the address on the site `ncmec` is used twice "
            "(first in the record at line 128); change one",
            "153: help line NCMEC once more: `channels` must be a list; "
            "write records that each start with a hyphen",
            "155: help line Take It Down: id: `Take It Down` cannot be used as an id; "
            "write small letters, digits and hyphens, for example take-it-down",
            "160: help line Take It Down: grade: `E` is not one it can have; write 'A', 'B', 'C' or 'X'",
            "162: help line Take It Down: `channels` is an empty list; bring back its records",
        )
    ]


def test_warnings_alone_still_give_the_data() -> None:
    data, said = loaded(changed("    phone: 571.645.6233\n", ""))
    assert data
    assert [one.phone for one in data.directory.people] == [None]
    assert said == [
        f"{CONTACTS}:9: warning: person Ana Gómez: `phone` is empty; fill it in if it is known"
    ]


def test_one_error_gives_no_data() -> None:
    data, said = loaded(changed("571.645.6233", "571.645.623"))
    assert data is None
    assert said == [
        f"{CONTACTS}:14: person Ana Gómez: phone: `571.645.623` is not a phone number of the "
        "United States or its territories; write ten digits, for example 571.645.6233"
    ]


@pytest.mark.parametrize("empty", ["", " ''", ' "  "', '  # "not known"'])
def test_an_optional_field_may_be_empty_and_a_required_one_not(empty: str) -> None:
    data, said = loaded(changed("credentials: MA", f"credentials:{empty}"))
    assert said == []
    assert data
    assert [one.credentials for one in data.directory.people] == [None]
    data, said = loaded(changed("role: Resource Specialist", f"role:{empty}"))
    assert data is None
    assert said == [f"{CONTACTS}:11: person Ana Gómez: `role` is empty; fill it in"]


def test_spaces_around_a_value_do_not_count() -> None:
    data, said = loaded(changed("name: Ana Gómez", 'name: " Ana Gómez "'))
    assert said == []
    assert data
    assert [one.name for one in data.directory.people] == ["Ana Gómez"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "people:\n",
            "people: nobody\nmembers:\n",
            "8: people: `people` must be a list; write records that each start with a hyphen",
        ),
        (
            "people:\n",
            "people:\n  - Bo Li\n",
            "9: person without a name: write a record here: "
            "lines of the form `field: value`, each starting under the one above",
        ),
        (
            "team:\n",
            "team: AT\nteams:\n",
            "1: team: write a record here: lines of the form `field: value`, "
            "each starting under the one above",
        ),
        (
            "region: 1\n",
            "region: [1]\n",
            "12: person Ana Gómez: `region` is a list or a group of fields; write one line of text",
        ),
        (
            "checked: 2026-11-23\nhelplines:\n",
            "checked: [2026]\nhelplines:\n",
            "16: person Ana Gómez: `checked` is a list or a group of fields; write one line of text",
        ),
        (
            "role: Resource Specialist\n",
            "role: |\n      Resource\n      Specialist\n",
            "11: person Ana Gómez: role: the value goes on in a second line; write it on one line",
        ),
    ],
    ids=["a list", "a record", "a group", "a number", "a date", "one line"],
)
def test_a_value_of_the_wrong_shape_is_said(old: str, new: str, expected: str) -> None:
    data, said = loaded(changed(old, new))
    assert data is None
    assert f"{CONTACTS}:{expected}" in said


@pytest.mark.parametrize("value", ["{a: b}", "[[a], b]", "[ncmec-cmfc-missing]"])
def test_a_list_in_the_place_of_semicolons_is_said(value: str) -> None:
    data, said = loaded(changed("refs: ncmec-cmfc-missing", f"refs: {value}"))
    assert data is None
    assert said == [
        f"{CONTACTS}:25: help line Emergency services: `refs` is a list or a group of fields; write one line of text"
    ]


def test_a_region_with_a_wrong_number_is_said() -> None:
    more = "  - number: two\n    source: the flyer\n    checked: 2026-11\n"
    data, said = loaded(changed("people:\n", more + more.replace("two", "ten") + "people:\n"))
    assert data is None
    assert said == [
        f"{CONTACTS}:{line}: region {number}: number: `{number}` is not the number of a region; "
        "write one digit, for example 4"
        for line, number in ((8, "two"), (11, "ten"))
    ]


def test_a_help_line_with_one_wrong_channel_is_not_called_empty() -> None:
    data, said = loaded(changed("kind: web", "kind: page"))
    assert data is None
    assert said == [
        f"{CONTACTS}:38: help line NCMEC, channel 1: "
        "kind: `page` is not one it can have; write 'phone', 'text', 'chat', 'web' or 'tty'"
    ]


def test_mistakes_in_the_sources_are_said() -> None:
    data, said = loaded(
        sources="""\
sources:
  - id: ncmec-cmfc-missing
    title: Report a missing child
    publisher: NCMEC
    year: last year
    url: cmfc.missingkids.org
    kind: charity
    read: twice
  - id: USC 42
    title:
    publishr: Congress
    kind: law
    read: full
  - id: ncmec-cmfc-missing
    title: The same again
    publisher: NCMEC
    url: https://cmfc.missingkids.org/missing
    site: https://cmfc.missingkids.org
    kind: ncmec
    read: full
""",
    )
    assert data is None
    assert said == [
        f"{SOURCES}:{one}"
        for one in (
            "5: source ncmec-cmfc-missing: year: `last year` is not a year; "
            "write four digits, for example 2019, or nothing",
            "6: source ncmec-cmfc-missing: url: `cmfc.missingkids.org` is not a web address; "
            "write it whole, with https://",
            "7: source ncmec-cmfc-missing: kind: `charity` is not one it can have; write 'law', 'federal', "
            "'state', 'ncmec', 'study', 'professional', 'advocacy' or 'news'",
            "8: source ncmec-cmfc-missing: read: `twice` is not one it can have; write 'full', 'part', "
            "'abstract', 'contents' or 'secondary'",
            "9: source USC 42: `publisher` is missing; add a line `publisher: ...`",
            "9: source USC 42: id: `USC 42` cannot be used as an id; "
            "write small letters, digits and hyphens, for example take-it-down",
            "10: source USC 42: `title` is empty; fill it in",
            "11: source USC 42: unknown field `publishr`; did you mean `publisher`?",
            "14: source ncmec-cmfc-missing: the id `ncmec-cmfc-missing` is used twice "
            "(first in the record at line 2); change one",
            "18: source ncmec-cmfc-missing: `url` and `site` are both given; "
            "keep `url`, the work's own address",
        )
    ]


def test_mistakes_in_the_language_guide_are_said() -> None:
    data, said = loaded(
        language="""\
terms:
  - avoid: ;
    use: missing from care
    why: The words change the response.
    evidence: opinion
    sources: ncmec-cmfc-missing
  - avoid: AWOL
    use: absent from care
    evidence: protocol
    sources: no-such-source
    patterns:
      - '(awol'
  - avoid: relapse
    use: left again
    why: Abuse is not a habit.
    evidence: research
""",
    )
    assert data is None
    assert said == [
        f"{LANGUAGE}:{one}"
        for one in (
            "2: term missing from care: `avoid` is an empty list; bring back its records",
            "5: term missing from care: evidence: `opinion` is not one it can have; write "
            "'law', 'protocol', 'research' or 'practice'",
            "7: term absent from care: `why` is missing; add a line `why: ...`",
            "10: term absent from care: `no-such-source` is not in data/sources.yml; add it there",
            "12: term absent from care: patterns: `(awol` cannot be used for searching "
            "(missing ), unterminated subpattern at position 0); "
            "take the line out, or ask a developer",
            "13: term left again: `evidence: practice` goes with no source, "
            "every other kind with at least one; change `evidence` or `sources`",
        )
    ]


def test_where_the_list_of_sources_cannot_be_read_nobody_who_cites_one_is_blamed() -> None:
    data, said = loaded(sources="sources: none\n")
    assert data is None
    assert said == [
        f"{SOURCES}:1: sources: `sources` must be a list; write records that each start with a hyphen"
    ]


def test_problems_come_in_the_order_of_the_files() -> None:
    data, said = loaded("- a\n", "hello\n", "")
    assert data is None
    assert said == [
        f"{CONTACTS}:1: the file must hold lines of the form `field: value`; bring back the last good version",
        f"{SOURCES}:1: the file must hold lines of the form `field: value`; bring back the last good version",
        f"{LANGUAGE}:1: the file is empty; bring back the last good version",
    ]


def test_files_that_are_missing_are_all_said(tmp_path: Path) -> None:
    data, problems = load.load(tmp_path, TODAY)
    assert data is None
    assert [str(one) for one in problems] == [
        f"{name}:1: the file is missing; bring back the last good version"
        for name in (CONTACTS, SOURCES, LANGUAGE, STATES, MOVED, PUBLISHED)
    ]


def test_a_file_that_is_not_utf_8_is_said_with_the_line(tmp_path: Path) -> None:
    top = write(tmp_path)
    (top / CONTACTS).write_bytes("team:\n  name: A\n  role: Hagåtña\n".encode("latin-1"))
    data, problems = load.load(top, TODAY)
    assert data is None
    assert [str(one) for one in problems] == [
        f"{CONTACTS}:3: a character that is not UTF-8; save the file as plain UTF-8 text"
    ]


def test_a_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    top = write(tmp_path)
    (top / SOURCES).unlink()
    (top / SOURCES).mkdir()
    data, problems = load.load(top, TODAY)
    assert data is None
    assert [str(one) for one in problems] == [
        f"{SOURCES}:1: the file cannot be read (Is a directory); bring back the last good version"
    ]


def test_a_file_saved_on_windows_loads_the_same(tmp_path: Path) -> None:
    top = write(tmp_path)
    text = (TOP / CONTACTS).read_text("utf-8").replace("\n", "\r\n")
    (top / CONTACTS).write_bytes(b"\xef\xbb\xbf" + text.encode())
    data, problems = load.load(top, TODAY)
    assert data
    real, told = load.load(TOP, TODAY)
    assert real
    assert (data, problems) == (real, told)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("  - old: running\n    new: /law/\n", "2: redirect running: old: `running` is not an address of this site; write it from the top with small letters, /running-behavior/ for a page or /handouts/law.pdf for a file"),
        ("  - old: /a/\n    new: https://x.example/\n", "3: redirect /a/: new: `https://x.example/` is not an address of this site; write it from the top with small letters, /running-behavior/ for a page or /handouts/law.pdf for a file"),
        ("  - old: /a/\n", "2: redirect /a/: `new` is missing; add a line `new: ...`"),
        ("  - old: /a/\n    to: /b/\n    new: /b/\n", "3: redirect /a/: unknown field `to`; write one of old, new"),
        ("  - old: /a/\n    new: /b/\n  - old: /a/\n    new: /c/\n", "4: redirect /a/: the address `/a/` is used twice (first in the record at line 2); change one"),
        ("  - old: /a/\n    new: /a/#part\n", "3: redirect /a/: `/a/` leads to itself"),
        ("  - old: /a/\n    new: /b/\n  - old: /b/\n    new: /c/\n", "3: redirect /a/: `/b/` leads on to `/c/`; write the address that is there at last"),
        ("  - old: /a/\n    new: /b/\n  - old: /b/\n    new: /a/\n", "5: redirect /b/: `/a/` leads on to `/b/`; write the address that is there at last"),
        ("  - old: /contacts/a.vcf\n    new: /contacts/\n", "3: redirect /contacts/a.vcf: `/contacts/a.vcf` cannot become `/contacts/`: a page becomes a page, and a file one of its kind; an address without a successor stands under `withdrawn`"),
        ("  - old: /a/\n    new: /b/\nwithdrawn:\n  - address: /a/\n    why: old\n", "2: redirect /a/: `/a/` is withdrawn below; keep one of the two"),
        ("  - old: /a/\n    new: /b/\nwithdrawn:\n  - address: /c/\n", "5: withdrawn /c/: `why` is missing; add a line `why: ...`"),
    ],
)  # fmt: skip
def test_a_wrong_redirect_is_said(records: str, expected: str) -> None:
    data, said = loaded(moved=f"redirects:\n{records}")
    assert data is None
    assert f"{MOVED}:{expected}" in said


def test_redirects_and_published_addresses_are_read_with_their_lines() -> None:
    moved = (
        "redirects:\n  - old: /a/\n    new: /b/#c\n  - old: /a.csv\n    new: /b.csv\n"
        "withdrawn:\n  - address: /x.vcf\n    why: left\n"
    )
    data, said = loaded(moved=moved, published="# All\n/\n/b/\n")
    assert said == []
    assert data
    assert {one.old: one.new for one in data.moved.redirects} == {
        "/a/": "/b/#c",
        "/a.csv": "/b.csv",
    }
    assert data.moved_lines == {"/a/": 2, "/a.csv": 4, "/x.vcf": 7}
    assert data.published == {"/": 2, "/b/": 3}


def test_mistakes_in_the_other_lists_are_said_after_those_of_the_data() -> None:
    data, said = loaded(
        contacts=changed("571.645.6233", "571"),
        published="law\n",
    )
    assert data is None
    assert [one.split(":")[0] for one in said] == [CONTACTS, PUBLISHED]
