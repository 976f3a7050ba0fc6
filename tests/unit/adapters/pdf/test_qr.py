"""The symbol of verification.md 1."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from functions.adapters.pdf.qr import MODULE, QUIET, symbol
from tests.unit.adapters.pdf.papers import digits

HOST = "https://q.example.edu.cn/v#1"  # 28 characters: for these the sizes of the budget hold


def url(size: int) -> str:
    return HOST + digits(bytes(range(256)) * 2)[: len(digits(bytes(size)))]


VERSIONS = {217: 11, 253: 12, 297: 13, 327: 14, 377: 15, 415: 16}


@pytest.mark.parametrize(("size", "version"), VERSIONS.items())
def test_a_token_takes_the_version_of_the_size_budget(size: int, version: int) -> None:
    assert symbol(url(size), "M").side == 17 + 4 * version + 2 * QUIET


def test_modules_are_large_enough_to_scan() -> None:
    assert MODULE >= 0.40
    assert QUIET >= 4


@pytest.mark.parametrize("quartile", ["M", "Q"])
def test_the_bars_are_the_symbol(quartile: str) -> None:
    made = symbol(url(250), quartile)
    image = Image.new("L", (made.side, made.side), 255)
    for column, row, width in made.bars():
        image.paste(0, (column, row, column + width, row + 1))
    (code,) = zxingcpp.read_barcodes(image.resize((made.side * 4, made.side * 4), Image.Resampling.NEAREST))
    assert code.text == url(250)


REFUSED = {
    "no format digit": "https://wq.example.edu.cn/v#123x",
    "no digits": HOST,
    "no fragment": "https://wq.example.edu.cn/v",
    "full-width digits": HOST + "１２３",
    "a space": HOST + "12 3",
}


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED)
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="#1 and digits"):
        symbol(address, "M")


def test_a_symbol_that_would_need_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        symbol(HOST + "1" * 8000, "M")
