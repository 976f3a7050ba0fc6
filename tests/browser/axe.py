"""What axe finds on a page: WCAG 2.2 to level AA, and its best practice.

1. axe is loaded once into a document, however often it is asked.
2. Half of its time goes into the rules of `_OF_A_PART`, which look at an element, what it stands on and what is beside.
   They need not look again at a part of the page that was just so before, at that width, in that language, with those
   boxes ticked, and had no fault: `Parts` remembers it. All other rules look at the whole page every time.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OF_A_PART = ["color-contrast", "target-size"]
_OF_THE_WHOLE = {"runOnly": _TAGS, "rules": {rule: {"enabled": False} for rule in _OF_A_PART}}
# Lines are made in the page: a whole report is long to carry over.
_RUN = """async ([options, chosen]) => {
    const parts = [...document.querySelectorAll("body > :not(main, script), main > *")];
    const { violations } = await axe.run(
        chosen ? { include: chosen.map((at) => parts[at]) } : document, { ...options, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}"""
_PARTS = """() => [...document.querySelectorAll("body > :not(main, script), main > *")].map((part) => [
    innerWidth, document.documentElement.lang, part.outerHTML,
    ...[...part.querySelectorAll("input")].map(({ checked }) => checked)].join())"""


def faults(page: Page) -> list[str]:
    """Return one line for each node that breaks a rule."""
    _load(page)
    return page.evaluate(_RUN, [{"runOnly": _TAGS}, None])


class Parts:
    """The parts of pages that share one style, as far as they were looked at and had no fault."""

    def __init__(self) -> None:
        self._fine: set[str] = set()

    def faults(self, page: Page) -> list[str]:
        """Return the same lines as `faults`, but for parts that were returned before."""
        _load(page)
        found = page.evaluate(_RUN, [_OF_THE_WHOLE, None])
        parts = page.evaluate(_PARTS)
        if new := [at for at, part in enumerate(parts) if part not in self._fine]:
            found += page.evaluate(_RUN, [{"runOnly": _OF_A_PART}, new])
        if not found:
            self._fine |= set(parts)
        return found


def _load(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
