// Codes in a PDF: the attached token first, which our PDF/A-3u carries (verification.md 7), then the printed codes of
// every page. pdf.js and its worker are our own files, loaded when the first PDF comes.

import * as base10 from "../core/base10.js";
import { breathe } from "./breath.js";
import { canvas, LOOKED_AT } from "./picture.js";
import { lacking, Refusal } from "./refusal.js";
import { readPicture } from "./thread.js";

/** @import { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist" */
/** @import { Found } from "./pixels.js" */

const [MOST_PAGES, LONGEST_TOKEN] = [500, 415];
/** Points are 1/72 inch: 200 dpi gives a module of 0.40 mm three pixels. */
const SCALE = 200 / 72;

/**
 * Throws `Refusal` for a PDF with a password, a damaged one, one of too many pages.
 * @param {Uint8Array} bytes
 * @param {AbortSignal | undefined} signal - no further page is read after it
 * @returns {Promise<Found[]>}
 */
export async function readPdf(bytes, signal) {
  const { document, close } = await opened(bytes);
  try {
    if (document.numPages > MOST_PAGES) throw new Refusal("too_many_pages");
    const found = await attached(document);
    for (let number = 1; number <= document.numPages && !signal?.aborted; number += 1) {
      const page = await document.getPage(number);
      for (const { text } of await printed(page)) found.push({ text, page: number, from: "pdf" });
      page.cleanup();
    }
    return found;
  } finally {
    await close();
  }
}

/** @param {Uint8Array} bytes */
async function opened(bytes) {
  const pdf = await import("pdfjs-dist/legacy/build/pdf.mjs").catch(() => {
    throw lacking();
  });
  pdf.GlobalWorkerOptions.workerSrc ||= new URL("/scanner/pdf.worker.js", import.meta.url).href;
  const task = pdf.getDocument({
    data: bytes,
    // Glyphs as paths: no font enters the page, and its policy allows none.
    disableFontFace: true,
    isEvalSupported: false,
    useSystemFonts: false,
    wasmUrl: new URL("/scanner/pdf/", import.meta.url).href,
    verbosity: 0,
  });
  const close = () => task.destroy();
  try {
    return { document: await task.promise, close };
  } catch (error) {
    await close();
    throw new Refusal(error instanceof Error && error.name === "PasswordException" ? "password" : "broken_pdf");
  }
}

/**
 * @param {PDFDocumentProxy} document
 * @returns {Promise<Found[]>}
 */
async function attached(document) {
  /** @type {{ filename: string, content: Uint8Array }[]} */
  const files = Object.values((await document.getAttachments()) ?? {});
  const tokens = files.filter(({ filename, content }) => /\.cose$/.test(filename) && content.length <= LONGEST_TOKEN);
  const record = tokens.length === 1 ? files.find(({ filename }) => filename === "record.cbor")?.content : undefined;
  const beside = record ? { record, pages: await words(document) } : {};
  return tokens.map(({ content }) => ({ text: `1${base10.encode(content)}`, from: "attachment", ...beside }));
}

/**
 * What each page says, in the order in which it is drawn.
 * @param {PDFDocumentProxy} document
 */
async function words(document) {
  /** @type {string[]} */
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent({ disableNormalization: true });
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(""));
  }
  return pages;
}

/**
 * The codes of a page. Only a scanned page can bear a seal, or be blurred: a drawn one needs no second look.
 * @param {PDFPageProxy} page
 */
async function printed(page) {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(SCALE, Math.sqrt(LOOKED_AT / (width * height)));
  const viewport = page.getViewport({ scale });
  const pen = canvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // As for print, for else pdf.js would draw by frames, which a window in the background has none of.
  const drawing = page.render({ canvas: pen.canvas, canvasContext: pen, viewport, intent: "print" });
  drawing.onContinue = (/** @type {() => void} */ next) => breathe().then(next);
  await drawing.promise;
  const pixels = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
  return readPicture(pixels, { isQuick: !(await hasPicture(page)) });
}

/** @param {PDFPageProxy} page */
async function hasPicture(page) {
  const { OPS } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const pictures = [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject];
  const { fnArray } = await page.getOperatorList();
  return fnArray.some((operation) => pictures.includes(operation));
}
