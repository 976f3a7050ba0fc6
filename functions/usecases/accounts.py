"""Accounts: how a student binds one, how staff and HR open one by invitation, and what everybody does with their own.

1. A student binds with name, number and ID number (A02). Whatever differs, the refusal is the same, and guesses count.
2. An invitation's token is in the mail (for the first operator, in the link on the terminal) and nowhere else; we keep
   its SHA-256. It works once, for seven days.
3. A new password ends every other session.
4. What an administrator removes is logged out at once and gives its WeChat back; a released binding (A03) can be
   bound anew.
5. Who has forgotten a password, or comes back, is invited again to the same place and opens the same account.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace

from functions.domain import account as accounts
from functions.domain import sight
from functions.domain.account import INVITATION_LIFE, Account, AccountInvitation, Session
from functions.domain.actors import Actor, Role
from functions.domain.errors import Conflict, NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.student import Situation, Student
from functions.domain.usage import Use
from functions.ports import Change, ChannelRefused, Delete, Insert, Replace, Services
from functions.usecases import sessions, usage
from functions.usecases.policies import Pin, in_force
from functions.usecases.sessions import token_hash
from functions.usecases.settling import commit, settled

# The page that opens an account; what follows the # stays in the browser.
JOIN = "/pages/join.html"
LANGUAGES = ("zh-CN", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a student types to bind an account (A02); the ID number is used and forgotten."""

    school: str
    name: str
    number: str
    id_number: str
    password: str

    @property
    def login(self) -> str:
        """The login name that the account gets."""
        return student_login(self.school, self.number)


def student_login(school: str, number: str) -> str:
    """Return the login name of a student."""
    return f"{school}/{number}"


def bind(services: Services, typed: Binding, identity: str = "") -> tuple[Session, str]:
    """Open a student's account and log in; an outside `identity` opens it from now on (A04).

    Raises Refused `binding_failed` whatever differs, `federation_taken`, `too_many_attempts`.
    """
    accounts.check_password(typed.password)
    if identity and services.store.find_account_by_identity(identity):
        raise Refused("federation_taken", rule="A04")
    attempts = sessions.counted(services, f"binding:{typed.login}")
    student = _matching(services, typed)
    account = Account(
        id=services.secrets.new_id(), login=typed.login, role=Role.STUDENT, name=student.name, school=student.school,
        college=student.college, party=student.id, email=student.email,
        password_hash=services.secrets.hash_password(typed.password), created_at=services.clock.now(),
        identity=identity,
    )  # fmt: skip
    session, token = sessions.begin(services, account)
    bound = replace(student, is_bound=True, version=student.version + 1)
    try:
        sessions.commit_with_count(services, attempts, Insert(account), Replace(bound), Insert(session))
    except Conflict:
        raise Refused("binding_failed", rule="A02") from None
    return session, token


def _matching(services: Services, typed: Binding) -> Student:
    """Return the student whom all three name; every comparison is made, whatever the others say."""
    secrets = services.secrets
    student = services.store.find_student(typed.school, secrets.student_id(typed.school, typed.number))
    mark = secrets.id_mark(typed.school, typed.id_number)
    is_same_id = hmac.compare_digest(mark, student.id_mark if student else mark[::-1])
    is_same_name = hmac.compare_digest(typed.name.encode(), (student.name if student else "").encode())
    if student is None or not (is_same_id & is_same_name) or student.is_bound:
        raise Refused("binding_failed", rule="A02")
    return student


@settled
def release(services: Services, actor: Actor, student_id: str) -> None:
    """Remove a student's account so that it can be bound anew (A03); raises NotFound, Refused `not_bound`."""
    student, now = sight.seen(actor, services.store.student(actor.school or "", student_id)), services.clock.now()
    account = services.store.find_account(student_login(student.school, student.number))
    if account is None or not student.is_bound:
        raise Refused("not_bound", rule="A03")
    free = replace(student, is_bound=False, version=student.version + 1)
    policy = in_force(services.store, student.school, now)
    fact = Fact(kind=EventKind.BINDING_RELEASED, audience=(), details={"student": student.name})
    commit(
        services, student.id, (fact,), Delete(account), Replace(free),
        x=Situation(actor=actor, now=now, policy=policy.policy),
        pinned=Pin(school=student.school, policy_version=policy.number),
    )  # fmt: skip


@settled
def change_password(services: Services, account_id: str, current: str, password: str) -> tuple[Session, str]:
    """Set a new password and end every other session; raises Refused `login_failed`, `too_many_attempts`."""
    account = services.store.account(account_id)
    accounts.check_password(password)
    attempts = sessions.counted(services, account.login)
    if not services.secrets.is_password(current, account.password_hash):
        raise Refused("password_wrong", field="current")
    changed = replace(sessions.renewed(account), password_hash=services.secrets.hash_password(password))
    begun, token = sessions.begin(services, changed)
    sessions.commit_with_count(services, attempts, Replace(changed), Insert(begun))
    return begun, token


@settled
def change_language(services: Services, account_id: str, language: str) -> None:
    """Choose the language of pages and mails."""
    account = services.store.account(account_id)
    services.store.commit(Replace(replace(account, language=language, version=account.version + 1)))


def invite(services: Services, invitation: AccountInvitation, whose: str, kind: str = "account_invitation") -> None:
    """Store an invitation to open an account at `whose` and mail its token; raises as `write` does."""
    stored, link = _stored(services, invitation)
    try:
        write(
            services, invitation.email, kind,
            {"name": invitation.name, "to": whose, "link": link, "days": INVITATION_LIFE.days}, invitation.school,
        )  # fmt: skip
    except (Refused, ChannelRefused):
        services.store.commit(Delete(stored))
        raise


def write(
    services: Services, email: str, kind: str, params: dict[str, str | int], school: str | None = None
) -> None:  # fmt: skip
    """Mail somebody who has no account yet, in both languages; raises Refused `mail_not_accepted`.

    Raises ChannelRefused where no address would do: whoever typed it can mend nothing.
    """
    subject, body = (
        separator.join(services.texts.say(language, f"mails.{kind}.{part}", params) for language in LANGUAGES)
        for part, separator in (("subject", " / "), ("body", "\n\n"))
    )
    try:
        services.mailer.send(email, subject, body)
    except ChannelRefused as refused:
        if services.outages(refused):
            raise
        raise Refused("mail_not_accepted", field="email") from None
    usage.count(services, school, Use.MAILS)


def offer(services: Services, invitation: AccountInvitation) -> str:
    """Store an invitation and return its link, for who hands it over where no mail goes out."""
    return _stored(services, invitation)[1]


def _stored(services: Services, invitation: AccountInvitation) -> tuple[AccountInvitation, str]:
    from verifier.attestation.link import origin  # noqa: PLC0415 - only this needs the wire format

    token = services.secrets.token()
    stored = replace(invitation, token_hash=token_hash(token))
    services.store.commit(Insert(stored))
    return stored, f"{origin(services.host)}{JOIN}#{token}"


def invitation_to(
    services: Services, actor: Actor, *, email: str, name: str, role: Role, college: str | None = None
) -> AccountInvitation:
    """Return an invitation into the actor's own school or employer, without its token."""
    now = services.clock.now()
    return AccountInvitation(
        token_hash="", email=email, role=role, name=name, school=actor.school, college=college, party=actor.party,
        invited_by=actor.account, created_at=now, expires_at=now + INVITATION_LIFE,
    )  # fmt: skip


def find_invitation(services: Services, token: str) -> AccountInvitation:
    """Return an invitation that can still be used; raises NotFound, Refused `invitation_used`, `invitation_lapsed`."""
    invitation = services.store.find_account_invitation(token_hash(token))
    if invitation is None:
        raise NotFound("accountinvitation")
    accounts.open_invitation(invitation, services.clock.now())
    return invitation


def open_account(services: Services, token: str, name: str, password: str) -> tuple[Session, str]:
    """Use an invitation: open the account, or the own one anew, and log in; raises NotFound, Refused."""
    now, invitation = services.clock.now(), find_invitation(services, token)
    account = opened(services, invitation, name, password)
    earlier = services.store.find_account(invitation.email)
    if earlier and accounts.opens_again(invitation, earlier):
        account = replace(sessions.renewed(earlier), name=name, role=account.role, college=account.college,
                          password_hash=account.password_hash, is_active=True)  # fmt: skip
    session, cookie = sessions.begin(services, account)
    made = Replace(account) if earlier and account.id == earlier.id else Insert(account)
    _commit_opened(services, made, Replace(accounts.open_invitation(invitation, now)), Insert(session))
    return session, cookie


def opened(services: Services, invitation: AccountInvitation, name: str, password: str) -> Account:
    """Return the account that an invitation opens, under a new id; raises Refused for a weak password."""
    accounts.check_password(password)
    return Account(
        id=services.secrets.new_id(), login=invitation.email, role=invitation.role, name=name,
        school=invitation.school, college=invitation.college,
        party=invitation.unit.id if invitation.unit else invitation.party, email=invitation.email,
        password_hash=services.secrets.hash_password(password), created_at=services.clock.now(),
    )  # fmt: skip


def _commit_opened(services: Services, made: Change, used: Change, begun: Change) -> None:
    try:
        services.store.commit(made, used, begun)
    except Conflict as conflict:
        raise Refused("login_taken" if conflict.change is made else "invitation_used") from None


@settled
def remove(services: Services, actor: Actor, account_id: str) -> None:
    """Put a colleague's account away: no session of it lives on; raises NotFound, Refused for one's own."""
    account = services.store.account(account_id)
    if not account.is_staff or not account.is_active:
        raise NotFound("account")
    sight.seen(actor, account)
    if account.id == actor.account:
        raise Refused("not_oneself")
    services.store.commit(Replace(replace(sessions.renewed(account), is_active=False, wechat="")))
