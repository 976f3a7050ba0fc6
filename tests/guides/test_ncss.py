"""全国高校毕业生网上签约与毕业去向登记平台 操作指南(毕业生), played: its sections 2 to 4 in their order.

Sections 5 to 8 (offline signing, registration, destinations) are not built yet.
"""

from __future__ import annotations

import pytest

from tests import factories
from tests.guides.journey import CONTACT, Guide, Journey, Step, called, done, refused, step
from tests.unit.web.asking import visitor
from tests.unit.web.test_accounts import PATH, TYPED, enrol
from tests.unit.web.test_federation import returned

DAYS = 14


def logs_in_with_the_account_of_chsi(j: Journey) -> None:
    graduate, first = enrol(j.world), visitor(j.world)
    assert first.get("/api/session").get_json()["federation"] == "学信网"
    unknown = returned(first).get_json()
    assert unknown["account"] is None
    assert first.post(PATH, TYPED | {"ticket": unknown["ticket"]}).status_code == 201
    again = visitor(j.world)
    assert returned(again).get_json()["account"]["name"] == TYPED["name"]
    assert done(again.get("/api/source-record"))["id"] == graduate


def confirms(j: Journey) -> None:
    j.unconfirmed()
    assert refused(j.send()) == "source_record_not_confirmed"
    record = done(j.student.get("/api/source-record"))
    done(j.student.put("/api/source-record/confirmation", CONTACT, version=record["version"]))
    assert j.sent()["state"] == "pending"


def asks_the_school(j: Journey) -> None:
    j.unconfirmed()
    wrong = {"field": "major", "proposed": "软件工程", "reason": "大二转专业"}
    asked = done(j.student.post("/api/corrections", wrong), 201)
    assert done(j.student.get("/api/source-record"))["major"] != "软件工程"
    done(j.school.put(f"/api/corrections/{asked['id']}/answer", {"state": "made"}, version=asked["version"]))
    assert done(j.student.get("/api/source-record"))["major"] == "软件工程"


def registered_is_enough(j: Journey) -> None:
    assert j.sent(j.rival())["state"] == "pending"


def sees_the_entry(j: Journey) -> None:
    offer = j.sent()
    (row,) = done(j.student.get("/api/invitations"))["items"]
    assert (row["id"], row["state"]) == (offer["id"], "pending")
    assert j.told(j.student) == ["invitation_sent"]


def sees_unit_and_terms(j: Journey) -> None:
    offer = j.sent()
    assert offer["unit"]["name"] == factories.employer().name
    assert (offer["terms"]["monthly_pay"], offer["terms"]["penalty"]) == (9000, 5000)


def answers_in_time(j: Journey) -> None:
    offer = j.sent()
    assert [j.button(j.student, "invitation", each) for each in ("accept", "reject")] == ["接受", "拒绝"]
    j.later(days=DAYS)
    assert j.offer(offer["id"])["state"] == "pending"
    assert done(j.accept(offer))["state"] == "open_review"


def rejects_without_a_reason(j: Journey) -> None:
    assert done(j.reject(j.sent()))["state"] == "rejected"
    assert j.told(j.employer) == ["invitation_rejected"]


def lapses(j: Journey) -> None:
    offer = j.sent()
    j.later(days=DAYS + 1)
    assert j.statuses(j.offer(offer["id"])) == ("作废", "--")
    assert refused(j.accept(offer)) == "state_does_not_allow"


def one_employer(j: Journey) -> None:
    other = j.sent(j.rival())
    j.accepted()
    shown = j.offer(other["id"])
    assert (shown["state"], shown["actions"]) == ("view_only", [])
    assert refused(j.accept(other)) == "already_signed"
    assert refused(j.reject(other)) == "view_only"


def others_still_invite(j: Journey) -> None:
    j.accepted()
    assert j.sent(j.rival())["state"] == "view_only"


def not_twice_at_once(j: Journey) -> None:
    j.sent()
    assert refused(j.send()) == "already_invited"


def again_after_a_rejection(j: Journey) -> None:
    done(j.reject(j.sent()))
    assert j.sent()["state"] == "pending"


def again_after_the_deadline(j: Journey) -> None:
    j.sent()
    j.later(days=DAYS + 1)
    assert j.sent()["state"] == "pending"


def school_or_college_reviews(j: Journey) -> None:
    made = j.accepted()
    assert made["state"] == "open_review"
    for reviewer in (j.college, j.school):
        assert "pass" in done(reviewer.get(f"/api/agreements/{made['id']}"))["actions"]
    assert refused(j.print_(j.student, made, 2)) == "state_does_not_allow"


def passing_signs(j: Journey) -> None:
    made = j.signed(j.college)
    assert (made["state"], made["effective_at"]) == ("signed", made["signed_at"])
    assert called(made) == "签约成功"
    line = done(j.print_(j.student, made, 2), 201)
    assert j.student.get(line["href"]).status_code == 200
    assert "review_passed" in j.told(j.student)


def failing_ends(j: Journey) -> None:
    made = j.accepted()
    assert refused(j.review(j.school, made, "fail")) == "reason_required"
    assert done(j.review(j.school, made, "fail", "违约金约定不明"))["state"] == "sign_failed"
    assert j.statuses(j.agreement(made["id"])) == ("签约失败", "签约失败")
    assert "signing_failed" in j.told(j.student)
    assert "signing_failed" in j.told(j.employer)
    assert done(j.accept(j.sent()))["state"] == "open_review"


def either_applies(j: Journey) -> None:
    made = j.signed(j.school)
    for mine, client in (("student", j.student), ("employer", j.employer)):
        assert refused(j.apply(client, made)) == "required"
        applied = done(j.apply(client, made, reason="further_study"), 201)
        assert (applied["state"], applied["initiator"]) == ("await_other", mine)
        path = f"/api/agreements/{made['id']}/terminations/{applied['id']}/withdrawal"
        done(client.put(path, version=applied["version"]))


def student_sees_the_employers(j: Journey) -> None:
    made = j.signed(j.school)
    applied = done(j.apply(j.employer, made, reason="employer_difficulties"), 201)
    shown = done(j.student.get(f"/api/agreements/{made['id']}/terminations/{applied['id']}"))
    assert {"agree", "refuse"} <= set(shown["actions"])
    assert "termination_applied" in j.told(j.student)


def agreeing_waits_for_the_school(j: Journey) -> None:
    made = j.signed(j.school)
    applied = done(j.apply(j.student, made, reason="further_study"), 201)
    assert done(j.answer(j.employer, made, applied, is_agreed=True))["state"] == "open_review"


def refusing_fails_and_may_be_tried_again(j: Journey) -> None:
    made = j.signed(j.school)
    applied = done(j.apply(j.student, made, reason="further_study"), 201)
    done(j.answer(j.employer, made, applied, is_agreed=False, reason="项目无人接替"))
    (row,) = done(j.student.get("/api/terminations"))["items"]
    assert called(row, "termination") == "解约失败"
    assert j.agreement(made["id"])["state"] == "signed"
    assert done(j.apply(j.student, made, reason="further_study"), 201)["state"] == "await_other"


def decided(j: Journey, decision: str, **said: str) -> tuple[str, str]:
    """Apply, agree and decide; return what the termination is called and where the agreement stands."""
    made = j.signed(j.school)
    applied = done(j.apply(j.student, made, reason="further_study"), 201)
    done(j.answer(j.employer, made, applied, is_agreed=True))
    done(j.decide(j.college, made, applied, decision, **said))
    (row,) = done(j.employer.get("/api/terminations"))["items"]
    return called(row, "termination"), j.agreement(made["id"])["state"]


def approved_frees_the_graduate(j: Journey) -> None:
    assert decided(j, "pass", fault="student") == ("解约成功", "terminated")
    assert "agreement_terminated" in j.told(j.employer)
    assert done(j.accept(j.sent(j.rival())))["state"] == "open_review"


def failed_leaves_it_standing(j: Journey) -> None:
    assert decided(j, "fail", reason="材料不全") == ("解约失败，签约仍有效", "signed")


GUIDE: Guide = {
    "使用学信网账号登录,如无请先注册": step(logs_in_with_the_account_of_chsi, "A04"),
    "若信息无误,则点击“信息确认无误,进入系统”": step(confirms, "B01", "B10"),
    "若信息有误,则联系学校就业部门更正": step(asks_the_school, "B05"),
    "此功能针对就业单位已经在网上签约平台注册": step(registered_is_enough, "C01"),
    "毕业生端会显示单位发起的签约邀请条目": step(sees_the_entry, "F01"),
    "毕业生点击该条目可查看详细的单位及签约信息": step(sees_unit_and_terms, "F02"),
    "毕业生在应约有效期内对单位签约邀请作出签约回应。若同意签约,则点击“接受”": step(
        answers_in_time, "F03", "F14", "F17"),
    "若不同意签约,则点击“拒绝”": step(rejects_without_a_reason, "F12"),
    "若逾期未回应,则该签约邀请作废": step(lapses, "F04"),
    "毕业生只能与一家单位签约,一旦签约成功,其他单位的签约邀请只能查看,无法操作": step(one_employer, "F06", "F07"),
    "毕业生签约与否不影响其他单位对其发起签约邀请": step(others_still_invite, "F08"),
    "单位对毕业生发起签约邀请后,在应约有效期内无法向该毕业生再次发起邀请": step(not_twice_at_once, "F09"),
    "若毕业生拒绝签约…此单位可再次对其发起签约邀请": step(again_after_a_rejection, "F10"),
    "若…应约有效期内未回应,此单位可再次对其发起签约邀请": step(again_after_the_deadline, "F10"),
    "毕业生同意签约后,将进入学校(院系)审核阶段": step(school_or_college_reviews, "H01"),
    "若审核通过,则签约成功,毕业生可查看、下载电子就业协议书": step(passing_signs, "H07"),
    "若审核不通过,则签约失败。如仍需签约,…由单位重新发起签约邀请": step(failing_ends, "H05", "H06"),
    "线上解约可由毕业生或单位发起解约申请…需选择解约原因": step(either_applies, "M04", "M05"),
    "毕业生会看到单位发起的解约申请条目": step(student_sees_the_employers, "M05"),
    "若另一方同意解约,则等待学校(院系)审核": step(agreeing_waits_for_the_school, "M06"),
    "若另一方不同意解约,则解约失败。如仍需解约,可协商后重新发起解约申请": step(
        refusing_fails_and_may_be_tried_again, "M07"),
    "若审核通过,则解约成功,毕业生可与其他单位进行网上签约": step(approved_frees_the_graduate, "M08"),
    "若审核不通过,则解约失败,签约仍有效,需重新申请解约": step(failed_leaves_it_standing, "M09"),
}  # fmt: skip


@pytest.mark.parametrize("said", GUIDE.values(), ids=GUIDE)
def test_ncss_says(said: Step) -> None:
    said.play(Journey("ncss"))
