"""The sample: what it leaves behind, and that nothing in it belongs to anybody."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from functions.domain import text
from functions.domain.actors import Role
from functions.domain.agreement import State
from functions.domain.application import State as ApplicationState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.guest import Trust
from functions.domain.identifiers import parse_resident_id, parse_uscc
from functions.domain.invitation import shown
from functions.domain.registry import MismatchKind, MismatchState
from functions.domain.signing_lock import LockState, SigningLock
from functions.domain.termination import State as TerminationState
from functions.ports import Services
from functions.usecases import keys
from infra import seed
from infra.seed import aside, endings, neighbour, paper
from infra.seed.cast import (
    BUREAU,
    COHORT,
    COLLEGES,
    OPERATOR,
    PASSWORD,
    QINGSHAN,
    REFUSED,
    RETURNED,
    SCHOOL,
    SENT_AWAY,
    STAFF,
    SUSPENDED,
    TEAHOUSE,
    XINGHE,
    YUNFAN,
)
from infra.seed.roster import BOUND, login, rows
from tests.world import World

PEOPLE = [
    *(person.login for person in (*STAFF, OPERATOR, neighbour.OFFICE, neighbour.TEACHER)),
    *(unit.email for unit in (YUNFAN, QINGSHAN, XINGHE)),
]


class Bare(World):
    """A world without anybody."""

    def found(self, policy: object) -> None:
        """Leave it empty."""


@pytest.fixture(scope="module")
def services() -> Services:
    world = Bare()

    def work() -> None:
        for school in world.services.store.schools().items:
            keys.ensure(world.services, world.signer, school.code)
        world.run_jobs()

    seed.plant(world.services, work)
    return world.services


def test_everybody_logs_in_with_the_password_that_is_printed(services: Services) -> None:
    for name in [*PEOPLE, login(rows()[0])]:
        account = services.store.find_account(name)
        assert account
        assert services.secrets.is_password(PASSWORD, account.password_hash)


def test_there_is_an_account_for_each_role(services: Services) -> None:
    accounts = [services.store.find_account(name) for name in [*PEOPLE, login(rows()[0])]]
    assert {account.role for account in accounts if account} == set(Role) - {Role.SYSTEM, Role.PUBLIC, Role.GUEST}


def test_the_desk_has_agreements_in_every_state_that_needs_somebody(services: Services) -> None:
    found = Counter(state for state in State for _ in services.store.agreements(SCHOOL.code, state).items)
    wanted = {
        State.AWAITING_REPORT: 1, State.COLLEGE_REVIEW: 5, State.SCHOOL_REVIEW: 3, State.RETURNED: 2,
        State.RECONFIRMATION: 1, State.SIGNED: 5, State.TERMINATED: 2, State.SIGN_FAILED: 1, State.VOID: 1,
        State.COMPLETED: 1,
    }  # fmt: skip
    assert found == wanted


def test_one_student_has_begun_a_signing_and_another_drafts_one(services: Services) -> None:
    found = services.store.agreements(SCHOOL.code, State.COLLEGE_REVIEW).items
    assert [one.unit.name for one in found if one.initiation and not one.on_paper] == [BUREAU.name]
    drafter = services.store.find_account(login(rows()[16]))
    assert drafter
    (draft,) = services.store.agreements_of_student(SCHOOL.code, drafter.party or "")
    assert (draft.state, len(draft.begun.files)) == (State.DRAFT, 1)


def test_a_guest_stands_at_each_level_of_trust_beside_those_with_an_account(services: Services) -> None:
    waiting = [
        services.store.agreements(SCHOOL.code, state).items for state in (State.COLLEGE_REVIEW, State.SCHOOL_REVIEW)
    ]
    assert {one.trust for each in waiting for one in each if not one.initiation} == set(Trust)
    graduate = services.store.find_account(login(rows()[18]))
    assert graduate
    made = services.store.cards_of_student(SCHOOL.code, graduate.party or "")
    assert sorted(one.state for one in made) == ["open", "used"]
    (invited,) = services.store.invitations_of_student(SCHOOL.code, graduate.party or "").items
    assert (invited.state, invited.trust) == ("pending", Trust.GUEST_ONLY)


def test_one_agreement_raises_a_flag(services: Services) -> None:
    assert any(agreement.flags for agreement in services.store.agreements(SCHOOL.code, State.SCHOOL_REVIEW).items)


def test_signed_agreements_are_on_paper(services: Services) -> None:
    signed = services.store.agreements(SCHOOL.code, State.SIGNED).items
    assert all(bool(one.issued) is not bool(one.on_paper) for one in signed)


def test_an_unlocking_waits_for_a_second_person_and_one_is_done(services: Services) -> None:
    signed, ended = (services.store.agreements(SCHOOL.code, state).items for state in (State.SIGNED, State.TERMINATED))
    assert [bool(one.unlocking and one.unlocking.approver) for one in (*signed, *ended) if one.unlocking] == [
        False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("state", [TerminationState.AWAIT_OTHER, TerminationState.SCHOOL_REVIEW])
def test_a_termination_waits_for_an_answer_and_for_the_school(services: Services, state: TerminationState) -> None:
    waiting = services.store.terminations(SCHOOL.code, state).items
    by_letter = {TerminationState.AWAIT_OTHER: [False], TerminationState.SCHOOL_REVIEW: [False, True]}
    assert sorted(one.rests_on_letter for one in waiting) == by_letter[state]


def student(services: Services, place: int) -> str:
    found = services.store.find_account(login(rows()[place]))
    assert found
    return found.party or ""


def test_of_what_came_to_nothing_one_ran_out_and_one_was_taken_back(services: Services) -> None:
    sent = services.store.invitations_of_student(SCHOOL.code, student(services, endings.LAPSED)).items
    free = SigningLock(school=SCHOOL.code, student=student(services, endings.LAPSED))
    assert {shown(one, free, services.clock.now()) for one in sent} == {"expired", "withdrawn"}


def test_who_stayed_after_all_has_tried_to_go_in_every_way(services: Services) -> None:
    (kept,) = services.store.agreements_of_student(SCHOOL.code, student(services, endings.STAYED))
    assert {one.state for one in services.store.terminations_of_agreement(kept.id)} == {
        TerminationState.LAPSED, TerminationState.WITHDRAWN, TerminationState.FAILED, TerminationState.REFUSED,
    }  # fmt: skip
    assert (kept.state, kept.open_termination) == (State.COMPLETED, None)


def test_who_was_let_go_waits_for_the_cool_down(services: Services) -> None:
    lock = services.store.signing_lock(SCHOOL.code, student(services, 13))
    assert lock.state is LockState.COOLDOWN


def test_applications_stand_at_each_step_and_one_is_offered(services: Services) -> None:
    employer = services.store.find_account(YUNFAN.email)
    assert employer
    assert len(services.store.positions_of_employer(employer.party or "").items) == 2
    (offered,) = services.store.positions(SCHOOL.code).items
    found = services.store.applications_for_position(employer.party or "", offered.id).items
    assert {one.state for one in found} == set(ApplicationState) - {ApplicationState.WITHDRAWN}


def test_what_was_signed_on_paper_stands_at_each_step_and_one_number_is_claimed(services: Services) -> None:
    states = (State.AWAITING_REPORT, State.COLLEGE_REVIEW, State.RETURNED, State.SIGNED)
    on_paper = [one for state in states for one in services.store.agreements(SCHOOL.code, state).items if one.on_paper]
    assert [one.state for one in on_paper] == list(states)
    assert on_paper[-1].number == f"{COHORT}-{paper.SIGNED:04}"
    claimer = services.store.find_account(login(rows()[paper.CLAIMED]))
    assert claimer
    found = services.store.student(SCHOOL.code, claimer.party or "")
    assert found.agreement_number == f"{COHORT}-{paper.CLAIMED:04}"


def test_the_registrys_match_has_found_something_of_every_kind(services: Services) -> None:
    found = services.store.mismatches(SCHOOL.code, MismatchState.OPEN, COHORT).items
    assert Counter(one.kind for one in found) == {
        MismatchKind.DIFFERS: 1, MismatchKind.NOT_IN_REGISTRY: 1, MismatchKind.NOT_HERE: 1,
    }  # fmt: skip


def test_one_mismatch_was_dismissed_with_its_reason(services: Services) -> None:
    (left,) = services.store.mismatches(SCHOOL.code, MismatchState.DISMISSED, COHORT).items
    assert (left.student, left.fields) == (student(services, paper.LEFT), ("class_name",))
    assert left.reason


def neighbours(services: Services, place: int) -> str:
    found = services.store.find_account(neighbour.login(neighbour.rows()[place]))
    assert found
    return found.party or ""


def test_the_neighbour_has_other_rules_and_says_them_in_other_words(services: Services) -> None:
    policy = services.store.policies(neighbour.WANLING.code, limit=1)[0].policy
    assert policy.status_words.value == "anhui"
    assert not policy.qr_student_confirms


def test_at_the_neighbours_one_card_carries_a_consent_and_one_was_used(services: Services) -> None:
    made = [
        services.store.cards_of_student(neighbour.WANLING.code, neighbours(services, place))
        for place in (neighbour.CONSENTING, neighbour.BY_CARD)
    ]
    assert [(one.state, one.consent is not None) for (one,) in made] == [("open", True), ("used", True)]
    (waiting,) = services.store.agreements(neighbour.WANLING.code, State.OPEN_REVIEW).items
    assert waiting.student == neighbours(services, neighbour.BY_CARD)


def test_at_the_neighbours_one_copy_is_posted_and_one_agreement_took_effect_by_its_stamp(services: Services) -> None:
    signed = {one.student: one for one in services.store.agreements(neighbour.WANLING.code, State.SIGNED).items}
    posted, stamped = (signed.pop(neighbours(services, place)) for place in (neighbour.POSTED, neighbour.STAMPED))
    assert (bool(posted.posted), posted.effective_at, bool(stamped.posted), bool(stamped.effective_at)) == (
        True, None, False, True)  # fmt: skip
    assert signed == {}


def test_one_blank_form_of_the_story_is_out(services: Services) -> None:
    (out,) = (one for one in services.store.blank_forms(SCHOOL.code, COHORT).items if one.mark == f"{COHORT}-0001")
    assert services.store.signing_lock(SCHOOL.code, out.student).is_held()


def test_one_paper_was_reissued_and_is_wanted_once_more(services: Services) -> None:
    (wanted,) = services.store.reissue_requests(SCHOOL.code).items
    assert (wanted.edition, [one.edition for one in wanted.superseded]) == (2, [1])


def test_employers_stand_at_each_step(services: Services) -> None:
    for state, unit in {
        RegistrationState.REGISTERED: XINGHE, RegistrationState.RETURNED: RETURNED, RegistrationState.REFUSED: REFUSED,
        RegistrationState.SUSPENDED: SUSPENDED,
    }.items():  # fmt: skip
        assert [one.name for one in services.store.employers(state).items] == [unit.name]
    for state, unit in {
        AdmissionState.REQUESTED: QINGSHAN, AdmissionState.ADMITTED: YUNFAN, AdmissionState.REFUSED: SENT_AWAY,
        AdmissionState.WITHDRAWN: SUSPENDED,
    }.items():  # fmt: skip
        assert [one.employer_name for one in services.store.admissions(SCHOOL.code, state).items] == [unit.name]


def test_beside_the_story_a_card_and_a_form_were_taken_back_and_the_registry_was_believed(services: Services) -> None:
    store = services.store
    assert [one.state for one in store.cards_of_student(SCHOOL.code, student(services, aside.CARDED))] == ["revoked"]
    assert "returned" in {one.state for one in store.blank_forms(SCHOOL.code, COHORT).items}
    assert store.student(SCHOOL.code, student(services, aside.WAITING)).state == "under_review"
    for state, place in ((MismatchState.ACCEPTED, aside.TAKEN), (MismatchState.SETTLED, aside.SETTLED)):
        assert [one.student for one in store.mismatches(SCHOOL.code, state, COHORT).items] == [student(services, place)]


@pytest.mark.parametrize("state", [TerminationState.COLLEGE_REVIEW, TerminationState.OPEN_REVIEW])
def test_at_the_neighbours_a_termination_waits_for_whom_the_policy_of_its_day_names(
    services: Services, state: TerminationState
) -> None:
    assert len(services.store.terminations(neighbour.WANLING.code, state).items) == 1


def test_the_first_student_is_free_to_be_invited(services: Services) -> None:
    first = services.store.student(SCHOOL.code, services.secrets.student_id(SCHOOL.code, rows()[0]["学号"]))
    assert first.is_vouched()
    assert first.is_eligible()
    assert not services.store.invitations_of_student(SCHOOL.code, first.id).items


def test_the_one_to_be_bound_has_no_account(services: Services) -> None:
    assert services.store.find_account(login(rows()[BOUND])) is None


def test_the_roster_has_all_colleges_and_the_names_that_trip_systems_up() -> None:
    assert {row["学院"] for row in rows()} == {college.name for college in SCHOOL.colleges}
    assert set(COLLEGES) == {college.code for college in SCHOOL.colleges}
    names = "".join(row["姓名"] for row in rows())
    assert all(rare in names for rare in ("𬭎", "·", "龘", "𠮷", "㛃"))


@pytest.mark.parametrize("row", [*rows(), *neighbour.rows()], ids=lambda row: row["学号"])
def test_an_identity_number_is_right_and_nobodys(row: dict[str, str]) -> None:
    assert parse_resident_id(row["证件号码"], today=date(2026, 11, 1)).startswith("99")


@pytest.mark.parametrize("address", [*PEOPLE, *(row["电子邮箱"] for row in [*rows(), *neighbour.rows()])])
def test_an_address_reaches_nobody(address: str) -> None:
    assert text.email(address, "email").endswith(".example")


@pytest.mark.parametrize(
    "unit", [YUNFAN, QINGSHAN, XINGHE, RETURNED, REFUSED, SUSPENDED, SENT_AWAY, TEAHOUSE], ids=lambda unit: unit.name
)
def test_a_credit_code_has_the_right_check_characters(unit: seed.cast.Details) -> None:
    assert parse_uscc(unit.uscc) == unit.uscc
