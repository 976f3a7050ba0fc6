"""A trust list carried to its root and back: prepared where the table is, signed where no network is, then published.

1. What is carried is the list itself; before it is signed it has a signature of zeros, which nobody accepts.
2. The list that comes back is held against the one in force as if it had been made now: that may have moved on.
3. A handover is carried too: the old root's signature from where that root is, to where the new root is. It is good for
   that one new root only, and does not lapse until the old root has been followed.
"""

from __future__ import annotations

from functions.domain.signing_keys import Bar, LockOut
from functions.ports import Services
from functions.usecases import lockout, verifier_page
from functions.usecases.trust import Root, Step, heard, in_force, put, read
from verifier.attestation import Fault, TrustList, cbor, cose, ed25519, fingerprint, trust


def unsigned(following: TrustList, root: bytes) -> bytes:
    """Return a list to be carried to the root whose public key is `root`, 32 bytes."""
    return trust.prepare(following, root).finish(bytes(ed25519.SIGNATURE_BYTES))


def sign(coded: bytes, root: Root) -> tuple[bytes, TrustList]:
    """Return a carried list with its signature, and what it says; raises LockOut."""
    try:
        prepared = cose.parse(*cbor.decode_tagged(coded), typ=trust.TYP).signed
    except Fault as fault:
        raise LockOut(Bar.LIST_UNREADABLE, fault.code) from fault
    signed = prepared.finish(root.sign(prepared.to_be_signed))
    return signed, read(signed, root.public)


def arrival(services: Services, signed: bytes, root: bytes) -> Step:
    """Return what publishing a list signed by `root` (32 bytes) would change; raises LockOut."""
    now, held, following = int(services.clock.now().timestamp()), in_force(services, root), read(signed, root)
    if following.expires_at <= now:
        raise LockOut(Bar.LIST_EXPIRED)
    if following.issued_at > now:
        raise LockOut(Bar.LIST_FROM_FUTURE)
    lockout.refuse(held, following)
    verifier_page.require_leading(services, root, following.rotations)
    return Step(held, following)


def publish(services: Services, signed: bytes, root: bytes) -> bytes:
    """Publish a list that came back from its root; raises LockOut, and Conflict where another was faster."""
    arrival(services, signed, root)
    return heard(lambda: put(services, signed, root))


def allowance(old: Root, new: bytes) -> bytes:
    """Return a handover to the root whose public key is `new` (32 bytes), signed by the old one; raises LockOut."""
    if old.public == new:
        raise LockOut(Bar.ROOT_UNCHANGED)
    return cbor.encode([old.public, new, old.sign(trust.rotation_message(old.public, new))])


def allowing(coded: bytes, new: bytes) -> Root:
    """Return the old root of a carried handover, which signs that to `new` (32 bytes) and nothing else.

    Raises LockOut.
    """
    try:
        carried = cbor.decode(coded)
    except Fault as fault:
        raise LockOut(Bar.HANDOVER_UNREADABLE, fault.code) from fault
    match carried:
        case [bytes() as old, bytes() as named, bytes() as by_old] if len(old) == len(named) == len(new):
            if not ed25519.is_signed(trust.rotation_message(old, named), by_old, old):
                raise LockOut(Bar.HANDOVER_UNREADABLE)
            if named != new:
                raise LockOut(Bar.HANDOVER_TO_OTHER, fingerprint.of(named))
            return Root(old, lambda _: by_old)
    raise LockOut(Bar.HANDOVER_UNREADABLE)
