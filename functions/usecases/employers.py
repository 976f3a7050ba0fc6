"""Employers: registration with a licence, the platform's review, and their HR accounts (C01, decision 15)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import account as accounts
from functions.domain import employer, sight
from functions.domain.account import Account, AccountInvitation, Session
from functions.domain.actors import Actor, Role, employer_address
from functions.domain.employer import Action, CodePath, Employer, RegistrationState, Situation
from functions.domain.errors import Conflict, NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.ports import Insert, Page, Replace, Services
from functions.usecases import sessions
from functions.usecases.policies import Pin
from functions.usecases.settling import commit, expect, settled
from functions.usecases.uploads import Upload, keep

OPERATORS = str(Role.OPERATOR)
FOLDER = "licences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an employer says about itself; `nature` and `industry` are labels of the code tables."""

    name: str
    uscc: str
    code_path: CodePath
    nature: str
    industry: str
    location: str
    address: str
    postcode: str
    contact: str
    phone: str
    email: str


def register(services: Services, details: Details, password: str, licence: Upload) -> tuple[Employer, Session, str]:
    """Store a registration with its first account and log in; raises Refused `employer_already_registered`."""
    accounts.check_password(password)
    now, secrets, store = services.clock.now(), services.secrets, services.store
    if store.find_account(details.email) or (details.uscc and store.find_employer_by_uscc(details.uscc)):
        raise _taken()
    made = _employer(services, details, keep(services, FOLDER, licence, None))
    account = Account(
        id=secrets.new_id(), login=details.email, role=Role.EMPLOYER, name=details.contact, party=made.id,
        email=details.email, password_hash=secrets.hash_password(password), created_at=now,
    )  # fmt: skip
    session, token = sessions.begin(services, account)
    fact = Fact(kind=EventKind.EMPLOYER_REGISTERED, audience=(OPERATORS,), details={"employer": made.name})
    x = Situation(actor=account.as_actor(), now=now)
    try:
        commit(services, made.id, (fact,), Insert(made), Insert(account), Insert(session), x=x, pinned=Pin())
    except Conflict:
        raise _taken() from None
    return made, session, token


def _taken() -> Refused:
    """Which of the two is taken is not said; who hands in a code of their own does learn whether an address is ours.

    That is accepted: a registration opens its account at once, so a taken address cannot be answered like a free one.
    """
    return Refused("employer_already_registered", rule="C01")


def _employer(services: Services, details: Details, licence: str) -> Employer:
    return Employer(
        id=services.secrets.new_id(), name=details.name, uscc=details.uscc, code_path=details.code_path,
        nature=details.nature, industry=details.industry, location=details.location, address=details.address,
        postcode=details.postcode, contact=details.contact, phone=details.phone, email=details.email, licence=licence,
        registered_at=services.clock.now(),
    )  # fmt: skip


@settled
def resubmit(services: Services, actor: Actor, details: Details, licence: Upload | None, *, version: int) -> Employer:
    """Hand a returned registration in again (C01); without a licence the earlier one stands; raises Refused, Stale."""
    found, x = own(services, actor), Situation(actor=actor, now=services.clock.now())
    expect(found, version)
    corrected = replace(_employer(services, details, found.licence), id=found.id)
    again = employer.resubmit(found, corrected, x)
    other = services.store.find_employer_by_uscc(again.uscc) if again.uscc else None
    if other and other.id != again.id:
        raise _taken()
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
