"""The one Jinja environment: strict, escaping, with templates from this package only."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import jinja2
from markupsafe import Markup


@cache
def environment() -> jinja2.Environment:
    """The environment of every template: an unknown name is an error, every value is escaped.

    Each is compiled once, as Python does with modules: that took a twentieth of a build. The names of what is
    compiled tell apart Jinja's versions, and by a sum of this file the options below.
    """
    options = crc32(Path(__file__).read_bytes())
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "views/templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(pattern=f"%s-{jinja2.__version__}-{options}"),
    )


def render(template: str, **values: Any) -> Markup:
    """HTML from a template of this package, by its file name, for example ``directory.html``, and its values.

    Raises jinja2.UndefinedError: the template uses a name that was not given.
    """
    return Markup(environment().get_template(template).render(**values))  # noqa: S704 - autoescaped


def root_of(address: str) -> str:
    """The way from an address to the top of the site: ``../../`` for ``jurisdictions/texas/index.html``."""
    return "../" * address.count("/")


def day(when: date) -> str:
    """A day as readers see it: ``November 23, 2026``."""
    return f"{when:%B} {when.day}, {when.year}"
