"""Blanks of a worksheet to fill in: lines and boxes on a page, real fields in its PDF.

A blank is written once, as HTML that shows what will be printed. ``handouts.print_html`` turns the same
elements into form fields. Each has a name that a screen reader says and that stands alone.
"""

import re

from markupsafe import Markup

from recovery_site.core.templates import render


def field(label: str, size: str = "1 line") -> Markup:
    """A blank to write in; ``label``: what belongs into it.

    ``size``: ``"1 line"`` to ``"6 lines"``: more leave no room for anything else on a side; or ``"cell"`` for a
    cell of a table, where the label is not shown. Raises ValueError: there is no such size.
    """
    match = re.fullmatch(r"([1-6]) lines?|cell", size)
    if not match:
        message = f"`{size}` is not a size; the sizes are `cell`, and `1 line` to `6 lines`"
        raise ValueError(message)
    return render("field.html", label=label, lines=int(match[1] or 1), cell=size == "cell")


def tick(label: str) -> Markup:
    """A box to tick, with its label."""
    return render("tick.html", label=label)


def choice(label: str, *options: str) -> Markup:
    """Boxes of which one is ticked: a question and its answers.

    Raises ValueError: there are fewer than two answers.
    """
    if len(options) < 2:
        raise ValueError("a choice needs its label and at least two answers")
    return render("choice.html", label=label, options=options)
