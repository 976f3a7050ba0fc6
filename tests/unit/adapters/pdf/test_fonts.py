"""Fonts and their subsets, held against fontTools."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.subset import Subset
from tests.unit.adapters.pdf.conftest import FOLDER

FACES = {
    "欧": ("song", "song"),
    "𬭎": ("song", "song"),
    "㛃": ("song", "song"),
    "𠮷": ("song", "rare"),
    "龘": ("hei", "song"),
    "协": ("hei", "hei"),
    "·": ("hei", "hei"),
}


@pytest.mark.parametrize(("character", "first", "used"), [(c, *f) for c, f in FACES.items()], ids=FACES)
def test_the_first_font_that_has_a_character_draws_it(fonts: Fonts, character: str, first: str, used: str) -> None:
    assert fonts.face(getattr(fonts, first), character).name == used


NOWHERE = {"an emoji": "😀", "a control character": "\x07", "beyond the last": "\U0010ffff"}


@pytest.mark.parametrize("character", NOWHERE.values(), ids=NOWHERE)
def test_a_character_that_no_font_has_is_an_error_with_its_code_point(fonts: Fonts, character: str) -> None:
    with pytest.raises(LookupError, match=f"U\\+{ord(character):04X}"):
        fonts.face(fonts.song, character)


def test_a_text_is_cut_where_the_font_changes(fonts: Fonts) -> None:
    runs = [(face.name, text) for face, text in fonts.runs(fonts.song, "欧阳𠮷野")]
    assert runs == [("song", "欧阳"), ("rare", "𠮷"), ("song", "野")]


@pytest.mark.parametrize("name", ["song", "hei", "rare"])
def test_glyphs_and_widths_are_those_that_fonttools_reads(fonts: Fonts, name: str) -> None:
    face = getattr(fonts, name)
    with TTFont(FOLDER / f"{name}.ttf", lazy=True) as font:
        cmap, metrics, units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        assert set(face.points()) == set(cmap)
        for point in sorted(cmap)[::997]:
            glyph = face.glyph(point)
            assert glyph == font.getGlyphID(cmap[point])
            assert face.advance(glyph) == round(metrics[cmap[point]][0] * 1000 / units)


@pytest.mark.parametrize(("name", "text"), [("song", "欧阳𬭎 a·"), ("rare", "𠮷𠀀")])
def test_a_subset_draws_the_same_outlines(fonts: Fonts, name: str, text: str) -> None:
    cut = Subset(getattr(fonts, name))
    codes = cut.encode(text)
    with TTFont(FOLDER / f"{name}.ttf", lazy=True) as whole, TTFont(BytesIO(cut.font_file())) as part:
        for at, character in enumerate(text):
            glyph = part.getGlyphName(int(codes[4 * at : 4 * at + 4], 16))
            assert drawn(part, glyph) == drawn(whole, whole.getBestCmap()[ord(character)])


def drawn(font: TTFont, glyph: str) -> list:
    pen = RecordingPen()
    font["glyf"][glyph].draw(pen, font["glyf"])
    return pen.value


def test_a_character_keeps_its_code_and_none_is_zero(fonts: Fonts) -> None:
    cut = Subset(fonts.song)
    assert cut.encode("甲乙甲") == "000100020001"
    assert cut.encode("乙丙") == "00020003"


def test_a_subset_has_what_a_pdf_needs_and_no_more(fonts: Fonts) -> None:
    cut = Subset(fonts.song)
    cut.encode("协议书")
    font = TTFont(BytesIO(cut.font_file()))
    assert set(font.keys()) - {"GlyphOrder"} == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert font["maxp"].numGlyphs == 4
