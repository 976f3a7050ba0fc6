"""Scan-to-print (J09): opened by a computer, answered by the graduate's phone, collected by the same computer.

1. Opening is counted against the browser as guesses are; a collected print clears the count.
2. The register's line and the grant are one commit, so that a code used twice at once prints once.
3. What is not this browser's, and a code that nobody has, are not found.
"""

from __future__ import annotations

import hashlib
import hmac

from functions.domain import agreement_states, pairing, printing
from functions.domain.actors import Actor
from functions.domain.agreement import Action, Agreement
from functions.domain.agreement_states import Situation
from functions.domain.errors import NotFound
from functions.domain.pairing import Pairing
from functions.ports import Insert, Replace, Services
from functions.usecases import agreements, sessions
from functions.usecases.prints import register_prints
from functions.usecases.settling import settled

_CHECKS = 10_000


def open_(services: Services, browser: str) -> tuple[Pairing, str]:
    """Begin to wait for a phone; return the pairing and its code. Raises Refused `too_many_attempts`."""
    sessions.counted(services, _counter(browser))
    secret = services.secrets.token()
    made = Pairing(
        id=services.secrets.new_id(), secret_hash=_hash(secret), browser_hash=_hash(browser),
        check=f"{services.secrets.random_below(_CHECKS):04}", opened_at=services.clock.now(),
    )  # fmt: skip
    services.store.commit(Insert(made))
    return made, f"{made.id}.{secret}"


def _counter(browser: str) -> str:
    return f"print pairing {_hash(browser)}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def scan(services: Services, actor: Actor, code: str) -> tuple[Pairing, tuple[tuple[Agreement, Situation], ...]]:
    """Return who waits and what this graduate may have printed there; raises NotFound, Refused."""
    found = pairing.require_waiting(_of_code(services, code), services.clock.now())
    mine = (agreements.read(services, actor, one.id) for one in agreements.of_student(services, actor))
    return found, tuple((one, x) for one, x in mine if Action.PRINT in agreement_states.MACHINE.allowed(one, x))


def _of_code(services: Services, code: str) -> Pairing:
    id_, _, secret = code.partition(".")
    found = services.store.find_pairing(id_)
    if found is None or not hmac.compare_digest(found.secret_hash, _hash(secret)):
        raise NotFound("pairing")
    return found


@settled
def grant(services: Services, actor: Actor, code: str, agreement_id: str, copy: int) -> Pairing:
    """Let the computer print a copy, and enter it in the register; raises NotFound, Refused."""
    found, x = agreements.read(services, actor, agreement_id)
    printed, line = printing.print_copy(found, copy, x)
    document = printing.document(line.school, line.agreement, line.edition, line.copy)
    granted = pairing.grant(_of_code(services, code), document, x.now)
    register_prints(services, printed, (line,), x, Replace(granted))
    return granted


def waiting(services: Services, browser: str, pairing_id: str) -> Pairing:
    """Return a pairing to the browser that opened it; raises NotFound."""
    found = services.store.find_pairing(pairing_id)
    if found is None or not hmac.compare_digest(found.browser_hash, _hash(browser)):
        raise NotFound("pairing")
    return found


def collectable(services: Services, browser: str, pairing_id: str) -> Pairing:
    """Return the pairing as it is once its copy is given out; raises NotFound, Refused."""
    return pairing.collect(waiting(services, browser, pairing_id), services.clock.now())


def collect(services: Services, browser: str, pairing_id: str) -> bytes:
    """Give the granted copy out, once; raises NotFound, Refused, Conflict for the second of two at once."""
    collected = collectable(services, browser, pairing_id)
    attempts = services.store.attempts(services.secrets.login_mark(_counter(browser)))
    sessions.commit_with_count(services, attempts, Replace(collected))
    return services.blobs.get(collected.document)
