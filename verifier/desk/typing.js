// A USB scanner types what it reads, key by key, and then Enter or Tab. It is told from a person by its speed, so that it
// works wherever the focus is. While a Chinese input method is on, a key has no character: its place on the keyboard
// (US layout, which scanners use) says which was meant.

/** Milliseconds between two keys of a scanner at most; a person does not type LEAST keys in a row that fast. */
const GAP = 80;
const LEAST = 8;
const SHIFTED = { ...pair("1234567890", "!@#$%^&*()"), ...pair("-=[]\\;',./`", '_+{}|:"<>?~') };
/** @type {Record<string, string>} */
const SIGNS = {
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Backquote: "`",
  Space: " ",
};

/** @typedef {Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey" | "repeat" | "timeStamp">} Stroke */

export class Typed {
  #text = "";
  #last = Number.NEGATIVE_INFINITY;

  /**
   * Take one key; return the whole text when this key ends one that a scanner typed, else null.
   * @param {Stroke} stroke
   */
  take(stroke) {
    const isQuick = stroke.timeStamp - this.#last <= GAP && !stroke.repeat;
    const before = isQuick ? this.#text : "";
    if (["Shift", "CapsLock"].includes(stroke.key)) return null;
    this.#last = stroke.timeStamp;
    this.#text = "";
    if (["Enter", "NumpadEnter", "Tab"].includes(stroke.code)) return before.length >= LEAST ? before : null;
    if (!stroke.ctrlKey && !stroke.altKey && !stroke.metaKey) this.#text = before + character(stroke);
    return null;
  }
}

/**
 * Call `take` with each text that a scanner types anywhere on the page.
 * @param {(text: string) => void} take
 */
export function listen(take) {
  const typed = new Typed();
  addEventListener(
    "keydown",
    (event) => {
      const text = typed.take(event);
      if (text === null) return;
      event.preventDefault();
      event.stopPropagation();
      forget(event.target);
      take(text);
    },
    { capture: true },
  );
}

/** @param {EventTarget | null} target - a field into which the scanner typed has it twice otherwise */
function forget(target) {
  if (target instanceof HTMLTextAreaElement) target.value = "";
}

/** @param {Stroke} stroke */
function character({ key, code, shiftKey }) {
  if ([...key].length === 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const plain = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? SIGNS[code] ?? "";
  return shiftKey ? (SHIFTED[plain] ?? plain) : plain;
}

/**
 * @param {string} plain
 * @param {string} shifted
 * @returns {Record<string, string>}
 */
function pair(plain, shifted) {
  return Object.fromEntries([...plain].map((sign, at) => [sign, /** @type {string} */ (shifted[at])]));
}
