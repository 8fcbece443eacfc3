import { requireCount, requireProbability } from './input-error.ts';
import type { Interval } from './wilson.ts';

/**
 * The control limits of a share: p̄ ± 3·√(p̄(1 − p̄)/n), cut to 0…1.
 * @param meanRate p̄, the share of the periods before, 0…1.
 * @param n records of the period judged, whole number from 0.
 * @returns null at n = 0.
 * @throws ParleyError E_STATISTIC outside those ranges.
 * @source Shewhart, "Economic Control of Quality of Manufactured Product" (1931), chapter XX.
 */
export function pChartLimits(meanRate: number, n: number): Interval | null {
  requireProbability(meanRate, 'a mean rate');
  requireCount(n, 'records');
  if (n === 0) return null;
  const spread = 3 * Math.sqrt((meanRate * (1 - meanRate)) / n);
  return { low: Math.max(0, meanRate - spread), high: Math.min(1, meanRate + spread) };
}
