"""Style sheets and scripts without what only their authors read."""

import re

import rjsmin


def css(text: str) -> str:
    """A style sheet without comments and spaces; strings of the project's own sheets hold no runs of them."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    return re.sub(r": (?=[^;{}]*[;}])", ":", text).replace(";}", "}").strip()


def js(text: str) -> str:
    """A script without comments and spaces."""
    return str(rjsmin.jsmin(text))
