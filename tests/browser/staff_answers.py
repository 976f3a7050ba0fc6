"""Canned answers for the pages of schools and the platform: queues of any length, long names, every kind of setting."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

from flask import Request

from functions.domain.policy import SchoolPolicy
from functions.domain.policy_texts import plain, settings
from functions.policies.presets import presets, seen
from tests.browser import portal_answers as given
from tests.browser.portal_answers import Json, listed, session

SHANGHAI = timezone(timedelta(hours=8))
COLLEGES = [
    {"code": "06", "name": "信息科学技术学院"},
    {"code": "17", "name": "马克思主义学院·人文与社会科学学院（知识产权研究院）"},
]
SCHOOL = {
    "code": "10358", "name": "示例科技大学", "department": "学生就业指导与服务中心", "contact": "王老师",
    "phone": "0551-63602114", "address": "安徽省合肥市金寨路 96 号", "colleges": COLLEGES, "has_seal": False,
    "version": 4,
}  # fmt: skip
COLLEGE_STAFF = session("college", "李老师", college=COLLEGES[0])
SCHOOL_STAFF = session("school", "王老师")
ADMIN = session("admin", "周主任")
OPERATOR = session("operator", "平台运营", school=None)

NAMES = ("张三", "欧阳𬭎", "阿卜杜热西提·买买提江·阿卜杜热合曼", "𠮷野龘", "王小明", "李㛃")
EMPLOYERS = (
    given.UNIT["name"],
    "内蒙古自治区呼伦贝尔市鄂伦春自治旗大兴安岭林业集团有限责任公司第二林场分公司经营管理处",
    "中国人民解放军某部",
)


def waiting(nth: int, state: str = "school_review", **more: Any) -> Json:
    """Return the nth agreement of a queue; every seventh is flagged, the second has no code."""
    at = datetime(2026, 11, 1, 9, tzinfo=SHANGHAI) + timedelta(minutes=7 * nth)
    return given.agreement_row(nth, state) | {
        "number": "", "is_issued": False, "student_name": NAMES[nth % len(NAMES)], "student_number": f"PB22{nth:06}",
        "employer_name": EMPLOYERS[nth % len(EMPLOYERS)], "uscc": "" if nth % 3 == 2 else given.UNIT["uscc"],
        "submitted_at": at.isoformat(), "signed_at": None, "effective_at": None, "print_count": 0, "printed_at": None,
        "has_material": nth % 4 == 1, "trust": ("admitted", "guest_only", "licence_checked")[nth % 3],
        "flags": ["penalty_above_limit", "household_mismatch"] if nth % 7 == 3 else [], **more,
    }  # fmt: skip


def searching(rows: list[Json]) -> Any:
    """Answer searches of agreements as the API does: by state, number and name, page by page."""

    def answer(asked: Request) -> Json:
        typed = asked.get_json()
        found = [
            row for row in rows
            if row["state"] == typed["state"]
            and row["student_name"].startswith(typed.get("name", ""))
            and row["student_number"].startswith(typed.get("number", ""))
        ]  # fmt: skip
        begin, limit = int(typed.get("cursor", 0)), typed["limit"]
        end = begin + limit
        return listed(*found[begin:end], cursor=str(end) if end < len(found) else None)

    return answer


def deciding(asked: Request) -> Json:
    """Pass what was chosen, but the second: somebody else was quicker."""
    items = asked.get_json()["items"]
    problem = {"code": "stale", "detail": "您打开后内容已有变化，请查看最新内容后再操作。", "status": 412}
    return {
        "results": [
            {"id": each["id"], "is_done": at != 1, **({"problem": problem} if at == 1 else {"state": "signed"})}
            for at, each in enumerate(items)
        ]
    }


def under_review(**more: Any) -> Json:
    """Return an agreement that waits for the school."""
    return given.agreement("school_review") | {
        "number": "", "issued": None, "is_issued": False, "signed_at": None, "effective_at": None, "print_count": 0,
        "flags": ["penalty_above_limit"], "actions": ["pass", "return", "fail"], "revision": 2,
        "differences": [{"field": "penalty", "before": 10000, "after": 5000}],
        "reviews": [
            {"level": "college", "decision": "return", "name": "李老师", "reason": "违约金偏高。", "revision": 1,
             "at": "2026-11-18T10:00:00+08:00"},
            {"level": "college", "decision": "pass", "name": "李老师", "reason": "", "revision": 2,
             "at": "2026-11-19T10:00:00+08:00"},
        ], **more,
    }  # fmt: skip


def printed(seq: int, copy: int, holder: str) -> Json:
    """Return a line of the register."""
    return {
        "seq": seq, "edition": 1, "copy": copy, "holder": holder, "role": "school", "name": "王老师",
        "at": "2026-11-20T11:00:00+08:00",
    }  # fmt: skip


def batch(nth: int, state: str, **more: Any) -> Json:
    """Return a print batch."""
    return {
        "id": f"b{nth}", "state": state, "requested_at": "2026-11-20T11:00:00+08:00", "name": "王老师", "total": 300,
        "registered": 0, "drawn": 0, "skipped": [], "error": "", "href": None, **more,
    }  # fmt: skip


def applied(state: str = "school_review", **more: Any) -> Json:
    """Return an application to end an agreement, for its reviewer."""
    return given.termination(state) | {
        "class_name": "22 级 3 班", "nature": "其他企业", "cohort": 2027, "plan": "春季", "actions": ["pass", "fail"],
        "college": COLLEGES[0]["code"], "degree": "本科", "major": "电子信息工程",
        "answer": {"is_agreed": True, "reason": "", "at": "2026-11-20T15:00:00+08:00"},
        "original": {"case": "i1", "revision": 1, "terms": given.TERMS}, **more,
    }  # fmt: skip


def terminations(asked: Request) -> Json:
    """Return two applications for the school to decide on, and one that waits for the other party."""
    found = {
        "school_review": [applied(), applied(id="t2", agreement="i2", initiator="student", reason="family")],
        "await_other": [applied("await_other", id="t3", agreement="i3", actions=[])],
    }
    return listed(*found.get(asked.args["state"], []))


def person(nth: int, state: str = "confirmed", **more: Any) -> Json:
    """Return a graduate as the school's list shows it."""
    return {
        "id": f"s{nth}", "number": f"PB22{nth:06}", "name": NAMES[nth % len(NAMES)], "gender": "女",
        "college_name": COLLEGES[nth % 2]["name"], "major": "电子信息工程", "class_name": "22 级 3 班",
        "degree": "本科", "training_mode": "非定向", "cohort": 2027, "plan": "春季", "phone": "138****8000",
        "agreement_number": "", "state": state, "is_bound": nth % 2 == 0, "version": 3, **more,
    }  # fmt: skip


def record(**more: Any) -> Json:
    """Return one source record for the school."""
    return given.source_record("under_review") | {
        "actions": ["verify", "return", "release", "issue_blank_form", "claim_number", "record_signing"],
        "blank_forms": ["HN-2027-0001"],
        "is_online_only": True, "paper_exceptions": ["选调", "涉密单位"],
        "is_bound": True, "entry_year": 2022, "confirmed_at": None,
        "corrections": [asked()], **more,
    }  # fmt: skip


def asked(nth: int = 1, **more: Any) -> Json:
    """Return a request to mend a field."""
    return given.correction() | {
        "id": f"c{nth}", "student": "s1", "student_name": NAMES[nth % len(NAMES)], "student_number": f"PB22{nth:06}",
        "current": "电子信息工程", "answered_at": None, "version": 1, "actions": ["answer"], **more,
    }  # fmt: skip


def imported(state: str, **more: Any) -> Json:
    """Return an import."""
    return {
        "id": "m1", "file_name": "2027届毕业生生源信息（教务处导出）.xlsx", "name": "周主任",
        "uploaded_at": "2026-11-20T09:00:00+08:00", "state": state, "rows": 10000, "passed": 10000, "added": 9800,
        "changed": 120, "unchanged": 76, "bad": 4, "purpose": "roster", "missing": 0, "version": 2,
        "problems": [], **more,
    }  # fmt: skip


PROBLEMS = [
    {"line": 17, "column": "F", "header": "身份证号", "code": "resident_id_check_character",
     "detail": "身份证号校验位不符，请核对每一位。"},
    {"line": 102, "column": "B", "header": "姓名", "code": "character_not_printable",
     "detail": "这个字符（𪚥，U+2A6A5）没有字体可以打印，请换一种写法。"},
    {"line": 102, "column": "C", "header": "学院代码", "code": "unknown_college", "detail": "没有这个学院代码。"},
    {"line": 4711, "column": "", "header": "", "code": "repeated_in_file", "detail": "与第 12 行重复。"},
]  # fmt: skip

OLD_FORMAT = {
    "line": 0, "column": "", "header": "", "code": "workbook_old_format",
    "detail": "这是旧的 .xls 格式，请另存为 .xlsx。",
}  # fmt: skip


def admission(nth: int = 1, state: str = "requested", **more: Any) -> Json:
    """Return an admission."""
    return {
        "school": "10358", "employer": f"e{nth}", "employer_name": EMPLOYERS[nth % len(EMPLOYERS)],
        "uscc": given.UNIT["uscc"], "nature": "其他企业", "state": state, "reason": "", "reviewed_at": None,
        "requested_at": "2026-11-20T09:00:00+08:00", "version": 1, "actions": ["approve", "refuse"], **more,
    }  # fmt: skip


def registration(nth: int = 1, state: str = "registered", **more: Any) -> Json:
    """Return an employer's registration, for its reviewer."""
    return given.employer(state) | {
        "nature": "其他企业", "industry": "科学研究和技术服务业",
        "id": f"e{nth}", "name": EMPLOYERS[nth % len(EMPLOYERS)],
        "registered_at": "2026-11-20T09:00:00+08:00",
        "reviewed_at": None, "actions": ["approve", "return", "refuse"], **more,
    }  # fmt: skip


def policies() -> Json:
    """Return three versions, the newest still to come, and every setting as the API explains it."""
    known = settings()
    first = {name: setting.default for name, setting in known.items()}
    second = first | {"review_chain": "college", "max_open_invites_per_student": 3}
    third = second | {"copies": ["用人单位", "毕业生", "学院", "学校"], "who_prints": ["school", "student"]}
    versions = [
        _version(3, "2099-01-01", third, "下一届起一式四份。"),
        _version(2, "2026-10-01", second, "本届起由学院审核，每人最多三个待答复的邀约。"),
        _version(1, "2026-09-01", first, ""),
    ]
    explained = [
        {"name": each.name, "kind": each.kind, "group": each.group, "default": each.default,
         "min": each.least, "max": each.most, "choices": each.choices, "title": each.title["zh-CN"],
         "meaning": each.meaning["zh-CN"],
         "seen": [{"system": by.system, "value": said.value, "words": said.words, "cite": said.cite}
                  for by, said in seen(each.name)]}
        for each in known.values()
    ]  # fmt: skip
    return json.loads(json.dumps({"current": versions[1], "versions": versions, "settings": explained}))


def offered() -> Json:
    """Return the presets as the API offers them."""
    return listed(*(
        {"name": each.name, "system": each.system, "title": each.title["zh-CN"], "guide": each.guide,
         "values": json.loads(json.dumps(_values(each.policy)))}
        for each in presets().values()
    ))  # fmt: skip


def _values(policy: SchoolPolicy) -> Json:
    return {name: plain(getattr(policy, name)) for name in settings()}


def _version(number: int, day: str, values: Json, note: str) -> Json:
    return {
        "number": number, "effective_from": day, "author_name": "周主任" if note else "", "note": note,
        "created_at": "2026-09-20T10:00:00+08:00" if note else None, "values": values,
    }  # fmt: skip


STAFF = listed(
    {"id": "a1", "name": "周主任", "email": "zhou@example.cn", "role": "admin", "college": None, "state": "active",
     "created_at": "2026-09-01T09:00:00+08:00", "is_me": True, "actions": []},
    {"id": "a2", "name": "李老师", "email": "a-very-long-address-of-a-college-office@information.example.cn",
     "role": "college", "college": "06", "state": "active", "created_at": "2026-09-02T09:00:00+08:00", "is_me": False,
     "actions": ["remove"]},
    {"id": None, "name": "陈老师", "email": "chen@example.cn", "role": "school", "college": None, "state": "invited",
     "created_at": "2026-11-20T09:00:00+08:00", "expires_at": "2026-11-27T09:00:00+08:00", "is_me": False,
     "actions": []},
)  # fmt: skip


def key(use: str, **more: Any) -> Json:
    """Return a public key."""
    return {
        "school": "10358", "school_name": "示例科技大学", "use": use, "kid": "5f1c9e2a", "public": "d7" * 32,
        "not_before": "2026-09-01T00:00:00+08:00", "not_after": date(2099, 10, 6).isoformat(), **more,
    }  # fmt: skip


def signed(nth: int) -> Json:
    """Return the nth signed agreement; every third is not printed yet."""
    once = {"print_count": 0, "printed_at": None} if nth % 3 == 1 else {}
    return given.agreement_row(nth) | {
        "number": f"202710358{nth:06}", "student_name": NAMES[nth % len(NAMES)], "student_number": f"PB22{nth:06}",
        "employer_name": EMPLOYERS[nth % len(EMPLOYERS)], **once,
    }  # fmt: skip


def queue_of(count: int, *, state: str = "school_review", who: Json = SCHOOL_STAFF) -> Json:
    """Return the answers behind a queue of so many."""
    rows = [each for nth in range(count) for each in (waiting(nth, state), signed(nth))]
    return {
        "GET /api/session": who, "GET /api/school": SCHOOL, "GET /api/codes": given.CODES,
        "POST /api/agreement-searches": searching(rows),
        "POST /api/reviews": deciding, "GET /api/reissue-requests": listed(),
    }  # fmt: skip


DETAIL = {
    f"GET /api/agreements/i{nth}{part}": answer
    for nth in range(8)
    for part, answer in {
        "": under_review(id=f"i{nth}", student_name=NAMES[nth % len(NAMES)]), "/form": given.FORM,
        "/timeline": given.STORY, "/prints": {"items": []},
    }.items()
}  # fmt: skip
BEGUN = {
    "GET /api/agreements/g1": given.initiated(
        "school_review", actions=["pass", "return", "fail"], revision=2, reviews=under_review()["reviews"],
    ) | {"initiation": given.initiated()["initiation"] | {
        "unit_differences": [{"field": "name", "before": "某市某某局", "after": given.UNIT["name"]}]}},
    "GET /api/agreements/g1/form": given.FORM, "GET /api/agreements/g1/timeline": given.STORY,
    "GET /api/agreements/g1/prints": {"items": []},
}  # fmt: skip
ON_PAPER = {
    "GET /api/agreements/g3": given.on_paper(actions=["retract"]),
    "GET /api/agreements/g3/form": given.FORM, "GET /api/agreements/g3/timeline": given.STORY,
    "GET /api/agreements/g3/prints": {"items": []},
}  # fmt: skip
BY_GUEST = {
    "GET /api/agreements/q1": under_review(
        id="q1", mode="qr", trust="guest_only", material=given.material(),
        actions=["pass", "fail", "check_licence"],
    ),
    "GET /api/agreements/q1/form": given.FORM, "GET /api/agreements/q1/timeline": given.STORY,
    "GET /api/agreements/q1/prints": {"items": []},
}  # fmt: skip
SIGNED = {
    "GET /api/agreements/i9": given.agreement(
        id="i9", terminations=[{"id": "t1", "state": "refused", "initiator": "employer",
                                "applied_at": "2026-11-20T12:00:00+08:00"}],
        reviews=under_review()["reviews"],
    ),
    "GET /api/agreements/i9/form": given.FORM, "GET /api/agreements/i9/timeline": given.STORY,
    "GET /api/agreements/i9/prints": {"items": [printed(1, 1, "用人单位"), printed(2, 3, "学校")]},
}  # fmt: skip


def mistaken(*, is_own: bool | None = None, actions: tuple[str, ...] = ("request_undo",)) -> Json:
    """Return the answers of an agreement passed by mistake; `is_own`: who asked to undo it, None for nobody."""
    asked = {
        "reason": "审核时看错了单位，协议书写的是子公司。", "name": "周主任" if is_own is False else "王老师",
        "at": "2026-11-20T14:00:00+08:00", "is_own": is_own,
    }  # fmt: skip
    found = given.agreement(
        id="i10", print_count=0, printed_at=None, actions=["print", *actions], undo=None if is_own is None else asked,
        reviews=[one | {"is_undone": False} for one in under_review()["reviews"]],
    )  # fmt: skip
    return {
        "GET /api/agreements/i10": found, "GET /api/agreements/i10/form": given.FORM,
        "GET /api/agreements/i10/timeline": given.STORY, "GET /api/agreements/i10/prints": {"items": []},
    }  # fmt: skip


def unlocking(state: str = "signed", **more: Any) -> Json:
    """Return the answers of an agreement whose student an administrator wants free, or has freed."""
    asked = {
        "reason": "已应征入伍，单位未使用本系统，双方无法在线解约。", "name": "周主任", "approver_name": "",
        "at": "2026-11-20T14:00:00+08:00", "approved_at": None, "is_own": False,
    }  # fmt: skip
    actions = ["request_unlock", "unlock", "refuse_unlock"] if state == "signed" else []
    found = given.agreement(state=state, id="i12", actions=actions, unlocking=asked | more)
    return {
        "GET /api/agreements/i12": found, "GET /api/agreements/i12/form": given.FORM,
        "GET /api/agreements/i12/timeline": given.STORY, "GET /api/agreements/i12/prints": {"items": []},
    }  # fmt: skip


SECOND = ("request_undo", "undo", "refuse_undo")
REISSUE = {"reason": "spoilt", "explanation": "盖章时弄污，单位要求换一份干净的。", "role": "student",
           "name": given.GRADUATE["name"], "at": "2026-11-20T15:00:00+08:00"}  # fmt: skip
WANTED = {
    "GET /api/agreements/i11": given.agreement(
        id="i11", edition=2, reissue=REISSUE, superseded=[given.SUPERSEDED],
        actions=["print", "approve_reissue", "refuse_reissue"], reviews=under_review()["reviews"],
    ),
    "GET /api/agreements/i11/form": given.FORM, "GET /api/agreements/i11/timeline": given.STORY,
    "GET /api/agreements/i11/prints": {"items": [printed(1, 1, "用人单位")]},
    "GET /api/reissue-requests": listed(given.agreement_row(11) | {"id": "i11", "reissue": REISSUE}),
}  # fmt: skip


def blank(nth: int, **more: Any) -> Json:
    """Return the nth blank form, which is out."""
    return {
        "mark": f"HN-2027-{nth:04}", "student": f"s{nth}", "student_name": NAMES[nth % len(NAMES)],
        "student_number": f"PB22{nth:06}", "cohort": 2027, "college": "203", "reason": "first",
        "note": "报考选调，单位要求纸质协议书", "exception": "选调", "state": "out", "issued_by": "李老师",
        "issued_at": "2026-11-20T10:00:00+08:00", "received_by": "", "returned_at": None, "version": 1, **more,
    }  # fmt: skip


def mismatch(nth: int, kind: str = "differs", **more: Any) -> Json:
    """Return the nth mismatch with the registry."""
    fields = [
        {"field": "name", "own": NAMES[nth % len(NAMES)], "registry": "阿卜杜热合曼·买买提艾力"},
        {"field": "id_number", "own": "**************0014", "registry": "**************0029"},
        {"field": "major", "own": "电子信息工程", "registry": "数据科学与大数据技术（中外合作办学）"},
    ]
    return {
        "student": f"s{nth}", "name": NAMES[nth % len(NAMES)], "number": f"PB22{nth:06}", "college": "203",
        "cohort": 2027, "kind": kind, "state": "open", "found_at": "2026-11-20T09:00:00+08:00", "decided_by": "",
        "decided_at": None, "version": 1, "fields": fields if kind == "differs" else [], "agreement": None,
        "reason": "", "actions": ["accept", "dismiss"] if kind == "differs" else ["dismiss"], **more,
    }  # fmt: skip


MISMATCHES = {
    **listed(mismatch(1, agreement={"id": "i9", "state": "signed"}), mismatch(2), mismatch(3, "not_in_registry"),
             mismatch(4, "not_here")),
    "cohort": 2027,
}  # fmt: skip
BLANKS = {
    **listed(blank(1), blank(2, state="returned", returned_at="2026-11-21T09:00:00+08:00", received_by="王老师",
                             reason="special_unit", note="", exception="")),
    "cohort": 2027, "issued": 2, "returned": 1, "out": 1, "most": 500, "percent": 20, "is_kept": True,
}  # fmt: skip
SCHOOL_SITE = {
    "GET /api/blank-forms": BLANKS, "GET /api/mismatches": MISMATCHES,
    **queue_of(12), **DETAIL, **BEGUN, **ON_PAPER, **BY_GUEST, **SIGNED, **WANTED,
    **mistaken(is_own=False, actions=SECOND),
    **unlocking(),
    "GET /api/notices": listed(given.notice("i1", "invitation_accepted"), unread=0),
    "GET /api/print-batches": listed(
        batch(1, "running", registered=300, drawn=120),
        batch(2, "ready", registered=300, drawn=298, skipped=["i3", "i4"], href="/api/print-batches/b2.pdf"),
        batch(3, "failed", error="internal"),
    ),
    "GET /api/terminations": terminations,
    "GET /api/agreements/i1/terminations/t1": applied(),
    "GET /api/students": listed(*(person(nth, state) for nth, state in enumerate(
        ["imported", "under_review", "confirmed", "verified", "confirmed"])), cursor="more"),
    "GET /api/students/s1": record(),
    "GET /api/corrections": listed(asked(1), asked(2, field="name", current="李四", proposed="李㛃")),
    "GET /api/admissions": listed(admission(1), admission(2)),
    "GET /api/employers/e1": registration(1, "approved"),
    "GET /api/policies": policies(),
    "GET /api/policies/presets": offered(),
}  # fmt: skip


def counted(code: str, name: str, percent: int | None, **counts: int) -> Json:
    """Return the statistics of a school."""
    ways = {"application": 0, "employer": 0, "qr": 0, "student": 0, "paper": 0} | counts
    total = sum(ways.values())
    return {"code": code, "name": name, "counts": ways, "online": total - ways["paper"], "total": total,
            "online_percent": percent}  # fmt: skip


COUNTED = counted("10358", "示例科技大学", 97, application=1204, employer=2310, qr=86, student=341, paper=102)
ADMIN_SITE = {
    **SCHOOL_SITE, "GET /api/session": ADMIN, "GET /api/staff": STAFF,
    "GET /api/signing-counts": listed(COUNTED, cohort=2027),
    "GET /api/imports": listed(imported("done"), imported("failed", id="m2", file_name="名单.xls", rows=0)),
    "GET /api/imports/m1": imported("checked", problems=PROBLEMS),
    "GET /api/imports/m6": imported(
        "done", purpose="registry", file_name="2027届学籍最终学历注册（学信平台导出）.xlsx", added=3, missing=2, bad=0),
    "GET /api/imports/m2": imported("failed", problems=[OLD_FORMAT]),
    "GET /api/imports/m3": imported("running", passed=4200),
    "GET /api/imports/m4": imported("done"),
    "GET /api/imports/m5": imported("checking", rows=0, passed=3500),
}  # fmt: skip
OPERATOR_SITE = {
    "GET /api/session": OPERATOR,
    "GET /api/employers": listed(registration(1), registration(2, uscc="", code_path="military")),
    "GET /api/employers/e1": registration(1),
    "GET /api/employers/e2": registration(2, uscc="", code_path="military"),
    "GET /api/operator/schools": listed(SCHOOL, SCHOOL | {"code": "10359", "name": "示例理工大学", "department": "",
                                                          "contact": "", "phone": "", "colleges": []}),
    "GET /api/signing-counts": listed(COUNTED, counted("10359", "示例理工大学", None), cohort=2027),
    "GET /api/operator/keys": listed(key("agreement"), key("status", kid="0a77b3d1")),
}  # fmt: skip
ERASED = {
    "id": "g9", "number": "202710123000045", "state": "terminated", "cohort": 2027, "editions": 2, "prints": 5,
    "signed_at": "2027-03-05T08:40:00Z", "ended_on": "2027-05-20", "erased_at": "2032-05-21T03:10:00Z",
    "kept_until": "2057-05-20", "events": 14, "head": "5f" * 32,
}  # fmt: skip
GONE = {"GET /api/erased-agreements": listed(ERASED, ERASED | {"id": "g8", "number": "", "signed_at": None})}
NOTHING = {
    "GET /api/school": SCHOOL, "GET /api/codes": given.CODES, "POST /api/agreement-searches": listed(),
    "GET /api/blank-forms": BLANKS | listed(), "GET /api/mismatches": listed() | {"cohort": 2027},
    **{f"GET /api/{path}": listed() for path in (
        "print-batches", "reissue-requests", "terminations", "students", "corrections", "imports", "admissions",
        "employers", "staff", "erased-agreements", "operator/schools", "operator/keys",
    )},
}  # fmt: skip
