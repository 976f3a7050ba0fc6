// The parts of the scanner that need no page: what a file and a text are, channels, and the pipeline in Node.js.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { prepareZXingModule } from "zxing-wasm/reader";

import { kindOf, pixelCount } from "./kind.js";
import { readPixels } from "./pixels.js";
import { asPixels, doubled, halved, luminance, red, unsealed } from "./planes.js";
import { Refusal, SENTENCES } from "./refusal.js";
import { recognise } from "./scanned.js";

const HOSTS = ["jy.example.edu.cn", "127.0.0.1:8000"];
const DIGITS = `1${"0123456789".repeat(5)}`;

/** @param {string} text - of bytes */
const bytes = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

test("a file is what its first bytes say", () => {
  /** @type {Record<string, string>} */
  const kinds = {
    "%PDF-1.7": "pdf",
    "\n\n junk %PDF-1.4": "pdf",
    "\x89PNG\r\n\x1a\n": "image",
    "\xff\xd8\xff\xe0": "image",
    "RIFF\x01\x02\x03\nWEBPVP8 ": "image",
    "\0\0\0\x18ftypheic": "heic",
    "\0\0\0\x18ftypmif1": "heic",
    "\0\0\0\x18ftypavif": "image",
    "\0\0\0\x18ftypisom": "other",
    "PK\x03\x04": "other",
    MZ: "other",
    "<svg>": "other",
    "": "other",
  };
  for (const [head, kind] of Object.entries(kinds)) assert.equal(kindOf(bytes(head)), kind, JSON.stringify(head));
});

test("a picture's size is in its head", () => {
  /** @type {Record<string, [string, number]>} */
  const sizes = {
    PNG: ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20", 400_000_000],
    GIF: ["GIF89a\x02\x01\x03\0", 258 * 3],
    BMP: [`BM${"\0".repeat(16)}\x05\0\0\0\xfe\xff\xff\xff`, 10],
    JPEG: ["\xff\xd8\xff\xe0\0\x04ab\xff\xc4\0\x02\xff\xc2\0\x0b\x08\x01\0\x02\0", 256 * 512],
    "WebP, lossy": [`RIFF\0\0\0\0WEBPVP8 ${"\0".repeat(10)}\x64\0\xc8\0`, 100 * 200],
    "WebP, lossless": [`RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x63\xc0\x31\0`, 100 * 200],
    "WebP, extended": [`RIFF\0\0\0\0WEBPVP8X${"\0".repeat(8)}\x63\0\0\xc7\0\0\0`, 100 * 200],
    "cut off": ["\x89PNG\r\n\x1a\n\0\0", 0],
    "a JPEG without a frame": ["\xff\xd8\xff\xe0\0\x02", 0],
    "a JPEG of rubbish": ["\xff\xd8\0\0\0\0\0\0\0\0", 0],
    HEIC: ["\0\0\0\x18ftypheic", 0],
  };
  for (const [name, [head, count]] of Object.entries(sizes)) assert.equal(pixelCount(bytes(head)), count, name);
});

test("a text is an agreement's, or refused by name", () => {
  const long = "x".repeat(300);
  /** @type {Record<string, string>} */
  const codes = {
    [DIGITS.repeat(100)]: "too_long",
    "https://evil.example/v#1234": "other_host:evil.example",
    [`https://jy.example.edu.cn@evil.example/v#${DIGITS}`]: "other_host:evil.example",
    [`https://jy.example.edu.cn:444/v#${DIGITS}`]: "other_host:jy.example.edu.cn:444",
    [`https://${long}.example/`]: `other_host:${long}.example`,
    "https://jy.example.edu.cn/v": "no_agreement",
    [`https://jy.example.edu.cn/v#2${DIGITS}`]: "no_agreement",
    "WIFI:S:a;;": "not_a_link",
    "javascript:alert(1)": "not_a_link",
    [`data:text/html,${DIGITS}`]: "not_a_link",
    2026101230000045: "not_a_link",
    [DIGITS.slice(1)]: "not_a_link",
    "": "not_a_link",
  };
  for (const [text, code] of Object.entries(codes)) {
    const told = (/** @type {unknown} */ error) =>
      error instanceof Refusal && [error.code, ...(error.host ? [error.host] : [])].join(":") === code;
    assert.throws(() => recognise(text, HOSTS), told, text.slice(0, 80));
  }
});

test("what is ours is checked whatever its path and whatever its way added", () => {
  const ours = [
    DIGITS,
    `https://jy.example.edu.cn/v#${DIGITS}`,
    `http://jy.example.edu.cn/a/../b?next=//evil.example#${DIGITS}`,
    `https://JY.example.edu.cn/v#${DIGITS}`,
    `http://127.0.0.1:8000/v%23${DIGITS}`,
    ` https://jy.example.edu.cn/v#${DIGITS.slice(0, 20)}\n${DIGITS.slice(20)} `,
  ];
  for (const text of ours) assert.equal(recognise(text, HOSTS), DIGITS, text);
});

test("every refusal is one sentence in each language", () => {
  for (const [code, [chinese, english]] of Object.entries(SENTENCES)) {
    assert.match(chinese, /^[^。]+。$/, code);
    assert.match(chinese, /\p{Script=Han}/u, code);
    assert.match(english, /^[ -~]+\.$/, code);
  }
  const { words } = new Refusal("other_host", `${"a".repeat(200)}.example`);
  assert.match(words[0], /指向 …a+\.example；/);
  assert.ok(words[0].length < 150);
});

test("channels and scales", () => {
  const seal = { data: Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 255), width: 2, height: 1 };
  assert.deepEqual([...red(seal).data], [255, 0]);
  assert.deepEqual([...luminance(seal).data], [76, 0]);
  const four = { data: Uint8ClampedArray.of(0, 100, 200, 100), width: 2, height: 2 };
  assert.deepEqual(halved(four), { data: Uint8ClampedArray.of(100), width: 1, height: 1 });
  assert.deepEqual([...doubled(four).data].slice(0, 4), [0, 50, 100, 100]);
  assert.deepEqual([...asPixels(four).data].slice(4, 8), [100, 100, 100, 255]);
});

test("a seal's red lifts what is near it, its paper far above its ink, and nothing further off", () => {
  const [paper, ink, sealed] = [
    [255, 255, 255, 255],
    [0, 0, 0, 255],
    [190, 25, 40, 255],
  ];
  const rows = [
    [sealed, ink, ink, ink],
    [ink, ink, ink, ink],
    [ink, ink, ink, paper],
  ];
  const seen = unsealed({ data: Uint8ClampedArray.from(rows.flat(2)), width: 4, height: 3 }).data;
  assert.deepEqual([...seen], [213, 137, 0, 0, 137, 137, 0, 0, 0, 0, 0, 255]);
});

test("nothing is read in an empty picture, in Node.js as in a browser", async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer } });
  const white = { data: new Uint8ClampedArray(4 * 60 * 60).fill(255), width: 60, height: 60 };
  assert.deepEqual(await readPixels(white), []);
});
