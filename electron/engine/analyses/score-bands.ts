import type { Band } from '#contract/analyses/calibration.ts';
import type { ScoreThreshold } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import { quantileSorted } from '#stats/quantile-sorted.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import { isTooFew } from './too-few.ts';

/** Ascending edges of score bands; band k is [edges[k], edges[k + 1]), the last one closed. */
export type BandEdges = readonly number[];

/**
 * @param spec `definition` (the score model's thresholds), `width:N` (equal width from 0, the last band reaching 100 or the maximum) or `quantile:N`.
 * @throws E_ARGS for another form, or `definition` without thresholds.
 */
export function bandEdges(spec: string, scores: Float64Array, thresholds: readonly ScoreThreshold[] | null): BandEdges {
  const sorted = scores.slice().sort();
  const maximum = sorted.length === 0 ? 0 : sorted[sorted.length - 1]!;
  const minimum = sorted.length === 0 ? 0 : sorted[0]!;
  const form = /^(width|quantile):(\d+(?:\.\d+)?)$/.exec(spec);
  if (spec === 'definition') {
    if (!thresholds || thresholds.length === 0) {
      throw new ParleyError('E_ARGS', 'No score model with thresholds is in force. Sign one, or choose bands as width:10 or quantile:10.', {
        path: 'bands',
      });
    }
    const inner = thresholds.map(({ score }) => score).sort((a, b) => a - b);
    return [...new Set([Math.min(0, minimum, inner[0]!), ...inner, Math.max(100, maximum, inner.at(-1)! + 1)])];
  }
  if (!form || Number(form[2]) <= 0) {
    throw new ParleyError('E_ARGS', `Expected bands as definition, width:10 or quantile:10, got "${spec}".`, { path: 'bands' });
  }
  const n = Number(form[2]);
  if (form[1] === 'width') {
    const edges = [Math.min(0, Math.floor(minimum / n) * n)];
    while (edges.at(-1)! + n < 100) edges.push(edges.at(-1)! + n);
    return [...edges, Math.max(100, maximum)];
  }
  if (!Number.isInteger(n) || n < 2) throw new ParleyError('E_ARGS', `Expected two quantile bands or more, got ${n}.`, { path: 'bands' });
  const edges = Array.from({ length: n + 1 }, (_, k) => quantileSorted(sorted, k / n) ?? 0);
  const distinct = [...new Set(edges)];
  return distinct.length === 1 ? [distinct[0]!, distinct[0]!] : distinct;
}

/** The band of a score. */
export function bandOf(edges: BandEdges, score: number): number {
  let band = edges.length - 2;
  while (band > 0 && score < edges[band]!) band--;
  return band;
}

export function countBands(
  edges: BandEdges,
  scores: Float64Array,
  successes: Uint8Array,
  thresholds: readonly ScoreThreshold[] | null,
): Band[] {
  const counts = new Int32Array(edges.length - 1);
  const hits = new Int32Array(edges.length - 1);
  for (let k = 0; k < scores.length; k++) {
    const band = bandOf(edges, scores[k]!);
    counts[band]!++;
    hits[band]! += successes[k]!;
  }
  return Array.from(counts, (count, band) => {
    const interval = wilsonInterval(hits[band]!, count);
    return {
      low: edges[band]!,
      high: edges[band + 1]!,
      count,
      successes: hits[band]!,
      rate: count === 0 ? null : hits[band]! / count,
      wilsonLow: interval?.low ?? null,
      wilsonHigh: interval?.high ?? null,
      expectedRate: expectedRateAt(thresholds, edges[band]!),
      tooFew: isTooFew(count),
    };
  });
}

/** The conversion that a definition promises from a score on; null where it promises nothing. */
export function expectedRateAt(thresholds: readonly ScoreThreshold[] | null, score: number): number | null {
  let best: ScoreThreshold | undefined;
  for (const threshold of thresholds ?? []) if (threshold.score <= score && (!best || threshold.score > best.score)) best = threshold;
  return best?.expectedRate ?? null;
}
