"""The command line: ``python -m recovery_site COMMAND``; ``--help`` lists the commands.

Together with the hook this is the only place that reads the clock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from recovery_site import addresses, load, prose, schema, site
from recovery_site.canonical import canonical
from recovery_site.model import (
    Contacts,
    Data,
    Language,
    Moved,
    Record,
    References,
    StateLines,
)
from recovery_site.pages import Pages
from recovery_site.problems import Problem, errors
from recovery_site.render import root_of
from recovery_site.report import report
from recovery_site.worksheet import worksheet_csv, worksheet_page

TOP = Path(__file__).resolve().parents[2]
MODELS: dict[str, type[Record]] = dict(
    zip(load.FILES, (Contacts, References, Language, StateLines, Moved), strict=True)
)
"""What each data file holds."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name; those of the process if left out.

    Returns:
        0 if all is well, 1 where there is something to mend.
    """
    options = _parser().parse_args(arguments)
    return int(options.run(options))


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
    check.set_defaults(run=_check)

    form = commands.add_parser("format", help="put the data files in their agreed form")
    form.add_argument("--check", action="store_true", help="only say which files are not")
    form.set_defaults(run=_format)

    published = commands.add_parser("published", help="list the addresses not yet listed")
    published.add_argument("--write", action="store_true", help="add them to the list")
    published.set_defaults(run=_published)

    schemas = commands.add_parser("schema", help="print the JSON Schema of a data file")
    schemas.add_argument("name", nargs="?", choices=[Path(one).stem for one in load.FILES])
    schemas.add_argument("--write", action="store_true", help="write all of them beside the data")
    schemas.set_defaults(run=_schema)

    render = commands.add_parser("render", help="write all generated pages and downloads")
    render.add_argument("--into", type=Path, required=True, help="the folder to write into")
    render.add_argument(
        "--site-url", default="https://recovery-services.example/", help="the site's address"
    )
    render.set_defaults(run=_render)

    sheet = commands.add_parser(
        "worksheet", help="write the list of hotlines to check, for staff; never publish it"
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


def _pages(top: Path) -> list[str]:
    """The hand-written pages, by the path from the project's top."""
    return [path.relative_to(top).as_posix() for path in sorted(top.glob("docs/**/*.md"))]


def _texts(top: Path, names: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """The text of each file that can be read, by its name, and a problem for each other."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        text = load.text_of(top / name, name)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[name] = text
    return texts, problems


def _addresses(top: Path, data: Data, texts: dict[str, str]) -> set[str]:
    """The public addresses of the site; ``texts`` are the hand-written pages by name."""
    pages = {name.removeprefix("docs/"): text for name, text in texts.items()}
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
    data, problems = _load(options)
    if data:
        pages = Pages(data)
        texts, unreadable = _texts(options.top, _pages(options.top))
        for name, text in texts.items():
            page = name.removeprefix("docs/")
            pages.fill(name, text, root_of(addresses.of_page(page)))
        problems += [*unreadable, *pages.problems()]
        problems += addresses.check(data, _addresses(options.top, data, texts))
    failed = _say(problems)
    found = len(errors(problems))
    print(f"{found} to mend" if failed else "All is well.")
    return failed


def _format(options: argparse.Namespace) -> int:
    texts, unreadable = _texts(options.top, MODELS)
    failed = _say(unreadable)
    for name, text in texts.items():
        path, model = options.top / name, MODELS[name]
        _, source, problems = load.shaped(model, text, name)
        if source is None or problems:
            failed |= _say(problems)
            continue
        formed = canonical(source, model)
        if formed == text:
            continue
        if options.check:
            print(f"{name}: not in the agreed form; run `make format`")
            failed = 1
        else:
            path.write_text(formed, "utf-8")
            print(f"{name}: put in the agreed form")
    return failed


def _published(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    texts, unreadable = _texts(options.top, _pages(options.top))
    failed = _say([*problems, *unreadable])
    if data is None or failed:
        return 1
    new = sorted(_addresses(options.top, data, texts) - data.published.keys())
    for address in new:
        print(f"{addresses.PUBLISHED}: {address} is new")
    if options.write:
        text = addresses.formed([*data.published, *new])
        (options.top / addresses.PUBLISHED).write_text(text, "utf-8")
    return 0


def _schema(options: argparse.Namespace) -> int:
    for name, model in MODELS.items():
        text = schema.data_schema(model)
        if options.write:
            (options.top / name).with_suffix(".schema.json").write_text(text, "utf-8")
        elif options.name in (None, Path(name).stem):
            print(text, end="")
    return 0


def _render(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    failed = _say(problems)
    if data is None:
        return failed
    made = site.artifacts(data, options.site_url)
    for artifact in made:
        path = options.into / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        content = artifact.content
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    print(f"{len(made)} files written into {options.into}")
    return 0


def _worksheet(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    failed = _say(problems)
    if data is None:
        return failed
    options.into.mkdir(parents=True, exist_ok=True)
    table, page = options.into / "state-lines.csv", options.into / "state-lines.html"
    table.write_bytes(worksheet_csv(data.directory))
    page.write_text(worksheet_page(data.directory), "utf-8")
    print(f"For staff, never to be published: {table} and {page}")
    return 0


def _report(options: argparse.Namespace) -> int:
    data, problems = _load(options)
    texts, unreadable = _texts(options.top, _pages(options.top))
    if data is None:
        return _say([*problems, *unreadable])
    failed = _say(unreadable)
    pages = {name: prose.split(text) for name, text in texts.items()}
    print(report(data, pages, markdown=options.markdown), end="")
    return failed


if __name__ == "__main__":
    sys.exit(main())
