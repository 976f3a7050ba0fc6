"""The keys of a school that may sign now."""

from __future__ import annotations

from datetime import datetime

from functions.domain.issuing import KeyUse, SigningKey
from functions.ports import Services


def current(services: Services, school: str, use: KeyUse, now: datetime) -> SigningKey:
    """Return the school's newest key for a use that may sign now; LookupError when it has none."""
    keys = (
        key for key in services.store.signing_keys(school) if key.use is use and key.not_before <= now <= key.not_after
    )
    newest = max(keys, key=lambda key: key.not_before, default=None)
    if newest is None:
        raise LookupError(f"school {school} has no {use} key in force")
    return newest
