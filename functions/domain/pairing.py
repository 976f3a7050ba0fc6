"""Scan-to-print (J09): a computer without a log-in asks, the graduate's phone answers, the computer gets one copy.

1. A code serves one print and lives two minutes; what is stored of it is its hash.
2. A pairing belongs to the browser that opened it. `check` is shown by computer and phone, for the person to compare:
   whoever was sent another computer's code sees that it is not the one before them.
3. The phone names agreement and copy; the computer can ask for nothing.
4. The file is given out once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.errors import Refused

LIFE = timedelta(minutes=2)


class PairingState(StrEnum):
    """Where a pairing stands; that its time has passed is told from the clock."""

    WAITING = "waiting"
    GRANTED = "granted"
    COLLECTED = "collected"


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """A computer that waits for a phone; hashes are SHA-256 (hex), `document` is the granted copy's blob key."""

    id: str
    secret_hash: str
    browser_hash: str
    check: str
    opened_at: datetime
    state: PairingState = PairingState.WAITING
    document: str = ""
    version: int = 1

    @property
    def expires_at(self) -> datetime:
        """The last moment at which it can be used."""
        return self.opened_at + LIFE


def require_waiting(pairing: Pairing, now: datetime) -> Pairing:
    """Return a pairing that a phone may answer; raises Refused."""
    if pairing.state is not PairingState.WAITING or now > pairing.expires_at:
        raise Refused("print_code_used_up", field="code", rule="J09")
    return pairing


def grant(pairing: Pairing, document: str, now: datetime) -> Pairing:
    """Let the computer have a copy; raises Refused for a code that was used or has lapsed."""
    waiting = require_waiting(pairing, now)
    return replace(waiting, state=PairingState.GRANTED, document=document, version=pairing.version + 1)


def collect(pairing: Pairing, now: datetime) -> Pairing:
    """Give the file out; raises Refused before it was granted, the second time, and too late."""
    if pairing.state is not PairingState.GRANTED or now > pairing.expires_at:
        raise Refused("print_not_granted", rule="J09")
    return replace(pairing, state=PairingState.COLLECTED, version=pairing.version + 1)
