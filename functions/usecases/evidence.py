"""The evidence of an acceptance: exactly what was shown, and its SHA-256 over canonical JSON (RFC 8785).

1. What is shown are strings, whole numbers, booleans and null only, so that a browser can make the same bytes.
2. orjson writes them, as it does an answer (ADR 12); `json` makes the same bytes, at a tenth of an acceptance's cost.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from functions.domain.clauses import IN_FORCE
from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.plain import flat
from functions.domain.terms import Terms, plain

# Keys sorted, no blanks, UTF-8; a moment or a record has no place in it (rule 1).
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def shown(
    case: str, revision: int, terms: Terms, graduate: GraduateParty, unit: EmployerParty, witness: SchoolParty
) -> dict[str, Any]:
    """Return everything that an acceptance binds, as plain values."""
    return {
        "case": case,
        "revision": revision,
        "clauses": IN_FORCE,
        "terms": plain(terms),
        "graduate": flat(graduate),
        "unit": flat(unit),
        "witness": flat(witness),
    }


def consented(unit: str, terms: Terms, graduate: GraduateParty, witness: SchoolParty) -> dict[str, Any]:
    """Return everything that a graduate's consent on a card binds (E04): the unit by its name, and the terms."""
    return {
        "purpose": "qr_card", "clauses": IN_FORCE, "terms": plain(terms), "graduate": flat(graduate), "unit": unit,
        "witness": flat(witness),
    }  # fmt: skip


def digest(what: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of what was shown; raises TypeError for what rule 1 does not name."""
    return hashlib.sha256(orjson.dumps(what, option=_CANONICAL)).hexdigest()


def digest_of_file(content: bytes) -> str:
    """Return the SHA-256 (hex) of a file as it was uploaded."""
    return hashlib.sha256(content).hexdigest()
