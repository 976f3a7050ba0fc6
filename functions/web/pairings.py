"""Scan-to-print over HTTP (J09): the computer opens a pairing and asks how it stands, the phone answers it.

1. The code stands in the fragment of the address that the phone opens: no server is sent it and no log has it.
2. The computer is known by its session's or its visitor's cookie; nothing here logs it in.
3. Whoever only asks about the copy (HEAD: a download manager, a preview) does not use it up.
"""

from __future__ import annotations

from typing import Any

import segno

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.agreement import Agreement
from functions.domain.agreement_states import Situation
from functions.domain.pairing import PairingState
from functions.domain.printing import PDF
from functions.ports import Services
from functions.usecases import pairings
from functions.web import sessions
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import nothing, opaque
from functions.web.routing import Views
from verifier.attestation import link

views = Views()
_MOST_COPIES = 20


def _browser(call: Call) -> str:
    return call.token or sessions.cookie(call.request, sessions.VISITING)


def _copy(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=_MOST_COPIES)


@views.post("/api/print-pairings", may=Permission.PAIR_COMPUTER)
def open_(call: Call) -> Answer:
    """Begin to wait; `modules` are the rows of the QR symbol, 1 for dark."""
    nothing(call.body)
    made, code = pairings.open_(call.services, _browser(call))
    address = f"{link.origin(call.services.host)}/pages/scan-print.html#{code}"
    symbol = segno.make(address, error="m", micro=False)
    modules = ["".join(str(int(module)) for module in row) for row in symbol.matrix]
    return {"id": made.id, "check": made.check, "expires_at": made.expires_at, "modules": modules}, 201


@views.get("/api/print-pairings/<token>", may=Permission.PAIR_COMPUTER)
def one(call: Call, token: str) -> Answer:
    """Say whether the phone has answered, and where the file then is."""
    found = pairings.waiting(call.services, _browser(call), token)
    is_granted = found.state is PairingState.GRANTED
    href = f"/api/print-pairings/{token}/copy.pdf" if is_granted else None
    return {"state": found.state, "expires_at": found.expires_at, "href": href}


@views.get("/api/print-pairings/<token>/copy.pdf", may=Permission.PAIR_COMPUTER)
def file(call: Call, token: str) -> Answer:
    """Give the copy out, once."""
    give = pairings.collect if call.request.method == "GET" else _describe
    return File(give(call.services, _browser(call), token), "agreement.pdf", PDF, is_shown=True)


def _describe(services: Services, browser: str, token: str) -> bytes:
    """Return nothing of a copy that could be given out now."""
    pairings.collectable(services, browser, token)
    return b""


@views.post("/api/print-scans", may=Permission.GRANT_PRINT)
def scan(call: Call) -> Answer:
    """Show the phone which computer asks, and what can be printed there."""
    found, mine = pairings.scan(call.services, call.actor, call.body.read(code=opaque)["code"])
    shown = {"check": found.check, "opened_at": found.opened_at, "expires_at": found.expires_at}
    return shown | {"agreements": [_printable(*one) for one in mine]}


def _printable(one: Agreement, x: Situation) -> dict[str, Any]:
    return {
        "id": one.id, "number": one.number, "edition": one.edition, "student_name": one.graduate.name,
        "employer_name": one.unit.name, "copies": x.policy.copies,
    }  # fmt: skip


@views.post("/api/print-grants", may=Permission.GRANT_PRINT)
def grant(call: Call) -> Answer:
    """Let the computer print a copy."""
    typed = call.body.read(code=opaque, agreement=opaque, copy=_copy)
    granted = pairings.grant(call.services, call.actor, typed["code"], typed["agreement"], typed["copy"])
    return {"state": granted.state, "check": granted.check}, 201
