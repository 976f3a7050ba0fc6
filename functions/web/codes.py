"""The code tables from which forms choose, in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any

from functions.domain.access import Permission
from functions.domain.codes import table
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.routing import Views

views = Views()
_TABLES = {
    "natures": "employer_nature", "industries": "industry", "degrees": "degree", "genders": "gender",
    "ethnicities": "ethnicity", "political_statuses": "political_status", "training_modes": "training_mode",
    "id_kinds": "id_kind", "destinations": "destination",
}  # fmt: skip


@views.get("/api/codes", may=Permission.READ_CODES)
def read(call: Call) -> Answer:
    """List every table: code and label."""
    return _tables(call.language)


@cache
def _tables(language: str) -> dict[str, Any]:
    is_english = language == "en"
    return {
        plural: [{"code": row.code, "label": row.english if is_english else row.label} for row in table(name).codes]
        for plural, name in _TABLES.items()
    }
