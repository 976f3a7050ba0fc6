"""Reading fields: every fault by name, all at once."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest

from functions.domain import text
from functions.domain.errors import Problems, Refused
from functions.web import fields
from functions.web.fields import Fields


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


ADDRESS = fields.nested(postcode=text.postcode, city=fields.line(5))
READ: dict[str, tuple[fields.Parser[Any], object, object]] = {
    "true": (fields.boolean, True, True),
    "a confirmation": (fields.agreed, True, True),
    "a choice": (fields.choice(Colour), "red", Colour.RED),
    "an id": (fields.opaque, "a1-b_2/c.d", "a1-b_2/c.d"),
    "a password keeps its blanks": (fields.secret, " p w ", " p w "),
    "a password in NFC": (fields.secret, "e\u0301", "é"),
    "an object": (ADDRESS, {"postcode": "230001", "city": "合肥"}, {"postcode": "230001", "city": "合肥"}),
    "a list": (fields.each(fields.line(3), most=2), ["甲", "乙"], ("甲", "乙")),
    "nothing where nothing is allowed": (fields.optional(text.postcode), "", None),
    "a default": (fields.optional(text.postcode, "000000"), None, "000000"),
    "a label by its code": (fields.of_table("gender"), "2", "女"),
    "a label": (fields.of_table("gender"), "女", "女"),
}
REFUSED: dict[str, tuple[fields.Parser[Any], object, str, str]] = {
    "no boolean": (fields.boolean, None, "required", "f"),
    "a text for a boolean": (fields.boolean, "true", "not_a_boolean", "f"),
    "a number for a boolean": (fields.boolean, 1, "not_a_boolean", "f"),
    "not confirmed": (fields.agreed, False, "must_be_confirmed", "f"),
    "no choice": (fields.choice(Colour), "", "required", "f"),
    "another choice": (fields.choice(Colour), "green", "not_a_choice", "f"),
    "a choice that is not open here": (fields.choice(Colour, Colour.RED), "blue", "not_a_choice", "f"),
    "a number for a choice": (fields.choice(Colour), 1, "not_a_choice", "f"),
    "a list for a choice": (fields.choice(Colour), ["red"], "not_a_choice", "f"),
    "no id": (fields.opaque, None, "required", "f"),
    "a number for an id": (fields.opaque, 5, "not_text", "f"),
    "full-width digits in an id": (fields.opaque, "１２３", "not_an_id", "f"),
    "a blank in an id": (fields.opaque, "a b", "not_an_id", "f"),
    "HTML for an id": (fields.opaque, "<b>", "not_an_id", "f"),
    "marks only": (fields.opaque, "../..", "not_an_id", "f"),
    "an id too long": (fields.opaque, "a" * 101, "not_an_id", "f"),
    "no password": (fields.secret, "", "required", "f"),
    "a number for a password": (fields.secret, 12345678901, "not_text", "f"),
    "a control character in a password": (fields.secret, "abc\x00defghij", "character_not_allowed", "f"),
    "a lone surrogate in a password": (fields.secret, "abc\ud800defghij", "character_not_allowed", "f"),
    "no object": (ADDRESS, None, "required", "f"),
    "a text for an object": (ADDRESS, "合肥", "not_an_object", "f"),
    "a fault inside an object": (ADDRESS, {"postcode": "2300", "city": "合肥"}, "postcode", "f.postcode"),
    "a stranger inside an object": (ADDRESS, {"postcode": "230001", "city": "合肥", "x": 1}, "unknown_field", "f.x"),
    "no list": (fields.each(fields.line(3), most=2), None, "required", "f"),
    "a text for a list": (fields.each(fields.line(3), most=2), "甲", "not_a_list", "f"),
    "a list too long": (fields.each(fields.line(3), most=2), ["甲"] * 3, "too_many_entries", "f"),
    "a fault inside a list": (fields.each(fields.line(3), most=2), ["甲", "乙乙乙乙"], "too_long", "f.1"),
    "not in the table": (fields.of_table("gender"), "其他", "not_in_table", "f"),
}


@pytest.mark.parametrize(("parser", "typed", "value"), READ.values(), ids=READ.keys())
def test_reads(parser: fields.Parser[Any], typed: object, value: object) -> None:
    assert Fields({"f": typed}).read(f=parser) == {"f": value}


@pytest.mark.parametrize(("parser", "typed", "code", "field"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(parser: fields.Parser[Any], typed: object, code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        Fields({"f": typed}).read(f=parser)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Problems) as problems:
        Fields({"postcode": "1", "strange": 1, "inner": {"postcode": "2"}}).read(
            postcode=text.postcode, name=text.person_name, inner=ADDRESS
        )
    faults = {(refusal.field, refusal.code) for refusal in problems.value.refusals}
    assert faults == {
        ("postcode", "postcode"), ("strange", "unknown_field"), ("name", "required"),
        ("inner.postcode", "postcode"), ("inner.city", "required"),
    }  # fmt: skip


def test_a_strange_name_is_repeated_short_and_without_what_cannot_be_seen() -> None:
    with pytest.raises(Refused) as refused:
        fields.nothing(Fields({"a\x00\ud800\u202e" + "b" * 100: 1}))
    assert refused.value.field == "a" + "b" * 36
