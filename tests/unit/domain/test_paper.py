"""J07: the copies of an edition and who keeps them."""

from __future__ import annotations

import pytest

from tests.unit.adapters.pdf.papers import paper, record

MARKS = {
    "the first of three": (1, 1, ("用人单位", "毕业生", "学校"), "第1版 · 第1/3份", "用人单位"),
    "the last of four, reissued": (2, 4, ("毕业生", "用人单位", "学院", "学校"), "第2版 · 第4/4份", "学校"),
    "the only one": (1, 1, ("毕业生",), "第1版 · 第1/1份", "毕业生"),
}


@pytest.mark.parametrize(("edition", "copy", "holders", "mark", "holder"), MARKS.values(), ids=MARKS)
def test_a_copy_says_edition_number_and_holder(edition, copy, holders, mark, holder) -> None:
    made = paper(record(edition=edition), copy=copy, holders=holders)
    assert (made.mark, made.holder) == (mark, holder)
