"""湖南科技大学毕业生网上签约系统 操作手册（学生版）, played in its order: invitations, printing, termination.

The verification of employment information comes later.
"""

from __future__ import annotations

import io

import pytest

from tests import factories
from tests.guides import beginning
from tests.guides.journey import LETTER, Guide, Journey, Json, Step, called, done, refused, step


def fourteen_days(j: Journey) -> None:
    assert j.sent()["expires_at"] == "2026-03-19T23:59:59+08:00"
    assert refused(j.employer.post("/api/invitations", j.typed(valid_days=10))) == "validity_fixed"


def five_invitations(j: Journey) -> None:
    j.sent()
    for name in ("e2", "e3", "e4", "e5"):
        j.sent(j.rival(name, is_admitted=True))
    assert refused(j.send(j.rival("e6", is_admitted=True))) == "too_many_open_invitations"


def two_statuses_side_by_side(j: Journey) -> None:
    offer = j.sent()
    assert j.statuses(offer) == ("单位发起", "--")
    (row,) = done(j.student.get("/api/invitations"))["items"]
    assert (row["employer_name"], row["word"], row["expires_at"][:10]) == (
        factories.employer().name, "单位发起", "2026-03-19")  # fmt: skip
    done(j.accept(offer))
    assert j.statuses(j.offer(offer["id"])) == ("学生应约", "协议书审核中")


def begins_by_a_button(j: Journey) -> None:
    assert j.button(j.student, "agreement", "initiate") == "发起应约"
    assert done(j.student.get("/api/initiation"))["may_submit"] is None


def accept_or_reject(j: Journey) -> None:
    offer = j.sent()
    assert {"accept", "reject"} <= set(offer["actions"])
    assert [j.button(j.student, "invitation", each) for each in ("accept", "reject")] == ["应约", "拒绝"]


def reason_must_not_be_empty(j: Journey) -> None:
    offer = j.sent()
    for empty in ({}, {"reason": ""}, {"reason": " 　"}, {"reason": "😀😀"}):
        assert refused(j.reject(offer, **empty)) in {"reason_required", "reason_says_nothing", "required"}
    assert done(j.reject(offer, reason="已有去向"))["state"] == "rejected"
    assert j.told(j.employer) == ["invitation_rejected"]


def three_steps_with_times(j: Journey) -> None:
    made = j.accepted()
    line = done(j.student.get(f"/api/agreements/{made['id']}/timeline"))["items"]
    assert [(each["kind"], each["at"][:10]) for each in line] == [
        ("invitation_sent", "2026-03-05"), ("invitation_accepted", "2026-03-05")]  # fmt: skip
    assert made["state"] == "college_review"


def health_and_pay_are_asked(j: Journey) -> None:
    offer = j.sent()
    assert refused(j.accept(offer, health=None)) == "required"
    assert refused(j.accept(offer, pay_after_trial=None)) == "required"
    assert done(j.accept(offer))["state"] == "college_review"


def effective_on_acceptance(j: Journey) -> None:
    offer = j.sent()
    assert refused(j.accept(offer, confirm=False)) == "must_be_confirmed"
    assert j.agreement(done(j.accept(offer))["id"])["effective_at"] == "2026-03-05T16:40:00+08:00"


def hr_corrects_and_sends_anew(j: Journey) -> None:
    done(j.reject(j.sent(), reason="月薪与约定不符"))
    again = j.sent(terms=j.typed()["terms"] | {"monthly_pay": 9800})
    assert (again["state"], again["terms"]["monthly_pay"]) == ("pending", 9800)


def unanswered_lapses(j: Journey) -> None:
    offer = j.sent()
    j.later(days=15)
    assert (j.offer(offer["id"])["state"], j.offer(offer["id"])["actions"]) == ("expired", [])


def told_by_wechat(j: Journey) -> None:
    j.bind_wechat(j.student)
    j.sent()
    assert j.by_wechat() == ["用人单位向您发出签约邀约"]


def both_levels_sign(j: Journey) -> None:
    j.bind_wechat(j.student)
    made = j.accepted()
    assert refused(j.review(j.school, made)) == "role_may_not"
    assert done(j.review(j.college, made))["state"] == "school_review"
    assert done(j.review(j.school, made))["state"] == "signed"
    assert j.statuses(j.agreement(made["id"])) == ("学生应约", "签约成功")
    assert "agreement_signed" in j.told(j.student)
    assert "签约成功" in j.by_wechat()


def not_printed_under_review(j: Journey) -> None:
    made = j.accepted()
    assert called(made) == "协议书审核中"
    assert "print" not in made["actions"]
    assert called(done(j.review(j.college, made)) | {"word": j.agreement(made["id"])["word"]}) == "协议书审核中"
    buttons = [j.button(j.student, "agreement", each) for each in ("apply_termination", "request_reissue", "print")]
    assert buttons == ["申请解约", "申请补发", "打印"]


def four_copies(j: Journey) -> None:
    made = j.signed(j.college, j.school)
    assert made["copies"] == ["学生", "用人单位", "学院", "招生就业处"]
    assert [done(j.print_(j.student, made, copy), 201)["print"]["copy"] for copy in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert refused(j.print_(j.student, made, 5))
    assert refused(j.print_(j.employer, made, 1)) == "role_may_not_print"


def number_is_the_students(j: Journey) -> None:
    assert j.signed(j.college, j.school)["number"].startswith(factories.student().number)


def applied(j: Journey) -> tuple[Json, Json]:
    made = j.signed(j.college, j.school)
    return made, done(j.apply(j.student, made, letter=LETTER, explanation="考取研究生"), 201)


def letter_and_explanation(j: Journey) -> None:
    made = j.signed(j.college, j.school)
    assert refused(j.apply(j.student, made, explanation="考取研究生")) == "letter_required"
    assert refused(j.apply(j.student, made, letter=LETTER)) == "required"
    assert refused(j.apply(j.employer, made, letter=LETTER, explanation="业务调整")) == "role_may_not_terminate"
    assert done(j.apply(j.student, made, letter=LETTER, explanation="考取研究生"), 201)["state"] == "school_review"


def the_letter_is_photographed(j: Journey) -> None:
    made = j.signed(j.college, j.school)
    path = f"/api/agreements/{made['id']}/termination-letter"
    done(j.student.send("PUT", path, data={"file": (io.BytesIO(beginning.PHOTO), "IMG_0002.jpg")}))
    assert done(j.student.get(path))["letter"]["media_type"] == "image/jpeg"
    running = done(j.apply(j.student, made, explanation="考取研究生"), 201)
    letter = j.school.get(f"/api/agreements/{made['id']}/terminations/{running['id']}/letter")
    assert letter.get_data() == beginning.PHOTO


def approved(j: Journey) -> Json:
    made, running = applied(j)
    assert refused(j.decide(j.college, made, running, fault="student", verification="电话核实")) != ""
    ended = done(j.decide(j.school, made, running, fault="student", verification="电话核实"))
    assert (ended["state"], j.agreement(made["id"])["state"]) == ("approved", "terminated")
    return made


def the_school_decides(j: Journey) -> None:
    made = approved(j)
    assert [called(each, "termination") for each in j.agreement(made["id"])["terminations"]] == ["解约成功"]
    assert "agreement_terminated" in j.told(j.student)


def fifteen_working_days(j: Journey) -> None:
    """Approved on 2026-03-05; the fifteenth working day is 03-26, and 03-27 the first on which to accept."""
    approved(j)
    offer = j.sent(j.rival(is_admitted=True))
    assert refused(j.accept(offer)) == "cooling_down"
    j.later(days=11)
    offer = j.sent()
    j.later(days=10)
    assert refused(j.accept(offer)) == "cooling_down"
    j.later(days=1)
    assert done(j.accept(offer))["state"] == "college_review"


def one_chance(j: Journey) -> None:
    approved(j)
    j.later(days=30)
    second = j.signed(j.college, j.school)
    assert refused(j.apply(j.student, second, letter=LETTER, explanation="又有变化")) == "no_termination_left"


def the_college_reviews_stamped_papers(j: Journey) -> None:
    assert refused(beginning.begin(j, beginning.draft(j))) == "evidence_required"
    made = beginning.begun(j)
    assert (made["state"], made["mode"]) == ("college_review", "student_initiated")
    assert j.statuses(made) == ("学生发起", "协议书审核中")
    assert j.told(j.college) == ["signing_initiated"]
    (row,) = done(j.college.get("/api/agreements?state=college_review"))["items"]
    assert row["has_material"]
    held = done(j.college.get(f"/api/agreements/{made['id']}"))
    (paper,) = held["initiation"]["files"]
    shown = j.college.get(f"/api/agreements/{made['id']}/evidence/{paper['hash']}")
    assert (shown.get_data(), held["unit"]["name"]) == (beginning.CONTRACT, beginning.UNIT["name"])
    done(j.review(j.college, made))
    assert j.agreement(made["id"])["effective_at"] is not None


def kept_for_later(j: Journey) -> None:
    held = beginning.draft(j, unit={"name": "某市某局"})
    assert j.statuses(held) == ("学生发起", "暂存")
    assert [j.button(j.student, "agreement", each) for each in ("edit", "submit")] == ["暂存", "发起"]
    assert done(j.college.get("/api/agreements?state=draft"))["items"] == []
    assert j.told(j.college) == []
    assert j.agreement(held["id"])["unit"]["name"] == "某市某局"


def photographed_on_the_phone(j: Journey) -> None:
    desk, phone = j.student, j.student
    held = beginning.with_contract(j)
    beginning.add(phone, held, beginning.PHOTO, "IMG_0001.jpg")
    open_ = done(desk.get(f"/api/agreements/{held['id']}"))["initiation"]
    assert [paper["media_type"] for paper in open_["files"]] == ["application/pdf", "image/jpeg"]
    assert open_["saved_at"] == held["initiation"]["saved_at"]


def every_field_of_the_unit(j: Journey) -> None:
    held = beginning.with_contract(j, unit={"name": "某市某局"})
    answer = beginning.begin(j, held).get_json()
    assert {each["field"] for each in answer["problems"]} == {
        "unit.uscc", "unit.nature", "unit.industry", "unit.location", "unit.postcode",
    }  # fmt: skip
    whole = beginning.save(j, held)
    assert done(beginning.begin(j, whole))["unit"]["postcode"] == "230071"


def picked_from_the_library(j: Journey) -> None:
    (unit,) = done(j.student.post("/api/unit-searches", {"name": "合肥云帆"}))["items"]
    assert unit["contact"] == "李强"
    held = beginning.with_contract(j, unit=unit | {"nature": "其他企业", "industry": "I", "location": "340100"})
    assert held["unit"]["uscc"] == unit["uscc"]


GUIDE: Guide = {
    "学生请在 14 日内登录就业信息网学生信息管理后台处理": step(fourteen_days, "F03"),
    "系统会自动向学生的微信发送邀约通知": step(told_by_wechat, "P02"),
    "每个学生同时可最多接受 5 个用人单位的邀约通知": step(five_invitations, "F05"),
    "序号 签约单位 签约状态 协议书状态 过期时间 操作 … 单位发起 -- 2018-04-23 详情": step(
        two_statuses_side_by_side, "F03"),
    "[+ 发起应约]": step(begins_by_a_button, "G01"),
    "点击“详情”，既可以查看用人单位的邀约详情，并可在邀约详情页面进行“应约”或者是“拒绝”操作": step(
        accept_or_reject, "F02", "F14"),
    "如果选择“拒绝”，请填写拒绝原因（不能为空）": step(reason_must_not_be_empty, "F12"),
    "单位发起 (时间: 2020-02-22) — 学生应约 — 学院审核": step(three_steps_with_times, "F19"),
    "健康状况 * … 转正后起薪 *": step(health_and_pay_are_asked, "F16"),
    "请谨慎进行应约，一旦应约，网签三方协议即视为生效": step(effective_on_acceptance, "F14", "I02"),
    "如不正确，请拒绝并填写原因，告知单位 HR 修改后，再发起": step(hr_corrects_and_sends_anew, "F13", "F18"),
    "如果 14 日之内不做处理，该邀约信息自动失效": step(unanswered_lapses, "F04"),
    "院系和校级审核通过后，则签约成功…系统会自动发送微信通知，告知学生签约成功": step(
        both_levels_sign, "H02", "H10", "P03"),
    "学生直接提供有效就业证明材料（劳动合同、公司录用函等盖有公司公章的材料），发起签约申请，"
    "签约信息由学院老师直接审核": step(
        the_college_reviews_stamped_papers, "G01", "G02"),
    "暂存": step(kept_for_later, "G03"),
    "手机上传": step(photographed_on_the_phone, "G07"),
    "单位名称 * 统一社会信用代码/组织机构代码 * 单位性质 * 单位行业 * 单位所在地 * 单位邮编 *": step(
        every_field_of_the_unit, "G08"),
    "单位名称支持下拉，如果带“HR 姓名”标识当前单位是学校库里的单位，可以直接选择": step(picked_from_the_library, "C09"),
    "如果不是，目标单位需要学生逐一填写单位的详细信息": step(every_field_of_the_unit, "C10"),
    "协议书状态: 协议书审核中": step(not_printed_under_review, "H03", "J06"),
    "协议书一式四份，学生本人保管一份、用人单位保管一份、学院保管一份、提交一份学校招生就业处备存": step(
        four_copies, "J05", "J07"),
    "编号：140501330 学号：140501330": step(number_is_the_students, "J15"),
    "上传相关解约证明图片（原签约公司盖有印章的解约证明）…请输入违约说明": step(letter_and_explanation, "M03", "M04"),
    "上传相关解约证明图片": step(the_letter_is_photographed, "G07", "M03"),
    "需要等待学校招生就业处管理员审核，管理员审核通过后，方解约成功": step(the_school_decides, "M11"),
    "当解约成功后，15 个工作日后才能重新应约": step(fifteen_working_days, "M16"),
    "每人只有一次违约机会": step(one_chance, "M15"),
}  # fmt: skip


@pytest.mark.parametrize("said", GUIDE.values(), ids=GUIDE)
def test_the_manual_of_hnust_says(said: Step) -> None:
    said.play(Journey("hnust"))
