import { randomBytes } from 'node:crypto';
import type { Environment } from '#engine/environment.ts';

/** The machine's own clock and randomness. */
export const systemEnvironment: Environment = { now: () => Date.now(), randomBytes: (length) => randomBytes(length) };
