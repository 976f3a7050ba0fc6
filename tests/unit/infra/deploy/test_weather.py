"""Whatever fails while deploying is one sentence with the next step, and the same command then makes it whole.

Issue 5, "Bad input". The weather is made at the level of HTTP, in the words of each of AWS's protocols.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto.cloudformation.models import cloudformation_backends
from moto.core import DEFAULT_ACCOUNT_ID

from tests.unit.infra.deploy import region
from tests.unit.infra.deploy.region import NAME, REGION, Fault, Killed, Region, changes

USER = "arn:aws-cn:iam::000000000000:user/x"
GONE = ("down", "--yes-delete", NAME)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    with region.region(tmp_path_factory.mktemp("region")) as made:
        yield made


@pytest.fixture
def empty(place: Region) -> Region:
    place.begin_anew()
    return place


@pytest.fixture(scope="module")
def whole(place: Region) -> dict[str, Any]:
    """What an `up` in good weather leads to."""
    place.begin_anew()
    assert place.deploy("up") == 0
    return place.state()


# What AWS answers while the first `up` runs, and what the sentence must name.
FIRST: dict[str, tuple[Fault, str]] = {
    "credentials of nobody": (
        Fault("cloudformation.DescribeStacks", 403, "InvalidClientTokenId", "The security token is invalid."),
        "AWS_ACCESS_KEY_ID",
    ),
    "no permission to make a stack": (
        Fault("cloudformation.CreateChangeSet", 403, "AccessDenied", f"{USER} is not authorized to perform: c:X on y"),
        "may not c:X",
    ),
    "no permission for the bundle": (Fault("s3.PutObject", 403, "AccessDenied", "Access Denied"), "may not PutObject"),
    "no permission for Zappa": (
        Fault("lambda.CreateFunction", 403, "AccessDeniedException", f"{USER} is not authorized to perform: lambda:X"),
        "may not lambda:X",
    ),
    "a name that is somebody's": (
        Fault("s3.PutObject", 409, "BucketAlreadyExists", "The requested bucket name is not available."), "--env",
    ),
    "a clock that is off, says S3": (
        Fault("s3.ListObjectsV2", 403, "RequestTimeTooSkewed", "The difference is too large."), "set the clock",
    ),
    "throttling": (Fault("lambda.CreateEventSourceMapping", 429, "TooManyRequestsException", "Rate"), "wait a minute"),
    "KMS that is down when a function is made": (
        Fault("lambda.CreateFunction", 502, "KMSInternalException", "internal"), "KMS does not answer",
    ),
    "AWS itself": (Fault("eventbridge.PutTargets", 500, "InternalException", "we are sorry"), "AWS has a fault"),
}  # fmt: skip


@pytest.mark.parametrize(("fault", "named"), FIRST.values(), ids=FIRST)
def test_a_first_deployment_goes_on_when_the_weather_is_good_again(
    whole: dict[str, Any], empty: Region, capsys: pytest.CaptureFixture[str], fault: Fault, named: str
) -> None:
    empty.fault = fault
    assert empty.deploy("up") == 1
    said = capsys.readouterr().err
    assert (named in said, said.count("\n"), "run this again" in said) == (True, 1, True)
    empty.clear_up()
    assert empty.deploy("up") == 0
    assert empty.state() == whole


def test_what_a_first_creation_that_failed_left_is_made_anew(whole: dict[str, Any], empty: Region) -> None:
    empty.killed_at = "cloudformation.ExecuteChangeSet"
    with pytest.raises(Killed):
        empty.deploy("up")
    (left,) = cloudformation_backends[DEFAULT_ACCOUNT_ID][REGION].stacks.values()
    left.status = "ROLLBACK_COMPLETE"
    empty.clear_up()
    assert empty.deploy("up") == 0
    assert empty.state() == whole


NOWHERE = {"a region without the services": "ap-nowhere-9", "a region of nobody": "xx-nowhere-1"}


@pytest.mark.parametrize("name", NOWHERE.values(), ids=NOWHERE)
def test_a_region_that_will_not_do_is_refused_before_it_is_asked(
    empty: Region, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert empty.deploy("up", "--region", name) == 1
    assert "another region in the environment's file" in capsys.readouterr().err
    assert empty.asked == []


# What AWS answers to an environment that is there; the command, and what the sentence must name.
LATER: dict[str, tuple[tuple[str, ...], Fault, str]] = {
    "a table that is throttled while its records are looked for": (
        ("down",), Fault("dynamodb.Scan", 400, "ProvisionedThroughputExceededException", "The level"), "wait a minute",
    ),
    "a session that runs out while all is deleted": (
        GONE, Fault("cloudformation.DeleteStack", 403, "ExpiredToken", "The security token is expired"), "log in again",
    ),
    "a site that asks to wait": (("site",), Fault("s3.PutObject", 503, "SlowDown", "Please reduce"), "wait a minute"),
    "a stack that somebody else changes": (
        ("up",),
        Fault("cloudformation.CreateChangeSet", 400, "ValidationError", "is in UPDATE_IN_PROGRESS state and can"),
        "Somebody is changing",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("command", "fault", "named"), LATER.values(), ids=LATER)
def test_what_is_there_stays_until_the_weather_is_good_again(
    whole: dict[str, Any], empty: Region, capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...], fault: Fault, named: str,
) -> None:  # fmt: skip
    empty.deploy("up")
    (empty.folder / "site" / "new.js").write_text("new", "utf-8")
    empty.fault = fault
    assert empty.deploy(*command) == 1
    said = capsys.readouterr().err
    (empty.folder / "site" / "new.js").unlink()
    assert (named in said, said.count("\n"), "run this again" in said) == (True, 1, True)
    if command != GONE:
        assert empty.state() == whole
    empty.clear_up()
    assert empty.deploy(*command) == 0
    assert bool(empty.state()["stacks"]) == (command[0] != "down")


def test_an_up_that_is_killed_before_each_of_its_changes_ends_whole(whole: dict[str, Any], empty: Region) -> None:
    assert empty.deploy("up") == 0
    steps = changes(empty.asked)
    assert len(steps) > 10
    empty.begin_anew()
    for empty.killed_at in steps:
        with pytest.raises(Killed):
            empty.deploy("up")
    empty.clear_up()
    assert empty.deploy("up") == 0
    assert empty.state() == whole


def test_a_down_that_is_killed_before_each_of_its_changes_leaves_nothing(empty: Region, whole: dict[str, Any]) -> None:
    empty.deploy("up")
    empty.asked.clear()
    assert empty.deploy(*GONE) == 0
    steps, nothing = changes(empty.asked), empty.state()
    assert len(steps) > 10
    empty.begin_anew()
    empty.deploy("up")
    for empty.killed_at in dict.fromkeys(steps):
        with pytest.raises(Killed):
            empty.deploy(*GONE)
    empty.clear_up()
    assert empty.deploy(*GONE) == 0
    assert empty.state() == nothing
    assert not any(nothing[kind] for kind in ("stacks", "tables", "buckets", "logs", "secrets"))
    assert empty.deploy("up") == 0
