"""What browsers are told about each kind of answer."""

from __future__ import annotations

import pytest

from functions.web import headers

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


READERS = ("/scan", "/desk", "/scanner/read.js", "/scanner/pdf.worker.js")


@pytest.mark.parametrize("path", READERS)
def test_pages_that_read_codes_may_run_webassembly_and_nothing_else(path: str) -> None:
    scripts = next(rule for rule in headers.of(path)["Content-Security-Policy"].split("; ") if "script-src" in rule)
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"


@pytest.mark.parametrize("path", ["/scanning", "/pages/scan.html", "/v"])
def test_no_other_page_may(path: str) -> None:
    assert "wasm" not in headers.of(path)["Content-Security-Policy"]


LISTS = {path: path.startswith(("/s/", "/t/")) for path in (*PATHS, "/sheets", "/terms")}


@pytest.mark.parametrize(("path", "is_list"), LISTS.items())
def test_only_lists_are_for_other_origins(path: str, *, is_list: bool) -> None:
    assert ("Access-Control-Allow-Origin" in headers.of(path)) is is_list


def test_only_the_api_forbids_keeping() -> None:
    assert {path for path in PATHS if headers.of(path)["Cache-Control"] == "no-store"} == {"/api/session"}
