"""Bands over pages: nothing lost, nothing over the edge."""

from __future__ import annotations

import pytest

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.layout import Band, Box, Row, paginate
from functions.adapters.pdf.typeset import Setting

FIRST, PAGE = 60.0, 100.0


@pytest.fixture(scope="module")
def make(fonts: Fonts):
    def band(*counts: int, heading: int = 0, **how) -> Band:
        side = Setting(fonts.hei, 10, tuple("题" * heading)) if heading else None
        return Band(side, tuple(row(count) for count in counts), **how)

    def row(count: int) -> Row:
        return Row((Box(0, 10, Setting(fonts.song, 10, tuple(f"行{number}" for number in range(count)))),), 0)

    return band


def lines(pages: list[list[Band]]) -> list[list[int]]:
    """How many lines of each band stand on each page."""
    return [[sum(len(row.boxes[0].text.lines) for row in band.rows) for band in page] for page in pages]


CASES = {  # a line is 4.66 mm high, a row has 1.4 mm of padding
    "what fits stays on the first page": ([(5,), (5,)], {}, [[5, 5]]),
    "what does not fit goes whole to the next": ([(5,), (10,)], {}, [[5], [10]]),
    "a band that would fit a page is not cut": ([(8,), (4, 4, 4)], {}, [[8], [12]]),
    "a band that flows fills the page first": ([(5,), (4, 4, 4)], {"flows": True}, [[5, 6], [6]]),
    "a band that flows leaves no scrap of a line": ([(10,), (4, 4)], {"flows": True}, [[10], [8]]),
    "a band higher than a page is cut between rows": ([(9, 9, 9)], {}, [[9], [18]]),
    "a row higher than a page is cut between lines": ([(50,)], {}, [[], [21], [21], [8]]),
    "a band that turns the page begins one": ([(2,), (2,)], {"turns_page": True}, [[2], [2]]),
    "a heading higher than its rows makes the band as high": ([(5,), (2,)], {"heading": 9}, [[5], [2]]),
}


@pytest.mark.parametrize(("counts", "how", "wanted"), CASES.values(), ids=CASES)
def test_bands_are_placed(make, counts, how, wanted) -> None:
    bands = tuple(make(*rows, **how) for rows in counts)
    pages = list(paginate(bands, FIRST, PAGE))
    assert lines(pages) == wanted
    for room, page in zip([FIRST] + [PAGE] * len(pages), pages, strict=False):
        assert sum(band.height for band in page) <= room
