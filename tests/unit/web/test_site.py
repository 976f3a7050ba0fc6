"""Without a CDN the function serves the site: from its bucket, with the CDN's headers, beside the API."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from werkzeug.test import Client as Browser

from functions.web import headers
from functions.web.site import SiteAndApi
from tests.world import World

PAGE = "text/html; charset=utf-8"
FILES = {
    "index.html": ("<!doctype html><title>首页</title>".encode(), PAGE),
    "v": (b"<!doctype html><title>v</title>", PAGE),
    "scan": (b"<!doctype html><title>scan</title>", PAGE),
    "lib/api.js": (b"export {};", "text/javascript; charset=utf-8"),
    "scanner/reader.wasm": (b"\0asm", "application/wasm"),
    "s/101232600.cwt": (b"\xd2\x84", "application/statuslist+cwt"),
}


@pytest.fixture
def browser() -> Browser:
    world = World()
    for path, (content, media_type) in FILES.items():
        world.site.publish(path, content, media_type)
    return Browser(SiteAndApi(world.app.wsgi_app, world.site))


SHOWN = {f"/{path}": path for path in FILES} | {"/": "index.html"}


@pytest.mark.parametrize(("path", "key"), SHOWN.items(), ids=SHOWN)
def test_a_file_is_what_was_published_with_the_headers_of_its_path(browser: Browser, path: str, key: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.get_data(), answer.content_type) == (HTTPStatus.OK, *FILES[key])
    wanted = dict(headers.of(path)) | {"Cache-Control": "public, max-age=60"}
    assert wanted.items() <= dict(answer.headers).items()


def test_a_browser_that_has_a_file_is_told_so(browser: Browser) -> None:
    tag = browser.get("/lib/api.js").headers["ETag"]
    again = browser.get("/lib/api.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (HTTPStatus.NOT_MODIFIED, b"")


@pytest.mark.parametrize("path", ["/none", "/v/", "/lib", "/lib/../index.html", "/s/1.cwt", "//index.html/x", "/api"])
def test_what_was_not_published_is_not_there(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_files_are_only_read(browser: Browser, method: str) -> None:
    answer = browser.open("/index.html", method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD")


def test_the_api_answers_for_its_own_paths_and_nobody_keeps_it(browser: Browser) -> None:
    answer = browser.get("/api/session")
    assert (answer.status_code, answer.content_type) == (HTTPStatus.OK, "application/json")
    assert (answer.headers["Cache-Control"], answer.headers["X-Frame-Options"]) == ("no-store", "DENY")
