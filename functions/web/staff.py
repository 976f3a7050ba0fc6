"""The people of a school over HTTP."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.usecases import accounts, staff
from functions.web.answers import Answer, Reply
from functions.web.call import Call
from functions.web.fields import choice, opaque, optional
from functions.web.routing import Views

views = Views()


@views.get("/api/staff", may=Permission.READ_STAFF)
def listed(call: Call) -> Answer:
    """List the accounts in use and the open invitations."""
    people, invited = staff.of_school(call.services, call.actor)
    return {"items": [
        *({"id": each.id, "name": each.name, "email": each.email, "role": each.role, "college": each.college,
           "state": "active", "created_at": each.created_at, "is_me": each.id == call.actor.account,
           "actions": [] if each.id == call.actor.account else ["remove"]} for each in people),
        *({"id": None, "name": each.name, "email": each.email, "role": each.role, "college": each.college,
           "state": "invited", "created_at": each.created_at, "expires_at": each.expires_at, "is_me": False,
           "actions": []} for each in invited),
    ], "cursor": None}  # fmt: skip


@views.post("/api/staff", may=Permission.INVITE_STAFF)
def invite(call: Call) -> Answer:
    """Invite a reviewer or administrator by e-mail."""
    typed = call.body.read(
        email=text.email, name=text.person_name, role=choice(Role, Role.COLLEGE, Role.SCHOOL, Role.ADMIN),
        college=optional(opaque),
    )  # fmt: skip
    invited = staff.invite(call.services, call.actor, **typed)
    return {
        "name": invited.name, "email": invited.email, "role": invited.role, "college": invited.college,
        "state": "invited", "expires_at": invited.expires_at,
    }, 201  # fmt: skip


@views.delete("/api/staff/<account>", may=Permission.REMOVE_STAFF)
def remove(call: Call, account: str) -> Answer:
    """Put an account away."""
    accounts.remove(call.services, call.actor, account)
    return Reply(None)
