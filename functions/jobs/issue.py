"""The issuing job: signed agreements to paper; what the table's stream left."""

from __future__ import annotations

import logging
from operator import attrgetter

from functions.ports import DocumentPrinter, Services, Signer
from functions.usecases import issuing
from functions.usecases.turns import ALL, Turn, pages

log = logging.getLogger(__name__)


def run(services: Services, signer: Signer, printer: DocumentPrinter, turn: Turn = ALL) -> int:
    """Issue what waits; return how many were issued. One that fails is logged and waits for another turn."""
    waiting = turn.of(pages(services.store.unissued), attrgetter("signed_at"))
    return sum(_one(services, signer, printer, one.id) for one in waiting)


def _one(services: Services, signer: Signer, printer: DocumentPrinter, agreement_id: str) -> int:
    try:
        issuing.issue(services, signer, printer, services.store.agreement(agreement_id))
    except Exception:
        # One agreement that cannot be issued must not keep the others from paper.
        log.exception("issuing %s failed", agreement_id)
        return 0
    return 1
