"""What in production an operator does by hand: keys for each school, and a trust list signed by the root key."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.bootstrap import Issuer
from functions.ports import Services
from functions.usecases import trust


def ensure(issuer: Issuer, root: Ed25519PrivateKey) -> bytes:
    """Make the keys that schools lack, publish what has changed, and return the trust list in force."""
    for code in _schools(issuer.services):
        trust.ensure_keys(issuer.services, issuer.signer, code)
    return trust.publish(issuer.services, root.public_key().public_bytes_raw(), root.sign)


def _schools(services: Services) -> list[str]:
    codes: list[str] = []
    cursor = None
    while True:
        page = services.store.schools(cursor)
        codes += [school.code for school in page.items]
        if not (cursor := page.cursor):
            return codes
