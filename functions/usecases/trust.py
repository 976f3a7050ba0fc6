"""The trust list that says who may sign (verification.md 5): the next version, a new root, and what is published.

1. The root key signs elsewhere: it is handed in as `Root`, and nothing here keeps it.
2. A version follows the one in force and keeps what lockout.py names. One that says the same again goes out only when
   that one is a month old, long before it lapses.
3. What was signed is read back under every root that any page may pin, before it is published.
4. Of two operators at once one is first; the other reads what that one published and decides again.
5. `/v` carries the list, so it is published anew with each. Where it cannot be, the list is refused beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.domain.errors import Conflict
from functions.domain.issuing import SigningKey
from functions.domain.signing_keys import Bar, LockOut
from functions.ports import OutOfOrder, Services
from functions.usecases import keys, lockout, verifier_page
from functions.usecases.alarms import Alarm, sound
from functions.usecases.settling import settled
from verifier.attestation import Fault, Key, KeyState, Rotation, TrustList, Use, link, trust, trust_reader

PATH = "t/trust.cwt"
RENEWAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Root:
    """A root key: its public half, 32 bytes, and what returns its signature, 64 bytes, of a message."""

    public: bytes
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Step:
    """The list in force, None before the first, and the one that would follow it."""

    held: TrustList | None
    following: TrustList

    @property
    def is_due(self) -> bool:
        """Whether there is more to say, or the list in force grows old."""
        held, new = self.held, self.following
        if held is None or new.issued_at - held.issued_at >= RENEWAL.total_seconds():
            return True
        said = (held.keys, held.schools, held.hosts, held.lists, held.rotations)
        return said != (new.keys, new.schools, new.hosts, new.lists, new.rotations)


def in_force(services: Services, root: bytes) -> TrustList | None:
    """Return the published list, `root` (32 bytes) being the one that signs now; raises LockOut."""
    coded = services.site.read(PATH)
    if not coded:
        return None
    held = read(coded, root)
    if trust_reader.current_root(root, held.rotations) != root:
        raise LockOut(Bar.ROOT_REPLACED)
    return held


def step(services: Services, root: bytes, *, version: int | None = None, changed: tuple[SigningKey, ...] = ()) -> Step:
    """Return the next version as it would be with `changed` keys; raises LockOut.

    `version` skips numbers, where verifiers have seen more versions than are left on the site.
    """
    held = in_force(services, root)
    following = _following(services, held, version, changed)
    lockout.refuse(held, following)
    verifier_page.require_leading(services, root, following.rotations)
    return Step(held, following)


def handover(services: Services, old: Root, new: Root) -> Step:
    """Return the next version as the root that follows will sign it, with the handover signed by both."""
    held = in_force(services, old.public)
    if held is None:
        raise LockOut(Bar.NO_LIST)
    if new.public == old.public:
        raise LockOut(Bar.ROOT_UNCHANGED)
    if new.public in {one.old for one in held.rotations}:
        raise LockOut(Bar.ROOT_RETURNS)
    verifier_page.require_leading(services, old.public, held.rotations)
    message = trust.rotation_message(old.public, new.public)
    rotation = Rotation(old.public, new.public, old.sign(message), new.sign(message))
    following = replace(_following(services, held, None, ()), rotations=(*held.rotations, rotation))
    lockout.refuse(held, following)
    return Step(held, following)


def publish(services: Services, root: Root, *, version: int | None = None) -> bytes:
    """Publish the next version if it is due; return the list in force. Raises LockOut, Conflict."""
    return heard(lambda: _publish(services, root, version))


def rotate(services: Services, old: Root, new: Root) -> bytes:
    """Publish the next version under a new root; return it. Raises LockOut, Conflict."""
    return heard(lambda: _rotate(services, old, new))


@settled
def _publish(services: Services, root: Root, version: int | None) -> bytes:
    one = step(services, root.public, version=version)
    if version is None and not one.is_due:
        return renew_page(services)
    return _put(services, one.following, root)


@settled
def _rotate(services: Services, old: Root, new: Root) -> bytes:
    return _put(services, handover(services, old, new).following, new)


def heard(publishing: Callable[[], bytes]) -> bytes:
    """Publish, and sound an alarm where the list would have gone back in time; raises LockOut, Conflict."""
    try:
        return publishing()
    except Conflict:
        sound(Alarm.LIST_ROLLED_BACK, path=PATH)
        raise


def _put(services: Services, following: TrustList, root: Root) -> bytes:
    prepared = trust.prepare(following, root.public)
    return put(services, prepared.finish(root.sign(prepared.to_be_signed)), root.public)


def put(services: Services, signed: bytes, root: bytes) -> bytes:
    """Publish a list that `root` (32 bytes) has signed, if every page can read it, and `/v` with it.

    Raises LockOut, Conflict.
    """
    following = read(signed, root)
    for earlier in following.rotations:
        read(signed, earlier.old)
    page = verifier_page.following(services, signed)
    try:
        services.site.publish(PATH, signed, trust.TYP, order=following.version)
    except OutOfOrder as refusal:
        raise Conflict(refusal) from refusal
    verifier_page.publish(services, page)
    return signed


def is_page_due(services: Services) -> bool:
    """Whether `/v` carries another list than is published: somebody stopped between the two. Raises LockOut."""
    page = verifier_page.following(services, services.site.read(PATH) or b"")
    return page is not None and page.is_due


def renew_page(services: Services) -> bytes:
    """Publish `/v` with the list in force, which is returned; raises LockOut."""
    coded = services.site.read(PATH) or b""
    verifier_page.publish(services, verifier_page.following(services, coded))
    return coded


def read(coded: bytes, root: bytes) -> TrustList:
    """Return a list as a page reads it that pins `root`, 32 bytes; raises LockOut."""
    try:
        return trust_reader.read(coded, root)
    except Fault as fault:
        raise LockOut(Bar.LIST_UNREADABLE, fault.code) from fault


def _following(
    services: Services, held: TrustList | None, version: int | None, changed: tuple[SigningKey, ...]
) -> TrustList:
    schools = list(keys.schools(services))
    stored = {key.kid: key for school in schools for key in services.store.signing_keys(school.code)}
    stored |= {key.kid: key for key in changed}
    hosts, lists, rotations = (held.hosts, held.lists, held.rotations) if held else ((), (), ())
    return TrustList(
        version=version if version is not None else held.version + 1 if held else 1,
        issued_at=int(services.clock.now().timestamp()),
        keys=tuple(_trusted(stored[kid]) for kid in sorted(stored)),
        schools={int(school.code): school.name for school in schools},
        hosts=tuple(dict.fromkeys((services.host, *hosts))),
        lists=tuple(dict.fromkeys((f"{link.origin(services.host)}/s/", *lists))),
        rotations=rotations,
    )


def _trusted(key: SigningKey) -> Key:
    return Key(
        x=key.public, use=Use(key.use.value), school=int(key.school), not_before=int(key.not_before.timestamp()),
        not_after=int(key.not_after.timestamp()), state=KeyState(key.state.value),
        cutoff=int(key.cutoff.timestamp()) if key.cutoff else None,
    )  # fmt: skip
