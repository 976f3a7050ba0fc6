"""Whether a region and what sends mail there will do: looked at before or beside a change, changed by nobody here."""

from __future__ import annotations

from collections.abc import Iterator

from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

NEEDED = (
    "apigateway", "cloudformation", "dynamodb", "events", "kms", "lambda", "logs", "s3", "secretsmanager", "sqs",
)  # fmt: skip


def require(account: Account) -> None:
    """Raise Refusal, by name, for a region that lacks a service without which nothing works."""
    missing = [service for service in NEEDED if not account.offers(service)]
    if missing:
        raise Refusal(f"{account.region} has no {', '.join(missing)}: choose another region in the environment's file")


def mail(account: Account, chosen: Chosen) -> Iterator[str]:
    """Say why notices do not reach everybody by e-mail; nothing where they do."""
    if not account.offers("sesv2"):
        yield f"mail: there is no SES in {account.region}, so no e-mail goes out; notices wait in the portal"
        return
    if not account.mail.get_account().get("ProductionAccessEnabled"):
        yield "mail: SES is in its sandbox and sends to verified addresses only: ask for production access there"
    if not _may_send(account, chosen.mail_from):
        yield f"mail: SES does not send from {chosen.mail_from} yet: verify the address or its domain in its console"


def _may_send(account: Account, address: str) -> bool:
    identities = (address, address.rpartition("@")[2])
    return any(_is_verified(account, identity) for identity in identities)


def _is_verified(account: Account, identity: str) -> bool:
    try:
        return account.mail.get_email_identity(EmailIdentity=identity).get("VerifiedForSendingStatus", False)
    except account.mail.exceptions.NotFoundException:
        return False
