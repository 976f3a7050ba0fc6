"""Signing that a graduate begins, over HTTP: typed, papers added, begun, taken back (section G)."""

from __future__ import annotations

import io
from typing import Any

from tests.guides.journey import Journey, Json, done
from tests.typed import TERMS
from tests.world import Client

CONTRACT = b"%PDF-1.7 a labour contract with the unit's seal"
PHOTO = b"\xff\xd8\xff\xe0 a letter of employment, photographed"
UNIT: Json = {
    "name": "某市自然资源局", "code_path": "", "uscc": "12411528MB034775XM", "nature": "机关", "industry": "S",
    "location": "安徽省合肥市蜀山区", "address": "", "postcode": "230071", "contact": "", "phone": "", "email": "",
}  # fmt: skip


def typed(j: Journey, **more: Any) -> Json:
    """Return what a graduate types about the unit and what was agreed."""
    health = {"health": "健康"} if j.policy.student_answers_health else {}
    return {"unit": UNIT, "terms": TERMS, "pay_after_trial": 9500} | health | more


def draft(j: Journey, **more: Any) -> Json:
    return done(j.student.post("/api/agreements", typed(j, **more)), 201)


def save(j: Journey, held: Json, **more: Any) -> Json:
    return done(j.student.put(f"/api/agreements/{held['id']}/draft", typed(j, **more), version=held["version"]))


def add(client: Client, held: Json, paper: bytes, name: str) -> Json:
    files = {"file": (io.BytesIO(paper), name)}
    return done(client.send("POST", f"/api/agreements/{held['id']}/evidence", data=files), 201)


def with_contract(j: Journey, **more: Any) -> Json:
    """Return a draft with its labour contract."""
    return add(j.student, draft(j, **more), CONTRACT, "劳动合同.pdf")


def begin(j: Journey, held: Json) -> Any:
    """Try to begin what is shown; return the answer as it came."""
    shown = j.agreement(held["id"])["evidence"]
    return j.student.put(f"/api/agreements/{held['id']}/submission", {"hash": shown["hash"], "confirm": True})


def begun(j: Journey) -> Json:
    return done(begin(j, with_contract(j)))


def take_back(j: Journey, held: Json) -> Any:
    version = j.agreement(held["id"])["version"]
    return j.student.put(f"/api/agreements/{held['id']}/withdrawal", version=version)
