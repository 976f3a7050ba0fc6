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
            "duration": "4",
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


def shortest(**changes: Any) -> dict[str, Any]:
    """Only what the token needs: every other field empty, nothing reviewed on the platform."""
    made = record()
    for part in ("student", "employer", "terms"):
        made[part] = dict.fromkeys(made[part]) | {"other": ""} if part == "terms" else dict.fromkeys(made[part])
    made["student"]["name"], made["employer"]["name"] = "李四", "某部队"
    made["reviews"], made["effective"] = [], {"on": "stamped", "at": None}
    return made | changes


def longest(**changes: Any) -> dict[str, Any]:
    """Every field far longer than its cell, and remarks that fill pages."""
    made = record(
        number="202610123000000000452022010345",
        school__name="中国某某某某某某某某科学技术与经济管理联合大学（合肥校区）" * 2,
        student__name="阿卜杜热西提·买买提艾力·吐尔逊江·麦麦提敏·艾合买提江亚尔",
        student__political_status="中国共产主义青年团团员（保留团籍的中共预备党员）",
        student__address="新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇某某街道" * 6,
        employer__name="新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克草原生态农牧业科技开发集团",
        employer__contact="买买提艾力·吐尔逊江",
        employer__email="a.very.long.address.of.a.recruiter@recruiting.department.example.com.cn",
        employer__address="新疆维吾尔自治区库尔勒市经济技术开发区某某大道" * 5,
        terms__position="高级人工智能算法研究与工程化落地研发工程师（校园招聘）",
        terms__other="\n".join(
            ["乙方提供住房补贴、安家费、科研启动费；服务期内甲方不得擅自离职（另有约定除外）。" * 12] * 14
        ),
        reviews=[
            {
                "level": "college",
                "decision": "pass",
                "by": "陈老师",
                "at": SIGNED_AT,
                "opinion": "情况属实，同意。" * 30,
            },
            {
                "level": "school",
                "decision": "pass",
                "by": "周敏",
                "at": SIGNED_AT,
                "opinion": "经审核同意，请按期报到。" * 40,
            },
        ],
    )
    for path, value in changes.items():
        part, _, field = path.partition("__")
        made[part][field] = value
    return made


def ordinary_places() -> dict[str, Any]:
    """An ordinary record in which no two cells hold the same words."""
    made = record(terms__monthly_pay=9501, terms__pay_after_trial=9502, terms__trial_pay=8003, terms__penalty=5004)
    made["school"]["contact"], made["school"]["phone"] = "周小敏", "0551-60000001"
    made["terms"]["workplace"], made["employer"]["location"] = "合肥高新区", "安徽合肥"
    made["school"]["address"], made["student"]["address"] = "学府路1号", "解放南路12号"
    made["terms"]["archive"] |= {"address": "潜山路2号", "receiver": "市人才中心"}
    made["student"]["duration"], made["terms"]["contract_years"] = "2.5", 3
    return made
