"""The command line: ``python -m recovery_site COMMAND``; ``--help`` lists the commands.

Together with the hook this is the only place that reads the clock.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_site.content import editorial_rules as prose
from recovery_site.content import navigation as written
from recovery_site.core.files import contents, not_written, write
from recovery_site.core.problems import Problem, RefusedError, annotated, errors
from recovery_site.data import addresses
from recovery_site.data import loader as load
from recovery_site.editing import field_guide
from recovery_site.editing.maintenance_report import report
from recovery_site.editing.state_line_worksheet import worksheet_csv
from recovery_site.hosting import offline_zip as offline
from recovery_site.pipeline import generated as site
from recovery_site.pipeline.check import review
from recovery_site.pipeline.theme_context import styles

if TYPE_CHECKING:
    from recovery_site.data.directory import Data

TOP = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name; those of the process if left out.

    Returns:
        0 if all is well, 1 where there is something to mend.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except RefusedError as error:
        return _say(error.problems)
    except OSError as error:  # reading never raises: it says what is wrong
        return _say([not_written(error)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recovery_site", description=__doc__.partition("\n")[0])
    parser.add_argument("--top", type=Path, default=TOP, help="the project's top folder")
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=date.today(),
        help="the day to count as today, as 2026-11-23",
    )
    commands = parser.add_subparsers(required=True)

    check = commands.add_parser("check", help="check the data and the pages")
    check.add_argument(
        "--annotate", choices=["github"], help="also say it so that it shows on the changed lines"
    )
    check.set_defaults(run=_check)

    published = commands.add_parser("published", help="list the addresses not yet listed")
    published.add_argument("--write", action="store_true", help="add them to the list")
    published.set_defaults(run=_published)

    guide = commands.add_parser("field-guide", help="print the guide to the data files")
    guide.add_argument("--write", action="store_true", help=f"write it into {field_guide.FILE}")
    guide.set_defaults(run=_field_guide)

    render = commands.add_parser("render", help="write all generated pages and downloads")
    render.add_argument("--into", type=Path, required=True, help="the folder to write into")
    render.add_argument(
        "--site-url", default="https://recovery-services.example/", help="the site's address"
    )
    render.set_defaults(run=_render)

    copy = commands.add_parser("offline", help="pack a site built with EDITION=offline for a stick")
    copy.add_argument("--site", type=Path, required=True, help="the folder of the built site")
    copy.add_argument("--into", type=Path, required=True, help="the zip to write")
    copy.set_defaults(run=_offline)

    sheet = commands.add_parser(
        "worksheet", help="write the list of hotlines to check, for staff alone"
    )
    sheet.add_argument("--into", type=Path, required=True, help="the folder to write into")
    sheet.set_defaults(run=_worksheet)

    waiting = commands.add_parser(
        "report", help="what waits for a person, most urgent first, and how hard pages read"
    )
    waiting.add_argument("--markdown", action="store_true", help="write it for an issue")
    waiting.set_defaults(run=_report)
    return parser


def _load(options: argparse.Namespace) -> tuple[Data | None, list[Problem]]:
    return load.load(options.top, options.today)


def _addresses(top: Path, data: Data, texts: dict[str, str]) -> set[str]:
    """The public addresses of the site; ``texts`` are the hand-written pages by name."""
    pages = {
        path: text
        for name, text in texts.items()
        if not (path := name.removeprefix("docs/")).startswith(prose.FOLDER)
    }
    others = [
        path.relative_to(top / "docs").as_posix()
        for path in sorted(top.glob("docs/**/*"))
        if path.is_file() and path.suffix != ".md"
    ]
    return site.public_addresses(data, site.artifacts(data, ""), pages, others)


def _say(problems: list[Problem]) -> int:
    for problem in problems:
        print(problem)
    return 1 if errors(problems) else 0


def _check(options: argparse.Namespace) -> int:
    problems = review(options.top, options.today)
    failed = _say(problems)
    print(annotated(problems, options.annotate), end="")
    found = len(errors(problems))
    print(f"{found} to mend" if failed else "All is well.")
    return failed


def _published(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    texts, unreadable = written.texts(options.top)
    failed = _say([*problems, *unreadable])
    if data is None or failed:
        return 1
    new = sorted(_addresses(options.top, data, texts) - data.published.keys())
    for address in new:
        print(f"{addresses.PUBLISHED}: {address} is new")
    if options.write:
        text = addresses.formed([*data.published, *new])
        write(options.top / addresses.PUBLISHED, text)
    return 0


def _field_guide(options: argparse.Namespace) -> int:
    guide = field_guide.page({name: model for name, (model, _) in load.TABLE.items()})
    if options.write:
        write(options.top / field_guide.FILE, guide)
    else:
        print(guide, end="")
    return 0


def _render(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    failed = _say(problems)
    if data is None:
        return failed
    made = site.artifacts(data, options.site_url, styles(options.top).inside)
    for artifact in made:
        write(options.into / artifact.path, artifact.content)
    print(f"{len(made)} files written into {options.into}")
    return 0


def _offline(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    if data is None:
        return _say(problems)
    files = contents(options.site)
    if "index.html" not in files:
        print(f"{options.site}: no built site is there; run `make offline`")
        return 1
    try:
        packed = offline.copy(files, data.directory.team)
    except ValueError as error:
        print(f"{options.site}: {error}")
        return 1
    write(options.into, packed)
    print(f"{options.into}: {len(packed) / 1e6:.1f} MB")
    return 0


def _worksheet(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    failed = _say(problems)
    if data is None:
        return failed
    table = options.into / "state-lines.csv"
    write(table, worksheet_csv(data.directory))
    print(f"For staff, never to be published: {table}")
    return 0


def _report(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    texts, unreadable = written.texts(options.top)
    if data is None:
        return _say([*problems, *unreadable])
    failed = _say(unreadable)
    pages = {name: prose.split(text) for name, text in texts.items()}
    print(report(data, pages, markdown=options.markdown), end="")
    return failed


if __name__ == "__main__":
    sys.exit(main())
