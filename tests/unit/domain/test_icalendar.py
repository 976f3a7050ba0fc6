"""A deadline as RFC 5545 has it, read back line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.domain import icalendar
from functions.domain.icalendar import Deadline

DEADLINE = Deadline(
    uid="invitation-c1@agreements.example", sequence=2, at=datetime.fromisoformat("2026-03-19T23:59:59+08:00"),
    set_at=datetime(2026, 3, 5, 8, 40, tzinfo=UTC), summary="签约邀约答复截止", description="请登录查看。",
    url="https://agreements.example/",
)  # fmt: skip


def unfolded(file: bytes) -> list[str]:
    """Undo the folding (3.1)."""
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def properties(file: bytes) -> dict[str, str]:
    """The event's own properties, before its alarms."""
    lines = unfolded(file)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("BEGIN:VALARM")]
    return dict(line.split(":", 1) for line in event)


def test_the_event_is_the_last_second_in_utc() -> None:
    assert properties(icalendar.write(DEADLINE)) == {
        "UID": "invitation-c1@agreements.example", "SEQUENCE": "2", "DTSTAMP": "20260305T084000Z",
        "DTSTART": "20260319T155959Z", "TRANSP": "TRANSPARENT", "SUMMARY": "签约邀约答复截止",
        "DESCRIPTION": "请登录查看。", "URL": "https://agreements.example/",
    }  # fmt: skip


def test_it_begins_and_ends_as_a_calendar_does() -> None:
    lines = unfolded(icalendar.write(DEADLINE))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//employment-agreements//deadlines//ZH"]
    assert lines[-3:] == ["END:VEVENT", "END:VCALENDAR", ""]
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 4
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-P7D", "TRIGGER:-P3D", "TRIGGER:-P1D", "TRIGGER:-PT2H",
    ]  # fmt: skip


LONG: dict[str, str] = {
    "Chinese": "请登录查看并答复，" * 20,
    "letters": "x" * 200,
    "rare characters": "𠮷" * 60,
    "exactly a line": "x" * (75 - len("DESCRIPTION:")),
    "one more": "x" * (76 - len("DESCRIPTION:")),
}


@pytest.mark.parametrize("said", LONG.values(), ids=LONG)
def test_no_line_is_longer_than_75_octets_and_none_ends_inside_a_character(said: str) -> None:
    file = icalendar.write(replace(DEADLINE, description=said))
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert properties(file)["DESCRIPTION"] == said


def test_only_a_line_that_is_too_long_is_folded() -> None:
    lengths = {name: icalendar.write(replace(DEADLINE, description=LONG[name])).count(b"\r\n ") for name in LONG}
    assert (lengths["exactly a line"], lengths["one more"]) == (0, 1)


ESCAPED = {"a comma": ("a,b", "a\\,b"), "a semicolon": ("a;b", "a\\;b"), "a backslash": ("a\\b", "a\\\\b"),
           "a new line": ("a\nBEGIN:VEVENT", "a\\nBEGIN:VEVENT")}  # fmt: skip


@pytest.mark.parametrize(("said", "written"), ESCAPED.values(), ids=ESCAPED)
def test_a_text_cannot_pose_as_structure(said: str, written: str) -> None:
    assert properties(icalendar.write(replace(DEADLINE, summary=said)))["SUMMARY"] == written
