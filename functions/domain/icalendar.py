"""A deadline as a calendar file (RFC 5545): one event that any calendar takes.

1. Moments are UTC (3.3.5, form 2), so that no time zone need be defined.
2. Lines end with CRLF and are folded before they have more than 75 octets, never inside a character (3.1).
3. The UID stays the deadline's own while SEQUENCE counts how often it moved: a calendar replaces its entry (3.8.7.4).
4. Nothing personal is in it: calendars are copied to clouds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar"
_MOST_OCTETS = 75
_ALARMS = ("-P7D", "-P3D", "-P1D", "-PT2H")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The last second for an answer; `uid` is unique in the world, `set_at` when it was last moved."""

    uid: str
    sequence: int
    at: datetime
    set_at: datetime
    summary: str
    description: str
    url: str


def write(deadline: Deadline) -> bytes:
    """Return the file, UTF-8."""
    return "".join(f"{part}\r\n" for line in _lines(deadline) for part in _folded(line)).encode()


def _lines(deadline: Deadline) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//employment-agreements//deadlines//ZH", "METHOD:PUBLISH")
    yield from ("BEGIN:VEVENT", f"UID:{deadline.uid}", f"SEQUENCE:{deadline.sequence}")
    yield from (f"DTSTAMP:{_utc(deadline.set_at)}", f"DTSTART:{_utc(deadline.at)}", "TRANSP:TRANSPARENT")
    yield f"SUMMARY:{_text(deadline.summary)}"
    yield f"DESCRIPTION:{_text(deadline.description)}"
    yield f"URL:{deadline.url}"
    yield from _alarms(deadline.summary, _ALARMS)
    yield from ("END:VEVENT", "END:VCALENDAR")


def _alarms(said: str, triggers: Iterable[str]) -> Iterator[str]:
    for trigger in triggers:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{_text(said)}", "END:VALARM")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    return said.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Cut a line; each further part begins with a blank, which counts."""
    part = ""
    for character in line:
        if len(f"{part}{character}".encode()) > _MOST_OCTETS:
            yield part
            part = " "
        part += character
    yield part
