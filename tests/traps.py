"""The traps of rules.md section 5 and the tests that hold them.

1. A file stands for all its tests that are named for the trap, `test_trap_NN_...`; single tests under other names, and
   sentences of the guides, stand with theirs.
2. A trap whose section comes later stands in LATER, with the reason. A trap is in one of the two.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

TESTS = Path(__file__).parent

CASES, SIGHT, RACES = "e2e/test_traps.py", "e2e/test_traps_of_sight.py", "integration/test_case_races.py"
PAGES, VERIFY = "browser/test_traps.py", "browser/test_verify_page.py"
DOMAIN, WEB, PRESS = "unit/domain", "unit/web", "unit/adapters/pdf/test_press.py"
# What the trap is, and what holds it: files with tests that are named for it, and single tests under other names.
TRAPS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    1: ("accepting just before the deadline and just after, though no sweep ran", (
        f"{DOMAIN}/test_invitation.py", CASES,
    )),
    2: ("two acceptances at once", (RACES, "unit/usecases/test_guests.py")),
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
    12: ("a second termination under one preset and under another", (
        f"{DOMAIN}/test_termination.py", "guides/test_hnust.py::每人只有一次违约机会",
        "unit/policies/test_beginnings.py::test_a_preset_says",
    )),
    13: ("the cool-down's vectors, and a year without an official calendar", (
        f"{DOMAIN}/test_termination.py", "unit/usecases/test_working_days.py",
        f"{DOMAIN}/test_workdays.py::test_fifteenth_working_day",
    )),
    14: ("a termination before the opening date", (f"{DOMAIN}/test_termination.py",)),
    16: ("the print count in a race, three and four copies, rare characters", (
        RACES, f"{DOMAIN}/test_printing.py", PRESS, f"{DOMAIN}/test_glyphs.py::test_it_can_be_printed",
        f"{PRESS}::test_every_page_says_whose_copy_it_is",
    )),
    17: ("printed values beside their own labels", (f"{DOMAIN}/test_form.py", PRESS)),
    18: ("the seal is on the paper, whatever the browser prints of backgrounds", (
        f"{PRESS}::test_the_seal_is_drawn_in_the_schools_box_and_says_that_it_is_a_picture",
    )),
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
        f"{DOMAIN}/test_enrolment.py", "unit/usecases/test_evidence.py", f"{DOMAIN}/test_student.py",
        f"{DOMAIN}/test_numbers.py", f"{DOMAIN}/test_text.py::test_person_name",
    )),
    24: ("a mail that failed is not shown as sent", (
        "unit/usecases/test_deliveries.py", "unit/usecases/test_recipients.py", f"{WEB}/test_notices.py",
    )),
    25: ("times say +08:00, the trail is in one zone", (
        f"{DOMAIN}/test_termination.py", f"{DOMAIN}/test_student.py", f"{DOMAIN}/test_events.py", SIGHT,
        f"{WEB}/test_answers.py::test_writes",
    )),
    26: ("a cut tail of the trail shows", (f"{DOMAIN}/test_events.py",)),
    27: ("a new policy changes nothing that runs", (
        f"{DOMAIN}/test_termination.py", f"{DOMAIN}/test_policy.py", CASES,
        "unit/usecases/test_initiations.py", "unit/usecases/test_printing_steps.py", "unit/usecases/test_guests.py",
    )),
    28: ("WeChat's browser: no blob to download, no printing by the page; a file that opens", (
        "unit/infra/test_site.py", f"{WEB}/test_pairings.py::test_a_visitor_prints_what_the_phone_grants",
    )),
    29: ("nothing is loaded from another host", (PAGES, "unit/infra/test_site.py")),
    30: ("one school's cohort at another", (
        "unit/usecases/test_strangers.py", f"{WEB}/test_every_route.py", "unit/adapters/dynamo/test_keys.py", SIGHT,
    )),
}  # fmt: skip


# What no test holds yet, because the section that it belongs to is a later one.
LATER: Mapping[int, tuple[str, str]] = {
    15: ("a destination void in the transaction that initiates a signing", "destinations (section N) come later"),
}


@cache
def found() -> Mapping[str, frozenset[str]]:
    """Every test function there is, by file, and the sentences of the guides."""
    return {path.relative_to(TESTS).as_posix(): _names(path) for path in TESTS.rglob("test_*.py")}


def _names(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if path.parent.name == "guides":
        tests |= set(import_module(f"tests.guides.{path.stem}").GUIDE)
    return frozenset(tests)


def named_for(trap: int) -> dict[str, list[str]]:
    """Return, by file, the tests that carry a trap's number."""
    begins = f"test_trap_{trap:02}_"
    of = {file: sorted(name for name in names if name.startswith(begins)) for file, names in found().items()}
    return {file: names for file, names in of.items() if names}


def proofs(trap: int) -> list[str]:
    """Return the tests that hold a trap, as `file::name`."""
    _, holding = TRAPS[trap]
    named = named_for(trap)
    return [
        test for each in holding
        for test in ([each] if "::" in each else [f"{each}::{name}" for name in named.get(each, ())])
    ]  # fmt: skip
