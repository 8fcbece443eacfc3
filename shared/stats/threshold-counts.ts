import { splitByOutcome } from './roc-auc.ts';

/** Records that a threshold admits: those with score ≥ `score`. */
export interface ThresholdCount {
  score: number;
  volume: number;
  successes: number;
}

/**
 * What every possible threshold would admit.
 * @param scores one number a record.
 * @param outcomes 1 success, 0 failure.
 * @returns one entry per distinct score, ascending; the first admits all. Empty without records.
 * @throws ParleyError E_STATISTIC for different lengths, NaN scores, outcomes other than 0 and 1.
 */
export function thresholdCounts(scores: ArrayLike<number>, outcomes: ArrayLike<number>): ThresholdCount[] {
  const { failures, successes } = splitByOutcome(scores, outcomes);
  const counts: ThresholdCount[] = [];
  let failure = 0;
  let success = 0;
  while (failure < failures.length || success < successes.length) {
    const score = Math.min(failures[failure] ?? Number.POSITIVE_INFINITY, successes[success] ?? Number.POSITIVE_INFINITY);
    const left = successes.length - success;
    counts.push({ score, volume: failures.length - failure + left, successes: left });
    while (failure < failures.length && failures[failure] === score) failure++;
    while (success < successes.length && successes[success] === score) success++;
  }
  return counts;
}
