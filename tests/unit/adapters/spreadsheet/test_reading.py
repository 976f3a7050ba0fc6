"""Uploads are what their bytes say; what cannot be read is refused by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from functions.adapters.spreadsheet.reading import MOST_BYTES, read_lines
from functions.adapters.spreadsheet.writing import write_xlsx
from functions.domain.errors import Refused
from functions.domain.roster import Line

TEXT = "学号,姓名\r\n2023001,阿依古丽·买买提\r\n"
LINES: list[Line] = [(1, ("学号", "姓名")), (2, ("2023001", "阿依古丽·买买提"))]

ENCODINGS = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a byte order mark": TEXT.encode("utf-8-sig"),
    "GBK, as Excel writes it": TEXT.encode("gbk"),
    "GB 18030": TEXT.encode("gb18030"),
    "UTF-16 with a mark": TEXT.encode("utf-16"),
    "big endian UTF-16 with a mark": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "big endian UTF-16 without a mark": TEXT.encode("utf-16-be"),
    "Excel's Unicode text": TEXT.replace(",", "\t").encode("utf-16"),
    "semicolons": TEXT.replace(",", ";").encode(),
    "line ends of Unix": TEXT.replace("\r\n", "\n").encode(),
    "every cell quoted": '"学号","姓名"\r\n"2023001","阿依古丽·买买提"\r\n'.encode("gbk"),
}


def read(content: bytes) -> list[Line]:
    return list(read_lines(io.BytesIO(content)))


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_text_is_read_in_every_encoding_of_china(content: bytes) -> None:
    assert read(content) == LINES


def test_a_rare_ideograph_survives_gb18030() -> None:
    assert read("姓名\n𠮷野龘㛃\n".encode("gb18030"))[1] == (2, ("𠮷野龘㛃",))


def test_lines_are_numbered_as_a_spreadsheet_shows_them() -> None:
    content = '名单\n\n学号,"姓\n名"\n , \n1,张三\n'.encode()
    assert [number for number, _ in read(content)] == [1, 3, 4, 5]


def test_text_in_a_workbook_keeps_its_digits_and_numbers_their_type() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["440524188001010014", 20230001, 4.4052418800101e17, 2.5, True, None])
    sheet.append([])
    sheet.append([datetime(2027, 6, 30), "=1+1"])  # noqa: DTZ001 - as spreadsheets hold dates
    (first, third) = read(saved(workbook))
    assert first[1][:6] == ("440524188001010014", 20230001, 4.4052418800101e17, 2.5, True, None)
    assert third == (3, (datetime(2027, 6, 30), *[None] * 63))  # noqa: DTZ001 - the formula was never computed


def test_the_first_visible_sheet_is_read() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet("名单").append(["学号"])
    assert read(saved(workbook))[0][1][0] == "学号"


def test_a_workbook_with_a_picture_is_read() -> None:
    source = zipfile.ZipFile(io.BytesIO(write_xlsx(["学号"], [["1"]])))
    parts = {name: source.read(name) for name in source.namelist()}
    assert len(read(archive(**parts, **{"xl/media/image1.png": b"\x89PNG"}))) == 2


def saved(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def archive(**parts: bytes) -> bytes:
    """Build an archive of the parts named; the two that every workbook has are made if they are not given."""
    named = {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"} | parts
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in named.items():
            file.writestr(name, content)
    return target.getvalue()


def replaced(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a workbook that is otherwise sound."""
    source = zipfile.ZipFile(io.BytesIO(write_xlsx(["学号"], [["1"]])))
    parts = {part: source.read(part) for part in source.namelist()}
    return archive(**(parts | {name: change(parts[name])}))


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
SHEET = "xl/worksheets/sheet1.xml"
REFUSED = {
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "workbook_old_format"),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "workbook_protected",
    ),
    "a PDF": (b"%PDF-1.7\n\x00\x01", "not_a_spreadsheet"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "not_a_spreadsheet"),
    "a web page that says it is .xls": (b"<html><table><tr><td>1</td></tr></table>", "not_a_spreadsheet"),
    "a control character": (b"a,b\n\x01,2\n", "not_a_spreadsheet"),
    "another archive": (archive().replace(b"xl/workbook.xml", b"xl/workbook.bin"), "not_a_spreadsheet"),
    "bytes that no encoding has": (b"\xff\xff\xff\xff,\n", "encoding_unknown"),
    "an open quote": ('学号,姓名\n1,"张三\n'.encode(), "csv_malformed"),
    "a letter after a quote": ('学号,姓名\n1,"张"三\n'.encode(), "csv_malformed"),
    "an endless cell": (b"a," + b"b" * 200_000, "csv_malformed"),
    "a broken archive": (archive()[:60], "workbook_unreadable"),
    "parts that are no workbook": (archive(), "workbook_unreadable"),
    "a part that grows": (archive(**{"xl/a.bin": bytes(65 * 1024 * 1024)}), "workbook_too_large"),
    "too many parts": (archive(**{f"xl/{n}.bin": b"" for n in range(500)}), "workbook_too_large"),
    "entities": (replaced(SHEET, lambda _: BOMB), "workbook_unreadable"),
    "entities in UTF-16": (replaced(SHEET, lambda _: BOMB.decode().encode("utf-16")), "workbook_unreadable"),
    "a sheet cut off": (replaced(SHEET, lambda sheet: sheet[:-20]), "workbook_unreadable"),
    "a row beyond the last": (
        replaced(SHEET, lambda sheet: sheet.replace(b'<row r="2"', b'<row r="9999999"')),
        "workbook_too_large",
    ),
    "too large a file": (bytes(MOST_BYTES + 1), "file_too_large"),
}


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_an_archive_whose_directory_lies_is_refused() -> None:
    content = bytearray(archive(**{"xl/a.xml": b"<a>" + bytes(1000) + b"</a>"}))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")  # the size that it claims
    with pytest.raises(Refused, match="workbook_unreadable"):
        read(bytes(content))


def test_an_empty_file_has_no_lines() -> None:
    assert read(b"") == []
