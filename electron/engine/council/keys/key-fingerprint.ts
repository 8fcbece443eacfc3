import { sha256Hex } from '../sha256-hex.ts';

/** The fingerprint of a public key: SHA-256 of its 32 bytes, as hex. */
export function keyFingerprint(publicKeyHex: string): string {
  return sha256Hex(Buffer.from(publicKeyHex, 'hex'));
}

/** A fingerprint as people compare it: its first 32 digits in groups of four. */
export function fingerprintGroups(fingerprint: string): string {
  return fingerprint.slice(0, 32).match(/.{4}/g)!.join(' ');
}
