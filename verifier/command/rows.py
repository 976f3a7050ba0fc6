"""What the command found out about one code: the report, and for a PDF what is attached and printed beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from verifier.attestation import AgreementClaims, Code, Fault, Report, TrustList, base10, link, printed, token, verify
from verifier.attestation.record import Difference, is_signed, read_record, unlike_claims
from verifier.command import words
from verifier.command.inputs import shortened
from verifier.command.reading import Attached, Found

CODE, NOTES = "二维码", "批注 annotations"
_MOST_NAMED = 20
# Nothing happened to such a link on its way; most of ten thousand are.
_WHOLE = re.compile(r"(?:https?://[a-z0-9.:-]+/v#)?1[0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer. Without a report the input was unreadable, for which `notes` has the sentence."""

    name: str
    report: Report | None
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    is_record_altered: bool = False

    @property
    def is_good(self) -> bool:
        """Whether this is genuine and valid, and nothing in its file says otherwise."""
        return bool(self.report and self.report.is_good) and not self.differences and not self.is_record_altered

    def with_(self, note: str, differences: tuple[Difference, ...] = (), *, is_record_altered: bool = False) -> Row:
        """Return the row with what was found out further; no note where `note` is empty."""
        notes = (*self.notes, note) if note else self.notes
        return Row(self.name, self.report, notes, (*self.differences, *differences), is_record_altered)

    def json(self) -> dict[str, Any]:
        """Return the row as JSON types."""
        answers = self.report.json() if self.report else {}
        named = [{"field": one.field, "agreed": one.agreed, "found": one.found} for one in self.differences]
        mine = {"source": self.name, "good": self.is_good, "notes": list(self.notes), "differences": named}
        return {**answers, **mine}


@dataclass(frozen=True, slots=True)
class Judge:
    """All that is needed to answer."""

    trust: TrustList
    lists: Callable[[int], bytes | None]
    now: datetime

    def row(self, name: str, found: Found) -> Row:
        """Return the answer about one code of the input `name`."""
        text, damages = (found.text, ()) if _WHOLE.fullmatch(found.text) else link.mend(found.text)
        report = verify(text, trust=self.trust, lists=self._lists(found.attached), now=self.now)
        notes = [words.DAMAGE[damage] for damage in damages if damage in words.DAMAGE] or _causes(report, text)
        if report.paper is None or found.attached is None:
            return Row(name, report, tuple(notes))
        if report.as_of and self.lists(report.paper.claims.status_list) is None:
            notes.append(words.STATUS_ATTACHED)
        return _compared(
            Row(name, report, tuple(notes), self._added(text, found.attached)),
            found.attached,
            report.paper.claims,
        )

    def _lists(self, attached: Attached | None) -> Callable[[int], bytes | None]:
        """Where no list can be had, the one attached at issuing counts: it is signed, and lives for 7 days."""
        return lambda number: self.lists(number) or (attached.status if attached else None)

    def _added(self, text: str, attached: Attached) -> tuple[Difference, ...]:
        """Codes on the page that are not a link of ours to the token beside them, and annotations, which hide words."""
        mine, others = self._check_code(text), map(self._check_code, attached.codes)
        codes = tuple(Difference(CODE, mine, shown) for shown in others if shown != mine)
        return (*codes, Difference(NOTES, "0", str(attached.notes))) if attached.notes else codes

    def _check_code(self, text: str) -> str:
        try:
            return token.check_code(base10.decode(link.read(text, self.trust.hosts)))
        except Fault:
            return shortened(_host(text) or text)


def unreadable(name: str, code: str) -> Row:
    """Return the row of an input that holds nothing to verify."""
    return Row(name, None, (words.UNREADABLE[code],))


def _causes(report: Report, text: str) -> list[str]:
    codes = (check.code for check in report.checks if check.code)
    return [words.CAUSE[code] + _detail(code, text) for code in codes]


def _detail(code: Code, text: str) -> str:
    if code == Code.BAD_DIGITS and len(text) > base10.MAX_DIGITS:
        return f" ({len(text)} > {base10.MAX_DIGITS})"
    if code == Code.WRONG_PREFIX:
        return f" ({shortened(_host(text) or text)})"
    return ""


def _host(text: str) -> str:
    try:
        return urlsplit(text).netloc
    except ValueError:
        return ""


def _compared(row: Row, attached: Attached, claims: AgreementClaims) -> Row:
    """Hold the record and the page of a PDF against its token, whose signature is proved."""
    if attached.record is None:
        return row
    if not is_signed(attached.record, claims):
        return row.with_(words.RECORD_ALTERED, _forged(attached.record, claims), is_record_altered=True)
    if not any(page.strip() for page in attached.pages):
        return row.with_(words.NO_WORDS)
    try:
        return row.with_("", printed.differences(read_record(attached.record), attached.pages)[:_MOST_NAMED])
    except Fault:
        return row.with_(words.RECORD_UNKNOWN)


def _forged(coded: bytes, claims: AgreementClaims) -> tuple[Difference, ...]:
    try:
        return unlike_claims(read_record(coded), claims)
    except Fault:
        return ()
