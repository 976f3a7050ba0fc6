"""Issuing a signed agreement: number, status index and record are fixed and stored, then signed, drawn and announced.

1. `Issuance` holds the bytes to be signed before any key is asked; all that follows is a function of it.
2. So the job can stop between any two steps and go on to the same document.
3. What is undone in between is not announced; the next edition, of an undoing or a reissue, keeps the number
   (decisions 6 and 7, K01).
4. The agreement points to its token only when every copy has been drawn and stored.
5. What a compromised key would sign nobody could confirm: until it is announced, it is fixed anew for a key in force,
   with the same number and status index. The old copies are drawn over; nobody was given them. Without a key in force
   it waits, and the next run tries again.
6. Announcing requires the key as it was when it signed, so that no mark on it comes in between.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from functions.domain import numbers, record, signing_keys
from functions.domain.actors import SYSTEM
from functions.domain.agreement import Agreement, Issued
from functions.domain.agreement_states import Situation
from functions.domain.deadlines import local_date
from functions.domain.errors import Conflict, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.issuing import Issuance, KeyUse, NumberClaim, SigningKey, Status, StatusSlot
from functions.domain.paper import Paper
from functions.domain.policy import SchoolPolicy
from functions.domain.printing import PDF, document
from functions.domain.usage import Use
from functions.ports import Change, Check, DocumentPrinter, Insert, Replace, Services, Signer
from functions.usecases import claims, indices, keys, statuses, usage
from functions.usecases.agreements import audience
from functions.usecases.figures import Figure, tell
from functions.usecases.settling import commit, settled
from verifier.attestation import Prepared, cbor, fit, link, token
from verifier.attestation import record as records


def issue(services: Services, signer: Signer, printer: DocumentPrinter, agreement: Agreement) -> Agreement:
    """Bring a signed agreement to paper; doing it twice gives the same document, with the status list as it then is.

    Raises Refused for what is no longer to be issued, LookupError where the school has no key in force.
    """
    with usage.work(services, agreement.school):
        return _issue(services, signer, printer, agreement)


@settled
def _issue(services: Services, signer: Signer, printer: DocumentPrinter, agreement: Agreement) -> Agreement:
    policy = services.store.policy(agreement.school, agreement.policy_version).policy
    issuance, key = prepare(services, agreement, policy)
    prepared = Prepared(issuance.protected, issuance.payload)
    signed = prepared.finish(signer.sign(key, prepared.to_be_signed))
    usage.count(services, key.school, Use.SIGNATURES)
    statuses.ensure_published(services, signer, issuance.status_list)
    status = services.site.read(statuses.path(issuance.status_list))
    for paper in papers(services, issuance, signed, policy):
        drawn = printer.render(replace(paper, status_snapshot=status))
        usage.put(services, issuance.school, document_key(issuance, paper.copy), drawn, PDF)
    return _announce(services, agreement.id, issuance, signed, key)


@settled
def prepare(services: Services, agreement: Agreement, policy: SchoolPolicy) -> tuple[Issuance, SigningKey]:
    """Fix and store what will be signed, and return it with its key as that was found.

    Raises Conflict when another job is faster than all attempts, Refused and LookupError as `issue`.
    """
    now, store = services.clock.now(), services.store
    made = store.find_issuance(agreement.id, agreement.edition)
    if made and signing_keys.vouches(key := _key(services, made), made.prepared_at):
        return made, key
    found = store.agreement(agreement.id)
    if not _awaits(found, agreement.edition):
        raise Refused("state_does_not_allow", rule="decision 7", params={"state": found.state.value, "action": "issue"})
    earlier = _earlier(services, agreement)
    place = _kept(made) if made else _taken(services, agreement, policy, earlier)
    content = records.encode_record(record.canonical(agreement, place.number, policy, signed_at=now))
    key = keys.current(services, agreement.school, KeyUse.AGREEMENT, now)
    said = claims.final(
        agreement, place.number, policy, digest=records.digest(content), list_id=place.status_list,
        index=place.status_index, issued_at=int(now.timestamp()),
    )  # fmt: skip
    if before := _out(earlier):
        said = replace(said, supersedes=token.fingerprint(before.token or b""))
    prepared = token.prepare(fit(said), bytes.fromhex(key.kid))
    following = Issuance(
        agreement=agreement.id, school=agreement.school, edition=agreement.edition, number=place.number, kid=key.kid,
        status_list=place.status_list, status_index=place.status_index, record=content, protected=prepared.protected,
        payload=prepared.payload, holders=policy.copies, prepared_at=now, version=made.version + 1 if made else 1,
    )  # fmt: skip
    store.commit(Check(found), Replace(following), *place.taking)
    return following, key


def _key(services: Services, made: Issuance) -> SigningKey:
    return keys.named(services.store.signing_keys(made.school), made.kid)


class _Place(NamedTuple):
    """What an edition has for ever, and the changes that take it."""

    number: str
    status_list: int
    status_index: int
    taking: tuple[Change, ...]


def _kept(made: Issuance) -> _Place:
    return _Place(made.number, made.status_list, made.status_index, ())


def _taken(services: Services, agreement: Agreement, policy: SchoolPolicy, earlier: tuple[Issuance, ...]) -> _Place:
    number, claim = (earlier[0].number, ()) if earlier else _number(services, agreement, policy)
    lists = indices.current_list(services, agreement.school, agreement.cohort)
    index = indices.draw(services, lists.id)
    slot = Insert(StatusSlot(list_id=lists.id, index=index, agreement=agreement.id))
    counted = Replace(replace(lists, taken=lists.taken + 1, version=lists.version + 1))
    return _Place(number, lists.id, index, (*claim, slot, counted))


def _awaits(found: Agreement, edition: int) -> bool:
    """Tell whether this edition is still the one to issue."""
    return found.is_unissued and found.edition == edition


def _earlier(services: Services, agreement: Agreement) -> tuple[Issuance, ...]:
    """Return the editions before this one, the newest first; what was undone before it was prepared is missing."""
    before = (services.store.find_issuance(agreement.id, edition) for edition in range(agreement.edition - 1, 0, -1))
    return tuple(one for one in before if one)


def _out(earlier: tuple[Issuance, ...]) -> Issuance | None:
    """Return the newest of them whose code went out."""
    return next((one for one in earlier if one.token), None)


def _superseded(services: Services, agreement: Agreement, today: date) -> tuple[Change, ...]:
    """Make the code of an undone edition say that a later one has taken its place; a reissued one's says so already.

    (verification.md 4) The day stands for "by the next edition": where one in between was undone too, there is none.
    """
    before = _out(_earlier(services, agreement))
    mark = services.store.find_mark(before.status_list, before.status_index) if before else None
    if before is None or mark is None or mark.value is Status.SUPERSEDED:
        return ()
    since = today if before.edition + 1 == agreement.edition else None
    changed = replace(mark, value=Status.SUPERSEDED, since=since, is_published=False, version=mark.version + 1)
    return (Replace(changed),)


def _number(services: Services, agreement: Agreement, policy: SchoolPolicy) -> tuple[str, tuple[Change, ...]]:
    """Return a number nobody has and what takes it: the one imported or claimed if it is free, else the pattern's.

    (B08, B09, decision 6)
    """
    store = services.store
    given = store.student(agreement.school, agreement.student).agreement_number
    held = store.find_number(agreement.school, given) if given else None
    if held and held.is_kept_for(agreement.student):
        return given, (Replace(replace(held, agreement=agreement.id, version=held.version + 1)),)
    if given and held is None:
        return given, _claimed(agreement, given)
    attempt = 0
    while True:
        number = numbers.make(
            policy.agreement_number_pattern, agreement,
            lambda: store.next_serial(agreement.school, agreement.cohort), attempt,
        )  # fmt: skip
        if store.find_number(agreement.school, number) is None:
            return number, _claimed(agreement, number)
        attempt += 1


def _claimed(agreement: Agreement, number: str) -> tuple[Change, ...]:
    return (Insert(NumberClaim(school=agreement.school, number=number, agreement=agreement.id)),)


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


def _announce(services: Services, agreement_id: str, issuance: Issuance, signed: bytes, key: SigningKey) -> Agreement:
    agreement = services.store.agreement(agreement_id)
    if not _awaits(agreement, issuance.edition):
        _require_same(agreement, issuance, signed)
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
    changes = Replace(announced), Check(key), *_superseded(services, agreement, local_date(x.now))
    commit(services, agreement.id, (fact,), *changes, x=x, pinned=agreement)
    tell(services, {Figure.ISSUED: 1}, agreement=agreement.id, school=agreement.school)
    return announced


def _require_same(agreement: Agreement, issuance: Issuance, signed: bytes) -> None:
    """Raise Conflict where a faster job announced another token: its copies were drawn over and must be drawn again."""
    said = agreement.issued
    if said and said.edition == issuance.edition and said.token != signed:
        raise Conflict(Check(issuance))
