/// <reference path="../vendor.d.ts" />
/**
 * The one way to make HTML: lit-html's tagged templates, which escape every value.
 *
 * 1. No innerHTML, no style attribute (the content security policy refuses both): looks come from classes.
 * 2. A template is a value; a page draws itself again from its model whenever something changed.
 */
export { html, nothing, render, svg } from "/vendor/lit-html/lit-html.js";

/** @typedef {import("lit-html").TemplateResult | typeof import("lit-html").nothing | string | number | null | undefined} Piece */
/** @typedef {Piece | unknown[]} Template */
