"""Marks that depend on everything they should, seals that break when touched, passwords at one price."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from functions.adapters import secrets
from functions.adapters.secrets import KeyedSecrets

SECRET = bytes(range(32))
ID = "11010519491231002X"
OURS = KeyedSecrets(lambda: SECRET)
THEIRS = KeyedSecrets(lambda: bytes(32))

MARKS: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "an ID number at another school": (partial(OURS.id_mark, "10358", ID), partial(OURS.id_mark, "10359", ID)),
    "another ID number": (partial(OURS.id_mark, "10358", ID), partial(OURS.id_mark, "10358", ID[:-1] + "1")),
    "another secret": (partial(OURS.id_mark, "10358", ID), partial(THEIRS.id_mark, "10358", ID)),
    "a school and a number cut elsewhere": (partial(OURS.id_mark, "1035", "81"), partial(OURS.id_mark, "10358", "1")),
    "a login of the same text": (partial(OURS.login_mark, "a"), partial(OURS.id_mark, "a", "")),
    "a student number at another school": (
        partial(OURS.student_id, "10358", "1"),
        partial(OURS.student_id, "10359", "1"),
    ),
    "a student number with another secret": (partial(OURS.student_id, "1", "1"), partial(THEIRS.student_id, "1", "1")),
    "an internal name of the same text": (lambda: OURS.mark("a").hex(), partial(OURS.login_mark, "a")),
    "a second id": (OURS.new_id, OURS.new_id),
    "a second token": (OURS.token, OURS.token),
    "a second hash of one password": (partial(OURS.hash_password, "p"), partial(OURS.hash_password, "p")),
}


@pytest.mark.parametrize(("one", "other"), MARKS.values(), ids=MARKS)
def test_differs(one: Callable[[], str], other: Callable[[], str]) -> None:
    assert one() != other()


def test_marks_are_the_same_after_a_restart() -> None:
    again = KeyedSecrets(lambda: SECRET)
    assert again.id_mark("10358", ID) == OURS.id_mark("10358", ID)
    assert again.student_id("10358", "1") == OURS.student_id("10358", "1")
    assert again.login_mark("a@b.cn") == OURS.login_mark("a@b.cn")


def test_keys_are_derived_as_rfc_5869_says() -> None:
    theirs = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"id mark").derive(SECRET)
    assert OURS._keys("id mark") == theirs


def test_ids_are_26_characters_of_lower_case_base32() -> None:
    for made in (OURS.new_id(), OURS.student_id("10358", "PB20000001")):
        assert re.fullmatch("[a-z2-7]{26}", made)


def test_random_numbers_stay_below_their_bound_and_reach_all_below_it() -> None:
    assert {OURS.random_below(3) for _ in range(200)} == {0, 1, 2}


def test_a_token_has_256_bits() -> None:
    assert re.fullmatch("[A-Za-z0-9_-]{43}", OURS.token())


def test_text_that_was_sealed_under_a_later_secret_is_read_by_who_loads_again() -> None:
    kept = [SECRET]
    running = KeyedSecrets(lambda: b"".join(kept))
    old, mark = running.seal(ID), running.id_mark("10358", ID)
    kept.append(bytes(32))
    new = KeyedSecrets(lambda: b"".join(kept)).seal(ID)
    assert [running.sealed_under(one) for one in (old, new)] == [1, 2]
    assert running.unseal(new) == running.unseal(old) == ID
    assert (running.newest, running.id_mark("10358", ID)) == (2, mark)


def test_text_of_a_secret_that_nobody_has_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        OURS.unseal(b"\x02" + OURS.seal(ID)[1:])


def test_the_secret_is_loaded_once_and_only_when_needed() -> None:
    loads: list[int] = []

    def load() -> bytes:
        loads.append(1)
        return SECRET

    ours = KeyedSecrets(load)
    ours.token()
    assert not loads
    ours.seal("a")
    ours.id_mark("1", "1")
    assert len(loads) == 1


@pytest.mark.parametrize("size", [0, 16, 31, 33, 65])
def test_a_secret_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        KeyedSecrets(lambda: bytes(size)).id_mark("1", "1")


@pytest.mark.parametrize("text", [ID, "", "欧阳𬭎"])
def test_sealed_text_comes_back(text: str) -> None:
    assert OURS.unseal(OURS.seal(text)) == text


def test_a_seal_shows_nothing_and_never_repeats() -> None:
    assert ID.encode() not in OURS.seal(ID)
    assert OURS.seal(ID) != OURS.seal(ID)


@pytest.mark.parametrize("at", range(1 + 12 + 18 + 16))
def test_a_seal_with_one_changed_byte_does_not_open(at: int) -> None:
    sealed = bytearray(OURS.seal(ID))
    sealed[at] ^= 1
    with pytest.raises(InvalidTag):
        OURS.unseal(bytes(sealed))


def test_a_seal_of_another_secret_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        THEIRS.unseal(OURS.seal(ID))


def test_a_password_is_hashed_with_argon2id_at_the_price_that_owasp_asks() -> None:
    assert OURS.hash_password("correct horse").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


PASSWORDS: dict[str, tuple[str, str, bool]] = {
    "the same": ("correct horse", "correct horse", True),
    "the same, typed full-width": ("abc12345", "\uff41\uff42\uff4312345", True),
    "another": ("correct horse", "correct horsf", False),
    "in capitals": ("correct horse", "Correct horse", False),
    "with a blank more": ("correct horse", "correct horse ", False),
    "nothing": ("correct horse", "", False),
}


@pytest.mark.parametrize(("real", "typed", "matches"), PASSWORDS.values(), ids=PASSWORDS)
def test_a_typed_password(real: str, typed: str, *, matches: bool) -> None:
    assert OURS.is_password(typed, OURS.hash_password(real)) is matches


@pytest.mark.parametrize("typed", ["", "correct horse"])
def test_nobody_has_a_password(typed: str) -> None:
    assert OURS.is_password(typed, "") is False


def test_nobody_costs_as_much_as_somebody() -> None:
    hashed = OURS.hash_password("correct horse")
    somebody, nobody = (min(_seconds(h) for _ in range(3)) for h in (hashed, ""))
    assert 0.5 < nobody / somebody < 2


def _seconds(hashed: str) -> float:
    begun = time.process_time()
    OURS.is_password("wrong horse", hashed)
    return time.process_time() - begun


def test_the_hash_of_nobody_has_the_price_of_today() -> None:
    assert secrets._NOBODY.rsplit("$", 2)[0] == OURS.hash_password("p").rsplit("$", 2)[0]
