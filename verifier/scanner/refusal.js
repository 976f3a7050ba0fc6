// What cannot be read, and why: one stable code and one plain sentence for each, with what to do.

/** @import { Words } from "../page/dom.js" */

/** @satisfies {Record<string, Words>} */
export const SENTENCES = {
  empty_file: ["这个文件是空的；请重新导出或重新拍照。", "This file is empty; export it or take the photo again."],
  file_too_large: ["这个文件超过 100 MB；请拆分后再试。", "This file has more than 100 MB; split it and try again."],
  not_a_pdf: [
    "这个文件名叫 PDF，内容却不是 PDF；请打开它确认，再重新导出为 PDF。",
    "This file is named PDF but is none; open it to see what it is, and export it as PDF again.",
  ],
  unknown_file: [
    "这不是图片，也不是 PDF；请选择照片（JPEG、PNG）或 PDF 文件。",
    "This is neither a picture nor a PDF; choose a photo (JPEG, PNG) or a PDF file.",
  ],
  broken_image: ["这张图片已损坏，打不开；请重新拍照。", "This picture is damaged; take the photo again."],
  heic: [
    "此浏览器打不开 HEIC 照片；请在手机的相机设置里改用“兼容性最佳”，或另存为 JPEG 后再试。",
    "This browser cannot open HEIC photos; set the camera to 'Most Compatible', or save the photo as JPEG.",
  ],
  too_many_pixels: [
    "这张图片超过 8000 万像素，太大了；请缩小，或只拍二维码。",
    "This picture has more than 80 million pixels; make it smaller, or take a photo of the code alone.",
  ],
  password: [
    "这个 PDF 有密码；请先去掉密码再试，或扫描纸面上的二维码。",
    "This PDF has a password; remove it first, or scan the code on the paper.",
  ],
  broken_pdf: ["这个 PDF 已损坏，打不开；请重新下载或导出。", "This PDF is damaged; download or export it again."],
  too_many_pages: ["这个 PDF 超过 500 页；请拆分后再试。", "This PDF has more than 500 pages; split it and try again."],
  no_code: [
    "没有找到二维码；请把二维码拍全、拍清楚，光线均匀，再试一次。",
    "No QR code was found; take all of it, sharp and evenly lit, and try again.",
  ],
  no_engine: [
    "此浏览器不能在网页里识别二维码；请更新浏览器，或用微信“扫一扫”直接扫描纸面。",
    "This browser cannot read QR codes in a page; update it, or scan the paper with the phone's own scanner.",
  ],
  offline: [
    "识别程序没有下载下来；请检查网络，再试一次。",
    "What reads codes could not be downloaded; check the network and try again.",
  ],
  other_host: [
    "此二维码不属于本平台，它指向 HOST；不要打开它，也不要在它的网页上填写任何内容。",
    "This code is not ours, it leads to HOST; do not open it, and type nothing on its pages.",
  ],
  not_a_link: [
    "这不是协议书的二维码，也不是它的链接或数字；请扫描协议书上印有官方网址的二维码。",
    "This is not the code of an agreement, nor its link or digits; scan the code beside the official address.",
  ],
  no_agreement: [
    "这个链接是本平台的，但里面没有协议书；请扫描协议书上的二维码。",
    "This link is ours but carries no agreement; scan the code on the agreement.",
  ],
  too_long: [
    "内容太长，不是协议书的二维码；请只粘贴一个链接，或 # 后面的数字。",
    "This is too long for the code of an agreement; paste one link only, or the digits after #.",
  ],
  camera_denied: [
    "没有使用摄像头的许可；请在浏览器或微信的设置里允许，或点“拍照”。",
    "The camera was not allowed; allow it in the settings of the browser, or take a photo.",
  ],
  camera_missing: [
    "此浏览器打不开摄像头；请点“拍照”，或选择照片。",
    "This browser cannot open a camera; take a photo, or choose one.",
  ],
  camera_busy: [
    "摄像头正被其他程序使用；请关闭那个程序再试，或点“拍照”。",
    "Another program uses the camera; close it and try again, or take a photo.",
  ],
};
/** Longer names of hosts are cut: they are made to hide their end. */
const LONGEST_HOST = 80;

/** @typedef {keyof typeof SENTENCES} RefusalCode */

/** Something was given that cannot be read or is not ours. `words` is its one sentence; `host` is where it leads. */
export class Refusal extends Error {
  /**
   * @param {RefusalCode} code
   * @param {string | null} host
   */
  constructor(code, host = null) {
    super(code);
    this.code = code;
    this.host = host;
  }

  /** @returns {Words} */
  get words() {
    const host = this.host ?? "";
    const short = host.length > LONGEST_HOST ? `…${host.slice(-LONGEST_HOST)}` : host;
    const [chinese, english] = SENTENCES[this.code];
    return [chinese.replace("HOST", () => short), english.replace("HOST", () => short)];
  }
}

/** Why a part of the page could not be loaded: there is no network, or this browser lacks what the part needs. */
export function lacking() {
  return new Refusal(globalThis.navigator?.onLine === false ? "offline" : "no_engine");
}
