"""The command line: ``python -m recovery_site COMMAND``; ``--help`` lists the commands.

Together with the hook this is the only place that reads the clock.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from recovery_site.content import navigation
from recovery_site.content.page import Page, split
from recovery_site.core.files import Folder, not_written, write
from recovery_site.core.problems import Problem, RefusedError, annotated, errors
from recovery_site.data.directory import Data
from recovery_site.data.loader import TABLE, load
from recovery_site.data.published_addresses import PUBLISHED, formed
from recovery_site.editing import field_guide
from recovery_site.editing.maintenance_report import report
from recovery_site.hosting import offline_zip
from recovery_site.pipeline.check import check
from recovery_site.pipeline.generated_files import artifacts, public_addresses
from recovery_site.pipeline.theme_context import styles

TOP = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 where there is something to fix."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except RefusedError as error:
        return _say(error.problems)
    except OSError as error:  # reading never raises: it says what is wrong
        return _say([not_written(error)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recovery_site", description=__doc__.partition("\n")[0])
    parser.add_argument("--top", type=Path, default=TOP, help="the project's top folder")
    day = date.fromisoformat
    parser.add_argument("--today", type=day, default=date.today(), help="the day to count as today")
    commands = parser.add_subparsers(required=True)

    parsers = {}
    for name, run, about in (
        ("check", _check, "check the data and the pages"),
        ("published", _published, f"add new addresses to {PUBLISHED}"),
        ("field-guide", _field_guide, f"write {field_guide.FILE}, the guide to the data files"),
        ("render", _render, "write all generated pages and downloads into a folder"),
        ("offline", _offline, "pack a site built with EDITION=offline for a USB stick, into a zip"),
        ("report", _report, "what waits for a person, most urgent first"),
    ):
        parsers[name] = commands.add_parser(name, help=about)
        parsers[name].set_defaults(run=run)
    annotate = "also say it so that it shows on the changed lines"
    parsers["check"].add_argument("--annotate", choices=["github"], help=annotate)
    parsers["render"].add_argument("--into", type=Path, required=True)
    parsers["render"].add_argument("--site-url", default="https://recovery-services.example/")
    parsers["offline"].add_argument("--site", type=Path, required=True)
    parsers["offline"].add_argument("--into", type=Path, required=True)
    parsers["report"].add_argument("--markdown", action="store_true", help="write it for an issue")
    return parser


def _data(options: argparse.Namespace) -> Data:
    data, problems = load(options.top, options.today)
    if data is None:
        raise RefusedError(problems)
    return data


def _pages(top: Path) -> tuple[dict[str, Page], list[Problem]]:
    """The hand-written pages and shared lists by their path in ``docs/``, and those that cannot be read."""
    texts, unreadable = navigation.texts(top)
    return {path: split(text, f"docs/{path}") for path, text in texts.items()}, unreadable


def _say(problems: list[Problem]) -> int:
    for problem in problems:
        print(problem)
    return 1 if errors(problems) else 0


def _check(options: argparse.Namespace) -> int:
    problems = check(options.top, options.today)
    failed = _say(problems)
    print(annotated(problems, options.annotate), end="")
    print(f"{len(errors(problems))} to fix" if failed else "All is well.")
    return failed


def _published(options: argparse.Namespace) -> None:
    data = _data(options)
    pages, unreadable = _pages(options.top)
    if unreadable:
        raise RefusedError(unreadable)
    files = [name for name in Folder(options.top / "docs") if not name.endswith(".md")]
    public = public_addresses(data, artifacts(data, ""), pages, files)
    new = sorted(public - data.published.keys())
    for address in new:
        print(f"{PUBLISHED}: {address} is new")
    write(options.top / PUBLISHED, formed([*data.published, *new]))


def _field_guide(options: argparse.Namespace) -> None:
    guide = field_guide.page({name: model for name, (model, _) in TABLE.items()})
    write(options.top / field_guide.FILE, guide)


def _render(options: argparse.Namespace) -> None:
    files = artifacts(_data(options), options.site_url, styles(options.top).all_inside)
    for artifact in files:
        write(options.into / artifact.path, artifact.content)
    print(f"{len(files)} files written into {options.into}")


def _offline(options: argparse.Namespace) -> None:
    packed = offline_zip.copy(Folder(options.site), _data(options).directory.team)
    write(options.into, packed)
    print(f"{options.into}: {len(packed) / 1e6:.1f} MB")


def _report(options: argparse.Namespace) -> int:
    data = _data(options)
    pages, unreadable = _pages(options.top)
    named = {page.name: page for page in pages.values()}
    print(report(data, named, markdown=options.markdown), end="")
    return _say(unreadable)


if __name__ == "__main__":
    sys.exit(main())
