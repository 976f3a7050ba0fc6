// The parts of the desk that need no page: order, repetitions, files for spreadsheets, keys of a scanner, bad files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";

import { byAttention, isFine, REASONS, reason, tally } from "./attention.js";
import { Batch, reading } from "./batch.js";
import { lines, notes, spoken, WIDTHS } from "./columns.js";
import { csv } from "./csv.js";
import { dropped, isClutter } from "./dropped.js";
import { novelty } from "./eye.js";
import { takeIn } from "./intake.js";
import * as texts from "./texts.js";
import { Typed } from "./typing.js";
import { workbook } from "./workbook.js";

/** @import { Report } from "../core/report.js" */
/** @import { Comparison } from "./batch.js" */

/**
 * @param {Partial<Report>} given
 * @param {object} [claims]
 */
function report(given, claims = {}) {
  const paper = {
    claims: { number: "20260001234", edition: 1, school: 19999, name: "欧阳𬭎", employer: "甲", ...claims },
  };
  const whole = { checks: [], authentic: "genuine", status: "valid", asOf: { issuedAt: 1780864000, age: 1 }, paper };
  return /** @type {Report} */ (/** @type {unknown} */ ({ ...whole, ...given }));
}

let counter = 0;
/**
 * One paper in a batch of its own.
 * @param {Report | null} answers
 * @param {Comparison} paper
 */
function alone(answers, paper = "open") {
  counter += 1;
  return new Batch().add(reading({ at: 0, text: `1${counter}`, paper }), answers)[0];
}

const REASON_OF = {
  "an altered code": [report({ authentic: "not_genuine", paper: null }), "open", "false"],
  "a paper that differs from a good code": [report({}), "differ", "false"],
  "a paper that differs from a terminated one": [report({ status: "terminated" }), "differ", "false"],
  "a terminated agreement that was compared": [report({ status: "terminated" }), "match", "ended"],
  "a superseded agreement": [report({ status: "superseded" }), "open", "ended"],
  "a menu's code": [report({ authentic: "not_ours", paper: null }), "open", "unread"],
  "a file that could not be read": [null, "open", "unread"],
  "a suspended agreement": [report({ status: "suspended" }), "match", "uncertain"],
  "an unknown status": [report({ status: "unknown" }), "match", "uncertain"],
  "an unknown key": [report({ authentic: "unknown_key", paper: null }), "open", "uncertain"],
  "a stolen key": [report({ authentic: "unconfirmed" }), "match", "uncertain"],
  "a good code that nobody compared": [report({}), "open", "compare"],
  "a good code with its paper": [report({}), "match", "done"],
};

describe("each paper has the gravest reason", () => {
  for (const [name, [answers, paper, wanted]] of Object.entries(REASON_OF)) {
    test(name, () => {
      const entry = alone(/** @type {Report | null} */ (answers), /** @type {Comparison} */ (paper));
      assert.equal(reason(entry), wanted);
      assert.equal(isFine(entry), wanted === "compare" || wanted === "done");
    });
  }
});

test("a superseded paper says by which edition and since when, where the list says it", () => {
  /** @param {Partial<Report>} answers */
  const told = (answers) => {
    const entry = alone(report({ status: "superseded", ...answers }, { edition: 3 }));
    return entry && [spoken(entry)[0], ...notes(entry).map(([chinese]) => chinese)];
  };
  const row = `第 1 行：真实，`;
  assert.deepEqual(told({ since: 20609 }), [`${row}已由第 4 版取代。`, "自 2026-06-05 起，由第 4 版取代。"]);
  assert.deepEqual(told({}), [`${row}已被新版取代。`, "学校已补发更新的版本。"]);
});

test("the gravest come first, equals in the order of reading", () => {
  const batch = new Batch();
  const answers = [
    report({}),
    null,
    report({ status: "terminated" }),
    report({ authentic: "not_genuine", paper: null }),
    null,
  ];
  answers.forEach((answer, at) => void batch.add(reading({ at: 0, text: `1${at}` }), answer));
  const sorted = [...batch.entries].sort(byAttention);
  assert.deepEqual(
    sorted.map(({ order }) => order),
    [4, 3, 2, 5, 1],
  );
  assert.deepEqual(tally(sorted), { false: 1, ended: 1, unread: 2, uncertain: 0, repeated: 0, compare: 1, done: 0 });
});

describe("a record attached to the file", () => {
  const claims = { digest: new Uint8Array([0xab, 0xcd]) };
  /** @param {string | null} attached */
  const entry = (attached) => new Batch().add(reading({ at: 0, text: "1", attached }), report({}, claims))[0];
  const OTHER = {
    "the one that was signed for": ["abcd", "compare"],
    "another one": ["abce", "false"],
    none: [null, "compare"],
  };
  for (const [name, [attached, wanted]] of Object.entries(OTHER)) {
    test(name, () => assert.equal(reason(entry(attached ?? null)), wanted));
  }
  test("pages that show otherwise than it are said", () => {
    const [made] = new Batch().add(
      reading({ at: 0, text: "1", attached: "abcd", shown: ["月薪"] }),
      report({}, claims),
    );
    assert.equal(reason(made), "false");
    assert.match(notes(made)[0]?.[0] ?? "", /不一致（月薪）/);
  });
  test("another one is said", () => assert.match(notes(entry("00"))[0]?.[0] ?? "", /不是同一份/));
});

test("a paper that stays before the camera is one paper; shown again later it is another", () => {
  let now = 0;
  const isNew = novelty(() => now);
  const seen = [0, 120, 2100, 4000, 6100].map((at) => {
    now = at;
    return isNew("1");
  });
  assert.deepEqual(seen, [true, false, false, false, true]);
  assert.ok(isNew("2"));
});

describe("repetitions", () => {
  /** @param {[text: string, claims: object][]} papers */
  const batch = (...papers) => {
    const made = new Batch();
    for (const [text, claims] of papers) made.add(reading({ at: 0, text }), report({}, claims));
    return made.entries;
  };

  test("a link and its digits are the same paper, and the first is named", () => {
    const [first, second, third] = batch(
      ["https://a.example/v#1234", {}],
      ["1234", {}],
      ["https://a.example/v#1234", {}],
    );
    assert.deepEqual([first?.sameAs, second?.sameAs, third?.sameAs], [null, 1, 1]);
    assert.deepEqual(
      [first, second].map((entry) => entry && reason(entry)),
      ["compare", "repeated"],
    );
  });

  test("another edition is named on both papers, the same one is not", () => {
    const [first, second, third] = batch(["11", {}], ["12", { edition: 2 }], ["13", { edition: 2 }]);
    assert.deepEqual(first?.editions, [
      { order: 2, edition: 2 },
      { order: 3, edition: 2 },
    ]);
    assert.deepEqual(second?.editions, [{ order: 1, edition: 1 }]);
    assert.deepEqual(third?.editions, [{ order: 1, edition: 1 }]);
    assert.match(notes(/** @type {any} */ (first))[0]?.[0] ?? "", /第 2 版在第 2 行/);
  });

  const APART = {
    "the same number of another school": [{}, { school: 19998, edition: 2 }],
    "another number": [{}, { number: "20260001235", edition: 2 }],
    "the same edition of the same number": [{}, {}],
  };
  for (const [name, [one, other]] of Object.entries(APART)) {
    test(`${name} is no other edition`, () => {
      assert.deepEqual(
        batch(["11", one ?? {}], ["12", other ?? {}]).map(({ editions }) => editions),
        [[], []],
      );
    });
  }

  test("files that say nothing do not repeat one another", () => {
    const made = new Batch();
    for (const file of ["a.pdf", "b.pdf"]) made.add(reading({ at: 0, file }), null);
    assert.deepEqual(
      made.entries.map(({ sameAs }) => sameAs),
      [null, null],
    );
  });
});

const EXECUTED = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠a", "'=1"];
const HARMLESS = ["欧阳𬭎", "1+1", "a=b", "'quoted", ""];

describe("a file for a spreadsheet executes nothing", () => {
  for (const text of EXECUTED) {
    test(JSON.stringify(text), () => {
      assert.equal(csv([[text]]), `\ufeff"'${text}"\r\n`);
      assert.match(sheet([["head"], [text]]), /<c s="3" t="inlineStr">/);
    });
  }
  for (const text of HARMLESS)
    test(`${JSON.stringify(text)} stays`, () => assert.equal(csv([[text]]), `\ufeff"${text}"\r\n`));

  test("quotes are doubled", () => assert.equal(csv([['a"b', "c,d\n"]]), '\ufeff"a""b","c,d\n"\r\n'));

  test("no cell is a formula or a number, whatever it looks like", () => {
    const made = sheet([["head"], ["=1+1"], ["0012"], ["1e9"], ["<f>1</f>"]]);
    assert.doesNotMatch(made, /<f>|<v>|t="n"/);
    assert.match(made, />0012</);
  });

  test("what XML cannot hold is replaced, and the rest is escaped", () => {
    assert.match(sheet([['\u0000\ud800&<"\r']]), />\ufffd\ufffd&amp;&lt;&quot;&#13;</);
  });
});

/** @param {string[][]} rows */
function sheet(rows) {
  return strFromU8(/** @type {Uint8Array} */ (unzipSync(workbook(rows, "核验", [10]))["xl/worksheets/sheet1.xml"]));
}

test("what was read is said by its row and its two answers", () => {
  assert.deepEqual(spoken(alone(report({}))), ["第 1 行：真实，有效。", "Row 1: Genuine, In force."]);
});

test("a row of a file has a text in every column", () => {
  const entries = [alone(report({})), alone(null), alone(report({ authentic: "not_ours", paper: null }))];
  const made = lines(entries, (words) => (typeof words === "string" ? words : words[0]));
  assert.deepEqual(new Set(made.map((row) => row.length)), new Set([WIDTHS.length]));
  assert.ok(made.flat().every((text) => typeof text === "string" && text !== ""));
  assert.deepEqual(made[1]?.slice(5, 9), ["✓ 真实", "✓ 有效", "2026-06-08 04:26:40", "未核对"]);
  assert.equal(made[2]?.[9], "取不到信任名单，没有核验：请联网后点“重新查询”。");
});

/**
 * Type `text` with `gap` milliseconds between keys, then the key `end`; return what was taken for a scanner's.
 * @param {string} text
 * @param {number} gap
 * @param {string} end
 */
function type(text, gap, end = "Enter") {
  const typed = new Typed();
  const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false };
  const keys = [...[...text].map((key) => ({ key, code: "" })), { key: end, code: end }];
  return keys.map((key, at) => typed.take({ ...plain, ...key, timeStamp: at * gap })).filter(Boolean);
}

const LINK = "https://jy.example.edu.cn/v#1234567890";

describe("a scanner is told from a person", () => {
  test("fast keys and Enter", () => assert.deepEqual(type(LINK, 5), [LINK]));
  test("fast keys and Tab", () => assert.deepEqual(type(LINK, 5, "Tab"), [LINK]));
  test("a slow wireless one", () => assert.deepEqual(type(LINK, 60), [LINK]));
  test("a person is slower", () => assert.deepEqual(type(LINK, 120), []));
  test("a short word is no code", () => assert.deepEqual(type("1234567", 5), []));
  test("without an end there is nothing", () => assert.deepEqual(type(LINK, 5, "a"), []));

  test("with a Chinese input method on, the places of the keys say what was typed", () => {
    const typed = new Typed();
    const keys = [
      ["KeyH"],
      ["KeyT"],
      ["Semicolon", true],
      ["Slash"],
      ["KeyV"],
      ["Digit3", true],
      ["Digit1"],
      ["Period"],
    ];
    const plain = { key: "Process", ctrlKey: false, altKey: false, metaKey: false, repeat: false };
    for (const [at, [code, shiftKey]] of keys.entries()) {
      typed.take({ ...plain, code: String(code), shiftKey: Boolean(shiftKey), timeStamp: at });
    }
    assert.equal(typed.take({ ...plain, code: "Enter", shiftKey: false, timeStamp: 9 }), "ht:/v#1.");
  });

  test("a key that is held down types nothing", () => {
    const typed = new Typed();
    const held = { key: "1", code: "Digit1", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    for (let at = 0; at < 30; at += 1) typed.take({ ...held, repeat: at > 0, timeStamp: at * 30 });
    assert.equal(typed.take({ ...held, key: "Enter", code: "Enter", repeat: false, timeStamp: 900 }), null);
  });
});

const CLUTTER = [".DS_Store", "a/.DS_Store", "a/Thumbs.db", "desktop.ini", "~$form.pdf", "__MACOSX/a.pdf"];
test("what systems leave in folders is passed over", () => {
  assert.deepEqual(
    CLUTTER.filter((name) => !isClutter(name)),
    [],
  );
  assert.deepEqual(["a.pdf", "a/b.jpg", "a.b/c.png", "my thumbs.db.pdf"].filter(isClutter), []);
});

describe("a folder that is dropped", () => {
  /**
   * @param {string} path
   * @param {File | null} [file] - null: it cannot be opened
   */
  const leaf = (path, file = new File(["x"], path)) => ({
    isFile: true,
    fullPath: path,
    file: (/** @type {any} */ give, /** @type {any} */ refuse) => (file ? give(file) : refuse(new Error())),
  });
  /**
   * A browser gives what is in a folder by and by.
   * @param {string} fullPath
   * @param {any[][]} parts
   */
  const folder = (fullPath, ...parts) => ({
    isFile: false,
    fullPath,
    createReader: () => ({ readEntries: (/** @type {any} */ give) => give(parts.shift() ?? []) }),
  });
  /** @param {any[]} entries */
  const drop = async (...entries) => {
    const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
    return (await dropped(/** @type {any} */ ({ items }))).map(({ file, name }) => [name, file !== null]);
  };

  test("is walked to the bottom, in parts, in the order of numbers in names", async () => {
    const deep = folder("/a/b", [leaf("/a/b/10.pdf")], [leaf("/a/b/9.pdf"), leaf("/a/b/.DS_Store")]);
    assert.deepEqual(await drop(folder("/a", [leaf("/a/2.pdf"), deep]), leaf("/1.pdf"), null), [
      ["1.pdf", true],
      ["a/2.pdf", true],
      ["a/b/9.pdf", true],
      ["a/b/10.pdf", true],
    ]);
  });

  test("keeps the others when one cannot be opened, and names it", async () => {
    const closed = {
      ...folder("/a/locked"),
      createReader: () => ({ readEntries: (/** @type {any} */ _, /** @type {any} */ no) => no(new Error()) }),
    };
    assert.deepEqual(await drop(folder("/a", [leaf("/a/1.pdf", null), closed, leaf("/a/2.pdf")])), [
      ["a/1.pdf", false],
      ["a/2.pdf", true],
      ["a/locked", false],
    ]);
  });
});

describe("files one after another", () => {
  /**
   * @param {Record<string, () => Promise<any[]>>} files
   * @param {AbortSignal} [signal]
   */
  async function taken(files, signal = new AbortController().signal) {
    /** @type {any[]} */
    const papers = [];
    const named = Object.keys(files).map((name) => ({ file: new File([], name), name }));
    const done = await takeIn(named, {
      read: (_, name) => /** @type {() => Promise<any[]>} */ (files[name])(),
      add: async (paper) => void papers.push(paper),
      progress: () => {},
      signal,
    });
    return { done, papers };
  }
  const good = async () => [{ text: "11", page: 1, from: "pdf" }];
  const refuse = async () => {
    throw Object.assign(new Error(), { code: "password", words: ["这个 PDF 有密码。", "It has a password."] });
  };

  test("the desk goes on after every bad one", async () => {
    const { done, papers } = await taken({
      "a.pdf": refuse,
      "b.pdf": async () => [],
      "c.pdf": good,
      "d.pdf": crash,
    });
    assert.equal(done, 4);
    assert.deepEqual(
      papers.map(({ refusal, text }) => refusal?.code ?? text),
      ["password", "no_code", "11", "unreadable"],
    );
    assert.deepEqual(
      papers.map(({ file }) => file),
      ["a.pdf", "b.pdf", "c.pdf", "d.pdf"],
    );
  });

  const crash = async () => {
    throw new TypeError("undefined is no function");
  };

  test("two codes in one file are two papers", async () => {
    const two = [1, 3].map((page) => ({ text: page === 3 ? "12" : "11", page, from: "pdf" }));
    const { papers } = await taken({ "a.pdf": async () => two });
    assert.deepEqual(
      papers.map(({ text, page }) => [text, page]),
      [
        ["11", 1],
        ["12", 3],
      ],
    );
  });

  test("a cancelled reading stops after the file in hand", async () => {
    const stop = new AbortController();
    const cancelled = async () => {
      stop.abort();
      return good();
    };
    const { done } = await taken({ "a.pdf": cancelled, "b.pdf": good }, stop.signal);
    assert.equal(done, 1);
  });
});

test("every reason and every answer has words, Chinese first", () => {
  assert.deepEqual(Object.keys(texts.TALLIES), [...REASONS]);
  const pairs = [texts.HEADS, texts.TALLIES, texts.DESK, texts.RECORD].flatMap((group) => Object.entries(group));
  for (const [name, [chinese, english]] of pairs.filter(([name]) => name !== "other")) {
    assert.match(chinese, /\p{Script=Han}/u, name);
    assert.match(english, /^[ -~✓✗]+$/, name);
  }
});

test("the page names no place but its own", () => {
  const page = readFileSync(new URL("template.html", import.meta.url), "utf8");
  assert.doesNotMatch(page, /https?:|\son\w+=|<script(?![^>]* src="\/desk\/)|style=/);
});
