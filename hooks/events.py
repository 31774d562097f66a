"""The hook: the only file that knows MkDocs. It calls ``recovery_site`` and places what it returns."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel
from recovery_site.content import links, navigation
from recovery_site.content.editorial_rules import FOLDER
from recovery_site.core import files as on_disk
from recovery_site.core import fingerprint as hashed
from recovery_site.core import problems
from recovery_site.core import templates as render
from recovery_site.data import loader as load
from recovery_site.handouts.model import Handout, Printed
from recovery_site.hosting import redirects
from recovery_site.hosting import search_index as search
from recovery_site.hosting import service_worker as worker
from recovery_site.pipeline import generated as site
from recovery_site.pipeline import pages
from recovery_site.pipeline import theme_context as theme

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = get_plugin_logger("recovery_site")

# Hooks are loaded once per process and outlive a build: on_config makes the pages afresh.
build: dict[str, pages.Pages] = {}
asked: dict[str, bool] = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """PDFs are made by a build, and while serving only if HANDOUTS=yes asks for them."""
    asked["serving"] = command == "serve"
    asked["handouts"] = os.environ.get("HANDOUTS", "no" if asked["serving"] else "yes") == "yes"


def stop(told: list[problems.Problem]) -> None:
    """Say every warning; stop with all errors at once. ANNOTATE=github also shows them in a proposal."""
    print(problems.annotated(told, os.environ.get("ANNOTATE")), end="")
    for warning in problems.warnings(told):
        log.info(str(warning))
    if errors := problems.errors(told):
        raise PluginError("\n".join(map(str, errors)))


def on_config(config: MkDocsConfig) -> None:
    """Load the data; stop with every problem before anything is written."""
    today = os.environ.get("RECOVERY_SITE_TODAY") or date.today().isoformat()
    top = Path(config.config_file_path).parent
    data, told = load.load(top, date.fromisoformat(today))
    stop([*told, *navigation.check(top)])
    offline = os.environ.get("EDITION") == "offline"
    config.extra.update(theme.edition(today if offline else "", asked.get("serving", False)))
    if data:
        data = data.with_repository(config.repo_url or "")
        build["pages"] = pages.Pages(data, theme.styles(top))


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages and downloads; link every page by its file, so that it works from disk."""
    for file in [file for file in files if file.src_uri.startswith(site.UNUSED)]:
        files.remove(file)
    left_out = files.documentation_pages(inclusion=InclusionLevel.is_excluded)
    lists = [file for file in left_out if file.src_uri.startswith(FOLDER)]
    written = [*files.documentation_pages(), *lists]
    texts = {file.src_uri: file.content_string for file in written}
    others = [file.dest_uri for file in files.media_files()]
    top = Path(config.config_file_path).parent
    stop(build["pages"].make(top, config.site_url or "", texts, others))
    for artifact in build["pages"].made:
        # Said here, because MkDocs would leave out a file whose name starts with a dot.
        kept = InclusionLevel.NOT_IN_NAV
        file = File.generated(config, artifact.path, content=artifact.content, inclusion=kept)
        files.append(file)
    for file in [file for file in files if file.src_uri.startswith("assets/")]:
        file.content_bytes = build["pages"].look.asset(file.src_uri, file.content_bytes)
        file.dest_uri = file.url = hashed.name(file.src_uri, file.content_bytes)
    for file in files.documentation_pages():
        file.url = file.dest_uri


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill the page with what it calls; its public address is the folder, without the file name."""
    if page.canonical_url:
        page.canonical_url = page.canonical_url.removesuffix("index.html")
    page.edit_url = build["pages"].edit_address(page.file.src_uri)
    if page.file.generated_by:
        return ""  # it is HTML already, which Markdown would only parse: on_page_content takes it
    root = render.root_of(page.file.dest_uri)
    return build["pages"].fill(f"docs/{page.file.src_uri}", page.file.content_string, root)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take generated pages as they are; mend what the Markdown extensions leave open."""
    if page.file.generated_by:
        return site.body(page.file.content_string)
    return pages.finished(html)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Stop with the problems of all pages; make the hand-outs; give the theme what it shows of both."""
    html = {file.src_uri: (file.page and file.page.content) or "" for file in files}
    stop(build["pages"].problems(links.Tree(html, html.__getitem__)))
    found = [one.page for one in files.documentation_pages() if one.page]
    read = [search.page(one.url, str(one.title), one.content or "", one.meta) for one in found]
    files.append(
        File.generated(config, "search/index.js", content=search.index(filter(None, read)))
    )
    made = handouts(config, files) if asked.get("handouts") else []
    for path, content in [download for one in made for download in one.downloads]:
        files.append(File.generated(config, path, content=content))
    env.trim_blocks = env.lstrip_blocks = True
    now = build["pages"]
    env.globals |= theme.values(now.data.directory, now.look, made, asked.get("serving", False))
    env.filters |= theme.FILTERS
    env.filters["asset"] = {file.src_uri: file.dest_uri for file in files}.__getitem__


def handouts(config: MkDocsConfig, files: Files) -> list[Handout]:
    """The hand-outs of all hand-written pages, from the cache where nothing changed."""
    printed = [
        Printed(file.dest_uri, page.meta, page.content or "", page.canonical_url or "")
        for file in files.documentation_pages()
        if (page := file.page) and not file.generated_by
    ]
    return build["pages"].handouts(printed, Path(config.config_file_path).parent)


def on_post_build(config: MkDocsConfig) -> None:
    """Fill old addresses of files; bundle pages for readers' devices."""
    redirects.copy(build["pages"].data.moved.redirects, Path(config.site_dir))
    if config.extra["worker"]:
        worker.add(Path(config.site_dir))


def on_build_error(error: Exception) -> None:
    """Say in plain words what could not be made, and that a disk is full or read-only."""
    if refused := on_disk.refused(error):
        print(problems.annotated(refused, os.environ.get("ANNOTATE")), end="")
        log.error("\n".join(map(str, refused)))
        raise Abort("Nothing was published.")
