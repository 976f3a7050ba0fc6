"""The issuing job: signed agreements to paper; driven by the table's stream and by a schedule."""

from __future__ import annotations

import logging

from functions.ports import DocumentPrinter, Services, Signer
from functions.usecases import issuing

log = logging.getLogger(__name__)


def run(services: Services, signer: Signer, printer: DocumentPrinter) -> int:
    """Issue what waits; return how many were issued. One that fails is logged and waits for the next run."""
    return sum(_one(services, signer, printer, waiting.id) for waiting in services.store.unissued())


def _one(services: Services, signer: Signer, printer: DocumentPrinter, agreement_id: str) -> int:
    try:
        issuing.issue(services, signer, printer, services.store.agreement(agreement_id))
    except Exception:
        # One agreement that cannot be issued must not keep the others from paper.
        log.exception("issuing %s failed", agreement_id)
        return 0
    return 1
