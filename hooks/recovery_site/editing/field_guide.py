"""The guide to the data files, ``data/README.md``, made from the models so that it never goes stale."""

import typing
from collections.abc import Iterator, Mapping

import yaml

from recovery_site.data.published_addresses import Redirect, Withdrawn
from recovery_site.data.record_base import Record, field_names, record_model
from recovery_site.data.records import (
    Channel,
    HelpLine,
    Jurisdiction,
    Person,
    Region,
    StateLine,
    Team,
    WrongNumber,
)
from recovery_site.data.writing_records import Claim, Question, Reference, Synonym, Term

FILE = "data/README.md"
"""Where the guide lies, by its path from the project's top."""


class Kind(typing.NamedTuple):
    """How the guide shows one kind of record: its heading, and what a person has to know before copying one.

    Attributes:
        instead: values of the record to copy that differ from the examples of single fields, because an
            example on its own would be untrue in this record, or would publish something unchecked.
        copied: whether people add records of this kind.
    """

    title: str
    about: str = ""
    instead: Mapping[str, str] = {}
    copied: bool = True


KINDS: dict[type[Record], Kind] = {
    Team: Kind("The team", copied=False),
    Region: Kind(
        "A region",
        "A region is there once. Its list stays empty until the team has said which states and territories "
        "belong to it, and so do `source` and `checked`. The codes in the table are only an example.",
        {"jurisdictions": "", "source": "", "checked": ""},
    ),
    Person: Kind(
        "A person",
        "The e-mail address and the number of this example are those of the team's mailbox and of "
        "NCMEC's 24-hour line. Change every value.",
        {"source": "the team's list", "family_name": ""},
    ),
    Jurisdiction: Kind(
        "A jurisdiction",
        "All 56 are there: change one, never add one. Its region stands under `regions`.",
        {"source": "the Census Bureau's list of states and areas (us-atlas 3.0.1)"},
    ),
    HelpLine: Kind("A help line", "Each way to reach it is one of its `channels`."),
    Channel: Kind("A channel of a help line", instead={"hold": ""}, copied=False),
    StateLine: Kind(
        "A state line",
        "As it waits for a check. The phone number in the table only shows the form.",
        dict.fromkeys(
            ("phone", "source_2", "source_2_date", "name", "hours", "note", "source", "checked"), ""
        ),
    ),
    Reference: Kind("A source", instead={"year": "", "site": "", "note": ""}),
    Term: Kind("A row of the language guide"),
    Redirect: Kind("A new address"),
    Claim: Kind("A claim never to make"),
    WrongNumber: Kind("A wrong number"),
    Synonym: Kind("Words people type"),
    Question: Kind("A question"),
    Withdrawn: Kind("An address that nothing takes the place of"),
}
"""Every kind of record, in any order: the guide follows the files."""

ABOUT: dict[str, str] = {
    "contacts.yml": "The team, its people and regions, the 56 states and territories, and the national help "
    "lines. Every name, number and address on the site comes from here.",
    "sources.yml": "The sources that pages cite. A page cites one by its id: `[^wa-rcw-7-68-380]`.",
    "language.yml": "Words to use and to avoid: the table of the language guide, and what the check looks for.",
    "state_lines.yml": "The own hotlines and clearinghouses of states and territories. None is shown before a "
    "person has checked it.",
    "writing.yml": "What the check looks for on pages, beside the words to avoid.",
    "wrong_numbers.yml": "Numbers that lists, pages and apps print wrongly. The check refuses them where they "
    "do not belong.",
    "to_confirm.yml": "What the team, a nurse, a lawyer or a tribe has to confirm. `make report` shows it.",
    "search_synonyms.yml": "Words that people type into the search, and the words of our pages that they mean.",
    "redirects.yml": "Addresses that have changed, or that are gone on purpose.",
}
"""What each file is."""

HEAD = """\
# The data files

Made by `make format` from the descriptions in `hooks/recovery_site/data/records.py`. Do not change it by hand.

How to change a file, click by click: [CONTRIBUTING.md](../CONTRIBUTING.md). How the files are written stands at the
top of `contacts.yml`. A `#` starts a note for people: the site never shows it, and you may leave it out.

- **Required**: without it the check is red, and nothing is published.
- **Expected**: left empty, the check says so, and the site works without it.
- **May stay empty**: write nothing after the colon, or leave the line out. Never guess."""

TAIL = """\
## published.txt

Every address of the site that is or ever was published, one a line. Publishing adds the new ones. A line is never
taken out: what becomes of an address whose page is gone stands in `redirects.yml`.
"""


def page(models: Mapping[str, type[Record]]) -> str:
    """The guide as Markdown, from what each data file holds by the path of the file."""
    parts = [HEAD]
    for path, model in models.items():
        name = path.removeprefix("data/")
        parts += [f"## {name}", ABOUT[name], *_records(model)]
    return "\n\n".join([*parts, TAIL])


def _records(outer: type[Record]) -> Iterator[str]:
    """The paragraphs on each kind of record in ``outer``, with those that stand inside it."""
    for part in field_names(outer):
        annotation = outer.model_fields[part].annotation
        if model := record_model(annotation):
            kind, listed = KINDS[model], typing.get_origin(annotation) is tuple
            yield f"### {kind.title}"
            yield from filter(None, [kind.about])
            yield f"Under `{part}:`" + (", each record behind a hyphen." if listed else ".")
            yield "\n".join(_rows(model))
            if kind.copied:
                record = "\n    ".join(_lines(model))
                yield f"One to copy, under `{part}:`.\n\n```yaml\n  - {record}\n```"
            yield from _records(model)


def _rows(model: type[Record]) -> Iterator[str]:
    yield "| Field | What it is | Needed | Example |\n|---|---|---|---|"
    for name in field_names(model):
        field = model.model_fields[name]
        needed = "expected" if field.json_schema_extra else "may stay empty"
        literal = typing.get_origin(field.annotation) is typing.Literal
        choices = f" One of: {', '.join(typing.get_args(field.annotation))}." if literal else ""
        cells = (
            f"`{name}`",
            f"{field.description}{choices}",
            "required" if field.is_required() else needed,
            f"`{field.examples[0]}`" if field.examples else "",
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _lines(model: type[Record]) -> Iterator[str]:
    """A record to copy, with a note behind every line."""
    for name in field_names(model):
        field = model.model_fields[name]
        example = KINDS[model].instead.get(name, (field.examples or [""])[0])
        note = f"  # {field.description}"
        if inner := record_model(field.annotation):
            first, *others = _lines(inner)
            yield from (f"{name}:{note}", f"  - {first}", *(f"    {other}" for other in others))
        elif name == "patterns":
            yield from (f"{name}:{note}", f"  - {_scalar(example)}  # One pattern a line.")
        else:
            yield f"{name}: {_scalar(example)}".rstrip() + note


def _scalar(text: str) -> str:
    """A value as it is written in a data file, in quotation marks only where it needs them."""
    style = "'" if "\\" in text else None
    node = yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)
    written: str = yaml.serialize(node, Dumper=yaml.BaseDumper, width=1000, allow_unicode=True)
    return written.removesuffix("\n").removesuffix("\n...") if text else ""
