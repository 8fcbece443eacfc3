import { ParleyError } from '#domain/errors.ts';

/** The error of a statistic that was called with numbers it has no meaning for. */
export function inputError(expected: string, found: string): ParleyError {
  return new ParleyError('E_STATISTIC', `Expected ${expected}, got ${found}.`);
}

/** Refuses columns that should pair row by row and have different lengths. */
export function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, what: string): void {
  if (a.length !== b.length) throw inputError(`${what} of one length`, `${a.length} and ${b.length}`);
}

/** Refuses anything but a whole number from 0 up. */
export function requireCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw inputError(`${what} as a whole number from 0`, String(value));
}

/** Refuses anything but a number within [0, 1]. */
export function requireProbability(value: number, what: string): void {
  if (!(value >= 0 && value <= 1)) throw inputError(`${what} within 0 to 1`, String(value));
}
