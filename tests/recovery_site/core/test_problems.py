"""What a problem looks like to the person who fixes it, and which ones stop a build."""

import pytest
from recovery_site.core.problems import Problem, errors

FILE = "data/contacts.yml"
ERROR = Problem(FILE, 12, "person Teresa Musick", "`role` is empty; fill it in")
WARNING = Problem(FILE, 7, "region 2", "nobody serves region 2", "warning")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (ERROR, "data/contacts.yml:12: person Teresa Musick: `role` is empty; fill it in"),
        (WARNING, "data/contacts.yml:7: warning: region 2: nobody serves region 2"),
        (Problem(FILE, 1, "", "the file is empty"), "data/contacts.yml:1: the file is empty"),
        (Problem(FILE, 0, "", "it is missing"), "data/contacts.yml: it is missing"),
    ],
)
def test_a_problem_names_file_line_record_and_remedy(problem: Problem, said: str) -> None:
    assert str(problem) == said


def test_only_errors_stop_a_build() -> None:
    other = Problem(FILE, 1, "", "the file is empty")
    assert errors([WARNING, ERROR, WARNING, other]) == [ERROR, other]
    assert errors([WARNING]) == []


def test_problems_sort_by_file_and_by_the_number_of_the_line() -> None:
    problems = [
        Problem("data/sources.yml", 1, "", "a"),
        Problem(FILE, 10, "", "a"),
        Problem(FILE, 9, "", "b"),
        Problem(FILE, 9, "", "a"),
    ]
    assert sorted(problems) == problems[::-1]
