import { inputError, requireCount } from './input-error.ts';
import { quantileSorted } from './quantile-sorted.ts';
import { createRandom } from './random.ts';
import type { Interval } from './wilson.ts';

export interface BootstrapOptions {
  /** Seed of the random stream, see `createRandom`. */
  seed: number;
  /** Resamples; default 1,000. */
  repetitions?: number;
  /** Percentiles of the interval; default .025 and .975. */
  low?: number;
  high?: number;
}

export interface BootstrapInterval extends Interval {
  /** Resamples in which the statistic was defined, and all that were drawn. */
  defined: number;
  repetitions: number;
}

/**
 * A percentile bootstrap interval of any statistic.
 * @param sampleCount size of the sample, whole number from 0.
 * @param statistic value for one resample, given as row numbers drawn with replacement (the array is reused: don't keep it);
 *   null where it is undefined there, such as a mean over no record.
 * @returns null for an empty sample or where the statistic was defined in less than half of the resamples.
 * @throws ParleyError E_STATISTIC for a bad seed, count or percentile.
 * @remarks Quantiles of type 7 (`quantileSorted`). Resamples of one record all agree: the interval is then a point, not certainty.
 * @source Efron, "Bootstrap methods: another look at the jackknife" (1979); Efron & Tibshirani (1993), section 13.3.
 */
export function bootstrapInterval(
  sampleCount: number,
  statistic: (rows: Uint32Array) => number | null,
  { seed, repetitions = 1000, low = 0.025, high = 0.975 }: BootstrapOptions,
): BootstrapInterval | null {
  requireCount(sampleCount, 'a sample size');
  requireCount(repetitions, 'repetitions');
  if (!(low >= 0 && low <= high && high <= 1)) throw inputError('percentiles 0 ≤ low ≤ high ≤ 1', `${low} and ${high}`);
  const random = createRandom(seed);
  if (sampleCount === 0) return null;
  const rows = new Uint32Array(sampleCount);
  const values = new Float64Array(repetitions);
  let defined = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (let i = 0; i < sampleCount; i++) rows[i] = random.nextInt(sampleCount);
    const value = statistic(rows);
    if (value !== null && !Number.isNaN(value)) values[defined++] = value;
  }
  if (defined === 0 || defined * 2 < repetitions) return null;
  const ascending = values.subarray(0, defined).sort();
  return { low: quantileSorted(ascending, low)!, high: quantileSorted(ascending, high)!, defined, repetitions };
}

/** The bootstrap interval of a mean; null without values. Options and rules as `bootstrapInterval`. */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions): BootstrapInterval | null {
  return bootstrapInterval(
    values.length,
    (rows) => {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) sum += values[rows[i]!]!;
      return sum / rows.length;
    },
    options,
  );
}

/** The bootstrap interval of Σ numerators / Σ denominators over the same rows; undefined where the denominators add up to 0. */
export function bootstrapRatio(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  options: BootstrapOptions,
): BootstrapInterval | null {
  if (numerators.length !== denominators.length)
    throw inputError('numerators and denominators of one length', `${numerators.length} and ${denominators.length}`);
  return bootstrapInterval(
    numerators.length,
    (rows) => {
      let top = 0;
      let bottom = 0;
      for (let i = 0; i < rows.length; i++) {
        top += numerators[rows[i]!]!;
        bottom += denominators[rows[i]!]!;
      }
      return bottom === 0 ? null : top / bottom;
    },
    options,
  );
}
