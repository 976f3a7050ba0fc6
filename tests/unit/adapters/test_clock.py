"""The clock is aware and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from functions.adapters.clock import SystemClock


def test_now_is_now_in_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)
