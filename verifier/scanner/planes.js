// One channel of a picture at a time. A red seal is as bright as paper in the red channel, and black stays black there.

/**
 * @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Pixels - RGBA, 4 bytes a pixel
 * @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Plane - 1 byte a pixel
 */

/**
 * ITU-R BT.601 luma.
 * @param {Pixels} pixels
 * @returns {Plane}
 */
export function luminance({ data, width, height }) {
  const out = new Uint8ClampedArray(width * height);
  for (let at = 0, from = 0; at < out.length; at += 1, from += 4) {
    const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]];
    out[at] = (306 * red + 601 * green + 117 * blue) >> 10;
  }
  return { data: out, width, height };
}

/**
 * @param {Pixels} pixels
 * @returns {Plane}
 */
export function red({ data, width, height }) {
  const out = new Uint8ClampedArray(width * height);
  for (let at = 0; at < out.length; at += 1) out[at] = /** @type {number} */ (data[4 * at]);
  return { data: out, width, height };
}

/** More than the red that is missing, since JPEG dilutes it: of 24 sealed codes at 150 dpi, 1.0 read 21 and this 23. */
const RAISE = 1.2;

/**
 * The luminance, raised where there is red nearby. JPEG halves the resolution of colours, which blurs the red channel
 * of a small code; the luminance stays sharp, and needs only to know where the seal is.
 * @param {Pixels} pixels
 * @returns {Plane}
 */
export function unsealed(pixels) {
  const { width, height } = pixels;
  const grey = luminance(pixels).data;
  const ink = red(pixels).data.map((value, at) => value - byte(grey, at));
  const near = widest(widest(ink, 1, width), width, width * height);
  return { data: grey.map((value, at) => value + RAISE * byte(near, at)), width, height };
}

/**
 * Each value, or the larger of those a step before and behind it in its line.
 * @param {Uint8ClampedArray} values
 * @param {number} step
 * @param {number} line - its length, in values
 */
function widest(values, step, line) {
  return values.map((value, at) => {
    const place = at % line;
    const before = place < step ? value : byte(values, at - step);
    return Math.max(value, before, place + step < line ? byte(values, at + step) : value);
  });
}

/**
 * Half as wide and high: each pixel the mean of four. Noise fades.
 * @param {Plane} plane
 * @returns {Plane}
 */
export function halved(plane) {
  const [width, height] = [plane.width >> 1, plane.height >> 1];
  const out = new Uint8ClampedArray(width * height);
  const { data, width: stride } = plane;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0, from = 2 * y * stride; x < width; x += 1, at += 1, from += 2) {
      const below = from + stride;
      out[at] = (byte(data, from) + byte(data, from + 1) + byte(data, below) + byte(data, below + 1)) >> 2;
    }
  }
  return { data: out, width, height };
}

/**
 * Twice as wide and high, with means between: a small code gets modules that a detector can follow.
 * @param {Plane} plane
 * @returns {Plane}
 */
export function doubled(plane) {
  const [width, height] = [2 * plane.width, 2 * plane.height];
  const out = new Uint8ClampedArray(width * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    const upper = (y >> 1) * plane.width;
    const lower = Math.min((y + 1) >> 1, plane.height - 1) * plane.width;
    for (let x = 0; x < width; x += 1, at += 1) {
      const [left, right] = [x >> 1, Math.min((x + 1) >> 1, plane.width - 1)];
      const { data } = plane;
      out[at] =
        (byte(data, upper + left) + byte(data, upper + right) + byte(data, lower + left) + byte(data, lower + right)) >>
        2;
    }
  }
  return { data: out, width, height };
}

/**
 * @param {Uint8ClampedArray} data
 * @param {number} place - inside
 */
function byte(data, place) {
  return /** @type {number} */ (data[place]);
}

/**
 * The plane in grey, as decoders take pictures.
 * @param {Plane} plane
 * @returns {Pixels}
 */
export function asPixels({ data, width, height }) {
  const out = new Uint32Array(data.length);
  for (let at = 0; at < data.length; at += 1) out[at] = 0xff000000 | (byte(data, at) * 0x010101);
  return { data: new Uint8ClampedArray(out.buffer), width, height };
}
