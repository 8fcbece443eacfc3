import { requireProbability } from './input-error.ts';

/**
 * A quantile of values, linear between neighbours (Hyndman & Fan's type 7, as R and NumPy take by default).
 * @param ascending values in ascending order, no NaN; not checked.
 * @param q 0…1: 0 the smallest, .5 the median, 1 the largest.
 * @returns null without values.
 * @throws ParleyError E_STATISTIC for q outside 0…1.
 * @source Hyndman & Fan, "Sample quantiles in statistical packages" (1996), definition 7.
 */
export function quantileSorted(ascending: ArrayLike<number>, q: number): number | null {
  requireProbability(q, 'a quantile');
  if (ascending.length === 0) return null;
  const place = (ascending.length - 1) * q;
  const below = Math.floor(place);
  const lower = ascending[below]!;
  const upper = ascending[Math.min(below + 1, ascending.length - 1)]!;
  return lower === upper ? lower : lower + (place - below) * (upper - lower);
}
