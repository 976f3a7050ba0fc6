"""A report keeps its four answers apart and is never empty."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from verifier.attestation import Authentic, Report, Status, trust_reader, verify
from verifier.vectors import token_cases, world

NOW = datetime.fromtimestamp(world.NOW, UTC)
TRUST = trust_reader.read(world.trust_list(), world.public(world.ROOT))


def test_a_report_without_checks_is_an_error():
    with pytest.raises(ValueError, match="without checks"):
        Report((), Authentic.GENUINE, Status.VALID, None, None)


def test_a_report_is_json():
    report = verify(world.scanned(token_cases.GOOD), trust=TRUST, lists=lambda _: world.listed(), now=NOW)
    written = json.loads(json.dumps(report.json()))
    assert written["good"] is True
    assert written["paper"]["claims"]["terms"]["report_by"] == "2026-07-15"
    assert written["paper"]["school"] == "皖江示例大学"
    assert written["as_of"] == {"issued_at": "2026-06-07T20:26:40+00:00", "age": 3600}


def test_the_list_of_the_token_is_the_one_that_is_asked_for():
    asked = []
    verify(world.scanned(token_cases.GOOD), trust=TRUST, lists=asked.append, now=NOW)
    assert asked == [world.LIST]


def test_no_list_is_asked_for_when_nothing_is_proved():
    asked = []
    report = verify("https://example.com/", trust=TRUST, lists=asked.append, now=NOW)
    assert (asked, report.status, report.paper, report.as_of) == ([], Status.UNKNOWN, None, None)
