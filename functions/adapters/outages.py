"""What an error of AWS means for who asked and for who runs the service.

1. An error is known by its code or its type, never by its words, which may quote a record.
2. Too many requests pass in seconds, a service that is down comes back by itself, and what is wrong with us stays
   until an operator acts: three troubles, each with its next step.
3. What is in no row is no outage but a fault of ours.

Codes: the "Common errors" of AWS's API references, and the errors of DynamoDB, S3, KMS, SES v2 and Secrets Manager;
those that begin with `Smtp` are functions/adapters/smtp.py's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus

from functions.ports import Outage, Trouble

_DOWN = "wait, it is tried again; if it lasts, look at AWS's health page for the region and at the network's way there"
_Row = tuple[Trouble, str, Iterable[str]]
_ROWS: tuple[_Row, ...] = (
    (
        Trouble.BUSY,
        "wait, it is tried again; if it lasts, look for a hot key in the table's throttling, then at the quotas",
        (
            "TableBusy", "ThrottlingException", "Throttling", "ThrottledException",
            "ProvisionedThroughputExceededException", "RequestLimitExceeded", "TooManyRequestsException",
            "TransactionInProgressException", "SlowDown", "RequestThrottled", "RequestThrottledException",
            "TransactionConflictException", "SmtpBusy",
        ),
    ),
    (
        Trouble.UNAVAILABLE,
        _DOWN,
        (
            "InternalServerError", "InternalServiceError", "InternalError", "InternalFailure", "ServiceUnavailable",
            "ServiceUnavailableException", "DependencyTimeoutException", "KMSInternalException", "RequestTimeout",
            "EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError", "SSLError",
            "ProxyConnectionError", "HTTPClientError", "ResponseStreamingError", "IncompleteReadError", "AnswerLost",
        ),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "compare this machine's clock with AWS's (`date -u`), then the credentials with the account's",
        (
            "SignatureDoesNotMatch", "InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired",
            "RequestInTheFuture",
        ),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "give this function its role again (`infra.deploy up`): its credentials are missing, expired or of nobody",
        (
            "ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidClientTokenId",
            "InvalidAccessKeyId", "NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError",
        ),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "allow the call in this function's role in infra/template.yaml, or in the key's policy, then `infra.deploy up`",
        ("AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired", "403"),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "compare the function's variables with the stack's outputs: what they name is not there",
        ("ResourceNotFoundException", "NoSuchBucket", "NotFoundException", "PermanentRedirect"),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "look at the key in KMS: enable it, or cancel its deletion; a lost key is the runbook's compromise",
        ("KMSInvalidStateException", "DisabledException", "KeyUnavailableException", "DecryptionFailure"),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "look at SES: verify the sender's domain and ask for the way out of the sandbox; unsent mail is tried again",
        (
            "MessageRejected", "MailFromDomainNotVerifiedException", "AccountSuspendedException",
            "SendingPausedException", "LimitExceededException",
        ),
    ),
    (
        Trouble.UNAVAILABLE,
        "look whether the mail server of SMTP_HOST answers from outside; unsent mail is tried again",
        ("SmtpUnreached",),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "compare SMTP_HOST with the name in the mail server's certificate, and have it offer TLS; unsent mail waits",
        ("SmtpCertificateRefused", "SmtpNoTls"),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "compare SMTP_USER, the password in the secret SMTP_SECRET and MAIL_FROM with the mailbox; unsent mail waits",
        ("SmtpLogInRefused", "SmtpSenderRefused"),
    ),
    (
        Trouble.NEEDS_OPERATOR,
        "ask who runs the mail server why it takes our message for one that nobody wants: it is not sent again",
        ("SmtpMessageRefused",),
    ),
)  # fmt: skip
_ROW_OF: Mapping[str, tuple[Trouble, str]] = {name: (trouble, step) for trouble, step, names in _ROWS for name in names}


def read(error: BaseException) -> Outage | None:
    """Return the outage that an error, or what caused it, comes from; None for a fault of ours."""
    for each in _causes(error):
        reason, status = _reason(each)
        if reason in _ROW_OF:
            return Outage(*_ROW_OF[reason], reason)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Outage(Trouble.UNAVAILABLE, _DOWN, reason)
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Give an error and what caused it; of several at once, each with its causes."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        # PynamoDB keeps what it was told as an attribute of its own.
        error = getattr(error, "cause", None) or error.__cause__


def _reason(error: BaseException) -> tuple[str, int]:
    """Return the code that AWS or a channel gave, the error's type without one, and the status of HTTP, 0 without."""
    answered = getattr(error, "response", None)
    if not isinstance(answered, Mapping):
        return str(getattr(error, "reason", type(error).__name__)), 0
    status = answered.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return str(answered.get("Error", {}).get("Code", "")), int(status)
