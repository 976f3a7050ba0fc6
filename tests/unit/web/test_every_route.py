"""What holds for every route there is: somebody else's record is like none, and no body makes the service stumble."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import access
from functions.domain.actors import Role
from functions.web.app import routes
from functions.web.problems import MEDIA_TYPE
from functions.web.routing import Route
from tests import crawling, factories
from tests.unit.web.asking import stored, visitor
from tests.unit.web.test_invitations import TERMS
from tests.world import Client, World

OTHER_SCHOOL = "10999"
# Whom a record of the school, the student and the employer does not concern; the operator is nobody's tenant.
STRANGERS: dict[str, tuple[Role, dict[str, Any]]] = {
    "another student": (Role.STUDENT, {"party": "s-other"}),
    "a student of the same id at another school": (Role.STUDENT, {"school": OTHER_SCHOOL}),
    "another employer": (Role.EMPLOYER, {"party": "e-other"}),
    "another college": (Role.COLLEGE, {"college": "204"}),
    "the college of the same code at another school": (Role.COLLEGE, {"school": OTHER_SCHOOL}),
    "another school": (Role.SCHOOL, {"school": OTHER_SCHOOL}),
    "another school's administrator": (Role.ADMIN, {"school": OTHER_SCHOOL}),
}
VOUCHED = {"hash": "ab" * 32, "confirm": True, "pay_after_trial": 9500}
# What each writing takes, so that it is the id that is refused; one that is not named takes nothing.
BODIES: dict[str, dict[str, Any]] = {
    "PUT /api/students/<student_id>/review": {"action": "verify"},
    "POST /api/blank-form-requests": {"reason": "报考选调"},
    "POST /api/blank-forms": {"student": "s1", "mark": "HN-1", "reason": "first"},
    "POST /api/offline-signings": {"student": "s1", "unit": "某县委组织部", "exception": "选调"},
    "POST /api/mismatch-acceptances": {"items": [{"student": "s1", "version": 1}]},
    "PUT /api/mismatches/<student_id>/dismissal": {"reason": "学籍库有误"},
    "PUT /api/agreements/<agreement>/retraction": {"reason": "登记错了人"},
    "PUT /api/students/<student_id>/agreement-number": {"number": "HN-0012"},
    "PUT /api/source-record/agreement-number": {"number": "HN-0012"},
    "PUT /api/corrections/<correction_id>/answer": {"state": "made"},
    "PUT /api/admissions/<school>/<employer_id>/review": {"action": "withdraw", "reason": "合作到期"},
    "PUT /api/positions/<position>": {"terms": TERMS, "wanted": 1},
    "POST /api/positions/<position>/applications": {"confirm": True},
    "PUT /api/applications/<application>/interview": {
        "at": "2026-03-20T14:00",
        "place": "3 楼",
        "contact": "李强",
        "phone": "13800138000",
    },
    "PUT /api/applications/<application>/interview/answer": {"is_accepted": True},
    "PUT /api/applications/<application>/result": {"is_passed": False},
    "PUT /api/applications/<application>/offer": {"terms": TERMS},
    "PUT /api/invitations/<invitation>": {"terms": TERMS},
    "PUT /api/invitations/<invitation>/rejection": {"reason": "已有去向"},
    "PUT /api/invitations/<invitation>/acceptance": VOUCHED,
    "PUT /api/agreements/<agreement>/revision": {"terms": TERMS},
    "PUT /api/agreements/<agreement>/confirmation": VOUCHED,
    "PUT /api/agreements/<agreement>/declination": {"reason": "与面谈不符"},
    "PUT /api/agreements/<agreement>/draft": {"unit": {"name": "某市某局"}, "terms": TERMS},
    "PUT /api/agreements/<agreement>/submission": {"hash": "ab" * 32, "confirm": True},
    "POST /api/agreements/<agreement>/reviews": {"decision": "pass"},
    "PUT /api/agreements/<agreement>/licence-check": {"how": "公示系统可查"},
    "PUT /api/agreements/<agreement>/void": {"reason": "重复签约"},
    "PUT /api/agreements/<agreement>/undoing": {"reason": "看错了人"},
    "PUT /api/agreements/<agreement>/undoing/refusal": {"reason": "审核无误"},
    "PUT /api/agreements/<agreement>/stamped-copy": {"sent_on": "2026-03-05"},
    "PUT /api/agreements/<agreement>/stamp": {"stamped_on": "2026-03-05"},
    "PUT /api/agreements/<agreement>/completion": {"reported_on": "2026-03-05", "confirm": True},
    "PUT /api/agreements/<agreement>/reissue": {"reason": "lost", "explanation": "搬家时遗失"},
    "PUT /api/agreements/<agreement>/reissue/refusal": {"reason": "无须补发"},
    "PUT /api/agreements/<agreement>/unlocking": {"reason": "应征入伍"},
    "PUT /api/agreements/<agreement>/unlocking/refusal": {"reason": "应当申请解约"},
    "POST /api/agreements/<agreement>/prints": {"copy": 1},
    "POST /api/agreements/<agreement>/terminations": {"reason": "further_study", "explanation": "考取研究生"},
    "PUT /api/agreements/<agreement>/terminations/<termination>/answer": {"is_agreed": True},
    "POST /api/agreements/<agreement>/terminations/<termination>/reviews": {"decision": "pass", "fault": "student"},
}
# Who is no stranger after all.
CONCERNED = {
    ("another student", "<position>"): "a position is for all graduates of its school",
    ("another college", "<batch>"): "a batch is its school's",
    (
        "a student of the same id at another school",
        "<case>",
    ): "a notice is its reader's, whose id is made of the school's",
}
# A token is itself the right to what it opens.
WITH_IDS = [route for route in routes() if crawling.parameters(route) and "<token>" not in route.path]
MET = [
    (route, who)
    for route in WITH_IDS
    for who, (role, _) in STRANGERS.items()
    if access.may(route.may, role) and not any(who == one and part in route.path for one, part in CONCERNED)
]


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def unknown(route: Route, ids: dict[str, str]) -> str:
    """A path of the route to what is not there."""
    return crawling.path(route, {"token": "none"} | {name: "77" if name == "seq" else f"no-{name}" for name in ids})


@pytest.fixture(scope="module")
def used() -> tuple[World, dict[str, str]]:
    """A school in full use beside another one, and somebody of every kind who is a stranger to its records."""
    world = World()
    ids = crawling.in_use(world)
    world.insert(factories.school(code=OTHER_SCHOOL), factories.policy(school=OTHER_SCHOOL))
    world.insert(factories.employer(id="e-other", uscc="91110000600037341L"))
    for who, (role, bound) in STRANGERS.items():
        world.open_account(role, id=who, login=f"{who}@example.org", **bound)
    return world, ids


@pytest.mark.parametrize(("route", "who"), MET, ids=[f"{who}: {named(route)}" for route, who in MET])
def test_trap_30_somebody_elses_record_is_like_one_that_is_not_there(
    used: tuple[World, dict[str, str]], route: Route, who: str
) -> None:
    world, ids = used
    client, body = world.client(STRANGERS[who][0], who), BODIES.get(named(route))
    before = stored(world)
    paths = crawling.path(route, ids), unknown(route, ids)
    answers = [client.send(route.method, asked, body, version=1) for asked in paths]
    assert [answer.status_code for answer in answers] == [404, 404]
    theirs, none = (answer.get_data() for answer in answers)
    assert theirs == none
    assert stored(world) == before


READ = [route for route in WITH_IDS if route.method == "GET" and "<import_>" not in route.path]


@pytest.mark.parametrize("route", READ, ids=named)
def test_the_same_record_is_there_for_whom_it_concerns(used: tuple[World, dict[str, str]], route: Route) -> None:
    world, ids = used
    for role in (each for each in Role if each is not Role.SYSTEM and access.may(route.may, each)):
        assert world.client(role).get(crawling.path(route, ids)).status_code == 200, role


MB = 2**20
# Bodies that are no object of JSON, or more than anybody types; each as (content, content type).
NO_BODIES: dict[str, tuple[bytes, str]] = {
    "a list": (b"[]", "application/json"),
    "a list of objects": (b'[{"reason": 1}]', "application/json"),
    "a text": (b'"reason"', "application/json"),
    "a number": (b"1", "application/json"),
    "null": (b"null", "application/json"),
    "half an object": (b'{"reason": "', "application/json"),
    "two objects": (b"{}{}", "application/json"),
    "a comment": (b"{} // x", "application/json"),
    "NaN": (b'{"reason": NaN}', "application/json"),
    "no UTF-8": (b'{"reason": "\xff\xfe"}', "application/json"),
    "half a surrogate pair": (b'{"reason": "\\ud842"}', "application/json"),
    "brackets without end": (b"[" * 60_000, "application/json"),
    "objects without end": (b'{"a":' * 10_000, "application/json"),
    "XML": (b"<reason/>", "application/xml"),
    "text that is no JSON": (b"reason", "text/plain"),
    "JSON that says it is text": (b"{}", "text/plain"),
    "a form of another kind": (b"reason=x", "application/x-www-form-urlencoded"),
    "JSON of no type": (b"{}", ""),
    "three megabytes of JSON": (b'{"reason": "' + b"a" * 3 * MB + b'"}', "application/json"),
    "three megabytes of text": (b"a" * 3 * MB, "text/plain"),
    "eleven megabytes of a form": (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"a" * 11 * MB + b"\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
}
REFUSALS = {(status, MEDIA_TYPE) for status in (400, 413, 415, 422)}
BARE = "POST /api/pieces"  # It takes bytes, and no fields.
WRITES = [route for route in routes() if route.method in ("POST", "PUT")]


def writer(world: World, route: Route) -> Client:
    """Somebody who may use the route."""
    if access.may(route.may, Role.PUBLIC):
        return visitor(world)
    return world.client(next(role for role in Role if role is not Role.SYSTEM and access.may(route.may, role)))


@pytest.mark.parametrize("route", WRITES, ids=named)
def test_no_body_makes_a_route_stumble(used: tuple[World, dict[str, str]], route: Route) -> None:
    world, ids = used
    client, asked = writer(world, route), crawling.path(route, {"token": "none", **ids})
    before, told = stored(world), {}
    for what, (content, media_type) in NO_BODIES.items():
        answer = client.send(route.method, asked, version=1, data=content, content_type=media_type)
        told[what] = answer.status_code, answer.content_type
    assert {what: said for what, said in told.items() if said not in REFUSALS} == {}
    assert stored(world) == before


@pytest.mark.parametrize("route", [route for route in WRITES if named(route) != BARE], ids=named)
def test_a_field_that_nobody_asked_for_is_named(used: tuple[World, dict[str, str]], route: Route) -> None:
    """It is named before any record is read: so every route reads its body, and first."""
    world, ids = used
    document = writer(world, route).send(route.method, unknown(route, ids), {"surprise": 1}, version=1).get_json()
    assert ("unknown_field", "surprise") in {(each["code"], each["field"]) for each in document["problems"]}


# What carries nothing is as good as no body: where nothing is needed, the record decides.
NOTHING: dict[str, tuple[bytes, str]] = {
    "no body": (b"", ""),
    "no JSON": (b"", "application/json"),
    "a form without its boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "half a form": (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"),
    "a form of another boundary": (b"--y\r\n\r\nx\r\n--y--", "multipart/form-data; boundary=x"),
}


# A computer that waits has nothing to say, nor has who sets out for another platform, or makes a card.
SILENT = {"POST /api/print-pairings", "POST /api/federation/requests", "POST /api/cards"}
NEEDING = [route for route in WRITES if named(route) not in SILENT]


@pytest.mark.parametrize("route", NEEDING, ids=named)
def test_nothing_at_all_is_refused_too(used: tuple[World, dict[str, str]], route: Route) -> None:
    world, ids = used
    client, asked = writer(world, route), unknown(route, ids)
    told: dict[str, tuple[int, str]] = {}
    for what, (content, media_type) in NOTHING.items():
        answer = client.send(route.method, asked, version=1, data=content, content_type=media_type)
        told[what] = answer.status_code, answer.content_type
    assert {what: said for what, said in told.items() if said not in {*REFUSALS, (404, MEDIA_TYPE)}} == {}


# What an address can carry that no page of ours writes.
QUERIES = (
    "cursor=x", "cursor=%00", "cursor=eyJwayI6ICJTQ0hPT0wjMTA5OTkifQ", "cursor=" + "a" * 3000, "cursor=%F0%9F%99%82",
    "state=%3Cb%3E", "state=", "state=%00", "college=203%00", "college=" + "2" * 3000, "college=%EF%BC%92",
    "cohort=%EF%BC%92026", "cohort=-1", "cohort=2026.5", "cohort=" + "9" * 40, "limit=0", "%FF=%FE", "a[]=1&a[]=2",
)  # fmt: skip


@pytest.mark.parametrize("route", [route for route in routes() if route.method == "GET"], ids=named)
def test_no_query_makes_a_route_stumble(used: tuple[World, dict[str, str]], route: Route) -> None:
    world, ids = used
    client, asked = writer(world, route), crawling.path(route, {"token": "none", **ids})
    told = {query: client.get(f"{asked}?{query}") for query in QUERIES}
    assert {query: answer.status_code for query, answer in told.items() if answer.status_code >= 500} == {}
    refused = [answer for answer in told.values() if answer.status_code >= 400]
    assert {answer.content_type for answer in refused} <= {MEDIA_TYPE}


NO_VERSIONS = ('"x"', 'W/"1"', "-1", "１", "1" * 40, "*", '"1", "2"')


# An acceptance and a submission name a digest instead; a print changes nothing that anybody has typed.
OF_NO_VERSION = {
    "PUT /api/invitations/<invitation>/acceptance", "PUT /api/agreements/<agreement>/confirmation",
    "POST /api/agreements/<agreement>/prints", "PUT /api/agreements/<agreement>/submission", "POST /api/blank-forms",
    "POST /api/blank-form-requests", "POST /api/offline-signings", "POST /api/positions/<position>/applications",
    "POST /api/mismatch-acceptances",
}  # fmt: skip
VERSIONED = [route for route in WRITES if named(route) in BODIES.keys() - OF_NO_VERSION]


@pytest.mark.parametrize("route", VERSIONED, ids=named)
def test_a_version_that_is_none_is_refused(used: tuple[World, dict[str, str]], route: Route) -> None:
    world, ids = used
    client, before = writer(world, route), stored(world)
    for version in NO_VERSIONS:
        headers = {"X-CSRF-Token": "csrf", "If-Match": version.encode("utf-8").decode("latin-1")}
        answer = client.http.open(
            crawling.path(route, ids), method=route.method, json=BODIES[named(route)], headers=headers
        )
        assert (version, answer.status_code, answer.content_type) == (version, 400, MEDIA_TYPE)
    assert stored(world) == before
