"""The one table: every place where records stand, and every access pattern with its key condition and cost.

1. What is read together lies together: a case (application, invitation, agreement, terminations, events, prints), a
   student (record, lock, open invitations, résumé), a school's policies and keys, a status list with its slots.
2. Tenants (trap 30): every key of a school's records begins with `SCHOOL#<code>`. A case is the exception, since an
   employer reaches it too: it is reached by its unguessable id only, and no range crosses cases. What belongs to an
   employer, an account or a notice address begins with that id.
3. Five sparse indexes, each for one audience: `owner` (student, account, address), `counterparty` (employer), `queue`
   (a school's lists by state), `college` (the same for one college), `work` (what waits for a job and leaves when it is
   done). A signed agreement stands in all five at once, so fewer would not do. Two lists may share an index where no
   record is in both: what is to be reissued has been issued.
4. A unique value is a row of its own, a `Claim`, written in the same transaction as the record that holds it.
5. No sort key of a paged list holds a personal value: cursors are made of sort keys and travel in URLs. That is why
   students are listed by class and then by opaque id.
6. Nothing scans. A get is strongly consistent: 1 read unit for each 4 KB. A query of the table likewise, of an index
   half of that; either is one request for each MB. A list asks for one record more than a page shows.
"""

from __future__ import annotations

from functions.adapters.dynamo.shapes import Index, Place

OWNER, COUNTERPARTY, QUEUE, COLLEGE, WORK = Index


# A school.
SCHOOL = Place(None, "SCHOOL#{code}", "SCHOOL")
SCHOOLS = Place(QUEUE, "SCHOOLS", "{code}")
POLICY = Place(None, "SCHOOL#{school}", "POLICY#{number:06}")
SIGNING_KEY = Place(None, "SCHOOL#{school}", "KEY#{use}#{kid}")
SERIAL = Place(None, "SCHOOL#{school}#SERIAL#{cohort}", "SERIAL")
REQUESTS_OF_MINUTE = Place(None, "SCHOOL#{school}#REQUESTS", "MINUTE#{minute}")
USES = Place(None, "SCHOOL#{school}#USES", "MONTH#{month}")
NUMBER = Place(None, "SCHOOL#{school}#NUMBER#{number}", "NUMBER")
IMPORT = Place(None, "SCHOOL#{school}#IMPORT#{id}", "IMPORT")
IMPORTS = Place(QUEUE, "SCHOOL#{school}#IMPORT", "{uploaded_at}#{id}")
BATCH = Place(None, "SCHOOL#{school}#BATCH#{id}", "BATCH")
BATCHES = Place(QUEUE, "SCHOOL#{school}#BATCH", "{requested_at}#{id}")
WAITING_IMPORTS = Place(WORK, "IMPORT", "{uploaded_at}#{id}", when="is_waiting")
WAITING_BATCHES = Place(WORK, "BATCH", "{requested_at}#{id}", when="is_waiting")

BLANK_FORM = Place(None, "SCHOOL#{school}#BLANK_FORM#{mark}", "BLANK_FORM")
BLANK_FORMS = Place(QUEUE, "SCHOOL#{school}#BLANK_FORM#{cohort}", "{issued_at}#{mark}")
BLANK_FORMS_OF_COLLEGE = Place(COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#BLANK_FORM#{cohort}", "{issued_at}#{mark}")
BLANK_REGISTER = Place(None, "SCHOOL#{school}#BLANK_REGISTER#{cohort}", "BLANK_REGISTER")

SIGNING_COUNT = Place(None, "SCHOOL#{school}#SIGNING_COUNT", "{cohort}")

# Official years that were imported.
CALENDAR = Place(None, "CALENDAR", "{year:04}")

# A student.
STUDENT = Place(None, "SCHOOL#{school}#STUDENT#{id}", "STUDENT")
STUDENTS = Place(QUEUE, "SCHOOL#{school}#STUDENT#{cohort}", "{class_name}#{id}")
STUDENTS_OF_COLLEGE = Place(COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#STUDENT#{cohort}", "{class_name}#{id}")
MISMATCH = Place(None, "SCHOOL#{school}#STUDENT#{student}", "MISMATCH")
MISMATCHES = Place(QUEUE, "SCHOOL#{school}#MISMATCH#{state}#{cohort}", "{student}")
MISMATCHES_OF_COLLEGE = Place(COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#MISMATCH#{state}#{cohort}", "{student}")
LOCK = Place(None, "SCHOOL#{school}#STUDENT#{student}", "LOCK")
COOLING = Place(WORK, "COOLDOWN", "{until}#{school}#{student}", when="is_in_cooldown")
OPEN = Place(None, "SCHOOL#{school}#STUDENT#{student}", "OPEN")
CARD = Place(None, "CARD#{id}", "CARD")
CARDS_OF_STUDENT = Place(OWNER, "SCHOOL#{school}#STUDENT#{student}#CARD", "{made_at}#{id}")
CORRECTION = Place(None, "SCHOOL#{school}#CORRECTION#{id}", "CORRECTION")
CORRECTIONS = Place(QUEUE, "SCHOOL#{school}#CORRECTION#{state}", "{requested_at}#{id}")
CORRECTIONS_OF_COLLEGE = Place(COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#CORRECTION#{state}", "{requested_at}#{id}")
CORRECTIONS_OF_STUDENT = Place(OWNER, "SCHOOL#{school}#STUDENT#{student}#CORRECTION", "{requested_at}#{id}")

RESUME = Place(None, "SCHOOL#{school}#STUDENT#{student}", "RESUME")

# An employer.
EMPLOYER = Place(None, "EMPLOYER#{id}", "EMPLOYER")
EMPLOYERS = Place(QUEUE, "EMPLOYER#{state}", "{registered_at}#{id}")
# By name, for whoever types its beginning (C09).
UNITS = Place(OWNER, "EMPLOYER#UNIT", "{name}#{id}", when="is_approved")
ADMISSION = Place(None, "SCHOOL#{school}#ADMISSION#{employer}", "ADMISSION")
ADMISSIONS = Place(QUEUE, "SCHOOL#{school}#ADMISSION#{state}", "{requested_at}#{employer}")
ADMISSIONS_OF_EMPLOYER = Place(COUNTERPARTY, "EMPLOYER#{employer}#ADMISSION", "{school}")

# Like a case, reached by its unguessable id.
POSITION = Place(None, "POSITION#{id}", "POSITION")
POSITIONS = Place(QUEUE, "SCHOOL#{school}#POSITION", "{created_at}#{id}", when="is_open")
POSITIONS_OF_EMPLOYER = Place(COUNTERPARTY, "EMPLOYER#{employer}#POSITION", "{created_at}#{id}")

# A case.
APPLICATION = Place(None, "CASE#{id}", "APPLICATION")
APPLICATIONS_OF_STUDENT = Place(OWNER, "SCHOOL#{school}#STUDENT#{student}#APPLICATION", "{applied_at}#{id}")
# What was taken back is not the employer's to see.
APPLICATIONS_FOR_POSITION = Place(
    COUNTERPARTY, "EMPLOYER#{employer}#POSITION#{position}#APPLICATION", "{applied_at}#{id}", when="is_shared"
)
INVITATION = Place(None, "CASE#{id}", "INVITATION")
# A draft is not the student's to see.
INVITATIONS_OF_STUDENT = Place(OWNER, "SCHOOL#{school}#STUDENT#{student}#INVITATION", "{sent_at}#{id}", when="is_sent")
INVITATIONS_OF_EMPLOYER = Place(COUNTERPARTY, "EMPLOYER#{employer}#INVITATION", "{created_at}#{id}", when="is_kept")
DUE_INVITATIONS = Place(WORK, "INVITATION", "{expires_at}#{id}", when="is_pending")
AGREEMENT = Place(None, "CASE#{id}", "AGREEMENT")
# A student's draft is not the reviewers' to see, and a unit without an account has no list.
AGREEMENTS = Place(QUEUE, "SCHOOL#{school}#AGREEMENT#{state}", "{submitted_at}#{id}", when="is_submitted")
AGREEMENTS_OF_COLLEGE = Place(
    COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#AGREEMENT#{state}", "{submitted_at}#{id}", when="is_submitted"
)
AGREEMENTS_OF_STUDENT = Place(
    OWNER, "SCHOOL#{school}#STUDENT#{student}#AGREEMENT", "{submitted_at}#{id}", when="is_kept"
)
AGREEMENTS_OF_EMPLOYER = Place(COUNTERPARTY, "EMPLOYER#{employer}#AGREEMENT", "{submitted_at}#{id}", when="employer")
UNISSUED = Place(WORK, "AGREEMENT", "{signed_at}#{id}", when="is_unissued")
# The one list in `work` that waits for people: of the others, a signed agreement stands in each already.
REISSUE_REQUESTS = Place(WORK, "SCHOOL#{school}#REISSUE", "{reissue_at}#{id}", when="awaits_reissue")
TERMINATION = Place(None, "CASE#{agreement}", "TERMINATION#{id}")
TERMINATIONS = Place(QUEUE, "SCHOOL#{school}#TERMINATION#{state}", "{applied_at}#{id}")
TERMINATIONS_OF_COLLEGE = Place(COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#TERMINATION#{state}", "{applied_at}#{id}")
TERMINATIONS_OF_STUDENT = Place(OWNER, "SCHOOL#{school}#STUDENT#{student}#TERMINATION", "{applied_at}#{id}")
TERMINATIONS_OF_EMPLOYER = Place(COUNTERPARTY, "EMPLOYER#{employer}#TERMINATION", "{applied_at}#{id}", when="employer")
DUE_TERMINATIONS = Place(WORK, "TERMINATION", "{answer_by}#{id}", when="is_unanswered")
CHAIN = Place(None, "CASE#{case}", "CHAIN")
EVENT = Place(None, "CASE#{case}", "EVENT#{seq:06}")
UNDELIVERED = Place(WORK, "EVENT", "{at}#{case}#{seq:06}", when="is_undelivered")
PRINT = Place(None, "CASE#{agreement}", "PRINT#{seq:06}")
LETTER = Place(None, "CASE#{agreement}", "LETTER#{role}")
ISSUANCE = Place(None, "CASE#{agreement}", "ISSUANCE#{edition:06}")
HOLD = Place(None, "CASE#{case}", "HOLD")
# What stays of a case whose time is over.
ENTRY = Place(None, "CASE#{id}", "REGISTER")
ENTRIES = Place(QUEUE, "SCHOOL#{school}#REGISTER", "{erased_at}#{id}")
ENTRIES_OF_COLLEGE = Place(COLLEGE, "SCHOOL#{school}#COLLEGE#{college}#REGISTER", "{erased_at}#{id}")
ENTRIES_OF_EMPLOYER = Place(COUNTERPARTY, "EMPLOYER#{employer}#REGISTER", "{erased_at}#{id}", when="employer")
ENTRIES_OF_STUDENT = Place(OWNER, "SCHOOL#{school}#STUDENT#{student}#REGISTER", "{erased_at}#{id}", when="student")

# Notices, by address.
NOTICE = Place(None, "ADDRESS#{address}", "NOTICE#{case}#{seq:06}")
NOTICES = Place(OWNER, "ADDRESS#{address}", "{at}#{case}#{seq:06}")
DUE_NOTICES = Place(WORK, "NOTICE", "{due_at}#{address}#{case}#{seq:06}", when="is_due")

# Accounts.
ACCOUNT = Place(None, "ACCOUNT#{id}", "ACCOUNT")
STAFF_OF_SCHOOL = Place(QUEUE, "SCHOOL#{school}#ACCOUNT", "{role}#{id}", when="is_staff")
ACCOUNTS_OF_PARTY = Place(OWNER, "PARTY#{party}#ACCOUNT", "{created_at}#{id}", when="party")
ATTEMPTS = Place(None, "ATTEMPTS#{login_mark}", "ATTEMPTS")
SESSION = Place(None, "SESSION#{token_hash}", "SESSION")
PAIRING = Place(None, "PAIRING#{id}", "PAIRING")
SESSIONS_OF_ACCOUNT = Place(OWNER, "ACCOUNT#{account}#SESSION", "{created_at}#{token_hash}")
ACCOUNT_INVITATION = Place(None, "ACCOUNT_INVITATION#{token_hash}", "ACCOUNT_INVITATION")
ACCOUNT_INVITATIONS_OF_SCHOOL = Place(
    QUEUE, "SCHOOL#{school}#ACCOUNT_INVITATION", "{created_at}#{token_hash}", when="school"
)
ACCOUNT_INVITATIONS_OF_PARTY = Place(
    OWNER, "PARTY#{party}#ACCOUNT_INVITATION", "{created_at}#{token_hash}", when="party"
)

# Status lists; the id of a list begins with its school's code.
STATUS_LIST = Place(None, "STATUS_LIST#{id}", "STATUS_LIST")
STATUS_LISTS = Place(QUEUE, "SCHOOL#{school}#STATUS_LIST", "{cohort}#{ordinal:06}")
SLOT = Place(None, "STATUS_LIST#{list_id}", "SLOT#{index:06}")
MARK = Place(None, "STATUS_LIST#{list_id}", "MARK#{index:06}")
UNPUBLISHED = Place(WORK, "MARK", "{list_id}#{index:06}", when="is_unpublished")

# Unique values, filled from the record that claims them.
LOGIN = Place(None, "LOGIN#{login}", "CLAIM")
WECHAT = Place(None, "WECHAT#{wechat}", "CLAIM", when="wechat")
IDENTITY = Place(None, "IDENTITY#{identity}", "CLAIM", when="identity")
# A refused registration must not keep the real unit out.
USCC = Place(None, "USCC#{uscc}", "CLAIM", when="holds_uscc")
ID_MARK = Place(None, "SCHOOL#{school}#ID_MARK#{id_mark}", "CLAIM")
APPLIED = Place(None, "POSITION#{position}", "APPLIED#{student}", when="is_shared")

# Every access pattern, by method of the Store. The key condition of a get is both keys of its place; that of a range is
# the partition and, where the sort key begins with a literal, `begins_with`. Rule 6 says what each costs.
GETS: dict[str, tuple[Place, ...]] = {
    "school": (SCHOOL,),
    "policy": (POLICY,),
    "student": (STUDENT,),
    "find_student": (STUDENT,),
    "student_of_id_mark": (ID_MARK,),
    "students_by_id": (STUDENT,),
    "find_mismatch": (MISMATCH,),
    "mismatches_by_student": (MISMATCH,),
    "correction": (CORRECTION,),
    "signing_lock": (LOCK,),
    "find_blank_form": (BLANK_FORM,),
    "blank_register": (BLANK_REGISTER,),
    "signing_counts": (SIGNING_COUNT,),
    "open_invitations": (OPEN,),
    "resume": (RESUME,),
    "position": (POSITION,),
    "application": (APPLICATION,),
    "find_application": (APPLICATION,),
    "find_applied": (APPLIED, APPLICATION),
    "admittances": (EMPLOYER, ADMISSION),
    "signings": (LOCK, OPEN),
    "employer": (EMPLOYER,),
    "find_employer_by_uscc": (USCC, EMPLOYER),
    "find_admission": (ADMISSION,),
    "invitation": (INVITATION,),
    "invitations_by_id": (INVITATION,),
    "agreement": (AGREEMENT,),
    "find_agreement": (AGREEMENT,),
    "agreements_by_id": (AGREEMENT,),
    "termination": (TERMINATION,),
    "find_letter": (LETTER,),
    "chain": (CHAIN,),
    "find_account": (LOGIN, ACCOUNT),
    "find_account_by_identity": (IDENTITY, ACCOUNT),
    "account": (ACCOUNT,),
    "attempts": (ATTEMPTS,),
    "find_session": (SESSION,),
    "find_pairing": (PAIRING,),
    "find_card": (CARD,),
    "find_account_invitation": (ACCOUNT_INVITATION,),
    "find_notice": (NOTICE,),
    "find_issuance": (ISSUANCE,),
    "find_hold": (HOLD,),
    "find_register_entry": (ENTRY,),
    "find_number": (NUMBER,),
    "find_slot": (SLOT,),
    "find_mark": (MARK,),
    "find_status_list": (STATUS_LIST,),
    "batch": (BATCH,),
    "import_": (IMPORT,),
}
# A second place is the one that a college's view reads instead.
RANGES: dict[str, tuple[Place, ...]] = {
    "schools": (SCHOOLS,),
    "policies": (POLICY,),
    "calendars": (CALENDAR,),
    "cooling_locks": (COOLING,),
    "students": (STUDENTS, STUDENTS_OF_COLLEGE),
    "blank_forms": (BLANK_FORMS, BLANK_FORMS_OF_COLLEGE),
    "mismatches": (MISMATCHES, MISMATCHES_OF_COLLEGE),
    "corrections": (CORRECTIONS, CORRECTIONS_OF_COLLEGE),
    "corrections_of_student": (CORRECTIONS_OF_STUDENT,),
    "cards_of_student": (CARDS_OF_STUDENT,),
    "employers": (EMPLOYERS,),
    "employers_named": (UNITS,),
    "admissions": (ADMISSIONS,),
    "admissions_of_employer": (ADMISSIONS_OF_EMPLOYER,),
    "positions": (POSITIONS,),
    "positions_of_employer": (POSITIONS_OF_EMPLOYER,),
    "applications_of_student": (APPLICATIONS_OF_STUDENT,),
    "applications_for_position": (APPLICATIONS_FOR_POSITION,),
    "invitations_of_student": (INVITATIONS_OF_STUDENT,),
    "invitations_of_employer": (INVITATIONS_OF_EMPLOYER,),
    "agreements_of_student": (AGREEMENTS_OF_STUDENT,),
    "agreements_of_employer": (AGREEMENTS_OF_EMPLOYER,),
    "agreements": (AGREEMENTS, AGREEMENTS_OF_COLLEGE),
    "agreements_begun_before": (AGREEMENTS,),
    "register_entries": (ENTRIES, ENTRIES_OF_COLLEGE),
    "register_entries_of_employer": (ENTRIES_OF_EMPLOYER,),
    "register_entries_of_student": (ENTRIES_OF_STUDENT,),
    "reissue_requests": (REISSUE_REQUESTS,),
    "terminations": (TERMINATIONS, TERMINATIONS_OF_COLLEGE),
    "terminations_of_student": (TERMINATIONS_OF_STUDENT,),
    "terminations_of_employer": (TERMINATIONS_OF_EMPLOYER,),
    "terminations_of_agreement": (TERMINATION,),
    "events": (EVENT,),
    "notices": (NOTICES,),
    "accounts_of_school": (STAFF_OF_SCHOOL,),
    "accounts_of_party": (ACCOUNTS_OF_PARTY,),
    "account_invitations_of_school": (ACCOUNT_INVITATIONS_OF_SCHOOL,),
    "account_invitations_of_party": (ACCOUNT_INVITATIONS_OF_PARTY,),
    "sessions_of_account": (SESSIONS_OF_ACCOUNT,),
    "prints": (PRINT,),
    "batches": (BATCHES,),
    "batches_before": (BATCHES,),
    "imports": (IMPORTS,),
    "status_lists": (STATUS_LISTS,),
    "status_marks": (MARK,),
    "signing_keys": (SIGNING_KEY,),
    "undelivered": (UNDELIVERED,),
    "due_notices": (DUE_NOTICES,),
    "unissued": (UNISSUED,),
    "due_invitations": (DUE_INVITATIONS,),
    "due_terminations": (DUE_TERMINATIONS,),
    "unpublished_marks": (UNPUBLISHED,),
    "waiting_batches": (WAITING_BATCHES,),
    "waiting_imports": (WAITING_IMPORTS,),
}
