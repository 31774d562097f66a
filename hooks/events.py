"""The hook: the only file that knows MkDocs. Each event hands over to ``recovery_site``."""

import gc
import os
from datetime import date
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from recovery_site.core import fingerprint, problems
from recovery_site.core.files import refused
from recovery_site.pipeline import demo, generated_files, theme_context
from recovery_site.pipeline.build import Build

log = get_plugin_logger("recovery_site")
build = Build()  # hooks are loaded once per process and outlive a build: on_config starts it anew
asked = {"serving": False, "handouts": False}


def stop(judged: list[problems.Problem]) -> None:
    """Say every warning; stop with all errors at once."""
    if errors := problems.say(judged, os.environ.get("ANNOTATE"), log.info):
        raise PluginError(errors)


def on_startup(command: str, dirty: bool) -> None:
    """PDFs are made by a build, and while serving only if HANDOUTS=yes asks for them."""
    gc.freeze()  # what is loaded by now stays, and a build makes little garbage:
    gc.set_threshold(20_000)  # to search for it took a tenth of the time
    asked["serving"] = command == "serve"
    asked["handouts"] = os.environ.get("HANDOUTS", "no" if asked["serving"] else "yes") == "yes"


def on_config(config: MkDocsConfig) -> None:
    """Load the data; stop with every problem before anything is written."""
    today = os.environ.get("RECOVERY_SITE_TODAY") or date.today().isoformat()
    build.listen("mkdocs.structure.nav", "mkdocs.structure.pages", "mkdocs.structure.files")
    build.top = Path(config.config_file_path).parent
    edition = os.environ.get("EDITION", "")
    stop(demo.refused(edition, Path(config.site_dir), asked["serving"]))
    stop(build.start(date.fromisoformat(today), config.repo_url or "", edition == "demo"))
    config.extra.update(theme_context.edition(edition, today, asked["serving"]))


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages and downloads; link every page by its file, so that it works from disk."""
    others = [file.dest_uri for file in files.media_files()]
    level = InclusionLevel.NOT_IN_NAV  # else files whose names start with a dot are left out
    for path, content in build.make(config.site_url or "", others):
        files.append(File.generated(config, path, content=content, inclusion=level))
    for file in list(files):
        if file.src_uri.startswith(generated_files.UNUSED):
            files.remove(file)
        elif file.src_uri.startswith("assets/"):
            file.content_bytes = build.look.asset(file.src_uri, file.content_bytes)
            file.dest_uri = file.url = fingerprint.name(file.src_uri, file.content_bytes)
        elif file.is_documentation_page():
            file.url = file.dest_uri


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The expanded page; its public address is the folder, without the file name."""
    page.canonical_url = (page.canonical_url or "").removesuffix("index.html") or None
    page.edit_url = build.edit_link(page.file.src_uri)
    return build.body(page.file.src_uri)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The HTML of a page, finished."""
    return build.html(page.file.src_uri, page.file.dest_uri, page.meta, html, page.canonical_url)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Stop with the problems of all pages; give the theme the handouts, and what else it shows."""
    stop(build.judge([file.src_uri for file in files if not file.is_documentation_page()]))
    for path, content in build.downloads(with_handouts=asked["handouts"]):
        files.append(File.generated(config, path, content=content))
    env.trim_blocks = env.lstrip_blocks = True
    shown = (build.data.directory, build.look, build.handouts)
    env.globals |= theme_context.values(*shown, serving=asked["serving"])
    published = {file.src_uri: file.dest_uri for file in files}
    env.filters |= theme_context.FILTERS | {"asset": published.__getitem__}


def on_post_build(config: MkDocsConfig) -> None:
    """Stop with what MkDocs found last; fill old addresses of files; bundle pages for readers' devices."""
    stop(build.judge_warnings())
    build.publish(Path(config.site_dir), bundles=bool(config.extra["worker"]))


def on_build_error(error: Exception) -> None:
    """Say in plain words what could not be made, and that a disk is full or read-only."""
    if errors := problems.say(refused(error), os.environ.get("ANNOTATE"), log.info):
        log.error(errors)
        raise Abort("Nothing was published.")
