import assert from "node:assert/strict";
import { test } from "node:test";

import { AT_ONCE, inPieces, tooLarge } from "./pieces.js";

const MB = 1024 * 1024;

/** @param {number} size @param {string} [name] */
const file = (size, name = "a.pdf") => new File([new Uint8Array(size)], name);

/** @param {Record<string, string | File>} fields */
function form(fields) {
  const made = new FormData();
  for (const [field, value] of Object.entries(fields)) made.append(field, value);
  return made;
}

/** @type {Record<string, [File, number[]]>} */
const SENT = {
  "an empty file": [file(0), []],
  "a small file": [file(3), []],
  "as much as one call takes": [file(AT_ONCE), []],
  "a byte more": [file(AT_ONCE + 1), [AT_ONCE, 1]],
  "as much as any file may have": [file(10 * MB), [4 * MB, 4 * MB, 2 * MB]],
};

for (const [name, [given, sizes]] of Object.entries(SENT)) {
  test(`${name} goes in ${sizes.length} pieces`, async () => {
    /** @type {number[]} */
    const seen = [];
    const sent = await inPieces(form({ reason: "x", letter: given }), async (piece) => `p${seen.push(piece.size)}`);
    assert.deepEqual(seen, sizes);
    assert.equal(sent.get("reason"), "x");
    assert.equal(sent.get("letter.pieces"), sizes.length ? seen.map((_, index) => `p${index + 1}`).join(" ") : null);
    assert.equal(sent.get("letter.name"), sizes.length ? "a.pdf" : null);
    assert.equal(sent.get("letter") instanceof File, !sizes.length);
  });
}

test("a file over the limit is named by its field", () => {
  assert.deepEqual(tooLarge(form({ reason: "x", letter: file(10 * MB + 1) })), {
    code: "upload_too_large",
    field: "letter",
    params: { most_mb: 10 },
  });
  assert.equal(tooLarge(form({ letter: file(10 * MB) })), null);
});

test("a piece that does not arrive ends it", async () => {
  const failing = inPieces(form({ letter: file(9 * MB) }), () => Promise.reject(new Error("offline")));
  await assert.rejects(failing, /offline/);
});
