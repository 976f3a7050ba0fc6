"""What both functions and an operator do in a school in full use, played once on moto with what AWS calls."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from types import ModuleType

import boto3
import pytest

from benchmarks import roster
from functions import bootstrap, settings
from functions.adapters.kms import KmsSigner
from functions.adapters.spreadsheet.writing import write_xlsx
from functions.domain.actors import Role
from functions.domain.agreement import State as AgreementState
from functions.domain.channels import Channel
from functions.domain.errors import NotFound
from functions.domain.imports import State
from functions.domain.policy import SchoolPolicy
from functions.jobs import retain
from functions.ports import ChannelRefused, Insert, ProviderRefused, Replace, Services
from functions.usecases import imports, retention
from functions.usecases.turns import Turn
from tests import crawling, factories, steps, world
from tests.integration.roles import operating
from tests.integration.roles.recording import REGION, NotedTable, Recorder
from tests.unit.web.asking import visitor
from tests.world import Client, StandingClock, World

RULE = f"arn:aws-cn:events:{REGION}:000000000000:rule/0a1b2c-functions.entrypoints."
EVERY = frozenset(Channel)
# Nobody listens there: what WeChat and the other platform would answer takes no permission of ours.
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="package")
def walked(stack: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    """Give the calls of the story; no role acts where an account's lifecycle rules would, or a test looks on."""
    recorder, clock = Recorder(), StandingClock()
    table = NotedTable(recorder, stack["Table"])
    with pytest.MonkeyPatch.context() as patch:
        recorder.install(patch)
        patch.setattr(bootstrap, "SystemClock", lambda: clock)
        patch.setattr(bootstrap, "DynamoTable", lambda _: table)
        patch.setattr(bootstrap, "_printer", lambda _: world.Words())
        functions = _deployed(patch, stack)
        _play(recorder, _school(recorder, functions, patch, table, clock))
        _mail_by_smtp(recorder)
        _back_up(recorder, functions, patch, stack)
        _retain(recorder, functions, clock)
        operating.operate(recorder, tmp_path_factory.mktemp("operators"))
        yield recorder


def _deployed(patch: pytest.MonkeyPatch, stack: dict[str, str]) -> ModuleType:
    """Import what Lambda imports, with the environment of a deployment that has every channel."""
    vault = boto3.client("secretsmanager", region_name=REGION)
    names = {name: f"agreements-test/{name}" for name in ("personal", "wechat", "federation", "smtp")}
    for name in names.values():
        vault.create_secret(Name=name, SecretString=f"{1:064x}")
    environment = {
        "DEPLOYMENT": "test", "OFFICIAL_HOST": world.HOST, "AWS_REGION": REGION, "TABLE": stack["Table"],
        "UPLOADS_BUCKET": stack["Uploads"], "DOCUMENTS_BUCKET": stack["Documents"], "SITE_BUCKET": stack["Site"],
        "MAIL_FROM": "notice@example.cn", "PERSONAL_SECRET": names["personal"], "SIGNER": "kms",
        "TEXTS": str(world.TEXTS), "DEAD_LETTERS": stack["DeadLetters"], "SERVE_SITE": "yes",
        "SMS_REGION": "ap-southeast-1",
        "WECHAT_APP_ID": "wx1", "WECHAT_SECRET": names["wechat"], "WECHAT_TEMPLATE": "t", "WECHAT_FIELDS": "a1,b2",
        "WECHAT_HOST": NOWHERE,
        "FEDERATION_NAME": "学信网", "FEDERATION_ISSUER": NOWHERE, "FEDERATION_CLIENT_ID": "us",
        "FEDERATION_SECRET": names["federation"], "FEDERATION_AUTHORIZATION": NOWHERE, "FEDERATION_TOKEN": NOWHERE,
    }  # fmt: skip
    for name, value in environment.items():
        patch.setenv(name, value)
    patch.delenv("AWS_ENDPOINT", raising=False)
    return importlib.reload(importlib.import_module("functions.entrypoints"))


class _Objects(dict[str, bytes]):
    """The objects that a test of the world lays by hand, in the bucket."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    def __setitem__(self, key: str, content: bytes) -> None:
        self._services.blobs.put(key, content, "application/pdf")


def _school(
    recorder: Recorder, functions: ModuleType, patch: pytest.MonkeyPatch, table: NotedTable, clock: StandingClock
) -> World:
    """Return a world whose API and jobs are the deployed ones; an operator founded its school."""
    kms = boto3.client("kms", region_name=REGION)
    patch.setattr(world, "MemorySigner", lambda: KmsSigner(lambda: kms, "agreements-test"))
    with recorder.acting("operators"):
        made = World(SchoolPolicy(notify_invitation=EVERY, notify_signing=EVERY), table=table)
    made.clock = clock
    made.services, made.app = bootstrap.services(settings.read()), functions.app
    made.blobs.objects = _Objects(made.services)
    patch.setattr(made, "run_jobs", lambda: _run_jobs(recorder, functions))
    return made


def _run_jobs(recorder: Recorder, functions: ModuleType) -> None:
    with recorder.acting("issuer"):
        functions.issuer({"Records": [{"eventSource": "aws:dynamodb"}]}, None)
        for name in ("each_minute", "each_hour", "each_day"):
            functions.issuer({"resources": [RULE + name]}, None)


def _play(recorder: Recorder, school: World) -> None:
    student = school.services.store.account("account-student")
    school.services.store.commit(Replace(replace(student, wechat="openid", version=student.version + 1)))
    with recorder.acting("api"):
        ids = crawling.in_use(school)
        for role in (Role.STUDENT, Role.ADMIN):
            _reads(school.client(role), role, ids)
        _opens_pages(school)
        _logs_in_and_out(school)
        _invites_a_colleague(school.client(Role.EMPLOYER))
        _is_led_to_other_platforms(school.services)
        _asks_for_what_is_gone(school.services)
        _imports(recorder, school)
    with recorder.acting("operators"):
        school.publish_trust()


def _mail_by_smtp(recorder: Recorder) -> None:
    """Send a mail from both functions and as an operator where a mail server takes it in the place of SES."""
    by_smtp = {"MAIL": "smtp", "SMTP_HOST": NOWHERE.rpartition("/")[2], "SMTP_SECRET": "agreements-test/smtp"}
    mailer = bootstrap.services(settings.read(os.environ | by_smtp)).mailer
    for role in ("api", "issuer", "operators"):
        with recorder.acting(role), pytest.raises(ChannelRefused, match="SmtpUnreached"):
            mailer.send("somebody@example.cn", "邀约", "请查看")


def _back_up(recorder: Recorder, functions: ModuleType, patch: pytest.MonkeyPatch, stack: dict[str, str]) -> None:
    """Back up on two nights; in between an object has gone."""
    patch.setenv("BACKUPS_BUCKET", stack["Backups"])
    functions._issuer.cache_clear()
    s3 = boto3.client("s3")
    s3.put_object(Bucket=stack["Uploads"], Key="evidence/gone.pdf", Body=b"%PDF")
    for _ in range(2):
        with recorder.acting("issuer"):
            functions.issuer({"resources": [f"{RULE}each_day"]}, None)
        s3.delete_object(Bucket=stack["Uploads"], Key="evidence/gone.pdf")


def _retain(recorder: Recorder, functions: ModuleType, clock: StandingClock) -> None:
    """Let the time of a draft be over, which has a paper, and of an agreement that was issued."""
    services = functions._issuer().services
    begun = factories.NOW - timedelta(days=900)
    papers = factories.initiation(files=(factories.evidence_file(key="evidence/old.pdf"),), saved_at=begun)
    old = factories.agreement(id="old", state=AgreementState.DRAFT, submitted_at=begun, initiation=papers)
    long_ago = factories.NOW - timedelta(days=2200)
    ended = factories.agreement(id="ended", state=AgreementState.VOID, submitted_at=long_ago, ended_at=long_ago)
    services.store.commit(Insert(old), Insert(ended), Insert(factories.issuance(agreement=ended.id)))
    with recorder.acting("issuer"):
        assert sum(_a_day_later(services, clock) for _ in range(retention.DAYS)) == 2


def _a_day_later(services: Services, clock: StandingClock) -> int:
    clock.pass_(days=1)
    return retain.run(services, Turn())


def _reads(client: Client, role: Role, ids: dict[str, str]) -> None:
    """Have one person read all that there is."""
    for route in crawling.readings(role):
        with suppress(KeyError):
            answer = client.get(crawling.path(route, ids))
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, route.path


def _opens_pages(school: World) -> None:
    """Read a list that the issuer has published, and a page that nobody has."""
    listed = school.services.store.status_lists(factories.SCHOOL)[0]
    assert school.app.test_client().get(f"/s/{listed.id}.cwt").status_code == HTTPStatus.OK
    assert school.app.test_client().get("/v").status_code == HTTPStatus.NOT_FOUND


def _logs_in_and_out(school: World) -> None:
    hashed = school.services.secrets.hash_password(world.PASSWORD)
    school.open_account(Role.COLLEGE, id="reviewer", login="wang@school.example", password_hash=hashed)
    one = visitor(school)
    answer = one.post("/api/session", {"login": "wang@school.example", "password": world.PASSWORD})
    assert answer.status_code == 200, answer.get_json()
    one.csrf = answer.get_json()["csrf"]
    assert one.send("DELETE", "/api/session").status_code == 204


def _asks_for_what_is_gone(services: Services) -> None:
    for key in ("documents/10123/none/1/1.pdf", "evidence/none.pdf"):
        with pytest.raises(NotFound):
            services.blobs.get(key)


def _imports(recorder: Recorder, school: World) -> None:
    """Import a graduate, then the same one with another ID number; at last a roster that the bucket kept no longer."""
    admin, (mine, other) = steps.actor(school, Role.ADMIN), roster.rows(2)
    at = roster.HEADERS.index("证件号码")
    for row in (mine, [*mine[:at], other[at], *mine[at + 1 :]]):
        made = imports.upload(school.services, admin, "名单.xlsx", write_xlsx(roster.HEADERS, [_ours(row)]))
        school.run_jobs()
        imports.start(school.services, admin, made.id, leave_out_bad=False)
        school.run_jobs()
        assert imports.read(school.services, admin, made.id).state is State.DONE
    made = imports.upload(school.services, admin, "名单.xlsx", b"PK")
    with recorder.acting(""):
        boto3.client("s3").delete_object(Bucket=os.environ["UPLOADS_BUCKET"], Key=made.blob)
    school.run_jobs()


def _ours(row: list[str]) -> list[str]:
    college = factories.school().colleges[0].name
    return [college if header == "学院" else cell for header, cell in zip(roster.HEADERS, row, strict=True)]


def _invites_a_colleague(client: Client) -> None:
    answer = client.post("/api/colleagues", {"name": "陈晓", "email": "second@example.org"})
    assert answer.status_code == 201, answer.get_json()


def _is_led_to_other_platforms(services: Services) -> None:
    assert services.wechat
    assert services.federation
    with pytest.raises(ChannelRefused):
        services.wechat.openid("code")
    with pytest.raises(ProviderRefused):
        services.federation.subject("code", "https://us.example/back", "v" * 43, "nonce")
