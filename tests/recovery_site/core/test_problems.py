"""What a problem looks like to the person who mends it, and which ones stop a build."""

from __future__ import annotations

from recovery_site.core.problems import Problem, errors

FILE = "data/contacts.yml"
ERROR = Problem(FILE, 12, "person Teresa Musick", "`role` is empty; fill it in")
WARNING = Problem(FILE, 7, "region 2", "nobody serves region 2", "warning")


def test_a_problem_names_file_line_record_and_remedy() -> None:
    assert str(ERROR) == "data/contacts.yml:12: person Teresa Musick: `role` is empty; fill it in"


def test_a_warning_says_that_it_is_one() -> None:
    assert str(WARNING) == "data/contacts.yml:7: warning: region 2: nobody serves region 2"


def test_a_problem_of_a_whole_file_names_no_record() -> None:
    assert (
        str(Problem(FILE, 1, "", "the file is empty")) == "data/contacts.yml:1: the file is empty"
    )


def test_a_problem_is_an_error_unless_said_otherwise() -> None:
    assert ERROR.severity == "error"


def test_only_errors_stop_a_build() -> None:
    other = Problem(FILE, 1, "", "the file is empty")
    assert errors([WARNING, ERROR, WARNING, other]) == [ERROR, other]
    assert errors([WARNING]) == []


def test_problems_sort_by_file_and_by_the_number_of_the_line() -> None:
    found = [
        Problem("data/sources.yml", 1, "", "a"),
        Problem(FILE, 10, "", "a"),
        Problem(FILE, 9, "", "b"),
        Problem(FILE, 9, "", "a"),
    ]
    assert sorted(found) == [found[3], found[2], found[1], found[0]]


def test_the_same_problem_found_twice_counts_once() -> None:
    assert {ERROR, Problem(FILE, 12, "person Teresa Musick", ERROR.message)} == {ERROR}
