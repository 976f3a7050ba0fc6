"""Which tests hold which trap of rules.md section 5: every one that issue 2 names has its row and its tests.

A test that is named for a trap and a row of the table cannot part: what is missing on either side fails.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"test_trap_(\d\d)_")
OF_ISSUE_2 = {*range(1, 12), 16, 17, *range(19, 26), 27, 29, 30}

CASES, SIGHT, RACES = "e2e/test_traps.py", "e2e/test_traps_of_sight.py", "integration/test_case_races.py"
PAGES, VERIFY = "browser/test_traps.py", "browser/test_verify_page.py"
DOMAIN, WEB, PRESS = "unit/domain", "unit/web", "unit/adapters/pdf/test_press.py"
# What the trap is, and what holds it: files with tests that are named for it, and single tests under other names.
TRAPS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("accepting just before the deadline and just after, though no sweep ran", (
        f"{DOMAIN}/test_invitation.py", CASES,
    )),
    2: ("two acceptances at once", (RACES,)),
    3: ("rejecting what was accepted", (f"{DOMAIN}/test_invitation.py", CASES)),
    4: ("double clicks and repeated jobs", (
        CASES, f"{WEB}/test_invitations.py::test_two_clicks_get_the_same_agreement",
        "e2e/test_kills.py::test_a_death_at_any_call_leaves_before_or_after",
        "unit/usecases/test_reminders.py", "unit/usecases/test_initiations.py",
    )),
    5: ("a second invitation before the first has ended", (f"{DOMAIN}/test_invitation.py", CASES)),
    6: ("the sixth open invitation; view-only ones do not count", (f"{DOMAIN}/test_invitation.py", CASES)),
    7: ("reasons of blanks and emoji", (
        f"{DOMAIN}/test_invitation.py", CASES, f"{DOMAIN}/test_text.py::test_reason_must_say_something",
    )),
    8: ("withdrawing against accepting", (RACES,)),
    9: ("the wrong college, and a level skipped", (
        f"{DOMAIN}/test_agreement.py", CASES, f"{WEB}/test_reviews.py::test_a_review_is_refused",
    )),
    10: ("a return keeps the history; a void is filled in anew", (f"{DOMAIN}/test_agreement.py", CASES)),
    11: ("a termination that came to nothing leaves the agreement printable", (f"{DOMAIN}/test_agreement.py", CASES)),
    16: ("the print count in a race, three and four copies, rare characters", (
        RACES, f"{DOMAIN}/test_printing.py", PRESS, f"{DOMAIN}/test_glyphs.py::test_it_can_be_printed",
        f"{PRESS}::test_every_page_says_whose_copy_it_is",
    )),
    17: ("printed values beside their own labels", (f"{DOMAIN}/test_form.py", PRESS)),
    19: ("each status has its own words, nothing leaks, guessing is slowed", (
        CASES, f"{VERIFY}::test_each_entry_has_its_own_words",
        f"{VERIFY}::test_a_list_that_cannot_be_used_leaves_the_status_unknown",
        f"{VERIFY}::test_an_expired_list_says_so_and_from_when_it_is",
        f"{VERIFY}::test_nothing_about_the_agreement_is_asked_for",
    )),
    20: ("tokens of one party in nobody else's answers", (
        SIGHT, f"{WEB}/test_accounts.py::test_the_token_is_in_the_mail_and_nowhere_else",
        f"{DOMAIN}/test_sight.py::test_each_actor_sees_only_what_is_theirs",
    )),
    21: ("HTML and formulas in reasons and names", (
        PAGES, f"{WEB}/test_imports.py", "unit/adapters/spreadsheet/test_writing.py",
        f"{WEB}/test_initiations.py",
    )),
    22: ("full-width digits, blanks, lower-case x, 15 digits", (
        f"{DOMAIN}/test_identifiers.py",
        f"{DOMAIN}/test_roster.py::test_a_bad_cell_is_named_with_line_column_and_rule",
        f"{WEB}/test_accounts.py::test_a_student_binds_and_is_logged_in",
    )),
    23: ("names with a dot, long names, two of one name", (
        f"{DOMAIN}/test_enrolment.py", f"{DOMAIN}/test_evidence.py", f"{DOMAIN}/test_student.py",
        f"{DOMAIN}/test_numbers.py", f"{DOMAIN}/test_text.py::test_person_name",
    )),
    24: ("a mail that failed is not shown as sent", (
        "unit/usecases/test_deliveries.py", "unit/usecases/test_recipients.py", f"{WEB}/test_notices.py",
    )),
    25: ("times say +08:00, the trail is in one zone", (
        f"{DOMAIN}/test_termination.py", f"{DOMAIN}/test_student.py", f"{DOMAIN}/test_events.py", SIGHT,
        f"{WEB}/test_answers.py::test_writes",
    )),
    27: ("a new policy changes nothing that runs", (
        f"{DOMAIN}/test_termination.py", f"{DOMAIN}/test_policy.py", CASES,
        "unit/usecases/test_initiations.py",
    )),
    29: ("nothing is loaded from another host", (PAGES, "unit/infra/test_site.py")),
    30: ("one school's cohort at another", (
        "unit/usecases/test_strangers.py", f"{WEB}/test_every_route.py", "unit/adapters/dynamo/test_keys.py", SIGHT,
    )),
}  # fmt: skip


@cache
def found() -> dict[str, set[str]]:
    """Every test function there is, by file."""
    return {
        path.relative_to(TESTS).as_posix(): {
            node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
        }
        for path in TESTS.rglob("test_*.py")
    }


def named_for(trap: int) -> set[str]:
    """The files with tests that carry a trap's number."""
    return {file for file, names in found().items() if any(name.startswith(f"test_trap_{trap:02}_") for name in names)}


@pytest.mark.parametrize(("trap", "holding"), [(trap, holding) for trap, (_, holding) in TRAPS.items()])
def test_what_holds_a_trap_is_there(trap: int, holding: tuple[str, ...]) -> None:
    assert named_for(trap) == {each for each in holding if "::" not in each} != set()
    for each in holding:
        file, _, name = each.partition("::")
        assert not name or name in found()[file], each


def test_every_trap_of_the_issue_is_in_the_table() -> None:
    assert set(TRAPS) == OF_ISSUE_2


def test_every_test_that_is_named_for_a_trap_names_one_that_there_is() -> None:
    numbers = {match[1] for names in found().values() for name in names if (match := NAMED.match(name))}
    assert numbers <= {f"{number:02}" for number in range(1, 31)}
