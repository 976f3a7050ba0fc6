"""The QR codes in a picture: as it is, then its red channel, which a red seal leaves clear, then both at other scales.

A picture is measured before it is opened; one of more than 100 megapixels is not, and of many
frames no more are looked at than make 100 megapixels. Needs the extra `files`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice

import zxingcpp
from PIL import Image, ImageSequence

from verifier.command.inputs import Unreadable
from verifier.command.reading import Found

MOST_PIXELS = 100_000_000
_KINDS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP")
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
SCALES = (1, 0.5, 2)
_SMALLEST, _LARGEST = 400, 6000


def read(content: bytes) -> list[Found]:
    """Return the codes of each frame of a picture; raises `Unreadable`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a picture's odd metadata, or of its size, which is measured here
        try:
            texts = _texts(content)
        except Image.DecompressionBombError:
            raise Unreadable("picture_too_large") from None
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 - Pillow has no one way to say that a picture is damaged: TypeError, too
            raise Unreadable("picture_broken") from None
    if not texts:
        raise Unreadable("no_code")
    return [Found(text, "" if len(texts) == 1 else f"第{at}码") for at, text in enumerate(texts, 1)]


def _texts(content: bytes) -> list[str]:
    with Image.open(BytesIO(content), formats=_KINDS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Unreadable("picture_too_large")
        frames = islice(ImageSequence.Iterator(picture), MOST_PIXELS // max(picture.width * picture.height, 1))
        return list(dict.fromkeys(text for frame in frames for text in codes(frame)))


def codes(picture: Image.Image, scales: Sequence[float] = SCALES) -> list[str]:
    """Return the texts of the QR codes on a picture, from the first view of it that shows one."""
    for view in _views(picture, scales):
        if read := zxingcpp.read_barcodes(view, formats=_QR):
            return [code.text for code in read]
    return []


def _views(picture: Image.Image, scales: Sequence[float]) -> Iterator[Image.Image]:
    colours = picture.convert("RGB")
    for scale in scales:
        size = round(picture.width * scale), round(picture.height * scale)
        if scale == 1 or (min(size) >= _SMALLEST and max(size) <= _LARGEST):
            scaled = colours if scale == 1 else colours.resize(size)
            yield scaled.convert("L")
            yield scaled.getchannel("R")
