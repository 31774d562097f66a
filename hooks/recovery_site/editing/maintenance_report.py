"""What waits for a person, most urgent first: a report, never a reason to fail."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from recovery_site.content.footnotes import MARK
from recovery_site.content.page import Page
from recovery_site.core.templates import day
from recovery_site.data.directory import Data, Directory
from recovery_site.data.records import STATE_LINE_KINDS, HelpLine, Region, Sourced, StateLine
from recovery_site.data.writing_records import SOURCES_FILE

SOON = timedelta(days=60)
"""How far ahead the report looks."""

MOST = 10
"""How many sources of a group are listed with their line; the others are only counted."""

READ: dict[str, str] = {
    "secondary": "known only through another account",
    "contents": "only the contents list or title pages read",
    "abstract": "only the abstract read",
    "part": "read in part",
}
"""How far a source was read, the least first."""

OVERDUE = "Checks that are overdue: readers are told so"
CHECKS = f"Checks that fall due within {SOON.days} days"
REVIEWS = f"Pages whose review was due or falls due within {SOON.days} days"
NEVER = "Pages that the team has never reviewed"
REGIONS = "States and territories without a region"
HELD = "National lines held back for a check"
LOCAL = "Local hotlines and clearinghouses that wait for a check"
SOURCES = "Sources not read in full, by how far they were read"
ASKED: dict[str, str] = {
    "team": "Facts of the team's own house to confirm",
    "nurse": "Health wording that waits for a forensic nurse or pediatrician",
    "lawyer": "Wording on law, notices and phones that waits for a lawyer",
    "tribe": "Wording that waits for a tribe or NICWA",
}
"""Who is asked, and the title over what they have to answer."""

REVIEW = "Have the team review each; write the days in `reviewed` and `next_review`"
SECTIONS: dict[str, str] = {
    OVERDUE: "",
    CHECKS: "",
    REVIEWS: REVIEW,
    NEVER: REVIEW,
    REGIONS: "Ask the team; list them under their region in `jurisdictions`, and where you read it in `source`",
    HELD: "",
    LOCAL: "Open each page and write in the file what it says; nothing is shown before a check",
    SOURCES: "Read each in full and compare what the pages say of it; then change `read`",
    **dict.fromkeys(
        ASKED.values(), "Once it is answered, change the page and take the question out"
    ),
}
"""Titles, the most urgent first, and what to do about each thing below, where it is the same."""

Item = tuple[str, str, str]
"""The title over it, file and line (``data/contacts.yml:95``), and what waits there."""


def report(data: Data, pages: Mapping[str, Page], *, markdown: bool = False) -> str:
    """The report on the directory's day, as text or in Markdown for an issue; ``pages`` by the name of their file."""
    forms = ("## {}\n", "{}.\n", "- `{}` {}.") if markdown else ("{}", "  {}.", "  {}: {}.")
    title, about, item = forms
    items = waiting(data, pages)
    lines: list[str] = []
    for section, do in SECTIONS.items():
        if here := [item.format(where, what) for under, where, what in items if under == section]:
            lines += [title.format(section), *filter(None, [do and about.format(do)]), *here, ""]
    return "\n".join(lines)


def waiting(data: Data, pages: Mapping[str, Page]) -> list[Item]:
    """All that waits, the most urgent under each title first."""
    directory = data.directory
    items = [*_checks(directory), *_reviews(pages, directory.today), *_held(directory)]
    if without := directory.jurisdictions_of(None):
        names = ", ".join(jurisdiction.name for jurisdiction in without)
        what = f"{len(without)} of {len(directory.jurisdictions)}: {names}"
        items.append((REGIONS, directory.regions[0].where, what))
    for question in data.questions:
        items.append((ASKED[question.who], question.where, f"{question.page}: {question.fact}"))
    return [*items, *_state_lines(directory), *_sources(data, pages)]


def _checks(directory: Directory) -> Iterator[Item]:
    """Every record that readers rely on, by the last day of its check."""
    records: list[tuple[str, Sourced | Region | HelpLine | StateLine]] = [
        ("The team's mailbox", directory.team),
        *((person.name, person) for person in directory.people),
        *((helpline.name, helpline) for helpline in directory.helplines),
        *((f"{region.name}: its states and territories", region) for region in directory.regions),
        *((f"{record.code}: {record.name}", record) for record in directory.state_lines),
    ]
    today = directory.today
    checks = [(directory.due(record) or date.max, name, record) for name, record in records]
    for due, name, record in sorted(checks, key=lambda check: check[0]):
        if record.checked and due <= today + SOON:
            was = "was" if due < today else "is"
            what = f"{name}: check {was} due on {day(due)}, last checked {record.checked.words}"
            do = f"Compare it with {record.source}; write the day in `checked`"
            yield OVERDUE if due < today else CHECKS, record.where, f"{what}. {do}"


def _reviews(pages: Mapping[str, Page], today: date) -> Iterator[Item]:
    """Pages of guidance by the day of their next review."""
    guidance = [
        (page.meta.next_review or date.min, name) for name, page in pages.items() if page.guidance
    ]
    for due, name in sorted(guidance):
        meta = pages[name].meta
        planned = day(due) if due > date.min else "not planned"
        what = f"{meta.title}: last review {meta.reviewed or 'never'}, next review {planned}"
        if not meta.reviewed or due <= today + SOON:
            where = f"{name}:{meta.row.lines.get('next_review', 1)}"
            yield REVIEWS if meta.reviewed else NEVER, where, what


def _held(directory: Directory) -> Iterator[Item]:
    """Lines of which nothing is published first, then single ways to reach published lines."""
    for helpline in sorted(directory.contacts.helplines, key=lambda record: bool(record.published)):
        if channels := [channel for channel in helpline.channels if not channel.checked]:
            what = ", ".join(f"{channel.kind} {channel.value}" for channel in channels)
            whole = None if helpline.published else helpline.hold
            holds = [whole, *(channel.hold for channel in channels)]
            reasons = "; ".join(dict.fromkeys(filter(None, holds))) or "not said"
            shown = "partly shown" if helpline.published else "nothing of it is shown"
            yield HELD, helpline.where, f"{helpline.name} ({shown}): {what}. Check: {reasons}"


def _state_lines(directory: Directory) -> Iterator[Item]:
    """Hotlines first, each with the official page, or else the first source if that is a page."""
    for kind, name in STATE_LINE_KINDS.items():
        for state_line in directory.all_state_lines:
            if state_line.kind == kind and not state_line.published:
                first = (state_line.source_1 or "").split(" ")[0]
                page = state_line.web or (first if first.startswith("http") else "no page is known")
                yield LOCAL, state_line.where, f"{page} ({name}, {state_line.code})"


def _sources(data: Data, pages: Mapping[str, Page]) -> Iterator[Item]:
    """By how far they were read; in each group those that most pages cite first."""
    uses = Counter(source for page in pages.values() for source in {*MARK.findall(page.body)})
    for read, said in READ.items():
        group = [source for source in data.references.values() if source.read == read]
        group.sort(key=lambda source: (-uses[source.id], source.id))
        for source in group[:MOST]:
            count = f"{uses[source.id]} page{'' if uses[source.id] == 1 else 's'}"
            yield SOURCES, source.where, f"{source.id}: {said}, cited by {count}"
        if rest := group[MOST:]:
            yield SOURCES, SOURCES_FILE, f"{len(rest)} more {said}, cited by as many pages or fewer"
