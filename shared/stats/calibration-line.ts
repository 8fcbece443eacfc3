import { requireForecasts } from './require-forecasts.ts';

export interface CalibrationLine {
  /** b of logit P(outcome) = a + b·logit(forecast): 1 well spread, below 1 forecasts too extreme. */
  slope: number;
  /** a of the same fit. */
  intercept: number;
  /** a where b is held at 1 (calibration in the large): 0 right on average, above 0 forecasts too low. */
  interceptAtSlopeOne: number;
}

/** Why there is no line: no records; one outcome only; one forecast for all; a forecast of 0 or 1; outcomes parted by a threshold. */
export type NoCalibrationLine = 'noRecords' | 'oneOutcome' | 'oneForecast' | 'certainForecast' | 'separated';

export type CalibrationLineResult = { line: CalibrationLine; reason: null } | { line: null; reason: NoCalibrationLine };

/**
 * Logistic recalibration of forecasts by maximum likelihood.
 * @param probabilities forecasts, 0…1.
 * @param outcomes 1 it happened, 0 it did not.
 * @returns the line, or the reason why none exists. Separated outcomes (a threshold parts them, touching it allowed) have no finite fit.
 * @throws ParleyError E_STATISTIC for different lengths and values outside those ranges.
 * @source Cox, "Two further applications of a model for binary regression" (1958); Albert & Anderson (1984) for separation.
 */
export function calibrationLine(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): CalibrationLineResult {
  requireForecasts(probabilities, outcomes);
  const reason = whyNoLine(probabilities, outcomes);
  if (reason !== null) return { line: null, reason };
  const groups = groupByForecast(probabilities, outcomes);
  const [intercept, slope] = newton(groups, [0, 1], true);
  const [interceptAtSlopeOne] = newton(groups, [0, 1], false);
  return { line: { slope, intercept, interceptAtSlopeOne }, reason: null };
}

/** Records of one forecast: its logit, how many, how many successes. */
interface Group {
  logit: number;
  count: number;
  successes: number;
}

function whyNoLine(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): NoCalibrationLine | null {
  if (probabilities.length === 0) return 'noRecords';
  const lowest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const highest = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < probabilities.length; i++) {
    const outcome = outcomes[i]!;
    lowest[outcome] = Math.min(lowest[outcome]!, probabilities[i]!);
    highest[outcome] = Math.max(highest[outcome]!, probabilities[i]!);
  }
  const [lowestFailure, lowestSuccess] = [lowest[0]!, lowest[1]!];
  const [highestFailure, highestSuccess] = [highest[0]!, highest[1]!];
  if (!Number.isFinite(lowestFailure) || !Number.isFinite(lowestSuccess)) return 'oneOutcome';
  if (Math.min(lowestFailure, lowestSuccess) === 0 || Math.max(highestFailure, highestSuccess) === 1) return 'certainForecast';
  if (Math.min(lowestFailure, lowestSuccess) === Math.max(highestFailure, highestSuccess)) return 'oneForecast';
  return highestFailure <= lowestSuccess || highestSuccess <= lowestFailure ? 'separated' : null;
}

function groupByForecast(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): Group[] {
  const groups = new Map<number, Group>();
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i]!;
    let group = groups.get(probability);
    if (group === undefined) {
      group = { logit: Math.log(probability) - Math.log1p(-probability), count: 0, successes: 0 };
      groups.set(probability, group);
    }
    group.count++;
    group.successes += outcomes[i]!;
  }
  return [...groups.values()].sort((a, b) => a.logit - b.logit);
}

/** Steps this small are taken whole: the likelihood is flat to its last digit there and can no longer tell better from worse. */
const nearSolution = 1e-5;

/** Newton's method (IRLS) with halved steps where a full one would lower the likelihood. */
function newton(groups: readonly Group[], start: [number, number], freeSlope: boolean): [intercept: number, slope: number] {
  let [a, b] = start;
  let likelihood = logLikelihood(groups, a, b);
  for (let round = 0; round < 100; round++) {
    const [stepA, stepB] = newtonStep(groups, a, b, freeSlope);
    const size = (Math.abs(stepA) + Math.abs(stepB)) / (1 + Math.abs(a) + Math.abs(b));
    if (size < nearSolution) {
      a += stepA;
      b += stepB;
      if (size < 1e-12) break;
      continue;
    }
    let share = 1;
    let next = logLikelihood(groups, a + stepA, b + stepB);
    while (!(next >= likelihood) && share > 1e-8) {
      share /= 2;
      next = logLikelihood(groups, a + share * stepA, b + share * stepB);
    }
    if (!(next >= likelihood)) break;
    a += share * stepA;
    b += share * stepB;
    likelihood = next;
  }
  return [a, b];
}

function newtonStep(groups: readonly Group[], a: number, b: number, freeSlope: boolean): [number, number] {
  let weight = 0;
  let slopeA = 0;
  let slopeB = 0;
  for (const { logit, count, successes } of groups) {
    const fitted = 1 / (1 + Math.exp(-a - b * logit));
    weight += count * fitted * (1 - fitted);
    slopeA += successes - count * fitted;
    slopeB += (successes - count * fitted) * logit;
  }
  if (!freeSlope) return [slopeA / weight, 0];
  let centre = 0;
  for (const { logit, count } of groups) {
    const fitted = 1 / (1 + Math.exp(-a - b * logit));
    centre += (count * fitted * (1 - fitted) * logit) / weight;
  }
  let spread = 0;
  for (const { logit, count } of groups) {
    const fitted = 1 / (1 + Math.exp(-a - b * logit));
    spread += count * fitted * (1 - fitted) * (logit - centre) ** 2;
  }
  const stepB = (slopeB - centre * slopeA) / spread;
  return [slopeA / weight - centre * stepB, stepB];
}

function logLikelihood(groups: readonly Group[], a: number, b: number): number {
  let sum = 0;
  for (const { logit, count, successes } of groups) {
    const linear = a + b * logit;
    sum += successes * linear - count * (linear > 0 ? linear + Math.log1p(Math.exp(-linear)) : Math.log1p(Math.exp(linear)));
  }
  return sum;
}
