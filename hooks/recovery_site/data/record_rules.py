"""Rules for people, regions, jurisdictions and what writing rests on: what records say of each other.

A rule looks at the records of one file. A field that was already found wrong is empty, and is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from recovery_site.data.jurisdictions import CODES
from recovery_site.data.record_base import Record
from recovery_site.data.value_types import e164, slug
from recovery_site.data.writing_records import References

if TYPE_CHECKING:
    from recovery_site.core.problems import Problem
    from recovery_site.data.records import Contacts
    from recovery_site.data.writing_records import Language, Synonyms

Files = Mapping[type[Record], Any]
"""What each file holds, by its class, as far as it could be read."""

Rule = Callable[[Any, Files], "Iterator[Problem]"]
"""Takes the records of a file, and all files."""


def the_56_exactly_once(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Each jurisdiction of the country stands in the list once."""
    yield from unique(contacts.jurisdictions, "code", "postal code")
    yield from unique(contacts.jurisdictions, "name", "name", slug)
    for code in sorted(CODES - {jurisdiction.code for jurisdiction in contacts.jurisdictions}):
        message = f"the record for `{code}` is missing; add it, the list needs all {len(CODES)}"
        yield contacts.problem(message, "jurisdictions")


def regions_are_whole(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """A region lists jurisdictions that no other lists, says where that was read, and is served by somebody."""
    yield from unique(contacts.regions, "number", "number")
    once = "keep it in one region, once"
    yield from unique(contacts.regions, "jurisdictions", "postal code", remedy=once)
    served = {number for person in contacts.people for number in person.regions}
    for region in contacts.regions:
        empty = list(filter(region.empty, ("jurisdictions", "source", "checked")))
        if 0 < len(empty) < 3:
            said = f"`{'` and `'.join(empty)}` {'is' if len(empty) == 1 else 'are'} empty"
            together = (
                "`jurisdictions`, `source` and `checked` go together: fill in all three, or none"
            )
            yield region.problem(f"{said}; {together}", empty[0])
        if region.number and region.number not in served:
            yield region.problem(
                f"nobody serves region {region.number}, and the site offers the team's mailbox; "
                "add the person when there is one",
                warning=True,
            )
    assigned = {code for region in contacts.regions for code in region.jurisdictions}
    codes = (jurisdiction.code for jurisdiction in contacts.jurisdictions)
    without = [code for code in codes if code and code not in assigned]
    if assigned and without:
        yield contacts.problem(
            f"these have no region yet: {', '.join(without)}; list each under its region when it is known",
            "regions",
            warning=True,
        )


def people_can_be_told_apart(contacts: Contacts, files: Files) -> Iterator[Problem]:
    """Two people share neither name nor address; a phone that they share, or another domain, is said."""
    yield from unique(contacts.people, "name", "name", slug)
    yield from unique(contacts.people, "email", "email", str.lower)
    yield from unique(contacts.people, "phone", "phone", e164, shared=True)
    regions = sorted({region.number for region in contacts.regions if region.number})
    domain = (contacts.team.email or "").rpartition("@")[2].lower()
    for person in contacts.people:
        for number in person.regions:
            if regions and number not in regions:
                choices = ", ".join(map(str, regions))
                message = f"there is no region {number}; write one of {choices}"
                yield person.problem(message, "regions")
        family = person.family_name
        if person.name and family and f" {family} " not in f"{person.name} ":
            yield person.problem(
                f"`{family}` does not stand at the end of `{person.name}`; "
                "write in `family_name` the last words of the name",
                "family_name",
            )
        own = (person.email or "").rpartition("@")[2].lower()
        if own and domain and own != domain:
            yield person.problem(
                f"`{own}` is not where the team's mailbox is ({domain}); if that is right, leave it",
                "email",
                warning=True,
            )


RULES: tuple[Rule, ...] = (the_56_exactly_once, regions_are_whole, people_can_be_told_apart)


def sources_once(references: References, files: Files) -> Iterator[Problem]:
    """Ids are used once; a source has one address."""
    yield from unique(references.sources, "id", "id")
    for source in references.sources:
        if source.url and source.site:
            message = "`url` and `site` are both given; keep `url`, the source's own address"
            yield source.problem(message, "site")


def terms_have_sources(language: Language, files: Files) -> Iterator[Problem]:
    """A row names only sources that are listed, and names one unless it is practice wisdom."""
    for term in language.terms:
        yield from listed(term, "sources", files)
        if term.evidence and bool(term.sources) == (term.evidence == "practice"):
            yield term.problem(
                "`evidence: practice` goes with no source, every other kind with at least one; "
                "change `evidence` or `sources`",
                "sources",
            )


def synonyms_differ(synonyms: Synonyms, files: Files) -> Iterator[Problem]:
    """What people type means other words than itself, and means the same words once."""
    for record in synonyms.synonyms:
        yield from unique([record], "typed", "word", str.lower)
        if record.means in record.typed:
            message = f"`{record.means}` means itself; take it out of `typed`"
            yield record.problem(message, "typed")


def listed(record: Record, field: str, files: Files) -> Iterator[Problem]:
    """Each id in ``field`` is that of a source; where none could be read, nobody who cites one is to blame."""
    known = {source.id for source in getattr(files.get(References), "sources", ())}
    for source in getattr(record, field):
        if known and source not in known:
            yield record.problem(f"`{source}` is not in data/sources.yml; add it there", field)


def unique(
    records: Iterable[Record],
    field: str,
    what: str,
    key: Callable[[str], str] = str,
    shared: bool = False,
    remedy: str = "change one",
) -> Iterator[Problem]:
    """Each value of a field, or of its list, stands once; where values may be ``shared``, that is only said.

    Values are the same where ``key`` makes them the same; empty ones are passed over.
    """
    first: dict[str, int] = {}
    for record in records:
        values = getattr(record, field)
        for value in values if isinstance(values, tuple) else (values,):
            same = key(str(value)) if value else ""
            if same and same in first:
                remedy = "if that is right, leave it" if shared else remedy
                message = (
                    f"the {what} `{value}` is used twice (first in line {first[same]}); {remedy}"
                )
                yield record.problem(message, field, warning=shared)
            first.setdefault(same, record.row.lines.get(field, record.row.line))
