"""One printed copy of an agreement: everything that the press needs and nothing that it must decide.

1. The form prints only from the canonical record, which the token's digest covers (verification.md 3).
2. Every copy of an edition carries the same token; the copy number is printed, not signed (verification.md 2).
3. The number of copies and their holders are the school's policy (J07).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from functions.domain.form import beijing_day

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Paper:
    """Copy `copy` (1-based) of `len(holders)`, ready to print."""

    record: Mapping[str, Any]
    """The canonical record, already decided."""
    record_bytes: bytes
    """Its deterministic CBOR, attached to the file as `record.cbor`."""
    token: bytes
    """COSE_Sign1 bytes, attached as `token.cose`; the QR carries them in `url`."""
    url: str
    """`https://HOST/v#1<digits>`."""
    check_code: str
    """8 characters of Crockford base32 (verification.md 1)."""
    copy: int
    holders: tuple[str, ...]
    """One holder for each copy, such as ("用人单位", "毕业生", "学校") (J07)."""
    seal: bytes | None = None
    """PNG or JPEG of the school's seal, printed as 电子章图样 (J10)."""
    status_snapshot: bytes | None = None
    """Status list token at the time of issuing, attached as `status.cwt`."""
    quartile: str = "M"
    """QR error correction: M, or Q by school policy."""

    @property
    def issued(self) -> str:
        """The day of issue, which the code holds and a reader compares."""
        return beijing_day(self.record["signed_at"])

    @property
    def holder(self) -> str:
        """Who keeps this copy."""
        return self.holders[self.copy - 1]

    @property
    def mark(self) -> str:
        """Edition and copy in words: 第1版 · 第2/3份."""
        return f"第{self.record['edition']}版 · 第{self.copy}/{len(self.holders)}份"
