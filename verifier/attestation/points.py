"""Ed25519 points that no honest signer makes (RFC 8032 section 5.1.3, SPEC.md 5 and 8).

A key of small order accepts signatures that nobody made, and libraries differ on it; so does a coordinate that is not
reduced. Such keys are refused when a trust list is read, and such an R with its signature, so that every library agrees
on all that remain.
"""

from __future__ import annotations

KEY_BYTES = 32
_P = 2**255 - 19
_SMALL_ORDER = {
    0,
    1,
    _P - 1,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
}
"""The y coordinates of the 8 points whose order divides 8."""


def is_sound(point: bytes) -> bool:
    """Whether the 32 bytes of `point`, a public key or R, have a reduced y coordinate and no small order."""
    y = int.from_bytes(point, "little") & (1 << 255) - 1
    return y < _P and y not in _SMALL_ORDER
