"""Logging in and out.

1. A wrong name and a wrong password cost the same work and get the same answer.
2. A guess is counted before it is tried: many at once cannot slip past the delay together. A success clears the count.
3. The cookie's token is stored as its SHA-256 (hex): who reads the table cannot log in with it.
4. An account's new epoch, and an account put away, end every session at once; so each request reads the account.
5. The last use is written every five minutes at most: a write for each request would double its cost.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from functions.domain import account as accounts
from functions.domain.account import TOUCH_INTERVAL, Account, Attempts, Session
from functions.domain.actors import Role
from functions.domain.errors import Conflict, NotFound, Refused
from functions.ports import Change, Check, Delete, Insert, Replace, Services
from functions.usecases.settling import settled


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(services: Services, token: str) -> Session | None:
    """Return the living session of a token, with who acts as the account is now; None when there is none."""
    session, now = services.store.find_session(token_hash(token)), services.clock.now()
    if session is None or not session.is_alive(now):
        return None
    try:
        account = services.store.account(session.account)
    except NotFound:
        return None
    if not account.is_active or account.epoch != session.epoch:
        return None
    actor = account.as_actor()
    if (actor, account.language) != (session.actor, session.language):
        session = replace(session, actor=actor, language=account.language)
    return _touched(services, session) if now - session.seen_at >= TOUCH_INTERVAL else session


def _touched(services: Services, session: Session) -> Session:
    used = replace(session, seen_at=services.clock.now(), version=session.version + 1)
    try:
        services.store.commit(Replace(used))
    except Conflict:
        return session  # another request of the same person wrote it
    return used


def log_in(services: Services, login: str, password: str, identity: str = "") -> tuple[Session, str]:
    """Begin a session and return it with its token; an outside `identity` opens the account from now on (A04).

    Raises Refused `login_failed`, `too_many_attempts`, `federation_for_students`, `federation_taken`.
    """
    attempts = counted(services, login)
    account = services.store.find_account(login)
    hashed = account.password_hash if account and account.is_active else ""
    if not services.secrets.is_password(password, hashed) or account is None:
        raise Refused("login_failed")
    session, token = begin(services, account)
    known = _known_outside(services, account, identity) if identity else Check(account)
    commit_with_count(services, attempts, Insert(session), known)
    return session, token


def _known_outside(services: Services, account: Account, identity: str) -> Replace:
    """Let an outside account open this one too; raises Refused."""
    if account.role is not Role.STUDENT:
        raise Refused("federation_for_students", rule="A04")
    holder = services.store.find_account_by_identity(identity)
    if holder is not None and holder.id != account.id:
        raise Refused("federation_taken", rule="A04")
    return Replace(replace(account, identity=identity, version=account.version + 1))


@settled
def counted(services: Services, login: str) -> Attempts:
    """Count a guess against a name, whether it exists or not; raises Refused while the delay runs."""
    now = services.clock.now()
    attempts = services.store.attempts(services.secrets.login_mark(login))
    if refusal := accounts.blocked(attempts, now):
        raise refusal
    guessed = accounts.failed(attempts, now)
    services.store.commit(Replace(guessed))
    return guessed


def commit_with_count(services: Services, attempts: Attempts, *changes: Change) -> None:
    """Commit a success and clear its count, unless more guesses came meanwhile; raises Conflict for the changes."""
    try:
        services.store.commit(*changes, Delete(attempts))
    except Conflict as conflict:
        if not isinstance(conflict.change, Delete):
            raise
        services.store.commit(*changes)


def begin(services: Services, account: Account) -> tuple[Session, str]:
    """Return a new session of an account, to be inserted, and its token."""
    now, token = services.clock.now(), services.secrets.token()
    session = Session(
        token_hash=token_hash(token), account=account.id, epoch=account.epoch, csrf=services.secrets.token(),
        created_at=now, seen_at=now, actor=account.as_actor(), language=account.language,
    )  # fmt: skip
    return session, token


@settled
def log_out(services: Services, token: str) -> None:
    """End one session; ending it twice is no error."""
    session = services.store.find_session(token_hash(token))
    if session is not None:
        services.store.commit(Delete(session))


@settled
def log_out_everywhere(services: Services, account_id: str) -> None:
    """End every session of an account by a new epoch."""
    account = services.store.account(account_id)
    services.store.commit(Replace(renewed(account)))


def renewed(account: Account) -> Account:
    """Return the account with a new epoch, under which no session lives yet."""
    return replace(account, epoch=account.epoch + 1, version=account.version + 1)
