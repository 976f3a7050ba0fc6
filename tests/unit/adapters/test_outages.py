"""What AWS says when it does not work, said to the real clients: how each ends, and the operator's next step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import NoCredentialsError

from functions import bootstrap, settings
from functions.adapters import outages
from functions.adapters.dynamo.table import TableBusy
from functions.bootstrap import Issuer
from functions.domain.errors import Refused
from functions.domain.issuing import SigningKey
from functions.ports import ChannelRefused, Insert, Outage, Trouble
from tests import factories
from tests.failing_aws import WORDS, Sky, failing
from tests.unit.test_settings import LOCAL
from tests.world import FONTS, TEXTS

Call = Callable[[Issuer], Any]
BUSY, DOWN, OPERATOR = Trouble.BUSY, Trouble.UNAVAILABLE, Trouble.NEEDS_OPERATOR


@pytest.fixture(scope="module")
def sky() -> Iterator[Sky]:
    with failing() as served:
        yield served


@pytest.fixture(scope="module")
def at_once() -> Iterator[None]:
    """Have every client try again at once, and most not at all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(time, "sleep", lambda _: None)
        patched.setenv("AWS_MAX_ATTEMPTS", "1")
        yield


def desk_at(url: str) -> Issuer:
    """The issuer's real adapters, all of whose clients reach one endpoint."""
    place = {"AWS_ENDPOINT": url, "TEXTS": str(TEXTS), "FONTS": str(FONTS), "SIGNER": "kms"}
    made = bootstrap.issuer(settings.read(LOCAL | place))
    made.services.store.table._sleep = lambda _: None  # type: ignore[attr-defined]  # DynamoStore's
    return made


@pytest.fixture(scope="module")
def desk(sky: Sky, at_once: None) -> Issuer:
    return desk_at(sky.url)


@pytest.fixture(scope="module")
def nowhere(at_once: None) -> Issuer:
    return desk_at("http://127.0.0.1:1")


def read(desk: Issuer) -> Any:
    return desk.services.store.account("a1")


def search(desk: Issuer) -> Any:
    return desk.services.store.undelivered()


def write(desk: Issuer) -> Any:
    desk.services.store.commit(Insert(factories.event()))


def fetch(desk: Issuer) -> Any:
    return desk.services.blobs.get("licences/1")


def look(desk: Issuer) -> Any:
    return desk.services.blobs.exists("licences/1")


def publish(desk: Issuer) -> Any:
    desk.services.site.publish("s/1.cwt", b"", "application/cwt", order=1)


def unlock(desk: Issuer) -> Any:
    return desk.services.secrets.mark("any")


def sign(desk: Issuer) -> Any:
    key: SigningKey = factories.signing_key()
    return desk.signer.sign(key, b"bytes")


def mail(desk: Issuer) -> Any:
    desk.services.mailer.send("a@mail.example", "subject", "body")


WEATHER: dict[str, tuple[Call, int, str, Trouble, str]] = {
    "a table that is throttled, read": (read, 400, "ProvisionedThroughputExceededException", BUSY, "hot key"),
    "a table that is throttled, searched": (search, 400, "ThrottlingException", BUSY, "hot key"),
    "a table that is throttled, written": (write, 400, "ThrottlingException", BUSY, "hot key"),
    "a table whose account has its limit": (read, 400, "RequestLimitExceeded", BUSY, "quotas"),
    "a table that is down": (search, 500, "InternalServerError", DOWN, "health page"),
    "a table that is not there": (read, 400, "ResourceNotFoundException", OPERATOR, "stack's outputs"),
    "a table that may not be read": (read, 400, "AccessDeniedException", OPERATOR, "role"),
    "a clock that is wrong, by the table": (read, 403, "InvalidSignatureException", OPERATOR, "clock"),
    "a clock that is wrong, by the buckets": (fetch, 403, "RequestTimeTooSkewed", OPERATOR, "clock"),
    "a signature that is wrong": (fetch, 403, "SignatureDoesNotMatch", OPERATOR, "clock"),
    "credentials that have expired": (write, 400, "ExpiredTokenException", OPERATOR, "credentials"),
    "credentials of nobody": (search, 400, "UnrecognizedClientException", OPERATOR, "credentials"),
    "a bucket that is asked too much": (fetch, 503, "SlowDown", BUSY, "tried again"),
    "a bucket that is down": (fetch, 500, "InternalError", DOWN, "health page"),
    "a bucket that is not there": (fetch, 404, "NoSuchBucket", OPERATOR, "stack's outputs"),
    "a bucket that may not be read": (fetch, 403, "AccessDenied", OPERATOR, "role"),
    "a bucket that may not be looked into": (look, 403, "AccessDenied", OPERATOR, "role"),
    "a site that may not be written": (publish, 403, "AccessDenied", OPERATOR, "role"),
    "a secret that may not be read": (unlock, 400, "AccessDeniedException", OPERATOR, "role"),
    "a secret that is not there": (unlock, 400, "ResourceNotFoundException", OPERATOR, "stack's outputs"),
    "a secret whose key does not work": (unlock, 400, "DecryptionFailure", OPERATOR, "KMS"),
    "secrets that are down": (unlock, 500, "InternalServiceError", DOWN, "health page"),
    "KMS that is down": (sign, 500, "KMSInternalException", DOWN, "health page"),
    "KMS that waits for another": (sign, 503, "DependencyTimeoutException", DOWN, "health page"),
    "KMS that is asked too much": (sign, 400, "ThrottlingException", BUSY, "tried again"),
    "a key that is disabled": (sign, 400, "DisabledException", OPERATOR, "enable it"),
    "a key that will be deleted": (sign, 400, "KMSInvalidStateException", OPERATOR, "cancel its deletion"),
    "a key that is gone": (sign, 400, "NotFoundException", OPERATOR, "stack's outputs"),
    "a key that may not be used": (sign, 400, "AccessDeniedException", OPERATOR, "key's policy"),
    "SES in its sandbox": (mail, 400, "MessageRejected", OPERATOR, "sandbox"),
    "SES without the sender's domain": (mail, 400, "MailFromDomainNotVerifiedException", OPERATOR, "verify"),
    "SES that is paused": (mail, 400, "SendingPausedException", OPERATOR, "SES"),
    "SES that is asked too much": (mail, 429, "TooManyRequestsException", BUSY, "tried again"),
    "an error that nobody has heard of": (fetch, 502, "BadWeather", DOWN, "health page"),
}


def outage(desk: Issuer, call: Call) -> tuple[Exception, Outage | None]:
    """Return what a call fails with, and how that is read."""
    with pytest.raises(Exception) as failure:  # noqa: PT011 - each client has its own
        call(desk)
    return failure.value, outages.read(failure.value)


@pytest.mark.parametrize(("call", "status", "code", "trouble", "step"), WEATHER.values(), ids=WEATHER)
def test_bad_weather_has_an_end_and_a_next_step(
    sky: Sky, desk: Issuer, call: Call, status: int, code: str, trouble: Trouble, step: str
) -> None:
    sky.status, sky.code = status, code
    error, found = outage(desk, call)
    assert found
    assert (found.trouble, step in found.next) == (trouble, True)
    assert not any(word in "".join(found) for word in WORDS.split())
    if isinstance(error, ChannelRefused):
        assert error.reason == code


@pytest.mark.parametrize("call", [read, search, write, fetch, look, publish, unlock, sign, mail])
def test_a_service_that_nobody_answers_for_is_down(nowhere: Issuer, call: Call) -> None:
    found = outage(nowhere, call)[1]
    assert found
    assert found.trouble is DOWN


OURS: dict[str, Exception] = {
    "a fault": KeyError("AccessDenied"),
    "a refusal": Refused("AccessDenied"),
    "an item that is too large": TypeError(),
    "a number that opted out": ChannelRefused("opted_out", is_final=True),
}


@pytest.mark.parametrize("error", OURS.values(), ids=OURS)
def test_a_fault_of_ours_is_no_outage(error: Exception) -> None:
    assert outages.read(error) is None


def test_a_write_that_the_table_does_not_take_is_our_fault(sky: Sky, desk: Issuer) -> None:
    sky.status, sky.code = 400, "ValidationException"
    assert outage(desk, write)[1] is None


def caused() -> Exception:
    error = ValueError("anything")
    error.__cause__ = TableBusy()
    return error


DEEP: dict[str, tuple[Exception, Trouble]] = {
    "contention": (TableBusy(), BUSY),
    "contention that caused something else": (caused(), BUSY),
    "one of several": (ExceptionGroup("", [ValueError(), ExceptionGroup("", [NoCredentialsError()])]), OPERATOR),
}


@pytest.mark.parametrize(("error", "trouble"), DEEP.values(), ids=DEEP)
def test_an_outage_is_found_beneath_what_it_caused(error: Exception, trouble: Trouble) -> None:
    found = outages.read(error)
    assert found
    assert found.trouble is trouble
