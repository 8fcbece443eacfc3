import { thresholdCounts } from './threshold-counts.ts';

export interface YoudenThreshold {
  /** Admit from this score on. */
  score: number;
  /** sensitivity + specificity − 1, 0…1. */
  index: number;
  sensitivity: number;
  specificity: number;
}

/**
 * The threshold with the largest Youden index.
 * @param scores one number a record, higher meaning likelier.
 * @param outcomes 1 success, 0 failure.
 * @returns null where there is no success or no failure. Of equal thresholds the lowest, which admits most.
 * @throws ParleyError E_STATISTIC for different lengths, NaN scores, outcomes other than 0 and 1.
 * @remarks It weighs a missed success and an admitted failure alike; where they cost differently, use a break-even rate.
 * @source Youden, "Index for rating diagnostic tests" (1950).
 */
export function youdenThreshold(scores: ArrayLike<number>, outcomes: ArrayLike<number>): YoudenThreshold | null {
  const counts = thresholdCounts(scores, outcomes);
  const all = counts[0];
  if (all === undefined) return null;
  const successes = all.successes;
  const failures = all.volume - all.successes;
  if (successes === 0 || failures === 0) return null;
  let best = all;
  let bestExcess = 0;
  for (const count of counts) {
    const excess = count.successes * failures - (count.volume - count.successes) * successes;
    if (excess > bestExcess) {
      best = count;
      bestExcess = excess;
    }
  }
  return {
    score: best.score,
    index: bestExcess / (successes * failures),
    sensitivity: best.successes / successes,
    specificity: 1 - (best.volume - best.successes) / failures,
  };
}
