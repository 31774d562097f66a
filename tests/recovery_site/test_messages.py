"""Every message the package can say: what is said, where, and that fixing it as it says is enough.

One table of cases covers all messages. A message in the code that no case brings up fails a test.
"""

import ast
import errno
import os
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from recovery_site.__main__ import main
from recovery_site.content.macros import MACROS
from recovery_site.core import files
from recovery_site.core.problems import Problem, annotation

from tests.conftest import TOP, problems_of
from tests.small_project import (
    CODES,
    CONTACTS,
    GOOD,
    HOOKS,
    INCLUDED,
    LANGUAGE,
    LIST,
    MOVED,
    OTHER,
    PAGE,
    PUBLISHED,
    QUESTIONS,
    SETTINGS,
    SOURCES,
    STATES,
    SYNONYMS,
    TEMPLATE,
    TODAY,
    WRONG,
    write_project,
)

PACKAGE = TOP / "hooks/recovery_site"


@dataclass(frozen=True)
class Case:
    """One mistake.

    Attributes:
        file: where it stands.
        right: a text that stands there once.
        wrong: what a person writes in its place. Put back, nothing is wrong.
        line: the line that is named.
        said: the message, with the name of the record before it.
    """

    file: str
    right: str
    wrong: str
    line: int
    said: str
    warning: bool = False


case, warn = Case, partial(Case, warning=True)
ANA = "person Ana Gómez: "
NCMEC = "help line NCMEC"
NAMES = ", ".join(sorted(MACROS))
FIRST = "source first: "
TX = "jurisdiction State TX: "
EMPTY = "    jurisdictions:\n    source:\n"
AL = GOOD[STATES].partition("\n")[2].partition("  - code: AL\n    kind: clear")[0]
BO = "  - name: Bo Li\n    role: x\n    regions: 1\n    email: bo@ncmec.org\n    phone: (571) 645-6233\n    source: a\n    checked: 2026-11-23\n"
LISTED = "    jurisdictions: {}\n    source: a list\n    checked: 2026-11-23\n"

QUOTES = 'a quotation mark is missing, or curly as Word writes it; type a straight one on your keyboard at each end of the words, like {{ helpline("ncmec") }}'

CASES = [
    case(SETTINGS, f"hooks: [{HOOKS}/events.py]", "hooks: []", 1, "the hook is missing, so nothing was checked; write `hooks: [hooks/events.py]`"),
    case(SETTINGS, "  - More: more.md", "    More: more.md", 6, "the hyphen of the menu's line is missing; write `- More: more.md`"),
    # Front matter
    case(TEMPLATE, "more/index.html", "mor/index.html", 2, f"the site's own templates link to `mor/index.html`, which is no page any more; ask a developer to change {TEMPLATE}:2"),
    case(PAGE, "audience: Caseworkers", "audiance: Caseworkers", 4, "unknown field `audiance`; did you mean `audience`?"),
    case(PAGE, "audience: Caseworkers\n", "", 1, "`audience` says nothing, which guidance needs; write `audience: ...`"),
    case(PAGE, "reviewed:\n", "reviewed: 2026-11-24\n", 5, "`reviewed: 2026-11-24` lies in the future; today is 2026-11-23"),
    case(PAGE, "reviewed:\nnext_review: 2027-05-23", "reviewed: 2026-11-20\nnext_review: 2026-11-19", 6, "`next_review: 2026-11-19` is not after the review of 2026-11-20; write a later day"),
    case(PAGE, "2027-05-23", "2072-05-23", 6, "`next_review: 2072-05-23` is long past or far away; write a day within the next two years"),
    case(OTHER, "---\ntitle", "title", 1, "the line --- above the title is lost; type three hyphens, ---, as the first line"),
    case(OTHER, "---\ntitle", "\n---\ntitle", 1, "spaces or empty lines stand before the first ---; delete them"),
    case(OTHER, "---\ntitle", " ---\ntitle", 1, "spaces or empty lines stand before the first ---; delete them"),
    case(OTHER, "---\ntitle", "—\ntitle", 1, "the line `—` is not three hyphens; type --- in its place"),
    case(OTHER, "says.\n---", "says.\n—", 4, "the line `—` is not three hyphens; type --- in its place"),
    case(OTHER, "title: More", "title:\tMore", 2, "a tab stands in the line; put a space in its place"),
    case(OTHER, "says.\n---", "says.\n", 4, "the line --- below the last field is lost; type three hyphens, ---, here"),
    case(OTHER, "says.\n---\n\n## One", "says.\nNo field\n---\n\n## One", 4, "this is neither a field like `title: ...` nor three hyphens; the fields at the top stand one a line, and --- below the last"),
    case(OTHER, "title: More", "title: More\nsearch: 0.5", 3, "search: `0.5` cannot be read; take the line out, or ask a developer"),
    case(OTHER, "Text.", "{% if x %}", 8, "a page may hold calls like {{ finder() }}, but no {% ... %}; take it out"),
    case(OTHER, "Text.", "{{ helpline(988) }}", 8, '`helpline` takes words in quotation marks; write {{ helpline("988") }}'),
    case(OTHER, "Text.", '{{ where_to_turn("ncmec", 988) }}', 8, '`where_to_turn` takes words in quotation marks; write {{ where_to_turn("ncmec", "988") }}'),
    case(OTHER, "Text.", "{{ }}", 8, 'two curly brackets that cannot be read; write {{ helpline("ncmec") }}, or take them out'),
    case(SOURCES, "    kind: study", "    site: https://x.example/\n    kind: study", 7, FIRST + "`url` and `site` are both given; keep `url`, the source's own address"),
    case(OTHER, "---\ntitle: More\ndescription: What it says.\n---\n\n", "", 1, "the first line is not ---; type three hyphens there, `title: ...`, `description: ...` and ---"),
    # As Word writes it
    case(OTHER, "Text.", "Text.[first]", 8, "`[first]` would be read as it stands; write a note like [^usc-42-671]"),
    case(OTHER, "Text.", "• Text.", 8, "a list as Word makes it; write - in place of `•`"),
    case(OTHER, "Text.", "1) Text.", 8, "a list as Word makes it; write 1. in place of 1)"),
    case(OTHER, "Text.", "Text:\n- More", 9, "no empty line above the list, so it would be read as text; add one"),
    case(OTHER, "Text.", "One\tTwo", 8, "a tab inside the line, as a table from Word or Excel has it; write | between the cells"),
    case(OTHER, "Text.", '!! law "A"', 8, 'a box starts with three exclamation marks; write !!! practice "Suggestions"'),
    # Guidance
    case(PAGE, "Text about it.", "Text, as quoted, about it.", 13, "`as quoted`: how far a source was read stands in data/sources.yml (`read`); say the fact plainly with its note, or take it out"),
    case(PAGE, "- An item", "word " * 1400, 1, "the page has 1412 words with its notes; shorten it to at most 1400"),
    case(PAGE, "- An item", "A.[^first]\n\n" * 30, 1, "the page has 31 note marks; write one for each source of a paragraph, and at most 30"),
    case(PAGE, "- An item", "1. An item[^first]", 15, "a note mark in the first checklist; write the note into a line **Key.** below the list, which says what the steps rest on"),
    # Shared lists
    case(OTHER, "Text.", "Never leave a child alone who has said so.", 8, "this stands in the shared list shared-lists/call.md already; take it in with a line of its own, --8<-- \"shared-lists/call.md\", or say here only what the list does not"),
    case(OTHER, INCLUDED, "--8<-- shared-lists/call.md", 10, f"a shared list stands on a line of its own, in quotation marks; write {INCLUDED}"),
    case(OTHER, INCLUDED, '--8<-- "shared-lists/cal.md"', 10, f"there is no shared list `shared-lists/cal.md`; write {INCLUDED}"),
    case(OTHER, INCLUDED, '    --8<-- "shared-lists/phones-and-tablets.md"', 10, "there is no shared list `shared-lists/phones-and-tablets.md`; write one of shared-lists/call.md"),
    case(LIST, "- Call", f"{INCLUDED}\n- Call", 1, "a shared list cannot include another; write its text here, or include both on the page"),
    case(LIST, "- Call", "---\ndescription: A list.\n---\n- Call", 1, "a shared list has no fields at its top; delete the lines from --- to ---"),
    case(LIST, "helpline(", "helplin(", 1, f"there is no `helplin`; write one of {NAMES}"),
    case(LIST, "more.md#one", "more.md#on", 1, "the link `../more.md#on` leads to a part that docs/more.md does not have; did you mean `#one`?"),
    # Files and how they are typed
    case(CONTACTS, GOOD[CONTACTS], "", 1, "the file is empty; copy its whole text again from the same file on the branch `main`"),
    case(CONTACTS, GOOD[CONTACTS], "- a\n", 1, "the file must hold lines of the form `field: value`; copy its whole text again from the same file on the branch `main`"),
    case(CONTACTS, "  short_name: AT\n", "<<<<<<< HEAD\n  short_name: AT\n", 3, "a mark of an unfinished merge; keep the right lines and delete the lines of <, =, | and >"),
    case(PAGE, "title: A title\n", "title: A title\n>>>>>>> other\n", 3, "a mark of an unfinished merge; keep the right lines and delete the lines of <, =, | and >"),
    case(CONTACTS, "  short_name: AT", "\tshort_name: AT", 3, "a tab at the start; type a plain space in its place"),
    case(CONTACTS, "short_name: AT", "short_name:\tAT", 3, "a tab behind `short_name:`; type a plain space in its place"),
    case(CONTACTS, "name: A Team", "name: A\u00a0Team", 2, "a non-breaking space behind `name: A`; type a plain space in its place"),
    case(CONTACTS, "571.645.6233", "\u202a571.645.6233", 19, "an invisible character (U+202A) behind `phone:`; delete it"),
    case(CONTACTS, "A Team", "A: Team", 2, 'a colon followed by a space inside a value; put the whole value in "double quotes"'),
    case(CONTACTS, "A Team", '"A \\Team"', 2, "a backslash inside \"double quotes\"; put the value in 'single quotes'"),
    case(CONTACTS, "A Team", '"A Team', 2, 'a quotation mark that is opened and not closed; close it with the same mark'),
    case(CONTACTS, "  short_name: AT", "   short_name: AT", 3, "this line does not fit the lines above it; check that it starts under the field above with the same number of spaces, and that it has the form `field: value`"),
    case(CONTACTS, "A Team", "&A Team", 2, 'the value starts with a character that has its own meaning here; put the value in "double quotes"'),
    case(CONTACTS, "A Team", "|\n    A\n    Team", 2, "the value starts in the next line; put the whole value on this one, without that character"),
    case(CONTACTS, "A Team", "- Team", 2, 'this line does not fit the lines above it; check that it starts under the field above with the same number of spaces, and that it has the form `field: value`'),
    case(CONTACTS, "    checked: 2026-11-23\nhelp", "    checked: 2026-11-23\n    name: Bo Li\n    role: x\nhelp", 22, "Ana Gómez: a new record seems to start here without its hyphen; write `- name:`, the hyphen two places before the other lines"),
    case(CONTACTS, "    regions: 1\n", "    regions: #1\n", 17, '`#` behind a space cuts the value off; put the whole value in "double quotes", or write a note with two spaces before and one behind the #'),
    case(CONTACTS, "    regions: 1\n", "      regions 1\n", 17, "this line seems to have lost its colon, and would become part of the value above; write `field: value`, starting under the field above, or put the value on one line"),
    case(CONTACTS, "A Team", '"A" Team', 2, "the value starts with a quotation mark and goes on behind the second one; put the whole value in 'single quotes'"),
    case(CONTACTS, "  short_name: AT\n", "  short_name: AT\n  short_name: AB\n", 4, "A Team: `short_name` is given twice (first in line 3); keep one of the two"),
    # Fields
    case(CONTACTS, "    role: Resource Specialist\n", "", 15, ANA + "`role` is missing; add a line `role: ...`"),
    case(CONTACTS, "role: Resource Specialist", "role:", 16, ANA + "`role` is empty; fill it in"),
    case(CONTACTS, "    phone:", "    fone: 1\n    phone:", 19, ANA + "unknown field `fone`; did you mean `phone`?"),
    case(CONTACTS, "    phone:", "    slogan: 1\n    phone:", 19, ANA + "unknown field `slogan`; write one of name, family_name, credentials, role, regions, email, phone, source, checked"),
    case(CONTACTS, "    group: missing\n", "    group: missing\n    checked: 2026-11\n", 38, NCMEC + ": `checked` belongs to each of `channels`; write it there, under `kind`"),
    case(CONTACTS, "regions:\n", "regions:\n" + BO, 11, "region Bo Li: this looks like a record of `people`; move it there, under `people:`"),
    case(CONTACTS, "people:\n", "people:\n  - Bo\n", 15, "person without a name: write a record here: lines of the form `field: value`, each starting under the one above"),
    case(LANGUAGE, GOOD[LANGUAGE], "terms: none\n", 1, "terms: `terms` must be a list; write records that each start with a hyphen"),
    case(CONTACTS, "role: Resource Specialist", "role: [a]", 16, ANA + "`role` is a list or a group of fields; write one line of text"),
    case(CONTACTS, "group: missing", "group: lost", 37, NCMEC + ": group: `lost` is not one it can have; write 'danger', 'missing', 'exploitation', 'crisis', 'violence' or 'other'"),
    case(CONTACTS, "role: Resource Specialist", "role: “Resource Specialist”", 16, ANA + "role: `“Resource Specialist”` has curly quotation marks around it; take them out"),
    case(CONTACTS, "    checked: 2026-11-23\nhelp", "    checked: 11/23/2026\nhelp", 21, ANA + "checked: `11/23/2026` is not a date; write year-month-day, for example 2026-11-23"),
    case(CONTACTS, "ana@ncmec.org", "ana at ncmec.org", 18, ANA + "email: `ana at ncmec.org` is not an e-mail address (An email address must have an @-sign); write it like RecoveryServices@NCMEC.ORG"),
    case(CONTACTS, "ana@ncmec.org", "аna@ncmec.org", 18, ANA + "email: `аna@ncmec.org` has a letter that is not on your keyboard; type the address"),
    case(CONTACTS, "571.645.6233", "do not call 571.645.6233", 19, ANA + "phone: `do not call 571.645.6233` is not a phone number of the United States or its territories; write ten digits and nothing else, for example 1-800-843-5678"),
    case(CONTACTS, "role: Resource Specialist", "role: none", 16, ANA + "role: `none` would be shown as it is; write nothing after the colon where something is not known"),
    case(CONTACTS, "name: Ana Gómez", "name: First Last", 15, "person First Last: name: `First Last` is not the name of a person; write it with letters from A to Z, or take the record out"),
    case(CONTACTS, "    regions: 1\n", "    regions: 1; 6\n", 17, ANA + "regions: `6` is not the number of a region that has a color on the map; write 1 to 5, or ask a developer"),
    case(CONTACTS, "check_months: 6", "check_months: six", 7, "team: check_months: `six` is not a number of months; write 1 to 24, for example 6"),
    case(SOURCES, "id: first", "id: The First", 2, "source The First: id: `The First` cannot be used as an id; write small letters, digits and hyphens, for example take-it-down"),
    case(SOURCES, "year: 2019", "year: last", 5, FIRST + "year: `last` is not a year; write four digits, for example 2019, or nothing"),
    case(SOURCES, "https://first.example/work", "first.example", 6, FIRST + "url: `first.example` is not a web address; write it whole, with https://"),
    case(LANGUAGE, "'\\bfoo\\b'", "'foo'", 7, "term bar: patterns: `foo` would not be found; let it start with \\b, the start of a word, and write (?: for each ("),
    case(LANGUAGE, "'\\bfoo\\b'", "'\\b(foo)'", 7, "term bar: patterns: `\\b(foo)` would not be found; let it start with \\b, the start of a word, and write (?: for each ("),
    case(LANGUAGE, "'\\bfoo\\b'", "'(foo'", 7, "term bar: patterns: `(foo` cannot be used for searching (missing ), unterminated subpattern at position 0); take the line out, or ask a developer"),
    # Rules between records
    case(CONTACTS, "refs: first", "refs: third", 30, "help line Emergency services: `third` is not in data/sources.yml; add it there"),
    case(LANGUAGE, "evidence: practice", "evidence: law", 2, "term bar: `evidence: practice` goes with no source, every other kind with at least one; change `evidence` or `sources`"),
    case(CONTACTS, "{code: TX,", "{code: ZZ,", 97, TX + "code: `ZZ` is not the postal code of a state, of DC or of a territory; fix it, for example TX"),
    case(CONTACTS, "{code: TX, name: State TX", "{code: AL, name: State TX", 97, TX + "the postal code `AL` is used twice (first in line 50); change one"),
    case(CONTACTS, "  - {code: TX, name: State TX, source: a list, checked: 2026-11-23}\n", "", 49, "jurisdictions: the record for `TX` is missing; add it, the list needs all 56"),
    case(CONTACTS, "    regions: 1\n", "    regions: 1; 4\n", 17, ANA + "there is no region 4; write one of 1"),
    case(CONTACTS, "    role:", "    family_name: Ruiz\n    role:", 16, ANA + "`Ruiz` does not stand at the end of `Ana Gómez`; write in `family_name` the last words of the name"),
    case(CONTACTS, "name: State TX", "name: State AL", 97, "jurisdiction State AL: the name `State AL` is used twice (first in line 50); change one"),
    warn(CONTACTS, "    regions: 1\n", "    regions:\n", 11, "region 1: nobody serves region 1, and the site offers the team's mailbox; add the person when there is one"),
    case(CONTACTS, "people:\n", "  - number: 1\npeople:\n", 14, "region 1: the number `1` is used twice (first in line 11); change one"),
    warn(CONTACTS, EMPTY, LISTED.format("TX"), 10, "regions: these have no region yet: " + ", ".join(code for code in CODES if code != "TX") + "; list each under its region when it is known"),
    case(CONTACTS, EMPTY, LISTED.format("TX; OK, TX"), 12, "region 1: the postal code `TX` is used twice (first in line 12); keep it in one region, once"),
    case(CONTACTS, EMPTY, "    jurisdictions: TX\n    source:\n", 13, "region 1: `source` and `checked` are empty; `jurisdictions`, `source` and `checked` go together: fill in all three, or none"),
    case(CONTACTS, EMPTY, "    jurisdictions: TX\n    source: a list\n", 11, "region 1: `checked` is empty; `jurisdictions`, `source` and `checked` go together: fill in all three, or none"),
    warn(CONTACTS, "helplines:\n", BO + "helplines:\n", 26, "person Bo Li: the phone `(571) 645-6233` is used twice (first in line 19); if that is right, leave it"),
    case(CONTACTS, "helplines:\n", BO.replace("bo@", "ana@") + "helplines:\n", 25, "person Bo Li: the email `ana@ncmec.org` is used twice (first in line 18); change one"),
    case(CONTACTS, "    checked: 2026-11-23\nhelp", "    checked: 2026-11-24\nhelp", 21, ANA + "checked: 2026-11-24 lies in the future; write the day of the check, today is 2026-11-23"),
    warn(CONTACTS, "    phone: 571.645.6233\n", "", 15, ANA + "`phone` is empty; fill it in if it is known"),
    warn(CONTACTS, 'value: "741741"\n        checked: 2026-11', 'value: "741741"\n        checked:', 46, NCMEC + ", channel 2: `checked` is empty, so it is not shown; say in `hold` what has to be checked"),
    case(CONTACTS, 'value: "911"\n        checked: 2026-11', 'value: "911"\n        hold: later', 22, "helplines: the help line `911` is missing or has no checked channel; it cannot be taken off, because pages and sheets need it: bring it back, or write the right number and its day"),
    warn(CONTACTS, "email: ana@ncmec.org", "email: ana@nmcec.org", 18, ANA + "`nmcec.org` is not where the team's mailbox is (ncmec.org); if that is right, leave it"),
    case(CONTACTS, 'value: "741741"\n        checked: 2026-11', 'value: "741741"\n        hold: Wrong\n        checked: 2026-11', 49, NCMEC + ", channel 2: `hold` is filled and `checked` has a day, so it is shown; to take it off, empty `checked`, to show it, empty `hold`"),
    warn(CONTACTS, 'value: "741741"\n        checked: 2026-11', 'value: "571.645.6233"\n        hold: Wrong', 47, NCMEC + ", channel 2: `571.645.6233` is taken off here and still shown at data/contacts.yml:15 (person Ana Gómez); take it off there too if it is wrong"),
    case(CONTACTS, 'kind: text\n        value: "741741"', "kind: phone\n        value: 1-800-448-3000\n        words: 1-800-RUNAWAY", 48, NCMEC + ", channel 2: `1-800-RUNAWAY` is 1-800-786-2929, and `value` is 1-800-448-3000; fix one of the two"),
    case(CONTACTS, "    group: missing\n", "    group: missing\n    note: After hours 571-645-6233.\n", 38, NCMEC + ": the number `571-645-6233` stands in `note`; write it as a channel or as a record of its own, so that readers see when it was checked"),
    case(CONTACTS, "value: missingkids.org", "value: https://missingkids.org", 44, NCMEC + ", channel 1: `https://missingkids.org` is not a web address; write it without https://, for example missingkids.org"),
    case(CONTACTS, 'value: "741741"', "value: HOME", 47, NCMEC + ", channel 2: `HOME` is not a number one can call or text; write it as 1-800-843-5678 or 988"),
    case(WRONG, "owner: IL", "owner: Illinois", 3, "wrong number 1-800-252-2873: `Illinois` is neither a postal code nor the id of a help line; write one, or nothing where nobody may have the number"),
    case(CONTACTS, 'kind: text\n        value: "741741"', 'kind: phone\n        value: "800-252-2873"', 47, NCMEC + ", channel 2: `800-252-2873` is the hotline of Illinois; look the number up on the official page again"),
    case(SYNONYMS, "typed: cop", "typed: cop; Cop", 2, "synonym police: the word `Cop` is used twice (first in line 2); change one"),
    case(SYNONYMS, "typed: cop", "typed: police", 2, "synonym police: `police` means itself; take it out of `typed`"),
    case(SYNONYMS, "typed: cop", "typed: ;", 2, "synonym police: `typed` is empty; fill it in"),
    case(STATES, AL, AL.replace("checked:", "checked: 2026-11-23").replace("name:", "name: A"), 11, "state line A: `checked` is filled and `source` is empty; say in `source` which official page you compared it with"),
    case(STATES, AL, AL.replace("checked:", "checked: 2026-11-23").replace("source:", "source: a page"), 11, "state line AL: `checked` is filled and `name` is empty; write the line's name as the official page gives it"),
    warn(STATES, AL, AL.replace("source:", "source: a page"), 10, "state line AL: `source` is filled and `checked` is empty, so it is not shown; write the day of the check"),
    case(STATES, AL, AL.replace("code: AL", "code: AK"), 1, "state_lines: `AL` has no record of kind `abuse_hotline`; bring it back, if need be without a number"),
    # Pages
    case(PAGE, "title: A title", "title: A\u200b title", 2, "an invisible character (U+200B) behind `title: A`; delete it"),
    case(OTHER, "Text.", "Te\ufe0fxt.", 8, "an invisible character (U+FE0F) behind `Te`; delete it"),
    case(OTHER, "Text.", "Text\u2003on.", 8, "a special space (U+2003) behind `Text`; type a plain space in its place"),
    case(PAGE, "title: A title", "title: A: title", 2, 'a colon followed by a space inside a value; put the whole value in "double quotes"'),
    case(PAGE, "title: A title\ndescription: What it says.\naudience: Caseworkers\nreviewed:\nnext_review: 2027-05-23\nhandout_sides: 2\nmoment: missing\n", "A title\n", 2, "this is neither a field like `title: ...` nor three hyphens; the fields at the top stand one a line, and --- below the last"),
    case(PAGE, "title: A title", "title:A title", 2, "no space after the colon; write `title: A title`"),
    case(OTHER, "title: More\n", "", 1, "`title` is missing; add a line `title: ...`"),
    case(OTHER, "title: More", "title: " + "M" * 66, 2, "the title has 66 characters; shorten it to at most 65"),
    case(PAGE, "audience: Caseworkers", "audience:", 4, "`audience` says nothing, which guidance needs; write `audience: ...`"),
    case(PAGE, "2027-05-23", "2027–05–23", 6, "next_review: `2027–05–23` holds long dashes, as Word writes them; write hyphens: 2027-05-23"),
    case(PAGE, "2027-05-23", "May 2027", 6, "next_review: `May 2027` is not a day; write year-month-day, for example 2027-05-23"),
    case(PAGE, "handout_sides: 2", "handout_sides: two", 7, "handout_sides: `two` is not one it can have; write '1', '2', '3', '4', '5', '6', '7', '8' or '9'"),
    case(PAGE, "moment: missing", "moment: soon", 8, "moment: `soon` is not one it can have; write 'missing', 'back', 'plan' or 'always'"),
    case(PAGE, "- An item", "-\u00a0An item", 15, "a non-breaking space behind `-`; type a plain space in its place"),
    case(OTHER, "## One", "## One\n\n# Two", 8, "a page has no `#` heading: the title stands at the top; use ##"),
    case(PAGE, "## First", "### First", 11, "the heading skips a level; write it with ##"),
    case(OTHER, "Text.", "Of them, 12% left.", 8, "the figure `12%` has no note in its paragraph; write [^id] after the full stop (the ids stand in data/sources.yml), or, without a source, take the figure out"),
    case(OTHER, "Text.", "This is proven.", 8, "the sentence claims that something is proven; no source supports it, so take it out"),
    case(OTHER, "Text.", "The foo.", 8, "`foo`: write bar (see the language guide)"),
    case(OTHER, "Text.", "Call 571.645.6988.", 8, 'the phone number `571.645.6988` is typed; is it one of our help lines? Write {{ helpline("its-id") }}; any other number does not belong here: take it out'),
    case(OTHER, "Text.", "Call 571.645.6988 or 571.645.6989.", 8, 'the phone number `571.645.6989` is typed; is it one of our help lines? Write {{ helpline("its-id") }}; any other number does not belong here: take it out'),
    case(OTHER, "Text.", "Write to a@b.example.", 8, "the e-mail address `a@b.example` is typed; is it the team's? Write {{ mailbox() }}; any other address does not belong here: take it out"),
    case(OTHER, "Text.", "Ask Ana Gómez.", 8, "the name `Ana Gómez` is typed, and people change; lead to the directory: [Contact directory](contacts.md)"),
    case(PAGE, "[^first]", "[^first][^second]", 13, "`[^second]` is not in data/sources.yml; add the source there, or correct the id"),
    case(PAGE, "- An item", "[^own]: A note", 15, "the note `own` is written out; put it into data/sources.yml instead"),
    case(SOURCES, "    read: full\n", "    read: full\n  - id: second\n    title: A title\n    publisher: A publisher\n    kind: study\n    read: full\n", 9, "source second: no page cites it; cite it, or take the record out"),
    warn(QUESTIONS, "docs/index.md", "docs/indx.md", 3, "question Is it so?: `docs/indx.md` is not there; write the path of a page or a data file, like docs/law.md"),
    case(PAGE, 'helpline("ncmec") }}', "helpline(“ncmec”) }}", 13, QUOTES),
    case(PAGE, 'helpline("ncmec") }}', 'helpline("ncmec) }}\n\nText. {{ helpline("ncmec") }}', 13, QUOTES),
    case(PAGE, 'helpline("ncmec") }}', 'helpline("ncmec”) }}\n\nText. {{ helpline("ncmec") }}', 13, QUOTES),
    case(PAGE, '{{ helpline("ncmec") }}', '{ helpline("ncmec") }', 13, 'one curly bracket in front of `helpline`; write two, like {{ helpline("ncmec") }}'),
    case(PAGE, "[More](", "[More] (", 13, "a space between `[More]` and its address; take it out: [More](more.md#one)"),
    case(PAGE, "- An item", "-An item", 15, "no space behind the hyphen of an item; write - An"),
    case(OTHER, "Text.", "!!! practice Suggestions\n    Text.", 8, 'a box that cannot be read; write !!!, a label and a title in straight quotation marks, like !!! practice "Suggestions"'),
    case(OTHER, "Text.", '!!! practise "Suggestions"\n    Text.', 8, "there is no label `practise`; write one of law, protocol, research, practice"),
    case(OTHER, "Text.", '!!! practice "Suggestions"\n  Text.', 9, "the text of the box above is set in by 2 spaces and falls out of it; set it in by 4"),
    case(OTHER, f"Text.\n\n{INCLUDED}", '!!! practice "Suggestions"', 8, "the box has no text; write it, or take the box out"),
    case(PAGE, 'helpline("ncmec") }}', 'helpline("ncmec") }', 13, "the call is not closed; write two curly brackets, }}, at its end"),
    case(PAGE, 'helpline("ncmec") }}', 'helpline("ncmec" }}', 13, '`helpline` is called with the wrong words; write it like {{ helpline("ncmec") }}'),
    case(OTHER, "Text.", "{{ finderr() }}", 8, f"there is no `finderr`; write one of {NAMES}"),
    case(PAGE, 'helpline("ncmec")', 'helpline("nrs")', 13, "`helpline`: no help line is called 'nrs'; write one of 911, ncmec"),
    case(PAGE, 'helpline("ncmec")', "helpline()", 13, '`helpline` is called with the wrong words; write it like {{ helpline("ncmec") }}'),
    case(OTHER, "Text.", '{{ field("Driver", "long") }}', 8, '`field`: `long` is not a size; the sizes are `cell`, and `1 line` to `6 lines`; write it like {{ field("Driver") }}'),
    case(OTHER, "Text.", '{{ field("Who") }}\n\n{{ field("Who") }}', 10, "a blank above is called `Who` too; give each its own name, which people hear who cannot see it"),
    case(OTHER, "Text.", '{{ choice("Who", "I") }}', 8, '`choice`: a choice needs its label and at least two answers; write it like {{ choice("Who drives", "Worker", "Police") }}'),
    # Links, menu
    case(PAGE, "more.md#one", "mor.md", 13, "the link `mor.md` leads to no page or file of the site; did you mean `more.md`?"),
    case(PAGE, "more.md#one", "contacts/teresa-musick.vcf", 13, "the link `contacts/teresa-musick.vcf` leads to no page or file of the site; fix the link, or take it out"),
    case(PAGE, "more.md#one", "more.md#on", 13, "the link `more.md#on` leads to a part that docs/more.md does not have; did you mean `#one`?"),
    case(PAGE, "more.md#one", "more.md#teresa-musick", 13, "the link `more.md#teresa-musick` leads to a part that docs/more.md does not have; fix the link, or take it out"),
    case(PAGE, "more.md#one", "/more.md", 13, "the link `/more.md` starts with a slash; write it from this page, like law.md"),
    case(SETTINGS, "more.md", "mor.md", 6, "the menu leads to docs/mor.md, which does not exist; fix the line, or take it out"),
    case(SETTINGS, "  - More: more.md\n", "", 1, "the page is not in the menu; add a line `- Its title: more.md` under `nav` in mkdocs.yml"),
    case(SETTINGS, "nav:\n", "nav: a\n", 5, "this line does not fit the lines above it; give it as many spaces as the line above, and a space after the colon"),
    case(SETTINGS, "  - More: more.md", "   - More: more.md", 6, "this line does not fit the lines above it; give it as many spaces as the line above, and a space after the colon"),
    case(SETTINGS, "  - More: more.md", "  - More:more.md", 6, "no space after the colon; write `- Its title: more.md`"),
]  # fmt: skip
"""Mistakes in the text of a file."""

BYTES: list[tuple[str, bytes | None, int, str]] = [
    (CONTACTS, None, 1, "the file is missing; copy its whole text again from the same file on the branch `main`"),
    (SOURCES, b"PK\x03\x04\x14\x00", 1, "this is a file of Word or Excel, not plain text; copy its whole text again from the same file on the branch `main`, and change it in the browser"),
    (OTHER, b"\xd0\xcf\x11\xe0\xa1\xb1", 1, "this is a file of Word or Excel, not plain text; copy its whole text again from the same file on the branch `main`, and change it in the browser"),
    (CONTACTS, GOOD[CONTACTS].encode("utf-16"), 1, "the file is saved as “Unicode” (UTF-16); save it as plain UTF-8 text"),
    (CONTACTS, GOOD[CONTACTS].encode("cp1252"), 15, "a character that is not UTF-8; save the file as plain UTF-8 text"),
    ("docs/more.docx", b"PK\x03\x04", 1, "this is a file of Word or Excel, which the site does not read; put its text into the page or data file, and delete it here"),
    ("data/contacts.xlsx", b"PK\x03\x04", 1, "this is a file of Word or Excel, which the site does not read; put its text into the page or data file, and delete it here"),
    ("docs/plan.pdf", b"%PDF", 1, "no page shows or links this file, and it would be published; link it from a page, or delete it"),
    ("docs/New page.md", GOOD[OTHER].encode(), 1, "the name is no address that people can type; rename the file to `new-page.md`"),
    ("docs/mail.eml", b"x", 1, "this is neither a page nor a picture or PDF that a page could show; put its text into a page, and delete it here"),
    ("data/contacts (1).yml", b"x", 1, "the site does not read this file; put your change into data/contacts.yml, and delete this one"),
    ("docs/jurisdictions/index.md", GOOD[OTHER].encode(), 1, "a page or file of this name is made from the data; rename this one, or delete it"),
]  # fmt: skip
"""Mistakes of a whole file: what lies there, and what is said."""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A project with which nothing is wrong."""
    return write_project(tmp_path)


def said_of(top: Path) -> list[str]:
    return [str(problem) for problem in problems_of(top)]


def test_nothing_is_said_of_a_project_without_a_mistake(top: Path) -> None:
    assert said_of(top) == []


@pytest.mark.parametrize("mistake", CASES, ids=range(len(CASES)))
def test_a_mistake_is_said_with_its_line(top: Path, mistake: Case) -> None:
    path = top / mistake.file
    good = path.read_text("utf-8")
    assert good.count(mistake.right) == 1
    path.write_text(good.replace(mistake.right, mistake.wrong), "utf-8")
    file = OTHER if mistake.said.startswith("the page is not in the menu") else mistake.file
    label = "warning: " if mistake.warning else ""
    assert f"{file}:{mistake.line}: {label}{mistake.said}" in said_of(top)


@pytest.mark.parametrize(("name", "content", "line", "said"), BYTES, ids=range(len(BYTES)))
def test_a_file_of_the_wrong_kind_is_said(
    top: Path, name: str, content: bytes | None, line: int, said: str
) -> None:
    path = top / name
    if content is None:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert f"{name}:{line}: {said}" in said_of(top)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_marks_and_line_ends_of_other_machines_are_no_mistake(
    top: Path, mark: bytes, end: bytes
) -> None:
    for name in GOOD:
        path = top / name
        path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    assert said_of(top) == []


def test_both_sides_of_a_merge_in_a_page_are_said_and_nothing_else(top: Path) -> None:
    text = GOOD[PAGE].replace(
        "title: A title\n", "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n"
    )
    (top / PAGE).write_text(text, "utf-8")
    said = [message for message in said_of(top) if message.startswith(PAGE)]
    assert [message.partition(": ")[0] for message in said] == [
        f"{PAGE}:{line}" for line in (2, 4, 6)
    ]


def test_a_removed_person_who_is_still_linked_gives_one_line(top: Path) -> None:
    (top / OTHER).write_text(GOOD[OTHER] + "\n{{ directory() }}\n", "utf-8")
    linked = GOOD[PAGE].replace("more.md#one", "more.md#ana-gomez")
    (top / PAGE).write_text(linked, "utf-8")
    assert said_of(top) == []
    renamed = GOOD[CONTACTS].replace("Ana Gómez", "Bo Li")
    (top / CONTACTS).write_text(renamed, "utf-8")
    assert [message for message in said_of(top) if message.startswith("docs/")] == [
        f"{PAGE}:13: the link `more.md#ana-gomez` leads to a part that docs/more.md does not have; "
        "fix the link, or take it out"
    ]


HEADS = {
    "no space": ("handout_sides: 2\n", "handout_sides:2\n"),
    "a colon": ("title: A title\n", "title: A: title\n"),
    "a merge": ("title: A title\n", "<<<<<<< HEAD\ntitle: A title\n"),
    "no text": ("title: A title\n", "title: A \udce9\n"),
    "no mark above": ("---\ntitle", "title"),
    "no mark below": ("moment: missing\n---", "moment: missing\n"),
    "a dash": ("moment: missing\n---", "moment: missing\n—"),
}


@pytest.mark.parametrize("slip", HEADS)
def test_of_a_page_whose_head_cannot_be_read_nothing_else_is_said(top: Path, slip: str) -> None:
    """Above all not that its handout is gone: a line in data/redirects.yml would do harm."""
    assert "/handouts/index" in (top / PUBLISHED).read_text("utf-8")
    _, mark, source = GOOD[SOURCES].partition("  - id: first\n")
    second = source.replace("/work", "/other")
    (top / SOURCES).write_text(f"{GOOD[SOURCES]}  - id: second\n{second}", "utf-8")
    good = GOOD[PAGE].replace("[^first]", "[^second]")  # which no other page cites
    changed = good.replace(*HEADS[slip])
    assert mark
    assert changed != good
    (top / PAGE).write_text(changed, "utf-8", errors="surrogateescape")
    (said,) = said_of(top)
    assert said.startswith(f"{PAGE}:")


def test_of_links_to_a_page_that_is_no_text_nothing_is_said(top: Path) -> None:
    (top / OTHER).write_bytes(GOOD[OTHER].encode() + b"Jos\xe9\n")
    (said,) = said_of(top)
    assert said.startswith(f"{OTHER}:11: a character that is not UTF-8")


@pytest.mark.parametrize("slip", ["   - More: more.md", " - More: more.md", "  - More:more.md"])
def test_a_slip_in_the_menu_gives_one_line(top: Path, slip: str) -> None:
    (top / SETTINGS).write_text(GOOD[SETTINGS].replace("  - More: more.md", slip), "utf-8")
    assert len(said_of(top)) == 1


def test_a_wrong_day_of_a_helpline_that_is_needed_is_said_once(top: Path) -> None:
    text = GOOD[CONTACTS].replace("checked: 2026-11\n", "checked: 2026-12\n", 1)
    (top / CONTACTS).write_text(text, "utf-8")
    (said,) = said_of(top)
    assert "2026-12 lies in the future" in said


def test_of_a_renamed_page_each_link_is_said_with_its_new_name(top: Path) -> None:
    (top / OTHER).rename(top / "docs/new.md")
    (top / SETTINGS).write_text(GOOD[SETTINGS].replace("more.md", "new.md"), "utf-8")
    (top / MOVED).write_text(
        GOOD[MOVED].replace("redirects:\n", "redirects:\n  - old: /more/\n    new: /new/\n"),
        "utf-8",
    )
    assert said_of(top) == [
        f"{PAGE}:13: the link `more.md#one` leads to no page or file of the site; "
        "the page was renamed, write `new.md`",
        f"{LIST}:1: the link `../more.md#one` leads to no page or file of the site; "
        "the page was renamed, write `../new.md`",
        f"{TEMPLATE}:2: the site's own templates link to `more/index.html`, which is no page any more; "
        f"ask a developer to change {TEMPLATE}:2",
    ]


@pytest.mark.parametrize("theme", ["", "theme: mkdocs\n"])
def test_settings_without_a_theme_of_ours_are_read(top: Path, theme: str) -> None:
    named = "theme: {name:, custom_dir: overrides}\n"
    assert named in GOOD[SETTINGS]
    (top / SETTINGS).write_text(GOOD[SETTINGS].replace(named, theme), "utf-8")
    assert said_of(top) == []


def test_a_link_in_html_is_followed_too(top: Path) -> None:
    card = '<a href="contacts/ana-gomez.vcf" download>Card</a> <a href="more/index.html">M</a>\n'
    (top / PAGE).write_text(GOOD[PAGE] + card, "utf-8")
    assert said_of(top) == []
    (top / PAGE).write_text(GOOD[PAGE] + card.replace("gomez", "g").replace("more", "m"), "utf-8")
    assert [message.partition(";")[0] for message in said_of(top)] == [
        f"{PAGE}:16: the link `{link}` leads to no page or file of the site"
        for link in ("contacts/ana-g.vcf", "m/index.html")
    ]


def test_links_in_code_and_to_other_sites_are_left_alone(top: Path) -> None:
    more = "`[a](b.md)` [c](https://x.example/d.md) [e](mailto:f)\n\n```\n[g](h.md)\n```\n"
    (top / PAGE).write_text(GOOD[PAGE] + more, "utf-8")
    assert said_of(top) == []


def all_said() -> list[str]:
    """Each message of the tables, and what is said where a file cannot be written."""
    refused = [OSError(number, os.strerror(number), "x") for number in (*files.REFUSALS, errno.EIO)]
    said = [mistake.said for mistake in CASES] + [message for _, _, _, message in BYTES]
    return said + [files.not_written(error).message for error in refused]


def text_of(node: ast.expr) -> str | None:
    """A message as a text with a star for what is put in; ``None`` for another expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"(?<!\{)\{\w*\}(?!\})", "\0", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "\0"
            for part in node.values
        )
    return None


def messages() -> dict[str, str]:
    """Each text of the package that says what to do after a semicolon, with its file and line.

    That is the form of every message, whichever way it takes to a person.
    """
    lines: dict[str, str] = {}
    for path in [*PACKAGE.rglob("*.py"), TOP / "hooks/events.py"]:
        if path.name == "maintenance_report.py":  # a list of what waits; nothing in it is wrong
            continue
        tree = ast.parse(path.read_text("utf-8"))
        inner = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.JoinedStr)
            for part in ast.walk(node)
            if part is not node
        }
        docs = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        } | {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "")
            in ("Field", "required", "optional", "optional_list", "expected", "Pair", "compile")
            for part in ast.walk(node)
        }  # notes for developers, and descriptions of fields
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and id(node) not in inner | docs:
                text = text_of(node)
                if text and re.search(r"\w\S*; \S*[a-z\0]", text) and "<" not in text[:1]:
                    lines[text] = f"{path.relative_to(TOP)}:{node.lineno}"
    return lines


def test_every_message_of_the_package_has_a_case() -> None:
    """Here, or in another test, where no text of the project's files brings the message up."""
    lines = messages()
    assert len(lines) > 60
    said = all_said()
    others = [path for path in TOP.glob("tests/**/test_*.py") if path.name != Path(__file__).name]
    tests = re.sub(r'"\n\s*f?"', "", "".join(path.read_text("utf-8") for path in others))
    missing = {
        text: line
        for text, line in lines.items()
        if not any(re.search(".*".join(map(re.escape, text.split("\0"))), known) for known in said)
        and max(text.split("\0"), key=len).strip("`, ")[:30] not in tests
    }
    assert missing == {}


def guide_rows() -> list[str]:
    """The messages in the guide to a red check, as it gives them; … stands for what is left out."""
    guide = (TOP / "contributing/answer-a-failed-check.md").read_text("utf-8")
    cells = re.findall(r"^\| (.+?) \| .+ \|$", guide, re.MULTILINE)
    return [cell for cell in cells if cell != "It says"]


@pytest.mark.parametrize("row", guide_rows())
def test_the_guide_to_a_red_check_gives_real_messages(row: str) -> None:
    form = ".*".join(map(re.escape, row.split("…")))
    said = all_said()
    trees = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    forms = [".*".join(map(re.escape, (text_of(node) or "").split("\0"))) for node in nodes]
    assert any(re.search(form, message) for message in said) or any(
        re.fullmatch(known, row) for known in forms if len(known.replace(".*", "")) > 15
    )


def test_the_guide_to_a_red_check_gives_many_messages() -> None:
    assert len(guide_rows()) > 20


def test_every_message_says_what_to_do() -> None:
    for message in all_said():
        assert re.search(r"[;:?] ?\w|did you mean", message), message
        words = r"(?i)\b(yaml|regex|regular expression|pydantic|node|token|parse)"
        assert not re.search(words, message)


def test_an_annotation_is_one_line_with_its_characters_escaped() -> None:
    problem = Problem("docs/a,b:c.md", 7, "person A: B, C", "50% so\r\nand: so, now", "warning")
    assert annotation(problem) == (
        "::warning file=docs/a%2Cb%3Ac.md,line=7,title=person A%3A B%2C C"
        "::50%25 so%0D%0Aand: so, now"
    )


def test_every_problem_is_also_annotated(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / OTHER).write_text(GOOD[OTHER].replace("Text.", "12% left. [a](b.md)"), "utf-8")
    warning = GOOD[CONTACTS].replace("    phone: 571.645.6233\n", "")
    (top / CONTACTS).write_text(warning, "utf-8")
    problems = problems_of(top)
    assert len(problems) == 3
    words = ["--top", str(top), "--today", TODAY.isoformat(), "check"]
    assert main([*words, "--annotate", "github"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [*map(str, problems), *map(annotation, problems), "2 to fix"]
    assert [line.partition(" ")[0] for line in said[3:6]] == ["::warning", "::error", "::error"]
    assert main(words) == 1
    assert "::" not in capsys.readouterr().out
