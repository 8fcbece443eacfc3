import { ParleyError } from '#domain/errors.ts';
import { decodePoint, hasLowOrder, isInPrimeSubgroup } from './ed25519-points.ts';

const soundKeys = new Set<string>();

/** Refuses bytes that are no honest Ed25519 public key. Throws E_KEY with `data.rule`: length, notCanonical, notOnCurve, lowOrder or mixedOrder. */
export function checkPublicKey(bytes: Uint8Array): void {
  const hex = Buffer.from(bytes).toString('hex');
  if (soundKeys.has(hex)) return;
  const rule = flawOf(bytes);
  if (rule !== undefined)
    throw new ParleyError('E_KEY', `Expected an Ed25519 public key: ${words[rule]}. Make a key with Parley or openssl genpkey.`, {
      data: { rule },
    });
  if (soundKeys.size < 10_000) soundKeys.add(hex);
}

const words = {
  length: 'it has 32 bytes, and these are fewer or more',
  notCanonical: 'it has one spelling, and this is another one',
  notOnCurve: 'it is a point of the curve, and this is none',
  lowOrder: 'this one has low order, so that anyone could sign under it',
  mixedOrder: 'it lies in the prime subgroup, and this one does not',
};

function flawOf(bytes: Uint8Array): keyof typeof words | undefined {
  if (bytes.length !== 32) return 'length';
  const point = decodePoint(bytes);
  if (typeof point === 'string') return point;
  if (hasLowOrder(point)) return 'lowOrder';
  return isInPrimeSubgroup(point) ? undefined : 'mixedOrder';
}
