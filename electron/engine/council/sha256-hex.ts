import { hash } from 'node:crypto';

/** SHA-256 as lower-case hex; texts are taken as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
