// Every verdict and every code has words in both languages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { age, beijing, date, yuan } from "./format.js";
import * as texts from "./texts.js";

const { cases } = JSON.parse(readFileSync(new URL("../vectors/verdicts.json", import.meta.url), "utf8"));

/**
 * Every pair of words somewhere in `value`, with the path to it.
 * @param {any} value
 * @param {string} path
 * @returns {[string, string[]][]}
 */
function words(value, path) {
  if (typeof value === "string") return [];
  if (Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, item]) => words(item, `${path}.${name}`));
}

test("all words are Chinese first, then English", () => {
  const all = words(texts, "texts");
  assert.ok(all.length > 100);
  for (const [path, [chinese = "", english = "", ...more]] of all) {
    assert.match(chinese, /\p{Script=Han}/u, path);
    assert.match(english, /^[ -~]+$/, path);
    assert.deepEqual(more, [], path);
  }
});

test("every code that refuses a token has words of its own", () => {
  /** @type {Record<string, unknown>} */
  const why = {
    ...texts.AUTHENTIC_WHY,
    wrong_prefix: texts.AUTHENTIC.not_ours,
    unknown_kid: texts.AUTHENTIC.unknown_key,
  };
  const codes = new Set(
    cases.filter((/** @type {any} */ one) => one.step && one.step < 10).map((/** @type {any} */ one) => one.code),
  );
  assert.deepEqual(
    [...codes].filter((code) => !why[code]),
    [],
  );
});

test("every answer that the vectors give has words", () => {
  for (const { authentic, status } of cases) {
    assert.ok(texts.AUTHENTIC[/** @type {keyof typeof texts.AUTHENTIC} */ (authentic)]);
    assert.ok(texts.STATUS[/** @type {keyof typeof texts.STATUS} */ (status)]);
  }
});

test("only good answers have the tone of a tick", () => {
  const all = { ...texts.AUTHENTIC, ...texts.STATUS };
  const ticked = Object.entries(all)
    .filter(([, answer]) => answer.tone === "good")
    .map(([name]) => name);
  assert.deepEqual(ticked, ["genuine", "valid"]);
});

test("instants are told in Beijing time", () => {
  assert.equal(beijing(1780864000), "2026-06-08 04:26:40");
  assert.equal(date(20649), "2026-07-15");
  assert.equal(date(0), "1970-01-01");
});

test("ages are told in whole units, downwards", () => {
  const told = [-301, -300, 59, 60, 3599, 3600, 86399, 86400, 700000].map((seconds) => age(seconds)[0]);
  const wanted = [
    "本机时间之后",
    "不到 1 分钟前",
    "不到 1 分钟前",
    "1 分钟前",
    "59 分钟前",
    "1 小时前",
    "23 小时前",
    "1 天前",
    "8 天前",
  ];
  assert.deepEqual(told, wanted);
  assert.deepEqual([age(60)[1], age(7200)[1]], ["1 minute ago", "2 hours ago"]);
});

test("amounts are grouped by thousands", () => {
  assert.deepEqual([0, 999, 1000, 12000, 1234567].map(yuan), [
    "0 元",
    "999 元",
    "1,000 元",
    "12,000 元",
    "1,234,567 元",
  ]);
});
