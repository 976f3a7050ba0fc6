"""Records as text: what goes in comes out, and what cannot be read is said without its content."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.adapters.dynamo import codec
from functions.adapters.dynamo.codec import SCHEMA, CodecError
from functions.adapters.dynamo.kinds import KINDS, Claim
from functions.domain.actors import Role
from functions.domain.deadlines import SHANGHAI
from functions.domain.issuing import Status
from functions.domain.policy import ReviewChain, SchoolPolicy
from functions.domain.signing_lock import Cooldown, Destination
from tests import factories as some

SIGNED = some.agreement(reviews=(some.review(),), issued=some.issued(), previous=some.terms(position="测试"))
STRICT = SchoolPolicy(review_chain=ReviewChain.EITHER, who_prints=frozenset({Role.STUDENT}), copies=("学校",))
RECORDS = {make.__name__: make() for make in some.RECORDS} | {
    "an agreement with reviews, an earlier revision and a token": SIGNED,
    "terms without an archive receiver": some.invitation(terms=some.terms(archive=None, report_by=None)),
    "a policy with other values": some.policy(policy=STRICT),
    "a moment with the offset of Shanghai": some.session(seen_at=some.NOW.astimezone(SHANGHAI)),
    "a moment with microseconds": some.session(seen_at=some.NOW + timedelta(microseconds=1)),
    "a rare character, a line end and quotation marks": some.student(name='𠮷野"\n㛃'),
    "an application with its interview": some.application(interview=some.interview(), asked_at=some.NOW),
    "empty bytes": some.issuance(token=b""),
    "a notice with mails": some.notice(messages=(some.message(), some.message(to="second@mail.example"))),
    "details with a number and a text": some.event(details={"n": 3, "t": "3"}),
    "an agreement to be reissued": some.agreement(reissue=some.reissue(), superseded=(some.superseded(),)),
    "a superseded mark with its day": some.status_mark(value=Status.SUPERSEDED, since=date(2026, 7, 1)),
    "a letter that waits": some.waiting_letter(),
    "an agreement whose copy was posted": some.agreement(posted=some.posted()),
    "an imported year": some.working_year(make_up_workdays=(date(2027, 1, 9),)),
    "a lock in its cool-down": some.signing_lock(
        cooldown=Cooldown(agreement=some.CASE, approved_at=some.NOW, working_days=15), destination=Destination.AWAITING
    ),
    "a claim": Claim("s1"),
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_record_comes_back_as_it_was(record):
    assert codec.decode(codec.kind(record), SCHEMA, codec.encode(record)) == record


def test_every_kind_has_a_record_in_this_table():
    assert {type(record) for record in RECORDS.values()} == {kind.record for kind in KINDS} | {Claim}


def test_equal_records_are_equal_texts():
    roles = list(Role)
    texts = {
        codec.encode(some.policy(policy=replace(STRICT, who_prints=frozenset(order)))) for order in (roles, roles[::-1])
    }
    assert len(texts) == 1


def test_chinese_stays_legible():
    assert "欧阳思远" in codec.encode(some.student())


def test_defaults_are_written_so_that_another_default_changes_nothing_stored():
    assert json.loads(codec.encode(some.policy()))["policy"]["invite_valid_days"] == 14


def test_a_field_of_a_newer_release_is_left_aside():
    newer = json.loads(codec.encode(some.school())) | {"motto": "厚德"}
    assert codec.decode("school", SCHEMA, json.dumps(newer)) == some.school()


def test_a_field_that_an_older_release_did_not_write_takes_its_default():
    older = json.loads(codec.encode(some.school(seal="seals/1")))
    del older["seal"]
    assert codec.decode("school", SCHEMA, json.dumps(older)) == some.school(seal="")


UNREADABLE = {
    "a kind of a newer release": ("recruitment", SCHEMA, "{}"),
    "a newer schema": ("school", SCHEMA + 1, codec.encode(some.school())),
    "no JSON": ("school", SCHEMA, "{"),
    "a list": ("school", SCHEMA, "[]"),
    "a missing field": ("school", SCHEMA, "{}"),
    "a state that does not exist": ("agreement", SCHEMA, codec.encode(SIGNED).replace("college_review", "lost")),
    "a number where a moment belongs": (
        "session",
        SCHEMA,
        json.dumps(json.loads(codec.encode(some.session())) | {"seen_at": 7}),
    ),
    "bytes that are none": (
        "student",
        SCHEMA,
        json.dumps(json.loads(codec.encode(some.student())) | {"id_sealed": " "}),
    ),
}


@pytest.mark.parametrize(("kind", "schema", "body"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused(kind, schema, body):
    with pytest.raises(CodecError, match=kind):
        codec.decode(kind, schema, body)


def test_the_refusal_shows_nothing_of_the_content():
    broken = codec.encode(some.student()).replace('"cohort":2026', '"cohort":"二〇二六"')
    with pytest.raises(CodecError) as refused:
        codec.decode("student", SCHEMA, broken)
    assert "欧阳" not in str(refused.value)
    assert "二〇" not in str(refused.value)
    assert refused.value.__suppress_context__
