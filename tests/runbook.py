"""docs/runbook.md as the tests execute it: what operators are to type, and what it prints.

1. A fenced block `sh` is typed as it stands, in the order of the page. A block `text` under it is what it prints; `…`
   stands for anything.
2. Words in capitals are the reader's to replace; a test has a table of them. A name that no table has fails the test.
3. Who executes a line is told by its program: `infra.deploy` and `zappa` a deployment, which makes the first deployment
   whole; everything else tests/integration/test_runbook.py. What only a person can do is in BY_HAND, each with its
   reason; nothing else may be left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "runbook.md"
BY_HAND: dict[str, str] = {
    "make install fonts": "the checkout in which the tests run was made by it",
}
DEPLOYING = ("python -m infra.deploy ", "zappa ")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Block(NamedTuple):
    """Lines to type under a heading of the page, and what they print."""

    heading: str
    lines: tuple[str, ...]
    prints: tuple[str, ...]

    @property
    def is_deploying(self) -> bool:
        """Whether a deployment executes it."""
        return any(line.startswith(DEPLOYING) for line in self.lines)


def fences(page: str) -> Iterator[tuple[str, str, str]]:
    """Return heading, language and content of each fenced block."""
    for found in _FENCE.finditer(page):
        *_, heading = _HEADING.findall(_FENCE.sub("", page[: found.start()]))
        yield heading, found[1], found[2]


def blocks(page: str | None = None) -> tuple[Block, ...]:
    """Return what is to be typed, in the order of the page."""
    made: list[Block] = []
    for heading, language, content in fences(PAGE.read_text("utf-8") if page is None else page):
        lines = tuple(content.replace("\\\n", " ").splitlines())
        if language == "sh":
            made.append(Block(heading, tuple(" ".join(line.split()) for line in lines), ()))
        elif language == "text":
            made[-1] = made[-1]._replace(prints=lines)
    return tuple(made)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Replace the words in capitals."""
    for word, value in words.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _, value=value: value, text)
    return text


def typed(line: str, words: Mapping[str, str]) -> str:
    """Return a line as it is typed; AssertionError for a word in capitals that nothing stands for."""
    text = filled(line, words)
    assert not re.search(r"(?<![\w./-])[A-Z]{3,}(?!\w)", text), text
    return text


def require_printed(block: Block, said: str, words: Mapping[str, str]) -> None:
    """Raise AssertionError unless what was printed has the lines of the page, in their order."""
    left = iter(said.splitlines())
    for line in block.prints:
        wanted = re.compile(re.escape(filled(line, words)).replace("…", ".*"))
        # Where nobody types, an answer ends no line.
        assert any(wanted.fullmatch(printed.rpartition("[y/N] ")[2]) for printed in left), (block.heading, line, said)


def shell(script: str, folder: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Type lines into a shell in a folder, agreeing to whatever is asked; it has no terminal of its own."""
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    found = {"PYTHONPATH": str(ROOT)} | dict(variables) | path
    return subprocess.run(
        ["bash", "-ec", script], cwd=folder, env=found, input="y\n" * 9, capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
