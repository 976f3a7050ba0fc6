"""What axe finds on a page: WCAG 2.2 to level AA, and its best practice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text("utf-8")
# Lines are made in the page: a whole report is long to carry over.
_RUN = """async (tags) => (await axe.run({ runOnly: tags, resultTypes: ["violations"] })).violations.flatMap(
  ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))"""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """Return one line for each node that breaks a rule."""
    page.evaluate(_AXE)
    return page.evaluate(_RUN, _RULES)
