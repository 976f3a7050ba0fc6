"""What the issuing job stores, so that it can stop anywhere and go on to the same document.

1. The bytes to be signed are stored first; the signature and the papers follow from them.
2. A status index is drawn at random and taken by a conditional write (verification.md 4); some indices are decoys.
3. An agreement number is claimed once and for ever (decision 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum


class Status(IntEnum):
    """Values of a status list entry (verification.md 4)."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2
    SUPERSEDED = 3


@dataclass(frozen=True, kw_only=True)
class Issuance:
    """One edition on its way to paper: record and payload as they will be signed, then the token."""

    agreement: str
    school: str
    edition: int
    number: str
    kid: str
    status_list: int
    status_index: int
    record: bytes
    protected: bytes
    payload: bytes
    holders: tuple[str, ...]
    prepared_at: datetime
    token: bytes | None = None
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class NumberClaim:
    """An agreement number of a school, taken for ever by one agreement.

    `student` is for whom it is kept before that, claimed from a paper form (B09); `agreement` is empty so long.
    """

    school: str
    number: str
    agreement: str
    student: str = ""
    version: int = 1

    def is_kept_for(self, student: str) -> bool:
        """Whether an agreement of this student may still take it."""
        return not self.agreement and self.student == student


@dataclass(frozen=True, kw_only=True)
class StatusSlot:
    """One index of a status list, taken by one agreement for ever."""

    list_id: int
    index: int
    agreement: str
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class StatusMark:
    """An entry that is not VALID, stored with the decision that made it so; unpublished until a list carries it."""

    list_id: int
    index: int
    value: Status
    school: str
    since: date | None = None
    """For SUPERSEDED: from which day on, in Beijing, the next edition, the one after this, has had its place."""
    is_published: bool = False
    version: int = 1

    @property
    def is_unpublished(self) -> bool:
        """Whether the published list does not say it yet."""
        return not self.is_published


@dataclass(frozen=True, kw_only=True)
class StatusList:
    """A school's list for one graduation year: 2^17 entries of 2 bits; `iat` (seconds) only grows.

    `refreshed` is when it was last signed for its age alone.
    """

    id: int
    school: str
    cohort: int
    ordinal: int
    taken: int = 0
    iat: int = 0
    refreshed: int = 0
    version: int = 1


def list_id(school: str, cohort: int, ordinal: int) -> int:
    """Return the id of a school's `ordinal`-th list (from 0) of a year: short, so that the code stays small."""
    return int(school) * 10_000 + cohort % 100 * 100 + ordinal


class KeyUse(StrEnum):
    """What a key signs; it signs nothing else."""

    AGREEMENT = "agreement"
    STATUS = "status"


class KeyState(StrEnum):
    """What has become of a key (verification.md 5)."""

    ACTIVE = "active"
    RETIRED = "retired"
    """It signs no more; what it signed in its window holds."""
    COMPROMISED = "compromised"
    """It signs no more; what it signed cannot be confirmed, unless the log shows it before the cutoff."""


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A school's public key and where its private half is (`reference`: a KMS key id or a secret's name)."""

    school: str
    use: KeyUse
    kid: str
    public: bytes
    reference: str
    not_before: datetime
    not_after: datetime
    state: KeyState = KeyState.ACTIVE
    cutoff: datetime | None = None
    """For a compromised key: from when on somebody else may have signed with it."""
    version: int = 1

    def may_sign(self, now: datetime) -> bool:
        """Whether it is in its window, both ends included, and neither retired nor compromised."""
        return self.state is KeyState.ACTIVE and self.not_before <= now <= self.not_after
