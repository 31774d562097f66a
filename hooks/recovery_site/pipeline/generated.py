"""Everything that is made, as one list: pages and downloads from the data, and the files for hosts.

Whoever places them (the MkDocs hook, or the command line) only walks through this list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recovery_site.content import editorial_rules as prose
from recovery_site.core.problems import Problem
from recovery_site.core.templates import root_of
from recovery_site.data import addresses
from recovery_site.data.records import CONTACTS_FILE, JURISDICTIONS
from recovery_site.exports import contacts_csv as tables
from recovery_site.exports import contacts_json as opendata
from recovery_site.exports import vcard
from recovery_site.handouts import model as listing
from recovery_site.hosting import redirects
from recovery_site.hosting import security_headers as headers
from recovery_site.views.jurisdictions import jurisdiction_list, jurisdiction_page

if TYPE_CHECKING:
    from recovery_site.data.directory import Data, Directory
    from recovery_site.data.records import Jurisdiction

UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "assets/site.css")
"""Files of the theme that no page loads: the site has its own style and search page. Its style stands in every page."""


@dataclass(frozen=True)
class Artifact:
    """A page or file that is made.

    Attributes:
        path: where it lies, from the top of the pages folder: ``jurisdictions/texas.md``.
        content: Markdown for a page; bytes for any other file.
        line: line of the data file where it is edited; ``None`` for a file that is edited as a whole.
        source: that file, by its path from the project's top.
    """

    path: str
    content: str | bytes
    line: int | None = 1
    source: str = CONTACTS_FILE


def artifacts(data: Data, site_url: str, style: str = "") -> list[Artifact]:
    """The complete list.

    Args:
        data: what the site is made from.
        site_url: the site's address, with a slash at its end; goes into downloads.
        style: the style that stands inside every page, which hosts are told of.
    """
    directory = data.directory
    pages = {
        one.id: f"{site_url}{one.address}".removesuffix("index.html")
        for one in directory.jurisdictions
    }
    cards = {person.id: f"{site_url}contacts/{person.id}.vcf" for person in directory.people}
    team_card = f"contacts/{directory.team.short_name.lower()}.vcf"
    return [
        Artifact(f"{JURISDICTIONS}index.md", _list_page(directory)),
        *(
            Artifact(
                f"{JURISDICTIONS}{one.id}.md",
                _jurisdiction_page(directory, one),
                one.line,
            )
            for one in directory.jurisdictions
        ),
        Artifact(team_card, vcard.team_card(directory, f"{site_url}contacts/")),
        *(
            Artifact(
                f"contacts/{person.id}.vcf",
                vcard.person_card(directory, person, f"{site_url}contacts/#{person.id}"),
                person.line,
            )
            for person in directory.people
        ),
        Artifact("open-data/contacts.json", opendata.contacts_json(directory, cards, pages)),
        Artifact("open-data/contacts.schema.json", opendata.contacts_json_schema()),
        Artifact("open-data/contacts.csv", tables.contacts_csv(directory)),
        Artifact("open-data/jurisdictions.csv", tables.jurisdictions_csv(directory, pages)),
        Artifact("open-data/state-lines.csv", tables.state_lines_csv(directory)),
        *(
            Artifact(path, content)
            for path, content in redirects.pages(data.moved.redirects, site_url).items()
        ),
        *(
            Artifact(path, text.encode())
            for path, text in _for_hosts(data, site_url, style).items()
        ),
    ]


def public_addresses(
    data: Data, made: Iterable[Artifact], pages: Mapping[str, str], others: Iterable[str] = ()
) -> set[str]:
    """The addresses of the site that people and programs keep, PDFs among them, made or not.

    Args:
        data: what the site is made from.
        made: the complete list; pages that only lead on are left out.
        pages: text of the hand-written pages by their path in ``docs/``.
        others: paths of the other files in ``docs/``.
    """
    leading_on = {one.old for one in data.moved.redirects}
    read = {
        addresses.of_page(path).removesuffix("/index.html"): prose.split(text)
        for path, text in pages.items()
    }
    heads = {
        name: {field: value for field, (_, value) in page.meta.items()}
        for name, page in read.items()
    }
    # A page whose head cannot be read, if only for a space, has not lost its hand-out.
    unread = [name for name, page in read.items() if page.unreadable]
    unread += [
        addresses.of_page(one).removesuffix("/index.html") for one in others if one.endswith(".md")
    ]
    kept = addresses.public(listing.paths({name: {"handout_sides": "?"} for name in unread}))
    generated = addresses.public(one.path for one in made) - leading_on
    return (
        generated
        | addresses.public([*pages, *others, *listing.paths(heads)])
        | (kept & data.published.keys())
    )


def _for_hosts(data: Data, site_url: str, style: str) -> dict[str, str]:
    files = headers.files(style)
    for path, lines in redirects.for_hosts(data.moved.redirects, site_url).items():
        files[path] = files.get(path, "") + lines
    return files


def collisions(made: Sequence[Artifact], written: Collection[str]) -> list[Problem]:
    """A problem for each file that is made and also written by hand.

    Args:
        made: the complete list.
        written: hand-written files, by the path from the top of the pages folder.
    """
    message = "a page or file of this name is made from the data; rename this one, or delete it"
    return [Problem(f"docs/{one.path}", 1, "", message) for one in made if one.path in written]


def _jurisdiction_page(directory: Directory, one: Jurisdiction) -> str:
    body = jurisdiction_page(directory, root_of(one.address), one)
    description = f"Whom on the {directory.team.name} to contact for {one.name}, and what to do if nobody answers."
    return _page(one.label, description, body, boost=2)


def _list_page(directory: Directory) -> str:
    body = jurisdiction_list(directory, root_of(JURISDICTIONS))
    description = (
        "All states, the District of Columbia and the five territories, each with its contact."
    )
    return _page("Choose your state or territory", description, body, boost=1)


def body(page: str) -> str:
    """The HTML of a page that is made, without its front matter."""
    return page.partition("\n---\n")[2].strip()


def _page(title: str, description: str, body: str, boost: int) -> str:
    """A page in Markdown: front matter in quotes that YAML reads back as it was, then HTML.

    ``boost`` is how much more than others the search means it.
    """
    quoted = {
        key: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for key, text in (("title", title), ("description", description))
    }
    head = "\n".join(f"{key}: {text}" for key, text in quoted.items())
    return f"---\n{head}\nwide: true\nsearch:\n  boost: {boost}\n---\n\n{body}\n"
