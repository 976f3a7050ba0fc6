"""Section G, whole: begun, taken back, begun again, returned, mended, reviewed, in effect; and its paper is genuine."""

from __future__ import annotations

import io

import pikepdf

from functions.domain.policy import EffectiveOn, ReviewChain, SchoolPolicy
from tests.e2e.test_story import checked
from tests.guides import beginning
from tests.guides.journey import Journey, done
from tests.unit.adapters.pdf import reading
from tests.world import World, printer
from verifier.attestation import Authentic, Status, printed, record

POLICY = SchoolPolicy(
    review_chain=ReviewChain.COLLEGE, effective_on_student_initiated=EffectiveOn.COLLEGE_REVIEW, copies=("毕业生",)
)


def test_the_paper_of_what_a_student_began_says_so_and_is_genuine() -> None:
    j = Journey("hnust-2023")
    j.policy, j.world = POLICY, World(POLICY, press=printer())
    made = beginning.begun(j)
    again = done(beginning.begin(j, beginning.save(j, done(beginning.take_back(j, made)))))
    done(j.review(j.college, again, "return", "印章不清晰"))
    mended = beginning.add(j.student, j.agreement(made["id"]), beginning.PHOTO, "录用函.jpg")
    done(j.review(j.college, done(beginning.begin(j, mended))))
    j.later()
    signed = j.agreement(made["id"])
    assert (signed["state"], signed["revision"], signed["effective_at"]) == ("signed", 3, signed["signed_at"])
    report = checked(j.world, signed)
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)
    paper = j.student.get(done(j.print_(j.student, signed, 1), 201)["href"]).get_data()
    with pikepdf.open(io.BytesIO(paper)) as file:
        agreed = record.read_record(file.attachments["record.cbor"].get_file().read_bytes())
    assert printed.differences(agreed, reading.page_texts(paper)) == ()
    assert (agreed["mode"], agreed["employer"]["name"]) == ("student_initiated", beginning.UNIT["name"])
