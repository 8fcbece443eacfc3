import { reliableMean } from './reliable-sum.ts';
import { requireForecasts } from './require-forecasts.ts';

/**
 * The logarithmic loss: the mean of −ln of the probability that was given to what happened; 0 is perfect, ln 2 is what .5 for all gets.
 * @param probabilities forecasts, 0…1.
 * @param outcomes 1 it happened, 0 it did not.
 * @returns null without records, and where a forecast of 0 or 1 was contradicted (the loss is infinite; nothing is clipped).
 * @throws ParleyError E_STATISTIC for different lengths and values outside those ranges.
 * @source Good, "Rational decisions" (1952).
 */
export function logLoss(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  requireForecasts(probabilities, outcomes);
  const losses = new Float64Array(probabilities.length);
  for (let i = 0; i < losses.length; i++) {
    const loss = outcomes[i] === 1 ? -Math.log(probabilities[i]!) : -Math.log1p(-probabilities[i]!);
    if (loss === Number.POSITIVE_INFINITY) return null;
    losses[i] = loss === 0 ? 0 : loss;
  }
  return reliableMean(losses);
}
