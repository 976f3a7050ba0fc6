"""Why AWS refused a command, in words for the operator: which call, why, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

AwsError = BotoCoreError | ClientError | PynamoDBException
_CREDENTIALS = ("登录凭证无效或已过期", "the credentials are none or have lapsed: set AWS_PROFILE, or log in again")
_FORBIDDEN = ("没有权限", "it is not permitted: attach the stack's policy Operators to who runs the commands")
_STACK = ("找不到", "it is not there: load the variables of the right environment (docs/runbook.md)")
_BUSY = ("服务繁忙", "AWS asks to wait: run it again in a minute")
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
    "EndpointConnectionError": ("无法连接 AWS", "AWS cannot be reached: look at AWS_REGION and at the network"),
}


def sentence(error: AwsError) -> str:
    """Return the line that is shown; what has no word of ours is shown in AWS's own."""
    code, call = _named(error)
    chinese, english = NEXT.get(code, ("AWS 拒绝了请求", str(error)))
    subject = f" [{call}]" if call else ""
    return f"拒绝 Refused ({code}){subject}: {chinese}。{english[0].upper()}{english[1:]}."


def _named(error: AwsError) -> tuple[str, str]:
    if isinstance(error, PynamoDBException) and isinstance(error.cause, BotoCoreError | ClientError):
        error = error.cause
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"], error.operation_name
    return type(error).__name__, ""
