// The page that a scan opens. What was scanned stays in the fragment of the address and never leaves this device.
// First the answers that need no network, then the newest trust list and the status.

import { hex, sha256, unhex } from "../core/bytes.js";
import { Fault } from "../core/fault.js";
import * as fingerprint from "../core/fingerprint.js";
import * as link from "../core/link.js";
import { read } from "../core/trust_reader.js";
import { authenticate, standing } from "../core/verify.js";
import * as blocks from "./blocks.js";
import { both, byId, h, p } from "./dom.js";
import { beijing } from "./format.js";
import { fetched, highestSeen, officialOrigin, remember } from "./lists.js";
import { paper } from "./paper.js";
import * as texts from "./texts.js";

/** @import { Damage } from "../core/link.js" */
/** @import { Authenticity, Standing } from "../core/report.js" */
/** @import { TrustList } from "../core/trust.js" */

// Read before anything changes the page: this is the file as it was published, byte for byte (infra/page.py).
const FILE = new TextEncoder().encode(`<!doctype html>\n${document.documentElement.outerHTML}`);
const answers = byId("answers");
const now = () => Math.floor(Date.now() / 1000);

/** @type {TrustList | null} */
let trust = null;
let round = 0;
let [root, fileHash] = ["", ""];
/** The block of answer 4 on show: what a person has ticked in it stays while the status arrives. */
let compared = { text: "", element: paper(null) };

/** @param {string} name */
const pinned = (name) => unhex(document.querySelector(`meta[name=${name}]`)?.getAttribute("content") ?? "");
const ROOT = pinned("root");

/**
 * Adopt the trust list in `coded` if the root signed it and it is newer than the one held.
 * @param {Uint8Array | null} coded
 */
async function adopt(coded) {
  if (!coded?.length) return;
  try {
    const found = await read(coded, ROOT, trust?.version);
    if (found.version !== trust?.version) trust = found;
  } catch (fault) {
    // A list that is not ours, or older, changes nothing: the one held stays.
    if (!(fault instanceof Fault)) throw fault;
  }
}

/**
 * Check what was scanned, opened or pasted, and show each answer as soon as it is known.
 * @param {string} given
 */
async function check(given) {
  round += 1;
  const mine = round;
  answers.setAttribute("aria-busy", "true");
  byId("said").textContent = "";
  const [text, damage] = link.mend(given);
  try {
    if (damage.includes("no_code") && !foreignHost(text)) noCode(given);
    else await answer(text, damage, () => mine === round);
  } catch {
    giveUp();
  }
  if (mine !== round) return;
  about();
  answers.setAttribute("aria-busy", "false");
}

/** @param {string} given */
function noCode(given) {
  show(
    blocks.block("no-code", texts.HEADINGS.authentic, given ? { ...texts.NO_CODE, ...texts.CODE_LOST } : texts.NO_CODE),
  );
}

/** Say that this browser cannot check: what is missing in it is no verdict about the agreement. */
function giveUp() {
  show(blocks.block("no-engine", texts.HEADINGS.authentic, texts.NO_ENGINE));
  answers.setAttribute("aria-busy", "false");
}

/**
 * @param {string} text
 * @param {Damage[]} damage
 * @param {() => boolean} isCurrent - false when something else was scanned meanwhile
 */
async function answer(text, damage, isCurrent) {
  const before = trust && (await authenticate(text, trust, now()));
  if (before && isCurrent()) present(text, damage, before, null);
  await adopt(await fetched(`${officialOrigin(trust)}/t/trust.cwt`));
  if (!isCurrent()) return;
  if (!trust) {
    show(blocks.block("no-trust", texts.HEADINGS.authentic, texts.NO_TRUST));
    return;
  }
  const found = await authenticate(text, trust, now());
  const stands = found.paper && (await stand(found.paper.claims, trust));
  if (isCurrent()) present(text, damage, found, stands);
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
 * @param {Damage[]} damage
 * @param {Authenticity} found
 * @param {Standing | null} stands - null while it is looked up
 */
function present(text, damage, found, stands) {
  const host = foreignHost(text);
  const harm = host ? [] : damage;
  const first = blocks.authentic(found, host, harm);
  if (!found.paper) {
    show(first, blocks.block("status", texts.HEADINGS.status, texts.NOT_ASKED), blocks.noTime(), paper(null));
  } else {
    if (compared.text !== text) compared = { text, element: paper(found.paper) };
    show(first, blocks.status(stands, found.paper.claims.edition), blocks.asOf(stands), compared.element);
  }
  if (stands || !found.paper) byId("said").replaceChildren(...both(blocks.summary(found, stands, harm)));
}

/**
 * The host to which a link leads when it is none of the official ones, else null.
 * @param {string} text
 */
function foreignHost(text) {
  try {
    const { host } = new URL(text);
    return trust?.hosts.includes(host) ? null : host;
  } catch {
    return null;
  }
}

/** @param {Node[]} shown */
function show(...shown) {
  answers.replaceChildren(...shown);
}

/** Say where the official page is, whether this is it, by what it goes, and of when this check is. */
function about() {
  const isOfficial = trust?.hosts.includes(location.host);
  const other = location.protocol === "file:" ? texts.PAGE.saved : texts.PAGE.elsewhere;
  byId("host").replaceChildren(
    ...both(texts.PAGE.official),
    h("b", {}, trust ? trust.hosts.join("、") : "—"),
    ...both(texts.PAGE.compare),
    ...(trust && !isOfficial ? [h("strong", { class: "warning" }, ...both(other))] : []),
  );
  const [list, at] = [beijing(trust?.issuedAt ?? 0), beijing(now())];
  byId("about").replaceChildren(
    p([`北京时间 ${at} 核验（按本机时钟）。`, `Checked at ${at} Beijing time, by this device's clock.`]),
    trust
      ? p([
          `信任名单第 ${trust.version} 版，北京时间 ${list} 签发。`,
          `Trust list ${trust.version}, signed ${list} Beijing time.`,
        ])
      : "",
    h("p", {}, ...both(texts.PAGE.root), root),
    h("p", {}, ...both(texts.PAGE.file), fileHash),
    p(texts.PAGE.private),
  );
}

/**
 * Check what was pasted, and let the address say the same.
 * @param {string} pasted
 */
function open(pasted) {
  let fragment = "#";
  try {
    fragment = `#1${link.read(link.mend(pasted)[0], trust?.hosts ?? [])}`;
  } catch {
    // It is not ours: nothing of it belongs into the address.
  }
  history.replaceState(null, "", fragment);
  check(pasted);
}

byId("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  open(/** @type {HTMLTextAreaElement} */ (byId("scanned")).value);
});
byId("language").addEventListener("click", () => {
  const [page, button] = [document.documentElement, byId("language")];
  [page.lang, button.lang] = [button.lang, page.lang];
  button.textContent = button.lang === "en" ? "English" : "中文";
});
byId("print").addEventListener("click", () => print());
addEventListener("hashchange", () => check(location.hash.slice(1)));

(async () => {
  await adopt(pinned("trust"));
  about();
  const checked = check(location.hash.slice(1));
  [root, fileHash] = [await fingerprint.of(ROOT), hex(await sha256(FILE))];
  about();
  await checked;
})().catch(giveUp);
