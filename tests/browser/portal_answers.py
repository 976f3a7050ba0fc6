"""Canned answers of the API, shaped as it answers, with the names that are hard to show."""

from __future__ import annotations

from typing import Any

SCHOOLS = {"items": [{"code": "10358", "name": "示例科技大学"}]}


def session(role: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a session of this role; `role` "" for nobody."""
    account = {
        "name": name, "role": role, "login": f"{role}@example.cn", "language": "zh-CN",
        "school": {"code": "10358", "name": "示例科技大学"} if role != "employer" else None,
        "college": None, "employer": None, **more,
    }  # fmt: skip
    return {"csrf": "t0ken", "account": account if role else None, "host": "qy.example.cn"}


STUDENT = session("student", "阿卜杜热西提·买买提")
EMPLOYER = session("employer", "欧阳𬭎", employer={"id": "e1", "name": "合肥某某智能科技有限公司"})
VISITOR = session("", "")

NEXT_STEPS = {
    "items": [
        {"kind": "confirm_source"},
        {"kind": "answer_invitation", "id": "i1", "until": "2099-06-30T23:59:59+08:00"},
    ],
    "lock": {"state": "free", "agreement": None, "until": None, "is_provisional": False, "terminations": 0, "max": 1},
}


def notice(case: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return one notice."""
    return {
        "case": case, "seq": 1, "kind": kind, "at": "2026-11-18T09:12:00+08:00", "details": {}, "delivery": "sent",
        "is_read": True, **more,
    }  # fmt: skip


NOTICES = {
    "items": [
        notice("i1", "invitation_sent", is_read=False, details={"employer": "合肥某某智能科技有限公司"}),
        notice("i2", "invitation_withdrawn", delivery="failed"),
    ],
    "cursor": None,
    "unread": 1,
}
