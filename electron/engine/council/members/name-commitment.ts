import { sha256Hex } from '../sha256-hex.ts';

/** What the log knows of a name: SHA-256 over a random salt and the name, which tells nothing once the salt is gone. */
export function nameCommitment(saltHex: string, name: string): string {
  return sha256Hex(`${saltHex}\n${name}`);
}
