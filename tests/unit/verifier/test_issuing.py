"""What an issuer may put into a token, a record, a status list; each refusal names the field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from verifier.attestation import (
    ClaimsError,
    Entry,
    KeyTerms,
    TooLarge,
    budget,
    cbor,
    ed25519,
    fit,
    link,
    record,
    status_list,
    token,
    uscc,
)
from verifier.vectors.world import AGREEMENT, BARE, CLAIMS, kid, sign

LONGEST = replace(CLAIMS, name="买" * 30, employer="限" * 40, number="2026-AH-0001234", supersedes=bytes(8))


def test_signing_twice_gives_the_same_token():
    prepared = token.prepare(CLAIMS, kid(AGREEMENT))
    first, second = (prepared.finish(sign(AGREEMENT, prepared.to_be_signed)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_is_refused(length):
    with pytest.raises(ValueError, match="64 bytes"):
        token.prepare(CLAIMS, kid(AGREEMENT)).finish(bytes(length))


REFUSED_CLAIMS = {
    "an empty number": {"number": ""},
    "a number that is an integer": {"number": 20260001234},
    "a name with a tab": {"name": "欧\t阳"},
    "a name that is not NFC": {"name": "e\u0301"},
    "an edition below one": {"edition": 0},
    "a school of six digits": {"school": 100_000},
    "a school that is true": {"school": True},
    "no employer": {"employer": None},
    "a credit code in small letters": {"uscc": "91110000600037341l"},
    "a credit code with a letter that GB 32100 leaves out": {"uscc": "9111000060003734IL"},
    "a credit code of 17 characters": {"uscc": "91110000600037341"},
    "a digest in hexadecimal": {"digest": "00" * 32},
    "a status index below zero": {"status_index": -1},
    "terms in a list": {"terms": [None] * 4},
    "a fingerprint of 32 bytes": {"supersedes": bytes(32)},
    "a time with a fraction": {"issued_at": 1_780_000_000.5},
}


@pytest.mark.parametrize("fields", REFUSED_CLAIMS.values(), ids=REFUSED_CLAIMS)
def test_claims_refuse(fields):
    with pytest.raises(ClaimsError) as refusal:
        replace(CLAIMS, **fields)
    assert refusal.value.field in fields


REFUSED_TERMS = {
    "an empty position": {"position": ""},
    "a pay below zero": {"monthly_pay": -1},
    "a penalty with a fraction": {"penalty": 0.5},
    "a day before 1970": {"report_by": date(1969, 12, 31)},
    "a day in text": {"report_by": "2026-07-15"},
}


@pytest.mark.parametrize("fields", REFUSED_TERMS.values(), ids=REFUSED_TERMS)
def test_key_terms_refuse(fields):
    with pytest.raises(ClaimsError) as refusal:
        KeyTerms(**fields)
    assert refusal.value.field in fields


def test_a_typical_agreement_keeps_its_key_terms():
    assert fit(CLAIMS) == CLAIMS


def test_the_position_leaves_the_code_first():
    long = replace(CLAIMS, employer="限" * 31, terms=replace(CLAIMS.terms, position="岗" * 20))
    assert fit(long).terms == replace(long.terms, position=None)


def test_then_all_key_terms_leave_the_code():
    assert fit(replace(CLAIMS, employer="限" * 40, name="买" * 30)).terms is None


def test_what_fits_only_without_terms_is_never_above_the_limit():
    assert budget.COMFORTABLE < budget.size(fit(LONGEST)) <= budget.LARGEST


def test_an_agreement_without_terms_is_left_as_it_is():
    assert fit(BARE) == BARE


TOO_LARGE = {
    "an endless employer": ("employer", {"employer": "限" * 70}),
    "an endless name": ("name", {"name": "n" * 300}),
    "an endless number": ("number", {"number": "N" * 300}),
    "an endless hint": ("holder_hint", {"holder_hint": "h" * 300}),
}


@pytest.mark.parametrize(("field", "fields"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_fits_no_code_is_refused_by_name(field, fields):
    with pytest.raises(TooLarge) as refusal:
        fit(replace(LONGEST, **fields))
    assert refusal.value.field == field


@pytest.mark.parametrize("code", ["91110000600037341L", "N2340100MF12345672", "0" * 18, "Y" * 18])
def test_a_credit_code_survives_packing(code):
    assert uscc.unpack(uscc.pack(code)) == code


ORIGINS = {
    "jy.example.edu.cn": "https://jy.example.edu.cn",
    "jy.example.edu.cn:8443": "https://jy.example.edu.cn:8443",
    "127.0.0.1:8000": "http://127.0.0.1:8000",
    "localhost": "http://localhost",
    "localhost.example.com": "https://localhost.example.com",
    "127.0.0.1.example.com": "https://127.0.0.1.example.com",
}


@pytest.mark.parametrize(("host", "origin"), ORIGINS.items())
def test_only_loopback_goes_without_encryption(host, origin):
    assert link.origin(host) == origin


def test_the_symbol_has_a_link_and_digits():
    assert link.segments("jy.example.edu.cn", b"ab\xff") == ("https://jy.example.edu.cn/v#1", "16736865")


@pytest.mark.parametrize("coded", [{}, {"version": "1"}, {"version": True}, {"version": None}])
def test_a_record_says_its_version(coded):
    with pytest.raises(ValueError, match="version"):
        record.encode_record(coded)


UNENCODABLE = {
    "a float": (TypeError, 1.5),
    "a date": (TypeError, date(2026, 7, 15)),
    "a set": (TypeError, {1}),
    "an integer of 65 bits": (ValueError, 2**64),
    "an integer of 65 bits below zero": (ValueError, -(2**64) - 1),
    "half a surrogate pair": (ValueError, "\ud800"),
}


@pytest.mark.parametrize(("error", "value"), UNENCODABLE.values(), ids=UNENCODABLE)
def test_cbor_does_not_write(error, value):
    with pytest.raises(error):
        cbor.encode({"version": 1, "value": [value]})


@pytest.mark.parametrize("entry", list(Entry))
def test_an_entry_is_found_where_it_was_put(entry):
    packed = status_list.pack({5: entry, 131_071: entry})
    assert [status_list.entry(packed, index) for index in (4, 5, 6, 131_071)] == [0, entry, 0, entry]


def test_an_entry_beyond_the_list_cannot_be_put():
    with pytest.raises(IndexError):
        status_list.pack({131_072: Entry.INVALID})


def test_a_list_lives_for_seven_days():
    prepared = status_list.prepare(status_list.pack({}), uri="https://h/s/1.cwt", issued_at=1000, kid=bytes(4))
    assert status_list.read_claims(prepared.payload).expires_at == 1000 + 7 * 86400


@pytest.mark.parametrize("engine", ed25519.ENGINES.values(), ids=ed25519.ENGINES)
def test_a_key_outside_the_curve_signs_nothing(monkeypatch, engine):
    monkeypatch.setattr(ed25519, "ENGINE", engine)
    assert not ed25519.is_signed(b"message", bytes(64), b"\x02" + bytes(31))
