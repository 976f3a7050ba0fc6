"""An import's states, its problems, and when bad rows stop it."""

from __future__ import annotations

import pytest

from functions.domain import imports
from functions.domain.errors import Refused
from functions.domain.imports import MOST_PROBLEMS, RowProblem, State
from tests import factories as some
from tests.unit.domain.cells import refusal

BAD = Refused(
    "id_check_digit", field="id_number", rule="B03",
    params={"line": 7, "column": "G", "header": "证件号码", "expected": "X"},
)  # fmt: skip
WHOLE_FILE = Refused("roster_header_missing", rule="B03")


def test_a_problem_says_where_and_what() -> None:
    assert imports.problem(BAD) == RowProblem(
        line=7, column="G", header="证件号码", code="id_check_digit", params={"expected": "X"}
    )
    assert imports.problem(WHOLE_FILE) == RowProblem(line=0, column="", header="", code="roster_header_missing")


def test_a_problems_sentence_may_name_the_place_and_what_was_wrong() -> None:
    said = imports.problem(BAD).said
    assert said == {"line": 7, "column": "G", "header": "证件号码", "expected": "X"}


def test_a_row_with_two_problems_is_one_bad_row() -> None:
    once = imports.with_problems(some.import_(problems=()), (BAD, WHOLE_FILE))
    assert (once.bad, len(once.problems)) == (1, 2)
    assert imports.with_problems(once, (BAD,)).bad == 2


def test_problems_beyond_the_most_are_counted_and_not_listed() -> None:
    full = some.import_(problems=(imports.problem(BAD),) * MOST_PROBLEMS, bad=MOST_PROBLEMS)
    more = imports.with_problems(full, (WHOLE_FILE,))
    assert (more.bad, len(more.problems), more.problems[-1].code) == (MOST_PROBLEMS + 1, MOST_PROBLEMS, BAD.code)


def test_a_file_that_cannot_be_read_ends_the_import() -> None:
    ended = imports.failed(some.import_(version=4), (WHOLE_FILE,))
    assert (ended.state, ended.version) == (State.FAILED, 5)
    assert [one.code for one in ended.problems] == ["roster_header_missing"]


def test_a_run_begins_after_its_dry_run_from_nothing() -> None:
    checked = some.import_(state=State.CHECKED, rows=9, passed=9, added=5, changed=2, unchanged=1, bad=1)
    started = imports.start(checked, leave_out_bad=True)
    assert (started.state, started.rows, started.version) == (State.RUNNING, 9, 2)
    assert (started.passed, started.added, started.changed, started.unchanged, started.bad) == (0, 0, 0, 0, 0)
    assert started.problems == ()


def test_bad_rows_stop_a_run_unless_somebody_says_otherwise() -> None:
    bad, good = some.import_(state=State.CHECKED, bad=2), some.import_(state=State.CHECKED)
    why = Refused("import_has_bad_rows", field="leave_out_bad", params={"bad": 2})
    assert refusal(lambda: imports.start(bad, leave_out_bad=False)) == why
    assert imports.start(good, leave_out_bad=False).state is State.RUNNING


@pytest.mark.parametrize("state", [state for state in State if state is not State.CHECKED])
def test_nothing_runs_that_is_not_checked(state: State) -> None:
    why = refusal(lambda: imports.start(some.import_(state=state), leave_out_bad=True))
    assert why == Refused("import_not_checked", params={"state": state.value})
