// The camera of a phone or of a desk. iOS WeChat shows a picture only after an explicit play(), of a video that is muted
// and plays inline.

import { drawn } from "./picture.js";
import { Refusal } from "./refusal.js";
import { readPicture } from "./thread.js";

/** @import { RefusalCode } from "./refusal.js" */
/**
 * @typedef {object} Watch
 * @property {() => void} stop - end it and let go of the camera; a second call does nothing
 * @property {((isOn: boolean) => Promise<void>) | null} torch - null where the camera has none
 */

/** Milliseconds from one look to the next: a phone stays cool, and a person does not wait. */
const REST = 120;
const WISHES = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
/** @type {Record<string, RefusalCode>} */
const WHY = { NotAllowedError: "camera_denied", NotReadableError: "camera_busy", AbortError: "camera_busy" };

/**
 * Show the camera in `video` and give `seen` each code in view, again and again, until stopped. Throws `Refusal`
 * `camera_denied`, `camera_missing`, `camera_busy`, `no_engine`.
 * @param {HTMLVideoElement} video
 * @param {(text: string) => void} seen
 * @param {(error: unknown) => void} [failed] - called once when looking ends by itself: a `Refusal`, as above
 * @returns {Promise<Watch>}
 */
export async function watch(video, seen, failed = () => {}) {
  const stream = await opened();
  let isOn = true;
  const stop = () => {
    isOn = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
    await video.play();
  } catch {
    stop();
    throw new Refusal("camera_busy");
  }
  look(video, seen, () => isOn).catch((error) => {
    stop();
    failed(error);
  });
  return { stop, torch: torchOf(stream) };
}

async function opened() {
  if (!navigator.mediaDevices?.getUserMedia) throw new Refusal("camera_missing");
  try {
    return await navigator.mediaDevices.getUserMedia({ video: WISHES });
  } catch (error) {
    throw new Refusal(WHY[error instanceof Error ? error.name : ""] ?? "camera_missing");
  }
}

/**
 * @param {HTMLVideoElement} video
 * @param {(text: string) => void} seen
 * @param {() => boolean} isOn
 */
async function look(video, seen, isOn) {
  while (isOn()) {
    const { videoWidth, videoHeight } = video;
    const found = videoWidth ? await readPicture(drawn(video, videoWidth, videoHeight), { isQuick: true }) : [];
    for (const { text } of found) if (isOn()) seen(text);
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
}

/** @param {MediaStream} stream */
function torchOf(stream) {
  const [track] = stream.getVideoTracks();
  /** @type {MediaTrackCapabilities & { torch?: boolean }} */
  const able = track?.getCapabilities?.() ?? {};
  if (!track || !able.torch) return null;
  return (/** @type {boolean} */ isOn) => {
    const wish = /** @type {MediaTrackConstraintSet} */ ({ torch: isOn });
    return track.applyConstraints({ advanced: [wish] });
  };
}
