// What looks for codes, beside the page: an A4 page at 300 dpi takes a phone seconds, in which the page must go on.
// A request is pixels or a photo, and a port for the answer: what was found, or the code of a `Refusal`.

import { pixelsIn } from "./picture.js";
import { readPixels } from "./pixels.js";
import { Refusal } from "./refusal.js";

addEventListener("message", async ({ data: { source, how, port } }) => {
  try {
    port.postMessage({ found: await readPixels(await pixelsIn(source), how) });
  } catch (error) {
    port.postMessage({ refused: error instanceof Refusal ? error.code : "no_engine" });
  }
});
postMessage("ready");
