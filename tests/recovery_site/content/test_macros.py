"""What pages may call, and what is said when they call something else."""

import re

import pytest
from lxml import html
from markupsafe import Markup
from recovery_site.content.macros import INLINE, MACROS, example, fill, markdown_safe
from recovery_site.data.directory import Data

from tests.recovery_site.reading import frozen

NAMES = (
    "choice, directory, field, finder, helpline, helplines, "
    "language_table, mailbox, region_list, source_list, tick, urgent, urgent_calls, where_to_turn"
)


def said_of(text: str, data: Data) -> list[str]:
    """What is wrong with a page."""
    _, slips = fill(text, data, "")
    assert slips
    assert all(severity == "error" for _, _, severity in slips)
    return [f"{line}: {message}" for line, message, _ in slips]


def filled(text: str, data: Data, root: str = "") -> str:
    """A page without problems, filled."""
    page, problems = fill(text, data, root)
    assert not problems
    return page


def test_the_names_are_those_documented() -> None:
    assert ", ".join(sorted(MACROS)) == NAMES


@pytest.mark.parametrize("name", NAMES.split(", "))
def test_every_name_works_as_its_example_shows(data: Data, name: str) -> None:
    called = example(name)
    assert re.fullmatch(rf'\{{\{{ {name}\(("[A-Za-z ]+"(, "[A-Za-z ]+")*)?\) \}}\}}', called)
    page = filled(f"Before.\n\n{called}\n\nAfter.", data, "../")
    assert page.startswith("Before.\n\n<") or name in INLINE
    assert page.endswith("\n\nAfter.")
    tree = html.fragment_fromstring(page, create_parent="div")
    assert tree.xpath(".//a | .//table | .//code | .//*[@data-field or @data-tick]")
    assert "{{" not in page


@pytest.mark.parametrize("name", ["finder", "region_list", "language_table", "where_to_turn"])
def test_a_part_knows_the_way_to_the_top(data: Data, name: str) -> None:
    call = example(name)
    for root in ("", "../", "../../"):
        tree = html.fragment_fromstring(filled(call, data, root), create_parent="div")
        paths = [path for path in tree.xpath("//a/@href") if not re.match(r"[a-z]+:", path)]
        assert paths
        assert all(re.match(rf"{re.escape(root)}[a-z]", path) for path in paths)


def test_calls_in_a_sentence_leave_the_sentence_as_it_is(data: Data) -> None:
    page = filled('Call {{ helpline("988") }}, or write to {{mailbox()}}.', data)
    tree = html.fragment_fromstring(page, create_parent="div")
    assert tree.text_content() == (
        "Call 988 Suicide & Crisis Lifeline, 988, or write to RecoveryServices@NCMEC.ORG."
    )
    assert tree.xpath("//@href") == ["tel:988", "mailto:RecoveryServices@NCMEC.ORG"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain.\n",
        "A } and { and }} and {# note #} and % and <b>&amp;</b>\n\n",
        "## Heading {#id .class}\n\n\nTrailing blank lines stay.\n\n\n",
        "windows\r\nlines\r\n",
    ],
)
def test_a_page_without_calls_is_unchanged(data: Data, text: str) -> None:
    assert fill(text, data, "") == (text, [])


def test_the_text_around_a_call_is_unchanged(data: Data) -> None:
    text = "## A & <b>B</b> 'c' \"d\" {: .x }\n\n{{ mailbox() }}\n\n- 100 % [x](y.md)[^z]\n\tend"
    before, after = text.split("{{ mailbox() }}")
    page = filled(text, data)
    assert page.startswith(before)
    assert page.endswith(after)


def test_a_heading_with_an_id_may_stand_on_a_page_with_calls(data: Data) -> None:
    """``{#id}`` is how attr_list, an extension of the site, names a heading."""
    page = filled("## One {#one}\n\n{{ mailbox() }}\n\n## Two {#two}\n", data)
    assert page.startswith("## One {#one}\n\n<a ")
    assert page.rstrip().endswith("## Two {#two}")


WRONG_WORDS = "is called with the wrong words; write it like"
WRONG = [
    # What is no call of a name that exists
    *((f"One\n\n{{{{ {call} }}}}", f"3: there is no `{call.partition('(')[0]}`; write one of {NAMES}")
      for call in ("map()", "range()", "lipsum()", "team", "'text'", "12", "team.email()", "[finder()]")),
    *((f"{{{{ {call} }}}}", f"1: `finder` {WRONG_WORDS} {{{{ finder() }}}}")
      for call in ("finder", "finder().x", "finder()()", "finder()|upper", "finder() ~ 'x'", "finder(*'')")),
    # Words without their marks, too few and too many
    *((f"{{{{ {call} }}}}", f'1: `helpline` {WRONG_WORDS} {{{{ helpline("ncmec") }}}}')
      for call in ('helpline(line="ncmec")', "helpline('ncmec')", "helpline()", 'helpline("ncmec", "nhth")')),
    *((f'{{{{ {name}("x") }}}}', f"1: `{name}` {WRONG_WORDS} {{{{ {name}() }}}}")
      for name in ("mailbox", "finder", "region_list", "language_table", "source_list")),
    # Characters that are missing, or as Word writes them
    ("One\n\n{{ finder(", "3: the call is not closed"),
    ("{{ finder() }\n\n{{ finder() }}", "1: the call is not closed"),
    ("{{ finder( {{ finder() }}", "1: the call is not closed"),
    *((f"One\n{{{{ {call} }}}}", "2: a quotation mark is missing, or curly")
      for call in ("helpline(“ncmec”)", "helpline(‘ncmec’)", 'helpline("ncmec”)')),
    ('One\n{{ helpline("ncmec) }}\n\n{{ helpline("ncmec") }}', "2: a quotation mark is missing"),
    # Blanks
    ('{{ field("Driver", "many lines") }}', "1: `field`: `many lines` is not a size; the sizes are"),
    ('{{ choice("Who drives", "Worker") }}', "1: `choice`: a choice needs its label and at least two"),
    *((f'{{{{ {call} }}}}\n\n{{{{ tick("B") }}}} {{{{ {call} }}}}', "3: a blank above is called `A` too; give")
      for call in ('field("A")', 'tick("A")', 'choice("A", "B", "C")')),
]  # fmt: skip
"""Text in which one thing is wrong, with its line and how the message begins."""


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_line(data: Data, text: str, said: str) -> None:
    (message,) = said_of(text, data)
    assert message.startswith(said)


def test_blanks_of_different_kinds_may_share_a_name(data: Data) -> None:
    assert filled('{{ field("A") }} {{ tick("A") }} {{ mailbox() }} {{ mailbox() }}', data)


def test_an_unknown_helpline_is_said_with_those_there_are_and_a_held_helpline_only_warned_of(
    data: Data,
) -> None:
    helplines = {
        helpline["id"]: any(channel["checked"] for channel in helpline["channels"])
        for helpline in frozen()["helplines"]
    }
    ids = ", ".join(sorted(name for name, published in helplines.items() if published))
    held = [name for name, published in helplines.items() if not published]
    assert held
    for name in held:
        for call in (f'helpline("{name}")', f'where_to_turn("ncmec", "{name}")'):
            filled, problems = fill(f"\n{{{{ {call} }}}}", data, "")
            assert "{{" not in filled
            message = (
                f"the help line `{name}` is held back, so readers see no number here; "
                "check it in data/contacts.yml, or write another help line"
            )
            assert problems == [(2, message, "warning")]
    for name in ("nobody", "NCMEC", ""):
        for call in (f'helpline("{name}")', f'where_to_turn("ncmec", "{name}")'):
            assert said_of(f"\n{{{{ {call} }}}}", data) == [
                f"2: `{call.partition('(')[0]}`: no help line is called "
                f"'{name}'; write one of {ids}"
            ]


def test_all_problems_of_a_page_are_said_at_once_each_with_its_line(data: Data) -> None:
    text = "{{ map() }} and {{ finder }}\n\n{{ mailbox() }}\n{{ helpline(x) }}\n"
    assert [int(message.split(":")[0]) for message in said_of(text, data)] == [1, 1, 4]


def test_characters_that_markdown_reads_become_entities_and_tags_stay() -> None:
    escaped = markdown_safe(Markup("a*b_c`d`[e]{f}#|~^\\ &amp; &#39;<br>"))
    assert escaped == (
        "a&#42;b&#95;c&#96;d&#96;&#91;e&#93;&#123;f&#125;&#35;&#124;&#126;&#94;&#92; "
        "&amp; &#39;<br>"
    )
    assert Markup(escaped).unescape() == "a*b_c`d`[e]{f}#|~^\\ & '<br>"


def test_characters_become_entities_in_attributes_too() -> None:
    escaped = markdown_safe(Markup('<a href="mailto:a`b|{{c}}@x.example">a</a>'))
    assert not set(escaped) & set("`|{}")
    assert html.fragment_fromstring(escaped).get("href") == "mailto:a`b|{{c}}@x.example"


@pytest.mark.parametrize("text", ["1. one", "12. one", "- one", "+ one", ": one", "!!! note"])
def test_a_character_that_opens_a_block_is_an_entity_only_at_the_start(text: str) -> None:
    escaped = markdown_safe(Markup(text))
    assert escaped[0] == "&"
    assert escaped.unescape() == text
    assert markdown_safe(Markup(f"A {text}")) == f"A {text}"


def test_plain_text_keeps_its_characters() -> None:
    text = 'Call <a href="tel:+18008435678">1-800-843-5678</a> (24 hours), or é!'
    assert markdown_safe(Markup(text)) == text
