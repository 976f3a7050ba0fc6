// The vectors that every implementation must agree on, read by this one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import * as base10 from "./base10.js";
import { hex, unhex } from "./bytes.js";
import * as cbor from "./cbor.js";
import * as cose from "./cose.js";
import { isSigned } from "./ed25519.js";
import { Fault } from "./fault.js";
import { inflate } from "./inflate.js";
import * as link from "./link.js";
import { digest, encodeRecord } from "./record.js";
import { isGood, stopped } from "./report.js";
import { entry } from "./status_list.js";
import * as token from "./token.js";
import { read } from "./trust_reader.js";
import { verify } from "./verify.js";

/** @param {string} name */
const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
const [BASE10, CBOR, TOKENS, RECORDS, TRUST, VERDICTS] = [
  "base10",
  "cbor",
  "tokens",
  "records",
  "trust",
  "verdicts",
].map(vectors);
const NOW = 1780867600;
const DAY = 86400;

/**
 * @param {any[]} cases
 * @param {(example: any) => unknown} check
 */
function each(cases, check) {
  for (const example of cases) test(example.name, async () => void (await check(example)));
}

/** @param {string} code */
const withCode = (code) => (/** @type {unknown} */ fault) => fault instanceof Fault && fault.code === code;

describe("base-10 goes both ways", () => {
  each(BASE10.accepted, ({ bytes, digits }) => {
    assert.equal(base10.encode(unhex(bytes)), digits);
    assert.equal(hex(base10.decode(digits)), bytes);
  });
});

describe("base-10 refuses", () => {
  each(BASE10.refused, ({ digits, code }) => assert.throws(() => base10.decode(digits), withCode(code)));
});

describe("CBOR comes back byte for byte", () => {
  each(CBOR.accepted, ({ bytes }) => assert.equal(hex(cbor.encode(cbor.decode(unhex(bytes)))), bytes));
});

describe("CBOR refuses", () => {
  each(CBOR.refused, ({ bytes, code }) => assert.throws(() => cbor.decode(unhex(bytes)), withCode(code)));
});

describe("CBOR does not write", () => {
  /** @type {unknown[]} */
  const unwritable = [1.5, undefined, new Date(0), 1n << 64n, -(1n << 64n) - 1n, "\ud800", Symbol("s"), 2 ** 53];
  for (const value of unwritable) {
    test(String(value), () => assert.throws(() => cbor.encode([value]), /TypeError|RangeError/));
  }
});

/** @param {any} claims */
function fromJson(claims) {
  const { terms } = claims;
  return {
    ...claims,
    ...{ holderHint: claims.holder_hint, statusList: claims.status_list, statusIndex: claims.status_index },
    ...{ digest: unhex(claims.digest), issuedAt: claims.issued_at },
    supersedes: claims.supersedes && unhex(claims.supersedes),
    terms: terms && {
      ...{ position: terms.position, monthlyPay: terms.monthly_pay, penalty: terms.penalty },
      reportBy: terms.report_by && Date.parse(terms.report_by) / 1000 / DAY,
    },
  };
}

describe("a payload reads as its claims, and is written as it was", () => {
  each(TOKENS.payloads, ({ claims, payload }) => {
    const read = token.readClaims(unhex(payload));
    const wanted = fromJson(claims);
    for (const [field, value] of Object.entries(read)) assert.deepEqual(value, wanted[field], field);
    assert.equal(hex(token.prepare(wanted, new Uint8Array(4)).payload), payload);
  });
});

test("the reference vector, from its claims to its link", async () => {
  const { reference, payloads } = TOKENS;
  const prepared = token.prepare(fromJson(payloads[0].claims), await cose.keyId(unhex(reference.public)));
  assert.equal(hex(prepared.protected), reference.protected);
  assert.equal(hex(cose.toBeSigned(prepared)), reference.to_be_signed);
  const coded = cose.finish(prepared, unhex(reference.signature));
  assert.equal(hex(coded), reference.token);
  assert.equal(link.text("jy.example.edu.cn", coded), reference.link);
  assert.equal(await token.checkCode(coded), reference.check_code);
});

describe("a record has one encoding and one digest", () => {
  each(RECORDS, async (example) => {
    const coded = encodeRecord(example.record);
    assert.deepEqual([hex(coded), await digest(coded)], [example.bytes, example.digest]);
  });
  test("a record says its version", () => assert.throws(() => encodeRecord({ version: "1" }), TypeError));
});

/** @param {any} example */
const readTrust = ({ list, root, held }) => read(unhex(list), unhex(root), held);

/** @param {any} example */
async function look(example) {
  const trust = await read(unhex(VERDICTS.trust_lists[example.trust ?? "current"]), unhex(VERDICTS.root));
  const list = example.status_list === undefined ? VERDICTS.status_list.list : example.status_list;
  const lists = async () => (list === null ? null : unhex(list));
  return verify(example.text, { trust, lists, now: example.now ?? NOW, highestSeen: example.highest_seen });
}

/** Everything that asks for a signature, with whatever checks it. */
function signedVectors() {
  describe("a trust list is read", () =>
    each(TRUST.accepted, async (example) => assert.equal((await readTrust(example)).version, 3)));
  describe("a trust list is refused", () => {
    each(TRUST.refused, (example) => assert.rejects(readTrust(example), withCode(example.code)));
  });
  describe("a verdict", () => {
    each(VERDICTS.cases, async (example) => {
      const report = await look(example);
      const { step = null, code = null } = stopped(report) ?? {};
      assert.deepEqual([step, code], [example.step, example.code]);
      assert.deepEqual([report.authentic, report.status], [example.authentic, example.status]);
      assert.equal(isGood(report), example.authentic === "genuine" && example.status === "valid");
      assert.equal(report.since, example.since);
      if ("as_of" in example) assert.equal(report.asOf?.issuedAt ?? null, example.as_of);
    });
  });
}

describe("with the engine's own Ed25519", signedVectors);

describe("with @noble/ed25519, where the engine has none", () => {
  const { importKey } = crypto.subtle;
  let refused = 0;
  test.before(() => {
    crypto.subtle.importKey = () => {
      refused += 1;
      return Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));
    };
  });
  test.after(() => {
    crypto.subtle.importKey = importKey;
    assert.ok(refused > 400, `${refused} signatures were checked`);
  });
  signedVectors();
});

test("an error that is ours is no verdict", async () => {
  const { importKey } = crypto.subtle;
  crypto.subtle.importKey = () => Promise.reject(new TypeError("ours"));
  await assert.rejects(isSigned(new Uint8Array(), new Uint8Array(64).fill(7), new Uint8Array(32).fill(2)), /ours/);
  crypto.subtle.importKey = importKey;
});

test("a list of 131072 random entries is inflated", async () => {
  const { deflateSync, constants } = await import("node:zlib");
  const random = Uint8Array.from({ length: 32768 }, (_, at) => (at * at * 2654435761) >>> 24);
  for (const options of [
    { level: 9 },
    { level: 0 },
    { strategy: constants.Z_FIXED },
    { strategy: constants.Z_HUFFMAN_ONLY },
  ]) {
    const packed = inflate(deflateSync(random, options), 65536);
    assert.equal(hex(packed), hex(random));
    assert.equal(entry(packed, 131071), /** @type {number} */ (random[32767]) >> 6);
  }
});
