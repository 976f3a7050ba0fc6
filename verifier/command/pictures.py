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
        texts = list(dict.fromkeys(text for frame in _frames(content) for text in codes(frame)))
    if not texts:
        raise Unreadable("no_code")
    return [Found(text, "" if len(texts) == 1 else f"第{at}码") for at, text in enumerate(texts, 1)]


def _frames(content: bytes) -> Iterator[Image.Image]:
    """Yield what Pillow makes of each frame: only its own errors are the picture's."""
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as picture:
            for frame in islice(ImageSequence.Iterator(picture), _most_frames(picture)):
                yield frame.convert("RGB")
    except Image.DecompressionBombError:
        raise Unreadable("picture_too_large") from None
    except Exception as error:  # Pillow has no one way to say that a picture is damaged: TypeError, too
        raise Unreadable("picture_broken") from error


def _most_frames(picture: Image.Image) -> int:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise Image.DecompressionBombError
    return MOST_PIXELS // max(pixels, 1)


def codes(picture: Image.Image, scales: Sequence[float] = SCALES) -> list[str]:
    """Return the texts of the QR codes on a picture, from the first view of it that shows one."""
    for view in _views(picture.convert("RGB"), scales):
        if read := zxingcpp.read_barcodes(view, formats=_QR):
            return [code.text for code in read]
    return []


def _views(picture: Image.Image, scales: Sequence[float]) -> Iterator[Image.Image]:
    for scale in scales:
        size = round(picture.width * scale), round(picture.height * scale)
        if scale == 1 or (min(size) >= _SMALLEST and max(size) <= _LARGEST):
            scaled = picture if scale == 1 else picture.resize(size)
            yield scaled.convert("L")
            yield scaled.getchannel("R")
