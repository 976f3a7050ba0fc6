"""verification.md 4: the ids of status lists and the values of their entries."""

from __future__ import annotations

import pytest

from functions.domain.issuing import Status, list_id

LIST_IDS = {
    ("10123", 2026, 0): 101232600,
    ("10123", 2026, 7): 101232607,
    ("10123", 2027, 0): 101232700,
    ("10358", 2026, 0): 103582600,
    ("99999", 2099, 99): 999999999,
}


@pytest.mark.parametrize(("of", "expected"), LIST_IDS.items(), ids=map(str, LIST_IDS))
def test_a_list_has_a_short_id_of_its_own(of: tuple[str, int, int], expected: int) -> None:
    assert list_id(*of) == expected
    assert expected < 2**32


def test_entries_have_the_values_of_the_format() -> None:
    assert {status.name: status.value for status in Status} == {
        "VALID": 0, "INVALID": 1, "SUSPENDED": 2, "SUPERSEDED": 3,
    }  # fmt: skip
