"""Trap 16: rare glyphs and copies; trap 17: each value beside its own label; trap 18: the seal is really there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from functions.adapters.pdf.press import RUNNING, TOP
from functions.adapters.pdf.typeset import POINT
from functions.domain.form import compose
from tests.unit.adapters.pdf import reading
from tests.unit.adapters.pdf.papers import HOLDERS, digits, longest, ordinary_places, paper, record, shortest

if TYPE_CHECKING:
    from functions.adapters.pdf.press import FormPrinter

A4 = (595.28, 841.89)  # pt
MARGIN = 20  # pt: what an office printer cannot reach

NAMES = {
    "a simplified surname character of Extension E": "欧阳𬭎",
    "a name with dots": "阿卜杜热西提·买买提",
    "a character of 48 strokes": "龘",
    "a surname of Extension B": "𠮷野",
    "a character of Extension A": "㛃",
    "a name of 30 characters": "阿卜杜热西提·买买提艾力·吐尔逊江·麦麦提敏·艾合买提江亚尔",
}

RECORDS = {
    "the shortest agreement": shortest(),
    "an ordinary agreement": record(),
    "the longest agreement": longest(),
}


def red_disc() -> bytes:
    """A seal: red on nothing."""
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((220, 0, 0, 255), (20, 20, 40, 40))
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_trap_16_a_name_is_printed_whole(press: FormPrinter, name: str) -> None:
    printed = press.render(paper(record(student__name=name)))
    assert name in reading.text(printed)


def test_an_employer_of_40_characters_is_printed_whole(press: FormPrinter) -> None:
    name = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克草原生态农牧业科技开发集团公司"[:40]
    assert name in reading.text(press.render(paper(record(employer__name=name))))


UNPRINTABLE = {
    "an emoji": "李😀",
    "a tab": "李\t四",
    "a private-use character": "李\ue000",
    "a combining mark": "e\u0301",
}


@pytest.mark.parametrize("name", UNPRINTABLE.values(), ids=UNPRINTABLE)
def test_what_no_font_has_stops_the_press(press: FormPrinter, name: str) -> None:
    with pytest.raises(LookupError, match=r"U\+"):
        press.render(paper(record(student__name=name)))


@pytest.mark.parametrize("made", RECORDS.values(), ids=RECORDS)
def test_every_value_is_on_the_paper(press: FormPrinter, made: dict) -> None:
    printed = reading.text(press.render(paper(made))).replace(" ", "")
    form = compose(made)
    wanted = [section.title.replace("（", "").replace("）", "") for section in form.sections]
    wanted += [cell.text for section in form.sections for row in section.rows for cell in row]
    wanted += [form.title, form.number, *form.remarks, form.preamble, *form.articles, *form.notes]
    wanted += [text for opinion in form.opinions for text in (opinion.title, opinion.text)]
    assert [text for text in wanted if text.replace(" ", "") not in printed] == []


@pytest.mark.parametrize("made", RECORDS.values(), ids=RECORDS)
def test_nothing_leaves_the_page_and_nothing_overlaps(press: FormPrinter, made: dict) -> None:
    printed = press.render(paper(made, seal=red_disc()))
    places = reading.lines(printed)
    width, height = A4
    for place in places:
        assert place.left > MARGIN
        assert place.right < width - MARGIN
        assert place.bottom > MARGIN
        assert place.top < height - MARGIN
    clashes = [(one, two) for at, one in enumerate(places) for two in places[at + 1 :] if not one.is_clear_of(two)]
    assert clashes == []


def test_the_running_head_of_the_longest_school_is_clear_of_the_frame(press: FormPrinter) -> None:
    printed = press.render(paper(longest()))
    frame = A4[1] - (TOP + RUNNING) / POINT
    head = [place for place in reading.lines(printed) if place.page == 1 and place.top > frame]
    assert len(head) > 1, "the case needs a head of two lines"
    assert min(place.bottom for place in head) > frame


def test_trap_17_each_value_stands_in_the_row_of_its_label_right_beside_it(press: FormPrinter) -> None:
    made = ordinary_places()
    printed = press.render(paper(made))
    for section in compose(made).sections:
        for row in section.rows:
            labels = {cell.text: reading.find(printed, cell.text) for cell in row if cell.is_label}
            for label, value in zip(row[::2], row[1::2], strict=True):
                (place,) = reading.find(printed, value.text)
                left_of_it = [
                    (other.right, text)
                    for text, others in labels.items()
                    for other in others
                    if abs(other.middle - place.middle) < 3 and other.right < place.left
                ]
                assert max(left_of_it)[1] == label.text, value.text


def test_the_text_is_read_in_the_order_of_the_form(press: FormPrinter) -> None:
    printed = reading.text(press.render(paper()))
    order = [
        "毕业生就业协议书",
        "编号",
        "第1版·第2/3份",
        "姓名",
        "欧阳思远",
        "性别",
        "单位名称",
        "工作岗位",
        "接收单位",
    ]
    order += ["第一条", "第七条", "甲方意见", "乙方意见", "院（系）意见", "学校毕业生就业部门意见", "本协议一式三份"]
    squeezed = printed.replace(" ", "")
    positions = [squeezed.index(words) for words in order]
    assert positions == sorted(positions)


def test_every_page_says_whose_copy_it_is(press: FormPrinter) -> None:
    for copy, holder in enumerate(HOLDERS, 1):
        for page in reading.page_texts(press.render(paper(longest(), copy=copy))):
            assert f"第1版 · 第{copy}/3份（{holder}）" in page
            assert "校验码 7KQ2M9XD" in page
            assert longest()["number"] in page


def test_the_words_beside_the_code_name_host_number_copy_and_check_code(press: FormPrinter) -> None:
    first = reading.page_texts(press.render(paper()))[0]
    number = "编号：2026101230000045 签发日期：2026年3月5日"
    for words in ("核验网址：wq.example.edu.cn", number, "第1版 · 第2/3份", "校验码：7KQ2 M9XD"):
        assert words in first


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("quartile", ["M", "Q"])
def test_the_code_is_read_from_the_picture(press: FormPrinter, dpi: int, quartile: str) -> None:
    made = paper(quartile=quartile)
    assert reading.decoded(reading.picture(press.render(made), dpi=dpi)) == made.url


@pytest.mark.parametrize("size", [230, 297, 415])
@pytest.mark.parametrize(("angle", "quality"), [(1.5, 60), (7, 30)])
def test_the_code_is_read_from_a_bad_photograph(press: FormPrinter, size: int, angle: float, quality: int) -> None:
    token = b"".join(hashlib.sha256(bytes([part])).digest() for part in range(13))[:size]
    made = paper(token=token, url="https://wq.example.edu.cn/v#1" + digits(token))
    picture = reading.photographed(reading.picture(press.render(made)), angle, quality)
    assert reading.decoded(picture) == made.url


def test_the_seal_is_drawn_in_the_schools_box_and_says_that_it_is_a_picture(press: FormPrinter) -> None:
    printed = press.render(paper(seal=red_disc()))
    image = reading.picture(printed, page=1, dpi=72)
    reds = [at for at, color in enumerate(image.get_flattened_data()) if color[0] > 180 and color[1] < 60]
    (note,) = reading.find(printed, "电子章图样（以平台核验为准）")
    columns, rows = {at % image.width for at in reds}, {at // image.width for at in reds}
    assert note.left < min(columns) < max(columns) < note.right + 5
    assert max(rows) < A4[1] - note.top


def test_without_a_seal_nothing_is_said_of_one(press: FormPrinter) -> None:
    assert "电子章" not in reading.text(press.render(paper()))


def test_the_same_paper_gives_the_same_bytes(press: FormPrinter, fonts: object) -> None:
    other = type(press)(fonts)
    other.render(paper(longest()))
    assert press.render(paper(seal=red_disc())) == other.render(paper(seal=red_disc()))


def test_another_copy_gives_other_bytes(press: FormPrinter) -> None:
    assert press.render(paper(copy=1)) != press.render(paper(copy=2))


def test_a_batch_begins_each_copy_on_a_new_leaf(press: FormPrinter) -> None:
    made = longest(terms__other="甲乙双方另行约定。" * 500)
    pages = len(reading.page_texts(press.render(paper(made))))
    assert pages % 2, "the case needs a form of an odd number of pages"
    heard: list[int] = []
    batch = press.render_many([paper(made), paper(), paper(copy=3)], heard.append)
    starts = [at for at, text in enumerate(reading.page_texts(batch)) if "第1页" in text]
    assert starts == [0, pages + 1, pages + 3]
    assert heard == [1, 2, 3]


def test_a_batch_of_nothing_is_refused(press: FormPrinter) -> None:
    with pytest.raises(ValueError, match="no papers"):
        press.render_many([])


def test_a_batch_prints_what_single_copies_print(press: FormPrinter) -> None:
    one, two = paper(copy=1), replace(paper(copy=2), seal=red_disc())
    apart = reading.page_texts(press.render(one)) + reading.page_texts(press.render(two))
    assert reading.page_texts(press.render_many([one, two])) == apart
