"""The local system signs its own trust lists, until somebody has handed over its root."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.bootstrap import Issuer
from functions.domain.signing_keys import LockOut
from functions.usecases import trust
from functions.usecases.trust import Root
from infra.local import trusted
from tests import factories
from tests.world import World
from verifier.attestation import trust_reader


def root_of(private: Ed25519PrivateKey) -> Root:
    return Root(private.public_key().public_bytes_raw(), private.sign)


def ensure(world: World, root: Ed25519PrivateKey) -> bytes:
    return trusted.ensure(Issuer(world.services, world.signer, None), root)  # type: ignore[arg-type]


def test_a_new_school_has_keys_in_the_list() -> None:
    world = World()
    world.insert(factories.school(code="10999"))
    found = trust_reader.read(ensure(world, world.root), root_of(world.root).public)
    assert sorted(key.school or 0 for key in found.keys) == [10123, 10123, 10999, 10999]


def test_a_root_that_was_handed_over_goes_on_with_the_list_of_the_next() -> None:
    world, following = World(), Ed25519PrivateKey.generate()
    ensure(world, world.root)
    rotated = trust.rotate(world.services, root_of(world.root), root_of(following))
    assert ensure(world, world.root) == rotated


def test_any_other_root_is_refused() -> None:
    world = World()
    ensure(world, world.root)
    with pytest.raises(LockOut, match="list_unreadable"):
        ensure(world, Ed25519PrivateKey.generate())
