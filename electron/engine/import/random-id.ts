import type { Environment } from '../environment.ts';

/** A new random id, 32 hex digits. */
export function randomId(environment: Environment): string {
  return Buffer.from(environment.randomBytes(16)).toString('hex');
}
