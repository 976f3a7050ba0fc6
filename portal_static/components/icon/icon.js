/** Line icons on a grid of 24, drawn for this portal. Decoration only: a text always stands beside one. */
import { html, svg } from "../../lib/render.js";

const PATHS = {
  home: svg`<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z"/>`,
  letter: svg`<path d="M3.5 6h17v12h-17zM4 7l8 6 8-6"/>`,
  paper: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>`,
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>`,
  people: svg`<circle cx="9" cy="9" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 6a3.5 3.5 0 0 1 0 6.5M18 15c2 .7 3 2.5 3.5 5"/>`,
  card: svg`<path d="M3 5h18v14H3z"/><circle cx="8.5" cy="11" r="2"/><path d="M5.5 16c.5-1.5 1.5-2 3-2s2.5.5 3 2M14.5 10H18M14.5 14H18"/>`,
  parting: svg`<path d="M8 7H4v10h4M16 7h4v10h-4M12 4v4M12 16v4M9.5 12h5"/>`,
  leave: svg`<path d="M10 4H5v16h5M9.5 12H20M16 8l4 4-4 4"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>`,
  pen: svg`<path d="m4 20 1-5L16 4l4 4L9 19zM13.5 6.5l4 4"/>`,
  school: svg`<path d="M2.5 9.5 12 5l9.5 4.500L12 14zM6 11.500V17c3 2.5 9 2.5 12 0v-5.500M21.5 9.500V15"/>`,
  building: svg`<path d="M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3M16.5 13v.01M16.5 17v.01"/>`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16"/>`,
  back: svg`<path d="M14.5 5 8 12l6.5 7"/>`,
  next: svg`<path d="M9.5 5 16 12l-6.5 7"/>`,
  check: svg`<path d="m5 12.5 4.5 4.500L19 7"/>`,
  cross: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.500l3.5 2"/>`,
  dash: svg`<path d="M6 12h12"/>`,
  alert: svg`<path d="M12 4 2.5 20h19zM12 10v4.500M12 17.500v.01"/>`,
  about: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.500M12 7.500v.01"/>`,
  hand: svg`<path d="M4 12h11M11 7l5 5-5 5M20 5v14"/>`,
  print: svg`<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>`,
  upload: svg`<path d="M12 16V5M7.5 9 12 4.5 16.5 9M5 19h14"/>`,
  list: svg`<path d="M8 7h12M8 12h12M8 17h12M4 7v.01M4 12v.01M4 17v.01"/>`,
  gear: svg`<circle cx="12" cy="12" r="3.5"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.1 2.100M16.3 16.300l2.1 2.100M18.4 5.600l-2.1 2.100M7.7 16.300l-2.1 2.1"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="M11 12 20 3M16 7l3 3"/>`,
  globe: svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>`,
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {string} name */
export function icon(name) {
  const paths = PATHS[/** @type {IconName} */ (name)] ?? PATHS.about;
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;
}
