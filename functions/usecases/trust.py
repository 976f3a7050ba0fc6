"""Who may sign: each school's keys, and the trust list that says so (verification.md 5).

1. A school has one key in force for each use. The next is made a month before the last lapses.
2. A key that follows another begins a day later, when the trust list that names it has reached the verifiers.
3. The issuer makes keys; it cannot make a trust list. The root key signs that, elsewhere: `sign` is handed in.
4. The version of the list only grows; a list that says the same again is renewed after a month, long before it lapses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from functions.domain.issuing import KeyUse, SigningKey
from functions.domain.school import School
from functions.ports import Insert, Services, Signer
from verifier.attestation import Key, TrustList, Use, link, trust, trust_reader

PATH = "t/trust.cwt"
KEY_LIFE = timedelta(days=400)
OVERLAP = timedelta(days=31)
NOTICE = timedelta(days=1)
RENEWAL = timedelta(days=30)


def ensure_keys(services: Services, signer: Signer, school: str) -> tuple[SigningKey, ...]:
    """Make the keys that a school lacks now or will soon; return those that were made."""
    now = services.clock.now()
    keys = services.store.signing_keys(school)
    return tuple(
        _make(services, signer, school, use, now) for use in KeyUse if not _is_covered(keys, use, now + OVERLAP)
    )


def _is_covered(keys: tuple[SigningKey, ...], use: KeyUse, at: datetime) -> bool:
    return any(key.use is use and key.not_before <= at <= key.not_after for key in keys)


def _make(services: Services, signer: Signer, school: str, use: KeyUse, now: datetime) -> SigningKey:
    is_first = not _is_covered(services.store.signing_keys(school), use, now)
    begins = now if is_first else now + NOTICE
    key = signer.create(school, use, not_before=begins, not_after=begins + KEY_LIFE)
    services.store.commit(Insert(key))
    return key


def publish(services: Services, root: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the trust list in force, after publishing a new version if there is more to say or it grows old.

    `root` is the root's public key (32 bytes); `sign` returns its signature (64 bytes) of a message.
    """
    now = int(services.clock.now().timestamp())
    coded = services.site.read(PATH)
    stored = trust_reader.read(coded, root) if coded else None
    wanted = _current(services, version=stored.version + 1 if stored else 1, now=now)
    if coded and stored and _says_the_same(stored, wanted) and now - stored.issued_at < RENEWAL.total_seconds():
        return coded
    prepared = trust.prepare(wanted, root)
    signed = prepared.finish(sign(prepared.to_be_signed))
    services.site.publish(PATH, signed, trust.TYP, order=wanted.version)
    return signed


def _current(services: Services, *, version: int, now: int) -> TrustList:
    schools = list(_schools(services))
    keys = (key for school in schools for key in services.store.signing_keys(school.code))
    return TrustList(
        version=version, issued_at=now, keys=tuple(sorted(map(_trusted, keys), key=lambda key: key.kid)),
        schools={int(school.code): school.name for school in schools}, hosts=(services.host,),
        lists=(f"{link.origin(services.host)}/s/",),
    )  # fmt: skip


def _schools(services: Services) -> Iterator[School]:
    cursor = None
    while True:
        page = services.store.schools(cursor)
        yield from page.items
        if not (cursor := page.cursor):
            return


def _trusted(key: SigningKey) -> Key:
    return Key(
        x=key.public, use=Use(key.use.value), school=int(key.school), not_before=int(key.not_before.timestamp()),
        not_after=int(key.not_after.timestamp()),
    )  # fmt: skip


def _says_the_same(one: TrustList, other: TrustList) -> bool:
    return (one.keys, one.schools, one.hosts, one.lists) == (other.keys, other.schools, other.hosts, other.lists)
