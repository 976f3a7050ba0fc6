// What the scanner says beside the answers of /v; refusals are in refusal.js.

/** @import { Words } from "../page/dom.js" */

/** @type {Words} */
export const REFUSED = ["没有核验", "Not checked"];

/** @satisfies {Record<string, Words>} */
export const RECORD = {
  same: ["PDF 所附的协议记录与签名一致。", "The record attached to the PDF is the one that was signed."],
  other: [
    "PDF 所附的协议记录与签名不一致：这个文件被改动过，请以扫描纸面为准，并联系学校就业部门。",
    "The record attached to the PDF is not the one that was signed: the file was altered. Ask the career office.",
  ],
};

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
