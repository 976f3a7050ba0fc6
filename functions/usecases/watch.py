"""What nobody may forget, looked at every day: a trust list about to lapse, a school about to lack a key.

The root is not here: the list's own word for when it lapses is taken, since only an alarm follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from functions.ports import Services
from functions.usecases import keys
from functions.usecases.alarms import Alarm, sound
from functions.usecases.trust import PATH, RENEWAL
from verifier.attestation import cbor, cose, trust


def keep(services: Services) -> int:
    """Sound an alarm for each thing that an operator must do within a month; return how many."""
    count = 0
    lapses = _lapses(services.site.read(PATH))
    if lapses - services.clock.now() < RENEWAL:
        sound(Alarm.TRUST_LIST_LAPSES, path=PATH, at=lapses.isoformat())
        count += 1
    for school in keys.schools(services):
        for use in keys.lacking(services, school.code):
            sound(Alarm.KEY_LACKING, school=school.code, use=use)
            count += 1
    return count


def _lapses(coded: bytes | None) -> datetime:
    """Return when a list lapses; one that was never issued has lapsed always. Raises `Fault`."""
    if coded is None:
        return datetime.fromtimestamp(0, UTC)
    message = cose.parse(*cbor.decode_tagged(coded), typ=trust.TYP)
    claims = cast("Mapping[int, int]", cbor.decode(message.signed.payload))
    return datetime.fromtimestamp(claims[trust.EXP], UTC)
