"""Lines of Chinese text: where they break, how they shrink."""

from __future__ import annotations

import pytest

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.typeset import ENDLESS, FLOOR, POINT, Typesetter


@pytest.fixture(scope="module")
def typesetter(fonts: Fonts) -> Typesetter:
    return Typesetter(fonts)


LINES = {
    "full lines": ("一二三四五六", 3, ["一二三", "四五六"]),
    "a comma does not begin a line": ("一二三，四五", 3, ["一二", "三，四", "五"]),
    "nor do two marks": ("一二三。”四", 4, ["一二", "三。”四"]),
    "a bracket does not end a line": ("一二（三四）", 3, ["一二", "（三", "四）"]),
    "a word stays whole": ("招聘 engineer 一名", 5, ["招聘", "engineer", "一名"]),
    "a number stays whole": ("一二三2026年", 4, ["一二三", "2026年"]),
    "a word longer than a line is cut": ("aaaaaaaaaa", 3, ["aaaaa", "aaaaa"]),
    "marks alone are cut rather than lost": ("，，，，", 2, ["，，", "，，"]),
    "a space does not begin a line": ("一二三 四五", 3, ["一二三", "四五"]),
    "lines that were typed stay": ("一\n二", 9, ["一", "二"]),
    "an empty line stays": ("一\n\n二", 9, ["一", "", "二"]),
    "a dot holds on to the name before it": ("买买·提", 2, ["买", "买·", "提"]),
    "an opening bracket alone": ("（", 3, ["（"]),
    "nothing": ("", 3, []),
}


@pytest.mark.parametrize(("text", "width", "lines"), LINES.values(), ids=LINES)
def test_where_lines_break(typesetter: Typesetter, text: str, width: int, lines: list[str]) -> None:
    assert list(typesetter.wrap(typesetter.fonts.song, text, width)) == lines


@pytest.mark.parametrize("width", range(1, 12))
def test_nothing_is_lost_and_no_line_is_too_wide(typesetter: Typesetter, width: int) -> None:
    text = "甲方（毕业生）已如实介绍本人情况，愿意到乙方工作；E-mail:hr@example.cn，月薪9500元。"
    lines = list(typesetter.wrap(typesetter.fonts.song, text, width))
    assert "".join(lines) == text
    assert max(typesetter.fonts.width(typesetter.fonts.song, line) for line in lines) <= width * 1000


STEPS = ((10.0, 1), (8.0, 2))
SIZES = {
    "one line at the first size": (5, 10.0),
    "two lines at the second": (11, 8.0),
    "as many as it takes at the floor": (60, FLOOR),
}


@pytest.mark.parametrize(("length", "size"), SIZES.values(), ids=SIZES)
def test_a_text_shrinks_to_the_floor_and_no_further(typesetter: Typesetter, length: int, size: float) -> None:
    setting = typesetter.fit(typesetter.fonts.song, "字" * length, 6 * 10 * POINT, STEPS)
    assert setting.size == size
    assert sum(map(len, setting.lines)) == length


def test_a_fixed_text_is_broken_once(typesetter: Typesetter) -> None:
    steps = ((9.0, ENDLESS),)
    first = typesetter.fixed(typesetter.fonts.song, "第一条", 20, steps)
    assert typesetter.fixed(typesetter.fonts.song, "第一条", 20, steps) is first
