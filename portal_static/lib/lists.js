/**
 * One list out of several that the API keeps apart by state, each with a cursor of its own.
 */

/** @typedef {{items: any[], open: {state: string, cursor: string}[]}} Gathered */
/** @typedef {(state: string, cursor: string | null) => Promise<import("./types.js").List>} Ask */

/** The first page of each state, the longest waiting first. @param {string[]} states @param {Ask} ask @param {string} by @returns {Promise<Gathered>} */
export function gather(states, ask, by) {
  return pages(
    states.map((state) => ({ state, cursor: null })),
    ask,
    { items: [], open: [] },
    by,
  );
}

/** The next page of each state that has one. @param {Gathered} list @param {Ask} ask @param {string} by */
export function gatherMore(list, ask, by) {
  return pages(list.open, ask, list, by);
}

/** @param {{state: string, cursor: string | null}[]} open @param {Ask} ask @param {Gathered} list @param {string} by */
async function pages(open, ask, list, by) {
  const found = await Promise.all(open.map(async ({ state, cursor }) => ({ state, ...(await ask(state, cursor)) })));
  const items = [...list.items, ...found.flatMap((each) => each.items)];
  items.sort((one, other) => String(one[by] ?? "").localeCompare(String(other[by] ?? "")));
  const rest = found.flatMap(({ state, cursor }) => (cursor ? [{ state, cursor }] : []));
  return { items, open: rest };
}
