"""Why AWS refused a command, in words for the operator: which call, why, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from functions.adapters import outages
from functions.adapters.dynamo.table import TableBusy
from functions.adapters.smtp import AnswerLost
from functions.ports import ChannelRefused

AwsError = BotoCoreError | ClientError | PynamoDBException | TableBusy
_CREDENTIALS = ("登录凭证无效或已过期", "the credentials are none or have lapsed: set AWS_PROFILE, or log in again")
_FORBIDDEN = ("没有权限", "it is not permitted: attach the stack's policy Operators to who runs the commands")
_STACK = ("找不到", "it is not there: load the variables of the right environment (docs/runbook.md)")
_BUSY = ("服务繁忙", "AWS asks to wait: run it again in a minute")
_DOWN = ("服务暂不可用", "AWS does not answer; nothing is half done: wait until its health page is well, run it again")
_KEY = ("KMS 密钥不可用", "the key is switched off or about to be deleted: enable it in KMS, or cancel its deletion")
_CLOCK = ("本机时钟不准", "this machine's clock is off, or the secret key is wrong: set the clock, then check the key")
NEXT: Mapping[str, tuple[str, str]] = {
    "NoCredentialsError": _CREDENTIALS,
    "ExpiredTokenException": _CREDENTIALS,
    "ExpiredToken": _CREDENTIALS,
    "UnrecognizedClientException": _CREDENTIALS,
    "InvalidClientTokenId": _CREDENTIALS,
    "AccessDenied": _FORBIDDEN,
    "AccessDeniedException": _FORBIDDEN,
    "ResourceNotFoundException": _STACK,
    "NoSuchBucket": _STACK,
    "PointInTimeRecoveryUnavailableException": (
        "数据表未开启时间点恢复",
        "the table has no point-in-time recovery: run `infra.deploy up`, then try again",
    ),
    "ThrottlingException": _BUSY,
    "ProvisionedThroughputExceededException": _BUSY,
    "SlowDown": _BUSY,
    "Throttling": _BUSY,
    "RequestLimitExceeded": _BUSY,
    "TooManyRequestsException": _BUSY,
    "TableBusy": _BUSY,
    "KMSInternalException": _DOWN,
    "DependencyTimeoutException": _DOWN,
    "InternalServerError": _DOWN,
    "InternalServiceError": _DOWN,
    "InternalError": _DOWN,
    "InternalFailure": _DOWN,
    "ServiceUnavailable": _DOWN,
    "DisabledException": _KEY,
    "KMSInvalidStateException": _KEY,
    "RequestTimeTooSkewed": _CLOCK,
    "InvalidSignatureException": _CLOCK,
    "SignatureDoesNotMatch": _CLOCK,
    "MessageRejected": (
        "SES 拒绝发送",
        "SES is in its sandbox or does not know the sender: `infra.deploy up` says which",
    ),
    "ReadTimeoutError": ("无法连接 AWS", "AWS did not answer in time: look whether it was done, then run it again"),
    "ConnectTimeoutError": ("无法连接 AWS", "AWS cannot be reached: look at AWS_REGION and at the network"),
    "UnknownRegionError": ("没有这个区域", "AWS has no such region: set AWS_REGION right"),
    "EndpointConnectionError": ("无法连接 AWS", "AWS cannot be reached: look at AWS_REGION and at the network"),
}


def sentence(error: AwsError) -> str:
    """Return the line that is shown; what has no word of ours is shown in AWS's own."""
    code, call = _named(error)
    chinese, english = NEXT.get(code, ("AWS 拒绝了请求", str(error)))
    subject = f" [{call}]" if call else ""
    return f"拒绝 Refused ({code}){subject}: {chinese}。{english[0].upper()}{english[1:]}."


def unsent(error: ChannelRefused | AnswerLost) -> str:
    """Return the line for a mail that did not go out, or may have."""
    if isinstance(error, AnswerLost):
        return "结果不明 Uncertain: 邮件可能已发出。The mail may be on its way: ask whether it came, then send another."
    outage = outages.read(error)
    step = outage.next if outage else error.reason
    return f"拒绝 Refused ({error.reason}): 邮件没有发出。No mail went out: {step}; `--link` prints the link instead."


def _named(error: AwsError) -> tuple[str, str]:
    if isinstance(error, PynamoDBException) and isinstance(error.cause, BotoCoreError | ClientError):
        error = error.cause
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"], error.operation_name
    return type(error).__name__, ""
