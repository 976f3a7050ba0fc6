"""关于做好2023届毕业生实行网上三方协议签约的通知 (湖南科技大学), played: its notice, annexes and questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.domain import cohorts
from functions.ports import Replace
from tests import factories
from tests.guides import beginning
from tests.guides.journey import LETTER, Guide, Journey, Json, Step, called, done, refused, step


def numbered(j: Journey, number: str = "2026101230000001") -> Journey:
    """Give the graduate an agreement number, as the school imports it."""
    held = j.world.services.store.student(factories.SCHOOL, factories.STUDENT)
    j.world.services.store.commit(Replace(replace(held, version=held.version + 1, agreement_number=number)))
    return j


def registers_and_is_admitted(j: Journey) -> None:
    stranger = numbered(j).rival()
    assert refused(stranger.post("/api/invitations", j.typed())) == "employer_not_admitted"
    asked = done(stranger.post("/api/admissions", {"school": factories.SCHOOL}), 201)
    path = f"/api/admissions/{factories.SCHOOL}/e2/review"
    done(j.school.put(path, {"action": "approve"}, version=asked["version"]))
    assert j.sent(stranger)["state"] == "pending"


def effective_on_acceptance(j: Journey) -> None:
    made = numbered(j).accepted()
    assert (made["state"], made["effective_at"]) == ("college_review", "2026-03-05T16:40:00+08:00")


def either_terminates_with_material(j: Journey) -> None:
    made = numbered(j).signed(j.college)
    for client in (j.student, j.employer):
        said: dict[str, Any] = {"reason": "other", "explanation": "双方协商一致"}
        assert refused(j.apply(client, made, **said)) == "letter_required"
        running = done(j.apply(client, made, letter=LETTER, **said), 201)
        assert running["state"] == "college_review"
        failing = {"reason": "材料不清晰", "verification": "电话核实"}
        done(j.decide(j.college, made, running, "fail", **failing))


def saved_then_sent(j: Journey) -> None:
    draft = numbered(j).draft()
    assert draft["state"] == "draft"
    assert done(j.student.get("/api/invitations"))["items"] == []
    sent = done(j.employer.put(f"/api/invitations/{draft['id']}/dispatch", version=draft["version"]))
    assert sent["state"] == "pending"


def invited_by_wechat(j: Journey) -> None:
    j.bind_wechat(j.student)
    numbered(j).sent()
    assert j.by_wechat() == ["用人单位向您发出签约邀约"]


def both_hear_by_wechat(j: Journey) -> None:
    j.bind_wechat(j.student)
    j.bind_wechat(j.employer, "employer")
    both_are_told(j)
    assert "签约成功" in j.by_wechat()
    assert j.by_wechat("employer")[0] == "毕业生已应约，等待审核"
    assert "签约成功" in j.by_wechat("employer")


def both_are_told(j: Journey) -> None:
    numbered(j).signed(j.college)
    assert "agreement_signed" in j.told(j.student)
    assert "agreement_signed" in j.told(j.employer)


def penalty_and_archive_are_flagged(j: Journey) -> None:
    offer = numbered(j).sent(terms=j.typed()["terms"] | {"penalty": 90_000})
    made = j.agreement(done(j.accept(offer))["id"])
    assert done(j.college.get(f"/api/agreements/{made['id']}"))["flags"] == ["penalty_above_limit"]
    assert refused(j.review(j.college, made)) == "flags_not_answered"
    assert done(j.review(j.college, made, reason="已与单位核实，双方同意"))["state"] == "signed"


def both_print_after_the_review(j: Journey) -> None:
    made = numbered(j).accepted()
    assert refused(j.print_(j.student, made, 1)) == "state_does_not_allow"
    done(j.review(j.college, made))
    j.later()
    for client in (j.student, j.employer):
        assert done(j.print_(client, made, 1), 201)["href"]
    assert refused(j.print_(j.college, made, 1)) == "role_may_not_print"


def prints_stamps_and_posts(j: Journey) -> None:
    made = numbered(j).signed(j.college)
    assert done(j.print_(j.employer, made, 1), 201)["href"]
    path = f"/api/agreements/{made['id']}"
    held = done(j.employer.get(path))
    wrong = {"sent_on": "2026-03-05", "carrier": "邮政", "tracking": "EA123456789CN"}
    noted = done(j.employer.put(f"{path}/stamped-copy", wrong, version=held["version"]))
    assert j.agreement(made["id"])["posted"]["tracking"] == "EA123456789CN"
    done(j.employer.put(f"{path}/stamped-copy", wrong | {"tracking": ""}, version=noted["version"]))
    assert {"agreement_posted", "agreement_posting_corrected"} <= set(j.told(j.student))


def either_level_vouches(j: Journey) -> None:
    numbered(j).unconfirmed()
    record = done(j.student.get("/api/source-record"))
    contact = {"phone": "13912345678", "email": "siyuan@mail.example"}
    handed_in = done(j.student.put("/api/source-record/confirmation", contact, version=record["version"]))
    assert refused(j.send()) == "source_record_not_confirmed"
    path = f"/api/students/{factories.STUDENT}/review"
    done(j.college.put(path, {"action": "verify"}, version=handed_in["version"]))
    assert j.sent()["state"] == "pending"


def a_number_comes_first(j: Journey) -> None:
    assert refused(j.send()) == "agreement_number_missing"
    assert numbered(j).sent()["state"] == "pending"


def online_from_the_day_on(j: Journey) -> None:
    assert refused(j.hand_out()) == "signs_online_only"
    shown = done(j.college.get(f"/api/students/{factories.STUDENT}"))
    assert (shown["is_online_only"], shown["paper_exceptions"]) == (True, ["报考公务员单位", "国有企业", "事业单位"])
    before, begun = date(2022, 9, 4), date(2022, 9, 5)
    days = {(2023, before): False, (2023, begun): True, (2022, begun): False}
    assert {each: cohorts.is_online_only(each[0], j.policy, each[1]) for each in days} == days


def a_blank_form_for_an_application(j: Journey) -> None:
    done(j.student.post("/api/blank-form-requests", {"reason": "报考公务员，须交空白协议书"}), 201)
    assert "blank_form_requested" in j.told(j.college)
    made = done(j.hand_out(exception="报考公务员单位"), 201)
    assert (made["mark"], made["exception"], made["state"]) == ("HN-0012", "报考公务员单位", "out")
    assert "blank_form_issued" in j.told(j.student)
    (listed,) = done(j.college.get("/api/blank-forms?cohort=2026"))["items"]
    assert (listed["exception"], bool(listed["issued_by"])) == ("报考公务员单位", True)


def claims_the_number_of_a_paper_form(j: Journey) -> None:
    assert refused(j.send()) == "agreement_number_missing"
    done(j.hand_out(exception="事业单位"), 201)
    assert "claim_number" in [each["kind"] for each in done(j.student.get("/api/next-steps"))["items"]]
    record, path = done(j.student.get("/api/source-record")), "/api/source-record/agreement-number"
    typed = {"number": "HN-0099"}
    assert refused(j.student.put(path, typed, version=record["version"])) == "number_not_registered"
    done(j.student.put(path, {"number": "HN-0012"}, version=record["version"]))
    assert done(j.student.get("/api/source-record"))["agreement_number"] == "HN-0012"
    assert j.signed(j.college)["number"] == "HN-0012"


def recorded(j: Journey) -> Json:
    done(j.hand_out(exception="报考公务员单位"), 201)
    signing = {"student": factories.STUDENT, "unit": "某县自然资源局", "mark": "HN-0012"}
    return done(j.college.post("/api/offline-signings", signing), 201)


def the_college_records_a_paper(j: Journey) -> None:
    bare = {"student": factories.STUDENT, "unit": "某县自然资源局"}
    assert refused(j.college.post("/api/offline-signings", bare)) == "paper_form_needed"
    made = recorded(numbered(j))
    signing = made["on_paper"]
    assert (made["state"], made["mode"], signing["mark"], signing["exception"], bool(signing["name"])) == (
        "awaiting_report", "offline", "HN-0012", "报考公务员单位", True)  # fmt: skip
    assert "signing_recorded" in j.told(j.student)
    assert refused(j.college.post("/api/offline-signings", bare | {"exception": "事业单位"})) == "already_signed"
    assert refused(j.send()) == "student_already_signed"


def the_student_reports_it(j: Journey) -> None:
    made = recorded(numbered(j))
    assert "report_paper" in [each["kind"] for each in done(j.student.get("/api/next-steps"))["items"]]
    held = j.agreement(made["id"])
    assert refused(beginning.begin(j, held)) == "required"
    filled = beginning.save(j, held, unit=beginning.UNIT, terms=j.typed()["terms"])
    scanned = beginning.add(j.student, filled, beginning.PHOTO, "三方协议扫描件.jpg")
    sent = done(beginning.begin(j, scanned))
    assert (sent["state"], "signing_reported" in j.told(j.college)) == ("college_review", True)
    signed = done(j.review(j.college, sent))
    assert (signed["state"], signed["number"], bool(signed["effective_at"])) == ("signed", "HN-0012", True)
    j.later()
    assert refused(j.print_(j.student, signed, 1)) == "signed_on_paper"
    assert "agreement_signed" in j.told(j.student)
    (listed,) = done(j.college.get("/api/agreements?state=signed"))["items"]
    assert (listed["mode"], listed["id"]) == ("offline", made["id"])
    said = {"reason": "other", "explanation": "考取研究生"}
    assert refused(j.apply(j.student, signed, **said)) == "letter_required"
    running = done(j.apply(j.student, signed, letter=LETTER, **said), 201)
    done(j.decide(j.college, signed, running, fault="student", verification="电话核实"))
    assert j.agreement(made["id"])["state"] == "terminated"


def withdrawn_mended_and_sent_again(j: Journey) -> None:
    offer = numbered(j).sent()
    path = f"/api/invitations/{offer['id']}"
    back = done(j.employer.put(f"{path}/withdrawal", version=offer["version"]))
    assert called(back, "invitation") == "撤回"
    mended = {"terms": j.typed()["terms"] | {"position": "测试工程师"}}
    changed = done(j.employer.put(path, mended, version=back["version"]))
    done(j.employer.put(f"{path}/dispatch", version=changed["version"]))
    again = j.offer(offer["id"])
    assert (again["state"], again["terms"]["position"], again["revision"]) == ("pending", "测试工程师", 2)


def returned(j: Journey) -> Json:
    made = numbered(j).accepted()
    done(j.review(j.college, made, "return", "岗位名称有误"))
    return made


def sent_back_by_the_teacher(j: Journey) -> None:
    made = returned(j)
    held, path = done(j.employer.get(f"/api/agreements/{made['id']}")), f"/api/agreements/{made['id']}"
    mended = {"terms": j.typed()["terms"] | {"position": "测试工程师"}}
    done(j.employer.put(f"{path}/revision", mended, version=held["version"]))
    shown = j.agreement(made["id"])
    answer = {"hash": shown["evidence"]["hash"], "confirm": True, "pay_after_trial": 9500}
    assert done(j.student.put(f"{path}/confirmation", answer))["state"] == "college_review"


def seven_to_fourteen_days(j: Journey) -> None:
    for days, code in ((6, "validity_out_of_range"), (15, "validity_out_of_range")):
        assert refused(numbered(j).employer.post("/api/invitations", j.typed(valid_days=days))) == code
    offer = j.sent(valid_days=7)
    assert offer["expires_at"] == "2026-03-12T23:59:59+08:00"
    j.later(days=7)
    assert {"accept", "reject"} <= set(j.offer(offer["id"])["actions"])


def nothing_can_be_done_once_it_has_lapsed(j: Journey) -> None:
    offer = numbered(j).sent(valid_days=7)
    j.later(days=8)
    shown = j.offer(offer["id"])
    assert (j.statuses(shown), shown["actions"]) == (("过期", "--"), [])


def the_student_begins_with_proof(j: Journey) -> None:
    held = beginning.draft(numbered(j))
    assert refused(beginning.begin(j, held)) == "evidence_required"
    proved = beginning.add(j.student, held, beginning.PHOTO, "录用函.jpg")
    assert done(beginning.begin(j, proved))["state"] == "college_review"
    assert "signing_initiated" in j.told(j.college)


def kept_checked_then_begun(j: Journey) -> None:
    held = beginning.with_contract(numbered(j))
    kept = beginning.save(j, held, terms=j.typed()["terms"] | {"penalty": 0})
    assert (kept["state"], kept["terms"]["penalty"], len(kept["initiation"]["files"])) == ("draft", 0, 1)
    assert done(beginning.begin(j, kept))["state"] == "college_review"


def effective_on_the_colleges_review(j: Journey) -> None:
    made = beginning.begun(numbered(j))
    assert made["effective_at"] is None
    j.later(days=1)
    done(j.review(j.college, made))
    j.later()
    signed = j.agreement(made["id"])
    assert (signed["state"], signed["effective_at"][:10]) == ("signed", "2026-03-06")
    shown = done(j.student.get(f"/api/agreements/{made['id']}/form"))["form"]
    assert "本协议自2026年3月6日起生效。" in shown["articles"]
    assert "在线发起签约" in shown["opinions"][0]["text"]
    assert done(j.print_(j.student, signed, 1), 201)["href"]
    assert refused(j.apply(j.student, signed, reason="other", explanation="考取公务员")) == "letter_required"
    said = {"reason": "other", "explanation": "考取公务员"}
    assert done(j.apply(j.student, signed, letter=LETTER, **said), 201)["state"] == "college_review"


def taken_back_mended_and_begun_again(j: Journey) -> None:
    made = beginning.begun(numbered(j))
    assert j.button(j.student, "agreement", "withdraw") == "撤回"
    back = done(beginning.take_back(j, made))
    assert (back["state"], called(back)) == ("draft", "暂存")
    assert refused(j.college.get(f"/api/agreements/{made['id']}")) == "not_found"
    mended = beginning.save(j, back, terms=j.typed()["terms"] | {"position": "测试工程师"})
    again = done(beginning.begin(j, mended))
    assert (again["state"], again["revision"]) == ("college_review", 2)
    assert [each["field"] for each in again["differences"]] == ["position"]


def sent_back_to_the_student(j: Journey) -> None:
    made = beginning.begun(numbered(j))
    done(j.review(j.college, made, "return", "印章不清晰，请重新上传"))
    assert called(j.agreement(made["id"])) == "打回"
    assert j.button(j.college, "agreement", "return") == "打回"
    assert "agreement_returned" in j.told(j.student)
    assert refused(beginning.take_back(j, made)) == "state_does_not_allow"
    mended = beginning.add(j.student, j.agreement(made["id"]), beginning.PHOTO, "录用函.jpg")
    again = done(beginning.begin(j, mended))
    assert (again["state"], again["revision"], len(again["initiation"]["files"])) == ("college_review", 2, 2)
    done(j.review(j.college, again))
    assert refused(beginning.take_back(j, made)) == "state_does_not_allow"


GUIDE: Guide = {
    "此时需要用人单位先进行注册，在学校审核通过后再在网签三方中对学生发起签约邀请": step(
        registers_and_is_admitted, "C02", "C03"),
    "单位发起的网签，学生一旦应约，此协议即生效": step(effective_on_acceptance, "I02"),
    "同时单位不愿意注册学校云就业平台（大多适用于事业单位、公务单位、保密单位等），学生可登陆学校云就业平台，自主发起网签，"
    "但是在发起网签时，必须上传单位给出的就业证明材料以进行佐证": step(
        the_student_begins_with_proof, "C04", "G01", "G02"),
    "上传就业证明材料，并填写完页面信息，点击“暂存”，检查无误后，可以直接点击“发起”": step(
        kept_checked_then_begun, "G03"),
    "学生发起的网签，一旦经过学院老师审核，此协议即生效": step(effective_on_the_colleges_review, "I03"),
    "学生发起签约，在老师没审核之前，可以自主撤回修改，修改后再次提交即可": step(
        taken_back_mended_and_begun_again, "G04"),
    "如果老师已经审核，则需要老师打回或者联系老师进行修改": step(sent_back_to_the_student, "G05"),
    "学生和用人单位任意一方如需违约，皆需参考违约条款来执行并在系统内申请违约，提交相关材料": step(
        either_terminates_with_material, "M03", "M05"),
    "完善学生的签约信息，并保存；确认无误后，发起申请": step(saved_then_sent, "F01"),
    "单位发起网签申请后，学生的微信公众号上会收到相关提示": step(invited_by_wechat, "P02"),
    "等待学生应约，以及学校审核通过后（都会有微信通知及后台通知）": step(both_hear_by_wechat, "H10", "P03"),
    "查看违约金是否过高、派遣信息是否有明显错误": step(penalty_and_archive_are_flagged, "H04"),
    "审核通过后，学生和用人单位即可打印协议书": step(both_print_after_the_review, "J04", "J06"),
    "即可登录后台，打印三方协议，盖章邮寄给毕业生": step(prints_stamps_and_posts, "J04", "J14"),
    "学生必须做完生源核验，学院或者学校有任意一方审核通过即可": step(either_level_vouches, "B02", "B10"),
    "学生必须要有协议书编号": step(a_number_comes_first, "B10"),
    "我校计划于2022年9月5日开始，全面推行2023届毕业生网上签约": step(online_from_the_day_on, "A08"),
    "可以向学院老师申请空白协议书（纸质），学院老师在发放空白协议书时，需在系统内做好标注": step(
        a_blank_form_for_an_application, "K02", "K03"),
    "如有个别学生无协议书编号，可以在“就业信息”——更多——领取协议书中填入协议书编号": step(
        claims_the_number_of_a_paper_form, "B09"),
    "“线下签约”操作指引（学院）": step(the_college_records_a_paper, "K04"),
    "学生签约完成后，上报就业信息（学生）": step(the_student_reports_it, "K05", "M20"),
    "单位发起网签，在学生应约之前可以撤回修改，修改后再次提交邀约": step(withdrawn_mended_and_sent_again, "F11"),
    "如果学生已经应约，则需要联系相关老师进行修改": step(sent_back_by_the_teacher, "G06"),
    "一般为7~14个日历日，在此期限内都可以应约或者拒绝": step(seven_to_fourteen_days, "F03", "F17"),
    "针对过期的邀约信息，学生无法操作": step(nothing_can_be_done_once_it_has_lapsed, "F04"),
}  # fmt: skip


@pytest.mark.parametrize("said", GUIDE.values(), ids=GUIDE)
def test_the_notice_of_hnust_says(said: Step) -> None:
    said.play(Journey("hnust-2023"))
