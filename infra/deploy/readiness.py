"""Whether a region and what sends mail there will do: looked at before or beside a change, changed by nobody here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

NEEDED = (
    "apigateway", "cloudformation", "dynamodb", "events", "kms", "lambda", "logs", "s3", "secretsmanager", "sqs",
)  # fmt: skip


def require(account: Account, chosen: Chosen) -> None:
    """Raise Refusal, by name, for a region that lacks a service, and for a variable that the functions would refuse."""
    missing = [service for service in NEEDED if not account.offers(service)]
    if missing:
        raise Refusal(f"{account.region} has no {', '.join(missing)}: choose another region in the environment's file")
    chosen.environment(defaultdict(lambda: "known when the stack is there"))


def mail(account: Account, chosen: Chosen) -> Iterator[str]:
    """Say why notices do not reach everybody by e-mail; nothing where they do."""
    if chosen.variables.get("MAIL") == "smtp":
        yield from _by_smtp(account, chosen.variables["SMTP_SECRET"])
        return
    if not account.offers("sesv2"):
        yield f"mail: there is no SES in {account.region}: name a mail server (MAIL=smtp), until then nothing is mailed"
        return
    if not account.mail.get_account().get("ProductionAccessEnabled"):
        yield "mail: SES is in its sandbox and sends to verified addresses only: ask for production access there"
    if not _may_send(account, chosen.mail_from):
        yield f"mail: SES does not send from {chosen.mail_from} yet: verify the address or its domain in its console"


def _by_smtp(account: Account, secret: str) -> Iterator[str]:
    try:
        account.secrets.describe_secret(SecretId=secret)
    except account.secrets.exceptions.ResourceNotFoundException:
        yield f"mail: no e-mail goes out before the secret {secret} holds the mail server's password: `secret smtp`"


def _may_send(account: Account, address: str) -> bool:
    identities = (address, address.rpartition("@")[2])
    return any(_is_verified(account, identity) for identity in identities)


def _is_verified(account: Account, identity: str) -> bool:
    try:
        return account.mail.get_email_identity(EmailIdentity=identity).get("VerifiedForSendingStatus", False)
    except account.mail.exceptions.NotFoundException:
        return False
