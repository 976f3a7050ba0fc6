"""Traps of rules.md section 5 over HTTP: what a person meets who clicks twice, too late, or says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.termination import Action
from functions.jobs import publish_status
from functions.usecases import terminations
from tests import factories, steps
from tests.e2e.test_story import TERMS, accepted, checked, done, signed
from tests.unit.web.asking import visitor
from tests.world import Client, World, printer
from verifier.attestation import Authentic, Status

ANSWER = {"confirm": True, "pay_after_trial": 9500}


def client_of(world: World, number: int) -> Client:
    """Let another employer in, whose recruiter is returned."""
    party = f"e-{number}"
    world.insert(
        factories.employer(id=party, uscc="", name=f"合肥第{number}公司", state=RegistrationState.APPROVED),
        factories.admission(employer=party, state=AdmissionState.ADMITTED),
    )
    world.open_account(Role.EMPLOYER, id=party, login=f"{party}@example.org", party=party)
    return world.client(Role.EMPLOYER, party)


def drafted(employer: Client) -> tuple[str, int]:
    """Draft an invitation; return its path and version."""
    body = {"school": factories.SCHOOL, "student": factories.STUDENT, "terms": TERMS}
    draft = done(employer.post("/api/invitations", body), 201)
    return f"/api/invitations/{draft['id']}", draft["version"]


def sent(employer: Client) -> tuple[str, int]:
    path, version = drafted(employer)
    return path, done(employer.put(f"{path}/dispatch", version=version))["version"]


def accept(student: Client, path: str) -> Any:
    shown = done(student.get(path))["evidence"]["hash"]
    return student.put(f"{path}/acceptance", ANSWER | {"hash": shown})


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


@pytest.mark.parametrize(("after", "status"), [(-1, 200), (0, 200), (1, 409)], ids=["1 s before", "at it", "1 s after"])
def test_trap_01_the_deadline_decides_though_no_sweep_ran(after: int, status: int) -> None:
    world = World()
    path, _ = sent(world.client(Role.EMPLOYER))
    student = world.client(Role.STUDENT)
    offer = done(student.get(path))
    assert offer["expires_at"] == "2026-03-19T23:59:59+08:00"
    world.clock.moment = datetime.fromisoformat(offer["expires_at"]) + timedelta(seconds=after)
    student = world.client(Role.STUDENT)
    answer = student.put(f"{path}/acceptance", ANSWER | {"hash": offer["evidence"]["hash"]})
    assert answer.status_code == status
    if status == 409:
        assert code(answer) == (409, "invitation_expired")
        assert done(student.get(path))["state"] == "expired"


def test_trap_03_what_is_accepted_is_not_rejected() -> None:
    world = World()
    agreement = accepted(world)
    path, student = f"/api/invitations/{agreement['id']}", world.client(Role.STUDENT)
    late = student.put(f"{path}/rejection", {"reason": "已有去向"}, version=done(student.get(path))["version"])
    assert code(late) == (409, "state_does_not_allow")
    assert done(student.get(f"/api/agreements/{agreement['id']}"))["state"] == "college_review"


def test_trap_04_every_click_of_the_way_done_twice_does_it_once() -> None:
    world = World()
    employer, student = world.client(Role.EMPLOYER), world.client(Role.STUDENT)
    path, version = drafted(employer)
    done(employer.put(f"{path}/dispatch", version=version))
    assert code(employer.put(f"{path}/dispatch", version=version)) == (412, "stale")
    hash_ = done(student.get(path))["evidence"]["hash"]
    first, second = (student.put(f"{path}/acceptance", ANSWER | {"hash": hash_}) for _ in range(2))
    agreement = done(first)
    assert done(second) == agreement
    reviews = f"/api/agreements/{agreement['id']}/reviews"
    for role in (Role.COLLEGE, Role.SCHOOL):
        once = done(world.client(role).post(reviews, {"decision": "pass"}, version=agreement["version"]))
        assert code(world.client(role).post(reviews, {"decision": "pass"}, version=agreement["version"]))[0] in {
            409,
            412,
        }
        agreement = once
    world.run_jobs()
    papers, mails = dict(world.blobs.objects), list(world.mailer.sent)
    issued = world.services.store.agreement(agreement["id"]).issued
    world.run_jobs()
    assert (world.blobs.objects, world.mailer.sent) == (papers, mails)
    assert world.services.store.agreement(agreement["id"]).issued == issued
    kinds = [event["kind"] for event in done(student.get(f"/api/agreements/{agreement['id']}/timeline"))["items"]]
    assert kinds == [
        "invitation_sent", "invitation_accepted", "review_passed", "review_passed", "agreement_signed",
        "agreement_issued",
    ]  # fmt: skip
    told = [notice["kind"] for notice in done(student.get("/api/notices"))["items"]]
    assert sorted(told) == sorted(kind for kind in kinds if kind != "invitation_accepted")  # her own doing
    assert len([to for to, _, _ in mails if to == "student@example.org"]) == len(told)


ENDS: dict[str, Callable[[World, str, int], object]] = {
    "rejected": lambda w, path, v: done(
        w.client(Role.STUDENT).put(f"{path}/rejection", {"reason": "薪资不合适"}, version=v)),
    "withdrawn": lambda w, path, v: done(w.client(Role.EMPLOYER).put(f"{path}/withdrawal", version=v)),
    "expired": lambda w, *_: w.clock.pass_(days=15),
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_trap_05_a_second_invitation_waits_for_the_end_of_the_first(end: Callable[[World, str, int], object]) -> None:
    world = World()
    first = sent(world.client(Role.EMPLOYER))
    second, version = drafted(world.client(Role.EMPLOYER))
    dispatch = f"{second}/dispatch"
    assert code(world.client(Role.EMPLOYER).put(dispatch, version=version)) == (409, "already_invited")
    end(world, *first)
    assert done(world.client(Role.EMPLOYER).put(dispatch, version=version))["state"] == "pending"


def test_trap_06_the_sixth_is_refused_and_what_is_only_viewed_does_not_count() -> None:
    world = World()
    employers = [client_of(world, number) for number in range(7)]
    paths = [sent(employer)[0] for employer in employers[:5]]
    sixth, version = drafted(employers[5])
    assert code(employers[5].put(f"{sixth}/dispatch", version=version)) == (409, "too_many_open_invitations")
    student = world.client(Role.STUDENT)
    done(accept(student, paths[0]))
    assert [done(student.get(path))["state"] for path in paths[1:]] == ["view_only"] * 4
    for employer in employers[5:]:
        assert done(employer.get(sent(employer)[0]))["state"] == "pending"


NO_REASONS = {"   ": "required", "　\t": "required", "🙂🙂🙂": "reason_says_nothing", "。。。！": "reason_says_nothing"}
# Who must say why: how far the case is, the method and path of the word, its other fields, and whose it is.
Reasoned = tuple[Callable[[World], Any], str, str, dict[str, Any], Role]
REASONED: dict[str, Reasoned] = {
    "rejecting": (steps.sent, "PUT", "/api/invitations/{id}/rejection", {}, Role.STUDENT),
    "returning": (steps.accepted, "POST", "/api/agreements/{id}/reviews", {"decision": "return"}, Role.COLLEGE),
    "failing": (steps.accepted, "POST", "/api/agreements/{id}/reviews", {"decision": "fail"}, Role.COLLEGE),
    "voiding": (steps.accepted, "PUT", "/api/agreements/{id}/void", {}, Role.ADMIN),
    "refusing a termination": (
        lambda w: steps.applied(w, steps.issued(w)), "PUT", "/api/agreements/{agreement}/terminations/{id}/answer",
        {"is_agreed": False}, Role.EMPLOYER),
}  # fmt: skip


@pytest.mark.parametrize("row", REASONED.values(), ids=REASONED)
def test_trap_07_a_reason_that_says_nothing_is_refused(row: Reasoned) -> None:
    begin, method, path, body, role = row
    world = World()
    found = begin(world)
    path = path.format(id=found.id, agreement=getattr(found, "agreement", ""))
    for reason, why in NO_REASONS.items():
        answer = world.client(role).send(method, path, body | {"reason": reason}, version=found.version)
        assert (*code(answer), answer.get_json()["field"]) == (422, why, "reason")


def test_trap_09_neither_another_college_nor_a_level_too_early_decides() -> None:
    world = World()
    agreement = accepted(world)
    world.open_account(Role.COLLEGE, id="other", login="other@example.org", college="204")
    path, version = f"/api/agreements/{agreement['id']}/reviews", agreement["version"]
    for decision in ({"decision": "pass"}, {"decision": "fail", "reason": "材料不全"}):
        assert code(world.client(Role.COLLEGE, "other").post(path, decision, version=version)) == (404, "not_found")
        assert code(world.client(Role.SCHOOL).post(path, decision, version=version)) == (409, "role_may_not")
    queue = done(world.client(Role.COLLEGE, "other").get("/api/agreements?state=college_review&college=203"))
    assert queue["items"] == []


def test_trap_10_a_return_keeps_the_history_and_the_student_sees_what_changed() -> None:
    world = World()
    agreement, student = accepted(world), world.client(Role.STUDENT)
    path = f"/api/agreements/{agreement['id']}"
    back = {"decision": "return", "reason": "违约金写错了"}
    returned = done(world.client(Role.COLLEGE).post(f"{path}/reviews", back, version=agreement["version"]))
    terms = {"terms": TERMS | {"penalty": 3000}}
    done(world.client(Role.EMPLOYER).put(f"{path}/revision", terms, version=returned["version"]))
    shown = done(student.get(path))
    changed = [(each["field"], each["before"], each["after"]) for each in shown["differences"]]
    assert (shown["state"], shown["revision"], changed) == ("reconfirmation", 2, [("penalty", 5000, 3000)])
    done(student.put(f"{path}/confirmation", ANSWER | {"hash": shown["evidence"]["hash"]}))
    shown = done(student.get(path))
    assert [(each["decision"], each["reason"]) for each in shown["reviews"]] == [("return", "违约金写错了")]
    kinds = [event["kind"] for event in done(student.get(f"{path}/timeline"))["items"]]
    assert kinds[-3:] == ["agreement_returned", "agreement_revised", "revision_confirmed"]


def test_trap_10_what_was_voided_is_filled_in_anew() -> None:
    world = World()
    agreement, employer = accepted(world), world.client(Role.EMPLOYER)
    path = f"/api/agreements/{agreement['id']}"
    reason = {"reason": "单位名称有误"}
    voided = done(world.client(Role.ADMIN).put(f"{path}/void", reason, version=agreement["version"]))
    revision = employer.put(f"{path}/revision", {"terms": TERMS | {"penalty": 1}}, version=voided["version"])
    assert code(revision) == (409, "state_does_not_allow")
    again = sent(employer)[0]
    made = done(accept(world.client(Role.STUDENT), again))
    assert made["id"] != agreement["id"]
    assert done(world.client(Role.STUDENT).get(path))["state"] == "void"


def failed(world: World, running: Any) -> object:
    agreed = steps.agreed(world, running)
    verdict = steps.having_read(world, agreed, Action.FAIL, reason="理由不成立")
    who = steps.actor(world, Role.SCHOOL)
    return terminations.review(world.services, who, agreed.agreement, agreed.id, verdict, version=agreed.version)


NOT_TERMINATED: dict[str, Callable[[World, Any], object]] = {
    "failed by the school": failed,
    "refused by the other party": lambda w, t: terminations.answer(
        w.services, steps.actor(w, Role.EMPLOYER), t.agreement, t.id, is_agreed=False, reason="无人接替",
        version=t.version),
    "withdrawn": lambda w, t: terminations.withdraw(
        w.services, steps.actor(w, Role.STUDENT), t.agreement, t.id, version=t.version),
    "never answered": lambda w, _: (w.clock.pass_(days=15), publish_status.refresh(w.services, w.signer)),
}  # fmt: skip


@pytest.mark.parametrize("end", NOT_TERMINATED.values(), ids=NOT_TERMINATED)
def test_trap_11_a_termination_that_came_to_nothing_leaves_the_agreement_signed_and_printable(
    end: Callable[[World, Any], object],
) -> None:
    world = World(press=printer())
    agreement = signed(world)
    path = f"/api/agreements/{agreement['id']}"
    running = steps.applied(world, world.services.store.agreement(agreement["id"]))
    end(world, running)
    world.run_jobs()
    student = world.client(Role.STUDENT)
    after = done(student.get(path))
    assert (after["state"], after["open_termination"]) == ("signed", None)
    assert student.get(done(student.post(f"{path}/prints", {"copy": 2}), 201)["href"]).get_data().startswith(b"%PDF-")
    report = checked(world, agreement)
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)


def test_trap_27_a_new_policy_changes_nothing_that_has_begun() -> None:
    world = World()
    employer, student = world.client(Role.EMPLOYER), world.client(Role.STUDENT)
    path, _ = sent(employer)
    before = done(student.get(path))
    strict = {"invite_valid_days": 7, "review_chain": "school", "copies": ["毕业生"], "withdraw_before_accept": False}
    version = {"effective_from": "2026-03-05", "note": "从严管理", "values": strict}
    done(world.client(Role.ADMIN).post("/api/policies", version, version=1), 201)
    assert done(student.get(path)) == before
    agreement = done(accept(student, path))
    assert agreement["state"] == "college_review"
    found = steps.passed(world, world.services.store.agreement(agreement["id"]), Role.COLLEGE)
    assert steps.passed(world, found, Role.SCHOOL).state == "signed"
    assert done(student.get(f"/api/agreements/{agreement['id']}"))["copies"] == ["用人单位", "毕业生", "学校"]
    other = client_of(world, 1)
    assert done(other.get(sent(other)[0]))["expires_at"] == "2026-03-12T23:59:59+08:00"


# What anybody may try without being logged in, and must not try for long.
GUESSES: dict[str, tuple[str, Callable[[int], dict[str, str]]]] = {
    "a password": ("/api/session", lambda n: {"login": "school@example.org", "password": f"a wrong password {n}"}),
    "an ID number": (
        "/api/student-accounts",
        lambda n: {"school": factories.SCHOOL, "number": "2022010345", "name": "欧阳思远",
                   "id_number": f"11010519491231{n:03}X", "password": "correct horse battery"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "guess"), GUESSES.values(), ids=GUESSES)
def test_trap_19_who_guesses_is_slowed_down(path: str, guess: Callable[[int], dict[str, str]]) -> None:
    one = visitor(World())
    answers = [one.post(path, guess(n)) for n in range(8)]
    assert {code(answer) for answer in answers[:5]} <= {(422, "login_failed"), (422, "binding_failed")}
    assert {code(answer) for answer in answers[5:]} == {(429, "too_many_attempts")}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers[5:])


def test_trap_19_a_terminated_paper_is_told_from_one_of_which_nothing_is_known_and_nobody_is_named() -> None:
    world = World()
    agreement = signed(world)
    published = dict(world.site.files)
    world.site.files = dict.fromkeys(published, b"")
    unknown = checked(world, agreement).status
    world.site.files |= published
    found = world.services.store.agreement(agreement["id"])
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))
    world.clock.pass_(minutes=1)
    world.run_jobs()
    assert (unknown, checked(world, agreement).status) == (Status.UNKNOWN, Status.TERMINATED)
    content = b"".join(world.site.files.values())
    for text in ("欧阳思远", "合肥云帆", "2022010345", agreement["id"], agreement["number"]):
        assert text.encode() not in content
