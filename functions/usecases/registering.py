"""Registering an employer (C01): what was handed in waits for whoever reads the mail that completes it.

1. The answer to a registration is always the same: who does not read the mail learns neither of an address nor of a
   code whether it is known here.
2. Nothing of the employer is stored before its mail was answered; its licence waits in a folder that empties itself.
3. The registrations of one address are counted as guesses are: nobody's mailbox is filled from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import account as accounts_of
from functions.domain.account import INVITATION_LIFE, Account, AccountInvitation, Session
from functions.domain.actors import Role
from functions.domain.employer import CodePath, Employer, Situation
from functions.domain.errors import Conflict, Refused
from functions.domain.events import EventKind, Fact
from functions.ports import Insert, Replace, Services
from functions.usecases import accounts, sessions
from functions.usecases.policies import Pin
from functions.usecases.settling import commit
from functions.usecases.uploads import Upload, again, keep

OPERATORS = str(Role.OPERATOR)
FOLDER, WAITING = "licences", "unconfirmed"


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


def employer(services: Services, details: Details, licence: str) -> Employer:
    """Return the employer that these details describe, under a new id."""
    return Employer(
        id=services.secrets.new_id(), name=details.name, uscc=details.uscc, code_path=details.code_path,
        nature=details.nature, industry=details.industry, location=details.location, address=details.address,
        postcode=details.postcode, contact=details.contact, phone=details.phone, email=details.email, licence=licence,
        registered_at=services.clock.now(),
    )  # fmt: skip


def register(services: Services, details: Details, licence: Upload) -> None:
    """Mail the link that completes a registration, or why there is none; raises Refused `mail_not_accepted`."""
    sessions.counted(services, f"registration {details.email}")
    known = _known(services, details)
    if known:
        accounts.write(services, details.email, known, {"name": details.contact, "unit": details.name})
    else:
        accounts.invite(services, invitation(services, details, licence), details.name, "registration")


def _known(services: Services, details: Details) -> str:
    if services.store.find_account(details.email):
        return "registration_of_known_address"
    is_known = details.uscc and services.store.find_employer_by_uscc(details.uscc)
    return "registration_of_known_unit" if is_known else ""


def invitation(services: Services, details: Details, licence: Upload) -> AccountInvitation:
    """Return the invitation that completes a registration, without its token, and store its licence."""
    now, unit = services.clock.now(), employer(services, details, keep(services, WAITING, licence, None))
    return AccountInvitation(
        token_hash="", email=details.email, role=Role.EMPLOYER, name=details.contact, unit=unit, created_at=now,
        expires_at=now + INVITATION_LIFE,
    )  # fmt: skip


def open_account(services: Services, token: str, name: str, password: str) -> tuple[Session, str]:
    """Use an invitation, and complete the registration that it is of; raises NotFound, Refused."""
    used = accounts.find_invitation(services, token)
    if used.unit is None:
        return accounts.open_account(services, token, name, password)
    return _complete(services, used, used.unit, accounts.opened(services, used, name, password))


def _complete(services: Services, used: AccountInvitation, unit: Employer, account: Account) -> tuple[Session, str]:
    now, (session, cookie) = services.clock.now(), sessions.begin(services, account)
    entered = replace(unit, licence=again(services, FOLDER, unit.licence), registered_at=now)
    changes = Replace(accounts_of.open_invitation(used, now)), Insert(entered), Insert(account), Insert(session)
    fact = Fact(kind=EventKind.EMPLOYER_REGISTERED, audience=(OPERATORS,), details={"employer": unit.name})
    x = Situation(actor=account.as_actor(), now=now)
    try:
        commit(services, unit.id, (fact,), *changes, x=x, pinned=Pin())
    except Conflict as conflict:
        code = "invitation_used" if conflict.change is changes[0] else "employer_already_registered"
        raise Refused(code, rule="C01") from None
    return session, cookie
