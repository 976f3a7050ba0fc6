"""中国科学技术大学毕业生就业协议网签操作指南, played in its order: recruiters sign by the graduate's card."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from functions.adapters.spreadsheet.writing import write_csv
from tests import factories
from tests.guides.carding import LICENCE, UNIT, CardJourney, Recruiter, card, unit
from tests.guides.journey import CONTACT, LETTER, Guide, Journey, Json, Step, done, refused, step

SAID = {"reason": "further_study", "explanation": "考取研究生"}


def confirms_first(j: Journey) -> None:
    j.unconfirmed()
    assert refused(j.student.post("/api/cards")) == "source_record_not_confirmed"
    record = done(j.student.get("/api/source-record"))
    done(j.student.put("/api/source-record/confirmation", CONTACT, version=record["version"]))
    assert j.sent()["state"] == "pending"


def texts_go_to_the_number_given(j: Journey) -> None:
    confirms_first(j)
    assert [number for number, _ in j.by_sms()] == [f"+86{CONTACT['phone']}"]


def sends_the_card(j: Journey) -> None:
    made = done(j.student.post("/api/cards"), 201)
    assert (made["state"], made["actions"]) == ("open", ["revoke"])
    recruiter = Recruiter(j, made["link"])
    assert recruiter.scan()["state"] == "open"
    done(j.student.put(f"/api/cards/{made['id']}/revocation", version=made["version"]))
    assert refused(recruiter.verify()) == "card_revoked"


def first_verifies_the_graduate(j: Journey) -> None:
    recruiter = card(j)
    seen = recruiter.scan()
    assert (seen["name"], set(seen)) == ("欧**", {"state", "name", "school_name", "expires_at", "outcome"})
    assert refused(recruiter.verify("欧阳思源")) == "graduate_differs"
    assert done(recruiter.verify())["graduate"]["number"] == factories.student().number


def fills_in_and_uploads(j: Journey) -> None:
    recruiter = card(j)
    recruiter.upload()
    assert refused(recruiter.invite(unit=UNIT | {"phone": ""})) == "required"
    done(recruiter.invite(), 201)
    (row,) = done(j.student.get("/api/invitations"))["items"]
    offer = j.offer(row["id"])
    assert (offer["unit"]["name"], offer["terms"]["other"], offer["trust"]) == (
        UNIT["name"], "提供宿舍", "guest_only")  # fmt: skip
    made = j.agreement(done(j.accept(offer))["id"])
    (paper,) = done(j.college.get(f"/api/agreements/{made['id']}"))["material"]["files"]
    assert j.college.get(f"/api/agreements/{made['id']}/material/{paper['hash']}").get_data() == LICENCE


def confirms_the_invitation(j: Journey) -> None:
    recruiter = card(j)
    assert done(recruiter.invite(), 201)["state"] == "pending"
    assert refused(recruiter.invite()) == "card_used"
    told_by_text_message_once(j)


def told_by_text_message(j: Journey) -> None:
    j.sent()
    told_by_text_message_once(j)


def told_by_text_message_once(j: Journey) -> None:
    ((_, text),) = j.by_sms()
    assert text.startswith("【就业协议】用人单位向您发出签约邀约，请在 2026-03-19 23:59 前答复。")


def edits_it_herself(j: Journey) -> None:
    wrong = {"field": "major", "proposed": "软件工程", "reason": "大二转专业"}
    done(j.student.post("/api/corrections", wrong), 201)
    assert done(j.student.get("/api/source-record"))["major"] == "软件工程"


def reads_before_answering(j: Journey) -> None:
    offer = j.sent()
    assert (offer["terms"]["position"], offer["terms"]["monthly_pay"], offer["terms"]["penalty"]) == (
        "后端开发工程师", 9000, 5000)  # fmt: skip


def terms_are_frozen(j: Journey) -> None:
    offer = j.sent()
    made = j.agreement(done(j.accept(offer))["id"])
    mended = {"terms": j.typed()["terms"] | {"monthly_pay": 9800}}
    assert refused(j.employer.put(f"/api/invitations/{offer['id']}", mended, version=offer["version"]))
    assert refused(j.employer.put(f"/api/agreements/{made['id']}/revision", mended, version=made["version"]))
    assert refused(j.review(j.college, made, "return", "月薪有误")) == "guest_cannot_revise"
    assert j.agreement(made["id"])["terms"]["monthly_pay"] == 9000


def many_invite_one_is_signed(j: Journey) -> None:
    offers = [j.sent(unit=unit(number)) for number in range(2, 9)]
    done(j.accept(offers[0]))
    assert {refused(j.accept(offer)) for offer in offers[1:]} == {"already_signed"}


def two_weeks(j: Journey) -> None:
    assert j.sent()["expires_at"] == "2026-03-19T23:59:59+08:00"
    assert refused(j.send(unit=unit(2), valid_days=7)) == "validity_fixed"


def effective_when_decided(j: Journey) -> None:
    assert j.accepted()["effective_at"] == "2026-03-05T16:40:00+08:00"


def the_college_reviews(j: Journey) -> None:
    made = j.accepted()
    assert made["state"] == "college_review"
    assert done(j.review(j.college, made))["state"] == "signed"


def the_student_prints(j: Journey) -> None:
    made = j.accepted()
    assert refused(j.print_(j.student, made, 1)) == "state_does_not_allow"
    done(j.review(j.college, made))
    j.later()
    assert done(j.print_(j.student, made, 1), 201)["href"]
    assert refused(j.print_(j.employer, made, 1)) == "not_found"


def the_steps_are_told(j: Journey) -> None:
    told = done(j.student.get("/api/printing"))
    codes = [each["code"] for each in told["steps"]]
    assert codes[:3] == ["after_review", "not_necessary", "open_agreement"]
    assert {"scan_on_computer", "send_file", "seal_preset"} <= set(codes)
    assert not {"employer_prints", "school_prints", "seal_at_school"} & set(codes)
    made = j.accepted()
    assert done(j.student.get("/api/printing"))["agreement"]["id"] == made["id"]


def printing_is_optional(j: Journey) -> None:
    j.signed(j.college)
    (only,) = done(j.student.get("/api/next-steps"))["items"]
    assert only["kind"] == "print"


def not_before_the_new_year(j: Journey) -> None:
    """The graduates of 2026 may apply from the first working day of the year, a Sunday: 2026-01-04."""
    j.world.clock.moment = datetime(2025, 12, 20, 4, tzinfo=UTC)
    made = j.accepted()
    done(j.review(j.college, made))
    j.world.clock.moment = datetime(2026, 1, 3, 4, tzinfo=UTC)
    assert refused(j.apply(j.student, made, letter=LETTER, **SAID)) == "terminations_not_open"
    j.world.clock.moment = datetime(2026, 1, 3, 16, tzinfo=UTC)
    assert done(j.apply(j.student, made, letter=LETTER, **SAID), 201)["state"] == "college_review"


def the_employers_consent(j: Journey) -> None:
    made = j.signed(j.college)
    assert refused(j.apply(j.student, made, **SAID)) == "letter_required"
    assert done(j.apply(j.student, made, letter=LETTER, **SAID), 201)["state"] == "college_review"


def the_penalty_is_said(j: Journey) -> None:
    assert j.signed(j.college)["locks"]["penalty"] == 5000


def ended(j: Journey) -> Json:
    made = j.signed(j.college)
    running = done(j.apply(j.student, made, letter=LETTER, **SAID), 201)
    done(j.decide(j.college, made, running, fault="student", verification="电话核实"))
    return made


def free_for_another(j: Journey) -> None:
    made = ended(j)
    assert j.agreement(made["id"])["state"] == "terminated"
    second = done(j.accept(j.sent(unit=unit(3))))
    assert (second["state"], second["employer_name"]) == ("college_review", unit(3)["name"])


def paper_for_special_kinds_only(j: Journey) -> None:
    assert refused(j.hand_out()) == "signs_online_only"
    assert refused(j.hand_out(exception="想用纸质的")) == "exception_not_listed"
    made = done(j.hand_out(exception="选调"), 201)
    assert (made["exception"], bool(made["issued_by"])) == ("选调", True)


REGISTERED = {
    "学号": "2022010345", "姓名": "欧阳思远", "证件号码": "11010519491231002X", "性别": "女", "学院": "203",
    "专业": "计算机科学与技术", "学历": "本科毕业", "培养方式": "非定向", "毕业年份": "2026",
}  # fmt: skip


def the_registry_prevails(j: Journey) -> None:
    made = j.signed(j.college)
    edits_it_herself(j)
    # The world's graduate has an id that its number does not make.
    object.__setattr__(j.world.services.secrets, "student_id", lambda *_: factories.STUDENT)
    content = write_csv(list(REGISTERED), [list(REGISTERED.values())])
    form = {"file": (io.BytesIO(content), "学籍最终注册.csv"), "purpose": "registry"}
    sent = done(j.admin.send("POST", "/api/imports", data=form), 202)
    j.later()
    done(j.admin.post(f"/api/imports/{sent['id']}/run", {"leave_out_bad": False}), 202)
    j.later()
    (one,) = done(j.school.get("/api/mismatches?cohort=2026"))["items"]
    assert {"field": "major", "own": "软件工程", "registry": "计算机科学与技术"} in one["fields"]
    assert one["agreement"] == {"id": made["id"], "state": "signed"}
    done(j.school.put(f"/api/mismatches/{factories.STUDENT}/acceptance", version=one["version"]))
    assert done(j.student.get("/api/source-record"))["major"] == "计算机科学与技术"
    assert "source_matched" in j.told(j.student)
    assert j.agreement(made["id"])["graduate"] == made["graduate"]


GUIDE: Guide = {
    "毕业前，就业办以学籍部门最终学历注册的信息为准，重新匹配": step(the_registry_prevails, "B06"),
    "自2022年起，科大毕业生须通过网签平台与用人单位签订就业协议。"
    "原纸质三方协议只有在特殊的就业形式才允许使用（如选调等）": step(
        paper_for_special_kinds_only, "A08"),
    "维护、核对信息后，点击“确认并保存”，否则无法签约": step(confirms_first, "B01"),
    "“联系电话”需填写本人当前使用的手机号，便于接收用人单位发出的签约通知短信": step(
        texts_go_to_the_number_given, "B07"),
    "平台会同步发送短信通知毕业生": step(told_by_text_message, "P01"),
    "毕业生点击【我的】--“二维码名片”，向用人单位招聘人员发送二维码": step(sends_the_card, "E01"),
    "用人单位打开微信扫码后，首先验证毕业生信息": step(first_verifies_the_graduate, "E02"),
    "填写签约信息，包括本单位基本信息、联系方式、合同事宜及其他双方达成一致的约定，按要求上传相关材料": step(
        fills_in_and_uploads, "E03", "C06"),
    "点击“确认邀约”，向毕业生发送职位邀请": step(confirms_the_invitation, "E03"),
    "如有变更请毕业生自行修改": step(edits_it_herself, "B04"),
    "应仔细查看单位发起的签约邀请通知，包括职位、薪资、违约事宜等约定信息": step(reads_before_answering, "F02"),
    "一旦应约后签约条款不可修改": step(terms_are_frozen, "F15"),
    "毕业生可以收到多个用人单位的签约邀请，但只能与其中一家单位签约": step(many_invite_one_is_signed, "F05", "F06"),
    "每个网签邀约通知默认有效期为两周": step(two_weeks, "F03"),
    "毕业生在系统里走完流程、决定签约后，网签协议即生效，且等同与纸质就业协议": step(effective_when_decided, "I01"),
    "所在学院的就业工作负责老师会及时对签约情况进行审核": step(the_college_reviews, "H01"),
    "学院审核后，毕业生可自行打印纸质就业协议书": step(the_student_prints, "J01"),
    "【登记】--“网签协议书打印”也可查看打印步骤": step(the_steps_are_told, "J16"),
    "打印纸质协议书不是必须步骤，有需要的毕业生可以自行打印": step(printing_is_optional, "J02"),
    "毕业生解约办理起始时间：每年元旦假期后": step(not_before_the_new_year, "M01"),
    "取得用人单位出具的同意解除就业协议的书面证明": step(the_employers_consent, "M02", "M03"),
    "之前签订的就业协议中有涉及支付违约金的，可能需要向原单位支付违约金": step(the_penalty_is_said, "M19"),
    "联系学院就业工作负责老师进行审核…审核通过后，毕业生方可与新单位进行签约": step(free_for_another, "M12"),
}  # fmt: skip


@pytest.mark.parametrize("said", GUIDE.values(), ids=GUIDE)
def test_ustc_says(said: Step) -> None:
    said.play(CardJourney("ustc"))
