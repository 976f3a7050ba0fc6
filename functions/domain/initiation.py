"""What a student who begins a signing hands in (section G): the unit described by hand, and papers that it has stamped.

1. At least one stamped paper is needed, and not more than a reviewer can read (G02).
2. The unit's fields of G08 are needed; a military or foreign unit says so instead of giving a code (decision 15).
3. A draft may lack anything; only what is submitted must be whole (G03).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.employer import CodePath
from functions.domain.errors import Problems, Refused
from functions.domain.parties import EmployerParty
from functions.domain.terms import Terms

MOST_FILES = 9
# G08: 统一社会信用代码 is looked at apart, because some units have none.
_REQUIRED = ("name", "nature", "industry", "location", "postcode")


@dataclass(frozen=True, kw_only=True)
class EvidenceFile:
    """An uploaded paper: its blob key, media type, length in bytes and SHA-256 (hex), by which it is known."""

    key: str
    media_type: str
    size: int
    hash: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Initiation:
    """What stands beside unit and terms; `before` is the unit as it was submitted last, `saved_at` when it was typed.

    A file that is added or removed leaves `saved_at` as it is: the form may be open elsewhere (G07).
    """

    saved_at: datetime
    code_path: CodePath = CodePath.NONE
    pay_after_trial: int | None = None
    health: str = ""
    files: tuple[EvidenceFile, ...] = ()
    before: EmployerParty | None = None

    def file(self, hash_: str) -> EvidenceFile | None:
        """Return the file with this SHA-256."""
        return next((one for one in self.files if one.hash == hash_), None)

    def adding(self, file: EvidenceFile) -> Initiation:
        """Return it with one more file; raises Refused for one that is there, and for one too many."""
        if self.file(file.hash):
            raise Refused("file_already_there", field="file", rule="G02")
        if len(self.files) >= MOST_FILES:
            raise Refused("too_many_files", field="file", rule="G02", params={"max": MOST_FILES})
        return replace(self, files=(*self.files, file))

    def removing(self, hash_: str) -> Initiation:
        """Return it without a file."""
        return replace(self, files=tuple(one for one in self.files if one.hash != hash_))


def require_whole(unit: EmployerParty, terms: Terms, initiation: Initiation) -> None:
    """Raise Refused for what is missing, Problems where it is more than one thing (G02, G08)."""
    missing = [f"unit.{name}" for name in _REQUIRED if not getattr(unit, name) and not _is_let_off(name, initiation)]
    if unit.uscc is None and initiation.code_path is CodePath.NONE:
        missing.append("unit.uscc")
    if not terms.position:
        missing.append("terms.position")
    refusals = [Refused("required", field=field, rule="G08") for field in missing]
    if not initiation.files:
        refusals.append(Refused("evidence_required", field="files", rule="G02"))
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Problems(refusals)


def _is_let_off(name: str, initiation: Initiation) -> bool:
    """A foreign unit may have no postcode, as when it registers."""
    return name == "postcode" and initiation.code_path is CodePath.FOREIGN
