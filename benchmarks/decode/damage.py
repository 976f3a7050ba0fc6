"""What happens to a printed code between the printer and the scanner, each in four strengths, the mildest first.

A damage takes a page, its strength and a source of chance, and gives another picture. Lengths are in
mm of the paper, so that a strength means the same at every resolution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from statistics import NormalDist
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from benchmarks.decode.pages import Page
from benchmarks.decode.seal import stamped

_GREY = 128
_PATCHES = ("white", "black", (205, 160, 130))  # correction fluid, ink, a thumb
_EYE, _FRAME = 150.0, 90.0  # mm: from the camera to the paper, and what it sees of it
_SHADE = 12.0  # mm over which a fold's shadow fades


def _blur(page: Page, deviation: float, _chance: Random) -> Image.Image:
    return page.picture.filter(ImageFilter.GaussianBlur(deviation * page.millimetre))


def _noise(page: Page, deviation: float, chance: Random) -> Image.Image:
    width, height = page.picture.size
    curve = NormalDist(_GREY, deviation)
    values = [min(max(round(curve.inv_cdf((byte + 0.5) / 256)), 0), 255) for byte in range(256)]
    layers = [Image.frombytes("L", (width, height), chance.randbytes(width * height)).point(values) for _ in "RGB"]
    return ImageChops.add(page.picture, Image.merge("RGB", layers), offset=-_GREY)


def _jpeg(page: Page, quality: int, _chance: Random) -> Image.Image:
    return compressed(page.picture, quality)


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    """The picture as a JPEG file leaves it, with the colours at half the resolution."""
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality)
    with Image.open(target) as read:
        return read.convert("RGB")


def _perspective(page: Page, degrees: float, chance: Random) -> Image.Image:
    """A camera's frame around the code, the paper tilted about an axis of any direction."""
    tilt, axis = math.radians(degrees), chance.uniform(0, 2 * math.pi)
    cos, sin, wide = math.cos(axis), math.sin(axis), 1 / math.cos(tilt)
    lean = math.tan(tilt) / (_EYE * page.millimetre)
    across, down = -lean * cos, -lean * sin
    turn = ((wide * cos**2 + sin**2, (wide - 1) * cos * sin), ((wide - 1) * cos * sin, wide * sin**2 + cos**2))
    side = round(_FRAME * page.millimetre)
    half = side / 2
    unit = 1 - (across + down) * half
    rows = [
        (x + at * across, y + at * down, at * unit - (x + y) * half)
        for at, (x, y) in zip(page.middle, turn, strict=True)
    ]
    place = [part / unit for part in (*rows[0], *rows[1], across, down)]
    return page.picture.transform(
        (side, side), Image.Transform.PERSPECTIVE, place, Image.Resampling.BICUBIC, fillcolor="white"
    )


def _fold(page: Page, darkest: float, chance: Random) -> Image.Image:
    """One side of a line through the code lies in shadow, darkest along the line."""
    angle, (x, y) = chance.uniform(0, 2 * math.pi), _inside(page, chance)
    slope = 255 / (_SHADE * page.millimetre)
    across, down = slope * math.cos(angle), slope * math.sin(angle)
    place = (0, 0, 128, across, down, -across * x - down * y)
    ramp = Image.linear_gradient("L").transform(page.picture.size, Image.Transform.AFFINE, place, fillcolor=255)
    light = ramp.point([round(255 * darkest + value * (1 - darkest)) for value in range(256)])
    return ImageChops.multiply(page.picture, Image.merge("RGB", (light, light, light)))


def _occlusion(page: Page, share: float, chance: Random) -> Image.Image:
    """A round patch hides a share of the code's area."""
    picture, (x, y) = page.picture.copy(), _inside(page, chance)
    radius = page.side * math.sqrt(share / math.pi)
    ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), chance.choice(_PATCHES))
    return picture


def _inside(page: Page, chance: Random) -> tuple[float, float]:
    return page.left + chance.random() * page.side, page.top + chance.random() * page.side


def _seal(page: Page, ink: tuple[tuple[int, int, int], int], chance: Random) -> Image.Image:
    colour, quality = ink
    return compressed(stamped(page, colour, chance), quality)


def _none(page: Page, _strength: None, _chance: Random) -> Image.Image:
    return page.picture


@dataclass(frozen=True)
class Damage:
    """How a page is spoilt, and by how much."""

    spoil: Callable[[Page, Any, Random], Image.Image]
    strengths: Sequence[Any]


SEAL = "red seal"
DAMAGES: Mapping[str, Damage] = {
    "none": Damage(_none, (None,)),
    "blur": Damage(_blur, (0.10, 0.15, 0.20, 0.25)),  # mm
    "noise": Damage(_noise, (15, 30, 50, 70)),  # of 255
    "JPEG": Damage(_jpeg, (40, 20, 10, 5)),
    "perspective": Damage(_perspective, (15, 30, 45, 60)),  # degrees
    "fold shadow": Damage(_fold, (0.6, 0.4, 0.25, 0.15)),  # of the light
    "occlusion": Damage(_occlusion, (0.02, 0.04, 0.07, 0.10)),  # of the code's area
    SEAL: Damage(_seal, (((230, 90, 90), 95), ((205, 35, 45), 95), ((175, 15, 30), 90), ((190, 25, 40), 75))),
}
