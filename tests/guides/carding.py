"""Signing as a guest, over HTTP: the graduate's card, and a recruiter who has no account (section E)."""

from __future__ import annotations

import io
from typing import Any

from functions.domain.identifiers import uscc_check_character
from tests import factories
from tests.guides.journey import Journey, Json, done
from tests.typed import TERMS
from tests.unit.web.asking import Visitor, visitor

LICENCE = b"%PDF-1.7 a business licence"
NAME = factories.student().name
UNIT: Json = {
    "name": "合肥启明科技有限公司", "code_path": "", "uscc": "91340100MA2TUGKR0A", "nature": "39", "industry": "I",
    "location": "安徽省合肥市蜀山区", "address": "科学大道1号", "postcode": "230088", "contact": "赵敏",
    "phone": "0551-63602114", "email": "hr@qiming.example",
}  # fmt: skip


def unit(number: int) -> Json:
    """Return another unit for each number of one digit."""
    body = f"91340100MA2TUGKR{number}"
    return UNIT | {"name": f"合肥第{number}科技有限公司", "uscc": body + uscc_check_character(body)}


class Recruiter:
    """Who has scanned a card with WeChat: a browser without an account."""

    def __init__(self, j: Journey, link: str) -> None:
        self.client: Visitor = visitor(j.world)
        self.code = link.partition("#")[2]
        self.held = {"code": self.code, "name": NAME}

    def scan(self) -> Json:
        return done(self.client.post("/api/card-scans", {"code": self.code}))

    def verify(self, name: str = NAME) -> Any:
        return self.client.post("/api/card-verifications", {"code": self.code, "name": name})

    def upload(self, paper: bytes = LICENCE) -> Json:
        files = {"file": (io.BytesIO(paper), "营业执照.pdf")}
        return done(self.client.send("POST", "/api/card-files", data=self.held | files), 201)

    def confirm(self, **more: Any) -> Any:
        """Try to sign on the card's terms (确认签约); return the answer as it came."""
        return self.client.post("/api/guest-signings", self.held | {"unit": UNIT, "confirm": True} | more)

    def invite(self, **more: Any) -> Any:
        """Try to send (确认邀约); return the answer as it came."""
        filled = {"unit": UNIT, "terms": TERMS, "confirm": True}
        return self.client.post("/api/guest-invitations", self.held | filled | more)


def card_for(j: Journey, **terms: Any) -> Recruiter:
    """Let the graduate agree on a card to sign with the unit, and send it; return who scans it."""
    agreed = {"unit": UNIT["name"], "terms": TERMS | terms, "pay_after_trial": 9500}
    shown = done(j.student.post("/api/card-consents", agreed))
    consent = agreed | {"hash": shown["hash"], "confirm": True}
    return Recruiter(j, done(j.student.post("/api/cards", {"consent": consent}), 201)["link"])


def card(j: Journey) -> Recruiter:
    """Let the graduate make a card and send it; return who scans it."""
    return Recruiter(j, done(j.student.post("/api/cards"), 201)["link"])


class CardJourney(Journey):
    """A school where recruiters sign by the graduate's card: what a journey sends is sent by a guest."""

    def send(self, employer: Any = None, **more: Any) -> Any:
        recruiter = card(self)
        recruiter.upload()
        return recruiter.invite(**more)

    def sent(self, employer: Any = None, **more: Any) -> Json:
        done(self.send(employer, **more), 201)
        name = more.get("unit", UNIT)["name"]
        rows = done(self.student.get("/api/invitations"))["items"]
        return self.offer(next(row["id"] for row in rows if (row["employer_name"], row["state"]) == (name, "pending")))
