"""The hook: the only file that knows MkDocs. It calls ``recovery_site`` and places what it returns."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel
from recovery_site import headers, load, problems, render, search, site
from recovery_site.handouts import collect, document
from recovery_site.handouts.pdf import PangoMissingError
from recovery_site.pages import Pages
from recovery_site.views import helplines

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = get_plugin_logger("recovery_site")
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
"""Files of the theme that no page loads: the site has its own style sheet and search page."""

# Hooks are loaded once per process and outlive a build: on_config makes the pages afresh.
build: dict[str, Pages] = {}
asked: dict[str, bool] = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """PDFs are made by a build, and while serving only if HANDOUTS=yes asks for them.

    While serving, pages carry no policy: it would refuse the inline script that reloads them.
    """
    asked["serving"] = command == "serve"
    default = "no" if asked["serving"] else "yes"
    asked["handouts"] = os.environ.get("HANDOUTS", default) == "yes"


def stop(told: list[problems.Problem]) -> None:
    """Say every warning; stop with all errors at once."""
    for problem in told:
        if problem.severity == "warning":
            log.info(str(problem))
    if errors := problems.errors(told):
        raise PluginError("\n".join(str(problem) for problem in errors))


def on_config(config: MkDocsConfig) -> None:
    """Load the data; stop with every problem before anything is written."""
    today = os.environ.get("RECOVERY_SITE_TODAY")
    day = date.fromisoformat(today) if today else date.today()
    data, told = load.load(Path(config.config_file_path).parent, day)
    stop(told)
    if data:
        build["pages"] = Pages(data)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and downloads; link every page by its file, so that it works from disk."""
    for artifact in site.artifacts(build["pages"].data.directory, config.site_url or ""):
        if files.get_file_from_path(artifact.path):
            raise PluginError(
                f"docs/{artifact.path} is made from the data; rename the file in docs/"
            )
        # Said here, because MkDocs would leave out a file whose name starts with a dot.
        kept = InclusionLevel.NOT_IN_NAV
        file = File.generated(config, artifact.path, content=artifact.content, inclusion=kept)
        file.edit_uri = f"../{load.FILES[0]}#L{artifact.line}"
        files.append(file)
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
        elif file.is_documentation_page():
            file.url = file.dest_uri
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill the page with what it calls; its public address is the folder, without the file name."""
    if page.canonical_url:
        page.canonical_url = page.canonical_url.removesuffix("index.html")
    if page.file.generated_by:
        return markdown
    root = render.root_of(page.file.dest_uri)
    return build["pages"].fill(f"docs/{page.file.src_uri}", page.file.content_string, root)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Name the notes at the end of a page, and keep them out of the search; draw boxes to tick.

    The boxes are for paper: as fields they would be fields that nobody can use, without a name.
    """
    return html.replace(
        '<div class="footnote">',
        '<div class="footnote" role="doc-endnotes" aria-label="Notes" data-search-exclude>',
    ).replace('<input type="checkbox" disabled/>', '<span class="box"></span>')


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Stop with the problems of all pages; make the hand-outs; give the theme what it shows of both."""
    stop(build["pages"].problems())
    made = handouts(config, files) if asked.get("handouts") else []
    for one in made:
        files.append(File.generated(config, one.path, content=one.made.pdf))
        files.append(File.generated(config, one.thumbnail, content=one.made.thumbnail))
    env.trim_blocks = env.lstrip_blocks = True
    env.globals["policy"] = "" if asked.get("serving") else headers.page_policy()
    env.globals["contacts"] = build["pages"].data.directory
    env.globals["handouts"] = collect.by_moment(made)
    env.globals["handout_of"] = {one.sheet.address: one for one in made}
    env.filters |= {"day": render.day, "number": helplines.number}
    env.filters |= {"qr": document.qr_code, "version": document.version}


def handouts(config: MkDocsConfig, files: Files) -> list[collect.Handout]:
    """The hand-outs of all hand-written pages, from the cache where nothing changed."""
    printed = [
        collect.Printed(
            page.file.dest_uri.removesuffix("/index.html"),
            page.meta,
            page.content or "",
            page.canonical_url or "",
        )
        for file in files.documentation_pages()
        if (page := file.page) and not file.generated_by
    ]
    cache = Path(config.config_file_path).parent / ".cache/handouts"
    try:
        return collect.handouts(printed, build["pages"].data.directory, cache)
    except (PangoMissingError, ValueError) as error:
        raise PluginError(str(error)) from None


def on_post_build(config: MkDocsConfig) -> None:
    """Replace the theme's search index by the one that the search page reads."""
    index = Path(config.site_dir, "search", "search_index.json")
    index.with_name("index.js").write_text(search.compact(index.read_text("utf-8")), "utf-8")
    index.unlink()
