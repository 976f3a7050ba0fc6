// Gives the page one vector and returns what it shows, as soon as it says that it is done. Runs inside the page.

/**
 * @typedef {object} Given
 * @property {string | null} fragment - what to open, null for what is pasted
 * @property {string} pasted
 * @property {number} now - seconds since 1970-01-01 00:00 UTC
 * @property {number} seen - the latest time of the list `list` that this device has seen
 * @property {number} list
 */

/**
 * Answer 1 and its code, answer 2, its code and its day, answer 3, and whether there is anything to compare.
 * @param {Given} given
 */
export async function look({ fragment, pasted, now, seen, list }) {
  Date.now = () => now * 1000;
  localStorage.setItem(`status/${list}`, String(seen));
  const [answers, scanned, form] = ["answers", "scanned", "paste"].map((id) => document.getElementById(id));
  if (!answers || !(scanned instanceof HTMLTextAreaElement) || !(form instanceof HTMLFormElement))
    throw new Error("no /v");
  /** @type {Promise<void>} */
  const done = new Promise((settle, giveUp) => {
    setTimeout(giveUp, 20_000, new Error("the page is never done"));
    const watch = new MutationObserver(() => {
      if (answers.getAttribute("aria-busy") !== "false") return;
      watch.disconnect();
      settle();
    });
    watch.observe(answers, { attributeFilter: ["aria-busy"] });
  });
  if (fragment === null) {
    scanned.value = pasted;
    form.requestSubmit();
  } else if (navigator.vendor.startsWith("Apple") && location.href !== new URL(`#${fragment}`, location.href).href) {
    location.hash = fragment;
  } else {
    // The same at a third of the price; WebKit lets a page do it only 100 times in 10 seconds.
    history.replaceState(null, "", `#${fragment}`);
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
  await done;
  const [first, second, third] = ["authentic", "status", "as-of"].map((id) => document.getElementById(id));
  const time = third?.querySelector(".head strong")?.firstChild?.textContent ?? "";
  return [
    first?.dataset.answer ?? answers.firstElementChild?.id,
    first?.dataset.code ?? "",
    second?.dataset.answer ?? "unknown",
    second?.dataset.code ?? "",
    /[0-9]{4}-[0-9-]{5}/.exec(second?.textContent ?? "")?.[0] ?? "",
    /^[0-9]/.test(time) ? time : "",
    document.querySelector("[data-field]") !== null,
  ];
}
