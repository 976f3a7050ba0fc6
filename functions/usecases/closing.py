"""A school that has left: first nobody of it gets in any more, then everything personal of it is erased.

1. What stays: the school, its policies, its keys, its status lists, which numbers were given out, and the register's
   line of each agreement. They name nobody, and every paper can be checked as before.
2. What belongs to employers stays with them: their positions and accounts.
3. Everything is found by the school's own lists, so that nothing of another school is ever touched. Erasing can be
   stopped and run again: a student goes last of all that is the student's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from functions.domain import cohorts
from functions.domain.account import Account
from functions.domain.actors import college_address, school_address, student_address
from functions.domain.blank_form import BlankForm
from functions.domain.employer import Admission, AdmissionState
from functions.domain.invitation import Invitation
from functions.domain.notice import Notice
from functions.domain.register import without_student
from functions.domain.student import Student
from functions.ports import Page, Replace, Services
from functions.usecases import batches, ended, erasing, leaving, policies, resealing
from functions.usecases.lists import every


def accounts(services: Services, school: str) -> Iterator[Account]:
    """Return the accounts of everybody of a school, staff and students."""
    yield from services.store.accounts_of_school(school)
    for student in resealing.of_school(services, school):
        yield from services.store.accounts_of_party(student.id)


def close(services: Services, school: str) -> int:
    """Erase the accounts of a school with their sessions and the invitations to have one; return how many accounts."""
    store = services.store
    erasing.rows(services, *store.account_invitations_of_school(school))
    count = _accounts(services, store.accounts_of_school(school))
    return count + sum(account(services, student) for student in resealing.of_school(services, school))


def account(services: Services, student: Student) -> int:
    """Erase a student's account likewise; return how many there were."""
    erasing.rows(services, *services.store.account_invitations_of_party(student.id))
    return _accounts(services, services.store.accounts_of_party(student.id))


def _accounts(services: Services, found: Iterable[Account]) -> int:
    count = 0
    for one in found:
        erasing.rows(services, *services.store.sessions_of_account(one.id), *_notices(services, one.as_actor().address))
        count += erasing.rows(services, one)
    return count


def erase(services: Services, school: str) -> int:
    """Erase what is personal of a closed school; return how many students."""
    count, policy = 0, policies.in_force(services.store, school, services.clock.now()).policy
    for agreement in tuple(leaving.agreements(services, school)):
        ended.retire(services, agreement, policy)
    _drafts(services, school)
    for one in tuple(resealing.of_school(services, school)):
        student(services, one)
        count += 1
    _office(services, school)
    return count


def student(services: Services, found: Student) -> None:
    """Erase all that is a student's own, with cases that came to nothing; the student goes last."""
    store, school, id_ = services.store, found.school, found.id
    offers = every(lambda at: store.invitations_of_student(school, id_, cursor=at))
    applied = every(lambda at: store.applications_of_student(school, id_, cursor=at))
    agreements = store.agreements_of_student(school, id_)
    for case in {*(one.id for one in offers), *(one.id for one in applied), *(one.id for one in agreements)}:
        erasing.case(services, case)
    erasing.rows(services, *store.corrections_of_student(school, id_), *_notices(services, student_address(id_)))
    while cards := store.cards_of_student(school, id_):
        erasing.rows(services, *cards)
    begun = store.signing_lock(school, id_), store.open_invitations(school, id_), store.resume(school, id_)
    mismatch = store.find_mismatch(school, id_)
    erasing.rows(services, *(one for one in (*begun, mismatch) if one and one.version))
    for entry in store.register_entries_of_student(school, id_):
        store.commit(Replace(without_student(entry)))
    # The trail of the student's own record.
    erasing.case(services, id_)
    erasing.rows(services, found)


def _drafts(services: Services, school: str) -> None:
    """Erase what employers have written about a student of the school and not sent."""
    for state in AdmissionState:
        for admission in every(partial(_admissions, services, school, state)):
            offers = every(partial(_offers, services, admission.employer))
            for offer in [one for one in offers if one.school == school and not one.is_sent]:
                erasing.case(services, offer.id)


def _office(services: Services, school: str) -> None:
    store, found = services.store, services.store.school(school)
    while drawn := store.batches(school).items:
        for batch in drawn:
            batches.erase(services, batch)
    while imported := store.imports(school).items:
        _blobs(services, *(one.blob for one in imported))
        erasing.rows(services, *imported)
    for cohort in cohorts.every(services.clock.now().year):
        erasing.rows(services, *every(partial(_forms, services, school, cohort)))
    for address in (school_address(school), *(college_address(school, one.code) for one in found.colleges)):
        erasing.rows(services, *_notices(services, address))
    _blobs(services, found.seal)
    for policy in [one for one in store.policies(school) if one.author_name]:
        store.commit(Replace(replace(policy, author="", author_name="", version=policy.version + 1)))
    store.commit(Replace(replace(found, seal="", contact="", phone="", version=found.version + 1)))


def _blobs(services: Services, *names: str) -> None:
    for key in filter(None, names):
        services.blobs.delete(key)


def _notices(services: Services, address: str) -> tuple[Notice, ...]:
    return tuple(every(lambda at: services.store.notices(address, cursor=at)))


def _forms(services: Services, school: str, cohort: int, cursor: str | None) -> Page[BlankForm]:
    return services.store.blank_forms(school, cohort, cursor=cursor)


def _admissions(services: Services, school: str, state: AdmissionState, cursor: str | None) -> Page[Admission]:
    return services.store.admissions(school, state, cursor=cursor)


def _offers(services: Services, employer: str, cursor: str | None) -> Page[Invitation]:
    return services.store.invitations_of_employer(employer, cursor=cursor)
