"""The drill: table and buckets are lost, export and copies are brought back, and every paper still holds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from functions import bootstrap, settings
from functions.adapters.copies import S3Copies
from functions.adapters.dynamo import items
from functions.adapters.dynamo.exports import TableExports
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.adapters.s3 import S3Blobs
from functions.adapters.site import S3Site
from functions.cli import __main__ as cli
from functions.cli.backup import LEAP
from functions.domain.events import Chain, first_break
from functions.jobs import back_up
from functions.ports import Services
from functions.usecases import statuses, trust
from tests import factories, steps
from tests.integration import exporting
from tests.integration.conftest import REGION
from tests.unit.test_settings import LOCAL
from tests.world import World
from verifier.attestation import Authentic, Status, trust_reader, verify

USES = ("Uploads", "Documents", "Site")


@cache
def client_of(service: Any) -> Any:
    return boto3.client(service, region_name=REGION)


@dataclass
class Deployment:
    """The stack on moto with everything of a world in it."""

    world: World
    s3: Any
    stack: dict[str, str]
    codes: dict[str, Status]
    """What a stranger must hear about each code that was printed."""

    def lose(self) -> None:
        """Empty the table and the buckets, except that of backups."""
        self.empty_table()
        for use in USES:
            for key in self.keys(use):
                self.s3.delete_object(Bucket=self.stack[use], Key=key)

    def empty_table(self) -> None:
        dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[self.stack["Table"]].items.clear()

    def keys(self, use: str, prefix: str = "") -> list[str]:
        found = self.s3.list_objects_v2(Bucket=self.stack[use], Prefix=prefix).get("Contents", ())
        return [each["Key"] for each in found]

    def exported(self) -> str:
        """Make a backup and return its name."""
        assert cli.main(["backup", "make"]) == 0
        exporting.finish(self.s3, self.stack["Backups"], REGION)
        return self.keys("Backups", "exports/")[0].split("/")[1]

    def file(self, name: str, ends: str) -> str:
        return next(key for key in self.keys("Backups", f"exports/{name}/") if key.endswith(ends))


@cache
def played() -> tuple[World, dict[str, Status]]:
    """Sign, reissue, terminate, sign again; return the world and what a stranger must hear about each code."""
    world = World()
    first = steps.issued(world)
    second = steps.reissued(world, steps.asked_to_reissue(world, first))
    world.run_jobs()
    second = world.services.store.agreement(second.id)
    steps.approved(world, steps.agreed(world, steps.applied(world, second)))
    world.clock.pass_(days=60)
    third = steps.issued(world)
    world.run_jobs()
    world.publish_trust()
    says = zip((first, second, third), (Status.SUPERSEDED, Status.TERMINATED, Status.VALID), strict=True)
    return world, {one.issued.url: status for one, status in says if one.issued}


# Clients are made once for all tests: they take longer than the rest.
archived = cache(bootstrap.archive)


@cache
def rows() -> list[dict[str, Any]]:
    """Return all of it as DynamoDB has it."""
    table, model = played()[0].table, items.bound("any")
    counters = (model(*key, count_=count) for key, count in table._counters.items())
    return [one.serialize() for one in (*(items.item(model, row) for row in table._rows.values()), *counters)]


@pytest.fixture
def deployed(emptied: dict[str, str], dynamo: Any, monkeypatch: pytest.MonkeyPatch) -> Deployment:
    stack, (world, codes) = emptied, played()
    s3, client = client_of("s3"), client_of("dynamodb")
    recovery = {"PointInTimeRecoveryEnabled": True}  # the template asks for it; moto leaves it out
    client.update_continuous_backups(TableName=stack["Table"], PointInTimeRecoverySpecification=recovery)
    table = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[stack["Table"]]
    for row in rows():
        table.put_item(row)
    blobs, site = S3Blobs(lambda: s3, stack["Uploads"], stack["Documents"]), S3Site(lambda: s3, stack["Site"])
    for key, content in world.blobs.objects.items():
        blobs.put(key, content, "application/pdf")
    for path, content in world.site.files.items():
        site.publish(path, content, "application/cwt", order=world.site.orders.get(path))
    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)
    for name, value in {
        "AWS_ENDPOINT": "", "AWS_REGION": REGION, "TABLE": stack["Table"], "UPLOADS_BUCKET": stack["Uploads"],
        "DOCUMENTS_BUCKET": stack["Documents"], "SITE_BUCKET": stack["Site"], "BACKUPS_BUCKET": stack["Backups"],
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bootstrap, "archive", archived)
    monkeypatch.setattr(bootstrap, "services", lambda _: world.services)
    return Deployment(world, s3, stack, codes)


def reborn(deployed: Deployment, dynamo: Any) -> Services:
    """Return services over the table and the buckets as they are now; clock and secrets were never in them."""
    stack, s3 = deployed.stack, deployed.s3
    return replace(
        deployed.world.services, store=DynamoStore(DynamoTable(dynamo)),
        blobs=S3Blobs(lambda: s3, stack["Uploads"], stack["Documents"]), site=S3Site(lambda: s3, stack["Site"]),
    )  # fmt: skip


def heard(services: Services, root: Ed25519PrivateKey, url: str) -> tuple[Authentic, Status]:
    """Return what a stranger hears about a code."""
    coded = services.site.read(trust.PATH)
    assert coded
    kept = trust_reader.read(coded, root.public_key().public_bytes_raw())
    report = verify(url, trust=kept, lists=lambda n: services.site.read(f"s/{n}.cwt"), now=services.clock.now())
    return report.authentic, report.status


def test_everything_is_lost_and_brought_back(
    deployed: Deployment, dynamo: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    world, name = deployed.world, deployed.exported()
    before = {use: deployed.keys(use) for use in USES}
    deployed.lose()
    assert cli.main(["backup", "restore", name, "--yes"]) == 0
    said = capsys.readouterr().out
    assert f"wrote {len(world.table._rows) + len(world.table._counters)} rows" in said
    assert {use: deployed.keys(use) for use in USES} == before
    services = reborn(deployed, dynamo)
    for url, status in deployed.codes.items():
        assert heard(services, world.root, url) == (Authentic.GENUINE, status)
    for case in {row.record.case for row in world.table._rows.values() if isinstance(row.record, Chain)}:
        assert services.store.events(case) == world.services.store.events(case)
        assert first_break(services.store.chain(case), services.store.events(case)) is None
    for row in world.table._rows.values():
        assert DynamoTable(dynamo).get(row.key) == row._replace(stored=row.indexes)


def test_what_counts_goes_on_after_a_restore(deployed: Deployment, dynamo: Any) -> None:
    world, name = deployed.world, deployed.exported()
    last = world.services.store.next_serial(factories.SCHOOL, 2026)
    later = [world.services.store.next_serial(factories.SCHOOL, 2026) for _ in range(3)]
    (list_,) = world.services.store.status_lists(factories.SCHOOL)
    deployed.lose()
    assert cli.main(["backup", "restore", name, "--yes"]) == 0
    services = reborn(deployed, dynamo)
    assert services.store.next_serial(factories.SCHOOL, 2026) == last + LEAP
    assert last + LEAP > max(later), "no number is given out twice"
    world.clock.pass_(minutes=1)
    published = statuses.publish(services, world.signer, list_.id)
    assert published.iat > list_.iat
    for url, status in deployed.codes.items():
        assert heard(services, world.root, url) == (Authentic.GENUINE, status)


def test_a_restore_that_was_stopped_is_run_again(
    deployed: Deployment, dynamo: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = deployed.exported()
    deployed.lose()
    write, left = TableExports._write, [2]

    def stops(self: TableExports, rows: Any) -> int:
        if not left[0]:
            raise OSError("killed")
        left[0] -= 1
        return write(self, rows)

    monkeypatch.setattr(TableExports, "_write", stops)
    assert cli.main(["backup", "restore", name, "--yes"]) == 1
    monkeypatch.setattr(TableExports, "_write", write)
    assert cli.main(["backup", "restore", name, "--yes"]) == 0
    assert reborn(deployed, dynamo).store.next_serial(factories.SCHOOL, 2026) == 2 + LEAP + 1, "one leap, not two"
    assert cli.main(["backup", "restore", name, "--yes"]) == 1, "a table that is in use is not written over"


class Asked(set[str]):
    """The names of exports that were asked for."""

    begin = set.add


def test_a_backup_that_was_stopped_before_any_of_its_changes_is_run_again(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job `back_up`: what was copied before the stop stays, and nothing is copied twice."""
    s3, services, asked = deployed.s3, deployed.world.services, Asked()
    copies = bootstrap.archive(settings.read()).copies
    copy, left = S3Copies._copy, [0]

    def stops(self: S3Copies, *where: str) -> None:
        if not left[0]:
            raise OSError("killed")
        left[0] -= 1
        copy(self, *where)

    monkeypatch.setattr(S3Copies, "_copy", stops)
    made, killed = 0, True
    while killed:
        left[0] = 1
        try:
            back_up.run(services, asked, copies)
            killed = False
        except OSError:
            made += 1
    originals = sum(
        len(s3.list_objects_v2(Bucket=deployed.stack[use]).get("Contents", ()))
        for use in ("Uploads", "Documents", "Site")
    )
    kept = s3.list_objects_v2(Bucket=deployed.stack["Backups"], Prefix="objects/")["Contents"]
    assert (len(kept), len(asked)) == (originals, 1)
    assert made == originals - 1 > 3


def test_exports_are_listed_and_one_that_is_being_written_says_so(
    deployed: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    name = deployed.exported()
    capsys.readouterr()
    assert cli.main(["backup", "list"]) == 0
    assert capsys.readouterr().out == f"{name} whole 完整\n"
    exports = bootstrap.archive(settings.read()).exports
    assert exports.whole_since() is not None
    deployed.s3.delete_object(Bucket=deployed.stack["Backups"], Key=deployed.file(name, "summary.json"))
    assert cli.main(["backup", "list"]) == 0
    assert capsys.readouterr().out == f"{name} being written 写入中\n"
    assert exports.whole_since() is None
    assert cli.main(["backup", "verify", name]) == 1


def test_a_sound_export_is_counted(deployed: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["backup", "verify", deployed.exported()]) == 0
    said = capsys.readouterr().out
    assert re.search(r" 2 Agreement\n", said)
    assert re.search(r" 3 Issuance\n", said)
    assert "全部一致" in said


def _cut(content: bytes) -> bytes:
    return gzip.compress(b"\n".join(gzip.decompress(content).splitlines()[:-1]) + b"\n")


DAMAGED: dict[str, Callable[[bytes], bytes | None]] = {
    "a file is missing": lambda _: None,
    "a row is missing": _cut,
    "a byte is another": lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
    "the end is missing": lambda content: content[:-40],
    "no file of gzip": lambda _: b"hello",
}


def test_a_damaged_export_is_refused_and_nothing_is_written(
    deployed: Deployment, dynamo: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    name, bucket, s3 = deployed.exported(), deployed.stack["Backups"], deployed.s3
    key = deployed.file(name, ".gz")
    whole = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    deployed.lose()
    for what, damage in DAMAGED.items():
        s3.delete_object(Bucket=bucket, Key=key)
        if (damaged := damage(whole)) is not None:
            s3.put_object(Bucket=bucket, Key=key, Body=damaged)
        capsys.readouterr()
        assert cli.main(["backup", "restore", name, "--yes"]) == 1, what
        assert capsys.readouterr().err.startswith(f"ExportDamaged: {key} "), what
    assert reborn(deployed, dynamo).store.schools().items == ()


def test_an_empty_bucket_is_no_wish_to_lose_its_copies(deployed: Deployment) -> None:
    deployed.exported()
    copies = deployed.keys("Backups", "objects/")
    for key in deployed.keys("Documents"):
        deployed.s3.delete_object(Bucket=deployed.stack["Documents"], Key=key)
    assert cli.main(["backup", "make"]) == 1
    assert deployed.keys("Backups", "objects/") == copies


def test_objects_alone_are_put_back_while_the_table_is_in_use(
    deployed: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.exported()
    before = deployed.keys("Documents")
    for key in before[1:]:
        deployed.s3.delete_object(Bucket=deployed.stack["Documents"], Key=key)
    assert cli.main(["backup", "objects", "--dry-run"]) == 0
    assert deployed.keys("Documents") == before[:1]
    assert cli.main(["backup", "objects", "--yes"]) == 0
    assert f"put back {len(before) - 1} objects" in capsys.readouterr().out
    assert deployed.keys("Documents") == before


def test_copies_follow_their_originals_and_what_is_for_a_few_days_has_none(deployed: Deployment) -> None:
    deployed.exported()
    s3, stack = deployed.s3, deployed.stack
    gone = deployed.keys("Documents")[0]
    s3.delete_object(Bucket=stack["Documents"], Key=gone)
    for key in ("imports/a.xlsx", "pieces/a", "unconfirmed/a.pdf"):
        s3.put_object(Bucket=stack["Uploads"], Key=key, Body=b"11010519491231002X")
    s3.put_object(Bucket=stack["Uploads"], Key="seals/a.png", Body=b"new")
    deployed.exported()
    copies = deployed.keys("Backups", "objects/")
    assert f"objects/documents/{gone}" not in copies
    assert "objects/uploads/seals/a.png" in copies
    assert not [key for key in copies if key.startswith(("objects/uploads/imports", "objects/uploads/pieces"))]
    assert not [key for key in copies if "unconfirmed" in key]
