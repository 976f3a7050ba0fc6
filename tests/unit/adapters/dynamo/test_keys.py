"""The list of places and patterns is true, whole, and keeps each tenant's records together."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from functions.adapters.dynamo import keys, kinds
from functions.adapters.dynamo.kinds import KINDS
from functions.adapters.dynamo.shapes import Index, Place
from functions.adapters.dynamo.store import DynamoStore
from functions.domain.agreement import State as AgreementState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import NotFound
from functions.domain.invitation import State as InvitationState
from functions.domain.registry import MismatchState
from functions.domain.student import CorrectionState
from functions.domain.termination import State as TerminationState
from functions.ports import Insert, Store
from tests import factories as some
from tests.factories import CASE, COHORT, EMPLOYER, NOW, SCHOOL, STUDENT
from tests.fakes import MemoryTable

ADAPTER = Path(inspect.getfile(keys)).parent
PLACES: dict[str, Place] = {name: value for name, value in vars(keys).items() if isinstance(value, Place)}
METHODS = {name for name, value in vars(Store).items() if inspect.isfunction(value) and name[0] != "_"}
ARGUMENTS: dict[str, Any] = {
    "account": "a2", "address": f"student:{STUDENT}", "agreement": CASE, "batch": "b1", "case": CASE, "code": SCHOOL,
    "cohort": COHORT, "correction": "k1", "edition": 1, "employer": EMPLOYER, "id_": "i1", "index": 12345,
    "invitation": CASE, "list_id": some.status_list().id, "login": f"{SCHOOL}/2022010345", "login_mark": "0a" * 32,
    "now": NOW, "number": 1, "party": STUDENT, "school": SCHOOL, "seq": 1, "student": STUDENT, "students": [STUDENT],
    "termination": "t1", "token_hash": "1b" * 32, "uscc": "91350100M000100Y43", "invitations": [CASE],
    "agreements": [CASE], "pairing": "p1", "card": "k1", "mark": "HN-0012", "begins": "合肥", "identity": "3d" * 32,
    "position": some.position().id, "application": CASE, "employers": [EMPLOYER], "schools": [SCHOOL],
    "role": "student", "id_mark": "6f" * 32,
}  # fmt: skip
STATES = {
    "admissions": AdmissionState.REQUESTED, "agreements": AgreementState.SIGNED,
    "agreements_begun_before": AgreementState.SIGNED,
    "corrections": CorrectionState.OPEN,
    "mismatches": MismatchState.OPEN,
    "employers": RegistrationState.REGISTERED, "terminations": TerminationState.AWAIT_OTHER,
}  # fmt: skip


class RecordingTable(MemoryTable):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, Any]] = []

    def get(self, key):
        self.asked.append(("get", key))
        return super().get(key)

    def batch_get(self, keys):
        wanted = list(keys)
        self.asked += [("get", key) for key in wanted]
        return super().batch_get(wanted)

    def query(self, wanted, *, limit=None, after=None):
        self.asked.append(("range", wanted))
        return super().query(wanted, limit=limit, after=after)

    def add(self, key):
        self.asked.append(("add", key))
        return super().add(key)


@pytest.fixture
def table() -> RecordingTable:
    table = RecordingTable()
    records = some.account(identity="3d" * 32), some.employer(), some.application()
    DynamoStore(table).commit(*map(Insert, records))
    table.asked.clear()
    return table


def ask(store: Store, method: str, **more: Any) -> None:
    call = getattr(store, method)
    names = [name for name, one in inspect.signature(call).parameters.items() if one.default is one.empty]
    given = ARGUMENTS | ({"state": STATES[method]} if method in STATES else {})
    with suppress(NotFound):
        call(**{name: given[name] for name in names}, **more)


def stands_in(place: Place, pk: str, sk: str) -> bool:
    return bool(re.fullmatch(pattern(place.pk.text), pk)) and sk.startswith(place.sk.prefix)


def pattern(text: str) -> str:
    return re.sub(r"\\\{.*?\\\}", "[^#]+", re.escape(text))


COUNTERS = {"next_serial", "count_requests", "count_uses", "uses"}


def test_every_method_of_the_store_is_in_the_list_and_nothing_else():
    assert keys.GETS.keys() | keys.RANGES.keys() == METHODS - {"commit", "waiting_at", *COUNTERS}


@pytest.mark.parametrize("method", sorted(keys.GETS))
def test_a_get_asks_for_the_keys_that_the_list_says(table, method):
    ask(DynamoStore(table), method)
    assert [how for how, _ in table.asked] == ["get"] * len(keys.GETS[method])
    for place, (_, key) in zip(keys.GETS[method], table.asked, strict=True):
        assert stands_in(place, key.pk, key.sk)


@pytest.mark.parametrize("method", sorted(keys.RANGES))
def test_a_list_is_one_range_of_the_index_that_the_list_says(table, method):
    ask(DynamoStore(table), method)
    ((how, wanted),) = table.asked
    place = keys.RANGES[method][0]
    assert (how, wanted.index) == ("range", place.index)
    assert stands_in(place, wanted.pk, wanted.prefix)


@pytest.mark.parametrize("method", sorted(name for name, places in keys.RANGES.items() if len(places) > 1))
def test_a_colleges_list_is_a_range_of_its_own(table, method):
    ask(DynamoStore(table), method, college="203")
    ((_, wanted),) = table.asked
    assert wanted.index is Index.COLLEGE
    assert stands_in(keys.RANGES[method][1], wanted.pk, wanted.prefix)


def test_the_adapter_never_scans():
    code = "\n".join(file.read_text("utf-8") for file in ADAPTER.glob("*.py"))
    assert not re.search(r"\.scan\(|\.rate_limited_scan\(|\"Scan\"|\.filter_condition", code)


# Tenants (trap 30).
OF_NO_SCHOOL = {
    "SCHOOLS": "the list of schools, which everybody may see", "CALENDAR": "the working days of the country",
    "EMPLOYER": "an employer is no school's", "EMPLOYERS": "an employer is no school's",
    "USCC": "an employer is no school's", "UNITS": "an employer is no school's",
    "ADMISSIONS_OF_EMPLOYER": "an employer's own list", "INVITATIONS_OF_EMPLOYER": "an employer's own list",
    "AGREEMENTS_OF_EMPLOYER": "an employer's own list", "TERMINATIONS_OF_EMPLOYER": "an employer's own list",
    "POSITION": "by its unguessable id", "APPLIED": "of a position", "APPLICATION": "of a case",
    "POSITIONS_OF_EMPLOYER": "an employer's own list",
    "APPLICATIONS_FOR_POSITION": "an employer's own list", "INVITATION": "of a case",
    "AGREEMENT": "of a case", "TERMINATION": "of a case", "CHAIN": "of a case",
    "EVENT": "of a case", "PRINT": "of a case", "ISSUANCE": "of a case", "LETTER": "likewise", "HOLD": "likewise",
    "ENTRY": "of a case that was", "ENTRIES_OF_EMPLOYER": "an employer's own list",
    "NOTICE": "of an address, which names the student, or the school", "NOTICES": "likewise",
    "ACCOUNT_INVITATIONS_OF_PARTY": "by the unguessable id of an employer",
    "ACCOUNT": "by its unguessable id", "ACCOUNTS_OF_PARTY": "by the unguessable id of a student or employer",
    "CARD": "by its unguessable id: who scans one is logged in nowhere",
    "PAIRING": "a computer that nobody has logged in on",
    "LOGIN": "logging in comes before knowing the school", "ATTEMPTS": "likewise", "SESSION": "likewise",
    "WECHAT": "a person's, wherever the account is", "IDENTITY": "likewise",
    "SESSIONS_OF_ACCOUNT": "by the unguessable id of an account", "ACCOUNT_INVITATION": "by an unguessable token",
    "STATUS_LIST": "a list's id begins with its school's code", "SLOT": "likewise", "MARK": "likewise",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PLACES))
def test_trap_30_a_partition_is_one_schools_or_says_why_it_is_none(name):
    place = PLACES[name]
    is_work = place.index is Index.WORK
    is_of_school = bool(re.match(r"SCHOOL#\{(school|code)\}", place.pk.text))
    assert is_of_school + (is_work and not is_of_school) + (name in OF_NO_SCHOOL) == 1


def test_trap_30_no_range_of_a_school_reaches_another_whatever_its_code_is():
    partitions = {place.range(**dict.fromkeys(fields(place), "1")).pk for place in PLACES.values() if of_school(place)}
    longer = {place.range(**dict.fromkeys(fields(place), "10")).pk for place in PLACES.values() if of_school(place)}
    assert not partitions & longer


def fields(place: Place) -> list[str]:
    return re.findall(r"\{(\w+)", place.pk.text)


def of_school(place: Place) -> bool:
    return place.pk.text.startswith("SCHOOL#{school}")


# Kinds.
def test_every_kind_stands_in_each_index_at_most_once():
    for kind in KINDS:
        indexes = [place.index for place in kind.lists if place is not keys.REISSUE_REQUESTS]
        assert len(indexes) == len(set(indexes))


def test_every_place_is_used_by_a_kind_or_a_counter():
    used = {place for kind in KINDS for place in (kind.home, *kind.lists, *kind.claims)}
    assert set(PLACES.values()) - used == {keys.SERIAL, keys.USES, keys.REQUESTS_OF_MINUTE}


def test_no_two_kinds_share_a_place_in_the_table():
    homes = [(kind.home.pk.text.split("{")[0], kind.home.sk.text.split("{")[0]) for kind in KINDS]
    assert len(homes) == len(set(homes))


FULL: dict[str, Callable[[], Any]] = {
    "agreement": lambda: some.agreement(state=AgreementState.SIGNED, signed_at=NOW),
    "invitation": lambda: some.invitation(state=InvitationState.PENDING, sent_at=NOW, expires_at=NOW),
}


def test_an_agreement_needs_all_five_indexes_at_once():
    assert set(kinds.row(FULL["agreement"]()).indexes) == set(Index)


LISTED = dict.fromkeys(place for places in keys.RANGES.values() for place in places)
# Units by name have no cursor, and an organisation's name is public.
PAGED = [place for place in LISTED if place.index not in (None, Index.WORK) and place is not keys.UNITS]
PERSONAL = {"name", "number", "student_number", "email", "phone", "login", "id_mark", "id_last4", "student_name"}


@pytest.mark.parametrize("place", PAGED, ids=lambda place: place.pk.text)
def test_no_sort_key_of_a_list_holds_a_personal_value(place):
    assert not PERSONAL & set(re.findall(r"\{(\w+)", place.sk.text))


EXPIRING = {
    "a session, when its absolute limit has passed": (some.session(), date(2026, 3, 5)),
    "an invitation to open an account, a month after it lapsed": (some.account_invitation(), date(2026, 4, 11)),
    "a card of which nothing came, a month after its days": (some.card(), date(2026, 4, 11)),
    "a line of the register, on its last day": (some.register_entry(), date(2056, 7, 1)),
    "attempts, a month after their delay": (some.attempts(blocked_until=NOW), date(2026, 4, 4)),
}


@pytest.mark.parametrize(("record", "day"), EXPIRING.values(), ids=EXPIRING)
def test_a_row_that_has_lost_its_meaning_expires(record, day):
    expires = kinds.row(record).expires
    assert expires is not None
    assert expires.date() == day


def test_nothing_else_expires():
    expiring = {kinds.of(make()).name for make in some.RECORDS if kinds.row(make()).expires}
    assert expiring == {"session", "account_invitation", "pairing", "card", "register_entry"}


SIGNED: dict[str, Any] = {"state": AgreementState.SIGNED, "signed_at": NOW}
WANTED: dict[str, Any] = SIGNED | {"reissue": some.reissue()}
SHARING: dict[str, tuple[dict[str, Any], Place | None]] = {
    "signed": (SIGNED, keys.UNISSUED),
    "wanted anew while it is issued": (WANTED | {"issued": some.issued()}, keys.REISSUE_REQUESTS),
    "wanted anew, and not issued": (WANTED, keys.UNISSUED),
    "wanted anew, and ended": (WANTED | {"state": AgreementState.TERMINATED, "issued": some.issued()}, None),
}


@pytest.mark.parametrize(("fields", "place"), SHARING.values(), ids=SHARING)
def test_a_reissue_waits_where_nothing_is_to_be_issued(fields: dict[str, Any], place: Place | None) -> None:
    found = some.agreement(**fields)
    stands = [one for one in (keys.UNISSUED, keys.REISSUE_REQUESTS) if one.of(found)]
    assert stands == ([place] if place else [])
