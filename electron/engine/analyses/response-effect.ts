import type { SlaBody } from '#contract/analyses/sla.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import { limitsOf } from '../facts/limits-of.ts';
import type { AnalysisContext } from './context.ts';
import type { Selection } from './selection.ts';
import { isTooFew } from './too-few.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const buckets = [
  ['≤5 min', 5 / 60],
  ['≤30 min', 0.5],
  ['≤1 h', 1],
  ['≤4 h', 4],
  ['≤24 h', 24],
  ['≤48 h', 48],
  ['later', Number.POSITIVE_INFINITY],
] as const;
const scoreBandWidth = 20;

/**
 * Share of handoffs that reached an opportunity within the policy's horizon, by time to first touch. `adjusted` is standardised over source × score band
 * to the mix of all these handoffs (strata that a bucket lacks are left out and the rest re-weighted). An association: quick touches may go to better leads.
 */
export function responseEffect({ facts }: AnalysisContext, selection: Selection): SlaBody['responseEffect'] {
  const { handoffs, asOfMs } = facts;
  const horizonMs = limitsOf(facts).horizonDays.opportunity * dayMs;
  const cells = [...buckets.map(([name]) => name), 'never' as const].map((name) => ({
    name,
    count: 0,
    successes: 0,
    strata: new Map<number, [number, number]>(),
  }));
  const population = new Map<number, number>();
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    const qualifiedAt = handoffs.qualifiedAt[i]!;
    if (qualifiedAt > asOfMs - horizonMs) continue;
    const waited = (handoffs.firstTouchAt[i]! - qualifiedAt) / hourMs;
    const cell = cells[Number.isNaN(waited) ? buckets.length : buckets.findIndex(([, limit]) => waited <= limit)]!;
    const success = Math.max(0, handoffs.opportunityAt[i]! - qualifiedAt) < horizonMs ? 1 : 0;
    const score = handoffs.scoreAtQualification[i]!;
    const stratum = handoffs.source.codes[i]! * 1000 + (Number.isNaN(score) ? 999 : Math.max(0, Math.floor(score / scoreBandWidth)));
    cell.count++;
    cell.successes += success;
    const counts = cell.strata.get(stratum) ?? [0, 0];
    counts[0]++;
    counts[1] += success;
    cell.strata.set(stratum, counts);
    population.set(stratum, (population.get(stratum) ?? 0) + 1);
  }
  return cells.map(({ name, count, successes, strata }) => {
    const interval = wilsonInterval(successes, count);
    let weight = 0;
    let sum = 0;
    for (const [stratum, [n, s]] of strata) {
      weight += population.get(stratum)!;
      sum += population.get(stratum)! * (s / n);
    }
    return {
      bucket: name,
      count,
      rate: count === 0 ? null : successes / count,
      wilsonLow: interval?.low ?? null,
      wilsonHigh: interval?.high ?? null,
      adjusted: weight === 0 ? null : Math.min(1, sum / weight),
      tooFew: isTooFew(count),
    };
  });
}
