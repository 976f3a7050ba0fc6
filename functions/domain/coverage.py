"""The characters that the press can print; written by `python -m infra.glyphs`, read by `glyphs.py`."""

from __future__ import annotations

RANGES = (
    "w 2n x d 1 2e c 4 6 2 c 4 n 2 2 2 3 4 2 2 k 6 10 1 d 2 d 2 s g r 2 2f 1 f 1 2h 1 b 1 1 3 d 1 g 2 4l h 1 7 7 p "
    "1j 1 e 1s 1 1 54c 2 2o 2i 7c 2 c 7 1 3 1 3 1 3 2 3 8 1 1 2 1 1 3 4 5 1 4 3 7 1 y 1 1g 1 1 2 2b 1 2 1 1 1 3 2 4 "
    "1 3 1 2 1 a 2 3 2 3 1 2 1 6 1 5 1 10 c 4 c k a u 2 a 3 4 2 3 1 1 1 1 1 h 4 b 1 a 1 1 2 1 7 3 1 1 3 1 1 4 1 2 4 "
    "2 1 1 a 5 4 5 1 5 1 1 1 2 1 3 1 j 3 1 4 2 2 2 2 2 2 2 2 a 6 2 2 9 5 6 1 4 1 p 1 q 2 j 1 l 3 a 1 5 1 g 2 3p 2 c "
    "f 1 1 b 2 1z 1 1o 98 5 3 2 2 4 2 2 2 4 2 1 4 1 6 e 5 8 1 g 4 1 2 2 1 4 2 6 2 4 4 f 1 g 3 t g 2 c y 1 s 2 1v 1 "
    "g 1 6 1 y 1 1 2 l 1 v u d 1 b6 2 3t 1 1m 2 7d 3 i 1 3e 1 is 2 1w q 1 2h c 5y q c 4 16 6 g 1 2e 4 2t 5 17 1 1f "
    "1 16 1 18 4 10 c 1b 1 7g 1 58z 1s g74 hkx 3 1 2 3 3 8 6 2 3 c 2 1 1 1 5 1 1 1 2 8 1 3 2 1 1 3 1 3 2 a 1 3 7 5 "
    "1 3 3 1 1 2 3 2 3 3 2 4 3 1 1 2 1 1 1 1 1 2 1 2 2 1 2 5 1 8 1 6 1 1 2 1 2 1 2 1 1 4 2 9 1 7 3 1 9 2 1 1 1 7 1 "
    "2 2 4 2 1 1 1 1 2 1 2 4 1 1 1 4 1 1 1 2 3 1 6 3 1 2 2 3 5 1 3 3 1 2 1 1 c 1 1 1 1 1 g 3 4h 5 ln a m z 1 j 1 4 "
    "45 4f 1 u 3 6 2 6 2 6 2 3 3 7 1 7 1bm9 d 3 2l 3 1p 2b 3 d 18 4 9 7 2 2pa wyf 15 379 b 66 2 4g2 e 5rl 2hj 1 b 1 "
    "1d 1 2x 1 "
)
