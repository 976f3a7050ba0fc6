"""The tables of form-and-codes.md 2.5."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from functions.domain import codes
from functions.domain.codes import NAMES, table
from functions.domain.codes.regions import full_name, within
from functions.domain.errors import Refused
from infra.regions import padded

FOUND = {
    "by label": ("employer_nature", "国有企业", "31", "国有企业"),
    "by an older name": ("employer_nature", "三资企业", "32", "外商投资企业"),
    "by code": ("employer_nature", " 33 ", "33", "个体工商户"),
    "by the letter of GB/T 4754": ("industry", "I", "34", "信息传输、软件和信息技术服务业"),
    "a name without 族": ("ethnicity", "维吾尔", "05", "维吾尔族"),
    "the last of the 56": ("ethnicity", "56", "56", "基诺族"),
    "the name of the sample form": ("political_status", "无党派民主人士", "12", "无党派人士"),
    "the label of the guides": ("degree", "博士研究生", "01", "博士研究生"),
    "the name of the reporting system": ("degree", "本科生毕业", "31", "本科"),
    "a training mode": ("training_mode", "委托培养", "4", "委培"),
}
NOT_FOUND = {
    "another table's label": ("training_mode", "无党派民主人士"),
    "a full-width code": ("gender", "１"),
    "nothing": ("gender", ""),
    "a code without its zero": ("ethnicity", "1"),
}


@pytest.mark.parametrize(("name", "typed", "code", "label"), FOUND.values(), ids=FOUND.keys())
def test_table_finds(name: str, typed: str, code: str, label: str) -> None:
    row = table(name).find(typed, "field")
    assert (row.code, row.label) == (code, label)


@pytest.mark.parametrize(("name", "typed"), NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_table_refuses_and_names_itself(name: str, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        table(name).find(typed, "some_field")
    assert refused.value == Refused("not_in_table", field="some_field", params={"table": table(name).title})


@pytest.mark.parametrize("name", NAMES)
def test_every_name_means_one_row(name: str) -> None:
    rows = table(name).codes
    names = [each for row in rows for each in (row.code, row.label, *row.also)]
    assert len(set(names)) == len(names)
    assert all(row.english.isascii() for row in rows)


def test_every_file_is_a_table_with_its_source() -> None:
    folder = Path(codes.__file__).parent
    sources = {path.stem: json.loads(path.read_text("utf-8"))["source"] for path in folder.glob("*.json")}
    assert set(sources) == {*NAMES, "regions"}
    assert all(sources.values())


SIZES = {"ethnicity": 58, "political_status": 13, "employer_nature": 14, "industry": 21, "destination": 14}


@pytest.mark.parametrize(("name", "size"), SIZES.items(), ids=SIZES.keys())
def test_tables_are_whole(name: str, size: int) -> None:
    assert len(table(name).codes) == size


def test_an_edition_holds_from_its_graduation_year() -> None:
    assert table("destination", 2026) == table("destination")
    with pytest.raises(LookupError, match="destination has no edition for 1999"):
        table("destination", 1999)


PLACES = {
    "a district": ("340104", "安徽省合肥市蜀山区"),
    "a district of a municipality": ("110105", "北京市朝阳区"),
    "a city without districts": ("441900", "广东省东莞市"),
    "a city run by its province": ("429004", "湖北省仙桃市"),
    "a county of 2024": ("653228", "新疆维吾尔自治区和田地区和康县"),
    "the newest city": ("659012", "新疆维吾尔自治区白杨市"),
    "Taiwan": ("710000", "台湾省"),
}


@pytest.mark.parametrize(("code", "name"), PLACES.values(), ids=PLACES.keys())
def test_region_is_written_out(code: str, name: str) -> None:
    assert full_name(code, "origin") == name


def test_region_of_an_unknown_code_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        full_name("999999", "origin")
    assert (refused.value.code, refused.value.field) == ("not_in_table", "origin")


def test_regions_are_chosen_level_by_level() -> None:
    assert len(within()) == 34
    assert ("340100", "合肥市") in within("340000")
    assert ("110105", "朝阳区") in within("110000")
    assert not within("441900")


def test_region_codes_are_padded_to_six_digits() -> None:
    tree = [{"code": "34", "name": "安徽省", "children": [{"code": "3401", "name": "合肥市"}]}]
    assert list(padded(tree)) == [("340000", "安徽省"), ("340100", "合肥市")]
