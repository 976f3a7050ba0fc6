"""Canned answers of the API, shaped as it answers, with the names that are hard to show."""

from __future__ import annotations

import hashlib
import json
from typing import Any

Json = dict[str, Any]

SCHOOLS = {"items": [{"code": "10358", "name": "示例科技大学"}, {"code": "10359", "name": "示例理工大学"}]}
UNIT = {
    "name": "合肥某某智能科技有限公司",
    "uscc": "91350100M000100Y43",
    "nature": "其他企业",
    "industry": "科学研究和技术服务业",
    "location": "安徽省合肥市蜀山区",
    "address": "望江西路 666 号创新大厦 A 座 18 层",
    "postcode": "230088",
    "contact": "欧阳𬭎",
    "phone": "0551-63602114",
    "email": "hr@example.cn",
}
GRADUATE = {
    "name": "阿卜杜热西提·买买提",
    "number": "PB22000123",
    "gender": "男",
    "college": "06",
    "college_name": "信息科学技术学院",
    "major": "电子信息工程",
    "degree": "本科",
    "duration": "4",
    "training_mode": "非定向",
    "class_name": "22 级 3 班",
    "ethnicity": "",
    "political_status": "",
    "phone": "13800138000",
    "email": "abdu@example.cn",
    "qq": "",
    "address": "",
}
TERMS = {
    "position": "算法工程师（计算机视觉方向）",
    "job_category": "工程技术人员",
    "workplace": "合肥",
    "monthly_pay": 15000,
    "trial_months": 6,
    "trial_pay": 11000,
    "contract_years": 2,
    "penalty": 5000,
    "report_by": "2027-07-10",
    "archive": {
        "receiver": "合肥市公共人才服务中心",
        "address": "合肥市滨湖新区洞庭湖路 3455 号",
        "postcode": "230601",
        "contact": "",
        "phone": "0551-63536108",
    },
    "household_address": "",
    "release_for_study": True,
    "release_for_civil_service": False,
    "other": "提供员工宿舍，两人一间。\n落户补贴按当地政策执行。",
}


def session(role: str, name: str, **more: Any) -> Json:
    """Return a session of this role; `role` "" for nobody."""
    account = {
        "name": name,
        "role": role,
        "login": f"{role}@example.cn",
        "language": "zh-CN",
        "school": {"code": "10358", "name": "示例科技大学"} if role != "employer" else None,
        "college": None,
        "employer": None,
        "words": {},
        **more,
    }
    return {"csrf": "t0ken", "account": account if role else None, "host": "qy.example.cn"}


STUDENT = session("student", GRADUATE["name"])
EMPLOYER = session("employer", "欧阳𬭎", employer={"id": "e1", "name": UNIT["name"]})
VISITOR = session("", "") | {"federation": None}
FEDERATED = VISITOR | {"federation": "学信网"}


def listed(*items: Json, cursor: str | None = None, **more: Any) -> Json:
    """Return one page of a list."""
    return {"items": list(items), "cursor": cursor, **more}


def lock(state: str = "free", **more: Any) -> Json:
    """Return a graduate's lock."""
    return {
        "state": state,
        "agreement": None,
        "until": None,
        "is_provisional": False,
        "destination": None,
        "terminations": 0,
        "max": 1,
        **more,
    }


def steps(*items: Json, **more: Any) -> Json:
    """Return what a graduate has to do."""
    return {"items": list(items), "lock": lock(**more), "may_initiate": True}


def notice(case: str, kind: str, **more: Any) -> Json:
    """Return one notice."""
    details = {"employer": UNIT["name"], "position": TERMS["position"], "until": "2026-12-05T23:59:59+08:00"}
    return {
        "case": case,
        "seq": 1,
        "kind": kind,
        "at": "2026-11-18T09:12:00+08:00",
        "details": details,
        "channels": [{"channel": "email", "state": "sent", "reason": ""}],
        "is_read": True,
        **more,
    }


def source_record(state: str = "imported", **more: Any) -> Json:
    """Return a source record."""
    return {
        **GRADUATE,
        "id": "s1",
        "ethnicity": "维吾尔族",
        "political_status": "共青团员",
        "cohort": 2027,
        "plan": "春季",
        "id_last4": "0014",
        "origin": "新疆维吾尔自治区喀什地区",
        "agreement_number": "",
        "state": state,
        "actions": ["confirm"],
        "corrections": [],
        "editable": ["name", "gender", "major", "origin"],
        "blank_form": {"may_ask": True, "is_asked": False, "held": ["HN-2027-0001"], "may_claim": True},
        "version": 3,
        **more,
    }


def correction(**more: Any) -> Json:
    """Return a correction request."""
    return {
        "id": "c1",
        "field": "major",
        "proposed": "通信工程",
        "reason": "大二已转专业，附教务处文件。",
        "state": "open",
        "answer": "",
        "requested_at": "2026-11-10T10:00:00+08:00",
        **more,
    }


def invitation_row(nth: int = 1, state: str = "pending", **more: Any) -> Json:
    """Return an invitation as lists show it."""
    return {
        "id": f"i{nth}",
        "state": state,
        "word": None,
        "student_name": GRADUATE["name"],
        "student_number": GRADUATE["number"],
        "employer_name": UNIT["name"],
        "position": TERMS["position"],
        "monthly_pay": 15000,
        "revision": 1,
        "version": 2,
        "sent_at": "2026-11-18T09:12:00+08:00",
        "expires_at": "2099-12-02T23:59:59+08:00",
        "created_at": "2026-11-18T09:00:00+08:00",
        "trust": "admitted",
        **more,
    }


def evidence(terms: Json = TERMS) -> Json:
    """Return what accepting would bind, with its digest as the API makes it."""
    shown = {
        "case": "i1",
        "revision": 1,
        "clauses": {"template": "standard", "version": 1},
        "terms": terms,
        "graduate": GRADUATE,
        "unit": UNIT,
        "witness": {"code": "10358", "name": "示例科技大学"},
    }
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {"hash": hashlib.sha256(text.encode()).hexdigest(), "shown": shown}


LOCKS = {
    "terminations_used": 0,
    "terminations_max": 1,
    "terminations_left": 1,
    "cooldown_working_days": 5,
    "effective_on": "school_review",
    "review_chain": "college_school",
    "others_open": 2,
    "penalty": 5000,
    "answer_days": 14,
    "registry": "closes_before",
    "registry_closes": "2027-08-31",
    "free_from": "2026-11-30T00:00:00+08:00",
    "is_free_from_provisional": True,
}
POLICY = {
    "invite_valid_days": 14,
    "invite_valid_days_min": 7,
    "invite_valid_days_max": 30,
    "employer_may_choose_validity": True,
    "reject_reason_required": True,
    "student_answers_pay_after_trial": True,
    "student_answers_health": True,
}


def invitation(state: str = "pending", **more: Any) -> Json:
    """Return an invitation as its page reads it."""
    return invitation_row(state=state) | {
        "school": "10358",
        "agreement": {"state": "college_review", "word": None} if state == "accepted" else None,
        "terms": TERMS,
        "previous": None,
        "differences": [],
        "reason": "",
        "valid_days": None,
        "unit": UNIT,
        "graduate": GRADUATE,
        "flags": [],
        "actions": ["accept", "reject"],
        "evidence": evidence(),
        "locks": LOCKS,
        "policy": POLICY,
        "material": None,
        **more,
    }


def agreement_row(nth: int = 1, state: str = "signed", **more: Any) -> Json:
    """Return an agreement as lists show it."""
    return {
        "id": f"i{nth}",
        "number": "202710358000001",
        "state": state,
        "word": None,
        "signing_state": "accepted",
        "signing_word": None,
        "student_name": GRADUATE["name"],
        "student_number": GRADUATE["number"],
        "gender": "男",
        "college": "06",
        "college_name": "信息科学技术学院",
        "class_name": "22 级 3 班",
        "major": "电子信息工程",
        "degree": "本科",
        "cohort": 2027,
        "plan": "春季",
        "employer_name": UNIT["name"],
        "uscc": UNIT["uscc"],
        "location": UNIT["location"],
        "nature": UNIT["nature"],
        "industry": UNIT["industry"],
        "position": TERMS["position"],
        "mode": "employer_initiated",
        "trust": "admitted",
        "submitted_at": "2026-11-19T10:00:00+08:00",
        "signed_at": "2026-11-20T10:00:00+08:00",
        "effective_at": "2026-11-20T10:00:00+08:00",
        "has_material": False,
        "school_name": "示例科技大学",
        "phone": "138****8000",
        "is_issued": True,
        "flags": [],
        "print_count": 2,
        "printed_at": "2026-11-20T11:00:00+08:00",
        "open_termination": None,
        "revision": 1,
        "version": 5,
        **more,
    }


def agreement(state: str = "signed", **more: Any) -> Json:
    """Return an agreement as its page reads it."""
    return agreement_row(state=state) | {
        "initiation": None,
        "on_paper": None,
        "material": None,
        "edition": 1,
        "terms": TERMS,
        "previous": None,
        "differences": [],
        "graduate": GRADUATE,
        "unit": UNIT,
        "witness": {},
        "copies": ["用人单位", "毕业生", "学校"],
        "reviews": [{"level": "college", "decision": "pass", "name": "李老师", "reason": "", "revision": 1}],
        "issued": {"check_code": "7K3M9QXA", "url": "/v#1234", "edition": 1, "at": "2026-11-20T10:01:00+08:00"},
        "acceptance": {
            "hash": "ab" * 32,
            "at": "2026-11-19T10:00:00+08:00",
            "pay_after_trial": 16000,
            "health": "健康",
        },
        "actions": ["print"],
        "undo": None,
        "reissue": None,
        "superseded": [],
        "posted": None,
        "ended_at": None,
        "unlocking": None,
        "terminations": [],
        "may_terminate": None,
        "is_by_letter": False,
        "needs_letter": False,
        "termination_reason": "list_and_text",
        "locks": LOCKS,
        "evidence": evidence(),
        "policy": POLICY,
        **more,
    }


POSTED = {"sent_on": "2026-11-20", "carrier": "中国邮政速递物流股份有限公司", "tracking": "EA123456789CN"}
PRINTING = {
    "agreement": agreement_row(),
    "steps": [
        {"code": "after_review", "params": {"chain": "college_school"}},
        *(
            {"code": code, "params": {}}
            for code in ("not_necessary", "open_agreement", "scan_on_computer", "send_file", "school_prints")
        ),
        {"code": "employer_prints", "params": {}},
        {"code": "copies", "params": {"count": 4, "holders": "学生、用人单位、学院、招生就业处"}},
        *(
            {"code": code, "params": {}}
            for code in ("sign_and_stamp", "seal_preset", "seal_at_school", "effective_when_stamped", "code_on_each")
        ),
    ],
}
PAIRING = {
    "POST /api/print-pairings": {
        "id": "p1",
        "check": "4827",
        "expires_at": "2026-11-21T10:02:00+08:00",
        "modules": ["10110", "01011", "11100", "00111", "10101"],
    },
    "GET /api/print-pairings/p1": {"state": "waiting", "expires_at": "2026-11-21T10:02:00+08:00", "href": None},
}
SCAN = {
    "POST /api/print-scans": {
        "check": "4827",
        "opened_at": "2026-11-21T10:00:00+08:00",
        "expires_at": "2026-11-21T10:02:00+08:00",
        "agreements": [
            {
                "id": "i1",
                "number": "202710358000001",
                "edition": 1,
                "student_name": GRADUATE["name"],
                "employer_name": UNIT["name"],
                "copies": ["用人单位", "毕业生", "学校"],
            }
        ],
    }
}


def card(nth: int, state: str, **more: Any) -> Json:
    """Return one of a graduate's cards."""
    is_open = state == "open"
    return {
        "id": f"k{nth}", "state": state, "made_at": f"2026-11-2{nth}T09:00:00+08:00", "invitation": "",
        "expires_at": "2099-11-28T23:59:59+08:00", "ended_at": None if is_open else "2026-11-21T10:00:00+08:00",
        "unit": "", "actions": ["revoke"] if is_open else [], "version": 1, **more,
    }  # fmt: skip


OWN = {"student_answers_pay_after_trial": True, "student_answers_health": False}
CARDS = {
    "GET /api/cards": listed(
        card(3, "open"), card(2, "used", invitation="i1"), card(1, "revoked"), card(0, "expired", ended_at=None),
        may_make=None, most_open=5, policy={"qr_card_days": 7, "qr_student_confirms": True} | OWN,
    ),
    "POST /api/cards": card(3, "open") | {
        "link": "https://qy.example.cn/pages/guest.html#k3.secret",
        "modules": PAIRING["POST /api/print-pairings"]["modules"],
    },
    "PUT /api/cards/k3/revocation": card(3, "revoked"),
}  # fmt: skip
SEEN = {
    "state": "open", "name": "阿**", "school_name": "示例科技大学", "expires_at": "2099-11-28T23:59:59+08:00",
    "outcome": None,
}  # fmt: skip
OUTCOME = {
    "state": "pending", "employer_name": UNIT["name"], "position": TERMS["position"], "reason": "",
    "sent_at": "2026-11-21T10:00:00+08:00", "expires_at": "2099-12-05T23:59:59+08:00", "may_withdraw": True,
    "agreement_state": None,
}  # fmt: skip
GUEST = {
    "GET /api/session": VISITOR,
    "POST /api/card-scans": SEEN,
    "POST /api/card-verifications": {
        "graduate": {name: GRADUATE[name] for name in ("name", "number", "gender", "college_name", "major", "degree")},
        "files": [], "most_files": 5, "consent": None,
        "policy": {name: value for name, value in POLICY.items() if "valid" in name},
    },
}  # fmt: skip


def material(*, is_checked: bool = False, papers: int = 2) -> Json:
    """Return what a guest handed in."""
    check = {"name": "李老师", "at": "2026-11-19T10:00:00+08:00", "how": "公示系统可查，已回拨登记电话核实。"}
    return {
        "trust": "licence_checked" if is_checked else "guest_only", "code_path": "",
        "files": [paper(n + 1) for n in range(papers)], "check": check if is_checked else None,
    }  # fmt: skip


def paper(nth: int) -> Json:
    """Return a stamped paper that a student handed in."""
    return {"hash": f"{nth}e" * 32, "media_type": "image/png", "size": 734_003, "at": "2026-11-19T09:50:00+08:00"}


def initiated(state: str = "draft", papers: int = 2, **more: Any) -> Json:
    """Return an agreement that its student began."""
    unsigned = {"number": "", "issued": None, "is_issued": False, "signed_at": None, "effective_at": None}
    begun = {
        "code_path": "", "saved_at": "2026-11-19T09:40:00+08:00", "pay_after_trial": 16000, "health": "",
        "most_files": 9, "files": [paper(n + 1) for n in range(papers)], "unit_differences": [],
    }  # fmt: skip
    return agreement(state, id="g1", mode="student_initiated", reviews=[], copies=[]) | unsigned | {
        "initiation": begun, "actions": ["edit", "submit", "discard"], "may_submit": None, "print_count": 0, **more,
    }  # fmt: skip


def on_paper(state: str = "awaiting_report", **more: Any) -> Json:
    """Return an agreement that the college has recorded as signed on paper."""
    signing = {
        "mark": "HN-2027-0001", "exception": "选调", "note": "组织部要求使用纸质协议书", "name": "李老师",
        "at": "2026-11-20T10:00:00+08:00",
    }  # fmt: skip
    kept = {"actions": ["edit", "submit"]} | more
    return initiated(state, id="g3", **kept) | {"mode": "offline", "on_paper": signing}


INITIATION = {
    "may_submit": None, "most_files": 9,
    "policy": {"student_answers_pay_after_trial": True, "student_answers_health": False,
               "review_chain": "college_school", "effective_on": "college_review"},
}  # fmt: skip
SUPERSEDED = {
    "edition": 1,
    "by": 2,
    "at": "2026-11-20T16:00:00+08:00",
    "reason": "lost",
    "check_code": "7K2M9QX4",
}


def event(seq: int, kind: str, name: str, role: str, **details: str) -> Json:
    """Return one line of a timeline."""
    at = f"2026-11-{17 + seq:02}T10:00:00+08:00"
    return {"seq": seq, "kind": kind, "at": at, "name": name, "role": role, "details": details, "hash": f"{seq}f" * 32}


STORY = {
    "items": [
        event(1, "invitation_sent", "欧阳𬭎", "employer"),
        event(2, "invitation_accepted", GRADUATE["name"], "student"),
        event(3, "agreement_returned", "李老师", "college", reason="违约金偏高，请与单位商量后修改。"),
        event(4, "agreement_signed", "王老师", "school"),
    ],
    "is_whole": True,
}


def _cells(*fields: tuple[str, str, int]) -> list[Json]:
    pairs = (
        ({"text": label, "span": 1, "is_label": True}, {"text": text, "span": span, "is_label": False})
        for label, text, span in fields
    )
    return [cell for pair in pairs for cell in pair]


FORM = {
    "form": {
        "title": "示例科技大学2027届毕业生就业协议书",
        "number": "202710358000001",
        "edition": 1,
        "sections": [
            {
                "title": "甲方（毕业生）基本信息",
                "rows": [
                    _cells(("姓名", GRADUATE["name"], 1), ("性别", "男", 1), ("民族", "", 1), ("政治面貌", "", 1)),
                    _cells(("学号", "PB22000123", 2), ("学历", "本科", 1), ("培养方式", "非定向", 2)),
                    _cells(("家庭地址", "", 7)),
                ],
            },
            {
                "title": "乙方（用人单位）基本信息",
                "rows": [
                    _cells(("单位名称", UNIT["name"], 4), ("统一社会信用代码", UNIT["uscc"], 2)),
                    _cells(("通讯地址", UNIT["address"], 4), ("邮政编码", "230088", 2)),
                ],
            },
        ],
        "remarks": [
            "【√】 甲方被录取升学的，可凭录取通知解除本协议，双方互不承担违约责任。",
            "提供员工宿舍，两人一间。",
        ],
        "preamble": "甲方（毕业生）与乙方（用人单位）在平等自愿、协商一致的基础上订立本协议。",
        "articles": ["第一条 甲方已如实介绍本人情况，愿意到乙方工作，并按约定的时间报到。"],
        "opinions": [
            {
                "party": "student",
                "title": "甲方意见",
                "text": "本人已于2026年11月19日在线应约。",
                "signature": "签名：     年  月  日",
            },
            {"party": "employer", "title": "乙方意见", "text": "", "signature": "经办人（公章）：     年  月  日"},
        ],
        "notes": ["本协议各项内容均应如实填写；填写不实的，由填写方承担责任。", "本协议一式三份。"],
    },
    "copies": ["用人单位", "毕业生", "学校"],
    "edition": 1,
}


def termination(state: str = "await_other", **more: Any) -> Json:
    """Return an application to end an agreement."""
    return {
        "id": "t1",
        "agreement": "i1",
        "version": 1,
        "state": state,
        "word": None,
        "student_name": GRADUATE["name"],
        "student_number": GRADUATE["number"],
        "employer_name": UNIT["name"],
        "initiator": "employer",
        "reason": "employer_difficulties",
        "applied_at": "2026-11-20T12:00:00+08:00",
        "answer_by": "2099-12-04T23:59:59+08:00",
        "ended_at": None,
        "explanation": "公司业务调整，岗位取消，愿意支付违约金。",
        "has_letter": True,
        "is_without_liability": False,
        "rests_on_letter": False,
        "needs_verification": False,
        "original": None,
        "answer": None,
        "reviews": [],
        "actions": ["agree", "refuse"],
        "summary": agreement_row(),
        "terms": TERMS,
        **more,
    }


def employer(state: str = "approved", **more: Any) -> Json:
    """Return an employer's own record."""
    coded = {"nature": "39", "industry": "38", "nature_name": UNIT["nature"], "industry_name": UNIT["industry"]}
    stands = {"id": "e1", "code_path": "", "state": state, "reason": "", "actions": [], "version": 1}
    return {**UNIT, **coded, **stands, **more}


CODES = {
    "natures": [{"code": "31", "label": "国有企业"}, {"code": "39", "label": "其他企业"}],
    "industries": [{"code": "22", "label": "制造业"}, {"code": "38", "label": "科学研究和技术服务业"}],
}
ADMISSIONS = listed(
    {
        "school": "10358",
        "school_name": "示例科技大学",
        "state": "admitted",
        "reason": "",
        "requested_at": "2026-11-01T10:00:00+08:00",
        "actions": [],
    },
)
FOUND = {
    "student": {
        "id": "s1",
        "name": GRADUATE["name"],
        "number": "PB22000123",
        "gender": "男",
        "college_name": "信息科学技术学院",
        "major": "电子信息工程",
        "degree": "本科",
    },
    "is_signed": True,
    "may_invite": None,
}
COLLEAGUES = listed(
    {"name": "欧阳𬭎", "email": "hr@example.cn", "state": "active"},
    {"name": "王小明", "email": "wang@example.cn", "state": "invited"},
)

CHANNELS = {
    "channels": [
        {"channel": "email", "is_on": True, "address": "s***@mail.example", "topics": ["signing", "termination"]},
        {"channel": "sms", "is_on": True, "address": "138****0000", "topics": ["invitation"]},
        {"channel": "wechat", "is_on": True, "address": "", "topics": []},
    ]
}
INTERVIEW = {
    "at": "2099-03-12T14:30:00+08:00",
    "place": "https://m8.example/rooms/8800-2026-0312",
    "contact": "欧阳𬭎",
    "phone": "0551-63602114",
    "note": "请带一件自己的作品。\n约需一小时。",
}
RESUME = {
    "wish": "后端开发，合肥或南京",
    "experience": "2026.07-08 某某研究院实习，写数据接口。\n2025 年校级创新项目负责人。",
    "skills": "英语六级；Python、SQL",
    "about": "",
}


def position(nth: int = 1, state: str = "open", **more: Any) -> Json:
    """Return a position as its page reads it."""
    return {
        "id": f"p{nth}",
        "state": state,
        "school": "10358",
        "employer_name": UNIT["name"],
        "position": TERMS["position"],
        "job_category": TERMS["job_category"],
        "workplace": TERMS["workplace"],
        "monthly_pay": 15000,
        "wanted": 3,
        "created_at": "2026-11-18T09:00:00+08:00",
        "version": 1,
        "description": "负责视觉算法的研发与落地。\n有顶会论文者优先。",
        "application": None,
        "has_resume": True,
        "actions": ["apply"],
        **more,
    }


def application(nth: int = 1, state: str = "interview_invited", **more: Any) -> Json:
    """Return an application as its sender's page reads it."""
    return {
        "id": f"a{nth}",
        "state": state,
        "position": TERMS["position"],
        "employer_name": UNIT["name"],
        "position_id": "p1",
        "applied_at": "2026-11-18T09:12:00+08:00",
        "interview": INTERVIEW,
        "answer_by": "2099-12-02T23:59:59+08:00",
        "version": 2,
        "agreement_state": None,
        "reason": "",
        "actions": ["accept", "decline", "withdraw"],
        "resume": RESUME,
        "offer": None,
        **more,
    }


def applicant(nth: int = 1, state: str = "applied", **more: Any) -> Json:
    """Return an application as its employer's page reads it."""
    sender = {name: GRADUATE[name] for name in ("name", "gender", "degree", "major", "phone", "email")}
    read = {"school_name": "示例科技大学", "terms": TERMS, "policy": POLICY}
    return application(nth, state, **sender | read | {"actions": ["invite", "refuse"]} | more)


GUEST["GET /api/codes"] = CODES
STUDENT_SITE = {
    "GET /api/positions": listed(position(), position(2, position="会计", monthly_pay=None, workplace="")),
    "GET /api/positions/p1": position(),
    "GET /api/resume": RESUME | {"version": 3},
    "GET /api/applications": listed(
        application(), application(2, "offered", offer="i1"), application(3, "signed", agreement_state="school_review")
    ),
    "GET /api/applications/a1": application(),
    "GET /api/channels": CHANNELS,
    "GET /api/session": STUDENT,
    "GET /api/schools": SCHOOLS,
    "GET /api/next-steps": steps(
        {"kind": "confirm_source"}, {"kind": "answer_invitation", "id": "i1", "until": "2099-06-30T23:59:59+08:00"}
    ),
    "GET /api/notices": listed(
        notice("i1", "invitation_sent", is_read=False),
        notice(
            "i2",
            "invitation_withdrawn",
            channels=[
                {"channel": "email", "state": "sent", "reason": ""},
                {"channel": "sms", "state": "failed", "reason": "no_mobile"},
                {"channel": "wechat", "state": "failed", "reason": ""},
            ],
        ),
        unread=1,
    ),
    "GET /api/source-record": source_record(corrections=[correction()]),
    "GET /api/invitations": listed(invitation_row(), invitation_row(2, "expired"), invitation_row(3, "view_only")),
    "GET /api/invitations/i1": invitation(
        differences=[{"field": "penalty", "before": 10000, "after": 5000}], revision=2, flags=["penalty_above_limit"]
    ),
    "GET /api/invitations/q1": invitation(id="q1", trust="guest_only", material=material()),
    **CARDS,
    "GET /api/codes": CODES,
    "GET /api/initiation": INITIATION,
    "POST /api/unit-searches": {"items": [UNIT | {"code_path": ""}]},
    "GET /api/agreements": listed(agreement_row(), agreement_row(2, "terminated"), agreement_row(3, "draft")),
    "GET /api/agreements/g1": initiated(),
    "GET /api/agreements/g3": on_paper(),
    "GET /api/agreements/g2": initiated("college_review", id="g2", actions=["withdraw"]),
    "GET /api/agreements/g2/form": FORM,
    "GET /api/agreements/g2/timeline": STORY,
    "GET /api/agreements/i1": agreement(
        terminations=[
            {"id": "t1", "state": "refused", "initiator": "employer", "applied_at": "2026-11-20T12:00:00+08:00"}
        ]
    ),
    "GET /api/agreements/i1/termination-letter": {"letter": None},
    "GET /api/agreements/i1/form": FORM,
    "GET /api/agreements/i1/timeline": STORY,
    "GET /api/agreements/i3": agreement(
        id="i3", edition=2, superseded=[SUPERSEDED], actions=["print", "request_reissue"], posted=POSTED
    ),
    "GET /api/printing": PRINTING,
    "GET /api/agreements/i3/form": FORM,
    "GET /api/agreements/i3/timeline": STORY,
    "GET /api/agreements/i2": agreement(
        "reconfirmation",
        id="i2",
        actions=["confirm", "decline"],
        number="",
        differences=[{"field": "penalty", "before": 10000, "after": 5000}],
    ),
    "GET /api/terminations": listed(termination(), termination("approved", id="t2", initiator="student")),
    "GET /api/agreements/i1/terminations/t1": termination(),
}
EMPLOYER_SITE = {
    "GET /api/positions": listed(position(), position(2, "closed")),
    "GET /api/positions/p1": position(terms=TERMS, actions=["edit", "close"]),
    "GET /api/positions/p1/applications": listed(
        applicant(), applicant(2, "passed"), applicant(3, "not_passed", phone="", email="")
    ),
    "GET /api/applications/a1": applicant(actions=["invite", "refuse"]),
    "GET /api/applications/a2": applicant(2, "passed", actions=["offer", "refuse"]),
    "GET /api/channels": {
        "channels": [
            {"channel": "email", "is_on": True, "address": "h***@unit.example", "topics": None},
            {"channel": "sms", "is_on": True, "address": "", "topics": None},
            {"channel": "wechat", "is_on": True, "address": "***", "topics": None},
        ]
    },
    "GET /api/session": EMPLOYER,
    "GET /api/schools": SCHOOLS,
    "GET /api/codes": CODES,
    "GET /api/invitations": listed(
        invitation_row(1, "draft", sent_at=None, expires_at=None),
        invitation_row(2),
        invitation_row(3, "accepted"),
        invitation_row(4, "rejected"),
    ),
    "GET /api/invitations/i1": invitation(
        "draft", actions=["edit", "send", "discard"], sent_at=None, flags=["penalty_above_limit"]
    ),
    "GET /api/agreements": listed(agreement_row(), agreement_row(2, "returned", number="")),
    "GET /api/agreements/i5": agreement(id="i5", actions=["print", "post"]),
    "GET /api/agreements/i5/form": FORM,
    "GET /api/agreements/i5/timeline": STORY,
    "GET /api/agreements/i1": agreement(
        "returned",
        actions=["revise"],
        number="",
        issued=None,
        is_issued=False,
        reviews=[{"name": "李老师", "reason": "违约金偏高，请修改。", "decision": "return"}],
    ),
    "GET /api/agreements/i1/termination-letter": {"letter": None},
    "GET /api/agreements/i1/form": FORM,
    "GET /api/agreements/i1/timeline": STORY,
    "GET /api/terminations": listed(),
    "GET /api/employer": employer(),
    "GET /api/admissions": ADMISSIONS,
    "GET /api/colleagues": COLLEAGUES,
    "GET /api/notices": listed(unread=0),
    "POST /api/student-searches": FOUND,
}
