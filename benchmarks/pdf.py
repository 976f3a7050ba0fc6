"""One agreement as PDF, warm: ours against WeasyPrint and ReportLab drawing the same form with the same fonts.

Run alone with ``python -m benchmarks.pdf``. CPU seconds, the least of several rounds, each round over other
agreements, in turn, in one process. Ours must take at most WeasyPrint's time (issue 2, section 8); the ratio to
ReportLab is shown.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.pdf_reportlab import ReportLabForm
from benchmarks.pdf_weasyprint import WeasyForm
from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.press import FormPrinter
from functions.domain.paper import Paper
from tests.unit.adapters.pdf.papers import digits, paper, record

FONTS = Path(__file__).resolve().parent.parent / "build" / "fonts"
ROUNDS, EACH = 7, 5
LIMIT = 1.0
Render = Callable[[Paper], bytes]


def papers(seed: int) -> Iterator[Paper]:
    """Agreements that differ in name, number and token, so that no one profits from the last."""
    for serial in range(seed * EACH, (seed + 1) * EACH):
        name = "".join(chr(0x4E00 + (serial * 37 + part * 911) % 20_000) for part in range(3))
        token = serial.to_bytes(4, "big") * 64
        made = record(student__name=name, number=f"20261012{serial:08}")
        yield replace(paper(made), token=token, url=f"https://wq.example.edu.cn/v#1{digits(token)}")


def seconds(render: Render, seed: int) -> float:
    """CPU seconds for one agreement."""
    made = list(papers(seed))
    began = time.process_time()
    for one in made:
        render(one)
    return (time.process_time() - began) / EACH


def measure() -> dict[str, float]:
    """CPU seconds by name: ours, WeasyPrint, ReportLab."""
    rivals: dict[str, Render] = {
        "ours": FormPrinter(Fonts(FONTS)).render,
        "WeasyPrint": WeasyForm(FONTS).render,
        "ReportLab": ReportLabForm(FONTS).render,
    }
    for render in rivals.values():
        render(paper())
    rounds = [
        {name: seconds(render, 3 * seed + at) for at, (name, render) in enumerate(rivals.items())}
        for seed in range(ROUNDS)
    ]
    return {name: min(took[name] for took in rounds) for name in rivals}


def main() -> int:
    """Print a row for each peer; 1 if WeasyPrint was faster."""
    took = measure()
    for peer in ("WeasyPrint", "ReportLab"):
        ratio = took["ours"] / took[peer]
        ours, other = f"{took['ours'] * 1000:.1f} ms", f"{took[peer] * 1000:.1f} ms"
        print(f"PDF of one agreement, warm | ours {ours} | {peer} {other} | {ratio:.2f}x")
    return int(took["ours"] > LIMIT * took["WeasyPrint"])


if __name__ == "__main__":
    sys.exit(main())
