import { createPublicKey, type KeyObject } from 'node:crypto';
import { ParleyError } from '#domain/errors.ts';
import { checkPublicKey } from './check-public-key.ts';
import { publicKeyBytes, publicKeyOf } from './ed25519-key-objects.ts';

/** Reads a public key as PEM or 64 hexadecimal digits, and gives its hex. Throws E_KEY; a private key is named as such and not repeated. */
export function parsePublicKey(text: string): string {
  const trimmed = text.trim();
  if (/PRIVATE KEY/.test(trimmed))
    throw refused(
      'privateKey',
      'a public key, got a private one. Clear the field, treat that key as no longer secret, and paste the public half',
    );
  if (/^[0-9a-f]+$/i.test(trimmed)) return checked(Buffer.from(trimmed.length % 2 === 0 ? trimmed : '', 'hex'));
  if (!trimmed.startsWith('-----BEGIN PUBLIC KEY-----')) throw refused('form', 'a PEM public key or 64 hexadecimal digits');
  const key = readPem(trimmed);
  if (key.asymmetricKeyType !== 'ed25519') throw refused('type', `an Ed25519 key, got one of type ${key.asymmetricKeyType}`);
  return checked(Buffer.from(publicKeyBytes(key)));
}

/** A public key as PEM, as openssl reads it. */
export function publicKeyPem(hex: string): string {
  return publicKeyOf(Buffer.from(hex, 'hex')).export({ format: 'pem', type: 'spki' }).toString();
}

function checked(bytes: Buffer): string {
  checkPublicKey(bytes);
  return bytes.toString('hex');
}

function readPem(text: string): KeyObject {
  try {
    return createPublicKey(text);
  } catch {
    throw refused('form', 'a PEM public key or 64 hexadecimal digits');
  }
}

function refused(rule: string, expected: string): ParleyError {
  return new ParleyError('E_KEY', `Expected ${expected}.`, { data: { rule } });
}
