"""Text messages through SNS.

1. `send` returns only when SNS took the message. `ChannelRefused` means that it did not, and sending again is safe.
2. SNS takes a message to a number that has opted out and drops it, so the number is asked about first.
3. SNS also takes what it drops for lack of budget: the monthly limit shows in its delivery log only, and an operator
   sets an alarm on it (SMSMonthToDateSpentUSD).
4. Where the answer was lost, the error is not `ChannelRefused`: it may be on its way, so nobody sends it twice.
5. Neither number nor text goes into an error or a log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError

from functions.ports import ChannelRefused

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

# The number's own fault: another attempt would meet it again.
_FINAL = frozenset({"InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid", "ValidationException"})


class SnsSms:
    """Sends notices at transactional priority; `connect` returns a client without retries at the first need of it."""

    def __init__(self, connect: Callable[[], SNSClient]) -> None:
        self._connect = connect

    def send(self, to: str, text: str) -> None:
        """Hand one text to SNS; raises ChannelRefused with `opted_out` or the service's error code."""
        try:
            if self._connect().check_if_phone_number_is_opted_out(phoneNumber=to)["isOptedOut"]:
                raise ChannelRefused("opted_out", is_final=True)
            self._connect().publish(
                PhoneNumber=to,
                Message=text,
                MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise ChannelRefused(code, is_final=code in _FINAL) from None
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise ChannelRefused(type(error).__name__) from None
