"""No change of a token goes unnoticed, and no input at all raises anything but a Fault."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.attestation import Authentic, Fault, authenticate, base10, cbor, points, trust_reader
from verifier.vectors import token_cases, trust_cases, world

GOOD = token_cases.GOOD
NOW = datetime.fromtimestamp(world.NOW, UTC)
TRUST = trust_reader.read(world.trust_list(), world.public(world.ROOT))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(-300, 300) | st.text(), inner, max_size=5),
    max_leaves=20,
)


def authentic(coded):
    return authenticate(world.scanned(coded), TRUST, NOW).authentic


def test_no_flip_of_a_bit_is_accepted():
    flips = (GOOD[:at] + bytes([GOOD[at] ^ 1 << bit]) + GOOD[at + 1 :] for at in range(len(GOOD)) for bit in range(8))
    assert Authentic.GENUINE not in set(map(authentic, flips))


def test_no_truncation_is_accepted():
    assert Authentic.GENUINE not in {authentic(GOOD[:size]) for size in range(len(GOOD))}


def test_no_inserted_byte_is_accepted():
    inserted = (GOOD[:at] + bytes([byte]) + GOOD[at:] for at in range(len(GOOD) + 1) for byte in (0, 0x41, 0xA0, 0xFF))
    assert Authentic.GENUINE not in set(map(authentic, inserted))


def test_no_random_mutation_is_accepted():
    dice = random.Random(20260528)

    def mutated():
        coded = bytearray(GOOD)
        for _ in range(dice.randint(1, 8)):
            coded[dice.randrange(len(coded))] = dice.randrange(256)
        return bytes(coded)

    assert Authentic.GENUINE not in {authentic(coded) for coded in (mutated() for _ in range(3000)) if coded != GOOD}


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


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def times_eight(point):
    """Double a point of the twisted Edwards curve three times (RFC 8032 section 5.1.4, affine)."""
    for _ in range(3):
        x, y = point
        x, y = (
            2 * x * y * pow(1 + D * x * x * y * y, -1, P) % P,
            (y * y + x * x) * pow(1 - D * x * x * y * y, -1, P) % P,
        )
        point = x, y
    return point


def point_of(public_key):
    """Return the point of a public key by RFC 8032 section 5.1.3, its x with either sign."""
    y = int.from_bytes(public_key, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    return (root if root * root % P == square else root * pow(2, (P - 1) // 4, P) % P), y % P


@pytest.mark.parametrize("x", trust_cases.SMALL_ORDER.values(), ids=trust_cases.SMALL_ORDER)
def test_the_refused_points_have_small_order(x):
    assert times_eight(point_of(bytes.fromhex(x))) == (0, 1)
    assert not points.is_sound(bytes.fromhex(x))


@pytest.mark.parametrize("number", range(1, 12))
def test_the_keys_of_the_vectors_are_sound(number):
    assert times_eight(point_of(world.public(number))) != (0, 1)
    assert points.is_sound(world.public(number))
