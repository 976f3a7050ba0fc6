"""What a verifier answers (SPEC.md 6): four separate answers and the checks behind them; none leaks into another.

An empty report is an error, and only "genuine and valid" is good.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from .claims import AgreementClaims
from .fault import Code


class Verdict(StrEnum):
    """What one check found."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It could not be decided here and now."""


class Authentic(StrEnum):
    """Answer 1: whether the school signed this."""

    GENUINE = "genuine"
    NOT_GENUINE = "not_genuine"
    UNKNOWN_KEY = "unknown_key"
    UNCONFIRMED = "unconfirmed"
    """The signature holds, but the key was stolen, the trust list is out of date, or the clock is wrong."""
    NOT_OURS = "not_ours"


class Status(StrEnum):
    """Answer 2: what it is worth today. An outage is UNKNOWN, never one of the others."""

    VALID = "valid"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One numbered step of `verify`, and why it did not pass."""

    step: int
    name: str
    verdict: Verdict
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """Answer 3: when the status was signed and how many seconds ago that was."""

    issued_at: datetime
    age: int


@dataclass(frozen=True, slots=True)
class Paper:
    """Answer 4: what a person compares with the paper. The school's name is the trust list's, not the code's."""

    claims: AgreementClaims
    school: str
    check_code: str


@dataclass(frozen=True, slots=True)
class Report:
    """The four answers; `as_of` and `paper` are None where nothing is proved that they could say."""

    checks: tuple[Check, ...]
    authentic: Authentic
    status: Status
    as_of: AsOf | None
    paper: Paper | None
    since: date | None = None
    """From which day on (Beijing's) the next edition has had this one's place; None where the list does not say."""

    def __post_init__(self) -> None:
        """Raise ValueError for a report without checks."""
        if not self.checks:
            raise ValueError("a report without checks proves nothing")

    @property
    def is_good(self) -> bool:
        """Whether the paper is genuine and its agreement in force."""
        return self.authentic == Authentic.GENUINE and self.status == Status.VALID

    @property
    def superseded_by(self) -> int | None:
        """The edition that has had its place `since`: a reissue adds 1."""
        return self.paper.claims.edition + 1 if self.paper and self.since else None

    def json(self) -> dict[str, Any]:
        """Return the report in the words of the vectors: JSON types only, bytes as hex, instants in UTC."""
        return {**_plain(asdict(self)), "superseded_by": self.superseded_by, "good": self.is_good}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of whatever the dataclasses hold
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else value


def instant(seconds: int) -> datetime:
    """Return the instant that lies `seconds` after 1970-01-01 00:00 UTC."""
    return datetime.fromtimestamp(seconds, UTC)
