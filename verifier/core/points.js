// Ed25519 points that no honest signer makes (RFC 8032 section 5.1.3, SPEC.md 5 and 8): points of small order, which as
// keys accept signatures that nobody made, and coordinates that are not reduced. Libraries differ on them, so they are
// refused, as keys and as R.

const P = 2n ** 255n - 19n;
/** The y coordinate of two of the points of order 8; the other two have its negative. */
const ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL_ORDER = [0n, 1n, P - 1n, ORDER_8, P - ORDER_8];

/**
 * Whether the 32 bytes of `point`, a public key or R, have a reduced y coordinate that is of no point of small order.
 * @param {Uint8Array} point
 */
export function isSound(point) {
  const y = point.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & ((1n << 255n) - 1n);
  return y < P && !SMALL_ORDER.includes(y);
}
