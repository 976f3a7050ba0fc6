/**
 * A recruiter without an account, from a graduate's card: names the graduate, fills in, uploads, looks once more, sends;
 * afterwards the same link says how it stands and takes it back (section E).
 *
 * The code is in the fragment of the address, which no server is sent; each call carries it in its body.
 */
import { chip, stateText } from "../components/chip/chip.js";
import { facts, recorded, section } from "../components/facts/facts.js";
import { field, formOf } from "../components/field/field.js";
import { check, files, fill } from "../components/guest/guest.js";
import { notice } from "../components/notice/notice.js";
import { unitLibrary } from "../components/unit/library.js";
import { api } from "../lib/api.js";
import { deadline, moment } from "../lib/format.js";
import { text } from "../lib/forms.js";
import { find, t } from "../lib/i18n.js";
import { open } from "../lib/page.js";
import { html, nothing } from "../lib/render.js";

/** @typedef {import("../lib/page.js").At<any>} At */

const GRADUATE = ["name", "number", "gender", "college_name", "major", "degree"];

const code = () => location.hash.slice(1);
const scan = async () => (code() ? { seen: await api.post("/api/card-scans", { code: code() }) } : {});
/** @type {At} */
let page;
const library = unitLibrary((begins) => api.post("/api/card-units", { ...page.model.card, begins }));

open({
  name: "guest",
  load: async (at) => {
    page = at;
    return scan();
  },
  view: (model, at) => {
    if (!model.seen) return notice("about", html`<p>${t("guest.no_code")}</p>`);
    if (model.seen.outcome) return outcome(model.seen, at);
    if (model.seen.state !== "open") return notice("about", html`<p>${t(`guest.card_${model.seen.state}`)}</p>`);
    if (!model.named) return verifying(model, at);
    const graduate = section(t("guest.graduate"), facts(recorded(GRADUATE, model.named.graduate)));
    if (model.isChecking) return [graduate, check(model, at, send)];
    return [graduate, files(model, at), fill(model, at, library)];
  },
});

/** Who holds the card says whose it is (E02). @param {any} model @param {At} at */
function verifying({ seen }, at) {
  const form = at.form("verify");
  return [
    html`<p class="lead">${t("guest.lead")}</p>`,
    section(t("guest.whose"), [
      facts([
        ["name", seen.name],
        ["school", seen.school_name],
      ]),
      html`<p class="small">${deadline(seen.expires_at)}</p>`,
      formOf(form, {
        submit: t("guest.verify"),
        fields: field(form, { name: "name", label: t("guest.name"), hint: t("guest.name_hint"), isPrivate: true }),
        send: async (values) => {
          const card = { code: code(), name: text(values, "name") };
          const [named, codes] = await Promise.all([api.post("/api/card-verifications", card), api.get("/api/codes")]);
          at.model = { seen, named, codes, card, typed: {} };
        },
      }),
    ]),
  ];
}

/** @param {any} typed @param {At} at */
async function send(typed, at) {
  const place = typed.terms ? "/api/guest-invitations" : "/api/guest-signings";
  await api.post(place, { ...at.model.card, ...typed, confirm: true });
  at.form("guest").forget();
  at.model = { ...(await scan()), sent: typed.terms ? "guest.sent" : "guest.signed" };
  scrollTo(0, 0);
}

/** How it stands; nothing of the graduate's but the answer. @param {any} seen @param {At} at */
function outcome({ outcome: of, name, school_name }, at) {
  return [
    at.model.sent ? notice("good", html`<p>${t(at.model.sent)}</p>`) : nothing,
    section(t("guest.outcome"), [
      html`<p class="chips">${chip("invitation", of.state)}${of.agreement_state ? chip("agreement", of.agreement_state) : nothing}</p>`,
      facts([
        ["student", name],
        ["school", school_name],
        ["unit_name", of.employer_name],
        ["position", of.position],
        ["state", stateText("invitation", of.state)],
        ["expires_at", of.state === "pending" ? deadline(of.expires_at) : moment(of.expires_at)],
        ["reason", of.reason],
      ]),
      html`<p>${find(`guest.outcome_${of.state}`) ?? ""}</p><p class="small">${t("guest.keep_link")}</p>`,
    ]),
    of.may_withdraw ? withdrawing(at) : nothing,
  ];
}

/** @param {At} at */
function withdrawing(at) {
  const form = at.form("withdraw");
  return section(t("guest.withdraw"), [
    html`<p>${t("guest.withdraw_lead")}</p>`,
    formOf(form, {
      submit: t("guest.withdraw"),
      tone: "danger",
      isInline: true,
      fields: field(form, { name: "name", label: t("guest.name"), isPrivate: true }),
      send: async (values) => {
        await api.put("/api/guest-invitations/withdrawal", { code: code(), name: text(values, "name") });
        at.model = await scan();
        at.say(t("guest.withdrawn"));
      },
    }),
  ]);
}
