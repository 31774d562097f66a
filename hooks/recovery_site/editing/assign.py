"""The team's list of which jurisdiction belongs to which region, written into the data file.

A list is what a spreadsheet saves: two columns, jurisdiction and region. All of it is read and judged
before anything changes, and pure functions do the work: bytes and text in, text out.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recovery_site.core.files import OFFICE, lines_ended_plainly
from recovery_site.core.problems import Problem, RefusedError, errors
from recovery_site.data.canonical import canonical, scalar
from recovery_site.data.loader import FILES, load_texts
from recovery_site.data.records import Checked, Contacts, slug, unquoted
from recovery_site.data.yaml_source import read as source_of

if TYPE_CHECKING:
    from recovery_site.data.records import Jurisdiction
    from recovery_site.data.yaml_source import Source

JURISDICTION = frozenset(
    [
        "jurisdiction",
        "state",
        "name",
        "code",
        "abbreviation",
        "territory",
        "postal-code",
        "state-code",
        "state-name",
        "state-or-territory",
        "state-territory",
        "states",
        "jurisdictions",
    ]
)
REGION = frozenset(["region", "regions", "region-number", "region-no", "region-name", "rst-region"])
"""What the first line may call the two columns."""

ENCODINGS = ("utf-8-sig", "cp1252")
"""How spreadsheets save a list, apart from UTF-16, which is known by how it begins."""


@dataclass(frozen=True)
class Row:
    """One line of a list.

    Attributes:
        line: its line in the file.
        cells: what stands in its columns, without spaces around; empty columns at its end are left out.
    """

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Assigned:
    """What a list makes of the contacts.

    Attributes:
        text: the contacts with the list's regions, in their agreed form.
        summary: what changed, in one line.
    """

    text: str
    summary: str


def assign(
    texts: Mapping[str, str], content: bytes, name: str, source: str, checked: str, today: date
) -> Assigned:
    """The contacts with the regions of a list.

    Args:
        texts: the text of each data file by its name.
        content: the list, as it was saved.
        name: the list's file, for messages.
        source: where the assignment was read, worded so that it fits after "Checked against".
        checked: the day a person compared it, as ``2026-11-23``.
        today: the day that ``checked`` may not lie after.

    Raises:
        RefusedError: the list, the provenance or the data have a mistake; says every one.
    """
    refuse(list(_wrong_provenance(source, checked, today)))
    data, problems = load_texts(dict(texts), today)
    if data is None:
        raise RefusedError(errors(problems))
    directory = data.directory
    places = directory.jurisdictions
    regions = read(content, name, places, [one.number for one in directory.regions])
    before = texts[FILES[0]]
    lines = _agreed(before).split("\n")
    tree = _tree("\n".join(lines))
    for position, code in reversed(list(enumerate(_codes(tree)))):
        if code in regions:
            values = {
                "region": str(regions[code]),
                "region_source": source.strip(),
                "region_checked": checked.strip(),
            }
            _write(lines, tree, position, values)
    after = _agreed("\n".join(lines))
    _, problems = load_texts({**texts, FILES[0]: after}, today)
    refuse(errors(problems))
    return Assigned(after, _summary({one.code: one for one in places}, regions, after != before))


def _tree(text: str) -> Source:
    tree, problems = source_of(text, FILES[0])
    if tree is None:
        raise RefusedError(problems)
    return tree


def _agreed(text: str) -> str:
    return canonical(_tree(text), Contacts)


def refuse(problems: list[Problem]) -> None:
    """Stop with every problem, if there is any.

    Raises:
        RefusedError: there is one.
    """
    if problems:
        raise RefusedError(problems)


def _wrong_provenance(source: str, checked: str, today: date) -> Iterator[Problem]:
    if not source.strip() or len(source.splitlines()) > 1:
        yield Problem(
            "--source", 0, "", 'say on one line where you read the list, like "the team\'s list"'
        )
    else:
        try:
            unquoted(source.strip())
        except ValueError as error:
            yield Problem("--source", 0, "", str(error))
    try:
        day = Checked.parse(checked.strip())
    except ValueError as error:
        yield Problem("--checked", 0, "", str(error))
        return
    if day.earliest > today:
        yield Problem(
            "--checked",
            0,
            "",
            f"{day.iso} lies in the future; write the day of the check, today is {today}",
        )


def _codes(tree: Source) -> Iterator[str]:
    places = tree.at(("jurisdictions",))
    for position in range(len(places or ())):
        yield str(tree.at(("jurisdictions", position, "code")))


def _write(lines: list[str], tree: Source, position: int, values: dict[str, str]) -> None:
    """Put values into the lines of one record; notes behind them stay, new lines follow its name."""
    new = []
    for field, value in values.items():
        old = tree.at(("jurisdictions", position, field))
        written = scalar(value, field)
        if old is None:
            new.append(f"    {field}: {written}")
            continue
        line = tree.lines["jurisdictions", position, field] - 1
        head = lines[line].partition(":")[0]
        behind = lines[line][len(f"{head}: {scalar(str(old), field)}".rstrip()) :]
        lines[line] = f"{head}: {written}{behind}"
    line = tree.lines["jurisdictions", position, "name"]
    lines[line:line] = new


def _summary(places: Mapping[str, Jurisdiction], regions: dict[str, int], changed: bool) -> str:
    if not changed:
        return f"Nothing changed: the data say all of it already ({len(regions)} jurisdictions)."
    moved = sum(1 for code, one in regions.items() if places[code].region not in (None, one))
    without = [one.name for one in places.values() if not one.region and one.code not in regions]
    kept = [one for one in places.values() if one.region and one.code not in regions]
    parts = [f"{len(regions)} jurisdictions assigned"]
    parts += [f"{moved} of them to another region than before"] if moved else []
    parts += [f"{len(kept)} not in the list keep their region"] if kept else []
    parts += [f"{len(without)} without region: {', '.join(without)}"] if without else []
    return ", ".join(parts)


def read(
    content: bytes, name: str, places: tuple[Jurisdiction, ...], regions: list[int]
) -> dict[str, int]:
    """The region of each jurisdiction of a list, by postal code.

    Args:
        content: the list, as it was saved.
        name: its file, for messages.
        places: the 56.
        regions: the numbers there are.

    Raises:
        RefusedError: says every mistake with its line.
    """
    rows = _rows(content, name)
    first, second, rows = _columns(rows, name)
    known = _names(places)
    problems: list[Problem] = []
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        try:
            code, number = _pair(row, first, second, known, regions)
        except ValueError as error:
            problems.append(Problem(name, row.line, "", str(error)))
            continue
        if code in found:
            line, other = found[code]
            message = (
                f"{_called(code, known)} is listed twice (first in line {line}); keep one line"
                if other == number
                else f"{_called(code, known)} has region {number} here and {other} in line {line}; "
                "keep the right line"
            )
            problems.append(Problem(name, row.line, "", message))
        found.setdefault(code, (row.line, number))
    if not rows:
        message = "the list holds no line with a jurisdiction; write lines like TX,2"
        problems.append(Problem(name, 1, "", message))
    refuse(problems)
    return {code: number for code, (_, number) in found.items()}


def _rows(content: bytes, name: str) -> list[Row]:
    """Lines that say something, parted at what parts them."""
    text = _decoded(content, name)
    text = re.sub(r"\Asep=.\n", "\n", text, flags=re.IGNORECASE)  # written by Excel, for Excel
    sign = next((one for one in "\t;" if one in text), ",")
    rows: list[Row] = []
    number = 1
    reader = csv.reader(text.split("\n"), delimiter=sign, skipinitialspace=True)
    for cells in reader:
        if any("\n" in cell for cell in cells) or reader.line_num > number:
            message = 'a quotation mark that is opened and not closed; close it, or take it out (")'
            refuse([Problem(name, number, "", message)])
        clean = [_clean(cell) for cell in cells]
        while clean and not clean[-1]:
            clean.pop()
        if clean:
            rows.append(Row(number, clean))
        number = reader.line_num + 1
    return rows


def _decoded(content: bytes, name: str) -> str:
    if content.startswith(OFFICE):
        message = (
            "this is a file of Excel or Word; in Excel save it as “CSV UTF-8”, and give that file"
        )
        refuse([Problem(name, 1, "", message)])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return lines_ended_plainly(content.decode("utf-16", "replace"))
    for encoding in ENCODINGS:
        try:
            return lines_ended_plainly(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    message = "the file is not plain text; in Excel save it as “CSV UTF-8”, and give that file"
    raise RefusedError([Problem(name, 1, "", message)])


def _clean(cell: str) -> str:
    """A cell without what word processors add: special spaces, curly quotation marks."""
    return " ".join(unicodedata.normalize("NFKC", cell).split()).strip("“”„‘’\"' ")


def _columns(rows: list[Row], name: str) -> tuple[int, int, list[Row]]:
    """The places of the two columns, and the rows below their names, if they have any."""
    heads = [slug(cell) for cell in rows[0].cells] if rows else []
    first = [place for place, head in enumerate(heads) if head in JURISDICTION]
    second = [place for place, head in enumerate(heads) if head in REGION]
    if not first and not second:
        return 0, 1, rows
    for columns, missing in ((first, "jurisdiction"), (second, "region")):
        if len(columns) != 1:
            message = f"the first line must name one column `{missing}`; write it like: jurisdiction,region"
            refuse([Problem(name, rows[0].line, "", message)])
    if len(heads) > 2:
        message = (
            "the list has more than two columns; keep jurisdiction and region, delete the others"
        )
        refuse([Problem(name, rows[0].line, "", message)])
    return first[0], second[0], rows[1:]


def _pair(
    row: Row, first: int, second: int, known: Mapping[str, list[Jurisdiction]], regions: list[int]
) -> tuple[str, int]:
    """Postal code and region of one line.

    Raises:
        ValueError: says what is wrong with it.
    """
    if len(row.cells) > 2:
        raise ValueError(
            "the line has more than two columns; keep jurisdiction and region, and put a name that "
            'holds a comma in "double quotes"'
        )
    place, region = ([*row.cells, ""][column] for column in (first, second))
    if not place or not region:
        missing = "region" if place else "jurisdiction"
        raise ValueError(
            f"the {missing} is missing; write both, like TX,2, or take the line out if it is not known"
        )
    found = known.get(slug(place), [])
    if not found:
        close = difflib.get_close_matches(slug(place), known, 3)
        meant = " or ".join(dict.fromkeys(one.label for name in close for one in known[name]))
        hint = (
            f"did you mean {meant}?" if meant else "write its postal code or name, for example TX"
        )
        raise ValueError(f"`{place}` is no state or territory; {hint}")
    if len(found) > 1:
        names = " or ".join(one.label for one in found)
        raise ValueError(f"`{place}` may mean {names}; write the postal code")
    match = re.fullmatch(r"(?:region\s*)?([0-9]+)", region, re.IGNORECASE)
    if not match or int(match[1]) not in regions:
        choices = ", ".join(map(str, regions))
        raise ValueError(f"there is no region `{region}`; write one of {choices}")
    return found[0].code, int(match[1])


def _names(places: tuple[Jurisdiction, ...]) -> dict[str, list[Jurisdiction]]:
    """Whom each name means. A postal code or name means one, whatever others are also called."""
    known: dict[str, list[Jurisdiction]] = defaultdict(list)
    for one in places:
        for also in dict.fromkeys(map(slug, one.also)):
            known[also].append(one)
    return (
        known
        | {slug(one.name): [one] for one in places}
        | {slug(one.code): [one] for one in places}
    )


def _called(code: str, known: Mapping[str, list[Jurisdiction]]) -> str:
    return known[slug(code)][0].label
