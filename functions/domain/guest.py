"""Who signs without an account (section E): the unit as its recruiter described it, and how far that may be trusted.

1. A guest is known by a graduate's card alone; what it says of itself is its own word (C05, R01).
2. Trust has three levels (beyond.md 11), shown to the student and to who reviews. It rises in one way: a reviewer who
   has looked into the licence says how, and stands for it.
3. Where no material was handed in there is none to check (C08).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.employer import CodePath
from functions.domain.errors import Refused
from functions.domain.initiation import EvidenceFile
from functions.domain.parties import EmployerParty


class Trust(StrEnum):
    """How far the employer's side is known."""

    ADMITTED = "admitted"
    LICENCE_CHECKED = "licence_checked"
    GUEST_ONLY = "guest_only"


@dataclass(frozen=True, kw_only=True)
class LicenceCheck:
    """Which reviewer looked into a guest's licence, when, and how: against which register, by a call to whom."""

    account: str
    name: str
    at: datetime
    how: str


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A unit without an account; `card` is the id of the graduate's card, `files` what it uploaded (C06).

    `consent` is the digest of what the graduate agreed to on the card, "" where there is nothing but an offer.
    """

    card: str
    unit: EmployerParty
    code_path: CodePath = CodePath.NONE
    files: tuple[EvidenceFile, ...] = ()
    consent: str = ""
    check: LicenceCheck | None = None

    @property
    def trust(self) -> Trust:
        """How far this guest is known."""
        return Trust.LICENCE_CHECKED if self.check else Trust.GUEST_ONLY

    def file(self, hash_: str) -> EvidenceFile | None:
        """Return the file with this SHA-256."""
        return next((one for one in self.files if one.hash == hash_), None)

    def checked(self, check: LicenceCheck) -> Guest:
        """Return it with its licence checked; raises Refused without a word on how, and where there is none (C08)."""
        if not check.how:
            raise Refused("required", field="how", rule="C07")
        if not self.files:
            raise Refused("no_material", rule="C08")
        return replace(self, check=check)
