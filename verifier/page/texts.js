// All that the page says, Chinese and English. Each state has words of its own: what it is, why, and what to do next.

/** @import { Code } from "../core/fault.js" */
/** @import { Authentic, Status } from "../core/report.js" */
/** @import { Words } from "./dom.js" */
/** @typedef {"good" | "bad" | "open" | "plain"} Tone - plain: neither good nor bad */
/** @typedef {{ tone: Tone, head: Words, why: Words, next: Words }} Answer */

/** @type {Words} */
const ASK_SCHOOL = [
  "不要凭这份纸面办理。请联系学校就业部门核实；电话以学校官网为准，不要用纸面上的电话。",
  "Do not rely on this paper. Ask the school's career office, by the telephone number on the school's own website.",
];
/** @type {Words} */
const ASK_AGAIN = [
  "请联网后重新打开本页。状态未知不等于有效，也不等于解约。",
  "Open this page again with a network. Unknown means neither in force nor terminated.",
];

/** @type {Record<Authentic, Answer>} */
export const AUTHENTIC = {
  genuine: {
    tone: "good",
    head: ["真实", "Genuine"],
    why: ["二维码由学校签发，内容未被改动。", "The school signed this code, and nothing in it was altered."],
    next: [
      "真实不等于有效，也不等于纸面没有改动：请接着看第 2 栏，并在第 4 栏逐项核对。",
      "Genuine does not mean in force, nor that the paper was not altered: go on to answers 2 and 4.",
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
      "本页的信任名单里没有签发它的密钥。名单可能太旧，二维码也可能不是学校签发的。",
      "The key that signed it is not in this page's trust list: the list may be too old, or no school signed it.",
    ],
    next: [
      "请联网后重新打开本页；仍然如此，请联系学校就业部门核实。",
      "Open this page again with a network; if it stays so, ask the school's career office.",
    ],
  },
  unconfirmed: {
    tone: "open",
    head: ["暂时无法确认", "Cannot be confirmed now"],
    why: ["签名相符，但现在不能确认。", "The signature holds, but it cannot be confirmed now."],
    next: ["请联系学校就业部门核实。", "Ask the school's career office."],
  },
  not_ours: {
    tone: "bad",
    head: ["此二维码不属于本平台", "This code is not ours"],
    why: ["它不是本平台的协议书二维码。", "It is not the code of an agreement of this platform."],
    next: [
      "不要打开它，也不要在它的网页上填写任何内容。请扫描协议书上印有官方网址的二维码。",
      "Do not open it or type anything there. Scan the code on the agreement that has the official address beside it.",
    ],
  },
};

/** @type {Partial<Record<Code, { why?: Words, next?: Words }>>} */
export const AUTHENTIC_WHY = {
  bad_digits: {
    why: ["二维码的数字不完整或被改动。", "The digits of the code are incomplete or altered."],
    next: [
      "请把二维码拍全，重新扫描。仍然如此，不要凭这份纸面办理，请联系学校就业部门核实。",
      "Scan the whole code again. If it stays so, do not rely on this paper: ask the school's career office.",
    ],
  },
  bad_cbor: { why: ["二维码的内容不完整或被改动。", "What the code holds is incomplete or altered."] },
  non_canonical_cbor: { why: ["二维码的内容被重新编码过。", "What the code holds was encoded anew by someone."] },
  wrong_tag: { why: ["二维码里不是一份签名。", "The code does not hold a signature."] },
  wrong_alg: { why: ["二维码用了不许可的签名算法。", "The code uses a signature algorithm that is not allowed."] },
  kid_in_wrong_header: { why: ["二维码的密钥编号没有受签名保护。", "The code's key number is not protected."] },
  unprotected_not_empty: { why: ["二维码夹带了未签名的内容。", "The code carries something that is not signed."] },
  wrong_use: {
    why: ["签发它的密钥无权签发这所学校此时的协议书。", "Its key may not sign agreements of this school at that time."],
  },
  bad_signature: {
    why: [
      "签名不符：内容被改动过，或不是学校签发的。",
      "The signature does not fit: it was altered, or no school signed it.",
    ],
  },
  bad_claims: { why: ["签名的内容不合协议书的格式。", "What was signed does not have the form of an agreement."] },
  key_compromised: {
    why: [
      "学校已声明签发它的密钥失窃。单凭此码不能确认，也不等于伪造。",
      "The school has declared its key stolen. The code alone cannot confirm it; that does not make it a forgery.",
    ],
  },
  trust_expired: {
    why: ["签名相符，但本页的信任名单已过期。", "The signature holds, but this page's trust list has expired."],
    next: ["请联网后重新打开本页。", "Open this page again with a network."],
  },
  iat_in_future: {
    why: ["它的签发时间晚于本机时间。", "It was issued later than this device's clock says."],
    next: ["请校准本机的日期和时间，再重新打开本页。", "Set this device's date and time, then open this page again."],
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
      "You can rely on it if answer 1 is Genuine and the paper matches.",
    ],
  },
  terminated: {
    tone: "bad",
    head: ["已解约或作废", "Terminated or void"],
    why: ["学校已登记这份协议书解约或作废。", "The school has recorded that this agreement was terminated or is void."],
    next: [
      "不要再凭它办理；有疑问请联系学校就业部门。",
      "Do not rely on it any more; the school's career office can tell you more.",
    ],
  },
  suspended: {
    tone: "open",
    head: ["已暂停", "Suspended"],
    why: [
      "学校正在处理争议或核查，暂停了这份协议书。",
      "The school holds this agreement while it looks into a dispute or a question.",
    ],
    next: ["请先不要办理，向学校就业部门了解进展。", "Wait, and ask the school's career office."],
  },
  superseded: {
    tone: "bad",
    head: ["已被新版取代", "Superseded"],
    why: ["学校已补发更新的版本。", "The school has issued a later edition."],
    next: ["请向毕业生索要最新一版。", "Ask the graduate for the latest edition."],
  },
  unknown: {
    tone: "open",
    head: ["状态未知", "Unknown"],
    why: ["取到的状态列表没有通过核验。", "The status list that was fetched did not pass the check."],
    next: ASK_AGAIN,
  },
};

/** @type {Partial<Record<Code | "offline", { why?: Words, next?: Words }>>} */
export const STATUS_WHY = {
  offline: { why: ["本机没有联网，查不到状态。", "This device is offline, so the status cannot be looked up."] },
  status_unreachable: {
    why: [
      "暂时取不到状态列表，可能是网络或服务器的问题。",
      "The status list cannot be reached; the network or a server may be down.",
    ],
    next: [
      "请稍后重新打开本页。状态未知不等于有效，也不等于解约。",
      "Open this page again later. Unknown means neither in force nor terminated.",
    ],
  },
  status_expired: { why: ["取到的状态列表已过期。", "The status list that was fetched has expired."] },
  status_rolled_back: {
    why: [
      "取到的状态列表比本机见过的更旧。",
      "The status list that was fetched is older than one that this device has seen.",
    ],
    next: [
      "请换一个网络重新打开本页；仍然如此，请联系学校就业部门。",
      "Open this page again over another network; if it stays so, ask the school's career office.",
    ],
  },
  iat_in_future: {
    why: ["状态列表的时间晚于本机时间。", "The status list was signed later than this device's clock says."],
    next: ["请校准本机的日期和时间，再重新打开本页。", "Set this device's date and time, then open this page again."],
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
  why: ["真伪没有确认，所以不查询状态。", "It was not confirmed as authentic, so its status was not looked up."],
  next: ["请先按第 1 栏的提示办理。", "Follow answer 1 first."],
};
/** @type {Answer} */
export const NO_TIME = {
  tone: "open",
  head: ["没有时间", "No time"],
  why: ["没有可用的状态，所以没有状态的时间。", "There is no status that could have a time."],
  next: ["见第 2 栏。", "See answer 2."],
};
/** @type {Answer} */
export const NO_TRUST = {
  tone: "open",
  head: ["无法核验", "Cannot check"],
  why: ["本页没有可用的信任名单。", "This page has no trust list that it can use."],
  next: ["请联网后重新打开官方网址的本页。", "Open this page again from its official address, with a network."],
};
/** @type {Answer} */
export const NO_ENGINE = {
  tone: "open",
  head: ["此浏览器无法核验", "This browser cannot check"],
  why: ["此浏览器缺少核验所需的功能。", "This browser lacks what the check needs."],
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
  holderHint: ["持有人信息（如学号末四位）", "About the holder, such as the end of the student number"],
  school: ["学校", "School"],
  employer: ["用人单位", "Employer"],
  uscc: ["统一社会信用代码", "Credit code"],
  number: ["协议书编号", "Agreement number"],
  edition: ["版次", "Edition"],
  issued: ["签发日期", "Issued on"],
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
    "纸面与二维码的内容不同：不要凭这份纸面办理，请联系学校就业部门。",
    "The paper differs from what its code says: do not rely on this paper, ask the school's career office.",
  ],
  none: ["真伪没有确认，没有可以核对的内容。", "It was not confirmed as authentic: there is nothing to compare with."],
  absent: [
    "二维码里没有以下内容，纸上若印有，请另行核实",
    "Not in the code; if the paper shows them, check them elsewhere",
  ],
  later: ["本版取代了更早的一版。", "This edition supersedes an earlier one."],
};

/** @satisfies {Record<string, Words>} */
export const PAGE = {
  official: ["官方网址", "Official address"],
  compare: ["请与浏览器地址栏、纸面上印的网址比较。", "Compare it with the address bar and with the paper."],
  saved: ["您打开的是保存在本机的页面。", "This is a copy of the page saved on this device."],
  elsewhere: [
    "您打开的网址不是官方网址：这个页面可能是冒充的。",
    "The address you opened is not an official one: this page may be an imitation.",
  ],
  private: [
    "核验在本机进行，协议书的内容不会发送出去。",
    "The check runs on this device; nothing about the agreement is sent.",
  ],
  next: ["下一步", "What to do"],
};
