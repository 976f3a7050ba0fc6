"""E-mail through SES.

1. `send` returns only when SES took the message. `ChannelRefused` means that it did not, and sending again is safe.
2. Where the answer was lost, the error is not `ChannelRefused`: it may be on its way, so nobody sends it twice.
   For the same reason the client must not retry by itself (`NO_RETRIES`).
3. Neither address nor text goes into an error or a log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError

from functions.ports import Attachment, ChannelRefused

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import AttachmentTypeDef, ContentTypeDef, MessageTypeDef

NO_RETRIES = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)


class SesMailer:
    """Sends from one address; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], SESV2Client], sender: str) -> None:
        self._connect = connect
        self._sender = sender

    def send(self, to: str, subject: str, body: str, attachment: Attachment | None = None) -> None:
        """Hand one message in plain text to SES; raises ChannelRefused with the service's error code."""
        text: MessageTypeDef = {"Subject": _utf8(subject), "Body": {"Text": _utf8(body)}}
        if attachment:
            text["Attachments"] = [_attached(attachment)]
        try:
            self._connect().send_email(
                FromEmailAddress=self._sender, Destination={"ToAddresses": [to]}, Content={"Simple": text}
            )
        except ClientError as error:
            raise ChannelRefused(error.response["Error"]["Code"]) from None
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise ChannelRefused(type(error).__name__) from None


def _attached(file: Attachment) -> AttachmentTypeDef:
    return {"FileName": file.name, "ContentType": file.media_type, "RawContent": file.content}


def _utf8(text: str) -> ContentTypeDef:
    return {"Data": text, "Charset": "UTF-8"}
