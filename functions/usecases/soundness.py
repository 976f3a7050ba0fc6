"""What must agree with what in a whole table, of which records arrive once and in any order.

1. Events: each hash covers its content, and the links of a case's events cancel out against the head of its chain. That
   takes one number a case, however long its trail is.
2. Tokens: each is signed by the key that it names. Records: each has the digest that its token says.
3. Statuses: what has ended and was issued is marked as ended, and what has not is not. So it is of what was erased: its
   line in the register says how it stood. Of its trail there may be a rest, until the erasing is done.
4. A fault names a case, a kind or a list, never a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from functions.domain import events
from functions.domain.agreement import HOLDING, Agreement
from functions.domain.events import Chain, Event
from functions.domain.issuing import Issuance, SigningKey, Status, StatusMark
from functions.domain.register import RegisterEntry
from verifier.attestation import Fault, cbor, cose, token
from verifier.attestation import record as records


class _Issued(NamedTuple):
    case: str
    list_id: int
    entry: int
    has_ended: bool


class Audit:
    """Takes records, counts them by class and keeps what disagrees; `keys` are the schools', by kid."""

    def __init__(self, keys: Mapping[str, SigningKey]) -> None:
        self._keys = keys
        self.counts: Counter[str] = Counter()
        self._faults: list[str] = []
        self._links: Counter[str] = Counter()
        self._lengths: Counter[str] = Counter()
        self._issued: list[_Issued] = []
        self._entered: set[str] = set()
        self._marks: dict[tuple[int, int], Status] = {}

    def take(self, record: Any) -> None:  # noqa: ANN401 - any record
        """Look at one record."""
        self.counts[type(record).__name__] += 1
        match record:
            case Event():
                self._event(record)
            case Chain():
                self._links[record.case] ^= _number(record.head)
                self._lengths[record.case] -= record.seq
            case Issuance():
                self._issuance(record)
            case Agreement():
                self._agreement(record)
            case RegisterEntry():
                self._entry(record)
            case StatusMark():
                self._marks[record.list_id, record.index] = record.value
            case _:
                pass

    def faults(self) -> tuple[str, ...]:
        """Return what disagrees, a line each; nothing when all records were taken and all is well."""
        return (*self._faults, *self._chains(), *self._statuses())

    def _event(self, event: Event) -> None:
        if events.digest(event) != event.hash:
            self._faults.append(f"case {event.case}: event {event.seq} was altered")
        self._links[event.case] ^= _number(event.hash) ^ _number(event.previous)
        self._lengths[event.case] += 1

    def _issuance(self, issuance: Issuance) -> None:
        try:
            is_signed = records.is_signed(issuance.record, token.read_claims(issuance.payload))
        except (Fault, ValueError):
            is_signed = False
        if not is_signed:
            self._faults.append(f"case {issuance.agreement}: edition {issuance.edition} is not the one that was signed")
        if issuance.token:
            self._token(issuance.agreement, issuance.token)

    def _agreement(self, agreement: Agreement) -> None:
        if issued := agreement.issued:
            self._token(agreement.id, issued.token)
            at = issued.status_list, issued.status_index
            self._issued.append(_Issued(agreement.id, *at, agreement.state not in HOLDING))

    def _entry(self, entry: RegisterEntry) -> None:
        self._entered.add(entry.id)
        for one in entry.editions:
            if one.edition == entry.issued:
                has_ended = entry.state not in HOLDING
                self._issued.append(_Issued(entry.id, one.status_list, one.status_index, has_ended))

    def _token(self, case: str, coded: bytes) -> None:
        try:
            message = cose.parse(*cbor.decode_tagged(coded))
            cose.check_signature(message, self._keys[message.kid.hex()].public)
        except (Fault, KeyError):
            self._faults.append(f"case {case}: its code cannot be verified")

    def _chains(self) -> Iterator[str]:
        for case in sorted((self._links.keys() | self._lengths.keys()) - self._entered):
            if self._links[case] or self._lengths[case]:
                yield f"case {case}: its trail is not whole"

    def _statuses(self) -> Iterator[str]:
        for one in self._issued:
            if (self._marks.get((one.list_id, one.entry), Status.VALID) is Status.INVALID) != one.has_ended:
                yield f"case {one.case}: list {one.list_id} says another status at {one.entry}"


def _number(hash_: str) -> int:
    return int(hash_ or "0", 16)
