"""Who is logged in, and how one logs in and out."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.account import Account
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.policies.words import Spoken, spoken
from functions.ports import Services
from functions.usecases import accounts, federation, policies
from functions.usecases import sessions as usecase
from functions.web import fields, sessions
from functions.web.answers import Answer, Reply
from functions.web.call import Call
from functions.web.routing import Views

views = Views()
# What an outside account's owner was given to bind it with (A04).
TICKET = fields.optional(partial(text.ascii_line, most=200), "")


class Language(StrEnum):
    """A language of the pages and mails."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


@views.get("/api/session", may=Permission.READ_SESSION)
def read(call: Call) -> Answer:
    """Return who is logged in and the token that writes must carry."""
    if call.session is not None:
        account = call.services.store.account(call.session.account)
        return shown(call.services, account, call.session.csrf)
    visitor = sessions.visitor(call.request)
    cookie = visitor or call.services.secrets.token()
    body = {"csrf": sessions.visitor_csrf(cookie), "account": None, "host": call.services.host,
            "federation": federation.name(call.services)}  # fmt: skip
    return Reply(body, visitor_token=None if visitor else cookie)


@views.post("/api/session", may=Permission.LOG_IN)
def log_in(call: Call) -> Answer:
    """Log in with an e-mail address, or with school and student number."""
    typed = call.body.read(
        login=fields.optional(_login), school=fields.optional(fields.opaque),
        number=fields.optional(partial(text.ascii_line, most=40)), password=fields.secret, ticket=TICKET,
    )  # fmt: skip
    session, token = usecase.log_in(call.services, _login_name(typed), typed["password"], identity(call, typed))
    return begun(call.services, session.account, session.csrf, token)


def identity(call: Call, typed: dict[str, Any]) -> str:
    """Return the outside account that a ticket brings along (A04), "" without one; raises Refused."""
    given = typed["ticket"]
    return federation.claimed(call.services, sessions.visitor(call.request), given) if given else ""


def _login(typed: object, field: str) -> str:
    return text.line(typed, field, most=254).lower()


def _login_name(typed: dict[str, Any]) -> str:
    if typed["login"]:
        return str(typed["login"])
    if not (typed["school"] and typed["number"]):
        raise Refused("required", field="number" if typed["school"] else "login")
    return accounts.student_login(typed["school"], typed["number"])


def begun(services: Services, account_id: str, csrf: str, token: str, status: int = 200) -> Reply:
    """Answer a log-in with the session's cookie."""
    return Reply(shown(services, services.store.account(account_id), csrf), status, session_token=token)


@views.delete("/api/session", may=Permission.LOG_OUT)
def log_out(call: Call) -> Answer:
    """End this session."""
    usecase.log_out(call.services, call.token)
    return Reply(None, session_token="")


@views.delete("/api/sessions", may=Permission.CHANGE_OWN_ACCOUNT)
def log_out_everywhere(call: Call) -> Answer:
    """End every session of the account."""
    usecase.log_out_everywhere(call.services, call.actor.account)
    return Reply(None, session_token="")


@views.put("/api/session/password", may=Permission.CHANGE_OWN_ACCOUNT)
def change_password(call: Call) -> Answer:
    """Set a new password; every other session ends."""
    typed = call.body.read(current=fields.secret, password=fields.secret)
    session, token = accounts.change_password(call.services, call.actor.account, **typed)
    return begun(call.services, session.account, session.csrf, token)


@views.put("/api/session/language", may=Permission.CHANGE_OWN_ACCOUNT)
def change_language(call: Call) -> Answer:
    """Choose the language of pages and mails."""
    typed = call.body.read(language=fields.choice(Language))
    accounts.change_language(call.services, call.actor.account, typed["language"].value)
    return {"language": typed["language"]}


def shown(services: Services, account: Account, csrf: str) -> dict[str, Any]:
    """Return a session as the portal needs it, with the names behind the codes."""
    return {"csrf": csrf, "account": _account(services, account), "host": services.host}


def _account(services: Services, account: Account) -> dict[str, Any]:
    school = services.store.school(account.school) if account.school else None
    college = next((each for each in school.colleges if each.code == account.college), None) if school else None
    employer = services.store.employer(account.party or "") if account.role is Role.EMPLOYER else None
    return {
        "name": account.name, "role": account.role, "language": account.language, "login": account.login,
        "school": {"code": school.code, "name": school.name} if school else None,
        "words": _words(services, account) if school else {},
        "college": {"code": college.code, "name": college.name} if college else None,
        "employer": {"id": employer.id, "name": employer.name} if employer else None,
    }  # fmt: skip


def _words(services: Services, account: Account) -> Spoken:
    """How the school speaks today, for headings, filters and buttons; records carry their own words."""
    in_force = policies.in_force(services.store, account.school or "", services.clock.now())
    return spoken(in_force.policy.status_words, account.role)
