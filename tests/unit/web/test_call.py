"""What a request may carry, and what is refused before any view reads it."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import EnvironBuilder

from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.web import call
from functions.web.app import Api
from functions.web.routing import Views, register
from tests.world import World

MALFORMED: dict[str, tuple[dict[str, Any], int, str]] = {
    "no JSON": ({"data": b"{", "content_type": "application/json"}, 400, "malformed"),
    "a list": ({"data": b"[1]", "content_type": "application/json"}, 400, "malformed"),
    "a text": ({"data": b'"a"', "content_type": "application/json"}, 400, "malformed"),
    "null": ({"data": b"null", "content_type": "application/json"}, 400, "malformed"),
    "NaN": ({"data": b'{"language":NaN}', "content_type": "application/json"}, 400, "malformed"),
    "Infinity": ({"data": b'{"language":-Infinity}', "content_type": "application/json"}, 400, "malformed"),
    "a number of 5000 digits": (
        {"data": b'{"language":' + b"1" * 5000 + b"}", "content_type": "application/json"}, 400, "malformed",
    ),
    "nesting without end": (
        {"data": b'{"language":' + b"[" * 30000 + b"]" * 30000 + b"}", "content_type": "application/json"},
        400, "malformed",
    ),
    "UTF-16": ({"data": '{"language":"en"}'.encode("utf-16"), "content_type": "application/json"}, 400, "malformed"),
    "GBK": ({"data": '{"language":"中"}'.encode("gbk"), "content_type": "application/json"}, 400, "malformed"),
    "a form for JSON": (
        {"data": b"language=en", "content_type": "application/x-www-form-urlencoded"}, 415, "media_type",
    ),
    "plain text": ({"data": b'{"language":"en"}', "content_type": "text/plain"}, 415, "media_type"),
    "no type": ({"data": b'{"language":"en"}'}, 415, "media_type"),
    "too much": (
        {"data": b'{"language":"' + b"a" * call.MOST_JSON + b'"}', "content_type": "application/json"},
        413, "too_large",
    ),
    "a form that names a field twice": (
        {"data": {"language": ["en", "zh-CN"]}, "content_type": "multipart/form-data"}, 422, "repeated_field",
    ),
    "a form that is none": ({"data": b"x", "content_type": "multipart/form-data"}, 422, "required"),
    "nothing": ({"data": b""}, 422, "required"),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "status", "code"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_body_is_refused(world: World, sent: dict[str, Any], status: int, code: str) -> None:
    answer = world.client(Role.STUDENT).put("/api/session/language", **sent)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_a_form_larger_than_a_file_may_be_is_refused_unread(world: World) -> None:
    sent = {"data": b"x" * (call.MOST_FORM + 1), "content_type": "multipart/form-data; boundary=b"}
    answer = world.client(Role.STUDENT).put("/api/session/language", **sent)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


VERSIONS = {
    "quoted": ('"3"', 200, 3),
    "bare": ("3", 200, 3),
    "none": ("", 428, "version_required"),
    "a word": ('"three"', 400, "version_malformed"),
    "negative": ("-1", 400, "version_malformed"),
    "full-width": ("３".encode().decode("latin-1"), 400, "version_malformed"),
    "any": ("*", 400, "version_malformed"),
    "very long": ("1" * 10, 400, "version_malformed"),
}


@pytest.mark.parametrize(("header", "status", "said"), VERSIONS.values(), ids=VERSIONS.keys())
def test_a_version_is_read_from_if_match(world: World, header: str, status: int, said: object) -> None:
    views, app = Views(), Api(world.services)
    views.get("/v", may=Permission.READ_CODES)(lambda asked: {"version": asked.version})
    register(app, world.services, views.routes[0])
    answer = app.test_client().get("/v", headers={"If-Match": header})
    assert answer.status_code == status
    assert said in answer.get_json().values()


LANGUAGES = {
    "nothing said": ("", "zh-CN"),
    "Chinese": ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
    "Chinese of another place": ("zh-TW", "zh-CN"),
    "English": ("en-GB,en;q=0.9", "en"),
    "a language that we lack, then English": ("fr-FR,en;q=0.5", "en"),
    "languages that we lack": ("fr,de", "zh-CN"),
    "nonsense": (";;;,,", "zh-CN"),
}


@pytest.mark.parametrize(("header", "language"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_the_language_is_the_first_of_ours(header: str, language: str) -> None:
    asked = EnvironBuilder(headers={"Accept-Language": header}).get_request()
    assert call.language_of(asked) == language


def test_a_body_that_may_carry_nothing_carries_nothing(world: World) -> None:
    answer = world.client(Role.STUDENT).put("/api/notices/c/1/reading", {"seq": 1})
    assert (answer.status_code, answer.get_json()["code"], answer.get_json()["field"]) == (422, "unknown_field", "seq")
