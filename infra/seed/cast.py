"""Who is in the sample: a made-up university, its staff, its employers.

No address can reach anybody (RFC 2606), no code belongs to anybody: the check digits of identity numbers and credit
codes are right, the area code of the former (99) is nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from functions.domain.actors import Role
from functions.domain.employer import CodePath
from functions.domain.parties import EmployerParty
from functions.domain.school import College, School
from functions.usecases.registering import Details

PASSWORD = "jianghuai-2027"  # noqa: S105 - printed by `make run`, good on this machine only
ROSTER = Path(__file__).parent / "graduates.csv"
COHORT = 2027

SCHOOL = School(
    code="99010", name="江淮示范大学", department="学生就业指导服务中心", contact="周敏", phone="0551-69990000",
    address="安徽省合肥市蜀山区示范路1号",
    colleges=(
        College(code="01", name="信息科学技术学院"),
        College(code="02", name="经济管理学院"),
        College(code="03", name="人文与外国语学院"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account; `login` is an e-mail address."""

    login: str
    name: str
    role: Role
    college: str | None = None


OPERATOR = Person(login="operator@platform.example", name="平台值班", role=Role.OPERATOR)
ADMIN = Person(login="admin@jianghuai.example", name="周敏", role=Role.ADMIN)
REVIEWER = Person(login="school@jianghuai.example", name="何建国", role=Role.SCHOOL)
COLLEGES = {
    "01": Person(login="college1@jianghuai.example", name="许静", role=Role.COLLEGE, college="01"),
    "02": Person(login="college2@jianghuai.example", name="邓伟", role=Role.COLLEGE, college="02"),
    "03": Person(login="college3@jianghuai.example", name="娜仁", role=Role.COLLEGE, college="03"),
}
STAFF = (ADMIN, REVIEWER, *COLLEGES.values())

# Admitted by the school.
YUNFAN = Details(
    name="合肥云帆信息技术有限公司", uscc="91340100MA99000A33", code_path=CodePath.NONE, nature="其他企业",
    industry="信息传输、软件和信息技术服务业", location="安徽省合肥市蜀山区", address="安徽省合肥市蜀山区望江西路800号",
    postcode="230088", contact="李强", phone="0551-69991111", email="hr@yunfan.example",
)  # fmt: skip
# Approved by the platform, waiting for the school.
QINGSHAN = Details(
    name="青山绿水生态环境科技股份有限公司安徽分公司", uscc="91340100MA99001B89", code_path=CodePath.NONE,
    nature="国有企业", industry="水利、环境和公共设施管理业", location="安徽省合肥市包河区",
    address="安徽省合肥市包河区庐州大道1000号", postcode="230041", contact="吴芳", phone="0551-69992222",
    email="hr@qingshan.example",
)  # fmt: skip
# Waiting for the platform.
XINGHE = Details(
    name="星河文化传播工作室", uscc="91340100MA99002C2D", code_path=CodePath.NONE, nature="个体工商户",
    industry="文化、体育和娱乐业", location="安徽省合肥市蜀山区", address="安徽省合肥市蜀山区天鹅湖路5号",
    postcode="230071", contact="方圆", phone="0551-69993333", email="hr@xinghe.example",
)  # fmt: skip
# Returned by the platform.
RETURNED = Details(
    name="晨光教育咨询有限公司", uscc="91340100MA99010A6K", code_path=CodePath.NONE, nature="其他企业",
    industry="教育", location="安徽省合肥市蜀山区", address="安徽省合肥市蜀山区示范路66号",
    postcode="230071", contact="韩雪", phone="0551-69997001", email="hr@chenguang.example",
)  # fmt: skip
# Refused by the platform.
REFUSED = Details(
    name="旧梦商贸有限公司", uscc="91340100MA99011B0P", code_path=CodePath.NONE, nature="其他企业",
    industry="批发和零售业", location="安徽省合肥市蜀山区", address="安徽省合肥市蜀山区示范路67号",
    postcode="230071", contact="钟强", phone="0551-69997002", email="hr@jiumeng.example",
)  # fmt: skip
# Suspended by the platform, and no longer admitted by the school.
SUSPENDED = Details(
    name="疾风人力资源服务有限公司", uscc="91340100MA99012C5X", code_path=CodePath.NONE, nature="其他企业",
    industry="租赁和商务服务业", location="安徽省合肥市蜀山区", address="安徽省合肥市蜀山区示范路68号",
    postcode="230071", contact="段飞", phone="0551-69997003", email="hr@jifeng.example",
)  # fmt: skip
# Approved by the platform, refused by the school.
SENT_AWAY = Details(
    name="远海渔业有限公司", uscc="91340100MA99013DXY", code_path=CodePath.NONE, nature="其他企业",
    industry="农、林、牧、渔业", location="安徽省合肥市蜀山区", address="安徽省合肥市蜀山区示范路69号",
    postcode="230071", contact="汪洋", phone="0551-69997004", email="hr@yuanhai.example",
)  # fmt: skip
# Has no account: it signs as a guest, by a graduate's card.
TEAHOUSE = EmployerParty(
    name="江淮茶韵文化发展有限公司", uscc="91340100MA99005F4P", nature="其他企业", industry="批发和零售业",
    location="安徽省合肥市庐阳区", address="安徽省合肥市庐阳区示范街22号", postcode="230001", contact="程茉",
    phone="0551-69996666", email="hr@chayun.example",
)  # fmt: skip
# Signs on paper only: its graduates begin the signing themselves.
BUREAU = EmployerParty(
    name="示范市自然资源和规划局", uscc="11340100MB99003D1B", nature="机关", industry="公共管理、社会保障和社会组织",
    location="安徽省合肥市政务区", address="安徽省合肥市政务区示范大道9号", postcode="230071", contact="孙科长",
    phone="0551-69995555", email="",
)  # fmt: skip
