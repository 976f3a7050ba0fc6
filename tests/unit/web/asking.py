"""Asking the API what it must refuse: one row for each fault, and what the answer must say."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from functions.domain.actors import Role
from functions.usecases.uploads import MOST_AT_ONCE
from tests.world import Client, World

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
JPEG = b"\xff\xd8\xff\xe0" + bytes(16)
BYTES = {"content_type": "application/octet-stream"}


@dataclass(frozen=True)
class Fault:
    """One bad request: `body` is JSON, or a form when `files` are given; `version` goes into If-Match."""

    method: str
    path: str
    body: dict[str, Any]
    status: int
    code: str
    at: str | None = None
    role: Role = Role.STUDENT
    version: int | None = None
    files: dict[str, tuple[bytes, str]] | None = field(default=None, hash=False)


@dataclass
class Visitor(Client):
    """Somebody who has not logged in, with the token that a visitor gets."""

    csrf: str = ""

    def send(self, method: str, path: str, body: Any = None, *, version: int | None = None, **more: Any) -> Any:
        if "data" not in more:
            more["json"] = {} if body is None else body
        return self.http.open(path, method=method, headers={"X-CSRF-Token": self.csrf}, **more)


def visitor(world: World) -> Visitor:
    http = world.app.test_client()
    return Visitor(http, http.get("/api/session").get_json()["csrf"])


def form(body: dict[str, Any], files: dict[str, tuple[bytes, str]]) -> dict[str, Any]:
    """A form with files, as keywords of a request: whole in memory, so that no temporary file is left open."""
    stored = {name: FileStorage(io.BytesIO(content), file_name) for name, (content, file_name) in files.items()}
    boundary, data = encode_multipart(body | stored)
    return {"data": data, "content_type": f"multipart/form-data; boundary={boundary}"}


def handed_in(client: Client, body: dict[str, Any], files: dict[str, tuple[bytes, str]]) -> dict[str, Any]:
    """A form with files as the portal sends it: what does not fit into one call goes ahead in pieces."""
    large = {name: given for name, given in files.items() if len(given[0]) > MOST_AT_ONCE}
    for name, (content, file_name) in large.items():
        body = body | {f"{name}.pieces": " ".join(pieces(client, content)), f"{name}.name": file_name}
    return form(body, {name: given for name, given in files.items() if name not in large})


def pieces(client: Client, content: bytes) -> list[str]:
    """Hand in a file in pieces; return their ids."""
    parts = (content[at : at + MOST_AT_ONCE] for at in range(0, len(content), MOST_AT_ONCE))
    return [client.send("POST", "/api/pieces", **BYTES, data=part).get_json()["piece"] for part in parts]


def ask(world: World, fault: Fault) -> Any:
    """Send the request of a row, logged in as its role (PUBLIC: as a visitor)."""
    client = visitor(world) if fault.role is Role.PUBLIC else world.client(fault.role)
    more: dict[str, Any] = {}
    if fault.files is not None:
        more = handed_in(client, fault.body, fault.files)
    return client.send(fault.method, fault.path, fault.body, version=fault.version, **more)


def assert_refused(world: World, fault: Fault) -> None:
    """The answer is the problem that the row says, with a sentence in both languages, and nothing was stored."""
    before = stored(world)
    answer = ask(world, fault)
    document = answer.get_json()
    assert (answer.status_code, document["code"], document.get("field")) == (fault.status, fault.code, fault.at)
    assert answer.content_type == "application/problem+json"
    assert document["type"] == f"about:blank#{fault.code}"
    assert document["detail"]
    assert "{" not in document["detail"]
    assert stored(world) == before


def stored(world: World) -> dict[Any, Any]:
    """Everything in the table but sessions and counted attempts, and every blob but what goes by itself."""
    rows = world.table._rows.items()
    kept = {key: row for key, row in rows if not key.pk.startswith(("SESSION#", "ATTEMPTS#"))}
    return kept | {
        key: blob for key, blob in world.blobs.objects.items() if not key.startswith(("pieces/", "unconfirmed/"))
    }
