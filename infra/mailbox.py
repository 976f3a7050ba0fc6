"""The mail that the local AWS has sent, kept in a file beside its state, because MiniStack forgets it when it stops."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# Where MiniStack answers the messages that SES (version 1 or 2) accepted since it started.
SENT = "/_ministack/ses/messages"


def messages(folder: Path, sent: bytes) -> list[dict[str, Any]]:
    """Return what `folder` keeps and what `sent`, an answer of SENT, adds, oldest first.

    Each has MessageId, Source, To, CC, BCC, Subject, BodyText, BodyHtml, Timestamp (seconds since 1970) and Type.
    """
    accounts = json.loads(sent)["messages"].values()
    found = [*_kept(folder), *(message for account in accounts for message in account)]
    return sorted({message["MessageId"]: message for message in found}.values(), key=_sent_at)


def keep(folder: Path, sent: bytes) -> None:
    """Keep all `messages` in `folder`; a reader sees the file before or after, never half of it."""
    fresh = folder / "mailbox.json.new"
    fresh.write_text(json.dumps(messages(folder, sent), ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / "mailbox.json")


def _kept(folder: Path) -> list[dict[str, Any]]:
    path = folder / "mailbox.json"
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def _sent_at(message: dict[str, Any]) -> float:
    return float(message["Timestamp"])
