"""What operators do, command after command, to a school in full use: functions.cli, as it is typed."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3

from functions import bootstrap, settings
from functions.adapters.dynamo import items, kinds
from functions.adapters.dynamo.releases import SCHEMA
from functions.cli.__main__ import main
from functions.ports import Replace
from functions.usecases import resealing
from tests import factories
from tests.factories import SCHOOL
from tests.integration import exporting
from tests.integration.roles.recording import Recorder
from tests.unit.domain.test_working_year import YEAR_2027

NIGHT = "exports/2026-11-20/AWSDynamoDB/1/data/a.json.gz"
LETTER = {"number": "1", "reason": "any", "pk": "CASE#gone", "sk": "AGREEMENT"}


def operate(recorder: Recorder, folder: Path) -> None:
    """Type all commands, and check that each is done; a school leaves last."""
    (folder / "2027.json").write_text(json.dumps(YEAR_2027), "utf-8")
    _lay_ground()
    with recorder.acting("operators"):
        for line in (
            "schools", "operator first@platform.example 平台", f"keys create {SCHOOL} --yes",
            f"calendar 2027 {folder}/2027.json --yes", "dead-letters list", "dead-letters play --yes",
            "secrets rotate --yes", "backup list", "backup verify 2026-11-20", "migrate --yes",
            "backup restore 2026-11-20 --yes", "backup make", f"retention due {SCHOOL}",
            f"school export {SCHOOL} {folder}/out", f"school close {SCHOOL} --yes",
            f"school erase {SCHOOL} {folder}/out --yes", "backup make",
        ):  # fmt: skip
            assert main(line.split()) == 0, line


def _lay_ground() -> None:
    """Lay an export with a row of an older release, copies that lost their originals, one letter, and ID numbers."""
    s3, bucket = boto3.client("s3"), os.environ["BACKUPS_BUCKET"]
    model = items.bound("any")
    row: dict[str, Any] = items.item(model, kinds.row(factories.school(code="10999"))).to_dynamodb_dict()
    older = row | {"schema": {"N": str(SCHEMA - 1)}}
    s3.put_object(Bucket=bucket, Key=NIGHT, Body=gzip.compress(json.dumps({"Item": older}).encode() + b"\n"))
    exporting.describe(s3, bucket, NIGHT)
    for lost in ("uploads/evidence/lost.pdf", "documents/documents/lost.pdf"):
        s3.put_object(Bucket=bucket, Key=f"objects/{lost}", Body=b"%PDF")
    s3.put_object(Bucket=os.environ["UPLOADS_BUCKET"], Key="evidence/new.pdf", Body=b"%PDF")
    boto3.client("sqs").purge_queue(QueueUrl=os.environ["DEAD_LETTERS"])
    boto3.client("sqs").send_message(QueueUrl=os.environ["DEAD_LETTERS"], MessageBody=json.dumps(LETTER))
    services = bootstrap.services(settings.read())
    for one in tuple(resealing.of_school(services, SCHOOL)):
        sealed = services.secrets.seal("11010519491231002X")
        services.store.commit(Replace(replace(one, id_sealed=sealed, version=one.version + 1)))
