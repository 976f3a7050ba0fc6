"""In bad weather nothing is half saved, the operator has the next step in each line, and all goes on afterwards."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from functions.adapters.dynamo.table import TableBusy
from functions.bootstrap import Issuer
from functions.domain.actors import Role
from functions.ports import ChannelRefused
from functions.usecases import imports
from tests import steps
from tests.deployed_log import Written, deployed
from tests.marks import Talkative
from tests.streams import change
from tests.unit.test_entrypoints import RULE, Hurry, entrypoints  # noqa: F401 - a fixture
from tests.unit.web.asking import PDF, form, stored
from tests.world import World


def said_by_aws(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "in its own words"}}, "Any")


class Out:
    """Something that fails, whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Callable[..., None]:
        def fail(*_: object, **__: object) -> None:
            raise self.error

        return fail


class Desk:
    """A world whose jobs all have something to do, and a part of which does not work."""

    def __init__(self) -> None:
        self.table = Talkative()
        self.world = World(table=self.table)
        self.found = steps.signed(self.world)
        imports.upload(self.world.services, steps.actor(self.world, Role.ADMIN), "名单.xlsx", b"PK not a workbook")
        self.world.publish_trust()
        self.issuer = Issuer(self.world.services, self.world.signer, self.world.press)

    def fail(self, part: str, error: Exception | None) -> None:
        """Have a part fail with an error, or work again with None."""
        if part == "table":
            self.table.broken = error
            return
        owner: Any = self.issuer if part == "signer" else self.world.services
        object.__setattr__(owner, part, Out(error) if error else getattr(self.world, part))

    def outcome(self) -> tuple[bool, list[tuple[str, str]], list[str]]:
        """Return what is to come of it: the paper, the mail, and what of the imports is left."""
        store = self.world.services.store
        mail = sorted((to, subject) for to, subject, _ in self.world.mailer.sent)
        return store.agreement(self.found.id).issued is not None, mail, [one.id for one in store.waiting_imports()]


def run(stage: ModuleType, desk: Desk) -> None:
    records = {"Records": [change(desk.found)]}
    for event in (records, {"resources": [f"{RULE}each_minute"]}):
        try:
            stage.issuer(event, Hurry(300_000))
        except ExceptionGroup:
            continue  # Lambda writes it into the log, and calls again.


# What does not work, and what it says.
JOBS: dict[str, tuple[str, Exception]] = {
    "KMS is down": ("signer", said_by_aws("KMSInternalException")),
    "a key is disabled": ("signer", said_by_aws("DisabledException")),
    "nobody answers for KMS": ("signer", EndpointConnectionError(endpoint_url="any")),
    "the buckets are asked too much": ("blobs", said_by_aws("SlowDown")),
    "the site may not be written": ("site", said_by_aws("AccessDenied")),
    "the clock is wrong": ("site", said_by_aws("RequestTimeTooSkewed")),
    "SES is in its sandbox": ("mailer", ChannelRefused("MessageRejected")),
    "SES is asked too much": ("mailer", ChannelRefused("TooManyRequestsException")),
    "the table is throttled": ("table", said_by_aws("ThrottlingException")),
    "the table has contention": ("table", TableBusy("put off")),
}


@pytest.mark.parametrize(("part", "error"), JOBS.values(), ids=JOBS)
def test_jobs_go_on_when_the_weather_is_good_again(
    entrypoints: ModuleType,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch, part: str, error: Exception,
) -> None:  # fmt: skip
    desk, calm, written = Desk(), Desk(), Written()
    monkeypatch.setattr(entrypoints, "_issuer", lambda: calm.issuer)
    run(entrypoints, calm)
    monkeypatch.setattr(entrypoints, "_issuer", lambda: desk.issuer)
    desk.fail(part, error)
    with deployed(written):
        run(entrypoints, desk)
    lines = written.lines()
    assert lines
    assert [line for line in lines if "next" not in line or line["request"] != "8f1c"] == []
    desk.fail(part, None)
    assert desk.outcome() != calm.outcome()
    desk.world.clock.pass_(minutes=20)
    run(entrypoints, desk)
    assert desk.outcome() == calm.outcome()
    assert desk.outcome()[0]


REQUESTS: dict[str, tuple[str, Exception, str]] = {
    "the table is throttled": ("table", said_by_aws("ThrottlingException"), "busy"),
    "the table is down": ("table", said_by_aws("InternalServerError"), "unavailable"),
    "the credentials have expired": ("table", said_by_aws("ExpiredTokenException"), "needs_operator"),
    "the uploads are down": ("blobs", said_by_aws("InternalError"), "unavailable"),
    "the uploads may not be written": ("blobs", said_by_aws("AccessDenied"), "needs_operator"),
    "the clock is wrong": ("blobs", said_by_aws("RequestTimeTooSkewed"), "needs_operator"),
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("part", "error", "code"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_saves_nothing_or_all(part: str, error: Exception, code: str, language: str) -> None:
    desk, written = Desk(), Written()
    client, before = desk.world.client(Role.ADMIN), stored(desk.world)
    upload = form({}, {"file": (PDF, "名单.xlsx")}) | {"environ_overrides": {"HTTP_ACCEPT_LANGUAGE": language}}
    with deployed(written):
        desk.fail(part, error)
        answer = client.send("POST", "/api/imports", **upload)
        desk.fail(part, None)
    assert (answer.status_code, answer.get_json()["code"]) == (503, code)
    assert answer.get_json()["detail"].isascii() == (language == "en")
    assert stored(desk.world) == before
    (line,) = written.lines()
    assert (line["request"], bool(line["next"])) == (answer.get_json()["request"], True)
