"""Vectors and traps of form-and-codes.md 2.4; trap 22 of rules.md section 5."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.errors import Refused
from functions.domain.identifiers import (
    USCC_ALPHABET,
    birth_date,
    parse_organisation_code,
    parse_residence_permit,
    parse_resident_id,
    parse_travel_document,
    parse_uscc,
    resident_id_check_character,
    uscc_check_character,
)

TODAY = date(2026, 11, 21)

VALID_USCC = {
    "a company": "91110000600037341L",
    "an institution of the guides": "12411528MB034775XM",
    "a second institution of the guides": "12450300498668197M",
    "a third institution of the guides": "12610528437081552D",
    "a government body": "11320000MB151840XJ",
    "a company with letters in its organisation code": "91350100M000100Y43",
    "remainder 0 is written 0, not 31": "911100001000002860",
    "a rural collective begins with a letter": "N2340100MF12345672",
}

INVALID_USCC = {
    "digits that count up": ("123456789123456789", "uscc_check_character"),
    "15 characters": ("91340207031104K", "uscc_length"),
    "the 15 digits of the old business licence": ("340207000031104", "uscc_fifteen_digits"),
    "a wrong check character": ("91350100M000100Y4Z", "uscc_characters"),
    "another wrong check character": ("91350100M000100Y44", "uscc_check_character"),
    "two neighbours swapped": ("91110000600037431L", "uscc_check_character"),
    "a full-width digit": ("9111000060003734１L", "full_width"),
    "a full-width letter": ("91110000600037341Ｌ", "full_width"),
    "an Arabic digit": ("9111000060003734١L", "not_ascii"),
    "the letter I": ("9111000060003734IL", "uscc_characters"),
    "the letter O": ("91110000O00037341L", "uscc_characters"),
    "a letter in the region": ("91A10000600037341L", "uscc_characters"),
    "a blank inside": ("9111000 600037341L", "uscc_characters"),
    "17 characters": ("91110000600037341", "uscc_length"),
    "a zero-width space inside": ("91110000600037341\u200bL", "not_ascii"),
    "nothing": ("", "required"),
    "blanks only": (" \u3000", "required"),
    "a formula": ("=1+1", "uscc_length"),
}


@pytest.mark.parametrize("code", VALID_USCC.values(), ids=VALID_USCC.keys())
def test_trap_22_uscc_accepts(code: str) -> None:
    assert parse_uscc(f"\u3000 {code.lower()} ") == code


@pytest.mark.parametrize(("code", "refusal"), INVALID_USCC.values(), ids=INVALID_USCC.keys())
def test_trap_22_uscc_refuses(code: str, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_uscc(code, field="employer_uscc")
    assert (refused.value.code, refused.value.field) == (refusal, "employer_uscc")


@given(st.sampled_from(sorted(VALID_USCC.values())), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_uscc_refuses_every_single_slip(code: str, at: int, character: str) -> None:
    slipped = code[:at] + character + code[at + 1 :]
    if slipped == code:
        assert parse_uscc(slipped) == code
    else:
        with pytest.raises(Refused):
            parse_uscc(slipped)


def test_uscc_check_character_agrees_with_the_arithmetic_of_the_standard() -> None:
    body = "91110000600037341"
    total = sum(USCC_ALPHABET.index(c) * (3**i % 31) for i, c in enumerate(body))
    assert USCC_ALPHABET.index(uscc_check_character(body)) == 31 - total % 31


VALID_IDS = {
    "a capital X": ("11010519491231002X", date(1949, 12, 31)),
    "a Hong Kong resident's permit": ("810000199408230021", date(1994, 8, 23)),
    "a Taiwan resident's permit": ("830000199201300022", date(1992, 1, 30)),
}

INVALID_IDS = {
    "a wrong check digit": ("110105194912310021", "resident_id_check_character"),
    "29 February in a common year": ("11010519490229002X", "resident_id_birth_date"),
    "month 13": ("110105194913310021", "resident_id_birth_date"),
    "born in 1880": ("440524188001010014", "resident_id_birth_implausible"),
    "15 digits of the old card": ("110105491231002", "resident_id_fifteen_digits"),
    "17 digits": ("11010519491231002", "resident_id_length"),
    "an X in the middle": ("1101051949123100X2", "resident_id_characters"),
    "a Y at the end": ("11010519491231002Y", "resident_id_characters"),
    "a full-width digit": ("1１010519491231002X", "full_width"),
    "a full-width X": ("11010519491231002Ｘ", "full_width"),
    "an Arabic digit": ("1101051949123100٢X", "not_ascii"),
    "a blank inside": ("110105 9491231002X", "resident_id_characters"),
    "what Excel makes of a number": ("4.4052418800101E+17", "resident_id_length"),
    "nothing": ("   ", "required"),
}


@pytest.mark.parametrize(("number", "born"), VALID_IDS.values(), ids=VALID_IDS.keys())
def test_trap_22_resident_id_accepts(number: str, born: date) -> None:
    assert parse_resident_id(f" {number.lower()}\t", today=TODAY) == number
    assert birth_date(number) == born


@pytest.mark.parametrize(("number", "refusal"), INVALID_IDS.values(), ids=INVALID_IDS.keys())
def test_trap_22_resident_id_refuses_without_repeating_it(number: str, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_resident_id(number, today=TODAY)
    assert (refused.value.code, refused.value.field) == (refusal, "id_number")
    assert not number.strip() or number not in f"{refused.value!r} {refused.value}"


def test_resident_id_of_an_abolished_county_is_accepted() -> None:
    body = "33010320030615001"  # 330103 was 下城区 of Hangzhou until 2021
    assert parse_resident_id(body + resident_id_check_character(body), today=TODAY)


PLAUSIBLE = {
    "born today": (date(2026, 11, 21), False),
    "born tomorrow": (date(2026, 11, 22), False),
    "11 years": (date(2015, 1, 1), False),
    "12 years": (date(2014, 1, 1), True),
    "100 years": (date(1926, 1, 1), True),
    "101 years": (date(1925, 12, 31), False),
}


@pytest.mark.parametrize(("born", "accepted"), PLAUSIBLE.values(), ids=PLAUSIBLE.keys())
def test_resident_id_birth_date_is_plausible(born: date, *, accepted: bool) -> None:
    body = f"110105{born:%Y%m%d}001"
    number = body + resident_id_check_character(body)
    if accepted:
        assert parse_resident_id(number, today=TODAY) == number
    else:
        with pytest.raises(Refused, match="resident_id_birth_implausible"):
            parse_resident_id(number, today=TODAY)


def test_residence_permit_needs_its_prefix() -> None:
    assert parse_residence_permit("810000199408230021", today=TODAY) == "810000199408230021"
    with pytest.raises(Refused, match="residence_permit_prefix"):
        parse_residence_permit("11010519491231002X", today=TODAY)


VALID_ORGANISATIONS = {
    "with a hyphen": ("73893832-9", "738938329"),
    "without": ("738938329", "738938329"),
    "lower case, X at the end": ("mb034775-x", "MB034775X"),
    "check 0": ("10000028-6", "100000286"),
}
INVALID_ORGANISATIONS = {
    "a wrong check character": ("73893832-8", "organisation_code_check_character"),
    "too short": ("7389383-9", "organisation_code_characters"),
    "the hyphen elsewhere": ("7389-38329", "organisation_code_length"),
    "a Y as check character": ("73893832-Y", "organisation_code_characters"),
    "full-width": ("７3893832-9", "full_width"),
    "nothing": ("", "required"),
}


@pytest.mark.parametrize(("typed", "code"), VALID_ORGANISATIONS.values(), ids=VALID_ORGANISATIONS.keys())
def test_organisation_code_accepts(typed: str, code: str) -> None:
    assert parse_organisation_code(typed) == code


@pytest.mark.parametrize(("typed", "refusal"), INVALID_ORGANISATIONS.values(), ids=INVALID_ORGANISATIONS.keys())
def test_organisation_code_refuses(typed: str, refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        parse_organisation_code(typed)


TRAVEL = {
    "a passport": ("e12345678", "E12345678"),
    "a Taiwan permit": ("12345678", "12345678"),
}
NOT_TRAVEL = {"letters only": "PASSPORT", "too short": "E123", "too long": "E" + "1" * 20, "a hyphen": "E-1234567"}


@pytest.mark.parametrize(("typed", "number"), TRAVEL.values(), ids=TRAVEL.keys())
def test_travel_document_accepts(typed: str, number: str) -> None:
    assert parse_travel_document(typed) == number


@pytest.mark.parametrize("typed", NOT_TRAVEL.values(), ids=NOT_TRAVEL.keys())
def test_travel_document_refuses(typed: str) -> None:
    with pytest.raises(Refused, match="travel_document_characters"):
        parse_travel_document(typed)
