/** How a notice fared: in the portal always, and by each channel as far as that is known. */
import { t } from "../../lib/i18n.js";

/** @typedef {{channel: string, state: string, reason?: string}} Fate */

/** @param {Fate[]} channels */
export function fates(channels) {
  return [t("channels.portal"), ...channels.map(fate)].join(t("notices.between"));
}

/** @param {Fate} fate */
function fate({ channel, state, reason }) {
  const said = { channel: t(`channels.${channel}`), state: t(`channel_states.${state}`) };
  return reason
    ? t("notices.fate_because", { ...said, reason: t(`channel_reasons.${reason}`) })
    : t("notices.fate", said);
}
