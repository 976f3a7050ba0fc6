"""`/desk` in Chromium with our own files: each is told for what it is, and the exports say what the page shows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pypdfium2
from playwright.sync_api import expect

from tests.browser.scanner import PATIENCE, paper, printer, record
from tests.unit.adapters.pdf import papers
from verifier.vectors.world import CLAIMS, NOW, TRUST

FILED = {
    "1 有效.pdf": ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "请与纸面核对。"],
    "2 已解约.pdf": ["✓ 真实", "✗ 已解约或作废", "2026-06-08 04:26:40", "学校已登记这份协议书解约或作废。"],
    "3 换过记录.pdf": ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "文件附带的协议记录与二维码签名的不是同一份"],
    "4 改过月薪.pdf": ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "文件各页的文字与签名的协议记录不一致（月薪）"],
}


def test_the_desk_tells_our_files_apart_and_exports_what_it_shows(desk, served):
    """Each is genuine by its code, one is terminated, and of the others only one is the file that was printed."""
    altered = replace(paper("王二", 2), record_bytes=papers.paper(record(student__name="王三")).record_bytes)
    files = [
        printer().render(paper()),
        printer().render(paper("王一", 1)),
        printer().render(replace(altered, record=record(student__name="王二"))),
        printer().render(replace(paper("王四", 4), record=record(student__name="王四", terms__monthly_pay=99_000))),
    ]
    desk.clock.set_fixed_time(NOW)
    desk.goto(f"{served.origin}/desk")
    expect(desk.locator("body[data-ready]")).to_have_count(1)
    desk.locator("#files").set_input_files(
        [{"name": name, "mimeType": "", "buffer": file} for name, file in zip(FILED, files, strict=True)]
    )
    expect(desk.locator("#said")).to_contain_text("共 4 个文件", timeout=PATIENCE)
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="导出 CSV").click()
    lines = list(csv.DictReader(saved.value.path().read_text("utf-8-sig").splitlines()))
    with desk.expect_download() as saved:
        desk.get_by_role("button", name="导出 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes())).active
    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert cells == [list(lines[0]), *(list(one.values()) for one in lines)]
    printed = pypdfium2.PdfDocument(desk.pdf(prefer_css_page_size=True))
    record_of_check = "".join("".join(leaf.get_textpage().get_text_bounded().split()) for leaf in printed)
    assert [one["来源"][0] for one in lines] == [*"3421"]
    for line in lines:
        name = line["来源"].partition(".")[0] + ".pdf"
        *exact, said = FILED[name]
        assert [line["是否真实"], line["目前状态"], line["状态时间"]] == exact, name
        assert said in line["说明"], name
        assert name.replace(" ", "") in record_of_check, name
    assert lines[3]["姓名"] == "欧阳思远"
    assert lines[3]["学校"] == TRUST.schools[CLAIMS.school]
