"""Values of a policy that contradict one another: refused when they are saved, never discovered by a student.

1. A mode takes effect on an event that happens in it: where somebody accepts, where its chain has that review, where
   a paper has to be stamped (I01-I04). A mode that the school does not use is not looked at.
2. Paper signed outside the portal has reviews of its own, whatever the chain (SM-3).
3. Each refusal names the setting to be changed and the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.numbers import check_pattern
from functions.domain.policy import Counterparty, EditAfterAccept, EffectiveOn, Mode, ReviewChain, SchoolPolicy

_PARTIES_TO_A_PAPER = 2
# The chain that lacks a review; `either` stands for both.
_WITHOUT = {EffectiveOn.COLLEGE_REVIEW: ReviewChain.SCHOOL, EffectiveOn.SCHOOL_REVIEW: ReviewChain.COLLEGE}


def contradictions(policy: SchoolPolicy) -> Iterator[Refused]:
    """Yield what no school may choose, in the order of the page."""
    yield from _validity(policy)
    yield from _cohorts(policy)
    yield from _reviews(policy)
    yield from _effects(policy)
    yield from _paper(policy)
    yield from _terminations(policy)
    yield from _numbers(policy)


def _validity(policy: SchoolPolicy) -> Iterator[Refused]:
    low, high = policy.invite_valid_days_min, policy.invite_valid_days_max
    if low > high:
        yield Refused("min_above_max", field="invite_valid_days_min", rule="F03")
    elif not low <= policy.invite_valid_days <= high:
        yield Refused("default_out_of_bounds", field="invite_valid_days", rule="F03")


def _cohorts(policy: SchoolPolicy) -> Iterator[Refused]:
    if policy.open_cohort_last and policy.open_cohort_first > policy.open_cohort_last:
        yield Refused("min_above_max", field="open_cohort_first", rule="A08")


def _reviews(policy: SchoolPolicy) -> Iterator[Refused]:
    if policy.edit_after_accept is EditAfterAccept.NEVER and not policy.review_fail_allowed:
        yield Refused("review_only_passes", field="review_fail_allowed", rule="H05")
    elif policy.qr_signing_without_account and not policy.review_fail_allowed:
        yield Refused("only_failing_ends_a_guests", field="review_fail_allowed", rule="C05")


def _effects(policy: SchoolPolicy) -> Iterator[Refused]:
    event, field = policy.effective_on_offline, "effective_on_offline"
    if event is EffectiveOn.ACCEPTANCE:
        yield Refused("nobody_accepts", field=field, rule="L05")
    for mode in _online(policy):
        yield from _never(policy.effective_on(mode), mode, policy)


def _online(policy: SchoolPolicy) -> Iterator[Mode]:
    yield Mode.EMPLOYER_INITIATED
    if policy.student_may_initiate:
        yield Mode.STUDENT_INITIATED
    if policy.qr_signing_without_account:
        yield Mode.QR


def _never(event: EffectiveOn, mode: Mode, policy: SchoolPolicy) -> Iterator[Refused]:
    """Yield why the event never happens in the mode."""
    field = f"effective_on_{mode}"
    if event is EffectiveOn.ACCEPTANCE and mode is Mode.STUDENT_INITIATED:
        yield Refused("nobody_accepts", field=field, rule="I03")
    if policy.review_chain is _WITHOUT.get(event):
        yield Refused("review_never_reached", field=field, rule="H01")
    if event is EffectiveOn.PAPER_STAMP and not policy.print_required:
        yield Refused("stamp_without_paper", field=field, rule="I04")


def _paper(policy: SchoolPolicy) -> Iterator[Refused]:
    if policy.print_required and len(policy.copies) < _PARTIES_TO_A_PAPER:
        yield Refused("one_copy_for_two", field="copies", rule="J07")


def _terminations(policy: SchoolPolicy) -> Iterator[Refused]:
    has_unregistered = policy.student_may_initiate or policy.qr_signing_without_account
    if has_unregistered and Role.STUDENT not in policy.termination_initiators:
        yield Refused("only_students_can_begin", field="termination_initiators", rule="M20")
    if policy.termination_counterparty is Counterparty.LETTER and not policy.termination_letter_required:
        yield Refused("letter_is_the_answer", field="termination_letter_required", rule="M03")


def _numbers(policy: SchoolPolicy) -> Iterator[Refused]:
    try:
        check_pattern(policy.agreement_number_pattern)
    except Refused as refusal:
        yield refusal
