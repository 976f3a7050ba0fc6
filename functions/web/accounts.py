"""Opening an account: a student binds one (A02), staff and HR use an invitation."""

from __future__ import annotations

from functools import partial

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.identifiers import parse_travel_document
from functions.usecases import accounts, registering
from functions.usecases.accounts import Binding
from functions.web import fields, session
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.routing import Views

views = Views()


def student_number(typed: object, field: str) -> str:
    """Read a student number as people type it."""
    return text.ascii_line(typed, field, most=40)


def _id_number(typed: object, field: str) -> str:
    """Read any kind of document number: whether it is the right one is not said field by field."""
    return parse_travel_document(text.ascii_line(typed, field, most=40), field=field)


@views.post("/api/student-accounts", may=Permission.BIND_STUDENT)
def bind(call: Call) -> Answer:
    """Bind a student's account and log in."""
    typed = call.body.read(
        school=fields.opaque, name=text.person_name, number=student_number, id_number=_id_number,
        password=fields.secret, ticket=session.TICKET,
    )  # fmt: skip
    identity = session.identity(call, typed)
    del typed["ticket"]
    begun, token = accounts.bind(call.services, Binding(**typed), identity)
    return session.begun(call.services, begun.account, begun.csrf, token, 201)


@views.get("/api/account-invitations/<token>", may=Permission.OPEN_ACCOUNT)
def invitation(call: Call, token: str) -> Answer:
    """Show who is invited to what; the address is masked."""
    invited, store = accounts.find_invitation(call.services, token), call.services.store
    school = store.school(invited.school) if invited.school else None
    unit = invited.unit or (store.employer(invited.party) if invited.party else None)
    return {
        "email": masked(invited.email), "role": invited.role, "name": invited.name,
        "school": {"code": school.code, "name": school.name} if school else None,
        "employer": {"id": unit.id, "name": unit.name} if unit else None, "expires_at": invited.expires_at,
        "registers": invited.unit is not None,
    }  # fmt: skip


@views.put("/api/account-invitations/<token>", may=Permission.OPEN_ACCOUNT)
def open_account(call: Call, token: str) -> Answer:
    """Open the account and log in."""
    typed = call.body.read(name=partial(text.person_name, most=50), password=fields.secret)
    begun, cookie = registering.open_account(call.services, token, **typed)
    return session.begun(call.services, begun.account, begun.csrf, cookie, 201)


def masked(email: str) -> str:
    """Return an address of which the first letter and the domain can be read."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"
