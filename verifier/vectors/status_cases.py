"""Status lists: steps 10 to 16, all about the reference token or one that differs only in its list or index.

A list that is refused leaves the status unknown, whatever it says.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from verifier.attestation import Entry, cbor, status_list

from . import curve
from .world import (
    AGREEMENT,
    CLAIMS,
    DAY,
    HOST,
    LIST,
    LISTED,
    MARKED,
    NOW,
    OTHER_STATUS,
    STATUS,
    STOLEN_STATUS,
    STRANGER,
    coded,
    envelope,
    kid,
    listed,
    public,
    scanned,
    seed,
)


@dataclass(frozen=True)
class Looked:
    """One look at a status list: the token of index `index`, the list (None: unreachable), when, what was seen."""

    status_list: bytes | None
    index: int = CLAIMS.status_index
    now: int = NOW
    highest_seen: int = 0
    since: int | None = None
    """What is to be read of a superseded edition: from which day on."""

    @property
    def text(self) -> str:
        """The scan of the token."""
        return scanned(coded(replace(CLAIMS, status_index=self.index)))


HEADER: dict[int | str, cbor.Value] = {1: -19, 4: kid(STATUS), 16: status_list.TYP}
URI = f"https://{HOST}/s/{LIST}.cwt"
ENTRIES: dict[int | str, cbor.Value] = {"bits": 2, "lst": zlib.compress(bytes(32768), 9)}
BODY: dict[int | str, cbor.Value] = {2: URI, 4: LISTED + 7 * DAY, 6: LISTED, 65533: ENTRIES, 65534: 3600}
SINCE = -65538
TODAY = (LISTED + 8 * 3600) // DAY
MIDNIGHT = TODAY * DAY - 8 * 3600
"""In Beijing the list's day is one ahead of the day in UTC."""
DATED = cbor.encode({102: TODAY - 1, 103: TODAY})
GOOD = listed()
PREPARED = status_list.prepare(status_list.pack(MARKED), uri=URI, issued_at=LISTED, kid=kid(STATUS))


def present(fields: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return the fields that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


def body(**claims: cbor.Value) -> Looked:
    """Return a look at a signed list with other claims, each named `_` and its label."""
    return claimed({int(label[1:]): value for label, value in claims.items()})


def claimed(changes: Mapping[int, cbor.Value]) -> Looked:
    """Return a look at a signed list with other claims, None for one that it lacks."""
    return Looked(envelope(HEADER, present({**BODY, **changes}), STATUS))


def entries(**fields: cbor.Value) -> Looked:
    """Return a look at a signed list with another status_list claim."""
    return body(_65533=present({**ENTRIES, **fields}))


def dated(
    days: cbor.Value,
    *,
    index: int = 102,
    marked: Mapping[int, Entry] = MARKED,
    iat: int = LISTED,
    since: int | None = None,
) -> Looked:
    """Return a look at a list signed at `iat` with the entries `marked` and the days `days`; `since` is to be read."""
    packed = zlib.compress(status_list.pack(marked), 9)
    looked = claimed({6: iat, 4: iat + DAY, 65533: {**ENTRIES, "lst": packed}, SINCE: days})
    return replace(looked, index=index, since=since)


def written(days: bytes) -> Looked:
    """Return a look at a list whose days are written as `days` and not as `DATED`."""
    whole = cbor.encode({**BODY, SINCE: cbor.decode(DATED)})
    return Looked(envelope(HEADER, whole.replace(DATED, days), STATUS), index=102)


def header(changes: Mapping[int | str, cbor.Value], **options: cbor.Value) -> Looked:
    """Return a look at a signed list with another protected header."""
    return Looked(envelope(present({**HEADER, **changes}), BODY, STATUS, unprotected=options.get("unprotected")))


def overlong(*after: str) -> bytes:
    """Return zlib data of 64 KiB of zeros, one zero more and then the codes `after`, in the fixed code of RFC 1951."""
    zero, copy_258, copy_3 = "00110000", "11000101" + "00000", "0000001" + "00000"
    bits = "".join(("1", "10", zero, *[copy_258] * 254, copy_3, zero, *after))
    return b"\x78\x9c" + bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


ACCEPTED: Mapping[str, Mapping[str, Looked]] = {
    "valid": {
        "an agreement in force": Looked(GOOD),
        "the first entry": Looked(GOOD, index=0),
        "in the last second before the list expires": Looked(GOOD, now=LISTED + 7 * DAY - 1),
        "a list signed 5 minutes ahead of our clock": Looked(listed(issued_at=NOW + 300)),
        "the very list that was seen before": Looked(GOOD, highest_seen=LISTED),
        "a list as large as may be": entries(lst=zlib.compress(bytes(65536), 9)),
    },
    "terminated": {
        "a terminated agreement": Looked(GOOD, index=100),
        "the last entry": Looked(GOOD, index=131_071),
        "a list that marks every agreement": Looked(listed(dict.fromkeys(range(131_072), Entry.INVALID))),
    },
    "suspended": {"an agreement that the school holds": Looked(GOOD, index=101)},
    "superseded": {
        "an agreement that was issued again": Looked(GOOD, index=102),
        "one that was issued again, on a day that the list says": dated({102: 20_607}, since=20_607),
        "one that was issued again on the day of the list": dated({102: TODAY}, since=TODAY),
        "one that was issued again in the first second of a day": dated({102: TODAY}, iat=MIDNIGHT, since=TODAY),
        "one of many that were issued again": dated(
            {102: 0, 131_071: TODAY}, index=131_071, marked={102: Entry(3), 131_071: Entry(3)}, since=TODAY
        ),
        "one whose day the list does not say": dated({103: TODAY}, marked={102: Entry(3), 103: Entry(3)}),
    },
}
REFUSED: Mapping[tuple[int, str], Mapping[str, Looked]] = {
    (10, "status_unreachable"): {"no list to look at": Looked(None)},
    (11, "bad_cbor"): {
        "an empty answer": Looked(b""),
        "a page of a hotel's network": Looked(b"<!doctype html><title>Wi-Fi</title>"),
        "a list cut short": Looked(GOOD[:-9]),
    },
    (11, "non_canonical_cbor"): {"a list with a line break after it": Looked(GOOD + b"\n")},
    (11, "wrong_tag"): {"a list without its tag": Looked(GOOD[1:])},
    (11, "wrong_alg"): {"a list with the algorithm EdDSA": header({1: -8})},
    (11, "kid_in_wrong_header"): {"a list whose kid is not protected": header({4: None}, unprotected={4: kid(STATUS)})},
    (11, "unprotected_not_empty"): {"a list with an unprotected header": header({}, unprotected={"x": 1})},
    (11, "bad_claims"): {
        "a list without its content type": header({16: None}),
        "a list with another content type": header({16: "application/cwt"}),
        "a token for a list": Looked(coded()),
    },
    (12, "unknown_kid"): {"a list signed by a stranger": Looked(listed(signer=STRANGER))},
    (12, "wrong_use"): {"a list signed by the agreement key": Looked(listed(signer=AGREEMENT))},
    (13, "status_bad_signature"): {
        "a list with a bit of its signature turned over": Looked(GOOD[:-1] + bytes([GOOD[-1] ^ 1])),
        "a list whose signature has the order of the group added to its S": Looked(
            GOOD[:-64] + curve.malleable(GOOD[-64:])
        ),
        "a list with R the neutral point, by the key's holder": Looked(
            GOOD[:-64] + curve.nonceless(seed(STATUS), public(STATUS), PREPARED.to_be_signed)
        ),
        "a list with another time": Looked(GOOD.replace(cbor.encode(LISTED), cbor.encode(LISTED + 1))),
    },
    (14, "bad_claims"): {
        "a list without a time": body(_6=None),
        "a list without an expiry": body(_4=None),
        "a list without a time to live": body(_65534=None),
        "a list without entries": body(_65533=None),
        "a list that lives longer than 7 days": body(_4=LISTED + 7 * DAY + 1),
        "a list with a time of text": body(_6="today"),
        "a list with a time after the year 9999": body(_6=2_932_896 * DAY + 1),
        "a list that expires after the year 9999": body(_6=2_932_896 * DAY, _4=2_932_896 * DAY + 1),
        "a list with a claim that no list has": body(_1="issuer"),
        "a list whose entries are text": entries(lst="text"),
        "a list that lacks its entries": entries(lst=None),
        "days that are null": written(b"\xf6"),
        "no day among the days": dated({}),
        "days in an array": dated([102, TODAY]),
        "a day alone": dated(TODAY),
        "the day of a text": dated({"102": TODAY}),
        "the day of an index below zero": dated({-1: TODAY}),
        "the day of the index after the last": dated({131_072: TODAY}),
        "a day of text": dated({102: "2026-06-08"}),
        "a day that is null": dated({102: None}),
        "a day that is true": written(b"\xa1\x18\x66\xf5"),
        "a day below zero": dated({102: -1}),
        "a day after that of the list": dated({102: TODAY + 1}),
        "a day that begins in the next second": dated({102: TODAY}, iat=MIDNIGHT - 1),
        "a day after that of the list, for another agreement": dated({102: TODAY, 103: TODAY + 1}),
        "a day beyond all days": dated({102: 2**64 - 1}),
        "days under another label": claimed({-65537: {102: TODAY}}),
        "days, and a claim that no list has": claimed({-65537: 1, SINCE: {102: TODAY}}),
    },
    (14, "non_canonical_cbor"): {
        "days that descend": written(DATED[:1] + DATED[6:] + DATED[1:6]),
        "two days for one agreement": written(DATED[:6] + DATED[1:6]),
    },
    (14, "status_sub_mismatch"): {
        "another list": Looked(listed(number=8)),
        "a list for another host": body(_2=f"https://example.com/s/{LIST}.cwt"),
        "a list at another path": body(_2=f"https://{HOST}/s/0{LIST}.cwt"),
    },
    (14, "wrong_use"): {
        "a list signed by another school": Looked(listed(signer=OTHER_STATUS)),
        "a list signed before its key's window": Looked(listed(issued_at=1_700_000_000)),
    },
    (14, "key_compromised"): {"a list signed by a stolen key": Looked(listed(signer=STOLEN_STATUS))},
    (15, "iat_in_future"): {"a list more than 5 minutes ahead of our clock": Looked(listed(issued_at=NOW + 301))},
    (15, "status_expired"): {
        "a list in the second in which it expires": Looked(GOOD, now=LISTED + 7 * DAY),
        "a list that expired long ago, for a terminated agreement": Looked(GOOD, index=100, now=LISTED + 60 * DAY),
    },
    (15, "status_rolled_back"): {
        "a list older than one seen before": Looked(GOOD, highest_seen=LISTED + 1),
    },
    (16, "status_wrong_bits"): {
        "one bit an entry": entries(bits=1),
        "eight bits an entry": entries(bits=8),
        "bits of text": entries(bits="2"),
        "no bits": entries(bits=None),
    },
    (16, "bad_claims"): {
        "entries that are not deflated": entries(lst=bytes(100)),
        "entries that end early": entries(lst=zlib.compress(bytes(32768), 9)[:-6]),
        "entries with a wrong checksum": entries(lst=zlib.compress(bytes(32768), 9)[:-1] + b"\xff"),
        "entries of 64 KiB with a wrong checksum": entries(lst=zlib.compress(bytes(65536), 9)[:-1] + b"\xff"),
        "entries with a smaller window": entries(lst=zlib.compress(bytes(32768), 9, wbits=14)),
        "entries with a byte after them": entries(lst=zlib.compress(bytes(32768), 9) + b"\x00"),
        "the day of an agreement in force": dated({103: TODAY}, index=103),
        "the day of a terminated agreement": dated({100: TODAY}, index=100),
        "the day of a suspended agreement": dated({101: TODAY}, index=101),
        "the day of another agreement, which is in force": dated({102: TODAY, 104: TODAY}),
        "the day of an entry behind the end": claimed(
            {65533: {**ENTRIES, "lst": zlib.compress(b"\xff" * 25, 9)}, SINCE: {102: TODAY}}
        ),
        "a day too many, and an index after the last": dated({103: TODAY}, index=131_072),
    },
    (16, "status_inflate_bomb"): {
        "a byte more than 64 KiB": entries(lst=zlib.compress(bytes(65537), 9)),
        "a byte more than 64 KiB, with a wrong checksum": entries(lst=zlib.compress(bytes(65537), 9)[:-1] + b"\xff"),
        "a byte more than 64 KiB, stored": entries(lst=zlib.compress(bytes(65537), 0)),
        "a byte more than 64 KiB, and then the end of the data": entries(lst=overlong()),
        "a byte more than 64 KiB, and then what is no code": entries(lst=overlong("11000110")),
        "64 KiB and no end": entries(lst=zlib.compress(bytes(65536), 9)[:-1]),
        "ten megabytes of zeros": entries(lst=zlib.compress(bytes(10_000_000), 9)),
    },
    (16, "status_index_out_of_range"): {
        "the index after the last": Looked(GOOD, index=131_072),
        "an index far beyond the list": Looked(GOOD, index=2**53 - 1),
        "an empty list": entries(lst=zlib.compress(b"", 9)),
    },
}
