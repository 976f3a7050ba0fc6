// Drawing at the pace at which a person reads: laying a long table out is what costs, not filling it.

const GAP = 250;

/**
 * Have `draw` called soon after `later`, but at most every GAP milliseconds, so that what came meanwhile is drawn together;
 * `now` draws at once. Timers, not frames: a window in the background goes on.
 * @param {() => void} draw
 */
export function paced(draw) {
  let timer = 0;
  let last = Number.NEGATIVE_INFINITY;
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    draw();
    last = performance.now();
  };
  const later = () => {
    timer ||= window.setTimeout(now, Math.max(0, last + GAP - performance.now()));
  };
  return { later, now };
}
