"""What keeps a case from being erased: somebody asked for it and said why; it stays until somebody ends it."""

from __future__ import annotations

from functions.domain.errors import NotFound, Refused
from functions.domain.retention import Hold
from functions.ports import Delete, Insert, Services
from functions.usecases.settling import settled


@settled
def place(services: Services, school: str, number: str, *, author: str, reason: str) -> Hold:
    """Hold an agreement of a school, named by its number or its folder; raises Refused, NotFound."""
    case = _case(services, school, number)
    if not reason.strip():
        raise Refused("reason_required", field="reason", rule="decision 13")
    if services.store.find_hold(case):
        raise Refused("held_already", field="number", rule="decision 13")
    held = Hold(case=case, school=school, reason=reason.strip(), author=author.strip(), at=services.clock.now())
    services.store.commit(Insert(held))
    return held


@settled
def release(services: Services, school: str, number: str) -> None:
    """End it; raises Refused where nothing holds the agreement, NotFound."""
    held = services.store.find_hold(_case(services, school, number))
    if held is None:
        raise Refused("not_held", field="number", rule="decision 13")
    services.store.commit(Delete(held))


def _case(services: Services, school: str, number: str) -> str:
    """Return the case of a number, or itself where it is one's own; raises NotFound, for another school's too."""
    claim = services.store.find_number(school, number)
    found = services.store.find_agreement(claim.agreement if claim else number)
    if found is None or found.school != school:
        raise NotFound("agreement")
    return found.id
