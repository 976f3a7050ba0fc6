"""Pages of a range: one record more than asked for is read, so that a cursor means that something follows.

1. A narrowed page is one query too, of more records than it may show: what does not pass is left out, and the cursor
   goes on behind the last record that was looked at.
2. A cursor is the place of the last row shown, as base64url, under a digest of its range. It is opaque, holds no
   personal value (keys.py 5) and gives nothing that the range does not give.
3. A cursor of another range, a broken one, or one that points outside its range is refused as `bad_cursor`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.shapes import Key, Range
from functions.adapters.dynamo.table import Table
from functions.domain.errors import Refused
from functions.ports import Page

_LONGEST = 2048
# The largest records have some 3 KB, and one answer of DynamoDB ends at 1 MB.
MOST_READ = 250


def page(
    table: Table, wanted: Range, cursor: str | None, limit: int, passes: Callable[[Any], bool] | None = None
) -> Page[Any]:
    """Return at most `limit` records after the cursor, of the next ones those that pass.

    Raises Refused for a cursor that is not of this range.
    """
    after = _row(cursor, wanted) if cursor else None
    most = limit if passes is None else max(limit, MOST_READ)
    rows = list(table.query(wanted, limit=most + 1, after=after))
    shown, last = _shown(rows[:most], limit, passes or (lambda _: True))
    return Page(tuple(shown), _cursor(last, wanted) if last and last is not rows[-1] else None)


def _shown(rows: list[Row], limit: int, passes: Callable[[Any], bool]) -> tuple[list[Any], Row | None]:
    """Return the records that pass, and the last row that was looked at."""
    shown: list[Any] = []
    for row in rows:
        if passes(row.record):
            shown.append(row.record)
        if len(shown) == limit:
            return shown, row
    return shown, rows[-1] if rows else None


def _digest(wanted: Range) -> str:
    name = json.dumps([wanted.index, wanted.pk, wanted.prefix])
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _cursor(row: Row, wanted: Range) -> str:
    place = row.indexes[wanted.index] if wanted.index else row.key
    text = json.dumps([_digest(wanted), *row.key, place.sk], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _row(cursor: str, wanted: Range) -> Row:
    try:
        digest, pk, sk, place_sk = _texts(cursor)
    except (ValueError, RecursionError):
        raise Refused("bad_cursor", field="cursor") from None
    is_inside = place_sk.startswith(wanted.prefix) and (wanted.index or Key(pk, sk) == (wanted.pk, place_sk))
    if digest != _digest(wanted) or not is_inside:
        raise Refused("bad_cursor", field="cursor")
    return Row(Key(pk, sk), None, {wanted.index: Key(wanted.pk, place_sk)} if wanted.index else {})


def _texts(cursor: str) -> list[str]:
    if len(cursor) > _LONGEST:
        raise ValueError("longer than any cursor")
    texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise ValueError("no list of texts")
    return texts
