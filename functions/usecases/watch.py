"""What nobody may forget: every day a list about to lapse and a school about to lack a key, every hour what waits.

The root is not here: the list's own word for when it lapses is taken, since only an alarm follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from functions.domain.issuing import StatusList
from functions.ports import Exports, Services
from functions.usecases import keys
from functions.usecases.alarms import Alarm, sound
from functions.usecases.figures import Figure, tell
from functions.usecases.trust import PATH, RENEWAL
from verifier.attestation import cbor, cose, status_list, trust

# A status list lives for seven days and is signed anew on each (verification.md 4).
LIST_PATIENCE = timedelta(days=4)
NOTICE_PATIENCE = timedelta(hours=1)


def keep(services: Services) -> int:
    """Sound an alarm for each thing that an operator must do, most of them within a month; return how many."""
    count, ages = 0, list[float]()
    lapses = _lapses(services.site.read(PATH))
    if lapses - services.clock.now() < RENEWAL:
        sound(Alarm.TRUST_LIST_LAPSES, path=PATH, at=lapses.isoformat())
        count += 1
    for school in keys.schools(services):
        for use in keys.lacking(services, school.code):
            sound(Alarm.KEY_LACKING, school=school.code, use=use)
            count += 1
        lists = [one for one in services.store.status_lists(school.code) if one.iat]
        ages += (services.clock.now().timestamp() - one.iat for one in lists)
        count += _late(services, lists)
    if ages:
        tell(services, {Figure.LIST_LEFT: status_list.LIFETIME - max(ages)})
    return count


def look(services: Services) -> int:
    """Measure what nobody was told of, and sound an alarm when it is too old; return how many."""
    waiting, now = services.store.undelivered(), services.clock.now()
    oldest = min((event.at for event in waiting), default=now)
    tell(services, {Figure.UNDELIVERED: len(waiting), Figure.OLDEST: (now - oldest).total_seconds()})
    if now - oldest < NOTICE_PATIENCE:
        return 0
    sound(Alarm.NOTICES_WAIT, at=oldest.isoformat())
    return 1


def look_at_backups(services: Services, exports: Exports) -> None:
    """Measure how old the newest whole export is; of none there is nothing to tell, which is an alarm as well."""
    whole_since = exports.whole_since()
    if whole_since:
        tell(services, {Figure.EXPORT_AGE: (services.clock.now() - whole_since).total_seconds()})


def _late(services: Services, lists: Iterable[StatusList]) -> int:
    latest = int((services.clock.now() - LIST_PATIENCE).timestamp())
    late = [one for one in lists if one.iat <= latest]
    for one in late:
        sound(Alarm.LIST_LAPSES, list=one.id)
    return len(late)


def _lapses(coded: bytes | None) -> datetime:
    """Return when a list lapses; one that was never issued has lapsed always. Raises `Fault`."""
    if coded is None:
        return datetime.fromtimestamp(0, UTC)
    message = cose.parse(*cbor.decode_tagged(coded), typ=trust.TYP)
    claims = cast("Mapping[int, int]", cbor.decode(message.signed.payload))
    return datetime.fromtimestamp(claims[trust.EXP], UTC)
