"""The mailbox page: every notice that the local mail service took, the newest first; it exists on this machine only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Any

BEIJING = timezone(timedelta(hours=8))
_LINK = re.compile(r"https?://[^\s<>\"]+")
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>本机邮箱 · Local mailbox</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/styles/portal.css">
<link rel="stylesheet" href="/mailbox.css">
</head>
<body>
<main>
<h1>本机邮箱 <span lang="en">Local mailbox</span></h1>
<p>共 {count} 封，最新在前。只在本机可见。
<span lang="en">{count} messages, newest first; on this machine only.</span></p>
{letters}
</main>
</body>
</html>
"""
STYLE = """main { max-width: 45rem; margin: auto; padding: 1rem; }
article { margin-block: 1.5rem; overflow-wrap: anywhere; }
"""
_LETTER = """<article>
<h2>{subject}</h2>
<p><time datetime="{at}">{time}</time> → {to}</p>
<p>{body}</p>
</article>
"""


def page(messages: Iterable[Mapping[str, Any]]) -> str:
    """Return the page of messages as infra.mailbox gives them, oldest first."""
    letters = [_letter(message) for message in messages][::-1]
    return _PAGE.format(count=len(letters), letters="".join(letters))


def _letter(message: Mapping[str, Any]) -> str:
    at = datetime.fromtimestamp(float(message["Timestamp"]), UTC).astimezone(BEIJING)
    return _LETTER.format(
        subject=escape(message["Subject"]), at=at.isoformat(timespec="seconds"), time=f"{at:%Y-%m-%d %H:%M:%S}",
        to=escape(", ".join(message["To"])), body=_linked(message["BodyText"] or "").replace("\n", "<br>"),
    )  # fmt: skip


def _linked(text: str) -> str:
    pieces, end = [], 0
    for link in _LINK.finditer(text):
        address = escape(link[0])
        pieces += [escape(text[end : link.start()]), f'<a href="{address}">{address}</a>']
        end = link.end()
    return "".join([*pieces, escape(text[end:])])
