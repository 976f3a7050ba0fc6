"""Base-10 and CBOR: what is accepted, byte for byte, and what is refused with which code."""

from __future__ import annotations

from verifier.attestation import base10

BASE10 = {
    "the example of the specification": "6162ff",
    "one byte": "00",
    "two bytes": "ffff",
    "four bytes": "01020304",
    "five bytes": "ffffffffff",
    "six bytes": "000000000001",
    "a whole chunk": "ffffffffffffff",
    "a chunk of zeros": "00000000000000",
    "two chunks and a tail": "0102030405060708090a0b0c0d0e0f10",
}
BASE10_REFUSED = {
    "nothing": "",
    "a tail of one digit": "1",
    "a tail of two digits": "12",
    "a tail of four digits": "1234",
    "a tail of six digits": "123456",
    "a tail of seven digits": "1234567",
    "a tail of nine digits": "123456789",
    "a tail of sixteen digits": "1" * 16,
    "a tail of one byte that overflows": "256",
    "a tail of two bytes that overflows": "65536",
    "a tail of three bytes that overflows": "16777216",
    "a chunk that overflows": "72057594037927936",
    "a second chunk that overflows": "0" * 17 + "9" * 17,
    "a letter": "12a",
    "a space": "12 ",
    "a line break at the end": "123\n",
    "a sign": "+12",
    "an underscore, which some languages allow in numbers": "1_2",
    "full-width digits": "１２３",
    "Arabic-Indic digits": "١٢٣",
    "one digit more than the largest token has": "0" * 1009,
}
CBOR = {
    "zero": "00",
    "the largest short integer": "17",
    "one byte": "1818",
    "two bytes": "190100",
    "four bytes": "1a00010000",
    "eight bytes": "1b0000000100000000",
    "the largest integer": "1bffffffffffffffff",
    "the least integer": "3bffffffffffffffff",
    "alg -19": "32",
    "no bytes": "40",
    "text": "63e4b8ad",
    "text beyond the basic plane": "64f0acad8e",
    "a text that begins with a byte order mark": "64efbbbf61",
    "false, true and null": "83f4f5f6",
    "an empty map": "a0",
    "a map in the order of its bytes": "a40061611864616220616361646165",
    "sixteen arrays in one another": "81" * 15 + "80",
}
CBOR_REFUSED = {
    "bad_cbor": {
        "nothing": "",
        "an integer without its bytes": "19ff",
        "a string shorter than it says": "42ff",
        "a string that says it is enormous": "5bffffffffffffffff",
        "an array shorter than it says": "8201",
        "an array that says it is enormous": "9bffffffffffffffff",
        "a map shorter than it says": "a2010203",
        "an array of more items than bytes follow, whatever they are": "8518170000",
        "a map of more entries than bytes follow, whatever they are": "a5181700ff",
        "a reserved length": "1c",
        "an integer of indefinite length": "1f",
        "a break with nothing to break": "ff",
        "text that is not UTF-8": "61ff",
        "text that holds half a surrogate pair": "63eda080",
        "a half float": "f93c00",
        "a double": "fb3ff199999999999a",
        "undefined": "f7",
        "a simple value": "f0",
        "a tag inside": "81c100",
        "a bignum inside": "81c249010000000000000000",
        "a byte string as a key": "a1410001",
        "true as a key": "a1f501",
        "an array as a key": "a18001",
        "seventeen arrays in one another": "81" * 16 + "80",
    },
    "non_canonical_cbor": {
        "a byte after the value": "0000",
        "23 in two bytes": "1817",
        "23 in two bytes in an array shorter than it says": "84181700ff",
        "255 in three bytes": "1900ff",
        "65535 in five bytes": "1a0000ffff",
        "a small integer in nine bytes": "1b00000000ffffffff",
        "a length in two bytes": "5801ff",
        "bytes of indefinite length": "5f41ffff",
        "text of indefinite length": "7f6161ff",
        "an array of indefinite length": "9f01ff",
        "a map of indefinite length": "bf0102ff",
        "a key twice": "a201020103",
        "keys in another order": "a202020101",
        "keys in the order of their length alone": "a300616120616218646163",
    },
}


def base10_vectors() -> dict[str, object]:
    """Return the vectors of base-10."""
    return {
        "accepted": [
            {"name": name, "bytes": coded, "digits": base10.encode(bytes.fromhex(coded))}
            for name, coded in BASE10.items()
        ],
        "refused": [{"name": name, "digits": digits, "code": "bad_digits"} for name, digits in BASE10_REFUSED.items()],
    }


def cbor_vectors() -> dict[str, object]:
    """Return the vectors of CBOR."""
    return {
        "accepted": [{"name": name, "bytes": coded} for name, coded in CBOR.items()],
        "refused": [
            {"name": name, "bytes": coded, "code": code}
            for code, cases in CBOR_REFUSED.items()
            for name, coded in cases.items()
        ],
    }
