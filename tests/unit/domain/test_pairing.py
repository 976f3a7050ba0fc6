"""J09: a code that a computer shows serves one print and lives two minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.domain import pairing
from functions.domain.errors import Refused
from functions.domain.pairing import LIFE, Pairing, PairingState
from tests import factories as some
from tests.factories import NOW
from tests.unit.domain.cells import refusal

WAITING = some.pairing()
GRANTED = pairing.grant(WAITING, "documents/1", NOW)
COLLECTED = pairing.collect(GRANTED, NOW)
LAST, TOO_LATE = NOW + LIFE, NOW + LIFE + timedelta(microseconds=1)
USED_UP = Refused("print_code_used_up", field="code", rule="J09")
NOT_GRANTED = Refused("print_not_granted", rule="J09")


def test_a_phone_grants_and_the_computer_collects_until_the_last_moment() -> None:
    granted = pairing.grant(WAITING, "documents/1", LAST)
    assert granted == replace(WAITING, state=PairingState.GRANTED, document="documents/1", version=2)
    assert pairing.collect(granted, LAST) == replace(granted, state=PairingState.COLLECTED, version=3)


Verb = Callable[[Pairing, datetime], Pairing]
REFUSED: dict[str, tuple[Verb, Pairing, datetime, Refused]] = {
    "granting too late": (lambda p, now: pairing.grant(p, "d", now), WAITING, TOO_LATE, USED_UP),
    "granting twice": (lambda p, now: pairing.grant(p, "d", now), GRANTED, NOW, USED_UP),
    "granting what was collected": (lambda p, now: pairing.grant(p, "d", now), COLLECTED, NOW, USED_UP),
    "scanning too late": (pairing.require_waiting, WAITING, TOO_LATE, USED_UP),
    "collecting what nobody granted": (pairing.collect, WAITING, NOW, NOT_GRANTED),
    "collecting twice": (pairing.collect, COLLECTED, NOW, NOT_GRANTED),
    "collecting too late": (pairing.collect, GRANTED, TOO_LATE, NOT_GRANTED),
}


@pytest.mark.parametrize(("verb", "one", "now", "error"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(verb: Verb, one: Pairing, now: datetime, error: Refused) -> None:
    assert refusal(lambda: verb(one, now)) == error
