"""The people of a school: who works there, who is invited, and inviting one more."""

from __future__ import annotations

from functions.domain import sight
from functions.domain.account import Account, AccountInvitation
from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.ports import Services
from functions.usecases import accounts


def of_school(services: Services, actor: Actor) -> tuple[tuple[Account, ...], tuple[AccountInvitation, ...]]:
    """Return the accounts in use, and the invitations that can still be used."""
    store, now = services.store, services.clock.now()
    people = (each for each in store.accounts_of_school(actor.school or "") if sight.sees(actor, each))
    invited = (each for each in store.account_invitations_of_school(actor.school or "") if sight.sees(actor, each))
    return (
        tuple(each for each in people if each.is_active),
        tuple(each for each in invited if each.is_open(now)),
    )


def invite(
    services: Services, actor: Actor, *, email: str, name: str, role: Role, college: str | None
) -> AccountInvitation:
    """Invite a reviewer or administrator by e-mail; raises Refused."""
    school = services.store.school(actor.school or "")
    if role is Role.COLLEGE and not college:
        raise Refused("required", field="college")
    own = school.college(college).code if role is Role.COLLEGE and college else None
    invitation = accounts.invitation_to(services, actor, email=email, name=name, role=role, college=own)
    accounts.invite(services, invitation, school.name)
    return invitation


def invite_colleague(services: Services, actor: Actor, *, email: str, name: str) -> AccountInvitation:
    """Invite another HR person of the actor's employer by e-mail; raises Refused."""
    unit = services.store.employer(actor.party or "")
    invitation = accounts.invitation_to(services, actor, email=email, name=name, role=Role.EMPLOYER)
    accounts.invite(services, invitation, unit.name)
    return invitation
