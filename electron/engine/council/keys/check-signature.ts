import { verify } from 'node:crypto';
import { ParleyError } from '#domain/errors.ts';
import { checkPublicKey } from './check-public-key.ts';
import { publicKeyOf } from './ed25519-key-objects.ts';
import { decodePoint, groupOrder, hasLowOrder, littleEndian } from './ed25519-points.ts';

/**
 * Refuses a signature that is not exactly the one its key makes for the message: 64 bytes, S below the group order, R canonical and not of low
 * order, under a sound key. Throws E_SIGNATURE with `data.rule`, or E_KEY.
 */
export function checkSignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  checkPublicKey(publicKey);
  if (signature.length !== 64) throw refused('length', `a signature of 64 bytes, got ${signature.length}`);
  const r = decodePoint(signature.subarray(0, 32));
  if (typeof r === 'string' || hasLowOrder(r)) throw refused('encoding', 'a signature whose first half is a canonical point of high order');
  if (littleEndian(signature.subarray(32)) >= groupOrder)
    throw refused('malleable', 'a signature in its one reduced form, got another form');
  if (!verify(null, message, publicKeyOf(publicKey), signature))
    throw refused('mismatch', 'the signature that this key makes for this text; the text, the key or the signature was altered');
}

function refused(rule: string, expected: string): ParleyError {
  return new ParleyError('E_SIGNATURE', `Expected ${expected}. Don't rely on this sign-off: ask for a new one.`, { data: { rule } });
}
