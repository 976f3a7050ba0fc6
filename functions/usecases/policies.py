"""A school's policy: the version in force, its history, and the next one.

1. A version is never changed: a correction is the next number, and what runs stays under the number that it began with
   (trap 27).
2. The next version builds on the newest one. Where that is still to come and the next one begins earlier, its author
   says that it may overtake it: what was announced for later would take effect early.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain import policy, policy_values
from functions.domain.actors import Actor
from functions.domain.deadlines import local_date
from functions.domain.errors import Refused, Stale
from functions.domain.policy import PolicyVersion
from functions.ports import Insert, Services, Store
from functions.usecases.settling import settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The school and the policy version that an event is recorded under; both empty for the platform's own."""

    school: str = ""
    policy_version: int = 0


# Few versions wait for their date: the one in force is among the newest, however many there have been.
_NEWEST = 3
# A page of a school's history.
_SHOWN = 50


def in_force(store: Store, school: str, now: datetime) -> PolicyVersion:
    """Return the version in force at a school."""
    return _in_force(store, school, now, store.policies(school, limit=_NEWEST))


def _in_force(store: Store, school: str, now: datetime, newest: tuple[PolicyVersion, ...]) -> PolicyVersion:
    today = local_date(now)
    is_among_them = any(one.effective_from <= today for one in newest)
    return policy.current(newest if is_among_them else store.policies(school), today)


def versions(services: Services, actor: Actor) -> tuple[PolicyVersion, tuple[PolicyVersion, ...]]:
    """Return the version in force, and the newest versions."""
    store, school = services.store, actor.school or ""
    newest = store.policies(school, limit=_SHOWN)
    return _in_force(store, school, services.clock.now(), newest), newest


@settled
def publish(
    services: Services, actor: Actor, effective_from: date, note: str, typed: Mapping[str, object], *, seen: int | None,
    may_overtake: bool = False,
) -> PolicyVersion:  # fmt: skip
    """Store the next version, the newest one with the typed values; `seen` is the newest number its author knew.

    Raises Refused for a date before today, or before the newest version's unless it may overtake that; Problems for the
    values, Stale when there is a newer version already.
    """
    now = services.clock.now()
    (newest,) = services.store.policies(actor.school or "", limit=1)
    if seen is not None and newest.number != seen:
        raise Stale(newest.number)
    if effective_from < local_date(now):
        raise Refused("effective_in_past", field="effective_from")
    if effective_from < newest.effective_from and not may_overtake:
        params = {"number": str(newest.number), "from": newest.effective_from.isoformat()}
        raise Refused("overtakes_announced", field="effective_from", params=params)
    made = PolicyVersion(
        school=newest.school, number=newest.number + 1, effective_from=effective_from,
        policy=policy_values.read(typed, newest.policy), author=actor.account, author_name=actor.name, note=note,
        created_at=now,
    )  # fmt: skip
    services.store.commit(Insert(made))
    return made
