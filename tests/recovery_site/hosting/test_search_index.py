"""The search index: a script in which a JSON reader finds plain text and nothing else."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from recovery_site.core.shown_page import ShownPage
from recovery_site.hosting.search_index import index


def read(script: str) -> dict[str, Any]:
    """What the script sets, read by a JSON reader."""
    before, _, rest = script.partition("=")
    assert before == "window.searchIndex"
    assert rest.endswith(";\n")
    value: dict[str, Any] = json.loads(rest.removesuffix(";\n"))
    return value


def parts_of(html: str) -> list[list[Any]]:
    """Location, title and text of each part of a page that holds ``html``."""
    return [entry[:3] for entry in read(index([page("x", "T", html)], {}))["docs"]]


def text_of(html: str) -> str:
    """The text of one page that holds ``html``."""
    ((_, _, text),) = parts_of(html)
    return str(text)


def page(file: str, title: str, content: str, boost: float = 1) -> ShownPage:
    """A page with its front matter."""
    return ShownPage(file, {"title": title, "search": {"boost": boost}}, content)


def test_front_matter_weighs_a_page_and_keeps_it_out() -> None:
    plain, kept_out = {"title": "T"}, {"title": "T", "search": {"exclude": True}}
    shown = [ShownPage("a", plain, ""), ShownPage("b", kept_out, "")]
    assert read(index(shown, {}))["docs"] == [["a", "T", "", 1]]


def test_a_json_reader_can_read_the_script_back() -> None:
    pages = [page("", "Home", ""), page("a.html", "A", '<h2 id="b">A &amp; B</h2><p>C</p>', 2.0)]
    same = {"cop; </script>": "police"}
    assert read(index(pages, same)) == {
        "same": same,
        "docs": [["", "Home", "", 1], ["a.html", "A", "", 2.0], ["#b", "A & B", "C", 2.0]],
    }


BOX = '<section><h3 id="b">B</h3><p>Inside</p></section>'


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ('Above<h2 id="a">A <code>b</code></h2><p>One</p><h3>No id</h3><p>Two</p><h4 id="c">C</h4>',
         [["x", "T", "Above"], ["#a", "A b", "One No id Two"], ["#c", "C", ""]]),
        # What follows the box of a heading belongs to the part before it.
        (f'<h2 id="a">A</h2><p>One</p>{BOX}<p>Two</p>', [["x", "T", ""], ["#a", "A", "One Two"], ["#b", "B", "Inside"]]),
        (f"{BOX}<p>After</p>", [["x", "T", "After"], ["#b", "B", "Inside"]]),
        # An empty part that is named as its page is left out.
        ('<h2 id="a">T</h2><h2 id="b">T</h2><p>Text</p>', [["x", "T", ""], ["#b", "T", "Text"]]),
    ],
)  # fmt: skip
def test_a_part_is_a_heading_and_what_follows_it(content: str, parts: list[list[str]]) -> None:
    assert parts_of(content) == parts


@pytest.mark.parametrize("tag", ["h2", "section", "ul", "p"])
def test_what_is_kept_out_of_the_search_stays_out(tag: str) -> None:
    kept_out = f'<{tag} id="a" data-search-exclude><b id="c">Secret</b></{tag}>'
    html = f'<p>One</p>{kept_out}<p>Two</p><!-- no --><script>no()</script><h2 id="b">B</h2>'
    assert parts_of(html) == [["x", "T", "One Two"], ["#b", "B", ""]]


def test_each_page_begins_with_its_own_name() -> None:
    part = '<h2 id="a">A</h2>'
    docs = read(index([page("", "H", part), page("b", "B", ""), page("c", "C", part)], {}))["docs"]
    assert [location for location, *_ in docs] == ["", "#a", "b", "c", "#a"]


def test_a_long_part_keeps_its_start_and_each_further_word_once() -> None:
    start = "Start of it. " + "Filler words. " * 30
    text = f"{start}Later: a Shower, the shower, words and Overdose."
    [[_, _, kept, _, rest]] = read(index([page("x", "T", f"<p>{text}</p>")], {}))["docs"]
    assert text.startswith(kept)
    assert 240 < len(kept) <= 260
    assert rest == "later shower overdose"


def test_a_long_worksheet_keeps_its_start_and_a_jurisdiction_all() -> None:
    text = "Word " * 99 + "end"
    pages = [
        page(f"{name}/x.html", "T", f"<p>{text}</p>") for name in ("worksheets", "jurisdictions")
    ]
    sheet, jurisdiction = read(index(pages, {}))["docs"]
    assert sheet[2:] == [("Word " * 20).strip(), 1]
    assert jurisdiction[2:] == [text, 1]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("Plain", "Plain"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<ul><li>One</li><li>Two</li></ul>", "One Two"),
        ("<p>One<br>Two<br/>Three<br />Four</p>", "One Two Three Four"),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One Two"),
        ("<p>A &amp; B, José, ‘quoted’, 1 &lt; 2</p>", "A & B, José, ‘quoted’, 1 < 2"),
        ("<p>Two\n  lines</p>\n", "Two lines"),
        ('<p>See <a href="x.html" title="T">the list</a> now</p>', "See the list now"),
        ("<p>Call <code>988</code>.</p>", "Call 988."),
        ("<p>10<sup>th</sup> (<sub>2</sub>)</p>", "10th (2)"),
        ("<p>The law.<sup>12</sup> So it is.<sup>3</sup></p>", "The law. So it is."),
        ("Jose\u0301", "Jos\u00e9"),
    ],
)
def test_text_is_plain_with_a_space_where_a_block_ended(html: str, text: str) -> None:
    assert text_of(html) == text


def test_no_character_can_end_the_script() -> None:
    html = '<p>&lt;/script&gt;&lt;!-- \u2028 \u2029</p><h2 id="&lt;/script&gt;">&lt;b&gt; <b>x</b></h2>'
    script = index([page("</script><!--", "<script>", html)], {})
    assert "<" not in script
    assert len(script.splitlines()) == 1
    first, second = read(script)["docs"]
    assert first == ["</script><!--", "<script>", "</script><!--", 1]
    assert second == ["#</script>", "<b> x", "", 1]


def test_the_real_index_weighs_at_most_60_kilobytes(site: Path) -> None:
    assert len(gzip.compress((site / "search/index.js").read_bytes(), 9)) <= 60_000
