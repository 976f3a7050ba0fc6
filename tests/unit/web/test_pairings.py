"""Scan-to-print over HTTP (J09): a computer without a log-in, and the phone of the graduate who has one."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.printing import document
from tests import steps
from tests.unit.web.asking import Fault, assert_refused, visitor
from tests.world import World


def opened(world: World) -> tuple[Any, dict[str, Any], str]:
    """Return the computer, what it was told, and the code, which only its QR symbol says."""
    pc = visitor(world)
    codes: list[str] = []
    token = world.services.secrets.token
    world.services.secrets.token = lambda: codes.append(token()) or codes[-1]  # type: ignore[method-assign,func-returns-value]
    answer = pc.post("/api/print-pairings")
    assert answer.status_code == 201
    shown = answer.get_json()
    return pc, shown, f"{shown['id']}.{codes[-1]}"


def test_a_visitor_prints_what_the_phone_grants(world: World) -> None:
    agreement = steps.issued(world)
    pc, shown, code = opened(world)
    phone = world.client(Role.STUDENT)
    path = f"/api/print-pairings/{shown['id']}"
    assert pc.get(path).get_json()["href"] is None
    seen = phone.post("/api/print-scans", {"code": code}).get_json()
    assert (seen["check"], [one["id"] for one in seen["agreements"]]) == (shown["check"], [agreement.id])
    assert seen["agreements"][0]["copies"] == ["用人单位", "毕业生", "学校"]
    answer = phone.post("/api/print-grants", {"code": code, "agreement": agreement.id, "copy": 2})
    assert (answer.status_code, answer.get_json()) == (201, {"state": "granted", "check": shown["check"]})
    href = pc.get(path).get_json()["href"]
    assert visitor(world).get(href).status_code == 404
    asked = pc.http.head(href)
    assert (asked.status_code, asked.data, asked.mimetype) == (200, b"", "application/pdf")
    file = pc.get(href)
    drawn = world.blobs.objects[document(agreement.school, agreement.id, 1, 2)]
    assert (file.status_code, file.mimetype, file.data) == (200, "application/pdf", drawn)
    assert file.headers["Cache-Control"] == "no-store"
    assert pc.http.head(href).status_code == 409
    assert (pc.get(href).status_code, pc.get(path).get_json()) == (
        409, {"state": "collected", "expires_at": shown["expires_at"], "href": None},
    )  # fmt: skip
    assert phone.get(f"/api/agreements/{agreement.id}").get_json()["print_count"] == 1


def test_the_symbol_says_where_to_and_the_answer_does_not_say_the_code(world: World) -> None:
    _, shown, code = opened(world)
    assert len(shown["modules"]) == len(shown["modules"][0])
    assert set("".join(shown["modules"])) == {"0", "1"}
    assert code.partition(".")[2] not in str(shown)


def test_a_computer_learns_nothing_of_who_prints(world: World) -> None:
    steps.issued(world)
    pc, shown, _ = opened(world)
    assert set(pc.get(f"/api/print-pairings/{shown['id']}").get_json()) == {"state", "expires_at", "href"}
    assert pc.get("/api/agreements").status_code == 401


REFUSED: dict[str, Fault] = {
    "a scan of nothing": Fault("POST", "/api/print-scans", {}, 422, "required", "code"),
    "a scan of a code of nobody": Fault("POST", "/api/print-scans", {"code": "p1.secret"}, 404, "not_found"),
    "a scan by an employer": Fault("POST", "/api/print-scans", {"code": "p1.s"}, 403, "forbidden", role=Role.EMPLOYER),
    "a scan by a visitor": Fault("POST", "/api/print-scans", {"code": "p1.s"}, 401, "login_required", role=Role.PUBLIC),
    "a grant by a visitor": Fault("POST", "/api/print-grants", {}, 401, "login_required", role=Role.PUBLIC),
    "a grant of copy 0": Fault(
        "POST", "/api/print-grants", {"code": "p1.s", "agreement": "a", "copy": 0}, 422, "out_of_range", "copy"),
    "opening with a wish": Fault(
        "POST", "/api/print-pairings", {"agreement": "a"}, 422, "unknown_field", "agreement", role=Role.PUBLIC),
    "another browser's pairing": Fault("GET", "/api/print-pairings/p1", {}, 404, "not_found", role=Role.PUBLIC),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_another_site_cannot_open_one(world: World) -> None:
    pc = visitor(world)
    answer = pc.http.post("/api/print-pairings", json={}, headers={"X-CSRF-Token": pc.csrf, "Origin": "https://evil"})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "foreign_origin")
    assert pc.http.post("/api/print-pairings", json={}).get_json()["code"] == "csrf_failed"
