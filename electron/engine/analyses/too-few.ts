/** Under 30 records a figure says that it rests on too few. */
export const tooFewLimit = 30;

export function isTooFew(count: number): boolean {
  return count < tooFewLimit;
}
