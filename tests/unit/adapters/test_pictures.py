"""Pictures that papers carry: what cannot be drawn is refused when it is handed in, and what is kept is small."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from functions.adapters.pictures import MOST_PIXELS, PillowPictures
from functions.domain.errors import Refused


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    written = BytesIO()
    Image.new(mode, size).save(written, kind, exif=exif)
    return written.getvalue()


def claiming(width: int, height: int) -> bytes:
    """Return a PNG that says it is larger than it is."""
    head = b"IHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"
    return picture("PNG", (1, 1))[:12] + head + struct.pack(">I", zlib.crc32(head)) + picture("PNG", (1, 1))[33:]


KEPT: dict[str, tuple[bytes, tuple[int, int]]] = {
    "a small one": (picture("PNG", (300, 200)), (300, 200)),
    "a large one": (picture("JPEG", (4000, 3000)), (1200, 900)),
    "one pixel": (picture("PNG", (1, 1)), (1, 1)),
    "one with a palette": (picture("PNG", (30, 20), "P"), (30, 20)),
    "one in the colours of print": (picture("JPEG", (30, 20), "CMYK"), (30, 20)),
    "one of sixteen bits": (picture("PNG", (30, 20), "I;16"), (30, 20)),
    "a photo that lies on its side": (picture("JPEG", (40, 30), orientation=6), (30, 40)),
    "as many pixels as may be": (picture("PNG", (MOST_PIXELS // 5000, 5000), "1"), (1200, 1200)),
}
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "picture_unreadable"),
    "a beginning": (picture("PNG", (300, 200))[:70], "picture_unreadable"),
    "half a photo": (picture("JPEG", (300, 200))[:400], "picture_unreadable"),
    "another kind": (picture("GIF", (30, 20)), "picture_unreadable"),
    "a line too many": (picture("PNG", (MOST_PIXELS // 5000, 5001), "1"), "picture_too_many_pixels"),
    "a bomb": (claiming(40_000, 20_000), "picture_unreadable"),
}


@pytest.mark.parametrize(("given", "size"), KEPT.values(), ids=KEPT)
def test_what_is_kept_is_a_small_png(given: bytes, size: tuple[int, int]) -> None:
    with Image.open(BytesIO(PillowPictures().small(given, "seal"))) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("PNG", size, {})


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(("given", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused(given: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        PillowPictures().small(given, "seal")
    assert (refused.value.code, refused.value.field) == (code, "seal")
