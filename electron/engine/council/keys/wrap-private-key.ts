import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseStrictJson } from '#domain/strict-json.ts';

/** log2 of scrypt's N for keys that people use. */
export const defaultScryptLog2N = 17;
const shortestPassphrase = 10;

/** A private key under a passphrase: scrypt (r 8, p 1) makes the key of AES-256-GCM. All fields hex. */
interface Wrapping {
  kdf: 'scrypt';
  log2N: number;
  r: 8;
  p: 1;
  salt: string;
  cipher: 'aes-256-gcm';
  iv: string;
  tag: string;
  ciphertext: string;
}

/**
 * Wraps a 32-byte seed. `context` is bound into it, so that a wrapping moved to another key does not open.
 * @param randomBytes the environment's.
 * @param log2N 10…20; less than 17 only for tests.
 * @returns canonical JSON.
 * @throws ParleyError E_PASSPHRASE for one of fewer than 10 characters.
 */
export function wrapPrivateKey(
  seed: Uint8Array,
  passphrase: string,
  context: string,
  randomBytes: (length: number) => Uint8Array,
  log2N: number = defaultScryptLog2N,
): string {
  if ([...passphrase].length < shortestPassphrase)
    throw new ParleyError(
      'E_PASSPHRASE',
      `Expected a passphrase of at least ${shortestPassphrase} characters, got a shorter one. Four random words do well.`,
    );
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(passphrase, salt, log2N), iv).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(seed), cipher.final()]);
  const wrapping: Wrapping = {
    kdf: 'scrypt',
    log2N,
    r: 8,
    p: 1,
    salt: hex(salt),
    cipher: 'aes-256-gcm',
    iv: hex(iv),
    tag: hex(cipher.getAuthTag()),
    ciphertext: hex(ciphertext),
  };
  return canonicalJson(wrapping);
}

/** Opens a wrapping. Throws E_PASSPHRASE where the passphrase is not the one, E_DAMAGED where the wrapping can't be read. */
export function unwrapPrivateKey(wrapping: string, passphrase: string, context: string): Uint8Array {
  const { log2N, salt, iv, tag, ciphertext } = readWrapping(wrapping);
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey(passphrase, Buffer.from(salt, 'hex'), log2N), Buffer.from(iv, 'hex'), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, 'hex'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'hex')), decipher.final()]);
  } catch {
    throw new ParleyError('E_PASSPHRASE', "This passphrase doesn't open the key. Type it again, or restore the key from a backup.");
  }
}

function readWrapping(text: string): Wrapping {
  const value = parseStrictJson(text) as unknown as Wrapping;
  const sound =
    value?.kdf === 'scrypt' &&
    value.cipher === 'aes-256-gcm' &&
    Number.isInteger(value.log2N) &&
    value.log2N >= 10 &&
    value.log2N <= 20 &&
    value.r === 8 &&
    value.p === 1 &&
    isHex(value.salt, 16) &&
    isHex(value.iv, 12) &&
    isHex(value.tag, 16) &&
    isHex(value.ciphertext, 32);
  if (!sound) throw new ParleyError('E_DAMAGED', "A stored key can't be read. Restore the newest backup.");
  return value;
}

function wrappingKey(passphrase: string, salt: Uint8Array, log2N: number): Buffer {
  const N = 2 ** log2N;
  return scryptSync(passphrase.normalize('NFKC'), salt, 32, { N, r: 8, p: 1, maxmem: 256 * N * 8 });
}

function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
