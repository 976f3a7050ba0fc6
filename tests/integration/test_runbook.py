"""docs/runbook.md from its first command to its last: an operator's keyboard, all of AWS on moto or in memory.

What only a deployment can do is executed by `make deploy-test`; here it is passed over. Between two commands happens
what the page says in words (`BEFORE`, by heading and command): people act in the portal, time passes, things are lost.
"""

from __future__ import annotations

import getpass
import os
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from functions import bootstrap
from functions.adapters.dynamo import items
from functions.adapters.secrets import KeyedSecrets
from functions.bootstrap import Issuer
from functions.cli import __main__ as cli
from functions.cli import root_file
from functions.domain.dead_letter import DeadLetter
from functions.domain.issuing import KeyUse
from functions.ports import Delete, Replace
from functions.usecases import trust
from tests import factories, runbook, steps
from tests.integration import exporting
from tests.integration.conftest import REGION
from tests.runbook import Block
from tests.unit.test_settings import LOCAL
from tests.world import World, printer

PASSPHRASE = "correct horse battery staple"
OURS = "python -m functions.cli "
SECRET = "runbook/personal"
OTHER = "10002"


@dataclass
class Operator:
    """Who types the page: what they have before them, and what the words in capitals stand for."""

    world: World
    folder: Path
    stack: Mapping[str, str]
    s3: Any
    capsys: pytest.CaptureFixture[str]
    typed: set[str] = field(default_factory=set)
    version: int = 0

    @property
    def words(self) -> dict[str, str]:
        """What stands for the words in capitals, at this moment."""
        now = self.world.clock.now()
        return {
            # The world's clock stands still; a stranger's does not.
            "--cache FOLDER": f"--cache FOLDER --at {now.isoformat()}",
            "NUMBER": self.number, "WHY": "劳动争议 仲裁",
            "NAME": "campus", "SCHOOL": factories.SCHOOL, "ADDRESS": "first@platform.example", "PERSON": "值班员",
            "YEAR": str(now.year + 1), "MONTH": f"{now:%Y-%m}", "CALENDAR": str(now.year),
            "FOLDER": "leaving", "BACKUP": self.backup,
            "ROOT": self.root, "/media/stick": str(self.folder / "stick"), "OTHER": OTHER, "KID": self.key(0),
            "STOLEN": self.key(1), "CUTOFF": now.isoformat(), "VERSION": str(self.version + 1), "LETTER": "00000000",
        }  # fmt: skip

    def key(self, number: int) -> str:
        """Return the id of the school's first or second key for agreements of this year."""
        kept = self.world.services.store.signing_keys(factories.SCHOOL)
        year = self.world.clock.now().year
        found = [one for one in kept if one.use is KeyUse.AGREEMENT and one.not_before.year <= year]
        found.sort(key=lambda one: (one.not_before, one.cutoff is None))
        return found[number].kid if number < len(found) else ""

    @property
    def root(self) -> str:
        """The public key of the root that signs now, as it is on the sheet."""
        made = [path for name in ("last", "new", "root") if (path := self.folder / f"{name}.pub.pem").exists()]
        return root_file.read_public(made[0]).public.hex() if made else ""

    @property
    def number(self) -> str:
        """The number of the agreement that was signed, empty before that."""
        signed = self.world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
        return signed[0].number if signed else ""

    @property
    def backup(self) -> str:
        found = self.s3.list_objects_v2(Bucket=self.stack["Backups"], Prefix="exports/").get("Contents", ())
        return max((one["Key"].split("/")[1] for one in found), default="")

    def follow(self, block: Block) -> None:
        """Type a block; raises AssertionError where it does not go as the page says."""
        for (heading, command), happens in BEFORE.items():
            if block.heading == heading and block.lines[0].startswith(command):
                happens(self)
        self.capsys.readouterr()
        lines = [line for line in block.lines if line.startswith(OURS) or not block.is_deploying]
        said = "".join(self.type(line) for line in lines if line not in runbook.BY_HAND)
        if len(lines) == len(block.lines):
            runbook.require_printed(block, said, self.words)

    def type(self, line: str) -> str:
        self.typed.add(line)
        filled = runbook.typed(line, self.words)
        if line.startswith(OURS):
            status, (out, err) = cli.main(shlex.split(filled.removeprefix(OURS))), self.capsys.readouterr()
        else:
            ended = runbook.shell(filled, self.folder, os.environ)
            status, out, err = ended.returncode, ended.stdout, ended.stderr
        assert status == 0, (filled, out, err)
        exporting.finish(self.s3, self.stack["Backups"], REGION)
        return out


def people_begin(operator: Operator) -> None:
    """Sign an agreement, as people do in the portal, and let a night pass."""
    world, store = operator.world, operator.world.services.store
    student = store.student(factories.SCHOOL, factories.STUDENT)
    sealed = world.services.secrets.seal("11010519491231002X")
    store.commit(Replace(replace(student, id_sealed=sealed, version=student.version + 1)))
    steps.issued(world)
    world.run_jobs()
    a_night_passes(operator)


def a_night_passes(operator: Operator) -> None:
    """Put into DynamoDB what the world has, and make the nightly backup."""
    table = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[operator.stack["Table"]]
    table.items.clear()
    rows, model = operator.world.table, items.bound("any")
    counters = (model(*key, count_=count) for key, count in rows._counters.items())
    for row in (*(items.item(model, row) for row in rows._rows.values()), *counters):
        table.put_item(row.serialize())
    for key, content in operator.world.blobs.objects.items():
        operator.s3.put_object(Bucket=operator.stack["Documents"], Key=key, Body=content)
    operator.type(f"{OURS}backup make")


def another_school_is_opened(operator: Operator) -> None:
    operator.world.insert(factories.school(code=OTHER), factories.policy(school=OTHER))


def a_day_passes(operator: Operator) -> None:
    operator.world.clock.pass_(days=1)


def the_root_is_given_up(operator: Operator) -> None:
    """Take away what `infra.deploy uproot` takes away."""
    site = operator.world.site
    operator.version = site.orders[trust.PATH]
    for path in (trust.PATH, "v"):
        site.files.pop(path, None)
        site.orders.pop(path, None)


def papers_are_lost(operator: Operator) -> None:
    for key in operator.world.blobs.objects:
        operator.s3.delete_object(Bucket=operator.stack["Documents"], Key=key)


def the_table_is_lost(operator: Operator) -> None:
    dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[operator.stack["Table"]].items.clear()


def the_issuer_gives_up(operator: Operator) -> None:
    operator.world.dead_letters.put(DeadLetter(number="1", reason="a cause that is mended"))


BEFORE: dict[tuple[str, str], Callable[[Operator], None]] = {
    ("A new release", f"{OURS}migrate"): people_begin,
    ("A school joins", f"{OURS}keys create"): another_school_is_opened,
    ("A key is replaced early", f"{OURS}keys retire"): a_day_passes,
    ("It is lost", f"{OURS}keys root"): the_root_is_given_up,
    ("Backup and restore", OURS): a_night_passes,
    ("Papers or uploads are lost", OURS): papers_are_lost,
    ("The table is lost or damaged", OURS): the_table_is_lost,
    ("What the issuer gave up", OURS): the_issuer_gives_up,
}


@pytest.fixture
def operator(
    emptied: dict[str, str], dynamo: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Operator]:  # fmt: skip
    """Give an operator with a deployment on the first evening: a school without keys, and nobody's signature yet."""
    world, s3 = World(press=printer()), boto3.client("s3", region_name=REGION)
    recovery = {"PointInTimeRecoveryEnabled": True}  # the template asks for it; moto leaves it out
    boto3.client("dynamodb", region_name=REGION).update_continuous_backups(
        TableName=emptied["Table"], PointInTimeRecoverySpecification=recovery
    )
    keys = world.services.store.signing_keys(factories.SCHOOL)
    world.services.store.commit(*map(Delete, keys))
    boto3.client("secretsmanager", region_name=REGION).create_secret(Name=SECRET, SecretString="00" * 32)
    variables = LOCAL | {
        "AWS_ENDPOINT": "", "AWS_REGION": REGION, "TABLE": emptied["Table"], "UPLOADS_BUCKET": emptied["Uploads"],
        "DOCUMENTS_BUCKET": emptied["Documents"], "SITE_BUCKET": emptied["Site"], "PERSONAL_SECRET": SECRET,
        "BACKUPS_BUCKET": emptied["Backups"],
    }  # fmt: skip
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    def issuer(settings: Any) -> Issuer:
        services = replace(world.services, secrets=KeyedSecrets(bootstrap.vault(settings).read))
        return Issuer(services, world.signer, world.press, dead_letters=world.dead_letters)

    # Clients take longer to make than all that is asked of them.
    monkeypatch.setattr(bootstrap, "archive", cache(bootstrap.archive))
    monkeypatch.setattr(bootstrap, "vault", cache(bootstrap.vault))
    monkeypatch.setattr(bootstrap, "issuer", issuer)
    monkeypatch.setattr(bootstrap, "services", lambda settings: issuer(settings).services)
    monkeypatch.setattr("builtins.input", lambda _: "y")
    monkeypatch.setattr(getpass, "getpass", lambda _: PASSPHRASE)
    for path in ("stick", "environments"):
        (tmp_path / path).mkdir()
    (tmp_path / "functions").symlink_to(runbook.ROOT / "functions")
    monkeypatch.chdir(tmp_path)
    yield Operator(world, tmp_path, emptied, s3, capsys)
    boto3.client("secretsmanager", region_name=REGION).delete_secret(SecretId=SECRET, ForceDeleteWithoutRecovery=True)


def test_every_command_of_the_page_does_what_it_says(operator: Operator) -> None:
    for block in runbook.blocks():
        operator.follow(block)
