"""What `make run` prints: where to go, and as whom."""

from __future__ import annotations

from infra.seed.cast import ADMIN, COLLEGES, OPERATOR, PASSWORD, QINGSHAN, REVIEWER, SCHOOL, XINGHE, YUNFAN
from infra.seed.neighbour import CONSENTING, OFFICE, TEACHER, WANLING
from infra.seed.neighbour import rows as neighbours
from infra.seed.roster import BOUND, rows

_TEXT = """
  门户 portal          {origin}/
  核验 verifier        {origin}/v
  扫一扫 scanner       {origin}/scan
  批量核验 desk        {origin}/desk
  通知 notices         {origin}/mailbox

  所有账号的密码 password of every account: {password}
    毕业生 student     {school} {school_code}, 学号 {number} ({name}, 可被邀约 ready to be invited)
    用人单位 employer  {employer} (已入驻 admitted)
                       {requested} (待学校审核 waits for the school)
                       {registered} (待平台审核 waits for the platform)
    院系 college       {college}
    学校 school        {reviewer}
    管理员 admin       {admin}
    平台 operator      {operator}
    另一所学校 another school: {other} {other_code}, {other_college}, {other_admin}, 学号 {other_number} ({other_name})
  待绑定 a graduate who has no account yet: {free_name}, 学号 {free_number}, 证件号码 {free_id} (虚构 made up)

  Ctrl-C 停止并保存 stops and saves; `make reset` 重新开始 starts over.
"""


def text(origin: str) -> str:
    """Return it; `origin` has no slash at its end."""
    first, free, other = rows()[0], rows()[BOUND], neighbours()[CONSENTING]
    return _TEXT.format(
        origin=origin, password=PASSWORD, school=SCHOOL.name, school_code=SCHOOL.code, number=first["学号"],
        name=first["姓名"], employer=YUNFAN.email, requested=QINGSHAN.email, registered=XINGHE.email,
        college=COLLEGES["01"].login, reviewer=REVIEWER.login, admin=ADMIN.login, operator=OPERATOR.login,
        other=WANLING.name, other_code=WANLING.code, other_college=TEACHER.login, other_admin=OFFICE.login,
        other_number=other["学号"], other_name=other["姓名"],
        free_name=free["姓名"], free_number=free["学号"], free_id=free["证件号码"],
    )  # fmt: skip
