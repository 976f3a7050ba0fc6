"""Publishing status lists: on every change and at least daily; none ever goes back in time (verification.md 4).

1. A list gets its next time by a conditional write, which fails when anybody else has moved it since the marks were
   read: of two lists the later has all that the earlier has.
2. The site refuses a list that is not later than the one it has. Whoever was overtaken leaves it at that.
3. A mark counts as published only after a list that carries it is.
4. A list that nobody known has overtaken, and yet is not later, or that would let what has ended be valid again or give
   its superseding another day or none, is an alarm: the table or the site was put back to an earlier state.
5. A day that has not come on the list's clock is left for a later list: with it no verifier would read this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter

from functions.domain.deadlines import local_date
from functions.domain.errors import Conflict
from functions.domain.issuing import KeyUse, Status, StatusList, StatusMark
from functions.domain.usage import Use
from functions.ports import Insert, OutOfOrder, Replace, Services, Signer
from functions.usecases import indices, keys, usage
from functions.usecases.alarms import Alarm, sound
from functions.usecases.settling import settled
from functions.usecases.turns import ALL, Turn, pages
from verifier.attestation import Entry, Fault, cbor, cose, link, status_list

MEDIA_TYPE = status_list.TYP
# Looked at every hour: so that each is signed within a day.
REFRESHED_AFTER = timedelta(hours=20)
# The most that one commit takes.
_AT_ONCE = 100
_LOW_BITS = int.from_bytes(b"\x55" * (status_list.ENTRIES // status_list.PER_BYTE), "big")


def publish(services: Services, signer: Signer, list_id: int) -> StatusList:
    """Sign and publish a list as it stands now; raises OutOfOrder where it would go back in time."""
    moved, marks = _move_on(services, list_id)
    with usage.work(services, moved.school):
        _publish(services, signer, moved, marks)
    return moved


def _publish(services: Services, signer: Signer, moved: StatusList, marks: tuple[StatusMark, ...]) -> None:
    packed = status_list.pack({mark.index: Entry(int(mark.value)) for mark in marks})
    since = _since(marks, moved.iat)
    _refuse_reviving(services, moved, packed, since)
    key = keys.current(services, moved.school, KeyUse.STATUS, services.clock.now())
    prepared = status_list.prepare(
        packed,
        uri=status_list.uri(link.origin(services.host), moved.id),
        issued_at=moved.iat,
        kid=bytes.fromhex(key.kid),
        since=since,
    )
    signed = prepared.finish(signer.sign(key, prepared.to_be_signed))
    usage.count(services, key.school, Use.SIGNATURES)
    try:
        services.site.publish(path(moved.id), signed, MEDIA_TYPE, order=moved.iat)
    except OutOfOrder as refusal:
        _require_overtaken(services, moved, refusal)
    else:
        _settle(services, marks)


@settled
def _move_on(services: Services, list_id: int) -> tuple[StatusList, tuple[StatusMark, ...]]:
    """Give a list its next time; return it with its marks, which are those of that time."""
    found = services.store.find_status_list(list_id)
    if found is None:
        raise LookupError(f"there is no status list {list_id}")
    marks = services.store.status_marks(list_id)
    iat = max(int(services.clock.now().timestamp()), found.iat + 1)
    moved = replace(found, iat=iat, version=found.version + 1)
    services.store.commit(Replace(moved))
    return moved, marks


def _since(marks: Iterable[StatusMark], iat: int) -> dict[int, date]:
    """Return from which day on each superseded edition has been, as far as the list's own day."""
    today = local_date(datetime.fromtimestamp(iat, UTC))
    return {mark.index: mark.since for mark in marks if mark.since and mark.since <= today}


def _refuse_reviving(services: Services, moved: StatusList, packed: bytes, since: Mapping[int, date]) -> None:
    """Raise OutOfOrder, with an alarm, where the earlier list on the site says of more entries that they have ended.

    So too where it gives a day that this one does not.
    """
    published_at, ended, days = _published(services, moved.id)
    if published_at < moved.iat and (ended & ~_ended(packed) or not days.items() <= since.items()):
        sound(Alarm.LIST_ROLLED_BACK, path=path(moved.id), order=moved.iat, stored=published_at)
        raise OutOfOrder(path(moved.id), published_at)


def _published(services: Services, list_id: int) -> tuple[int, int, Mapping[int, date]]:
    """Return the time of the list on the site, what has ended and its days; nothing where there is none, or no list."""
    try:
        message = cose.parse(*cbor.decode_tagged(services.site.read(path(list_id)) or b""), typ=MEDIA_TYPE)
        said = status_list.read_claims(message.signed.payload)
        return said.issued_at, _ended(status_list.inflate(said)), said.since
    except Fault:
        return 0, 0, {}


def _ended(packed: bytes) -> int:
    """Return a number with a bit for each entry that is INVALID or SUPERSEDED: those two have the low bit set."""
    return int.from_bytes(packed, "big") & _LOW_BITS


def _require_overtaken(services: Services, moved: StatusList, refusal: OutOfOrder) -> None:
    """Raise `refusal`, with an alarm, unless the list on the site is one whose time this table has given out."""
    found = services.store.find_status_list(moved.id)
    if found is None or found.iat < refusal.stored:
        sound(Alarm.LIST_ROLLED_BACK, path=refusal.path, order=moved.iat, stored=refusal.stored)
        raise refusal


def ensure_published(services: Services, signer: Signer, list_id: int) -> None:
    """Publish a list that was just opened: no paper goes out before its status can be read."""
    found = services.store.find_status_list(list_id)
    if found is None or found.iat == 0:
        publish(services, signer, list_id)


def path(list_id: int) -> str:
    """Return where a list is on the site."""
    return f"s/{list_id}.cwt"


def _settle(services: Services, marks: Iterable[StatusMark]) -> None:
    """Note that marks are published, a hundred in a commit; where one has changed meanwhile, each by itself."""
    waiting = iter([mark for mark in marks if not mark.is_published])
    while portion := tuple(islice(waiting, _AT_ONCE)):
        try:
            services.store.commit(*map(_settled, portion))
        except Conflict:
            for mark in portion:
                _settle_one(services, mark)


def _settle_one(services: Services, mark: StatusMark) -> None:
    with suppress(Conflict):  # Another publisher has settled it, or it says something else by now.
        services.store.commit(_settled(mark))


def _settled(mark: StatusMark) -> Replace:
    return Replace(replace(mark, is_published=True, version=mark.version + 1))


def publish_changes(services: Services, signer: Signer, turn: Turn = ALL) -> tuple[int, ...]:
    """Publish each list that has an unpublished mark, once for all of them; return the ids of those that went out."""
    marks = turn.of(pages(services.store.unpublished_marks), lambda _: None)
    changed = (next(of_one).list_id for _, of_one in groupby(marks, attrgetter("list_id")))
    return tuple(list_id for list_id in changed if bring_out(services, signer, list_id))


def is_old(services: Services, one: StatusList) -> bool:
    """Tell whether a list is to be signed anew for its age."""
    return services.clock.now().timestamp() - one.refreshed >= REFRESHED_AFTER.total_seconds()


def refresh(services: Services, signer: Signer, one: StatusList) -> int:
    """Re-sign a list, after letting its decoys turn at the rate of the real ones; return how many went out.

    That it was is noted last: who is stopped before that begins again.
    """
    turn_decoys(services, one)
    if not bring_out(services, signer, one.id):
        return 0
    _note_refreshed(services, one.id)
    return 1


@settled
def _note_refreshed(services: Services, list_id: int) -> None:
    found = services.store.find_status_list(list_id)
    if found:
        now = int(services.clock.now().timestamp())
        services.store.commit(Replace(replace(found, refreshed=now, version=found.version + 1)))


def bring_out(services: Services, signer: Signer, list_id: int) -> bool:
    """Publish a list; tell whether it could be. One that would go back has sounded its alarm, and holds up no other."""
    try:
        publish(services, signer, list_id)
    except OutOfOrder:
        return False
    return True


def turn_decoys(services: Services, one: StatusList) -> int:
    """Turn at most one decoy, with the chance that keeps their rate that of the real entries; return how many."""
    marks = services.store.status_marks(one.id)
    turned = [mark for mark in marks if indices.is_decoy(services, one.id, mark.index)]
    real = len(marks) - len(turned)
    decoys = status_list.ENTRIES * 3 // 100
    due = real * decoys / max(one.taken, 1) - len(turned)
    if services.secrets.random_below(1000) >= due * 1000:
        return 0
    index = _free_decoy(services, one.id, {mark.index for mark in turned})
    mark = StatusMark(list_id=one.id, index=index, value=Status.INVALID, school=one.school, is_published=True)
    services.store.commit(Insert(mark))
    return 1


def _free_decoy(services: Services, list_id: int, turned: set[int]) -> int:
    while True:
        index = services.secrets.random_below(status_list.ENTRIES)
        if index not in turned and indices.is_decoy(services, list_id, index):
            return index
