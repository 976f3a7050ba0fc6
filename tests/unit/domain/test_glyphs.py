"""What can be printed: trap 16 (rare characters), trap 23 (names with a dot)."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.adapters.pdf.fonts import Fonts
from functions.domain.glyphs import described, missing
from infra.glyphs import TARGET, module

PRINTABLE = {
    "a character of Extension E": "欧阳𬭎",
    "a name with dots": "阿卜杜热西提·买买提",
    "48 strokes": "龘",
    "Extension B": "𠮷野",
    "Extension A": "㛃",
    "the end of Extension F": "\U0002ebe0",
    "ASCII": "".join(map(chr, range(0x20, 0x7F))),
    "punctuation": "，。、；：？！（）《》“”‘’—…·％￥℃",
    "full-width letters": "ＡＢＣ１２３",
    "letters of other names": "Müller Ångström Жуков Ωμεγα かな",
    "lines": "一\n二",
    "nothing": "",
}


@pytest.mark.parametrize("text", PRINTABLE.values(), ids=PRINTABLE)
def test_it_can_be_printed(text: str) -> None:
    assert missing(text) == []


UNPRINTABLE = {
    "an emoji": ("李😀", ["😀"]),
    "a tab": ("李\t四", ["\t"]),
    "a carriage return": ("李\r\n四", ["\r"]),
    "a null": ("\0", ["\0"]),
    "a writing direction": ("李\u202e四", ["\u202e"]),
    "a joiner": ("李\u200d四", ["\u200d"]),
    "a variation selector": ("葛\U000e0100", ["\U000e0100"]),
    "a combining mark": ("e\u0301", ["\u0301"]),
    "a private-use character": ("\ue000", ["\ue000"]),
    "a lone surrogate": ("\ud83d", ["\ud83d"]),
    "Extension G": ("\U00030000", ["\U00030000"]),
    "Arabic, which wants joining": ("ئۇيغۇر", ["ئ", "ۇ", "ي", "غ", "ر"]),
    "Tibetan, which wants stacking": ("བོད", ["བ", "ོ", "ད"]),
    "the last code point": ("\U0010ffff", ["\U0010ffff"]),
    "each once, in order": ("😀a🎉😀", ["😀", "🎉"]),
}


@pytest.mark.parametrize(("text", "refused"), UNPRINTABLE.values(), ids=UNPRINTABLE)
def test_it_is_refused(text: str, refused: list[str]) -> None:
    assert missing(text) == refused


NAMES = {
    "with a name": ("😀", "U+1F600 GRINNING FACE"),
    "with four digits": ("\t", "U+0009 UNNAMED"),
    "private": ("\ue000", "U+E000 UNNAMED"),
}


@pytest.mark.parametrize(("character", "words"), NAMES.values(), ids=NAMES)
def test_a_refused_character_is_named(character: str, words: str) -> None:
    assert described(character) == words


def test_the_committed_table_is_that_of_the_fonts() -> None:
    fonts = Fonts(Path(__file__).resolve().parents[3] / "build" / "fonts")
    assert TARGET.read_text(encoding="utf-8") == module(fonts)
