import { inputError, requireSameLength } from './input-error.ts';

export interface RocAuc {
  /** Probability that a random success has the higher score than a random failure, ties half. */
  value: number;
  /** Bounds of the 95 % interval, cut to 0…1; null where a class has one record, whose spread is unknown. */
  low: number | null;
  high: number | null;
}

/**
 * The area under the ROC curve with its DeLong interval, in O(n log n).
 * @param scores one number a record, higher meaning likelier.
 * @param outcomes 1 success, 0 failure.
 * @param z normal quantile of the level; default 1.959963984540054 (95 %).
 * @returns null where there is no success or no failure.
 * @throws ParleyError E_STATISTIC for different lengths, NaN scores, outcomes other than 0 and 1.
 * @remarks With perfect separation DeLong's variance is 0 and the interval is the single point 1 (or 0): say how small n is.
 * @source DeLong, DeLong & Clarke-Pearson (1988); Sun & Xu, "Fast implementation of DeLong's algorithm" (2014).
 */
export function rocAuc(scores: ArrayLike<number>, outcomes: ArrayLike<number>, z = 1.959963984540054): RocAuc | null {
  const { failures, successes } = splitByOutcome(scores, outcomes);
  if (failures.length === 0 || successes.length === 0) return null;
  const belowSuccess = placements(successes, failures);
  const belowFailure = placements(failures, successes);
  const pairs = 2 * failures.length * successes.length;
  const value = belowSuccess.twiceTotal / pairs;
  if (failures.length === 1 || successes.length === 1) return { value, low: null, high: null };
  const variance =
    belowSuccess.variance / (failures.length * failures.length) / successes.length +
    belowFailure.variance / (successes.length * successes.length) / failures.length;
  const spread = z * Math.sqrt(variance);
  return { value, low: Math.max(0, value - spread), high: Math.min(1, value + spread) };
}

/** The scores of failures and of successes, each ascending. */
export function splitByOutcome(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): { failures: Float64Array; successes: Float64Array } {
  requireSameLength(scores, outcomes, 'scores and outcomes');
  let count = 0;
  for (let i = 0; i < outcomes.length; i++) {
    const outcome = outcomes[i]!;
    if (outcome !== 0 && outcome !== 1) throw inputError('outcomes of 0 and 1', `${outcome} in row ${i}`);
    if (Number.isNaN(scores[i]!)) throw inputError('a score in every row', `none in row ${i}`);
    count += outcome;
  }
  const successes = new Float64Array(count);
  const failures = new Float64Array(outcomes.length - count);
  let success = 0;
  let failure = 0;
  for (let i = 0; i < outcomes.length; i++) {
    const score = scores[i]! === 0 ? 0 : scores[i]!;
    if (outcomes[i] === 1) successes[success++] = score;
    else failures[failure++] = score;
  }
  return { failures: failures.sort(), successes: successes.sort() };
}

/** For each value the number of `others` below it, equal ones half: twice their total, and their sample variance. Both lists ascending. */
function placements(values: Float64Array, others: Float64Array): { twiceTotal: number; variance: number } {
  const twice = new Float64Array(values.length);
  let below = 0;
  let upTo = 0;
  let twiceTotal = 0;
  for (let i = 0; i < values.length; i++) {
    while (below < others.length && others[below]! < values[i]!) below++;
    if (upTo < below) upTo = below;
    while (upTo < others.length && others[upTo]! === values[i]!) upTo++;
    twice[i] = below + upTo;
    twiceTotal += below + upTo;
  }
  const twiceMean = twiceTotal / values.length;
  let squares = 0;
  for (let i = 0; i < twice.length; i++) squares += (twice[i]! - twiceMean) ** 2;
  return { twiceTotal, variance: squares / 4 / (values.length - 1) };
}
