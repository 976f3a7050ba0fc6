"""Editions of one agreement's paper (K01): who asked for another one and why, and what each earlier one gave way to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Role


class ReissueReason(StrEnum):
    """Why a paper has to be made anew."""

    LOST = "lost"
    SPOILT = "spoilt"
    NOT_RECEIVED = "not_received"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ReissueRequest:
    """What a party says when it applies for another edition (申请补发); the school decides."""

    reason: ReissueReason
    explanation: str
    role: Role
    account: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Superseded:
    """An edition whose paper is no longer the valid one: by which edition, since when, for which reason.

    `check_code` is what that paper says beside its code.
    """

    edition: int
    by: int
    at: datetime
    reason: ReissueReason
    check_code: str
