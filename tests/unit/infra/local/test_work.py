"""Jobs run by the clock, a failing one fails alone, and stopping waits for the one that runs."""

from __future__ import annotations

import logging
import threading

import pytest

from infra.local import work
from infra.local.work import Worker


def test_every_job_runs_at_once_and_the_frequent_one_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "SECOND", 0)
    ran: list[str] = []
    enough = threading.Event()

    def often() -> None:
        ran.append("often")
        if len(ran) > 5:
            enough.set()

    worker = Worker((1, often), (10**9, lambda: ran.append("rarely")))
    worker.start()
    assert enough.wait(10)
    worker.stop()
    assert ran[:3] == ["often", "rarely", "often"]
    assert ran.count("rarely") == 1


def test_a_job_that_fails_is_logged_and_keeps_no_other_from_running(caplog: pytest.LogCaptureFixture) -> None:
    ran = threading.Event()

    def fails() -> None:
        raise OSError("no printer")

    worker = Worker((1, fails), (1, ran.set))
    with caplog.at_level(logging.ERROR):
        worker.start()
        assert ran.wait(10)
        worker.stop()
    assert "fails failed" in caplog.text
    assert "no printer" in caplog.text


def test_stopping_waits_for_the_job_that_runs() -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        begun.set()
        go_on.wait(10)
        ended.set()

    worker = Worker((1, job))
    worker.start()
    begun.wait(10)
    threading.Timer(0.01, go_on.set).start()
    worker.stop()
    assert ended.is_set()
