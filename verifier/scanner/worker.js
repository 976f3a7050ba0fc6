// What looks for codes, beside the page: an A4 page at 300 dpi takes a phone seconds, in which the page must go on.
// A request is pixels or a bitmap, and a port for the answer: what was found, or the code of a `Refusal`.

import { drawn } from "./picture.js";
import { readPixels } from "./pixels.js";
import { Refusal } from "./refusal.js";

addEventListener("message", async ({ data: { source, how, port } }) => {
  try {
    const pixels = source instanceof ImageBitmap ? drawn(source, source.width, source.height) : source;
    port.postMessage({ found: await readPixels(pixels, how) });
  } catch (error) {
    port.postMessage({ refused: error instanceof Refusal ? error.code : "no_engine" });
  }
});
postMessage("ready");
