"""The keys of a school: which signs now, and how an operator makes, retires and marks them (verification.md 5).

1. What may be done with a key is in functions/domain/signing_keys.py; here it is read, decided and committed once.
2. The issuer makes keys; it cannot make a trust list (functions/usecases/trust.py). A change counts once it is in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from functions.domain import signing_keys
from functions.domain.deadlines import SHANGHAI, local_date
from functions.domain.errors import NotFound
from functions.domain.issuing import KeyUse, SigningKey
from functions.domain.school import School
from functions.domain.signing_keys import OVERLAP
from functions.ports import Insert, Replace, Services, Signer
from functions.usecases.settling import settled


def current(services: Services, school: str, use: KeyUse, now: datetime) -> SigningKey:
    """Return the school's newest key for a use that may sign now; LookupError when it has none."""
    newest = signing_keys.in_force(services.store.signing_keys(school), use, now)
    if newest is None:
        raise LookupError(f"school {school} has no {use} key in force")
    return newest


def schools(services: Services) -> Iterator[School]:
    """Go through all schools, by code."""
    cursor = None
    while True:
        page = services.store.schools(cursor)
        yield from page.items
        if not (cursor := page.cursor):
            return


def lacking(services: Services, school: str, year: int | None = None) -> tuple[KeyUse, ...]:
    """Return the uses for which a school has no key now, or none in a month; with a year, none of that year."""
    now, kept = services.clock.now(), services.store.signing_keys(school)
    # A key of the year before has lapsed by then.
    moments = (now, now + OVERLAP) if year is None else (datetime(year, 12, 31, tzinfo=SHANGHAI),)
    return tuple(use for use in KeyUse if any(signing_keys.in_force(kept, use, at) is None for at in moments))


def ensure(services: Services, signer: Signer, school: str) -> tuple[SigningKey, ...]:
    """Make the keys that a school lacks now or will soon; return those that were made."""
    year = local_date(services.clock.now()).year
    return tuple(create(services, signer, school, use, year) for use in lacking(services, school))


def create(
    services: Services, signer: Signer, school: str, use: KeyUse, year: int, *, replaces: str | None = None
) -> SigningKey:
    """Make a key for a year; `replaces` is the kid of the one that it follows early. Raises LockOut, NotFound."""
    now, kept = services.clock.now(), services.store.signing_keys(services.store.school(school).code)
    earlier = named(kept, replaces) if replaces else None
    window = signing_keys.window(kept, use, year, now, replaces=earlier)
    ends = (Replace(signing_keys.replaced(earlier, window.begins)),) if earlier else ()
    key = signer.create(school, use, not_before=window.begins, not_after=window.ends)
    services.store.commit(Insert(key), *ends)
    return key


@settled
def retire(services: Services, school: str, kid: str) -> SigningKey:
    """Let a key sign no more, another being in force; raises LockOut, NotFound."""
    kept = services.store.signing_keys(school)
    key = signing_keys.retired(named(kept, kid), kept, services.clock.now())
    services.store.commit(Replace(key))
    return key


@settled
def mark_compromised(services: Services, school: str, kid: str, cutoff: datetime) -> SigningKey:
    """Let a key sign no more, somebody else having it since `cutoff`; raises LockOut, NotFound."""
    kept = services.store.signing_keys(school)
    key = signing_keys.compromised(named(kept, kid), cutoff, services.clock.now())
    services.store.commit(Replace(key))
    return key


def named(keys: tuple[SigningKey, ...], kid: str) -> SigningKey:
    """Return the key with this kid, 8 hexadecimal digits; raises NotFound."""
    found = next((key for key in keys if key.kid == kid.lower()), None)
    if found is None:
        raise NotFound("signing key")
    return found
