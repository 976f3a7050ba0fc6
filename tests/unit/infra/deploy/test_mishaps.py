"""Whatever AWS answers, an operator reads one sentence that says what to do next."""

from __future__ import annotations

import pytest
from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy import mishaps

USER = "arn:aws-cn:iam::000000000000:user/x"
# What happened: code, message and operation as AWS gives them, and what the sentence must name.
ANSWERED: dict[str, tuple[str, str, str, str]] = {
    "a wrong key": ("InvalidClientTokenId", "The security token is invalid.", "DescribeStacks", "AWS_ACCESS_KEY_ID"),
    "a wrong secret": ("SignatureDoesNotMatch", "The signature does not match", "ListBuckets", "AWS_SECRET_ACCESS_KEY"),
    "an account of the other partition": ("UnrecognizedClientException", "Invalid token", "GetFunction", "AWS China"),
    "a session that ran out": ("ExpiredToken", "The security token is expired", "ListBuckets", "log in again"),
    "a missing permission": (
        "AccessDenied",
        f"{USER} is not authorized to perform: lambda:X on",
        "Y",
        "may not lambda:X",
    ),
    "a missing permission of S3, which names none": ("AccessDenied", "Access Denied", "PutObject", "PutObject"),
    "a region that is not switched on": ("OptInRequired", "needs a subscription", "GetFunction", "switched on"),
    "a bucket name that is taken": ("BucketAlreadyExists", "The bucket name is not available", "CreateBucket", "--env"),
    "a clock that is off, to S3": ("RequestTimeTooSkewed", "The difference is too large.", "PutObject", "clock"),
    "a clock that is off": ("InvalidSignatureException", "Signature expired: 2026 is now earlier", "X", "clock"),
    "a clock that is ahead": ("SignatureDoesNotMatch", "Signature not yet current: 2027", "X", "clock"),
    "throttling": ("Throttling", "Rate exceeded", "CreateChangeSet", "wait a minute"),
    "a throttled table": ("ProvisionedThroughputExceededException", "The level", "Query", "wait a minute"),
    "KMS down": ("KMSInternalException", "internal error", "Sign", "KMS does not answer"),
    "a key that is switched off": ("DisabledException", "key is disabled", "Sign", "enable it"),
    "SES in its sandbox": ("MessageRejected", "Email address is not verified.", "SendEmail", "verify it"),
    "a stack that is being changed": ("ValidationError", "is in UPDATE_IN_PROGRESS state", "X", "Somebody is changing"),
    "a function that is being changed": ("ResourceConflictException", "in progress", "X", "Somebody is changing"),
    "what nobody foresaw": ("Teapot", "I am one", "Brew", "Brew was refused (Teapot): I am one"),
    "a wrong request, which is nobody's change": ("ValidationError", "No such output", "X", "X was refused"),
}


@pytest.mark.parametrize(("code", "message", "operation", "named"), ANSWERED.values(), ids=ANSWERED)
def test_an_answer_of_aws(code: str, message: str, operation: str, named: str) -> None:
    error = ClientError({"Error": {"Code": code, "Message": message}}, operation)
    says = mishaps.sentence(error)
    assert named in says
    assert says.count("\n") == 0


@pytest.mark.parametrize(("code", "message", "operation", "named"), ANSWERED.values(), ids=ANSWERED)
def test_the_same_answer_in_the_output_of_zappa(code: str, message: str, operation: str, named: str) -> None:
    error = ClientError({"Error": {"Code": code, "Message": message}}, operation)
    assert mishaps.told(f"Traceback\n  ...\nbotocore.exceptions.ClientError: {error}\n\nLove!\n") == mishaps.sentence(
        error
    )
    assert named in (mishaps.told(str(error)) or "")


def test_an_output_without_an_answer_is_not_interpreted() -> None:
    assert mishaps.told("ImportError: no module named functions") is None


UNREACHED: dict[str, tuple[BotoCoreError, str]] = {
    "no credentials": (exceptions.NoCredentialsError(), "AWS_PROFILE"),
    "half of them": (exceptions.PartialCredentialsError(provider="env", cred_var="x"), "AWS_SECRET_ACCESS_KEY"),
    "a profile that is not there": (exceptions.ProfileNotFound(profile="x"), "AWS_PROFILE"),
    "a log-in that ran out": (exceptions.TokenRetrievalError(provider="sso", error_msg="expired"), "aws sso login"),
    "no network, or a region without the service": (
        exceptions.EndpointConnectionError(endpoint_url="https://x"), "region",
    ),
    "what nobody foresaw": (exceptions.UnknownServiceError(service_name="x", known_service_names=[]), "Unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("error", "named"), UNREACHED.values(), ids=UNREACHED)
def test_what_comes_before_aws(error: BotoCoreError, named: str) -> None:
    assert named in mishaps.sentence(error)


def test_no_row_stands_behind_one_that_hides_it() -> None:
    open_codes: set[str] = set()
    for row in mishaps.ANSWERS:
        assert not row.codes & open_codes
        open_codes |= row.codes if not row.words else frozenset()
