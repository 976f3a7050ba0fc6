"""Every job, and every command that writes, can be killed between any two calls and run again: it ends alike.

What tells whole from half is what is left of everything: the rows by their keys, the objects, the site, and beside them
what each of these is about. What changes agreements and papers, and what sends, is in test_kills.py.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions import jobs
from functions.adapters.secrets import KeyedSecrets
from functions.domain.actors import Role
from functions.domain.issuing import KeyUse, SigningKey
from functions.domain.signing_keys import LockOut
from functions.jobs import recount, retain, watch
from functions.ports import Replace
from functions.usecases import closing, invitations, keys, resealing, retention, trust, working_days
from functions.usecases.turns import Turn
from tests import crawling, factories, steps
from tests.e2e.test_kills import JOBS, STEPS, Deaths, Killed, Mortal
from tests.factories import SCHOOL
from tests.unit.cli.conftest import page
from tests.unit.usecases import test_ended
from tests.unit.usecases.test_working_days import APPROVED, HNUST, free_from, later
from tests.world import World


class Act(NamedTuple):
    """What comes before, what is killed, and what it is about once it has ended."""

    prepare: Callable[[World], Any]
    run: Callable[[World], object]
    about: Callable[[World], object]


def nothing(_: World) -> object:
    return None


def _ran_out(world: World) -> None:
    offer = steps.sent(world)
    invitations.reject(world.services, steps.actor(world, Role.STUDENT), offer.id, "考取研究生", version=None)
    world.run_jobs()
    world.clock.pass_(days=900)
    while not retention._is_of(world.clock.now())(factories.STUDENT):
        world.clock.pass_(days=1)


def _ended(world: World) -> None:
    test_ended.terminated(world)
    world.clock.moment = test_ended.FIRST


def _terminated(world: World) -> None:
    found = steps.issued(world)
    world.clock.moment = APPROVED
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))


def _moved(world: World) -> None:
    _terminated(world)
    world.services.store.commit(Replace(later()))


def _without_keys(world: World) -> None:
    world.insert(factories.school(code="10999"))


def _paged(world: World) -> None:
    world.site.publish("v", page(world.root.public_key().public_bytes_raw().hex()), "text/html")


def _trusted(world: World) -> None:
    _paged(world)
    world.publish_trust()


NEXT = Ed25519PrivateKey.generate()


def _handed_over(world: World) -> object:
    """Hand the root over; where the list went out and the page did not, `keys issue` under the new one goes on."""
    old, new = (trust.Root(one.public_key().public_bytes_raw(), one.sign) for one in (world.root, NEXT))
    try:
        return trust.rotate(world.services, old, new)
    except LockOut:
        return trust.publish(world.services, new)


def _keys(world: World) -> tuple[SigningKey, ...]:
    return world.services.store.signing_keys(SCHOOL)


def _stolen(world: World) -> object:
    return keys.mark_compromised(world.services, SCHOOL, _keys(world)[0].kid, world.clock.now())


def _uses(world: World) -> list[KeyUse]:
    return [one.use for one in world.services.store.signing_keys("10999")]


def _older(world: World) -> None:
    """Seal some numbers under a first key, and let a second one be there."""
    old = KeyedSecrets(lambda: bytes(32))
    mine = world.services.store.student(SCHOOL, factories.STUDENT)
    world.services.store.commit(Replace(replace(mine, id_sealed=old.seal("1"), version=mine.version + 1)))
    for serial in range(3):
        sealed = old.seal("11010519491231002X")
        world.insert(
            factories.student(id=f"s{serial}", number=f"9{serial}", id_sealed=sealed, id_mark=f"{serial:064x}")
        )
    world.services = replace(world.services, secrets=KeyedSecrets(lambda: bytes(32) + b"1" * 32))


def _in_use(world: World) -> None:
    crawling.in_use(world)
    steps.drafted(world)
    world.publish_trust()


def _closed(world: World) -> None:
    _in_use(world)
    closing.close(world.services, SCHOOL)


ACTS: dict[str, Act] = {
    "counting cool-downs anew": Act(_moved, lambda w: recount.run(w.services), free_from),
    "importing a year": Act(_terminated, lambda w: working_days.bring(w.services, later()), free_from),
    "erasing what came to nothing": Act(_ran_out, lambda w: retain.run(w.services, Turn()), nothing),
    "erasing what ended long ago": Act(_ended, lambda w: retain.run(w.services, Turn()), nothing),
    "watching each day": Act(steps.issued, lambda w: watch.run(w.services), lambda w: watch.run(w.services)),
    "watching each hour": Act(steps.issued, lambda w: watch.each_hour(w.services), nothing),
    "making a school's keys": Act(_without_keys, lambda w: keys.ensure(w.services, w.signer, "10999"), _uses),
    "publishing a trust list": Act(_paged, lambda w: w.publish_trust(), lambda w: dict(w.site.files)),
    "handing the root over": Act(_trusted, _handed_over, lambda w: dict(w.site.files)),
    "marking a key as stolen": Act(nothing, _stolen, lambda w: [one.state for one in _keys(w)]),
    "sealing anew": Act(_older, lambda w: resealing.run(w.services), lambda w: resealing.count(w.services)),
    "closing a school": Act(_in_use, lambda w: closing.close(w.services, SCHOOL), nothing),
    "erasing a school": Act(_closed, lambda w: closing.erase(w.services, SCHOOL), nothing),
}
# Keys are random: there is no telling two worlds' apart by their names.
UNNAMED = {"SigningKey"}


T = TypeVar("T")


def _copied(kept: T) -> T:
    other = copy(kept)
    vars(other).update({name: dict(value) for name, value in vars(kept).items() if isinstance(value, dict)})
    return other


class Saved:
    """A world as it was before something began; `again` puts all of it back."""

    def __init__(self, world: World) -> None:
        self._world, self._secrets = world, world.services.secrets
        self._table: Any = world.table
        self._moment = world.clock.moment
        self._blobs, self._site = _copied(world.blobs), _copied(world.site)

    def again(self, deaths: Deaths) -> None:
        """Put everything back, behind these deaths."""
        world = self._world
        world.table = self._table.copied()
        world.clock.moment = self._moment
        world.blobs, world.site = _copied(self._blobs), _copied(self._site)
        world.services.store.table = Mortal(world.table, deaths)
        for name, behind in {"blobs": world.blobs, "site": world.site, "mailer": world.mailer}.items():
            object.__setattr__(world.services, name, Mortal(behind, deaths))


def left(world: World, about: Callable[[World], object]) -> tuple[object, ...]:
    """Return what is there: the rows by their keys, the objects, the site, and what it is about."""
    table: Any = world.table
    named = {key for key, row in table._rows.items() if type(row.record).__name__ not in UNNAMED}
    return named, set(world.blobs.objects), set(world.site.files), about(world)


@pytest.mark.parametrize("name", ACTS)
def test_what_dies_at_any_call_ends_alike_when_it_is_run_again(name: str) -> None:
    act = ACTS[name]
    world, whole = World(HNUST), Deaths()
    act.prepare(world)
    saved = Saved(world)
    saved.again(whole)
    before = left(world, act.about)
    whole.calls = 0
    act.run(world)
    calls, after = whole.calls, left(world, act.about)
    assert calls
    assert (after == before) is name.startswith("watching")
    for at in range(calls):
        deaths = Deaths()
        saved.again(deaths)
        deaths.at = at
        with pytest.raises(Killed):
            act.run(world)
        deaths.at = -1
        act.run(world)
        assert left(world, act.about) == after, f"otherwise after {at} of {calls} calls"


# Where each job's death is, by a test's name here or in test_kills.py; what the table in memory cannot do is elsewhere.
DEATHS: dict[str, str] = {
    "answer_changes": "answering a change",
    "catch_up": "delivering and sending",
    "deliver": "delivering",
    "expire": "expiring an invitation and telling it",
    "import_rosters": "importing a roster",
    "issue": "issuing",
    "print_batches": "drawing a batch",
    "publish_status": "refreshing a list",
    "recount": "counting cool-downs anew",
    "retain": "erasing what came to nothing",
    "watch": "watching each day",
}
ELSEWHERE = {"back_up"}  # tests/integration/test_restore_drill.py: its copies are S3's.


def test_every_job_dies_somewhere() -> None:
    found = {one.name for one in pkgutil.iter_modules(jobs.__path__)}
    assert found == DEATHS.keys() | ELSEWHERE
    assert set(DEATHS.values()) <= {*ACTS, *JOBS, *STEPS}
