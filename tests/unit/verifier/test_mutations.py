"""No change of a token or a list is accepted, none makes a reader err, and Python and JavaScript give it one name.

`make fuzz` does the same with every insertion and with a million random changes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import chain, islice

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.fuzz.answers import answer
from infra.fuzz.changes import HEADS, flips, insertions, truncations
from infra.fuzz.differential import Tally, compare, random_inputs
from infra.fuzz.peer import Peer
from infra.fuzz.subjects import SUBJECTS, Subject
from verifier.attestation import Authentic, Fault, authenticate, base10, cbor, points, trust_reader
from verifier.vectors import curve, token_cases, world

GOOD = token_cases.GOOD
NOW = datetime.fromtimestamp(world.NOW, UTC)
TRUST = trust_reader.read(world.trust_list(), world.public(world.ROOT))
SEED = 20260528
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(-300, 300) | st.text(), inner, max_size=5),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def peer():
    with Peer() as running:
        yield running


def compared(peer, name, inputs):
    """Return what is wrong with `inputs` of a subject, and how many of them there were."""
    tally = Tally()
    for tally in compare(peer, SUBJECTS[name], inputs):  # noqa: B007 - the last one counts all
        pass
    return tally.failures, tally.count


def test_every_flip_and_truncation_of_a_token_and_insertions_at_every_place_are_refused_alike(peer):
    changed = chain(flips(GOOD), truncations(GOOD), insertions(GOOD, HEADS[:6]))
    failures, count = compared(peer, "token", map(world.scanned, changed))
    assert (failures, count) == ([], len(GOOD) * 9 + (len(GOOD) + 1) * 6)


@pytest.mark.parametrize(("name", "original"), [("status list", world.listed()), ("trust list", world.trust_list())])
def test_flips_and_truncations_of_a_list_are_refused_alike(peer, name, original):
    changed = chain(islice(flips(original), 3, None, 11), islice(truncations(original), 0, None, 3))
    failures, count = compared(peer, name, map(bytes.hex, changed))
    assert failures == []
    assert count > len(original)


@pytest.mark.parametrize("name", SUBJECTS)
def test_random_changes_are_refused_or_read_alike(peer, name):
    assert compared(peer, name, random_inputs(SUBJECTS[name], name, SEED, 400)) == ([], 400)


def test_the_same_seed_makes_the_same_changes():
    once, again, other = (list(random_inputs(SUBJECTS["link"], "link", seed, 20)) for seed in (1, 1, 2))
    assert once == again != other


class Parrot:
    """A peer that answers every question with what it was given."""

    def __init__(self, *answers):
        self._answers = answers

    def ask(self, question, inputs):
        self._count = len(inputs)

    def answers(self):
        return [*self._answers] * self._count


REFUSED = answer("cbor", "ff")
NOTICED = {
    "the implementations differ": (Subject("cbor", str), "ff", ["refused", "non_canonical_cbor"]),
    "a change was accepted": (Subject("cbor", str, is_hole=lambda found: found == REFUSED), "ff", REFUSED),
    "a reader crashed": (Subject("cbor", str), "not hexadecimal", answer("cbor", "not hexadecimal")),
}


@pytest.mark.parametrize(("why", "case"), NOTICED.items(), ids=NOTICED)
def test_what_must_not_be_is_noticed_and_can_be_asked_again(why, case):
    subject, asked, theirs = case
    (tally,) = compare(Parrot(theirs), subject, [asked])
    assert [failure.why for failure in tally.failures] == [why]
    assert f"--ask cbor {asked!r}" in str(tally.failures[0])


@given(VALUES)
def test_what_we_write_another_library_reads_alike(value):
    assert cbor2.loads(cbor.encode(value)) == value
    assert cbor.encode(cbor.decode(cbor.encode(value))) == cbor.encode(value)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_value_or_a_fault(coded):
    try:
        value = cbor.decode(coded)
    except Fault:
        return
    assert cbor.encode(value) == coded
    assert cbor2.load(io.BytesIO(coded)) == value


@given(st.text())
def test_any_text_gives_a_verdict(text):
    assert authenticate(text, TRUST, NOW).authentic != Authentic.GENUINE


@given(st.binary(max_size=415, min_size=1))
def test_base10_gives_back_any_bytes(coded):
    assert base10.decode(base10.encode(coded)) == coded


@pytest.mark.parametrize("x", curve.SMALL_ORDER.values(), ids=curve.SMALL_ORDER)
def test_the_refused_points_have_small_order(x):
    assert curve.times(8, curve.decode(bytes.fromhex(x))) == (0, 1)
    assert not points.is_sound(bytes.fromhex(x))


@pytest.mark.parametrize("number", range(1, 12))
def test_the_keys_of_the_vectors_are_sound(number):
    assert curve.times(8, curve.decode(world.public(number))) != (0, 1)
    assert points.is_sound(world.public(number))
