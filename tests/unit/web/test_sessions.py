"""Cookies and CSRF: which cookie, which token, which origin."""

from __future__ import annotations

import pytest

from functions.domain.account import ABSOLUTE_LIMIT
from functions.domain.actors import Role
from tests import factories
from tests.unit.web.asking import visitor
from tests.world import HOST, PASSWORD, World

LANGUAGE = "/api/session/language"
ORIGINS: dict[str, tuple[dict[str, str], int]] = {
    "no word of where it comes from": ({}, 200),
    "our own origin": ({"Origin": f"https://{HOST}"}, 200),
    "our own origin in capitals": ({"Origin": f"https://{HOST.upper()}"}, 200),
    "our own page": ({"Sec-Fetch-Site": "same-origin"}, 200),
    "another origin": ({"Origin": "https://evil.example"}, 403),
    "an origin that begins like ours": ({"Origin": f"https://{HOST}.evil.example"}, 403),
    "an origin that ends like ours": ({"Origin": f"https://evil-{HOST}"}, 403),
    "our host on another port": ({"Origin": f"https://{HOST}:8443"}, 403),
    "no origin that can be named": ({"Origin": "null"}, 403),
    "another site": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "a sister site": ({"Sec-Fetch-Site": "same-site"}, 403),
    "typed by hand": ({"Sec-Fetch-Site": "none"}, 403),
    "our origin from another site": ({"Origin": f"https://{HOST}", "Sec-Fetch-Site": "cross-site"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), ORIGINS.values(), ids=ORIGINS.keys())
def test_a_write_from_elsewhere_is_refused(world: World, headers: dict[str, str], status: int) -> None:
    http = world.client(Role.STUDENT).http
    answer = http.put(LANGUAGE, json={"language": "en"}, headers={"X-CSRF-Token": "csrf"} | headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.get_json()["code"] == "foreign_origin"


TOKENS = {"none": None, "an empty one": "", "another": "csrg", "one that begins right": "csr", "not ASCII": "csrf\xe9"}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
def test_a_write_with_another_token_is_refused(world: World, token: str | None) -> None:
    headers = {} if token is None else {"X-CSRF-Token": token}
    answer = world.client(Role.STUDENT).http.put(LANGUAGE, json={"language": "en"}, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf_failed")


def test_a_visitor_needs_the_token_of_the_own_cookie(world: World) -> None:
    one, other = visitor(world), visitor(world)
    one.csrf = other.csrf
    answer = one.post("/api/session", {"login": "a@b.cn", "password": PASSWORD})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf_failed")


def test_a_visitor_without_a_cookie_has_no_token(world: World) -> None:
    csrf = visitor(world).csrf
    answer = world.app.test_client().post("/api/session", json={}, headers={"X-CSRF-Token": csrf})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf_failed")


def test_a_visitor_keeps_the_token(world: World) -> None:
    one = visitor(world)
    again = one.get("/api/session")
    assert again.get_json() == {"csrf": one.csrf, "account": None, "host": HOST, "federation": "学信网"}
    assert "Set-Cookie" not in again.headers


def test_cookies_are_read_by_no_script_and_sent_by_no_other_site(world: World) -> None:
    world.open_account(
        Role.COLLEGE, id="c", login="c@school.example", password_hash=world.services.secrets.hash_password(PASSWORD)
    )
    first = world.app.test_client().get("/api/session")
    one = visitor(world)
    second = one.post("/api/session", {"login": "c@school.example", "password": PASSWORD})
    for answer, name in ((first, "visitor"), (second, "session")):
        value, *flags = answer.headers["Set-Cookie"].split("; ")
        assert value.startswith(f"{name}=")
        assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/"} <= set(flags)
        assert f"Max-Age={int(ABSOLUTE_LIMIT.total_seconds())}" in flags


COOKIES = {"a guess": "guess", "a very long one": "a" * 4000, "nothing": "", "a hash of a session": "1b" * 32}


@pytest.mark.parametrize("cookie", COOKIES.values(), ids=COOKIES.keys())
def test_a_cookie_that_is_no_session_is_a_visitor(world: World, cookie: str) -> None:
    world.insert(factories.session(account="account-student"))
    http = world.app.test_client()
    http.set_cookie("session", cookie, domain="localhost")
    assert http.get("/api/session").get_json()["account"] is None
    assert http.get("/api/source-record").status_code == 401
