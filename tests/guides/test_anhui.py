"""网签相关操作说明 (安徽省), played in its order: signing from an account, review, printing, termination.

Résumés, interviews and the student's card are not built yet.
"""

from __future__ import annotations

import pytest

from tests import factories
from tests.guides.journey import LETTER, Guide, Journey, Json, Step, called, done, refused, step


def nobody_else_is_signed_with(j: Journey) -> None:
    j.accepted()
    assert refused(j.send(j.rival())) == "student_already_signed"


def the_employer_names_the_deadline(j: Journey) -> None:
    assert j.sent(valid_days=10)["expires_at"] == "2026-03-15T23:59:59+08:00"


def unanswered_it_is_void(j: Journey) -> None:
    offer = j.sent(valid_days=7)
    assert [j.button(j.student, "invitation", each) for each in ("accept", "reject")] == ["接受", "谢绝"]
    j.later(days=8)
    assert (j.offer(offer["id"])["state"], j.offer(offer["id"])["actions"]) == ("expired", [])


def waits_for_the_school(j: Journey) -> None:
    made = j.accepted()
    assert called(made) == "签约成功，待学校审核"
    (row,) = done(j.employer.get("/api/agreements"))["items"]
    assert called(row) == "签约成功，待学校审核"
    assert (made["state"], made["effective_at"], made["is_issued"]) == ("open_review", None, False)
    for client in (j.employer, j.college, j.school):
        assert "print" not in done(client.get(f"/api/agreements/{made['id']}"))["actions"]
        assert refused(j.print_(client, made, 1)) == "state_does_not_allow"


def effective_on_review(j: Journey) -> None:
    made = j.signed(j.school)
    assert made["effective_at"] == made["signed_at"] is not None


def college_or_administrator_opens_the_list(j: Journey) -> None:
    made = j.accepted()
    for client in (j.college, j.school):
        (row,) = done(client.get("/api/agreements?state=open_review"))["items"]
        assert row["id"] == made["id"]
        assert {"student_name", "student_number", "college_name", "employer_name", "uscc", "location", "nature",
                "industry", "submitted_at"} <= set(row)  # fmt: skip


def refusing_says_why(j: Journey) -> None:
    made = j.accepted()
    assert refused(j.review(j.college, made, "fail")) == "reason_required"
    assert done(j.review(j.college, made, "fail", "材料不符"))["state"] == "sign_failed"


def moves_to_the_print_desk(j: Journey) -> None:
    made = j.signed(j.college)
    done(j.print_(j.school, made, 1), 201)
    (row,) = done(j.school.get("/api/agreements?state=signed"))["items"]
    assert (row["id"], row["print_count"], row["printed_at"]) == (made["id"], 1, "2026-03-05T16:40:00+08:00")


def three_copies(j: Journey) -> None:
    made = j.signed(j.college)
    assert made["copies"] == ["用人单位", "毕业生", "学校"]
    assert [done(j.print_(j.school, made, copy), 201)["print"]["copy"] for copy in (1, 2, 3)] == [1, 2, 3]
    assert refused(j.print_(j.school, made, 4))


def the_number_is_long(j: Journey) -> None:
    number = j.signed(j.college)["number"]
    assert number.startswith("2026")
    assert number.endswith(factories.student().number)


def the_employer_prints_too(j: Journey) -> None:
    made = j.signed(j.college)
    assert done(j.print_(j.employer, made, 1), 201)["href"]
    assert refused(j.print_(j.student, made, 2)) == "role_may_not_print"


def every_copy_has_a_code(j: Journey) -> None:
    issued = j.signed(j.college)["issued"]
    assert issued["url"].startswith("https://")
    assert issued["check_code"]


def applied(j: Journey) -> tuple[Json, Json]:
    made = j.signed(j.college)
    said = {"reason": "further_study", "explanation": "考取研究生"}
    assert refused(j.apply(j.student, made, **said)) == "letter_required"
    return made, done(j.apply(j.student, made, letter=LETTER, **said), 201)


def the_material_is_uploaded(j: Journey) -> None:
    made, running = applied(j)
    letter = j.college.get(f"/api/agreements/{made['id']}/terminations/{running['id']}/letter")
    assert letter.get_data() == LETTER


def agreed_or_not(j: Journey) -> None:
    made, running = applied(j)
    assert [j.button(j.college, "termination", each) for each in ("pass", "fail")] == ["同意毁约", "不同意毁约"]
    assert refused(j.decide(j.college, made, running, "fail")) == "reason_required"
    done(j.decide(j.college, made, running, "fail", reason="材料不全", verification="电话核实"))
    assert j.agreement(made["id"])["state"] == "signed"


def the_original_is_read(j: Journey) -> None:
    made, running = applied(j)
    path = f"/api/agreements/{made['id']}/terminations/{running['id']}"
    shown = done(j.college.get(path))
    said = {"decision": "pass", "fault": "student", "verification": "电话核实"}
    assert refused(j.college.post(f"{path}/reviews", said, version=shown["version"])) == "original_not_read"


def signs_again_at_once(j: Journey) -> None:
    made, running = applied(j)
    done(j.decide(j.college, made, running, fault="student", verification="电话核实"))
    assert done(j.accept(j.sent(j.rival())))["state"] == "open_review"


GUIDE: Guide = {
    "派遣系统内毕业生未与其他任何单位达成就业协议": step(nobody_else_is_signed_with, "A09"),
    "接受邀请截止日期": step(the_employer_names_the_deadline, "F03"),
    "逾期不回复, 本通知书自动失效": step(unanswered_it_is_void, "F04"),
    "签约成功后，签约状态为“签约成功，待学校审核”，就业协议书不能打印": step(waits_for_the_school, "H03", "J06"),
    "学校老师无需再次录入，审核后网签立即生效": step(effective_on_review, "H08"),
    "院系老师和管理员打开网络签约管理页面": step(college_or_administrator_opens_the_list, "H01"),
    "选择审核意见，不通过需要填写原因": step(refusing_says_why, "H05"),
    "审核后的数据自动转入“协议书打印管理”模块": step(moves_to_the_print_desk, "J03", "J08"),
    "协议书默认打印 3 份（用人单位 1 份、毕业生 1 份、学校 1 份）": step(three_copies, "J07"),
    "编号：20203080924322222222": step(the_number_is_long, "J15"),
    "审核通过后，用人单位亦可自行打印": step(the_employer_prints_too, "J04"),
    "每份协议书附防伪二维码": step(every_copy_has_a_code, "J11"),
    "进入“解除就业协议申请”，上传解约申请材料": step(the_material_is_uploaded, "M03"),
    "点击“同意毁约”或“不同意毁约”即可": step(agreed_or_not, "M10"),
    "应认真查看原协议书的内容和提交的解约材料": step(the_original_is_read, "M13"),
    "解约后，学生可重新签约": step(signs_again_at_once, "M17"),
}  # fmt: skip


@pytest.mark.parametrize("said", GUIDE.values(), ids=GUIDE)
def test_anhui_says(said: Step) -> None:
    said.play(Journey("anhui"))
