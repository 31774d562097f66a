"""A build: what happens to each page, what is made beside them, and everything that is wrong."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from logging import WARNING, LogRecord, getLogger
from pathlib import Path

from recovery_site.content import footnotes, links, navigation, stray_files
from recovery_site.content.expand import Expanded, expand
from recovery_site.content.page import split
from recovery_site.core.files import Folder
from recovery_site.core.problems import Problem
from recovery_site.core.shown_page import ShownPage
from recovery_site.data import published_addresses
from recovery_site.data.directory import Data
from recovery_site.data.loader import FILES, TEXTS, load
from recovery_site.handouts.model import Handout
from recovery_site.hosting import redirects, search_index, service_worker
from recovery_site.pipeline import generated_files, theme_context
from recovery_site.pipeline.demo import demonstration
from recovery_site.pipeline.generated_files import Artifact
from recovery_site.views.sources import LABELS
from recovery_site.views.stylesheet import Styles


class Build:
    """One build at a time: a hook outlives it, and :meth:`start` begins it anew.

    Attributes, all by path in ``docs/``:
        texts: the hand-written pages and shared lists.
        pages: what each of these becomes.
        artifacts: the pages and files that are made.
        shown: every page of the site once it is HTML.
    """

    top: Path
    data: Data
    texts: dict[str, str]
    docs: list[str]
    artifacts: dict[str, Artifact]
    pages: dict[str, Expanded]
    shown: dict[str, ShownPage]
    handouts: list[Handout]

    def __init__(self) -> None:
        """Nothing is built yet."""
        self.warnings: list[str] = []
        self.look = Styles()

    def start(self, today: date, repository: str, demo: bool = False) -> list[Problem]:
        """Load the data; what is wrong with them, and which files cannot be read.

        ``today``: the day that dates may not lie after; ``repository``: its address, empty where it is not known;
        ``demo``: whether regions are made up, to show the site.
        """
        self.warnings.clear()
        data, problems = load(self.top, today)
        if data:
            data = demonstration(data) if demo else data
            self.data = data.with_repository(repository)
            self.look = theme_context.styles(self.top)
        self.texts, unreadable = navigation.texts(self.top)
        self.docs = list(Folder(self.top / "docs"))
        in_data = [f"data/{path}" for path in Folder(self.top / "data")]
        stray = [*stray_files.of_data(in_data, {*FILES, *TEXTS}), *stray_files.of_pages(self.docs)]
        return [*problems, *unreadable, *stray]

    def listen(self, *names: str) -> None:
        """Keep what the engine's loggers warn of, to say it once, in plain words, and even if it is quiet."""
        for logger in map(getLogger, names):
            logger.filters = [self._keep]
            logger.setLevel(WARNING)

    def _keep(self, record: LogRecord) -> bool:
        if record.levelno >= WARNING:
            self.warnings.append(record.getMessage())
        return record.levelno < WARNING

    def make(self, site_url: str, others: Sequence[str]) -> list[tuple[str, str | bytes]]:
        """Take every page to what it becomes; path and content of all that is not written by hand.

        ``site_url``: the site's address, with a slash at its end; ``others``: the other files in ``docs/``.
        """
        split_pages = {path: split(text, f"docs/{path}") for path, text in self.texts.items()}
        self.shown = {}
        lists = {path: page for path, page in split_pages.items() if page.shared}
        self.pages = {path: expand(page, self.data, lists) for path, page in split_pages.items()}
        artifacts = generated_files.artifacts(self.data, site_url, self.look.all_inside)
        self.artifacts = {artifact.path: artifact for artifact in artifacts}
        written = {*self.texts, *others}
        public = generated_files.public_addresses(self.data, artifacts, split_pages, others)
        before = published_addresses.published_before(self.top)
        self._problems = [
            *published_addresses.check(self.data, public, before),
            *generated_files.collisions(artifacts, written),
        ]
        return [(file.path, file.content) for file in artifacts if file.path not in written]

    def edit_link(self, path: str) -> str:
        """Where a reader proposes a change to a page; empty where the repository is not known."""
        directory = self.data.directory
        if artifact := self.artifacts.get(path):
            return directory.suggest_file(artifact.source, artifact.line)
        return directory.suggest_file(f"docs/{path}")

    def body(self, path: str) -> str:
        """The Markdown of a page; empty for one that is made, which is HTML already."""
        return self.pages[path].body if path in self.pages else ""

    def html(
        self, path: str, file: str, meta: Mapping[str, object], html: str, address: str | None
    ) -> str:
        """The HTML of a page: one that is made as it is, one from Markdown finished.

        ``file``, ``meta`` and ``address`` as in :class:`ShownPage`; ``html``: the page as Markdown left it.
        """
        artifact = self.artifacts.get(path)
        content = generated_files.body(str(artifact.content)) if artifact else finished(html)
        self.shown[path] = ShownPage(file, meta, content, address or "")
        return content

    def judge(self, others: Iterable[str]) -> list[Problem]:
        """Everything wrong with the site, in the order of the files; ``others``: the files that are no pages."""
        redirects = self.data.moved.redirects
        tree = links.Tree({*self.shown, *others}, lambda path: self.shown[path].content, redirects)
        page_links = [link for expanded in self.pages.values() for link in expanded.links]
        problems = {
            *self._problems,
            *links.check(page_links, tree),
            *links.in_templates(self.top, tree),
            *stray_files.unseen(self.docs, {*map(tree.file, page_links)}),
        }
        files = {f"docs/{path}" for path in (*self.texts, *self.artifacts)} | {*FILES, *TEXTS}
        message = "`{}` is not there; write the path of a page or a data file, like docs/law.md"
        for question in self.data.questions:
            if question.page not in files:
                said = message.format(question.page)
                problems.add(question.problem(said, "page", warning=True))
        cited: set[str] = set()
        for expanded in self.pages.values():
            problems.update(expanded.problems)
            cited.update(expanded.cited)
        # What an unreadable page cites is not known: then nothing is said of sources.
        if not any(expanded.page.unreadable for expanded in self.pages.values()):
            problems.update(footnotes.never_cited(self.data, cited))
        return sorted([*problems, *self.judge_warnings(problems)])

    def judge_warnings(self, known: Collection[Problem] = ()) -> list[Problem]:
        """What the engine warned of since it was last asked, where nothing of ``known`` says it."""
        settings = (self.top / navigation.SETTINGS).read_text("utf-8")
        warnings, self.warnings = self.warnings, []
        return list(navigation.in_plain_words(warnings, settings, known))

    def downloads(self, *, with_handouts: bool) -> Iterator[tuple[str, str | bytes]]:
        """The search index and, if asked, the handouts, each file by its path from the top of the site."""
        shown = list(self.shown.values())
        yield "search/index.js", search_index.index(shown, self.data.synonyms)
        self.handouts = []
        if with_handouts:
            from recovery_site.handouts import assemble  # here: only this needs what makes PDFs

            cache = self.top / ".cache/handouts"
            self.handouts = assemble.handouts(shown, self.data.directory, cache)
        for handout in self.handouts:
            yield handout.path, handout.file.content
            yield handout.thumbnail, handout.file.thumbnail

    def publish(self, site: Path, *, bundles: bool) -> None:
        """Fill old addresses of files; bundle pages for readers' devices, if asked."""
        redirects.copy(self.data.moved.redirects, site)
        if bundles:
            service_worker.add(site)


def finished(html: str) -> str:
    """The content of a page with what the Markdown extensions leave open.

    The notes at its end get a name and stay out of the search. Boxes of a list can be ticked, by their words
    too. Evidence labels become text, for readers without the style sheet.
    """
    html = html.replace('<div class="footnote">', NOTES)
    html = html.replace('<ul class="task-list">', f'{TICKS}\n<ul class="task-list">', 1)
    return LABELED.sub(_with_label, TICKED.sub(TICK, html))


NOTES = '<div class="footnote" role="doc-endnotes" aria-label="Notes" data-search-exclude>'
TICKED = re.compile(r'<input type="checkbox" disabled/>(.*?)(?=</p>|</li>|\s*<[ou]l\b)', re.DOTALL)
TICK = r'<label><input type="checkbox" autocomplete="off"><span>\1</span></label>'
TICKS = (
    '<p class="on-screen" data-search-exclude>Tick what is done. Ticks print; they are not stored, '
    "and are gone when you leave the page.</p>"
)
LABELED = re.compile(
    rf'(<div class="admonition ({"|".join(LABELS)})">\s*<p class="admonition-title">)(.*?)</p>',
    re.DOTALL,
)


def _with_label(match: re.Match[str]) -> str:
    label, title = LABELS[match[2]], match[3]
    words = "" if title == match[2].capitalize() else f" {title}"
    return f'{match[1]}<span class="label">{label}</span>{words}</p>'
