"""What people fill in on the public page of the project: forms, templates of proposals, owners."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

TOP = Path(__file__).parents[2]
GITHUB = TOP / ".github"
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PROPOSAL = GITHUB / "PULL_REQUEST_TEMPLATE.md"
SHORT = re.compile(r"(?<![\d/-])(?:911|988)(?![\d/-])")


def read(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def valid(schema: str, *paths: Path) -> str:
    """What is wrong with files by GitHub's own shape; empty where nothing is."""
    checker = Path(sys.executable).with_name("check-jsonschema")
    result = subprocess.run(
        [checker, "--builtin-schema", schema, *paths], capture_output=True, text=True
    )
    return "" if result.returncode == 0 else result.stdout


def numbers(text: str) -> set[str]:
    """Every phone number in a text, written +1..., and the short emergency numbers."""
    found = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.POSSIBLE)
    written = {
        phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164)
        for one in found
        if len(re.sub(r"\D", "", one.raw_string)) >= 10
    }
    return written | set(SHORT.findall(text))


def test_there_is_a_form_for_each_purpose() -> None:
    assert [path.stem[2:] for path in FORMS] == [
        "contact", "specialist", "page", "source", "accessibility", "regions",
    ]  # fmt: skip
    names = [read(path)["name"] for path in FORMS]
    assert len(set(names)) == len(names)


def test_github_can_read_every_form(tmp_path: Path) -> None:
    assert valid("vendor.github-issue-forms", *FORMS) == ""
    broken = tmp_path / "form.yml"
    broken.write_text(FORMS[0].read_text("utf-8").replace("label:", "labels:", 1), "utf-8")
    assert valid("vendor.github-issue-forms", broken)


def test_nobody_can_write_without_a_form() -> None:
    path = GITHUB / "ISSUE_TEMPLATE/config.yml"
    assert valid("vendor.github-issue-config", path) == ""
    assert read(path)["blank_issues_enabled"] is False


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_first_thing_read_is_the_warning_and_the_last_a_promise(path: Path) -> None:
    body = read(path)["body"]
    first, last = body[0], body[-1]
    assert first["type"] == "markdown"
    told = first["attributes"]["value"]
    assert told.startswith("**Everyone on the internet can read what you write here.**")
    assert "Never write about a child" in told
    assert '"Help now"' in told
    assert last["type"] == "checkboxes"
    assert all(one["required"] for one in last["attributes"]["options"])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_little_and_each_question_once(path: Path) -> None:
    asked = [one for one in read(path)["body"] if one["type"] != "markdown"]
    assert 3 <= len(asked) <= 8
    for key in ("id", "label"):
        values = [one.get(key) or one["attributes"].get(key) for one in asked]
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
