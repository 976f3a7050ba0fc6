"""Issuing a signed agreement: number, status index and record are fixed and stored, then signed, drawn and announced.

1. `Issuance` holds the bytes to be signed before any key is asked; all that follows is a function of it.
2. So the job can stop between any two steps and go on to the same document.
3. What is undone in between is not announced; its next edition keeps the number (decisions 6 and 7).
4. The agreement points to its token only when every copy has been drawn and stored.
"""

from __future__ import annotations

from dataclasses import replace

from functions.domain import numbers, record
from functions.domain.actors import SYSTEM
from functions.domain.agreement import Agreement, Issued, Situation
from functions.domain.errors import Refused
from functions.domain.events import EventKind, Fact
from functions.domain.issuing import Issuance, KeyUse, NumberClaim, Status, StatusSlot
from functions.domain.paper import Paper
from functions.domain.policy import SchoolPolicy
from functions.domain.printing import PDF, document
from functions.ports import Change, Check, DocumentPrinter, Insert, Replace, Services, Signer
from functions.usecases import claims, indices, keys, statuses
from functions.usecases.agreements import audience
from functions.usecases.settling import commit, settled
from verifier.attestation import Prepared, cbor, fit, link, token
from verifier.attestation import record as records


def issue(services: Services, signer: Signer, printer: DocumentPrinter, agreement: Agreement) -> Agreement:
    """Bring a signed agreement to paper; doing it twice gives the same document."""
    policy = services.store.policy(agreement.school, agreement.policy_version).policy
    issuance = services.store.find_issuance(agreement.id, agreement.edition) or prepare(services, agreement, policy)
    key = next(key for key in services.store.signing_keys(agreement.school) if key.kid == issuance.kid)
    prepared = Prepared(issuance.protected, issuance.payload)
    signed = prepared.finish(signer.sign(key, prepared.to_be_signed))
    statuses.ensure_published(services, signer, issuance.status_list)
    for paper in papers(services, issuance, signed, policy):
        services.blobs.put(document_key(issuance, paper.copy), printer.render(paper), PDF)
    return _announce(services, agreement.id, issuance, signed)


@settled
def prepare(services: Services, agreement: Agreement, policy: SchoolPolicy) -> Issuance:
    """Fix and store what will be signed; raises Conflict when another job is faster than all attempts."""
    now, store = services.clock.now(), services.store
    if made := store.find_issuance(agreement.id, agreement.edition):
        return made
    found = store.agreement(agreement.id)
    if not _awaits(found, agreement.edition):
        raise Refused("state_does_not_allow", rule="decision 7", params={"state": found.state.value, "action": "issue"})
    earlier = _earlier(services, agreement)
    number = earlier[0].number if earlier else _number(services, agreement, policy)
    lists = indices.current_list(services, agreement.school, agreement.cohort)
    index = indices.draw(services, lists.id)
    content = records.encode_record(record.canonical(agreement, number, policy, signed_at=now))
    key = keys.current(services, agreement.school, KeyUse.AGREEMENT, now)
    said = claims.final(
        agreement, number, policy, digest=records.digest(content), list_id=lists.id, index=index,
        issued_at=int(now.timestamp()),
    )  # fmt: skip
    if undone := _undone(earlier):
        said = replace(said, supersedes=token.fingerprint(undone.token or b""))
    prepared = token.prepare(fit(said), bytes.fromhex(key.kid))
    made = Issuance(
        agreement=agreement.id, school=agreement.school, edition=agreement.edition, number=number, kid=key.kid,
        status_list=lists.id, status_index=index, record=content, protected=prepared.protected,
        payload=prepared.payload, holders=policy.copies, prepared_at=now,
    )  # fmt: skip
    claim = () if earlier else (Insert(NumberClaim(school=agreement.school, number=number, agreement=agreement.id)),)
    store.commit(
        Check(found), Insert(made), *claim,
        Insert(StatusSlot(list_id=lists.id, index=index, agreement=agreement.id)),
        Replace(replace(lists, taken=lists.taken + 1, version=lists.version + 1)),
    )  # fmt: skip
    return made


def _awaits(found: Agreement, edition: int) -> bool:
    """Tell whether this edition is still the one to issue."""
    return found.is_unissued and found.edition == edition


def _earlier(services: Services, agreement: Agreement) -> tuple[Issuance, ...]:
    """Return the editions before this one, the newest first; what was undone before it was prepared is missing."""
    before = (services.store.find_issuance(agreement.id, edition) for edition in range(agreement.edition - 1, 0, -1))
    return tuple(one for one in before if one)


def _undone(earlier: tuple[Issuance, ...]) -> Issuance | None:
    """Return the newest of them whose code went out."""
    return next((one for one in earlier if one.token), None)


def _superseded(services: Services, agreement: Agreement) -> tuple[Change, ...]:
    """Make the code of an undone edition say that a later one has taken its place (verification.md 4)."""
    undone = _undone(_earlier(services, agreement))
    mark = services.store.find_mark(undone.status_list, undone.status_index) if undone else None
    if mark is None:
        return ()
    return (Replace(replace(mark, value=Status.SUPERSEDED, is_published=False, version=mark.version + 1)),)


def _number(services: Services, agreement: Agreement, policy: SchoolPolicy) -> str:
    """Return a number nobody has: the imported one if it is free, else the pattern's (B08, decision 6)."""
    store = services.store
    imported = store.student(agreement.school, agreement.student).agreement_number
    if imported and store.find_number(agreement.school, imported) is None:
        return imported
    attempt = 0
    while True:
        number = numbers.make(
            policy.agreement_number_pattern, agreement,
            lambda: store.next_serial(agreement.school, agreement.cohort), attempt,
        )  # fmt: skip
        if store.find_number(agreement.school, number) is None:
            return number
        attempt += 1


def papers(services: Services, issuance: Issuance, signed: bytes, policy: SchoolPolicy) -> tuple[Paper, ...]:
    """Return the copies of an edition, ready to be drawn."""
    school = services.store.school(issuance.school)
    seal = services.blobs.get(school.seal) if policy.preset_school_seal and school.seal else None
    content = cbor.decode(issuance.record)
    return tuple(
        Paper(
            record=content, record_bytes=issuance.record, token=signed, url=link.text(services.host, signed),
            check_code=token.check_code(signed), copy=copy, holders=issuance.holders, seal=seal,
            quartile=policy.qr_error_correction,
        )
        for copy in range(1, len(issuance.holders) + 1)
    )  # fmt: skip


def document_key(issuance: Issuance, copy: int) -> str:
    """Return where a copy is stored."""
    return document(issuance.school, issuance.agreement, issuance.edition, copy)


@settled
def _announce(services: Services, agreement_id: str, issuance: Issuance, signed: bytes) -> Agreement:
    agreement = services.store.agreement(agreement_id)
    if not _awaits(agreement, issuance.edition):
        return agreement
    issued = Issued(
        token=signed, url=link.text(services.host, signed), check_code=token.check_code(signed), kid=issuance.kid,
        status_list=issuance.status_list, status_index=issuance.status_index, at=issuance.prepared_at,
        edition=issuance.edition,
    )  # fmt: skip
    announced = replace(agreement, number=issuance.number, issued=issued, version=agreement.version + 1)
    details = {"student": agreement.graduate.name, "employer": agreement.unit.name, "number": issuance.number}
    fact = Fact(kind=EventKind.AGREEMENT_ISSUED, audience=audience(agreement), details=details)
    policy = services.store.policy(agreement.school, agreement.policy_version).policy
    x = Situation(actor=SYSTEM, now=services.clock.now(), policy=policy)
    changes = Replace(announced), *_superseded(services, agreement)
    commit(services, agreement.id, (fact,), *changes, x=x, pinned=agreement)
    return announced
