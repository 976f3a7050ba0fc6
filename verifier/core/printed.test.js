// The cases of tests/unit/verifier/printed.json, which the Python implementation reads too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { unhex } from "./bytes.js";
import { encode } from "./cbor.js";
import { differences } from "./printed.js";
import { digest, isSigned, readRecord, unlikeClaims } from "./record.js";

/** @import { AgreementClaims } from "./claims.js" */

const FILE = new URL("../../tests/unit/verifier/printed.json", import.meta.url);
/** @type {{ record: string, pages: string[], cases: { name: string, edits: any[], differences: any[] }[] }} */
const { record, pages, cases } = JSON.parse(readFileSync(FILE, "utf8"));
const CODED = unhex(record);

for (const example of cases) {
  test(example.name, () => {
    const shown = [...pages];
    for (const [page, old, changed] of example.edits)
      shown[page] = old === null ? changed : String(shown[page]).split(old).join(changed);
    const named = differences(readRecord(CODED), shown).map(({ field, agreed, found }) => [field, agreed, found]);
    assert.deepEqual(named, example.differences);
  });
}

test("clauses that this build does not know are not compared", () => {
  const shown = pages.map((page) => page.split("协商解决").join("打一架"));
  assert.deepEqual(
    differences(readRecord(CODED), shown).map((one) => one.field),
    ["条款"],
  );
  assert.deepEqual(differences(readRecord(CODED).set("clauses", new Map([["version", 9]])), shown), []);
});

test("what a student began says so", () => {
  const begun = readRecord(CODED).set("mode", "student_initiated");
  assert.deepEqual(
    differences(begun, pages).map((one) => one.field),
    ["甲方意见"],
  );
  const shown = pages.map((page) => page.split("在线应约").join("在线发起签约"));
  assert.deepEqual(differences(begun, shown), []);
});

/** @type {Record<string, [string, unknown]>} */
const UNREADABLE = {
  "another version": ["version", 2],
  "a time that is text": ["signed_at", "today"],
  "a time beyond all calendars": ["signed_at", 2 ** 52],
  "reviews that are a number": ["reviews", 7],
  "a day that is none": ["terms", new Map([["report_by", "soon"]])],
  "remarks that are a number": ["terms", new Map([["other", 7]])],
};

for (const [name, [field, value]] of Object.entries(UNREADABLE)) {
  test(`${name} is refused`, () => {
    assert.throws(() => differences(readRecord(CODED).set(field, value), pages), { code: "bad_claims" });
  });
}

for (const value of [[1], new Map([["number", "1"]]), new Map([["version", "1"]])]) {
  test(`no record: ${JSON.stringify(value)}`, () => {
    assert.throws(() => readRecord(encode(value)), { code: "bad_claims" });
  });
}

test("a record that is not the signed one is compared with the token", async () => {
  const held = readRecord(CODED);
  const claims = /** @type {AgreementClaims} */ ({
    ...{ number: "2026101230000045", edition: 1, name: "李四", school: 10123, employer: "合肥云帆信息技术有限公司" },
    ...{ uscc: "91350100M000100Y43", digest: unhex(await digest(CODED)), statusList: 1, statusIndex: 1 },
    terms: { position: null, monthlyPay: 9500, penalty: 1, reportBy: 20644 },
    ...{ holderHint: null, supersedes: null, issuedAt: 0 },
  });
  assert.deepEqual(unlikeClaims(held, claims), [
    { field: "姓名", agreed: "李四", found: "欧阳思远" },
    { field: "违约金", agreed: "1", found: "5000" },
  ]);
  assert.equal(unlikeClaims(held, { ...claims, terms: null }).length, 1);
  assert.equal(await isSigned(CODED, claims), true);
  assert.equal(await isSigned(CODED.slice(1), claims), false);
});
