import { inputError, requireCount } from './input-error.ts';

export interface Interval {
  low: number;
  high: number;
}

/**
 * The Wilson score interval of a proportion.
 * @param successes whole number, 0…n.
 * @param n trials, whole number from 0.
 * @param z normal quantile of the level; default 1.959963984540054 (95 %).
 * @returns bounds within 0…1, exactly 0 at no success and 1 at nothing but successes; null at n = 0.
 * @throws ParleyError E_STATISTIC where the counts are no counts or successes > n.
 * @source Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 */
export function wilsonInterval(successes: number, n: number, z = 1.959963984540054): Interval | null {
  requireCount(successes, 'successes');
  requireCount(n, 'trials');
  if (successes > n) throw inputError(`at most ${n} successes in ${n} trials`, String(successes));
  if (n === 0) return null;
  const rate = successes / n;
  const zSquared = z * z;
  const centre = rate + zSquared / (2 * n);
  const spread = z * Math.sqrt((rate * (1 - rate) + zSquared / (4 * n)) / n);
  const scale = 1 + zSquared / n;
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: successes === n ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
