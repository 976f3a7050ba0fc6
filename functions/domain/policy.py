"""SchoolPolicy: what the systems disagree on, as values (rules.md 1.2); versions with effective dates.

1. A policy chooses values, never code paths by school.
2. Every running record is pinned to the version it began under (trap 27).
3. A version takes effect at the start of a date in Shanghai; the newest one in effect is the current one.
4. A setting is one field with a docstring: what it is called and means, in Chinese and then in English. The page, its
   validation, docs/policies.md and the preset table follow (`policy_texts`); the presets say which system uses what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from functions.domain.actors import PARTIES, STAFF, Role
from functions.domain.channels import Channel, Topic


class Mode(StrEnum):
    """How an agreement came about."""

    EMPLOYER_INITIATED = "employer_initiated"
    STUDENT_INITIATED = "student_initiated"
    OFFLINE = "offline"
    QR = "qr"


class InvitesWhileSigned(StrEnum):
    """What an employer may do with a student who has signed elsewhere (F08)."""

    VIEW_ONLY = "view_only"
    REFUSED = "refused"


class EditAfterAccept(StrEnum):
    """Whether accepted terms can change: never, or by a return that both parties re-confirm (decision 9)."""

    NEVER = "never"
    RETURN = "return"


class ReviewChain(StrEnum):
    """Who reviews, in which order."""

    COLLEGE = "college"
    SCHOOL = "school"
    COLLEGE_SCHOOL = "college_school"
    EITHER = "either"


class SourceReview(StrEnum):
    """Who vouches for the source record: the student's confirmation alone, or a review by either level (B01, B02)."""

    SELF = "self"
    EITHER = "either"


class EffectiveOn(StrEnum):
    """The event that makes an agreement effective (section I)."""

    ACCEPTANCE = "acceptance"
    COLLEGE_REVIEW = "college_review"
    SCHOOL_REVIEW = "school_review"
    PAPER_STAMP = "paper_stamp"


class EmployerAdmission(StrEnum):
    """Which reviews an employer passes before it may invite (C01, C02)."""

    REGISTRATION = "registration"
    REGISTRATION_AND_ADMISSION = "registration_and_admission"


class Counterparty(StrEnum):
    """How the other side consents to a termination."""

    ANSWER = "answer"
    LETTER = "letter"


class TerminationOpens(StrEnum):
    """When terminations may begin in a year (M01)."""

    ANY_TIME = "any_time"
    AFTER_NEW_YEAR = "after_new_year"


class TerminationReason(StrEnum):
    """How a party says why it wants out (M04): picked from the list, in its own words, or both."""

    LIST = "list"
    TEXT = "text"
    LIST_AND_TEXT = "list_and_text"


class StatusWords(StrEnum):
    """Whose words states and buttons are called by (rules.md 1.3)."""

    STANDARD = "standard"
    ANHUI = "anhui"
    HNUST = "hnust"
    NCSS = "ncss"
    HNUST_2023 = "hnust-2023"


@dataclass(frozen=True, slots=True)
class About:
    """What a setting belongs to: its group on the page, the rules it settles, and which values it can have.

    `least` and `most` bound a number, or how many a set or a list holds; `among` says which members a set may have
    where not all can be chosen.
    """

    group: str
    rules: str
    least: int = 0
    most: int | None = None
    among: frozenset[Role] | None = None


@dataclass(frozen=True, kw_only=True)
class SchoolPolicy:
    """Every setting of a school with its default, in the order of the page."""

    invite_valid_days: Annotated[int, About("invitation", "F03", least=1, most=30)] = 14
    """应约期限（天）：邀约发出后，毕业生有几天可以答复；到最后一天 23:59:59 为止。

    Days to answer an invitation: How many days a graduate has to answer an invitation, to 23:59:59 of the last.
    """

    invite_valid_days_min: Annotated[int, About("invitation", "F03", least=1, most=30)] = 7
    """单位可选期限的最短天数：单位自选应约期限时不得少于这个天数。

    Fewest days an employer may choose: An employer that chooses the days may not choose fewer.
    """

    invite_valid_days_max: Annotated[int, About("invitation", "F03", least=1, most=30)] = 30
    """单位可选期限的最长天数：单位自选应约期限时不得多于这个天数。

    Most days an employer may choose: An employer that chooses the days may not choose more.
    """

    employer_may_choose_validity: Annotated[bool, About("invitation", "F03")] = True
    """单位可自选应约期限：允许单位在最短和最长天数之间自选应约期限。

    Employers may choose the days: Employers may choose the days to answer between the fewest and the most.
    """

    max_open_invites_per_student: Annotated[int, About("invitation", "F05", most=50)] = 5
    """每人待答复邀约上限：一名毕业生同时最多有几个待答复的邀约；0 表示不限。

    Open invitations for one graduate: How many unanswered invitations a graduate may have at once; 0 is no limit.
    """

    invites_while_signed: Annotated[InvitesWhileSigned, About("invitation", "F07, F08, A09")] = (
        InvitesWhileSigned.VIEW_ONLY
    )
    """已签约毕业生能否再被邀约：已与一家签约的毕业生，其他单位的邀约仅可查看，或者不能发出。

    Invitations to graduates who have signed: To a graduate who has signed, other invitations can be sent and only
    viewed, or cannot be sent.
    """

    reject_reason_required: Annotated[bool, About("invitation", "F12")] = True
    """拒绝邀约须写原因：毕业生拒绝邀约时必须填写原因。

    Rejecting needs a reason: A graduate who rejects an invitation has to say why.
    """

    withdraw_before_accept: Annotated[bool, About("invitation", "F11")] = True
    """应约前可撤回修改：毕业生应约前，单位可以撤回邀约、修改后重新发出。

    Withdrawing before the answer: Until the graduate accepts, the employer may withdraw the invitation, change it and
    send it again.
    """

    edit_after_accept: Annotated[EditAfterAccept, About("invitation", "F15, G06")] = EditAfterAccept.RETURN
    """应约后能否修改：应约后协议内容不能修改，或者由审核人退回、双方重新确认。

    Changes after acceptance: After acceptance the terms never change, or a reviewer returns them and both sides
    confirm anew.
    """

    review_chain: Annotated[ReviewChain, About("review", "H01, H02")] = ReviewChain.COLLEGE_SCHOOL
    """签约审核流程：应约后由谁审核：学院、学校、先学院后学校，或任一方。

    Who reviews agreements: Who reviews after acceptance: college, school, college then school, or either.
    """

    review_fail_allowed: Annotated[bool, About("review", "H05, H06")] = True
    """审核可判为不通过：审核人可以判签约失败（单位须重新邀约）；否则只能退回修改。

    A review may fail: A reviewer may fail an agreement, so that the employer has to invite anew; else only return it.
    """

    penalty_limit_months: Annotated[int, About("review", "H04", most=36)] = 1
    """违约金提醒线（月薪倍数）：违约金超过这个倍数的月薪时提醒审核人；0 表示不提醒。

    Penalty that is flagged (months of pay): A penalty above this many months of pay is flagged for the reviewer; 0
    flags none.
    """

    source_record_review: Annotated[SourceReview, About("source", "B01, B02")] = SourceReview.EITHER
    """生源信息由谁确认：毕业生本人确认即可，或者提交后由学院或学校任一方审核。

    Who vouches for the source record: The graduate's own confirmation, or a review by college or school after it.
    """

    student_may_edit_registry_fields: Annotated[bool, About("source", "B04, B05")] = False
    """学籍信息由学生自行修改：学籍字段有变更时由学生自行修改；否则只能申请学校更正。

    Graduates edit registry fields: Graduates mend registry fields themselves; else they ask the school.
    """

    effective_on_employer_initiated: Annotated[EffectiveOn, About("effect", "I01, I02")] = EffectiveOn.SCHOOL_REVIEW
    """单位发起的协议何时生效：应约、学院审核、学校审核或纸质签章，哪一步使协议生效。任一方审核的，哪一方通过都算。

    Employer-initiated, effective on: Which event makes the agreement effective: acceptance, college review, school
    review, or the stamped paper. Where either may review, the pass of either counts.
    """

    effective_on_student_initiated: Annotated[EffectiveOn, About("effect", "I03")] = EffectiveOn.SCHOOL_REVIEW
    """学生发起的协议何时生效：应约、学院审核、学校审核或纸质签章，哪一步使协议生效。任一方审核的，哪一方通过都算。

    Student-initiated, effective on: Which event makes the agreement effective: acceptance, college review, school
    review, or the stamped paper. Where either may review, the pass of either counts.
    """

    effective_on_offline: Annotated[EffectiveOn, About("effect", "I04, L05")] = EffectiveOn.SCHOOL_REVIEW
    """线下协议何时生效：应约、学院审核、学校审核或纸质签章，哪一步使协议生效。任一方审核的，哪一方通过都算。

    Offline, effective on: Which event makes the agreement effective: acceptance, college review, school review, or the
    stamped paper. Where either may review, the pass of either counts.
    """

    effective_on_qr: Annotated[EffectiveOn, About("effect", "I01")] = EffectiveOn.SCHOOL_REVIEW
    """扫码签约的协议何时生效：应约、学院审核、学校审核或纸质签章，哪一步使协议生效。任一方审核的，哪一方通过都算。

    By QR card, effective on: Which event makes the agreement effective: acceptance, college review, school review, or
    the stamped paper. Where either may review, the pass of either counts.
    """

    student_may_initiate: Annotated[bool, About("modes", "G01")] = True
    """允许学生发起签约：单位不使用平台时，毕业生可凭盖章证明自行发起。

    Graduates may initiate: Where an employer does not use the platform, the graduate may begin with stamped evidence.
    """

    qr_signing_without_account: Annotated[bool, About("modes", "C05, E01")] = True
    """允许扫码免注册签约：未注册的单位可扫毕业生的二维码名片发起签约。

    Signing by QR without an account: An employer without an account may begin by scanning the graduate's QR card.
    """

    qr_card_days: Annotated[int, About("modes", "E01", least=1, most=30)] = 7
    """二维码名片有效天数：毕业生生成的二维码名片在这些天内可用一次，到最后一天 23:59:59 为止。

    Days that a QR card is valid: A graduate's QR card can be used once within so many days, to 23:59:59 of the last.
    """

    qr_student_confirms: Annotated[bool, About("modes", "E03, E04")] = True
    """扫码签约须毕业生应约：单位扫码填写后，由毕业生查看并应约；否则毕业生可在名片上写明单位和条件并预先同意，单位确认即签约。

    The graduate answers what a guest sends: A guest's offer waits for the graduate's answer; else a card may carry the
    graduate's consent to one unit and its terms, and the guest's confirmation concludes it.
    """

    employer_admission: Annotated[EmployerAdmission, About("employer", "C01, C02")] = (
        EmployerAdmission.REGISTRATION_AND_ADMISSION
    )
    """用人单位准入：只需平台审核注册，或者还须本校审核入驻。

    Admission of employers: The platform's review of the registration alone, or also an admission by this school.
    """

    copies: Annotated[tuple[str, ...], About("paper", "J07", least=1, most=8)] = ("用人单位", "毕业生", "学校")
    """协议书联数与持有人：打印几联，每联由谁持有。

    Copies and their holders: How many copies are printed, and who holds each.
    """

    who_prints: Annotated[frozenset[Role], About("paper", "J01, J03, J04", least=1, among=PARTIES | STAFF)] = (
        PARTIES | STAFF
    )
    """谁可以打印：哪些角色可以打印协议书。

    Who may print: Which roles may print the agreement.
    """

    print_required: Annotated[bool, About("paper", "J02, I04")] = False
    """纸质协议书为必需：是否必须打印并签章。

    Paper is required: Whether the agreement has to be printed and stamped.
    """

    preset_school_seal: Annotated[bool, About("paper", "J10")] = False
    """预置电子章图样：在学校意见栏印上电子章图样（图样不是电子印章，以平台核验为准）。

    Print the school's seal image: Print the image of the seal in the school's box. An image is no electronic seal; the
    check decides.
    """

    open_cohort_first: Annotated[int, About("paper", "A08", most=2100)] = 0
    """开放签约的最早届别：更早毕业的届别不能在本系统签约；0 表示不限。

    First cohort open to signing: Graduates of earlier years do not sign here; 0: no bound.
    """

    open_cohort_last: Annotated[int, About("paper", "A08", most=2100)] = 0
    """开放签约的最晚届别：更晚毕业的届别尚未开放签约；0 表示不限。

    Last cohort open to signing: Signing is not yet open to graduates of later years; 0: no bound.
    """

    online_only_from: Annotated[date | None, About("paper", "A08")] = None
    """全面网签起始日：自这一天起须在线签约，纸质协议书只用于所列的例外情形；留空表示不限。

    Online only from: From this day on agreements are signed online, and paper is for the listed exceptions only;
    blank: never.
    """

    online_only_cohort: Annotated[int, About("paper", "A08", most=2100)] = 0
    """全面网签起始届别：全面网签从哪一届毕业生开始；0 表示所有届别。

    First cohort that signs online only: The first graduation year that signs online only; 0: every one.
    """

    paper_exceptions: Annotated[tuple[str, ...], About("paper", "A08, K02", most=12)] = ("选调",)
    """可用纸质协议书的情形：全面网签后仍可使用纸质协议书的特殊就业形式，登记时须选定其一并记录由谁认定。

    Exceptions for which paper is good: The kinds of employment that may still use paper; one of them is named, and who
    decided is recorded.
    """

    blank_form_marking: Annotated[bool, About("paper", "K03")] = True
    """空白协议书须登记：发放纸质空白协议书时须在系统中标注。

    Blank forms are marked: A blank paper form that is handed out has to be marked in the system.
    """

    blank_form_quota_percent: Annotated[int, About("paper", "K03", most=100)] = 0
    """空白协议书比例上限：同时在外的空白协议书最多占本届毕业生的百分之几；0 表示不限。

    Most blank forms: How many blank forms may be out at once, in per cent of the cohort; 0: no limit.
    """

    termination_initiators: Annotated[frozenset[Role], About("termination", "M05", least=1, among=PARTIES)] = PARTIES
    """谁可以申请解约：毕业生、用人单位，或双方。

    Who may apply to terminate: The graduate, the employer, or both.
    """

    termination_counterparty: Annotated[Counterparty, About("termination", "M03, M06")] = Counterparty.ANSWER
    """对方如何同意解约：对方在系统中答复，或以解约函代替。

    How the other side consents: The other side answers in the system, or a letter stands for it.
    """

    termination_reviewers: Annotated[ReviewChain, About("termination", "M10, M11, M12")] = ReviewChain.SCHOOL
    """谁审核解约：学院、学校、先学院后学校，或任一方。

    Who reviews terminations: College, school, college then school, or either.
    """

    termination_opens: Annotated[TerminationOpens, About("termination", "M01")] = TerminationOpens.ANY_TIME
    """解约何时开放：全年开放，或自毕业当年元旦假期后的第一个工作日起开放。

    When terminations open: All year, or from the first working day after New Year's holiday of the year of graduation.
    """

    termination_answer_days: Annotated[int, About("termination", "M06", least=1, most=60)] = 14
    """答复解约的天数：对方有几天可以答复；逾期则申请失效，可凭解约函继续。

    Days to answer a termination: How many days the other side has; then the application lapses and a letter may stand
    for it.
    """

    termination_letter_required: Annotated[bool, About("termination", "M03")] = False
    """申请解约须上传解约函：申请解约时必须上传解约函。

    A letter is required: An application has to carry a letter.
    """

    termination_reason: Annotated[TerminationReason, About("termination", "M04")] = TerminationReason.LIST_AND_TEXT
    """解约原因怎样填写：从列表中选择、自行说明，或两者都要。

    How the reason is given: Picked from the list, in one's own words, or both.
    """

    max_terminations: Annotated[int, About("termination", "M15", most=10)] = 0
    """解约次数上限：因毕业生一方解约的次数上限；0 表示不限。

    Terminations allowed: How many terminations on the graduate's side are allowed; 0 is no limit.
    """

    cooldown_working_days: Annotated[int, About("termination", "M16, M17", most=60)] = 0
    """解约后等待期（工作日）：解约成功后经过几个工作日才能重新应约；0 表示无等待期。

    Waiting time after a termination (working days): How many working days pass before a new invitation can be
    accepted; 0 is none.
    """

    agreement_number_required_before_invite: Annotated[bool, About("number", "B08")] = False
    """邀约前须有协议书编号：没有导入协议书编号的毕业生不能被邀约；否则签约成功时自动编号。

    A number before the invitation: A graduate without an imported number cannot be invited; else a number is made on
    signing.
    """

    agreement_number_pattern: Annotated[str, About("number", "J15")] = "{year}{school}{serial:06}"
    """协议书编号规则：由 {year}、{school}、{degree}、{student}、{serial:06} 组成。

    Pattern of the number: Made of {year}, {school}, {degree}, {student} and {serial:06}.
    """

    notify_invitation: Annotated[frozenset[Channel], About("notice", "P01, P02")] = frozenset({Channel.EMAIL})
    """邀约通知的方式：邀约发出、修改、撤回、拒绝、过期、应约以及截止提醒，除站内通知外还发往哪里；不选即只有站内通知。

    How invitations are told: Where invitations sent, changed, withdrawn, refused, lapsed and accepted, and reminders
    of their deadline, are told beside the portal; none chosen is the portal alone.
    """

    notify_signing: Annotated[frozenset[Channel], About("notice", "P03")] = frozenset({Channel.EMAIL})
    """签约与审核通知的方式：审核通过、退回、不通过，签约成功，协议书可以打印时，除站内通知外还发往哪里。

    How signing and reviews are told: Where reviews passed, returned and failed, a completed signing and a paper ready
    to print are told beside the portal.
    """

    notify_termination: Annotated[frozenset[Channel], About("notice", "M06")] = frozenset({Channel.EMAIL})
    """解约通知的方式：申请解约、对方答复、审核结果以及答复期限提醒，除站内通知外还发往哪里。

    How terminations are told: Where applications to terminate, the answers to them, the results of their review and
    reminders to answer are told beside the portal.
    """

    notify_records: Annotated[frozenset[Channel], About("notice", "P03")] = frozenset({Channel.EMAIL})
    """资料通知的方式：生源信息、更正、单位注册与入驻的结果，除站内通知外还发往哪里。

    How other matters are told: Where results on source records, corrections, registrations and admissions are told
    beside the portal.
    """

    status_words: Annotated[StatusWords, About("notice", "H03, F04")] = StatusWords.STANDARD
    """状态和按钮的用语：签约状态、协议书状态和按钮用哪个系统的说法；没有专门说法的，用平台通用的说法。

    Words for states and buttons: Whose words the states of signings and agreements, and the buttons, are shown in;
    where a system has none, the platform's own stand.
    """

    student_answers_health: Annotated[bool, About("answers", "F16")] = False
    """应约时填写健康状况：应约时请毕业生填写健康状况；健康属敏感个人信息，默认不收集。

    Ask for health when accepting: Ask the graduate for the state of health. Health is sensitive, so the default is no.
    """

    student_answers_pay_after_trial: Annotated[bool, About("answers", "F16")] = True
    """应约时填写转正后月薪：应约时请毕业生填写转正后月薪。

    Ask for pay after trial when accepting: Ask the graduate for the pay after the trial.
    """

    form_shows_ethnicity: Annotated[bool, About("form", "form 2.1")] = False
    """印民族：在协议书上印出民族；不印则不进入协议（个人信息保护法第六条）。

    Print the ethnicity: Print the ethnicity on the form; what is not printed does not enter the agreement (PIPL 6).
    """

    form_shows_political_status: Annotated[bool, About("form", "form 2.1")] = False
    """印政治面貌：在协议书上印出政治面貌；不印则不进入协议（个人信息保护法第六条）。

    Print the political status: Print the political status on the form; what is not printed does not enter the
    agreement (PIPL 6).
    """

    form_shows_qq: Annotated[bool, About("form", "form 2.1")] = False
    """印 QQ：在协议书上印出 QQ 号；不印则不进入协议（个人信息保护法第六条）。

    Print the QQ number: Print the QQ number on the form; what is not printed does not enter the agreement (PIPL 6).
    """

    form_shows_home_address: Annotated[bool, About("form", "form 2.1")] = False
    """印家庭地址：在协议书上印出家庭地址；不印则不进入协议（个人信息保护法第六条）。

    Print the home address: Print the home address on the form; what is not printed does not enter the agreement (PIPL
    6).
    """

    key_terms_in_code: Annotated[bool, About("code", "J11")] = True
    """二维码含主要条款：把岗位、月薪、违约金和报到日期写入二维码，离线也能核对。

    Key terms in the printed code: Put position, pay, penalty and date of reporting into the code, so that they can be
    compared offline.
    """

    holder_hint_in_code: Annotated[bool, About("code", "J11")] = True
    """二维码含持有人提示：把学号末四位写入二维码，便于核对持有人。

    Holder hint in the printed code: Put the last four digits of the student number into the code, to compare with the
    holder.
    """

    qr_error_correction: Annotated[Literal["L", "M", "Q", "H"], About("code", "J11")] = "M"
    """二维码纠错等级：纠错等级越高，二维码越大，越耐污损。

    Error correction of the code: A higher level makes a larger code that stands more damage.
    """

    keep_unanswered_months: Annotated[int, About("keeping", "decision 13", least=6, most=36)] = 12
    """未成约记录保存月数：未被接受的邀约和未提交的草稿，最后一天过后再保存几个月，到期自动删除。

    Months to keep what came to nothing: An invitation that nobody accepted and a draft that was never submitted are
    erased this many months after their last day.
    """

    keep_evidence_years: Annotated[int, About("keeping", "decision 13", least=5, most=30)] = 5
    """协议结束后证据保存年数：协议结束后，协议内容、签约证据和文书再保存几年，到期自动删除；登记簿只留不具名的一行。

    Years to keep evidence after the end: What an agreement says, its evidence and its papers are erased this many years
    after its end; the register keeps a line that names nobody.
    """

    keep_students_years: Annotated[int, About("keeping", "decision 13", least=5, most=100)] = 30
    """毕业生名册保存年数：毕业当年结束后，生源信息、证件号码、账号和简历再保存几年，到期自动删除；协议尚未到期的毕业生除外。

    Years to keep graduates: Source record, ID number, account and résumé of a graduate are erased this many years after
    the year of graduation, unless an agreement has to stay.
    """

    keep_register_years: Annotated[int, About("keeping", "decision 13", least=30, most=100)] = 30
    """登记簿保存年数：协议结束后，登记簿中不具名的一行保存几年，到期自动删除；纸质协议书的核验不受影响。

    Years to keep the register: The line of the register that names nobody is erased this many years after the end of
    its agreement; checking a paper goes on as before.
    """

    def effective_on(self, mode: Mode) -> EffectiveOn:
        """Return the event that makes an agreement of this mode effective."""
        return {
            Mode.EMPLOYER_INITIATED: self.effective_on_employer_initiated,
            Mode.STUDENT_INITIATED: self.effective_on_student_initiated,
            Mode.OFFLINE: self.effective_on_offline,
            Mode.QR: self.effective_on_qr,
        }[mode]

    def channels(self, topic: Topic) -> frozenset[Channel]:
        """Return the channels by which people hear of a topic beside the portal (P01-P04)."""
        return {
            Topic.INVITATION: self.notify_invitation,
            Topic.SIGNING: self.notify_signing,
            Topic.TERMINATION: self.notify_termination,
            Topic.RECORDS: self.notify_records,
        }[topic]


@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    """One version of a school's policy: number from 1, the date it takes effect, who made it and why."""

    school: str
    number: int
    effective_from: date
    policy: SchoolPolicy = field(default_factory=SchoolPolicy)
    author: str = ""
    author_name: str = ""
    note: str = ""
    created_at: datetime | None = None
    version: int = 1


def current(versions: Iterable[PolicyVersion], today: date) -> PolicyVersion:
    """Return the version in effect on a date (Shanghai): of those begun, the one with the highest number."""
    return max((v for v in versions if v.effective_from <= today), key=lambda v: v.number)
