"""Rules for people, regions, jurisdictions and sources: what records say of each other, and of today.

A rule looks at the records of one file. A field that was already found wrong is empty, and is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recovery_site.core.problems import Problem
from recovery_site.data.fields import slug
from recovery_site.data.jurisdictions import CODES
from recovery_site.data.record_base import Record, expected_fields
from recovery_site.data.records import Contacts, HelpLine
from recovery_site.data.writing_records import Language, References


@dataclass(frozen=True)
class Files:
    """All files as far as they could be read.

    Attributes:
        today: the day that dates may not lie after.
        records: what each file holds, by its class.
    """

    today: date
    records: dict[type[Record], Any] = field(default_factory=dict)

    def of(self, model: type[Record]) -> Any:
        """What a file holds; ``None`` where it could not be read."""
        return self.records.get(model)

    def source_ids(self) -> frozenset[str]:
        """Ids of all sources; empty where none could be read: then nobody who cites one is to blame."""
        references = self.of(References)
        return frozenset(source.id for source in references.sources) if references else frozenset()


Rule = Callable[[Any, Files], Iterator[Problem]]
"""Takes the records of a file, and all files."""


def the_56_exactly_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Each jurisdiction of the country stands in the list once, and nothing else does."""
    first: dict[str, int] = {}
    for jurisdiction in contacts.jurisdictions:
        code = jurisdiction.code
        if code and code not in CODES:
            yield jurisdiction.problem(no_code(code), "code")
        elif code in first:
            at = f"first in the record at line {first[code]}"
            yield jurisdiction.problem(f"`{code}` is listed twice ({at}); keep one record", "code")
        elif code:
            first[code] = jurisdiction.line
    for code in sorted(CODES - first.keys()):
        message = f"the record for `{code}` is missing; add it, the list needs all {len(CODES)}"
        yield contacts.problem(message, "jurisdictions")


def no_code(code: str) -> str:
    """What to say of a postal code that does not exist."""
    return f"`{code}` is not the postal code of a state, of DC or of a territory; fix it, for example TX"


def regions_exist(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region's number is used once, and a person serves regions that are in the list."""
    yield from unique(contacts.regions, "number", "number")
    known = sorted({region.number for region in contacts.regions if region.number})
    choices = ", ".join(map(str, known))
    for person in contacts.people:
        for number in person.regions:
            if number not in known:
                message = f"there is no region {number}; write one of {choices}"
                yield person.problem(message, "regions")


def regions_hold_each_jurisdiction_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region lists jurisdictions that exist, and each stands in one region."""
    first: dict[str, str] = {}
    for region in contacts.regions:
        for code in region.jurisdictions:
            if code not in CODES:
                yield region.problem(no_code(code), "jurisdictions")
            elif code in first:
                yield region.problem(
                    f"`{code}` is listed twice (first in {first[code]}); keep it in one region, once",
                    "jurisdictions",
                )
            line = region.origin.fields.get("jurisdictions", region.line)
            first.setdefault(code, f"line {line}")


def regions_say_where_they_were_read(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Who lists jurisdictions says where that was read, and when; who lists none has read nothing."""
    for region in contacts.regions:
        for name, example in (("source", "the team's list"), ("checked", f"{files.today}")):
            if region.empty(name) and not region.empty("jurisdictions"):
                yield region.problem(
                    f"it lists jurisdictions but `{name}` is empty; write a line like `{name}: {example}`",
                    "jurisdictions",
                )
            elif region.empty("jurisdictions") and not region.empty(name):
                yield region.problem(
                    f"`{name}` is filled, but no jurisdictions are listed; list them, or take the line out",
                    name,
                )


def assignment_is_complete(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Once some jurisdictions have a region, the ones without are named."""
    assigned = {code for region in contacts.regions for code in region.jurisdictions}
    codes = (jurisdiction.code for jurisdiction in contacts.jurisdictions)
    without = [code for code in codes if code and code not in assigned]
    if assigned and without:
        yield contacts.problem(
            f"these have no region yet: {', '.join(without)}; list each under its region when it is known",
            "regions",
            warning=True,
        )


def regions_have_a_specialist(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region that nobody serves is said; the site then offers the mailbox."""
    served = {number for person in contacts.people for number in person.regions}
    for region in contacts.regions:
        if region.number and region.number not in served:
            yield region.problem(
                f"nobody serves region {region.number}, and the site offers the team's mailbox; "
                "add the person when there is one",
                warning=True,
            )


def names_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Names give addresses that differ; a family name is the end of the name, but for Jr. and the like."""
    named = ((contacts.people, "name", slug), (contacts.jurisdictions, "name", slug))
    for records, name, key in (*named, (contacts.helplines, "id", str)):
        yield from unique(records, name, "address on the site", key)
        for record in records:
            if (value := getattr(record, name)) and not key(value):
                message = (
                    "the name holds no letter from A to Z, and its address is made of them; add one"
                )
                yield record.problem(message, name)
    for person in contacts.people:
        family = person.family_name
        if person.name and family and f" {family} " not in f"{person.name} ":
            yield person.problem(
                f"`{family}` does not stand at the end of `{person.name}`; "
                "write in `family_name` the last words of the name",
                "family_name",
            )


def contacts_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Two people do not share an e-mail address; a phone that they share, or another domain, is said."""
    yield from unique(contacts.people, "email", "email", str.lower)
    domain = (contacts.team.email or "").rpartition("@")[2].lower()
    for person in contacts.people:
        own = (person.email or "").rpartition("@")[2].lower()
        if own and domain and own != domain:
            yield person.problem(
                f"`{own}` is not where the team's mailbox is ({domain}); if that is right, leave it",
                "email",
                warning=True,
            )
    first: dict[str, str] = {}
    for person in contacts.people:
        if not person.tel:
            continue
        if person.tel in first:
            yield person.problem(
                f"`{person.phone}` is also the phone of {first[person.tel]}; if they do not share it, fix one",
                "phone",
                warning=True,
            )
        first.setdefault(person.tel, person.name)


def dates_are_past(record: Record, files: Files) -> Iterator[Problem]:
    """Nobody can have checked anything in the future."""
    for inner in every(record):
        checked = None if isinstance(inner, HelpLine) else getattr(inner, "checked", None)
        if checked and checked.earliest > files.today:
            yield inner.problem(
                f"{checked.iso} lies in the future; write the day of the check, today is {files.today}",
                "checked",
            )


def expected_is_there(record: Record, files: Files) -> Iterator[Problem]:
    """What readers would miss is named."""
    for inner in every(record):
        for name in expected_fields(type(inner)):
            if inner.empty(name):
                yield inner.problem(f"`{name}` is empty; fill it in if it is known", warning=True)


def sources_are_listed_once(references: References, files: Files) -> Iterator[Problem]:
    """Ids are used once, and each source says where it can be found at most once."""
    yield from unique(references.sources, "id", "id")
    for source in references.sources:
        if source.url and source.site:
            yield source.problem(
                "`url` and `site` are both given; keep `url`, the work's own address", "site"
            )


def terms_name_listed_sources(language: Language, files: Files) -> Iterator[Problem]:
    """A row names only sources that are listed, and names one unless it is practice wisdom."""
    for term in language.terms:
        yield from listed(term, term.sources, "sources", files)
        if term.evidence and bool(term.sources) == (term.evidence == "practice"):
            yield term.problem(
                "`evidence: practice` goes with no source, every other kind with at least one; "
                "change `evidence` or `sources`",
                "sources",
            )


def listed(record: Record, ids: Iterable[str], name: str, files: Files) -> Iterator[Problem]:
    """Each of ``ids``, which stand in the field ``name``, is the id of a source."""
    known = files.source_ids()
    for source in ids:
        if known and source not in known:
            yield record.problem(f"`{source}` is not in data/sources.yml; add it there", name)


def every(record: Record) -> Iterator[Record]:
    """The record, and all records that stand in it."""
    yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from every(inner)


def unique(
    records: Iterable[Record], name: str, what: str, key: Callable[[str], str] = str
) -> Iterator[Problem]:
    """Values of a field are the same where ``key`` makes them the same; empty ones are passed over."""
    first: dict[str, int] = {}
    for record in records:
        value = getattr(record, name)
        if not value or not key(str(value)):
            continue
        if (same := key(str(value))) in first:
            shown = same if key is slug else value
            yield record.problem(
                f"the {what} `{shown}` is used twice (first in the record at line {first[same]}); change one",
                name,
            )
        first.setdefault(same, record.line)
