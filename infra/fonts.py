"""Cut the fonts of the printed form into `build/fonts/`, as `python -m infra.fonts`.

1. Sources: Noto Serif SC and Noto Sans SC (PyPI `pylopdf-fonts-zh-cn`, OFL) and HanaMinB (Debian `fonts-hanazono`)
   for rare characters.
2. Every glyph becomes a plain TrueType outline: no hints, no components, no layout tables. A document's subset is
   then a matter of copying bytes, which is what makes printing fast (functions/adapters/pdf/fonts.py).
3. song.ttf has all of Noto Serif SC; hei.ttf is for headings and has GB 2312 and ASCII; rare.ttf has the characters
   that song.ttf has not.
4. Only what one can print alone is kept: no marks, controls or private-use characters.
5. The licences travel with the fonts: OFL.txt and HANAZONO.txt beside them.
6. The same sources give the same bytes: the dates in the files are those of the sources.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unicodedata
from importlib.metadata import files
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib.tables._g_l_y_f import Glyph

FOLDER = Path(__file__).resolve().parent.parent / "build" / "fonts"
MAX_CURVE_ERROR = 0.0006  # of an em: 0.002 mm at 10 pt
NAMES = {"copyright": 0, "version": 5, "trademark": 7, "licence": 13, "licence_url": 14}


def main() -> int:
    """Write the three fonts."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    shipped = Path(pylopdf_fonts_zh_cn.__file__).parent
    serif = shipped / "NotoSerifSC-Regular.otf"
    common = set(_coverage(serif))
    _cut("song", serif, common)
    _cut("hei", shipped / "NotoSansSC-Regular.otf", set(gb2312()))
    (licence,) = (file for file in files("pylopdf-fonts-zh-cn") or () if file.name == "LICENSE")
    (FOLDER / "OFL.txt").write_text(licence.read_text(encoding="utf-8"), encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        tree = _debian("fonts-hanazono", Path(scratch))
        (rare,) = tree.rglob("HanaMinB.ttf")
        (FOLDER / "HANAZONO.txt").write_bytes((tree / "usr/share/doc/fonts-hanazono/copyright").read_bytes())
        _cut("rare", rare, set(_coverage(rare)) - common)
    return 0


def gb2312() -> Iterable[int]:
    """Code points of ASCII and of GB 2312, with the dot and the dash that its Python codec maps elsewhere."""
    yield from (*range(0x20, 0x7F), ord("·"), ord("—"))
    for row in range(0xA1, 0xF8):
        for place in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, place)).decode("gb2312", "ignore"))


def _debian(package: str, scratch: Path) -> Path:
    subprocess.run(["apt-get", "download", "-qq", package], cwd=scratch, check=True)
    (archive,) = scratch.glob("*.deb")
    subprocess.run(["dpkg", "-x", archive, scratch / "tree"], check=True)
    return scratch / "tree"


def _coverage(path: Path) -> Iterable[int]:
    for point in TTFont(path, lazy=True).getBestCmap():
        category = unicodedata.category(chr(point))
        if category[0] in "LNPS" or category == "Zs":
            yield point


def _cut(name: str, source: Path, points: set[int]) -> None:
    target = FOLDER / f"{name}.ttf"
    font = TTFont(source, lazy=True)
    cmap = font.getBestCmap()
    kept = {point: cmap[point] for point in sorted(points) if point in cmap}
    order = [".notdef", *dict.fromkeys(glyph for glyph in kept.values() if glyph != ".notdef")]
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.font.recalcBBoxes = is_cubic = "CFF " in font
    builder.setupGlyphOrder(order)
    _map(builder, kept)
    if is_cubic:
        builder.setupGlyf(_quadratic(font, order))
    else:
        _copy_outlines(builder, font, order)
    _measure(builder, font, order)
    _describe(builder, font, name)
    scratch = target.with_suffix(".part")
    builder.save(scratch)
    scratch.replace(target)
    print(f"{target.name}: {len(kept)} characters, {target.stat().st_size / 1e6:.1f} MB")


def _quadratic(font: TTFont, order: list[str]) -> dict[str, Glyph]:
    outlines, drawn = font.getGlyphSet(), {}
    for glyph in order:
        pen = TTGlyphPen(None)
        outlines[glyph].draw(Cu2QuPen(pen, MAX_CURVE_ERROR * font["head"].unitsPerEm, reverse_direction=True))
        drawn[glyph] = pen.glyph()
    return drawn


def _copy_outlines(builder: FontBuilder, font: TTFont, order: list[str]) -> None:
    outlines = {glyph: font["glyf"].glyphs[glyph] for glyph in order}
    for glyph, outline in outlines.items():
        contours, body = int.from_bytes(outline.data[:2], "big", signed=True), outline.data[10:]
        if contours < 0 or any(body[2 * contours : 2 * contours + 2]):
            raise ValueError(f"{glyph} has components or hints, which the press does not carry over")
    builder.font["glyf"], builder.font["loca"], builder.font["maxp"] = newTable("glyf"), newTable("loca"), font["maxp"]
    builder.font["glyf"].glyphs, builder.font["glyf"].glyphOrder = outlines, order


def _map(builder: FontBuilder, kept: dict[int, str]) -> None:
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, kept
    builder.font["cmap"] = newTable("cmap")
    builder.font["cmap"].tableVersion, builder.font["cmap"].tables = 0, [table]


def _measure(builder: FontBuilder, font: TTFont, order: list[str]) -> None:
    builder.setupHorizontalMetrics({glyph: font["hmtx"][glyph] for glyph in order})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupOS2(sTypoAscender=font["OS/2"].sTypoAscender, sTypoDescender=font["OS/2"].sTypoDescender)
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.created = head.modified = font["head"].modified
    head.indexToLocFormat = 1
    for edge in ("xMin", "yMin", "xMax", "yMax"):
        setattr(head, edge, getattr(font["head"], edge))
    builder.font.recalcTimestamp = False


def _describe(builder: FontBuilder, font: TTFont, name: str) -> None:
    family = f"Wangqian {name.title()}"
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    for identifier in NAMES.values():
        if text := font["name"].getDebugName(identifier):
            builder.font["name"].setName(text, identifier, 3, 1, 0x409)


if __name__ == "__main__":
    sys.exit(main())
