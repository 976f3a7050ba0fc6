"""Papers to print in tests: the shortest, an ordinary one, the longest, rare names."""

from __future__ import annotations

import hashlib
from typing import Any

import cbor2

from functions.domain.paper import Paper

HOLDERS = ("用人单位", "毕业生", "学校")
SIGNED_AT = 1_772_700_000  # 2026-03-05 16:40 in Beijing


def record(**changes: Any) -> dict[str, Any]:
    """An ordinary canonical record; `student__name="…"` replaces one field of one part."""
    ordinary: dict[str, Any] = {
        "v": 1,
        "number": "2026101230000045",
        "edition": 1,
        "cohort": 2026,
        "signed_at": SIGNED_AT,
        "school": {
            "code": "10123",
            "name": "江淮理工大学",
            "department": "学生就业指导服务中心",
            "contact": "周敏",
            "phone": "0551-60000000",
            "address": "安徽省合肥市蜀山区学府路1号",
        },
        "student": {
            "name": "欧阳思远",
            "gender": "女",
            "ethnicity": "汉族",
            "political_status": "共青团员",
            "number": "2022010345",
            "degree": "本科毕业",
            "training_mode": "非定向",
            "major": "计算机科学与技术",
            "duration": "4年",
            "phone": "13800000000",
            "qq": "100000",
            "address": "安徽省六安市金安区三里桥街道解放南路12号",
            "college": "计算机与信息学院",
        },
        "employer": {
            "name": "合肥云帆信息技术有限公司",
            "uscc": "91350100M000100Y43",
            "nature": "其他企业",
            "industry": "信息传输、软件和信息技术服务业",
            "contact": "李强",
            "phone": "0551-61111111",
            "email": "hr@yunfan.example",
            "address": "安徽省合肥市高新区望江西路800号创新产业园A座",
            "postcode": "230088",
            "location": "安徽省合肥市",
        },
        "terms": {
            "position": "后端开发工程师",
            "job_category": "工程技术人员",
            "workplace": "合肥",
            "monthly_pay": 9500,
            "trial_months": 6,
            "trial_pay": 8000,
            "pay_after_trial": 9500,
            "contract_years": 3,
            "penalty": 5000,
            "report_by": "2026-07-10",
            "archive": {
                "receiver": "合肥市人才服务中心",
                "address": "安徽省合肥市蜀山区潜山路1号",
                "postcode": "230031",
                "contact": "王芳",
                "phone": "0551-62222222",
            },
            "household_address": "安徽省合肥市高新区集体户",
            "release_for_study": True,
            "release_for_civil_service": False,
            "other": "乙方为甲方提供两年人才公寓。",
        },
        "clauses": {"template": "standard", "version": 1},
        "policy_version": 3,
        "effective": {"on": "school_review", "at": SIGNED_AT},
        "acceptance": {"hash": bytes(32), "at": SIGNED_AT - 90_000, "account": "a1"},
        "reviews": [
            {
                "level": "college",
                "decision": "pass",
                "by": "陈老师",
                "at": SIGNED_AT - 3600,
                "opinion": "情况属实，同意。",
            },
            {"level": "school", "decision": "pass", "by": "周敏", "at": SIGNED_AT, "opinion": ""},
        ],
    }
    for path, value in changes.items():
        *parts, last = path.split("__")
        place = ordinary
        for part in parts:
            place = place[part]
        place[last] = value
    return ordinary


def paper(made: dict[str, Any] | None = None, **changes: Any) -> Paper:
    """A paper of a record, with a token of the usual size."""
    made = made or record()
    token = b"".join(hashlib.sha256(bytes([part])).digest() for part in range(8))
    fields: dict[str, Any] = {
        "record": made,
        "record_bytes": cbor2.dumps(made, canonical=True),
        "token": token,
        "url": "https://wq.example.edu.cn/v#1" + digits(token),
        "check_code": "7KQ2M9XD",
        "copy": 2,
        "holders": HOLDERS,
    }
    return Paper(**(fields | changes))


def digits(content: bytes) -> str:
    """Base-10 as in verification.md 1."""
    sizes = (0, 3, 5, 8, 10, 13, 15, 17)
    chunks = (content[start : start + 7] for start in range(0, len(content), 7))
    return "".join(f"{int.from_bytes(chunk, 'little'):0{sizes[len(chunk)]}d}" for chunk in chunks)
