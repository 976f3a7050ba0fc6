"""The canonical record (verification.md 3): everything agreed, as one plain map that the token's digest covers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from functions.domain.agreement import Acceptance, Agreement, Review
from functions.domain.clauses import IN_FORCE
from functions.domain.plain import flat
from functions.domain.policy import EffectiveOn, SchoolPolicy
from functions.domain.terms import plain

_GRADUATE = (
    "name", "gender", "ethnicity", "political_status", "number", "degree", "training_mode", "major", "duration",
    "phone", "qq", "address",
)  # fmt: skip


def canonical(agreement: Agreement, number: str, policy: SchoolPolicy, *, signed_at: datetime) -> dict[str, Any]:
    """Return the record of one edition; times in whole seconds, dates as ISO text, None where not agreed."""
    graduate = flat(agreement.graduate)
    return (
        _superseding(agreement)
        | _trusting(agreement)
        | {
            "version": 1,
            "number": number,
            "mode": agreement.mode.value,
            "edition": agreement.edition,
            "cohort": agreement.cohort,
            "signed_at": _seconds(signed_at),
            "school": flat(agreement.witness),
            "student": {name: graduate[name] for name in _GRADUATE} | {"college": graduate["college_name"]},
            "employer": flat(agreement.unit),
            "terms": plain(agreement.terms) | {"pay_after_trial": agreement.acceptance.pay_after_trial},
            "clauses": dict(IN_FORCE),
            "policy_version": agreement.policy_version,
            "effective": _effective(agreement, policy),
            "acceptance": _acceptance(agreement.acceptance),
            "reviews": [_review(review) for review in _standing(agreement)],
        }
    )


def _superseding(agreement: Agreement) -> dict[str, Any]:
    """The edition that a reissued one takes the place of, and since when (K01); the first edition has no such field."""
    if not agreement.superseded:
        return {}
    last = agreement.superseded[-1]
    return {"supersedes": {"edition": last.edition, "at": _seconds(last.at)}}


def _trusting(agreement: Agreement) -> dict[str, Any]:
    """How far a guest is known (beyond.md 11); who has an account needs no such field."""
    return {"trust": agreement.guest.trust.value} if agreement.guest else {}


def _standing(agreement: Agreement) -> tuple[Review, ...]:
    """Reviews of another revision, and one that was undone, are history."""
    return tuple(one for one in agreement.reviews if one.revision == agreement.revision and not one.is_undone)


def _effective(agreement: Agreement, policy: SchoolPolicy) -> dict[str, Any]:
    event: EffectiveOn = policy.effective_on(agreement.mode)
    return {"on": event.value, "at": _seconds(agreement.effective_at) if agreement.effective_at else None}


def _acceptance(acceptance: Acceptance) -> dict[str, Any] | None:
    if not acceptance.hash:
        return None  # A draft's: nothing is agreed yet.
    return {"hash": bytes.fromhex(acceptance.hash), "at": _seconds(acceptance.at), "account": acceptance.account}


def _review(review: Review) -> dict[str, Any]:
    return {
        "level": review.level.value,
        "decision": review.decision.value,
        "by": review.name,
        "at": _seconds(review.at),
        "opinion": review.reason,
    }


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
