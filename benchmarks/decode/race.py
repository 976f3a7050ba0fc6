"""The race: every reader looks at every image; a reading counts when it is exactly the text that was printed."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from benchmarks.decode.damage import DAMAGES, SEAL
from benchmarks.decode.pages import page

READERS_JS = Path(__file__).with_name("readers.js")
OURS, PLAIN = "ours", "zxing-wasm"
READERS = (OURS, PLAIN, "jsQR", "qr")
RESOLUTIONS = (150, 300)
EACH = 6  # images of one strength
LEAST_UNDER_SEAL = 0.95


@dataclass
class Row:
    """One damage at one resolution: for each reader, how many images of each strength it read, and its time."""

    damage: str
    dpi: int
    images: int = 0
    read: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in READERS})
    milliseconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(READERS, 0.0))

    def rate(self, reader: str) -> float:
        """The share of the images that a reader read, 0 to 1."""
        return sum(self.read[reader]) / self.images

    @property
    def limit(self) -> float:
        """What ours must reach: the rate of plain zxing-wasm, and more under a seal."""
        return max(self.rate(PLAIN), LEAST_UNDER_SEAL if self.damage == SEAL else 0)

    @property
    def holds(self) -> bool:
        """Whether ours reaches it."""
        return self.rate(OURS) >= self.limit

    def open_strength(self) -> None:
        """Count the next strength apart."""
        for counts in self.read.values():
            counts.append(0)

    def count(self, printed: str, answers: dict[str, Any]) -> None:
        """Add what each reader answered to one image."""
        self.images += 1
        for name, answer in answers.items():
            self.read[name][-1] += printed in answer["texts"]
            self.milliseconds[name] += answer["ms"]


def rows(kept: Path | None = None) -> Iterator[Row]:
    """Yield each damage at each resolution; the images are kept in a folder if one is given."""
    with subprocess.Popen(["node", READERS_JS], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as readers:
        for damage in DAMAGES:
            for dpi in RESOLUTIONS:
                row = Row(damage, dpi)
                for strength in range(len(DAMAGES[damage].strengths)):
                    row.open_strength()
                    for serial in range(EACH):
                        picture = _spoilt(damage, strength, dpi, serial)
                        if kept:
                            picture.save(kept / f"{damage} {dpi} {strength} {serial}.png")
                        row.count(page(serial, dpi).text, _ask(readers, picture))
                yield row


def _spoilt(damage: str, strength: int, dpi: int, serial: int) -> Image.Image:
    chance = Random(f"{damage} {strength} {dpi} {serial}")  # noqa: S311 - a second run must draw the same
    return DAMAGES[damage].spoil(page(serial, dpi), DAMAGES[damage].strengths[strength], chance)


def _ask(readers: subprocess.Popen[bytes], picture: Image.Image) -> dict[str, Any]:
    if readers.stdin is None or readers.stdout is None:
        raise ValueError("the readers have no pipes")
    readers.stdin.write(struct.pack("<II", *picture.size) + picture.convert("RGBA").tobytes())
    readers.stdin.flush()
    return dict(json.loads(readers.stdout.readline()))
