"""A whole table is sound in any order; each thing that was altered, lost or mixed up is named, and nobody by name."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from functions.domain.agreement import Agreement
from functions.domain.events import Chain, Event
from functions.domain.issuing import Issuance, SigningKey, Status, StatusMark
from functions.usecases.soundness import Audit
from tests import factories, steps
from tests.world import World


@cache
def records() -> tuple[Any, ...]:
    """Return all of a world in which one agreement was reissued and ended, and another is in force."""
    world = World()
    first = steps.issued(world)
    second = steps.reissued(world, steps.asked_to_reissue(world, first))
    world.run_jobs()
    second = world.services.store.agreement(second.id)
    steps.approved(world, steps.agreed(world, steps.applied(world, second)))
    world.clock.pass_(days=60)
    steps.issued(world)
    return tuple(row.record for row in world.table._rows.values())  # type: ignore[attr-defined]


def faults(found: Iterable[Any]) -> tuple[str, ...]:
    audit = Audit({one.kid: one for one in records() if isinstance(one, SigningKey)})
    for one in found:
        audit.take(one)
    return audit.faults()


def test_what_is_sound_is_so_in_any_order_and_counted() -> None:
    mixed = list(records())
    random.Random(0).shuffle(mixed)
    assert faults(mixed) == ()
    audit = Audit({})
    audit.take(next(one for one in mixed if isinstance(one, Event)))
    assert audit.counts == {"Event": 1}


def test_an_agreement_without_a_code_has_no_status() -> None:
    assert faults([factories.agreement()]) == ()


def one(kind: type, change: Callable[[Any], Any] | None) -> list[Any]:
    """Return all records, the first of a kind changed, or without it."""
    chosen = next(found for found in records() if isinstance(found, kind))
    rest = [found for found in records() if found is not chosen]
    return [*rest, change(chosen)] if change else rest


def signed(change: Callable[[Agreement], Agreement]) -> list[Any]:
    return [change(one) if isinstance(one, Agreement) and one.issued else one for one in records()]


def _token(found: Agreement, coded: bytes) -> Agreement:
    assert found.issued
    return replace(found, issued=replace(found.issued, token=coded))


def _bent(coded: bytes) -> bytes:
    return coded[:-1] + bytes([coded[-1] ^ 1])


ALTERED: dict[str, tuple[Callable[[], list[Any]], str]] = {
    "an event that says something else": (
        lambda: one(Event, lambda found: replace(found, details={"number": "1"})), "was altered",
    ),
    "an event with another hash": (lambda: one(Event, lambda found: replace(found, hash="00" * 32)), "was altered"),
    "an event that is missing": (lambda: one(Event, None), "its trail is not whole"),
    "a head that is missing": (lambda: one(Chain, None), "its trail is not whole"),
    "a head of an earlier moment": (
        lambda: one(Chain, lambda found: replace(found, seq=found.seq - 1)), "its trail is not whole",
    ),
    "a record that was changed": (
        lambda: one(Issuance, lambda found: replace(found, record=_bent(found.record))), "is not the one that was",
    ),
    "a payload that is none": (
        lambda: one(Issuance, lambda found: replace(found, payload=b"\x00")), "is not the one that was signed",
    ),
    "an old code that was changed": (
        lambda: one(Issuance, lambda found: replace(found, token=_bent(found.token or b""))), "cannot be verified",
    ),
    "a code that was changed": (
        lambda: signed(lambda found: _token(found, _bent(found.issued.token))),  # type: ignore[union-attr]
        "its code cannot be verified",
    ),
    "a code of nothing": (lambda: signed(lambda found: _token(found, b"\xd2")), "its code cannot be verified"),
    "an end that no list tells": (
        lambda: [x for x in records() if not (isinstance(x, StatusMark) and x.value is Status.INVALID)],
        "says another status",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("altered", "says"), ALTERED.values(), ids=ALTERED)
def test_what_disagrees_is_named(altered: Callable[[], list[Any]], says: str) -> None:
    found = faults(altered())
    assert any(says in line for line in found)
    assert all(line.startswith("case ") for line in found)


def test_a_code_of_a_key_that_is_gone_cannot_be_verified() -> None:
    audit = Audit({})
    for record in records():
        audit.take(record)
    assert any("cannot be verified" in line for line in audit.faults())


def test_an_end_that_never_was_is_named() -> None:
    valid = next(x.issued for x in records() if isinstance(x, Agreement) and x.issued and x.state == "signed")
    mark = StatusMark(list_id=valid.status_list, index=valid.status_index, value=Status.INVALID, school="10123")
    assert any("says another status" in line for line in faults([*records(), mark]))
