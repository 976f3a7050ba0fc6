// The printed words against the record: which fields a page shows otherwise than they were agreed (SPEC.md 3). The
// rules are those of attestation/printed.py:
// 1. `pages` are the texts of a file's pages in the order in which it draws them; blanks and line ends do not count.
// 2. The form of a record of version 1 is a sequence of labels, each followed by its value. A field agrees where its
//    value stands between its own label and the next one, and nothing else does.
// 3. Head and foot of each page name the agreement: a page of another one, and words after the foot, are differences.
// 4. A file may show other things than its text says: a person compares what can be seen.

import { CLAUSES } from "./clauses.js";
import { Fault } from "./fault.js";
import { found, written } from "./record.js";

/** @import { CanonicalRecord, Difference } from "./record.js" */
/** @typedef {{ label: string, value?: string, field?: string }} Step - words without a value are not compared */

const VERSION = 1;
const BEIJING = 8 * 3600;
const SEAL_NOTE = "电子章图样（以平台核验为准）";
const SHOWN_OF_FOOT = 40;
const LONG = 60;
const BEFORE = 10;
/** What PDFium reads for a hyphen at the end of a line. */
const HYPHEN = "\ufffe";
const BLANK = /[\s\ufeff]+/gu;
// Label, place in the record, and unit. A heading has no place; it stands between two labels.
const FIELDS = `
姓名 student.name|性别 student.gender|民族 student.ethnicity|政治面貌 student.political_status
学号 student.number|学历 student.degree|培养方式 student.training_mode
院（系） student.college|专业 student.major|学制 student.duration years
联系电话 student.phone|QQ student.qq
家庭地址 student.address
学校联系部门 school.department|联系人 school.contact
学校通讯地址 school.address|联系电话 school.phone
乙方用人单位基本信息
单位名称 employer.name|统一社会信用代码 employer.uscc
联系人 employer.contact|招聘电话 employer.phone|E-mail employer.email
通讯地址 employer.address|邮政编码 employer.postcode
单位性质 employer.nature|单位行业 employer.industry
单位所在地 employer.location|职位类别 terms.job_category
约定事项
工作岗位 terms.position|工作地点 terms.workplace
月薪 terms.monthly_pay 元|转正后月薪 terms.pay_after_trial 元
试用期 terms.trial_months months|试用期月薪 terms.trial_pay 元
合同期限 terms.contract_years 年|报到时间 terms.report_by day|违约金 terms.penalty 元
户口迁移地址 terms.household_address
档案接收
接收单位 terms.archive.receiver|邮政编码 terms.archive.postcode
详细地址 terms.archive.address
联系人 terms.archive.contact|联系电话 terms.archive.phone
`;
/** @type {[string, string][]} */
const REMARKS = [
  ["terms.release_for_study", "甲方被录取升学的，可凭录取通知解除本协议，双方互不承担违约责任。"],
  ["terms.release_for_civil_service", "甲方被录用为公务员的，可凭录用通知解除本协议，双方互不承担违约责任。"],
];

/**
 * Return the fields that `pages` show otherwise than `record`, in the order of the form. Throws Fault bad_claims for a
 * record of another version, whose form is not known here, or with other kinds of value.
 * @param {CanonicalRecord} record
 * @param {string[]} pages
 * @returns {Difference[]}
 */
export function differences(record, pages) {
  if (found(record, "version") !== VERSION) throw new Fault("bad_claims");
  const expected = steps(record);
  const [body, strangers] = joined(record, pages.map(squeezed));
  return [...walk(body, expected), ...strangers];
}

/**
 * @param {string} text
 * @param {Step[]} steps
 */
function* walk(text, steps) {
  let at = 0;
  for (const [position, { label: following }] of steps.slice(1).entries()) {
    const { label, value, field = label } = /** @type {Step} */ (steps[position]);
    let start = text.indexOf(label, at);
    if (start < 0) {
      if (value) yield difference(field, value, null); // a heading that is missing shows in the field before it
      continue;
    }
    start += label.length;
    if (value !== undefined && text.startsWith(value + following, start)) {
      at = start + value.length;
      continue;
    }
    const end = text.indexOf(following, start);
    if (value !== undefined) yield difference(field, value, end < 0 ? null : text.slice(start, end));
    at = Math.max(end, start);
  }
}

/**
 * Name the field; of long texts show where they part.
 * @param {string} field
 * @param {string} agreed
 * @param {string | null} shown
 * @returns {Difference}
 */
function difference(field, agreed, shown) {
  const [ours, theirs] = [Array.from(agreed), Array.from(shown ?? "")];
  const isLong = shown !== null && Math.max(ours.length, theirs.length) > LONG;
  const same = ours.findIndex((character, at) => character !== theirs[at]);
  const at = isLong ? Math.max((same < 0 ? ours.length : same) - BEFORE, 0) : 0;
  return { field, agreed: part(ours, at), found: shown === null ? null : part(theirs, at) };
}

/**
 * @param {string[]} characters
 * @param {number} at
 */
function part(characters, at) {
  const shown = characters.slice(at, at + LONG).join("");
  return `${at ? "…" : ""}${shown}${at + LONG < characters.length ? "…" : ""}`;
}

/**
 * Join the pages without what each repeats; what stands where a page's foot should is a difference.
 * @param {CanonicalRecord} record
 * @param {string[]} pages
 * @returns {[string, Difference[]]}
 */
function joined(record, pages) {
  const number = squeezed(written(found(record, "number")) ?? "");
  const mark = `编号${number}第${found(record, "edition")}版`;
  const foot = /·第\d+\/\d+份（[^（）]*）校验码[0-9A-Z]{8}第\d+页\/共\d+页$/u;
  const head = `${title(record)}编号：${number}`;
  let text = "";
  /** @type {Difference[]} */
  const strangers = [];
  for (const page of pages) {
    const end = page.search(foot);
    const hasFoot = end >= 0 && page.slice(0, end).endsWith(mark);
    if (!hasFoot)
      strangers.push({ field: "页脚", agreed: mark, found: Array.from(page).slice(-SHOWN_OF_FOOT).join("") });
    const body = hasFoot ? page.slice(0, end - mark.length) : page;
    text += text ? withoutPrefix(withoutPrefix(body, head), text.includes("备注【") ? "备注" : "") : body;
  }
  return [text, strangers];
}

/**
 * @param {string} text
 * @param {string} prefix
 */
function withoutPrefix(text, prefix) {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/**
 * @param {CanonicalRecord} record
 * @returns {Step[]}
 */
function steps(record) {
  return [
    { label: "", value: title(record), field: "学校、届别" },
    { label: "编号：", value: squeezed(written(found(record, "number")) ?? ""), field: "编号" },
    { label: "签发日期：", value: day(moment(record, "signed_at")), field: "签发日期" },
    { label: "第", value: `${found(record, "edition")}版`, field: "版次" },
    { label: "·第" },
    { label: "甲方毕业生基本信息", value: "" },
    ...FIELDS.trim()
      .split(/[|\n]/u)
      .map((one) => field(record, one.split(" "))),
    { label: "备注", value: remarks(record) },
    { label: "甲方（毕业生）与乙方", value: CLAUSES.get(template(record)), field: "条款" },
    { label: "本协议自", value: `${effective(record)}起生效。`, field: "生效日期" },
    { label: "甲方意见：", value: accepted(record), field: "甲方意见" },
    { label: "签名：" },
    { label: "院（系）意见：", value: reviewed(record, "college"), field: "院（系）意见" },
    { label: "学校毕业生就业部门意见：", value: reviewed(record, "school"), field: "学校毕业生就业部门意见" },
    { label: "注意事项" },
  ];
}

/**
 * @param {CanonicalRecord} record
 * @param {string[]} parts - label, place and unit
 * @returns {Step}
 */
function field(record, [label = "", path = "", unit = ""]) {
  const value = found(record, path);
  if (value === null) return { label, value: "" };
  if (unit === "day") return { label, value: day(new Date(`${value}T00:00:00Z`)) };
  if (unit === "months") return { label, value: value ? `${value}个月` : "无" };
  if (unit === "years")
    return { label, value: squeezed(/\p{Nd}$/u.test(String(value)) ? `${value}年` : String(value)) };
  return { label, value: squeezed(`${value}${unit}`) };
}

/** @param {CanonicalRecord} record */
function remarks(record) {
  const fixed = REMARKS.map(([path, text]) => `【${found(record, path) ? "√" : ""}】${text}`);
  return fixed.join("") + squeezed(found(record, "terms.other") || "");
}

/** @param {CanonicalRecord} record */
function template(record) {
  return `${found(record, "clauses.template")} ${found(record, "clauses.version")}`;
}

/** @param {CanonicalRecord} record */
function effective(record) {
  return found(record, "effective.at") === null ? "各方签字、盖章之日" : day(moment(record, "effective.at"));
}

/** @param {CanonicalRecord} record */
function accepted(record) {
  const at = moment(record, "acceptance.at");
  const done = found(record, "mode") === "student_initiated" ? "发起签约" : "应约";
  return `本人已于${day(at)}${at.toISOString().slice(11, 16)}（北京时间）在线${done}，确认以上全部内容。`;
}

/**
 * @param {CanonicalRecord} record
 * @param {string} level
 */
function reviewed(record, level) {
  const reviews = found(record, "reviews") ?? [];
  if (!Array.isArray(reviews)) throw new Fault("bad_claims");
  const review = reviews.find((one) => found(one, "level") === level);
  if (!review) return "签章：年月日";
  const opinion = found(review, "opinion") || "审核通过。";
  return squeezed(`${opinion}审核人（签章）：${found(review, "by")}${day(moment(review, "at"))}`);
}

/** @param {CanonicalRecord} record */
function title(record) {
  return squeezed(`${found(record, "school.name")}${found(record, "cohort")}届毕业生就业协议书`);
}

/**
 * Return an instant whose UTC is what clocks in Beijing show.
 * @param {CanonicalRecord} record
 * @param {string} path
 */
function moment(record, path) {
  return new Date((found(record, path) + BEIJING) * 1000);
}

/** @param {Date} date */
function day(date) {
  if (Number.isNaN(date.getTime())) throw new Fault("bad_claims");
  return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

/** @param {string} text */
function squeezed(text) {
  if (typeof text !== "string") throw new Fault("bad_claims");
  return text.replace(BLANK, "").split(HYPHEN).join("-").split(SEAL_NOTE).join("");
}
