"""What employer and graduate agree on, and what changed between two versions of it.

1. Terms are frozen with the acceptance (F15); its evidence is the SHA-256 of exactly what was shown.
2. A resent or returned invitation shows the student each term that differs (F11, decision 9).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from functions.domain.plain import filled_at_once, flat


@dataclass(frozen=True, kw_only=True)
class ArchiveReceiver:
    """Who receives the graduate's archive (档案接收单位); R04."""

    receiver: str
    address: str = ""
    postcode: str = ""
    contact: str = ""
    phone: str = ""


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Terms:
    """The agreed terms; money in whole yuan, durations in months or years as named, None where not agreed."""

    position: str
    job_category: str = ""
    workplace: str = ""
    monthly_pay: int | None = None
    trial_months: int | None = None
    trial_pay: int | None = None
    contract_years: int | None = None
    penalty: int | None = None
    report_by: date | None = None
    archive: ArchiveReceiver | None = None
    household_address: str = ""
    release_for_study: bool = True
    release_for_civil_service: bool = True
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One term that changed, as plain values (dates as ISO strings)."""

    field: str
    before: Any
    after: Any


def plain(terms: Terms) -> dict[str, Any]:
    """Return the terms as plain values, dates as ISO strings, for records and evidence."""
    values = flat(terms)
    values["report_by"] = terms.report_by.isoformat() if terms.report_by else None
    values["archive"] = flat(terms.archive) if terms.archive else None
    return values


def differences(before: Terms, after: Terms) -> tuple[Difference, ...]:
    """Return the terms that differ, in the order of the form."""
    old, new = plain(before), plain(after)
    names = (field.name for field in fields(Terms))
    return tuple(Difference(field=n, before=old[n], after=new[n]) for n in names if old[n] != new[n])
