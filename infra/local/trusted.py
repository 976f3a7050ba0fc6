"""What in production an operator does by hand: keys for each school, and a trust list signed by the root key.

Whoever has tried `keys rotate` here signs the lists from then on: the page goes on with those, as pages do that pin an
older root.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.bootstrap import Issuer
from functions.domain.signing_keys import Bar, LockOut
from functions.usecases import keys, trust


def ensure(issuer: Issuer, root: Ed25519PrivateKey) -> bytes:
    """Make the keys that schools lack, publish what has changed, and return the trust list in force."""
    services = issuer.services
    for school in keys.schools(services):
        keys.ensure(services, issuer.signer, school.code)
    try:
        return trust.publish(services, trust.Root(root.public_key().public_bytes_raw(), root.sign))
    except LockOut as refusal:
        if refusal.bar is not Bar.ROOT_REPLACED:
            raise
        return services.site.read(trust.PATH) or b""
