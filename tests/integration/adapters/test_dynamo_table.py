"""How the table meets contention, throttling and size, on DynamoDB (moto)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from pynamodb.exceptions import GetError, QueryError, TransactWriteError

from functions.adapters.dynamo import items, kinds, table
from functions.adapters.dynamo.codec import CodecError
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.releases import SCHEMA
from functions.adapters.dynamo.shapes import Key
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import ATTEMPTS, DynamoTable, TableBusy, Verb, Write, WriteRefused
from functions.ports import Insert, Replace
from tests import factories as some
from tests.factories import SCHOOL
from tests.metering import Meter

CONFLICT, REFUSED, THROTTLED, FINE = ({"Code": code} for code in (
    "TransactionConflict", "ConditionalCheckFailed", "ThrottlingError", "None",
))  # fmt: skip
ONE, TWO = (Write(Verb.PUT, kinds.row(some.school(code=code)), 0) for code in ("1", "2"))


def cancelled(*reasons: dict[str, str]) -> dict[str, Any]:
    return {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": list(reasons)}


def failing(code: str) -> dict[str, Any]:
    return {"Error": {"Code": code, "Message": "no"}}


@contextmanager
def answers(model: type[Item], *given: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Let the service answer the first requests with errors; give the requests as they were sent."""
    events = model._get_connection().connection.client.meta.events
    waiting, sent = list(given), []

    def answer(params, **_):
        sent.append(params["body"])
        if waiting:
            parsed = waiting.pop(0) | {"ResponseMetadata": {"HTTPHeaders": {}}}
            return SimpleNamespace(status_code=400), parsed
        return None

    events.register("before-call.dynamodb", answer)
    yield sent
    events.unregister("before-call.dynamodb", answer)


class Pauses(list[float]):
    """Takes the place of sleeping: remembers how long it would have been, the jitter at its longest."""

    def table(self, model: type[Item]) -> DynamoTable:
        return DynamoTable(model, sleep=self.append, jitter=lambda _, longest: longest)


PASSING = {
    "another transaction at the same row": cancelled(CONFLICT, FINE),
    "a row that is throttled": cancelled(FINE, THROTTLED),
    "a table that is throttled": failing("ProvisionedThroughputExceededException"),
    "the same transaction still at work": failing("TransactionInProgressException"),
    "a service in trouble": failing("InternalServerError"),
}


@pytest.mark.parametrize("answer", PASSING.values(), ids=PASSING)
def test_what_passes_is_tried_again_after_growing_pauses(dynamo, answer):
    pauses = Pauses()
    with answers(dynamo, answer, answer, answer):
        pauses.table(dynamo).transact([ONE, TWO])
    assert pauses == [0.1, 0.2, 0.4]
    assert DynamoTable(dynamo).get(TWO.row.key)


def test_every_attempt_carries_the_same_token(dynamo):
    with answers(dynamo, cancelled(CONFLICT), cancelled(CONFLICT)) as sent:
        Pauses().table(dynamo).transact([ONE])
    assert len(sent) == 3
    assert len(set(sent)) == 1
    assert b"ClientRequestToken" in sent[0]


def test_what_does_not_pass_is_busy_and_not_refused(dynamo):
    pauses = Pauses()
    with answers(dynamo, *[cancelled(CONFLICT)] * ATTEMPTS), pytest.raises(TableBusy):
        pauses.table(dynamo).transact([ONE])
    assert len(pauses) == ATTEMPTS - 1
    assert max(pauses) == table.LONGEST_PAUSE


def test_a_mistake_of_the_program_is_not_tried_again(dynamo):
    pauses = Pauses()
    with answers(dynamo, failing("ValidationException")), pytest.raises(TransactWriteError):
        pauses.table(dynamo).transact([ONE])
    assert pauses == []


def test_a_condition_that_failed_beside_contention_is_refused_at_once(dynamo):
    with answers(dynamo, cancelled(CONFLICT, REFUSED)), pytest.raises(WriteRefused) as refused:
        Pauses().table(dynamo).transact([ONE, TWO])
    assert refused.value.position == 1


def test_the_write_refused_is_named_in_the_callers_order(dynamo):
    """PynamoDB sends checks first, then deletes, then puts."""
    stored = kinds.row(some.school(code="3", version=1))
    DynamoTable(dynamo).transact([Write(Verb.PUT, stored, 0)])
    missing = kinds.row(some.school(code="4", version=1))
    writes = [ONE, Write(Verb.DELETE, stored, 7), TWO, Write(Verb.CHECK, missing, 1)]
    with pytest.raises(WriteRefused) as refused:
        DynamoTable(dynamo).transact(writes)
    assert refused.value.position == 1


READS: dict[str, tuple[Callable[[DynamoTable], Any], type[Exception]]] = {
    "a get": (lambda t: t.get(ONE.row.key), GetError),
    "a get of several": (lambda t: t.batch_get([ONE.row.key]), GetError),
    "a list": (lambda t: DynamoStore(t).schools(), QueryError),
}


@pytest.mark.parametrize(("read", "error"), READS.values(), ids=READS)
def test_a_throttled_read_is_an_error_and_never_a_missing_row(dynamo, read, error):
    with answers(dynamo, failing("ProvisionedThroughputExceededException")), pytest.raises(error):
        read(DynamoTable(dynamo))


def test_a_list_of_more_than_a_megabyte_is_read_to_its_end(dynamo):
    policies = tuple(some.policy(number=number, note="长" * 100_000) for number in range(5, 0, -1))
    store = DynamoStore(DynamoTable(dynamo))
    for policy in policies:
        store.commit(Insert(policy))
    with Meter(dynamo).installed() as meter, meter.measured() as cost:
        assert store.policies(SCHOOL) == policies
    assert cost.requests["Query"] == 2


def test_a_row_without_a_list_carries_no_attribute_of_it(dynamo):
    DynamoTable(dynamo).transact([Write(Verb.PUT, kinds.row(some.policy()), 0)])
    stored = dynamo.get(*kinds.row(some.policy()).key)
    assert set(stored.attribute_values) == {"pk", "sk", "kind", "schema", "readable_from", "version", "body"}


def test_a_row_that_expires_says_when(dynamo):
    DynamoTable(dynamo).transact([Write(Verb.PUT, kinds.row(some.session()), 0)])
    assert dynamo.get(*kinds.row(some.session()).key).ttl.isoformat() == "2026-03-05T20:40:00+00:00"


def test_a_counter_is_no_record(dynamo):
    assert [DynamoTable(dynamo).add(Key("COUNTER", "C")) for _ in range(2)] == [1, 2]


def newer_row(dynamo: type[Item], *, readable_from: int = SCHEMA) -> Key:
    """Store an admission as a later release would: with a field, and a place in a list, that this one does not know."""
    stored = items.item(dynamo, kinds.row(some.admission()))
    stored.schema, stored.readable_from = SCHEMA + 1, readable_from
    stored.body = json.dumps(json.loads(stored.body) | {"badge": "gold"})
    stored.work_pk, stored.work_sk = "BADGES", "gold"
    stored.save()
    return Key(stored.pk, stored.sk)


def test_what_a_newer_release_wrote_survives_a_change_by_this_one(dynamo):
    key = newer_row(dynamo)
    store = DynamoStore(DynamoTable(dynamo))
    found = store.find_admission(SCHOOL, some.EMPLOYER)
    store.commit(Replace(replace(found, reason="准入", version=2)))
    stored = dynamo.get(*key)
    assert json.loads(stored.body)["badge"] == "gold"
    assert json.loads(stored.body)["reason"] == "准入"
    assert (stored.schema, stored.readable_from, stored.version) == (SCHEMA + 1, SCHEMA, 2)
    assert (stored.work_pk, stored.work_sk) == ("BADGES", "gold")
    assert store.find_admission(SCHOOL, some.EMPLOYER).reason == "准入"


def test_a_newer_row_that_this_release_may_not_read_is_refused_by_name(dynamo):
    newer_row(dynamo, readable_from=SCHEMA + 1)
    with pytest.raises(CodecError, match="admission"):
        DynamoStore(DynamoTable(dynamo)).find_admission(SCHOOL, some.EMPLOYER)


def newer_mark(dynamo: type[Item], mark: Any, readable_from: int) -> Key:
    stored = items.item(dynamo, kinds.row(mark))
    stored.schema, stored.readable_from = SCHEMA + 1, readable_from
    stored.body = json.dumps(json.loads(stored.body) | {"ground": "breach"})
    stored.save()
    return Key(stored.pk, stored.sk)


def test_what_a_newer_release_wrote_survives_although_only_its_record_was_read(dynamo):
    key = newer_mark(dynamo, some.status_mark(), SCHEMA)
    store = DynamoStore(DynamoTable(dynamo))
    (found,) = store.status_marks(some.status_mark().list_id)
    store.commit(Replace(replace(found, is_published=True, version=2)))
    assert json.loads(dynamo.get(*key).body)["ground"] == "breach"


def test_a_newer_record_that_this_release_may_not_read_is_refused_by_name(dynamo):
    newer_mark(dynamo, some.status_mark(), SCHEMA + 1)
    with pytest.raises(CodecError, match="mark"):
        DynamoStore(DynamoTable(dynamo)).status_marks(some.status_mark().list_id)


def test_records_are_read_to_their_end_over_several_answers(dynamo):
    marks = [some.status_mark(index=index) for index in range(5)]
    DynamoStore(DynamoTable(dynamo)).commit(*map(Insert, marks))
    client, asked = dynamo._get_connection().connection.client, []

    def shorten(params, model, **_):
        body = json.loads(params["body"]) | {"Limit": 2}
        asked.append(body["ProjectionExpression"])
        params["body"] = json.dumps(body).encode()

    client.meta.events.register("before-call.dynamodb.Query", shorten)
    assert DynamoStore(DynamoTable(dynamo)).status_marks(marks[0].list_id) == tuple(marks)
    client.meta.events.unregister("before-call.dynamodb.Query", shorten)
    assert len(asked) == 3
