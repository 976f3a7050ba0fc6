"""What AWS answers when it does not do what it was asked: one clear sentence with the next step for each.

1. A row is found by the error's code and, where the code says too little, by words of the message; the first that fits.
2. Nothing is half done by a refusal: CloudFormation puts the stack back, Zappa leaves the function that runs, every
   other step writes whole objects. So the next step always ends in running the command again.
3. What no row knows is told as AWS tells it, in one line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError

AGAIN = "then run this again"
_CODE = re.compile(r"An error occurred \((\w+)\) when calling the (\w+) operation[^:]*: (.*)")
_ACTION = re.compile(r"perform: (\S+)")


class Mishap(NamedTuple):
    """Codes that AWS uses for it, words that its message must hold (none: any message), and what to say."""

    codes: frozenset[str]
    words: tuple[str, ...]
    says: str


def _row(codes: str, says: str, *words: str) -> Mishap:
    return Mishap(frozenset(codes.split()), words, says)


ANSWERS = (
    _row(
        "RequestTimeTooSkewed RequestExpired RequestInTheFuture",
        f"This machine's clock is more than 5 minutes off, so AWS takes no signature of it: set the clock, {AGAIN}.",
    ),
    _row(
        "InvalidSignatureException SignatureDoesNotMatch",
        f"This machine's clock is more than 5 minutes off, so AWS takes no signature of it: set the clock, {AGAIN}.",
        "expired",
        "not yet current",
    ),
    _row("ExpiredToken ExpiredTokenException", f"The credentials have run out: log in again, {AGAIN}."),
    _row(
        "AuthFailure IncompleteSignature InvalidAccessKeyId InvalidClientTokenId InvalidSignatureException "
        "SignatureDoesNotMatch UnrecognizedClientException",
        "AWS does not know these credentials: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE "
        f"(accounts of AWS China and of AWS elsewhere are not the same), {AGAIN}.",
    ),
    _row(
        "AccessDenied AccessDeniedException UnauthorizedOperation AuthorizationError",
        f"These credentials may not {{action}}: let the account's administrator allow it, {AGAIN}.",
    ),
    _row("OptInRequired", f"The account has not switched on this region or service: do so in the console, {AGAIN}."),
    _row(
        "BucketAlreadyExists BucketAlreadyOwnedByYou AlreadyExistsException",
        f"A bucket of this name is somebody's already: choose another environment's name (--env), {AGAIN}.",
        "bucket",
        "Bucket",
    ),
    _row(
        "ProvisionedThroughputExceededException RequestLimitExceeded SlowDown ThrottledException Throttling "
        "ThrottlingException TooManyRequestsException",
        f"AWS is being asked too much in this account just now: wait a minute, {AGAIN}; it goes on where it stopped.",
    ),
    _row(
        "DependencyTimeoutException KMSInternalException KMSInternal KeyUnavailableException",
        f"KMS does not answer just now; nothing is lost: wait until it is well (the AWS Health page tells), {AGAIN}.",
    ),
    _row(
        "KMSDisabledException KMSInvalidStateException DisabledException",
        f"A key in KMS is switched off: enable it there, {AGAIN}.",
    ),
    _row(
        "MessageRejected MailFromDomainNotVerifiedException",
        f"SES does not send from this address: verify it or its domain in SES, {AGAIN}.",
    ),
    _row(
        "ValidationError OperationInProgressException ResourceConflictException",
        f"Somebody is changing this environment at this moment: wait until that is over, {AGAIN}.",
        "IN_PROGRESS",
        "in progress",
    ),
    _row(
        "InternalError InternalException InternalFailure InternalServerError InternalServiceError ServiceException "
        "ServiceUnavailable ServiceUnavailableException",
        f"AWS has a fault: wait a minute, {AGAIN}.",
    ),
)
# Before AWS was reached at all.
UNREACHED: tuple[tuple[tuple[type[BotoCoreError], ...], str], ...] = (
    (
        (exceptions.NoCredentialsError, exceptions.PartialCredentialsError, exceptions.CredentialRetrievalError),
        f"There are no credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, {AGAIN}.",
    ),
    (
        (exceptions.UnknownRegionError,),
        f"AWS has no such region: choose another region in the environment's file, {AGAIN}.",
    ),
    ((exceptions.ProfileNotFound,), f"AWS_PROFILE names no profile of this machine: mend it, {AGAIN}."),
    (
        (exceptions.SSOError, exceptions.TokenRetrievalError),
        f"The log-in has run out: `aws sso login`, {AGAIN}.",
    ),
    (
        (exceptions.EndpointConnectionError, exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError),
        f"AWS cannot be reached in this region: check the region and this machine's network, {AGAIN}.",
    ),
)  # fmt: skip


def sentence(error: BotoCoreError | ClientError) -> str:
    """Return what went wrong and what to do next."""
    if isinstance(error, ClientError):
        said = error.response["Error"]
        return answered(said.get("Code", ""), said.get("Message", ""), error.operation_name)
    for kinds, says in UNREACHED:
        if isinstance(error, kinds):
            return says
    return f"{type(error).__name__}: {error}"


def answered(code: str, message: str, operation: str) -> str:
    """Return the sentence for an answer of AWS."""
    for row in ANSWERS:
        if code in row.codes and (not row.words or any(word in message for word in row.words)):
            action = _ACTION.search(message)
            return row.says.format(action=action[1] if action else operation)
    return f"{operation} was refused ({code}): {message}"


def told(output: str) -> str | None:
    """Return the sentence for the answer of AWS that a program's output tells of, None where it tells of none."""
    found = _CODE.search(output)
    return answered(found[1], found[3], found[2]) if found else None
