import { reliableMean } from './reliable-sum.ts';
import { requireForecasts } from './require-forecasts.ts';

/**
 * The Brier score: the mean squared distance of forecast probabilities from outcomes; 0 is perfect, .25 is what .5 for all gets.
 * @param probabilities forecasts, 0…1.
 * @param outcomes 1 it happened, 0 it did not.
 * @returns null without records.
 * @throws ParleyError E_STATISTIC for different lengths and values outside those ranges.
 * @source Brier, "Verification of forecasts expressed in terms of probability" (1950), halved as is usual for two outcomes.
 */
export function brierScore(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  requireForecasts(probabilities, outcomes);
  return meanSquare(probabilities, outcomes);
}

/** The Brier score of columns that were checked before. */
export function meanSquare(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  const squares = new Float64Array(probabilities.length);
  for (let i = 0; i < squares.length; i++) squares[i] = (probabilities[i]! - outcomes[i]!) ** 2;
  return reliableMean(squares);
}
