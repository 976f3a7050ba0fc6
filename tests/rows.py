"""The rules of rules.md 1.1 that are in scope, sections A to K, M and P: what each says, and the tests that prove it.

1. A test stands as its file below tests/ and its name, both without `test_`; the sentences of the guides name their
   rules themselves.
2. What nothing proves yet stands in PENDING, with what is missing. A rule is in one of the two, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

GUIDES = ("ustc", "anhui", "hnust", "ncss", "hnust_2023")

# What a rule says, and what proves it beside the guides.
ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "A01": (
        "a graduate of the school logs in with her own details",
        ("unit/web/accounts::a_student_binds_and_is_logged_in",),
    ),
    "A02": (
        "an account is bound by name, student number and ID number",
        (
            "unit/web/accounts::a_student_binds_and_is_logged_in",
            "unit/web/accounts::whatever_differs_the_answer_is_the_same",
            "unit/usecases/wechat::a02_a_wechat_is_one_accounts_until_it_is_unbound_there",
        ),
    ),
    "A03": (
        "the administrator releases an older binding",
        (
            "unit/web/accounts::a_released_student_is_logged_out_and_can_bind_anew",
            "unit/web/students::only_the_administrator_may_release_a_binding",
            "unit/web/federation::a03_a_released_binding_ends_it_too",
        ),
    ),
    "A04": (
        "a federated log-in opens the same account",
        (
            "unit/web/federation::a04_the_first_time_one_binds_and_ever_after_it_opens_the_same_account",
            "unit/usecases/federation::a04_a_password_binds_it_and_then_it_opens_the_same_account",
            "unit/adapters/oidc::who_consents_is_named_by_issuer_and_subject",
        ),
    ),
    "A05": (
        "phone and desk have the same functions",
        (
            "browser/portal_pages::every_page_on_a_phone_is_whole_and_accessible",
            "browser/traps::every_page_on_a_desk_says_everything_in_english",
        ),
    ),
    "A06": ("a password logs in", ("unit/web/session::a_new_password_ends_the_other_sessions",)),
    "A07": ("only non-directed students sign online", ("unit/domain/student::only_non_directed_students_sign_online",)),
    "A08": (
        "from a date on signing is online, paper only by exception",
        (
            "unit/domain/cohorts::a08_from_the_day_on_paper_is_for_listed_exceptions",
            "unit/domain/cohorts::a08_a_cohort_signs_once_the_school_has_opened_it",
            "unit/web/blank_forms::a08_the_register_says_for_which_exception_a_form_went_out",
        ),
    ),
    "A09": (
        "who has an agreement with an employer signs with no other",
        ("integration/case_races::trap_02_of_two_acceptances_one_wins_and_the_other_hears_why",),
    ),
    "A10": (
        "employers have their own portal",
        ("unit/web/employers::an_employer_registers_answers_the_mail_and_is_logged_in",),
    ),
    "B01": (
        "without a confirmed source record nobody signs",
        ("unit/web/students::a_student_confirms_with_phone_and_email",),
    ),
    "B02": (
        "either level may vouch for a source record",
        ("unit/web/students::where_a_reviewer_vouches_the_student_submits",),
    ),
    "B03": ("the school imports enrolment data", ("unit/web/imports::a_run_is_begun_once",)),
    "B04": (
        "where the policy lets her, the student edits her record",
        ("unit/web/students::a_student_edits_where_the_policy_lets_students",),
    ),
    "B05": (
        "elsewhere the school mends what is wrong",
        ("unit/web/students::a_wrong_field_is_mended_and_confirmed_anew",),
    ),
    "B06": (
        "before graduation records are matched with the registry again",
        (
            "unit/domain/registry::b06_each_field_is_compared_where_the_registry_speaks",
            "unit/usecases/registry::b06_a_dry_run_lists_nothing_the_run_lists_all_and_twice_changes_nothing",
            "unit/usecases/registry::b06_a_signed_agreement_is_shown_and_stays_as_it_is",
            "unit/web/registry::b06_the_list_shows_both_values_of_an_id_number_the_last_four",
        ),
    ),
    "B07": (
        "the phone is the current one: messages go there",
        ("unit/usecases/recipients::b07_a_text_goes_to_the_number_that_the_record_has_now",),
    ),
    "B08": (
        "agreement numbers are imported in bulk",
        (
            "unit/domain/roster::a_full_row_is_read",
            "unit/domain/roster::a_repetition_names_the_first_line",
        ),
    ),
    "B09": (
        "a number is claimed with a paper form",
        (
            "unit/web/blank_forms::b09_the_number_of_a_form_in_hand_is_claimed_by_either",
            "unit/usecases/paper_numbers::the_next_agreement_has_the_number_and_the_one_after_it_another",
            "integration/blank_form_races::b09_a_number_is_claimed_once",
        ),
    ),
    "B10": (
        "who lacks either is not to be invited",
        ("unit/web/admissions::a_search_says_why_an_invitation_would_be_refused",),
    ),
    "C01": ("the platform reviews registrations", ("unit/web/employers::the_platform_reviews",)),
    "C02": ("a school admits an employer by itself", ("unit/web/admissions::an_employer_asks_and_the_school_admits",)),
    "C03": (
        "an employer registers and is reviewed before it invites",
        ("unit/web/admissions::an_employer_that_the_platform_has_not_approved_cannot_ask",),
    ),
    "C04": ("for a unit that will not register the student initiates, with proof", ()),
    "C05": (
        "a unit that is not registered signs by the student's card",
        ("unit/usecases/guests::e03_a_guest_invites_and_the_graduate_answers_in_the_ordinary_way",),
    ),
    "C06": (
        "the employer uploads material that reviewers see",
        ("unit/web/employers::who_sees_an_employer_and_its_licence",),
    ),
    "C07": ("a review rests on qualification material", ("unit/web/employers::who_sees_an_employer_and_its_licence",)),
    "C08": (
        "a guest's agreement has none, and says so",
        ("unit/domain/guest::three_levels_of_trust", "unit/domain/guest::it_is_refused"),
    ),
    "C09": ("unit names are completed from the library, with the HR's name", ()),
    "C10": ("a unit that is not in it is described by hand", ()),
    "C11": (
        "the employer chooses a school, then finds the student by name and number",
        ("unit/web/admissions::a_student_is_found_by_name_and_number",),
    ),
    "D01": (
        "a student applies with a résumé",
        ("unit/web/applications::a_position_is_described_browsed_and_applied_for",),
    ),
    "D02": (
        "an employer invites to an interview",
        ("unit/web/applications::an_employer_reads_the_columns_of_who_applied_and_the_resume",),
    ),
    "D03": (
        "the student accepts or declines the interview",
        ("unit/usecases/applications::one_is_reminded_of_an_interview_that_was_accepted",),
    ),
    "D04": ("the employer records the result", ("unit/usecases/applications::a_result_may_be_no_and_says_why",)),
    "D05": (
        "an offer carries its deadline, and is accepted or declined",
        ("unit/usecases/applications::an_offer_is_an_invitation_with_the_date_that_the_employer_chose",),
    ),
    "D06": (
        "an offer that nobody answers is void",
        ("unit/usecases/applications::an_offer_that_nobody_answers_is_void_before_and_after_the_sweep",),
    ),
    "D07": ("in mode 2 the employer picks a position and fills in the graduate", ()),
    "D08": (
        "the share of online signings is counted",
        ("unit/usecases/signing_counts::a_signing_is_counted_once_however_often_the_job_runs",),
    ),
    "E01": (
        "the student sends her card to the recruiter",
        (
            "unit/domain/card::e01_a_card_lives_to_the_last_second_of_its_last_day",
            "unit/web/guests::a_revoked_card_opens_nothing",
        ),
    ),
    "E02": (
        "the recruiter first verifies the graduate",
        ("unit/usecases/guests::e02_wrong_names_are_slowed_down_and_the_right_one_clears_the_count",),
    ),
    "E03": (
        "he then fills unit, contact, terms, and uploads",
        ("browser/guests::a_recruiter_verifies_fills_in_uploads_looks_once_more_and_sends",),
    ),
    "E04": (
        "he selects the position and confirms",
        ("unit/usecases/guest_offers::e04_what_the_graduate_agreed_to_on_the_card_is_confirmed_and_under_review",),
    ),
    "F01": ("a draft is saved, then sent", ("unit/domain/invitation::each_cell",)),
    "F02": ("the student reads position, pay and penalty before answering", ()),
    "F03": ("an invitation has a deadline", ("unit/domain/deadlines::expires_at",)),
    "F04": ("past it, it lapses", ()),
    "F05": ("only so many invitations are open at once", ()),
    "F06": ("only one employer can be signed with", ()),
    "F07": ("then the others can be viewed only", ()),
    "F08": ("an employer may still invite who has signed", ()),
    "F09": ("an employer has one open invitation to a student", ()),
    "F10": ("after a rejection or a lapse it may invite again", ()),
    "F11": (
        "before acceptance an invitation is withdrawn, edited and sent again",
        ("unit/usecases/invitations::a_withdrawn_invitation_is_changed_and_sent_again",),
    ),
    "F12": ("a rejection has a reason where the policy asks for one", ()),
    "F13": ("a wrong invitation is rejected, mended and sent anew", ()),
    "F14": ("accepting is confirmed, because it takes effect", ()),
    "F15": ("accepted terms are frozen", ("unit/web/invitations::two_clicks_get_the_same_agreement",)),
    "F16": ("the student gives health and pay after the trial", ()),
    "F17": ("she may answer at any time until the deadline", ()),
    "F18": ("she sees job, unit, archive and registration", ()),
    "F19": ("the steps are shown with their times", ()),
    "G01": ("the student initiates, the college reviews", ()),
    "G02": ("stamped evidence is required", ()),
    "G03": ("a draft is kept, then submitted", ()),
    "G04": (
        "before a review she withdraws and edits",
        (
            "unit/domain/initiating::refuses",
            "unit/usecases/initiations::g04_a_withdrawal_frees_the_lock_and_the_draft_leaves_the_queue",
        ),
    ),
    "G05": ("a reviewer sends it back", ()),
    "G06": (
        "after acceptance a reviewer's return lets it be mended",
        ("unit/domain/agreement::trap_10_a_return_keeps_the_history_and_shows_what_changed",),
    ),
    "G07": ("evidence is photographed with the phone", ()),
    "G08": ("name, code, nature, industry, place and postcode of the unit are required", ()),
    "H01": ("the college reviews what was accepted", ("unit/domain/agreement::a_chain_begins_and_ends",)),
    "H02": ("both levels must pass", ()),
    "H03": ("until then there is nothing to print", ()),
    "H04": ("an excessive penalty and a doubtful archive are flagged, and the reviewer answers", ()),
    "H05": ("not passing has a reason", ("unit/domain/agreement::a_return_and_a_failure_need_a_reason",)),
    "H06": ("a failed signing may be begun anew", ()),
    "H07": ("a passed one is signed, and can be downloaded", ()),
    "H08": (
        "where the policy says so, passing takes effect",
        (
            "unit/usecases/invitations::the_policy_says_when_it_takes_effect",
            "unit/domain/effective_dates::it_takes_effect_on_the_event_of_its_mode",
        ),
    ),
    "H09": ("a review passes, returns or ends", ("unit/web/reviews::a_review_is_refused",)),
    "H10": ("both parties are told that it is signed", ()),
    "I01": (
        "a process that is through is effective, as paper is",
        ("browser/story::an_agreement_from_invitation_to_terminated_paper",),
    ),
    "I02": ("effective on acceptance", ()),
    "I03": ("effective on the college's review, where the student initiated", ()),
    "I04": (
        "effective when stamped on paper",
        (
            "unit/usecases/invitations::the_policy_says_when_it_takes_effect",
            "unit/usecases/stamping::i04_the_stamped_paper_takes_effect_on_its_day_and_stays_as_it_was_printed",
        ),
    ),
    "I05": (
        "it ends when the graduate reports for work",
        (
            "unit/domain/completing::i05_it_ends_on_the_day_on_which_the_graduate_reported_for_work",
            "unit/usecases/completing::i05_fulfilled_it_stays_valid_and_is_printed_and_checked_as_before",
            "unit/usecases/completing::i05_fulfilled_it_is_still_the_students_one_agreement_and_nothing_waits_for_her",
            "unit/web/completing::i05_both_parties_read_the_day_and_may_not_terminate",
        ),
    ),
    "J01": ("the student prints", ("unit/web/prints::a_printed_copy_can_be_had_again_and_no_other",)),
    "J02": ("printing is optional, or not", ("unit/web/students::an_issued_agreement_can_be_printed_or_has_to_be",)),
    "J03": ("staff print at a desk of their own", ("unit/web/prints::a_batch_has_no_file_before_it_is_drawn",)),
    "J04": ("the employer prints, where it may", ("unit/web/prints::the_state_does_not_allow_it",)),
    "J05": ("after both reviews", ()),
    "J06": ("before them there is no button", ()),
    "J07": ("so many copies, each with its holder", ("unit/adapters/pdf/press::every_page_says_whose_copy_it_is",)),
    "J08": (
        "prints are counted and dated",
        ("integration/case_races::trap_16_prints_at_the_same_moment_are_all_counted",),
    ),
    "J09": (
        "a page on a PC is opened by the phone that is logged in",
        ("unit/web/pairings::a_visitor_prints_what_the_phone_grants",),
    ),
    "J10": (
        "the school's seal is preset",
        ("unit/adapters/pdf/press::the_seal_is_drawn_in_the_schools_box_and_says_that_it_is_a_picture",),
    ),
    "J11": ("every copy has its code", ("unit/adapters/pdf/press::the_code_is_read_from_the_picture",)),
    "J12": ("the copy is a PDF", ("unit/web/prints::a_printed_copy_can_be_had_again_and_no_other",)),
    "J13": (
        "no background graphics need be printed",
        ("unit/adapters/pdf/press::the_seal_is_drawn_in_the_schools_box_and_says_that_it_is_a_picture",),
    ),
    "J14": (
        "the employer prints, stamps and posts its copy",
        (
            "unit/usecases/stamped_copies::j14_the_graduate_is_told_how_it_went_and_what_was_corrected",
            "unit/web/stamped_copies::j14_the_graduate_reads_how_the_copy_went",
        ),
    ),
    "J15": ("numbers follow a pattern", ("unit/domain/numbers::patterns_that_make_numbers",)),
    "J16": (
        "how to print is said where one prints",
        ("unit/web/stamped_copies::j16_a_graduate_reads_the_steps_with_the_agreement_that_they_are_for",),
    ),
    "K01": (
        "a lost or spoilt paper is issued anew",
        (
            "unit/web/reissuing::from_the_application_to_the_next_edition",
            "unit/usecases/reissuing::the_old_code_is_superseded_at_once_and_the_new_one_names_it",
            "e2e/reissuing::the_old_paper_says_at_once_that_it_was_superseded_and_the_new_one_by_whom",
            "browser/verify_page::a_superseded_paper_says_by_which_edition_and_since_when",
        ),
    ),
    "K02": (
        "a student asks for a blank form",
        ("unit/web/blank_forms::a_student_asks_the_college_which_hands_one_out",),
    ),
    "K03": (
        "handing one out is marked",
        (
            "unit/web/blank_forms::from_handing_out_to_taking_back",
            "unit/web/blank_forms::a_form_on_paper_warns_the_reviewer_and_blocks_nothing",
            "unit/domain/blank_form::a_share_of_the_cohort",
        ),
    ),
    "K04": (
        "the college notes a signing on paper",
        (
            "unit/domain/offline::k04_it_is_recorded_on_a_form_or_by_an_exception",
            "unit/domain/offline::sm0_recording_takes_the_lock_and_the_form_with_it",
            "unit/usecases/offline::k04_taken_back_the_form_is_out_again_and_can_be_signed_on_anew",
            "integration/blank_form_races::k04_a_paper_and_an_acceptance_take_one_lock",
        ),
    ),
    "K05": (
        "the student reports it",
        (
            "unit/usecases/offline::k05_reported_and_passed_it_is_signed_under_the_papers_number_and_never_issued",
            "unit/domain/offline::k05_a_pass_makes_it_effective_as_the_policy_has_it_offline",
        ),
    ),
    "M01": (
        "terminations open after New Year's Day",
        ("unit/domain/termination::trap_14_nothing_before_the_opening_date",),
    ),
    "M02": (
        "the employer's written consent comes first",
        (
            "unit/usecases/terminations::sm_6_the_letter_of_an_employer_without_an_account_is_verified_and_ends_the_agreement",
        ),
    ),
    "M03": ("its letter is uploaded", ()),
    "M04": ("a reason is picked, or written", ()),
    "M05": ("either side may apply", ()),
    "M06": ("the other side answers", ()),
    "M07": ("refused, it may be tried again", ()),
    "M08": ("approved, the student is free", ()),
    "M09": ("not approved, the signing stands", ()),
    "M10": ("a refusal has a reason", ("unit/web/terminations::a_word_on_it_is_refused",)),
    "M11": ("the school decides", ()),
    "M12": ("or the college", ("unit/domain/termination::where_an_application_begins",)),
    "M13": (
        "who decides has read the agreement and the letter",
        ("unit/domain/termination::nobody_decides_on_what_they_have_not_read",),
    ),
    "M14": (
        "what rests on a letter is verified with the unit",
        (
            "unit/usecases/terminations::sm_6_the_letter_of_an_employer_without_an_account_is_verified_and_ends_the_agreement",
        ),
    ),
    "M15": ("one chance for each person, where the policy says so", ()),
    "M16": (
        "a new acceptance waits so many working days",
        (
            "unit/domain/termination::trap_13_the_cool_down_counts_working_days",
            "unit/usecases/working_days::whose_date_moved_is_told_once",
        ),
    ),
    "M17": ("or none", ("unit/domain/termination::without_a_cool_down_the_student_is_free_at_once",)),
    "M18": (
        "an administrator unlocks, with a second approver",
        (
            "unit/usecases/unlocking::the_agreement_ends_the_student_is_free_and_both_parties_hear_who_and_why",
            "unit/web/unlocking::two_accounts_free_a_student_who_then_awaits_employment",
        ),
    ),
    "M19": ("who applies is reminded of the penalty", ()),
    "M20": (
        "where the employer has no account, only the student applies, by letter",
        (
            "unit/usecases/terminations::sm_6_the_letter_of_an_employer_without_an_account_is_verified_and_ends_the_agreement",
        ),
    ),
    "M21": (
        "some grounds carry no liability",
        ("unit/domain/termination::m21_a_ground_without_liability_uses_up_nobodys_chance",),
    ),
    "P01": (
        "an invitation is told by SMS",
        (
            "unit/usecases/recipients::p01_an_invitation_is_told_to_the_students_phone_without_a_name",
            "unit/adapters/sms::a_text_is_handed_over",
        ),
    ),
    "P02": (
        "or by WeChat",
        (
            "unit/usecases/recipients::p02_an_invitation_is_told_by_wechat_without_a_name",
            "unit/adapters/wechat::a_message_says_what_and_when",
        ),
    ),
    "P03": (
        "a signing is told to both, in the portal always",
        ("unit/usecases/recipients::p03_h10_a_completed_signing_is_told_by_wechat_with_its_time",),
    ),
    "P04": ("interviews and offers are told", ("unit/usecases/applications::both_parties_have_their_notices",)),
}

# What nothing proves yet, and what is missing for it.
PENDING: Mapping[str, str] = {}


def guides() -> dict[str, list[str]]:
    """Return, by rule, the sentences of the guides that prove it."""
    found: dict[str, list[str]] = {}
    for name in GUIDES:
        for sentence, step in import_module(f"tests.guides.test_{name}").GUIDE.items():
            for rule in step.rules:
                found.setdefault(rule, []).append(f"guides/test_{name}.py: {sentence}")
    return found


def proofs(rule: str) -> list[str]:
    """Return what proves a rule: tests by file and name, and sentences of guides."""
    _, tests = ROWS[rule]
    return [*map(whole, tests), *guides().get(rule, ())]


def whole(test: str) -> str:
    """Return a test as pytest names it, below tests/."""
    path, _, name = test.partition("::")
    folder, _, file = path.rpartition("/")
    return f"{folder}/test_{file}.py::test_{name}"
