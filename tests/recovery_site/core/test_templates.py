"""The Jinja environment: strict and escaping, with the package's templates only."""

import re
from datetime import date
from pathlib import Path

import jinja2
import pytest
from recovery_site.core import templates as render
from recovery_site.data.records import Channel

PACKAGE = Path(render.__file__).parents[1] / "views"
TEMPLATES = sorted(path.name for path in (PACKAGE / "templates").iterdir())


def test_no_template_switches_escaping_off_but_for_a_whole_body_and_the_own_style_sheet() -> None:
    assert len(TEMPLATES) > 10
    for name in TEMPLATES:
        text = (PACKAGE / "templates" / name).read_text("utf-8")
        assert "autoescape" not in text
        trusted = re.findall(r"\{\{[^}]*\|\s*safe\b[^}]*\}\}", text)
        assert trusted in ([], ["{{ body|safe }}"], ["{{ style|safe }}"])


@pytest.mark.parametrize(
    "template", ["{{ nobody }}", "{{ known.nothing }}", "{% if nobody %}{% endif %}"]
)
def test_a_name_that_was_not_given_is_an_error(template: str) -> None:
    with pytest.raises(jinja2.UndefinedError, match=r"nobody|nothing"):
        render.environment().from_string(template).render(known="x")


def test_every_value_is_escaped() -> None:
    html = render.environment().from_string('<a title="{{ x }}">{{ x }}</a>').render(x="<&\"'>")
    assert html == '<a title="&lt;&amp;&#34;&#39;&gt;">&lt;&amp;&#34;&#39;&gt;</a>'


def test_what_was_rendered_is_not_escaped_again() -> None:
    channel = Channel.model_validate({"kind": "web", "value": "x.example/a&b"})
    html = render.render("number.html", channel=channel)
    assert html == (
        '<a href="https://x.example/a&amp;b" rel="noopener noreferrer">x.example/a&amp;b</a>'
    )
    assert render.environment().from_string("{{ x }}").render(x=html) == html


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("404.html", ""),
        ("contacts/index.html", "../"),
        ("jurisdictions/texas/index.html", "../../"),
    ],
)
def test_the_root_leads_from_a_page_to_the_top(address: str, root: str) -> None:
    assert render.root_of(address) == root


def test_a_day_is_shown_as_readers_know_it() -> None:
    assert render.day(date(2026, 11, 3)) == "November 3, 2026"
