"""What the first tagged release stored is read, written anew in bulk, and goes on from there (docs/adr/0026)."""

from __future__ import annotations

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from functions.adapters.dynamo import items, kinds, upgrading
from functions.adapters.dynamo.releases import SCHEMA
from functions.adapters.dynamo.shapes import Key
from functions.adapters.dynamo.table import Verb, Write
from functions.cli import __main__ as cli
from functions.domain.actors import Role
from functions.domain.invitation import Invitation, State
from tests.fakes import MemoryTable
from tests.integration import exporting
from tests.integration.conftest import REGION
from tests.releases import sample
from tests.unit.test_settings import LOCAL

OLD = sample.read("v0.1.0")
RECORDS = [row for row in OLD if "kind" in row]
# One of each kind: moto takes its time.
FEW = list({row["kind"]["S"]: row for row in RECORDS}.values())
ANSWER = {"confirm": True, "pay_after_trial": 9500}


def key_of(row):
    return Key(row["pk"]["S"], row["sk"]["S"])


def read(row):
    return items.row(items.bound("old").from_raw_data(row))


def of_kind(kind):
    return next(row for row in FEW if row["kind"]["S"] == kind)


@pytest.fixture
def old(dynamo):
    """Give the model of a table with some of what v0.1.0 stored."""
    for row in FEW:
        dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[dynamo.Meta.table_name].put_item(row)
    return dynamo


@pytest.fixture
def operated(old, emptied, monkeypatch):
    """Let the command find that table; give what finishes an export that it asked for."""
    client, s3 = (boto3.client(service, region_name=REGION) for service in ("dynamodb", "s3"))
    recovery = {"PointInTimeRecoveryEnabled": True}  # the template asks for it; moto leaves it out
    client.update_continuous_backups(TableName=emptied["Table"], PointInTimeRecoverySpecification=recovery)
    buckets = {f"{use.upper()}_BUCKET": emptied[use] for use in ("Uploads", "Documents", "Site", "Backups")}
    for name, value in (
        LOCAL | buckets | {"AWS_ENDPOINT": "", "AWS_REGION": REGION, "TABLE": emptied["Table"]}
    ).items():
        monkeypatch.setenv(name, value)
    return lambda: exporting.finish(s3, emptied["Backups"], REGION)


def test_it_is_of_the_first_schema_and_has_every_kind_that_a_school_in_use_has():
    assert {row["schema"]["N"] for row in RECORDS} == {"1"}
    assert {"school", "student", "agreement", "termination", "issuance", "mark", "claim"} <= {
        row["kind"]["S"] for row in FEW
    }


def test_every_row_is_read_and_stands_where_this_release_would_put_it():
    for row in map(read, RECORDS):
        if not isinstance(row.record, kinds.Claim):
            assert (row.key, row.indexes) == (kinds.row(row.record).key, kinds.row(row.record).indexes)


def test_a_graduate_whom_the_old_release_invited_accepts():
    table = MemoryTable()
    for row in map(read, RECORDS):
        table.transact([Write(Verb.PUT, row, 0)])
    world = sample.Unfounded(table=table)
    offers = (row.record for row in table.rows() if isinstance(row.record, Invitation))
    offer = next(each for each in offers if each.state is State.PENDING)
    world.open_account(Role.STUDENT, id="someone", school=offer.school, party=offer.student)
    client = world.client(Role.STUDENT, "someone")
    shown = client.get(f"/api/invitations/{offer.id}").get_json()
    answer = client.put(f"/api/invitations/{offer.id}/acceptance", ANSWER | {"hash": shown["evidence"]["hash"]})
    assert answer.status_code == 200, answer.get_json()
    assert world.services.store.signing_lock(offer.school, offer.student).agreement == offer.id


def test_in_bulk_every_row_is_written_anew_once_and_says_the_same(old):
    before = {key_of(row): items.row(old.get(*key_of(row))) for row in FEW}
    assert upgrading.upgrade(old, FEW) == len(FEW)
    stored = {key: old.get(*key) for key in before}
    assert {int(each.schema) for each in stored.values()} == {SCHEMA}
    assert {key: items.row(each) for key, each in stored.items()} == before
    assert upgrading.upgrade(old, FEW) == 0


def test_what_somebody_changed_or_took_away_since_the_export_is_left_as_they_left_it(old):
    school, gone = of_kind("school"), of_kind("notice")
    old.get(*key_of(gone)).delete()
    renamed = old.get(*key_of(school))
    renamed.update(actions=[old.schema.set(SCHEMA), old.version.set(2)])
    assert upgrading.upgrade(old, [school, gone]) == 0
    assert int(old.get(*key_of(school)).version) == 2
    assert old.count(*key_of(gone)[:1], old.sk == gone["sk"]["S"]) == 0


def test_a_row_that_changes_while_it_is_written_anew_keeps_the_change(old, monkeypatch):
    school, read_row, is_first = of_kind("school"), items.row, iter([True])
    body = school["body"]["S"].replace('"version":1', '"version":9')
    changed = school | {"version": {"N": "9"}, "body": {"S": body}}

    def slow(stored):
        if next(is_first, False):
            old.from_raw_data(changed).save()
        return read_row(stored)

    monkeypatch.setattr(items, "row", slow)
    assert upgrading.upgrade(old, [school]) == 1
    stored = old.get(*key_of(school))
    assert (int(stored.version), int(stored.schema)) == (9, SCHEMA)


def test_the_command_says_what_it_will_do_does_it_and_has_nothing_left_to_do(old, operated, capsys):
    assert cli.main(["migrate", "--yes"]) == 1
    assert "no whole export" in capsys.readouterr().err
    assert cli.main(["backup", "make"]) == 0
    operated()
    assert cli.main(["migrate", "--dry-run"]) == 0
    assert f"write {len(FEW)} rows of schema 1 anew" in capsys.readouterr().out
    assert {int(old.get(*key_of(row)).schema) for row in FEW} == {1}
    assert cli.main(["migrate", "--yes"]) == 0
    assert f"wrote {len(FEW)} rows" in capsys.readouterr().out
    assert {int(old.get(*key_of(row)).schema) for row in FEW} == {SCHEMA}
