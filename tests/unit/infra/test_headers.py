"""What browsers are told about each kind of answer."""

from __future__ import annotations

import pytest

from infra import headers

PATHS = ("/", "/pages/login.html", "/v", "/api/session", "/s/1.cwt", "/t/trust.cwt", "/mailbox", "/nothing")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_frames_and_guesses(path: str) -> None:
    found = headers.of(path)
    assert "frame-ancestors 'none'" in found["Content-Security-Policy"]
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_allows_inline_scripts_or_evaluation(path: str) -> None:
    assert "unsafe" not in headers.of(path)["Content-Security-Policy"]


LISTS = {path: path.startswith(("/s/", "/t/")) for path in (*PATHS, "/sheets", "/terms")}


@pytest.mark.parametrize(("path", "is_list"), LISTS.items())
def test_only_lists_are_for_other_origins(path: str, *, is_list: bool) -> None:
    assert ("Access-Control-Allow-Origin" in headers.of(path)) is is_list


def test_only_the_api_forbids_keeping() -> None:
    assert {path for path in PATHS if headers.of(path)["Cache-Control"] == "no-store"} == {"/api/session"}
