"""Reading a trust list (SPEC.md 5): nothing counts before the pinned root, or its successor, has signed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import cbor, cose, ed25519
from .claims import MAX_SCHOOL, is_bytes, is_optional, is_text, is_time, is_uint
from .fault import Code, Fault
from .points import KEY_BYTES, is_sound
from .trust import EXP, IAT, LIFETIME, TYP, Key, KeyState, Rotation, TrustList, Use, rotation_message

_CLAIMS = {EXP, IAT, "version", "keys", "schools", "hosts", "lists", "rotations"}


def read(coded: bytes, root: bytes, *, held: int = 0) -> TrustList:
    """Return the trust list in `coded`, `root` being the pinned key and `held` the version that is already held.

    Raises `Fault`: the envelope's codes, trust_bad_signature, bad_claims, small_order_key, trust_rolled_back. Expiry is
    not looked at: an expired list still names forgeries; `verify` says what it cannot confirm.
    """
    message = cose.parse(*cbor.decode_tagged(coded), typ=TYP)
    claims = cbor.decode(message.signed.payload)
    if not isinstance(claims, dict) or set(claims) != _CLAIMS:
        raise Fault(Code.BAD_CLAIMS)
    rotations = tuple(_rotation(item) for item in _items(claims["rotations"]))
    current = current_root(root, rotations)
    if message.kid != cose.key_id(current):
        raise Fault(Code.UNKNOWN_KID)
    cose.check_signature(message, current, Code.TRUST_BAD_SIGNATURE)
    trust = _trust(claims, rotations)
    if trust.version < held:
        raise Fault(Code.TRUST_ROLLED_BACK)
    return trust


def current_root(pinned: bytes, rotations: tuple[Rotation, ...]) -> bytes:
    """Return the root to which `rotations` lead from the one that is pinned; raises `Fault`: trust_bad_signature."""
    for one in rotations:
        message = rotation_message(one.old, one.new)
        if one.old == pinned and ed25519.is_signed(message, one.by_old, one.old):
            if not is_sound(one.new) or not ed25519.is_signed(message, one.by_new, one.new):
                raise Fault(Code.TRUST_BAD_SIGNATURE)
            pinned = one.new
    return pinned


def _trust(claims: Mapping[int | str, cbor.Unchecked], rotations: tuple[Rotation, ...]) -> TrustList:
    times = claims[IAT], claims[EXP]
    if not is_uint(claims["version"]) or not all(map(is_time, times)) or not 0 < claims[EXP] - claims[IAT] <= LIFETIME:
        raise Fault(Code.BAD_CLAIMS)
    schools = dict(_school(item) for item in _items(claims["schools"]))
    keys = tuple(_key(item, schools) for item in _items(claims["keys"]))
    if len({key.kid for key in keys}) != len(keys) or len(schools) != len(claims["schools"]):
        raise Fault(Code.BAD_CLAIMS)
    hosts, lists = _texts(claims["hosts"]), _texts(claims["lists"])
    return TrustList(claims["version"], times[0], keys, schools, hosts, lists, rotations, times[1] - times[0])


def _items(value: object) -> list[cbor.Unchecked]:
    if not isinstance(value, list):
        raise Fault(Code.BAD_CLAIMS)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not all(map(is_text, _items(value))):
        raise Fault(Code.BAD_CLAIMS)
    return tuple(_items(value))


def _rotation(item: cbor.Unchecked) -> Rotation:
    is_key, is_signature = is_bytes(KEY_BYTES), is_bytes(ed25519.SIGNATURE_BYTES)
    match item:
        case [old, new, by_old, by_new] if all(map(is_key, (old, new))) and all(map(is_signature, (by_old, by_new))):
            return Rotation(old, new, by_old, by_new)
    raise Fault(Code.BAD_CLAIMS)


def _school(item: object) -> tuple[int, str]:
    match item:
        case {"code": int() as code, "name": str() as name, **others} if (
            not others and is_text(name) and is_uint(code) and 0 < code <= MAX_SCHOOL
        ):
            return code, name
    raise Fault(Code.BAD_CLAIMS)


_KEY_RULES: Mapping[str, Callable[[object], bool]] = {
    "kid": is_bytes(cose.KID_BYTES),
    "x": is_bytes(KEY_BYTES),
    "use": lambda value: value in tuple(Use),
    "school": is_optional(is_uint),
    "not-before": is_time,
    "not-after": is_optional(is_time),
    "state": lambda value: value in tuple(KeyState),
    "cutoff": is_optional(is_time),
}


def _key(item: cbor.Unchecked, schools: Mapping[int, str]) -> Key:
    if not isinstance(item, dict) or set(item) != set(_KEY_RULES):
        raise Fault(Code.BAD_CLAIMS)
    if not all(holds(item[field]) for field, holds in _KEY_RULES.items()):
        raise Fault(Code.BAD_CLAIMS)
    if not is_sound(item["x"]):
        raise Fault(Code.SMALL_ORDER_KEY)
    use, state = Use(item["use"]), KeyState(item["state"])
    key = Key(item["x"], use, item["school"], item["not-before"], item["not-after"], state, item["cutoff"])
    if key.kid != item["kid"] or (key.school is None) != (use == Use.LOG) or key.school not in {None, *schools}:
        raise Fault(Code.BAD_CLAIMS)
    return key
