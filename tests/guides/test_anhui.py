"""网签相关操作说明 (安徽省), played in its order: its three ways of signing, review, printing, termination."""

from __future__ import annotations

import pytest

from functions.domain.actors import Role
from functions.domain.student import SourceState
from tests import factories
from tests.guides.carding import LICENCE, NAME, card, card_for, unit
from tests.guides.journey import LETTER, Guide, Journey, Json, Step, called, done, refused, step
from tests.typed import TERMS
from tests.world import Client


def nobody_else_is_signed_with(j: Journey) -> None:
    j.accepted()
    assert refused(j.send(j.rival())) == "student_already_signed"


RESUME = {"wish": "软件工程师", "experience": "暑期实习", "skills": "", "about": ""}
INTERVIEW = {"at": "2026-03-09T14:00", "place": "安徽合肥", "contact": "张金华", "phone": "0551-69991111"}


def position(j: Journey) -> Json:
    described = {"school": factories.SCHOOL, "terms": TERMS, "wanted": 2, "description": "新职业"}
    return done(j.employer.post("/api/positions", described), 201)


def put(client: Client, application: Json, what: str, body: Json) -> Json:
    path = f"/api/applications/{application['id']}/{what}"
    return done(client.put(path, body, version=application["version"]))


def resume_sent(j: Journey) -> Json:
    found = position(j)
    done(j.student.put("/api/resume", RESUME, version=0))
    return done(j.student.post(f"/api/positions/{found['id']}/applications", {"confirm": True}), 201)


def interviewed(j: Journey) -> Json:
    return put(j.employer, resume_sent(j), "interview", INTERVIEW)


def came(j: Journey) -> Json:
    return put(j.student, interviewed(j), "interview/answer", {"is_accepted": True})


def offered(j: Journey, answer_by: str = "2026-03-19") -> Json:
    passed = put(j.employer, came(j), "result", {"is_passed": True})
    made = put(j.employer, passed, "offer", {"terms": TERMS, "answer_by": answer_by})
    return j.offer(made["offer"])


def she_sends_her_resume(j: Journey) -> None:
    sent = resume_sent(j)
    assert (sent["state"], j.told(j.employer)) == ("applied", ["application_sent"])


def they_read_it_and_invite(j: Journey) -> None:
    sent = resume_sent(j)
    read = done(j.employer.get(f"/api/applications/{sent['id']}"))
    assert (read["resume"]["wish"], read["phone"]) == ("软件工程师", factories.student().phone)
    assert put(j.employer, sent, "interview", INTERVIEW)["state"] == "interview_invited"


def she_answers_the_interview(j: Journey) -> None:
    invited = interviewed(j)
    assert done(j.student.get(f"/api/applications/{invited['id']}"))["actions"] == ["accept", "decline", "withdraw"]
    assert put(j.student, invited, "interview/answer", {"is_accepted": True})["state"] == "interview_accepted"
    assert j.told(j.employer) == ["application_sent", "interview_accepted"]


def or_declines_it(j: Journey) -> None:
    declined = put(j.student, interviewed(j), "interview/answer", {"is_accepted": False})
    assert (declined["state"], j.told(j.employer)[-1]) == ("interview_declined", "interview_declined")


def they_decide(j: Journey) -> None:
    asked = came(j)
    path = f"/api/applications/{asked['id']}"
    assert (
        refused(j.employer.put(f"{path}/offer", {"terms": TERMS}, version=asked["version"])) == "state_does_not_allow"
    )
    assert put(j.employer, asked, "result", {"is_passed": True})["actions"] == ["refuse", "offer"]


def interview_and_offer_are_told(j: Journey) -> None:
    offered(j)
    assert j.told(j.student) == ["interview_invited", "interview_passed", "offer_made"]


def you_have_a_job(j: Journey) -> None:
    """In the portal, whose words for a kind of notice are the texts' own; this preset chooses no other channel."""
    offered(j)
    assert j.told(j.student)[-1] == "offer_made"
    assert j.world.services.texts.say("zh-CN", "events.offer_made.subject", {}) == "恭喜您，您有工作啦，去签约吧"


def she_accepts_the_notice(j: Journey) -> None:
    offer = offered(j)
    shown = offer["evidence"]["shown"]
    assert (shown["terms"]["position"], shown["unit"]["contact"]) == (TERMS["position"], factories.employer().contact)
    made = j.agreement(done(j.accept(offer))["id"])
    assert made["state"] == "open_review"
    (row,) = done(j.student.get("/api/applications"))["items"]
    assert (row["state"], row["agreement_state"]) == ("signed", "open_review")


def or_declines_the_notice(j: Journey) -> None:
    done(j.reject(offered(j)))
    (row,) = done(j.student.get("/api/applications"))["items"]
    assert row["state"] == "declined"


def the_notice_says_until_when(j: Journey) -> None:
    assert offered(j, "2026-03-19")["expires_at"] == "2026-03-19T23:59:59+08:00"


def an_unanswered_notice_is_void(j: Journey) -> None:
    offer = offered(j, "2026-03-19")
    j.later(days=15)
    (row,) = done(j.student.get("/api/applications"))["items"]
    assert (row["state"], refused(j.accept(offer))) == ("void", "state_does_not_allow")


def they_pick_a_position_and_fill_in_the_graduate(j: Journey) -> None:
    """The graduate answers: no role can accept for her (docs/adr/0022)."""
    found = done(j.employer.get(f"/api/positions/{position(j)['id']}"))
    graduate = known_by_number(j, "2022010399")
    named = {"school": found["school"], "name": "李想", "number": "2022010399"}
    student = done(j.employer.post("/api/student-searches", named))["student"]["id"]
    sent = done(j.send(student=student, terms=found["terms"]))
    offer = done(graduate.get(f"/api/invitations/{sent['id']}"))
    answer = {"hash": offer["evidence"]["hash"], "confirm": True, "pay_after_trial": 9500}
    made = done(graduate.put(f"/api/invitations/{sent['id']}/acceptance", answer))
    assert (made["state"], made["student_name"]) == ("open_review", "李想")


def known_by_number(j: Journey, number: str) -> Client:
    """Let a graduate be, who is found by name and number; return her client."""
    found = j.world.services.secrets.student_id(factories.SCHOOL, number)
    vouched = {"name": "李想", "number": number, "id_mark": "7a" * 32, "state": SourceState.CONFIRMED}
    j.world.insert(factories.student(id=found, **vouched))
    j.world.open_account(Role.STUDENT, id="account-found", login="found@example.org", party=found)
    return j.world.client(Role.STUDENT, "account-found")


def the_online_share_is_counted(j: Journey) -> None:
    j.signed(j.school)
    (row,) = done(j.admin.get(f"/api/signing-counts?cohort={factories.COHORT}"))["items"]
    assert (row["counts"]["employer"], row["online_percent"]) == (1, 100)


def applicants_in_columns(j: Journey) -> None:
    sent = resume_sent(j)
    (row,) = done(j.employer.get(f"/api/positions/{sent['position_id']}/applications"))["items"]
    person = factories.student()
    own = {name: getattr(person, name) for name in ("name", "gender", "degree", "major", "phone", "email")}
    shown = own | {"position": TERMS["position"], "school_name": factories.school().name, "state": "applied"}
    assert {name: row[name] for name in shown} == shown
    assert row["applied_at"].startswith("2026-03-05")


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
                "industry", "has_material", "submitted_at"} <= set(row)  # fmt: skip
        assert not row["has_material"]


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


def a_unit_without_an_account_signs(j: Journey) -> None:
    recruiter = card(j)
    done(recruiter.invite(), 201)
    (row,) = done(j.student.get("/api/invitations"))["items"]
    made = done(j.accept(j.offer(row["id"])))
    assert (made["mode"], made["trust"], made["state"]) == ("qr", "guest_only", "open_review")


def sends_the_card(j: Journey) -> None:
    assert card(j).scan()["state"] == "open"


def confirms_the_record_first(j: Journey) -> None:
    j.unconfirmed()
    assert refused(j.student.post("/api/cards")) == "source_record_not_confirmed"


def verifies_and_goes_on(j: Journey) -> None:
    recruiter = card(j)
    assert recruiter.scan()["name"] == "欧**"
    assert refused(recruiter.verify("欧阳")) == "graduate_differs"
    assert done(recruiter.verify())["graduate"]["name"] == NAME


def selects_the_position_and_confirms(j: Journey) -> None:
    """The graduate has written unit and position on the card and agreed; the unit fills itself in and confirms."""
    recruiter = card_for(j, position="新职业")
    assert done(recruiter.verify())["consent"]["terms"]["position"] == "新职业"
    assert refused(recruiter.confirm(unit=unit(2))) == "unit_not_named"
    signed = done(recruiter.confirm(), 201)
    assert (signed["state"], signed["position"]) == ("open_review", "新职业")
    (row,) = done(j.student.get("/api/agreements"))["items"]
    made = j.agreement(row["id"])
    assert (made["effective_at"], made["is_issued"], "print" in made["actions"]) == (None, False, False)
    assert refused(j.print_(j.college, made, 1)) == "state_does_not_allow"


def who_is_employed_already_cannot(j: Journey) -> None:
    recruiter = card_for(j)
    j.accepted()
    assert refused(recruiter.confirm()) in {"already_signed", "student_already_signed"}
    assert refused(j.student.post("/api/cards")) == "already_signed"


def reviews_on_the_material(j: Journey) -> None:
    recruiter = card_for(j)
    recruiter.upload()
    done(recruiter.confirm(), 201)
    (row,) = done(j.college.get("/api/agreements?state=open_review"))["items"]
    path = f"/api/agreements/{row['id']}"
    read = done(j.college.get(path))
    (paper,) = read["material"]["files"]
    assert j.college.get(f"{path}/material/{paper['hash']}").get_data() == LICENCE
    checked = done(j.college.put(f"{path}/licence-check", {"how": "公示系统可查"}, version=read["version"]))
    assert (read["trust"], checked["trust"]) == ("guest_only", "licence_checked")


def no_material_in_the_third_way(j: Journey) -> None:
    recruiter = card_for(j)
    done(recruiter.confirm(), 201)
    (row,) = done(j.college.get("/api/agreements?state=open_review"))["items"]
    read = done(j.college.get(f"/api/agreements/{row['id']}"))
    assert (read["has_material"], read["material"]["files"], read["trust"]) == (False, [], "guest_only")
    path = f"/api/agreements/{row['id']}"
    assert (
        refused(j.college.put(f"{path}/licence-check", {"how": "电话核实"}, version=read["version"])) == "no_material"
    )
    assert done(j.review(j.college, row))["state"] == "signed"


GUIDE: Guide = {
    "派遣系统内毕业生未与其他任何单位达成就业协议": step(nobody_else_is_signed_with, "A09"),
    "毕业生登录小程序并完成简历投递": step(she_sends_her_resume, "D01"),
    "查看简历，向意向毕业生发送面试邀请": step(they_read_it_and_invite, "D02"),
    "毕业生收到面试通知，并选择是否接受面试邀请": step(she_answers_the_interview, "D03"),
    "毕业生收到面试通知，并选择是否接受面试邀请: 谢绝": step(or_declines_it, "D03"),
    "处理面试结果并决定是否签约": step(they_decide, "D04"),
    "面试和签约通知": step(interview_and_offer_are_told, "P04"),
    "恭喜您，您有工作啦，去签约吧": step(you_have_a_job, "P04", "D05"),
    "毕业生收到签约通知: 接受": step(she_accepts_the_notice, "D05"),
    "毕业生收到签约通知: 谢绝": step(or_declines_the_notice, "D05"),
    "接受邀请截止日期: 2020-3-19": step(the_notice_says_until_when, "D05"),
    "逾期不回复, 本通知书自动失效。": step(an_unanswered_notice_is_void, "D06"),
    "省厅后台也会自动统计各校的网签占比": step(the_online_share_is_counted, "D08"),
    "姓名 岗位名称 院校名称 性别 学历 专业名称 联系电话 电子邮箱 投递时间": step(applicants_in_columns, "D02"),
    "选择签约岗位、填写签约毕业生信息并确认": step(they_pick_a_position_and_fill_in_the_graduate, "D07"),
    "接受邀请截止日期": step(the_employer_names_the_deadline, "F03"),
    "逾期不回复, 本通知书自动失效": step(unanswered_it_is_void, "F04"),
    "适用于用人单位未在校招平台注册，通过其他方式与毕业生达成就业意向": step(
        a_unit_without_an_account_signs, "C05"),
    "毕业生在“我的”中打开“二维码名片”，向用人单位招聘人员发送二维码": step(sends_the_card, "E01"),
    "在签约前请务必在“派遣”“生源信息维护”确认信息与本人信息完全一致，否则不能签约": step(
        confirms_the_record_first, "B01"),
    "用人单位首先验证毕业生信息，确认下一步后": step(verifies_and_goes_on, "E02"),
    "填写本单位基本信息和联系方式，并选择签约毕业生的工作岗位，然后点击“确认签约”后提交": step(
        selects_the_position_and_confirms, "E04"),
    "若毕业生已经在系统中已经就业，需提交解约申请或管理员后台解锁处理": step(who_is_employed_already_cannot, "E04"),
    "根据用人单位提供的资质证明材料进行审核": step(reviews_on_the_material, "C07"),
    "第三种签约方式暂不提供资质证明材料进行审核": step(no_material_in_the_third_way, "C08"),
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
