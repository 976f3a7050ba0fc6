// What the desk says beside the words of the page that a scan opens, Chinese and English.

import { DAYS } from "./keep.js";

/** @import { Words } from "../page/dom.js" */
/** @import { Tone } from "../page/texts.js" */
/** @import { Comparison } from "./batch.js" */
/** @import { Reason } from "./attention.js" */

/** @type {Record<string, Words> & Record<"order" | "name" | "paper" | "note" | "at" | "file" | "scanned", Words>} */
export const HEADS = {
  order: ["序号", "No."],
  name: ["姓名", "Graduate"],
  paper: ["与纸面核对", "Paper"],
  note: ["说明", "What to know"],
  at: ["核验时间", "Read at"],
  file: ["来源", "From"],
  scanned: ["扫描", "scanned"],
  camera: ["摄像头", "camera"],
  typed: ["扫描枪", "USB scanner"],
  pasted: ["粘贴", "pasted"],
};

/** @type {Record<Comparison, { words: Words, tone: Tone }>} */
export const COMPARED = {
  open: { words: ["未核对", "not compared"], tone: "plain" },
  match: { words: ["一致", "matches"], tone: "good" },
  differ: { words: ["不一致", "differs"], tone: "bad" },
};

/**
 * @satisfies {Record<string, Words | ((value: any) => Words)>}
 */
export const NOTES = {
  unread: ["没有读到", "Not read"],
  unchecked: ["没有核验", "Not checked"],
  notOurs: ["不是本平台的码", "Not ours"],
  unknownKey: ["无法确认", "Cannot be confirmed"],
  otherRecord: [
    "文件附带的协议记录与二维码签名的不是同一份：不要凭这份文件办理。",
    "The record attached to the file is not the one that the code was signed for: do not rely on this file.",
  ],
  /** @type {(fields: string[]) => Words} */
  shown: (fields) => [
    `文件各页的文字与签名的协议记录不一致（${fields.join("、")}）：不要凭这份文件办理。`,
    `The pages of the file differ from the record that was signed (${fields.join(", ")}): do not rely on this file.`,
  ],
  noTrust: [
    "取不到信任名单，没有核验：请联网后点“重新查询”。",
    "There is no trust list, so it was not checked: connect and press Look up again.",
  ],
  noEngine: [
    "此浏览器缺少核验所需的功能：请换用新版浏览器。",
    "This browser lacks what the check needs: use a newer one.",
  ],
  noCode: [
    "没有找到二维码：请把二维码拍全、拍清楚，或换一份文件。",
    "No code was found: take a sharp picture of the whole code, or choose another file.",
  ],
  broken: ["这个文件读不出来：请换一份文件。", "This file cannot be read: choose another one."],
  differ: ["纸面与二维码的内容不同：不要凭这份纸面办理。", "The paper differs from its code: do not rely on it."],
  compare: ["请与纸面核对。", "Compare it with the paper."],
  done: ["核验通过，纸面一致。", "Checked, and the paper matches."],
  /** @type {(order: number) => Words} */
  repeated: (order) => [`重复：与第 ${order} 行是同一个码。`, `Repeated: the same code as row ${order}.`],
  /** @type {(other: { order: number, edition: number }) => Words} */
  edition: ({ order, edition }) => [
    `同一份协议书的第 ${edition} 版在第 ${order} 行。`,
    `Edition ${edition} of the same agreement is row ${order}.`,
  ],
};

/** @type {Record<Reason, Words>} */
export const TALLIES = {
  false: ["不真实或不一致", "not genuine or different"],
  ended: ["已解约、作废或被取代", "terminated or superseded"],
  unread: ["没有读到", "not read"],
  uncertain: ["不能确认", "uncertain"],
  repeated: ["重复或另有版本", "repeated"],
  compare: ["待核对纸面", "to compare"],
  done: ["通过", "well"],
};

/** @type {Record<Reason, Tone>} */
export const TONES = {
  false: "bad",
  ended: "bad",
  unread: "open",
  uncertain: "open",
  repeated: "open",
  compare: "plain",
  done: "good",
};

/** @satisfies {Record<string, Words>} */
export const RECORD = {
  title: ["就业协议书批量核验记录", "Record of a check of employment agreements"],
  time: ["打印时间（北京时间）", "Printed (Beijing time)"],
  host: ["核验网址", "Checked at"],
  trust: ["信任名单版本", "Trust list"],
  root: ["根密钥指纹", "Root key"],
  build: ["页面指纹（SHA-256）", "Page (SHA-256)"],
  sign: ["经办人：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿＿＿", "Checked by: ________________  Date: ____________"],
};

/** @satisfies {Record<string, Words>} */
export const DESK = {
  noCamera: ["摄像头打不开：请用扫描枪，或选择文件。", "The camera cannot be opened: use a scanner or choose files."],
  sheet: ["协议书核验", "Agreements checked"],
  other: ["English", "中文"],
  empty: [
    "还没有协议书。接上扫描枪直接扫，或把一个文件夹拖到这里。",
    "No papers yet. Scan with a USB scanner, or drop a folder here.",
  ],
  fresh: ["刚读到的一份会显示在这里。", "The paper read last is shown here."],
  match: ["✓ 一致", "✓ Matches"],
  differ: ["✗ 不一致", "✗ Differs"],
  next: ["下一份未核对的", "Next to compare"],
  differs: ["不一致", "differs"],
  kept: [
    `为防误关窗口，读到的内容暂存在本机的这个浏览器里，${DAYS} 天后或点“清空”时删除。`,
    `What is read is kept in this browser on this device in case the window is closed, for ${DAYS} days or until Clear.`,
  ],
  notKept: [
    "此浏览器不能暂存（如无痕窗口）：关闭窗口会丢失未导出的内容。",
    "This browser cannot keep anything (a private window?): closing the window loses what was not exported.",
  ],
  clear: ["清空表格并删除本机暂存的内容？", "Clear the table and delete what is kept on this device?"],
  official: ["官方网址", "Official address"],
  elsewhere: [
    "您打开的网址不是官方网址：这个页面可能是冒充的。",
    "The address you opened is not an official one: this page may be an imitation.",
  ],
  noTrust: [
    "取不到信任名单：请检查网络，再点“重新查询”。",
    "The trust list cannot be reached: check the network and press Look up again.",
  ],
};

/**
 * @param {number} count
 * @param {string} until - a time in Beijing
 * @returns {Words}
 */
export function offered(count, until) {
  return [
    `上次有 ${count} 份没有清空，只保存在本机的这个浏览器里，${until} 后删除。要恢复吗？`,
    `Papers left last time: ${count}. They are in this browser on this device only, until ${until}. Restore them?`,
  ];
}

/**
 * @param {number} version
 * @param {string} time - in Beijing
 * @param {string} root - the fingerprint of the root key
 * @param {string} build - of the page
 * @returns {Words}
 */
export function listed(version, time, root, build) {
  return [
    `信任名单第 ${version} 版，北京时间 ${time} 签发。根密钥指纹 ${root}。页面指纹 ${build}。`,
    `Trust list ${version}, signed ${time} Beijing time. Root key ${root}. Page ${build}.`,
  ];
}

/**
 * @param {number} done
 * @param {number} all
 * @param {string} name
 * @returns {Words}
 */
export function progress(done, all, name) {
  return [`正在读取 ${done} / ${all}：${name}`, `Reading ${done} of ${all}: ${name}`];
}

/**
 * @param {number} done
 * @param {number} all
 * @returns {Words}
 */
export function finished(done, all) {
  return done === all
    ? [`读完了，共 ${all} 个文件。`, `Done, files read: ${all}.`]
    : [
        `已取消：读了 ${done} 个文件，还有 ${all - done} 个没有读。`,
        `Cancelled: ${done} files read, ${all - done} not.`,
      ];
}
