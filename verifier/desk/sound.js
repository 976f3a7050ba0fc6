// A high tone for a paper that is well, two low ones for one that needs somebody. Silence is remembered.

const PLACE = "desk/silent";
/** @type {Record<"good" | "bad", { pitch: number, starts: number[], lasts: number }>} - in Hz and seconds */
const TONES = { good: { pitch: 1046, starts: [0], lasts: 0.1 }, bad: { pitch: 208, starts: [0, 0.25], lasts: 0.18 } };
const VOLUME = 0.2;

export class Sound {
  /** @type {AudioContext | null} */
  #context = null;
  isSilent = wasSilent();

  /** @param {boolean} isSilent */
  silence(isSilent) {
    this.isSilent = isSilent;
    try {
      localStorage.setItem(PLACE, isSilent ? "1" : "0");
    } catch {
      // Where nothing can be kept, silence lasts until the window is closed.
    }
  }

  /** @param {keyof typeof TONES} name */
  play(name) {
    if (this.isSilent || !("AudioContext" in globalThis)) return;
    this.#context ??= new AudioContext();
    const { pitch, starts, lasts } = TONES[name];
    for (const start of starts) tone(this.#context, pitch, this.#context.currentTime + start, lasts);
  }
}

function wasSilent() {
  try {
    return localStorage.getItem(PLACE) === "1";
  } catch {
    return false;
  }
}

/**
 * @param {AudioContext} context
 * @param {number} pitch
 * @param {number} start
 * @param {number} lasts
 */
function tone(context, pitch, start, lasts) {
  const source = new OscillatorNode(context, { frequency: pitch });
  const volume = new GainNode(context, { gain: VOLUME });
  volume.gain.setTargetAtTime(0, start + lasts * 0.8, 0.02); // or it ends with a click
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + lasts + 0.1);
}
