"""What a hand-written page becomes: its Markdown expanded, its problems, sources and links."""

from collections.abc import Mapping
from dataclasses import dataclass

from recovery_site.content import editorial_rules, footnotes, links, macros, shared_lists
from recovery_site.content.page import Page
from recovery_site.core.problems import Problem
from recovery_site.core.templates import root_of
from recovery_site.data.directory import Data
from recovery_site.data.published_addresses import of_page


@dataclass(frozen=True)
class Expanded:
    """What a page becomes.

    Attributes:
        page: the page.
        body: Markdown with shared lists, notes and macros in place, without front matter.
        problems: everything wrong with it but its links, which only the whole site can judge.
        cited: ids of the sources that it cites.
        links: its links.
    """

    page: Page
    body: str
    problems: tuple[Problem, ...]
    cited: frozenset[str]
    links: tuple[links.Link, ...]


def expand(page: Page, data: Data, lists: Mapping[str, Page]) -> Expanded:
    """Take a page to what it becomes; ``lists``: those that pages share, by their path in ``docs/``."""
    rows, misplaced = shared_lists.include(page, lists)
    noted, unknown, cited = footnotes.annotate("\n".join(line for _, _, line in rows), data)
    body, miscalled = macros.fill(noted, data, root_of(of_page(page.path)))
    problems = [*editorial_rules.check(page, data), *shared_lists.copied(page, lists), *misplaced]
    for line, message, severity in [*unknown, *miscalled]:
        name, number, _ = rows[min(line, len(rows)) - 1]
        problems.append(Problem(name, number, "", message, severity))
    return Expanded(page, body, tuple(problems), frozenset(cited), tuple(links.of(page)))
