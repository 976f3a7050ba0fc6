"""What in production an operator does by hand: keys for each school, and a trust list signed by the root key."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.bootstrap import Issuer
from functions.usecases import keys, trust


def ensure(issuer: Issuer, root: Ed25519PrivateKey) -> bytes:
    """Make the keys that schools lack, publish what has changed, and return the trust list in force."""
    for school in keys.schools(issuer.services):
        keys.ensure(issuer.services, issuer.signer, school.code)
    return trust.publish(issuer.services, trust.Root(root.public_key().public_bytes_raw(), root.sign))
