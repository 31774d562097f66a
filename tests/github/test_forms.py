"""What people fill in on the public page of the project: forms, templates of proposals, owners."""

import re
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

from tests.conftest import TOP

GITHUB = TOP / ".github"
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PROPOSAL = GITHUB / "PULL_REQUEST_TEMPLATE.md"
SHORT = re.compile(r"(?<![\d/-])(?:911|988)(?![\d/-])")


def read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def numbers(text: str) -> set[str]:
    """Every phone number in a text, written +1..., and the short emergency numbers."""
    matches = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.POSSIBLE)
    phones = {
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for match in matches
        if len(re.sub(r"\D", "", match.raw_string)) >= 10
    }
    return phones | set(SHORT.findall(text))


def test_there_is_a_form_for_each_purpose() -> None:
    assert [path.stem[2:] for path in FORMS] == [
        "contact", "specialist", "page", "source", "accessibility", "regions",
    ]  # fmt: skip
    names = [read(path)["name"] for path in FORMS]
    assert len(set(names)) == len(names)


def test_nobody_can_write_without_a_form() -> None:
    assert read(GITHUB / "ISSUE_TEMPLATE/config.yml")["blank_issues_enabled"] is False


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_warns_first_asks_little_and_ends_with_a_promise(path: Path) -> None:
    first, *asked = read(path)["body"]
    assert first["type"] == "markdown"
    warning = first["attributes"]["value"]
    assert warning.startswith("**Everyone on the internet can read what you write here.**")
    assert "Never write about a child" in warning
    assert '"Help now"' in warning
    assert asked[-1]["type"] == "checkboxes"
    assert all(option["required"] for option in asked[-1]["attributes"]["options"])
    asked = [part for part in asked if part["type"] != "markdown"]
    assert 3 <= len(asked) <= 8
    for key in ("id", "label"):
        values = [part.get(key) or part["attributes"].get(key) for part in asked]
        assert None not in values
        assert len(set(values)) == len(values)


def test_a_proposal_opens_with_the_warning_and_is_short() -> None:
    text = PROPOSAL.read_text("utf-8")
    assert "Everyone can read this. Never write about a child" in text.splitlines()[0]
    assert "- [ ] " in text
    assert len(text.splitlines()) <= 25


def test_no_number_or_address_is_typed_that_the_data_do_not_have() -> None:
    contacts = (TOP / "data/contacts.yml").read_text("utf-8")
    known = numbers(contacts)
    assert len(known) > 5
    read_by_people = [*FORMS, PROPOSAL, GITHUB / "ISSUE_TEMPLATE/config.yml"]
    for path in read_by_people:
        text = path.read_text("utf-8")
        assert numbers(text) <= known, path.name
        for mail in re.findall(r"[\w.+-]+@[\w-]+\.\w+", text):
            assert mail.lower() in contacts.lower(), path.name
        assert re.findall(r"https?://\w", text) == [], f"{path.name}: an address nobody keeps"


def test_a_typed_number_would_be_found() -> None:
    assert numbers("call 571.645.6233") == numbers("(571) 645-6233") == {"+15716456233"}
    assert numbers("or call 911 now") == {"911"}
    assert numbers("on 2026-11-23") == set()


def test_owners_are_named_only_when_they_are_known() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line for line in lines if re.match(r"(# )?(\*|/\S+) @", line)]
    assert rules
    owner = {}
    for line in rules:
        path, name = line.removeprefix("# ").split()
        assert path == "*" or (TOP / path.strip("/")).is_dir(), line
        # A made-up name must not look like a real one, and must not be in force.
        assert line.startswith("# ") == ("ORGANIZATION" in name), line
        owner[path] = name
    assert len({owner["/data/"], owner["/docs/"], owner["/hooks/"]}) == 3
    assert owner.keys() >= {"/.github/", "/scripts/", "/overrides/", "/hosting/"}
