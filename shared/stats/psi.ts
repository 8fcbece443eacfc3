import { chiSquareQuantile } from './chi-square.ts';
import { inputError, requireSameLength } from './input-error.ts';

/**
 * The population stability index of two distributions over the same bins: Σ (a − r)·ln(a / r) over shares a and r.
 * @param reference counts per bin of the reference records.
 * @param actual counts per bin of the records compared with them, bins in the same order.
 * @returns 0 for equal shares; null where either side has no records.
 * @throws ParleyError E_STATISTIC for different lengths and counts below 0.
 * @remarks A bin that is empty on one side only counts as half a record there (the logarithm would be infinite) and its total grows by
 *   that half; a bin empty on both sides is left out. Judge the value by `psiCritical`, not by a fixed .10 or .25.
 * @source Siddiqi, "Credit Risk Scorecards" (2006).
 */
export function psi(reference: ArrayLike<number>, actual: ArrayLike<number>): number | null {
  requireSameLength(reference, actual, 'reference and actual counts');
  const [referenceTotal, actualTotal] = [totalOf(reference), totalOf(actual)];
  if (referenceTotal === 0 || actualTotal === 0) return null;
  const referenceFilled = fillEmpty(reference, actual);
  const actualFilled = fillEmpty(actual, reference);
  const [referenceSum, actualSum] = [totalOf(referenceFilled), totalOf(actualFilled)];
  let index = 0;
  for (let bin = 0; bin < referenceFilled.length; bin++) {
    if (referenceFilled[bin] === 0) continue;
    const referenceShare = referenceFilled[bin]! / referenceSum;
    const actualShare = actualFilled[bin]! / actualSum;
    index += (actualShare - referenceShare) * Math.log(actualShare / referenceShare);
  }
  return index;
}

/**
 * The value that the index exceeds by chance in 1 − level of comparisons of unchanged populations.
 * @param bins number of bins, from 2.
 * @param referenceCount records of the reference, above 0.
 * @param actualCount records compared, above 0.
 * @param level default .95.
 * @returns χ²(bins − 1, level) · (1/referenceCount + 1/actualCount).
 * @throws ParleyError E_STATISTIC outside those ranges.
 * @source Yurdakul, "Statistical properties of population stability index" (2018), section 3.
 */
export function psiCritical(bins: number, referenceCount: number, actualCount: number, level = 0.95): number {
  if (!Number.isInteger(bins) || bins < 2) throw inputError('two bins or more', String(bins));
  if (!(referenceCount > 0 && actualCount > 0)) throw inputError('records on both sides', `${referenceCount} and ${actualCount}`);
  return chiSquareQuantile(level, bins - 1) * (1 / referenceCount + 1 / actualCount);
}

function totalOf(counts: ArrayLike<number>): number {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    if (!(counts[bin]! >= 0)) throw inputError('counts from 0', `${counts[bin]} in bin ${bin}`);
    total += counts[bin]!;
  }
  return total;
}

function fillEmpty(counts: ArrayLike<number>, others: ArrayLike<number>): Float64Array {
  const filled = Float64Array.from(counts);
  for (let bin = 0; bin < filled.length; bin++) if (filled[bin] === 0 && others[bin]! > 0) filled[bin] = 0.5;
  return filled;
}
