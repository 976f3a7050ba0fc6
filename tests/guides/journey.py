"""A school under one preset, used over HTTP as its guide tells people to: each verb is one call of a page.

1. A verb that is allowed returns what the page shows next; `refused` gives the reason of one that is not.
2. What the jobs do between two calls is done by `later`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from functions.domain.actors import Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.identifiers import uscc_check_character
from functions.domain.student import SourceState
from functions.policies.presets import presets
from functions.ports import Replace
from functions.usecases import evidence
from tests import factories
from tests.typed import TERMS
from tests.world import Client, World

Json = dict[str, Any]
LETTER = b"%PDF-1.7 consent"
TEXTS = Path(__file__).parents[2] / "portal_static" / "i18n" / "zh-CN" / "codes.json"
CONTACT = {"phone": "13912345678", "email": "siyuan@mail.example"}


class Journey:
    """One graduate, one employer and the school's people."""

    def __init__(self, preset: str) -> None:
        self.policy = presets()[preset].policy
        self.world = World(self.policy)

    # Logged in anew at each look, because days pass between two calls.
    student = property(lambda self: self.world.client(Role.STUDENT))
    employer = property(lambda self: self.world.client(Role.EMPLOYER))
    college = property(lambda self: self.world.client(Role.COLLEGE))
    school = property(lambda self: self.world.client(Role.SCHOOL))
    admin = property(lambda self: self.world.client(Role.ADMIN))

    def unconfirmed(self) -> None:
        """Take the graduate's confirmation back."""
        held = self.world.services.store.student(factories.SCHOOL, factories.STUDENT)
        changed = replace(held, version=held.version + 1, state=SourceState.IMPORTED)
        self.world.services.store.commit(Replace(changed))

    def rival(self, name: str = "e2", *, is_admitted: bool = False) -> Client:
        """Return the client of another registered employer; its name ends in a digit."""
        body = f"9111000060003734{name[-1]}"
        code = body + uscc_check_character(body)
        self.world.insert(factories.employer(id=name, uscc=code, state=RegistrationState.APPROVED))
        if is_admitted:
            self.world.insert(factories.admission(employer=name, state=AdmissionState.ADMITTED))
        self.world.open_account(Role.EMPLOYER, id=f"account-{name}", login=f"{name}@example.org", party=name)
        return self.world.client(Role.EMPLOYER, f"account-{name}")

    def later(self, **duration: float) -> None:
        """Let time pass, and the jobs run."""
        self.world.clock.pass_(**duration)
        self.world.run_jobs()

    def told(self, client: Client) -> list[str]:
        """Return the kinds of a person's notices, the oldest first."""
        self.later()
        return [each["kind"] for each in done(client.get("/api/notices"))["items"]][::-1]

    def bind_wechat(self, client: Client, openid: str = "graduate") -> None:
        """Let somebody consent at WeChat and come back."""
        self.world.wechat.codes[f"code of {openid}"] = openid
        asked = parse_qs(urlsplit(done(client.get("/api/channels/wechat/consent"))["url"]).query)
        answer = client.put("/api/channels/wechat", {"code": f"code of {openid}", "state": asked["state"][0]})
        assert answer.status_code == 204

    def by_wechat(self, openid: str = "graduate") -> list[str]:
        """Return what somebody was told by WeChat, the oldest first."""
        for _ in range(3):
            self.later()
        return [what for to, what, _, _ in self.world.wechat.sent if to == openid]

    def by_sms(self) -> list[tuple[str, str]]:
        """Return the numbers and texts of all messages, the oldest first."""
        for _ in range(2):
            self.later()
        return self.world.sms.sent

    def typed(self, **more: Any) -> Json:
        """Return what an employer types into a draft."""
        return {"school": factories.SCHOOL, "student": factories.STUDENT, "terms": TERMS} | more

    def draft(self, employer: Client | None = None, **more: Any) -> Json:
        return done((employer or self.employer).post("/api/invitations", self.typed(**more)), 201)

    def send(self, employer: Client | None = None, **more: Any) -> Any:
        """Try to invite; return the answer as it came."""
        offer = self.draft(employer, **more)
        path = f"/api/invitations/{offer['id']}/dispatch"
        return (employer or self.employer).put(path, version=offer["version"])

    def sent(self, employer: Client | None = None, **more: Any) -> Json:
        """Invite; return the invitation as the graduate sees it."""
        return self.offer(done(self.send(employer, **more))["id"])

    def offer(self, invitation: str) -> Json:
        return done(self.student.get(f"/api/invitations/{invitation}"))

    def statuses(self, record: Json) -> tuple[str, str]:
        """Return 签约状态 and 协议书状态 of an invitation or an agreement, as its reader sees them in the portal."""
        if "signing_state" in record:
            return shown("invitation", record["signing_state"], record["signing_word"]), called(record)
        made = record["agreement"]
        return shown("invitation", record["state"], record["word"]), called(made) if made else "--"

    def button(self, client: Client, machine: str, action: str) -> str:
        """Return what a button is called for somebody at this school."""
        words = done(client.get("/api/session"))["account"]["words"]
        return str(words["zh-CN"]["actions"][machine][action])

    def accept(self, offer: Json, **answers: Any) -> Any:
        said = {"confirm": True, "pay_after_trial": 9500}
        if self.policy.student_answers_health:
            said["health"] = "good"
        given = {"hash": offer["evidence"]["hash"]} | said | answers
        path = f"/api/invitations/{offer['id']}/acceptance"
        return self.student.put(path, {name: value for name, value in given.items() if value is not None})

    def reject(self, offer: Json, **reason: str) -> Any:
        return self.student.put(f"/api/invitations/{offer['id']}/rejection", reason, version=offer["version"])

    def accepted(self) -> Json:
        return self.agreement(done(self.accept(self.sent()))["id"])

    def agreement(self, agreement: str) -> Json:
        return done(self.student.get(f"/api/agreements/{agreement}"))

    def review(self, reviewer: Client, agreement: Json, decision: str = "pass", reason: str = "") -> Any:
        path, held = f"/api/agreements/{agreement['id']}", self.agreement(agreement["id"])
        return reviewer.post(f"{path}/reviews", {"decision": decision, "reason": reason}, version=held["version"])

    def signed(self, *reviewers: Client) -> Json:
        """Take an agreement through its reviews and to paper."""
        made = self.accepted()
        for reviewer in reviewers:
            done(self.review(reviewer, made))
        self.later()
        return self.agreement(made["id"])

    def hand_out(self, **more: Any) -> Any:
        """Try to hand a paper form to the graduate."""
        body = {"student": factories.STUDENT, "mark": "HN-0012", "reason": "first", "note": "单位要求纸质协议书"}
        return self.college.post("/api/blank-forms", body | more)

    def print_(self, client: Client, agreement: Json, copy: int) -> Any:
        return client.post(f"/api/agreements/{agreement['id']}/prints", {"copy": copy})

    def apply(self, client: Client, agreement: Json, *, letter: bytes | None = None, **said: str) -> Any:
        """Apply for termination."""
        held = done(client.get(f"/api/agreements/{agreement['id']}"))
        files = {"letter": (io.BytesIO(letter), "解约证明.pdf")} if letter else {}
        more: Json = {"data": said | files} if letter else {}
        return client.send(
            "POST", f"/api/agreements/{agreement['id']}/terminations", said, version=held["version"], **more
        )

    def answer(self, client: Client, agreement: Json, applied: Json, *, is_agreed: bool, reason: str = "") -> Any:
        path = f"/api/agreements/{agreement['id']}/terminations/{applied['id']}/answer"
        return client.put(path, {"is_agreed": is_agreed, "reason": reason}, version=applied["version"])

    def decide(self, client: Client, agreement: Json, applied: Json, decision: str = "pass", **said: str) -> Any:
        """Decide on a termination, having read the agreement and the letter."""
        path = f"/api/agreements/{agreement['id']}/terminations/{applied['id']}"
        shown = done(client.get(path))
        read = {"agreement_digest": evidence.digest(shown["original"])}
        if shown["has_letter"]:
            read["letter_digest"] = evidence.digest_of_file(client.get(f"{path}/letter").get_data())
        return client.post(f"{path}/reviews", {"decision": decision} | read | said, version=shown["version"])


@dataclass(frozen=True)
class Step:
    """What a guide's sentence means here: `play` asserts it; `rules` are the rows of rules.md that it proves."""

    play: Callable[[Journey], None]
    rules: tuple[str, ...]


Guide = Mapping[str, Step]


def step(play: Callable[[Journey], None], *rules: str) -> Step:
    return Step(play, rules)


def done(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def refused(response: Any) -> str:
    """Return the code of a refusal."""
    assert 400 <= response.status_code < 500, response.get_data(as_text=True)
    return str(response.get_json()["code"])


def called(record: Json, machine: str = "agreement") -> str:
    """Return the word of a record's state: its school's, else the portal's own."""
    return shown(machine, record["state"], record["word"])


def shown(machine: str, state: str, word: str | None) -> str:
    texts = json.loads(TEXTS.read_text("utf-8"))["states"]
    return word or texts.get(machine, {}).get(state) or texts[state]


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)
