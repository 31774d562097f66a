"""Which pages become handouts, and what else is printed from them: the flyer and the toolkit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html
from markupsafe import Markup

from recovery_site.content.front_matter import MOMENTS
from recovery_site.core.problems import Problem, RefusedError
from recovery_site.core.templates import render
from recovery_site.handouts.model import FLYER, TOOLKIT, Handout, Printed, name_of, path_of
from recovery_site.handouts.pdf import make_all
from recovery_site.handouts.print_html import Sheet, document, toolkit
from recovery_site.views.region_map import region_map

if TYPE_CHECKING:
    from recovery_site.data.directory import Directory
    from recovery_site.data.records import HelpLine, Sourced


def handouts(pages: Sequence[Printed], directory: Directory, cache: Path) -> list[Handout]:
    """Every handout of the site.

    Args:
        pages: all pages; those with ``handout_sides`` in their front matter become handouts.
        directory: the contacts.
        cache: a folder that keeps finished PDFs.

    Raises:
        PangoMissingError: the machine cannot make PDFs.
        RefusedError: a handout has more sides than its page allows.
    """
    sheets = [_sheet(page) for page in pages if page.meta.get("handout_sides")]
    about = next(page for page in pages if page.name == "about")
    sheets.append(_flyer(about, directory))
    sheets.sort(key=lambda sheet: (list(MOMENTS).index(sheet.moment), sheet.title))
    documents = [document(sheet, directory) for sheet in sheets]
    whole = Sheet(
        name=TOOLKIT,
        title="Toolkit: every handout in one file",
        description="All handouts of the site behind a contents page. Too long for one case: print the ones you need.",
        content="".join(sheet.content for sheet in sheets),
        address=about.address.removesuffix("about/") + "handouts/",
        sides=999,
        moment=TOOLKIT,
    )
    files = make_all([*documents, toolkit(whole, sheets, directory)], cache)
    finished = [
        Handout(path_of(sheet.name), sheet, file)
        for sheet, file in zip([*sheets, whole], files, strict=True)
    ]
    # What is said of old checks makes pages longer, and is no reason to publish nothing.
    records: list[Sourced | HelpLine] = [directory.team, *directory.people, *directory.helplines]
    late = any(map(directory.overdue, records))
    names = {page.address: page.name for page in pages}
    too_long = [
        Problem(
            f"docs/{names[handout.sheet.address]}.md",
            1,
            "",
            f"the handout has {handout.file.sides} sides, and `handout_sides` allows {handout.sheet.sides}; "
            "shorten the page",
        )
        for handout in finished
        if handout.file.sides > handout.sheet.sides and not late
    ]
    if too_long:
        raise RefusedError(too_long)
    return finished


def _sheet(page: Printed) -> Sheet:
    meta = page.meta
    return Sheet(
        name=name_of(page.name),
        title=str(meta["title"]),
        description=str(meta["description"]),
        content=page.content,
        address=page.address,
        audience=str(meta.get("audience") or ""),
        reviewed=meta.get("reviewed") or None,  # type: ignore[arg-type]
        next_review=meta.get("next_review") or None,  # type: ignore[arg-type]
        sides=int(str(meta["handout_sides"])),
        moment=str(meta.get("moment") or "always"),
    )


def _flyer(about: Printed, directory: Directory) -> Sheet:
    """The team's sheet: what it offers and why, everyone's contact, and the map."""
    root = html.fragment_fromstring(about.content, create_parent="div")
    parts = "".join(
        _section(root, heading)
        for heading in ("what-the-team-offers", "why-recovery-planning-matters")
    )
    content = render(
        "flyer.html",
        directory=directory,
        about=Markup(parts),  # noqa: S704 - content of the site's own page
        map=region_map(directory, "../"),
    )
    return Sheet(
        name=FLYER,
        title=directory.team.name,
        description="One sheet about the team: what it offers, everyone's contact, and the map.",
        content=str(content),
        address=about.address,
        sides=2,
    )


def _section(root: html.HtmlElement, heading: str) -> str:
    """A heading of a page with what follows it, up to the next heading of its level."""
    start = root.get_element_by_id(heading, None)
    parts = [] if start is None else [start]
    for element in [] if start is None else start.itersiblings():
        if element.tag == start.tag:
            break
        parts.append(element)
    if len(parts) < 2:
        message = f"nothing stands under a heading with the name `#{heading}`; write what the team's sheet shall say there"
        raise RefusedError([Problem("docs/about.md", 1, "", message)])
    return "".join(html.tostring(part, encoding="unicode") for part in parts)
