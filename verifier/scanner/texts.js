// What the scanner says beside the answers of /v; refusals are in refusal.js.

/** @import { Words } from "../page/dom.js" */

/** @type {Words} */
export const REFUSED = ["没有核验", "Not checked"];

/** @satisfies {Record<string, Words>} */
export const RECORD = {
  heading: ["这个 PDF 文件", "This PDF file"],
  same: [
    "PDF 所附的协议记录与签名一致，各页文字与记录一致。",
    "The record attached to the PDF is the one that was signed, and the text of its pages agrees with it.",
  ],
  unknown: [
    "PDF 所附的协议记录与签名一致；各页文字请自行核对。",
    "The record attached to the PDF is the one that was signed; compare the text of its pages yourself.",
  ],
  shown: [
    "PDF 各页的文字与签名的协议记录不一致：不要凭这个文件办理，请联系学校就业部门。",
    "The pages of the PDF differ from the record that was signed: do not rely on this file, ask the career office.",
  ],
  other: [
    "PDF 所附的协议记录不是签名的那一份：不要凭这个文件办理，请联系学校就业部门。",
    "The record attached to the PDF is not the one that was signed: do not rely on this file, ask the career office.",
  ],
};

/**
 * @param {string} field - as the form has it, or a path of the record
 * @param {string} agreed
 * @param {string} shown
 * @returns {Words}
 */
export function differs(field, agreed, shown) {
  return [
    `${field}：签名的是“${agreed}”，文件里是“${shown}”。`,
    `${field}: signed "${agreed}", in the file "${shown}".`,
  ];
}

/** What stands for a value that is not there. */
export const absent = "—";

/** @type {Words} */
export const NO_TRUST = [
  "取不到信任名单，现在不能核验：请检查网络，再读一次。",
  "The trust list cannot be reached, so nothing can be checked now: check the network and read the paper again.",
];

/** @type {Words} */
export const READ_AGAIN = ["请检查网络，再读一次。", "Check the network and read the paper again."];

/** @satisfies {Record<string, Words>} */
export const DOING = {
  reading: ["正在识别…", "Reading…"],
  checking: ["正在核验…", "Checking…"],
  camera: ["请把二维码放进画面。", "Hold the code in view."],
  stopped: ["摄像头已关闭。", "The camera is off."],
};

/**
 * @param {number} count
 * @returns {Words}
 */
export function several(count) {
  return [`共读到 ${count} 份，逐份查看：`, `${count} were read; look at each:`];
}

/**
 * @param {number} number
 * @returns {Words}
 */
export function onPage(number) {
  return [`第 ${number} 页`, `page ${number}`];
}

/** @type {Words} */
export const ATTACHED = ["附件里的签名", "attached signature"];
