import type { CalibrationBody, CalibrationRequest } from '#contract/analyses/calibration.ts';
import type { ScoreThreshold } from '#domain/definition.ts';
import { brierScore } from '#stats/brier.ts';
import { calibrationLine } from '#stats/calibration-line.ts';
import { corpDecomposition } from '#stats/corp.ts';
import { type IsotonicPoint, isotonicRateAt, isotonicRegression } from '#stats/isotonic.ts';
import { logLoss } from '#stats/log-loss.ts';
import { rocAuc } from '#stats/roc-auc.ts';
import { thresholdCounts } from '#stats/threshold-counts.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import { limitsOf } from '../facts/limits-of.ts';
import { type CalibrationPopulation, calibrationPopulation } from './calibration-population.ts';
import { closedWonProfile } from './closed-won-profile.ts';
import type { AnalysisContext } from './context.ts';
import { bandEdges, countBands, expectedRateAt } from './score-bands.ts';
import { scoreDrift } from './score-drift.ts';
import type { Selection } from './selection.ts';
import { recommendThresholds } from './threshold-recommendations.ts';

const folds = 5;

interface Scored {
  score: Float64Array;
  success: Uint8Array;
}

/** The score model's thresholds at the as-of; null where no score model is in force. */
export function scoreModelThresholds({ versions, facts }: AnalysisContext): ScoreThreshold[] | null {
  const models = versions.filter(
    ({ content, fromMs, toMs }) => content.kind === 'scoreModel' && fromMs <= facts.asOfMs && facts.asOfMs < toMs,
  );
  const motion = (name: string) => models.find(({ content }) => content.motion === name);
  return (motion('inbound') ?? models[0])?.content.thresholds ?? null;
}

/** Does the score at qualification predict the outcome? Whole population, then those that sales worked, then the rest. */
export function calibrationBody(context: AnalysisContext, selection: Selection, request: CalibrationRequest): CalibrationBody {
  const { facts } = context;
  const outcome = request.outcome ?? 'won';
  const horizonDays = request.horizonDays ?? limitsOf(facts).horizonDays[outcome];
  const population = calibrationPopulation(facts, selection, outcome, horizonDays, request.includeToday ?? false);
  const thresholds = scoreModelThresholds(context);
  const edges = bandEdges(request.bands ?? (thresholds ? 'definition' : 'width:10'), population.score, thresholds);
  const all: Scored = population;
  const worked = subset(population, 1);
  const unworked = subset(population, 0);
  const isotonicWorked = isotonicRegression(worked.score, worked.success);
  const counts = thresholdRows(worked);
  const forecasts = forecastsOf(population, facts.handoffs.qualifiedAt, thresholds);
  const successes = sum(all.success);
  const [none, history, imported, today] = population.evidence;
  return {
    outcome,
    horizonDays,
    population: all.score.length,
    successes,
    immature: population.immature,
    scoreEvidence: { history, import: imported, today, none },
    bands: countBands(edges, all.score, all.success, thresholds),
    auc: aucOf(all),
    isotonic: isotonicRegression(all.score, all.success),
    worked: {
      population: worked.score.length,
      successes: sum(worked.success),
      auc: aucOf(worked),
      bands: countBands(edges, worked.score, worked.success, thresholds),
      isotonic: isotonicWorked,
    },
    unworked: {
      population: unworked.score.length,
      successes: sum(unworked.success),
      bands: countBands(edges, unworked.score, unworked.success, thresholds),
    },
    ...forecastQuality(forecasts),
    thresholds: counts,
    recommended: recommendThresholds(context, selection, request, worked, isotonicWorked, thresholds),
    drift: scoreDrift(context, selection, population),
    closedWonProfile: closedWonProfile(context, selection, thresholds),
  };
}

function sum(flags: Uint8Array): number {
  let total = 0;
  for (let k = 0; k < flags.length; k++) total += flags[k]!;
  return total;
}

function subset({ score, success, worked }: CalibrationPopulation, wanted: 0 | 1): Scored {
  let count = 0;
  for (let k = 0; k < worked.length; k++) if (worked[k] === wanted) count++;
  const result: Scored = { score: new Float64Array(count), success: new Uint8Array(count) };
  let next = 0;
  for (let k = 0; k < worked.length; k++) {
    if (worked[k] !== wanted) continue;
    result.score[next] = score[k]!;
    result.success[next++] = success[k]!;
  }
  return result;
}

function aucOf({ score, success }: Scored): CalibrationBody['auc'] {
  const auc = rocAuc(score, success);
  return auc === null || auc.low === null || auc.high === null ? null : { value: auc.value, low: auc.low, high: auc.high };
}

function thresholdRows(worked: Scored): CalibrationBody['thresholds'] {
  const successes = sum(worked.success);
  const base = worked.score.length === 0 ? 0 : successes / worked.score.length;
  return thresholdCounts(worked.score, worked.success).map(({ score, volume, successes: caught }) => {
    const interval = wilsonInterval(caught, volume);
    return {
      score,
      volume,
      successes: caught,
      precision: volume === 0 ? null : caught / volume,
      recall: successes === 0 ? null : caught / successes,
      lift: volume === 0 || base === 0 ? null : caught / volume / base,
      wilsonLow: interval?.low ?? null,
      wilsonHigh: interval?.high ?? null,
    };
  });
}

interface Forecasts {
  source: CalibrationBody['probabilities'];
  probability: number[];
  success: number[];
}

/**
 * Probabilities to judge: what the definition promises where it promises something for every score, else an isotonic fit made on the other folds, split by
 * time. A point score is no probability, and a fit judged on its own data would flatter itself.
 */
function forecastsOf(population: CalibrationPopulation, qualifiedAt: Float64Array, thresholds: ScoreThreshold[] | null): Forecasts {
  const { score, success } = byTime(population, qualifiedAt);
  const promised = Array.from(score, (value) => expectedRateAt(thresholds, value));
  if (score.length > 0 && promised.every((rate) => rate !== null))
    return { source: 'definition', probability: promised as number[], success: [...success] };
  if (score.length < folds * 10) return { source: 'none', probability: [], success: [] };
  const probability: number[] = [];
  const observed: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const from = Math.floor((fold * score.length) / folds);
    const to = Math.floor(((fold + 1) * score.length) / folds);
    const fit: IsotonicPoint[] = isotonicRegression(
      [...score.subarray(0, from), ...score.subarray(to)],
      [...success.subarray(0, from), ...success.subarray(to)],
    );
    for (let k = from; k < to; k++) {
      probability.push(isotonicRateAt(fit, score[k]!)!);
      observed.push(success[k]!);
    }
  }
  return { source: 'isotonicCrossFit', probability, success: observed };
}

/** Scores and successes in the order of qualification; equal times by score, then success, so that the order of rows in a file decides nothing. */
function byTime({ handoff, score, success }: CalibrationPopulation, qualifiedAt: Float64Array): Scored {
  const order = Int32Array.from(handoff, (_, k) => k).sort(
    (a, b) => qualifiedAt[handoff[a]!]! - qualifiedAt[handoff[b]!]! || score[a]! - score[b]! || success[a]! - success[b]!,
  );
  return { score: Float64Array.from(order, (k) => score[k]!), success: Uint8Array.from(order, (k) => success[k]!) };
}

function forecastQuality({ source, probability, success }: Forecasts) {
  if (source === 'none') {
    return { probabilities: source, corp: null, brier: null, logLoss: null, calibrationSlope: null, calibrationIntercept: null };
  }
  const { line } = calibrationLine(probability, success);
  return {
    probabilities: source,
    corp: corpDecomposition(probability, success),
    brier: brierScore(probability, success),
    logLoss: logLoss(probability, success),
    calibrationSlope: line?.slope ?? null,
    calibrationIntercept: line?.intercept ?? null,
  };
}
