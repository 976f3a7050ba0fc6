// All that the page says, Chinese and English. Each state has words of its own: what it is, why, and what to do next.

import { date } from "./format.js";

/** @import { Code } from "../core/fault.js" */
/** @import { Damage } from "../core/link.js" */
/** @import { Authentic, Standing, Status } from "../core/report.js" */
/** @import { Words } from "./dom.js" */
/** @typedef {"good" | "bad" | "open" | "plain"} Tone - plain: neither good nor bad */
/** @typedef {{ tone: Tone, head: Words, why: Words, next: Words }} Answer */

/** @type {Words} */
const ASK_SCHOOL = [
  "不要凭这份纸面办理。请联系学校就业部门核实；电话以学校官网为准，不要用纸面上的电话。",
  "Do not rely on this paper. Ask the school's career office; take the number from the school's website, not from the paper.",
];
/** @type {Words} */
const OPEN_AGAIN = ["请联网后重新打开本页。", "Open this page again with a network."];
/** @type {Words} */
const ASK_AGAIN = [
  "请联网后重新打开本页。状态未知不等于有效，也不等于解约。",
  "Open this page again with a network. Unknown is neither in force nor terminated.",
];
/** @type {Words} */
const SET_CLOCK = ["请校准本机的日期和时间，再重新打开本页。", "Set this device's clock, then open this page again."];
/** @type {Words} */
const SCAN_AGAIN = [
  "请把纸上的二维码拍全，重新扫描。仍然如此，不要凭这份纸面办理，请联系学校就业部门核实。",
  "Scan the whole code on the paper again. If it stays so, do not rely on this paper: ask the school's career office.",
];

/** @type {Record<Authentic, Answer>} */
export const AUTHENTIC = {
  genuine: {
    tone: "good",
    head: ["真实", "Genuine"],
    why: ["二维码由学校签发，内容未被改动。", "The school signed this code; nothing in it was altered."],
    next: [
      "真实不等于有效，也不等于纸面没有改动：请接着看第 2 栏，并在第 4 栏逐项核对。",
      "Genuine is not yet in force, and the paper may be altered: go on to answers 2 and 4.",
    ],
  },
  not_genuine: {
    tone: "bad",
    head: ["不真实", "Not genuine"],
    why: ["二维码没有通过核验。", "The code did not pass the check."],
    next: ASK_SCHOOL,
  },
  unknown_key: {
    tone: "open",
    head: ["无法确认：不认识签发密钥", "Cannot be confirmed: unknown key"],
    why: [
      "本页的信任名单里没有签发它的密钥：名单可能太旧，二维码也可能不是学校签发的。",
      "Its key is not in this page's trust list: the list is too old, or no school signed it.",
    ],
    next: [
      "请联网后重新打开本页。仍然如此，不要凭这份纸面办理，请联系学校就业部门核实。",
      "Open this page again with a network. If it stays so, do not rely on this paper: ask the school's career office.",
    ],
  },
  unconfirmed: {
    tone: "open",
    head: ["暂时无法确认", "Cannot be confirmed now"],
    why: ["签名相符，但现在不能确认。", "The signature holds, but it cannot be confirmed now."],
    next: ["先不要凭它办理，请联系学校就业部门核实。", "Do not rely on it yet: ask the school's career office."],
  },
  not_ours: {
    tone: "bad",
    head: ["此二维码不属于本平台", "This code is not ours"],
    why: ["它不是本平台的协议书二维码。", "It is not the code of an agreement of this platform."],
    next: [
      "不要打开它，也不要在它的网页上填写内容。请扫描协议书上的二维码。",
      "Do not open it or type anything there. Scan the code on the agreement.",
    ],
  },
};

/** Of all that no program of ours has written, in whatever way. */
const NOT_THE_FORM = {
  why: /** @type {Words} */ ([
    "二维码的内容不合协议书的格式：不完整、被改动，或不是学校签发的。",
    "It does not have the form of an agreement: it is incomplete, was altered, or no school signed it.",
  ]),
};
/** @type {Partial<Record<Code, { why?: Words, next?: Words }>>} */
export const AUTHENTIC_WHY = {
  bad_digits: {
    why: ["二维码的数字不完整或被改动。", "The digits of the code are incomplete or altered."],
    next: SCAN_AGAIN,
  },
  bad_cbor: NOT_THE_FORM,
  non_canonical_cbor: NOT_THE_FORM,
  wrong_tag: NOT_THE_FORM,
  wrong_alg: NOT_THE_FORM,
  kid_in_wrong_header: NOT_THE_FORM,
  unprotected_not_empty: NOT_THE_FORM,
  bad_claims: NOT_THE_FORM,
  wrong_use: {
    why: ["签发它的密钥无权签发这所学校此时的协议书。", "Its key may not sign agreements of this school at that time."],
  },
  bad_signature: {
    why: [
      "签名不符：内容被改动，或不是学校签发的。",
      "The signature does not fit: it was altered, or no school signed it.",
    ],
  },
  key_compromised: {
    why: [
      "学校已声明签发它的密钥失窃。单凭此码不能确认，也不等于伪造。",
      "The school has declared its key stolen: that neither confirms it nor makes it a forgery.",
    ],
  },
  trust_expired: {
    why: ["签名相符，但本页的信任名单已过期。", "The signature holds, but this page's trust list has expired."],
    next: OPEN_AGAIN,
  },
  iat_in_future: {
    why: ["它的签发时间晚于本机时间。", "It was signed later than this device's clock says."],
    next: SET_CLOCK,
  },
};

/** @type {Words} */
const DAMAGED = ["链接已损坏，无法核验", "The link is damaged"];
/** @type {Partial<Record<Damage, Answer>>} */
export const LOST = {
  full_width: {
    tone: "open",
    head: DAMAGED,
    why: ["链接里有全角数字或符号，不是二维码的原样。", "It has full-width digits or signs."],
    next: SCAN_AGAIN,
  },
  shortened: {
    tone: "open",
    head: DAMAGED,
    why: ["链接被截短，后面的数字丢了。", "It was cut short: the rest of its digits is lost."],
    next: SCAN_AGAIN,
  },
};

/** @type {Record<Status, Answer>} */
export const STATUS = {
  valid: {
    tone: "good",
    head: ["有效", "In force"],
    why: ["协议书没有解约、暂停或被新版取代。", "It is not terminated, suspended or superseded."],
    next: [
      "第 1 栏是“真实”、与纸面核对也一致的，可以办理。",
      "Rely on it if answer 1 is Genuine and the paper matches.",
    ],
  },
  terminated: {
    tone: "bad",
    head: ["已解约或作废", "Terminated or void"],
    why: ["学校已登记这份协议书解约或作废。", "The school has recorded that it was terminated or is void."],
    next: [
      "不要再凭它办理；有疑问请联系学校就业部门。",
      "Do not rely on it; if in doubt, ask the school's career office.",
    ],
  },
  suspended: {
    tone: "open",
    head: ["已暂停", "Suspended"],
    why: ["学校正在处理争议或核查，暂停了这份协议书。", "The school looks into a dispute or a question."],
    next: ["先不要凭它办理，请向学校就业部门了解进展。", "Do not rely on it yet: ask the school's career office."],
  },
  superseded: {
    tone: "bad",
    head: ["已被新版取代", "Superseded"],
    why: ["学校已补发更新的版本。", "The school has issued a later edition."],
    next: ["不要再凭它办理；请向毕业生索要最新一版。", "Do not rely on it; ask the graduate for the latest edition."],
  },
  unknown: {
    tone: "open",
    head: ["状态未知", "Unknown"],
    why: ["取到的状态列表没有通过核验。", "The status list did not pass the check."],
    next: ASK_AGAIN,
  },
};

/**
 * What is said of a status; of a superseded edition by which one and since when, where the list says it.
 * @param {Standing} found
 * @param {number} edition
 * @returns {Answer}
 */
export function statusOf({ status, since }, edition) {
  if (since === undefined) return STATUS[status];
  const [next, day] = [edition + 1, date(since)];
  return {
    ...STATUS[status],
    head: [`已由第 ${next} 版取代`, `Superseded by edition ${next}`],
    why: [`自 ${day} 起，由第 ${next} 版取代。`, `Since ${day} edition ${next} has had its place.`],
  };
}

/** @type {Partial<Record<Code | "offline", { why?: Words, next?: Words }>>} */
export const STATUS_WHY = {
  offline: { why: ["本机没有联网，查不到状态。", "This device is offline: its status cannot be looked up."] },
  status_unreachable: {
    why: [
      "暂时取不到状态列表：网络或服务器有问题。",
      "The status list cannot be reached: the network or a server is down.",
    ],
    next: [
      "请稍后重新打开本页。状态未知不等于有效，也不等于解约。",
      "Open this page again later. Unknown is neither in force nor terminated.",
    ],
  },
  status_expired: { why: ["取到的状态列表已过期。", "The status list has expired."] },
  status_rolled_back: {
    why: ["取到的状态列表比本机见过的更旧。", "The status list is older than one that this device has seen."],
    next: [
      "请换一个网络重新打开本页。仍然如此，请联系学校就业部门核实。",
      "Open this page again over another network. If it stays so, ask the school's career office.",
    ],
  },
  iat_in_future: {
    why: ["状态列表的签发时间晚于本机时间。", "The status list was signed later than this device's clock says."],
    next: SET_CLOCK,
  },
};

/** @type {Answer} */
export const ASKING = {
  tone: "open",
  head: ["正在查询", "Looking it up"],
  why: ["正在取状态列表。", "Fetching the status list."],
  next: ["请稍候。", "Please wait."],
};
/** @type {Answer} */
export const NOT_ASKED = {
  tone: "open",
  head: ["未查询", "Not looked up"],
  why: ["真伪没有确认，所以不查询状态。", "It is not confirmed as authentic."],
  next: ["请先按第 1 栏的提示办理。", "Follow answer 1 first."],
};
/** @type {Answer} */
export const NO_TIME = {
  tone: "open",
  head: ["没有时间", "No time"],
  why: ["没有可用的状态，所以没有状态的时间。", "There is no status that has a time."],
  next: ["见第 2 栏。", "See answer 2."],
};
/** @type {Answer} */
export const NO_TRUST = {
  tone: "open",
  head: ["无法核验", "Cannot check"],
  why: ["本页没有可用的信任名单。", "This page has no trust list that it can use."],
  next: ["请联网后重新打开官方网址的本页。", "Open this page again with a network, from its official address."],
};
/** @type {Answer} */
export const NO_ENGINE = {
  tone: "open",
  head: ["此浏览器无法核验", "This browser cannot check"],
  why: ["此浏览器缺少核验所需的功能。", "It lacks what the check needs."],
  next: ["请更新微信，或换用系统浏览器打开。", "Update WeChat, or open the link in the phone's own browser."],
};
/** @type {Answer} */
export const NO_CODE = {
  tone: "open",
  head: ["还没有二维码", "No code yet"],
  why: ["打开本页的链接里没有协议书的内容。", "The link that opened this page carries no agreement."],
  next: [
    "请用手机扫描协议书上的二维码，或在下面粘贴链接。",
    "Scan the code on the agreement, or paste its link below.",
  ],
};
/** @type {{ why: Words }} */
export const CODE_LOST = { why: ["链接里 # 后面的内容丢了。", "What comes after # in the link is lost."] };

/** @satisfies {Record<string, Words>} */
export const HEADINGS = {
  authentic: ["1 是否真实", "Is it authentic?"],
  status: ["2 目前状态", "What is its status?"],
  asOf: ["3 状态时间", "As of when?"],
  paper: ["4 与纸面是否一致", "Does the paper match?"],
};

/** @satisfies {Record<string, Words>} */
export const FIELDS = {
  name: ["毕业生姓名", "Graduate"],
  holderHint: ["持有人信息（如学号末四位）", "About the holder"],
  school: ["学校", "School"],
  employer: ["用人单位", "Employer"],
  uscc: ["统一社会信用代码", "Credit code"],
  number: ["协议书编号", "Agreement number"],
  edition: ["版次", "Edition"],
  issued: ["签发日期", "Signed on"],
  position: ["工作岗位", "Position"],
  monthlyPay: ["月薪", "Monthly pay"],
  penalty: ["违约金", "Penalty"],
  reportBy: ["报到时间", "Report by"],
  checkCode: ["校验码", "Check code"],
};

/** @satisfies {Record<string, Words>} */
export const PAPER = {
  guide: ["逐项与纸面比较，每项都要选。", "Compare each line with the paper and choose."],
  match: ["一致", "Matches"],
  differ: ["不一致", "Differs"],
  allMatch: ["各项都与纸面一致。", "Every line matches the paper."],
  warning: [
    "纸面与二维码的内容不同：不要凭这份纸面办理，请联系学校就业部门核实。",
    "The paper differs from its code: do not rely on this paper: ask the school's career office.",
  ],
  none: ["真伪没有确认，没有可以核对的内容。", "It is not confirmed as authentic: there is nothing to compare."],
  absent: [
    "二维码里没有以下内容，纸上若印有，请另行核实",
    "Not in the code; if the paper has them, check them elsewhere",
  ],
  later: ["本版取代了更早的一版。", "It supersedes an earlier edition."],
};

/** @satisfies {Record<string, Words>} */
export const PAGE = {
  root: ["根密钥指纹", "Root key"],
  file: ["本页文件的 SHA-256", "SHA-256 of this file"],
  official: ["官方网址", "Official address"],
  compare: ["请与浏览器地址栏、纸面上印的网址比较。", "Compare it with the address bar and with the paper."],
  saved: ["您打开的是保存在本机的页面。", "This is a copy of the page on this device."],
  elsewhere: [
    "您打开的网址不是官方网址：这个页面可能是冒充的。",
    "This is not the official address: this page may be a fake.",
  ],
  private: [
    "核验在本机进行，协议书的内容不会发送出去。",
    "The check runs on this device; nothing of the agreement is sent.",
  ],
  mended: ["链接在传送中被改动，还原后核验。", "The link was altered on its way and mended first."],
  next: ["下一步", "What to do"],
};
