"""Pictures that people hand in and papers carry: decoded once, so that none stops the press later.

1. Decoded are PNG and JPEG of at most 25 million pixels; what claims more is not unpacked.
2. What is kept is a PNG of at most 1200 pixels a side, turned upright, without the file's other contents (where a
   photo was taken, for one).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from functions.domain.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 25_000_000
SIDE = 1200


class PillowPictures:
    """Pictures by Pillow, which is imported when the first one comes."""

    def small(self, content: bytes, field: str) -> bytes:
        """Return the picture as a small PNG; raises Refused `picture_unreadable`, `picture_too_many_pixels`."""
        from PIL import Image, ImageOps  # noqa: PLC0415 - few calls of the API need it

        try:
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refused("picture_too_many_pixels", field=field, params={"most": MOST_PIXELS // 1_000_000})
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
        # Pillow raises what its decoders happen to raise.
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            raise Refused("picture_unreadable", field=field) from None
        upright.thumbnail((SIDE, SIDE))
        return _png(upright)


def _png(picture: Picture) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
