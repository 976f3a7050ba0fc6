"""SM-5, section M: every cell under every set of reviewers, windows, chances, answers, and what an approval frees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.domain import ending, signing_lock, termination
from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.calendars import BUNDLED
from functions.domain.deadlines import Eligibility
from functions.domain.ending import Verdict
from functions.domain.errors import Refused
from functions.domain.grounds import Reason
from functions.domain.policy import Counterparty, ReviewChain, SchoolPolicy, TerminationOpens, TerminationReason
from functions.domain.signing_lock import LockState, SigningLock
from functions.domain.termination import (
    MACHINE,
    OPEN,
    UNDER_REVIEW,
    Action,
    Answer,
    Application,
    Fault,
    Review,
    Situation,
    State,
    Termination,
)
from functions.domain.terms import Terms
from functions.domain.workdays import WorkingDay
from tests import factories as some
from tests.factories import CASE, NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal

LAST_SECOND = datetime.fromisoformat("2026-03-19T23:59:59+08:00")
LATE = LAST_SECOND + timedelta(seconds=1)
HELD = some.signing_lock()
AGREED = Answer(is_agreed=True, reason="", account="account-employer", at=NOW)
ORIGINAL, LETTER = "a" * 64, "b" * 64
PARTIES = (Role.STUDENT, Role.EMPLOYER)


def x(role: Role, **fields: Any) -> Situation:
    """Return a situation; what is not a setting of the policy is said of the actor."""
    now, has_account = fields.pop("now", NOW), fields.pop("has_employer_account", True)
    settings = {name: fields.pop(name) for name in list(fields) if hasattr(SchoolPolicy(), name)}
    actor, policy = someone(role, **fields), SchoolPolicy(**settings)
    return Situation(actor=actor, now=now, policy=policy, has_employer_account=has_account)


def applied(state: State = State.AWAIT_OTHER, **fields: Any) -> Termination:
    return some.termination(**{"state": state, "answer_by": LAST_SECOND} | fields)


# rules.md SM-5, decision 3 for the lapse; {one} has applied, {begins} is the first state of the school's reviewers.
COMMON = """
await_other     agree     {other}         {begins}       {one}=initiator_may_not_answer
await_other     refuse    {other}         refused        {one}=initiator_may_not_answer
await_other     withdraw  {one}           withdrawn      {other}=only_initiator_withdraws
await_other     lapse     system          lapsed
college_review  pass      college         {passed}
college_review  fail      college         failed
school_review   pass      school          approved
school_review   fail      school          failed
open_review     pass      college,school  approved
open_review     fail      college,school  failed
"""
OF_REVIEWERS = {
    ReviewChain.COLLEGE: {"begins": "college_review", "passed": "approved"},
    ReviewChain.SCHOOL: {"begins": "school_review", "passed": "approved"},
    ReviewChain.COLLEGE_SCHOOL: {"begins": "college_review", "passed": "school_review"},
    ReviewChain.EITHER: {"begins": "open_review", "passed": "approved"},
}


@pytest.mark.parametrize("reviewers", ReviewChain)
@pytest.mark.parametrize("initiator", PARTIES)
@pytest.mark.parametrize("state", State)
def test_each_cell(state: State, initiator: Role, reviewers: ReviewChain) -> None:
    (other,) = set(PARTIES) - {initiator}
    table = COMMON.format(one=initiator.value, other=other.value, **OF_REVIEWERS[reviewers])
    one = applied(state, initiator=initiator)

    def fire(action: Action, role: Role) -> Termination:
        now = LATE if action is Action.LAPSE else NOW
        return MACHINE.fire(one, action, x(role, now=now, termination_reviewers=reviewers))

    assert outcomes(Action, fire) == expected(table, state, Action)


def test_states_are_open_until_they_end() -> None:
    ends = {State.APPROVED, State.REFUSED, State.FAILED, State.WITHDRAWN, State.LAPSED}
    assert set(State) - ends == OPEN
    assert OPEN - {State.AWAIT_OTHER} == UNDER_REVIEW
    assert not ends & {row.source for row in MACHINE.transitions}


TOO_LATE = Refused("answer_too_late", rule="decision 3")
NOT_YOURS = Refused("not_yours")
OTHER_COLLEGE = Refused("other_college", rule="H01")
NO: dict[str, tuple[State, Action, Role, dict[str, Any], Refused]] = {
    "another employer agrees": (State.AWAIT_OTHER, Action.AGREE, Role.EMPLOYER, {"party": "another"}, NOT_YOURS),
    "another employer refuses": (State.AWAIT_OTHER, Action.REFUSE, Role.EMPLOYER, {"party": "another"}, NOT_YOURS),
    "another student withdraws": (State.AWAIT_OTHER, Action.WITHDRAW, Role.STUDENT, {"party": "another"}, NOT_YOURS),
    "agreed too late": (State.AWAIT_OTHER, Action.AGREE, Role.EMPLOYER, {"now": LATE}, TOO_LATE),
    "refused too late": (State.AWAIT_OTHER, Action.REFUSE, Role.EMPLOYER, {"now": LATE}, TOO_LATE),
    "withdrawn too late": (State.AWAIT_OTHER, Action.WITHDRAW, Role.STUDENT, {"now": LATE}, TOO_LATE),
    "lapsed in its last second": (
        State.AWAIT_OTHER, Action.LAPSE, Role.SYSTEM, {"now": LAST_SECOND},
        Refused("answer_not_due", rule="decision 3"),
    ),
    "another college passes": (State.COLLEGE_REVIEW, Action.PASS, Role.COLLEGE, {"college": "204"}, OTHER_COLLEGE),
    "another college passes the first of two reviews": (
        State.COLLEGE_REVIEW, Action.PASS, Role.COLLEGE,
        {"college": "204", "termination_reviewers": ReviewChain.COLLEGE_SCHOOL}, OTHER_COLLEGE,
    ),
    "another college fails": (State.COLLEGE_REVIEW, Action.FAIL, Role.COLLEGE, {"college": "204"}, OTHER_COLLEGE),
    "another college passes in either's place": (
        State.OPEN_REVIEW, Action.PASS, Role.COLLEGE, {"college": "204"}, OTHER_COLLEGE,
    ),
    "another college fails in either's place": (
        State.OPEN_REVIEW, Action.FAIL, Role.COLLEGE, {"college": "204"}, OTHER_COLLEGE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("state", "action", "role", "said", "why"), NO.values(), ids=NO)
def test_refuses(state: State, action: Action, role: Role, said: dict[str, Any], why: Refused) -> None:
    assert refusal(lambda: MACHINE.fire(applied(state), action, x(role, **said))) == why


def signed(**fields: Any) -> Agreement:
    return some.agreement(**{"state": AgreementState.SIGNED, "signed_at": NOW} | fields)


def apply(agreement: Agreement, situation: Situation, lock: SigningLock = HELD, **fields: Any) -> Termination:
    has_lapsed = fields.pop("has_lapsed", False)
    ordinary: dict[str, Any] = {"reason": Reason.FURTHER_STUDY, "explanation": "已被录取为硕士研究生"}
    application = Application(**ordinary | fields)
    return termination.apply(agreement, lock, application, situation, id_="t1", has_lapsed=has_lapsed)


GIVEN: dict[str, tuple[TerminationReason, dict[str, Any], Reason | Refused]] = {
    "both where both are asked": (TerminationReason.LIST_AND_TEXT, {}, Reason.FURTHER_STUDY),
    "no pick": (TerminationReason.LIST_AND_TEXT, {"reason": None}, Refused("required", field="reason", rule="M04")),
    "no words": (
        TerminationReason.LIST_AND_TEXT, {"explanation": ""}, Refused("required", field="explanation", rule="M04"),
    ),
    "a pick where it is enough": (TerminationReason.LIST, {"explanation": ""}, Reason.FURTHER_STUDY),
    "words where a pick is asked": (
        TerminationReason.LIST, {"reason": None}, Refused("required", field="reason", rule="M04"),
    ),
    "words where they are enough": (TerminationReason.TEXT, {"reason": None}, Reason.OTHER),
    "a pick where words are asked": (
        TerminationReason.TEXT, {"explanation": ""}, Refused("required", field="explanation", rule="M04"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("setting", "fields", "wanted"), GIVEN.values(), ids=GIVEN)
def test_how_the_reason_is_given(setting: TerminationReason, fields: dict[str, Any], wanted: Reason | Refused) -> None:
    situation = x(Role.STUDENT, termination_reason=setting)
    if isinstance(wanted, Refused):
        assert refusal(lambda: apply(signed(), situation, **fields)) == wanted
    else:
        assert apply(signed(), situation, **fields).reason is wanted


USED = some.signing_lock(terminations=1)
AFTER_NEW_YEAR: dict[str, Any] = {"termination_opens": TerminationOpens.AFTER_NEW_YEAR}
BY_LETTER = Refused("only_student_by_letter", rule="M20")
MAY_NOT: dict[str, tuple[Agreement, SigningLock, Role, dict[str, Any], Refused]] = {
    "a reviewer": (signed(), HELD, Role.SCHOOL, {}, Refused("role_may_not_terminate", rule="M05")),
    "an employer where only students apply": (
        signed(), HELD, Role.EMPLOYER, {"termination_initiators": frozenset({Role.STUDENT})},
        Refused("role_may_not_terminate", rule="M05"),
    ),
    "while another runs": (
        signed(open_termination="t0"), HELD, Role.STUDENT, {}, Refused("termination_open", rule="SM-5"),
    ),
    "the only chance is used": (
        signed(), USED, Role.STUDENT, {"max_terminations": 1},
        Refused("no_termination_left", rule="M15", params={"max": 1}),
    ),
    "before the window opens": (
        signed(), HELD, Role.STUDENT, AFTER_NEW_YEAR | {"now": NOW.replace(year=2025, month=11)},
        Refused("terminations_not_open", rule="M01", params={"from": "2026-01-04"}),
    ),
    "an employer without an account": (signed(), HELD, Role.EMPLOYER, {"has_employer_account": False}, BY_LETTER),
    "once the graduate has reported for work": (
        signed(state=AgreementState.COMPLETED), HELD, Role.STUDENT, {}, Refused("agreement_fulfilled", rule="I05"),
    ),
} | {
    f"an agreement that is {state}": (
        signed(state=state), HELD, Role.STUDENT, {}, Refused("agreement_not_signed", rule="SM-5"),
    )
    for state in AgreementState if state not in (AgreementState.SIGNED, AgreementState.COMPLETED)
}  # fmt: skip
MAY: dict[str, tuple[SigningLock, Role, dict[str, Any]]] = {
    "a student": (HELD, Role.STUDENT, {}),
    "an employer": (HELD, Role.EMPLOYER, {}),
    "a student where only students apply": (
        HELD, Role.STUDENT, {"termination_initiators": frozenset({Role.STUDENT})},
    ),
    "a student without a limit": (some.signing_lock(terminations=9), Role.STUDENT, {}),
    "a student with a chance left": (USED, Role.STUDENT, {"max_terminations": 2}),
    "an employer, when the student's chance is used": (USED, Role.EMPLOYER, {"max_terminations": 1}),
    "when the window is open": (HELD, Role.STUDENT, AFTER_NEW_YEAR),
}  # fmt: skip


@pytest.mark.parametrize(("one", "lock", "role", "said", "why"), MAY_NOT.values(), ids=MAY_NOT)
def test_may_not_apply(one: Agreement, lock: SigningLock, role: Role, said: dict[str, Any], why: Refused) -> None:
    assert termination.may_apply(one, lock, x(role, **said)) == why
    assert refusal(lambda: apply(one, x(role, **said), lock)) == why


@pytest.mark.parametrize(("lock", "role", "said"), MAY.values(), ids=MAY)
def test_may_apply(lock: SigningLock, role: Role, said: dict[str, Any]) -> None:
    assert termination.may_apply(signed(), lock, x(role, **said)) is None
    assert apply(signed(), x(role, **said), lock).initiator is role


def test_trap_12_one_chance_where_the_school_gives_one() -> None:
    hnust, ustc = {"max_terminations": 1, "cooldown_working_days": 15}, {"max_terminations": 0}
    first = ending.release_lock(HELD, approved(Fault.STUDENT), x(Role.SCHOOL, **hnust))
    again = signing_lock.take(first, "second", NOW + timedelta(days=60))
    second = signed(id="second")
    assert refusal(lambda: apply(second, x(Role.STUDENT, **hnust), again)).code == "no_termination_left"
    assert apply(second, x(Role.STUDENT, **ustc), again).state is State.AWAIT_OTHER


@pytest.mark.parametrize(("most", "used", "left"), [(0, 3, None), (1, 0, 1), (1, 1, 0), (1, 2, 0), (3, 1, 2)])
def test_the_chances_that_are_left(most: int, used: int, left: int | None) -> None:
    lock = some.signing_lock(terminations=used)
    assert termination.chances_left(SchoolPolicy(max_terminations=most), lock) == left


WINDOWS = {
    "the autumn before": (2026, "2025-11-20T10:00:00+08:00", False),
    "new year's day": (2026, "2026-01-01T10:00:00+08:00", False),
    "the last second before": (2026, "2026-01-03T23:59:59+08:00", False),
    "a Sunday that is worked": (2026, "2026-01-04T00:00:00+08:00", True),
    "the summer": (2026, "2026-07-01T10:00:00+08:00", True),
    "the next winter": (2026, "2027-01-01T10:00:00+08:00", True),
    "the next class in the same winter": (2027, "2026-12-31T10:00:00+08:00", False),
    "the next class before its calendar is official": (2027, "2027-01-04T00:00:00+08:00", True),
}


@pytest.mark.parametrize(("cohort", "moment", "is_open"), WINDOWS.values(), ids=WINDOWS)
def test_trap_14_nothing_before_the_opening_date(cohort: int, moment: str, is_open: bool) -> None:
    at, one = datetime.fromisoformat(moment), signed(cohort=cohort)
    why = termination.may_apply(one, HELD, x(Role.STUDENT, now=at, **AFTER_NEW_YEAR))
    shut = "terminations_expected_to_open" if cohort == 2027 else "terminations_not_open"
    assert (why.code if why else None) == (None if is_open else shut)
    assert termination.may_apply(one, HELD, x(Role.STUDENT, now=at)) is None


def test_the_opening_date() -> None:
    after = SchoolPolicy(**AFTER_NEW_YEAR)
    assert termination.opens_on(after, 2026) == WorkingDay(date(2026, 1, 4), is_provisional=False)
    assert termination.opens_on(after, 2027) == WorkingDay(date(2027, 1, 4), is_provisional=True)
    assert termination.opens_on(SchoolPolicy(), 2026) is None


LETTERS: dict[str, tuple[dict[str, Any], bool]] = {
    "an answer in the system": ({}, False),
    "a letter in its place": ({"termination_counterparty": Counterparty.LETTER}, True),
    "a letter beside it": ({"termination_letter_required": True}, True),
    "a letter where the employer has no account": ({"has_employer_account": False}, True),
}


@pytest.mark.parametrize(("settings", "is_needed"), LETTERS.values(), ids=LETTERS)
def test_a_letter_where_the_policy_asks_for_one(settings: dict[str, Any], is_needed: bool) -> None:
    assert termination.needs_letter(x(Role.STUDENT, **settings)) is is_needed
    if is_needed:
        why = refusal(lambda: apply(signed(), x(Role.STUDENT, **settings)))
        assert why == Refused("letter_required", field="letter", rule="M03")
    assert apply(signed(), x(Role.STUDENT, **settings), letter="letters/1").letter == "letters/1"


BEGINNINGS: dict[str, tuple[dict[str, Any], dict[str, Any], State]] = {
    "the other party answers": ({}, {}, State.AWAIT_OTHER),
    "the other party answers, though there is a letter": ({}, {"letter": "l"}, State.AWAIT_OTHER),
    "the letter stands for the answer": (
        {"termination_counterparty": Counterparty.LETTER}, {"letter": "l"}, State.SCHOOL_REVIEW,
    ),
    "the college reads the letter": (
        {"termination_counterparty": Counterparty.LETTER, "termination_reviewers": ReviewChain.COLLEGE},
        {"letter": "l"}, State.COLLEGE_REVIEW,
    ),
    "the letter of an employer without an account": (
        {"has_employer_account": False}, {"letter": "l"}, State.SCHOOL_REVIEW,
    ),
    "a letter after nobody answered": ({}, {"letter": "l", "has_lapsed": True}, State.SCHOOL_REVIEW),
    "no letter after nobody answered": ({}, {"has_lapsed": True}, State.AWAIT_OTHER),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "fields", "begins"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_where_an_application_begins(settings: dict[str, Any], fields: dict[str, Any], begins: State) -> None:
    assert apply(signed(), x(Role.STUDENT, **settings), **fields).state is begins


def test_an_application_carries_what_lists_show() -> None:
    made = apply(signed(policy_version=3), x(Role.EMPLOYER, termination_answer_days=7), letter="l")
    assert made == some.termination(
        initiator=Role.EMPLOYER, letter="l", policy_version=3, is_without_liability=True,
        answer_by=datetime.fromisoformat("2026-03-12T23:59:59+08:00"),
    )  # fmt: skip


def test_trap_27_an_application_stays_under_the_policy_of_its_agreement() -> None:
    assert apply(signed(policy_version=1), x(Role.STUDENT)).policy_version == 1


def test_the_other_party_agrees_or_says_why_not() -> None:
    agreed = termination.agree(applied(), x(Role.EMPLOYER))
    assert agreed.answer == AGREED
    assert (agreed.state, agreed.ended_at) == (State.SCHOOL_REVIEW, None)
    refused = termination.refuse(applied(), "岗位无人接替", x(Role.EMPLOYER))
    assert refused.answer == Answer(is_agreed=False, reason="岗位无人接替", account="account-employer", at=NOW)
    assert (refused.state, refused.ended_at) == (State.REFUSED, NOW)
    why = refusal(lambda: termination.refuse(applied(), "", x(Role.EMPLOYER)))
    assert why == Refused("reason_required", field="reason", rule="M07")


def test_the_clock_decides_that_nobody_answered() -> None:
    assert [termination.is_lapsed(applied(), at) for at in (LAST_SECOND, LATE)] == [False, True]
    assert not termination.is_lapsed(applied(State.SCHOOL_REVIEW), LATE)
    lapsed = termination.lapse(applied(), x(Role.SYSTEM, now=LATE))
    assert (lapsed.state, lapsed.ended_at) == (State.LAPSED, LATE)
    assert termination.withdraw(applied(), x(Role.STUDENT)).ended_at == NOW


def decided(decision: Action, reason: str, fault: Fault | None, state: State = State.SCHOOL_REVIEW) -> Termination:
    role = Role.COLLEGE if state is State.COLLEGE_REVIEW else Role.SCHOOL
    chain = ReviewChain.COLLEGE_SCHOOL
    return decide(applied(state), x(role, termination_reviewers=chain), decision, reason=reason, fault=fault)


def decide(running: Termination, by: Situation, decision: Action = Action.PASS, **said: Any) -> Termination:
    """Decide with what was read named, unless the case says otherwise."""
    read = {"agreement_digest": ORIGINAL, "letter_digest": running.letter_digest}
    return ending.review(running, Verdict(decision=decision, **read | said), ORIGINAL, by)


def approved(fault: Fault) -> Termination:
    return decided(Action.PASS, "", fault)


def test_a_decision_says_who_and_why() -> None:
    failed = decided(Action.FAIL, "应先与单位协商", None)
    assert failed.reviews == (
        Review(
            level=Role.SCHOOL, decision=Action.FAIL, account="account-school", name="school", at=NOW,
            reason="应先与单位协商", agreement_digest=ORIGINAL,
        ),
    )  # fmt: skip
    assert (failed.state, failed.ended_at) == (State.FAILED, NOW)
    assert (approved(Fault.EMPLOYER).reviews[-1].fault, approved(Fault.EMPLOYER).ended_at) == (Fault.EMPLOYER, NOW)
    passed_on = decided(Action.PASS, "", Fault.STUDENT, State.COLLEGE_REVIEW)
    assert (passed_on.state, passed_on.ended_at) == (State.SCHOOL_REVIEW, None)


UNSAID = {
    "a failure without a reason": (Action.FAIL, Fault.NEITHER, Refused("reason_required", field="reason", rule="M10")),
    "an approval without a word on fault": (
        Action.PASS, None, Refused("required", field="fault", rule="decision 4"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("decision", "fault", "why"), UNSAID.values(), ids=UNSAID)
def test_a_decision_left_unsaid(decision: Action, fault: Fault | None, why: Refused) -> None:
    assert refusal(lambda: decided(decision, "", fault)) == why


BY_LETTER_ALONE = {"letter": "l", "letter_digest": LETTER, "answer": None}
TOLD = {"fault": Fault.NEITHER, "verification": "11月20日致电人事处王女士核实"}
NOT_READ = Refused("original_not_read", field="agreement_digest", rule="M13")
LETTER_NOT_READ = Refused("letter_not_read", field="letter_digest", rule="M13")
UNREAD: dict[str, tuple[dict[str, Any], dict[str, Any], Refused]] = {
    "passing without the agreement": ({}, TOLD | {"agreement_digest": ""}, NOT_READ),
    "passing with another agreement read": ({}, TOLD | {"agreement_digest": LETTER}, NOT_READ),
    "failing without the agreement": (
        {}, {"decision": Action.FAIL, "reason": "材料不足", "agreement_digest": ""}, NOT_READ,
    ),
    "passing without the letter": (BY_LETTER_ALONE, TOLD | {"letter_digest": ""}, LETTER_NOT_READ),
    "failing without the letter": (
        BY_LETTER_ALONE, {"decision": Action.FAIL, "reason": "印章不清", "letter_digest": ""}, LETTER_NOT_READ,
    ),
    "naming a letter that nobody gave": ({}, TOLD | {"letter_digest": LETTER}, LETTER_NOT_READ),
    "passing a letter that nobody verified": (
        BY_LETTER_ALONE, TOLD | {"verification": ""}, Refused("required", field="verification", rule="M14"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "said", "why"), UNREAD.values(), ids=UNREAD)
def test_nobody_decides_on_what_they_have_not_read(given: dict[str, Any], said: dict[str, Any], why: Refused) -> None:
    running = applied(State.SCHOOL_REVIEW, **{"answer": AGREED} | given)
    assert refusal(lambda: decide(running, x(Role.SCHOOL), **said)) == why


def test_the_decision_keeps_what_was_read_and_how_a_letter_was_verified() -> None:
    running = applied(State.COLLEGE_REVIEW, **BY_LETTER_ALONE)
    both = {"termination_reviewers": ReviewChain.COLLEGE_SCHOOL}
    first = decide(running, x(Role.COLLEGE, **both), **TOLD)
    done = first.reviews[-1]
    assert (done.agreement_digest, done.letter_digest, done.verification) == (ORIGINAL, LETTER, TOLD["verification"])
    second = decide(first, x(Role.SCHOOL, **both), fault=Fault.NEITHER)
    assert second.state is State.APPROVED, "one verification is enough"


def test_a_letter_beside_an_answer_needs_no_verification() -> None:
    running = applied(State.SCHOOL_REVIEW, letter="l", letter_digest=LETTER, answer=AGREED)
    assert not running.rests_on_letter
    assert decide(running, x(Role.SCHOOL), fault=Fault.EMPLOYER).state is State.APPROVED


PLAIN = Terms(position="会计", release_for_study=False, release_for_civil_service=False)
RELEASED, PUBLIC = replace(PLAIN, release_for_study=True), replace(PLAIN, release_for_civil_service=True)
LIABLE: dict[str, tuple[Reason, Terms, bool]] = {
    "not graduating": (Reason.NOT_GRADUATING, PLAIN, True),
    "a unit that is no more": (Reason.UNIT_DISSOLVED, PLAIN, True),
    "facts misstated": (Reason.MISSTATEMENT, PLAIN, True),
    "another ground in law": (Reason.STATUTORY, PLAIN, True),
    "further study as the remarks release": (Reason.FURTHER_STUDY, RELEASED, True),
    "public service as the remarks release": (Reason.CIVIL_SERVICE, PUBLIC, True),
    "further study without a release": (Reason.FURTHER_STUDY, PLAIN, False),
    "public service with a release for study": (Reason.CIVIL_SERVICE, RELEASED, False),
    "the employer's breach": (Reason.EMPLOYER_BREACH, RELEASED, False),
    "another reason": (Reason.OTHER, RELEASED, False),
}


@pytest.mark.parametrize(("reason", "terms", "is_free"), LIABLE.values(), ids=LIABLE)
def test_m21_a_ground_without_liability_uses_up_nobodys_chance(reason: Reason, terms: Terms, is_free: bool) -> None:
    made = apply(signed(terms=terms), x(Role.STUDENT), reason=reason)
    assert made.is_without_liability is is_free
    ended = decide(replace(made, state=State.SCHOOL_REVIEW), x(Role.SCHOOL), fault=Fault.STUDENT)
    assert ending.release_lock(HELD, ended, x(Role.SCHOOL)).terminations == (0 if is_free else 1)


CHANCES = {Fault.STUDENT: 1, Fault.EMPLOYER: 0, Fault.NEITHER: 0}


@pytest.mark.parametrize("fault", Fault)
def test_only_the_students_fault_uses_a_chance(fault: Fault) -> None:
    released = ending.release_lock(HELD, approved(fault), x(Role.SCHOOL))
    assert (released.terminations, released.state) == (CHANCES[fault], LockState.FREE)


def test_the_last_reviewer_has_the_word_on_fault() -> None:
    first = decided(Action.PASS, "", Fault.STUDENT, State.COLLEGE_REVIEW)
    second = decide(first, x(Role.SCHOOL), fault=Fault.EMPLOYER)
    assert [one.fault for one in second.reviews] == [Fault.STUDENT, Fault.EMPLOYER]
    assert ending.release_lock(HELD, second, x(Role.SCHOOL)).terminations == 0


# rules.md 1.6: the 15th working day with make-up workdays; free from 00:00 of the day after.
COOLDOWNS = {
    "over the new year": ("2025-12-29", "2026-01-21", False),
    "before the spring festival": ("2026-01-30", "2026-02-28", False),
    "within the spring festival": ("2026-02-10", "2026-03-10", False),
    "over the first of May": ("2026-04-20", "2026-05-14", False),
    "over the dragon boat festival": ("2026-05-29", "2026-06-23", False),
    "before the national day": ("2026-09-11", "2026-10-10", False),
    "over the national day": ("2026-09-28", "2026-10-24", False),
    "an ordinary month": ("2026-11-20", "2026-12-12", False),
    "the last day that 2026 holds": ("2026-12-10", "2027-01-01", False),
    "into a year that is not yet official": ("2026-12-11", "2027-01-05", True),
}


@pytest.mark.parametrize(("day", "free_from", "is_provisional"), COOLDOWNS.values(), ids=COOLDOWNS)
def test_trap_13_the_cool_down_counts_working_days(day: str, free_from: str, is_provisional: bool) -> None:
    approving = x(Role.SCHOOL, now=datetime.fromisoformat(f"{day}T16:00:00+08:00"), cooldown_working_days=15)
    released = ending.release_lock(HELD, approved(Fault.STUDENT), approving)
    until = datetime.fromisoformat(f"{free_from}T00:00:00+08:00")
    assert (released.state, released.until) == (LockState.COOLDOWN, until)
    assert released.is_until_provisional is is_provisional
    assert ending.free_from(approving) == Eligibility(until, is_provisional)
    assert signing_lock.recounted(released, BUNDLED) is released
    assert signing_lock.refusal(released, until) is None
    why = signing_lock.refusal(released, until - timedelta(seconds=1))
    assert why is not None
    assert why.code == ("cooling_down_expected" if is_provisional else "cooling_down")


def test_trap_25_what_people_read_says_its_offset() -> None:
    approving = x(Role.SCHOOL, cooldown_working_days=15)
    released = ending.release_lock(HELD, approved(Fault.STUDENT), approving)
    why = signing_lock.refusal(released, NOW)
    assert why is not None
    assert why.params["until"] == "2026-03-27T00:00:00+08:00"
    assert apply(signed(), x(Role.STUDENT)).answer_by.isoformat() == "2026-03-19T23:59:59+08:00"


def test_without_a_cool_down_the_student_is_free_at_once() -> None:
    assert ending.free_from(x(Role.SCHOOL)).begins_at == NOW
    released = ending.release_lock(HELD, approved(Fault.STUDENT), x(Role.SCHOOL))
    assert (released.state, released.until) == (LockState.FREE, None)
    assert refusal(lambda: ending.release_lock(replace(HELD, agreement="another"), approved(Fault.STUDENT),
                                                    x(Role.SCHOOL))).code == "lock_not_held"  # fmt: skip
    assert HELD.agreement == CASE
