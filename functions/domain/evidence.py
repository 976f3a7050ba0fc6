"""The evidence of an acceptance: exactly what was shown, and its SHA-256 over canonical JSON (RFC 8785).

What is shown are strings, whole numbers, booleans and null only, so that a browser can make the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.plain import flat
from functions.domain.terms import Terms, plain

_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
CLAUSES = {"template": "standard", "version": 1}


def shown(
    case: str, revision: int, terms: Terms, graduate: GraduateParty, unit: EmployerParty, witness: SchoolParty
) -> dict[str, Any]:
    """Return everything that an acceptance binds, as plain values."""
    return {
        "case": case,
        "revision": revision,
        "clauses": CLAUSES,
        "terms": plain(terms),
        "graduate": flat(graduate),
        "unit": flat(unit),
        "witness": flat(witness),
    }


def consented(unit: str, terms: Terms, graduate: GraduateParty, witness: SchoolParty) -> dict[str, Any]:
    """Return everything that a graduate's consent on a card binds (E04): the unit by its name, and the terms."""
    return {
        "purpose": "qr_card", "clauses": CLAUSES, "terms": plain(terms), "graduate": flat(graduate), "unit": unit,
        "witness": flat(witness),
    }  # fmt: skip


def digest(what: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of what was shown: keys sorted, no blanks, UTF-8."""
    return hashlib.sha256(_CANONICAL.encode(what).encode()).hexdigest()


def digest_of_file(content: bytes) -> str:
    """Return the SHA-256 (hex) of a file as it was uploaded."""
    return hashlib.sha256(content).hexdigest()
