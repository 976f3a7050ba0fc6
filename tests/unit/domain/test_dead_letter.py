"""A reason says what was raised and where, and nothing that somebody may have written."""

from __future__ import annotations

import pytest

from functions.domain.dead_letter import reason
from functions.domain.errors import Refused


def test_a_reason_says_the_code_of_a_refusal_and_no_word_of_an_error() -> None:
    assert reason(Refused("upload_gone", params={"name": "张"})) == "Refused(upload_gone)"
    assert reason(ValueError("张三 11010519491231002X")) == "ValueError"


def test_a_reason_says_where_it_was_raised() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        _ = 1 / 0
    assert reason(raised.value).startswith(f"ZeroDivisionError at {__name__}:")
