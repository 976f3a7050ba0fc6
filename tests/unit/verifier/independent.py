"""A second verifier, from SPEC.md alone: cbor2 reads the values, cwt checks the messages. It takes nothing of ours."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib

import cbor2
from cwt import COSE, COSEKey

TAILS = {0: 0, 3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7}
LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?")
UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER = {0, 1, 2**255 - 20, ORDER_8, 2**255 - 19 - ORDER_8}
# A rule is a range of integers, a length of bytes, a set of texts, [rule] for "or null", or a name that `fits` knows.
UINT, TIME, SCHOOL, TEXT = (0, 2**53 - 1), (0, 253_402_214_400), (1, 99999), "text"
TERMS, ROTATIONS = ("array", [[TEXT], [UINT], [UINT], [(0, 2_932_896)]]), ("each", ("array", [32, 32, 64, 64]))
AGREEMENT = ["number", (1, 2**53 - 1), TEXT, [TEXT], SCHOOL, TEXT, [12], 32, UINT, UINT, [TERMS], [8]]
KEY = {"kid": 4, "x": 32, "school": [UINT], "not-before": TIME, "not-after": [TIME], "cutoff": [TIME]}
KEY |= {"use": {"agreement", "status", "log"}, "state": {"active", "retired", "compromised"}}
TRUST = {4: TIME, 6: TIME, "version": UINT, "hosts": ("each", TEXT), "lists": ("each", TEXT), "keys": ("each", KEY)}
TRUST |= {"schools": ("each", {"code": SCHOOL, "name": TEXT}), "rotations": ROTATIONS}
TOKEN, STATUS_LIST = {6: TIME, -65537: ("array", AGREEMENT)}, {2: str, 4: TIME, 6: TIME, 65533: dict, 65534: UINT}


class Refusal(Exception): ...  # noqa: N818 - its argument is the code


def need(condition, code="bad_claims"):
    if not condition:
        raise Refusal(code)


def token_of(text, hosts=()):  # section 1, steps 1 and 2
    found = re.fullmatch(r"(?:(https?)://([^/]+)/v#)?1(.*)", text, re.DOTALL)
    need(found and found[2] in (None, *hosts), "wrong_prefix")
    need(found[1] in (None, "http" if LOOPBACK.fullmatch(found[2] or "") else "https"), "wrong_prefix")
    need(re.fullmatch("[0-9]{1,1008}", digits := found[3]) and len(digits) % 17 in TAILS, "bad_digits")
    chunks = [digits[at : at + 17] for at in range(0, len(digits), 17)]
    need(all(int(chunk) < 256 ** TAILS[len(chunk)] for chunk in chunks), "bad_digits")
    return b"".join(int(chunk).to_bytes(TAILS[len(chunk)], "little") for chunk in chunks)


def head(coded, at):  # section 2, the CBOR profile
    major, info = coded[at] >> 5, coded[at] & 31
    need(major < 7 or info in (20, 21, 22), "bad_cbor")
    if info < 24:
        return major, info, at + 1
    need(info < 31 or major not in (2, 3, 4, 5), "non_canonical_cbor")
    end = at + 1 + (1 << info - 24)
    need(info < 28 and end <= len(coded), "bad_cbor")
    argument = int.from_bytes(coded[at + 1 : end], "big")
    need(argument >= (24, 256, 2**16, 2**32)[info - 24], "non_canonical_cbor")
    return major, argument, end


def walk(coded, at, depth=0):
    major, argument, at = head(coded, at)
    need(major != 6 and (major not in (4, 5) or (depth < 16 and argument <= len(coded) - at)), "bad_cbor")
    if major in (2, 3):
        need(at + argument <= len(coded) and (major == 2 or coded[at : at + argument].decode() is not None), "bad_cbor")
        return at + argument
    key = b""
    for _ in range(argument if major in (4, 5) else 0):
        start, at = at, walk(coded, at, depth + 1)
        if major == 5:
            need(coded[start] >> 5 in (0, 1, 3), "bad_cbor")
            need(coded[start:at] > key, "non_canonical_cbor")
            key, at = coded[start:at], walk(coded, at, depth + 1)
    return at


def read(coded):
    try:
        need(walk(coded, 0) == len(coded), "non_canonical_cbor")
    except (IndexError, UnicodeDecodeError):
        raise Refusal("bad_cbor") from None
    return cbor2.loads(coded)


def envelope(coded, typ=None):  # steps 3 and 4
    _, tag, start = head(coded, 0) if coded and coded[0] >> 5 == 6 else (0, None, 0)
    parts = read(coded[start:])
    need(tag == 18 and isinstance(parts, list) and [*map(type, parts)] == [bytes, dict, bytes, bytes], "wrong_tag")
    header, unprotected, payload, signature = read(parts[0]), *parts[1:]
    need(isinstance(header, dict) and header.get(1) == -19, "wrong_alg")
    need(fits(header.get(4), 4) and 4 not in unprotected, "kid_in_wrong_header")
    need(not unprotected, "unprotected_not_empty")
    need(header == {1: -19, 4: header[4]} | ({16: typ} if typ else {}))
    return header[4], payload, signature


def is_sound(point):  # sections 5 and 8
    return (y := int.from_bytes(point, "little") & 2**255 - 1) < 2**255 - 19 and y not in SMALL_ORDER


def is_signed(x, signature, message=b"", coded=None):  # step 6: by the COSE library, a whole message where there is one
    try:
        key = COSEKey.new({1: 1, 2: hashlib.sha256(x).digest()[:4], 3: -19, -1: 6, -2: x})
        _ = COSE.new().decode(coded, key) if coded else key.verify(message, signature)
    except Exception:  # noqa: BLE001 - each library has its own
        return False
    return len(signature) == 64 and is_sound(signature[:32]) and is_sound(x)


def fits(value, rule):  # noqa: PLR0911 - one return for each kind of rule
    kind = type(value)
    match rule:
        case "array", rules:
            return kind is list and len(value) == len(rules) and all(map(fits, value, rules))
        case "each", inner:
            return kind is list and all(fits(one, inner) for one in value)
        case low, high:
            return kind is int and low <= value <= high
        case [inner]:
            return value is None or fits(value, inner)
        case dict():
            return kind is dict and set(value) == set(rule) and all(fits(value[name], rule[name]) for name in rule)
        case int():
            return kind is bytes and len(value) == rule
        case set():
            return kind is str and value in rule
        case "number" if kind is int:
            return 1 <= value < 2**64
    is_short = rule == "number" and re.fullmatch("[1-9][0-9]{0,19}", str(value)) and int(value) < 2**64
    is_plain = kind is str and value != "" and not UNSAFE.search(value) and unicodedata.is_normalized("NFC", value)
    return kind is rule or (is_plain and not is_short)


def trust_list(coded, root, held=0):  # section 5
    kid, payload, signature = envelope(coded, "application/trustlist+cwt")
    claims = read(payload)
    need(isinstance(claims, dict) and set(claims) == set(TRUST) and fits(claims["rotations"], ROTATIONS))
    for old, new, by_old, by_new in claims["rotations"]:
        message = cbor2.dumps(["RootRotation", old, new])
        if old == root and is_signed(old, by_old, message):
            need(is_signed(new, by_new, message), "trust_bad_signature")
            root = new
    need(kid == hashlib.sha256(root).digest()[:4], "unknown_kid")
    need(is_signed(root, signature, coded=coded), "trust_bad_signature")
    need(fits(claims, TRUST) and 0 < claims[4] - claims[6] <= 90 * 86400)
    need(all(is_sound(key["x"]) for key in claims["keys"]), "small_order_key")
    codes, keys = [school["code"] for school in claims["schools"]], {key["kid"]: key for key in claims["keys"]}
    need(len(set(codes)) == len(codes) and len(keys) == len(claims["keys"]))
    need(all(kid == hashlib.sha256(key["x"]).digest()[:4] for kid, key in keys.items()))
    need(all(key["school"] in ([None] if key["use"] == "log" else codes) for key in keys.values()))
    need(claims["version"] >= held, "trust_rolled_back")
    for key in keys.values():
        key["until"] = TIME[1] if key["not-after"] is None else key["not-after"]
    return claims | {"keys": keys}


def signed(coded, typ, use, trust, code):  # steps 3 to 6, 11 to 13
    kid, payload, signature = envelope(coded, typ)
    need(kid in trust["keys"], "unknown_kid")
    key = trust["keys"][kid]
    need(key["use"] == use, "wrong_use")
    need(is_signed(key["x"], signature, coded=coded), code)
    return key, read(payload)


def authenticate(text, trust, now):  # steps 1 to 9; yields the claims after step 8
    key, claims = signed(token_of(text, trust["hosts"]), None, "agreement", trust, "bad_signature")
    need(fits(claims, TOKEN) and int.from_bytes(claims[-65537][6] or b"", "big") < 31**18)
    need(key["school"] == claims[-65537][4] and key["not-before"] <= claims[6] <= key["until"], "wrong_use")
    yield claims[-65537]
    need(key["state"] != "compromised", "key_compromised")
    need(now < trust[4], "trust_expired")
    need(claims[6] <= now + 300, "iat_in_future")


def stand(agreement, coded, trust, now, seen):  # steps 10 to 16; yields the time after step 14, then status and day
    need(coded is not None, "status_unreachable")
    key, claims = signed(coded, "application/statuslist+cwt", "status", trust, "status_bad_signature")
    days = claims.pop(-65538, ()) if isinstance(claims, dict) else ()
    need(fits(claims, STATUS_LIST) and isinstance(claims[65533].get("lst"), bytes) and claims[4] <= claims[6] + 604800)
    since = ("each", ("array", [(0, 131_071), (0, (claims[6] + 28_800) // 86_400)]))
    need(days == () or (isinstance(days, dict) and days and fits([[*one] for one in days.items()], since)))
    need(claims[2] in [f"{prefix}{agreement[8]}.cwt" for prefix in trust["lists"]], "status_sub_mismatch")
    need(key["school"] == agreement[4] and key["not-before"] <= claims[6] <= key["until"], "wrong_use")
    need(key["state"] != "compromised", "key_compromised")
    yield claims[6]
    need(claims[6] <= now + 300, "iat_in_future")
    need(now < claims[4], "status_expired")
    need(claims[6] >= seen, "status_rolled_back")
    need(claims[65533].get("bits") == 2, "status_wrong_bits")
    zipped, deflated = zlib.decompressobj(), claims[65533]["lst"]
    try:
        packed = zipped.decompress(deflated if deflated[:1] == b"\x78" else b"", 65536)
    except zlib.error:
        need(condition=False)
    need(zipped.eof or len(packed) < 65536, "status_inflate_bomb")
    bits = int.from_bytes(packed, "little")
    need(zipped.eof and not zipped.unused_data and all(bits >> 2 * index & 3 == 3 for index in days))
    need(agreement[9] < 4 * len(packed), "status_index_out_of_range")
    yield ("valid", "terminated", "suspended", "superseded")[bits >> 2 * agreement[9] & 3], dict(days).get(agreement[9])
