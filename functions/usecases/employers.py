"""Employers: what they hand in again, the platform's review, and their HR accounts (C01, decision 15)."""

from __future__ import annotations

from dataclasses import replace

from functions.domain import employer, sight
from functions.domain.account import Account, AccountInvitation
from functions.domain.actors import Actor, employer_address
from functions.domain.employer import Action, Employer, RegistrationState, Situation
from functions.domain.errors import NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.ports import Page, Replace, Services
from functions.usecases import registering
from functions.usecases.policies import Pin
from functions.usecases.registering import FOLDER, OPERATORS, Details
from functions.usecases.settling import commit, expect, settled
from functions.usecases.uploads import Upload, keep


@settled
def resubmit(services: Services, actor: Actor, details: Details, licence: Upload | None, *, version: int) -> Employer:
    """Hand a returned registration in again (C01); without a licence the earlier one stands; raises Refused, Stale."""
    found, x = own(services, actor), Situation(actor=actor, now=services.clock.now())
    expect(found, version)
    corrected = replace(registering.employer(services, details, found.licence), id=found.id)
    again = employer.resubmit(found, corrected, x)
    other = services.store.find_employer_by_uscc(again.uscc) if again.uscc else None
    if other and other.id != again.id:
        raise Refused("employer_already_registered", rule="C01")
    if licence:
        again = replace(again, licence=keep(services, FOLDER, licence, None))
    fact = Fact(kind=EventKind.EMPLOYER_REGISTERED, audience=(OPERATORS,), details={"employer": again.name})
    commit(services, again.id, (fact,), Replace(again), x=x, pinned=Pin())
    return again


def own(services: Services, actor: Actor) -> Employer:
    """Return the employer for which the actor works."""
    return sight.seen(actor, services.store.employer(actor.party or ""))


def read(services: Services, actor: Actor, employer_id: str) -> Employer:
    """Return an employer to the operator, or to a school where it has asked for admission; raises NotFound."""
    found = services.store.employer(employer_id)
    if not sight.sees(actor, found):
        admission = services.store.find_admission(actor.school, employer_id) if actor.school else None
        if admission is None or not sight.sees(actor, admission):
            raise NotFound("employer")
    return found


def in_state(services: Services, state: RegistrationState, cursor: str | None) -> Page[Employer]:
    """List the registrations in one state, the longest waiting first."""
    return services.store.employers(state, cursor=cursor)


@settled
def review(
    services: Services, actor: Actor, employer_id: str, action: Action, reason: str, *, version: int
) -> Employer:
    """Decide on a registration; raises Refused, Stale, NotFound."""
    found = sight.seen(actor, services.store.employer(employer_id))
    expect(found, version)
    x = Situation(actor=actor, now=services.clock.now())
    reviewed = employer.review_registration(found, action, reason, x)
    details = {"employer": reviewed.name, "outcome": reviewed.state.value, "reason": reason}
    fact = Fact(kind=EventKind.EMPLOYER_REVIEWED, audience=(employer_address(reviewed.id),), details=details)
    commit(services, reviewed.id, (fact,), Replace(reviewed), x=x, pinned=Pin())
    return reviewed


def licence(services: Services, actor: Actor, employer_id: str) -> bytes:
    """Return the licence to whoever may see the employer; raises NotFound."""
    return services.blobs.get(read(services, actor, employer_id).licence)


def colleagues(services: Services, actor: Actor) -> tuple[tuple[Account, ...], tuple[AccountInvitation, ...]]:
    """Return the accounts of the actor's employer, and the invitations that can still be used."""
    store, now = services.store, services.clock.now()
    people = (each for each in store.accounts_of_party(actor.party or "") if sight.sees(actor, each))
    invited = (each for each in store.account_invitations_of_party(actor.party or "") if sight.sees(actor, each))
    return tuple(people), tuple(each for each in invited if each.is_open(now))
