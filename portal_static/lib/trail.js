/**
 * The way through a list: which records it showed, in its order, so that the next one follows the one just decided.
 *
 * Ids are opaque and stay in this tab. What was said about the last record is read out on the next page, once.
 */
const TRAIL = "trail:";
const SAID = "said";

/** Remember what a list shows. @param {string} name @param {string[]} ids */
export function lay(name, ids) {
  sessionStorage.setItem(TRAIL + name, ids.join(" "));
}

/** Where a record stands in its list. @param {string} name @param {string} id */
export function along(name, id) {
  const ids = (sessionStorage.getItem(TRAIL + name) ?? "").split(" ").filter(Boolean);
  const here = ids.indexOf(id);
  const around = here === -1 ? {} : { before: ids[here - 1], after: ids[here + 1] };
  return { position: here + 1, count: ids.length, before: around.before, after: around.after };
}

/** Take a decided record off its list. @param {string} name @param {string} id */
export function leave(name, id) {
  const ids = (sessionStorage.getItem(TRAIL + name) ?? "").split(" ");
  lay(
    name,
    ids.filter((each) => each !== id),
  );
}

/** Go on, and say there what was done here. @param {string} text @param {string} to */
export function goOn(text, to) {
  sessionStorage.setItem(SAID, text);
  location.assign(to);
}

/** What the page before wanted said; only once. */
export function saidBefore() {
  const text = sessionStorage.getItem(SAID) ?? "";
  sessionStorage.removeItem(SAID);
  return text;
}
