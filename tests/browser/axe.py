"""What axe finds on a page: WCAG 2.2 to level AA, and its best practice.

1. axe is loaded once into a document, however often it is asked. Where the page's own origin serves it, it is loaded as
   a file from there: a text is carried over and compiled for every page.
2. Most of its time goes into contrast, which is a matter of ink and ground: what the letters are like, and the colours
   and boxes that they stand on. Where another element of the same class, ink and ground was looked at, on this page or
   on an earlier one that had no fault, it need not look again: `Inks` remembers it.
3. A target of 24 by 24 is as large as WCAG 2.5.8 wants: only smaller ones are looked at with what is around them.
4. A document that has not changed since it had no fault, and shows the same elements in a wider window, is asked only
   what a width can change.
5. So it goes unnoticed if a page covers such letters or targets in part. All other rules look at every element.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

FILE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
_AXE = FILE.read_text("utf-8")
_IMPORT = f"async () => {{ await import('/{FILE.name}'); }}"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe calls "matches" says whether a rule is for an element.
_LOAD = """() => {
    const only = (id, isNew, remember = () => {}) => {
        const rule = axe._audit.getRule(id);
        const isMeant = rule.matches;
        rule.matches = (element, ...more) => {
            const isLookedAt = isNew(element) && isMeant.call(rule, element, ...more);
            if (isLookedAt) remember(element);
            return isLookedAt;
        };
    };
    const own = ({ backgroundColor, backgroundImage, opacity, position }) => {
        const look = [backgroundColor, backgroundImage, opacity, position].join();
        return look === "rgba(0, 0, 0, 0),none,1,static" ? "" : `/${look}`;
    };
    const groundOf = (element) => {
        if (!element) return "";
        const known = window.grounds.get(element);
        const ground = known ?? groundOf(element.parentElement) + own(getComputedStyle(element));
        window.grounds.set(element, ground);
        return ground;
    };
    const inkOf = (element) => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        return [element.className, color, fontSize, fontWeight, textShadow, groundOf(element)].join();
    };
    const hasText = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    only(
        "color-contrast",
        (element) => hasText(element) && !window.inks.has(inkOf(element)),
        (element) => window.inks.add(inkOf(element)));
    only("target-size", (element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
    });
}"""
# These look at boxes and what lies under them; all others at elements, attributes and what is shown at all.
_OF_WIDTH = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "skip-link", "target-size"]
# Lines are made in the page: a whole report is long to carry over.
_RUN = """async ([tags, rulesOfWidth, inks]) => {
    Object.assign(window, { inks: new Set(inks), grounds: new Map() });
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
    const parts = [...document.querySelectorAll("*")].map((part) => [isShown(part), part.value, part.checked].join());
    const sight = [document.title, document.documentElement.outerHTML, ...parts].join("\\n");
    const runOnly = window.fineSight === sight ? rulesOfWidth : tags;
    // Sheets are fetched for one rule, which is not among ours, and for each page again: a third of axe's time.
    const preload = { assets: ["media"] };
    const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"], preload });
    const lines = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
    window.fineSight = lines.length ? "" : sight;
    return [lines, [...window.inks]];
}"""


class Inks:
    """What letters looked like, and what they stood on, on the pages that had no fault."""

    def __init__(self, origin: str = "about:") -> None:
        """Of pages of which those at `origin` find FILE there by its name."""
        self._fine: list[str] = []
        self._origin = origin

    def faults(self, page: Page) -> list[str]:
        """Return one line for each node that breaks a rule."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(_IMPORT if page.url.startswith(self._origin) else _AXE)
            page.evaluate(_LOAD)
        found, inks = page.evaluate(_RUN, [_TAGS, _OF_WIDTH, self._fine])
        if not found:
            self._fine = inks
        return found


def faults(page: Page) -> list[str]:
    """Return what `Inks.faults` does for a page by itself."""
    return Inks().faults(page)
