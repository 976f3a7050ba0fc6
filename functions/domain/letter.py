"""A party's letter that waits for its application (G07, M03): photographed on the phone, it shows on the desk's form.

Each party of an agreement has one; another takes its place, and the application takes it along.
"""

from __future__ import annotations

from dataclasses import dataclass

from functions.domain.actors import Role
from functions.domain.initiation import EvidenceFile


@dataclass(frozen=True, kw_only=True)
class WaitingLetter:
    """The letter of one side of an agreement."""

    agreement: str
    role: Role
    file: EvidenceFile
    version: int = 1
