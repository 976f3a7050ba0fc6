"""The path that somebody asked for reaches the application, whatever Zappa makes of it."""

from __future__ import annotations

import pytest
from werkzeug.test import run_wsgi_app
from zappa.wsgi import create_wsgi_request

from functions.web.app import create_app
from functions.web.site import SiteAndApi
from tests.world import World

# The stage's name, which Zappa takes away where it sees Amazon's host or none.
STAGE = "/api"
ASKED: dict[str, tuple[str, int]] = {
    "an address of the API": ("/api/session", 200),
    "an address that begins like the stage": ("/apiary", 404),
    "an address without the API's prefix": ("/session", 404),
    "the stage itself": ("/api", 404),
    "its name twice": ("/api/api/session", 404),
}


@pytest.mark.parametrize("serves", [False, True], ids=["the API alone", "with the site"])
@pytest.mark.parametrize("script_name", ["", STAGE], ids=["under a host of one's own", "under Amazon's host"])
@pytest.mark.parametrize(("path", "status"), ASKED.values(), ids=ASKED)
def test_the_whole_path_counts(path: str, status: int, script_name: str, serves: bool) -> None:
    event = {"httpMethod": "GET", "path": path, "headers": {"Host": "door.example"}, "requestContext": {}}
    environ = create_wsgi_request(event, script_name=script_name) | {"lambda.event": event}
    services = World().services
    app = SiteAndApi(create_app(services), services.site) if serves else create_app(services)
    _, answered, _ = run_wsgi_app(app, environ)
    assert answered.startswith(str(status))
