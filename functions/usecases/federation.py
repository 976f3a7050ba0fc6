"""Logging in with an account of another platform (A04): bound the first time, it opens the same account ever after.

1. State, nonce and verifier are keyed marks of the visitor's cookie and of a random value of this one attempt: they are
   good in the browser that asked and in no other (RFC 6749 10.12), and nothing of an attempt is stored.
2. Of the person at the provider we keep a keyed mark and nothing else; it is one account's, so that nobody reads
   another's records.
3. Whom no account knows gets a ticket for this browser and half an hour. With it the person binds by name, number and
   ID number (A02), or logs in once with the password, and the account knows the outside account from then on.
4. A released binding (A03) deletes the account, and with it the outside account's claim.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from functions.domain.account import Session
from functions.domain.errors import Refused
from functions.ports import Check, IdentityProvider, Insert, ProviderRefused, Services
from functions.usecases import sessions
from functions.usecases.sessions import token_hash

# The page to which the provider leads back.
BACK = "/pages/federated.html"
TICKET_LIFE = timedelta(minutes=30)


def name(services: Services) -> str | None:
    """Return what the provider is called; None where this deployment has none."""
    return services.federation.name if services.federation else None


def begin(services: Services, visitor: str) -> str:
    """Return where the person logs in; raises Refused `federation_off`."""
    attempt = services.secrets.token()
    state, nonce, verifier = _attempt(services, visitor, attempt)
    challenge = _url_safe(hashlib.sha256(verifier.encode()).digest())
    return _provider(services).consent_url(_back(services), f"{attempt}.{state}", nonce, challenge)


def identify(services: Services, visitor: str, code: str, state: str) -> str:
    """Return the mark (hex) of who came back; raises Refused `federation_off`, `_refused`, `_unreachable`."""
    provider = _provider(services)
    attempt, _, given = state.partition(".")
    expected, nonce, verifier = _attempt(services, visitor, attempt)
    if not visitor or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Refused("federation_refused", rule="A04")
    try:
        person = provider.subject(code, _back(services), verifier, nonce)
    except ProviderRefused as refused:
        raise Refused("federation_refused" if refused.is_final else "federation_unreachable", rule="A04") from None
    return services.secrets.mark(f"outside account:{person}").hex()


def log_in(services: Services, identity: str) -> tuple[Session, str] | None:
    """Begin a session of the account that knows this identity; None where no account does."""
    account = services.store.find_account_by_identity(identity)
    if account is None:
        return None
    session, token = sessions.begin(services, account)
    services.store.commit(Insert(session), Check(account))
    return session, token


def ticket(services: Services, visitor: str, identity: str) -> str:
    """Return what lets this browser bind the identity within half an hour."""
    until = int((services.clock.now() + TICKET_LIFE).timestamp())
    return f"{identity}.{until}.{_vouched(services, visitor, identity, until)}"


def claimed(services: Services, visitor: str, given: str) -> str:
    """Return the identity that a ticket vouches for; raises Refused `federation_lapsed`."""
    identity, _, rest = given.partition(".")
    until, _, mark = rest.partition(".")
    if not (until.isascii() and until.isdigit()) or not visitor:
        raise Refused("federation_lapsed", rule="A04")
    expected = _vouched(services, visitor, identity, int(until))
    is_late = services.clock.now() > datetime.fromtimestamp(int(until), services.clock.now().tzinfo)
    if not hmac.compare_digest(mark.encode(), expected.encode()) or is_late:
        raise Refused("federation_lapsed", rule="A04")
    return identity


def _vouched(services: Services, visitor: str, identity: str, until: int) -> str:
    return services.secrets.mark(f"federation ticket:{identity}:{until}:{token_hash(visitor)}").hex()


def _attempt(services: Services, visitor: str, attempt: str) -> tuple[str, str, str]:
    """Return state, nonce and verifier of an attempt; the verifier has 43 characters (RFC 7636 4.1)."""
    marks = (
        services.secrets.mark(f"federation {part}:{attempt}:{token_hash(visitor)}")
        for part in ("state", "nonce", "verifier")
    )
    state, nonce, verifier = map(_url_safe, marks)
    return state, nonce, verifier


def _url_safe(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _back(services: Services) -> str:
    from verifier.attestation import link  # noqa: PLC0415 - who only asks who is logged in does not need it (ADR 14)

    return f"{link.origin(services.host)}{BACK}"


def _provider(services: Services) -> IdentityProvider:
    if services.federation is None:
        raise Refused("federation_off", rule="A04")
    return services.federation
