"""The search index: a script in which a JSON reader finds plain text and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from recovery_site.search import compact, replace

SEPARATOR = r"[\s\-,:;.@()/]+"


def made(*docs: dict[str, Any]) -> str:
    """The script made from an index as the theme's search writes it."""
    return compact(json.dumps({"config": {"lang": ["en"], "separator": SEPARATOR}, "docs": docs}))


def read(script: str) -> dict[str, Any]:
    """What the script sets, read by a JSON reader."""
    before, _, rest = script.partition("=")
    assert before == "window.searchIndex"
    assert rest.endswith(";\n")
    value: dict[str, Any] = json.loads(rest.removesuffix(";\n"))
    return value


def text_of(html: str) -> str:
    """The text of one page that holds ``html``."""
    ((_, _, text, _),) = read(made({"location": "x", "title": "T", "text": html}))["docs"]
    return str(text)


def test_a_json_reader_can_read_the_script_back() -> None:
    script = made(
        {"location": "", "title": "Home", "text": ""},
        {"location": "a/index.html#b", "title": "A &amp; B", "text": "<p>C</p>", "boost": 2.0},
    )
    assert read(script) == {
        "separator": SEPARATOR,
        "docs": [["", "Home", "", 1], ["a/index.html#b", "A & B", "C", 2.0]],
    }


def test_parts_kept_out_of_the_search_stay_out() -> None:
    docs = [
        {"location": "a.html", "title": "A", "text": ""},
        {"location": "a.html#excluded", "title": "A", "text": ""},
        {"location": "a.html#b", "title": "B", "text": ""},
        {"location": "a.html#c", "title": "A", "text": "<p>C</p>"},
    ]
    kept = [location for location, *_ in read(made(*docs))["docs"]]
    assert kept == ["a.html", "#b", "#c"]


def test_a_part_of_the_page_above_is_named_without_its_page() -> None:
    places = ["", "#a", "b.html", "b.html#c", "b.html#d", "e.html#f", "e.html#g", "h.html"]
    docs = [{"location": place, "title": place, "text": "Text"} for place in places]
    short = [location for location, *_ in read(made(*docs))["docs"]]
    assert short == ["", "#a", "b.html", "#c", "#d", "e.html#f", "#g", "h.html"]


def test_an_index_of_no_page_is_an_index() -> None:
    assert read(made()) == {"separator": SEPARATOR, "docs": []}


@pytest.mark.parametrize("boost", [0.5, 2, 2.0, 100])
def test_boosts_are_kept(boost: float) -> None:
    one = {"location": "x", "title": "T", "text": "", "boost": boost}
    assert read(made(one))["docs"] == [["x", "T", "", boost]]


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
    ],
)
def test_text_is_plain_with_a_space_where_a_block_ended(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Call <code>988</code>.</p>", "Call 988."),
        ("<p>10<sup>th</sup> (<sub>2</sub>)</p>", "10th (2)"),
        ("<p>The law.<sup>12</sup> So it is.<sup>3</sup></p>", "The law. So it is."),
    ],
)
def test_elements_inside_a_sentence_part_no_word_from_its_signs(html: str, text: str) -> None:
    assert text_of(html) == text


def test_no_sign_can_end_the_script() -> None:
    script = made(
        {
            "location": "</script><!--",
            "title": "&lt;script&gt; <b>x</b>",
            "text": "<p>&lt;/script&gt;&lt;!-- \u2028 \u2029</p>",
        }
    )
    assert "<" not in script
    assert script.count("\n") == 1
    ((location, title, text, _),) = read(script)["docs"]
    assert (location, title) == ("</script><!--", "<script> x")
    assert text.startswith("</script><!--")


@pytest.mark.parametrize("text", ['"quoted"', "back\\slash", "${x}", "`y`", "\u0000", "😀"])
def test_awkward_signs_come_back_as_they_were(text: str) -> None:
    one = {"location": "x", "title": text, "text": text}
    assert read(made(one))["docs"] == [["x", text, text, 1]]


def test_the_index_of_the_theme_is_replaced(tmp_path: Path) -> None:
    raw = json.dumps({"config": {"separator": " "}, "docs": []})
    (tmp_path / "search_index.json").write_text(raw, "utf-8")
    replace(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.js"]
    assert (tmp_path / "index.js").read_text("utf-8") == compact(raw)
