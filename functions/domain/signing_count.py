"""How agreements of a school come about, and the share of those that were signed online (D08, Q01).

1. A signing is counted once, when it becomes signed, by the way on which it came about; a review that is undone takes
   it back. One that ends later, by termination or by a voiding, was a signing all the same.
2. What is signed on paper and recorded afterwards is the one way that is not online.
3. Counts are kept for each cohort of a school: reading them costs the same however many graduates there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from functions.domain.policy import Mode


class Way(StrEnum):
    """How an agreement came about, as Anhui's guide tells the ways apart: modes 1, 2 and 3, and what others have."""

    APPLICATION = "application"
    EMPLOYER = "employer"
    QR = "qr"
    STUDENT = "student"
    PAPER = "paper"


_OF_MODE: Mapping[Mode, Way] = {
    Mode.EMPLOYER_INITIATED: Way.EMPLOYER, Mode.QR: Way.QR, Mode.STUDENT_INITIATED: Way.STUDENT,
    Mode.OFFLINE: Way.PAPER,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SigningCount:
    """The signings of one cohort of a school by way; a way without any is left out."""

    school: str
    cohort: int
    counts: Mapping[Way, int] = field(default_factory=dict)
    version: int = 0

    @property
    def total(self) -> int:
        """All signings."""
        return sum(self.counts.values())

    @property
    def online(self) -> int:
        """Those that were signed online."""
        return self.total - self.counts.get(Way.PAPER, 0)

    @property
    def online_percent(self) -> int | None:
        """The online share in whole percent, rounded down so that 100 means all; None where nothing was signed."""
        return self.online * 100 // self.total if self.total else None


def way(mode: Mode, *, is_applied: bool) -> Way:
    """Return how an agreement of this mode came about; `is_applied` says that an application led to it."""
    return Way.APPLICATION if is_applied else _OF_MODE[mode]


def counted(count: SigningCount, by: Way, change: int) -> SigningCount:
    """Return the count with one more or one less."""
    counts = {**count.counts, by: count.counts.get(by, 0) + change}
    return replace(count, counts=counts, version=count.version + 1)
