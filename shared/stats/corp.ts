import { meanSquare } from './brier.ts';
import { isotonicRateAt, isotonicRegression } from './isotonic.ts';
import { reliableMean } from './reliable-sum.ts';
import { requireForecasts } from './require-forecasts.ts';

export interface CorpDecomposition {
  /** Brier score: miscalibration − discrimination + uncertainty. */
  score: number;
  /** What isotonic recalibration would take off the score; 0 for calibrated forecasts. */
  miscalibration: number;
  /** How much better the recalibrated forecasts are than the overall rate. */
  discrimination: number;
  /** Brier score of the overall rate: rate × (1 − rate). */
  uncertainty: number;
}

/**
 * The CORP decomposition of the Brier score: what is lost to miscalibration, and what is won by telling records apart.
 * @param probabilities forecasts, 0…1.
 * @param outcomes 1 it happened, 0 it did not.
 * @returns null without records. Miscalibration and discrimination are never negative.
 * @throws ParleyError E_STATISTIC for different lengths and values outside those ranges.
 * @remarks The recalibration is fitted on the same records, so a small sample looks miscalibrated by chance.
 * @source Dimitriadis, Gneiting & Jordan, "Stable reliability diagrams for probabilistic classifiers" (2021).
 */
export function corpDecomposition(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): CorpDecomposition | null {
  requireForecasts(probabilities, outcomes);
  const rate = reliableMean(outcomes);
  const score = meanSquare(probabilities, outcomes);
  if (rate === null || score === null) return null;
  const fit = isotonicRegression(probabilities, outcomes);
  const recalibrated = new Float64Array(probabilities.length);
  for (let i = 0; i < recalibrated.length; i++) recalibrated[i] = isotonicRateAt(fit, probabilities[i]!)!;
  const recalibratedScore = meanSquare(recalibrated, outcomes)!;
  const uncertainty = rate * (1 - rate);
  return {
    score,
    miscalibration: Math.max(0, score - recalibratedScore),
    discrimination: Math.max(0, uncertainty - recalibratedScore),
    uncertainty,
  };
}
