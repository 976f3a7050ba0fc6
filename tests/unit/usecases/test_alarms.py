"""An alarm's line is countable by its name and says what to do."""

from __future__ import annotations

from typing import Any

import pytest

from functions.usecases.alarms import Alarm, sound


@pytest.mark.parametrize("alarm", Alarm)
def test_every_alarm_says_what_to_do(alarm: Alarm, caplog: pytest.LogCaptureFixture) -> None:
    sound(alarm, path="s/1.cwt", order=2)
    line: Any = caplog.records[0]
    assert line.getMessage() == f"ALARM {alarm} path=s/1.cwt order=2"
    assert line.facts["next"]
