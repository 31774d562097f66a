"""The table of generated files: pages and downloads from the data, and the files for hosts.

Whoever places them (the MkDocs hook, or the command line) only walks through this list.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recovery_site.content.page import Page
from recovery_site.core.problems import Problem
from recovery_site.core.templates import root_of
from recovery_site.data.directory import Data
from recovery_site.data.published_addresses import public
from recovery_site.data.records import CONTACTS_FILE, JURISDICTIONS
from recovery_site.exports import contacts_json, csv_files, vcard
from recovery_site.handouts import model as handouts
from recovery_site.hosting import redirects, security_headers
from recovery_site.views.jurisdictions import jurisdiction_list, jurisdiction_page
from recovery_site.views.sources import KINDS, SOURCES, by_kind, source_page
from recovery_site.views.stylesheet import INSIDE

UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/",
          *(f"assets/{name}.css" for name in ("colors", *INSIDE)))  # fmt: skip
"""Files of the theme that no page loads: the site has its own style, inside pages, and its own search page."""


@dataclass(frozen=True)
class Artifact:
    """A page or file that is made.

    Attributes:
        path: where it lies, from the top of the pages folder: ``jurisdictions/texas.md``.
        content: Markdown for a page; bytes for any other file.
        line, source: where it is edited, a line of a data file by its path from the project's top.
    """

    path: str
    content: str | bytes
    line: int = 1
    source: str = CONTACTS_FILE


def artifacts(data: Data, site_url: str, styles: Sequence[str] = ()) -> list[Artifact]:
    """The complete list.

    ``site_url``: the site's address, with a slash at its end; goes into downloads; ``styles``: all that stand
    inside pages, which hosts are told of.
    """
    directory = data.directory
    pages = {
        jurisdiction.id: f"{site_url}{jurisdiction.address}".removesuffix("index.html")
        for jurisdiction in directory.jurisdictions
    }
    vcards = {person.id: f"{site_url}contacts/{person.id}.vcf" for person in directory.people}
    team_vcard = f"contacts/{directory.team.short_name.lower()}.vcf"
    moved = data.moved.redirects
    for_hosts = security_headers.files(styles) | redirects.for_hosts(moved, site_url)
    return [
        *_pages(data),
        Artifact(team_vcard, vcard.vcard(directory, directory.team, f"{site_url}contacts/")),
        *(
            Artifact(
                f"contacts/{person.id}.vcf",
                vcard.vcard(directory, person, f"{site_url}contacts/#{person.id}"),
                person.row.line,
            )
            for person in directory.people
        ),
        Artifact("open-data/contacts.json", contacts_json.contacts_json(directory, vcards, pages)),
        Artifact("open-data/contacts.schema.json", contacts_json.contacts_json_schema()),
        Artifact("open-data/contacts.csv", csv_files.contacts_csv(directory)),
        Artifact("open-data/jurisdictions.csv", csv_files.jurisdictions_csv(directory, pages)),
        Artifact("open-data/state-lines.csv", csv_files.state_lines_csv(directory)),
        *(Artifact(*file) for file in redirects.pages(moved, site_url).items()),
        *(Artifact(path, text.encode()) for path, text in for_hosts.items()),
    ]


def public_addresses(
    data: Data, artifacts: Iterable[Artifact], pages: Mapping[str, Page], others: Iterable[str]
) -> set[str]:
    """The addresses of the site that people and programs keep, PDFs among them, made or not.

    Pages that only lead on are left out. ``pages``: the hand-written pages and shared lists by their path in
    ``docs/``; ``others``: paths of the other files there.
    """
    leading_on = {redirect.old for redirect in data.moved.redirects}
    written = {path: page for path, page in pages.items() if not page.shared}
    printed = [path for path, page in written.items() if page.meta.handout_sides]
    # A page whose front matter is wrong, if only for a space, has not lost its handout.
    unread = handouts.paths(path for path, page in written.items() if page.problems)
    kept = public(unread) & data.published.keys()
    generated = public(artifact.path for artifact in artifacts) - leading_on
    return generated | kept | public([*written, *others, *handouts.paths(printed)])


def collisions(artifacts: Sequence[Artifact], written: Collection[str]) -> list[Problem]:
    """A problem for each file that is made and also written by hand: ``written``, by its path in ``docs/``."""
    message = "a page or file of this name is made from the data; rename this one, or delete it"
    paths = [artifact.path for artifact in artifacts if artifact.path in written]
    return [Problem(f"docs/{path}", 1, "", message) for path in paths]


def _pages(data: Data) -> Iterator[Artifact]:
    """The pages, each with how much more than others the search means it."""
    directory = data.directory
    about = "All states, the District of Columbia and the five territories, each with its contact."
    content = jurisdiction_list(directory, root_of(JURISDICTIONS))
    page = _page("Choose your state or territory", about, content, boost=1)
    yield Artifact(f"{JURISDICTIONS}index.md", page)
    for jurisdiction in directory.jurisdictions:
        about = (
            f"Whom on the {directory.team.name} to contact for {jurisdiction.name}, "
            "and what to do if nobody answers."
        )
        content = jurisdiction_page(directory, root_of(jurisdiction.address), jurisdiction)
        page = _page(jurisdiction.label, about, content, boost=2)
        yield Artifact(f"{JURISDICTIONS}{jurisdiction.id}.md", page, jurisdiction.row.line)
    for kind, sources in by_kind(data.references).items():
        name = KINDS[kind]
        about = f"{name}: the sources of this kind that the site cites, and how far each was read."
        content = source_page(sources, root_of(f"sources/{kind}/index.html"))
        page = _page(f"Sources: {name}", about, content, boost=0)
        yield Artifact(f"sources/{kind}.md", page, source=SOURCES)


def _page(title: str, description: str, content: str, boost: int) -> str:
    """A page in Markdown: front matter in quotes that YAML reads back as it was, then HTML."""
    title, description = (json.dumps(text, ensure_ascii=False) for text in (title, description))
    head = f"title: {title}\ndescription: {description}\nwide: true\nsearch:\n  boost: {boost}"
    return f"---\n{head}\n---\n\n{content}\n"


def body(page: str) -> str:
    """The HTML of a page that is made, without its front matter."""
    return page.partition("\n---\n")[2].strip()
