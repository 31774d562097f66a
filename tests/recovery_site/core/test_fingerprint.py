"""Names that change with the content."""

import pytest
from recovery_site.core.fingerprint import name


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("assets/site.css", "assets/site.2cf24dba.css"),
        ("assets/a.min.js", "assets/a.min.2cf24dba.js"),
        ("icon.svg", "icon.2cf24dba.svg"),
    ],
)
def test_eight_characters_stand_before_the_extension(path: str, wanted: str) -> None:
    assert name(path, b"hello") == wanted
