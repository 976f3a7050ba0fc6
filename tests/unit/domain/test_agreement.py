"""SM-2, sections F and H: every cell under every review chain, every guard, and the way of a returned agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain import agreement_states, ending, reviewing, termination
from functions.domain.actors import Role
from functions.domain.agreement import ACTIVE, UNDER_REVIEW, Action, Agreement, Signing, State, UndoRequest, Unlocking
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused
from functions.domain.policy import EditAfterAccept, ReviewChain, SchoolPolicy
from functions.domain.terms import differences
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal

LATER = NOW + timedelta(days=1)


def x(role: Role, **fields: Any) -> Situation:
    """Return a situation; what is not a setting of the policy is said of the actor."""
    now = fields.pop("now", NOW)
    settings = {name: fields.pop(name) for name in list(fields) if hasattr(SchoolPolicy(), name)}
    return Situation(actor=someone(role, **fields), now=now, policy=SchoolPolicy(**settings))


# rules.md SM-2; decision 7 for the undoing, decision 9 for what follows a return, J08 and I05 for a signed one.
COMMON = """
draft            edit          student                               draft          student=not_initiated_by_student
draft            discard       student                               discarded      student=not_initiated_by_student
awaiting_report  edit          student                               awaiting_report student=not_initiated_by_student
awaiting_report  retract       college,school,admin                  void
returned         edit          student                               returned       student=not_initiated_by_student
college_review   withdraw      student                               draft          student=not_initiated_by_student
school_review    withdraw      student                               draft          student=not_initiated_by_student
open_review      withdraw      student                               draft          student=not_initiated_by_student
college_review   return        college                               returned
college_review   fail          college                               sign_failed
college_review   void          admin                                 void
school_review    pass          school                                signed
school_review    return        school                                returned
school_review    fail          school                                sign_failed
school_review    void          admin                                 void
open_review      pass          college,school                        signed
open_review      return        college,school                        returned
open_review      fail          college,school                        sign_failed
open_review      void          admin                                 void
returned         revise        employer                              reconfirmation
returned         void          admin                                 void
college_review   check_licence college                       college_review college=not_a_guest
school_review    check_licence school                        school_review  school=not_a_guest
open_review      check_licence college,school                open_review    college=not_a_guest school=not_a_guest
reconfirmation   decline       student                               returned
reconfirmation   void          admin                                 void
signed           print         student,employer,college,school,admin signed
signed           post          employer                              signed
signed           record_stamp  college,school,admin                  effective_otherwise
signed           request_undo  school,admin                          signed
signed           refuse_undo   school,admin                          signed
signed           request_reissue student,employer                    signed student=reissue_open employer=reissue_open
signed           approve_reissue school,admin                        signed
signed           refuse_reissue school,admin                         signed
signed           withdraw_reissue student,employer                  signed employer=only_initiator_withdraws
signed           request_unlock admin                                signed
signed           unlock        school,admin                          terminated
signed           refuse_unlock school,admin                          signed
signed           terminate     college,school                        terminated
signed           complete      college,school,admin                  unlock_open
completed        print         student,employer,college,school,admin completed
"""
OF_CHAIN = {
    ReviewChain.COLLEGE: """
draft            submit        student                               college_review student=not_initiated_by_student
awaiting_report  submit        student                               college_review student=not_initiated_by_student
returned         submit        student                               college_review student=not_initiated_by_student
college_review   pass          college                               signed
reconfirmation   confirm       student                               college_review
signed           undo          school,admin                          college_review
""",
    ReviewChain.SCHOOL: """
draft            submit        student                               school_review  student=not_initiated_by_student
awaiting_report  submit        student                               school_review  student=not_initiated_by_student
returned         submit        student                               school_review  student=not_initiated_by_student
college_review   pass          college                               signed
reconfirmation   confirm       student                               school_review
signed           undo          school,admin                          school_review
""",
    ReviewChain.COLLEGE_SCHOOL: """
draft            submit        student                               college_review student=not_initiated_by_student
awaiting_report  submit        student                               college_review student=not_initiated_by_student
returned         submit        student                               college_review student=not_initiated_by_student
college_review   pass          college                               school_review
reconfirmation   confirm       student                               college_review
signed           undo          school,admin                          school_review
""",
    ReviewChain.EITHER: """
draft            submit        student                               open_review    student=not_initiated_by_student
awaiting_report  submit        student                               open_review    student=not_initiated_by_student
returned         submit        student                               open_review    student=not_initiated_by_student
college_review   pass          college                               signed
reconfirmation   confirm       student                               open_review
signed           undo          school,admin                          open_review
""",
}
WANTED = Unlocking(reason="须入伍", account="somebody-else", name="周敏", at=NOW)
ASKED = UndoRequest(reason="审错了人", account="somebody-else", name="周敏", at=NOW)


@pytest.mark.parametrize("chain", ReviewChain)
@pytest.mark.parametrize("state", State)
def test_each_cell(state: State, chain: ReviewChain) -> None:
    asked = {"undo": ASKED, "reissue": some.reissue(), "unlocking": WANTED}
    one = some.agreement(state=state, issued=some.issued(), **asked)
    by = {role: x(role, review_chain=chain) for role in Role}
    fired = outcomes(Action, lambda action, role: MACHINE.fire(one, action, by[role]))
    assert fired == expected(COMMON + OF_CHAIN[chain], state, Action)


def test_states_are_active_until_they_end() -> None:
    ends = {State.DISCARDED, State.SIGN_FAILED, State.VOID, State.TERMINATED, State.COMPLETED}
    assert set(State) - ends == ACTIVE | {State.DRAFT}
    assert {State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW} == UNDER_REVIEW
    after = {(row.source, row.action) for row in MACHINE.transitions if row.source in ends}
    assert after == {(State.COMPLETED, Action.PRINT)}


FIRST_AND_LAST = {
    ReviewChain.COLLEGE: (State.COLLEGE_REVIEW, State.COLLEGE_REVIEW),
    ReviewChain.SCHOOL: (State.SCHOOL_REVIEW, State.SCHOOL_REVIEW),
    ReviewChain.COLLEGE_SCHOOL: (State.COLLEGE_REVIEW, State.SCHOOL_REVIEW),
    ReviewChain.EITHER: (State.OPEN_REVIEW, State.OPEN_REVIEW),
}


@pytest.mark.parametrize("chain", ReviewChain)
def test_a_chain_begins_and_ends(chain: ReviewChain) -> None:
    policy = SchoolPolicy(review_chain=chain)
    assert (agreement_states.first_review(policy), agreement_states.last_review(policy)) == FIRST_AND_LAST[chain]


OTHER_COLLEGE = Refused("other_college", rule="H01")
ANOTHER: dict[str, Any] = {"party": "somebody-else"}
ISSUED: dict[str, Any] = {"issued": some.issued()}
NO: dict[str, tuple[State, Action, Role, dict[str, Any], dict[str, Any], Refused]] = {
    "returned where terms never change": (
        State.COLLEGE_REVIEW, Action.RETURN, Role.COLLEGE, {"edit_after_accept": EditAfterAccept.NEVER}, {},
        Refused("return_not_allowed", rule="F15"),
    ),
    "failed where it may only be returned": (
        State.SCHOOL_REVIEW, Action.FAIL, Role.SCHOOL, {"review_fail_allowed": False}, {},
        Refused("fail_not_allowed", rule="H06"),
    ),
    "revised by another employer": (State.RETURNED, Action.REVISE, Role.EMPLOYER, ANOTHER, {}, Refused("not_yours")),
    "confirmed by another student": (
        State.RECONFIRMATION, Action.CONFIRM, Role.STUDENT, ANOTHER, {}, Refused("not_yours"),
    ),
    "declined by another student": (
        State.RECONFIRMATION, Action.DECLINE, Role.STUDENT, ANOTHER, {}, Refused("not_yours"),
    ),
    "printed by another student": (State.SIGNED, Action.PRINT, Role.STUDENT, ANOTHER, ISSUED, Refused("not_yours")),
    "printed by another employer": (State.SIGNED, Action.PRINT, Role.EMPLOYER, ANOTHER, ISSUED, Refused("not_yours")),
    "printed by another college": (
        State.SIGNED, Action.PRINT, Role.COLLEGE, {"college": "204"}, ISSUED, OTHER_COLLEGE,
    ),
    "printed by a role that the school leaves out": (
        State.SIGNED, Action.PRINT, Role.STUDENT, {"who_prints": frozenset({Role.SCHOOL})}, ISSUED,
        Refused("role_may_not_print", rule="J01"),
    ),
    "printed before it is issued": (
        State.SIGNED, Action.PRINT, Role.STUDENT, {}, {}, Refused("not_issued_yet", rule="J06"),
    ),
    "terminated by another college": (
        State.SIGNED, Action.TERMINATE, Role.COLLEGE, {"college": "204"}, {}, OTHER_COLLEGE,
    ),
}  # fmt: skip
YES: dict[str, tuple[State, Action, Role, dict[str, Any], dict[str, Any]]] = {
    "printed by the school alone": (
        State.SIGNED,
        Action.PRINT,
        Role.SCHOOL,
        {"who_prints": frozenset({Role.SCHOOL})},
        ISSUED,
    ),
    "printed while a termination runs": (
        State.SIGNED,
        Action.PRINT,
        Role.EMPLOYER,
        {},
        ISSUED | {"open_termination": "t1"},
    ),
    "terminated by the own college": (State.SIGNED, Action.TERMINATE, Role.COLLEGE, {}, {"open_termination": "t1"}),
    "printed once it is fulfilled": (State.COMPLETED, Action.PRINT, Role.STUDENT, {}, ISSUED),
}


@pytest.mark.parametrize(("state", "action", "role", "said", "fields", "why"), NO.values(), ids=NO)
def test_refuses(
    state: State, action: Action, role: Role, said: dict[str, Any], fields: dict[str, Any], why: Refused
) -> None:
    one = some.agreement(state=state, **fields)
    assert refusal(lambda: MACHINE.fire(one, action, x(role, **said))) == why


@pytest.mark.parametrize(("state", "action", "role", "said", "fields"), YES.values(), ids=YES)
def test_allows(state: State, action: Action, role: Role, said: dict[str, Any], fields: dict[str, Any]) -> None:
    one = some.agreement(state=state, **fields)
    assert MACHINE.fire(one, action, x(role, **said)).version == 2


@pytest.mark.parametrize("decision", [Action.PASS, Action.RETURN, Action.FAIL])
@pytest.mark.parametrize("state", [State.COLLEGE_REVIEW, State.OPEN_REVIEW])
def test_trap_09_another_college_decides_nothing(state: State, decision: Action) -> None:
    other = x(Role.COLLEGE, college="204", review_chain=ReviewChain.EITHER)
    assert refusal(lambda: reviewing.review(some.agreement(state=state), decision, "原因", other)) == OTHER_COLLEGE


def test_trap_09_no_level_is_skipped() -> None:
    accepted = some.agreement()
    assert refusal(lambda: reviewing.review(accepted, Action.PASS, "", x(Role.SCHOOL))).code == "role_may_not"
    passed = reviewing.review(accepted, Action.PASS, "", x(Role.COLLEGE))
    assert passed.state is State.SCHOOL_REVIEW
    assert refusal(lambda: reviewing.review(passed, Action.PASS, "", x(Role.COLLEGE))).code == "role_may_not"
    assert reviewing.review(passed, Action.PASS, "", x(Role.SCHOOL)).state is State.SIGNED


def test_who_passes_what_is_flagged_says_how_it_was_looked_into() -> None:
    flagged = some.agreement(flags=("penalty_above_limit",))
    refused = refusal(lambda: reviewing.review(flagged, Action.PASS, "", x(Role.COLLEGE)))
    assert refused == Refused("flags_not_answered", field="reason", rule="H04")
    passed = reviewing.review(flagged, Action.PASS, "已与单位核实", x(Role.COLLEGE))
    assert passed.reviews[-1].reason == "已与单位核实"


def test_b06_who_passes_a_graduate_of_whom_the_registry_says_otherwise_answers_that_too() -> None:
    found, by = some.agreement(), x(Role.COLLEGE)
    why = refusal(lambda: reviewing.review(found, Action.PASS, "", by, registry_differs=True))
    assert why == Refused("flags_not_answered", field="reason", rule="H04")
    passed = reviewing.review(found, Action.PASS, "已与学籍部门核实", by, registry_differs=True)
    assert (passed.reviews[-1].reason, passed.flags) == ("已与学籍部门核实", ())
    assert reviewing.review(found, Action.FAIL, "查无此人", by, registry_differs=True).state is State.SIGN_FAILED


@pytest.mark.parametrize("decision", [Action.RETURN, Action.FAIL])
def test_a_return_and_a_failure_need_a_reason(decision: Action) -> None:
    why = refusal(lambda: reviewing.review(some.agreement(), decision, "", x(Role.COLLEGE)))
    assert why == Refused("reason_required", field="reason", rule="H05")


def test_a_void_needs_a_reason_and_leaves_no_effect() -> None:
    accepted = some.agreement(effective_at=NOW)
    why = refusal(lambda: reviewing.void(accepted, "", x(Role.ADMIN)))
    assert why == Refused("reason_required", field="reason", rule="SM-2")
    voided = reviewing.void(accepted, "学生已退学", x(Role.ADMIN, now=LATER))
    assert (voided.state, voided.ended_at, voided.effective_at) == (State.VOID, LATER, None)


def test_a_review_says_who_when_and_about_which_revision() -> None:
    passed = reviewing.review(some.agreement(revision=2), Action.PASS, "", x(Role.COLLEGE, account="a3", name="王老师"))
    assert passed.reviews == (some.review(revision=2),)


def test_a_failure_ends_it_without_effect() -> None:
    failed = reviewing.review(some.agreement(effective_at=NOW), Action.FAIL, "单位信息不实", x(Role.COLLEGE, now=LATER))
    assert (failed.state, failed.effective_at, failed.ended_at) == (State.SIGN_FAILED, None, LATER)
    assert failed.signed_at is None


def returned(accepted: Agreement) -> Agreement:
    return reviewing.review(accepted, Action.RETURN, "违约金写错了", x(Role.COLLEGE))


def test_trap_10_a_return_keeps_the_history_and_shows_what_changed() -> None:
    accepted = some.agreement()
    sent_back = returned(accepted)
    assert (sent_back.state, sent_back.ended_at) == (State.RETURNED, None)
    revised = reviewing.revise(sent_back, some.terms(penalty=3000), x(Role.EMPLOYER))
    assert (revised.state, revised.revision) == (State.RECONFIRMATION, 2)
    assert revised.previous is not None
    changed = differences(revised.previous, revised.terms)
    assert [(one.field, one.before, one.after) for one in changed] == [("penalty", 5000, 3000)]
    confirmed = reviewing.confirm(revised, some.acceptance(hash="cd" * 32), x(Role.STUDENT, now=LATER))
    assert (confirmed.acceptance.hash, confirmed.acceptance.revision) == ("cd" * 32, 2)
    assert confirmed.submitted_at == LATER
    again = reviewing.review(confirmed, Action.PASS, "", x(Role.COLLEGE))
    assert [(one.decision, one.revision, one.reason) for one in again.reviews] == [
        (Action.RETURN, 1, "违约金写错了"), (Action.PASS, 2, ""),
    ]  # fmt: skip


def test_trap_10_a_void_ends_it_for_good() -> None:
    voided = reviewing.void(returned(some.agreement()), "重新签约", x(Role.ADMIN))
    assert refusal(lambda: reviewing.revise(voided, some.terms(penalty=1), x(Role.EMPLOYER))).code == (
        "state_does_not_allow"
    )
    assert all(not MACHINE.allowed(voided, x(role)) for role in Role)


def test_a_change_once_declined_is_shown_again_when_it_is_proposed_again() -> None:
    sent_back = returned(some.agreement())
    lower_pay = some.terms(monthly_pay=6000)
    declined = reviewing.decline(reviewing.revise(sent_back, lower_pay, x(Role.EMPLOYER)), x(Role.STUDENT))
    assert (declined.state, declined.revision) == (State.RETURNED, 2)
    again = reviewing.revise(declined, replace(lower_pay, position="测试工程师"), x(Role.EMPLOYER))
    assert again.previous == sent_back.terms
    assert {one.field for one in differences(again.previous, again.terms)} == {"monthly_pay", "position"}
    accepted = reviewing.confirm(again, some.acceptance(), x(Role.STUDENT))
    third = reviewing.revise(returned(accepted), some.terms(), x(Role.EMPLOYER))
    assert third.previous == accepted.terms


UNCHANGED = {"as accepted": some.terms(), "as declined": some.terms(monthly_pay=6000)}


@pytest.mark.parametrize("proposed", UNCHANGED.values(), ids=UNCHANGED)
def test_a_revision_that_changes_nothing_is_none(proposed: Any) -> None:
    first = reviewing.revise(returned(some.agreement()), some.terms(monthly_pay=6000), x(Role.EMPLOYER))
    declined = reviewing.decline(first, x(Role.STUDENT))
    why = refusal(lambda: reviewing.revise(declined, proposed, x(Role.EMPLOYER)))
    assert why == Refused("nothing_changed", rule="G05")


def test_trap_11_a_failed_termination_leaves_it_signed_and_printable() -> None:
    signed = some.agreement(state=State.SIGNED, issued=some.issued(), open_termination="t1")
    by_school = termination.Situation(actor=someone(Role.SCHOOL), now=LATER, policy=SchoolPolicy())
    applied = some.termination(state=termination.State.SCHOOL_REVIEW)
    verdict = ending.Verdict(decision=termination.Action.FAIL, reason="理由不成立", agreement_digest="a")
    failed = ending.review(applied, verdict, "a", by_school)
    assert failed.state is termination.State.FAILED
    after = replace(signed, open_termination=None, version=signed.version + 1)
    for one in (signed, after):
        assert all(Action.PRINT in MACHINE.allowed(one, x(role)) for role in (Role.STUDENT, Role.EMPLOYER))


def test_an_end_is_dated() -> None:
    signed = some.agreement(state=State.SIGNED, effective_at=NOW, open_termination="t1")
    terminated = reviewing.terminate(signed, x(Role.SCHOOL, now=LATER))
    assert (terminated.state, terminated.ended_at, terminated.open_termination) == (State.TERMINATED, LATER, None)
    assert terminated.effective_at == NOW


SIGNINGS = {
    "an accepted invitation": (some.agreement(), Signing.ACCEPTED),
    "an invitation whose signing failed": (some.agreement(state=State.SIGN_FAILED), Signing.FAILED),
    "the student's own, under review": (some.initiated(state=State.COLLEGE_REVIEW), Signing.INITIATED),
    "a signing on paper": (some.signed_on_paper(), Signing.OFFLINE),
    "the student's own, failed": (some.initiated(state=State.SIGN_FAILED), Signing.INITIATED),
}


@pytest.mark.parametrize(("found", "signing"), SIGNINGS.values(), ids=SIGNINGS.keys())
def test_the_signing_has_a_status_of_its_own(found: Agreement, signing: Signing) -> None:
    assert found.signing is signing
