"""A round red seal of 40 mm across the code: ring, star and the school's name, unevenly inked, as 公章 are."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont

from benchmarks.decode.pages import FONTS, Page

DIAMETER, RING = 40.0, 1.2  # mm
NAME = "江淮理工大学学生就业指导服务中心"
_LETTER, _STAR, _ARC = 5.0, 7.0, 270.0  # mm, mm, degrees
_OFF = 0.3  # of the code's side: how far the seal's middle may miss the code's


def stamped(page: Page, colour: tuple[int, int, int], chance: Random) -> Image.Image:
    """The page under a seal of ink of this colour, turned and placed by chance so that it crosses the code."""
    mask = _inked(_seal(page.millimetre), chance).rotate(chance.uniform(0, 360), Image.Resampling.BICUBIC)
    middle = (at + chance.uniform(-_OFF, _OFF) * page.side for at in page.middle)
    layer = Image.new("L", page.picture.size)
    layer.paste(mask, tuple(round(at - mask.width / 2) for at in middle))
    tint = Image.composite(Image.new("RGB", layer.size, colour), Image.new("RGB", layer.size, "white"), layer)
    return ImageChops.multiply(page.picture, tint)


def _seal(millimetre: float) -> Image.Image:
    side, middle = round(DIAMETER * millimetre), DIAMETER * millimetre / 2
    seal = Image.new("L", (side, side))
    ImageDraw.Draw(seal).ellipse((0, 0, side - 1, side - 1), outline=255, width=round(RING * millimetre))
    ImageDraw.Draw(seal).polygon(_star(middle, _STAR * millimetre), fill=255)
    font = ImageFont.truetype(str(next(FONTS.glob("*ong*"))), round(_LETTER * millimetre))
    for number, character in enumerate(NAME):
        turned = _letter(side, font, character, millimetre).rotate((0.5 - number / (len(NAME) - 1)) * _ARC)
        seal = ImageChops.lighter(seal, turned)
    return seal


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    corners = [(radius * (1 if corner % 2 == 0 else 0.382), math.pi * corner / 5) for corner in range(10)]
    return [(middle + far * math.sin(angle), middle - far * math.cos(angle)) for far, angle in corners]


def _letter(side: int, font: ImageFont.FreeTypeFont, character: str, millimetre: float) -> Image.Image:
    layer = Image.new("L", (side, side))
    ImageDraw.Draw(layer).text((side / 2, 2 * RING * millimetre), character, fill=255, font=font, anchor="ma")
    return layer


def _inked(seal: Image.Image, chance: Random) -> Image.Image:
    patches = Image.frombytes("L", (24, 24), chance.randbytes(24 * 24)).point(
        [155 + value * 100 // 255 for value in range(256)]
    )
    return ImageChops.multiply(seal, patches.resize(seal.size, Image.Resampling.BICUBIC))
