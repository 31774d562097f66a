"""Which pages become handouts, and what else is printed from them: the flyer and the toolkit."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from lxml import html
from markupsafe import Markup

from recovery_site.content.front_matter import MOMENTS
from recovery_site.core.problems import Problem, RefusedError
from recovery_site.core.shown_page import ShownPage
from recovery_site.core.templates import render
from recovery_site.data.directory import Directory
from recovery_site.data.records import HelpLine, Sourced
from recovery_site.handouts.model import FLYER, TOOLKIT, Handout, moment
from recovery_site.handouts.pdf import make_all
from recovery_site.handouts.print_html import document, toolkit
from recovery_site.views.region_map import region_map


def handouts(pages: Sequence[ShownPage], directory: Directory, cache: Path) -> list[Handout]:
    """Every handout of the site: of all pages with ``handout_sides`` in their front matter, and two more.

    ``cache``: a folder that keeps finished PDFs. Raises RefusedError: a handout has more sides than its page allows,
    or the machine cannot make PDFs.
    """
    sheets = [page for page in pages if page.meta.get("handout_sides")]
    about = next(page for page in pages if page.name == "about")
    sheets.append(_flyer(about, directory))
    sheets.sort(key=lambda sheet: (list(MOMENTS).index(moment(sheet)), sheet.meta["title"]))
    whole = ShownPage(
        f"{TOOLKIT}/index.html",
        {
            "title": "Toolkit: every handout in one file",
            "description": "All handouts of the site behind a contents page. Too long for one case: print the ones you need.",
            "handout_sides": 999,
            "moment": TOOLKIT,
        },
        "".join(sheet.content for sheet in sheets),
        about.address.removesuffix("about/") + "handouts/",
    )
    documents = [document(sheet, directory) for sheet in sheets]
    files = make_all([*documents, toolkit(whole, sheets, directory)], cache)
    # What is said of old checks makes pages longer, and is no reason to publish nothing.
    records: list[Sourced | HelpLine] = [directory.team, *directory.people, *directory.helplines]
    files_of = {page.address: page.file.removesuffix("/index.html") for page in pages}
    too_long = []
    for file, sheet in zip(files, [*sheets, whole], strict=True):
        sides, most = file.sides, int(sheet.meta["handout_sides"])
        if sides > most:
            message = f"the handout has {sides} sides, and `handout_sides` allows {most}; shorten the page"
            name = f"docs/{files_of[sheet.address]}.md"
            too_long.append(Problem(name, 1, "", message))
    if too_long and not any(map(directory.overdue, records)):
        raise RefusedError(too_long)
    return list(map(Handout, [*sheets, whole], files))


def _flyer(about: ShownPage, directory: Directory) -> ShownPage:
    """The team's sheet: what it offers and why, everyone's contact, and the map."""
    root = html.fragment_fromstring(about.content, create_parent="div")
    headings = ("what-the-team-offers", "why-recovery-planning-matters")
    parts = "".join(_section(root, heading) for heading in headings)
    content = render(
        "flyer.html",
        directory=directory,
        about=Markup(parts),  # noqa: S704 - content of the site's own page
        map=region_map(directory, "../"),
    )
    meta = {
        "title": directory.team.name,
        "description": "One sheet about the team: what it offers, everyone's contact, and the map.",
        "handout_sides": 2,
    }
    return ShownPage(f"{FLYER}/index.html", meta, str(content), about.address)


def _section(root: html.HtmlElement, heading: str) -> str:
    """A heading of a page with what follows it, up to the next heading of its level."""
    start = root.get_element_by_id(heading, None)
    after = [] if start is None else start.itersiblings()
    below = takewhile(lambda part: part.tag != start.tag, after)
    parts: list[str] = [html.tostring(part, encoding="unicode") for part in below]
    if not parts:
        message = f"nothing stands under a heading with the name `#{heading}`; write what the team's sheet shall say there"
        raise RefusedError([Problem("docs/about.md", 1, "", message)])
    return "".join([html.tostring(start, encoding="unicode"), *parts])
