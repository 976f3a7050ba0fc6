"""The trust list (SPEC.md 5): who may sign what, for which school, from when to when, signed by an offline root key.

A verifier pins a root. A list that is signed by a later root carries the rotations that lead to it, each signed by
the old root and by the new one. The version of the list only ever grows. A key signs for one use and one school.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from . import cbor, cose
from .fault import Code, Fault

TYP = "application/trustlist+cwt"
EXP, IAT = 4, 6
LIFETIME = 90 * 86400


class Use(StrEnum):
    """What a key may sign."""

    AGREEMENT = "agreement"
    STATUS = "status"
    LOG = "log"


class KeyState(StrEnum):
    """What has become of a key."""

    ACTIVE = "active"
    RETIRED = "retired"
    """What it signed in its window still holds."""
    COMPROMISED = "compromised"
    """What it signed cannot be confirmed without the log."""


@dataclass(frozen=True, slots=True)
class Key:
    """One signing key; times in seconds since 1970-01-01 00:00 UTC."""

    x: bytes
    """The raw Ed25519 public key, 32 bytes."""
    use: Use
    school: int | None
    """None for the log, which serves all schools."""
    not_before: int
    not_after: int | None = None
    state: KeyState = KeyState.ACTIVE
    cutoff: int | None = None
    """For a compromised key: tokens that the log shows before this time are still good."""

    @property
    def kid(self) -> bytes:
        """The first 4 bytes of SHA-256 of the key."""
        return cose.key_id(self.x)

    def may_sign(self, use: Use, school: int, at: int) -> bool:
        """Whether this key is for `use` and `school`, and `at` is in its window, both ends included."""
        is_in_window = self.not_before <= at and (self.not_after is None or at <= self.not_after)
        return self.use == use and self.school == school and is_in_window


@dataclass(frozen=True, slots=True)
class Rotation:
    """A change of the root key: both roots signed `rotation_message(old, new)`."""

    old: bytes
    new: bytes
    by_old: bytes
    by_new: bytes


@dataclass(frozen=True)
class TrustList:
    """One version of the list; `schools` gives the name for each national code."""

    version: int
    issued_at: int
    keys: tuple[Key, ...]
    schools: Mapping[int, str]
    hosts: tuple[str, ...]
    """The official hosts, with their port if they have one."""
    lists: tuple[str, ...]
    """What the URI of each status list begins with, such as `https://HOST/s/`."""
    rotations: tuple[Rotation, ...] = ()
    lifetime: int = LIFETIME

    @property
    def expires_at(self) -> int:
        """The first second at which this list no longer counts as current."""
        return self.issued_at + self.lifetime

    @cached_property
    def by_kid(self) -> Mapping[bytes, Key]:
        """The keys by their kid."""
        return {key.kid: key for key in self.keys}

    def key(self, kid: bytes, use: Use) -> Key:
        """Return the key `kid` for `use`; raises `Fault`: unknown_kid, wrong_use."""
        found = self.by_kid.get(kid)
        if found is None:
            raise Fault(Code.UNKNOWN_KID)
        if found.use != use:
            raise Fault(Code.WRONG_USE)
        return found

    def list_uris(self, number: int) -> Collection[str]:
        """Return the URIs at which the status list `number` may be published."""
        return {f"{prefix}{number}.cwt" for prefix in self.lists}


def rotation_message(old: bytes, new: bytes) -> bytes:
    """Return what the old and the new root (32 bytes each) sign when the one hands over to the other."""
    return cbor.encode(["RootRotation", old, new])


def prepare(trust: TrustList, root: bytes) -> cose.Prepared:
    """Return the list token to be signed by the root whose public key is `root`, 32 bytes."""
    claims: dict[int | str, cbor.Value] = {
        EXP: trust.expires_at,
        IAT: trust.issued_at,
        "version": trust.version,
        "keys": [_key_map(key) for key in trust.keys],
        "schools": [{"code": code, "name": name} for code, name in sorted(trust.schools.items())],
        "hosts": trust.hosts,
        "lists": trust.lists,
        "rotations": [[one.old, one.new, one.by_old, one.by_new] for one in trust.rotations],
    }
    return cose.prepare(claims, kid=cose.key_id(root), typ=TYP)


def _key_map(key: Key) -> cbor.Value:
    return {
        "kid": key.kid,
        "x": key.x,
        "use": key.use.value,
        "school": key.school,
        "not-before": key.not_before,
        "not-after": key.not_after,
        "state": key.state.value,
        "cutoff": key.cutoff,
    }
