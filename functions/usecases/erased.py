"""What was erased because its time was over, for whom it concerned: the register's lines (decision 13)."""

from __future__ import annotations

from functions.domain import sight
from functions.domain.actors import Actor, Role
from functions.domain.register import RegisterEntry
from functions.ports import Page, Services


def of_actor(services: Services, actor: Actor, cursor: str | None) -> Page[RegisterEntry]:
    """Return a party's own lines, or those of the reviewer's school or college, the newest first."""
    store, party, school = services.store, actor.party or "", actor.school or ""
    if actor.role is Role.STUDENT:
        return Page(store.register_entries_of_student(school, party))
    if actor.role is Role.EMPLOYER:
        return store.register_entries_of_employer(party, cursor=cursor)
    return store.register_entries(school, college=sight.college_of(actor, None), cursor=cursor)
