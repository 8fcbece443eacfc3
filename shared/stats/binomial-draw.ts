import { binomialPmf } from './binomial-pmf.ts';
import { requireCount, requireProbability } from './input-error.ts';
import type { Random } from './random.ts';

/**
 * A random number of successes in n independent trials, exactly distributed, in time that does not grow with n.
 * @param random the stream to draw from; how many numbers one draw takes varies.
 * @param n trials, whole number from 0.
 * @param p success probability, 0…1.
 * @throws ParleyError E_STATISTIC outside those ranges.
 * @source Devroye, "Non-Uniform Random Variate Generation" (1986), X.4 (waiting times) where fewer than ten successes are expected;
 *   Hörmann, "The generation of binomial random variates" (1993), algorithm BTRS, elsewhere.
 */
export function drawBinomial(random: Random, n: number, p: number): number {
  requireCount(n, 'trials');
  requireProbability(p, 'a probability');
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  if (n === 0 || p === 0) return 0;
  return n * p < 10 ? byWaitingTimes(random, n, p) : byRejection(random, n, p);
}

function byWaitingTimes(random: Random, n: number, p: number): number {
  const logFailure = Math.log1p(-p);
  let successes = -1;
  for (let trial = 0; trial <= n; successes++) trial += 1 + Math.floor(Math.log1p(-random.nextUniform()) / logFailure);
  return successes;
}

function byRejection(random: Random, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const atMode = binomialPmf(Math.floor((n + 1) * p), n, p);
  for (;;) {
    const u = random.nextUniform() - 0.5;
    const v = random.nextUniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + n * p + 0.5);
    if (edge >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k >= 0 && k <= n && (v * alpha) / (a / (edge * edge) + b) <= binomialPmf(k, n, p) / atMode) return k;
  }
}
