"""Each bad row is named with line, column and rule; traps 17, 22 and 23 of rules.md section 5."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime

import pytest

from functions.domain import roster
from functions.domain.errors import Problems, Refused
from functions.domain.identifiers import resident_id_check_character
from functions.domain.roster import COLUMNS, Cell, Graduate, Line, Row, parse
from functions.domain.roster.columns import column_letters

TODAY = date(2026, 11, 21)
COLLEGES = {"21": "计算机科学与技术学院", "22": "化学与材料科学学院"}
HEADERS: tuple[Cell, ...] = tuple(column.header for column in COLUMNS)
LETTERS = {column.field: column_letters(at) for at, column in enumerate(COLUMNS)}

GOOD: dict[str, Cell] = {
    "number": "2023210001",
    "name": "阿依古丽·买买提",
    "id_kind": "居民身份证",
    "id_number": "11010519491231002x",
    "gender": "女",
    "ethnicity": "维吾尔族",
    "political_status": "共青团员",
    "college": "计算机科学与技术学院",
    "major": "计算机科学与技术",
    "class_name": "计科 2301",
    "degree": "本科",
    "duration": "4",
    "training_mode": "非定向",
    "entry_year": "2023",
    "cohort": "2027届",
    "plan": " 春季 ",
    "phone": "138 0013 8000",
    "email": "A.Li@example.edu.cn",
    "origin": "650102",
    "address": "解放北路 1 号",
    "qq": "10001",
    "agreement_number": "20270001",
}
PARSED = Graduate(
    number="2023210001",
    name="阿依古丽·买买提",
    id_kind="resident_id",
    id_number="11010519491231002X",
    gender="女",
    ethnicity="维吾尔族",
    political_status="共青团员",
    college="21",
    major="计算机科学与技术",
    class_name="计科 2301",
    degree="本科",
    duration="4",
    training_mode="非定向",
    entry_year=2023,
    cohort=2027,
    plan="春季",
    phone="13800138000",
    email="a.li@example.edu.cn",
    origin="新疆维吾尔自治区乌鲁木齐市天山区",
    address="解放北路 1 号",
    qq="10001",
    agreement_number="20270001",
)


def cells(**changes: Cell) -> tuple[Cell, ...]:
    return tuple((GOOD | changes)[column.field] for column in COLUMNS)


def person(serial: int, **changes: Cell) -> tuple[Cell, ...]:
    body = f"11010520050101{serial % 1000:03}" if serial < 1000 else f"{110000 + serial}20050101001"
    number = {"number": f"2023{serial:06}", "id_number": body + resident_id_check_character(body)}
    return cells(**{**number, "agreement_number": None, **changes})


def read(*rows: tuple[Cell, ...]) -> list[Row]:
    return list(parse([(1, HEADERS), *enumerate(rows, 2)], colleges=COLLEGES, today=TODAY))


def test_a_full_row_is_read() -> None:
    assert read(cells()) == [Row(2, PARSED)]


ACCEPTED: dict[str, tuple[str, Cell, object]] = {
    "a student number that Excel holds as a number": ("number", 2023210001, "2023210001"),
    "the same as a float": ("number", 2023210001.0, "2023210001"),
    "letters in a student number": ("number", "SA23-011-001", "SA23-011-001"),
    "a padded name": ("name", "张\u3000三", "张三"),
    "a college by its code": ("college", "22", "22"),
    "a college by a code that Excel holds as a number": ("college", 22, "22"),
    "gender by code": ("gender", 2, "女"),
    "an older label": ("degree", "本科生毕业", "本科"),
    "a length of study as a float": ("duration", 2.5, "2.5"),
    "a length of study as a number": ("duration", 4, "4"),
    "a year as a number": ("cohort", 2027, 2027),
    "a year as a date": ("cohort", datetime(2027, 6, 30), 2027),  # noqa: DTZ001 - as spreadsheets hold dates
    "a year of entry with 级": ("entry_year", "2023级", 2023),
    "no year of entry": ("entry_year", None, None),
    "a mobile as a number": ("phone", 13800138000, "13800138000"),
    "a foreign mobile": ("phone", "+81 9012345678", "+819012345678"),
    "no mobile": ("phone", " ", ""),
    "a place of origin in words": ("origin", "内蒙古自治区（已撤销的县）", "内蒙古自治区（已撤销的县）"),
    "a blank kind of document": ("id_kind", None, "resident_id"),
    "a formula is legal text": ("address", "=1+1", "=1+1"),
}


@pytest.mark.parametrize(("field", "typed", "value"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_cell_is_read(field: str, typed: Cell, value: object) -> None:
    (row,) = read(cells(**{field: typed}))
    assert row.refusals == ()
    assert getattr(row.graduate, field) == value


DOCUMENTS = {
    "a Hong Kong resident's permit": ("港澳台居民居住证", "810000199408230021", "residence_permit"),
    "a passport": ("护照", "e12345678", "passport"),
    "a travel permit": ("台湾居民来往大陆通行证", "12345678", "taiwan_permit"),
}


@pytest.mark.parametrize(("kind", "typed", "code"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_other_documents_are_read(kind: str, typed: str, code: str) -> None:
    (row,) = read(cells(id_kind=kind, id_number=typed))
    assert row.graduate
    assert (row.graduate.id_kind, row.graduate.id_number) == (code, typed.upper())


REFUSED: dict[str, tuple[str, Cell, str]] = {
    "no student number": ("number", None, "required"),
    "a student number with a blank": ("number", "2023 1", "student_number"),
    "a full-width student number": ("number", "２023210001", "full_width"),
    "a student number in scientific notation": ("number", "2.02321E+09", "number_lost_digits"),
    "a name with a digit": ("name", "张3", "name_character"),
    "a name with a zero-width space": ("name", "张\u200b三", "character_not_allowed"),
    "an ID number that Excel turned into a float": ("id_number", 4.4052418800101e17, "number_lost_digits"),
    "an ID number that Excel turned into an integer": ("id_number", 440524188001010000, "number_lost_digits"),
    "an ID number in scientific notation": ("id_number", "4.40524E+17", "number_lost_digits"),
    "an ID number with a wrong check digit": ("id_number", "110105194912310021", "resident_id_check_character"),
    "an ID number with full-width digits": ("id_number", "１1010519491231002X", "full_width"),
    "an ID number of the old kind": ("id_number", "110105491231002", "resident_id_fifteen_digits"),
    "someone born in 1880": ("id_number", "440524188001010014", "resident_id_birth_implausible"),
    "a passport without saying so": ("id_number", "E12345678", "resident_id_length"),
    "no ID number": ("id_number", "", "required"),
    "an unknown kind of document": ("id_kind", "驾驶证", "not_in_table"),
    "an unknown gender": ("gender", "未知", "not_in_table"),
    "an unknown ethnicity": ("ethnicity", "地球族", "not_in_table"),
    "an unknown college": ("college", "魔法学院", "college_unknown"),
    "a political status as training mode": ("training_mode", "无党派民主人士", "not_in_table"),
    "too long a plan": ("plan", "春" * 21, "too_long"),
    "a plan with an invisible character": ("plan", "春\u200b季", "character_not_allowed"),
    "too long a major": ("major", "学" * 61, "too_long"),
    "a failed formula": ("major", "#N/A", "formula_failed"),
    "a truth value": ("class_name", True, "not_text"),
    "eleven years of study": ("duration", "11", "duration"),
    "a name that no font has": ("name", "李\U00030000", "character_not_printable"),
    "a year of two digits": ("cohort", "27", "out_of_range"),
    "a year long ago": ("cohort", 1998, "out_of_range"),
    "a year in words": ("cohort", "二〇二七", "not_ascii"),
    "a full-width year": ("cohort", "２027", "full_width"),
    "graduation before entry": ("cohort", "2022", "cohort_before_entry"),
    "a landline": ("phone", "0551-63602114", "mobile"),
    "no address of e-mail": ("email", "nobody", "email"),
    "an unknown region": ("origin", "999999", "not_in_table"),
    "a QQ number with letters": ("qq", "qq10001", "qq"),
    "an agreement number with a slash": ("agreement_number", "2027/1", "agreement_number"),
}


@pytest.mark.parametrize(("field", "typed", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_cell_is_named_with_line_column_and_rule(field: str, typed: Cell, code: str) -> None:
    (row,) = read(cells(**{field: typed}))
    (refusal,) = row.refusals
    assert row.graduate is None
    assert (refusal.code, refusal.field, refusal.rule) == (code, field, "B03")
    assert (refusal.params["line"], refusal.params["column"]) == (2, LETTERS[field])
    assert refusal.params["header"] in HEADERS


def test_a_bad_row_names_every_fault_and_the_next_one_is_read() -> None:
    bad, good = read(cells(name="", gender="?", id_kind="驾驶证"), person(2))
    assert [refusal.field for refusal in bad.refusals] == ["name", "id_kind", "gender"]
    assert good.graduate


def test_no_refusal_repeats_an_id_number() -> None:
    shifted = cells(name="11010519491231002X", id_number="110105194912310021", college="11010519491231002X")
    (row,) = read(shifted)
    assert len(row.refusals) == 3
    assert "110105" not in f"{row.refusals!r}{list(map(str, row.refusals))}"


REPEATED = {
    "the student number": ({"number": "2023000001"}, "number"),
    "the ID number": ({"id_number": str(person(1)[3]).lower()}, "id_number"),
    "the agreement number": ({"agreement_number": "20270001"}, "agreement_number"),
}


@pytest.mark.parametrize(("change", "field"), REPEATED.values(), ids=REPEATED.keys())
def test_a_repetition_names_the_first_line(change: dict[str, Cell], field: str) -> None:
    first, second, third = read(person(1, agreement_number="20270001"), person(2), person(3, **change))
    assert (first.refusals, second.refusals) == ((), ())
    (refusal,) = third.refusals
    assert (refusal.code, refusal.field) == ("repeated_in_file", field)
    assert (refusal.params["first_line"], refusal.params["line"]) == (2, 4)


def test_blank_lines_and_the_example_of_the_template_are_no_rows() -> None:
    blank: tuple[Cell, ...] = (None, "  ", "")
    rows = read(blank, cells(number="示例2023210001"), (), person(1))
    assert [row.line for row in rows] == [5]


def test_a_short_row_lacks_what_is_required() -> None:
    (row,) = read(("2023210001", "张三"))
    assert {refusal.code for refusal in row.refusals} == {"required"}


def header_row(*headers: Cell) -> Iterator[Row]:
    return parse([(1, headers), (2, cells())], colleges=COLLEGES, today=TODAY)


def test_the_header_is_found_below_a_title_in_any_order_and_writing() -> None:
    order = [*range(1, len(COLUMNS)), 0]
    headers = tuple(f" {HEADERS[at]} *\n" for at in order)
    lines: list[Line] = [(1, ("2027 届毕业生名单",)), (2, ()), (3, headers), (4, tuple(cells()[at] for at in order))]
    assert list(parse(lines, colleges=COLLEGES, today=TODAY)) == [Row(4, PARSED)]


def test_other_headers_in_use_are_known() -> None:
    renamed = {"证件号码": "身份证号", "学院": "院系名称", "毕业年份（届）": "届", "手机号码": "联系电话"}
    assert next(header_row(*(renamed.get(str(header), header) for header in HEADERS))) == Row(2, PARSED)


WRONG_HEADERS: dict[str, tuple[tuple[Cell, ...], list[Refused]]] = {
    "no header at all": (cells(), [Refused("roster_header_missing", rule="B03")]),
    "an unknown column": (
        (*HEADERS, "星座"),
        [
            Refused(
                "roster_column_unknown", rule="B03", params={"header": "星座", "column": column_letters(len(COLUMNS))}
            )
        ],
    ),
    "a column twice": (
        (*HEADERS, "身份证号"),
        [
            Refused(
                "roster_column_repeated",
                rule="B03",
                params={"header": "证件号码", "column": column_letters(len(COLUMNS))},
            )
        ],
    ),
    "missing columns": (
        ("学号", "姓名", "证件号码", "性别", "学院", "专业", "培养方式"),
        [
            Refused("roster_column_missing", rule="B03", params={"header": "学历"}),
            Refused("roster_column_missing", rule="B03", params={"header": "毕业年份（届）"}),
        ],
    ),
}


@pytest.mark.parametrize(("headers", "refusals"), WRONG_HEADERS.values(), ids=WRONG_HEADERS.keys())
def test_wrong_columns_stop_the_file_before_any_row(headers: tuple[Cell, ...], refusals: list[Refused]) -> None:
    with pytest.raises(Problems) as problems:
        header_row(*headers)
    assert list(problems.value.refusals) == refusals


def test_optional_columns_may_be_left_out() -> None:
    kept = [at for at, column in enumerate(COLUMNS) if column.is_required]
    lines: list[Line] = [(1, tuple(HEADERS[at] for at in kept)), (2, tuple(cells()[at] for at in kept))]
    (row,) = parse(lines, colleges=COLLEGES, today=TODAY)
    assert row.graduate
    assert (row.graduate.ethnicity, row.graduate.entry_year, row.graduate.id_kind) == ("", None, "resident_id")


def test_a_roster_without_rows_is_refused() -> None:
    with pytest.raises(Problems, match="roster_empty"):
        read()


@pytest.mark.parametrize(("rows", "fits"), [(3, True), (4, False)])
def test_a_roster_holds_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch, rows: int, fits: bool) -> None:
    monkeypatch.setattr(roster, "MOST_ROWS", 3)
    lines = [(1, HEADERS), *((line, cells(number=str(line))) for line in range(2, rows + 2))]
    with nullcontext() if fits else pytest.raises(Problems, match="roster_too_long"):
        assert len(list(parse(lines, colleges=COLLEGES, today=TODAY))) == rows


@pytest.mark.parametrize(("at", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(at: int, letters: str) -> None:
    assert column_letters(at) == letters
