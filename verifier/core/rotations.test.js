// The vectors of roots that follow one another, and of fingerprints.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { unhex } from "./bytes.js";
import * as fingerprint from "./fingerprint.js";
import { read } from "./trust_reader.js";

const VECTORS = JSON.parse(readFileSync(new URL("../vectors/rotations.json", import.meta.url), "utf8"));

/** @param {any} example */
const readTrust = ({ list, root, held }) => read(unhex(list), unhex(root), held);

describe("a chain leads to the list's root", () => {
  for (const example of VECTORS.accepted)
    test(example.name, async () => assert.equal((await readTrust(example)).version, 3));
});

describe("a chain leads elsewhere", () => {
  for (const example of VECTORS.refused)
    test(example.name, () => assert.rejects(readTrust(example), { code: example.code }));
});

describe("a fingerprint is the same in both languages", () => {
  for (const example of VECTORS.fingerprints)
    test(example.name, async () => assert.equal(await fingerprint.of(unhex(example.key)), example.fingerprint));
});
