"""The service's own clients in bad weather, from what AWS answers to what a person reads; nothing of it is doubled.

The rest of the weather, without the clients, is test_weather.py; what each answer means is adapters/test_outages.py.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from functions import bootstrap, settings
from functions.bootstrap import Issuer
from functions.domain.actors import Role
from functions.domain.notice import MAX_ATTEMPTS
from functions.jobs import deliver, issue
from tests import steps
from tests.failing_aws import WORDS, Sky, failing
from tests.unit.test_settings import LOCAL
from tests.unit.web.asking import stored
from tests.world import FONTS, TEXTS, World


@pytest.fixture(scope="module")
def sky() -> Iterator[Sky]:
    with failing() as served, pytest.MonkeyPatch.context() as patched:
        patched.setattr(time, "sleep", lambda _: None)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patched.setenv(name, "testing")
        yield served


@pytest.fixture(scope="module")
def deployed(sky: Sky) -> Issuer:
    """The real adapters, which reach that sky."""
    place = {"AWS_ENDPOINT": sky.url, "TEXTS": str(TEXTS), "FONTS": str(FONTS), "SIGNER": "kms"}
    made = bootstrap.issuer(settings.read(LOCAL | place))
    made.services.store.table._sleep = lambda _: None  # type: ignore[attr-defined]  # DynamoStore's
    return made


# What AWS answers, and what the person is told: the problem's code, when to come again, and a word of the sentence.
TOLD: dict[str, tuple[int, str, str, str | None, str]] = {
    "a throttled table": (400, "ProvisionedThroughputExceededException", "busy", "5", "几秒后再试"),
    "a table that is down": (500, "InternalServerError", "unavailable", "30", "稍后"),
    "a clock that is off": (403, "InvalidSignatureException", "needs_operator", None, "编号"),
    "a role that was taken away": (400, "AccessDeniedException", "needs_operator", None, "编号"),
}


@pytest.mark.parametrize(("status", "error", "code", "after", "words"), TOLD.values(), ids=TOLD)
def test_a_person_reads_how_it_ends_and_nothing_is_saved(
    sky: Sky, deployed: Issuer, status: int, error: str, code: str, after: str | None, words: str
) -> None:  # fmt: skip
    world = World()
    found = steps.sent(world)
    client = world.client(Role.STUDENT)
    before, store = stored(world), world.services.store
    sky.status, sky.code, sky.asked = status, error, 0
    object.__setattr__(world.services, "store", deployed.services.store)
    answer = client.put(f"/api/invitations/{found.id}/acceptance", {"version": found.version})
    object.__setattr__(world.services, "store", store)
    assert (answer.status_code, answer.get_json()["code"], answer.headers.get("Retry-After")) == (503, code, after)
    assert words in answer.get_json()["detail"]
    assert not any(word in answer.get_data(as_text=True) for word in WORDS.split())
    assert (sky.asked > 1) == (after is not None)
    assert stored(world) == before


def test_what_kms_could_not_sign_waits_as_it_was_fixed(sky: Sky, deployed: Issuer) -> None:
    world = World()
    found, store = steps.signed(world), world.services.store
    sky.status, sky.code = 500, "KMSInternalException"
    assert issue.run(world.services, deployed.signer, world.press) == 0
    fixed = store.find_issuance(found.id, found.edition)
    assert fixed
    refused = world.client(Role.STUDENT).post(f"/api/agreements/{found.id}/prints", {"copy": 1})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "not_issued_yet")
    assert "正在生成" in refused.get_json()["detail"]
    world.clock.pass_(hours=3)
    assert issue.run(world.services, world.signer, world.press) == 1
    assert store.agreement(found.id).issued
    assert store.find_issuance(found.id, found.edition).payload == fixed.payload


def test_what_ses_keeps_in_its_sandbox_is_failed_in_the_end_and_read_in_the_portal(
    sky: Sky, deployed: Issuer
) -> None:  # fmt: skip
    world = World()
    steps.sent(world)
    object.__setattr__(world.services, "mailer", deployed.services.mailer)
    sky.status, sky.code, sky.asked = 400, "MessageRejected", 0
    for _ in range(MAX_ATTEMPTS + 3):
        deliver.run(world.services)
        world.clock.pass_(hours=2)
    assert sky.asked == MAX_ATTEMPTS
    (notice,) = world.client(Role.STUDENT).get("/api/notices").get_json()["items"]
    (mail,) = [each for each in notice["channels"] if each["channel"] == "email"]
    texts = json.loads((TEXTS / "zh-CN" / "codes.json").read_text("utf-8"))
    assert texts["channel_states"][mail["state"]] == "未能发出"
