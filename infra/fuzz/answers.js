// What the JavaScript verifier says of inputs, as JSON: the same questions and words as in answers.py. The first line on
// standard input is the setting, each further one `[question, inputs]`; each is answered by one line of answers.

import { createInterface } from "node:readline";

import { hex, sha256, unhex } from "../../verifier/core/bytes.js";
import * as cbor from "../../verifier/core/cbor.js";
import { Fault } from "../../verifier/core/fault.js";
import { unpack } from "../../verifier/core/status_list.js";
import * as token from "../../verifier/core/token.js";
import { read } from "../../verifier/core/trust_reader.js";
import { authenticate, standing, verify } from "../../verifier/core/verify.js";

/** @import { Check, Report, Standing } from "../../verifier/core/report.js" */

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const setting = JSON.parse((await lines.next()).value);
if (setting.noble) {
  crypto.subtle.importKey = () => Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));
}
const [root, list] = [unhex(setting.root), unhex(setting.list)];
const trust = await read(unhex(setting.trust), root);
const claims = /** @type {Report["paper"] & {}} */ ((await authenticate(setting.text, trust, setting.now)).paper)
  .claims;

/** @type {Record<string, (asked: string) => unknown>} */
const QUESTIONS = {
  text: async (asked) => {
    const report = await verify(asked, { trust, lists: async () => list, now: setting.now });
    return [report.authentic, report.status, ...stopped(report.checks), asOf(report), paper(report)];
  },
  list: async (asked) => {
    const found = await standing(claims, trust, unhex(asked), setting.now);
    return [found.status, ...stopped(found.checks), asOf(found), found.since ?? null];
  },
  trust: async (asked) => {
    const { version, issuedAt, expiresAt, keys, schools, hosts, lists } = await read(unhex(asked), root);
    const each = keys.map((key) => [
      ...[hex(key.x), hex(key.kid), key.use, key.school],
      ...[key.notBefore, key.notAfter, key.state],
    ]);
    return ["read", version, issuedAt, expiresAt, each, [...schools], hosts, lists];
  },
  cbor: (asked) => ["read", hex(cbor.encode(cbor.decode(unhex(asked))))],
  inflated: async (asked) => {
    const packed = unpack({ uri: "", issuedAt: 0, expiresAt: 0, bits: 2, deflated: unhex(asked) });
    return ["read", packed.length, hex(await sha256(packed))];
  },
};

/** @param {readonly Check[]} checks */
function stopped(checks) {
  const { step, code } = checks.find(({ verdict }) => verdict !== "passed") ?? { step: null, code: null };
  return [step, code];
}

/** @param {Standing} found */
function asOf(found) {
  return found.asOf && [found.asOf.issuedAt, found.asOf.age];
}

/** @param {Report} report */
function paper({ paper: found }) {
  return found && [found.school, found.checkCode, hex(token.prepare(found.claims, new Uint8Array(4)).payload)];
}

/**
 * @param {string} question
 * @param {string} asked
 */
async function answer(question, asked) {
  try {
    return await QUESTIONS[question]?.(asked);
  } catch (error) {
    return error instanceof Fault ? ["refused", error.code] : ["crash", String(error)];
  }
}

for await (const line of lines) {
  const [question, inputs] = JSON.parse(line);
  const answers = await Promise.all(inputs.map((/** @type {string} */ asked) => answer(question, asked)));
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
