"""Bad input of every kind (issue 2), traps 7, 21, 22 and 23 of rules.md section 5."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain import text
from functions.domain.errors import Refused

CLEANED = {
    "blanks around": (" \u3000合同\u00a0 ", "合同"),
    "blanks of every kind inside": ("A\u00a0\u3000B", "A B"),
    "a decomposed letter": ("Zoe\u0308", "Zoë"),
    "HTML is legal text": ("<b>甲</b>", "<b>甲</b>"),
    "a formula is legal text": ("=1+1", "=1+1"),
    "a rare ideograph": ("𠮷野", "𠮷野"),
    "as long as allowed": ("字" * 100, "字" * 100),
}

NO_LINE = {
    "nothing": ("", "required", None),
    "missing": (None, "required", None),
    "blanks only": (" \u3000\t", "required", None),
    "a number": (5, "not_text", None),
    "a list": (["合同"], "not_text", None),
    "a NUL": ("甲\0乙", "character_not_allowed", "U+0000"),
    "a tab": ("甲\t乙", "character_not_allowed", "U+0009"),
    "two lines": ("甲\n乙", "character_not_allowed", "U+000A"),
    "a C1 control": ("甲\x90乙", "character_not_allowed", "U+0090"),
    "a zero-width space": ("甲\u200b乙", "character_not_allowed", "U+200B"),
    "a byte order mark": ("\ufeff甲", "character_not_allowed", "U+FEFF"),
    "a direction override": ("甲\u202e乙", "character_not_allowed", "U+202E"),
    "a direction isolate": ("甲\u2066乙", "character_not_allowed", "U+2066"),
    "a soft hyphen": ("甲\u00ad乙", "character_not_allowed", "U+00AD"),
    "a line separator": ("甲\u2028乙", "character_not_allowed", "U+2028"),
    "an invisible Hangul letter": ("\u3164", "character_not_allowed", "U+3164"),
    "a braille blank": ("甲\u2800", "character_not_allowed", "U+2800"),
    "a private-use character": ("甲\ue5e5", "character_not_allowed", "U+E5E5"),
    "a lone surrogate": ("甲\ud842", "character_not_allowed", "U+D842"),
    "a noncharacter": ("甲\ufffe", "character_not_allowed", "U+FFFE"),
    "a noncharacter of the Arabic block": ("甲\ufdd0", "character_not_allowed", "U+FDD0"),
    "a tag character": ("甲\U000e0041", "character_not_allowed", "U+E0041"),
    "an emoji": ("甲😀", "character_not_printable", "U+1F600 GRINNING FACE"),
    "an ideograph that no font has": ("李\U00030000", "character_not_printable", "U+30000 CJK UNIFIED IDEOGRAPH-30000"),
    "an ideograph younger than Python 3.11": ("李\U00031350", "character_not_printable", "U+31350 UNNAMED"),
    "letters that want joining": ("ئ", "character_not_printable", "U+0626 ARABIC LETTER YEH WITH HAMZA ABOVE"),
    "a mark that combines with nothing": ("x\u0301", "character_not_printable", "U+0301 COMBINING ACUTE ACCENT"),
    "too long": ("字" * 101, "too_long", None),
}


@pytest.mark.parametrize(("typed", "cleaned"), CLEANED.values(), ids=CLEANED.keys())
def test_line_cleans(typed: str, cleaned: str) -> None:
    assert text.line(typed, "position") == cleaned


@pytest.mark.parametrize(("typed", "code", "code_point"), NO_LINE.values(), ids=NO_LINE.keys())
def test_line_refuses(typed: object, code: str, code_point: str | None) -> None:
    with pytest.raises(Refused) as refused:
        text.line(typed, "position")
    assert (refused.value.code, refused.value.field) == (code, "position")
    assert refused.value.params.get("code_point") == code_point


@given(st.text(max_size=80))
def test_line_is_stable(typed: str) -> None:
    try:
        once = text.line(typed, "position", most=300)
    except Refused:
        return
    assert text.line(once, "position", most=300) == once


def test_paragraph_keeps_lines_and_refuses_what_hides_in_them() -> None:
    assert text.paragraph(" 第一行 \r\n\r第 二\t行\n ", "terms") == "第一行\n\n第 二 行"
    with pytest.raises(Refused, match="character_not_allowed"):
        text.paragraph("第一行\n第\u202e二行", "terms")
    with pytest.raises(Refused, match="character_not_printable"):
        text.paragraph("第一行\n第😀行", "terms")
    with pytest.raises(Refused, match="too_long"):
        text.paragraph("字" * 1001, "terms")


NO_REASON = {
    "dots": "……。。",
    "emoji": "🙂🙂👍",
    "one letter": "a",
    "digits": "12345",
    "punctuation and one ideograph": "好！！",
    "full-width punctuation": "！？（）",
}


@pytest.mark.parametrize("typed", NO_REASON.values(), ids=NO_REASON.keys())
def test_reason_must_say_something(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        text.reason(typed)
    assert (refused.value.code, refused.value.field) == ("reason_says_nothing", "reason")


@pytest.mark.parametrize("typed", ["   ", "\u3000\n", ""])
def test_reason_of_blanks_is_missing(typed: str) -> None:
    with pytest.raises(Refused, match="required"):
        text.reason(typed)


def test_reason_is_printable_as_the_opinion_that_it_becomes() -> None:
    with pytest.raises(Refused, match="character_not_printable"):
        text.reason("薪资不符🙂")


def test_reason_keeps_html_and_formulas() -> None:
    assert text.reason("=HYPERLINK()<script>薪资不符") == "=HYPERLINK()<script>薪资不符"


NAMES = {
    "two ideographs": ("张三", "张三"),
    "padded with an ideographic space": ("张\u3000三", "张三"),
    "a long ethnic name": ("阿卜杜热西提·买买提", "阿卜杜热西提·买买提"),
    "another dot": ("阿卜杜热西提•买买提", "阿卜杜热西提·买买提"),
    "a full stop for a dot": ("阿卜杜热西提.买买提", "阿卜杜热西提·买买提"),
    "blanks around the dot": ("阿卜杜热西提 · 买买提", "阿卜杜热西提·买买提"),
    "rare ideographs": ("欧阳𬭎", "欧阳𬭎"),
    "outside the basic plane": ("𠮷野龘㛃", "𠮷野龘㛃"),
    "the zero ideograph": ("李〇", "李〇"),
    "a foreign name": ("Mary-Jane O'Neill Jr.", "Mary-Jane O'Neill Jr."),
}
NO_NAMES = {
    "a digit": ("张3", "name_character"),
    "an emoji": ("张🙂", "character_not_printable"),
    "a mark that no font sets on its letter": ("Ọ\u0301la", "character_not_printable"),
    "letters that no font has": ("بۇ", "character_not_printable"),
    "brackets": ("张三（大）", "name_character"),
    "HTML": ("<b>张三</b>", "name_character"),
    "a formula": ("=张三", "name_character"),
    "only a dot": ("·", "name_begins_and_ends_with_letters"),
    "a dot at the end": ("买买提·", "name_begins_and_ends_with_letters"),
    "a zero-width joiner": ("张\u200d三", "character_not_allowed"),
    "51 characters": ("张" * 51, "too_long"),
}


@pytest.mark.parametrize(("typed", "name"), NAMES.values(), ids=NAMES.keys())
def test_person_name(typed: str, name: str) -> None:
    assert text.person_name(typed) == name


@pytest.mark.parametrize(("typed", "code"), NO_NAMES.values(), ids=NO_NAMES.keys())
def test_person_name_refuses(typed: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        text.person_name(typed)


Parser = Callable[[object, str], object]
PARSED: dict[str, tuple[Parser, object, object]] = {
    "a mobile": (text.mobile, "138 0013 8000", "13800138000"),
    "a mobile with +86": (text.mobile, "+86-13800138000", "13800138000"),
    "a mobile with 0086": (text.mobile, "008613800138000", "13800138000"),
    "a foreign mobile": (text.mobile, "+81 90-1234-5678", "+819012345678"),
    "a landline": (text.phone, "0551-63602114", "0551-63602114"),
    "a landline in brackets": (text.phone, "(010) 62345678", "010-62345678"),
    "a landline without hyphen": (text.phone, "055163602114", "0551-63602114"),
    "a landline with extension": (text.phone, "0551-63602114 ext. 801", "0551-63602114-801"),
    "a service number": (text.phone, "4008123456", "400-812-3456"),
    "a mobile as phone": (text.phone, "13800138000", "13800138000"),
    "an e-mail address": (text.email, " Li.Si+hr@Example.EDU.cn ", "li.si+hr@example.edu.cn"),
    "a postcode": (text.postcode, "230026", "230026"),
    "money": (text.yuan, " 8000 ", 8000),
    "money as a JSON integer": (text.yuan, 8000, 8000),
    "no money": (text.yuan, "0", 0),
    "a date": (text.day, "2028-02-29", date(2028, 2, 29)),
    "an optional blank": (text.optional(text.email), " ", None),
    "an optional missing value": (text.optional(text.email), None, None),
    "an optional value": (text.optional(text.email), "a@b.cn", "a@b.cn"),
}
REFUSED: dict[str, tuple[Parser, object, str]] = {
    "a mobile of 10 digits": (text.mobile, "1380013800", "mobile"),
    "a mobile that begins with 12": (text.mobile, "12800138000", "mobile"),
    "a full-width mobile": (text.mobile, "１3800138000", "full_width"),
    "an Arabic digit in a mobile": (text.mobile, "1380013800\u0660", "not_ascii"),
    "a landline as mobile": (text.mobile, "0551-63602114", "mobile"),
    "+86 and too few digits": (text.mobile, "+86 138001380", "mobile"),
    "a mobile as a number": (text.mobile, 13800138000, "not_text"),
    "a landline without area code": (text.phone, "63602114", "phone"),
    "words": (text.phone, "call me", "phone"),
    "a full-width hyphen": (text.phone, "0551－63602114", "full_width"),
    "a missing @": (text.email, "li.si.example.cn", "email"),
    "two @": (text.email, "li@si@example.cn", "email"),
    "no dot in the domain": (text.email, "li@localhost", "email"),
    "two dots": (text.email, "li..si@example.cn", "email"),
    "an address of digits": (text.email, "li@127.0.0.1", "email"),
    "a header injection": (text.email, "li@example.cn\nBcc: x@y.cn", "character_not_allowed"),
    "a full-width @": (text.email, "li＠example.cn", "full_width"),
    "ideographs in an address": (text.email, "李@example.cn", "not_ascii"),
    "65 characters before the @": (text.email, "a" * 65 + "@example.cn", "email"),
    "255 characters": (text.email, "a@" + "b." * 126 + "c", "too_long"),
    "a postcode of 5 digits": (text.postcode, "23002", "postcode"),
    "letters in a postcode": (text.postcode, "23002a", "postcode"),
    "a full-width postcode": (text.postcode, "２30026", "full_width"),
    "money with a comma": (text.yuan, "8,000", "whole_number"),
    "money with a fraction": (text.yuan, "8000.5", "whole_number"),
    "money with a unit": (text.yuan, "8000元", "not_ascii"),
    "full-width money": (text.yuan, "８000", "full_width"),
    "negative money": (text.yuan, "-1", "out_of_range"),
    "too much money": (text.yuan, "100000000", "out_of_range"),
    "an endless number": (text.yuan, "9" * 20, "whole_number"),
    "money as a float": (text.yuan, 8000.0, "whole_number"),
    "money as a truth": (text.yuan, True, "whole_number"),
    "money as a list": (text.yuan, [8000], "whole_number"),
    "no money at all": (text.yuan, None, "required"),
    "a formula as money": (text.yuan, "=1+1", "whole_number"),
    "29 February of a common year": (text.day, "2027-02-29", "date"),
    "slashes in a date": (text.day, "2027/02/28", "date"),
    "a date without hyphens": (text.day, "20270228", "date"),
    "a week date": (text.day, "2027-W01-1", "date"),
    "a full-width date": (text.day, "２027-02-28", "full_width"),
    "an optional value that is wrong": (text.optional(text.email), "a@b", "email"),
}


@pytest.mark.parametrize(("parser", "typed", "value"), PARSED.values(), ids=PARSED.keys())
def test_parser_reads(parser: Parser, typed: object, value: object) -> None:
    assert parser(typed, "field") == value


@pytest.mark.parametrize(("parser", "typed", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_parser_refuses(parser: Parser, typed: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parser(typed, "some_field")
    assert (refused.value.code, refused.value.field) == (code, "some_field")
