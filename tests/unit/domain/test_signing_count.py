"""Counting signings by the way on which they came about (D08)."""

from __future__ import annotations

import pytest

from functions.domain.policy import Mode
from functions.domain.signing_count import SigningCount, Way, counted, way

NONE = SigningCount(school="10123", cohort=2026)
WAYS: dict[tuple[Mode, bool], Way] = {
    (Mode.EMPLOYER_INITIATED, True): Way.APPLICATION,
    (Mode.EMPLOYER_INITIATED, False): Way.EMPLOYER,
    (Mode.STUDENT_INITIATED, False): Way.STUDENT,
    (Mode.QR, False): Way.QR,
    (Mode.OFFLINE, False): Way.PAPER,
}
# Counts by way, and the percent that was online.
SHARES: dict[str, tuple[dict[Way, int], int | None]] = {
    "nothing is signed": ({}, None),
    "all is online": ({Way.APPLICATION: 3, Way.STUDENT: 1}, 100),
    "all is on paper": ({Way.PAPER: 2}, 0),
    "one of three is on paper": ({Way.EMPLOYER: 1, Way.QR: 1, Way.PAPER: 1}, 66),
    "one of a thousand is on paper": ({Way.EMPLOYER: 999, Way.PAPER: 1}, 99),
    "what there was is undone": ({Way.EMPLOYER: 0}, None),
}


@pytest.mark.parametrize(("how", "found"), WAYS.items())
def test_the_way_of_an_agreement(how: tuple[Mode, bool], found: Way) -> None:
    assert way(how[0], is_applied=how[1]) is found


def test_every_mode_has_its_way_and_every_way_a_mode() -> None:
    assert ({mode for mode, _ in WAYS}, set(WAYS.values())) == (set(Mode), set(Way))


@pytest.mark.parametrize(("counts", "percent"), SHARES.values(), ids=SHARES)
def test_the_online_share(counts: dict[Way, int], percent: int | None) -> None:
    assert SigningCount(school="10123", cohort=2026, counts=counts).online_percent == percent


def test_one_more_and_one_less() -> None:
    more = counted(counted(NONE, Way.QR, 1), Way.QR, 1)
    less = counted(more, Way.QR, -1)
    assert [(one.total, one.version) for one in (NONE, more, less)] == [(0, 0), (2, 2), (1, 3)]
