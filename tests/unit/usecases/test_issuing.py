"""A key that is marked while an edition is on its way: nobody is given a paper that nobody can confirm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from functions.domain.agreement import Agreement
from functions.domain.errors import Refused
from functions.domain.issuing import KeyState, KeyUse, SigningKey
from functions.domain.paper import Paper
from functions.domain.policy import SchoolPolicy
from functions.jobs import issue
from functions.usecases import issuing, keys
from tests import steps
from tests.factories import SCHOOL
from tests.world import World
from verifier.attestation import Authentic, Status, trust_reader, verify


@dataclass
class Press:
    """Draws the token alone; before the first copy it lets something else happen."""

    before: Callable[[], object] = lambda: None
    drawn: list[bytes] = field(default_factory=list)

    def render(self, paper: Paper) -> bytes:
        self.drawn.append(paper.token)
        if len(self.drawn) == 1:
            self.before()
        return paper.token


def bring(world: World, found: Agreement, press: Press | None = None) -> Agreement:
    return issuing.issue(world.services, world.signer, press or Press(), found)  # type: ignore[arg-type]  # one method


def steal(world: World) -> SigningKey:
    """Mark the key in force compromised since a moment ago."""
    stolen = keys.current(world.services, SCHOOL, KeyUse.AGREEMENT, world.clock.now())
    return keys.mark_compromised(world.services, SCHOOL, stolen.kid, world.clock.now())


def follow(world: World) -> None:
    """Steal the key; a minute later another is there."""
    steal(world)
    world.clock.pass_(minutes=1)
    keys.ensure(world.services, world.signer, SCHOOL)


def retire(world: World) -> None:
    old = keys.current(world.services, SCHOOL, KeyUse.AGREEMENT, world.clock.now())
    keys.create(world.services, world.signer, SCHOOL, KeyUse.AGREEMENT, 2026, replaces=old.kid)
    world.clock.pass_(days=1)
    keys.retire(world.services, SCHOOL, old.kid)


def prepared(world: World, found: Agreement) -> None:
    issuing.prepare(world.services, found, SchoolPolicy())


def drawn(world: World, found: Agreement) -> None:
    """Draw a copy and die before it is announced."""

    def die(*_: object) -> bytes:
        world.blobs.put(f"documents/{SCHOOL}/{found.id}/1/1.pdf", b"drawn", "application/pdf")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(world, found, Press(die))


Before = Callable[[World, Agreement], None]
During = Callable[[World, Agreement], object]
NOTHING: Before = lambda *_: None  # noqa: E731 - a row's empty cell
# What was done before the key was marked, what happens to it, what happens while the first copy is drawn; how the key
# stands that the paper carries.
MARKED: dict[str, tuple[Before, Before, During, KeyState]] = {
    "compromised once it was prepared": (prepared, lambda w, _: follow(w), NOTHING, KeyState.ACTIVE),
    "compromised once it was drawn": (drawn, lambda w, _: follow(w), NOTHING, KeyState.ACTIVE),
    "compromised twice": (
        prepared, lambda w, _: follow(w), lambda w, _: follow(w), KeyState.ACTIVE,
    ),
    "compromised while it is drawn": (NOTHING, NOTHING, lambda w, _: follow(w), KeyState.ACTIVE),
    "compromised while it is drawn, and another job is faster": (
        NOTHING, NOTHING, lambda w, a: (follow(w), bring(w, a)), KeyState.ACTIVE,
    ),
    "retired once it was prepared": (prepared, lambda w, _: retire(w), NOTHING, KeyState.RETIRED),
    "retired while it is drawn": (NOTHING, NOTHING, lambda w, _: retire(w), KeyState.RETIRED),
}  # fmt: skip


@pytest.mark.parametrize(("before", "mark", "during", "state"), MARKED.values(), ids=MARKED)
def test_what_is_announced_can_be_confirmed_and_every_copy_carries_it(
    before: Before, mark: Before, during: During, state: KeyState
) -> None:
    world = World()
    found = steps.signed(world)
    before(world, found)
    first = world.services.store.find_issuance(found.id, 1)
    mark(world, found)
    issued = bring(world, found, Press(lambda: during(world, found))).issued
    assert issued
    assert issued == world.services.store.agreement(found.id).issued
    assert set(world.blobs.objects.values()) == {issued.token}
    assert keys.named(world.services.store.signing_keys(SCHOOL), issued.kid).state is state
    assert first is None or (first.status_list, first.status_index) == (issued.status_list, issued.status_index)
    assert world.services.store.status_lists(SCHOOL)[0].taken == 1
    list_ = trust_reader.read(world.publish_trust(), world.root.public_key().public_bytes_raw())
    coded = world.site.read(f"s/{issued.status_list}.cwt")
    report = verify(issued.url, trust=list_, lists=lambda _: coded, now=world.clock.now())
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)


def test_the_number_stays_when_it_is_prepared_anew() -> None:
    world = World()
    found = steps.signed(world)
    made, _ = issuing.prepare(world.services, found, SchoolPolicy())
    follow(world)
    assert bring(world, found).number == made.number
    kept = world.services.store.find_issuance(found.id, 1)
    assert kept
    assert (kept.version, kept.prepared_at, kept.number) == (2, world.clock.now(), made.number)


@pytest.mark.parametrize("before", [NOTHING, prepared, drawn])
def test_without_a_key_in_force_it_waits_until_there_is_one(before: Before, caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    found = steps.signed(world)
    before(world, found)
    steal(world)
    drawn_before = dict(world.blobs.objects)
    assert issue.run(world.services, world.signer, Press()) == 0  # type: ignore[arg-type]  # one method
    assert f"school {SCHOOL} has no agreement key in force" in caplog.text
    assert world.blobs.objects == drawn_before
    assert [one.id for one in world.services.store.unissued()] == [found.id]
    keys.ensure(world.services, world.signer, SCHOOL)
    assert issue.run(world.services, world.signer, Press()) == 1  # type: ignore[arg-type]  # one method


def test_what_was_announced_before_its_key_was_compromised_is_left_as_it_is() -> None:
    world = World()
    found = steps.signed(world)
    bring(world, found)
    before = dict(world.blobs.objects), world.services.store.agreement(found.id)
    follow(world)
    with pytest.raises(Refused, match="state_does_not_allow"):
        bring(world, found)
    assert before == (dict(world.blobs.objects), world.services.store.agreement(found.id))
