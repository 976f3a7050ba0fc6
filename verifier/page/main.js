// The page that a scan opens. What was scanned stays in the fragment of the address and never leaves this device.
// First the answers that need no network, then the newest trust list and the status.

import { hex, sha256, unhex } from "../core/bytes.js";
import * as link from "../core/link.js";
import { read } from "../core/trust_reader.js";
import { authenticate, standing } from "../core/verify.js";
import * as blocks from "./blocks.js";
import { both, byId, h } from "./dom.js";
import { beijing } from "./format.js";
import { fetched, highestSeen, officialOrigin, remember } from "./lists.js";
import { paper } from "./paper.js";
import * as texts from "./texts.js";

/** @import { Authenticity, Standing } from "../core/report.js" */
/** @import { TrustList } from "../core/trust.js" */
/** @import { Words } from "./dom.js" */

/** @param {string} name */
const pinned = (name) => unhex(document.querySelector(`meta[name=${name}]`)?.getAttribute("content") ?? "");
const ROOT = pinned("root");
const answers = byId("answers");
const now = () => Math.floor(Date.now() / 1000);

/** @type {TrustList | null} */
let trust = null;
let round = 0;
let fingerprint = "";
/** The block of answer 4 on show: what a person has ticked in it stays while the status arrives. */
let compared = { text: "", element: paper(null) };

/**
 * Adopt the trust list in `coded` if the root signed it and it is newer than the one held.
 * @param {Uint8Array | null} coded
 */
async function adopt(coded) {
  if (!coded?.length) return;
  try {
    const found = await read(coded, ROOT, trust?.version);
    if (found.version !== trust?.version) trust = found;
  } catch {
    // A list that is not ours, or older, changes nothing: the one held stays.
  }
}

/**
 * Check what was scanned, `text`, and show each answer as soon as it is known.
 * @param {string} text
 */
async function check(text) {
  round += 1;
  const mine = round;
  answers.setAttribute("aria-busy", "true");
  byId("said").textContent = "";
  try {
    if (!text) show(blocks.block("no-code", texts.HEADINGS.authentic, texts.NO_CODE));
    else await answer(text, () => mine === round);
  } catch {
    giveUp();
  }
  if (mine === round) answers.setAttribute("aria-busy", "false");
}

/** Say that this browser cannot check: what is missing in it is no verdict about the agreement. */
function giveUp() {
  show(blocks.block("no-engine", texts.HEADINGS.authentic, texts.NO_ENGINE));
  answers.setAttribute("aria-busy", "false");
}

/**
 * @param {string} text
 * @param {() => boolean} isCurrent - false when something else was scanned meanwhile
 */
async function answer(text, isCurrent) {
  const before = trust && (await authenticate(text, trust, now()));
  if (before && isCurrent()) present(text, before, null);
  await adopt(await fetched(`${officialOrigin(trust)}/t/trust.cwt`));
  if (!isCurrent()) return;
  about();
  if (!trust) {
    show(blocks.block("no-trust", texts.HEADINGS.authentic, texts.NO_TRUST));
    return;
  }
  const found = await authenticate(text, trust, now());
  const stands = found.paper && (await stand(found.paper.claims, trust));
  if (isCurrent()) present(text, found, stands);
}

/**
 * @param {import("../core/claims.js").AgreementClaims} claims
 * @param {TrustList} current
 */
async function stand(claims, current) {
  const number = claims.statusList;
  const coded = await fetched(`${officialOrigin(current)}/s/${number}.cwt`);
  const found = await standing(claims, current, coded, now(), highestSeen(number));
  if (found.status !== "unknown" && found.asOf) remember(number, found.asOf.issuedAt);
  return found;
}

/**
 * @param {string} text
 * @param {Authenticity} found
 * @param {Standing | null} stands - null while it is looked up
 */
function present(text, found, stands) {
  const first = blocks.authentic(found, foreignHost(text));
  if (!found.paper) {
    show(first, blocks.block("status", texts.HEADINGS.status, texts.NOT_ASKED), blocks.noTime(), paper(null));
    say(found, null);
    return;
  }
  if (compared.text !== text) compared = { text, element: paper(found.paper) };
  show(first, blocks.status(stands, found.paper.claims.edition), blocks.asOf(stands), compared.element);
  if (stands) say(found, stands);
}

/**
 * Have all answers read aloud.
 * @param {Authenticity} found
 * @param {Standing | null} stands
 */
function say(found, stands) {
  byId("said").replaceChildren(...both(blocks.summary(found, stands)));
}

/**
 * The host to which a link leads, null for what is no link.
 * @param {string} text
 */
function foreignHost(text) {
  try {
    return /^https?:/i.test(text) ? new URL(text).host : null;
  } catch {
    return null;
  }
}

/** @param {Node[]} shown */
function show(...shown) {
  answers.replaceChildren(...shown);
}

/** Say where the official page is, whether this is it, and which trust list it goes by. */
function about() {
  const hosts = trust ? trust.hosts.join("、") : "—";
  const isOfficial = trust?.hosts.includes(location.host);
  const other = location.protocol === "file:" ? texts.PAGE.saved : texts.PAGE.elsewhere;
  byId("host").replaceChildren(
    ...both(texts.PAGE.official),
    h("b", {}, hosts),
    ...both(texts.PAGE.compare),
    ...(trust && !isOfficial ? [h("strong", { class: "warning" }, ...both(other))] : []),
  );
  byId("about").replaceChildren(
    h("p", {}, ...both(texts.PAGE.private)),
    ...(trust ? [h("p", {}, ...both(listed(trust)))] : []),
  );
}

/**
 * @param {TrustList} list
 * @returns {Words}
 */
function listed({ version, issuedAt }) {
  const time = beijing(issuedAt);
  return [
    `信任名单第 ${version} 版，北京时间 ${time} 签发。根密钥指纹 ${fingerprint}。`,
    `Trust list ${version}, signed ${time} Beijing time. Root key ${fingerprint}.`,
  ];
}

/**
 * Check what was pasted. Line breaks and spaces come from mail and office programs: no link of ours has any.
 * @param {string} pasted
 */
function open(pasted) {
  const text = pasted.replace(/\s+/g, "").replace(/^#/, "");
  const fragment = ownFragment(text);
  if (fragment !== null && fragment !== location.hash) location.hash = fragment;
  else check(fragment === null ? text : fragment.slice(1));
}

/** @param {string} text */
function ownFragment(text) {
  try {
    return `#1${link.read(text, trust?.hosts ?? [])}`;
  } catch {
    return null;
  }
}

byId("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  open(/** @type {HTMLTextAreaElement} */ (byId("scanned")).value);
});
addEventListener("hashchange", () => check(location.hash.slice(1)));

(async () => {
  fingerprint = hex(await sha256(ROOT)).slice(0, 16);
  await adopt(pinned("trust"));
  about();
  await check(location.hash.slice(1));
})().catch(giveUp);
