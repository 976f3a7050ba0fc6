"""Status indices (verification.md 4): drawn at random, never twice; about 3 % are decoys and never drawn.

Which index is a decoy follows from a keyed HMAC, so that nobody outside can tell and nothing needs to be stored.
"""

from __future__ import annotations

from functions.domain.issuing import StatusList, list_id
from functions.ports import Insert, Services
from verifier.attestation.status_list import ENTRIES

FULL = ENTRIES * 9 // 10
_DECOYS_IN_256 = 8
_DRAWS = 200


def current_list(services: Services, school: str, cohort: int) -> StatusList:
    """Return the school's list for a year that has room, opening the next one when it is 90 % full."""
    lists = [one for one in services.store.status_lists(school) if one.cohort == cohort]
    newest = max(lists, key=lambda one: one.ordinal, default=None)
    if newest is not None and newest.taken < FULL:
        return newest
    ordinal = 0 if newest is None else newest.ordinal + 1
    opened = StatusList(id=list_id(school, cohort, ordinal), school=school, cohort=cohort, ordinal=ordinal)
    services.store.commit(Insert(opened))
    return opened


def draw(services: Services, list_: int) -> int:
    """Return a random index that nobody has and that is no decoy; taking it is the caller's conditional write."""
    for _ in range(_DRAWS):
        index = services.secrets.random_below(ENTRIES)
        if not is_decoy(services, list_, index) and services.store.find_slot(list_, index) is None:
            return index
    raise LookupError(f"no free index found in status list {list_}")


def is_decoy(services: Services, list_: int, index: int) -> bool:
    """Tell whether an index is a decoy."""
    return services.secrets.mark(f"decoy/{list_}/{index}")[0] < _DECOYS_IN_256
