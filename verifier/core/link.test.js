// Links that were changed on their way: the shared vectors, read by JavaScript.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as base10 from "./base10.js";
import { Fault } from "./fault.js";
import * as link from "./link.js";

const LINKS = JSON.parse(readFileSync(new URL("../vectors/links.json", import.meta.url), "utf8"));

/** @param {string} text */
function reading(text) {
  try {
    const digits = link.read(text, LINKS.hosts);
    base10.decode(digits);
    return [digits, null];
  } catch (fault) {
    if (fault instanceof Fault) return [null, fault.code];
    throw fault;
  }
}

for (const { name, given, text, damage, digits, code } of LINKS.cases) {
  test(name, () => {
    assert.deepEqual(link.mend(given), [text, damage]);
    assert.deepEqual(reading(text), [digits, code]);
  });
}
