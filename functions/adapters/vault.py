"""The keys of personal data in Secrets Manager: read, and added to.

1. One secret holds every key, oldest first: 64 hexadecimal digits for each, a line each. What CloudFormation generates
   (64 of `0-9a-f`) is the first; the 32 raw bytes of earlier deployments are read, too.
2. No key is ever taken out: copies of the table, and older exports, are sealed under the one they were made with.
3. Adding names the version that was read, in the token of the request: of two operators at once one is refused, since
   one token cannot stand for two contents.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_SIZE = 32
# The first byte of a sealed text names its key.
MOST_KEYS = 255


class VaultChanged(ValueError):  # noqa: N818 - it names the fact
    """Somebody else added a key since the keys were read."""


class _Held(NamedTuple):
    version: str
    keys: bytes


class SecretVault:
    """The keys under a name in Secrets Manager; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], SecretsManagerClient], name: str) -> None:
        self._connect, self._name = connect, name

    def read(self) -> bytes:
        """Return all keys, 32 bytes each, oldest first; ValueError for a secret of another form."""
        return self._held().keys

    def add(self) -> int:
        """Add a random key and return its number, from 1; raises VaultChanged, and ValueError when there is no room."""
        held = self._held()
        keys = held.keys + secrets.token_bytes(_SIZE)
        if len(keys) > MOST_KEYS * _SIZE:
            raise ValueError(f"there are {MOST_KEYS} keys already, more cannot be told apart")
        lines = "\n".join(keys[at : at + _SIZE].hex() for at in range(0, len(keys), _SIZE))
        try:
            self._connect().put_secret_value(SecretId=self._name, SecretString=lines, ClientRequestToken=_next(held))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceExistsException":
                raise
            raise VaultChanged("another key was added in the same moment: look again") from None
        return len(keys) // _SIZE

    def _held(self) -> _Held:
        found = self._connect().get_secret_value(SecretId=self._name)
        raw: bytes | None = found.get("SecretBinary")  # the stubs say that it is always there
        return _Held(found["VersionId"], raw or bytes.fromhex(found["SecretString"]))


def _next(held: _Held) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"after {held.version}"))
