"""Records as text and back: one JSON object for each, written by cattrs from the dataclass itself.

1. Text, not a native map: it is parsed in C instead of attribute by attribute, is no larger, and no expression looks
   inside it, because everything that a query asks for is a key.
2. All fields are written, defaults too: a default that changes later must not change what was stored under it.
3. A field that this release does not know, written by a newer one, is left aside; a missing one takes its default.
   What other releases wrote is a matter of releases.py; a row that is too new is refused by name.
4. Moments and dates are ISO 8601 with their offset, bytes are base85, sets are sorted.
"""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, Any

from functions.adapters.dynamo import kinds, releases
from functions.adapters.dynamo.kinds import Claim
from functions.adapters.dynamo.releases import SCHEMA, Newer

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

_CLAIM = "claim"


class CodecError(Exception):
    """A stored row cannot be read by this release; the text says its kind and schema, never its content."""


@cache
def _converter() -> JsonConverter:
    from cattrs.preconf.json import make_converter  # noqa: PLC0415 - a seventh of the entry point's import time

    return make_converter(unstruct_collection_overrides={AbstractSet: sorted})


def kind(record: object) -> str:
    """Return the name of a record's kind."""
    return _CLAIM if isinstance(record, Claim) else kinds.of(record).name


def _record(name: str) -> type | None:
    if name == _CLAIM:
        return Claim
    return kinds.BY_NAME[name].record if name in kinds.BY_NAME else None


def encode(record: object, newer: Newer | None = None) -> str:
    """Return a record as compact JSON; where it changes a row of a newer release, with what that one knows besides."""
    body = plain(record)
    if newer:
        body = releases.carried(newer.body, plain(_structured(kind(record), newer.body)), body)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def plain(record: object) -> dict[str, Any]:
    """Return a record as JSON's own values."""
    body: dict[str, Any] = _converter().unstructure(record)
    return body


def decode(name: str, schema: int, body: str, readable_from: int | None = None) -> Any:  # noqa: ANN401 - a record of the kind that `name` says
    """Return the record that `encode` wrote, of this release or another.

    Raises CodecError for an unknown kind, a broken body, and a schema that is newer and not said to be readable.
    """
    if _record(name) is None or (readable_from or schema) > SCHEMA:
        raise CodecError(f"no reader for kind {name!r} of schema {schema}")
    try:
        return _structured(name, releases.forward(name, schema, json.loads(body)))
    except Exception as error:  # noqa: BLE001 - cattrs raises groups of whatever the fields raised, with their values
        raise CodecError(f"a row of kind {name!r} cannot be read: {type(error).__name__}") from None


def _structured(name: str, body: Any) -> Any:  # noqa: ANN401 - a record of the kind that `name` says
    record: Any = _record(name)
    return _converter().structure(body, record)
